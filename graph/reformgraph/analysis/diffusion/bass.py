"""The Bass model: adoption by innovation and by imitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reformgraph.errors import ReformGraphError


def bass_share(time: ArrayLike, p: float, q: float) -> NDArray[np.float64]:
    r"""Cumulative share F(t) = (1 - e^{-(p+q)t}) / (1 + (q/p) e^{-(p+q)t}).

    Examples
    --------
    >>> bass_share([0, 1], 0.1, 0.4).round(6).tolist()
    [0.0, 0.114844]
    """
    decay = np.exp(-(p + q) * np.asarray(time, dtype=float))
    return np.asarray((1 - decay) / (1 + (q / p) * decay))


@dataclass(frozen=True, slots=True)
class Bass:
    """A fitted Bass model.

    Attributes
    ----------
    p, q
        Coefficients of innovation and of imitation, per period.
    p_se, q_se
        Standard errors; None where the fit leaves no degree of freedom or the Jacobian is singular.
    m
        Ceiling as a share of all nodes: 1 unless it was fitted. `m_se` its standard error; None: not fitted.
    sigma
        Residual standard error, sqrt(sum of squares / (T - number of coefficients)); None without a degree of freedom.
    r_squared
        1 - residual / total sum of squares of the cumulative shares.
    peak
        Time of the fastest adoption, ln(q/p)/(p+q), the first period being 1; None for q <= p (from the start).
    fitted
        F(t) m for t = 1..T.
    """

    p: float
    q: float
    p_se: float | None
    q_se: float | None
    m: float
    m_se: float | None
    sigma: float | None
    r_squared: float
    peak: float | None
    fitted: tuple[float, ...]


def fit_bass(shares: Sequence[float], *, ceiling: bool = False) -> Bass:
    """Fit the Bass model to cumulative shares by least squares.

    Parameters
    ----------
    shares
        Cumulative share of adopters in periods t = 1..T, T >= 3, not falling, in 0..1.
    ceiling
        Also fit m, the share that will ever adopt.

    Raises
    ------
    ReformGraphError
        Too few periods, no change over time, or the fit does not converge.

    References
    ----------
    Bass (1969), doi:10.1287/mnsc.15.5.215. netdiffuseR `fitbass` (the same least squares).
    """
    from scipy.optimize import least_squares

    y = np.asarray(shares, dtype=float)
    if len(y) < 3:
        raise ReformGraphError(f"the Bass model needs at least 3 periods, there are {len(y)}")
    if not np.isfinite(y).all() or (np.diff(y) < -1e-12).any() or y.min() < 0 or y.max() > 1 + 1e-12:
        raise ReformGraphError("cumulative shares must rise within 0..1")
    if y.max() == y.min():
        raise ReformGraphError("nothing changes over the periods: the Bass model cannot be fitted")
    time = np.arange(1, len(y) + 1, dtype=float)

    def residual(log_coefficients: NDArray[np.float64]) -> NDArray[np.float64]:
        top = np.exp(log_coefficients[2]) if ceiling else 1.0
        return np.asarray(top * bass_share(time, *np.exp(log_coefficients[:2])) - y)

    fits = []
    for q in (0.5, 0.05, 2.0):
        start = np.log([max(float(y[0]), 1e-4), q, *([max(float(y[-1]), 1e-3)] if ceiling else [])])
        with np.errstate(over="ignore", invalid="ignore"):
            fits.append(least_squares(residual, start, xtol=1e-15, ftol=1e-15, gtol=1e-15, bounds=(-40, 10)))
    best = min(fits, key=lambda fit: float(fit.cost))
    if not np.isfinite(best.cost) or best.x.max() > 9.9:
        raise ReformGraphError("the Bass model does not converge on these shares")
    return _result(y, time, np.exp(best.x), np.asarray(best.jac) / np.exp(best.x)[None, :])


def _result(
    y: NDArray[np.float64], time: NDArray[np.float64], found: NDArray[np.float64], jacobian: NDArray[np.float64]
) -> Bass:
    p, q = float(found[0]), float(found[1])
    m = float(found[2]) if len(found) > 2 else 1.0
    fitted = m * bass_share(time, p, q)
    rest = float(((y - fitted) ** 2).sum())
    free = len(y) - len(found)
    errors: list[float | None] = [None] * len(found)
    sigma = (rest / free) ** 0.5 if free > 0 else None
    if sigma is not None and np.linalg.matrix_rank(jacobian) == len(found):
        covariance = np.linalg.inv(jacobian.T @ jacobian) * sigma**2
        errors = [float(v) ** 0.5 for v in np.diag(covariance)]
    total = float(((y - y.mean()) ** 2).sum())
    peak = float(np.log(q / p) / (p + q)) if q > p else None
    return Bass(
        p, q, errors[0], errors[1], m, errors[2] if len(found) > 2 else None, sigma, 1 - rest / total, peak,
        tuple(fitted.tolist()),
    )  # fmt: skip
