"""Quotations of figures that stand outside the quotation of their claim: places on pages in, sentences out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from reformgraph.language.white_space import squeezed
from reformgraph.store.base import Store

#: Where a sentence begins or ends: 。！？；, an empty line, the bar of a table.
_BREAK = re.compile(r"[。！？；|]|\n\s*\n")
#: Characters that a quotation has at most on either side of its figure.
_LONGEST = 200
_TEXTS = "SELECT ?page ?text { VALUES ?page { %s } ?page rg:text ?text }"


@dataclass(frozen=True, slots=True)
class FigureQuote:
    """A sentence that holds a figure: code points of the text of the page, and the text without white space."""

    start: int
    end: int
    text: str


def holds(quote: str, figure: str) -> bool:
    """Whether a quotation prints a figure, white space apart."""
    return squeezed(figure) in squeezed(quote)


def figure_quotes(store: Store, places: Iterable[tuple[str, int, str]]) -> Mapping[tuple[str, int], FigureQuote]:
    """The sentences around figures.

    Parameters
    ----------
    places
        IRI of the page, code point at which the figure begins, the figure as printed.

    Returns
    -------
    Mapping
        Page and code point to the sentence; places that the page does not hold are left out.
    """
    wanted = sorted(set(places))
    pages = sorted({str(NamedNode(page)) for page, _, _ in wanted})
    texts = {str(row["page"]): str(row["text"]) for row in store.select(_TEXTS % " ".join(pages))} if pages else {}
    found = {}
    for page, start, printed in wanted:
        if (quote := sentence_around(texts.get(page, ""), start, printed)) is not None:
            found[page, start] = quote
    return found


def sentence_around(text: str, start: int, printed: str) -> FigureQuote | None:
    """The sentence that holds a figure, None where it does not stand there.

    >>> sentence_around("推行标准地。出让3宗，\\n共90亩；还有别的。", 9, "3宗").text
    '出让3宗，共90亩；'
    """
    end = _end_of(text, start, printed)
    if end is None:
        return None
    first = max([found.end() for found in _BREAK.finditer(text, max(0, start - _LONGEST), start)], default=0)
    first = max(first, start - _LONGEST)
    behind = _BREAK.search(text, end, min(len(text), end + _LONGEST))
    last = min(len(text), end + _LONGEST) if behind is None else behind.end()
    while first < start and text[first].isspace():
        first += 1
    while last > end and (text[last - 1].isspace() or text[last - 1] == "|"):
        last -= 1
    return FigureQuote(first, last, squeezed(text[first:last]))


def _end_of(text: str, start: int, printed: str) -> int | None:
    """Where a figure ends on the page, white space inside it passed over."""
    wanted, at = squeezed(printed), start
    for sign in wanted:
        while at < len(text) and not squeezed(text[at]):
            at += 1
        if at >= len(text) or text[at] != sign:
            return None
        at += 1
    return at if wanted else None
