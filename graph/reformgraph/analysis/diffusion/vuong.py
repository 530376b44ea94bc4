"""The test that decides whether one more edge is worth having (Vuong 1989, doi:10.2307/1912557)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def phi_abramowitz_stegun(x: float) -> float:
    """Standard normal distribution by Abramowitz and Stegun 7.1.26, error below 2e-7.

    Examples
    --------
    >>> round(phi_abramowitz_stegun(1.96), 4)
    0.975
    """
    z = abs(x) / math.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    y = 1.0 - series * math.exp(-z * z)
    return 0.5 * (1.0 + math.copysign(y, x))


def upper_tail(x: float) -> float:
    """1 - Phi(x) to double precision, also far out."""
    return 0.5 * math.erfc(x / math.sqrt(2.0))


class Vuong:
    """p values of edges that are added one after the other.

    y(c) = new(c) - 1/N - C(c) over the N cascades, with C the log score of a cascade before and new after the edge;
    p = 1 - Phi(sum y / (sd(y) sqrt N)), sd with N - 1.

    Parameters
    ----------
    cascade
        Cascade number of every event.
    start
        Start score of every event.
    count
        N.
    carry
        True: C of the next step is new - 1/N for every cascade, and new of a cascade that was not improved is its C;
        1/N in single precision; Phi by Abramowitz and Stegun. False: C is always the log score itself.
    """

    def __init__(self, cascade: NDArray[np.int64], start: NDArray[np.float64], count: int, carry: bool) -> None:
        self.cascade, self.count, self.carry = cascade, count, carry
        self.score: NDArray[np.float64] = np.bincount(cascade, weights=start, minlength=count).astype(np.float64)
        self.before = self.score.copy()
        self.penalty = float(np.float32(1) / np.float32(count)) if carry else 1 / count

    def step(self, events: NDArray[np.int64], rise: NDArray[np.float64]) -> float | None:
        """p of the edge that raised these events by so much; None for fewer than two cascades."""
        improved = self.cascade[events]
        np.add.at(self.score, improved, rise)
        if self.count < 2:
            return None
        new = self.before.copy()
        new[improved] = self.score[improved]
        new = new - self.penalty
        y = new - self.before
        self.before = new if self.carry else self.score.copy()
        spread = float(y.std(ddof=1))
        total = float(y.sum())
        if spread == 0:
            return 0.0 if total > 0 else 1.0
        z = total / (spread * math.sqrt(self.count))
        return 1 - phi_abramowitz_stegun(z) if self.carry else upper_tail(z)
