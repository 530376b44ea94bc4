"""The charts that stand beside the graph of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts import Drawing, adoption_curve, adoption_matrix, reform_timeline, spread_map, zone_timeline
from reformgraph.show.charts.curve_chart import CURVES
from reformgraph.show.charts.drawing import escape
from reformgraph.show.charts.matrix import HEAD_HIGH, HEAD_WIDE, ZONES_AND_REFORMS, matrix_of
from reformgraph.show.charts.spread import NARROW_SHEET, WIDE_SHEET
from reformgraph.show.graph.compared_zones import compared_zones

_CAPTIONS = {
    "map": ("扩散地图", "Map of spread"),
    "timeline": ("时间线", "Timeline"),
    "curve": ("采用曲线", "Adoption curve"),
    "matrix": ("采用矩阵", "Adoption matrix"),
}
Maker = Callable[[bool], Drawing]


def figure(name: str, drawing: Drawing, narrow: Drawing | None = None) -> str:
    """One chart as an HTML figure with a bilingual caption; `narrow` is drawn in its stead on a phone."""
    known = drawing.titles or next((pair for pair in (CURVES, ZONES_AND_REFORMS) if drawing.title in pair), None)
    titles = known or (drawing.title, drawing.title)
    zh, en = map(_caption, _CAPTIONS[name], ("：", ": "), titles)
    words = f'data-zh="{escape(zh)}" data-en="{escape(en)}"'
    caption = f"<figcaption {words}>{escape(drawing.words((zh, en)))}</figcaption>"
    # A wide chart scrolls at its own size, so that no letter is smaller than it was drawn.
    heads = f' data-heads="{HEAD_WIDE:.0f} {HEAD_HIGH:.0f}"' if name == "matrix" else ""
    inside = f'<div class="chart"{heads} tabindex="0" role="group" aria-label="{escape(zh)}">'
    told = drawing.to_svg(standalone=False)
    if narrow is not None:
        told = f'<div class="on-wide">{told}</div><div class="on-narrow">{narrow.to_svg(standalone=False)}</div>'
    return f'<figure id="figure-{name}">{caption}{inside}{told}</div></figure>'


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


def figures_of(graph: Any, sort: str, centers: Sequence[str], language: str) -> str:
    """HTML of the charts for a sort of page, below the columns of one that compares; empty when there is nothing."""
    makers: dict[str, Maker] = {}
    maps: list[str] = []
    if sort == "reform":
        maps = [map_figure(graph, centers[0], language)]
        makers = {
            "timeline": lambda narrow: reform_timeline(graph, centers[0], language, narrow=narrow),
            "curve": lambda narrow: adoption_curve(graph, [centers[0]], language, narrow=narrow),
        }
    elif sort == "zone":
        makers = {"timeline": lambda narrow: zone_timeline(graph, centers[0], language, narrow=narrow)}
    elif sort == "whole":
        makers = {
            "curve": lambda narrow: adoption_curve(graph, (), language, narrow=narrow),
            "matrix": lambda _: adoption_matrix(graph, matrix_of(graph), language=language),
        }
    made = [drawn(name, make) for name, make in makers.items()]
    columns = [compared_zones(graph, centers, language)] if sort == "compare" else []
    return "\n".join([*columns, *maps, *made])


def drawn(name: str, make: Maker) -> str:
    """The figure for wide screens and for phones (but a matrix, which scrolls), nothing where there is no data."""
    try:
        return figure(name, make(False), make(True) if name != "matrix" else None)
    except UsageError:
        return ""
