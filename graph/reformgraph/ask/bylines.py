"""Who wrote articles and where they stood: IRIs of articles in, a row for each out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pyoxigraph import NamedNode

from reformgraph.ask.answer import AnswerRow
from reformgraph.ask.english_question import ways
from reformgraph.ask.wording import Wording
from reformgraph.store.base import Store
from reformgraph.views import store_rows

_SOURCE_ASKED = re.compile(r"媒体|来源|出处|哪家(?:报|网)|paper|source|outlet|publish", re.I)
_AUTHORS = """SELECT ?article ?author { VALUES ?article { %s } GRAPH ?graph { ?article schema:author ?author } }
ORDER BY ?article ?author"""

_PAGE = "SELECT ?text { VALUES ?article { %s } ?article schema:isPartOf ?page . ?page rg:text ?text } LIMIT 1"


def byline_rows(store: Store, articles: Sequence[str], question: str, say: Wording) -> tuple[AnswerRow, ...]:
    """Headline, authors, source and date of articles in their order; the source is told where it is asked for."""
    by: dict[str, list[str]] = {}
    for row in store.select(_AUTHORS % " ".join(str(NamedNode(iri)) for iri in articles)):
        by.setdefault(str(row["article"]), []).append(str(row["author"]))
    told, rows = store_rows.articles(store, articles), []
    for iri in articles:
        if (one := told.get(iri)) is None:
            continue
        who = "、".join(by.get(iri, ())) or say("没有读出署名", "no byline read")
        paper = one.source or say("来源未注明", "no source known")
        what = f"{paper}、{who}" if _SOURCE_ASKED.search(question) else who
        title = one.headline or say("无标题", "no headline")
        quote = title if iri in by else _line(store, iri) or title
        rows.append(AnswerRow(what, quote, one.source or "", one.issued, title, one.page_name or ""))
    return tuple(rows)


def _line(store: Store, article: str) -> str:
    """What the page prints like a byline, empty where nothing does; shown where none was read."""
    text = "".join(str(row["text"]) for row in store.select(_PAGE % NamedNode(article)))
    found = (pattern.search(text) for pattern in _signs())
    return next((one.group().strip() for one in found if one), "")


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[0]) for row in ways("byline_signs.tsv"))
