"""Infection and susceptibility: adopters whose neighbours follow at once, adopters who follow theirs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.errors import UsageError

Discount = Literal["linear", "exponential"]


@dataclass(frozen=True, slots=True)
class Contagion:
    """Infectiousness and susceptibility of a node; None: it has not adopted."""

    id: str
    toa: int | None
    infection: float | None
    susceptibility: float | None


def _discounts(periods: int, rate: float, discount: Discount) -> list[float]:
    if periods < 1:
        raise UsageError(f"the number of periods is {periods}", cure="at least 1")
    if discount == "linear":
        return [1.0 / k for k in range(1, periods + 1)]
    if discount != "exponential":
        raise UsageError(f"no discount {discount!r}", cure="linear or exponential")
    if not rate > -1:
        raise UsageError(f"the discount rate is {rate}", cure="above -1")
    return [(1.0 + rate) ** -(k - 1) for k in range(1, periods + 1)]


def _measure(panel: Panel, sign: int, weights: list[float], normalized: bool, outgoing: bool) -> NDArray[np.float64]:
    """Infection (sign +1, followers) or susceptibility (sign -1, predecessors)."""
    own_alters = outgoing == (sign < 0)
    matrix = panel.weights(outgoing=own_alters)
    ego = np.repeat(np.arange(len(panel)), np.diff(matrix.indptr))
    lead = sign * (panel.toa[matrix.indices] - panel.toa[ego])
    total = np.array([(panel.toa == t).sum() for t in panel.periods], dtype=float)
    place = np.where(np.isnan(panel.toa), 0, panel.toa - panel.first).astype(np.int64)
    top, below, peers = np.zeros(len(panel)), np.zeros(len(panel)), np.zeros(len(panel))
    for k, weight in enumerate(weights, start=1):
        then = place + sign * k
        inside = (then >= 0) & (then < len(panel.periods))
        top += weight * np.bincount(ego, weights=(lead == k) & inside[ego], minlength=len(panel))
        below += weight * np.bincount(ego, weights=(lead >= k) & inside[ego], minlength=len(panel))
        peers += weight * np.where(inside, total[np.clip(then, 0, len(total) - 1)], 0.0)
    share = np.divide(top, below, out=np.zeros(len(panel)), where=below > 0)
    if normalized:
        share = np.divide(share, peers, out=np.zeros(len(panel)), where=peers > 0)
    return np.where(np.isnan(panel.toa), np.nan, share)


def infection(
    panel: Panel,
    *,
    periods: int = 1,
    normalized: bool = True,
    discount: Discount = "linear",
    rate: float = 0.5,
    outgoing: bool = True,
) -> NDArray[np.float64]:
    r"""Infectiousness: of those who name i and adopt after it, the share that does so within K periods.

    I_i = sum_k sum_j x_ji [t_j = t_i + k] / w_k  /  sum_k sum_j x_ji [t_j >= t_i + k] / w_k, k = 1..K; `normalized`:
    divided by sum_k (number adopting at t_i + k) / w_k. w_k = k (linear) or (1 + rate)^(k-1) (exponential).

    Parameters
    ----------
    panel
        Nodes and ties; values of ties do not matter, ties only count.
    periods
        K.
    normalized, discount, rate
        As above.
    outgoing
        False: ties the other way round.

    Returns
    -------
    ndarray
        n numbers; 0 where nobody who names i adopts later; NaN for nodes that have not adopted.

    References
    ----------
    Myers (2000), doi:10.1086/303110. Valente et al. (2015), doi:10.1016/j.socscimed.2015.10.001. netdiffuseR.
    """
    return _measure(panel, 1, _discounts(periods, rate, discount), normalized, outgoing)


def susceptibility(
    panel: Panel,
    *,
    periods: int = 1,
    normalized: bool = True,
    discount: Discount = "linear",
    rate: float = 0.5,
    outgoing: bool = True,
) -> NDArray[np.float64]:
    r"""Susceptibility: of i's alters that adopted before it, the share that did so within K periods before.

    S_i = sum_k sum_j x_ij [t_j = t_i - k] / w_k  /  sum_k sum_j x_ij [t_j <= t_i - k] / w_k; else as `infection`.

    Nodes that have not adopted are in no sum (netdiffuseR counts them as early adopters in the denominator).

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.panel import make_panel
    >>> susceptibility(make_panel("abc", [1, 2, 3], [2, 2], [0, 1])).tolist()
    [0.0, 0.0, 0.5]
    """
    return _measure(panel, -1, _discounts(periods, rate, discount), normalized, outgoing)


def contagion_rows(
    panel: Panel, infectious: NDArray[np.float64], susceptible: NDArray[np.float64]
) -> tuple[Contagion, ...]:
    """One row a node."""
    return tuple(
        Contagion(name, int(t), a, b) if t == t else Contagion(name, None, None, None)
        for name, t, a, b in zip(panel.ids, panel.toa.tolist(), infectious.tolist(), susceptible.tolist(), strict=True)
    )
