"""Event-history analysis: a row for every node and period at risk, and a logit hazard on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.exposure import exposure
from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.errors import MissingExtraError, ReformGraphError, UsageError

Baseline = Literal["linear", "quadratic", "log", "dummies", "constant"]


@dataclass(frozen=True, slots=True)
class RiskSet:
    """The event-history panel.

    Attributes
    ----------
    ids, period, event
        One entry a node and period at risk: node name, period, 1 if it adopts then.
    columns
        Covariate name -> one number an entry.
    offset
        Entries of the offset; None: none.
    """

    ids: tuple[str, ...]
    period: NDArray[np.int64]
    event: NDArray[np.int64]
    columns: Mapping[str, NDArray[np.float64]]
    offset: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.ids)


def risk_set(
    panel: Panel,
    *,
    lag: int = 1,
    weights: Any = None,
    valued: bool = False,
    covariates: Mapping[str, NDArray[np.float64]] | None = None,
    coverage: NDArray[np.float64] | None = None,
    censored: NDArray[np.float64] | None = None,
    exposed: bool = True,
) -> RiskSet:
    """Rows of nodes that have not adopted before a period, from the second period on.

    A node leaves after its adoption, or after the period in which it was last observed (right-censored: not yet seen,
    not never). Adopters of the first period are left-censored and in no row.

    Parameters
    ----------
    panel, weights, valued, lag
        As in `exposure`; the column ``exposure`` is taken `lag` periods earlier.
    covariates
        Name -> one number a node (n) or a node and period (n x T).
    coverage
        Reports about each node in each period (n x T counts): the offset is log(1 + count). A period without any
        report of a node gives no row unless it adopts then: what is not observed is not taken as nothing done.
    censored
        Last period of observation of each node; None: the last period for all.
    exposed
        Whether there is a column ``exposure``.

    Raises
    ------
    UsageError
        An array of the wrong shape.
    """
    size, span = len(panel), len(panel.periods)
    periods = np.arange(panel.first, panel.last + 1)
    node, time = np.nonzero(_at_risk(panel, periods, coverage, censored))
    columns: dict[str, NDArray[np.float64]] = {}
    if exposed:
        columns["exposure"] = exposure(panel, weights=weights, valued=valued, lag=lag)[node, time]
    for name, values in (covariates or {}).items():
        columns[name] = _spread(name, values, size, span)[node, time]
    offset = None
    if coverage is not None:
        offset = np.log1p(_spread("coverage", coverage, size, span)[node, time])
    event = (panel.toa[node] == periods[time]).astype(np.int64)
    return RiskSet(tuple(panel.ids[k] for k in node.tolist()), periods[time], event, columns, offset)


def _at_risk(
    panel: Panel, periods: NDArray[np.int64], coverage: NDArray[np.float64] | None, censored: NDArray[np.float64] | None
) -> NDArray[np.bool_]:
    """Which nodes may adopt in which periods (n x T)."""
    size, span = len(panel), len(periods)
    end = np.full(size, float(panel.last)) if censored is None else np.asarray(censored, dtype=float)
    leave = np.where(np.isnan(panel.toa), end, panel.toa)
    at_risk: NDArray[np.bool_] = (periods[None, :] <= leave[:, None]) & (periods[None, :] > panel.first)
    at_risk &= ~(panel.toa == panel.first)[:, None]
    adopts = panel.toa[:, None] == periods[None, :]
    if panel.entry is not None:
        at_risk &= ~(periods[None, :] < panel.entry[:, None]) | adopts
    if coverage is not None:
        at_risk &= (_spread("coverage", coverage, size, span) > 0) | adopts
    return at_risk


def _spread(name: str, values: NDArray[np.float64], size: int, span: int) -> NDArray[np.float64]:
    table = np.asarray(values, dtype=float)
    table = np.repeat(table[:, None], span, axis=1) if table.ndim == 1 else table
    if table.shape != (size, span):
        raise UsageError(f"{name} is {table.shape}", cure=f"{size} numbers, or {size} x {span}")
    if not np.isfinite(table).all():
        raise UsageError(f"{name} has missing values", cure="fill them, or leave these nodes out")
    return table


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient of the logit hazard; `odds_ratio` is e^estimate, p is two-sided normal (Wald)."""

    term: str
    estimate: float
    se: float
    z: float
    p: float
    odds_ratio: float


@dataclass(frozen=True, slots=True)
class LogitHazard:
    """A fitted discrete-time hazard: log h/(1-h) = baseline(t) + x b (+ offset).

    Attributes
    ----------
    coefficients
        Baseline terms first.
    rows, events
        Node-periods at risk and adoptions in them.
    log_likelihood, aic
        Of the fit; aic = 2 k - 2 log L.
    dropped
        Terms left out because they do not vary over the rows.
    """

    coefficients: tuple[Coefficient, ...]
    rows: int
    events: int
    log_likelihood: float
    aic: float
    dropped: tuple[str, ...]


