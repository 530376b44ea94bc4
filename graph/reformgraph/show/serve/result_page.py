"""The page of the result of any query: a look at the store and a query in, a page or an SVG out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from reformgraph.chinese_messages import told
from reformgraph.errors import ReformGraphError, UsageError
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import form, page, tag
from reformgraph.show.serve.result_table import Result, read_result
from reformgraph.show.serve.result_views import SHOWN, result_html, saved
from reformgraph.sparql.run_query import evaluate


def result_page(look: Look, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """The answer to the parameter `query`, in all views that it allows.

    Where `way` is ``svg`` or ``gexf``, it is one of them (`view`) as a file.

    Raises
    ------
    QueryError
        A file is asked for, and the query is malformed or refused; the page tells it itself.
    UsageError
        The answer has no such view.
    """
    asked = dict(given)
    text = asked.get("query", "").strip()
    title = say("Result")
    if way in ("svg", "gexf"):
        made = saved(look, _result(look, text), title, asked.get("view", ""), way)
        if made is None:
            cure = "open its page: it names the views there are"
            raise UsageError(f"this answer has no view “{asked.get('view', '')}”", cure=cure)
        return made
    try:
        shown = result_html(look, _result(look, text), title, {"query": text}) if text else []
        fault = ""
    except ReformGraphError as refusal:
        shown, fault = [], told(refusal, language())
    again = urlencode({"query": text}, errors="replace")
    ways = [
        (tag("a", one.upper(), href=f"/sparql?{again}&format={one}"), " ") for one in ("csv", "json", "ttl") if text
    ]
    share = tag("a", say("Link to this view"), href=f"?{again}", class_="share")
    area = tag("textarea", text, name="query", rows=8, aria_label="SPARQL", spellcheck="false")
    return page(
        title,
        tag("h1", title),
        form(area, tag("button", say("Search")), class_="asking", action="/result"),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        shown,
        tag("p", say("Download: "), ways, share, class_="ask") if text and not fault else None,
        current="/sparql",
        scripts=("views.js",),
    )


def _result(look: Look, text: str) -> Result:
    return read_result(look, evaluate(look.store, text, base=look.base, rows=SHOWN))
