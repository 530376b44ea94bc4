"""Positions of a whole graph: zones and reforms in communities, everything else around its zone.

Force-directed layouts of thousands of nodes end in a hairball and take many seconds. Here only the
core (zones, reforms, organs) is laid out by forces: its Louvain communities (Blondel et al. 2008,
doi:10.1088/1742-5468/2008/10/P10008) one by one with the model of Fruchterman and Reingold (1991,
doi:10.1002/spe.4380211102), discs pushed apart until they do not touch, communities packed side by
side, each near those it is most linked with. Articles, companies and the rest stand in a spiral
around the core node they belong to (`satellites`). The same graph always gives the same picture.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from reformgraph.errors import MissingExtraError

#: Pull of an edge by its kind; claims hold a community together, mentions hardly.
WEIGHTS = {"claim": 3.0, "about": 2.0, "near": 1.5, "part_of": 1.0, "located_in": 0.5, "mentions": 0.4}
_LARGEST = 250
_GAP = 10.0
_LEAF = 7.0
#: Nodes without a link stand in a grid of so many columns at least, for their names are beside them; a row is as high
#: as this share of a column is wide.
_LONE_COLUMNS, _LONE_HIGH = 6, 0.3
#: Places for a community that are looked at in one go.
_AT_ONCE = 256
_GOLDEN = math.pi * (3 - math.sqrt(5))

Edge = tuple[int, int, float]


def numpy_or_error() -> Any:
    """The numpy module.

    Raises
    ------
    MissingExtraError
        When it is not installed.
    """
    try:
        import numpy
    except ImportError as fault:
        raise MissingExtraError("numpy", "page") from fault
    return numpy


def communities(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Louvain communities of nodes 0..count-1, the largest first; those above 250 nodes are split again."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for start, end, weight in edges:
        present = graph.get_edge_data(start, end, {"weight": 0.0})["weight"]
        graph.add_edge(start, end, weight=present + weight)
    found: list[list[int]] = []
    pending = [sorted(range(count))]
    for resolution in (1.0, 2.5, 6.0):
        split = [
            sorted(part)
            for nodes in pending
            for part in nx.community.louvain_communities(graph.subgraph(nodes), seed=1, resolution=resolution)
        ]
        found += [part for part in split if len(part) <= _LARGEST]
        pending = [part for part in split if len(part) > _LARGEST]
        if not pending:
            break
    found += [nodes[n : n + _LARGEST] for nodes in pending for n in range(0, len(nodes), _LARGEST)]
    return sorted(found, key=lambda part: (-len(part), part[0]))


def satellites(core: Sequence[bool], edges: Sequence[Edge]) -> list[int]:
    """For each node the core node it stands by, itself for a core node, -1 when no path leads to one.

    The strongest link decides; nodes that reach the core only through others follow those.
    """
    anchor = [node if inside else -1 for node, inside in enumerate(core)]
    near: list[list[tuple[float, int]]] = [[] for _ in core]
    for start, end, weight in edges:
        near[start].append((-weight, end))
        near[end].append((-weight, start))
    waiting = [node for node, inside in enumerate(core) if not inside]
    while waiting:
        settled = {}
        for node in waiting:
            known = [(weight, anchor[other]) for weight, other in near[node] if anchor[other] >= 0]
            if known:
                settled[node] = min(known)[1]
        if not settled:
            break
        for node, home in settled.items():
            anchor[node] = home
        waiting = [node for node in waiting if node not in settled]
    return anchor


def _spiral(np: Any, count: int, step: float, inner: float = 0.0) -> Any:
    turn = np.arange(count)
    reach = np.sqrt(inner**2 + step**2 * (turn + 0.3))
    return np.stack([reach * np.cos(turn * _GOLDEN), reach * np.sin(turn * _GOLDEN)], axis=1)


def _forces(np: Any, edges: Sequence[Edge], radii: Any) -> Any:
    """Fruchterman and Reingold within one community; the nodes come with the most linked first."""
    count = len(radii)
    ideal = 2.4 * float(radii.mean()) + _GAP
    places = _spiral(np, count, ideal * 0.8)
    pull = np.zeros((count, count))
    for start, end, weight in edges:
        pull[start, end] += weight
        pull[end, start] += weight
    pull = np.sqrt(pull) / (ideal * 3)
    heat = ideal * math.sqrt(count) * 0.25
    steps = 60 if count <= 120 else 40
    for step in range(steps):
        x = places[:, 0][:, None] - places[:, 0][None, :]
        y = places[:, 1][:, None] - places[:, 1][None, :]
        square = np.maximum(x * x + y * y, 0.25)
        strength = ideal**2 / square - pull * np.sqrt(square)
        move = np.stack([(x * strength).sum(axis=1), (y * strength).sum(axis=1)], axis=1)
        move -= places * 0.02 * math.sqrt(count)
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-6)
        limit = heat * (1 - step / steps) + 1.0
        places = places + move / length[:, None] * np.minimum(length, limit)[:, None]
    return places


def spread_apart(np: Any, places: Any, radii: Any, rounds: int = 40) -> Any:
    """Push discs apart until none overlap (or the rounds are used up)."""
    need = radii[:, None] + radii[None, :] + _GAP
    np.fill_diagonal(need, 0.0)
    for _ in range(rounds):
        x = places[:, 0][:, None] - places[:, 0][None, :]
        y = places[:, 1][:, None] - places[:, 1][None, :]
        distance = np.maximum(np.sqrt(x * x + y * y), 0.1)
        push = np.maximum(need - distance, 0.0)
        if float(push.max()) < 1.0:
            break
        push *= 0.35 / distance
        places = places + np.stack([(x * push).sum(axis=1), (y * push).sum(axis=1)], axis=1)
    return places


def _first_free(np: Any, points: Any, centres: Any, room: Any) -> Any:
    """The first of the points that is further from each centre than the room it needs, None where none is.

    Most of them are taken by what lies near, so they are looked at some hundreds at a time, and only as far as needed.
    """
    square = room * room
    for start in range(0, len(points), _AT_ONCE):
        some = points[start : start + _AT_ONCE]
        x, y = (some[:, axis][:, None] - centres[:, axis][None, :] for axis in (0, 1))
        free = (x * x + y * y > square[None, :]).all(axis=1)
        if free.any():
            return some[int(free.argmax())]
    return None


def _pack(np: Any, reach: Sequence[float], links: dict[tuple[int, int], float]) -> Any:
    """Centres of discs of the given radii, none overlapping, each close to the discs it is linked with."""
    centres = np.zeros((len(reach), 2))
    reaches = np.array(reach)
    angles = np.linspace(0, 2 * math.pi, 32, endpoint=False)
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    points = np.empty((0, 2))
    for number in range(1, len(reach)):
        pulls = np.array([links.get((other, number), 0.0) for other in range(number)]) + 1e-3
        target = (centres[:number] * pulls[:, None]).sum(axis=0) / pulls.sum() * 0.5
        hosts = slice(max(0, number - 60), number)
        need = reaches[hosts] + reach[number] + _GAP
        points = (centres[hosts][:, None, :] + around[None, :, :] * need[:, None, None]).reshape(-1, 2)
        # The part of the screen between legend and panel is a little wider than high.
        cost = (((points - target) * np.array([0.95, 1.05])) ** 2).sum(axis=1)
        points = points[np.argsort(cost, kind="stable")]
        free = _first_free(np, points, centres[:number], reaches[:number] + reach[number] + _GAP - 0.01)
        if free is None:
            free = np.array([float((centres[:number, 0] + reaches[:number]).max()) + reach[number] + _GAP, 0.0])
        centres[number] = free
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


def _core_places(np: Any, radii: Any, edges: Sequence[Edge], core: Sequence[bool]) -> Any:
    """Positions of the core by communities; nodes without an edge stand in rows below."""
    degree = np.zeros(len(radii))
    for start, end, weight in edges:
        degree[start] += weight
        degree[end] += weight
    parts = [part for part in communities(len(radii), edges) if len(part) > 1 or degree[part[0]] > 0]
    groups = [sorted(part, key=lambda node: (-degree[node], node)) for part in parts]
    inside, between = _inner_edges(groups, edges)
    drawn, reach = [], []
    for nodes, inner in zip(groups, inside, strict=True):
        places = spread_apart(np, _forces(np, inner, radii[nodes]), radii[nodes])
        places -= (places.max(axis=0) + places.min(axis=0)) / 2
        drawn.append(places)
        reach.append(float((np.hypot(places[:, 0], places[:, 1]) + radii[nodes]).max()))
    result = np.zeros((len(radii), 2))
    for nodes, places, centre in zip(groups, drawn, _pack(np, reach, between), strict=True):
        result[nodes] = places + centre
    lone = [node for node in range(len(radii)) if not degree[node]]
    # What a page shows at first stands above what it hides.
    for part in ([node for node in lone if core[node]], [node for node in lone if not core[node]]):
        left = set(lone if part and core[part[0]] else part)
        _place_lone(np, result, radii, part, [node for node in range(len(radii)) if node not in left])
    return result


def _place_lone(np: Any, result: Any, radii: Any, lone: Sequence[int], others: Sequence[int]) -> None:
    """Nodes without a link in a grid below the others."""
    if not lone:
        return
    rest = result[list(others)]
    step = 2 * float(np.mean(radii[list(lone)])) + 2 * _GAP
    left, width = (float(rest[:, 0].min()), float(np.ptp(rest[:, 0]))) if len(rest) else (0.0, 0.0)
    top = float((rest[:, 1] + radii[list(others)]).max()) + 2 * step if len(rest) else 0.0
    columns = max(_LONE_COLUMNS, math.isqrt(len(lone)))
    across = max(step, width / columns)
    down = max(step, across * _LONE_HIGH)
    for number, node in enumerate(lone):
        result[node] = (left + across * (number % columns), top + down * (number // columns))


def community_layout(
    radii: Sequence[float], edges: Sequence[Edge], core: Sequence[bool] | None = None
) -> list[tuple[float, float]]:
    """Positions of nodes with the given radii, in pixels at full size.

    Parameters
    ----------
    radii
        Radius of each node in pixels.
    edges
        Start, end and weight.
    core
        Which nodes are laid out by forces; the others are drawn as satellites. All, if None.

    Raises
    ------
    MissingExtraError
        When numpy is not installed.
    """
    np = numpy_or_error()
    if not radii:
        return []
    anchor = satellites(core or [True] * len(radii), edges)
    anchor = [node if home < 0 else home for node, home in enumerate(anchor)]
    followers: dict[int, list[int]] = defaultdict(list)
    for node, home in enumerate(anchor):
        if node != home:
            followers[home].append(node)
    middle = [node for node, home in enumerate(anchor) if node == home]
    index = {node: number for number, node in enumerate(middle)}
    step = dict.fromkeys(middle, 2 * _LEAF + 6.0)
    outer = np.array([_reach(radii[node], len(followers[node]), step[node]) for node in middle])
    inner = [(index[a], index[b], weight) for a, b, weight in edges if a in index and b in index]
    result = np.zeros((len(radii), 2))
    result[middle] = _core_places(np, outer, inner, [core is None or core[node] for node in middle])
    for node in middle:
        if nodes := followers[node]:
            result[nodes] = result[node] + _spiral(np, len(nodes), step[node], radii[node] + 10.0)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in result]


def _reach(radius: float, followers: int, step: float) -> float:
    return math.sqrt((radius + 10.0) ** 2 + step**2 * followers) if followers else radius
