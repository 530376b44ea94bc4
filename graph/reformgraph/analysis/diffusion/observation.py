"""What a store tells of adoptions: onset intervals, actors under observation, the end of observation.

The date of a report is not the date of adoption: an adoption lies between its earliest and its latest possible onset,
either of which may be open. Planned, required or referenced is not adopted; withdrawn ends an adoption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from reformgraph.language.edtf import bounds, is_valid

Censoring = Literal["exact", "interval", "left", "undated"]

PREFIXES = """PREFIX rg: <https://w3id.org/reformgraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""

_ADOPTIONS = (
    PREFIXES
    + """SELECT ?adoption ?actor ?actorLabel ?reform ?reformLabel ?status ?earliest ?latest ?onset ?end WHERE {
  ?adoption a rg:Adoption ; rg:actor ?actor ; rg:reform ?reform ; rg:status ?status .
  OPTIONAL { ?adoption rg:onsetEarliest ?earliest } OPTIONAL { ?adoption rg:onsetLatest ?latest }
  OPTIONAL { ?adoption rg:onset ?onset } OPTIONAL { ?adoption rg:end ?end }
  OPTIONAL { ?actor skos:prefLabel ?actorLabel }
  OPTIONAL { ?reform skos:prefLabel ?reformLabel . FILTER(LANG(?reformLabel) != "en") }
}"""
)
_SOURCES = (
    PREFIXES
    + """SELECT DISTINCT ?adoption ?article WHERE {
  ?adoption a rg:Adoption ; rg:claim ?claim . ?claim prov:wasDerivedFrom ?article .
}"""
)
_REPRINTS = PREFIXES + "SELECT ?article ?original WHERE { ?article rg:reprintOf ?original }"
_ISSUED = PREFIXES + "SELECT ?article ?date WHERE { ?article a rg:Article ; rg:issueDate ?date }"
_ABOUT = (
    PREFIXES
    + """SELECT DISTINCT ?actor ?label ?article ?date WHERE {
  ?article a rg:Article ; schema:about ?actor . OPTIONAL { ?article rg:issueDate ?date }
  OPTIONAL { ?actor skos:prefLabel ?label }
}"""
)


@dataclass(frozen=True, slots=True)
class Onset:
    """When an actor adopted a reform, as far as the sources tell.

    Attributes
    ----------
    actor, actor_name, reform, reform_name
        IRIs and labels.
    status
        ``adopted`` or ``withdrawn``.
    earliest, latest
        First and last day on which it may have begun; None: not bounded on this side.
    end_earliest, end_latest
        Bounds of the withdrawal; None: not withdrawn, or not bounded.
    sources
        Articles it rests on, a reprint counted as what it reprints.
    """

    actor: str
    actor_name: str
    reform: str
    reform_name: str
    status: str
    earliest: date | None
    latest: date | None
    end_earliest: date | None
    end_latest: date | None
    sources: frozenset[str]

    @property
    def censoring(self) -> Censoring:
        """``exact``: one day; ``interval``; ``left``: no first day; ``undated``: no last day either."""
        if self.latest is None:
            return "undated"
        if self.earliest is None:
            return "left"
        return "exact" if self.earliest == self.latest else "interval"


@dataclass(frozen=True, slots=True)
class Observed:
    """An actor under observation: its reports and the last day anything was reported about it (None: undated)."""

    actor: str
    name: str
    articles: frozenset[str]
    last_report: date | None


@dataclass(frozen=True, slots=True)
class Observation:
    """What a store tells for diffusion analysis.

    Attributes
    ----------
    onsets
        Adoptions that happened, by actor and reform.
    actors
        Everyone under observation: subjects of articles, and actors of adoptions, by IRI.
    end
        Last day of observation: the latest issue of any article; None in a store without dates.
    """

    onsets: tuple[Onset, ...]
    actors: tuple[Observed, ...]
    end: date | None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _roots(store: Any) -> dict[str, str]:
    """Article -> the article at the end of its chain of reprints."""
    step = {row["article"]: row["original"] for row in store.select(_REPRINTS)}
    out: dict[str, str] = {}
    for article in step:
        root, seen = article, set()
        while root in step and root not in seen:
            seen.add(root)
            root = step[root]
        out[article] = min(seen) if root in seen else root
    return out


def _bounds(earliest: str | None, latest: str | None, edtf: str | None) -> tuple[date | None, date | None]:
    low, high = _day(earliest), _day(latest)
    if low is None and high is None and edtf and is_valid(edtf):
        return bounds(edtf)
    return low, high


def local_name(iri: str) -> str:
    """The last part of an IRI, for things without a label."""
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def observe(store: Any) -> Observation:
    """Read adoptions, actors and the end of observation from a store (`reformgraph.store.Store`)."""
    roots = _roots(store)
    sources: dict[str, set[str]] = {}
    for row in store.select(_SOURCES):
        sources.setdefault(row["adoption"], set()).add(roots.get(row["article"], row["article"]))
    onsets: dict[tuple[str, str], Onset] = {}
    for row in store.select(_ADOPTIONS):
        status = local_name(row["status"])
        if status not in ("adopted", "withdrawn"):
            continue
        low, high = _bounds(row["earliest"], row["latest"], row["onset"])
        ended = _bounds(None, None, row["end"])
        name, reform = row["actorLabel"] or local_name(row["actor"]), row["reformLabel"] or local_name(row["reform"])
        found = frozenset(sources.get(row["adoption"], ()))
        onset = Onset(row["actor"], name, row["reform"], reform, status, low, high, *ended, found)
        onsets.setdefault((row["actor"], row["reform"]), onset)
    issued = {row["article"]: row["date"] for row in store.select(_ISSUED)}
    days = [bounds(text)[1] for text in issued.values() if text and is_valid(text)]
    ordered = tuple(onsets[key] for key in sorted(onsets))
    return Observation(ordered, _actors(store, ordered, roots), max((day for day in days if day), default=None))


def _actors(store: Any, onsets: Sequence[Onset], roots: Mapping[str, str]) -> tuple[Observed, ...]:
    names: dict[str, str] = {}
    articles: dict[str, set[str]] = {}
    last: dict[str, date] = {}
    for row in sorted(store.select(_ABOUT), key=lambda row: (row["actor"], row["article"])):
        actor = row["actor"]
        names.setdefault(actor, row["label"] or local_name(actor))
        articles.setdefault(actor, set()).add(roots.get(row["article"], row["article"]))
        day = bounds(row["date"])[1] if row["date"] and is_valid(row["date"]) else None
        if day and day > last.get(actor, date.min):
            last[actor] = day
    for onset in onsets:
        names.setdefault(onset.actor, onset.actor_name)
        articles.setdefault(onset.actor, set()).update(onset.sources)
    return tuple(Observed(actor, names[actor], frozenset(articles[actor]), last.get(actor)) for actor in sorted(names))


def issue_days(store: Any) -> dict[str, date]:
    """Article -> last day of its issue date, for dated articles."""
    days = {row["article"]: row["date"] for row in store.select(_ISSUED)}
    return {
        article: day
        for article, text in days.items()
        if text and is_valid(text) and (day := bounds(text)[1]) is not None
    }
