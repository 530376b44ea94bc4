"""Who has which reform: the bipartite graph, its projections and their backbones."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Literal

from reformgraph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

Measure = Literal["shared", "jaccard", "cosine"]
MEASURES: tuple[Measure, ...] = ("shared", "jaccard", "cosine")


def root_article(graph: nx.MultiDiGraph, article: str) -> str:
    """The article that a reprint repeats; itself where it is none."""
    return (graph.nodes[article].get("reprint_of") or article) if article in graph else article


def bipartite(
    graph: nx.MultiDiGraph,
    statuses: Collection[str] = ("adopted",),
    kinds: Collection[str] = ("zone",),
    candidates: bool = True,
) -> nx.Graph:
    """Bipartite graph of actors and reforms.

    Parameters
    ----------
    graph
        Of `knowledge_graph`.
    statuses
        Claims that count.
    kinds
        Actors that count (zone, place, organ).
    candidates
        Also reforms that are not in the curated vocabulary.

    Returns
    -------
    networkx.Graph
        Nodes keep their attributes, with ``bipartite`` 0 (actor) or 1 (reform). Edges: ``weight`` = number of
        independent articles that claim it (a reprint counts as what it reprints), ``articles``, ``statuses`` and
        ``sentences`` (article and place of each quotation), sorted.
        Actors and reforms without an edge are left out.
    """
    import networkx as nx

    support: dict[tuple[str, str], tuple[set[str], set[str], set[str]]] = {}
    for actor, reform, data in graph.edges(data=True):
        counts = data["kind"] == "claim" and data["status"] in statuses and graph.nodes[actor]["kind"] in kinds
        if not counts or (graph.nodes[reform].get("candidate") and not candidates):
            continue
        articles, found, told = support.setdefault((actor, reform), (set(), set(), set()))
        told.add(f"{data['article']} {data.get('start')}")
        articles.add(root_article(graph, data["article"]))
        found.add(data["status"])
    out = nx.Graph()
    for side in (0, 1):
        for node in sorted({pair[side] for pair in support}):
            out.add_node(node, **graph.nodes[node], bipartite=side)
    for (actor, reform), (articles, found, told) in sorted(support.items()):
        lists = {"articles": sorted(articles), "statuses": sorted(found), "sentences": sorted(told)}
        out.add_edge(actor, reform, weight=len(articles), **lists)
    return out


def sides(graph: nx.Graph) -> tuple[list[Any], list[Any]]:
    """Nodes of the two sides, in graph order.

    Raises
    ------
    UsageError
        A node has no attribute ``bipartite`` of 0 or 1.
    """
    found: tuple[list[Any], list[Any]] = ([], [])
    for node, side in graph.nodes(data="bipartite"):
        if side not in (0, 1):
            raise UsageError(f"{node!r} is on neither side of the bipartite graph")
        found[side].append(node)
    return found


def projection(graph: nx.Graph, side: int = 0, measure: Measure = "shared") -> nx.Graph:
    """One side of a bipartite graph, joined where two nodes have neighbours in common.

    Parameters
    ----------
    graph
        Bipartite graph (`bipartite`).
    side
        0: actors; 1: reforms.
    measure
        Edge weight: ``shared`` = number of common neighbours; ``jaccard`` = shared / either; ``cosine`` =
        shared / sqrt(degree * degree).

    Returns
    -------
    networkx.Graph
        All nodes of the side; edges with ``weight``, ``shared`` and, from a store, ``articles``: the independent
        articles that the adoptions behind the edge rest on.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.Graph([("a", "x"), ("b", "x"), ("b", "y")])
    >>> nx.set_node_attributes(g, {"a": 0, "b": 0, "x": 1, "y": 1}, "bipartite")
    >>> projection(g, 0, "jaccard").edges["a", "b"]["weight"]
    0.5
    """
    import networkx as nx

    if measure not in MEASURES:
        raise UsageError(f"no measure {measure!r}", cure=f"one of {', '.join(MEASURES)}")
    out = nx.Graph()
    keep = sides(graph)[side]
    out.add_nodes_from((node, graph.nodes[node]) for node in keep)
    place = {node: k for k, node in enumerate(keep)}
    shared: dict[tuple[int, int], int] = {}
    behind: dict[tuple[int, int], set[str]] = {}
    for node in sides(graph)[1 - side]:
        near = sorted((place[other], data.get("articles", ())) for other, data in graph[node].items())
        for k, (a, one) in enumerate(near):
            for b, other in near[k + 1 :]:
                shared[a, b] = shared.get((a, b), 0) + 1
                behind.setdefault((a, b), set()).update(one, other)
    for (a, b), count in sorted(shared.items()):
        x, y = graph.degree(keep[a]), graph.degree(keep[b])
        weight = {"shared": count, "jaccard": count / (x + y - count), "cosine": count / math.sqrt(x * y)}[measure]
        out.add_edge(keep[a], keep[b], weight=weight, shared=count)
        if behind[a, b]:  # from a store
            out.edges[keep[a], keep[b]]["articles"] = sorted(behind[a, b])
    return out


def disparity(graph: nx.Graph) -> dict[tuple[Any, Any], float]:
    r"""p value of every edge under the disparity filter, the smaller of its two ends.

    p = (1 - w/s)^(k-1) for an edge of weight w at a node of degree k and strength s; 1 at nodes of degree 1, where the
    filter says nothing.

    References
    ----------
    Serrano, Boguna, Vespignani (2009), doi:10.1073/pnas.0808904106.
    """
    strength = dict(graph.degree(weight="weight"))

    def one_end(node: Any, weight: float) -> float:
        degree = graph.degree(node)
        if degree < 2:
            return 1.0
        return float((1 - weight / strength[node]) ** (degree - 1))

    return {(u, v): min(one_end(u, d["weight"]), one_end(v, d["weight"])) for u, v, d in graph.edges(data=True)}


def strongest(graph: nx.Graph, count: int) -> nx.Graph:
    """The `count` strongest edges of every node (an edge stays if either end wants it); ties by graph order."""
    if count < 1:
        raise UsageError(f"the number of edges a node is {count}", cure="at least 1")
    keep: set[frozenset[Any]] = set()
    for node in graph:
        ranked = sorted(graph[node].items(), key=lambda item: -item[1]["weight"])
        keep |= {frozenset((node, other)) for other, _ in ranked[:count]}
    return _only(graph, (pair for pair in graph.edges() if frozenset(pair) in keep))


def _only(graph: nx.Graph, edges: Iterable[tuple[Any, Any]]) -> nx.Graph:
    out = graph.__class__()
    out.add_nodes_from(graph.nodes(data=True))
    out.add_edges_from((u, v, graph.edges[u, v]) for u, v in edges)
    return out


def hypergeometric(graph: nx.Graph, side: int = 0) -> dict[tuple[Any, Any], float]:
    """p of sharing at least as many neighbours by chance, degrees of both nodes fixed, for pairs that share any.

    References
    ----------
    Tumminello et al. (2011), Statistically validated networks, doi:10.1371/journal.pone.0017994.
    """
    from scipy.stats import hypergeom

    others = len(sides(graph)[1 - side])
    shared = projection(graph, side)
    return {
        (u, v): float(hypergeom.sf(d["shared"] - 1, others, graph.degree(u), graph.degree(v)))
        for u, v, d in shared.edges(data=True)
    }


def fixed_degree(graph: nx.Graph, side: int = 0, draws: int = 1000, seed: int = 0) -> dict[tuple[Any, Any], float]:
    """p of sharing at least as many neighbours among random bipartite graphs with all degrees, on both sides, kept.

    Monte Carlo by the curveball trade; the data count as one draw, so that p is at least 1 / (draws + 1).

    References
    ----------
    Strona et al. (2014), doi:10.1038/ncomms5114. Neal (2014), doi:10.1016/j.socnet.2014.06.001.
    """
    import numpy as np

    if draws < 1:
        raise UsageError(f"the number of draws is {draws}", cure="at least 1")
    keep, others = sides(graph)[side], sides(graph)[1 - side]
    place = {node: k for k, node in enumerate(others)}
    rows = [sorted(place[other] for other in graph[node]) for node in keep]
    observed = _common(rows, len(others))
    reached = np.ones(observed.shape)
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        curveball(rows, generator)
        reached += _common(rows, len(others)) >= observed
    p = reached / (draws + 1)
    return {
        (keep[i], keep[j]): float(p[i, j])
        for i in range(len(keep))
        for j in range(i + 1, len(keep))
        if observed[i, j] > 0
    }


def _common(rows: list[list[int]], width: int) -> Any:
    import numpy as np

    table = np.zeros((len(rows), width))
    for k, row in enumerate(rows):
        table[k, row] = 1
    return table @ table.T


def curveball(rows: list[list[int]], generator: Any) -> None:
    """Five trades a row: two rows shuffle what only one of them has."""
    if len(rows) < 2:
        return
    for i, j in generator.integers(len(rows), size=(5 * len(rows), 2)).tolist():
        if i == j:
            continue
        a, b = set(rows[i]), set(rows[j])
        free = sorted(a ^ b)
        if not free:
            continue
        order = [free[k] for k in generator.permutation(len(free)).tolist()]
        own = len(a) - len(a & b)
        rows[i] = sorted((a & b) | set(order[:own]))
        rows[j] = sorted((a & b) | set(order[own:]))


def backbone(
    graph: nx.Graph,
    method: Literal["disparity", "hypergeometric", "fixed-degree"] = "disparity",
    alpha: float = 0.05,
    *,
    side: int = 0,
    measure: Measure = "shared",
    draws: int = 1000,
    seed: int = 0,
) -> nx.Graph:
    """The edges of a projection that are more than chance.

    Parameters
    ----------
    graph
        Bipartite graph; for ``disparity`` also any weighted graph.
    method
        ``disparity`` (of the projection's weights), ``hypergeometric``, ``fixed-degree``.
    alpha
        Edges with p < alpha stay; no correction for the number of pairs.
    side, measure
        Of the projection.
    draws, seed
        Of ``fixed-degree``.

    Returns
    -------
    networkx.Graph
        All nodes; edges with ``weight`` and ``p``.
    """
    if not 0 < alpha <= 1:
        raise UsageError(f"alpha is {alpha}", cure="a number in (0, 1]")
    is_bipartite = all(value in (0, 1) for _, value in graph.nodes(data="bipartite"))
    whole = projection(graph, side, measure) if is_bipartite else graph
    if method == "disparity":
        p = disparity(whole)
    elif not is_bipartite:
        raise UsageError(f"the {method} backbone needs a bipartite graph")
    elif method == "hypergeometric":
        p = hypergeometric(graph, side)
    elif method == "fixed-degree":
        p = fixed_degree(graph, side, draws, seed)
    else:
        raise UsageError(f"no backbone method {method!r}", cure="disparity, hypergeometric or fixed-degree")
    out = _only(whole, (pair for pair in whole.edges() if p.get(pair, p.get((pair[1], pair[0]), 1.0)) < alpha))
    for u, v in out.edges():
        out.edges[u, v]["p"] = p.get((u, v), p.get((v, u)))
    return out
