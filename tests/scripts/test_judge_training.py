"""Training of the judge: verdicts from labels, the table of phrases, weights that come out the same."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

TRAINING = Path(__file__).parents[2] / "scripts" / "training"
LONGEST_NAME = 64


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TRAINING / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def collect() -> ModuleType:
    return _load("collect_phrases")


@pytest.fixture(scope="module")
def train() -> ModuleType:
    return _load("train_judge")


def _verdicts(collect: ModuleType, measures: list[dict[str, Any]], proposals: dict[str, str], table: Path) -> Any:
    table.write_text("name,aliases\n标准地,标准地改革\n", "utf-8")
    names = collect.label_names(table)
    told = [SimpleNamespace(name=name, kind=kind) for name, kind in proposals.items()]
    return collect.judge_names(told, {"articles": [{"measures": measures}]}, names)


def test_what_a_label_names_is_a_measure(collect: ModuleType, tmp_path: Path) -> None:
    measures = [
        {"reform": "标准地", "mentions": ["用地新规"]},
        {"reform": "夜校", "mentions": ["夜校行动", "工人夜校"]},
    ]
    proposals = {
        "标准地": "curated",
        "用地新规": "quoted",
        "夜校机制": "phrase",
        "工人夜校": "quoted",
        "加速度": "quoted",
    }
    assert _verdicts(collect, measures, proposals, tmp_path / "reforms.csv") == {
        "标准地": "measure", "用地新规": "part", "夜校机制": "measure", "工人夜校": "part", "加速度": "none",
    }  # fmt: skip


def test_the_best_of_what_is_mentioned_stands_for_a_name_that_is_not_proposed(
    collect: ModuleType, tmp_path: Path
) -> None:
    measures = [{"reform": "夜间办学", "mentions": ["工人夜校", "夜校", "“夜学堂”"]}]
    proposals = {"工人夜校": "phrase", "夜校": "phrase", "夜学堂": "quoted"}
    assert _verdicts(collect, measures, proposals, tmp_path / "reforms.csv") == {
        "工人夜校": "part", "夜校": "part", "夜学堂": "measure",
    }  # fmt: skip


def test_unread_pages_are_left_out(collect: ModuleType, tmp_path: Path) -> None:
    pages, labels = tmp_path / "pages", tmp_path / "labels"
    pages.mkdir()
    labels.mkdir()
    for name in ("a", "b"):
        (pages / f"{name}.txt").write_text("云川高新区推行标准地。\n", "utf-8")
        (labels / f"{name}.json").write_text(json.dumps({"page": f"{name}.txt", "articles": []}), "utf-8")
    found = list(collect.find_sources([f"{pages}={labels}"], frozenset(["b.txt"])))
    assert [source.page.name for source in found] == ["a.txt"]


def _table(folder: Path) -> None:
    """Twelve sources where what is pushed is a measure and what is likened is none."""
    rows, sources = ["source\tarticle\tname\tform\tkind\tverdict\tfeatures"], ["source\taddress\tsha256"]
    for source in range(1, 13):
        sources.append(f"{source}\thttps://site{source}.example/a\t{source:064d}")
        rows.append(f"{source}\t0\t甲{source}\t甲{source}\tquoted\tmeasure\tv=firm quoted=1")
        rows.append(f"{source}\t0\t乙{source}\t乙{source}\tquoted\tnone\tb=likened quoted=1")
        rows.append(f"{source}\t0\t丙{source}\t丙{source}\tquoted\tpart\tb=likened quoted=1")
    (folder / "phrases.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "sources.tsv").write_text("\n".join(sources) + "\n", "utf-8")


def test_weights_follow_from_the_phrases_and_come_out_the_same(train: ModuleType, tmp_path: Path) -> None:
    _table(tmp_path)
    phrases, sites = train.read_phrases(tmp_path)
    text = train.write_model(train.train(phrases))
    weights = json.loads(text)["weights"]
    assert weights["v=firm"] > 0 > weights["b=likened"]
    assert not any("丙" in name for name in weights)
    assert text == train.write_model(train.train(phrases))
    assert "all      precision 1.000 recall 1.000 of 12" in train.report(phrases, sites)


def test_the_table_holds_no_sentences_and_enough_sources(train: ModuleType) -> None:
    phrases, sites = train.read_phrases(TRAINING)
    judged = [one for one in phrases if one.verdict in ("measure", "none")]
    assert len(judged) >= 3_000
    assert len(sites) >= 230
    assert {one.verdict for one in phrases} == {"measure", "none", "part"}
    assert all(len(name) <= LONGEST_NAME and "。" not in name for _, _, name in {one.name for one in phrases})
