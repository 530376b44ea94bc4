"""Draws the pages: by the kind of thing an IRI names, or by the view asked for; also as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox

from reformgraph.iri import DCT, prefixes
from reformgraph.show.page_language import Speech, kept, say, speaking
from reformgraph.show.serve import answer_pages as answers
from reformgraph.show.serve import text_pages as texts
from reformgraph.show.serve import thing_pages as things
from reformgraph.show.serve.lookups import Look, local
from reformgraph.show.serve.markup import Markup, address, page, table, tag
from reformgraph.show.serve.search_page import search_page
from reformgraph.sparql.run_query import GRAPH_FORMATS, used_prefixes
from reformgraph.store import Store

_MOST_TRIPLES = 20_000
_MOST_INCOMING = 200
_REPLACED = ox.NamedNode(DCT + "isReplacedBy")
_DRAWN: Mapping[str, Callable[[Look, str], list[object]]] = {
    "zone": things.actor,
    "place": things.actor,
    "organ": things.actor,
    "reform": things.reform,
    "company": things.company,
    "adoption": things.adoption,
    "article": texts.article,
    "page": texts.source,
    "claim": texts.claim,
}


class Drawn(NamedTuple):
    """A page: status of the answer, body, and for status 301 the address where to look instead."""

    status: int
    body: bytes
    location: str = ""


def render(store: Store, base: str, request: Mapping[str, Any]) -> Drawn:
    """A page.

    Parameters
    ----------
    request
        `view`, `rest` (what follows the view in the address), `given` (parameters) and `form`; `language`, `asked`
        and `here` as in `Speech`.

    Raises
    ------
    UsageError
        If a question or a format does not exist.
    """
    speech = Speech(request.get("language", "zh"), request.get("asked", False), request.get("here", "/"))
    with speaking(speech):
        return _drawn(Look(store, base), request)


def _drawn(look: Look, request: Mapping[str, Any]) -> Drawn:
    base, given, form = look.base, [tuple(pair) for pair in request["given"]], request["form"]
    match request["view"]:
        case "home":
            from reformgraph.show.serve.home_page import home

            return Drawn(200, home(look))
        case "questions":
            return Drawn(200, answers.listing(form))
        case "question":
            return Drawn(200, answers.asked(look, request["rest"], given, form))
        case "ask":
            from reformgraph.show.serve.ask_page import ask_page

            return Drawn(200, ask_page(look, given, form))
        case "trace":
            from reformgraph.show.serve.trace_page import trace_page

            return Drawn(200, trace_page(look, given, form))
        case "search":
            return Drawn(200, search_page(look, given, form))
        case "map" | "charts":
            from reformgraph.show.serve.view_pages import charts_page, map_page

            return Drawn(200, (map_page if request["view"] == "map" else charts_page)(look, given, form))
        case "provinces":
            from reformgraph.show.serve.province_pages import provinces_page

            return Drawn(200, provinces_page(look))
        case "graph":
            from reformgraph.show.serve.graph_view import graph_view

            return Drawn(200, graph_view(look, given))
        case "compare":
            from reformgraph.show.serve.compare_page import compare_page

            return Drawn(200, compare_page(look, given))
        case "result":
            from reformgraph.show.serve.result_page import result_page

            return Drawn(200, result_page(look, given, form))
        case "review":
            from reformgraph.show.serve.review_page import review_page

            writes = bool(request.get("writes"))
            return Drawn(200, review_page(look, given, request.get("decisions"), writes=writes))
        case "editor":
            return Drawn(200, editor())
    iri = base + request["rest"] if request["rest"] else next((value for key, value in given if key == "iri"), "")
    return resource(look, iri, form, explicit=("format", form) in given)


def resource(look: Look, iri: str, form: str, *, explicit: bool = False) -> Drawn:
    """The page or the data of a thing; 404 where the store knows nothing of it, 301 where another replaces it.

    `explicit` says that the form was asked for in the address, and so belongs in that of what replaces it.
    """
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return Drawn(404, _unknown(iri, form))
    about = list(dict.fromkeys(quad.triple for quad, _ in zip(look.store.quads(subject=node), range(_MOST_TRIPLES))))  # noqa: B905
    replacing = [triple.object.value for triple in about if triple.predicate == _REPLACED]  # type: ignore[union-attr]
    if replacing:
        return _moved(look, replacing[0], form if explicit else "")
    whole = _graph(look, iri)
    incoming = look.rows(f"SELECT DISTINCT ?from ?by {{ ?from ?by ?thing }} LIMIT {_MOST_INCOMING}", thing=iri)
    if not about and not whole and not incoming:
        return Drawn(404, _unknown(iri, form))
    if form != "html":
        return Drawn(200, _data(look, whole or about, form))
    kind = iri[len(look.base) :].partition("/")[0] if iri.startswith(look.base) else ""
    drawn = _DRAWN[kind](look, iri) if kind in _DRAWN and about else [tag("h1", look.label(iri))]
    shown = page(
        look.label(iri),
        drawn,
        tag(
            "details",
            tag("summary", say("All properties")),
            _properties(look, iri, incoming),
            open=None if kind in _DRAWN else "open",
        ),
        tag(
            "p",
            tag("code", iri),
            " ",
            [
                (tag("a", name, href=_as(look, iri, way)), " ")
                for name, way in (("Turtle", "ttl"), ("JSON-LD", "jsonld"))
            ],
            class_="ask",
        ),
    )
    return Drawn(200, shown)


def _moved(look: Look, iri: str, form: str) -> Drawn:
    """Where a thing is told of that replaces another."""
    where = _as(look, iri, form) if form else address(look.base, iri)
    body = page(say("Merged"), tag("h1", say("Merged into "), tag("a", look.label(iri), href=where)))
    return Drawn(301, body, kept(where))


def _graph(look: Look, iri: str) -> list[ox.Triple]:
    """What a named graph holds, nothing where the IRI names none."""
    return [quad.triple for quad, _ in zip(look.store.quads(graph=iri), range(_MOST_TRIPLES))]  # noqa: B905


def _as(look: Look, iri: str, form: str) -> str:
    where = address(look.base, iri)
    return f"{where}{'&' if '?' in where else '?'}format={form}"


def _properties(look: Look, iri: str, incoming: list[dict[str, str | None]]) -> list[object]:
    rows = []
    for predicate, terms in look.of(iri).items():
        shown: list[object] = []
        for term in terms[:100]:
            shown += [tag("br"), look.term(term)] if shown else [look.term(term)]
        more = say(" … ({} in all)", len(terms)) if len(terms) > 100 else None
        rows.append((look.link(predicate, _short(look, predicate)), [*shown, more]))
    made: list[object] = [table(map(say, ("Property", "Value")), rows)] if rows else []
    if incoming:
        back = sorted((str(row["by"]), str(row["from"])) for row in incoming)
        links = [(look.link(by, _short(look, by)), look.link(subject)) for by, subject in back]
        made += [tag("h2", say("What points at it")), table(map(say, ("Property", "Thing")), links)]
    return made


def _short(look: Look, iri: str) -> str:
    for prefix, space in prefixes(look.base).items():
        if iri.startswith(space) and len(iri) > len(space):
            return f"{prefix}:{iri[len(space) :]}"
    return iri


def _data(look: Look, triples: list[ox.Triple], form: str) -> bytes:
    known = used_prefixes(triples, prefixes(look.base)) if form in ("ttl", "jsonld", "rdfxml") else None
    return ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes=known) or b""


def _unknown(iri: str, form: str) -> bytes:
    if form != "html":
        return b""
    name = local(iri)
    again = tag("a", say("Find {}", name), href="/search?" + urlencode({"q": name}, errors="replace"))
    return page(
        say("Not there"),
        tag("h1", say("The graph holds no such thing")),
        tag("p", say("It may bear another name now, or its page was taken out of the store.")),
        tag("p", again, " · ", tag("a", say("Home"), href="/"), class_="ask"),
        tag("p", tag("code", iri), class_="told"),
    )


def _views_button() -> Markup:
    """Leads to the result of the query in the editor, in all views that it allows."""
    words = say("Show as table, graph, map, timeline or bars")
    return tag("p", tag("button", words, id="as-views", type="button"), class_="bar")


def editor() -> bytes:
    """The query page."""
    return page(
        say("SPARQL query"),
        tag("h1", say("SPARQL query")),
        tag(
            "div",
            tag(
                "label",
                say("Questions"),
                " ",
                tag("select", tag("option", say("put one into the editor …"), value=""), id="examples"),
            ),
            tag("span", say("names in the results can be opened; Ctrl+Enter runs the query"), class_="told"),
            class_="bar",
        ),
        _views_button(),
        tag("div", id="yasgui"),
        tag(
            "noscript",
            say("The query page needs JavaScript; there are the questions, too, and the command reformgraph query."),
        ),
        tag("p", tag("a", say("Licences of the editor"), href="/assets/yasgui-licenses.txt"), class_="told"),
        current="/sparql",
        scripts=("yasgui.min.js", "query.js"),
        styles=("yasgui.min.css",),
    )
