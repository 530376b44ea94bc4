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
    walker
        Mean over all reforms of (last - t) / (last - first), 0 for reforms not adopted; 1: always the first. A reform
        that all adopted at once gives its adopters 1.
    rate
        Adopted / reforms that were there to adopt (first adopted by anyone no later than the actor's last adoption).
    mean_rank
        Mean over adopted reforms of the share of the other adopters that were earlier, ties half: 0 first, 1 last; None
        where it never had company.
    """

    node: str
    adopted: int
    first: int
    walker: float
    rate: float
    mean_rank: float | None


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
    is_first = cascades.time == start[cascades.cascade]
    first = np.bincount(cascades.node, weights=is_first, minlength=size).astype(int)
    last = np.full(size, -np.inf)
    np.maximum.at(last, cascades.node, cascades.time)
    there = np.searchsorted(np.sort(start), last, side="right")
    rank, company = _ranks(cascades)
    total = np.bincount(cascades.node, weights=np.where(company, rank, 0.0), minlength=size)
    seen = np.bincount(cascades.node, weights=company, minlength=size)
    found = [
        Mover(
            name, int(adopted[k]), int(first[k]), float(score[k]), float(adopted[k] / there[k]),
            float(total[k] / seen[k]) if seen[k] else None,
        )
        for k, name in enumerate(cascades.nodes)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda mover: (-mover.walker, mover.node)))


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
