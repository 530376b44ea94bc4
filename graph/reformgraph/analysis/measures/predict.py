"""Which reform an actor is likely to adopt next, with the methods held against simple baselines on hidden adoptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.measures.nestedness import incidence
from reformgraph.errors import ReformGraphError, UsageError

if TYPE_CHECKING:
    import networkx as nx

Matrix = NDArray[np.float64]


def popularity(matrix: Matrix) -> Matrix:
    """Baseline: adopters of the reform."""
    return np.asarray(np.ones_like(matrix) * matrix.sum(axis=0)[None, :], dtype=np.float64)


def preferential(matrix: Matrix) -> Matrix:
    """Baseline: adopters of the reform x adoptions of the actor."""
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
    found: Matrix = rows[:, None] * columns[None, :]
    return found


def _cosine(matrix: Matrix) -> Matrix:
    length = np.sqrt(matrix.sum(axis=1))
    scale = length[:, None] * length[None, :]
    like: Matrix = np.divide(matrix @ matrix.T, scale, out=np.zeros(scale.shape), where=scale > 0)
    np.fill_diagonal(like, 0.0)
    return like


def similar_actors(matrix: Matrix) -> Matrix:
    """Sum of the cosine similarity of the actors that have the reform."""
    return np.asarray(_cosine(matrix) @ matrix)


def similar_reforms(matrix: Matrix) -> Matrix:
    """Sum of the cosine similarity of the reform to those the actor has."""
    return np.asarray(matrix @ _cosine(np.asarray(matrix.T)))


def three_paths(matrix: Matrix) -> Matrix:
    """Paths actor - reform - actor - reform, each weighed by 1/degree at its inner nodes (degree-normalised L3).

    References
    ----------
    Kovacs et al. (2019), doi:10.1038/s41467-019-09177-y.
    """
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
    right = np.divide(matrix, columns[None, :], out=np.zeros_like(matrix), where=columns[None, :] > 0)
    left = np.divide(matrix, rows[:, None], out=np.zeros_like(matrix), where=rows[:, None] > 0)
    return np.asarray(right @ matrix.T @ left)


METHODS: dict[str, Callable[[Matrix], Matrix]] = {
    "popularity": popularity,
    "preferential": preferential,
    "similar-actors": similar_actors,
    "similar-reforms": similar_reforms,
    "three-paths": three_paths,
}
BASELINES = ("popularity", "preferential")


@dataclass(frozen=True, slots=True)
class Likely:
    """A reform that an actor has not adopted: `score` of the method, `rank` among those of the actor (1 best)."""

    actor: str
    reform: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A method on hidden adoptions.

    Attributes
    ----------
    auc, auc_se
        Share of (hidden adoption, non-adoption) pairs in which the hidden one scores higher, ties half; mean over the
        repeats and its standard error (None for one repeat). 0.5 is chance.
    hits
        Share of hidden adoptions among the `top` best reforms of their actor, mean over the repeats.
    hidden
        Adoptions hidden in each repeat.
    """

    method: str
    baseline: bool
    auc: float
    auc_se: float | None
    hits: float
    top: int
    hidden: int


def _method(name: str) -> Callable[[Matrix], Matrix]:
    if name not in METHODS:
        raise UsageError(f"no method {name!r}", cure=f"one of {', '.join(METHODS)}")
    return METHODS[name]


