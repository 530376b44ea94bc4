"""Ranges of a text, kept in order so that an overlap is found at once."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Ranges:
    """Ranges already named."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._longest = max((end - start for start, end in self._ranges), default=0)

    def add(self, start: int, end: int) -> None:
        """Take a range too."""
        insort(self._ranges, (start, end))
        self._longest = max(self._longest, end - start)

    def inside(self, start: int, end: int) -> list[tuple[int, int]]:
        """Ranges that overlap a range."""
        low = bisect_left(self._ranges, (start - self._longest, 0))
        high = bisect_left(self._ranges, (end, 0))
        return [(first, last) for first, last in self._ranges[low:high] if start < last]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any range overlaps a range."""
        return bool(self.inside(start, end))


class _Placed(Protocol):
    """What begins somewhere."""

    @property
    def start(self) -> int:
        """Position in the flow."""


_One = TypeVar("_One", bound=_Placed)
_start = attrgetter("start")


def beginning_in(ones: Sequence[_One], start: int, end: int) -> Sequence[_One]:
    """Those, given in text order, that begin in a range: a table of thousands of rows asks for each of its cells."""
    return ones[bisect_left(ones, start, key=_start) : bisect_left(ones, end, key=_start)]
