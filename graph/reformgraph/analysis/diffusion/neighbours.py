"""Who is a neighbour of whom, other than by ties: same place, distance, shared partners, alike behaviour.

Every function gives an n x n sparse matrix with empty diagonal, rows ego, columns alter, to be used as `weights` in
`exposure`, `threshold`, `moran_by_period`, or as ties (`Panel.with_ties`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

EARTH_KM = 6371.0088
Measure = Literal["count", "jaccard", "cosine"]


def _array(values: NDArray[np.float64], rows: NDArray[np.int64], columns: NDArray[np.int64], size: int) -> csr_array:
    from scipy.sparse import csr_array as array

    keep = (rows != columns) & (values > 0)
    return array((values[keep], (rows[keep], columns[keep])), shape=(size, size))


def same_value(values: Sequence[str]) -> csr_array:
    """1 where both have the same value (city, province ...); an empty value is like no other.

    Examples
    --------
    >>> same_value(["x", "y", "x", ""]).toarray().astype(int).tolist()
    [[0, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    """
    groups: dict[str, list[int]] = {}
    for k, value in enumerate(values):
        if value:
            groups.setdefault(value, []).append(k)
    rows = [np.repeat(members, len(members)) for members in groups.values()] or [np.empty(0, dtype=np.int64)]
    columns = [np.tile(members, len(members)) for members in groups.values()] or [np.empty(0, dtype=np.int64)]
    row = np.concatenate(rows)
    return _array(np.ones(len(row)), row, np.concatenate(columns), len(values))


def great_circle(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances in km on the sphere of mean radius 6371.0088 km (haversine), from degrees; n x n, NaN where unknown."""
    a, b = np.radians(lon), np.radians(lat)
    half = np.sin((b[:, None] - b[None, :]) / 2) ** 2
    half = half + np.cos(b)[:, None] * np.cos(b)[None, :] * np.sin((a[:, None] - a[None, :]) / 2) ** 2
    distance: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return distance


def _distances(lon: Sequence[float], lat: Sequence[float]) -> NDArray[np.float64]:
    if len(lon) > 8000:
        raise UsageError(f"distances between {len(lon)} nodes need dense matrices", cure="at most 8000 nodes")
    x, y = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    if np.nanmax(np.abs(y), initial=0) > 90 or np.nanmax(np.abs(x), initial=0) > 180:
        raise UsageError("coordinates must be degrees: lon within 180, lat within 90")
    return great_circle(x, y)


def within_distance(lon: Sequence[float], lat: Sequence[float], km: float, inverse: bool = False) -> csr_array:
    """1 (or 1/(1 + km)) for nodes at most `km` apart; a node without coordinates has no neighbours."""
    if not km > 0:
        raise UsageError(f"the distance is {km} km", cure="above 0")
    distance = _distances(lon, lat)
    row, column = np.nonzero(np.nan_to_num(distance, nan=np.inf) <= km)
    return _array(1 / (1 + distance[row, column]) if inverse else np.ones(len(row)), row, column, len(lon))


def nearest(lon: Sequence[float], lat: Sequence[float], count: int) -> csr_array:
    """1 for the `count` nearest nodes with coordinates (directed); of equally near ones those that come first."""
    if count < 1:
        raise UsageError(f"the number of nearest nodes is {count}", cure="at least 1")
    distance = _distances(lon, lat)
    np.fill_diagonal(distance, np.nan)
    order = np.argsort(np.nan_to_num(distance, nan=np.inf), axis=1, kind="stable")[:, : min(count, len(lon) - 1)]
    row = np.repeat(np.arange(len(lon)), order.shape[1])
    column = order.ravel()
    known = np.isfinite(distance[row, column])
    return _array(np.ones(int(known.sum())), row[known], column[known], len(lon))


def shared(sets: Sequence[Collection[str]], measure: Measure = "count") -> csr_array:
    """Weight of what two nodes have in common (companies, reforms): |A and B|, Jaccard or cosine.

    jaccard = |A and B| / |A or B|, cosine = |A and B| / sqrt(|A| |B|); nothing in common is no tie.

    References
    ----------
    Jaccard (1912), doi:10.1111/j.1469-8137.1912.tb05611.x.

    Examples
    --------
    >>> shared([{"a", "b"}, {"b"}, set()], "jaccard").toarray()[0].tolist()
    [0.0, 0.5, 0.0]
    """
    from scipy.sparse import csr_array as array

    number: dict[str, int] = {}
    pairs = [
        (k, number.setdefault(thing, len(number))) for k, things in enumerate(sets) for thing in sorted(set(things))
    ]
    shape = (len(sets), max(1, len(number)))
    table = array((np.ones(len(pairs)), ([k for k, _ in pairs], [j for _, j in pairs])), shape=shape)
    common = (table @ table.T).tocoo()
    size: NDArray[np.float64] = np.asarray(table.sum(axis=1)).ravel()
    a, b = size[common.row], size[common.col]
    below: dict[str, NDArray[np.float64]] = {
        "count": np.ones(len(a)),
        "jaccard": a + b - common.data,
        "cosine": np.sqrt(a * b),
    }
    if measure not in below:
        raise UsageError(f"no measure {measure!r}", cure=f"one of {', '.join(below)}")
    return _array(common.data / below[measure], common.row.astype(np.int64), common.col.astype(np.int64), len(sets))


def by_rule(panel: Panel, rule: str) -> csr_array:
    """Weights by a rule in one word: ``same:COLUMN``, ``distance:KM``, ``nearest:K``, ``shared:COLUMN``, ``ties``.

    ``distance`` and ``nearest`` read the columns lon and lat; ``shared`` reads lists separated by ``|``
    (``shared:COLUMN:jaccard`` or ``:cosine`` for another measure); ``structural`` is structural equivalence.

    Raises
    ------
    UsageError
        An unknown rule or column.
    """
    kind, _, rest = rule.partition(":")
    rules: dict[str, Callable[[], csr_array]] = {
        "ties": panel.weights,
        "same": lambda: same_value(_column(panel, rest)),
        "distance": lambda: within_distance(*_coordinates(panel), _number(rest, rule)),
        "nearest": lambda: nearest(*_coordinates(panel), int(_number(rest, rule))),
        "shared": lambda: _shared_column(panel, rest),
        "structural": lambda: _structural(panel),
    }
    if kind not in rules:
        raise UsageError(
            f"no neighbour rule {rule!r}", cure="same:COLUMN, distance:KM, nearest:K, shared:COLUMN, structural"
        )
    return rules[kind]()


def _structural(panel: Panel) -> csr_array:
    from reformgraph.analysis.diffusion.structural import equivalence_weights

    return equivalence_weights(panel)


def _shared_column(panel: Panel, rest: str) -> csr_array:
    name, _, measure = rest.partition(":")
    sets = [{part for part in text.split("|") if part} for text in _column(panel, name)]
    return shared(sets, measure or "count")  # type: ignore[arg-type]


def _column(panel: Panel, name: str) -> tuple[str, ...]:
    if name not in panel.attributes:
        raise UsageError(
            f"the nodes have no column {name!r}", cure=f"they have {', '.join(panel.attributes) or 'none'}"
        )
    return panel.attributes[name]


def _number(text: str, rule: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"the rule {rule!r} needs a number after the colon") from None


def _coordinates(panel: Panel) -> tuple[list[float], list[float]]:
    out = []
    for name in ("lon", "lat"):
        try:
            out.append([float(text) if text else float("nan") for text in _column(panel, name)])
        except ValueError as fault:
            raise UsageError(f"the column {name} holds no number: {fault}") from None
    return out[0], out[1]
