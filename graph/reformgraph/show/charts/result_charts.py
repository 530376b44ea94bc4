"""Charts of any table: bars, a timeline, points on the map and a graph, drawn from plain rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reformgraph.language.plain_time import plain_time
from reformgraph.show.charts.axis import TimeAxis
from reformgraph.show.charts.conic import ConicFrame
from reformgraph.show.charts.drawing import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PINK,
    RED,
    SKY,
    SOFT,
    WHITE,
    Drawing,
    Words,
    cut,
    cut_both,
    text_width,
    wrapped,
)
from reformgraph.show.charts.legend import LINE, Entry, draw_legend, lines
from reformgraph.show.charts.map_names import SEATS_TOLD, Spot, draw_land, write_names
from reformgraph.show.charts.spread import land
from reformgraph.show.day_bounds import bounds
from reformgraph.show.graph.graph_layout import community_layout
from reformgraph.show.page_language import in_both

_TOP, _ROW = 48.0, 24.0
#: Pixels: the longest name, the bars, the axis of days, and the words behind either.
_NAMES, _BARS, _DAYS, _WORDS = 330.0, 440.0, 420.0, 190.0
_LEAST = 340.0
#: The longest name beside bars on a phone, the whole chart, and the number behind a bar.
_SLIM_NAMES, _SLIM_WIDE, _NUMBER = 110.0, 324.0, 56.0
#: Rows of bars and timelines, marks of maps and nodes of graphs that are drawn.
MOST_ROWS, MOST_POINTS, MOST_NODES = 60, 600, 120
#: Left, top, width and height of a map on a screen and on a phone.
_MAP, _SLIM_MAP = (16.0, 48.0, 760.0, 590.0), (8.0, 36.0, 320.0, 250.0)
_NODE, _ROUND = 7.0, 11.0
#: Colours of things in a graph by the kind of their IRI; what is of no kind here is grey.
_COLOURS = {
    "zone": BLUE, "reform": RED, "organ": INK, "place": SKY, "company": GREEN, "article": ORANGE, "adoption": PINK,
    "category": "#8a6d3b",
}  # fmt: skip
#: Pixels: the widest graph that stands on a page without a scroll bar.
_GRAPH = 1080.0
#: Legends.
_TIMES_TOLD = in_both("dot: begun by this day; bar: when it may have begun; dashed: one end unknown")
_LINKS_TOLD = in_both("the larger a dot, the more links")
_PLACES_TOLD = in_both("● zones, companies  ■ provinces, cities, counties; +n: so many more at one place")


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a chart: name, value (number, EDTF date, or nothing), the address that the name leads to, and its mark.

    `area` says that it is a province, city or county, which a map shows as a square.
    """

    name: str
    value: str
    link: str = ""
    area: bool = False


def bar_chart(items: Sequence[Item], title: str, language: str, measure: str = "", *, narrow: bool = False) -> Drawing:
    """A bar a row in the order of the rows; those below zero lead to the left of the axis.

    `measure` is what the numbers count, for the legend; `narrow` is for a phone.
    """
    shown = [(item, float(item.value)) for item in items[:MOST_ROWS]]
    low, high = min(0.0, *(value for _, value in shown)), max(0.0, *(value for _, value in shown))
    names = _SLIM_NAMES if narrow else _NAMES
    left = _left(items, names)
    bars = _SLIM_WIDE - left - _NUMBER if narrow else _BARS
    scale = bars / ((high - low) or 1.0)
    zero = left - low * scale
    drawing = _rows(title, language, _SLIM_WIDE if narrow else left + bars + 90, len(shown), len(items))
    for number, (item, value) in enumerate(shown):
        y = _TOP + _ROW * number
        _name(drawing, item, left, y, names)
        start, wide = zero + min(value, 0.0) * scale, max(abs(value) * scale, 1.0)
        drawing.rect(start, y + 4, wide, _ROW - 9, fill=BLUE, tip=f"{item.name} · {item.value}")
        drawing.text(zero + max(value, 0.0) * scale + 6, y + 16, item.value, size=12, fill=SOFT)
    if measure:
        _legend(drawing, in_both("bars: {}", measure))
    return drawing


