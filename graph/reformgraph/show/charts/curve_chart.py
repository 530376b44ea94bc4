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
from reformgraph.show.charts.axis import EARLIER, LATER, TimeAxis
from reformgraph.show.charts.chart_data import Adoption, adoptions, called
from reformgraph.show.charts.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    PINK,
    RED,
    SKY,
    SOFT,
    WHITE,
    Drawing,
    Words,
    cut_both,
    wrapped,
)
from reformgraph.show.charts.legend import LINE, Entry, draw_legend, lines

_COLOURS = (BLUE, RED, GREEN, PINK, ORANGE, SKY)
_DASHES: tuple[tuple[float, ...], ...] = ((), (8, 4), (2, 3), (10, 3, 2, 3), (5, 2), (1, 3))
_DOTS = 300
#: Title of the curves of several reforms.
CURVES = ("改革采用曲线", "Adoption curves")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Pixels of the whole and of the frame; where there is no room behind the curves, a legend below names them."""

    width: float
    left: float
    right: float
    named_below: bool
    top: float = 56.0
    bottom: float = 336.0


_WIDE, _NARROW = _Sheet(668, 44, 500, False), _Sheet(324, 30, 312, True, 44, 244)


def _steps(days: Sequence[str], axis: TimeAxis, up: float, low: float) -> list[tuple[float, float]]:
    """Corners of the running count."""
    points = [(axis.left, low)]
    for count, day in enumerate(sorted(days), start=1):
        x = axis.x(day)
        points += [(x, low - (count - 1) * up), (x, low - count * up)]
    points.append((axis.right, low - len(days) * up))
    return points


def _scale(drawing: Drawing, most: int, sheet: _Sheet) -> float:
    up = (sheet.bottom - sheet.top) / max(most, 1)
    step = next(step for base in (1, 10, 100, 1000, 10**6) for step in (base, 2 * base, 5 * base) if most / step <= 6)
    for count in range(0, most + 1, step):
        y = sheet.bottom - count * up
        drawing.line(sheet.left, y, sheet.right, y)
        drawing.text(sheet.left - 8, y + 4, str(count), size=11, anchor="end", fill=SOFT)
    return up


def _most_adopted(rows: Sequence[Adoption], most: int) -> tuple[list[str], list[tuple[str, int]]]:
    """The most adopted reforms that have a day to stand on, and those adopted more often that have none.

    Among equals those with more dated adoptions come first. The second list has the count of each.
    """
    counts: dict[str, tuple[int, int, int]] = {}
    for row in rows:
        if row.status == "adopted":
            whole, placed, dated = counts.get(row.reform, (0, 0, 0))
            counts[row.reform] = whole + 1, placed + bool(row.known or row.in_print), dated + bool(row.known)
    ranked = sorted(counts, key=lambda reform: (-counts[reform][0], -counts[reform][2], reform))
    shown = [reform for reform in ranked if counts[reform][1]][:most]
    least = counts[shown[-1]][0] if shown else 0
    passed = [(one, counts[one][0]) for one in ranked if not counts[one][1] and counts[one][0] > least]
    return shown, passed[:most]


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


def adoption_curve(graph: Any, reforms: Sequence[str] = (), language: str = "zh", *, narrow: bool = False) -> Drawing:
    """Curves of up to six reforms, by default of the five most adopted; `narrow` for a phone.

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
    chosen, passed = (list(reforms), []) if reforms else _most_adopted(rows, 5)
    curves = [_curve_of(reform, rows) for reform in chosen]
    undated = sum(one.undated for one in curves)
    if not any(one.placed for one in curves):
        told = "no dated adoption of these reforms is known"
        raise UsageError(f"{told}, {undated} are undated" if undated else told, cure="choose another reform")
    titles = called(graph, chosen[0]) if len(chosen) == 1 else CURVES
    sheet = _NARROW if narrow else _WIDE
    drawing = Drawing(sheet.width, sheet.bottom + 30, titles[language != "zh"], language, titles=titles)
    drawing.heading(12)
    axis = _frame(drawing, [(called(graph, one.reform), one) for one in curves], sheet)
    missed = [(called(graph, reform), count) for reform, count in passed]
    outside = [words for words, shown in ((EARLIER, axis.earlier), (LATER, axis.later)) if shown]
    _notes(drawing, sum(len(one.printed) for one in curves), undated, missed, outside)
    return drawing


