"""The distribution of interval-censored times without a model: intervals in, mass on innermost intervals out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reformgraph.errors import ReformGraphError, UsageError


@dataclass(frozen=True, slots=True)
class Mass:
    """Probability of an event in (left, right], and of none by right; `right` may be infinite."""

    left: float
    right: float
    mass: float
    survival: float


def turnbull(
    left: Sequence[float],
    right: Sequence[float],
    weights: Sequence[float] | None = None,
    *,
    tolerance: float = 1e-10,
    most: int = 200_000,
) -> tuple[Mass, ...]:
    """Turnbull's estimate of events known to lie in (left, right], by the EM (self-consistency) algorithm.

    Only innermost intervals, whose left end is the left end of some interval and whose right end is the right end of
    some interval with no other end between, can bear mass; how it lies within one is not known.

    Parameters
    ----------
    left, right
        Bounds; right infinite: not seen to happen. Equal: the event happened at that very time.
    weights
        How often each interval stands; None: once.
    tolerance, most
        Largest change of a probability at which the iteration ends; steps before it is given up.

    Raises
    ------
    UsageError
        No intervals, or one whose right end lies before its left.
    ReformGraphError
        No convergence.

    References
    ----------
    Turnbull (1976), doi:10.1111/j.2517-6161.1976.tb01597.x. Gentleman and Geyer (1994), doi:10.1093/biomet/81.3.618.

    Examples
    --------
    >>> [(m.left, m.right, round(m.mass, 3)) for m in turnbull([0, 1, 1], [2, 3, math.inf])]
    [(1.0, 2.0, 1.0)]
    """
    low, high = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
    if not len(low) or (high < low).any() or np.isnan(low).any() or np.isnan(high).any():
        raise UsageError("intervals are missing or turned round", cure="left at most right")
    times = np.ones(len(low)) if weights is None else np.asarray(weights, dtype=float)
    low, high, times = _different(low, high, times)
    inner = _innermost(low, high)
    a, b = inner[:, 0], inner[:, 1]
    p = _self_consistent(_holds(low, high, a, b).astype(float), times, tolerance, most)
    survival = np.maximum(1 - np.cumsum(p), 0.0)
    return tuple(Mass(float(x), float(y), float(m), float(s)) for x, y, m, s in zip(a, b, p, survival, strict=True))


def _different(
    low: NDArray[np.float64], high: NDArray[np.float64], times: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Each interval once with its weight: thousands of zones share few, and a step takes as long as there are rows."""
    ends, which = np.unique(np.column_stack([low, high]), axis=0, return_inverse=True)
    return ends[:, 0], ends[:, 1], np.bincount(which.ravel(), weights=times).astype(float)


def _holds(
    low: NDArray[np.float64], high: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether each interval (rows) holds each innermost one (columns)."""
    # (2, 5] does not hold the time 2 itself.
    within = np.where(a == b, low[:, None] < a, low[:, None] <= a) & (b <= high[:, None])
    exact = (low == high)[:, None]
    return np.asarray(np.where(exact, (a == b) & (a == low[:, None]), within), dtype=np.bool_)


def _innermost(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.float64]:
    """Innermost intervals: a left end followed by a right end in the order of all ends."""
    # A right end closes before a left end opens at the same time, for (left, right] is open on the left; an exact
    # time is the interval [time, time], which opens and closes behind the right ends at that time.
    ends: list[tuple[float, int, int, float]] = []
    for x, y in zip(low.tolist(), high.tolist(), strict=True):
        if x == y:
            ends += [(x, 0, 0, x), (y, 0, 1, y)]
        else:
            ends += [(x, 1, 0, x), (y, 0, 1, y)]
    ends.sort(key=lambda end: end[:3])
    found = [(one[3], two[3]) for one, two in pairwise(ends) if one[2] == 0 and two[2] == 1]
    return np.array(sorted(set(found)))


def _self_consistent(
    holds: NDArray[np.float64], times: NDArray[np.float64], tolerance: float, most: int
) -> NDArray[np.float64]:
    p = np.full(holds.shape[1], 1 / holds.shape[1])
    whole = times.sum()
    for _ in range(most):
        expected = holds * p
        fresh = (times[:, None] * expected / expected.sum(axis=1)[:, None]).sum(axis=0) / whole
        if np.abs(fresh - p).max() < tolerance:
            fresh[fresh < math.sqrt(tolerance) * 1e-2] = 0.0
            return np.asarray(fresh / fresh.sum(), dtype=np.float64)
        p = fresh
    raise ReformGraphError(f"no convergence in {most} steps", cure="a larger tolerance")