def time_chart(items: Sequence[Item], title: str, language: str) -> Drawing:
    """An interval a row, in the order of the days by which it is known; what has no date stands last and says so."""
    dated = sorted(items, key=lambda item: (bounds(item.value).known or "~", item.name))
    shown = dated[:MOST_ROWS]
    left = _left(shown)
    drawing = _rows(title, language, left + _DAYS + 12 + _WORDS, len(shown), len(items))
    days = [day for item in shown for day in bounds(item.value)]
    axis = TimeAxis.around(days, left, left + _DAYS)
    axis.draw(drawing, _TOP - 6, _TOP + _ROW * len(shown))
    for number, item in enumerate(shown):
        y = _TOP + _ROW * number
        _name(drawing, item, left, y)
        found = bounds(item.value)
        told = plain_time(item.value, language) if found.known else drawing.words(("时间不详", "undated"))
        drawing.text(axis.right + 12, y + 16, told, size=11, fill=SOFT)
        if not found.known:
            continue
        start = axis.x(found.earliest) if found.earliest else axis.left
        end = axis.x(found.latest) if found.latest else axis.right
        whole = found.earliest and found.latest
        drawing.line(
            start, y + 12, end, y + 12, stroke=BLUE, width=6.0 if whole else 2.0, dash=() if whole else (3.0, 3.0),
            opacity=0.45,
        )  # fmt: skip
        drawing.circle(axis.x(found.known), y + 12, 5, fill=BLUE, stroke=WHITE, width=1.5, tip=f"{item.name} · {told}")
    _legend(drawing, _TIMES_TOLD)
    return drawing


def _legend(drawing: Drawing, words: Words) -> None:
    drawing.height += 22
    drawing.text(16, drawing.height - 10, cut_both(words, 12, drawing.width - 32), size=12, fill=SOFT)


def _left(items: Sequence[Item], names: float = _NAMES) -> float:
    """Where bars begin: behind the longest name, or behind what of it is shown."""
    return min(names, max((text_width(item.name, 13) for item in items), default=0.0)) + 28


def _rows(title: str, language: str, wide: float, shown: int, whole: int) -> Drawing:
    drawing = Drawing(wide, _TOP + _ROW * shown + 30, title, language)
    drawing.heading(16)
    if whole > shown:
        drawing.height += 20
        _more(drawing, whole - shown)
    return drawing


def _more(drawing: Drawing, left: int) -> None:
    words = (f"另有 {left} 项未画出，见表。", f"{left} more are not drawn: see the table.")
    drawing.text(16, drawing.height - 8, words, size=12, fill=SOFT)


def _name(drawing: Drawing, item: Item, left: float, y: float, names: float = _NAMES) -> None:
    text = cut(item.name, 13, names)
    drawing.text(left - 12, y + 16, text, size=13, anchor="end", tip=item.name, link=item.link)


def point_map(
    places: Sequence[tuple[Item, float, float]], title: str, language: str, *, narrow: bool = False
) -> Drawing:
    """Things at their longitude and latitude in degrees; those at one place are one mark that tells how many.

    `narrow` is for a phone.
    """
    left, top, wide, high = _SLIM_MAP if narrow else _MAP
    drawing = Drawing(2 * left + wide, top + high + 14, title, language)
    drawing.heading(left)
    frame = ConicFrame.around((*land(), *((lon, lat) for _, lon, lat in places)), left, top, wide, high)
    draw_land(drawing, frame, land())
    together: dict[tuple[float, float], list[Item]] = {}
    for item, lon, lat in places[:MOST_POINTS]:
        together.setdefault((lon, lat), []).append(item)
    spots = []
    for (lon, lat), items in together.items():
        names = list(dict.fromkeys(item.name for item in items))
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        x, y = frame.at(lon, lat)
        spots.append(Spot(names[0] + more, x, y, min(5.0 + len(names), 12.0), items[0].link))
        _place(drawing, spots[-1], "\n".join(names[:12]), area=items[0].area)
    write_names(drawing, spots, (0.0, top - 12, drawing.width, top + high + 8))
    for words in (line for told in (SEATS_TOLD, _PLACES_TOLD) for line in wrapped(told, 12, wide)):
        drawing.height += 18
        drawing.text(left, drawing.height - 8, words, size=12, fill=SOFT)
    if len(places) > MOST_POINTS:
        drawing.height += 20
        _more(drawing, len(places) - MOST_POINTS)
    return drawing


