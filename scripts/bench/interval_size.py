"""Seconds of the interval-censored estimators at 2,843 zones x 120 months x 50 reforms; one line a measurement.

Usage: python scripts/bench/interval_size.py [zones] [months] [reforms]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from reformgraph.analysis.diffusion.interval_hazard import fit_hazard, spells
from reformgraph.analysis.diffusion.turnbull import turnbull


def measure(name: str, task: Callable[[], object]) -> None:
    """Print the seconds of one run, and those of the processor, which a busy machine does not stretch."""
    start, busy = time.perf_counter(), time.process_time()
    task()
    print(f"{name}: {time.perf_counter() - start:.1f} s, {time.process_time() - busy:.1f} s of processor", flush=True)


def main() -> None:
    """Run all measurements."""
    zones, months, reforms = (int(text) for text in [*sys.argv[1:], *("2843", "120", "50")[len(sys.argv) - 1 :]])
    generator = np.random.default_rng(1)
    size = zones * reforms
    x = np.repeat(generator.standard_normal(zones), reforms)
    time_of = np.ceil(generator.exponential(1 / (0.004 * np.exp(0.3 * x))))
    left = np.maximum(np.minimum(time_of - generator.integers(1, 12, size), months), 0).astype(np.int64)
    right = np.where(time_of <= months - 12, np.maximum(left + 1, time_of + generator.integers(0, 12, size)), np.inf)
    groups = [f"r{k % reforms}" for k in range(size)]
    cluster = np.repeat(np.arange(zones), reforms)
    cuts = (25, 49, 73, 97)
    measure("hazard, one covariate, a level for each reform, clustered", lambda: fit_hazard(
        spells(left, right, covariates={"x": x}, cuts=cuts, groups=groups, cluster=cluster), robust=True))  # fmt: skip
    measure("hazard, one level", lambda: fit_hazard(spells(left, right, covariates={"x": x}, cuts=cuts)))
    pairs, count = np.unique(np.column_stack([left, right]), axis=0, return_counts=True)
    starts, ends, weights = pairs[:, 0].tolist(), pairs[:, 1].tolist(), count.tolist()
    measure(f"Turnbull, {len(pairs)} different intervals", lambda: turnbull(starts, ends, weights, tolerance=1e-7))


if __name__ == "__main__":
    main()
