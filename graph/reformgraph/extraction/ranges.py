"""Ranges of a text, kept in order so that an overlap is found at once."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable


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
