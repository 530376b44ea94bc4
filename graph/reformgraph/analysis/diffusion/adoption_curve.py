"""The adoption curve: how many have adopted by when; and the hazard of adopting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.panel import Panel


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One period of the curve.

    Attributes
    ----------
    period
        As in the data.
    adopters, cumulative
        Nodes that adopt in the period, and by its end.
    proportion
        `cumulative` / all nodes, adopters or not, those that adopted at an unknown time among them.
    rate
        (cumulative now - before) / cumulative before; None in the first period and where nobody had adopted before.
    current
        `cumulative` less those that have given the adoption up by the end of the period.
    """

    period: int
    adopters: int
    cumulative: int
    proportion: float
    rate: float | None
    current: int


@dataclass(frozen=True, slots=True)
class HazardPoint:
    """One period of the hazard.

    Attributes
    ----------
    at_risk
        Nodes that were there and had not adopted before the period.
    hazard
        Adopters of the period / `at_risk`; None in the first period (nothing is known of before) and with nobody at
        risk.
    """

    period: int
    at_risk: int
    adopters: int
    hazard: float | None


def counts(panel: Panel) -> NDArray[np.int64]:
    """Adopters of every period."""
    known = panel.toa[np.isfinite(panel.toa)].astype(np.int64) - panel.first
    return np.bincount(known, minlength=len(panel.periods))


def curve(panel: Panel) -> tuple[CurvePoint, ...]:
    """Adoption curve, one point a period, periods without adoption included.

    References
    ----------
    Valente (1995), ISBN 9781881303213; netdiffuseR `cumulative_adopt_count`, doi:10.5281/zenodo.1039317.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.panel import make_panel
    >>> [point.cumulative for point in curve(make_panel("abcd", [1, 1, 3, float("nan")], [], []))]
    [2, 2, 3]
    """
    out: list[CurvePoint] = []
    total = 0
    for period, new in zip(panel.periods, counts(panel).tolist(), strict=True):
        rate = new / total if total else None
        total += new
        gone = 0 if panel.end is None else int((panel.end <= period).sum())
        share = total / (len(panel) + panel.outside)
        out.append(CurvePoint(period, new, total, share, rate, total - gone))
    return tuple(out)


def _to_come(panel: Panel, period: int) -> int:
    """Nodes that are not yet there in a period and have not adopted before it."""
    if panel.entry is None:
        return 0
    return int(((panel.entry > period) & ~(panel.toa < period)).sum())


def hazard(panel: Panel) -> tuple[HazardPoint, ...]:
    """Hazard rate h(t) = (q(t) - q(t-1)) / (n - q(t-1)), q the cumulative adopters among n nodes.

    References
    ----------
    Allison (1984), Event history analysis, doi:10.4135/9781412984195; netdiffuseR `hazard_rate`.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.panel import make_panel
    >>> [point.hazard for point in hazard(make_panel("abcd", [1, 1, 3, float("nan")], [], []))]
    [None, 0.0, 0.5]
    """
    out: list[HazardPoint] = []
    before = 0
    for period, new in zip(panel.periods, counts(panel).tolist(), strict=True):
        risk = len(panel) - before - _to_come(panel, period)
        out.append(HazardPoint(period, risk, new, new / risk if risk and out else None))
        before += new
    return tuple(out)
