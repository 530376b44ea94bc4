"""Where many names are printed, in one pass over the text, and which ranges are taken."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

#: Up to so many names are looked for one by one: quicker than making an automaton of them.
_FEW = 12


def occurrences(text: str, names: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """``(name, start, end)`` of every name in a text, the longest where names overlap, in order of the text.

    >>> list(occurrences("甲乙丙，乙", ["乙", "甲乙"]))
    [('甲乙', 0, 2), ('乙', 4, 5)]
    """
    if not names:
        return
    if len(names) <= _FEW:
        yield from _one_by_one(text, names)
        return
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in automaton.find_matches_as_indexes(text):
        yield names[index], start, end


def _one_by_one(text: str, names: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    places: list[tuple[int, int, str]] = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            places.append((start, -start - len(name), name))
            start = text.find(name, start + 1)
    done = 0
    for start, end, name in sorted(places):
        if start >= done:
            done = -end
            yield name, start, done


class Taken:
    """Half-open ranges of a text that do not overlap.

    >>> taken = Taken([(4, 8)])
    >>> taken.add(0, 4), taken.add(3, 5), taken.add(7, 9), taken.add(8, 9)
    (True, False, False, True)
    """

    __slots__ = ("_spans",)

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(set(spans))

    def add(self, start: int, end: int) -> bool:
        """Take a range if no part of it is taken; whether it was free."""
        index = bisect_right(self._spans, (start, end))
        if index and self._spans[index - 1][1] > start:
            return False
        if index < len(self._spans) and self._spans[index][0] < end:
            return False
        insort(self._spans, (start, end))
        return True
