"""Our figures are those of the shared scorer, on the shared pages and with slips of every kind."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reformgraph.evaluation import evaluate


@pytest.fixture(scope="module")
def shared() -> Path:
    if not os.environ.get("REFORMGRAPH_SHARED"):
        pytest.skip("REFORMGRAPH_SHARED names no folder of labels")
    return Path(os.environ["REFORMGRAPH_SHARED"])


def disturbed(pages: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Findings with slips of every kind."""
    source = random.Random(seed)
    pages = json.loads(json.dumps(pages))
    for article in (article for page in pages for article in page["articles"]):
        article.pop("document_spans", None)
        for key in ("zones", "companies", "people", "projects", "measures", "figures", "documents", "authors"):
            article[key] = [one for one in article[key] if source.random() > 0.15]
        for one in article["measures"]:
            if source.random() < 0.3:
                one["status"] = source.choice(["planned", "adopted", "referenced", "required"])
                one["zone"] = source.choice([one["zone"], "全省", "", None])
                one["evidence"] = one["evidence"][source.randrange(20) :]
                one["reform"] += source.choice(["改革", "机制", "甲"])
                one["when"] = source.choice([None, "目前", "2024年"])
                one["figures"] *= 2
        if source.random() < 0.2:
            article.update(title=article["kicker"] + article["title"], kicker="")
        for role, lines in article["lines"].items():
            article["lines"][role] = lines[1:] if source.random() < 0.2 else lines
    pages[0]["articles"].append(pages[0]["articles"][0])
    return pages


@cache
def extracted(*files: Path) -> list[dict[str, Any]]:
    """What the command finds in pages, once for all tests of them."""
    command = [sys.executable, "-m", "reformgraph", "extract", "--with-text", "--manifest"]
    done = subprocess.run([*command, str(files[0].parent / "manifest.csv"), *map(str, files)], capture_output=True)
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def scored(shared: Path, labels: Path, found: Path, pages: Path, *more: str) -> dict[str, Any]:
    scorer = [sys.executable, str(shared / "evaluation" / "score.py"), str(labels), str(found)]
    done = subprocess.run([*scorer, "--pages", str(pages), "--json", *more], capture_output=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def assert_same(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    flat = {**ours["measures"], **{name: row["share"] for name, row in ours["shares"].items()}}
    flat["evidence not on the page"] = ours["evidence not on the page"]
    rows = {
        name: {key: flat[name][key] for key in row} if isinstance(row, dict) else flat[name]
        for name, row in theirs.items()
    }
    assert rows == theirs


def written(pages: list[dict[str, Any]], path: Path) -> Path:
    path.write_text("\n".join(json.dumps(page, ensure_ascii=False) for page in pages), "utf-8")
    return path


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_our_figures_are_the_scorers(shared: Path, tmp_path: Path, seed: int | None) -> None:
    pages = extracted(*sorted((shared / "pages").glob("*.txt")))
    found = written(pages if seed is None else disturbed(pages, seed), tmp_path / "found.jsonl")
    report = evaluate(
        shared / "labels", [shared / "pages"], found=found, vocabulary=shared / "reforms.csv",
        core=shared / "evaluation" / "core_reforms.json", resamples=0,
    )  # fmt: skip
    assert_same(report.as_json(), scored(shared, shared / "labels", found, shared / "pages"))


@pytest.mark.parametrize("seed", [None, 3])
def test_our_figures_of_real_pages_are_the_scorers(shared: Path, tmp_path: Path, seed: int | None) -> None:
    """Pages of the web with labels made on another reading; a third of those that may be read is kept aside."""
    real = shared / "real"
    kept = set((real / "UNREAD.txt").read_text("utf-8").split())
    files = [one for one in sorted((real / "pages").iterdir()) if one.name not in kept and one.suffix != ".csv"]
    labels, stems = tmp_path / "labels", {one.stem for one in files}
    labels.mkdir()
    for one in (real / "labels").glob("*.json"):
        if one.stem in stems:
            (labels / one.name).write_bytes(one.read_bytes())
    (tmp_path / "aside.txt").write_text("\n".join(one.name for one in files[::3]), "utf-8")
    pages = extracted(*files)
    found = written(pages if seed is None else disturbed(pages, seed), tmp_path / "found.jsonl")
    report = evaluate(
        labels, [real / "pages"], found=found, vocabulary=shared / "reforms.csv", unread=tmp_path / "aside.txt",
        core=shared / "evaluation" / "core_reforms.json", resamples=0,
    ).as_json()  # fmt: skip
    theirs = scored(shared, labels, found, real / "pages", "--unread", str(tmp_path / "aside.txt"))
    assert_same(report, theirs["read"])
    assert_same(report["unread"], theirs["unread"])
