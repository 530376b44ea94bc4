"""The knowledge graph indexed for the pages of the site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from reformgraph.show.charts.chart_data import Adoption, adoptions, called, label
from reformgraph.show.site.site_html import BODIES, KINDS, PROVINCE, file_name
from reformgraph.views.english_names import english_name

Claim = tuple[str, str, dict[str, Any]]


class Data:
    """Nodes by kind, claims and links by node, and the place of each page.

    `claims` maps an actor, a reform or an article to its claims ``(actor, reform, attributes)``;
    `pages` maps a node to its file below the site's folder, `counts` are those of `views.counts.count_shown`
    (empty for a graph without a store), those of things with pages counted here: a site may leave articles out.
    """

    def __init__(self, graph: Any, counts: Mapping[str, int] | None = None) -> None:
        self.graph = graph
        self.kinds: dict[str, list[str]] = defaultdict(list)
        self.pages: dict[str, str] = {}
        for node, data in sorted(graph.nodes(data=True), key=lambda item: (str(item[1].get("label", "")), item[0])):
            kind = str(data.get("kind", ""))
            self.kinds[kind].append(node)
            if kind in KINDS:
                self.pages[node] = f"{KINDS[kind][0]}/{file_name(node, self.label(node))}"
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self.links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for start, end, data in graph.edges(data=True):
            kind = str(data.get("kind", ""))
            if kind == "claim":
                for key in dict.fromkeys((start, end, str(data.get("article")))):
                    self.claims[key].append((start, end, data))
            else:
                _add(self.links[start, kind], end)
                _add(self.links[end, f"-{kind}"], start)
        self.adoptions: dict[str, list[Adoption]] = defaultdict(list)
        rows = adoptions(graph)
        self.actors = sorted({row.actor for row in rows})
        #: Name of a province in which somebody acts -> file of its page.
        self.provinces = {
            name: f"{PROVINCE[0]}/{file_name(name, name)}"
            for name in sorted({self.of(actor, "province") for actor in self.actors} - {""})
        }
        #: Who acts and is neither a zone nor a province, which have pages of their own kinds.
        self.bodies: list[str] = []
        self._add_bodies()
        for row in rows:
            self.adoptions[row.actor].append(row)
            self.adoptions[row.reform].append(row)
        #: Articles and companies of the store that are left out, for they tell nothing of a zone or a reform.
        listed = self._listed()
        self.left_out = {key: counts[key] - listed[key] for key in ("articles", "companies")} if counts else {}
        self.counts = {**counts, **listed} if counts else {}

    def _add_bodies(self) -> None:
        """Pages of organs and places that act; that of a place that is a province is the page of the province."""
        for actor in self.actors:
            kind, label = self.of(actor, "kind"), self.label(actor)
            if kind == "place" and label in self.provinces:
                self.pages[actor] = self.provinces[label]
            elif kind in BODIES:
                self.bodies.append(actor)
                self.pages[actor] = f"{BODIES[kind][0]}/{file_name(actor, label)}"

    def _listed(self) -> dict[str, int]:
        """How many things the lists of the site hold, by the names of `views.counts.NAMES`."""
        new = sum(bool(self.of(node, "candidate")) for node in self.kinds["reform"])
        return {
            "articles": len(self.kinds["article"]), "zones": len(self.kinds["zone"]),
            "companies": len(self.kinds["company"]),
            "reforms": len(self.kinds["reform"]) - new, "reform_candidates": new,
        }  # fmt: skip

    def label(self, node: str) -> str:
        """Label of a node."""
        return label(self.graph, node)

    def of(self, node: str, name: str) -> str:
        """An attribute as text, empty when unknown."""
        value = self.graph.nodes[node].get(name) if node in self.graph else None
        return "" if value is None or value is False else str(value)

    def english(self, node: str) -> str:
        """Its English name, empty where it has none."""
        return self.of(node, "english") or english_name(self.of(node, "kind"), self.label(node))

    def latin(self, node: str) -> str:
        """What English pages call it."""
        return called(self.graph, node)[1]

    def href(self, node: str, depth: int = 1) -> str:
        """Address of a node's page from a page that stands `depth` folders deep; empty when it has none."""
        place = self.pages.get(node)
        return "../" * depth + place if place else ""

    def adopted(self, node: str) -> int:
        """How many adoptions a zone or a reform has."""
        return sum(row.status == "adopted" for row in self.adoptions[node])

    def articles_of(self, node: str) -> list[str]:
        """Articles about, naming or claiming something of a node, the newest first."""
        found = {*self.links[node, "-about"], *self.links[node, "-mentions"]}
        found |= {str(data.get("article")) for _, _, data in self.claims[node]}
        known = [one for one in found if one in self.graph and one != node]
        return sorted(known, key=lambda one: (self.of(one, "date"), one), reverse=True)


def linked_only(graph: Any) -> Any:
    """The graph without the articles that tell nothing of zones, organs, places or reforms, and what only they name."""
    core = {node for node, kind in graph.nodes(data="kind") if kind in ("zone", "organ", "place", "reform")}
    articles = {node for node, kind in graph.nodes(data="kind") if kind == "article"}
    proofs = {str(data.get("article")) for *_, data in graph.edges(data=True) if data.get("article")}
    idle = {one for one in articles - proofs if not any(end in core for end in graph.successors(one))}
    rest = {
        node
        for one in idle
        for node in graph.successors(one)
        if node not in core and not any(start not in idle for start in graph.predecessors(node))
        and not any(True for _ in graph.successors(node))
    }  # fmt: skip
    return graph.subgraph(set(graph) - idle - rest)


def _add(found: list[str], node: str) -> None:
    if node not in found:
        found.append(node)
