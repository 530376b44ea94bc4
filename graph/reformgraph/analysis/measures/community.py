"""Communities, and how far they depend on the dice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from reformgraph.analysis.measures.centrality import simple
from reformgraph.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    import networkx as nx

Method = Literal["louvain", "leiden"]


@dataclass(frozen=True, slots=True)
class Communities:
    """A partition and its stability.

    Attributes
    ----------
    groups
        Communities, the largest first; nodes in graph order.
    modularity
        Of the partition (weighted), -1/2..1; 0 for a graph without edges.
    seed
        That gave it: the one of the highest modularity among those tried, the lowest on ties.
    agreement
        Mean adjusted Rand index between the partitions of all pairs of seeds, at most 1; None for one seed.
    stability
        Node -> share of the other seeds' partitions, averaged over the other members of its community, that put the
        two together; 1 for a node alone in its community.
    """

    groups: tuple[tuple[Any, ...], ...]
    modularity: float
    seed: int
    agreement: float | None
    stability: dict[Any, float]


def rand_index(one: Sequence[int], other: Sequence[int]) -> float:
    """Adjusted Rand index of two partitions, given as one label a node: 1 for equal ones, about 0 by chance.

    References
    ----------
    Hubert and Arabie (1985), doi:10.1007/BF01908075.

    Examples
    --------
    >>> rand_index([0, 0, 1, 1], [5, 5, 2, 2]), round(rand_index([0, 0, 1, 1], [0, 1, 0, 1]), 6)
    (1.0, -0.5)
    """
    a, b = np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]
    table = np.zeros((a.max(initial=0) + 1, b.max(initial=0) + 1))
    np.add.at(table, (a, b), 1)

    def two(x: Any) -> float:
        return float((x * (x - 1) / 2).sum())

    together, rows, columns = two(table), two(table.sum(axis=1)), two(table.sum(axis=0))
    pairs = len(a) * (len(a) - 1) / 2
    expected = rows * columns / pairs if pairs else 0.0
    top = (rows + columns) / 2
    return 1.0 if top == expected else (together - expected) / (top - expected)


def _louvain(graph: nx.Graph, resolution: float, seed: int) -> list[set[Any]]:
    import networkx as nx

    return list(nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed))


def _leiden(graph: nx.Graph, resolution: float, seed: int) -> list[set[Any]]:
    try:
        import igraph
    except ImportError:
        raise MissingExtraError("igraph", "leiden") from None
    import random

    nodes = list(graph)
    place = {node: k for k, node in enumerate(nodes)}
    edges = [(place[u], place[v]) for u, v in graph.edges()]
    weights = [float(data.get("weight", 1)) for _, _, data in graph.edges(data=True)]
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311
    found = igraph.Graph(n=len(nodes), edges=edges).community_leiden(
        objective_function="modularity", weights=weights, resolution=resolution, n_iterations=-1
    )
    return [{nodes[k] for k in group} for group in found]


def communities(
    graph: nx.Graph,
    method: Method = "louvain",
    *,
    seeds: Sequence[int] = range(10),
    resolution: float = 1.0,
) -> Communities:
    """Communities of the best seed, with their stability over all seeds.

    Parameters
    ----------
    graph
        Any networkx graph; direction is dropped, parallel edges are added up, weights must not be negative.
    method
        ``louvain`` (networkx) or ``leiden`` (needs the package igraph).
    seeds
        Seeds to try.
    resolution
        Above 1: smaller communities.

    References
    ----------
    Blondel et al. (2008), doi:10.1088/1742-5468/2008/10/P10008. Traag et al. (2019), doi:10.1038/s41598-019-41695-z.
    """
    import networkx as nx

    if not seeds:
        raise UsageError("no seeds", cure="give at least one")
    if method not in ("louvain", "leiden"):
        raise UsageError(f"no method {method!r}", cure="louvain or leiden")
    plain = simple(graph.to_undirected())
    if not plain.number_of_edges():
        return Communities(tuple((node,) for node in plain), 0.0, seeds[0], None, dict.fromkeys(plain, 1.0))
    place = {node: k for k, node in enumerate(plain)}
    run = _louvain if method == "louvain" else _leiden
    found = [_sorted(run(plain, resolution, seed), place) for seed in seeds]
    quality = [
        float(nx.community.modularity(plain, groups, weight="weight", resolution=resolution)) for groups in found
    ]
    best = max(range(len(seeds)), key=lambda k: (round(quality[k], 12), -k))
    labels = np.array([_labels(groups, place) for groups in found])
    pairs = [(i, j) for i in range(len(seeds)) for j in range(i)]
    agreement = (
        float(np.mean([rand_index(labels[i].tolist(), labels[j].tolist()) for i, j in pairs])) if pairs else None
    )
    return Communities(found[best], quality[best], seeds[best], agreement, _stability(found[best], labels, place))


def _sorted(groups: Sequence[set[Any]], place: dict[Any, int]) -> tuple[tuple[Any, ...], ...]:
    inside = [tuple(sorted(group, key=place.__getitem__)) for group in groups]
    return tuple(sorted(inside, key=lambda group: (-len(group), place[group[0]])))


def _labels(groups: Sequence[Sequence[Any]], place: dict[Any, int]) -> list[int]:
    out = [0] * len(place)
    for k, group in enumerate(groups):
        for node in group:
            out[place[node]] = k
    return out


def _stability(groups: Sequence[Sequence[Any]], labels: Any, place: dict[Any, int]) -> dict[Any, float]:
    out = {}
    for group in groups:
        rows = [place[node] for node in group]
        for node, row in zip(group, rows, strict=True):
            others = [other for other in rows if other != row]
            same = labels[:, others] == labels[:, [row]]
            out[node] = float(same.mean()) if others else 1.0
    return {node: out[node] for node in place}
