r"""Event history of interval-censored adoptions: intervals in, a complementary log-log hazard out.

An adoption is known to lie in (left, right]. With h(t) = 1 - exp(-exp(x_t b)) and L(t) = sum_{s <= t} exp(x_s b),
P(left < T <= right) = exp(-L(left)) - exp(-L(right)), and a unit not seen to adopt gives exp(-L(left)). That units are
reported on more often for some x than for others does no harm: each is asked only what its reports can answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from reformgraph.errors import ReformGraphError, UsageError

Numbers = NDArray[np.float64]
#: Newton steps before a fit is given up, and the change of the log likelihood below which it is done.
_MOST_STEPS, _DONE = 100, 1e-9
_LARGEST, _LARGEST_ERROR = 25.0, 100.0
#: Numbers of a design that fit into memory several times.
_MOST_CELLS = 150_000_000


@dataclass(frozen=True, slots=True)
class Spells:
    """Units at risk, cut into spells of periods over which nothing changes.

    Attributes
    ----------
    unit
        Number of the unit of each spell, 0 ... units - 1.
    length
        Periods of each spell.
    inside
        Whether the spell lies in (left, right], the rest lies before or at left.
    design
        Columns of each spell, spells x terms.
    terms
        Names of the columns.
    event
        Of each unit: whether it is known to adopt in (left, right].
    cluster
        Number of the cluster of each unit, for robust errors.
    """

    unit: NDArray[np.int64]
    length: Numbers
    inside: NDArray[np.bool_]
    design: Numbers
    terms: tuple[str, ...]
    event: NDArray[np.bool_]
    cluster: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class HazardTerm:
    """A coefficient on the complementary log-log scale: e^estimate is a ratio of hazards; bounds of 95 %."""

    term: str
    estimate: float
    se: float
    z: float
    p: float
    low: float
    high: float
    hazard_ratio: float


@dataclass(frozen=True, slots=True)
class IntervalHazard:
    """A fitted hazard.

    Attributes
    ----------
    terms
        Coefficients in the order of the design.
    units, events
        Units with at least one period at risk, and adoptions among them.
    log_likelihood, aic, steps
        Of the fit; steps of Newton's method.
    dropped
        Terms left out because they do not vary, or because nobody adopts where they are not 0.
    """

    terms: tuple[HazardTerm, ...]
    units: int
    events: int
    log_likelihood: float
    aic: float
    steps: int
    dropped: tuple[str, ...]


def spells(
    left: Sequence[int] | NDArray[np.int64],
    right: Sequence[float] | Numbers,
    *,
    start: Sequence[int] | NDArray[np.int64] | None = None,
    covariates: Mapping[str, Numbers] | None = None,
    first: int = 1,
    cuts: Sequence[int] = (),
    groups: Sequence[str] | None = None,
    cluster: Sequence[int] | NDArray[np.int64] | None = None,
) -> Spells:
    """Spells of units that adopt in (left, right], in periods ``first`` ... max.

    Parameters
    ----------
    left, right
        Last period in which each unit surely had not adopted (``first - 1``: unknown), and first in which it surely
        had; infinite: not seen to adopt.
    start
        First period at risk of each unit; None: `first`.
    covariates
        Name -> one number a unit, or a unit and period (units x periods from `first` on).
    cuts
        Periods in which a further step of the baseline begins.
    groups
        Group of each unit (a reform) with a baseline level of its own.
    cluster
        Cluster of each unit; None: each by itself.

    Raises
    ------
    UsageError
        Arrays of the wrong shape, missing values, an empty interval.
    """
    begin, low, stop = _bounds(left, right, start, first)
    last = int(stop.max(initial=first - 1))
    table = {name: _table(name, values, len(low), last - first + 1) for name, values in (covariates or {}).items()}
    changes = _changes(table, first, last) | set(cuts)
    unit, from_, to, inside = _cut(begin, low, stop, sorted(changes))
    columns = _baseline(from_, unit, cuts, groups)
    _check_size(len(unit), len(columns) + len(table))
    for name, values in table.items():
        columns[name] = values[unit, np.minimum(from_ - first, values.shape[1] - 1)]
    owner = np.arange(len(low)) if cluster is None else np.asarray(cluster, dtype=np.int64)
    return Spells(
        unit, (to - from_ + 1).astype(float), inside, np.column_stack(list(columns.values())), tuple(columns),
        np.isfinite(np.asarray(right, dtype=float)), owner,
    )  # fmt: skip


def _bounds(
    left: Sequence[int] | NDArray[np.int64],
    right: Sequence[float] | Numbers,
    start: Sequence[int] | NDArray[np.int64] | None,
    first: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """First period at risk of each unit, the last one it surely had not adopted in, the last one it is followed to."""
    low, high = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=float)
    begin = np.full(len(low), first, dtype=np.int64) if start is None else np.asarray(start, dtype=np.int64)
    low = np.maximum(low, begin - 1)
    event = np.isfinite(high)
    if len(high) != len(low) or (event & (high <= low)).any():
        raise UsageError("an interval is empty", cure="left has to lie before right")
    return begin, low, np.where(event, high, low).astype(np.int64)


def _check_size(rows: int, columns: int) -> None:
    if rows * columns > _MOST_CELLS:
        raise UsageError(
            f"{rows} spells of {columns} columns are too many",
            cure="fewer reforms, a coarser unit, or covariates that change less often",
        )


def _table(name: str, values: Numbers, size: int, span: int) -> Numbers:
    table = np.asarray(values, dtype=float)
    table = table[:, None] if table.ndim == 1 else table
    if table.shape[0] != size or table.shape[1] not in (1, *range(span, table.shape[1] + 1)):
        raise UsageError(f"{name} is {table.shape}", cure=f"{size} numbers, or {size} x {span}")
    if not np.isfinite(table).all():
        raise UsageError(f"{name} has missing values", cure="fill them, or leave these zones out")
    return table


def _changes(table: Mapping[str, Numbers], first: int, last: int) -> set[int]:
    """Periods in which some covariate of some unit changes."""
    found: set[int] = set()
    for values in table.values():
        if values.shape[1] > 1:
            moved = (np.diff(values[:, : last - first + 1], axis=1) != 0).any(axis=0)
            found |= {first + 1 + int(k) for k in np.flatnonzero(moved)}
    return found


def _cut(
    begin: NDArray[np.int64], low: NDArray[np.int64], stop: NDArray[np.int64], changes: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Unit, first and last period of every spell, and whether it lies behind `low`."""
    pieces: list[tuple[NDArray[np.int64], ...]] = []
    edges = [-(10**9), *changes, 10**9]
    for a, b in pairwise(edges):
        for lower, upper in ((begin, low), (np.maximum(low + 1, begin), stop)):
            from_, to = np.maximum(lower, a), np.minimum(upper, b - 1)
            unit = np.flatnonzero(from_ <= to)
            inside = np.full(len(unit), lower is not begin)
            pieces.append((unit, from_[unit], to[unit], inside.astype(np.int64)))
    unit, from_, to, inside = (np.concatenate(column) for column in zip(*pieces, strict=True))
    order = np.lexsort((from_, unit))
    return unit[order], from_[order], to[order], inside[order].astype(bool)


