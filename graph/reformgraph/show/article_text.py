"""The text of an article with its mentions and evidence as marked pieces, for the article's page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from reformgraph.language.white_space import is_blank
from reformgraph.show.model import PageModel
from reformgraph.views.store_rows import merged

_PREFIXES = """PREFIX rg: <https://w3id.org/reformgraph/ns#>
PREFIX schema: <https://schema.org/>
"""
_ARTICLE = """SELECT DISTINCT ?article ?headline ?body ?lines ?page WHERE {
  ?article schema:isPartOf ?page ; schema:articleBody ?body ; rg:bodyLines ?lines .
  OPTIONAL { ?article schema:headline ?headline }
} ORDER BY ?page ?article"""
_TEXT = "SELECT ?text WHERE { ?page rg:text ?text } LIMIT 1"
_MENTIONS = """SELECT DISTINCT ?article ?thing ?spans WHERE {
  GRAPH ?graph { ?article schema:isPartOf ?page . ?mention rg:mentionOf ?thing ; rg:spans ?spans }
}"""

_HEADING = re.compile(r"#{1,6} ")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """Paragraphs of an article, each character with its offset on the page, and what is named where.

    `mentions` are spans on the page with the IRI of the thing, in page order.
    """

    headline: str
    paragraphs: tuple[tuple[str, tuple[int, ...]], ...]
    mentions: tuple[tuple[Span, str], ...]


def _lines(ranges: str) -> list[int]:
    found: list[int] = []
    for part in ranges.split():
        first, _, last = part.partition("-")
        if first.isdigit() and (last or first).isdigit():
            found += range(int(first), int(last or first) + 1)
    return found


def _line_spans(text: str, lines: list[int]) -> list[Span]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [(starts[n - 1], starts[n] - 1) for n in lines if 1 <= n < len(starts)]


def aligned(text: str, lines: list[int], body: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Paragraphs of `body` with the page offset of each character.

    `body` holds the characters of the given lines of `text` in the same order, only white space
    differs; the signs of a Markdown heading are left out. Where it does not hold them, the lines
    themselves are the paragraphs.
    """
    spans = _line_spans(text, lines)
    offsets = [place for start, end in spans for place in range(start, end) if not is_blank(text[place])]
    paragraphs: list[tuple[str, tuple[int, ...]]] = []
    done = 0
    for paragraph in body.split("\n"):
        places: list[int] = []
        for sign in paragraph:
            if is_blank(sign):
                places.append(places[-1] if places else -1)
            elif done < len(offsets) and text[offsets[done]] == sign:
                places.append(offsets[done])
                done += 1
            else:
                return tuple((text[a:b], tuple(range(a, b))) for a, b in spans if text[a:b].strip())
        if places:
            head = _HEADING.match(paragraph)
            first = head.end() if head else 0
            paragraphs.append((paragraph[first:], tuple(places[first:])))
    return tuple(paragraphs)


def read_article(store: Any, article: str) -> ArticleText | None:
    """The article's text out of the store; None when the store has none."""
    return _read(store, article).get(article)


def read_articles(store: Any) -> dict[str, ArticleText]:
    """The texts of all articles by IRI."""
    return _read(store, None)


def _read(store: Any, article: str | None) -> dict[str, ArticleText]:
    only = {"article": article} if article else {}
    same = merged(store)
    mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in store.select(_PREFIXES + _MENTIONS, **only):
        thing = str(row["thing"])
        for part in str(row["spans"]).split():
            start, _, end = part.partition("-")
            if start.isdigit() and end.isdigit():
                mentions[article or str(row["article"])].append(((int(start), int(end)), same.get(thing, thing)))
    found, texts = {}, {}
    for row in store.select(_PREFIXES + _ARTICLE, **only):
        iri, page = article or str(row["article"]), str(row["page"])
        if page not in texts:
            rows = store.select(_PREFIXES + _TEXT, page=page)
            texts[page] = str(rows[0]["text"] or "") if rows else ""
        paragraphs = aligned(texts[page], _lines(str(row["lines"] or "")), str(row["body"] or ""))
        found[iri] = ArticleText(str(row["headline"] or ""), paragraphs, tuple(sorted(mentions[iri])))
    return found


def marked_text(found: ArticleText, model: PageModel, iris: dict[str, int], source: str) -> dict[str, Any]:
    """The text for the page's script: paragraphs of pieces ``[text, node or -1, edges]``.

    `iris` maps the IRI of a node to its number. Where mentions overlap the longer one wins; `edges`
    names the claims, as numbers joined by commas, whose evidence the piece belongs to.
    """
    evidence: dict[Span, list[int]] = defaultdict(list)
    for number, edge in enumerate(model.edges):
        for claim in edge.get("c", ()):
            span = model.claims[claim].get("x")
            if span and number not in evidence[span[0], span[1]]:
                evidence[span[0], span[1]].append(number)
    named = [(span, iris[thing]) for span, thing in found.mentions if thing in iris]
    return {
        "headline": found.headline,
        "from": source,
        "paragraphs": [pieces(text, places, named, dict(evidence)) for text, places in found.paragraphs],
    }


def pieces(
    text: str, places: tuple[int, ...], named: list[tuple[Span, int]], evidence: dict[Span, list[int]]
) -> list[list[Any]]:
    """A paragraph cut where mentions and evidence begin and end: ``[text, number or -1, numbers of evidence]``."""
    node = [-1] * len(text)
    proof: list[tuple[int, ...]] = [()] * len(text)
    for (start, end), number in sorted(named, key=lambda item: (-(item[0][1] - item[0][0]), item[0])):
        first, last = bisect_left(places, start), bisect_left(places, end)
        if first < last and all(one == -1 for one in node[first:last]):
            node[first:last] = [number] * (last - first)
    for (start, end), edges in sorted(evidence.items()):
        for place in range(bisect_left(places, start), bisect_left(places, end)):
            proof[place] = (*proof[place], *edges)
    out: list[list[Any]] = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or node[place] != node[begin] or proof[place] != proof[begin]:
            out.append([text[begin:place], node[begin], ",".join(map(str, dict.fromkeys(proof[begin])))])
            begin = place
    return out
