"""Reforms that travel together: association of pairs with its uncertainty, and bundles made of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reformgraph.analysis.network.projections import projection, sides
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Association:
    """How two reforms go together over the actors.

    Attributes
    ----------
    both, first_only, second_only, neither
        Actors with both, one, or none of them.
    jaccard
        both / either.
    lift
        Share with both / (share with the first x share with the second); 1: independent.
    phi
        Correlation of the two, -1..1; None where one of them is everywhere or nowhere.
    odds_ratio, low, high
        Of the 2 x 2 table, with 1/2 added to each cell (Haldane, Anscombe), and its 95 % interval.
    p, q
        One-sided exact (Fisher) p for going together, and Benjamini-Hochberg q over all pairs.
    apart, one_sentence
        Of `both`: actors of whom each of the two is told in a sentence without the other, and those of whom they are
        only named in one breath (承诺制+标准地+全代办): naming two together is no adopting of two together. None where
        the graph does not tell its sentences.
    """

    first: str
    second: str
    both: int
    first_only: int
    second_only: int
    neither: int
    jaccard: float
    lift: float
    phi: float | None
    odds_ratio: float
    low: float
    high: float
    p: float
    q: float
    apart: int | None = None
    one_sentence: int | None = None


def _association(first: str, second: str, both: int, a: int, b: int, n: int, p: float) -> Association:
    only_a, only_b = a - both, b - both
    neither = n - both - only_a - only_b
    below = a * b * (n - a) * (n - b)
    phi = (both * neither - only_a * only_b) / math.sqrt(below) if below else None
    cells = [both + 0.5, only_a + 0.5, only_b + 0.5, neither + 0.5]
    log_odds = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    error = math.sqrt(sum(1 / cell for cell in cells))
    low, high = math.exp(log_odds - 1.959963984540054 * error), math.exp(log_odds + 1.959963984540054 * error)
    lift = both * n / (a * b)
    return Association(
        first, second, both, only_a, only_b, neither, both / (a + b - both), lift, phi,
        math.exp(log_odds), low, high, p, p,
    )  # fmt: skip


def false_discovery(p_values: list[float]) -> list[float]:
    """Benjamini-Hochberg q values.

    References
    ----------
    Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> false_discovery([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    order = sorted(range(len(p_values)), key=lambda k: -p_values[k])
    out, least = [0.0] * len(p_values), 1.0
    for place, k in enumerate(order):
        least = min(least, p_values[k] * len(p_values) / (len(p_values) - place))
        out[k] = least
    return out


def associations(graph: nx.Graph, *, fewest: int = 2) -> tuple[Association, ...]:
    """Association of every pair of reforms that at least `fewest` actors have both; the surest first.

    Parameters
    ----------
    graph
        Bipartite graph of actors (0) and reforms (1).
    fewest
        Actors with both.

    References
    ----------
    Fisher (1922), doi:10.2307/2340521; Haldane (1956), doi:10.1111/j.1469-1809.1955.tb01285.x.
    """
    from dataclasses import replace

    from scipy.stats import hypergeom

    if fewest < 1:
        raise UsageError(f"the least number of joint adopters is {fewest}", cure="at least 1")
    n = len(sides(graph)[0])
    found: list[Association] = []
    for u, v, data in projection(graph, 1).edges(data=True):
        if data["shared"] >= fewest:
            a, b, both = graph.degree(u), graph.degree(v), data["shared"]
            p = float(hypergeom.sf(both - 1, n, a, b))
            made = _association(_name(graph, u), _name(graph, v), both, a, b, n, p)
            apart = _told_apart(graph, u, v)
            found.append(made if apart is None else replace(made, apart=apart, one_sentence=both - apart))
    q = false_discovery([one.p for one in found])
    rated = [replace(one, q=value) for one, value in zip(found, q, strict=True)]
    return tuple(sorted(rated, key=lambda one: (one.p, -one.jaccard, one.first, one.second)))


def _told_apart(graph: nx.Graph, first: Any, second: Any) -> int | None:
    """Actors that have both reforms, each in some sentence that does not name the other; None: not known."""
    count = 0
    for actor in set(graph[first]) & set(graph[second]):
        sentences = [graph.edges[actor, reform].get("sentences") for reform in (first, second)]
        if None in sentences:
            return None
        one, other = map(set, sentences)
        count += bool(one - other) and bool(other - one)
    return count


def _name(graph: nx.Graph, node: Any) -> str:
    return str(graph.nodes[node].get("label") or node)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Reforms that are pairwise joined by associations below the cut-off, directly or through others."""

    reforms: tuple[str, ...]
    links: int
    mean_jaccard: float


def bundles(found: tuple[Association, ...], *, q: float = 0.05) -> tuple[Bundle, ...]:
    """Connected groups of reforms over associations with q below the cut-off, the largest first."""
    import networkx as nx

    if not 0 < q <= 1:
        raise UsageError(f"the cut-off q is {q}", cure="a number in (0, 1]")
    graph = nx.Graph()
    for one in found:
        if one.q < q:
            graph.add_edge(one.first, one.second, jaccard=one.jaccard)
    out = []
    for part in nx.connected_components(graph):
        inner = [d["jaccard"] for _, _, d in graph.subgraph(part).edges(data=True)]
        out.append(Bundle(tuple(sorted(part)), len(inner), sum(inner) / len(inner)))
    return tuple(sorted(out, key=lambda bundle: (-len(bundle.reforms), bundle.reforms)))
