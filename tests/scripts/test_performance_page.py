"""docs/performance.md shows what the benchmarks wrote, with machine and versions."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts" / "bench"))
import bench_results
import performance_page


def test_the_page_is_what_its_files_make() -> None:
    assert performance_page.PAGE.read_text("utf-8") == performance_page.page()


def test_a_result_becomes_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Path(bench_results.__file__).with_name("build_rate.py")
    monkeypatch.setattr("sys.argv", [str(script), "--articles", "9", "--json", "here/x.json"])
    command = bench_results.command_line()
    rows = [{"name": "a|b", "ms": 1234.5, "ratio": None}, {"name": "c", "ms": 0.04567, "ratio": 2}]
    bench_results.record(tmp_path / "x.json", "A thing", command, rows)
    text = performance_page.page(tmp_path)
    assert (
        "## A thing\n\n| name | ms | ratio |\n| --- | --: | --: |\n| a\\|b | 1,234 | – |\n| c | 0.0457 | 2 |\n" in text
    )
    assert "`python scripts/bench/build_rate.py --articles 9`" in text
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["machine"]["Python"] in text


def test_many_numbers_stand_upright() -> None:
    row: dict[str, object] = {"asked": 5, **{f"n{number}": number for number in range(9)}}
    assert performance_page.table([row, row]).startswith("| asked | 5 | 5 |\n| --- | --: | --: |\n| n0 | 0 | 0 |\n")
