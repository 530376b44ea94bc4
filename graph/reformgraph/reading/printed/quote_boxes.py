"""Where a quotation stands on the paper: the sheets and rectangles that its printed lines cover.

Comes in: the regions of a page and a range of its text. Goes out: rectangles in reading order, lines under one
another in one, so that a quotation over two columns has two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.records import Region, Span
from reformgraph.values import Offset

#: Lines nearer than this, in heights of a line, are of one rectangle.
_NEAR = 1.5


class QuoteBox(NamedTuple):
    """A rectangle on a sheet (from 1), in points from its upper left corner."""

    sheet: int
    left: float
    top: float
    width: float
    height: float

    @property
    def fragment(self) -> str:
        """What leads to it behind the address of a PDF (RFC 3778).

        >>> QuoteBox(3, 72.0, 120.5, 200.0, 36.0).fragment
        'page=3&viewrect=72,120.5,200,36'
        """
        return f"page={self.sheet}&viewrect={','.join(f'{value:g}' for value in self[1:])}"


def quote_boxes(regions: Sequence[Region], span: Span) -> tuple[QuoteBox, ...]:
    """Rectangles of a range of the text; empty where nothing tells where it is printed.

    The signs of a line are taken to be of one width, as Chinese ones are.
    """
    start, end = span
    place = bisect_right(regions, start, key=lambda region: region.end)
    joined: list[Region] = []
    while place < len(regions) and regions[place].start < end:
        part = _clipped(regions[place], start, end)
        if joined and _under(joined[-1], part):
            above = joined.pop()
            left, right = min(above.left, part.left), max(above.right, part.right)
            part = Region(above.start, part.end, part.sheet, left, above.top, right, part.bottom)
        joined.append(part)
        place += 1
    return tuple(_box(part) for part in joined)


def _clipped(region: Region, start: Offset, end: Offset) -> Region:
    """The part of a line that stands in a range."""
    width = (region.right - region.left) / max(1, region.end - region.start)
    first, last = max(region.start, start), min(region.end, end)
    left, right = (region.left + width * (place - region.start) for place in (first, last))
    return region._replace(start=first, end=last, left=left, right=right)


def _under(above: Region, line: Region) -> bool:
    """Whether a line stands right under a rectangle; a line that begins left of a short end does, too."""
    height = line.bottom - line.top
    near = -height < line.top - above.bottom < _NEAR * height
    return above.sheet == line.sheet and near and line.left - above.right < 2 * height


def _box(part: Region) -> QuoteBox:
    left, top = round(part.left, 1), round(part.top, 1)
    return QuoteBox(part.sheet, left, top, round(part.right - left, 1), round(part.bottom - top, 1))
