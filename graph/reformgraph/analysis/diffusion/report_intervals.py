"""Adoptions as intervals between reports: what a store tells in, units with (left, right] in periods out.

An adoption lies between the last report on a zone that does not tell of it and the first that does, narrowed by the
bounds of its onset. A zone is known not to have adopted up to its last report and is not heard of after it; one
without a dated report says nothing, and is counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import period_number, period_text
from reformgraph.analysis.diffusion.csv_tables import Columns, numbers
from reformgraph.analysis.diffusion.observation import Observation, Observed, Onset, local_name
from reformgraph.analysis.diffusion.onsets import Rules, actors_at_risk
from reformgraph.analysis.diffusion.population import Population, described, within
from reformgraph.analysis.diffusion.thin_data import cautions
from reformgraph.errors import ReformGraphError, UsageError


@dataclass(frozen=True, slots=True)
class Unit:
    """A zone and a reform: first period at risk, last surely without, first surely with (infinite: not seen)."""

    zone: str
    zone_name: str
    reform: str
    reform_name: str
    start: int
    left: int
    right: float


@dataclass(frozen=True, slots=True)
class ReportIntervals:
    """Units in the order of reforms and zones; periods `first` ... `last` of one `unit`; remarks."""

    units: tuple[Unit, ...]
    first: int
    last: int
    unit: str
    notes: tuple[str, ...]


def report_intervals(
    seen: Observation,
    issued: Mapping[str, date],
    rules: Rules,
    reforms: Sequence[str] = (),
    population: Population | None = None,
) -> ReportIntervals:
    """Units of reforms (IRIs; empty: all that somebody adopted at a known time).

    Raises
    ------
    ReformGraphError
        Nobody adopts at a known time.
    """
    onsets = [one for one in seen.onsets if (not reforms or one.reform in reforms) and "/zone/" in one.actor]
    left_out: list[str] = []
    if population is not None:
        onsets, left_out = within(onsets, population)
    dated = [one for one in onsets if one.latest is not None]
    if not dated:
        raise ReformGraphError(
            "no adoption is dated", cure="build from pages with issue dates, or choose other reforms"
        )
    zones = [item for item in actors_at_risk(seen, rules, population) if "zone/" in item.actor]
    heard = {item.actor: _periods(item, issued, rules) for item in zones}
    first, last = _window(dated, heard, rules)
    by_pair = {(one.actor, one.reform): one for one in onsets}
    entry = {member.zone: member.entry for member in population.members} if population else {}
    names = {one.reform: one.reform_name for one in dated}
    units: list[Unit] = []
    counts = {"undated": 0, "before": 0, "silent": 0}
    for reform in sorted(names):
        for item in zones:
            day = entry.get(local_name(item.actor))
            start = first if day is None else max(first, period_number(day.isoformat(), rules.unit))
            bounds = _interval(by_pair.get((item.actor, reform)), heard[item.actor], first, last, rules, issued)
            if isinstance(bounds, str):
                counts[bounds] += 1
                continue
            low, high = bounds
            start = min(start, int(high)) if math.isfinite(high) else start
            units.append(Unit(item.actor, item.name, reform, names[reform], start, max(low, start - 1), high))
    notes = (
        *described(seen, population, counts["undated"]),
        *left_out,
        *_remarks(units, counts, period_text(first, rules.unit), period_text(last, rules.unit)),
        *cautions([one.sources for one in dated], papers=seen.papers),
    )
    return ReportIntervals(tuple(units), first, last, rules.unit, notes)


def _remarks(units: Sequence[Unit], counts: Mapping[str, int], first: str, last: str) -> Iterator[str]:
    adoptions = sum(math.isfinite(unit.right) for unit in units)
    yield f"{len(units)} units (zone and reform), {adoptions} adoptions, periods {first} to {last}"
    yield f"{counts['silent']} units without a dated report: unobserved, in no row"
    if counts["before"]:
        yield f"{counts['before']} adoptions before the first period left out"


def _periods(item: Observed, issued: Mapping[str, date], rules: Rules) -> list[tuple[int, str]]:
    """Period and article of each dated report on a zone, in order, none after the end of observation."""
    return sorted(
        (period_number(issued[article].isoformat(), rules.unit), article)
        for article in item.articles
        if article in issued and (rules.until is None or issued[article] <= rules.until)
    )


def _window(dated: Sequence[Onset], heard: Mapping[str, Sequence[tuple[int, str]]], rules: Rules) -> tuple[int, int]:
    periods = [period for reports in heard.values() for period, _ in reports]
    known = [one.latest for one in dated if one.latest] + [one.earliest for one in dated if one.earliest]
    periods += [period_number(day.isoformat(), rules.unit) for day in known]
    first = min(periods) if rules.since is None else period_number(rules.since.isoformat(), rules.unit)
    return first, max(periods)


def _interval(
    onset: Onset | None, heard: Sequence[tuple[int, str]], first: int, last: int, rules: Rules,
    issued: Mapping[str, date],
) -> tuple[int, float] | str:  # fmt: skip
    """Left and right, or why there is no unit: ``silent``, ``undated``, ``before``."""
    if onset is None:
        return (heard[-1][0], math.inf) if heard and heard[-1][0] >= first else "silent"
    if onset.latest is None:
        return "undated"
    right = period_number(onset.latest.isoformat(), rules.unit)
    if right < first:
        return "before"
    told = [issued[article] for article in onset.sources if article in issued]
    until = min(right, period_number(min(told).isoformat(), rules.unit)) if told else right
    without = [period for period, article in heard if period < until and article not in onset.sources]
    left = max([first - 1, *without])
    if onset.earliest is not None:
        left = max(left, period_number(onset.earliest.isoformat(), rules.unit) - 1)
    return min(left, right - 1), float(right)


#: Adoptions of a reform below which it shares a level of the baseline with other such reforms.
FEWEST_FOR_LEVEL = 5


def levels(made: ReportIntervals) -> list[str]:
    """The baseline level of each unit: its reform, or ``others`` for reforms with few adoptions."""
    count: dict[str, int] = {}
    for unit in made.units:
        count[unit.reform] = count.get(unit.reform, 0) + math.isfinite(unit.right)
    return [unit.reform_name if count[unit.reform] >= FEWEST_FOR_LEVEL else "others" for unit in made.units]


def baseline_cuts(made: ReportIntervals, steps: int) -> tuple[int, ...]:
    """Periods in which a step of the baseline begins, so that about as many adoptions lie in each."""
    ends = sorted(int(unit.right) for unit in made.units if math.isfinite(unit.right))
    cuts = {ends[len(ends) * k // steps] + 1 for k in range(1, steps)} if ends else set()
    return tuple(cut for cut in sorted(cuts) if made.first < cut <= ends[-1])


def long_covariates(table: Columns, made: ReportIntervals, names: Mapping[str, str]) -> dict[str, NDArray[np.float64]]:
    """Columns of a table ``zone, period, ...`` as units x periods from the first on.

    Parameters
    ----------
    table
        With a row for each zone and period that some unit needs.
    made
        Units.
    names
        How a zone may be written in the table -> its IRI.

    Raises
    ------
    UsageError
        A zone that is none, a period that is none, a cell given twice, or a gap: the zone and period are named.
    """
    columns = [name for name in table.columns if name not in ("zone", "period")]
    if not columns:
        raise UsageError("there is no covariate beside zone and period", where=table.name)
    span = made.last - made.first + 1
    rows = {zone: k for k, zone in enumerate(dict.fromkeys(unit.zone for unit in made.units))}
    values = {name: np.full((len(rows), span), np.nan) for name in columns}
    given = {name: numbers(table, name) for name in columns}
    for row, (zone, text) in enumerate(zip(table.columns["zone"], table.columns["period"], strict=True)):
        iri = names.get(zone)
        if iri is None:
            raise UsageError(
                f"there is no zone {zone!r}", where=table.line(row), cure="its name, or the end of its IRI"
            )
        place = _period(text, made.unit, table, row) - made.first
        if iri in rows and 0 <= place < span:
            if not np.isnan(values[columns[0]][rows[iri], place]):
                raise UsageError(f"{zone} stands twice in {text}", where=table.line(row))
            for name in columns:
                values[name][rows[iri], place] = given[name][row]
    _no_gaps(values, rows, made)
    index = np.array([rows[unit.zone] for unit in made.units])
    return {name: _filled(found)[index] for name, found in values.items()}


def _period(text: str, unit: str, table: Columns, row: int) -> int:
    quarter = text.partition("Q")
    if unit == "quarter" and quarter[2] in ("1", "2", "3", "4") and quarter[0].isdigit():
        return int(quarter[0]) * 4 + int(quarter[2]) - 1
    try:
        return period_number(text, unit)
    except UsageError as fault:
        raise UsageError(fault.what, where=table.line(row), cure=fault.cure) from None


def _no_gaps(values: Mapping[str, NDArray[np.float64]], rows: Mapping[str, int], made: ReportIntervals) -> None:
    for name, found in values.items():
        for unit in made.units:
            stop = int(unit.right) if math.isfinite(unit.right) else unit.left
            part = found[rows[unit.zone], unit.start - made.first : stop - made.first + 1]
            if np.isnan(part).any():
                period = period_text(unit.start + int(np.flatnonzero(np.isnan(part))[0]), made.unit)
                raise UsageError(f"{name} of {unit.zone_name} has no value in {period}", cure="fill the gap")


def _filled(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Zeros where a value is missing that no unit needs."""
    return np.nan_to_num(found, nan=0.0)