def _baseline(
    from_: NDArray[np.int64], unit: NDArray[np.int64], cuts: Sequence[int], groups: Sequence[str] | None
) -> dict[str, Numbers]:
    names = [""] if groups is None else sorted(set(groups))
    member = np.zeros(len(unit), dtype=np.int64)
    if groups is not None:
        number = {name: k for k, name in enumerate(names)}
        member = np.array([number[name] for name in groups], dtype=np.int64)[unit]
    columns = {f"level {name}".strip(): (member == k).astype(float) for k, name in enumerate(names)}
    for cut in sorted(cuts):
        columns[f"from {cut}"] = (from_ >= cut).astype(float)
    return columns


def fit_hazard(data: Spells, *, robust: bool = False) -> IntervalHazard:
    """Maximum likelihood by Newton's method with the exact Hessian.

    Parameters
    ----------
    data
        Of `spells`.
    robust
        Standard errors robust to dependence within clusters (sandwich).

    Raises
    ------
    ReformGraphError
        Nobody adopts, collinear columns, or no maximum is found (a column separates adopters).

    References
    ----------
    Prentice and Gloeckler (1978), doi:10.2307/2529588. Finkelstein (1986), doi:10.2307/2530698.
    Sun (2006), The statistical analysis of interval-censored failure time data, doi:10.1007/0-387-37119-2.
    White (1982), doi:10.2307/1912526.
    """
    data, dropped = _usable(data)
    present = np.zeros(len(data.event), dtype=bool)
    present[data.unit] = True
    events = int((data.event & present).sum())
    if not events:
        raise ReformGraphError("nobody is seen to adopt at a known time: no hazard can be fitted")
    if _rank(data.design) < data.design.shape[1]:
        raise ReformGraphError("the covariates are collinear", cure=f"leave one of {', '.join(data.terms)} out")
    b, steps = _maximise(data, _start(data, events))
    value, _, hessian, share = _likelihood(data, b)
    try:
        cover: Numbers = np.asarray(np.linalg.inv(-hessian), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise ReformGraphError("the fit has no standard errors", cure="leave a covariate out") from None
    if robust:
        cover = _sandwich(cover, _scores(data, share), data.cluster)
    with np.errstate(invalid="ignore"):
        error = np.sqrt(np.diag(cover))
    if not np.isfinite(error).all() or (np.abs(b) > _LARGEST).any() or (error > _LARGEST_ERROR).any():
        raise ReformGraphError(
            "a covariate separates adopters from others", cure="leave it out, or fewer baseline steps"
        )
    terms = tuple(_term(name, float(x), float(s)) for name, x, s in zip(data.terms, b, error, strict=True))
    return IntervalHazard(terms, int(present.sum()), events, value, 2 * len(b) - 2 * value, steps, dropped)


def _usable(data: Spells) -> tuple[Spells, tuple[str, ...]]:
    """Without covariates that do not vary and levels or steps in which nobody can have adopted."""
    bearing = data.inside & data.event[data.unit]
    keep, dropped, gone = [], [], np.zeros(len(data.unit), dtype=bool)
    for k, name in enumerate(data.terms):
        column = data.design[:, k]
        level = name.startswith("level")
        if level and not column[bearing].any():
            gone |= column > 0
            dropped.append(name)
        elif (not level and column.min() == column.max()) or (name.startswith("from ") and not column[bearing].any()):
            dropped.append(name)
        else:
            keep.append(k)
    rows = ~gone
    return Spells(
        data.unit[rows], data.length[rows], data.inside[rows], data.design[rows][:, keep],
        tuple(data.terms[k] for k in keep), data.event, data.cluster,
    ), tuple(dropped)  # fmt: skip


def _start(data: Spells, events: int) -> Numbers:
    b = np.zeros(len(data.terms))
    level = np.log(events / max(float(data.length.sum()), 1.0))
    b[[k for k, name in enumerate(data.terms) if name.startswith("level")]] = level
    return b


def _likelihood(data: Spells, b: Numbers) -> tuple[float, Numbers, Numbers, Numbers]:
    """Log likelihood, gradient, Hessian, and by how much each spell moves the log likelihood when its rate grows."""
    weight = data.length * np.exp(np.clip(data.design @ b, -50, _LARGEST))
    size = len(data.event)
    inside = data.inside & data.event[data.unit]
    risk = np.bincount(data.unit[inside], weights=weight[inside], minlength=size)
    happen = data.event & (risk > 0)
    first = np.zeros(size)
    second = np.zeros(size)
    grown = np.expm1(np.minimum(risk[happen], 700.0))
    first[happen] = 1 / grown
    second[happen] = -(grown + 1) / grown / grown
    value = float(np.log(-np.expm1(-risk[happen])).sum() - weight[~data.inside].sum())
    share = np.where(inside, first[data.unit], np.where(data.inside, 0.0, -1.0)) * weight
    owner = data.unit[inside]
    per_unit = _sums(data.design[inside] * weight[inside, None], owner)
    curved = second[owner[np.flatnonzero(np.diff(owner, prepend=-1))]]
    hessian = data.design.T @ (data.design * share[:, None]) + per_unit.T @ (per_unit * curved[:, None])
    return value, data.design.T @ share, hessian, share


def _sums(rows: Numbers, owner: NDArray[np.int64]) -> Numbers:
    """Sums of the rows of each owner, in the order of the owners, who stand together."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return np.asarray(np.add.reduceat(rows, starts, axis=0), dtype=np.float64)


def _scores(data: Spells, share: Numbers) -> Numbers:
    """Gradient of the log likelihood of each unit; zeros for one without a period at risk."""
    scores = np.zeros((len(data.event), data.design.shape[1]))
    scores[np.unique(data.unit)] = _sums(data.design * share[:, None], data.unit)
    return scores


def _rank(design: Numbers) -> int:
    """Columns that are no combination of others, by the product of the columns scaled to one length."""
    length = np.sqrt((design**2).sum(axis=0))
    scaled = design / np.where(length > 0, length, 1.0)
    return int(np.linalg.matrix_rank(scaled.T @ scaled, tol=1e-9, hermitian=True))


def _maximise(data: Spells, b: Numbers) -> tuple[Numbers, int]:
    value, gradient, hessian, _ = _likelihood(data, b)
    for step in range(1, _MOST_STEPS + 1):
        move = np.linalg.solve(-hessian + 1e-10 * np.eye(len(b)), gradient)
        if gradient @ move < 0:
            move = gradient / max(float(np.abs(gradient).max()), 1.0)
        size, better = 1.0, None
        while size > 1e-8 and better is None:
            tried = _likelihood(data, b + size * move)
            better = tried if np.isfinite(tried[0]) and tried[0] >= value - 1e-12 else None
            size /= 1 if better else 2
        if better is None:
            break
        change, b = better[0] - value, b + size * move
        value, gradient, hessian, _ = better
        if change < _DONE * (1 + abs(value)):
            return b, step
    raise ReformGraphError(
        f"no maximum was found in {_MOST_STEPS} steps", cure="a covariate may separate adopters, or there are too few"
    )


def _sandwich(cover: Numbers, scores: Numbers, cluster: NDArray[np.int64]) -> Numbers:
    _, number = np.unique(cluster, return_inverse=True)
    count = int(number.max()) + 1
    order = np.argsort(number, kind="stable")
    summed = _sums(scores[order], number[order])
    meat: Numbers = summed.T @ summed * (count / max(count - 1, 1))
    return cover @ meat @ cover


def _term(name: str, estimate: float, se: float) -> HazardTerm:
    z = estimate / se if se > 0 else float("nan")
    p = 2 * (1 - NormalDist().cdf(abs(z)))
    reach = NormalDist().inv_cdf(0.975) * se
    return HazardTerm(name, estimate, se, z, p, estimate - reach, estimate + reach, float(np.exp(estimate)))
