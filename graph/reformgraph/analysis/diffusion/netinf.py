"""Cascade inference: the network over which things spread, from who had what when (netinf).

References
----------
Gomez-Rodriguez, Leskovec, Krause (2010), Inferring networks of diffusion and influence, KDD,
doi:10.1145/1835804.1835933. Boehmke et al. (2020), SPID, doi:10.1111/psj.12357.
Desmarais, Harden, Boehmke (2015), Persistent policy pathways, doi:10.1017/S0003055415000040.
Vuong (1989), doi:10.2307/1912557.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import Cascades
from reformgraph.analysis.diffusion.delays import Delays
from reformgraph.analysis.diffusion.pairs import Pairs, find_pairs
from reformgraph.analysis.diffusion.vuong import Vuong
from reformgraph.errors import ReformGraphError, UsageError

Scoring = Literal["networkinference", "snap"]
SCORINGS: tuple[Scoring, ...] = ("networkinference", "snap")

#: Scores of NetworkInference: a delay over an edge of the network and over no edge.
TIED, UNTIED = 0.5, 1e-10
#: Score of a node without parent in SNAP.
SNAP_EPSILON = 1e-64


@dataclass(frozen=True, slots=True)
class Edge:
    """An inferred edge.

    Attributes
    ----------
    rank
        1 is the edge found first.
    origin, destination
        Node names.
    gain
        Rise of the total log score when the edge was added.
    p_value
        One-sided p of the Vuong test for adding the edge; None where it is not defined (fewer than two cascades).
    volume
        Cascades in which `origin` became the best parent of `destination` with this edge.
    median_delay, mean_delay
        Of the delays over those cascades, in the unit of the times; the median is element floor(volume/2),
        counted from 0, of the sorted delays (SNAP's convention).
    """

    rank: int
    origin: str
    destination: str
    gain: float
    p_value: float | None
    volume: int
    median_delay: float
    mean_delay: float


@dataclass(frozen=True, slots=True)
class Parent:
    """The best parent of a node in a cascade: an arc of the cascade's tree; `score` is its log score.

    `inferred` is False where the arc is only the best earlier node, not an edge of the network.
    """

    cascade: str
    parent: str
    child: str
    score: float
    inferred: bool


@dataclass(frozen=True, slots=True)
class Netinf:
    """Result of `netinf`.

    Attributes
    ----------
    edges
        In the order in which they were found.
    possible_edges
        Pairs of which the first was before the second in at least one cascade.
    scoring, model, parameters
        As used; parameters that were estimated are told in `notes`.
    parents
        Trees of the cascades; empty unless asked for.
    notes
        What a reader of the result must know.
    """

    edges: tuple[Edge, ...]
    possible_edges: int
    scoring: Scoring
    model: str
    parameters: tuple[float, ...]
    parents: tuple[Parent, ...]
    notes: tuple[str, ...]


class Search:
    """The state of the greedy search: current scores of events, gains of edges.

    Every node of every cascade keeps the score of its best parent so far. The gain of an edge u->v is the sum over
    cascades of max(0, score of v with parent u - current score of v), for delays d = t(v) - t(u) > 0; the edge of the
    largest gain is added, the scores are updated, and so on. Equal times give no edge. Exact ties: the highest number
    of v, then of u, in order of first appearance in the data.
    """

    def __init__(self, pairs: Pairs, scores: NDArray[np.float64], start: NDArray[np.float64],
                 weight: NDArray[np.float64] | None = None) -> None:  # fmt: skip
        self.pairs, self.scores, self.weight = pairs, scores, weight
        self.current = start.copy()
        self.parent = np.full(len(start), -1, dtype=np.int64)
        self.gain = self._gains(slice(None), pairs.edge, len(pairs.origin))
        self.chosen = np.zeros(len(pairs.origin), dtype=bool)
        self.best_of = np.array([self._best(v) for v in range(len(pairs.first) - 1)])

    def _gains(self, rows: slice | NDArray[np.int64], edge: NDArray[np.int32], count: int) -> NDArray[np.float64]:
        event = self.pairs.event[rows]
        rise = self.scores[rows] - self.current[event]
        np.maximum(rise, 0.0, out=rise)
        if self.weight is not None:
            rise *= self.weight[event]
        # bincount adds in row order, that is cascade by cascade: ties come out as in the source programs
        return np.bincount(edge, weights=rise, minlength=count).astype(np.float64, copy=False)

    def _best(self, node: int) -> float:
        lo, hi = self.pairs.first[node], self.pairs.first[node + 1]
        return float(self.gain[lo:hi].max()) if hi > lo else -np.inf

    def next_edge(self) -> int:
        """Edge of the largest gain; on ties the highest destination number, then the highest origin number."""
        node = len(self.best_of) - 1 - int(np.argmax(self.best_of[::-1]))
        lo, hi = self.pairs.first[node], self.pairs.first[node + 1]
        return int(hi - 1 - np.argmax(self.gain[lo:hi][::-1]))

    def add(self, edge: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Put an edge into the network; the events that it improved, and by how much."""
        node = int(self.pairs.destination[edge])
        rows = self.pairs.rows_into(node)
        mine = rows[self.pairs.edge[rows] == edge]
        better = mine[self.scores[mine] > self.current[self.pairs.event[mine]]]
        events = self.pairs.event[better]
        rise = self.scores[better] - self.current[events]
        self.current[events] = self.scores[better]
        self.parent[events] = self.pairs.origin[edge]
        lo, hi = self.pairs.first[node], self.pairs.first[node + 1]
        self.gain[lo:hi] = self._gains(rows, self.pairs.edge[rows] - lo, int(hi - lo))
        self.chosen[edge] = True
        self.gain[lo:hi][self.chosen[lo:hi]] = -np.inf
        self.best_of[node] = self._best(node)
        return events, rise


def start_scores(
    pairs: Pairs, scoring: Scoring, delays: Delays, trees: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Score of every pair over an edge, start score of every event, and its best earlier event (-1: none).

    ``networkinference``: log(0.5 f) over an edge; log(1e-10 f) of the best earlier node at the start; an event
    without an earlier one scores 0 throughout. ``snap``: log f over an edge, log 1e-64 at the start.
    The best earlier event is only looked for when `trees` is set, and in ``snap`` there is none.
    """
    best = np.full(pairs.events, -1, dtype=np.int64)
    if scoring == "snap":
        return delays.log_density(pairs.delay), np.full(pairs.events, np.log(SNAP_EPSILON)), best
    start = np.zeros(pairs.events)
    tied, untied = delays.log_densities(pairs.delay, (TIED, UNTIED))
    if len(pairs.event):
        children, heads = pairs.children, pairs.heads
        start[children] = np.maximum.reduceat(untied, heads)
        if trees:
            is_best = np.flatnonzero(untied == start[pairs.event])
            best[pairs.event[is_best[::-1]]] = pairs.earlier[is_best[::-1]]
    return tied, start, best


def _check(scoring: str, edges: int | None, p_value: float | None, possible: int, cascades: int) -> int:
    if scoring not in SCORINGS:
        raise UsageError(f"no scoring {scoring!r}", cure=f"one of {', '.join(SCORINGS)}")
    if (edges is None) == (p_value is None):
        raise UsageError("give either a number of edges or a p-value cut-off")
    if p_value is not None:
        if not 0 < p_value <= 1:
            raise UsageError(f"the p-value cut-off {p_value} does not lie in (0, 1]")
        if cascades < 2:
            raise UsageError("the p-value needs at least two cascades", cure="give a number of edges")
        return possible
    if edges is None or edges < 1:
        raise UsageError(f"the number of edges is {edges}", cure="at least 1")
    if edges > possible:
        raise UsageError(f"{edges} edges asked for, {possible} are possible", cure=f"at most {possible}")
    return edges


def netinf(
    cascades: Cascades,
    edges: int | None = None,
    *,
    p_value: float | None = None,
    model: str = "exponential",
    parameters: Sequence[float] | None = None,
    scoring: Scoring = "networkinference",
    carry_penalty: bool = False,
    trees: bool = False,
) -> Netinf:
    """Infer a diffusion network from cascades, edge by edge: at each step the edge of the largest gain (`Search`).

    Parameters
    ----------
    edges, p_value
        Number of edges to infer (fewer, with a note, when no further edge raises the score); or stop after the first
        edge whose p is at least `p_value`, which is counted.
    model, parameters
        Density of delays and its parameters (`Delays`); None: estimated from the cascades (`Delays.estimate`).
    scoring, carry_penalty
        ``networkinference`` or ``snap`` (see `start_scores`); test edges as NetworkInference does (see `Vuong`).
    trees
        Also give the best parent of every event (`Netinf.parents`).

    Raises
    ------
    ReformGraphError
        An option is out of range, more edges are asked for than are possible, or no node follows another.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.cascades import cascades_from_events
    >>> found = netinf(cascades_from_events([("x", "a", 0), ("x", "b", 1), ("y", "a", 0), ("y", "b", 2)]), 1,
    ...                parameters=(1.0,), scoring="snap")
    >>> found.edges[0].origin, found.edges[0].destination, round(found.edges[0].gain, 6)
    ('a', 'b', 291.730892)
    """
    pairs = find_pairs(cascades)
    if not len(pairs.origin):
        raise ReformGraphError("no node follows another in any cascade: nothing to infer", cure="check the times")
    count = _check(scoring, edges, p_value, len(pairs.origin), len(cascades))
    delays, notes = _delays(cascades, model, parameters, scoring)
    scores, start, best = start_scores(pairs, scoring, delays, trees)
    search = Search(pairs, scores, start)
    test = Vuong(pairs.cascade_of_event, start, len(cascades), carry_penalty)
    found, stopped = _grow(search, cascades, test, count, p_value)
    parents = _parents(pairs, cascades, search, best) if trees else ()
    told = (*cascades.notes, *notes, *stopped)
    return Netinf(tuple(found), len(pairs.origin), scoring, model, delays.parameters, parents, told)


def _grow(
    search: Search, cascades: Cascades, test: Vuong, most: int, p_value: float | None
) -> tuple[list[Edge], tuple[str, ...]]:
    """Edges by their gain, `most` of them or up to the first that reaches `p_value`; a note where none is left."""
    found: list[Edge] = []
    while len(found) < most:
        edge = search.next_edge()
        gain = float(search.gain[edge])
        if not gain > 0:
            return found, (f"stopped at {len(found)} edges: no further edge raises the score",)
        events, rise = search.add(edge)
        p = test.step(events, rise)
        found.append(_edge(search.pairs, cascades, len(found) + 1, edge, gain, p, events))
        if p_value is not None and p is not None and p >= p_value:
            break
    return found, ()


def _delays(
    cascades: Cascades, model: str, parameters: Sequence[float] | None, scoring: Scoring
) -> tuple[Delays, tuple[str, ...]]:
    if parameters is not None:
        return Delays(model, tuple(parameters), snap=scoring == "snap"), ()
    delays = Delays.estimate(cascades, model, snap=scoring == "snap")
    values = ", ".join(f"{value:.6g}" for value in delays.parameters)
    return delays, (f"parameters of the {model} model estimated from the cascades: {values}",)


def _edge(
    pairs: Pairs, cascades: Cascades, rank: int, edge: int, gain: float, p: float | None, events: NDArray[np.int64]
) -> Edge:
    origin, destination = int(pairs.origin[edge]), int(pairs.destination[edge])
    rows = pairs.rows_into(destination)
    mine = rows[(pairs.edge[rows] == edge) & np.isin(pairs.event[rows], events)]
    delays = np.sort(pairs.delay[mine])
    names = cascades.nodes
    median, mean = float(delays[len(delays) // 2]), float(delays.mean())
    return Edge(rank, names[origin], names[destination], gain, p, len(delays), median, mean)


def _parents(pairs: Pairs, cascades: Cascades, search: Search, best: NDArray[np.int64]) -> tuple[Parent, ...]:
    out: list[Parent] = []
    for event in range(pairs.events):
        parent, inferred = int(search.parent[event]), True
        if parent < 0 and best[event] >= 0:
            parent, inferred = int(pairs.node_of_event[best[event]]), False
        if parent >= 0:
            cascade = cascades.names[pairs.cascade_of_event[event]]
            child = cascades.nodes[pairs.node_of_event[event]]
            out.append(Parent(cascade, cascades.nodes[parent], child, float(search.current[event]), inferred))
    return tuple(out)
