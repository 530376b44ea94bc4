"""Does a covariate that only drives press coverage look like a cause of adoption? Prints a table of counts of runs.

Each run: 400 zones over 48 months, monthly hazard 0.02 times e^(effect x) for a standard normal x a zone,
articles a zone and month Poisson with log mean -2 + 0.7 x; an adoption is known from the first article after it. The
interval-censored hazard is compared with one that takes the month of the first report for that of the adoption.

Usage: python scripts/bench/interval_simulation.py [runs] [seed]
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.interval_hazard import HazardTerm, fit_hazard, spells
from reformgraph.errors import ReformGraphError

ZONES, MONTHS, HAZARD, EFFECTS = 400, 48, 0.02, (0.0, 0.5)


@dataclass(frozen=True)
class Run:
    """What the press tells: x, last report without and first with the adoption (infinite: none), first report."""

    x: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.float64]


def simulate(effect: float, seed: int) -> Run:
    """One run."""
    generator = np.random.default_rng(seed)
    x = generator.standard_normal(ZONES)
    articles = generator.poisson(np.exp(-2 + 0.7 * x)[:, None], (ZONES, MONTHS)) > 0
    hazard = 1 - np.exp(np.log(1 - HAZARD) * np.exp(effect * x))
    adopts = generator.random((ZONES, MONTHS)) < hazard[:, None]
    month = np.where(adopts.any(axis=1), adopts.argmax(axis=1) + 1, MONTHS + 1)
    months = np.arange(1, MONTHS + 1)
    before, after = articles & (months < month[:, None]), articles & (months >= month[:, None])
    left = np.where(before.any(axis=1), MONTHS - before[:, ::-1].argmax(axis=1), 0)
    right = np.where(after.any(axis=1), after.argmax(axis=1) + 1.0, np.inf)
    return Run(x, left, right)


def interval_fit(run: Run) -> HazardTerm:
    """The term of x in the interval-censored hazard, baseline in steps of a year."""
    data = spells(run.left, run.right, covariates={"x": run.x}, cuts=(13, 25, 37))
    return next(term for term in fit_hazard(data).terms if term.term == "x")


def report_fit(run: Run) -> HazardTerm:
    """The same where the first report is taken for the adoption, and no report for no adoption."""
    event = np.isfinite(run.right)
    left = np.where(event, np.where(event, run.right, 0) - 1, MONTHS).astype(np.int64)
    data = spells(left, run.right, covariates={"x": run.x}, cuts=(13, 25, 37))
    return next(term for term in fit_hazard(data).terms if term.term == "x")


def table(runs: int, seed: int) -> list[dict[str, object]]:
    """A row for each method and effect: runs whose interval excludes 0, holds the effect, and that were refused."""
    rows: list[dict[str, object]] = []
    for effect in EFFECTS:
        made = [simulate(effect, seed + 1000 * int(10 * effect) + k) for k in range(runs)]
        for name, method in (("interval-censored", interval_fit), ("first report", report_fit)):
            found, refused = [], 0
            start = time.perf_counter()
            for run in made:
                try:
                    found.append(method(run))
                except ReformGraphError:
                    refused += 1
            rows.append({
                "method": name, "effect": effect, "excludes 0": sum(not t.low <= 0 <= t.high for t in found),
                "holds it": sum(t.low <= effect <= t.high for t in found), "refused": refused, "runs": runs,
                "mean": round(float(np.mean([t.estimate for t in found])), 3),
                "seconds": round(time.perf_counter() - start, 2),
            })  # fmt: skip
    return rows


def main() -> None:
    """Print the table."""
    runs, seed = (int(text) for text in [*sys.argv[1:], *("25", "1")[len(sys.argv) - 1 :]])
    rows = table(runs, seed)
    print("\t".join(rows[0]))
    for row in rows:
        print("\t".join(map(str, row.values())))


if __name__ == "__main__":
    main()