def province_adopted(
    made: ReportIntervals, seen: Observation, province: Mapping[str, str], lag: int = 1
) -> NDArray[np.float64]:
    """Whether the province of each unit surely had adopted its reform `lag` periods before: units x periods.

    `province` maps a zone's IRI to the GB/T 2260 code of its province.
    """
    since: dict[tuple[str, str], int] = {}
    for onset in seen.onsets:
        if "/place/" in onset.actor and onset.latest is not None:
            since[local_name(onset.actor), onset.reform] = period_number(onset.latest.isoformat(), made.unit)
    periods = np.arange(made.first, made.last + 1)
    when = [since.get((province.get(unit.zone, ""), unit.reform), math.inf) for unit in made.units]
    return (np.array(when)[:, None] + lag <= periods[None, :]).astype(float)


def neighbours_adopted(made: ReportIntervals, group: Mapping[str, str], lag: int = 1) -> NDArray[np.float64]:
    """Share of the other zones of a unit's group that surely had adopted its reform `lag` periods before.

    `group` maps a zone's IRI to its group (a province, a city); units without one get 0.
    """
    periods = np.arange(made.first, made.last + 1)
    done = np.array([unit.right for unit in made.units])[:, None] + lag <= periods[None, :]
    keys = [(unit.reform, group.get(unit.zone, "")) for unit in made.units]
    number = {key: k for k, key in enumerate(dict.fromkeys(keys))}
    member = np.array([number[key] for key in keys])
    total = np.zeros((len(number), len(periods)))
    np.add.at(total, member, done.astype(float))
    size = np.bincount(member)[member][:, None]
    share = np.divide(total[member] - done, size - 1, out=np.zeros(done.shape), where=size > 1)
    share[[k for k, key in enumerate(keys) if not key[1]]] = 0.0
    return np.asarray(share, dtype=np.float64)
