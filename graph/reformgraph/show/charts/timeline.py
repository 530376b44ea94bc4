"""Timelines: the reforms of a zone, or the adopters of a reform, each with the interval of its onset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.axis import TimeAxis
from reformgraph.show.charts.chart_data import Adoption, adoptions, called
from reformgraph.show.charts.drawing import SOFT, STATUS_COLOURS, WHITE, Drawing, Words, cut_both
from reformgraph.show.charts.legend import LINE, Entry, draw_legend, lines, statuses

_ORDER = ("adopted", "withdrawn", "planned", "required", "referenced")
#: The interval of an onset, and what is only known to be in print.
_TOLD = (
    ("横条：可能的起始时间；←：最早时间不详", "bar: possible onset; ←: start of the interval unknown"),
    ("淡圈：时间不详，标在见报日", "faint ring: undated, at the day of print"),
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Pixels: the whole, the axis, where the words of a time begin, and whether a name stands in a line of its own."""

    width: float
    left: float
    right: float
    words: float
    row: float
    stacked: bool

    @property
    def names(self) -> float:
        """Room for a name."""
        return self.width - 12 if self.stacked else self.left - 24


#: Behind the bars there is room for 2018年12月10日至2024年12月20日.
_WIDE, _NARROW = _Sheet(668, 196, 470, 482, 24, False), _Sheet(324, 12, 130, 142, 42, True)


def zone_timeline(
    graph: Any, zone: str, language: str = "zh", link: Callable[[str], str] | None = None, *, narrow: bool = False
) -> Drawing:
    """The reforms of a zone in time order, `narrow` for a phone. Raises UsageError when it has none."""
    rows = [row for row in adoptions(graph, zone) if row.actor == zone]
    names = [called(graph, row.reform) for row in rows]
    return _timeline(called(graph, zone), rows, names, language, _links(rows, link, False), narrow)


def reform_timeline(
    graph: Any,
    reform: str,
    language: str = "zh",
    link: Callable[[str], str] | None = None,
    most: int = 60,
    *,
    narrow: bool = False,
) -> Drawing:
    """The first `most` actors that took up a reform, in time order. Raises UsageError when there is none."""
    rows = [row for row in adoptions(graph, reform) if row.reform == reform]
    rows = sorted(rows, key=_order)[:most]
    names = [called(graph, row.actor) for row in rows]
    return _timeline(called(graph, reform), rows, names, language, _links(rows, link, True), narrow)


def _links(rows: Sequence[Adoption], link: Callable[[str], str] | None, actors: bool) -> list[str]:
    return [link(row.actor if actors else row.reform) if link else "" for row in rows]


def _order(row: Adoption) -> tuple[str, str, int, str, str]:
    place = _ORDER.index(row.status) if row.status in _ORDER else 9
    return row.known or "~", row.in_print or "~", place, row.actor, row.reform


def _timeline(
    titles: Words,
    rows: Sequence[Adoption],
    names: Sequence[Words],
    language: str,
    links: Sequence[str],
    narrow: bool,
) -> Drawing:
    if not rows:
        raise UsageError(f"nothing is known of reforms for “{titles[0]}”", cure="choose another name")
    given = sorted(zip(rows, names, links, strict=True), key=lambda line: _order(line[0]))
    sheet = _NARROW if narrow else _WIDE
    entries = statuses(
        sorted({row.status for row in rows}, key=lambda name: _ORDER.index(name) if name in _ORDER else 9)
    )
    dated, printed = any(row.known for row in rows), any(row.in_print and not row.known for row in rows)
    entries += [Entry(words) for words, shown in zip(_TOLD, (dated, printed), strict=True) if shown]
    top = 56 + LINE * len(lines(entries, 12, sheet.width - 12))
    bottom = top + sheet.row * len(given)
    drawing = Drawing(sheet.width, bottom + 30, titles[language != "zh"], language, titles=titles)
    drawing.heading(12)
    axis = TimeAxis.around([day for row in rows for day in _days(row)], sheet.left, sheet.right)
    axis.draw(drawing, top - 8, bottom)
    draw_legend(drawing, entries, 12, 52)
    for number, (row, name, link) in enumerate(given):
        y = top + sheet.row * number + (28 if sheet.stacked else sheet.row / 2)
        x, up, anchor = (12, y - 13, "start") if sheet.stacked else (sheet.left - 12, y + 4, "end")
        short = cut_both(name, 13, sheet.names)
        drawing.text(x, up, short, size=13, anchor=anchor, tip=drawing.words(name), link=link)
        _bar(drawing, axis, row, y, drawing.words(name), sheet)
    return drawing


def _days(row: Adoption) -> tuple[str, ...]:
    return (row.earliest, row.latest) if row.known else (row.in_print,)


def _bar(drawing: Drawing, axis: TimeAxis, row: Adoption, y: float, name: str, sheet: _Sheet) -> None:
    colour = STATUS_COLOURS.get(row.status, SOFT)
    if not row.known:
        _undated(drawing, axis, row, y, colour, sheet)
        return
    tip = f"{name} · {drawing.words(row.words)}"
    start = axis.x(row.earliest) if row.earliest else axis.left
    end = axis.x(row.latest) if row.latest else axis.right
    open_end = () if row.earliest and row.latest else (3.0, 3.0)
    drawing.line(start, y, end, y, stroke=colour, width=6.0 if not open_end else 2.0, dash=open_end, opacity=0.45)
    if not row.earliest:
        drawing.text(axis.left - 2, y + 4, "←", size=11, fill=colour)
    fill = colour if row.status == "adopted" else WHITE
    drawing.circle(axis.x(row.known), y, 5.5, fill=fill, stroke=colour, width=2, tip=tip, day=row.known)
    drawing.text(sheet.words, y + 4, row.words, size=11, fill=SOFT)


def _undated(drawing: Drawing, axis: TimeAxis, row: Adoption, y: float, colour: str, sheet: _Sheet) -> None:
    """What has no time of its own: a faint ring at the day of print, or beside the name where there is no day."""
    zh, en = row.words
    ring = {"fill": WHITE, "stroke": colour, "width": 2, "opacity": 0.6}
    if row.in_print:
        words = (f"{zh}，{row.in_print}见报", f"{en}, in print {row.in_print}")
        drawing.circle(axis.x(row.in_print), y, 4, day=row.in_print, **ring)
    else:
        words = (zh, en)
    # A chart without any day has no axis: its words stand beside the names.
    x = sheet.left + 8 if axis.empty else sheet.words
    if not row.in_print:
        drawing.circle(x - 8, y, 4, **ring)
        x += 2
    drawing.text(x, y + 4, words, size=11, fill=SOFT)
