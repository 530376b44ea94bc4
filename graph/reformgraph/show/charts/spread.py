"""Map of spread: who adopted a reform where and when, drawn from coordinates alone.

No outline is drawn: the seats of counties are faint dots that show the land, in one equal-area frame for all of
China. Zones are dots, provinces and cities that act are squares; a grid of tiles below the map counts by province.
Whoever has no room for a name on the map stands in the list below that. The whole is as narrow as the column of a page.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.axis import bulk
from reformgraph.show.charts.chart_data import Adoption, adoptions, called, label
from reformgraph.show.charts.conic import ConicFrame
from reformgraph.show.charts.drawing import INK, RULE, SOFT, STATUS_COLOURS, WHITE, Drawing, Words, cut_both, text_width
from reformgraph.show.charts.map_names import SEATS_TOLD, Spot, draw_land, write_names
from reformgraph.show.charts.tile_grid import HIGH, short_name, tile_grid

_TOP, _ROW, _LISTED = 48.0, 20.0, 240
#: From early to late, told apart by lightness alone (viridis).
_EARLY_TO_LATE = ("#440154", "#3b528b", "#21918c", "#5ec962", "#d8b400")
_R = 6.0
#: Marks of a map: those with most reforms, or the earliest adopters of one; the others stand in the list.
_MARKS, _CROWD = 600, 150


@dataclass(frozen=True, slots=True)
class Sheet:
    """Measures of the drawing in pixels: margin, map, lines of the legend, and columns of the list below."""

    left: float
    wide: float
    high: float
    lines: int
    columns: int

    @property
    def width(self) -> float:
        """Of the whole drawing."""
        return 2 * self.left + self.wide

    @property
    def legend(self) -> float:
        """Top of the legend."""
        return _TOP + self.high + 26

    @property
    def tiles(self) -> float:
        """Top of the tiles of provinces."""
        return self.legend + 28 + 24 * self.lines

    @property
    def list(self) -> float:
        """Top of the list."""
        return self.tiles + HIGH + 60


#: For the column of a page, and for a phone: no letter is scaled down on either.
WIDE_SHEET, NARROW_SHEET = Sheet(10, 648, 512, 2, 2), Sheet(4, 324, 256, 5, 1)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An adoption at its pixel; `seat` where the actor is a province, city or county itself, `r` the size of its mark.

    `told` is the time of the adoption, or how many the actor has.
    """

    row: Adoption
    name: Words
    x: float
    y: float
    seat: bool
    r: float
    told: Words


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a map shows: a row an actor, how many each has (empty: the map is of one reform), and what the tiles count.

    `reforms` are those whose articles are its sources.
    """

    titles: Words
    rows: Sequence[Adoption]
    reforms: Sequence[str]
    tiles: Words
    counts: Mapping[str, int]

    def told(self, row: Adoption) -> Words:
        """What stands behind a name: the time, or the number of reforms."""
        count = self.counts.get(row.actor, 0)
        return (f"{count} 项", str(count)) if self.counts else row.words

    def size(self, row: Adoption) -> float:
        """Radius of the mark: the area grows with the number of reforms; where many act, all are smaller."""
        if not self.counts:
            return _R
        share = self.counts.get(row.actor, 0) / (max(self.counts.values()) or 1)
        return (4.0 + 8.0 * math.sqrt(share)) * (0.55 if len(self.rows) > _CROWD else 1.0)


@lru_cache(maxsize=1)
def land() -> tuple[tuple[float, float], ...]:
    """Coordinates of the seats of counties, cities and provinces, those of the southern islands among them.

    The table of places has one place for Taiwan; the seats of its counties and cities stand in a file of their own.
    """
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    places = load_vocabulary().places.by_code.values()
    seats = (files("reformgraph.show.charts") / "taiwan_seats.csv").read_text("utf-8").splitlines()
    more = ((float(row["lon"]), float(row["lat"])) for row in csv.DictReader(seats))
    return (*((place.lon, place.lat) for place in places if place.lon and place.lat), *more)


def _located(graph: Any, node: str) -> tuple[float, float] | None:
    data = graph.nodes[node]
    lon, lat = data.get("lon"), data.get("lat")
    if isinstance(lon, (int, float)) and isinstance(lat, (int, float)):
        return float(lon), float(lat)
    return None


def _place(graph: Any, subject: _Subject, frame: ConicFrame, share: float) -> list[_Placed]:
    """Rows with coordinates, marks at a share of their size; actors of one place stand in a small spiral around it."""
    seen: dict[tuple[float, float], int] = defaultdict(int)
    made = []
    for row in sorted(subject.rows, key=lambda one: (-subject.counts.get(one.actor, 0), one.known or "0", one.actor)):
        spot = _located(graph, row.actor)
        if spot is None:
            continue
        turn, seen[spot] = seen[spot], seen[spot] + 1
        x, y = frame.at(*spot)
        reach = 9.0 * math.sqrt(turn)
        x, y = x + reach * math.cos(turn * 2.4), y + reach * math.sin(turn * 2.4)
        seat = graph.nodes[row.actor].get("kind") == "place"
        made.append(_Placed(row, called(graph, row.actor), x, y, seat, share * subject.size(row), subject.told(row)))
    return made


def _shade(day: str, days: Sequence[str]) -> str:
    low, high, now = (int(one[:4]) * 12 + int(one[5:7]) for one in (*bulk(days), day))
    place = int((now - low) / max(high - low, 1) * len(_EARLY_TO_LATE))
    return _EARLY_TO_LATE[min(max(place, 0), len(_EARLY_TO_LATE) - 1)]


def spread_map(
    graph: Any,
    reform: str,
    language: str = "zh",
    link: Callable[[str], str] | None = None,
    sheet: Sheet = WIDE_SHEET,
) -> Drawing:
    """Adopters of a reform on the map: filled marks by the day known, hollow ones undated or not adopted.

    Raises
    ------
    UsageError
        When no actor of the reform has coordinates.
    """
    rows = [row for row in adoptions(graph, reform) if row.reform == reform]
    subject = _Subject(called(graph, reform), rows, [reform], ("各省采用者数", "Adopters by province"), {})
    made = _map(graph, subject, language, link, sheet)
    if made is None:
        raise UsageError(f"no place is known for any adopter of “{label(graph, reform)}”", cure="choose another reform")
    return made


def actor_map(
    graph: Any,
    language: str = "zh",
    link: Callable[[str], str] | None = None,
    sheet: Sheet = WIDE_SHEET,
) -> Drawing:
    """All who adopted anything: marks by the number of their reforms, filled by the day of the first that is known.

    Raises
    ------
    UsageError
        When no actor has coordinates.
    """
    rows = adoptions(graph)
    counts = Counter(row.actor for row in rows if row.status == "adopted")
    first: dict[str, Adoption] = {}
    for row in sorted(rows, key=lambda row: (row.status != "adopted", row.known or "~", row.reform)):
        first.setdefault(row.actor, row)
    reforms = sorted({row.reform for row in rows})
    titles, tiles = ("谁在何处推行改革", "Who adopted reforms where"), ("各省已采用项数", "Adoptions by province")
    subject = _Subject(titles, list(first.values()), reforms, tiles, counts or {"": 1})
    made = _map(graph, subject, language, link, sheet)
    if made is None:
        raise UsageError("no place is known for any of these actors", cure="relax the filters")
    return made


def _map(
    graph: Any, subject: _Subject, language: str, link: Callable[[str], str] | None, sheet: Sheet
) -> Drawing | None:
    """The drawing; None where no actor has coordinates."""
    frame = ConicFrame.around(land(), sheet.left, _TOP, sheet.wide, sheet.high)
    placed = _place(graph, subject, frame, 0.6 if subject.counts and sheet.columns == 1 else 1.0)
    if not placed:
        return None
    left = max(0, len(placed) - _MARKS)
    placed = placed[:_MARKS]
    titles = subject.titles
    drawing = Drawing(sheet.width, sheet.list, titles[language != "zh"], language, titles=titles)
    drawing.heading(sheet.left)
    draw_land(drawing, frame, land())
    days = sorted(one.row.known for one in placed if one.row.status == "adopted" and one.row.known)
    for one in placed:
        _mark(drawing, one, days, link)
    named = _labels(drawing, placed, link, sheet)
    _tiles(drawing, graph, subject, sheet)
    _legend(drawing, days, sheet, sized=bool(subject.counts))
    marked = {one.row.actor for one in placed}
    rest = [_Listed(one.row, one.name, one.told) for one in placed if one.row.actor not in named]
    rest += [
        _Listed(row, called(graph, row.actor), subject.told(row), nowhere=_located(graph, row.actor) is None)
        for row in subject.rows
        if row.actor not in marked
    ]
    _list(drawing, rest, days, link, sheet)
    if left:
        drawing.height += _ROW
        words = (f"图上画出 {_MARKS} 个，另有 {left} 个未画出。", f"{_MARKS} are drawn on the map, {left} are not.")
        _note(drawing, sheet, drawing.height, words)
    _source(drawing, graph, subject.reforms, sheet)
    return drawing


@dataclass(frozen=True, slots=True)
class _Listed:
    """Who stands in the list below the map."""

    row: Adoption
    name: Words
    told: Words
    nowhere: bool = False


def _mark(drawing: Drawing, one: _Placed, days: Sequence[str], link: Callable[[str], str] | None) -> None:
    row = one.row
    style = {**_style(row, days), "tip": f"{drawing.words(one.name)} · {drawing.words(one.told)}", "day": row.known}
    style["link"] = link(row.actor) if link else ""
    if one.seat:
        drawing.rect(one.x - one.r, one.y - one.r, 2 * one.r, 2 * one.r, **style)
    else:
        drawing.circle(one.x, one.y, one.r, **style)


def _style(row: Adoption, days: Sequence[str]) -> dict[str, object]:
    fill = _shade(row.known, days) if row.status == "adopted" and row.known and days else WHITE
    stroke = WHITE if fill != WHITE else STATUS_COLOURS.get(row.status, SOFT)
    return {"fill": fill, "stroke": stroke, "width": 1.8}


def _labels(drawing: Drawing, placed: Sequence[_Placed], link: Callable[[str], str] | None, sheet: Sheet) -> set[str]:
    """Write the names for which there is room beside the mark; the actors that got one."""
    spots = [Spot(one.name, one.x, one.y, one.r, link(one.row.actor) if link else "") for one in placed]
    area = (0.0, _TOP - 12, sheet.width, _TOP + sheet.high + 12)
    return {placed[number].row.actor for number in write_names(drawing, spots, area)}


def _tiles(drawing: Drawing, graph: Any, subject: _Subject, sheet: Sheet) -> None:
    """Adopters, or all that they adopted, by province; a province that acts itself counts in its tile."""
    counts: Counter[str] = Counter()
    for row in subject.rows:
        province = short_name(str(graph.nodes[row.actor].get("province") or ""))
        if province and row.status == "adopted":
            counts[province] += subject.counts.get(row.actor, 0) if subject.counts else 1
    drawing.text(sheet.left, sheet.tiles - 14, subject.tiles, size=13, bold=True)
    tile_grid(drawing, counts, sheet.left, sheet.tiles)
    words = ("每省一格，不表示面积与界线", "one tile a province (ISO 3166-2): neither area nor border")
    drawing.text(sheet.left, sheet.tiles + HIGH + 18, words, size=12, fill=SOFT)


def _legend(drawing: Drawing, days: Sequence[str], sheet: Sheet, *, sized: bool) -> None:
    """Every mark that the map can hold, below the scale of the days; as many in a line as there is room for."""
    x, y = sheet.left, sheet.legend
    if sized:
        words = ("越大项数越多；色：首项", "larger: more; colour: first one")
        drawing.text(
            sheet.left + (260 if sheet.columns > 1 else 0), y + (0 if sheet.columns > 1 else -16), words, size=12
        )
    if days:
        first, last = bulk(days)
        drawing.text(
            x - (9 if first > days[0] else 0), y, ("≤" if first > days[0] else "") + first[:7], size=12, fill=INK
        )
        for number, colour in enumerate(_EARLY_TO_LATE):
            drawing.rect(x + 62 + 24 * number, y - 11, 24, 13, fill=colour)
        drawing.text(x + 190, y, ("≥" if last < days[-1] else "") + last[:7], size=12, fill=INK)
        y += 24
    adopted, planned = STATUS_COLOURS["adopted"], STATUS_COLOURS["planned"]
    kinds = (
        ("circle", SOFT, SOFT, ("开发区等", "zone"), 76), ("rect", SOFT, SOFT, ("省、市、县", "province, city"), 116),
        ("circle", WHITE, adopted, ("已采用，时间不详", "adopted, undated"), 130),
        ("circle", WHITE, planned, ("计划及其他", "planned and others"), 130),
        ("circle", RULE, RULE, ("县级驻地", "seats of counties"), 100),
    )  # fmt: skip
    for shape, fill, stroke, words, wide in kinds:
        if x + wide + 60 > sheet.width and x > sheet.left:
            x, y = sheet.left, y + 24
        if shape == "rect":
            drawing.rect(x, y - 10, 11, 11, fill=fill, stroke=stroke, width=1.8)
        else:
            drawing.circle(x + 6, y - 4, 2 if fill == RULE else 6, fill=fill, stroke=stroke, width=1.8)
        drawing.text(x + 17, y, words, size=12, fill=SOFT)
        x += wide


def _list(
    drawing: Drawing,
    rest: Sequence[_Listed],
    days: Sequence[str],
    link: Callable[[str], str] | None,
    sheet: Sheet,
) -> None:
    """Below the map: those without a name on it, and those without coordinates (square brackets)."""
    if not rest:
        return
    title = ("图上未标名者（无坐标者加方括号）", "Not named on the map (without coordinates in brackets)")
    _note(drawing, sheet, sheet.list - (12 if sheet.columns > 1 else 28), title, bold=True)
    shown = rest[:_LISTED]
    lines = math.ceil(len(shown) / sheet.columns)
    wide = sheet.wide / sheet.columns
    for number, one in enumerate(shown):
        x, y = sheet.left + wide * (number // lines), sheet.list + 10 + _ROW * (number % lines)
        if not one.nowhere:
            drawing.circle(x + 5, y - 4, 4.5, **_style(one.row, days))
        short = cut_both(one.name, 12, wide - 190)
        told = [
            f"[{text}] {time}" if one.nowhere else f"{text} {time}" for text, time in zip(short, one.told, strict=True)
        ]
        address = link(one.row.actor) if link else ""
        drawing.text(x + 15, y, (told[0], told[1]), size=12, tip=drawing.words(one.name), link=address)
    drawing.height = sheet.list + _ROW * lines + 10
    if len(rest) > len(shown):
        more = len(rest) - len(shown)
        drawing.height += _ROW
        drawing.text(
            sheet.left, drawing.height - 14, (f"另有 {more} 个，见表。", f"{more} more: see the table."), size=12
        )


def _source(drawing: Drawing, graph: Any, reforms: Sequence[str], sheet: Sheet) -> None:
    """Where the marks come from: the articles, and the table of places."""
    edges = graph.in_edges(reforms, data=True)
    articles = {str(data["article"]) for *_, data in edges if data.get("article")}
    issued = sorted(str(graph.nodes[one].get("date") or "") for one in articles if one in graph)
    known = [day for day in issued if day]
    span = f"{known[0]} – {known[-1]}" if known else ""
    drawing.height += 66
    words = (f"来源：{len(articles)} 篇报道 {span}", f"Source: {len(articles)} articles {span}")
    _note(drawing, sheet, drawing.height - 46, words, fill=SOFT)
    _note(drawing, sheet, drawing.height - 28, SEATS_TOLD, fill=SOFT)


def _note(drawing: Drawing, sheet: Sheet, y: float, words: Words, **style: object) -> None:
    """A line of words, in two where the sheet has no room for one."""
    lines = [_halves(text, sheet.wide) for text in words]
    for number in range(max(map(len, lines))):
        pair = tuple(line[number] if number < len(line) else "" for line in lines)
        drawing.text(sheet.left, y + 16 * number, (pair[0], pair[1]), size=12, **style)


def _halves(text: str, wide: float) -> list[str]:
    """A text whole where it fits, else parted behind a semicolon or before a bracket."""
    if text_width(text, 12) <= wide:
        return [text]
    return re.split(r"(?<=[；;])\s*|(?<!\s)\s*(?=[（(])", text, maxsplit=1)
