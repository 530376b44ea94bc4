"""Tables handed to other programs; our estimators against R's: its numbers, and R itself where it is installed."""

from __future__ import annotations

import csv
import io
import json
import math
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from reformgraph.analysis.diffusion.csv_tables import render
from reformgraph.analysis.diffusion.handover import counting_process, event_study, interval_rows
from reformgraph.analysis.diffusion.interval_hazard import fit_hazard, spells
from reformgraph.analysis.diffusion.report_intervals import ReportIntervals, Unit
from reformgraph.analysis.diffusion.turnbull import turnbull
from reformgraph.cli import cli
from support.cosmesis import COSMESIS
from support.made_store import make

INF = math.inf
FIRST = 2024 * 12  # January 2024


def made() -> ReportIntervals:
    """Zone a adopts between March and May, b is last heard of in April, c enters in February and adopts in March."""
    units = (
        Unit("z/a", "a", "r/r", "r", FIRST, FIRST + 1, FIRST + 4.0),
        Unit("z/b", "b", "r/r", "r", FIRST, FIRST + 3, INF),
        Unit("z/c", "c", "r/r", "r", FIRST + 1, FIRST + 1, FIRST + 2.0),
    )
    return ReportIntervals(units, FIRST, FIRST + 5, "month", ())


def covariates() -> dict[str, np.ndarray]:
    return {"fixed": np.array([1.0, 2.0, 3.0]), "moving": np.array([[0, 0, 5, 5, 5, 5]] * 3)}


def test_the_counting_process_is_cut_where_a_covariate_changes() -> None:
    rows = counting_process(made(), covariates())
    told = [(r["zone"], r["start"], r["stop"], r["event"], r["left"], r["right"], r["moving"]) for r in rows]
    assert told == [
        ("a", 0, 2, 0, 2, 5, 0.0), ("a", 2, 5, 1, 2, 5, 5.0),
        ("b", 0, 2, 0, 4, None, 0.0), ("b", 2, 4, 0, 4, None, 5.0),
        ("c", 0, 1, 0, 1, 2, 0.0), ("c", 1, 2, 1, 1, 2, 5.0),
    ]  # fmt: skip
    assert [r["fixed"] for r in rows] == [1, 1, 2, 2, 3, 3]
    assert {r["entry"] for r in rows} == {"2024-01", "2024-02"}
    whole = counting_process(made(), {})
    assert [(r["start"], r["stop"], r["event"]) for r in whole] == [(0, 5, 1), (0, 4, 0), (0, 2, 1)]


def test_a_row_a_unit_holds_both_bounds() -> None:
    rows = interval_rows(made(), covariates())
    assert [(r["left"], r["right"], r["moving"]) for r in rows] == [(2, 5, 0.0), (4, None, 0.0), (1, 2, 0.0)]


def test_an_event_study_does_not_know_what_lies_between_reports() -> None:
    rows = [r for r in event_study(made(), {}) if r["zone"] == "a"]
    assert [(r["period"], r["relative"], r["treated"]) for r in rows] == [
        ("2024-01", -4, 0), ("2024-02", -3, 0), ("2024-03", -2, None), ("2024-04", -1, None), ("2024-05", 0, 1),
        ("2024-06", 1, 1),
    ]  # fmt: skip
    assert {(r["first_treat"], r["earliest_treat"]) for r in rows} == {(5, 3)}
    never = [r for r in event_study(made(), {}) if r["zone"] == "b"]
    assert len(never) == 4, "after its last report nobody knows"
    assert {(r["first_treat"], r["relative"], r["treated"]) for r in never} == {(None, None, 0)}


@pytest.mark.parametrize("table", ["panel", "intervals", "event-study"])
def test_the_command_prints_each_table(tmp_path: Path, table: str) -> None:
    asked = ["diffusion", "intervals", "--store", str(make(tmp_path)), "--unit", "month", "--table", table]
    done = CliRunner().invoke(cli, [*asked, "--vertical", "--format", "csv"])
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert list(rows[0])[-1] == "province adopted"


# By scripts/bench/survival_fixtures.R with R 4.2.2 and survival 3.5-3.
SURVIVAL = {5: 0.953662, 10: 0.831623, 15: 0.760877, 30: 0.668229, 35: 0.586417, 45: 0.465539}
CLOGLOG = {"level": (-3.462513, 0.424386), "x": (1.415968, 0.282117), "from 5": (1.131607, 0.485271),
           "from 9": (0.886793, 0.470100)}  # fmt: skip
LOG_LIKELIHOOD = -81.173786
X = np.tile([-1.2, -0.4, 0.1, 0.7, 1.5], 8)
WHEN = np.array([9, 7, 6, 4, 2, 12, 11, 5, 3, 1, 99, 8, 10, 6, 2, 99, 99, 7, 5, 4, 12, 99, 9, 3, 3, 99, 10, 99, 8, 1,
                 99, 99, 11, 99, 6, 99, 12, 99, 9, 5])  # fmt: skip


def test_turnbull_is_that_of_survival() -> None:
    found = turnbull(*zip(*COSMESIS, strict=True))
    for time, share in SURVIVAL.items():
        ours = 1 - sum(one.mass for one in found if one.right <= time)
        assert ours == pytest.approx(share, abs=3e-5), time


def test_known_months_give_the_cloglog_of_glm() -> None:
    event = WHEN <= 12
    data = spells(np.where(event, WHEN - 1, 12), np.where(event, WHEN, INF), covariates={"x": X}, cuts=(5, 9))
    fit = fit_hazard(data)
    assert fit.log_likelihood == pytest.approx(LOG_LIKELIHOOD, abs=1e-5)
    for term in fit.terms:
        estimate, error = CLOGLOG[term.term]
        assert term.estimate == pytest.approx(estimate, abs=1e-4), term.term
        assert term.se == pytest.approx(error, rel=0.06), "glm's is of the expected information, ours of the observed"


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_tables(tmp_path: Path) -> None:
    for name, rows in (
        ("panel", counting_process(made(), covariates())), ("intervals", interval_rows(made(), covariates())),
        ("study", event_study(made(), covariates())),
    ):  # fmt: skip
        (tmp_path / f"{name}.csv").write_text(render(rows, "csv", tuple(rows[0])), encoding="utf-8")
    script = """
    library(survival)
    p <- read.csv("panel.csv"); i <- read.csv("intervals.csv"); s <- read.csv("study.csv")
    a <- Surv(p$start, p$stop, p$event); b <- Surv(i$left, i$right, type = "interval2")
    cat(sprintf('{"events": %d, "rows": %d, "censored": %d, "treated": %d, "unknown": %d}', sum(a[, "status"]), nrow(p),
      sum(b[, "status"] == 0), sum(s$treated, na.rm = TRUE), sum(is.na(s$treated))))
    """
    done = subprocess.run(
        ["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    assert json.loads(done.stdout) == {"events": 2, "rows": 6, "censored": 1, "treated": 6, "unknown": 2}
