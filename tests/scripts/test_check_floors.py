"""The gate on figures: it fails on changed labels, cases and scorer and on lower figures, and never switches off."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "check_floors.py"
FILES = (
    "labels/a.json", "pages/a.txt", "cases/time.jsonl", "real/labels/r1.json", "real/pages/r1.html",
    "real/pages/manifest.csv", "real/labels/s1.json", "real/pages/s1.txt", "evaluation/score.py",
    "evaluation/score_cases.py", "evaluation/leave_one_out.sh", "evaluation/core_reforms.json", "reforms.csv",
)  # fmt: skip
ALL = ["shared pages", "real pages", "own pages", "cases", "leave one out"]
WRONG, NOBODY = "right measure, wrong actor, of claims", "claims without an actor"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_floors", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_floors"] = module
    spec.loader.exec_module(module)
    return module


class Gate:
    """The gate over made files, with figures that a test sets."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shared = folder / "shared"
        for name in FILES:
            (self.shared / name).parent.mkdir(parents=True, exist_ok=True)
            (self.shared / name).write_text(name, "utf-8")
        (self.shared / "real" / "UNREAD.txt").write_text("s1.txt\n", "utf-8")
        self.module = load()
        self.floors = folder / "floors.json"
        self.figures = {name: {"adoptions": 0.8, WRONG: 0.1, NOBODY: 0.01} for name in ALL}
        sets = [replace(one, measure=self._measure(one.name), rows=None) for one in self.module.SETS]
        assert [one.name for one in sets] == ALL
        monkeypatch.setattr(self.module, "SETS", sets)
        monkeypatch.setattr(self.module, "FLOORS", self.floors)

    def _measure(self, name: str) -> Any:
        return lambda shared: dict(self.figures[name])

    def run(self, *arguments: str) -> int:
        return int(self.module.main([*arguments, "--shared", str(self.shared)]))

    def kept(self, name: str) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(self.floors.read_text("utf-8"))["sets"][name]
        return kept


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    made = Gate(tmp_path, monkeypatch)
    assert made.run("--take", "made") == 0
    return made


def test_what_was_taken_holds(gate: Gate) -> None:
    assert gate.run() == 0
    kept = gate.kept("real pages")
    assert (kept["why"], kept["floors"]) == ("made", {"adoptions": 0.78})
    assert kept["ceilings"] == {WRONG: 0.12, NOBODY: 0.1}


@pytest.mark.parametrize(
    ("file", "sets"),
    [
        ("labels/a.json", ["shared pages", "leave one out"]),
        ("pages/a.txt", ["shared pages", "leave one out"]),
        ("cases/time.jsonl", ["cases"]),
        ("real/labels/r1.json", ["real pages"]),
        ("real/pages/r1.html", ["real pages"]),
        ("real/pages/manifest.csv", ["real pages"]),
        ("real/UNREAD.txt", ["real pages"]),
        ("evaluation/score.py", ALL),
        ("evaluation/core_reforms.json", ALL),
        ("reforms.csv", ALL),
    ],
)
def test_a_changed_file_fails_and_says_what_to_do(
    gate: Gate, capsys: pytest.CaptureFixture[str], file: str, sets: list[str]
) -> None:
    with (gate.shared / file).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    capsys.readouterr()
    assert gate.run() == 1
    told = capsys.readouterr().out
    assert f"taken with: {', '.join(sets)}." in told and "--take 'why'" in told
    before = gate.floors.read_bytes()
    assert gate.run("--raise") == 1
    assert gate.floors.read_bytes() == before


def test_a_label_that_comes_or_goes_fails(gate: Gate) -> None:
    (gate.shared / "labels" / "b.json").write_text("b", "utf-8")
    assert gate.run() == 1
    (gate.shared / "labels" / "b.json").rename(gate.shared / "labels" / "a.json")
    assert gate.run() == 1


def test_pages_kept_unread_are_no_part_of_the_gate(gate: Gate) -> None:
    for file in ("real/labels/s1.json", "real/pages/s1.txt"):
        (gate.shared / file).write_text("other", "utf-8")
    assert gate.run() == 0


@pytest.mark.parametrize(
    ("row", "figure", "word"), [("adoptions", 0.7799, "BELOW"), (WRONG, 0.1201, "ABOVE"), (NOBODY, 0.11, "ABOVE")]
)
def test_a_figure_past_its_bound_fails(
    gate: Gate, capsys: pytest.CaptureFixture[str], row: str, figure: float, word: str
) -> None:
    gate.figures["real pages"][row] = figure
    assert gate.run() == 1
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.endswith(word)]
    assert row in line


def test_a_row_that_is_not_measured_or_has_no_bound_fails(gate: Gate) -> None:
    taken = gate.figures["cases"].pop("adoptions")
    assert gate.run() == 1
    gate.figures["cases"]["adoptions"] = taken
    gate.figures["cases"]["zones"] = 1.0
    assert gate.run() == 1
    assert gate.run("--raise") == 0
    assert gate.run() == 0


def test_floors_only_rise_and_ceilings_only_fall(gate: Gate) -> None:
    gate.figures["own pages"].update({"adoptions": 0.9, WRONG: 0.05})
    gate.figures["cases"].update({"adoptions": 0.79, WRONG: 0.11})
    assert gate.run("--raise") == 0
    assert (gate.kept("own pages")["floors"], gate.kept("own pages")["ceilings"][WRONG]) == ({"adoptions": 0.88}, 0.07)
    assert (gate.kept("cases")["floors"], gate.kept("cases")["ceilings"][WRONG]) == ({"adoptions": 0.78}, 0.12)
    gate.figures["own pages"]["adoptions"] = 0.8
    assert gate.run("--raise") == 1
    assert gate.kept("own pages")["floors"] == {"adoptions": 0.88}


def test_only_changed_sets_are_taken_anew(gate: Gate) -> None:
    for figures in gate.figures.values():
        figures["adoptions"] = 0.5
    assert gate.run("--take", "without a change") == 1
    (gate.shared / "cases" / "time.jsonl").write_text("corrected", "utf-8")
    assert gate.run("--take", "a case corrected") == 0
    assert (gate.kept("cases")["floors"], gate.kept("cases")["why"]) == ({"adoptions": 0.48}, "a case corrected")
    assert (gate.kept("own pages")["floors"], gate.kept("own pages")["why"]) == ({"adoptions": 0.78}, "made")
    assert gate.run() == 1


def test_without_floors_the_gate_is_shut(gate: Gate) -> None:
    gate.floors.unlink()
    assert gate.run() == 1
    assert gate.run("--raise") == 1


def test_taking_anew_asks_for_a_reason(gate: Gate) -> None:
    with pytest.raises(SystemExit):
        gate.run("--take", " ")


def test_quotations_not_on_the_page_have_no_margin(gate: Gate) -> None:
    assert gate.module.bound_of("evidence not on the page", 0.0) == 0.0
    assert gate.module.faults({"evidence not on the page": 1.0}, {"evidence not on the page": 0.0})


def test_rows_that_are_held_are_part_of_the_fingerprint(gate: Gate) -> None:
    one = load().SETS[0]
    assert one.fingerprint(gate.shared) != replace(one, rows=one.rows[1:]).fingerprint(gate.shared)


def test_the_floors_are_those_of_the_shared_folder() -> None:
    if not os.environ.get("REFORMGRAPH_SHARED"):
        pytest.skip("REFORMGRAPH_SHARED names no folder of labels")
    module = load()
    kept = module.Kept.read(module.FLOORS)
    assert module.changed_sets(module.SETS, Path(os.environ["REFORMGRAPH_SHARED"]), kept) == []
