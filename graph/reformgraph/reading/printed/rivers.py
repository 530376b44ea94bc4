"""White rivers of a sheet: gaps that run down through several lines at one place, as those between columns do.

In solid Chinese setting no gap stands under a gap but between columns, however ragged their edges are; so rivers
are found without knowing how wide the columns are, and in whatever order the sheet was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.reading.printed.glyphs import Glyph

#: Least width of a river, in type sizes, where marks that hang over the edge of a column narrow it.
_NARROWEST = 0.2
#: Width that it has beside most lines, and least number of lines beside it.
_WIDE, _LINES = 0.62, 3
#: A river beside two lines only is this wide beside both.
_SHORT = 1.2
#: Signs farther away than this belong to other columns.
_NEAR = 3.0
#: Most rivers that are followed at once; a sheet of ten columns has some sixty.
_MOST = 400


class River(NamedTuple):
    """A white rectangle: its edges from left to right, and its first and last row."""

    left: float
    right: float
    first: int
    last: int


class _Gap(NamedTuple):
    """A gap beside the rows since `first`, with the numbers of rows that have signs near its left and its right.

    `narrow` counts the rows beside which it is no wider than a gap inside a line; `last` is the last other one. It
    begins and ends beside others: a space in a byline over two columns is no part of the river between them.
    """

    left: float
    right: float
    first: int
    lefts: int = 0
    rights: int = 0
    narrow: int = 0
    last: int = -1

    @property
    def parts(self) -> int:
        """How many rows it surely parts from others."""
        return min(self.lefts, self.rights)


def find_rivers(rows: Sequence[Sequence[Glyph]], size: float) -> list[River]:
    """Rivers between the signs of rows, which are from top to bottom and each from left to right.

    `size` is the type size of the running text.
    """
    if not rows:
        return []
    left = min(glyph.x0 for row in rows for glyph in row) - size
    right = max(glyph.x1 for row in rows for glyph in row) + size
    flowing: list[_Gap] = []
    found: list[River] = []
    for number, row in enumerate(rows):
        gaps = _gaps(row, left, right)
        going: dict[tuple[float, float], _Gap] = {}
        for river in flowing:
            kept = False
            for gap in gaps:
                cut = river._replace(left=max(river.left, gap[0]), right=min(river.right, gap[1]))
                if cut.right - cut.left < _NARROWEST * size:
                    continue
                kept = kept or (cut.left == river.left and cut.right == river.right)
                _add(going, _beside(cut, gap, number, size))
            if not kept:
                _close(found, river, size)
        for gap in gaps:
            begun = _beside(_Gap(gap[0], gap[1], number), gap, number, size)
            if gap[1] - gap[0] >= _NARROWEST * size and not begun.narrow:
                _add(going, begun)
        flowing = sorted(going.values(), key=lambda gap: (gap.first, gap.left))[:_MOST]
    for river in flowing:
        _close(found, river, size)
    return found


_White = tuple[float, float, bool, bool]


def _gaps(row: Sequence[Glyph], left: float, right: float) -> list[_White]:
    """White stretches of a row, with whether signs stand to the left and to the right."""
    gaps: list[_White] = []
    end = left
    for glyph in row:
        if glyph.x0 > end:
            gaps.append((end, glyph.x0, end > left, True))
        end = max(end, glyph.x1)
    gaps.append((end, right, True, False))
    return gaps


def _beside(gap: _Gap, white: _White, number: int, size: float) -> _Gap:
    """The gap beside one more row, of this number, in which it is part of a white stretch."""
    low, high, has_left, has_right = white
    near_left = has_left and gap.left - low <= _NEAR * size
    near_right = has_right and high - gap.right <= _NEAR * size
    narrow = near_left and near_right and high - low < _WIDE * size
    return gap._replace(
        lefts=gap.lefts + near_left,
        rights=gap.rights + near_right,
        narrow=gap.narrow + narrow,
        last=gap.last if narrow else number,
    )


def _add(going: dict[tuple[float, float], _Gap], gap: _Gap) -> None:
    """Keep, of rivers with the same edges, the one that parts the most rows."""
    held = going.get((gap.left, gap.right))
    if held is None or (gap.parts, -gap.first) > (held.parts, -held.first):
        going[gap.left, gap.right] = gap


def _close(found: list[River], gap: _Gap, size: float) -> None:
    enough = gap.parts >= _LINES and gap.narrow * 2 <= gap.parts
    short = gap.parts == _LINES - 1 and gap.right - gap.left >= _SHORT * size
    if enough or short:
        found.append(River(gap.left, gap.right, gap.first, gap.last))
