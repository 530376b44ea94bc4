"""First movers and laggards: how early each actor adopts, over all reforms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import Cascades


@dataclass(frozen=True, slots=True)
class Mover:
    """An actor's record.

    Attributes
    ----------
    adopted, first
        Reforms adopted, and those in whose first period it adopted.
    possible
        Reforms of which it may have been the first: no other surely began before. More than `first` where onsets are
        intervals: then `first` counts only those in which it began before any other can have.
    walker
        Mean over all reforms of (last - t) / (last - first), 0 for reforms not adopted; 1: always the first. A reform
        that all adopted at once gives its adopters 1. None where an onset of the actor has no first day: its place
        would be that of the report.
    rate
        Adopted / reforms that were there to adopt (first adopted by anyone no later than the actor's last adoption).
    mean_rank
        Mean over adopted reforms of the share of the other adopters that were earlier, ties half: 0 first, 1 last; None
        where it never had company, and like `walker`.
    rank_low, rank_high
        The same with only those counted as earlier that surely were, and all that may have been; None without company.
    """

    node: str
    adopted: int
    first: int
    possible: int
    walker: float | None
    rate: float
    mean_rank: float | None
    rank_low: float | None = None
    rank_high: float | None = None


def movers(cascades: Cascades) -> tuple[Mover, ...]:
    """Record of every actor, the most innovative (Walker's score) first.

    References
    ----------
    Walker (1969), doi:10.2307/1954434. Boehmke and Skinner (2012), doi:10.1177/1532440012438890.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.cascades import cascades_from_events
    >>> found = movers(cascades_from_events([("x", "a", 1), ("x", "b", 3), ("y", "a", 2)]))
    >>> [(m.node, m.walker) for m in found]
    [('a', 1.0), ('b', 0.0)]
    """
    count = len(cascades.names)
    size = len(cascades.nodes)
    start, end = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(start, cascades.cascade, cascades.time)
    np.maximum.at(end, cascades.cascade, cascades.time)
    span = (end - start)[cascades.cascade]
    lead = np.divide(end[cascades.cascade] - cascades.time, span, out=np.ones(len(span)), where=span > 0)
    score = np.bincount(cascades.node, weights=lead, minlength=size) / count
    adopted = np.bincount(cascades.node, minlength=size)
    surely, maybe, low, high = _certain(cascades)
    first = np.bincount(cascades.node, weights=surely, minlength=size).astype(int)
    possible = np.bincount(cascades.node, weights=maybe, minlength=size).astype(int)
    open_start = np.zeros(size, dtype=bool)
    if cascades.earliest is not None:
        open_start[cascades.node[np.isinf(cascades.earliest)]] = True
    last = np.full(size, -np.inf)
    np.maximum.at(last, cascades.node, cascades.time)
    there = np.searchsorted(np.sort(start), last, side="right")
    rank, company = _ranks(cascades)
    total = np.bincount(cascades.node, weights=np.where(company, rank, 0.0), minlength=size)
    seen = np.bincount(cascades.node, weights=company, minlength=size)
    bounds = [np.bincount(cascades.node, weights=np.where(company, side, 0.0), minlength=size) for side in (low, high)]
    found = [
        Mover(
            name, int(adopted[k]), int(first[k]), int(possible[k]), None if open_start[k] else float(score[k]),
            float(adopted[k] / there[k]), float(total[k] / seen[k]) if seen[k] and not open_start[k] else None,
            *(float(side[k] / seen[k]) if seen[k] else None for side in bounds),
        )
        for k, name in enumerate(cascades.nodes)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda mover: (mover.walker is None, -(mover.walker or 0.0), mover.node)))


def _certain(
    cascades: Cascades,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Of each event: whether it surely was and may have been the first; shares of others surely and maybe earlier.

    An event lies between `earliest` and `time`; another is surely earlier where its last time lies before the first.
    """
    count = len(cascades.time)
    early = cascades.time if cascades.earliest is None else np.minimum(cascades.earliest, cascades.time)
    surely, maybe = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    low, high = np.zeros(count), np.zeros(count)
    order = np.argsort(cascades.cascade, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(cascades.cascade[order])) + 1):
        last, begun = np.sort(cascades.time[group]), np.sort(early[group])
        before = np.searchsorted(last, early[group], side="left")
        own = early[group] < cascades.time[group]
        possibly = np.searchsorted(begun, cascades.time[group], side="left") - own
        surely[group], maybe[group] = possibly == 0, before == 0
        others = max(len(group) - 1, 1)
        low[group], high[group] = before / others, possibly / others
    return surely, maybe, low, high


def _ranks(cascades: Cascades) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Share of the other adopters that were earlier (ties half), and whether there are others."""
    rank = np.zeros(len(cascades.time))
    company = np.zeros(len(cascades.time), dtype=bool)
    order = np.argsort(cascades.cascade, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(cascades.cascade[order])) + 1):
        if len(group) > 1:
            times = np.sort(cascades.time[group])
            earlier = np.searchsorted(times, cascades.time[group], side="left")
            upto = np.searchsorted(times, cascades.time[group], side="right")
            rank[group] = (earlier + (upto - earlier - 1) / 2) / (len(group) - 1)
            company[group] = True
    return rank, company
