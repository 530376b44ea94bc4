"""Passages of articles that hold searched words: articles found in, parts of a page out."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from reformgraph.show.page_language import plural, say
from reformgraph.show.serve.lookups import Look, time_cell
from reformgraph.show.serve.markup import Markup, tag
from reformgraph.views.text_search import FoundArticle, Search

#: Articles shown at first, and where more are asked for.
FEW, MANY = 20, 200


def passages(look: Look, found: Search, text: str) -> list[object]:
    """The articles, each with its passage; how many there are in all, and the way to more of them."""
    shown = len(found.articles)
    counted = plural(found.total, "{} article holds these words", "{} articles hold these words")
    more = None
    if found.total > shown and shown < MANY:
        more = tag("p", tag("a", say("Show more"), href="/search?" + urlencode({"q": text, "n": MANY})), class_="told")
    elif found.total > shown:
        more = tag("p", say("The first {} are shown.", shown), class_="told")
    return [
        tag("h2", say("In articles")),
        tag("p", counted if found.total else say("No article holds all these words."), class_="told"),
        tag("ol", [_item(look, one) for one in found.articles], class_="passages") if shown else None,
        more,
    ]


def _item(look: Look, one: FoundArticle) -> Markup:
    told = [part for part in (one.source, say(one.field) if one.field != "body" else "") if part]
    return tag(
        "li",
        look.link(one.article, one.headline or None, fragment=_at(one)),
        tag("blockquote", marked(one.snippet, one.hits)),
        tag("p", time_cell(one.issued), [(" · ", part) for part in told], class_="told"),
    )


def _at(one: FoundArticle) -> str:
    """The fragment that has a browser scroll to the first of the hits and mark it."""
    if one.field != "body" or not one.hits:
        return ""
    start, end = one.hits[0]
    return "#:~:text=" + quote(one.snippet[start:end], safe="").replace("-", "%2D")


def marked(snippet: str, hits: Sequence[tuple[int, int]]) -> list[object]:
    """A passage with its hits marked; those that overlap are marked as one."""
    made: list[object] = []
    at = 0
    for start, end in joined(hits):
        made += [snippet[at:start], tag("mark", snippet[start:end])]
        at = end
    return [*made, snippet[at:]]


def joined(hits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in their order, those that overlap or touch as one.

    >>> joined([(4, 6), (0, 2), (5, 9)])
    [(0, 2), (4, 9)]
    """
    made: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made
