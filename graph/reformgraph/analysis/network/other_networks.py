"""Networks of co-mention, of companies and zones, and of places that contain each other."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from typing import TYPE_CHECKING, Any

from reformgraph.analysis.network.projections import root_article
from reformgraph.analysis.network.rows import pairs

if TYPE_CHECKING:
    import networkx as nx


def co_mentions(graph: nx.MultiDiGraph, kinds: Collection[str] = ("zone",), fewest: int = 1) -> nx.Graph:
    """Things that are named in the same articles.

    Parameters
    ----------
    graph
        Of `knowledge_graph`.
    kinds
        Kinds of things.
    fewest
        Joint articles that an edge needs.

    Returns
    -------
    networkx.Graph
        Edges: ``weight`` = number of independent articles (reprints once) that name both. Things alone are left out.
    """
    import networkx as nx

    named: dict[str, set[str]] = {}
    for article, thing, data in graph.edges(data=True):
        if data["kind"] in ("mentions", "about") and graph.nodes[thing]["kind"] in kinds:
            named.setdefault(root_article(graph, article), set()).add(thing)
    weight: dict[tuple[str, str], int] = {}
    for things in named.values():
        for pair in combinations(sorted(things), 2):
            weight[pair] = weight.get(pair, 0) + 1
    return _weighted(graph, {pair: count for pair, count in weight.items() if count >= fewest}, nx.Graph())


def _weighted(graph: nx.MultiDiGraph, weight: dict[tuple[str, str], int], out: Any) -> Any:
    for node in sorted({end for pair in weight for end in pair}):
        out.add_node(node, **graph.nodes[node])
    for (a, b), count in sorted(weight.items()):
        out.add_edge(a, b, weight=count)
    return out


def company_zone(graph: nx.MultiDiGraph) -> nx.Graph:
    """Bipartite graph of companies (``bipartite`` 0) and zones (1) that articles about the zone name.

    Edges: ``weight`` = number of independent articles.
    """
    import networkx as nx

    articles: dict[tuple[str, str], set[str]] = {}
    for company, zone, data in graph.edges(data=True):
        if data["kind"] == "near":
            articles.setdefault((company, zone), set()).add(root_article(graph, data["article"]))
    out = _weighted(graph, {pair: len(found) for pair, found in articles.items()}, nx.Graph())
    for node in out:
        out.nodes[node]["bipartite"] = 0 if out.nodes[node]["kind"] == "company" else 1
    return out


def containment(store: Any, graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Zones in zones, zones in places, places in places: edges from the part to the whole, weight 1.

    Parameters
    ----------
    store
        Where the places are.
    graph
        Of `knowledge_graph`.

    Returns
    -------
    networkx.DiGraph
        Zones, and every place above one of them; ``kind`` of an edge is ``part_of``, ``located_in`` or ``within``.
    """
    import networkx as nx

    whole = dict(reversed(pairs(store, "?s schema:containedInPlace ?o")))
    labels = dict(reversed(pairs(store, '?s schema:containedInPlace?/skos:prefLabel ?o FILTER(LANG(?o) != "en")')))
    out = nx.DiGraph()
    for part, above, data in graph.edges(data=True):
        if data["kind"] in ("part_of", "located_in"):
            for node in (part, above):
                out.add_node(node, **graph.nodes[node])
            out.add_edge(part, above, kind=data["kind"], weight=1)
    for place in [node for node, kind in out.nodes(data="kind") if kind == "place"]:
        while (above := whole.get(place)) and not out.has_edge(place, above):
            known = graph.nodes[above] if above in graph else {"kind": "place", "label": labels.get(above, above)}
            out.add_node(above, **known)
            out.add_edge(place, above, kind="within", weight=1)
            place = above
    return out
