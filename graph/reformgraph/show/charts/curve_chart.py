"""Adoption curve: how many had adopted a reform by each day.

An onset is an interval. The line counts an adoption from the last day on which it can have begun
(known by then); the area reaches up to what is possible when it is counted from the first. Adoptions
without an onset are no part of the line: they stand on a faint dotted line of their own, on the day of the
first article that tells them, or are counted in the note where no article has a date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.axis import TimeAxis
from reformgraph.show.charts.chart_data import Adoption, adoptions, called
from reformgraph.show.charts.drawing import BLUE, GREEN, ORANGE, PINK, RED, SKY, SOFT, WHITE, Drawing, Words, cut_both

_COLOURS = (BLUE, RED, GREEN, PINK, ORANGE, SKY)
_DASHES: tuple[tuple[float, ...], ...] = ((), (8, 4), (2, 3), (10, 3, 2, 3), (5, 2), (1, 3))
_DOTS = 300
#: Title of the curves of several reforms.
CURVES = ("改革采用曲线", "Adoption curves")
_WIDTH, _HEIGHT = 820.0, 432.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 640.0, 56.0, 360.0


def _steps(days: Sequence[str], axis: TimeAxis, up: float) -> list[tuple[float, float]]:
    """Corners of the running count."""
    points = [(axis.left, _BOTTOM)]
    for count, day in enumerate(sorted(days), start=1):
        x = axis.x(day)
        points += [(x, _BOTTOM - (count - 1) * up), (x, _BOTTOM - count * up)]
    points.append((axis.right, _BOTTOM - len(days) * up))
    return points


def _scale(drawing: Drawing, most: int) -> float:
    up = (_BOTTOM - _TOP) / max(most, 1)
    step = next(step for base in (1, 10, 100, 1000, 10**6) for step in (base, 2 * base, 5 * base) if most / step <= 6)
    for count in range(0, most + 1, step):
        drawing.line(_LEFT, _BOTTOM - count * up, _RIGHT, _BOTTOM - count * up)
        drawing.text(_LEFT - 8, _BOTTOM - count * up + 4, str(count), size=11, anchor="end", fill=SOFT)
    return up


def _most_adopted(rows: Sequence[Adoption], most: int) -> list[str]:
    """The reforms with most adoptions that have a day to stand on, those with more dated ones first among equals."""
    counts: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.status == "adopted" and (row.known or row.in_print):
            placed, dated = counts.get(row.reform, (0, 0))
            counts[row.reform] = placed + 1, dated + bool(row.known)
    return sorted(counts, key=lambda reform: (-counts[reform][0], -counts[reform][1], reform))[:most]


@dataclass(frozen=True, slots=True)
class _Curve:
    """The adoptions of one reform: with an onset, only in print by a day, without any day."""

    reform: str
    dated: list[Adoption]
    printed: list[Adoption]
    undated: int

    @property
    def placed(self) -> int:
        return len(self.dated) + len(self.printed)


def _curve_of(reform: str, rows: Sequence[Adoption]) -> _Curve:
    found = [row for row in rows if row.reform == reform and row.status == "adopted"]
    dated = [row for row in found if row.known]
    printed = [row for row in found if not row.known and row.in_print]
    return _Curve(reform, dated, printed, len(found) - len(dated) - len(printed))


def adoption_curve(graph: Any, reforms: Sequence[str] = (), language: str = "zh") -> Drawing:
    """Curves of up to six reforms, by default of the five most adopted.

    Raises
    ------
    UsageError
        With more than six reforms, or when none of them has an adoption with a day.
    """
    if len(reforms) > len(_COLOURS):
        raise UsageError(f"{len(reforms)} curves cannot be told apart", cure=f"give at most {len(_COLOURS)} reforms")
    rows = (
        [row for reform in dict.fromkeys(reforms) for row in adoptions(graph, reform)] if reforms else adoptions(graph)
    )
    chosen = list(reforms) or _most_adopted(rows, 5)
    curves = [_curve_of(reform, rows) for reform in chosen]
    undated = sum(one.undated for one in curves)
    if not any(one.placed for one in curves):
        told = "no dated adoption of these reforms is known"
        raise UsageError(f"{told}, {undated} are undated" if undated else told, cure="choose another reform")
    titles = called(graph, chosen[0]) if len(chosen) == 1 else CURVES
    drawing = Drawing(_WIDTH, _HEIGHT, titles[language != "zh"], language, titles=titles)
    drawing.heading(_LEFT)
    days = [day for one in curves for row in one.dated for day in (row.known, row.earliest)]
    axis = TimeAxis.around([*days, *(row.in_print for one in curves for row in one.printed)], _LEFT, _RIGHT)
    axis.draw(drawing, _TOP, _BOTTOM)
    up = _scale(drawing, max(one.placed for one in curves))
    ends = _spaced([_BOTTOM - one.placed * up for one in curves])
    for number, one in enumerate(curves):
        _curve(drawing, called(graph, one.reform), one, axis, up, number, ends[number])
    _notes(drawing, sum(len(one.printed) for one in curves), undated)
    return drawing


def _curve(drawing: Drawing, name: Words, one: _Curve, axis: TimeAxis, up: float, number: int, end: float) -> None:
    colour, dash = _COLOURS[number], _DASHES[number]
    if one.dated:
        known = _steps([row.known for row in one.dated], axis, up)
        possible = _steps([row.earliest or row.known for row in one.dated], axis, up)
        drawing.poly([*known, *reversed(possible)], fill=colour, opacity=0.14)
        drawing.poly(known, stroke=colour, width=2.5, dash=dash)
    days = sorted(row.known for row in one.dated)
    for day in days if len(days) <= _DOTS else ():
        count = bisect_right(days, day)
        drawing.circle(axis.x(day), _BOTTOM - count * up, 3, fill=colour, day=day, tip=f"{day} · {count}")
    if one.printed:
        _in_print(drawing, one, axis, up, colour)
    told = f"{len(one.dated)}+{len(one.printed)}" if one.printed else str(len(one.dated))
    drawing.line(_RIGHT, _BOTTOM - one.placed * up, _RIGHT + 14, end - 4, stroke=colour)
    short = cut_both(name, 13, 125)
    words = (f"{short[0]} {told}", f"{short[1]} {told}")
    drawing.text(_RIGHT + 18, end, words, size=13, fill=colour, bold=True, tip=drawing.words(name))


def _in_print(drawing: Drawing, one: _Curve, axis: TimeAxis, up: float, colour: str) -> None:
    """The faint dotted line of the adoptions that are only known to be in print by a day, above the dated ones."""
    days = sorted([*(row.known for row in one.dated), *(row.in_print for row in one.printed)])
    drawing.poly(_steps(days, axis, up), stroke=colour, width=1.2, dash=(1, 4), opacity=0.7)
    for row in one.printed if len(one.printed) <= _DOTS else ():
        day = row.in_print
        tip = f"{drawing.words(_IN_PRINT)} {day}"
        y = _BOTTOM - bisect_right(days, day) * up
        drawing.circle(axis.x(day), y, 3.5, fill=WHITE, stroke=colour, width=1.2, opacity=0.7, day=day, tip=tip)


_IN_PRINT = ("时间不详，不晚于见报日", "undated, in print by")


def _spaced(wanted: list[float], gap: float = 18.0) -> list[float]:
    """Heights near the wanted ones, at least `gap` apart."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [0.0] * len(wanted)
    last = -gap
    for n in order:
        last = placed[n] = max(wanted[n] + 4, last + gap)
    below = _BOTTOM + 6 + gap
    for n in reversed(order):
        below = placed[n] = min(placed[n], below - gap)
    return placed


def _notes(drawing: Drawing, printed: int, undated: int) -> None:
    """What the marks mean, and how many adoptions have no day."""
    line = ("线：不晚于该日已采用；浅色区：可能更早。", "Line: adopted by that day; area: possibly earlier.")
    drawing.text(_LEFT, _HEIGHT - 28, line, size=12, fill=SOFT)
    told = []
    if printed:
        told.append(
            (f"{printed} 项时间不详，按见报日另画（空心点、点线）。", f"{printed} undated: hollow, by day of print.")
        )
    if undated:
        told.append((f"另有 {undated} 项时间不详，也无见报日，未画出。", f"{undated} undated ones are not drawn."))
    if told:
        both = ("".join(zh for zh, _ in told), " ".join(en for _, en in told))
        drawing.text(_LEFT, _HEIGHT - 10, both, size=12, fill=SOFT)
