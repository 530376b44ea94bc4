"""All ordered pairs of events of one cascade, and the possible edges they make up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import Cascades
from reformgraph.errors import ReformGraphError

#: More pairs than this do not fit the memory of an ordinary machine (about 40 bytes each).
MAX_PAIRS = 150_000_000
_DENSE_NODES = 4000


@dataclass(slots=True)
class Pairs:
    """Pairs of events (earlier, later) of the same cascade with different times.

    Events are numbered by cascade, then time. Rows (one a pair) are in order of the later event.

    Attributes
    ----------
    event, earlier
        Later and earlier event of a row.
    delay
        Time between them, > 0.
    edge
        Number of the possible edge of a row; edges are sorted by destination, then origin number.
    origin, destination
        Node numbers of every edge.
    first
        Edges into node v are ``first[v]:first[v + 1]``.
    cascade_of_event, node_of_event
        Numbers as in `Cascades`.
    children, heads
        Events that have an earlier one, and the first row of each.
    """

    event: NDArray[np.int32]
    earlier: NDArray[np.int32]
    delay: NDArray[np.float64]
    edge: NDArray[np.int32]
    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    first: NDArray[np.int64]
    cascade_of_event: NDArray[np.int64]
    node_of_event: NDArray[np.int64]
    children: NDArray[np.int32]
    heads: NDArray[np.int64]
    _rows: dict[int, NDArray[np.int64]] = field(default_factory=dict)

    @property
    def events(self) -> int:
        """Number of events."""
        return len(self.node_of_event)

    def rows_into(self, node: int) -> NDArray[np.int64]:
        """Rows whose later event is of this node, in row order."""
        if node not in self._rows:
            lo, hi = self.first[node], self.first[node + 1]
            self._rows[node] = np.flatnonzero((self.edge >= lo) & (self.edge < hi))
        return self._rows[node]


def _number_edges(
    origin: NDArray[np.int32], destination: NDArray[np.int32], nodes: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Sorted keys destination * nodes + origin of the edges, and the edge of every row."""
    if nodes > _DENSE_NODES:
        keys, edge = np.unique(destination.astype(np.int64) * nodes + origin, return_inverse=True)
        return keys, edge.astype(np.int32)
    key = destination * np.int32(nodes)
    key += origin
    seen = np.zeros(nodes * nodes, dtype=bool)
    seen[key] = True
    keys = np.flatnonzero(seen)
    number = np.zeros(nodes * nodes, dtype=np.int32)
    number[keys] = np.arange(len(keys), dtype=np.int32)
    return keys, number[key]


def _rows(
    cascade: NDArray[np.int64], time: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Later and earlier event of every pair, and the delay; events are sorted by cascade, then time."""
    sizes = np.bincount(cascade)
    total = int((sizes * (sizes - 1) // 2).sum())
    if total > MAX_PAIRS:
        raise ReformGraphError(
            f"{total} pairs of events do not fit into memory", cure="split the cascades or sample them"
        )
    event, earlier = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    shape: dict[int, tuple[NDArray[np.int32], NDArray[np.int32]]] = {}
    at = row = 0
    for size in sizes.tolist():
        if size not in shape:
            after, before = np.tril_indices(size, -1)
            shape[size] = after.astype(np.int32), before.astype(np.int32)
        end = row + size * (size - 1) // 2
        np.add(shape[size][0], at, out=event[row:end], casting="unsafe")
        np.add(shape[size][1], at, out=earlier[row:end], casting="unsafe")
        at, row = at + size, end
    delay = time[event]
    delay -= time[earlier]
    apart = delay > 0
    return (event, earlier, delay) if apart.all() else (event[apart], earlier[apart], delay[apart])


def find_pairs(cascades: Cascades) -> Pairs:
    """Pairs and possible edges of the cascades.

    Raises
    ------
    ReformGraphError
        There are too many pairs for the memory.
    """
    order = np.lexsort((cascades.time, cascades.cascade))
    cascade, node, time = cascades.cascade[order], cascades.node[order], cascades.time[order]
    event, earlier, delay = _rows(cascade, time)
    nodes, short = len(cascades.nodes), node.astype(np.int32)
    keys, edge = _number_edges(short[earlier], short[event], nodes)
    destination, origin = np.divmod(keys, nodes)
    first = np.searchsorted(destination, np.arange(nodes + 1))
    counts = np.bincount(event, minlength=len(node))
    children = np.flatnonzero(counts).astype(np.int32)
    heads = (np.cumsum(counts) - counts)[children]
    return Pairs(event, earlier, delay, edge, origin, destination, first, cascade, node, children, heads)


def count_possible_edges(cascades: Cascades) -> int:
    """Ordered pairs of nodes of which the first was before the second in at least one cascade."""
    return len(find_pairs(cascades).origin)
