"""Is what the less active adopt a part of what the more active adopt? Nestedness and clustering of bipartite graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.network.projections import curveball, sides
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


def incidence(graph: nx.Graph) -> tuple[NDArray[np.float64], list[Any], list[Any]]:
    """0/1 matrix actors x reforms of a bipartite graph, with its row and column nodes."""
    rows, columns = sides(graph)
    place = {node: k for k, node in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)))
    for k, node in enumerate(rows):
        matrix[k, [place[other] for other in graph[node]]] = 1
    return matrix, rows, columns


def _half(matrix: NDArray[np.float64]) -> tuple[float, int]:
    """Sum of paired overlaps of rows (percent), and the number of pairs."""
    degree = matrix.sum(axis=1)
    order = np.argsort(-degree, kind="stable")
    matrix, degree = matrix[order], degree[order]
    size = len(degree)
    if size < 2:
        return 0.0, 0
    shared = matrix @ matrix.T
    upper = np.triu(np.ones((size, size), dtype=bool), 1)
    counts = upper & (degree[:, None] > degree[None, :]) & (degree[None, :] > 0)
    overlap = np.divide(shared, degree[None, :], out=np.zeros_like(shared), where=degree[None, :] > 0)
    return float(100 * overlap[counts].sum()), size * (size - 1) // 2


def nodf(matrix: NDArray[np.float64]) -> float:
    """NODF of a 0/1 matrix, 0..100: mean paired overlap of rows and of columns with decreasing fill.

    References
    ----------
    Almeida-Neto et al. (2008), doi:10.1111/j.0030-1299.2008.16644.x.

    Examples
    --------
    >>> nodf(np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0]]))
    100.0
    """
    by_rows, row_pairs = _half(np.asarray(matrix, dtype=float))
    by_columns, column_pairs = _half(np.asarray(matrix, dtype=float).T)
    pairs = row_pairs + column_pairs
    return (by_rows + by_columns) / pairs if pairs else 0.0


@dataclass(frozen=True, slots=True)
class Nestedness:
    """NODF with its null model.

    Attributes
    ----------
    nodf
        0..100.
    mean, sd
        Over random matrices with the same row and column sums; None without draws.
    z
        (nodf - mean) / sd; None without draws or without variation among them.
    p
        Share of draws with at least this NODF, the data counted as one.
    fill
        Share of ones.
    """

    nodf: float
    mean: float | None
    sd: float | None
    z: float | None
    p: float | None
    fill: float


def nestedness(graph: nx.Graph, *, draws: int = 100, seed: int = 0) -> Nestedness:
    """Nestedness of a bipartite graph against graphs with the same degrees (curveball trades).

    References
    ----------
    Strona et al. (2014), doi:10.1038/ncomms5114.
    """
    if draws < 0:
        raise UsageError(f"the number of draws is {draws}", cure="0 or more")
    matrix, _, _ = incidence(graph)
    observed = nodf(matrix)
    fill = float(matrix.mean()) if matrix.size else 0.0
    if not draws:
        return Nestedness(observed, None, None, None, None, fill)
    generator = np.random.default_rng(seed)
    rows = [np.flatnonzero(row).tolist() for row in matrix]
    values = []
    for _ in range(draws):
        curveball(rows, generator)
        shuffled = np.zeros_like(matrix)
        for k, row in enumerate(rows):
            shuffled[k, row] = 1
        values.append(nodf(shuffled))
    mean, spread = float(np.mean(values)), float(np.std(values, ddof=1)) if draws > 1 else 0.0
    p = (1 + sum(value >= observed - 1e-12 for value in values)) / (draws + 1)
    return Nestedness(observed, mean, spread, (observed - mean) / spread if spread > 1e-12 else None, p, fill)


def bipartite_clustering(graph: nx.Graph) -> dict[Any, float]:
    """Latapy's clustering of every node: mean Jaccard overlap with the nodes two steps away; 0 for a node without any.

    References
    ----------
    Latapy, Magnien, Del Vecchio (2008), doi:10.1016/j.socnet.2007.04.006.
    """
    import networkx as nx

    return dict(nx.bipartite.clustering(graph, mode="dot"))


def four_cycle_clustering(graph: nx.Graph) -> float:
    """Robins and Alexander's coefficient: 4 x four-cycles / three-paths; 0 where there are no three-paths.

    References
    ----------
    Robins and Alexander (2004), doi:10.1023/B:CMOT.0000032580.12184.c0.
    """
    import networkx as nx

    return float(nx.bipartite.robins_alexander_clustering(graph))