def _place(drawing: Drawing, spot: Spot, tip: str, *, area: bool) -> None:
    style = {"fill": BLUE, "stroke": WHITE, "width": 1.5, "opacity": 0.85, "tip": tip, "link": spot.link}
    if area:
        drawing.rect(spot.x - spot.r, spot.y - spot.r, 2 * spot.r, 2 * spot.r, **style)
    else:
        drawing.circle(spot.x, spot.y, spot.r, **style)


def link_chart(
    links: Sequence[tuple[str, str, str]],
    names: Mapping[str, str],
    where: Mapping[str, str],
    title: str,
    language: str,
    kinds: Mapping[str, str] | None = None,
) -> Drawing:
    """A graph of ``(from, what it is called, to)``, the most linked nodes with their names.

    Parameters
    ----------
    names, where
        What each node is called, and the address its mark leads to.
    kinds
        The kind of each node (``zone``, ``reform``), for its colour; those not named are grey.
    """
    kinds = kinds or {}
    degree = Counter(end for start, _, to in links for end in (start, to))
    kept = sorted(degree, key=lambda node: (-degree[node], node))[:MOST_NODES]
    number = {node: place for place, node in enumerate(kept)}
    inside = sorted({(number[a], number[b], told) for a, told, b in links if a in number and b in number and a != b})
    radii = [_NODE + min(_ROUND, degree[node] ** 0.5 * 1.6) for node in kept]
    places = community_layout([radius + 14 for radius in radii], [(a, b, 1.0) for a, b, _ in inside])
    drawing, spots = _spread_out(places, radii, [(names[node], where[node]) for node in kept], title, language)
    for a, b, told in inside:
        drawing.line(spots[a].x, spots[a].y, spots[b].x, spots[b].y, stroke=SOFT, width=1.0, opacity=0.5, tip=told)
    for place, spot in enumerate(spots):
        tip = f"{spot.name} · {degree[kept[place]]}"
        fill = _COLOURS.get(kinds.get(kept[place], ""), SOFT)
        drawing.circle(spot.x, spot.y, spot.r, fill=fill, stroke=WHITE, width=1.5, tip=tip, link=spot.link)
    write_names(drawing, spots, (0.0, 40.0, drawing.width, drawing.height))
    shown = [kind for kind in _COLOURS if kind in {kinds.get(node) for node in kept}]
    entries = [Entry(in_both(kind), colour=_COLOURS[kind], dot=True) for kind in shown]
    drawing.height += LINE * len(lines(entries, 16, drawing.width - 16)) if entries else 0
    draw_legend(drawing, entries, 16, drawing.height - 10)
    _legend(drawing, _LINKS_TOLD)
    if len(degree) > len(kept):
        drawing.height += 26
        _more(drawing, len(degree) - len(kept))
    return drawing


def _spread_out(
    places: Sequence[tuple[float, float]],
    radii: Sequence[float],
    called: Sequence[tuple[str, str]],
    title: str,
    language: str,
) -> tuple[Drawing, list[Spot]]:
    """A ground that holds all places with room for names, and the spots on it."""
    side = 90.0
    west, north = min(x for x, _ in places), min(y for _, y in places)
    wide, high = max(x for x, _ in places) - west, max(y for _, y in places) - north
    scale = min(1.6, max(0.55, 640.0 / (wide or 1.0)), (_GRAPH - 2 * side) / (wide or 1.0))
    drawing = Drawing(max(_LEAST, wide * scale + 2 * side), high * scale + 150, title, language)
    drawing.heading(16)
    left = (drawing.width - wide * scale) / 2
    spots = [
        Spot(name, left + (x - west) * scale, 80 + (y - north) * scale, radius, link)
        for (x, y), radius, (name, link) in zip(places, radii, called, strict=True)
    ]
    return drawing, spots
