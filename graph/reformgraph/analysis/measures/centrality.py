"""Who stands where in a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reformgraph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Centrality:
    """Measures of one node.

    Attributes
    ----------
    degree, strength
        Edges at the node, and the sum of their weights; in directed graphs both directions.
    betweenness
        Share of shortest paths (unweighted) between other nodes that pass the node, normalised to 0..1.
    eigenvector
        Of the largest (weakly) connected component, weighted, unit Euclidean length; 0 elsewhere.
    hub, authority
        Kleinberg's HITS, weighted, each summing to 1; equal to each other in undirected graphs.
    core
        Largest k of a k-core that holds the node; direction and weights do not matter.
    pagerank
        Damping 0.85, weighted; sums to 1.
    """

    node: Any
    label: str
    degree: int
    strength: float
    betweenness: float
    eigenvector: float
    hub: float
    authority: float
    core: int
    pagerank: float


def dispatched(function: Callable[..., Any], *arguments: Any, backend: str | None = None, **options: Any) -> Any:
    """Call a networkx function, on a back end (``parallel``, ``cugraph`` ...) where one is named.

    Raises
    ------
    UsageError
        The back end is not installed or cannot do it.
    """
    if backend is None:
        return function(*arguments, **options)
    try:
        return function(*arguments, backend=backend, **options)
    except (ImportError, NotImplementedError) as fault:
        raise UsageError(
            f"the networkx back end {backend!r} cannot be used: {fault}", cure="install it, or leave it out"
        ) from None


def _matrix(graph: nx.Graph, nodes: list[Any]) -> Any:
    import networkx as nx

    return nx.to_scipy_sparse_array(graph, nodelist=nodes, weight="weight", dtype=float, format="csr")


def _power(step: Callable[[NDArray[np.float64]], NDArray[np.float64]], size: int, order: int) -> NDArray[np.float64]:
    """Fixed point of a linear step from the even vector, scaled to norm 1 of the given order."""
    x = np.full(size, 1 / size)
    for _ in range(10_000):
        y = step(x)
        norm = np.linalg.norm(y, order)
        if norm == 0:
            return np.zeros(size)
        y = y / norm
        if np.abs(y - x).max() < 1e-13:
            return y
        x = y
    return x


def eigenvector(graph: nx.Graph) -> dict[Any, float]:
    """Eigenvector centrality of the largest component (see `Centrality`); in directed graphs along in-edges.

    The iteration runs on A + I, which has the same vector and converges on bipartite graphs too.

    References
    ----------
    Bonacich (1972), doi:10.1080/0022250X.1972.9989806.
    """
    import networkx as nx

    if not graph:
        return {}
    parts = nx.weakly_connected_components(graph) if graph.is_directed() else nx.connected_components(graph)
    place = {node: k for k, node in enumerate(graph)}
    largest = max(parts, key=lambda part: (len(part), -min(place[node] for node in part)))
    nodes = [node for node in graph if node in largest]
    matrix = _matrix(graph, nodes).T
    found = _power(lambda x: np.asarray(matrix @ x + x), len(nodes), 2) if matrix.nnz else np.zeros(len(nodes))
    return dict.fromkeys(graph, 0.0) | dict(zip(nodes, found.tolist(), strict=True))


def hits(graph: nx.Graph) -> tuple[dict[Any, float], dict[Any, float]]:
    """Hub and authority scores (see `Centrality`).

    References
    ----------
    Kleinberg (1999), doi:10.1145/324133.324140.
    """
    nodes = list(graph)
    if not nodes:
        return {}, {}
    matrix = _matrix(graph, nodes)
    hub = _power(lambda x: np.asarray(matrix @ (matrix.T @ x)), len(nodes), 1)
    authority = _power(lambda x: np.asarray(matrix.T @ (matrix @ x)), len(nodes), 1)
    return dict(zip(nodes, hub.tolist(), strict=True)), dict(zip(nodes, authority.tolist(), strict=True))


def simple(graph: nx.Graph) -> nx.Graph:
    """Without self-loops, and parallel edges as one edge whose weight is their sum."""
    import networkx as nx

    out = nx.DiGraph() if graph.is_directed() else nx.Graph()
    out.add_nodes_from(graph.nodes(data=True))
    for u, v, data in graph.edges(data=True):
        if u != v:
            weight = data.get("weight", 1)
            if out.has_edge(u, v):
                out.edges[u, v]["weight"] += weight
            else:
                out.add_edge(u, v, weight=weight)
    return out


def centralities(
    graph: nx.Graph, *, sample: int | None = None, seed: int = 0, backend: str | None = None
) -> tuple[Centrality, ...]:
    """All measures of all nodes, in graph order; self-loops are left out, parallel edges added up.

    Parameters
    ----------
    graph
        Any networkx graph.
    sample, seed
        Estimate betweenness from so many source nodes, for graphs of more than some thousand nodes.
    backend
        A networkx back end for betweenness and PageRank.

    References
    ----------
    Freeman (1977), doi:10.2307/3033543; Brandes (2001), doi:10.1080/0022250X.2001.9990249; Seidman (1983),
    doi:10.1016/0378-8733(83)90028-X; Page et al. (1999).
    """
    import networkx as nx

    plain = simple(graph)
    if not plain:
        return ()
    if sample is not None and not sample > 0:
        raise UsageError(f"the sample is {sample} nodes", cure="at least 1")
    count = None if sample is None or sample >= len(plain) else sample
    between = dispatched(nx.betweenness_centrality, plain, k=count, seed=seed, backend=backend)
    rank = dispatched(nx.pagerank, plain, weight="weight", backend=backend)
    core = nx.core_number(plain.to_undirected())
    vector, (hub, authority) = eigenvector(plain), hits(plain)
    return tuple(
        Centrality(
            node, str(data.get("label") or node), plain.degree(node), float(plain.degree(node, weight="weight")),
            between[node], vector[node], hub[node], authority[node], core[node], rank[node],
        )
        for node, data in plain.nodes(data=True)
    )  # fmt: skip
