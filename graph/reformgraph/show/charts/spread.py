"""Map of spread: who adopted a reform where and when, drawn from coordinates alone.

No tiles and no borders: the seats of counties are faint dots that show the land, provinces are
named at their capitals, and a graticule gives the scale. Equirectangular projection, true at 35° N.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.chart_data import Adoption, adoptions, label
from reformgraph.show.charts.drawing import INK, RULE, SOFT, STATUS_COLOURS, WHITE, Drawing, cut

_WIDTH, _HEIGHT, _LEFT, _TOP = 820.0, 620.0, 20.0, 50.0
_NAMED = 30
_ASPECT = math.cos(math.radians(35))
#: From early to late, told apart by lightness alone (viridis).
_EARLY_TO_LATE = ("#440154", "#3b528b", "#21918c", "#5ec962", "#d8b400")


@lru_cache(maxsize=1)
def _land() -> tuple[tuple[tuple[float, float], ...], tuple[tuple[str, float, float], ...]]:
    """Coordinates of county seats, and province names with theirs."""
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    places = load_vocabulary().places.by_code.values()
    seats = tuple((place.lon, place.lat) for place in places if place.level != "province" and place.lon and place.lat)
    heads = tuple(
        (_short(place.name), place.lon, place.lat)
        for place in places
        if place.level == "province" and place.lon and place.lat
    )
    return seats, heads


def _short(name: str) -> str:
    for ending in ("壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


class _Frame:
    """Longitudes and latitudes to pixels, around the given points with a margin."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        west, east = min(x for x, _ in points) - 1.2, max(x for x, _ in points) + 1.2
        south, north = min(y for _, y in points) - 1.0, max(y for _, y in points) + 1.0
        wide, high = max((east - west) * _ASPECT, 4.0), max(north - south, 4.0)
        self.scale = min((_WIDTH - 2 * _LEFT) / wide, (_HEIGHT - _TOP - 60) / high)
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        half_x = (_WIDTH - 2 * _LEFT) / 2 / self.scale / _ASPECT
        half_y = (_HEIGHT - _TOP - 60) / 2 / self.scale
        self.west, self.east = middle_x - half_x, middle_x + half_x
        self.south, self.north = middle_y - half_y, middle_y + half_y

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return _LEFT + (lon - self.west) * _ASPECT * self.scale, _TOP + (self.north - lat) * self.scale


