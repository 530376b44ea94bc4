"""Moran's I: do neighbours in the network adopt alike?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.geodesic import geodesic_weights
from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Weighting = Literal["geodesic", "adjacency"]
Alternative = Literal["two-sided", "greater", "less"]


@dataclass(frozen=True, slots=True)
class Moran:
    """Moran's I of one variable.

    Attributes
    ----------
    period
        The period it was computed for; None for a variable of its own.
    observed, expected, sd, p
        I; its mean -1/(n-1) and standard deviation under random arrangement of the values (randomisation assumption);
        p of the normal approximation. None where not defined: the variable is constant, there are no weights, or
        fewer than 4 nodes; `note` says which.
    """

    period: int | None
    observed: float | None
    expected: float | None
    sd: float | None
    p: float | None
    note: str = ""


def row_normalized(weights: csr_array) -> csr_array:
    """Every row divided by its sum; empty rows stay empty."""
    sums = np.asarray(weights.sum(axis=1)).ravel()
    out = weights.copy().astype(float)
    out.data = out.data / np.repeat(np.where(sums > 0, sums, 1.0), np.diff(out.indptr))
    return out


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the moments need of the weights: W, S1, S2."""

    total: float
    s1: float
    s2: float

    @classmethod
    def of(cls, weights: csr_array) -> _Sums:
        both = (weights + weights.T).tocsr()
        ends = np.asarray(weights.sum(axis=1)).ravel() + np.asarray(weights.sum(axis=0)).ravel()
        return cls(float(weights.sum()), float((both.data**2).sum()) / 2, float((ends**2).sum()))


def _sd(n: int, sums: _Sums, z: NDArray[np.float64]) -> float | None:
    w2, kurtosis = sums.total**2, float((z**4).mean() / (z**2).mean() ** 2)
    plain = n * ((n * n - 3 * n + 3) * sums.s1 - n * sums.s2 + 3 * w2)
    tail = kurtosis * (n * (n - 1) * sums.s1 - 2 * n * sums.s2 + 6 * w2)
    variance = (plain - tail) / ((n - 1) * (n - 2) * (n - 3) * w2) - 1 / (n - 1) ** 2
    return math.sqrt(variance) if variance > 0 else None


def _p(z: float, alternative: Alternative) -> float:
    upper = 0.5 * math.erfc(z / math.sqrt(2))
    if alternative == "two-sided":
        return math.erfc(abs(z) / math.sqrt(2))
    return upper if alternative == "greater" else 1 - upper


def moran(
    values: NDArray[np.float64],
    weights: csr_array,
    *,
    normalize: bool = True,
    alternative: Alternative = "two-sided",
    period: int | None = None,
) -> Moran:
    r"""Moran's I of one value a node.

    I = (n/W) sum_ij w_ij z_i z_j / sum_i z_i^2 with z = x - mean, W = sum of the weights; sd by the randomisation
    formula (kurtosis k = mean z^4 / (mean z^2)^2):
    sd^2 = {n[(n^2-3n+3) S1 - n S2 + 3 W^2] - k[n(n-1) S1 - 2n S2 + 6 W^2]} / {(n-1)(n-2)(n-3) W^2} - 1/(n-1)^2,
    S1 = half the sum of (w_ij + w_ji)^2, S2 = sum of (row sum + column sum)^2.

    Parameters
    ----------
    values
        n finite numbers.
    weights
        n x n, zero diagonal.
    normalize
        Divide each row by its sum first (empty rows stay 0).
    alternative
        Of the p value.

    References
    ----------
    Moran (1950), doi:10.1093/biomet/37.1-2.17. Cliff and Ord (1981), Spatial processes.
    """
    x = np.asarray(values, dtype=float)
    if not np.isfinite(x).all():
        raise UsageError("a value is missing", cure="leave nodes without value out")
    return _moran(x, row_normalized(weights) if normalize else weights, None, alternative, period)


def _moran(
    x: NDArray[np.float64], weights: csr_array, sums: _Sums | None, alternative: Alternative, period: int | None
) -> Moran:
    n = len(x)
    known = sums or _Sums.of(weights)
    if n < 4:
        return Moran(period, None, None, None, None, "fewer than 4 nodes")
    if known.total <= 0:
        return Moran(period, None, None, None, None, "no weights between nodes")
    z = x - x.mean()
    if x.min() == x.max():
        return Moran(period, None, None, None, None, "all nodes have the same value")
    observed = n / known.total * float(z @ np.asarray(weights @ z)) / float(z @ z)
    expected, sd = -1 / (n - 1), _sd(n, known, z)
    if sd is None:
        return Moran(period, observed, expected, None, None, "the variance under randomisation is 0")
    return Moran(period, observed, expected, sd, _p((observed - expected) / sd, alternative))


def moran_by_period(
    panel: Panel,
    *,
    weighting: Weighting = "geodesic",
    steps: int = 6,
    valued: bool = False,
    weights: csr_array | None = None,
    alternative: Alternative = "two-sided",
    cumulative: bool = True,
    period: int | None = None,
) -> tuple[Moran, ...]:
    """Moran's I of adoption, period by period.

    Parameters
    ----------
    panel
        Nodes and ties.
    weighting
        ``geodesic``: w = 1/d for directed shortest path lengths 1 <= d <= `steps`, unvalued. ``adjacency``: the ties.
    steps
        Longest path that counts.
    valued
        With ``adjacency``: weights are the values of the ties.
    weights
        Other weights; they replace both.
    cumulative
        The variable is "has adopted by the period"; False: "adopts in the period".
    period
        Only this one; None: all.

    Returns
    -------
    tuple of Moran
        Rows of the weights are normalised.

    Raises
    ------
    UsageError
        The period does not exist.
    """
    if period is not None and period not in panel.periods:
        raise UsageError(f"there is no period {period}", cure=f"{panel.first} to {panel.last}")
    if weights is None:
        weights = panel.weights(valued) if weighting == "adjacency" else geodesic_weights(panel.weights(), steps)
    normal = row_normalized(weights)
    sums = _Sums.of(normal)
    wanted = panel.periods if period is None else (period,)
    adopted = ((t, (panel.toa <= t) if cumulative else (panel.toa == t)) for t in wanted)
    return tuple(_moran(x.astype(float), normal, sums, alternative, t) for t, x in adopted)
