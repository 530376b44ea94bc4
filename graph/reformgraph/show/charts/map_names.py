"""Names beside the marks of a map: marks in, those names written for which there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reformgraph.show.charts.conic import ConicFrame
from reformgraph.show.charts.drawing import RULE, Drawing, Words, cut_both, text_width

_SIZE, _WIDE = 12, 150
#: What a map says of its places, in Chinese and English.
SEATS_TOLD = (
    "位置：GB/T 2260 驻地坐标；阿伯斯等积圆锥投影，不绘境界线。",
    "Seats by GB/T 2260; Albers equal-area conic, no borders drawn.",
)
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark of radius `r` with its name (a pair where languages differ) and its address (empty for none)."""

    name: str | Words
    x: float
    y: float
    r: float
    link: str = ""


def draw_land(drawing: Drawing, frame: ConicFrame, seats: Iterable[tuple[float, float]]) -> None:
    """The seats (longitude, latitude) as faint dots that show the land.

    Half a pixel more or less is not seen in a land of dots, and spares two thirds of their bytes.
    """
    dots = ((float(round(x)), float(round(y))) for x, y in (frame.at(lon, lat) for lon, lat in seats))
    drawing.dots(list(dict.fromkeys(dots)), stroke=RULE, width=2.2)


def write_names(drawing: Drawing, spots: Sequence[Spot], area: Box) -> set[int]:
    """Write the names for which there is room inside the area (left, top, right, bottom); their numbers.

    Where a name differs by language there has to be room for the longer of the two.
    """
    taken: list[Box] = [(one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r) for one in spots]
    named: set[int] = set()
    for number, one in enumerate(spots):
        both = (one.name, one.name) if isinstance(one.name, str) else one.name
        name = cut_both(both, _SIZE, _WIDE)
        wide = max(text_width(text, _SIZE) for text in name)
        for x, y, left, anchor in _beside(one, wide):
            box = (left - 2, y - 12, left + wide + 2, y + 4)
            inside = box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]
            if inside and not any(_meet(box, other) for other in taken):
                drawing.text(x, y, name, size=_SIZE, anchor=anchor, tip=drawing.words(both), link=one.link)
                taken.append(box)
                named.add(number)
                break
    return named


def _beside(one: Spot, wide: float) -> tuple[tuple[float, float, float, str], ...]:
    """Where a name may stand: its anchor, the left edge of its box, and how it hangs on the anchor."""
    right, left = one.x + one.r + 4, one.x - one.r - 4
    return (
        (right, one.y + 4, right, "start"), (left, one.y + 4, left - wide, "end"),
        (one.x, one.y + one.r + 14, one.x - wide / 2, "middle"), (one.x, one.y - one.r - 5, one.x - wide / 2, "middle"),
    )  # fmt: skip


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