def _graticule(drawing: Drawing, frame: _Frame) -> None:
    span = frame.north - frame.south
    step = 10 if span > 22 else 5 if span > 10 else 2 if span > 4 else 1
    for lon in range(int(frame.west // step) * step, int(frame.east) + step, step):
        if frame.west <= lon <= frame.east:
            x, _ = frame.at(lon, frame.north)
            drawing.line(x, _TOP, x, _HEIGHT - 60, width=0.7)
            drawing.text(x, _HEIGHT - 46, f"{lon}°E", size=10, anchor="middle", fill=SOFT)
    for lat in range(int(frame.south // step) * step, int(frame.north) + step, step):
        if frame.south <= lat <= frame.north:
            _, y = frame.at(frame.west, lat)
            drawing.line(_LEFT, y, _WIDTH - _LEFT, y, width=0.7)
            drawing.text(_LEFT + 3, y - 3, f"{lat}°N", size=10, fill=SOFT)


def _placed(graph: Any, rows: Sequence[Adoption]) -> list[tuple[Adoption, float, float]]:
    """Rows with coordinates; actors of one place stand in a small ring around it."""
    spots: dict[tuple[float, float], list[Adoption]] = defaultdict(list)
    for row in rows:
        data = graph.nodes[row.actor]
        lon, lat = data.get("lon"), data.get("lat")
        if isinstance(lon, (int, float)) and isinstance(lat, (int, float)):
            spots[float(lon), float(lat)].append(row)
    return [(row, lon, lat) for (lon, lat), found in spots.items() for row in found]


def _shade(day: str, days: Sequence[str]) -> str:
    low, high = int(days[0][:4]) * 12 + int(days[0][5:7]), int(days[-1][:4]) * 12 + int(days[-1][5:7])
    now = int(day[:4]) * 12 + int(day[5:7])
    return _EARLY_TO_LATE[min(int((now - low) / max(high - low, 1) * len(_EARLY_TO_LATE)), len(_EARLY_TO_LATE) - 1)]


def spread_map(graph: Any, reform: str, language: str = "zh", link: Callable[[str], str] | None = None) -> Drawing:
    """Adopters of a reform on the map: filled discs by the day known, hollow ones undated or not adopted.

    Raises
    ------
    UsageError
        When no actor of the reform has coordinates.
    """
    rows = [row for row in adoptions(graph, reform) if row.reform == reform]
    placed = _placed(graph, rows)
    if not placed:
        raise UsageError(f"no place is known for any adopter of “{label(graph, reform)}”", cure="choose another reform")
    title = label(graph, reform)
    drawing = Drawing(_WIDTH, _HEIGHT, title, language)
    drawing.heading(_LEFT)
    seats, heads = _land()
    frame = _Frame([(lon, lat) for _, lon, lat in placed])
    _graticule(drawing, frame)
    drawing.dots([frame.at(lon, lat) for lon, lat in seats if frame.holds(lon, lat)], stroke=RULE, width=2.6)
    for name, lon, lat in heads:
        if frame.holds(lon, lat):
            x, y = frame.at(lon, lat)
            drawing.text(x, y - 11, name, size=12, anchor="middle", fill=SOFT)
    _discs(drawing, graph, placed, frame, link)
    missing = len(rows) - len(placed)
    if missing:
        drawing.text(
            _WIDTH - _LEFT,
            28,
            (f"{missing} 个主体没有坐标，未画出", f"{missing} actors without coordinates are left out"),
            size=11,
            anchor="end",
            fill=SOFT,
        )
    return drawing


def _discs(
    drawing: Drawing,
    graph: Any,
    placed: list[tuple[Adoption, float, float]],
    frame: _Frame,
    link: Callable[[str], str] | None,
) -> None:
    days = sorted(row.known for row, _, _ in placed if row.status == "adopted" and row.known)
    seen: dict[tuple[float, float], int] = defaultdict(int)
    named: list[tuple[float, float]] = []
    for row, lon, lat in sorted(placed, key=lambda item: (item[0].known or "0", item[0].actor)):
        x, y = frame.at(lon, lat)
        turn = seen[lon, lat]
        seen[lon, lat] += 1
        reach = 0.0 if not turn else 9.0 * math.sqrt(turn)
        x, y = x + reach * math.cos(turn * 2.4), y + reach * math.sin(turn * 2.4)
        adopted = row.status == "adopted"
        fill = _shade(row.known, days) if adopted and row.known else WHITE
        stroke = WHITE if fill != WHITE else STATUS_COLOURS.get(row.status, SOFT)
        tip = f"{label(graph, row.actor)} · {row.words}"
        drawing.circle(
            x, y, 6.5, fill=fill, stroke=stroke, width=1.8, tip=tip, day=row.known, link=link(row.actor) if link else ""
        )
        if len(placed) <= _NAMED and all(abs(x - a) > 130 or abs(y - b) > 14 for a, b in named):
            named.append((x, y))
            name = label(graph, row.actor)
            drawing.text(x + 10, y + 4, cut(name, 11, 130), size=11, tip=name)
    _legend(drawing, days)


def _legend(drawing: Drawing, days: Sequence[str]) -> None:
    y = _HEIGHT - 18
    x = _LEFT
    if days:
        drawing.text(x, y, days[0][:7], size=12, fill=INK)
        for number, colour in enumerate(_EARLY_TO_LATE):
            drawing.rect(x + 62 + 26 * number, y - 11, 26, 13, fill=colour)
        drawing.text(x + 200, y, days[-1][:7], size=12, fill=INK)
        x += 280
    drawing.circle(x, y - 4, 6, fill=WHITE, stroke=STATUS_COLOURS["adopted"], width=1.8)
    drawing.text(x + 12, y, ("已采用，时间不详", "adopted, undated"), size=12, fill=SOFT)
    drawing.circle(x + 150, y - 4, 6, fill=WHITE, stroke=STATUS_COLOURS["planned"], width=1.8)
    drawing.text(x + 162, y, ("计划等", "planned and others"), size=12, fill=SOFT)
