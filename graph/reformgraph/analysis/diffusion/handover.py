"""Adoptions between reports as tables for other programs: units and covariates in, rows out.

``panel`` is a counting process for R's survival (``Surv(start, stop, event)``), ``intervals`` has a row a unit for
icenReg (``Surv(left, right, type = "interval2")``), ``event-study`` a row a unit and period for fixest or did.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import period_text
from reformgraph.analysis.diffusion.report_intervals import ReportIntervals, Unit

Row = dict[str, Any]
Covariates = Mapping[str, NDArray[Any]]


def counting_process(made: ReportIntervals, covariates: Covariates) -> list[Row]:
    """A row for each spell of a unit in which no covariate changes, for ``Surv(start, stop, event)``.

    `start` and `stop` count periods from the entry, open on the left; `event` is 1 in the last spell of a unit that is
    seen to adopt, at its first report. `left` and `right` are the bounds of the whole unit, in every row.
    """
    rows: list[Row] = []
    for k, unit in enumerate(made.units):
        end = _end(unit)
        cuts = [at for at in range(unit.start + 1, end + 1) if _values(made, covariates, k, at) != _values(
            made, covariates, k, at - 1)]  # fmt: skip
        for begin, behind in pairwise([unit.start, *cuts, end + 1]):
            last = behind == end + 1
            rows.append({
                **_named(made, unit), "start": begin - unit.start, "stop": behind - unit.start,
                "event": int(last and math.isfinite(unit.right)), **_bounds(unit),
                **_values(made, covariates, k, begin),
            })  # fmt: skip
    return rows


def interval_rows(made: ReportIntervals, covariates: Covariates) -> list[Row]:
    """A row a unit: left and right in periods from the entry, right empty where it is not seen to adopt.

    Covariates are those of the entry.
    """
    return [
        {**_named(made, unit), **_bounds(unit), **_values(made, covariates, k, unit.start)}
        for k, unit in enumerate(made.units)
    ]


def event_study(made: ReportIntervals, covariates: Covariates) -> list[Row]:
    """A row a unit and period, from its entry to its last report or its adoption, and on to the last period.

    `first_treat` is the first period with the adoption for sure and `earliest_treat` the first that is possible, both
    empty where it is not seen; `relative` counts from `first_treat`. `treated` is empty between the two: not known.
    """
    rows: list[Row] = []
    for k, unit in enumerate(made.units):
        adopts = math.isfinite(unit.right)
        for period in range(unit.start, (made.last if adopts else unit.left) + 1):
            known = 0 if period <= unit.left else 1 if adopts and period >= unit.right else None
            rows.append({
                "zone": unit.zone_name, "reform": unit.reform_name, "period": period_text(period, made.unit),
                "time": period - made.first + 1,
                "first_treat": int(unit.right) - made.first + 1 if adopts else None,
                "earliest_treat": unit.left - made.first + 2 if adopts else None,
                "relative": period - int(unit.right) if adopts else None, "treated": known,
                **_values(made, covariates, k, period),
            })  # fmt: skip
    return rows


#: Name of a table to what makes it.
TABLES: Mapping[str, Callable[[ReportIntervals, Covariates], list[Row]]] = {
    "panel": counting_process, "intervals": interval_rows, "event-study": event_study,
}  # fmt: skip


def _end(unit: Unit) -> int:
    """The last period at risk."""
    return int(unit.right) if math.isfinite(unit.right) else unit.left


def _named(made: ReportIntervals, unit: Unit) -> Row:
    return {"zone": unit.zone_name, "reform": unit.reform_name, "entry": period_text(unit.start, made.unit)}


def _bounds(unit: Unit) -> Row:
    """Bounds of the adoption in periods from the entry, open on the left."""
    adopts = math.isfinite(unit.right)
    return {"left": unit.left - unit.start + 1, "right": int(unit.right) - unit.start + 1 if adopts else None}


def _values(made: ReportIntervals, covariates: Covariates, k: int, period: int) -> Row:
    """Covariates of a unit in a period; the last known where a table ends before it."""
    at = period - made.first
    return {
        name: float(found[k] if found.ndim == 1 else found[k, min(at, found.shape[1] - 1)])
        for name, found in covariates.items()
    }
