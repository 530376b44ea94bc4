"""Who wrote articles and where they stood: IRIs of articles in, a row for each out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pyoxigraph import NamedNode

from reformgraph.ask.answer import AnswerRow
from reformgraph.ask.english_question import ways
from reformgraph.ask.wording import Wording
from reformgraph.extraction.names.persons import COMPOUND, SURNAMES
from reformgraph.store.base import Store
from reformgraph.views import store_rows

_SOURCE_ASKED = re.compile(r"媒体|来源|出处|哪家(?:报|网)|paper|source|outlet|publish", re.I)
_AUTHORS = """SELECT ?article ?author { VALUES ?article { %s } GRAPH ?graph { ?article schema:author ?author } }
ORDER BY ?article ?author"""

_PAGE = """SELECT ?text ?title ?kicker ?byline ?body { VALUES ?article { %s }
  ?article schema:isPartOf ?page . ?page rg:text ?text . OPTIONAL { ?article rg:titleLines ?title }
  OPTIONAL { ?article rg:kickerLines ?kicker } OPTIONAL { ?article rg:bylineLines ?byline }
  OPTIONAL { ?article rg:bodyLines ?body } } LIMIT 1"""
_RANGE = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)
#: One name and more; whether they are names is seen by their surnames.
_NAMES = "(?P<who>[一-鿿]{2,4}(?:[ 　、，,]{1,2}[一-鿿]{2,4}){0,3})"


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
    """The line of an article that is printed like a byline, empty where none is; shown where none was read.

    Another article on the page has a byline of its own, and 记者从…了解到 of running text names nobody.
    """
    for row in store.select(_PAGE % NamedNode(article)):
        lines = str(row["text"]).split("\n")
        for number in _own_lines(*(str(row[part] or "") for part in ("title", "kicker", "byline", "body"))):
            if number <= len(lines) and (found := byline_in(lines[number - 1])):
                return found
    return ""


def _own_lines(*ranges: str) -> list[int]:
    """Numbers of lines of `1-2 5`, in their order."""
    found = (match.groups() for one in ranges for match in _RANGE.finditer(one))
    return sorted({number for first, last in found for number in range(int(first), int(last or first) + 1)})


def byline_in(line: str) -> str:
    """What of a line is printed like a byline, empty where nothing is.

    >>> byline_in("……开工。（记者 张晓明）"), byline_in("记者从第五届年会了解到，")
    ('（记者 张晓明）', '')
    """
    line = line.strip()
    for pattern in _signs():
        if (found := pattern.fullmatch(line)) is not None and _named(found["who"]):
            front = max(line.rfind(sign, 0, found.start("who")) for sign in "（(【")
            return line[max(front, 0) :]
    return ""


def _named(who: str) -> bool:
    names = re.split("[ 　、，,]+", who)
    return all(name[:1] in SURNAMES or name[:2] in COMPOUND for name in names)


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[0].replace("NAMES", _NAMES)) for row in ways("byline_signs.tsv"))
