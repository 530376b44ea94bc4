"""A selection of the knowledge graph in the shape the page's script reads."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from reformgraph.show.day_bounds import bounds
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.graph.selection import CORE, Selection
from reformgraph.views.english_names import english_name
from reformgraph.views.latin_names import latin_name

#: Edge kinds in the order of the legend, the ones to keep first when there are too many.
EDGE_KINDS = ("claim", "about", "near", "part_of", "located_in", "mentions")
#: Statuses, the strongest first.
STATUSES = ("adopted", "withdrawn", "planned", "required", "referenced")
_EDGES_PER_NODE = 4
_FEWEST_EDGES = 2_000
_CLAIMS_PER_EDGE = 12
_QUOTE_LENGTH = 600
_FACTS = (
    "zone_kind", "province", "city", "category", "level", "english", "core", "candidate",
    "date", "source", "page", "n", "post", "investment",
)  # fmt: skip

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageModel:
    """What a page shows, ready for JSON; edges, claims and articles refer to nodes by position.

    `nodes`: ``i`` IRI, ``k`` kind, ``l`` label, ``e`` name on English pages where no fact tells one, ``a``
    aliases, ``p`` pinyin, ``f`` facts, ``n`` claims,
    ``d`` edges, ``r`` radius in pixels. `edges`: ``f``/``t`` ends, ``k`` kind, ``s`` status, ``c`` claims,
    ``n`` how many there are, ``y`` sources for and against where some dispute it. `claims`: ``s`` status,
    ``d`` 1 where it is denied, ``w`` when as printed, ``e`` and ``o`` EDTF of when and onset, ``t`` the day by
    which it is known, ``r`` article, ``q`` sentence, ``g`` figures, ``a`` actor, ``z``
    reform, ``x`` span on the page. `articles`: ``h`` headline, ``d`` date,
    ``s`` source, ``p`` page, ``n`` node or -1.
    """

    sort: str
    centers: tuple[int, ...]
    nodes: list[Json]
    edges: list[Json]
    claims: list[Json] = field(default_factory=list)
    articles: list[Json] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _node(iri: str, data: Json) -> Json:
    label = _text(data.get("label")).strip() or iri.rsplit("/", 1)[-1] or iri
    aliases = [_text(alias) for alias in data.get("aliases") or () if alias]
    facts = {key: data[key] for key in _FACTS if data.get(key) not in (None, "", False)}
    if "english" not in facts and (english := english_name(_text(data.get("kind")), label)):
        facts["english"] = english
    found = {"i": iri, "k": data.get("kind", ""), "l": label, "f": facts}
    if "english" not in facts and (latin := latin_name(_text(data.get("kind")), label)):
        found["e"] = latin
    if aliases:
        found["a"] = aliases
    sounds = [sound for name in (label, *aliases) for sound in pinyin(name) if sound]
    if sounds:
        found["p"] = " ".join(dict.fromkeys(sounds))
    if isinstance(data.get("lon"), (int, float)) and isinstance(data.get("lat"), (int, float)):
        found["x"] = [round(float(data["lon"]), 4), round(float(data["lat"]), 4)]
    return found


def _bodies(graph: Any, selection: Selection, nodes: list[Json]) -> None:
    """A province or city that claims a reform acts: it is shown among the government bodies."""
    for iri, node in zip(selection.nodes, nodes, strict=True):
        if node["k"] == "place" and any(kind == "claim" for _, _, kind in graph.out_edges(iri, data="kind")):
            node["k"] = "organ"


class _Articles:
    """Articles that prove something, each once, whether or not they are nodes of the page."""

    def __init__(self, graph: Any, position: dict[str, int]) -> None:
        self._graph = graph
        self._position = position
        self._index: dict[str, int] = {}
        self.rows: list[Json] = []

    def index(self, iri: str) -> int:
        if iri not in self._index:
            data = self._graph.nodes[iri] if iri in self._graph else {}
            headline = data.get("headline") or data.get("label") or iri.rsplit("/", 1)[-1]
            self._index[iri] = len(self.rows)
            self.rows.append(
                {
                    "i": iri,
                    "h": _text(headline),
                    "d": _text(data.get("date")),
                    "s": _text(data.get("source")),
                    "p": _text(data.get("page")),
                    "n": self._position.get(iri, -1),
                }
            )
        return self._index[iri]


def _figures(rows: Any) -> list[list[str]]:
    return [[_text(row.get("indicator")), _text(row.get("text")), _text(row.get("period"))] for row in rows or ()]


def _claim(data: Json, start: int, end: int, articles: _Articles) -> Json:
    onset, when = bounds(data.get("onset_edtf")), bounds(data.get("when_edtf"))
    dated = onset if data.get("status") == "adopted" else when
    found = {
        "s": _text(data.get("status")),
        "w": _text(data.get("when")),
        "e": _text(data.get("when_edtf")),
        "o": _text(data.get("onset_edtf")),
        "t": dated.known,
        "r": articles.index(_text(data.get("article"))),
        "q": _text(data.get("quote"))[:_QUOTE_LENGTH],
        "a": start,
        "z": end,
        "x": [data.get("start") or 0, data.get("end") or 0],
    }
    if data.get("denied"):
        found["d"] = 1
    if figures := _figures(data.get("figures")):
        found["g"] = figures
    return found


def latest_status(claims: list[Json], dates: list[str]) -> str:
    """The status an actor has: the latest of adopted and withdrawn, else the strongest of the others.

    >>> latest_status([{"s": "planned"}, {"s": "adopted"}], ["2024", "2023"])
    'adopted'
    """
    done = [(date, str(claim["s"])) for date, claim in zip(dates, claims, strict=True) if claim["s"] in STATUSES[:2]]
    if done:
        return max(done, key=lambda pair: (pair[0], pair[1] == "withdrawn"))[1]
    return min((str(claim["s"]) for claim in claims), key=lambda name: STATUSES.index(name) if name in STATUSES else 9)


def _gathered(graph: Any, selection: Selection, position: dict[str, int]) -> dict[tuple[int, int, str], list[Json]]:
    """Parallel edges under one key; an article's page keeps only its own claims."""
    only = selection.centers[0] if selection.sort == "article" else ""
    found: dict[tuple[int, int, str], list[Json]] = defaultdict(list)
    for node in selection.nodes:
        for start, end, data in graph.out_edges(node, data=True):
            if end not in position or start == end:
                continue
            if only and data.get("kind") == "claim" and data.get("article") != only:
                continue
            found[position[start], position[end], _text(data.get("kind"))].append(data)
    return found


