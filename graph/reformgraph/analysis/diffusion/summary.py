"""The whole course of a diffusion in one table, as netdiffuseR's summary prints it."""

from __future__ import annotations

from dataclasses import dataclass

from reformgraph.analysis.diffusion.adoption_curve import curve, hazard
from reformgraph.analysis.diffusion.moran import Weighting, moran_by_period
from reformgraph.analysis.diffusion.panel import Panel


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """One period: adopters, cumulative adopters and share, hazard, density of ties, Moran's I with sd and p.

    `hazard` is None in the first period; the Moran fields are None where not defined (nobody or everybody adopted).
    """

    period: int
    adopters: int
    cumulative: int
    proportion: float
    hazard: float | None
    density: float
    moran: float | None
    moran_sd: float | None
    moran_p: float | None


def summary(panel: Panel, *, weighting: Weighting = "geodesic", steps: int = 6) -> tuple[PeriodSummary, ...]:
    """Period by period; density = ties / (n (n - 1)), unvalued; Moran's I as in `moran_by_period`."""
    size = len(panel)
    density = panel.ties.nnz / (size * (size - 1)) if size > 1 else 0.0
    morans = moran_by_period(panel, weighting=weighting, steps=steps)
    return tuple(
        PeriodSummary(
            c.period, c.adopters, c.cumulative, c.proportion, h.hazard, density, m.observed, m.sd, m.p
        )
        for c, h, m in zip(curve(panel), hazard(panel), morans, strict=True)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A community: nodes, adopters by the end, and those that adopted before the last adoption (saturation)."""

    group: str
    nodes: int
    adopters: int
    proportion: float
    saturation: float


def by_group(panel: Panel, column: str) -> tuple[GroupShare, ...]:
    """Adoption by community; saturation = share with toa below the last toa of the data (which may mean "not yet").

    Raises
    ------
    KeyError
        The nodes have no such column.
    """
    groups: dict[str, list[float]] = {}
    for name, toa in zip(panel.attributes[column], panel.toa.tolist(), strict=True):
        groups.setdefault(name, []).append(toa)
    final = max((t for t in panel.toa.tolist() if t == t), default=float("nan"))
    return tuple(
        GroupShare(
            name,
            len(times),
            sum(t == t for t in times),
            sum(t == t for t in times) / len(times),
            sum(t < final for t in times) / len(times),
        )
        for name, times in groups.items()
    )
