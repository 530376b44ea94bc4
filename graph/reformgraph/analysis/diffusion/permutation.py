"""Permutation tests: would the statistic look the same if the network, or the times, were shuffled?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.moran import moran
from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.analysis.diffusion.threshold import threshold
from reformgraph.errors import ReformGraphError, UsageError

Shuffle = Literal["ties", "times"]
Statistic = Callable[[Panel], float]


def mean_threshold(panel: Panel) -> float:
    """Mean threshold of all adopters."""
    return float(np.nanmean(threshold(panel)))


def moran_of_times(panel: Panel) -> float:
    """Moran's I, adjacency weights, of the times of adoption; nodes that have not adopted count as one period late."""
    late = np.where(np.isnan(panel.toa), panel.last + 1, panel.toa)
    observed = moran(late, panel.weights()).observed
    if observed is None:
        raise ReformGraphError("Moran's I is not defined here: all times are the same, or there are no ties")
    return observed


def mean_lag(panel: Panel) -> float:
    """Mean of (time of ego - time of alter) over ties whose ends both adopted."""
    matrix = panel.weights()
    ego = np.repeat(np.arange(len(panel)), np.diff(matrix.indptr))
    lags = panel.toa[ego] - panel.toa[matrix.indices]
    if not np.isfinite(lags).any():
        raise ReformGraphError("no tie joins two adopters")
    return float(np.nanmean(lags))


STATISTICS: dict[str, Statistic] = {"threshold": mean_threshold, "moran": moran_of_times, "lag": mean_lag}


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """Result of `permutation_test`.

    Attributes
    ----------
    observed, mean, sd
        Statistic of the data; mean and sample standard deviation over the draws.
    p
        Two-sided: 2 min(share of draws <= observed, >= observed), the data counted as one draw, at most 1; never 0.
    p_plain
        2 min(share < observed, share > observed) over the draws alone, as netdiffuseR's `struct_test` prints it.
    """

    statistic: str
    shuffle: Shuffle
    draws: int
    observed: float
    mean: float
    sd: float
    p: float
    p_plain: float


def rewire(panel: Panel, generator: np.random.Generator, swaps_per_tie: int = 20) -> Panel:
    """Swap ends of ties at random; every node keeps its number of alters and of those who name it.

    Two ties a->b, c->d become a->d, c->b where neither exists yet nor is a self-tie; `swaps_per_tie` attempts a tie.
    Values travel with the ego's end.
    """
    from scipy.sparse import csr_array

    ego = np.repeat(np.arange(len(panel)), np.diff(panel.ties.indptr)).tolist()
    alter = panel.ties.indices.tolist()
    taken = set(zip(ego, alter, strict=True))
    count = len(ego)
    if count >= 2:
        for i, j in generator.integers(count, size=(swaps_per_tie * count, 2)).tolist():
            a, b, c, d = ego[i], alter[i], ego[j], alter[j]
            if a != d and c != b and (a, d) not in taken and (c, b) not in taken:
                taken -= {(a, b), (c, d)}
                taken |= {(a, d), (c, b)}
                alter[i], alter[j] = d, b
    shape = (len(panel), len(panel))
    return panel.with_ties(csr_array((panel.ties.data, (ego, alter)), shape=shape))


def permutation_test(
    panel: Panel,
    statistic: str | Statistic = "threshold",
    *,
    shuffle: Shuffle = "ties",
    draws: int = 100,
    seed: int = 0,
) -> PermutationTest:
    """Compare a statistic with its distribution under shuffling.

    Parameters
    ----------
    panel
        Nodes and ties.
    statistic
        ``threshold`` (mean threshold), ``moran`` (of the times), ``lag`` (mean lag of ego behind alter), or a function
        of a panel that gives a number.
    shuffle
        ``ties``: the network is rewired with all degrees kept (`rewire`). ``times``: times of adoption are dealt anew.
    draws, seed
        Number of shuffles; seed of numpy's default generator.

    References
    ----------
    Phipson and Smyth (2010), Permutation p-values should never be zero, doi:10.2202/1544-6115.1585.
    """
    if draws < 1:
        raise UsageError(f"the number of draws is {draws}", cure="at least 1")
    if isinstance(statistic, str) and statistic not in STATISTICS:
        raise UsageError(f"no statistic {statistic!r}", cure=f"one of {', '.join(STATISTICS)}")
    if shuffle not in ("ties", "times"):
        raise UsageError(f"cannot shuffle {shuffle!r}", cure="ties or times")
    function = STATISTICS[statistic] if isinstance(statistic, str) else statistic
    observed = function(panel)
    generator = np.random.default_rng(seed)
    values = np.array([function(_shuffled(panel, shuffle, generator)) for _ in range(draws)])
    name = statistic if isinstance(statistic, str) else getattr(statistic, "__name__", "own")
    spread = float(values.std(ddof=1)) if draws > 1 else 0.0
    return PermutationTest(name, shuffle, draws, observed, float(values.mean()), spread, *_p(values, observed))


def _shuffled(panel: Panel, shuffle: Shuffle, generator: np.random.Generator) -> Panel:
    if shuffle == "ties":
        return rewire(panel, generator)
    return replace(panel, toa=generator.permutation(panel.toa))


def _p(values: NDArray[np.float64], observed: float) -> tuple[float, float]:
    low, high = int((values <= observed).sum()), int((values >= observed).sum())
    p = min(1.0, 2 * (1 + min(low, high)) / (1 + len(values)))
    plain = 2 * min(float((values < observed).mean()), float((values > observed).mean()))
    return p, plain
