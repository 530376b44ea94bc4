"""Thresholds of adoption, and the classes of adopters and of thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.exposure import exposure_at_adoption
from reformgraph.analysis.diffusion.panel import Panel

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ADOPTER_CLASSES = ("Early Adopters", "Early Majority", "Late Majority", "Laggards")
THRESHOLD_CLASSES = ("Very Low Thresh.", "Low Thresh.", "High Thresh.", "Very High Thresh.")
NON_ADOPTERS = "Non Adopters"


def cutoffs(values: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """m - s, m, m + s of the finite values: mean m, sample standard deviation s (n - 1).

    None where s does not exist or is 0: fewer than two values, or all the same; then there are no classes.

    Examples
    --------
    >>> cutoffs(np.array([1.0, 2.0, 3.0]))
    (1.0, 2.0, 3.0)
    """
    known = values[np.isfinite(values)]
    if len(known) < 2 or known.min() == known.max():
        return None
    mean, spread = float(known.mean()), float(known.std(ddof=1))
    return mean - spread, mean, mean + spread


def classify(values: NDArray[np.float64], names: Sequence[str], missing: str = "") -> tuple[str, ...]:
    """Class of each value by `cutoffs`; a value equal to a cut goes to the higher class; `missing` for NaN.

    Without cut-offs every class is the empty string.
    """
    cuts = cutoffs(values)
    if cuts is None:
        return tuple("" if value == value else missing for value in values.tolist())
    place = np.searchsorted(np.array(cuts), values, side="right")
    return tuple(
        names[k] if value == value else missing for k, value in zip(place.tolist(), values.tolist(), strict=True)
    )


@dataclass(frozen=True, slots=True)
class Threshold:
    """A node's threshold and classes.

    Attributes
    ----------
    id, toa
        The node; toa None: has not adopted.
    threshold
        Exposure at adoption, 0..1; None: has not adopted, or adopted in the first period where that is left out.
    adopter_class, threshold_class
        Names as in `ADOPTER_CLASSES`, `THRESHOLD_CLASSES`; ``Non Adopters`` without toa; empty where undefined.
    """

    id: str
    toa: int | None
    threshold: float | None
    adopter_class: str
    threshold_class: str


def threshold(
    panel: Panel,
    *,
    weights: csr_array | None = None,
    valued: bool = False,
    outgoing: bool = True,
    lag: int = 0,
    first_period: bool = True,
) -> NDArray[np.float64]:
    """Threshold of each node: its exposure in its period of adoption.

    Parameters
    ----------
    panel, weights, valued, outgoing, lag
        As in `exposure`.
    first_period
        False: adopters of the first period have no threshold, because their exposure before is not known
        (left-censored; the default of netdiffuseR, where it is called include_censored = FALSE).

    Returns
    -------
    ndarray
        n numbers in 0..1; NaN where there is none.

    References
    ----------
    Valente (1996), Social network thresholds, doi:10.1016/0378-8733(95)00256-1. Granovetter (1978), doi:10.1086/226707.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.panel import make_panel
    >>> threshold(make_panel("abc", [1, 2, 3], [2, 2, 1], [0, 1, 2])).tolist()
    [0.0, 0.0, 1.0]
    """
    found = exposure_at_adoption(panel, weights=weights, valued=valued, outgoing=outgoing, lag=lag)
    return found if first_period else np.where(panel.toa == panel.first, np.nan, found)


def threshold_rows(panel: Panel, thresholds: NDArray[np.float64]) -> tuple[Threshold, ...]:
    """One row a node, with its classes."""
    adopters = classify(panel.toa, ADOPTER_CLASSES, NON_ADOPTERS)
    levels = classify(thresholds, THRESHOLD_CLASSES)
    return tuple(
        Threshold(name, int(toa) if toa == toa else None, value if value == value else None, group, level)
        for name, toa, value, group, level in zip(
            panel.ids, panel.toa.tolist(), thresholds.tolist(), adopters, levels, strict=True
        )
    )


@dataclass(frozen=True, slots=True)
class ClassTable:
    """Adopter classes (rows) by threshold classes (columns): counts, and percent of all nodes."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    percent: tuple[tuple[float, ...], ...]


def class_table(rows: Sequence[Threshold]) -> ClassTable:
    """Cross table of the two classifications; nodes without a class are in no cell, but in the denominator.

    Rows end with ``Non Adopters``; their thresholds do not exist, so that the row holds zeros and the nodes are missing
    from the sum of the cells.
    """
    names = (*ADOPTER_CLASSES, NON_ADOPTERS)
    counts = [[0] * len(THRESHOLD_CLASSES) for _ in names]
    for row in rows:
        if row.adopter_class in names and row.threshold_class in THRESHOLD_CLASSES:
            counts[names.index(row.adopter_class)][THRESHOLD_CLASSES.index(row.threshold_class)] += 1
    percent = tuple(tuple(100 * c / len(rows) for c in line) for line in counts)
    return ClassTable(names, THRESHOLD_CLASSES, tuple(map(tuple, counts)), percent)
