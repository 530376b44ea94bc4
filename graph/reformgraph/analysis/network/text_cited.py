"""Influence that the texts themselves name: a zone that learns from another place's reform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reformgraph.analysis.network.projections import root_article

if TYPE_CHECKING:
    import networkx as nx


def influence(graph: nx.MultiDiGraph) -> nx.DiGraph:
    """Who is cited as a model by whom.

    A claim of status ``referenced`` with an actor of its own, in an article about another zone, is a cited model: the
    zone that the article is about looks at that actor for that reform.

    Parameters
    ----------
    graph
        Of `knowledge_graph`.

    Returns
    -------
    networkx.DiGraph
        Edges learner -> model: ``weight`` = number of independent articles, ``reforms`` and ``articles`` (sorted),
        ``quote`` (of the first claim). An article about several zones counts for each; a zone is no model of itself.
    """
    import networkx as nx

    subjects: dict[str, list[str]] = {}
    for article, zone, data in graph.edges(data=True):
        if data["kind"] == "about":
            subjects.setdefault(article, []).append(zone)
    found: dict[tuple[str, str], tuple[set[str], set[str], list[tuple[str, str]]]] = {}
    for model, reform, data in graph.edges(data=True):
        if data["kind"] != "claim" or data["status"] != "referenced":
            continue
        for learner in subjects.get(data["article"], ()):
            if learner == model:
                continue
            articles, reforms, quotes = found.setdefault((learner, model), (set(), set(), []))
            articles.add(root_article(graph, data["article"]))
            reforms.add(graph.nodes[reform]["label"])
            quotes.append((data["claim"], data["quote"]))
    out = nx.DiGraph()
    for node in sorted({end for pair in found for end in pair}):
        out.add_node(node, **graph.nodes[node])
    for (learner, model), (articles, reforms, quotes) in sorted(found.items()):
        out.add_edge(
            learner,
            model,
            weight=len(articles),
            reforms=sorted(reforms),
            articles=sorted(articles),
            quote=min(quotes)[1],
        )
    return out
