"""Pages are read by weights that were made without their sites."""

from __future__ import annotations

import importlib.util
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[2] / "scripts" / "training"


@pytest.fixture(scope="module")
def leave_out() -> ModuleType:
    sys.path.insert(0, str(TRAINING))
    try:
        spec = importlib.util.spec_from_file_location("leave_out", TRAINING / "leave_out.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TRAINING))
    return module


def test_pages_are_dealt_by_their_text(leave_out: ModuleType, tmp_path: Path) -> None:
    for name, text in (("a.txt", "甲"), ("b.txt", "乙"), ("c.txt", "丙"), ("d.txt", "丁")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file\n", encoding="utf-8")
    unread = tmp_path.parent / "UNREAD.txt"
    unread.write_text("c.txt\n", encoding="utf-8")
    folds = {sha256(text.encode()).hexdigest()[: leave_out.HASH]: fold for text, fold in (("甲", 2), ("丙", 1))}
    dealt = leave_out.deal(tmp_path, unread, folds)
    assert {fold: [path.name for path in paths] for fold, paths in dealt.items()} == {
        2: ["a.txt"],
        0: ["b.txt", "d.txt"],
    }


def test_a_copy_holds_nothing_of_the_sources_left_out(
    leave_out: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, steps = tmp_path / "root", []
    training = root / "scripts" / "training"
    for folder in (root / "graph", root / "ontology", training):
        folder.mkdir(parents=True)
    (training / "phrases.tsv").write_text("source\tname\n1\t甲\n2\t乙\n", encoding="utf-8")
    for name in ("actor_choices.tsv", "figure_choices.tsv"):
        (training / name).write_text("aaa\t0\nbbb\t1\n", encoding="utf-8")
    monkeypatch.setattr(leave_out, "ROOT", root)
    monkeypatch.setattr(leave_out, "HERE", training)
    monkeypatch.setattr(leave_out, "run", lambda _copy, command, _folder: steps.append(Path(command[0]).name))
    copy = leave_out.without(tmp_path / "copy", frozenset(("2", "aaa")))
    kept = {path.name: path.read_text("utf-8") for path in (copy / "scripts" / "training").glob("*.tsv")}
    assert kept == {
        "phrases.tsv": "source\tname\n1\t甲\n",
        "actor_choices.tsv": "bbb\t1\n",
        "figure_choices.tsv": "bbb\t1\n",
    }
    assert steps == ["train_judge.py", "train_actors.py", "train_figures.py"]
