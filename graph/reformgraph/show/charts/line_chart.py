"""Lines over periods: names and one value a period in, a drawing out; for the tables of diffusion."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from reformgraph.show.charts.drawing import BLUE, GREEN, ORANGE, PINK, RED, SOFT, Drawing, Words, cut

_COLOURS = (BLUE, RED, GREEN, PINK, ORANGE)
_WIDTH, _HEIGHT = 820.0, 440.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 76.0, 796.0, 84.0, 372.0
Point = tuple[float, float]


def _ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers that lie in low..high."""
    span = high - low or 1.0
    step = 10 ** math.floor(math.log10(span / most))
    step *= next(k for k in (1, 2, 5, 10) if span / (step * k) <= most)
    first = math.ceil(low / step - 1e-9)
    return [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]


def line_chart(
    title: str,
    x: Sequence[float],
    series: Mapping[str, Sequence[float | None]],
    x_label: str | Words = "",
    y_label: str | Words = "",
    x_text: Callable[[float], str] | None = None,
    language: str = "zh",
) -> Drawing:
    """Lines over a common x axis; None breaks a line.

    Parameters
    ----------
    title, x_label, y_label
        Texts; any language.
    x
        Positions, rising.
    x_text
        Names a position on the axis, as 2024Q1; None: the number.
    series
        Name -> one value a position.
    """
    values = [v for line in series.values() for v in line if v is not None] or [0.0]
    low, high = min(0.0, *values), max(values)
    high = high if high > low else low + 1
    left, right = (min(x), max(x)) if x else (0.0, 1.0)
    right = right if right > left else left + 1

    def at(a: float, b: float) -> Point:
        across, up = (a - left) / (right - left), (b - low) / (high - low)
        return _LEFT + across * (_RIGHT - _LEFT), _BOTTOM - up * (_BOTTOM - _TOP)

    drawing = Drawing(_WIDTH, _HEIGHT, title, language)
    drawing.heading(16)
    for value in _ticks(low, high):
        down = at(left, value)[1]
        drawing.line(_LEFT, down, _RIGHT, down)
        drawing.text(_LEFT - 8, down + 4, f"{value:.6g}", size=12, anchor="end", fill=SOFT)
    name_of = x_text or (lambda value: f"{value:.6g}")
    for value in _ticks(left, right, 8):
        if x_text is None or float(value).is_integer():
            drawing.text(at(value, low)[0], _BOTTOM + 20, name_of(value), size=12, anchor="middle", fill=SOFT)
    for number, (name, line) in enumerate(series.items()):
        colour, points = _COLOURS[number % len(_COLOURS)], zip(x, line, strict=True)
        _line(drawing, [(at(a, b), f"{name_of(a)} · {b:.6g}") if b is not None else None for a, b in points], colour)
        drawing.rect(_LEFT + 180 * number, 46, 13, 13, fill=colour)
        drawing.text(_LEFT + 180 * number + 19, 57, cut(name, 13, 155), size=13, tip=name)
    drawing.text((_LEFT + _RIGHT) / 2, _BOTTOM + 46, x_label, size=13, anchor="middle")
    drawing.text(16, _TOP - 10, y_label, size=13)
    return drawing


def _line(drawing: Drawing, points: Sequence[tuple[Point, str] | None], colour: str) -> None:
    """The pieces of one line, and a dot with its value at each point."""
    piece: list[Point] = []
    for point in (*points, None):
        if point is not None:
            piece.append(point[0])
            continue
        if len(piece) > 1:
            drawing.poly(piece, stroke=colour, width=2)
        piece = []
    for known in points:
        if known is not None:
            drawing.circle(*known[0], 3, fill=colour, tip=known[1])