def likely_next(
    graph: nx.Graph, actor: Any = None, *, method: str = "similar-reforms", top: int = 5
) -> tuple[Likely, ...]:
    """The reforms each actor (or one) is most likely to adopt next; reforms that score 0 are left out.

    Parameters
    ----------
    graph
        Bipartite graph of actors and reforms.
    actor
        One actor's node; None: all, in graph order.
    method
        A name of `METHODS`.
    top
        How many for each actor; ties in the order of the graph.

    Raises
    ------
    UsageError
        Unknown method or actor.
    """
    matrix, rows, columns = incidence(graph)
    if actor is not None and actor not in rows:
        raise UsageError(f"{actor!r} has adopted nothing here", cure="choose an actor of the graph")
    score = np.where(matrix > 0, -np.inf, _method(method)(matrix))
    out = []
    for k, node in enumerate(rows):
        if actor in (None, node):
            order = np.argsort(-score[k], kind="stable")[:top].tolist()
            best = [j for j in order if score[k, j] > 0]
            out += [
                Likely(_name(graph, node), _name(graph, columns[j]), rank, float(score[k, j]))
                for rank, j in enumerate(best, 1)
            ]
    return tuple(out)


def _name(graph: nx.Graph, node: Any) -> str:
    return str(graph.nodes[node].get("label") or node)


def _auc(hidden: Matrix, other: Matrix) -> float:
    """Mann-Whitney: share of pairs won, ties half."""
    order = np.sort(other)
    below = np.searchsorted(order, hidden, side="left")
    upto = np.searchsorted(order, hidden, side="right")
    return float((below + (upto - below) / 2).mean() / len(other))


def _hide(matrix: Matrix, share: float, generator: np.random.Generator) -> Matrix:
    """The matrix without a share of its ones; every row and column keeps at least one."""
    left = matrix.copy()
    rows, columns = np.nonzero(matrix)
    goal = max(1, round(share * len(rows)))
    for k in generator.permutation(len(rows)).tolist():
        i, j = rows[k], columns[k]
        if goal and left[i].sum() > 1 and left[:, j].sum() > 1:
            left[i, j] = 0
            goal -= 1
    return left


def evaluate(
    graph: nx.Graph, *, share: float = 0.1, repeats: int = 10, top: int = 5, seed: int = 0
) -> tuple[Evaluation, ...]:
    """All methods and baselines on the same hidden adoptions, the best first.

    Parameters
    ----------
    graph
        Bipartite graph of actors and reforms.
    share
        Share of adoptions hidden in each repeat; only those whose actor and reform keep another one.
    repeats, seed
        How often; seed of numpy's default generator.
    top
        For `Evaluation.hits`.

    Raises
    ------
    ReformGraphError
        Nothing can be hidden, or everyone has everything.

    References
    ----------
    Hanley and McNeil (1982), doi:10.1148/radiology.143.1.7063747.
    Liben-Nowell and Kleinberg (2007), doi:10.1002/asi.20591.
    """
    if not 0 < share < 1 or repeats < 1 or top < 1:
        raise UsageError("the share must lie in (0, 1), repeats and top must be at least 1")
    matrix, _, _ = incidence(graph)
    generator = np.random.default_rng(seed)
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in METHODS}
    count = 0
    for _ in range(repeats):
        left = _hide(matrix, share, generator)
        hidden = (matrix > 0) & (left == 0)
        count = int(hidden.sum())
        if not count or not (matrix == 0).any():
            raise ReformGraphError("no adoption can be hidden: too few adoptions, or everyone has everything")
        for name, method in METHODS.items():
            score = np.where(left > 0, -np.inf, method(left))
            best = np.argsort(-score, axis=1, kind="stable")[:, :top]
            found = np.zeros(matrix.shape, dtype=bool)
            np.put_along_axis(found, best, True, axis=1)
            results[name].append((_auc(score[hidden], score[matrix == 0]), float(found[hidden].mean())))
    rated = [_summed(name, np.array(values), top, count) for name, values in results.items()]
    return tuple(sorted(rated, key=lambda one: (-one.auc, one.method)))


def _summed(name: str, values: Matrix, top: int, hidden: int) -> Evaluation:
    auc, hits = values.mean(axis=0).tolist()
    error = float(values[:, 0].std(ddof=1) / len(values) ** 0.5) if len(values) > 1 else None
    return Evaluation(name, name in BASELINES, auc, error, hits, top, hidden)
