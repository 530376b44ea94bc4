"""Full-text search of articles: words in, articles out with the passage that holds most of the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from reformgraph.errors import UsageError
from reformgraph.language.search_words import Phrase, places, read_phrases, words_of
from reformgraph.store.base import Store
from reformgraph.views.store_rows import ArticleRow, articles
from reformgraph.views.text_index import find_articles

#: Code points of what is asked, and phrases in it.
LONGEST = 200
MOST_PHRASES = 20
#: Code points of a passage from its first word on, and before it; places of a phrase that are looked at in a text.
_AFTER, _BEFORE, _PLACES = 70, 20, 500
_TEXTS = """SELECT ?article ?kicker ?headline ?body ?text ?bodyLines ?bylineLines ?titleLines ?kickerLines { %s
  ?article schema:isPartOf ?page . ?page rg:text ?text .
  OPTIONAL { ?article rg:kicker ?kicker } OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:articleBody ?body }
  OPTIONAL { ?article rg:bodyLines ?bodyLines } OPTIONAL { ?article rg:bylineLines ?bylineLines }
  OPTIONAL { ?article rg:titleLines ?titleLines } OPTIONAL { ?article rg:kickerLines ?kickerLines } }"""
_AUTHORS = "SELECT ?article ?author { %s ?article schema:author ?author } ORDER BY ?article ?author"
_RANGE = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that holds the words, and a passage of it.

    `field` is body, byline, title or kicker; `hits` are ranges of code points within `snippet`; `start` and `end` are
    the code points of the passage in the text of the page (white space may differ: lines are joined in `snippet`), None
    where it does not stand there in one piece.
    """

    article: str
    headline: str | None
    issued: str | None
    source: str | None
    page: str | None
    field: str
    snippet: str
    hits: tuple[tuple[int, int], ...]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Search:
    """The articles found, the best first; how many hold the words in all; whether an index is kept beside the store."""

    articles: tuple[FoundArticle, ...]
    total: int
    kept: bool


def search(store: Store, asked: str, limit: int = 20) -> Search:
    """Articles whose headline, byline or body hold all words, and phrases in quotation marks.

    Parameters
    ----------
    asked
        Words parted by white space, as in ``标准地 "一枚印章"``; none is an operator.
    limit
        How many articles are told at most.

    Raises
    ------
    UsageError
        If no word is asked for, or too many.
    StoreError
        If the store cannot be read.
    """
    phrases = _read(asked)
    matches = find_articles(store, phrases, limit)
    if not matches.articles:
        return Search((), matches.total, matches.kept)
    named = f"VALUES ?article {{ {' '.join(str(NamedNode(iri)) for iri in matches.articles)} }}"
    told = {str(row["article"]): row for row in store.select(_TEXTS % named)}
    authors: dict[str, list[str]] = {iri: [] for iri in matches.articles}
    for row in store.select(_AUTHORS % named):
        authors[str(row["article"])].append(str(row["author"]))
    rows = articles(store, matches.articles)
    found = (_found(rows[iri], told[iri], authors[iri], phrases) for iri in matches.articles if iri in told)
    return Search(tuple(found), matches.total, matches.kept)


def _read(asked: str) -> list[Phrase]:
    if len(asked) > LONGEST:
        raise UsageError(f"a search is at most {LONGEST} characters long", cure="ask for fewer words")
    phrases = read_phrases(asked)
    if not phrases:
        raise UsageError("there is no word to search for", cure='give words or a "phrase"')
    if len(phrases) > MOST_PHRASES:
        raise UsageError(f"a search is of at most {MOST_PHRASES} words", cure="ask for fewer words")
    return phrases


def _found(
    row: ArticleRow, told: Mapping[str, str | None], authors: Sequence[str], phrases: Sequence[Phrase]
) -> FoundArticle:
    texts = {
        "body": told["body"] or "", "byline": "\n".join(authors), "title": told["headline"] or "",
        "kicker": told["kicker"] or "",
    }  # fmt: skip
    field, hits = _best(texts, phrases)
    text = texts[field]
    start, end = _window(text, hits)
    inside = tuple((a - start, b - start) for a, b in hits if b <= end)
    place = _on_page(str(told["text"]), told[f"{field}Lines"] or "", text[start:end])
    page = row.page_id or row.page_name
    return FoundArticle(
        row.article,
        row.headline,
        row.issued,
        row.source,
        page,
        field,
        text[start:end],
        inside,
        *(place or (None, None)),
    )


def _best(texts: Mapping[str, str], phrases: Sequence[Phrase]) -> tuple[str, list[tuple[int, int]]]:
    """The field and the hits of the passage that holds most of the phrases: the first such, the body before others."""
    best: tuple[int, str, list[tuple[int, int]]] = (0, "title", [])
    for field, text in texts.items():
        words = list(words_of(text))
        hits = sorted(
            (*place, number)
            for number, phrase in enumerate(phrases)
            for place in islice(places(words, phrase), _PLACES)
        )
        for at, (first, _, _) in enumerate(hits):
            line = text.find("\n", first)
            limit = min(first + _AFTER, len(text) if line < 0 else line)
            near = [hit for hit in hits[at : at + _AFTER] if hit[1] <= limit] or [hits[at]]
            if (held := len({number for *_, number in near})) > best[0]:
                best = held, field, sorted({(a, b) for a, b, _ in near})
    return best[1], best[2]


def _window(text: str, hits: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Code points around the hits, within their lines and without white space at the ends."""
    if not hits:
        return 0, min(len(text), _AFTER)
    first, last = hits[0][0], max(end for _, end in hits)
    start = max(first - _BEFORE, text.rfind("\n", 0, first) + 1)
    stop = text.find("\n", last)
    end = min(max(first + _AFTER, last), len(text) if stop < 0 else stop)
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return start, end


def _on_page(text: str, lines: str, passage: str) -> tuple[int, int] | None:
    """Where a passage stands in the given lines of a page, white space passed over."""
    kept = [at for at in _code_points(text, lines) if not text[at].isspace()]
    wanted = "".join(passage.split())
    found = "".join(text[at] for at in kept).find(wanted)
    return None if found < 0 or not wanted else (kept[found], kept[found + len(wanted) - 1] + 1)


def _code_points(text: str, lines: str) -> Iterable[int]:
    """The code points of lines that are told as ``1-3 5``, counted from 1."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for first, last in _RANGE.findall(lines):
        yield from range(starts[int(first) - 1], min(starts[min(int(last or first), len(starts) - 1)], len(text)))
