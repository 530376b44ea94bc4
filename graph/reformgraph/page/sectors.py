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
_ROW = 58.0


def sector_layout(groups: Mapping[str, Sequence[int]], centre: int) -> dict[int, Point]:
    """One node in the middle; each group fills a sector from the inside out, in the order given.

    The width of a sector grows with the size of its group; a small group still gets some room.
    """
    shares = {name: math.sqrt(len(nodes)) * len(nodes) ** 0.25 + 0.6 for name, nodes in groups.items() if nodes}
    total = sum(shares.values()) or 1.0
    places: dict[int, Point] = {centre: (0.0, 0.0)}
    start = -math.pi / 2
    for name, share in shares.items():
        width = 2 * math.pi * share / total
        _fill(places, list(groups[name]), start, width)
        start += width
    return places


def _fill(places: dict[int, Point], nodes: list[int], start: float, width: float) -> None:
    reach = _FIRST_RING
    margin = min(0.12, width * 0.1)
    while nodes:
        room = max(int((width - 2 * margin) * reach / _ARC), 1)
        row, nodes = nodes[:room], nodes[room:]
        for number, node in enumerate(row):
            angle = start + margin + (width - 2 * margin) * (number + 0.5) / len(row)
            # Wider than high, as screens are.
            places[node] = (round(reach * math.cos(angle) * 1.25, 1), round(reach * math.sin(angle), 1))
        reach += _RING


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


def groups_by(nodes: Sequence[dict[str, Any]], centre: int, sort: str) -> dict[str, list[int]]:
    """Sectors of a page: reforms by category, zones by province, all else by kind; big reform groups first."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        if number != centre:
            found[_sector(node, sort)].append(number)
    order = {"reform": 0, "zone": 1, "organ": 2, "company": 3, "project": 4, "person": 5, "document": 6, "place": 7}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[0].split(":")[0], 8), -len(item[1]), item[0])))


def _sector(node: dict[str, Any], sort: str) -> str:
    facts = node["f"]
    if node["k"] == "reform" and sort != "article":
        return f"reform:{facts.get('category', '')}"
    if node["k"] in ("zone", "organ") and sort == "reform":
        return f"zone:{facts.get('province', '')}"
    return str(node["k"])


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
        (-2.2, [left]),
        (2.2, [right]),
        (0.0, both),
        (-3.6, sides[True, False, True]),
        (3.6, sides[False, True, True]),
        (-5.6, sides[True, False, False]),
        (5.6, sides[False, True, False]),
    ], sides[True, True, False] + sides[False, False, False]
