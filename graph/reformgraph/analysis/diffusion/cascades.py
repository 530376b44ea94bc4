"""Cascades: who had which thing when, as long tables give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.csv_tables import Columns, read_columns
from reformgraph.errors import ReformGraphError, UsageError

UNITS = ("year", "quarter", "month", "day")
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


@dataclass(frozen=True, slots=True)
class Cascades:
    """Events of cascades.

    Attributes
    ----------
    nodes, names
        Node and cascade names, each in order of first appearance: the position is the number.
    cascade, node, time
        One entry an event: cascade number, node number, time (any unit; only differences count).
        A node stands at most once in a cascade.
    notes
        What was dropped or is remarkable, one sentence each.
    sources
        Independent articles that each event rests on; empty for tables.
    earliest
        Earliest time of each event where `time` is the latest of an interval, minus infinity if unbounded; None: times
        are exact.
    """

    nodes: tuple[str, ...]
    names: tuple[str, ...]
    cascade: NDArray[np.int64]
    node: NDArray[np.int64]
    time: NDArray[np.float64]
    notes: tuple[str, ...] = ()
    sources: tuple[frozenset[str], ...] = ()
    earliest: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.names)


def period_number(text: str, unit: str) -> int:
    """Number of the period of `unit` that an ISO date lies in; consecutive periods differ by 1.

    A date coarser than the unit is refused, because its place within the period is not known.

    Examples
    --------
    >>> period_number("2024-10", "quarter") - period_number("2024-01-31", "quarter")
    3

    Raises
    ------
    UsageError
        Not an ISO date, coarser than the unit, or an unknown unit.
    """
    found = _DATE.match(text)
    if unit not in UNITS:
        raise UsageError(f"no time unit {unit!r}", cure=f"one of {', '.join(UNITS)}")
    if not found:
        raise UsageError(f"{text!r} is neither a number nor a date like 2024, 2024-10 or 2024-10-15")
    year, month, day = int(found[1]), found[2], found[3]
    if unit == "year":
        return year
    if month is None or (unit == "day" and day is None):
        raise UsageError(f"the date {text} is coarser than one {unit}", cure="choose a coarser time unit")
    if unit == "quarter":
        return year * 4 + (int(month) - 1) // 3
    return year * 12 + int(month) - 1 if unit == "month" else date(year, int(month), int(day)).toordinal()


def period_text(number: float, unit: str) -> str:
    """A period as people write it; without a unit the number itself.

    Examples
    --------
    >>> [period_text(period_number("2024-03-01", unit), unit) for unit in UNITS]
    ['2024', '2024Q1', '2024-03', '2024-03-01']
    """
    whole = int(number)
    if unit == "quarter":
        return f"{whole // 4}Q{whole % 4 + 1}"
    if unit == "month":
        return f"{whole // 12:04d}-{whole % 12 + 1:02d}"
    return date.fromordinal(whole).isoformat() if unit == "day" else str(whole)


def _times(table: Columns, unit: str | None) -> list[float]:
    out: list[float] = []
    for row, text in enumerate(table.columns["time"]):
        try:
            out.append(float(period_number(text, unit)) if unit else float(text))
        except (ValueError, UsageError) as fault:
            why = str(fault) if isinstance(fault, UsageError) else f"time is {text!r}, not a number"
            cure = "" if unit else "for dates give the time unit"
            raise ReformGraphError(why, where=table.line(row), cure=cure) from None
        if out[-1] - out[-1] != 0:
            raise ReformGraphError(f"time is {text!r}, not a finite number", where=table.line(row))
    return out


def cascades_from_events(
    events: Iterable[tuple[str, str, float]], notes: tuple[str, ...] = (), where: str = ""
) -> Cascades:
    """Cascades from (cascade, node, time) triples.

    A node that stands several times in a cascade keeps its earliest time, and a note says so.

    Raises
    ------
    ReformGraphError
        There are no events, or a name is empty.
    """
    first: dict[tuple[int, int], float] = {}
    nodes: dict[str, int] = {}
    names: dict[str, int] = {}
    repeated = negative = 0
    for row, (cascade, node, time) in enumerate(events):
        if not cascade or not node:
            raise ReformGraphError("an empty cascade or node name", where=f"{where}, line {row + 2}" if where else "")
        key = (names.setdefault(cascade, len(names)), nodes.setdefault(node, len(nodes)))
        negative += time < 0
        if key in first:
            repeated += 1
            first[key] = min(first[key], time)
        else:
            first[key] = time
    if not first:
        raise ReformGraphError("no events", where=where, cure="give rows cascade,node,time")
    said = list(notes)
    if repeated:
        said.append(f"{repeated} repeated rows: the earliest time of a node in a cascade counts")
    if negative:
        said.append(f"{negative} negative times: kept, only differences count")
    sizes = np.bincount([c for c, _ in first])
    if alone := int((sizes == 1).sum()):
        said.append(f"{alone} cascades with one adopter: they hold no pair, but count among the cascades")
    return Cascades(
        tuple(nodes),
        tuple(names),
        np.array([c for c, _ in first], dtype=np.int64),
        np.array([n for _, n in first], dtype=np.int64),
        np.array(list(first.values()), dtype=np.float64),
        tuple(said),
    )


def read_cascades(path: str | Path, unit: str | None = None, given: Mapping[str, str] | None = None) -> Cascades:
    """Read a long table with the columns cascade, node, time.

    The SPID heading (policy, statenam, adopt_year) and that of NetworkInference (cascade_id, node_name,
    event_time) are understood as well.

    Parameters
    ----------
    path
        CSV file, or ``-``.
    unit
        None: times are numbers. ``year``, ``quarter``, ``month`` or ``day``: times are ISO dates, counted in
        that unit.
    given
        Our column name -> name in the file.

    Raises
    ------
    ReformGraphError, UsageError
        The file cannot be used; the message names the line.
    """
    table = read_columns(path, ("cascade", "node", "time"), given=given)
    times = _times(table, unit)
    return cascades_from_events(
        zip(table.columns["cascade"], table.columns["node"], times, strict=True), where=table.name
    )


def subset(cascades: Cascades, names: Iterable[str] | None = None, start: float | None = None, end: float | None = None,
           drop_nodes: Iterable[str] = ()) -> Cascades:  # fmt: skip
    """Part of the cascades: chosen cascades, events within [start, end], without some nodes.

    Node and cascade numbers are given anew, in order of first appearance.

    Raises
    ------
    UsageError
        A name is not among the cascades.
    """
    wanted = set(names) if names is not None else set(cascades.names)
    if unknown := sorted(wanted - set(cascades.names)):
        raise UsageError(f"no such cascade: {unknown[0]}")
    without = set(drop_nodes)
    rows = zip(cascades.cascade.tolist(), cascades.node.tolist(), cascades.time.tolist(), strict=True)
    kept = [
        (cascades.names[c], cascades.nodes[n], t)
        for c, n, t in rows
        if cascades.names[c] in wanted
        and cascades.nodes[n] not in without
        and (start is None or t >= start)
        and (end is None or t <= end)
    ]
    return cascades_from_events(kept)
