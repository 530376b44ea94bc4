"""Chooses the layout that suits the page and returns a position for each node."""

from __future__ import annotations

from reformgraph.show.graph.graph_layout import WEIGHTS, community_layout
from reformgraph.show.graph.sectors import (
    Point,
    column_layout,
    compare_columns,
    groups_by,
    outer_ring,
    sector_layout,
    turn,
)
from reformgraph.show.graph.selection import CORE
from reformgraph.show.model import PageModel


def positions(model: PageModel) -> list[Point]:
    """Position of each node of the model in pixels; the same model gives the same positions."""
    if not model.nodes:
        return []
    if model.sort == "whole":
        radii = [float(node["r"]) for node in model.nodes]
        edges = [(edge["f"], edge["t"], WEIGHTS.get(edge["k"], 0.5)) for edge in model.edges]
        return community_layout(radii, edges, [node["k"] in CORE for node in model.nodes])
    if model.sort == "compare":
        return _compared(model)
    centre = model.centers[0]
    groups = groups_by(model.nodes, centre)
    outer = [*groups.pop("article", []), *groups.pop("place", [])] if model.sort == "reform" else []
    places = sector_layout(groups, centre)
    if outer:
        outer_ring(places, _angles(model, outer, places, centre))
    return [places[number] for number in range(len(model.nodes))]


def _angles(model: PageModel, outer: list[int], places: dict[int, Point], centre: int) -> dict[int, float]:
    """Each article at the angle of the zone it is about, each place at that of a zone it holds."""
    found = dict.fromkeys(outer, 0.0)
    for edge in reversed(model.edges):
        for node, other in ((edge["f"], edge["t"]), (edge["t"], edge["f"])):
            if node in found and other in places and other != centre:
                found[node] = turn(places[other])
    return found


def _compared(model: PageModel) -> list[Point]:
    kinds = [str(node["k"]) for node in model.nodes]
    columns, rest = compare_columns(len(kinds), model.centers, model.edges, kinds)
    places = column_layout(columns)
    lowest = max((y for _, y in places.values()), default=0.0) + 110
    for number, node in enumerate(rest):
        places[node] = ((number % 9 - 4) * 190.0, lowest + number // 9 * 60.0)
    return [places[number] for number in range(len(kinds))]
