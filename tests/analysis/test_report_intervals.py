"""Intervals between reports, made by hand, and the command that fits them."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from reformgraph.analysis.diffusion.csv_tables import read_columns
from reformgraph.analysis.diffusion.observation import Observation, Observed, Onset
from reformgraph.analysis.diffusion.onsets import Rules
from reformgraph.analysis.diffusion.population import Member, Population
from reformgraph.analysis.diffusion.report_intervals import (
    ReportIntervals,
    baseline_cuts,
    levels,
    long_covariates,
    neighbours_adopted,
    province_adopted,
    report_intervals,
)
from reformgraph.cli import cli
from reformgraph.errors import ReformGraphError, UsageError
from support import commands
from support.made_store import make

ISSUED = {f"a{k}": date(2024, k, 15) for k in range(1, 10)}
MONTH = Rules(unit="month")


def zone(name: str) -> str:
    return f"https://example.org/id/zone/{name}"


def onset(name: str, earliest: date | None, latest: date | None, *sources: str, kind: str = "zone") -> Onset:
    actor = f"https://example.org/id/{kind}/{name}"
    return Onset(actor, name, "r/r", "r", "adopted", earliest, latest, None, None, frozenset(sources))


def seen(reports: dict[str, tuple[str, ...]], *onsets: Onset) -> Observation:
    actors = tuple(Observed(zone(name), name, frozenset(found), None) for name, found in reports.items())
    return Observation(onsets, actors, date(2024, 9, 30), ("甲", "乙", "丙"), (2024, 2024))


def of(made: ReportIntervals) -> dict[str, tuple[int, float]]:
    """Left and right in months of 2024, January 1."""
    zero = 2024 * 12 - 1
    return {unit.zone_name: (unit.left - zero, unit.right - zero) for unit in made.units}


def test_an_adoption_lies_between_the_last_report_without_and_the_first_with_it() -> None:
    made = report_intervals(
        seen(
            {"a": ("a1", "a3", "a6"), "b": ("a2", "a7"), "c": (), "d": ("a4",), "e": ("a2",)},
            onset("a", None, date(2024, 6, 15), "a6"),
            onset("d", date(2024, 3, 1), date(2024, 3, 31), "a4"),
            onset("e", None, None),
        ),
        ISSUED, MONTH,
    )  # fmt: skip
    assert of(made) == {"a": (3, 6), "b": (7, math.inf), "d": (2, 3)}
    assert "1 units without a dated report: unobserved, in no row" in made.notes
    assert any(note.startswith("1 adopters have no date") for note in made.notes)


def test_an_onset_before_its_report_is_bounded_by_its_own_words() -> None:
    reports: dict[str, tuple[str, ...]] = {"a": ("a1", "a4", "a8")}
    told = onset("a", date(2024, 2, 1), date(2024, 5, 31), "a8")
    assert of(report_intervals(seen(reports, told), ISSUED, MONTH)) == {"a": (4, 5)}


def test_a_zone_of_the_population_is_at_risk_from_its_entry() -> None:
    people = Population("p", (Member("a", "a"), Member("b", "b", date(2024, 4, 30)), Member("z", "z")))
    made = report_intervals(
        seen({"a": ("a1", "a6"), "b": ("a7",)}, onset("a", None, date(2024, 6, 15), "a6")), ISSUED, MONTH, (), people
    )
    assert {unit.zone_name: unit.start - made.first + 1 for unit in made.units} == {"a": 1, "b": 4}
    assert "1 units without a dated report: unobserved, in no row" in made.notes


def test_nobody_dated_is_refused() -> None:
    with pytest.raises(ReformGraphError, match="no adoption is dated"):
        report_intervals(seen({"a": ("a1",)}, onset("a", None, None)), ISSUED, MONTH)


def three() -> ReportIntervals:
    return report_intervals(
        seen(
            {"a": ("a1", "a3"), "b": ("a2", "a5"), "c": ("a4",)},
            onset("a", None, date(2024, 3, 15), "a3"), onset("140000", None, date(2024, 2, 1), kind="place"),
        ),
        ISSUED, MONTH,
    )  # fmt: skip


def test_time_varying_covariates(tmp_path: Path) -> None:
    path, made = tmp_path / "long.csv", three()
    names = {"a": zone("a"), "b": zone("b"), "c": zone("c")}
    rows = [f"{name},2024-{month:02d},{month * 10}" for name in "abc" for month in range(1, 6)]
    path.write_text("zone,period,x\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = long_covariates(read_columns(path, ("zone", "period"), keep_rest=True), made, names)
    assert found["x"].shape == (3, made.last - made.first + 1)
    assert found["x"][0].tolist() == [10, 20, 30, 40, 50]
    for lines, fault in (
        (rows[1:], "x of a has no value in 2024-01"),
        ([*rows, rows[0]], "a stands twice in 2024-01"),
        (["火星,2024-01,1"], "there is no zone '火星'"),
        (["a,春天,1"], "line 2"),
    ):
        path.write_text("zone,period,x\n" + "\n".join(lines) + "\n", encoding="utf-8")
        with pytest.raises(UsageError, match=fault):
            long_covariates(read_columns(path, ("zone", "period"), keep_rest=True), made, names)


def test_province_and_neighbours_are_lagged() -> None:
    made = three()
    observed = seen({}, onset("140000", None, date(2024, 2, 1), kind="place"))
    inside = province_adopted(made, observed, {zone("a"): "140000", zone("b"): "310000"})
    assert inside.tolist() == [[0, 0, 1, 1, 1], [0] * 5, [0] * 5]
    near = neighbours_adopted(made, {zone("a"): "g", zone("b"): "g", zone("c"): "g"})
    assert near.tolist() == [[0] * 5, [0, 0, 0, 0.5, 0.5], [0, 0, 0, 0.5, 0.5]]


def test_few_adoptions_share_a_level_and_every_step_bears_some() -> None:
    made = three()
    assert set(levels(made)) == {"others"}
    assert baseline_cuts(made, 1) == ()
    assert all(made.first < cut <= made.first + 2 for cut in baseline_cuts(made, 3))


def run(*arguments: str) -> tuple[int, str, str]:
    done = commands.run("diffusion", "intervals", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_the_command(tmp_path: Path) -> None:
    store = str(make(tmp_path))
    code, out, err = run("--store", store, "--unit", "month", "--table", "--format", "json")
    assert code == 0
    rows = json.loads(out)
    assert {(row["zone"], row["reform"], row["event"]) for row in rows} >= {("朔州经济开发区", "标准地", 1)}
    assert all(row["start"] == 0 and row["stop"] >= row["left"] for row in rows)
    assert "population:" in err
    assert "fewer than 10" in err
    code, out, _ = run("--store", store, "--unit", "quarter", "--turnbull", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert sum(row["mass"] for row in found) == pytest.approx(1)
    assert found[0]["by"] == "2023Q2"
    code, out, _ = run("--store", store, "--unit", "month", "--steps", "1", "--format", "json")
    assert code == 0
    assert np.isfinite(json.loads(out)["terms"][0]["se"])


def test_draws_from_the_intervals_are_pooled(tmp_path: Path) -> None:
    store = str(make(tmp_path))
    asked = ["diffusion", "eha", "--store", store, "--reform", "标准地", "--unit", "month", "--draws", "3"]
    plain = ["--no-exposure", "--baseline", "constant", "--format", "json"]
    done = CliRunner().invoke(cli, [*asked, "--since", "2023-01-01", *plain])
    assert done.exit_code == 0
    (row,) = json.loads(done.stdout)
    assert (row["term"], row["draws"]) == ("constant", 3)
    assert row["low"] < row["estimate"] < row["high"]
    refused = CliRunner().invoke(cli, [*asked, *plain])
    assert isinstance(refused.exception, UsageError)
    assert "--since" in str(refused.exception)
