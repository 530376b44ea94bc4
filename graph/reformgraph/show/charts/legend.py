"""Legends: marks with their words in, in as many lines as the drawing is wide for out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformgraph.show.charts.drawing import SOFT, STATUS_COLOURS, WHITE, Drawing, Words, text_width
from reformgraph.views.status_words import STATUS_WORDS

#: Height of a line in pixels.
LINE = 20.0
_SIZE, _MARK, _GAP = 12.0, 16.0, 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a legend; `status` draws the mark of a status before it, `dash` and `colour` a piece of a line.

    `dot` makes that a dot.
    """

    words: Words
    status: str = ""
    colour: str = ""
    dash: tuple[float, ...] = ()
    dot: bool = False


def statuses(found: Sequence[str]) -> list[Entry]:
    """An entry a status."""
    return [Entry(STATUS_WORDS.get(status, (status, status)), status) for status in found]


def lines(entries: Sequence[Entry], left: float, right: float) -> list[list[tuple[float, Entry]]]:
    """Entries with their left edges, line by line: as many as fit, whatever language is shown."""
    made: list[list[tuple[float, Entry]]] = [[]]
    x = left
    for one in entries:
        marked = _MARK if one.status or one.colour else 0.0
        wide = marked + max(text_width(text, _SIZE) for text in one.words)
        if made[-1] and x + wide > right:
            made.append([])
            x = left
        made[-1].append((x, one))
        x += wide + _GAP
    return made


def draw_legend(drawing: Drawing, entries: Sequence[Entry], left: float, top: float) -> None:
    """The legend from its first baseline down."""
    for number, line in enumerate(lines(entries, left, drawing.width - left)):
        for x, one in line:
            y = top + LINE * number
            if one.dot:
                drawing.circle(x + 5, y - 4, 5, fill=one.colour, stroke=WHITE)
            elif one.colour:
                drawing.line(x, y - 4, x + 12, y - 4, stroke=one.colour, width=2.5, dash=one.dash)
            elif one.status:
                colour = STATUS_COLOURS.get(one.status, SOFT)
                fill = colour if one.status == "adopted" else WHITE
                drawing.circle(x + 5, y - 4, 5, fill=fill, stroke=colour, width=2)
            at = x + (_MARK if one.status or one.colour else 0.0)
            drawing.text(at, y, one.words, size=_SIZE, fill=SOFT)
