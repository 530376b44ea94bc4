"""Timelines: the reforms of a zone, or the adopters of a reform, each with the interval of its onset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.axis import TimeAxis
from reformgraph.show.charts.chart_data import Adoption, adoptions, called
from reformgraph.show.charts.drawing import SOFT, STATUS_COLOURS, WHITE, Drawing, Words, cut_both
from reformgraph.views.status_words import STATUS_WORDS

#: Right of the bars there is room for 2018年12月10日至2024年12月20日.
_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 820.0, 220.0, 628.0, 76.0, 24.0
_ORDER = ("adopted", "withdrawn", "planned", "required", "referenced")


def zone_timeline(graph: Any, zone: str, language: str = "zh", link: Callable[[str], str] | None = None) -> Drawing:
    """The reforms of a zone in time order. Raises UsageError when it has none."""
    rows = [row for row in adoptions(graph, zone) if row.actor == zone]
    return _timeline(
        called(graph, zone), rows, [called(graph, row.reform) for row in rows], language, _links(rows, link, False)
    )


def reform_timeline(
    graph: Any, reform: str, language: str = "zh", link: Callable[[str], str] | None = None, most: int = 60
) -> Drawing:
    """The first `most` actors that took up a reform, in time order. Raises UsageError when there is none."""
    rows = [row for row in adoptions(graph, reform) if row.reform == reform]
    rows = sorted(rows, key=_order)[:most]
    return _timeline(
        called(graph, reform), rows, [called(graph, row.actor) for row in rows], language, _links(rows, link, True)
    )


def _links(rows: Sequence[Adoption], link: Callable[[str], str] | None, actors: bool) -> list[str]:
    return [link(row.actor if actors else row.reform) if link else "" for row in rows]


def _order(row: Adoption) -> tuple[str, int, str, str]:
    return row.known or "~", _ORDER.index(row.status) if row.status in _ORDER else 9, row.actor, row.reform


def _timeline(
    titles: Words, rows: Sequence[Adoption], names: Sequence[Words], language: str, links: Sequence[str]
) -> Drawing:
    if not rows:
        raise UsageError(f"nothing is known of reforms for “{titles[0]}”", cure="choose another name")
    lines = sorted(zip(rows, names, links, strict=True), key=lambda line: _order(line[0]))
    bottom = _TOP + _ROW * len(lines)
    drawing = Drawing(_WIDTH, bottom + 34, titles[language != "zh"], language, titles=titles)
    drawing.heading(16)
    axis = TimeAxis.around([day for row in rows for day in (row.earliest, row.latest)], _LEFT, _RIGHT)
    axis.draw(drawing, _TOP - 8, bottom)
    _legend(drawing, sorted({row.status for row in rows}, key=lambda name: _ORDER.index(name) if name in _ORDER else 9))
    for number, (row, name, link) in enumerate(lines):
        y = _TOP + _ROW * number + _ROW / 2
        drawing.text(
            _LEFT - 12, y + 4, cut_both(name, 13, _LEFT - 30), size=13, anchor="end", tip=drawing.words(name), link=link
        )
        _bar(drawing, axis, row, y, drawing.words(name))
    return drawing


def _legend(drawing: Drawing, statuses: Sequence[str]) -> None:
    x = 16.0
    for status in statuses:
        drawing.circle(
            x + 5,
            47,
            5,
            fill=STATUS_COLOURS.get(status, SOFT) if status == "adopted" else WHITE,
            stroke=STATUS_COLOURS.get(status, SOFT),
            width=2,
        )
        drawing.text(x + 15, 51, STATUS_WORDS.get(status, (status, status)), size=12, fill=SOFT)
        x += 92
    drawing.text(
        x + 8,
        51,
        ("横条：可能的起始时间；←：最早时间不详", "bar: possible onset; ←: start of the interval unknown"),
        size=12,
        fill=SOFT,
    )


def _bar(drawing: Drawing, axis: TimeAxis, row: Adoption, y: float, name: str) -> None:
    colour = STATUS_COLOURS.get(row.status, SOFT)
    if not row.known:
        drawing.text(_RIGHT + 10, y + 4, row.words, size=11, fill=SOFT)
        drawing.circle(_RIGHT + 2, y, 4, fill=WHITE, stroke=colour, width=2, opacity=0.6)
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
    drawing.text(_RIGHT + 10, y + 4, row.words, size=11, fill=SOFT)
