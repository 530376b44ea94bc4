"""Positions of a whole graph: communities laid out one by one, then packed side by side.

Force-directed layouts of thousands of nodes end in a hairball and take many seconds. Here the
Louvain communities (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008) are drawn one by one
with the force model of Fruchterman and Reingold (1991, doi:10.1002/spe.4380211102), nodes are pushed
apart until their discs do not touch, and the communities are packed as discs, each near those it
is most linked with. The same graph always gives the same picture.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from reformgraph.errors import MissingExtraError

#: Pull of an edge by its kind; claims hold a community together, mentions hardly.
WEIGHTS = {"claim": 3.0, "about": 2.0, "near": 1.5, "part_of": 1.0, "located_in": 0.3, "mentions": 0.4}
_LARGEST = 400
_STEPS = 60
_GAP = 16.0
_GOLDEN = math.pi * (3 - math.sqrt(5))

Edge = tuple[int, int, float]


def _numpy() -> Any:
    try:
        import numpy
    except ImportError as fault:
        raise MissingExtraError("numpy", "page") from fault
    return numpy


def communities(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Louvain communities of nodes 0..count-1, the largest first; none larger than 400 where it can be split."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for start, end, weight in edges:
        present = graph.get_edge_data(start, end, {"weight": 0.0})["weight"]
        graph.add_edge(start, end, weight=present + weight)
    found: list[list[int]] = []
    pending = [sorted(range(count))]
    resolution = 1.0
    while pending and resolution < 20:
        split = [
            sorted(part)
            for nodes in pending
            for part in nx.community.louvain_communities(graph.subgraph(nodes), seed=1, resolution=resolution)
        ]
        found += [part for part in split if len(part) <= _LARGEST]
        pending = [part for part in split if len(part) > _LARGEST]
        resolution *= 2.5
    found += [nodes[n : n + _LARGEST] for nodes in pending for n in range(0, len(nodes), _LARGEST)]
    return sorted(found, key=lambda part: (-len(part), part[0]))


def _spiral(np: Any, count: int, step: float) -> Any:
    turn = np.arange(count)
    reach = step * np.sqrt(turn + 0.3)
    return np.stack([reach * np.cos(turn * _GOLDEN), reach * np.sin(turn * _GOLDEN)], axis=1)


def _forces(np: Any, count: int, edges: Sequence[Edge], radii: Any) -> Any:
    """Fruchterman and Reingold within one community; the nodes come with the most linked first."""
    if count == 1:
        return np.zeros((1, 2))
    ideal = 2.2 * float(radii.mean()) + 2 * _GAP
    places = _spiral(np, count, ideal * 0.8)
    pull = np.zeros((count, count))
    for start, end, weight in edges:
        pull[start, end] += weight
        pull[end, start] += weight
    pull = np.sqrt(pull)
    heat = ideal * math.sqrt(count) * 0.25
    for step in range(_STEPS):
        delta = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((delta**2).sum(axis=2)), 0.5)
        strength = ideal**2 / distance**2 - pull * distance / (ideal * 3)
        move = (delta * strength[:, :, None]).sum(axis=1) - places * 0.02 * math.sqrt(count)
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-6)
        limit = heat * (1 - step / _STEPS) + 1.0
        places = places + move / length[:, None] * np.minimum(length, limit)[:, None]
    return places


def spread_apart(np: Any, places: Any, radii: Any, rounds: int = 40) -> Any:
    """Push discs apart until none overlap (or the rounds are used up)."""
    need = radii[:, None] + radii[None, :] + _GAP
    np.fill_diagonal(need, 0.0)
    for _ in range(rounds):
        delta = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((delta**2).sum(axis=2)), 0.1)
        overlap = np.maximum(need - distance, 0.0)
        if float(overlap.max()) < 1.0:
            break
        places = places + 0.35 * (delta / distance[:, :, None] * overlap[:, :, None]).sum(axis=1)
    return places


def _pack(np: Any, reach: Sequence[float], links: dict[tuple[int, int], float]) -> Any:
    """Centres of discs of the given radii, none overlapping, each close to the discs it is linked with."""
    centres = np.zeros((len(reach), 2))
    reaches = np.array(reach)
    angles = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    for number in range(1, len(reach)):
        placed = slice(0, number)
        pulls = np.array([links.get((other, number), 0.0) for other in range(number)]) + 1e-3
        target = (centres[placed] * pulls[:, None]).sum(axis=0) / pulls.sum() * 0.5
        need = reaches[placed] + reach[number] + 2 * _GAP
        around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        points = (centres[placed][:, None, :] + around[None, :, :] * need[:, None, None]).reshape(-1, 2)
        gaps = np.sqrt(((points[:, None, :] - centres[placed][None, :, :]) ** 2).sum(axis=2)) - need[None, :]
        free = points[(gaps > -0.01).all(axis=1)]
        # A wide screen: horizontal distance costs less than vertical.
        cost = (((free - target) * np.array([0.75, 1.25])) ** 2).sum(axis=1)
        centres[number] = free[int(cost.argmin())]
    return centres


def _inner_edges(groups: Sequence[Sequence[int]], edges: Sequence[Edge]) -> tuple[list[list[Edge]], Any]:
    home = {node: (number, place) for number, nodes in enumerate(groups) for place, node in enumerate(nodes)}
    inside: list[list[Edge]] = [[] for _ in groups]
    between: dict[tuple[int, int], float] = defaultdict(float)
    for start, end, weight in edges:
        (one, a), (other, b) = home[start], home[end]
        if one == other:
            inside[one].append((a, b, weight))
        else:
            between[min(one, other), max(one, other)] += weight
    return inside, between


def community_layout(radii: Sequence[float], edges: Sequence[Edge]) -> list[tuple[float, float]]:
    """Positions of nodes with the given radii, in pixels at full size.

    Parameters
    ----------
    radii
        Radius of each node in pixels.
    edges
        Start, end and weight.

    Raises
    ------
    MissingExtraError
        When numpy is not installed.
    """
    np = _numpy()
    if not radii:
        return []
    degree = [0.0] * len(radii)
    for start, end, weight in edges:
        degree[start] += weight
        degree[end] += weight
    lone = [node for node in range(len(radii)) if not degree[node]]
    parts = [part for part in communities(len(radii), edges) if len(part) > 1 or degree[part[0]]]
    groups = [sorted(part, key=lambda node: (-degree[node], node)) for part in parts]
    inside, between = _inner_edges(groups, edges) if groups else ([], {})
    sizes = np.array(radii, dtype=float)
    drawn = []
    for nodes, inner in zip(groups, inside, strict=True):
        places = spread_apart(np, _forces(np, len(nodes), inner, sizes[nodes]), sizes[nodes])
        drawn.append(places - places.mean(axis=0))
    reach = [
        float((np.sqrt((places**2).sum(axis=1)) + sizes[nodes]).max())
        for nodes, places in zip(groups, drawn, strict=True)
    ]
    result = np.zeros((len(radii), 2))
    if groups:
        for nodes, places, centre in zip(groups, drawn, _pack(np, reach, between), strict=True):
            result[nodes] = places + centre
    _place_lone(np, result, lone, len(groups) > 0)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in result]


def _place_lone(np: Any, result: Any, lone: Sequence[int], others: bool) -> None:
    """Nodes without edges stand in rows below the rest."""
    if not lone:
        return
    rest = np.delete(result, lone, axis=0)
    left, width = (float(rest[:, 0].min()), float(np.ptp(rest[:, 0]))) if others else (0.0, 0.0)
    top = float(rest[:, 1].max()) + 120 if others else 0.0
    columns = max(int(max(width, 60 * math.sqrt(len(lone))) // 60), 1)
    for number, node in enumerate(lone):
        result[node] = (left + 60 * (number % columns), top + 60 * (number // columns))
