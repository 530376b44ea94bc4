"""Which part of the knowledge graph a page shows: the whole, a zone, a reform, a company, an article, two zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.sparql.name_index import resolve

#: Kinds of things in the order of the legend.
KINDS = ("zone", "reform", "company", "article", "organ", "project", "document", "person", "place")
#: Nodes a page shows unless asked otherwise, and the most it will ever hold.
DEFAULT_LIMIT = 2_000
HARD_LIMIT = 20_000
#: Share of the limit that zones, organs and reforms may take before the others get their part.
CORE = ("zone", "reform", "organ")
_CORE_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Selection:
    """Nodes of a page, most important first, and what was left out.

    `sort` is ``whole``, ``zone``, ``reform``, ``company``, ``article`` or ``compare``; `centers` are
    the nodes it is about; `left_out` counts nodes by kind that belonged here but exceed the limit.
    """

    sort: str
    centers: tuple[str, ...]
    nodes: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...] = ()


def names_of(graph: Any, kind: str) -> dict[str, tuple[str, ...]]:
    """IRI -> label, aliases and English name of the nodes of one kind, sorted by IRI."""
    return {
        node: (
            str(data.get("label") or ""),
            *(str(alias) for alias in data.get("aliases") or ()),
            *(str(name) for name in (data.get("english"),) if name),
        )
        for node, data in sorted(graph.nodes(data=True))
        if data.get("kind") == kind
    }


def check_limit(limit: int) -> None:
    """Refuse a limit that no page can show.

    Raises
    ------
    UsageError
        When the limit is not positive or above `HARD_LIMIT`.
    """
    if limit < 1:
        raise UsageError(f"--limit {limit} leaves nothing to show", cure="give a number from 1 up")
    if limit > HARD_LIMIT:
        raise UsageError(
            f"{limit:,} nodes are more than a browser can show; the most is {HARD_LIMIT:,}",
            cure="use --zone, --reform, --company or a smaller --limit, or `reformgraph site` for everything",
        )


def importance(graph: Any) -> dict[str, float]:
    """Weight of each node: claims count 3, other edges 1, articles count by what they prove."""
    weight = dict.fromkeys(graph.nodes, 0.0)
    for start, end, data in graph.edges(data=True):
        step = 3.0 if data.get("kind") == "claim" else 1.0
        weight[start] += step
        weight[end] += step
        article = data.get("article")
        if step > 1 and article in weight:
            weight[article] += 1.0
    return weight


def _capped(graph: Any, sort: str, centers: tuple[str, ...], wanted: Iterable[str], limit: int) -> Selection:
    check_limit(limit)
    weight = importance(graph)
    fixed = set(centers)
    ranked = sorted(set(wanted) - fixed, key=lambda node: (-weight[node], node))
    core = [node for node in ranked if graph.nodes[node].get("kind") in CORE]
    core_room = max(int(limit * _CORE_SHARE), limit - (len(ranked) - len(core))) - len(centers)
    chosen = core[: max(core_room, 0)]
    taken = set(chosen)
    chosen += [node for node in ranked if node not in taken][: max(limit - len(centers) - len(chosen), 0)]
    taken = set(chosen)
    rest = [str(graph.nodes[node].get("kind", "")) for node in ranked if node not in taken]
    left_out = tuple((kind, rest.count(kind)) for kind in KINDS if kind in rest)
    chosen.sort(key=lambda node: (-weight[node], node))
    return Selection(sort, centers, (*centers, *chosen), left_out)


def whole(graph: Any, limit: int = DEFAULT_LIMIT) -> Selection:
    """The whole graph, at most `limit` nodes of it."""
    return _capped(graph, "whole", (), graph.nodes, limit)


def _targets(graph: Any, node: str, *kinds: str) -> Iterator[str]:
    return (end for _, end, data in graph.out_edges(node, data=True) if data.get("kind") in kinds)


def _sources(graph: Any, node: str, *kinds: str) -> Iterator[str]:
    return (start for start, _, data in graph.in_edges(node, data=True) if data.get("kind") in kinds)


def _proofs(graph: Any, edges: Iterable[tuple[str, str, dict[str, Any]]]) -> set[str]:
    found = {str(data.get("article")) for _, _, data in edges if data.get("kind") == "claim"}
    return {article for article in found if article in graph}


def _details(graph: Any, articles: Iterable[str]) -> set[str]:
    kinds = {"company", "person", "project", "document"}
    return {
        end for article in articles for end in _targets(graph, article, "mentions") if graph.nodes[end]["kind"] in kinds
    }


def _zone_nodes(graph: Any, zone: str) -> set[str]:
    articles = set(_sources(graph, zone, "about")) | _proofs(graph, graph.out_edges(zone, data=True))
    found = {zone, *_targets(graph, zone, "claim", "located_in", "part_of"), *_sources(graph, zone, "near", "part_of")}
    return found | articles | _details(graph, articles)


def zone_profile(graph: Any, zone: str, limit: int = DEFAULT_LIMIT) -> Selection:
    """A zone: its reforms, articles, companies and what the articles name."""
    return _capped(graph, "zone", (zone,), _zone_nodes(graph, zone), limit)


def reform_spread(graph: Any, reform: str, limit: int = DEFAULT_LIMIT) -> Selection:
    """A reform: who adopted or planned it and the articles that say so."""
    actors = set(_sources(graph, reform, "claim"))
    places = {place for actor in actors for place in _targets(graph, actor, "located_in")}
    wanted = actors | places | _proofs(graph, graph.in_edges(reform, data=True))
    return _capped(graph, "reform", (reform,), wanted, limit)


def company_profile(graph: Any, company: str, limit: int = DEFAULT_LIMIT) -> Selection:
    """A company: the zones it is named with and the articles that name it; no reform, for none links to it."""
    zones = set(_targets(graph, company, "near"))
    articles = set(_sources(graph, company, "mentions"))
    return _capped(graph, "company", (company,), zones | articles, limit)


def article_graph(graph: Any, article: str, limit: int = DEFAULT_LIMIT) -> Selection:
    """An article: everything it names, and the claims it makes."""
    wanted = set(_targets(graph, article, "mentions", "about"))
    for start, end, data in graph.edges(data=True):
        if data.get("kind") == "claim" and data.get("article") == article:
            wanted |= {start, end}
    return _capped(graph, "article", (article,), wanted, limit)


def compare_zones(graph: Any, one: str, other: str, limit: int = DEFAULT_LIMIT) -> Selection:
    """Two zones side by side: their reforms and the articles that prove them."""
    if one == other:
        raise UsageError("--compare needs two different zones", cure="both names lead to the same zone")
    wanted: set[str] = set()
    for zone in (one, other):
        wanted |= {*_targets(graph, zone, "claim")} | _proofs(graph, graph.out_edges(zone, data=True))
    return _capped(graph, "compare", (one, other), wanted, limit)


def find(graph: Any, kind: str, name: str) -> str:
    """The node of one kind that `name` means (label, alias or IRI); an article also by its headline.

    Raises
    ------
    UsageError
        With suggestions, when there is none.
    """
    return resolve(names_of(graph, kind), name, kind)