def _order(key: tuple[int, int, str]) -> tuple[int, int, int]:
    kind = EDGE_KINDS.index(key[2]) if key[2] in EDGE_KINDS else len(EDGE_KINDS)
    return kind, min(key[:2]), max(key[:2])


def build_model(graph: Any, selection: Selection) -> PageModel:
    """The model of a selection; claims that link the same actor and reform become one edge.

    At most four edges a node (never fewer than 2,000) are kept, claims first; `left_out["edges"]`
    tells how many were not.
    """
    position = {node: number for number, node in enumerate(selection.nodes)}
    nodes = [_node(iri, graph.nodes[iri]) for iri in selection.nodes]
    _bodies(graph, selection, nodes)
    gathered = _gathered(graph, selection, position)
    keys = sorted(gathered, key=_order)
    kept = keys[: max(_FEWEST_EDGES, _EDGES_PER_NODE * len(nodes))]
    articles = _Articles(graph, position)
    claims: list[Json] = []
    edges = [_edge(key, gathered[key], claims, articles) for key in kept]
    _count(nodes, edges)
    left_out = dict(selection.left_out)
    if len(keys) > len(kept):
        left_out["edges"] = len(keys) - len(kept)
    centers = tuple(position[node] for node in selection.centers)
    _scale(nodes, centers, selection.sort == "whole")
    return PageModel(selection.sort, centers, nodes, edges, claims, articles.rows, left_out)


def _edge(key: tuple[int, int, str], rows: list[Json], claims: list[Json], articles: _Articles) -> Json:
    start, end, kind = key
    found: Json = {"f": start, "t": end, "k": kind}
    if len(rows) > 1:
        found["n"] = len(rows)
    if kind == "claim":
        made = [_claim(row, start, end, articles) for row in rows]
        dates = [articles.rows[claim["r"]]["d"] for claim in made]
        found["s"] = _text(rows[0].get("adoption_status")) or latest_status(made, dates)
        if rows[0].get("disputing"):
            found["y"] = [rows[0].get("supporting") or 0, rows[0]["disputing"]]
        order = sorted(range(len(made)), key=lambda n: (made[n]["s"] != found["s"], made[n]["t"] or "~", dates[n], n))
        found["c"] = list(range(len(claims), len(claims) + min(len(made), _CLAIMS_PER_EDGE)))
        claims += [made[n] for n in order[:_CLAIMS_PER_EDGE]]
    elif kind == "near":
        proofs = sorted({_text(row.get("article")) for row in rows if row.get("article")})
        found["r"] = [articles.index(iri) for iri in proofs[:_CLAIMS_PER_EDGE]]
    return found


def _count(nodes: list[Json], edges: list[Json]) -> None:
    for node in nodes:
        node["d"] = node["n"] = 0
    for edge in edges:
        for end in (edge["f"], edge["t"]):
            nodes[end]["d"] += 1
            nodes[end]["n"] += edge.get("s") == "adopted"


def _scale(nodes: list[Json], centers: tuple[int, ...], crowded: bool) -> None:
    """Radius by the root of the degree, from 6 to 26 pixels; the page's subject is the largest.

    On a crowded page what stands around the zones and reforms is small.
    """
    most = max((node["d"] for node in nodes), default=1) or 1
    for number, node in enumerate(nodes):
        largest = 20 if node["k"] in CORE else 3 if crowded else 6
        node["r"] = 28 if number in centers else round(6 + largest * math.sqrt(node["d"] / most), 1)
