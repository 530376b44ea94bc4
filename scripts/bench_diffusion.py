"""How long the diffusion methods take, and how much memory they need; prints one line a measurement.

Usage: python scripts/bench_diffusion.py [policies.csv]   (the SPID table: statenam, policy, adopt_year)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from reformgraph.analysis.diffusion.cascades import Cascades, cascades_from_events, read_cascades
from reformgraph.analysis.diffusion.exposure import exposure
from reformgraph.analysis.diffusion.moran import moran_by_period
from reformgraph.analysis.diffusion.netinf import netinf
from reformgraph.analysis.diffusion.panel import Panel, make_panel
from reformgraph.analysis.diffusion.threshold import threshold, threshold_rows


def random_cascades(count: int, nodes: int, full: bool, seed: int = 1) -> Cascades:
    """Cascades over the same nodes with exponential times; `full`: every cascade reaches all nodes."""
    generator = np.random.default_rng(seed)
    events = []
    for cascade in range(count):
        size = nodes if full else int(generator.integers(2, nodes + 1))
        for node in generator.permutation(nodes)[:size].tolist():
            events.append((f"c{cascade}", f"n{node}", float(generator.exponential(10))))
    return cascades_from_events(events)


def random_panel(nodes: int, ties: int, periods: int, seed: int = 1) -> Panel:
    """Random ties and times of adoption, some nodes without."""
    generator = np.random.default_rng(seed)
    ends = generator.integers(nodes, size=(2, ties))
    toa = generator.integers(1, periods + 1, size=nodes).astype(float)
    toa[generator.random(nodes) < 0.2] = np.nan
    return make_panel([str(k) for k in range(nodes)], toa, ends[0], ends[1])


def peak_mb() -> float:
    """Largest memory of the process so far; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, task: Callable[[], object], repeats: int = 3) -> None:
    """Print the median and the first time in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    print(f"{name}: median {sorted(times)[len(times) // 2]:.3f} s, first {times[0]:.3f} s, peak {peak_mb():.0f} MB")


def main() -> None:
    """Run all measurements."""
    if len(sys.argv) > 1:
        policies = read_cascades(Path(sys.argv[1]))
        measure("netinf, SPID, p < 0.1", lambda: netinf(policies, p_value=0.1, parameters=(0.5,)))
    for full in (False, True):
        cascades = random_cascades(500, 100, full)
        label = f"netinf, 10 edges, 500 cascades x 100 nodes ({len(cascades.time)} events)"
        measure(label, lambda cascades=cascades: netinf(cascades, 10, parameters=(1.0,)))  # type: ignore[misc]
    start = time.perf_counter()
    panel = random_panel(100_000, 1_000_000, 20)
    print(f"panel of 100,000 nodes, 1,000,000 ties: {time.perf_counter() - start:.3f} s")
    measure("exposure, 20 periods", lambda: exposure(panel))
    measure("thresholds with classes", lambda: threshold_rows(panel, threshold(panel)))
    measure("Moran's I, adjacency, 20 periods", lambda: moran_by_period(panel, weighting="adjacency"))


if __name__ == "__main__":
    main()
