"""The population at risk: zones of the catalogue or of a user's table, in; who of them is observed, out.

A zone on which nothing was reported is unobserved, which is not the same as having done nothing: it counts among
those that could have adopted, and every result says how many such there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reformgraph.analysis.diffusion.csv_tables import Columns, read_columns
from reformgraph.analysis.diffusion.observation import Observation, Onset, local_name
from reformgraph.errors import UsageError
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.reading.issue_date import written_date
from reformgraph.views.english_names import no_province, places_called
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.zone_catalogue import CatalogueZone

LEVELS = ("national", "provincial", "other")
#: Names told in a note.
_TOLD = 10


@dataclass(frozen=True, slots=True)
class Member:
    """A zone of the population: local name of its IRI, what it is called, and the day it came to be if known."""

    zone: str
    name: str
    entry: date | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """Zones that could adopt.

    Attributes
    ----------
    title
        What the population is, as ``national,provincial`` or the name of a file, with the province.
    members
        One each zone, in order.
    notes
        What is remarkable about how it was made.
    """

    title: str
    members: tuple[Member, ...]
    notes: tuple[str, ...] = ()

    def of(self, zone: str) -> Member | None:
        """The member with a local name or an IRI."""
        return next((one for one in self.members if one.zone == local_name(zone)), None)


def read_population(text: str, vocabulary: Vocabulary, province: str | None = None) -> Population:
    """The population that a user names.

    Parameters
    ----------
    text
        Levels of the catalogue by comma (``national,provincial``), or a table (CSV, xlsx) with the column ``zone`` (a
        name, an official code or the local name of an IRI) and, if known, ``entry`` (a date).
    province
        Keep zones of this province, by any of its names.

    Raises
    ------
    UsageError
        An unknown level or province, a zone that stands twice or that nobody knows, an entry that is no date.
    """
    code = _province(province, vocabulary)
    if text.lower().endswith((".csv", ".xlsx")) or Path(text).is_file():
        found = _from_table(read_columns(text, ("zone",), ("entry",)), vocabulary, code)
        title = Path(text).name
    else:
        found = _from_catalogue(text, vocabulary, code)
        title = text
    if not found.members:
        raise UsageError(f"the population {text} holds no zone", cure="choose other levels or another province")
    where = vocabulary.places.by_code[code].name if code else ""
    return Population(f"{title} ({where})" if where else title, found.members, found.notes)


def _province(name: str | None, vocabulary: Vocabulary) -> str | None:
    if name is None:
        return None
    known = vocabulary.places.named(name) or places_called(name)
    found = [place for place in known if place.level == "province"]
    if not found:
        raise no_province(name)
    return found[0].code


def _in(zone: CatalogueZone, code: str | None) -> bool:
    return code is None or (zone.place or "").startswith(code[:2])


def _member(zone: CatalogueZone, entry: date | None = None) -> Member:
    return Member(zone.iri, zone.label, entry or _day(zone.approved))


def _day(edtf: str | None) -> date | None:
    """The last day of a date: a zone is not at risk before it is surely there."""
    return bounds(edtf)[1] if edtf and is_valid(edtf) else None


def _from_catalogue(text: str, vocabulary: Vocabulary, code: str | None) -> Population:
    levels = [part.strip() for part in text.split(",") if part.strip()]
    if unknown := [level for level in levels if level not in LEVELS] or ([] if levels else [text]):
        raise UsageError(f"no population {unknown[0]!r}", cure=f"{', '.join(LEVELS)}, or the name of a CSV file")
    wanted = [zone for zone in vocabulary.zones.zones if zone.level in levels and _in(zone, code)]
    parts = sum(zone.part_of is not None for zone in wanted)
    members = tuple(_member(zone) for zone in wanted if zone.part_of is None)
    notes = [f"{parts} sections of other zones are not counted by themselves"] if parts else []
    if unknown_entry := sum(member.entry is None for member in members):
        notes.append(f"the day of approval is not known of {unknown_entry} zones: at risk from the first period")
    return Population(text, members, tuple(notes))


def _from_table(table: Columns, vocabulary: Vocabulary, code: str | None) -> Population:
    codes = {zone.code: zone for zone in vocabulary.zones.zones if zone.code}
    entries = table.columns.get("entry") or [""] * len(table)
    members: dict[str, Member] = {}
    strange: list[str] = []
    for row, (name, entry) in enumerate(zip(table.columns["zone"], entries, strict=True)):
        since = entry if is_valid(entry) else written_date(entry)
        if entry and since is None:
            raise UsageError(f"entry is {entry!r}, not a date", where=table.line(row), cure="as 2012, 2012-05")
        zone = codes.get(name) or vocabulary.zones.by_iri.get(local_name(name)) or vocabulary.zones.resolve(name)
        member = _member(zone, _day(since)) if zone else Member(local_name(name), name, _day(since))
        if zone is None:
            strange.append(name)
        if not name or member.zone in members:
            what = f"{name} stands twice" if name else "an empty zone"
            raise UsageError(what, where=table.line(row), cure="one row a zone, whatever name it has there")
        if zone is None or _in(zone, code):
            members[member.zone] = member
    notes = [f"{len(strange)} zones are not in the catalogue: {_names(strange)}"] if strange else []
    return Population(table.name, tuple(members.values()), tuple(notes))


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_TOLD])
    return shown + (f" and {len(names) - _TOLD} more" if len(names) > _TOLD else "")


def within(onsets: Iterable[Onset], population: Population) -> tuple[list[Onset], list[str]]:
    """Onsets of members of a population; a note that names the adopters outside it."""
    known = {member.zone for member in population.members}
    inside, outside = [], {}
    for onset in onsets:
        if local_name(onset.actor) in known:
            inside.append(onset)
        else:
            outside[onset.actor] = onset.actor_name
    told = sorted(outside.values())
    return inside, [f"{len(told)} adopters outside the population left out: {_names(told)}"] if told else []


def described(seen: Observation, population: Population | None, undated: int) -> list[str]:
    """What every result says of its base: population, observed, undated, sources and years."""
    articles = {article for one in seen.actors for article in one.articles}
    observed = [one.actor for one in seen.actors if "/zone/" in one.actor]
    if population is None:
        base = f"population: the {len(observed)} zones that some article speaks of, not all there are (--population)"
    else:
        known = {local_name(actor) for actor in observed}
        count = sum(member.zone in known for member in population.members)
        size = len(population.members)
        base = f"population: {population.title}, {size} zones, {count} observed, {size - count} unobserved"
    years = f", issues of {seen.years[0]} to {seen.years[1]}" if seen.years else ", no issue is dated"
    papers = f"{len(seen.papers)} papers or sites" + (f" ({_names(seen.papers)})" if seen.papers else " (not named)")
    return [
        base,
        f"{undated} adopters have no date" + ": they stand in no period, counts are lower bounds" * bool(undated),
        f"sources: {papers}, {len(articles)} articles{years}",
        *(population.notes if population else ()),
    ]  # fmt: skip
