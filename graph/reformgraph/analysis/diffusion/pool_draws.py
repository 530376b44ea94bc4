"""Estimates from several draws of what is not known, pooled: estimates and errors in, one with its error out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reformgraph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled estimate.

    Attributes
    ----------
    estimate, se
        Mean of the draws; root of the mean variance within them plus (1 + 1/m) times that between them.
    df
        Degrees of freedom; infinite where the draws do not differ.
    low, high, p
        95 % interval and two-sided p, by Student's t.
    missing
        Share of the variance that is due to what is not known.
    draws
        m.
    """

    estimate: float
    se: float
    df: float
    low: float
    high: float
    p: float
    missing: float
    draws: int


def pool(estimates: Sequence[float], errors: Sequence[float]) -> Pooled:
    """Rubin's rules for one quantity.

    Raises
    ------
    UsageError
        Fewer than two draws.

    References
    ----------
    Rubin (1987), Multiple imputation for nonresponse in surveys, doi:10.1002/9780470316696.

    Examples
    --------
    >>> found = pool([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    >>> round(found.estimate, 3), round(found.se, 3), round(found.df, 3)
    (2.0, 1.528, 6.125)
    """
    from scipy.stats import t

    m = len(estimates)
    if m < 2 or len(errors) != m:
        raise UsageError(f"{m} draws cannot be pooled", cure="at least 2")
    mean = sum(estimates) / m
    within = sum(error * error for error in errors) / m
    between = sum((one - mean) ** 2 for one in estimates) / (m - 1)
    extra = (1 + 1 / m) * between
    total = within + extra
    df = (m - 1) * (total / extra) ** 2 if extra > 0 else math.inf
    se = math.sqrt(total)
    reach = float(t.ppf(0.975, df)) * se if math.isfinite(df) else 1.959963984540054 * se
    p = float(2 * t.sf(abs(mean) / se, df)) if math.isfinite(df) else math.erfc(abs(mean) / se / math.sqrt(2))
    return Pooled(mean, se, df, mean - reach, mean + reach, p, extra / total, m)