def _frame(drawing: Drawing, curves: Sequence[tuple[Words, _Curve]], sheet: _Sheet) -> TimeAxis:
    """Axes, curves and their names; the axis of days."""
    days = [day for _, one in curves for row in one.dated for day in (row.known, row.earliest)]
    printed = [row.in_print for _, one in curves for row in one.printed]
    axis = TimeAxis.around([*days, *printed], sheet.left, sheet.right)
    axis.draw(drawing, sheet.top, sheet.bottom)
    up = _scale(drawing, max(one.placed for _, one in curves), sheet)
    ends = _spaced([sheet.bottom - one.placed * up for _, one in curves], sheet.bottom)
    for number, (name, one) in enumerate(curves):
        _curve(drawing, one, axis, up, number, sheet.bottom)
        if not sheet.named_below:
            _end(drawing, name, one, number, (sheet, sheet.bottom - one.placed * up, ends[number]))
    if sheet.named_below:
        entries = [
            Entry(_counted(cut_both(name, 12, 220), one), colour=_COLOURS[number], dash=_DASHES[number])
            for number, (name, one) in enumerate(curves)
        ]
        drawing.height += LINE * len(lines(entries, 12, sheet.width - 12))
        draw_legend(drawing, entries, 12, sheet.bottom + 42)
    return axis


def _counted(name: Words, one: _Curve) -> Words:
    told = f"{len(one.dated)}+{len(one.printed)}" if one.printed else str(len(one.dated))
    return f"{name[0]} {told}", f"{name[1]} {told}"


def _end(drawing: Drawing, name: Words, one: _Curve, number: int, at: tuple[_Sheet, float, float]) -> None:
    """The name of a curve behind its end, as high as there is room; `at`: sheet, height of the end and of the name."""
    sheet, top, end = at
    colour = _COLOURS[number]
    drawing.line(sheet.right, top, sheet.right + 14, end - 4, stroke=colour)
    words = _counted(cut_both(name, 13, 115), one)
    drawing.text(sheet.right + 18, end, words, size=13, fill=colour, bold=True, tip=drawing.words(name))


def _curve(drawing: Drawing, one: _Curve, axis: TimeAxis, up: float, number: int, low: float) -> None:
    colour, dash = _COLOURS[number], _DASHES[number]
    if one.dated:
        known = _steps([row.known for row in one.dated], axis, up, low)
        possible = _steps([row.earliest or row.known for row in one.dated], axis, up, low)
        drawing.poly([*known, *reversed(possible)], fill=colour, opacity=0.14)
        drawing.poly(known, stroke=colour, width=2.5, dash=dash)
    days = sorted(row.known for row in one.dated)
    for day in days if len(days) <= _DOTS else ():
        count = bisect_right(days, day)
        drawing.circle(axis.x(day), low - count * up, 3, fill=colour, day=day, tip=f"{day} · {count}")
    if one.printed:
        _in_print(drawing, one, axis, up, (low, colour))


def _in_print(drawing: Drawing, one: _Curve, axis: TimeAxis, up: float, style: tuple[float, str]) -> None:
    """The faint dotted line of the adoptions that are only known to be in print by a day, above the dated ones."""
    low, colour = style
    days = sorted([*(row.known for row in one.dated), *(row.in_print for row in one.printed)])
    drawing.poly(_steps(days, axis, up, low), stroke=colour, width=1.2, dash=(1, 4), opacity=0.7)
    for row in one.printed if len(one.printed) <= _DOTS else ():
        day = row.in_print
        tip = f"{drawing.words(_IN_PRINT)} {day}"
        y = low - bisect_right(days, day) * up
        drawing.circle(axis.x(day), y, 3.5, fill=WHITE, stroke=colour, width=1.2, opacity=0.7, day=day, tip=tip)


_IN_PRINT = ("时间不详，不晚于见报日", "undated, in print by")


def _spaced(wanted: list[float], low: float, gap: float = 18.0) -> list[float]:
    """Heights near the wanted ones, at least `gap` apart and none below `low`."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [0.0] * len(wanted)
    last = -gap
    for n in order:
        last = placed[n] = max(wanted[n] + 4, last + gap)
    below = low + 6 + gap
    for n in reversed(order):
        below = placed[n] = min(placed[n], below - gap)
    return placed


def _notes(
    drawing: Drawing, printed: int, undated: int, missed: Sequence[tuple[Words, int]], outside: Sequence[Words]
) -> None:
    """What the marks mean, how many adoptions have no day, and which reforms are adopted more often without any."""
    told = [
        ("线：不晚于该日已采用；浅色区：可能更早。", "Line: adopted by that day; area: possibly earlier."),
        *outside,
    ]
    if printed:
        told.append(
            (f"{printed} 项时间不详，按见报日另画（空心点、点线）。", f"{printed} undated: hollow, by day of print.")
        )
    if undated:
        told.append((f"另有 {undated} 项时间不详，也无见报日，未画出。", f"{undated} undated ones are not drawn."))
    if missed:
        told.append(("采用更多而全无日期，未画出：", "Adopted more often, all without a date, not drawn:"))
        told += [(f"　{name[0]} {count} 项", f"  {name[1]} {count}") for name, count in missed]
    for words in (line for one in told for line in wrapped(one, 12, drawing.width - 24)):
        drawing.height += 18
        drawing.text(12, drawing.height - 10, words, size=12, fill=SOFT)
