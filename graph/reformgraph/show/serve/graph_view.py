"""The graph of the whole store as a page of `serve`: a look at it and filters in, the page of `show.graph` out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reformgraph.chinese_messages import told as told_fault
from reformgraph.errors import UsageError
from reformgraph.show.graph.make_page import source_of
from reformgraph.show.graph.render import Frame, render
from reformgraph.show.graph.selection import whole
from reformgraph.show.model import build_model
from reformgraph.show.page_language import asked_language, language, other_language, say
from reformgraph.show.serve.adoption_field import Field, read_field
from reformgraph.show.serve.drawn_graph import drawn_graph
from reformgraph.show.serve.facets import (
    FACETS,
    NAMES,
    chosen,
    chosen_words,
    filter_fields,
    filter_form,
    province_fault,
)
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import LANGUAGE_NAMES, LANGUAGE_TAGS, MENU, page, tag
from reformgraph.show.serve.view_pages import counted, ways
from reformgraph.show.templates import fill
from reformgraph.views.counts import count_shown

#: Nodes of the graph: those with most links, as many as a worker lays out in some seconds.
_NODES = 600
_TITLES = ("开发区改革知识图谱", "Reforms of development zones")


def graph_view(look: Look, given: Sequence[tuple[str, str]]) -> bytes:
    """The records that fit the filters as a graph that is moved and clicked; a plain page where none fits."""
    asked = chosen(given)
    try:
        field, fault = read_field(look, asked), ""
    except UsageError as refusal:
        field, fault = Field(look, [], []), told_fault(refusal, language())
    if not field.kept:
        if not fault and (missed := province_fault(asked)):
            fault = told_fault(missed, language())
        return _nothing(look, field, asked, fault)
    graph = drawn_graph(field, quoted=True)
    model = build_model(graph, whole(graph, _NODES))
    named = [name for name in (*NAMES, *FACETS) if name in asked]
    other, there = other_language()
    strip = fill(
        "served_strip.html", menu=MENU, current="/graph", asked=asked_language(), other=other, there=there,
        names=LANGUAGE_NAMES, tags=LANGUAGE_TAGS, chosen=chosen_words(look, asked), told=counted(field),
        ways=ways(asked, "/graph"), fields=filter_fields(look, [one.facets for one in field.all], asked, "/graph"),
    )  # fmt: skip
    html = render(
        model, _TITLES, language=language(), source=source_of(graph),
        counts=None if named else count_shown(look.store), frame=Frame(strip, look.base, "/id/"),
    )  # fmt: skip
    return html.encode("utf-8", "replace")


def _nothing(look: Look, field: Field, asked: dict[str, str], fault: str) -> bytes:
    rows: list[Any] = [one.facets for one in field.all]
    return page(
        say("Graph"),
        tag("h1", say("Graph")),
        ways(asked, "/graph"),
        filter_form(look, rows, asked, "/graph"),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", say("No record fits: relax the conditions above.")) if not fault else None,
        current="/graph",
    )
