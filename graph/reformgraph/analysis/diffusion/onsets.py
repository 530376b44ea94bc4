"""Onset intervals as times of adoption, with their censoring explicit.

Not yet seen is not never: an actor without adoption is right-censored at the end of observation. Which day stands for
an interval is a choice (`Rules.bound`), told in the notes of every result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.cascades import Cascades, cascades_from_events, period_number
from reformgraph.analysis.diffusion.observation import Observation, Observed, Onset, local_name
from reformgraph.analysis.diffusion.panel import Panel, make_panel
from reformgraph.analysis.diffusion.population import Population, described, within
from reformgraph.analysis.diffusion.thin_data import cautions
from reformgraph.errors import ReformGraphError, UsageError

Bound = Literal["latest", "earliest", "midpoint", "draw"]
BOUNDS: tuple[Bound, ...] = ("latest", "earliest", "midpoint", "draw")


def pick_day(onset: Onset, bound: Bound, since: date | None, generator: np.random.Generator) -> date | None:
    """The day that stands for an onset interval.

    Parameters
    ----------
    onset
        The interval.
    bound
        ``latest`` (the default everywhere: by then it had surely been adopted), ``earliest``, ``midpoint``, or
        ``draw``: a day drawn evenly from the interval.
    since
        Stands for an open first day, and cuts earlier ones; needed by all but ``latest`` for left-censored onsets.
    generator
        For ``draw``.

    Returns
    -------
    date or None
        None: undated, or left-censored where the bound needs a first day and `since` is not given.
    """
    if onset.latest is None:
        return None
    if bound == "latest":
        return onset.latest
    low = onset.earliest if since is None else max(onset.earliest or since, since)
    if low is None:
        return None
    low = min(low, onset.latest)
    if bound == "earliest":
        return low
    span = onset.latest.toordinal() - low.toordinal()
    step = span // 2 if bound == "midpoint" else int(generator.integers(span + 1))
    return date.fromordinal(low.toordinal() + step)


@dataclass(frozen=True, slots=True)
class Rules:
    """How intervals become times.

    Attributes
    ----------
    bound, since, seed
        See `pick_day`; the seed is of numpy's default generator.
    unit
        ``year``, ``quarter``, ``month`` or ``day``: the length of a period; periods are plain numbers, years for
        ``year``.
    until
        End of observation; None: the latest issue. Onsets after it count as not yet seen.
    kinds
        Actors whose IRI has one of these kinds (zone, place, organ) before the last slash; empty: all.
    """

    bound: Bound = "latest"
    since: date | None = None
    seed: int = 0
    unit: str = "year"
    until: date | None = None
    kinds: tuple[str, ...] = ("zone",)


def _of_kind(iri: str, kinds: Sequence[str]) -> bool:
    return not kinds or iri.rsplit("/", 2)[-2] in kinds


def _dated(
    seen: Observation, rules: Rules, told: Sequence[Onset], population: Population | None
) -> tuple[list[tuple[Onset, int]], list[Onset], list[str]]:
    """Onsets of the actors asked for with their period; those that have none; notes."""
    if rules.bound not in BOUNDS:
        raise UsageError(f"no bound {rules.bound!r}", cure=f"one of {', '.join(BOUNDS)}")
    onsets = [onset for onset in told if _of_kind(onset.actor, rules.kinds)]
    onsets, left_out = within(onsets, population) if population is not None else (onsets, [])
    generator = np.random.default_rng(rules.seed)
    end = rules.until or seen.end
    dated: list[tuple[Onset, int]] = []
    lost: list[Onset] = []
    late = 0
    for onset in onsets:
        day = pick_day(onset, rules.bound, rules.since, generator)
        if day is None:
            lost.append(onset)
        elif end and day > end:
            late += 1
        else:
            dated.append((onset, period_number(day.isoformat(), rules.unit)))
    notes = [f"onset taken at its {rules.bound} bound, in periods of one {rules.unit}"]
    for kind, text in (("left", "began at an unknown earlier day"), ("interval", "are intervals of more than a day")):
        if count := sum(onset.censoring == kind for onset in onsets):
            notes.append(f"{count} of {len(onsets)} onsets {text}")
    if lost:
        hint = (
            "" if rules.bound == "latest" else "; a start of observation would place those that are only bounded above"
        )
        notes.append(f"{len(lost)} adoptions without a usable date left out{hint}")
    if late:
        notes.append(f"{late} onsets after the end of observation count as not yet seen")
    return dated, lost, [*described(seen, population, len(lost)), *left_out, *notes]


def cascades_of(seen: Observation, rules: Rules | None = None, population: Population | None = None) -> Cascades:
    """Every reform as a cascade of its adopters; labels as names (the IRI where two share one).

    Raises
    ------
    ReformGraphError
        No dated adoption.
    """
    rules = rules or Rules()
    dated, _, notes = _dated(seen, rules, seen.onsets, population)
    if not dated:
        raise ReformGraphError("the store holds no dated adoption", cure="build it from pages with issue dates")
    sources = tuple(onset.sources for onset, _ in dated)
    notes += cautions(sources, papers=seen.papers, actors={onset.actor for onset, _ in dated})
    actors = _unique({onset.actor: onset.actor_name for onset, _ in dated})
    reforms = _unique({onset.reform: onset.reform_name for onset, _ in dated})
    events = [(reforms[onset.reform], actors[onset.actor], float(period)) for onset, period in dated]
    made = cascades_from_events(events, tuple(notes))
    low = np.array([_first_period(onset, rules) for onset, _ in dated])
    return Cascades(made.nodes, made.names, made.cascade, made.node, made.time, made.notes, sources, low)


def _first_period(onset: Onset, rules: Rules) -> float:
    """The earliest period in which an adoption may have begun; minus infinity where that is not bounded."""
    if onset.earliest is None:
        return -np.inf
    return float(period_number(onset.earliest.isoformat(), rules.unit))


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    """IRI -> label, or the local name of the IRI where the label is not unique."""
    count: dict[str, int] = {}
    for name in names.values():
        count[name] = count.get(name, 0) + 1
    return {iri: name if count[name] == 1 else local_name(iri) for iri, name in names.items()}


def panel_of(
    seen: Observation,
    reform: str,
    rules: Rules | None = None,
    attributes: Mapping[str, Mapping[str, str]] | None = None,
    population: Population | None = None,
) -> Panel:
    """One reform as a panel of all actors under observation, without ties.

    An actor that is not known to have adopted has no toa: right-censored. An actor that adopted at an unknown time
    is left out, because it is neither an adopter of a period nor one that has not adopted.

    Parameters
    ----------
    seen, reform, rules
        The store's content, the IRI of the reform, how intervals become periods.
    attributes
        Column -> actor IRI -> value.
    population
        Zones at risk; None: those that some article speaks of. The column ``observed`` tells who they are.

    Raises
    ------
    ReformGraphError
        Nobody has adopted the reform at a known time.
    """
    rules = rules or Rules()
    dated, lost, notes = _dated(seen, rules, [onset for onset in seen.onsets if onset.reform == reform], population)
    if not dated:
        cure = "pages with issue dates, or another bound, may date them" if lost else "choose another reform"
        raise ReformGraphError(f"no dated adoption of {local_name(reform)}, {len(lost)} without a date", cure=cure)
    gone = {onset.actor for onset in lost}
    actors = [item for item in actors_at_risk(seen, rules, population) if item.actor not in gone]
    panel = _dated_panel(seen, rules, dated, actors, notes, _columns(seen, actors, attributes))
    panel = _with_ends(panel, actors, dated, rules.unit)
    return replace(panel, entry=_entries(actors, population, rules), outside=len(lost), unit=rules.unit)


def _dated_panel(
    seen: Observation, rules: Rules, dated: Sequence[tuple[Onset, int]], actors: Sequence[Observed], notes: list[str],
    columns: Mapping[str, tuple[str, ...]],
) -> Panel:  # fmt: skip
    """The panel of dated adoptions and of actors that nobody has seen to adopt, with what its reader must know."""
    when = {onset.actor: period for onset, period in dated}
    if missing := len(actors) - len(when):
        notes.append(
            f"{missing} of {len(actors)} actors not yet seen to adopt: right-censored at the end of observation"
        )
    support = {onset.actor: onset.sources for onset, _ in dated}
    notes += cautions([onset.sources for onset, _ in dated], papers=seen.papers, actors=when)
    toa = [float(when.get(item.actor, np.nan)) for item in actors]
    first, last = _window(seen, rules, when)
    panel = make_panel(
        list(_unique_names(actors)), toa, [], [], first=first, last=last, notes=notes, attributes=columns
    )
    return replace(panel, sources=tuple(support.get(item.actor, frozenset()) for item in actors))


def _with_ends(panel: Panel, actors: Sequence[Observed], dated: Sequence[tuple[Onset, int]], unit: str) -> Panel:
    """The panel with the periods in which adoptions were withdrawn, if any were."""
    given_up = {onset.actor: _end_period(onset, period, unit) for onset, period in dated}
    end = np.array([given_up.get(item.actor, np.nan) for item in actors])
    ended = int(np.isfinite(end).sum())
    if not ended:
        return panel
    return replace(panel, end=end, notes=(*panel.notes, f"{ended} adoptions withdrawn later: they end there"))


def actors_at_risk(seen: Observation, rules: Rules, population: Population | None) -> list[Observed]:
    """Actors under observation, or the zones of a population, those that nothing is known of among them."""
    if population is None:
        return [item for item in seen.actors if _of_kind(item.actor, rules.kinds)]
    known = {local_name(item.actor): item for item in seen.actors if "/zone/" in item.actor}
    return [
        known.get(member.zone) or Observed(f"zone/{member.zone}", member.name, frozenset(), None)
        for member in population.members
    ]


def _window(seen: Observation, rules: Rules, when: Mapping[str, int]) -> tuple[int | None, int]:
    """First and last period of observation."""
    end = rules.until or seen.end
    last = max(when.values()) if end is None else max(period_number(end.isoformat(), rules.unit), max(when.values()))
    first = None if rules.since is None else min(period_number(rules.since.isoformat(), rules.unit), min(when.values()))
    return first, last


def _unique_names(actors: Sequence[Observed]) -> tuple[str, ...]:
    names = _unique({item.actor: item.name for item in actors})
    return tuple(names[item.actor] for item in actors)


def _columns(
    seen: Observation, actors: Sequence[Observed], attributes: Mapping[str, Mapping[str, str]] | None
) -> dict[str, tuple[str, ...]]:
    columns = {key: tuple(values.get(item.actor, "") for item in actors) for key, values in (attributes or {}).items()}
    columns["iri"] = tuple(item.actor for item in actors)
    known = {item.actor for item in seen.actors}
    columns["observed"] = tuple("yes" if item.actor in known else "no" for item in actors)
    return columns


def _entries(actors: Sequence[Observed], population: Population | None, rules: Rules) -> NDArray[np.float64] | None:
    """The period in which each zone came to be, NaN where that is not known."""
    if population is None:
        return None
    entry = {member.zone: member.entry for member in population.members}
    days = [entry.get(local_name(item.actor)) for item in actors]
    return np.array([np.nan if day is None else float(period_number(day.isoformat(), rules.unit)) for day in days])


def _end_period(onset: Onset, period: int, unit: str) -> float:
    """Period from which a withdrawn adoption is no longer one, by the last day of the withdrawal; NaN: none."""
    if onset.end_latest is None:
        return float("nan")
    return float(max(period, period_number(onset.end_latest.isoformat(), unit)))


def coverage(seen: Observation, panel: Panel, issued: Mapping[str, date], unit: str = "year") -> NDArray[np.float64]:
    """Independent articles about each actor of a panel in each period (n x T), for use as an offset."""
    table = np.zeros((len(panel), len(panel.periods)))
    articles = {item.actor: item.articles for item in seen.actors}
    for k, actor in enumerate(panel.attributes["iri"]):
        for article in articles.get(actor, ()):
            if article in issued:
                period = period_number(issued[article].isoformat(), unit)
                if period in panel.periods:
                    table[k, period - panel.first] += 1
    return table
