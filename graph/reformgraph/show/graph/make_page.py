"""From a knowledge graph and a wish ("the page of this zone") to the HTML of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reformgraph._version import __version__
from reformgraph.errors import ReformGraphError, UsageError
from reformgraph.show.graph import selection as select
from reformgraph.show.graph.page_charts import figures_of
from reformgraph.show.graph.render import render
from reformgraph.show.model import build_model
from reformgraph.views.counts import count_shown
from reformgraph.views.latin_names import latin_name, short_english

#: Sorts of pages about one thing.
SUBJECTS = ("zone", "reform", "company", "article")


class EmptyGraphError(ReformGraphError):
    """A graph with nothing to draw."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page: its HTML, what it shows and what it leaves out."""

    html: str
    nodes: int
    edges: int
    left_out: dict[str, int]


def choose(graph: Any, sort: str, names: Sequence[str], limit: int) -> select.Selection:
    """The part of the graph that a page of this sort shows.

    Raises
    ------
    EmptyGraphError
        When the graph has no node.
    UsageError
        When a name is not there, or the limit cannot be shown.
    """
    select.check_limit(limit)
    if not graph:
        raise EmptyGraphError("the store holds nothing to draw", cure="build it from pages first: reformgraph build")
    if sort == "whole":
        return select.whole(graph, limit)
    if sort == "compare":
        one, other = (select.find(graph, "zone", name) for name in names)
        return select.compare_zones(graph, one, other, limit)
    if sort not in SUBJECTS:
        raise UsageError(f"there is no page of sort “{sort}”", cure=f"use {', '.join(SUBJECTS)}, compare or whole")
    found = select.find(graph, sort, names[0])
    pick = {
        "zone": select.zone_profile,
        "reform": select.reform_spread,
        "company": select.company_profile,
        "article": select.article_graph,
    }[sort]
    return pick(graph, found, limit)


def _titles(graph: Any, selection: select.Selection) -> tuple[str, str]:
    """The heading in Chinese and English."""
    labels = [str(graph.nodes[node].get("label") or node) for node in selection.centers]
    english = [_english(graph.nodes[node]) or label for node, label in zip(selection.centers, labels, strict=True)]
    if selection.sort == "compare":
        return f"{labels[0]}与{labels[1]}", f"{english[0]} and {english[1]}"
    return (labels[0], english[0]) if labels else ("开发区改革知识图谱", "Reforms of development zones")


def _english(data: Mapping[str, Any]) -> str:
    return short_english(str(data.get("english") or latin_name(str(data.get("kind")), str(data.get("label")))))


def source_of(graph: Any) -> tuple[str, str]:
    """How many articles the graph rests on, and of which days."""
    days = [str(data.get("date") or "") for _, data in graph.nodes(data=True) if data.get("kind") == "article"]
    known = sorted(day for day in days if day)
    made = f"reformgraph {__version__}"
    if not known:
        return made, made
    return (
        f"来源：{len(days)} 篇报道，{known[0]} 至 {known[-1]} · {made}",
        f"Sources: {len(days)} articles, {known[0]} to {known[-1]} · {made}",
    )


def make_page(
    graph: Any,
    sort: str = "whole",
    names: Sequence[str] = (),
    *,
    limit: int = select.DEFAULT_LIMIT,
    language: str = "zh",
    store: Any = None,
    counts: Mapping[str, int] | None = None,
) -> Made:
    """Make a page.

    Parameters
    ----------
    graph
        Of `network.knowledge_graph`.
    sort
        ``whole``, ``zone``, ``reform``, ``company``, ``article`` or ``compare``.
    names
        The thing the page is about by any of its names; two for ``compare``.
    limit
        The most nodes it may hold.
    language
        ``zh`` or ``en``: the language the interface starts with; the reader can switch.
    store
        Gives an article's page the text; without it the page has only the graph.
    counts
        Of `views.counts.count_shown`, told in the overview of the whole graph; by default those of the store.

    Raises
    ------
    EmptyGraphError, UsageError
        See `choose`.
    """
    selection = choose(graph, sort, names, limit)
    model = build_model(graph, selection)
    text = _text(graph, store, selection, model) if sort == "article" and store is not None else None
    if counts is None and store is not None and sort == "whole":
        counts = count_shown(store)
    figures = figures_of(graph, sort, selection.centers, language)
    html = render(
        model, _titles(graph, selection), language=language, figures=figures, text=text, counts=counts,
        source=source_of(graph),
    )  # fmt: skip
    return Made(html, len(model.nodes), len(model.edges), model.left_out)


def _text(graph: Any, store: Any, selection: select.Selection, model: Any) -> Any:
    """The text of the article that the page is about, its things marked; None where the store has it not."""
    from reformgraph.show.article_text import marked_text, read_article

    found = read_article(store, selection.centers[0])
    if not found:
        return None
    data = graph.nodes[selection.centers[0]]
    source = " · ".join(str(data[key]) for key in ("source", "date", "page") if data.get(key))
    return marked_text(found, model, {node: n for n, node in enumerate(selection.nodes)}, source)
