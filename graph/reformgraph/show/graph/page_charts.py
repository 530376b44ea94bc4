"""The charts that stand beside the graph of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts import Drawing, adoption_curve, adoption_matrix, reform_timeline, spread_map, zone_timeline
from reformgraph.show.charts.curve_chart import CURVES
from reformgraph.show.charts.drawing import escape
from reformgraph.show.charts.matrix import ZONES_AND_REFORMS, Matrix, matrix_of
from reformgraph.show.charts.spread import NARROW_SHEET, WIDE_SHEET
from reformgraph.show.graph.compared_zones import compared_zones

_CAPTIONS = {
    "map": ("扩散地图", "Map of spread"),
    "timeline": ("时间线", "Timeline"),
    "curve": ("采用曲线", "Adoption curve"),
    "matrix": ("采用矩阵", "Adoption matrix"),
}
Maker = Callable[[], Drawing]


def figure(name: str, drawing: Drawing, narrow: Drawing | None = None) -> str:
    """One chart as an HTML figure with a bilingual caption; `narrow` is drawn in its stead on a phone."""
    known = drawing.titles or next((pair for pair in (CURVES, ZONES_AND_REFORMS) if drawing.title in pair), None)
    titles = known or (drawing.title, drawing.title)
    zh, en = map(_caption, _CAPTIONS[name], ("：", ": "), titles)
    words = f'data-zh="{escape(zh)}" data-en="{escape(en)}"'
    caption = f"<figcaption {words}>{escape(drawing.words((zh, en)))}</figcaption>"
    # A wide chart scrolls at its own size, so that no letter is smaller than it was drawn.
    inside = f'<div class="chart" tabindex="0" role="group" aria-label="{escape(zh)}">'
    drawn = drawing.to_svg(standalone=False)
    if narrow is not None:
        drawn = f'<div class="on-wide">{drawn}</div><div class="on-narrow">{narrow.to_svg(standalone=False)}</div>'
    return f'<figure id="figure-{name}">{caption}{inside}{drawn}</div></figure>'


def map_figure(graph: Any, reform: str, language: str, link: Callable[[str], str] | None = None) -> str:
    """The map of a reform for wide screens and for phones; nothing where no actor has a place."""
    try:
        wide, narrow = (spread_map(graph, reform, language, link, sheet) for sheet in (WIDE_SHEET, NARROW_SHEET))
    except UsageError:
        return ""
    return figure("map", wide, narrow)


def _caption(sort: str, colon: str, title: str) -> str:
    """What a chart shows and of what; a title that says the first already stands alone."""
    return title if sort.lower() in title.lower() else f"{sort}{colon}{title}"


def _two(graph: Any, centers: Sequence[str]) -> Matrix:
    found = matrix_of(graph, rows=10**9, columns=10**9)
    cells = {key: cell for key, cell in found.cells.items() if key[0] in centers}
    if not cells:
        raise UsageError("neither zone has a reform", cure="compare others")
    return Matrix(tuple(centers), tuple(one for one in found.reforms if any(key[1] == one for key in cells)), cells)


def figures_of(graph: Any, sort: str, centers: Sequence[str], language: str) -> str:
    """HTML of the charts for a sort of page, below the columns of one that compares; empty when there is nothing."""
    makers: dict[str, Maker] = {}
    maps: list[str] = []
    if sort == "reform":
        maps = [map_figure(graph, centers[0], language)]
        makers = {
            "timeline": lambda: reform_timeline(graph, centers[0], language),
            "curve": lambda: adoption_curve(graph, [centers[0]], language),
        }
    elif sort == "zone":
        makers = {"timeline": lambda: zone_timeline(graph, centers[0], language)}
    elif sort == "compare":
        makers = {"matrix": lambda: adoption_matrix(graph, _two(graph, centers), language=language)}
    elif sort == "whole":
        makers = {
            "curve": lambda: adoption_curve(graph, (), language),
            "matrix": lambda: adoption_matrix(graph, matrix_of(graph), language=language),
        }
    drawn = [_drawn(name, make) for name, make in makers.items()]
    columns = [compared_zones(graph, centers, language)] if sort == "compare" else []
    return "\n".join([*columns, *maps, *drawn])


def _drawn(name: str, make: Maker) -> str:
    """The figure, or nothing where the graph has no data for it."""
    try:
        return figure(name, make())
    except UsageError:
        return ""
