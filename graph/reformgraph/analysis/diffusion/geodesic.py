"""Shortest path lengths in steps, up to a limit, as sparse matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reformgraph.errors import ReformGraphError, UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: More reachable pairs than this are refused: 12 bytes each, and twice that while they are built.
MAX_REACHED = 60_000_000
_BLOCK = 256


def _block(
    matrix: csr_array, rows: NDArray[np.int64], steps: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int16]]:
    """Row, column, distance of everything within reach of some rows, by breadth first over the sparse matrix."""
    from scipy.sparse import csr_array as array

    size = matrix.shape[0]
    seen = np.zeros((len(rows), size), dtype=bool)
    place = np.arange(len(rows))
    seen[place, rows] = True
    front = array((np.ones(len(rows), dtype=np.float32), (place, rows)), shape=(len(rows), size))
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], int]] = []
    for step in range(1, steps + 1):
        reached = (front @ matrix).tocoo()
        fresh = ~seen[reached.row, reached.col]
        row, column = reached.row[fresh], reached.col[fresh]
        if not len(row):
            break
        seen[row, column] = True
        found.append((row.astype(np.int64), column.astype(np.int64), step))
        front = array((np.ones(len(row), dtype=np.float32), (row, column)), shape=(len(rows), size))
    if not found:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, np.empty(0, dtype=np.int16)
    distance = np.concatenate([np.full(len(row), step, dtype=np.int16) for row, _, step in found])
    return rows[np.concatenate([row for row, _, _ in found])], np.concatenate([c for _, c, _ in found]), distance


def geodesic(ties: csr_array, steps: int) -> csr_array:
    """Directed shortest path lengths 1..steps along the ties; 0 (not stored): the node itself, or farther.

    Parameters
    ----------
    ties
        n x n, row ego, column alter; values are ignored.
    steps
        Longest path, at least 1.

    Raises
    ------
    ReformGraphError
        So many pairs are within reach that they do not fit the memory.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> geodesic(csr_array(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]])), 6).toarray()[0].tolist()
    [0, 1, 2]
    """
    from scipy.sparse import csr_array as array

    if steps < 1:
        raise UsageError(f"the number of steps is {steps}", cure="at least 1")
    size = ties.shape[0]
    plain = array((np.ones(ties.nnz, dtype=np.float32), ties.indices, ties.indptr), shape=ties.shape)
    parts = []
    total = 0
    for start in range(0, size, _BLOCK):
        part = _block(plain, np.arange(start, min(start + _BLOCK, size)), steps)
        total += len(part[0])
        if total > MAX_REACHED:
            raise ReformGraphError(
                f"more than {MAX_REACHED} pairs lie within {steps} steps of each other",
                cure="take fewer steps, or adjacency weights",
            )
        parts.append(part)
    row, column, distance = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return array((distance.astype(np.int16), (row, column)), shape=(size, size))


def geodesic_weights(ties: csr_array, steps: int = 6) -> csr_array:
    """1/d of `geodesic`; 0 beyond `steps`."""
    distance = geodesic(ties, steps)
    weights = distance.astype(float)
    weights.data = 1 / weights.data
    return weights
