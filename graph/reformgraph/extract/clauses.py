"""Sentences and clauses around a place of the flow."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from reformgraph.text import Flow

# A half-width comma between digits by threes is a thousands mark.
# Both begin with a plain set of characters: so most of a text is passed over at once.
_CLAUSE_END = re.compile(r"[，；：:;,](?:(?<!,)|(?<!\d,)|(?!\d{3}))")
_FULL_STOP = re.compile(r"[。！？!?\n](?:(?<=\n)|[”’）)]*)")
_LONGEST = 800
_LONGEST_CLAUSE = 240
_QUOTE = re.compile(r"“[^“”\n]{1,400}”")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence up to 。！？ or the paragraph's end, with its clauses (ended by ，；：) and quotations.

    Positions are those of the flow; `paragraph` is the index of the paragraph it stands in.
    """

    start: int
    end: int
    paragraph: int
    clauses: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[int, int], ...]

    def clause_index(self, position: int) -> int:
        """Index of the clause that holds a position."""
        index = bisect_right(self.clauses, (position, self.end + 1))
        return index - 1 if index else 0

    def clause(self, position: int) -> tuple[int, int]:
        """Range of the clause that holds a position, its closing sign included."""
        return self.clauses[self.clause_index(position)]

    def quote_at(self, position: int) -> tuple[int, int] | None:
        """The quotation that holds a position, marks included."""
        for quote in self.quotes:
            if quote[0] <= position < quote[1]:
                return quote
        return None


def read_sentences(flow: Flow) -> list[Sentence]:
    """All sentences of the flow in text order."""
    sentences = []
    for index, paragraph in enumerate(flow.paragraphs):
        start = paragraph.start
        for stop in _FULL_STOP.finditer(flow.text, paragraph.start, paragraph.end + 1):
            end = min(stop.end(), paragraph.end)
            if end > start:
                sentences += _pieces(flow.text, start, end, index)
            start = end
        if start < paragraph.end:
            sentences += _pieces(flow.text, start, paragraph.end, index)
    return sentences


def _pieces(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The sentence, cut where it is longer than any that people write, so that each is read in bounded time."""
    cuts = [*range(start, end, _LONGEST), end]
    return [_sentence(text, first, last, paragraph) for first, last in pairwise(cuts)]


def _sentence(text: str, start: int, end: int, paragraph: int) -> Sentence:
    clauses, begin = [], start
    for sign in _CLAUSE_END.finditer(text, start, end):
        stop = sign.end()
        while stop - begin > _LONGEST_CLAUSE:
            clauses.append((begin, begin + _LONGEST_CLAUSE))
            begin += _LONGEST_CLAUSE
        clauses.append((begin, stop))
        begin = stop
    while end - begin > _LONGEST_CLAUSE:
        clauses.append((begin, begin + _LONGEST_CLAUSE))
        begin += _LONGEST_CLAUSE
    if begin < end or not clauses:
        clauses.append((begin, end))
    quotes = tuple(found.span() for found in _QUOTE.finditer(text, start, end))
    return Sentence(start, end, paragraph, tuple(clauses), quotes)
