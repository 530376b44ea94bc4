"""What a sheet is made of: signs with boxes, and lines of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple


class Glyph(NamedTuple):
    """A sign and its box; x runs to the right and y down, both in the unit of the sheet, `size` is its type size."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(slots=True)
class PrintLine:
    """Signs side by side on one line, from left to right."""

    glyphs: list[Glyph]
    x0: float = 0.0
    x1: float = 0.0
    y0: float = 0.0
    y1: float = 0.0
    size: float = 0.0
    text: str = ""

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Set box, size and text by the signs."""
        self.glyphs.sort(key=lambda glyph: glyph.x0)
        self.x0 = self.glyphs[0].x0
        self.x1 = max(glyph.x1 for glyph in self.glyphs)
        self.size = median(glyph.size for glyph in self.glyphs)
        self.y0 = median(glyph.y0 for glyph in self.glyphs)
        self.y1 = median(glyph.y1 for glyph in self.glyphs)
        self.text = _joined(self.glyphs, self.size)

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Block:
    """Lines under one another that belong together: a column of running text, or a headline.

    `left` and `right` are the edges of the column, `column` tells whether there is one.
    """

    lines: list[PrintLine]
    heading: bool
    left: float
    right: float
    column: bool = False
    box: tuple[float, float, float, float] = field(default=(0.0, 0.0, 0.0, 0.0))

    def __post_init__(self) -> None:
        self.box = (
            min(self.left, *(line.x0 for line in self.lines)),
            min(line.y0 for line in self.lines),
            max(self.right, *(line.x1 for line in self.lines)),
            max(line.y1 for line in self.lines),
        )

    @property
    def size(self) -> float:
        """Type size of most of it."""
        return median(line.size for line in self.lines)

    @property
    def edges(self) -> tuple[float, float]:
        """Left and right edge without the marks that hang over it."""
        rights = sorted(line.x1 for line in self.lines)
        lefts = sorted(line.x0 for line in self.lines)
        return lefts[int(0.4 * (len(lefts) - 1))] if self.column else self.left, rights[int(0.6 * (len(rights) - 1))]


def is_wide(sign: str) -> bool:
    """Whether a sign takes the whole square of its size, as Chinese ones do."""
    return sign >= "\u2e80"


def _joined(glyphs: Sequence[Glyph], size: float) -> str:
    """The signs as text; a gap is a space where Latin words or spaced-out parts of a headline meet."""
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None:
            gap = glyph.x0 - before.x1
            wide = is_wide(glyph.text) or is_wide(before.text)
            digits = glyph.text.isdigit() and before.text.isdigit()
            if gap > (0.75 if wide else 0.55 if digits else 0.18) * size:
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts)
