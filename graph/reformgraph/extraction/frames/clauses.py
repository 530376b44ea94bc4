"""Sentences and clauses around a place of the flow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of

# A half-width comma between digits by threes is a thousands mark.
# Both begin with a plain set of characters: so most of a text is passed over at once.
_CLAUSE_END = re.compile(r"[，；：:;,](?:(?<!,)|(?<!\d,)|(?!\d{3}))")
#: Who has to do it, and by when, in a bracket behind an item: （责任单位：市财政局；完成时限：2025年底前）.
DUTIES = re.compile(
    r"[（(〔【](?:(?:" + any_of("duty_openings") + r")[^（）()〔〕【】\n]{0,300}"
    r"|[^（）()〔〕【】。\n]{2,80}(?:" + any_of("duty_verbs") + r")[^（）()〔〕【】。\n]{0,60})[）)〕】]"
)
# …… before Chinese text ends a sentence as 。 does: 工人正在施工……某某高新区推行标准地.
_FULL_STOP = re.compile(r"[。！？!?\n…](?:(?<=\n)|(?<=……)(?=[\u4e00-\u9fff])|(?<![\n…])[”’）)]*)")
_LONGEST = 800
_LONGEST_CLAUSE = 240
_QUOTE = re.compile(r"“[^“”\n]{1,400}”")
_TITLE = re.compile(r"《[^《》\n]{1,200}》")


class Sentence:
    """A sentence up to 。！？ or the paragraph's end, with its clauses (ended by ，；：) and quotations.

    Positions are those of the flow; `paragraph` is the index of the paragraph it stands in. Clauses and
    quotations are read when they are first asked for, as most sentences tell of no reform. `subjects` keeps
    what `subjects.is_subject` has told of the actors in it, by where they begin.
    """

    __slots__ = ("_clauses", "_quotes", "_starts", "_text", "_titles", "end", "paragraph", "start", "subjects")

    def __init__(self, text: str, start: int, end: int, paragraph: int) -> None:
        self.start, self.end, self.paragraph = start, end, paragraph
        self.subjects: dict[int, bool] = {}
        self._text = text
        self._clauses: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._quotes: list[tuple[int, int]] | None = None
        self._titles: list[tuple[int, int]] | None = None

    @property
    def clauses(self) -> Sequence[tuple[int, int]]:
        """Ranges of its clauses, closing signs included."""
        if not self._clauses:
            self._clauses = _clauses(self._text, self.start, self.end)
            self._starts = [start for start, _ in self._clauses]
        return self._clauses

    @property
    def quotes(self) -> Sequence[tuple[int, int]]:
        """Ranges of its quotations, marks included."""
        if self._quotes is None:
            self._quotes = [found.span() for found in _QUOTE.finditer(self._text, self.start, self.end)]
        return self._quotes

    @property
    def titles(self) -> Sequence[tuple[int, int]]:
        """Ranges of the titles of documents in it, marks included."""
        if self._titles is None:
            self._titles = [found.span() for found in _TITLE.finditer(self._text, self.start, self.end)]
        return self._titles

    def clause_index(self, position: int) -> int:
        """Index of the clause that holds a position."""
        index = bisect_right(self._starts or [start for start, _ in self.clauses], position)
        return index - 1 if index else 0

    def clause(self, position: int) -> tuple[int, int]:
        """Range of the clause that holds a position, its closing sign included."""
        return self.clauses[self.clause_index(position)]

    def quote_at(self, position: int) -> tuple[int, int] | None:
        """The quotation that holds a position, marks included."""
        return _holding(self.quotes, position)

    def title_at(self, position: int) -> tuple[int, int] | None:
        """The title of a document that holds a position, marks included."""
        return _holding(self.titles, position)


def _holding(ranges: Sequence[tuple[int, int]], position: int) -> tuple[int, int] | None:
    return next((one for one in ranges if one[0] <= position < one[1]), None)


def read_sentences(flow: Flow) -> list[Sentence]:
    """All sentences of the flow in text order."""
    sentences = []
    for index, paragraph in enumerate(flow.paragraphs):
        start: int = paragraph.start
        for stop in _FULL_STOP.finditer(flow.text, paragraph.start, paragraph.end + 1):
            duties = DUTIES.match(flow.text, stop.end(), paragraph.end)
            end = min(duties.end() if duties else stop.end(), paragraph.end)
            if end > start:
                sentences += _pieces(flow.text, start, end, index)
            start = max(start, end)
        if start < paragraph.end:
            sentences += _pieces(flow.text, start, paragraph.end, index)
    return sentences


def _pieces(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The sentence, cut where it is longer than any that people write, so that each is read in bounded time."""
    cuts = [*range(start, end, _LONGEST), end]
    return [Sentence(text, first, last, paragraph) for first, last in pairwise(cuts)]


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
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
    return clauses
