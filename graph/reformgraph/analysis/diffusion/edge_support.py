"""How sure an inferred network is: bootstrap over the cascades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reformgraph.analysis.diffusion.cascades import Cascades
from reformgraph.analysis.diffusion.delays import Delays
from reformgraph.analysis.diffusion.netinf import Scoring, Search, netinf, start_scores
from reformgraph.analysis.diffusion.pairs import find_pairs
from reformgraph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Support:
    """How often an edge was found again: `share` is `found` / `draws`, `share_se` its standard error."""

    origin: str
    destination: str
    rank: int
    gain: float
    found: int
    draws: int
    share: float
    share_se: float


def bootstrap_support(
    cascades: Cascades,
    edges: int,
    *,
    draws: int = 100,
    seed: int = 0,
    model: str = "exponential",
    parameters: Sequence[float] | None = None,
    scoring: Scoring = "networkinference",
) -> tuple[Support, ...]:
    """Share of bootstrap samples of whole cascades in which each edge of the full network is found again.

    Cascades are drawn with replacement, as many as there are; each sample gives a network of as many edges.

    Parameters
    ----------
    cascades, edges, model, parameters, scoring
        As in `netinf`; parameters are estimated once, from the full data.
    draws, seed
        Number of samples; seed of numpy's default generator.

    Returns
    -------
    tuple of Support
        One entry an edge, in the order of the full network.

    References
    ----------
    Efron (1979), doi:10.1214/aos/1176344552.
    """
    if draws < 1:
        raise UsageError(f"the number of bootstrap draws is {draws}", cure="at least 1")
    full = netinf(cascades, edges, model=model, parameters=parameters, scoring=scoring)
    pairs = find_pairs(cascades)
    delays = Delays(model, full.parameters, snap=scoring == "snap")
    scores, start, _ = start_scores(pairs, scoring, delays)
    generator = np.random.default_rng(seed)
    hits = np.zeros(len(pairs.origin), dtype=np.int64)
    for _ in range(draws):
        times = np.bincount(generator.integers(len(cascades), size=len(cascades)), minlength=len(cascades))
        search = Search(pairs, scores, start, times[pairs.cascade_of_event].astype(float))
        hits[_best_edges(search, len(full.edges))] += 1
    ends = zip(pairs.origin, pairs.destination, strict=True)
    hit = {(cascades.nodes[u], cascades.nodes[v]): count for (u, v), count in zip(ends, hits.tolist(), strict=True)}
    out = []
    for known in full.edges:
        found = hit[known.origin, known.destination]
        share, error = found / draws, (found * (draws - found) / draws**3) ** 0.5
        out.append(Support(known.origin, known.destination, known.rank, known.gain, found, draws, share, error))
    return tuple(out)


def _best_edges(search: Search, most: int) -> list[int]:
    """Numbers of the edges that a search finds, at most so many."""
    found: list[int] = []
    while len(found) < most:
        edge = search.next_edge()
        if not search.gain[edge] > 0:
            break
        search.add(edge)
        found.append(edge)
    return found