def _baseline(kind: Baseline, risk: RiskSet) -> dict[str, NDArray[np.float64]]:
    since = (risk.period - risk.period.min()).astype(float)
    if kind == "dummies":
        last = int(risk.period.max())
        return {
            f"period {t}": (risk.period == t).astype(float) for t in np.unique(risk.period).tolist() if t < last
        } | {f"period {last}": (risk.period == last).astype(float)}
    terms = {"constant": np.ones(len(risk))}
    if kind in ("linear", "quadratic"):
        terms["time"] = since
    if kind == "quadratic":
        terms["time^2"] = since**2
    if kind == "log":
        terms["log time"] = np.log1p(since)
    return terms


def fit_logit(risk: RiskSet, *, baseline: Baseline = "linear", cluster: bool = False) -> LogitHazard:
    """Logit hazard by maximum likelihood (statsmodels GLM, binomial).

    Parameters
    ----------
    risk
        The event-history panel.
    baseline
        ``linear``, ``quadratic`` or ``log`` in the periods since the first row, ``constant``, or ``dummies`` (one for
        every period; periods without adoption are then left out of the rows, because their hazard is 0).
    cluster
        Standard errors robust to dependence within nodes.

    Raises
    ------
    ReformGraphError
        No events or nothing but events, perfect separation, or collinear covariates.

    References
    ----------
    Box-Steffensmeier and Jones (2004), doi:10.1017/CBO9780511790874. Berry and Berry (1990), doi:10.2307/1963526.
    Allison (1982), doi:10.2307/270718.
    """
    try:
        import statsmodels.api as sm
    except ImportError:
        raise MissingExtraError("statsmodels", "analysis") from None
    if baseline == "dummies":
        risk = _with_events(risk)
    events = int(risk.event.sum())
    if not events or events == len(risk):
        raise ReformGraphError(f"{events} adoptions in {len(risk)} rows at risk: no hazard can be fitted")
    terms = _baseline(baseline, risk) | dict(risk.columns)
    fixed = set(_baseline(baseline, risk))
    dropped = tuple(name for name, x in terms.items() if name not in fixed and x.min() == x.max())
    names = [name for name in terms if name not in dropped]
    design = np.column_stack([terms[name] for name in names])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ReformGraphError("the covariates are collinear", cure=f"leave one of {', '.join(names)} out")
    model = sm.GLM(risk.event, design, family=sm.families.Binomial(), offset=risk.offset)
    fit = _run(model, _clusters(risk) if cluster else None)
    return LogitHazard(
        _coefficients(names, fit), len(risk), events, float(fit.llf), 2 * len(names) - 2 * float(fit.llf), dropped
    )


def _clusters(risk: RiskSet) -> NDArray[np.int64]:
    number = {name: k for k, name in enumerate(dict.fromkeys(risk.ids))}
    return np.array([number[name] for name in risk.ids])


def _run(model: Any, clusters: NDArray[np.int64] | None) -> Any:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            if clusters is None:
                fit = model.fit(maxiter=200)
            else:
                fit = model.fit(maxiter=200, cov_type="cluster", cov_kwds={"groups": clusters})
        except Exception as fault:  # statsmodels raises and warns of many kinds
            raise ReformGraphError(
                f"the hazard cannot be fitted: {str(fault).splitlines()[0]}",
                cure="a covariate may separate adopters perfectly",
            ) from None
    if (
        not np.isfinite(fit.params).all()
        or np.abs(fit.params).max() > 1e4
        or not np.isfinite(fit.bse).all()
        or fit.bse.max() > 1e3
    ):
        raise ReformGraphError(
            "a covariate separates adopters from others perfectly", cure="leave it out, or take a coarser baseline"
        )
    return fit


def _with_events(risk: RiskSet) -> RiskSet:
    busy = np.isin(risk.period, risk.period[risk.event == 1])
    kept = np.flatnonzero(busy)
    columns = {name: x[kept] for name, x in risk.columns.items()}
    offset = risk.offset[kept] if risk.offset is not None else None
    return RiskSet(tuple(risk.ids[k] for k in kept.tolist()), risk.period[kept], risk.event[kept], columns, offset)


def _coefficients(names: Sequence[str], fit: Any) -> tuple[Coefficient, ...]:
    return tuple(
        Coefficient(name, float(b), float(s), float(z), float(p), float(np.exp(b)))
        for name, b, s, z, p in zip(names, fit.params, fit.bse, fit.tvalues, fit.pvalues, strict=True)
    )
