"""Positions of a page about one thing, or about two: rings in sectors, and columns."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Point = tuple[float, float]
#: Room for a node with its name: along the ring and between rings, in pixels.
_ARC = 128.0
_RING = 96.0
_FIRST_RING = 190.0
_COLUMN = 190.0
_ROW = 72.0


def sector_layout(groups: Mapping[str, Sequence[int]], centre: int) -> dict[int, Point]:
    """One node in the middle; each group fills a sector, its nodes in angular order, several to a spoke.

    The width of a sector grows with the size of its group; a small group still gets some room.
    """
    sizes = {name: len(nodes) for name, nodes in groups.items() if nodes}
    total = sum(sizes.values())
    places: dict[int, Point] = {centre: (0.0, 0.0)}
    if not total:
        return places
    rings = _rings(total)
    shares = {name: max(size / total, 0.06) for name, size in sizes.items()}
    start = -math.pi / 2
    for name, share in shares.items():
        width = 2 * math.pi * share / sum(shares.values())
        _fill(places, list(groups[name]), start, width, rings)
        start += width
    return places


def _rings(total: int) -> int:
    """Rings that hold all nodes at the arc each needs."""
    rings, room = 0, 0.0
    while room < total:
        room += 2 * math.pi * (_FIRST_RING + rings * _RING) * 0.85 / _ARC
        rings += 1
    return rings


def _fill(places: dict[int, Point], nodes: list[int], start: float, width: float, rings: int) -> None:
    """Spokes from the first angle to the last; neighbours in the list are neighbours on the page."""
    weights = [_FIRST_RING + ring * _RING for ring in range(rings)]
    per_ring = [0] * rings
    # Deal the nodes to the rings in proportion to the length of the rings, in list order.
    credit = [0.0] * rings
    dealt: list[tuple[int, int]] = []
    for node in nodes:
        for ring in range(rings):
            credit[ring] += weights[ring] / sum(weights)
        ring = max(range(rings), key=lambda one: (credit[one], -one))
        credit[ring] -= 1
        dealt.append((node, ring))
        per_ring[ring] += 1
    margin = min(0.08, width * 0.12)
    placed = [0] * rings
    for node, ring in dealt:
        share = (placed[ring] + 0.5) / per_ring[ring]
        placed[ring] += 1
        angle = start + margin + (width - 2 * margin) * share
        reach = weights[ring]
        # Wider than high, as screens are.
        places[node] = (round(reach * math.cos(angle) * 1.25, 1), round(reach * math.sin(angle), 1))


def outer_ring(places: dict[int, Point], wanted: Mapping[int, float]) -> None:
    """Add nodes on rings outside all others, each near the angle it is given."""
    reach = max((math.hypot(x / 1.25, y) for x, y in places.values()), default=0.0) + _RING
    nodes = sorted(wanted, key=lambda node: (wanted[node], node))
    while nodes:
        room = max(int(2 * math.pi * reach / _ARC), 1)
        step = max(math.ceil(len(nodes) / room), 1)
        row, nodes = nodes[::step], [node for place, node in enumerate(nodes) if place % step]
        for number, node in enumerate(row):
            angle = -math.pi / 2 + 2 * math.pi * (number + 0.5) / len(row)
            places[node] = (round(reach * math.cos(angle) * 1.25, 1), round(reach * math.sin(angle), 1))
        reach += _RING


def turn(point: Point) -> float:
    """Angle of a point clockwise from the top, 0 to 2 pi."""
    return (math.atan2(point[1], point[0] / 1.25) + math.pi / 2) % (2 * math.pi)


def column_layout(columns: Sequence[tuple[float, Sequence[int]]], height: int = 14) -> dict[int, Point]:
    """Columns of nodes around given x positions (in column widths), each wrapped after `height` rows."""
    places: dict[int, Point] = {}
    for x, nodes in columns:
        width = max(math.ceil(len(nodes) / height), 1)
        rows = math.ceil(len(nodes) / width) if nodes else 0
        for number, node in enumerate(nodes):
            column, row = divmod(number, rows)
            shift = (column - (width - 1) / 2) if x == 0 else column * (1 if x > 0 else -1)
            places[node] = (round((x + shift) * _COLUMN, 1), round((row - (rows - 1) / 2) * _ROW, 1))
    return places


def groups_by(nodes: Sequence[dict[str, Any]], centre: int) -> dict[str, list[int]]:
    """Sectors of a page by kind; inside, reforms by category and zones by province, the big groups first."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if number != centre:
            found[str(node["k"])].append(number)
    order = ("reform", "zone", "organ", "company", "project", "person", "document", "place", "article")
    for members in found.values():
        sizes: dict[str, int] = defaultdict(int)
        for number in members:
            sizes[_family(nodes[number])] += 1
        members.sort(key=lambda n: (-sizes[_family(nodes[n])], _family(nodes[n]), n))
    return {kind: found[kind] for kind in (*order, *sorted(set(found) - set(order))) if kind in found}


def _family(node: dict[str, Any]) -> str:
    facts = node["f"]
    return str(facts.get("category") or facts.get("province") or facts.get("date") or "")


def compare_columns(count: int, centers: Sequence[int], edges: Sequence[dict[str, Any]], kinds: Sequence[str]) -> Any:
    """Columns of a comparison: what only the first has, the first, what both have, the second, its own."""
    left, right = centers
    near: list[set[int]] = [set() for _ in range(count)]
    for edge in edges:
        near[edge["f"]].add(edge["t"])
        near[edge["t"]].add(edge["f"])
    sides: dict[tuple[bool, bool, bool], list[int]] = defaultdict(list)
    for node in range(count):
        if node not in centers:
            sides[left in near[node], right in near[node], kinds[node] == "reform"].append(node)
    both = sides[True, True, True] + sides[False, False, True]
    return [
        (-1.7, [left]),
        (1.7, [right]),
        (0.0, both),
        (-3.0, sides[True, False, True]),
        (3.0, sides[False, True, True]),
        (-4.4, sides[True, False, False]),
        (4.4, sides[False, True, False]),
    ], sides[True, True, False] + sides[False, False, False]
