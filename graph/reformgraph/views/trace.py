"""Who adopted what, when, with what figures, on whose word.

An adoption gathers all claims of one actor and one reform; each claim carries its quotation with offsets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pyoxigraph import NamedNode

from reformgraph.errors import UsageError
from reformgraph.language.edtf import bounds
from reformgraph.records import STATUSES
from reformgraph.sparql.find_names import find_iri
from reformgraph.sparql.run_query import base_of
from reformgraph.store.base import Store

#: Shown unless asked otherwise: what is, is to come, or is demanded.
DEFAULT_STATUSES = ("adopted", "planned", "required")


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure as printed: `value`, `value_max` and `value_si` are decimal strings."""

    indicator: str
    value: str
    unit: str
    text: str
    period: str | None
    value_max: str | None
    bound: str | None
    value_si: str | None
    unit_si: str | None


@dataclass(frozen=True, slots=True)
class TracedClaim:
    """What one article says; `start` and `end` are code points of the page's text."""

    claim_id: str
    article_id: str
    headline: str
    source: str
    issue_date: str | None
    page: str
    quote: str
    start: int
    end: int
    status: str
    when: str | None
    when_edtf: str | None
    onset_edtf: str | None
    figures: tuple[TracedFigure, ...]


@dataclass(frozen=True, slots=True)
class TracedAdoption:
    """All claims of one actor and one reform; `sources` counts independent articles, reprints once."""

    zone: str
    zone_id: str
    reform: str
    reform_id: str
    status: str
    when: str | None
    when_edtf: str | None
    onset_edtf: str | None
    figures: tuple[TracedFigure, ...]
    sources: int
    claims: tuple[TracedClaim, ...]


# What is required stands first: the engine follows it from the bound reform, and joins the rest to few rows.
# The engine follows a chain of patterns only while they stand in one graph and what is optional comes last
# and is one pattern; the claims asked about are named inside that graph, some hundreds at a time.
_ADOPTIONS = """
SELECT ?adoption ?actor ?reform ?status ?onset ?sources WHERE { GRAPH graph:derived {
  ?adoption rg:reform ?reform ; rg:actor ?actor ; rg:status ?status .
  OPTIONAL { ?adoption rg:onset ?onset }
  OPTIONAL { ?adoption rg:independentSources ?sources }
} }
"""
_MEMBERS = """
SELECT ?adoption ?claim WHERE { GRAPH graph:derived {
  ?adoption rg:reform ?reform ; rg:actor ?actor ; rg:claim ?claim
} }
"""
_OF_CLAIMS = """
SELECT ?adoption ?claim ?actor ?reform WHERE { GRAPH graph:derived {
  VALUES ?claim { %s }
  ?adoption rg:claim ?claim ; rg:actor ?actor ; rg:reform ?reform
} }
"""
_CLAIMS = """
SELECT ?claim ?status ?whenText ?when ?onset ?article ?headline ?issued ?page ?pageName ?source ?quote ?start ?end
WHERE { GRAPH ?graph {
  VALUES ?claim { %s }
  ?claim rg:status ?status ; prov:wasDerivedFrom ?article ; rg:evidence ?note .
  ?note oa:hasTarget ?target .
  ?target oa:hasSource ?page ; oa:hasSelector ?quoted , ?placed .
  ?quoted oa:exact ?quote .
  ?placed oa:start ?start ; oa:end ?end .
  OPTIONAL { ?claim rg:whenText ?whenText }
  OPTIONAL { ?claim rg:when ?when }
  OPTIONAL { ?claim rg:onset ?onset }
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article rg:issueDate ?issued }
  OPTIONAL { ?article rg:fileName ?pageName }
  OPTIONAL { ?article rg:source ?source }
} }
"""
_FIGURES = """
SELECT ?claim ?figure ?indicator ?value ?unit ?text ?period ?max ?bound ?si ?unitSi ?start WHERE { GRAPH ?graph {
  VALUES ?claim { %s }
  ?claim rg:figure ?figure .
  ?figure schema:value ?value ; rg:text ?text .
  OPTIONAL { ?figure rg:indicator ?indicator }
  OPTIONAL { ?figure schema:unitText ?unit }
  OPTIONAL { ?figure rg:periodText ?period }
  OPTIONAL { ?figure rg:valueMax ?max }
  OPTIONAL { ?figure rg:bound ?bound }
  OPTIONAL { ?figure rg:valueSI ?si }
  OPTIONAL { ?figure rg:unitSI ?unitSi }
  OPTIONAL { ?figure rg:start ?start }
} }
"""
_LABELS = """
SELECT DISTINCT ?thing ?label WHERE {
  VALUES ?thing { %s }
  ?thing skos:prefLabel ?label
  FILTER(LANG(?label) != "en")
}
"""
#: Things named in one query.
_AT_ONCE = 400
_KINDS = {"zone": "actor"}


def trace(
    store: Store,
    *,
    reform: str | None = None,
    zone: str | None = None,
    company: str | None = None,
    category: str | None = None,
    statuses: Collection[str] = DEFAULT_STATUSES,
    since: str | None = None,
    until: str | None = None,
    dated: bool = False,
) -> list[TracedAdoption]:
    """Adoptions with their claims, by reform, then onset, then zone.

    Parameters
    ----------
    reform, zone, company, category
        Names by any known alias; None takes all. A company keeps the claims of articles that name it.
    statuses
        Latest statuses to keep.
    since, until
        EDTF dates; an adoption stays if its time may lie between them. Undated ones stay unless `dated`.

    Raises
    ------
    UsageError
        If a name, status or date is unknown, with suggestions.
    """
    unknown = sorted(set(statuses) - set(STATUSES))
    if unknown:
        raise UsageError(f"no status {unknown[0]!r}", cure="one of " + ", ".join(STATUSES))
    wanted = {"reform": find_name(store, "reform", reform), "zone": find_name(store, "zone", zone)}
    only = _claims_beside(store, find_name(store, "company", company)) if company else None
    reforms = _reforms_of(store, find_name(store, "category", category)) if category else None
    adoptions = _gather(store, wanted["reform"], wanted["zone"], only, reforms)
    window = (_day(since, 0), _day(until, 1))
    kept = [one for one in adoptions if one.status in statuses and _in_window(one, window, dated)]
    return sorted(kept, key=_order)


def find_name(store: Store, kind: str, text: str | None) -> str | None:
    """IRI of the thing of a kind (``reform``, ``zone``, ``company``, ``category``) that a user names.

    A ``zone`` may also be a place or an organ that acts.

    Raises
    ------
    UsageError
        If nothing, or more than one thing, bears the name, with suggestions.
    """
    return None if text is None else find_iri(store, _KINDS.get(kind, kind), text, base_of(store))


def as_json(adoptions: Sequence[TracedAdoption]) -> list[dict[str, Any]]:
    """The adoptions as JSON-ready objects (INTERFACE section 6)."""
    return [asdict(adoption) for adoption in adoptions]


def _claims_beside(store: Store, company: str | None) -> frozenset[str]:
    """Claims of the articles that name a company."""
    query = """SELECT DISTINCT ?claim WHERE { GRAPH ?graph {
      ?article schema:mentions ?company . ?claim prov:wasDerivedFrom ?article } }"""
    return frozenset(str(row["claim"]) for row in store.select(query, company=str(company)))


def _reforms_of(store: Store, category: str | None) -> frozenset[str]:
    rows = store.select("SELECT DISTINCT ?reform WHERE { ?reform rg:category ?category }", category=str(category))
    return frozenset(str(row["reform"]) for row in rows)


def _gather(
    store: Store,
    reform: str | None,
    actor: str | None,
    only: frozenset[str] | None,
    reforms: frozenset[str] | None,
) -> list[TracedAdoption]:
    members = _members(store, reform, actor, only)
    bound = {name: value for name, value in (("reform", reform), ("actor", actor)) if value is not None}
    if only is None:
        rows = iter(store.select(_ADOPTIONS, **bound))
    else:
        named = "?adoption rg:reform"
        rows = _each(store, _ADOPTIONS.replace(named, f"VALUES ?adoption {{ %s }} {named}"), members)
    known = {
        str(row["adoption"]): row
        for row in rows
        if row["adoption"] in members and (reforms is None or row["reform"] in reforms)
    }
    members = {name: found for name, found in members.items() if name in known}
    claims = _claims(store, [claim for found in members.values() for claim in found])
    kept = {name: [claims[claim] for claim in found if claim in claims] for name, found in members.items()}
    kept = {name: found for name, found in kept.items() if found}
    labels = _labels(store, {str(known[name][key]) for name in kept for key in ("actor", "reform")})
    return [_adoption(known[name], found, labels) for name, found in kept.items()]


def _members(store: Store, reform: str | None, actor: str | None, only: frozenset[str] | None) -> dict[str, list[str]]:
    """Claims by adoption."""
    if only is None:
        bound = {name: value for name, value in (("reform", reform), ("actor", actor)) if value is not None}
        rows = iter(store.select(_MEMBERS, **bound))
    else:
        rows = (
            row
            for row in _each(store, _OF_CLAIMS, only)
            if (reform is None or row["reform"] == reform) and (actor is None or row["actor"] == actor)
        )
    members: dict[str, list[str]] = {}
    for row in rows:
        members.setdefault(str(row["adoption"]), []).append(str(row["claim"]))
    return members


def _claims(store: Store, wanted: Sequence[str]) -> dict[str, TracedClaim]:
    """The claims by IRI."""
    figures: dict[str, list[tuple[int, str, TracedFigure]]] = {}
    for row in _each(store, _FIGURES, wanted):
        figure = TracedFigure(
            str(row["indicator"] or ""), str(row["value"]), str(row["unit"] or ""), str(row["text"]), row["period"],
            row["max"], row["bound"], row["si"], row["unitSi"],
        )  # fmt: skip
        figures.setdefault(str(row["claim"]), []).append((int(row["start"] or 0), str(row["figure"]), figure))
    found: dict[str, TracedClaim] = {}
    for row in _each(store, _CLAIMS, wanted):
        ordered = sorted(figures.get(str(row["claim"]), ()), key=lambda one: one[:2])
        found[str(row["claim"])] = _claim(row, tuple(figure for *_, figure in ordered))
    return found


def _each(store: Store, query: str, iris: Iterable[str]) -> Iterator[dict[str, str | None]]:
    """Rows of a query about many things, some hundreds at a time."""
    named = [str(NamedNode(iri)) for iri in sorted(set(iris))]
    for start in range(0, len(named), _AT_ONCE):
        yield from store.select(query % " ".join(named[start : start + _AT_ONCE]))


def _claim(row: Mapping[str, str | None], figures: tuple[TracedFigure, ...]) -> TracedClaim:
    return TracedClaim(
        claim_id=_local(row["claim"]),
        article_id=_local(row["article"]),
        headline=row["headline"] or "",
        source=row["source"] or "",
        issue_date=row["issued"],
        page=row["pageName"] or _local(row["page"]),
        quote=str(row["quote"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        status=_local(row["status"]),
        when=row["whenText"],
        when_edtf=row["when"],
        onset_edtf=row["onset"],
        figures=figures,
    )


def _labels(store: Store, things: Iterable[str]) -> dict[str, str]:
    rows = sorted(_each(store, _LABELS, things), key=lambda row: (-len(str(row["label"])), str(row["label"])))
    labels: dict[str, str] = {}
    for row in rows:
        labels.setdefault(str(row["thing"]), str(row["label"]))
    return labels


def _adoption(known: Mapping[str, str | None], claims: list[TracedClaim], labels: Mapping[str, str]) -> TracedAdoption:
    claims = sorted(claims, key=lambda c: (c.issue_date or "9999", c.article_id, c.claim_id))
    status, actor, reform = _local(known["status"]), str(known["actor"]), str(known["reform"])
    telling = [c for c in claims if c.status == status] or claims
    when = next((c for c in telling if c.when is not None), telling[0])
    return TracedAdoption(
        zone=labels.get(actor, _local(actor)),
        zone_id=_local(actor),
        reform=labels.get(reform, _local(reform)),
        reform_id=_local(reform),
        status=status,
        when=when.when,
        when_edtf=when.when_edtf,
        onset_edtf=known["onset"],
        figures=tuple(dict.fromkeys(figure for claim in claims for figure in claim.figures)),
        sources=int(known["sources"] or len(claims)),
        claims=tuple(claims),
    )


def _local(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


def _day(edtf: str | None, side: int) -> date | None:
    if edtf is None:
        return None
    try:
        return bounds(edtf)[side]
    except ValueError as fault:
        raise UsageError(f"{edtf!r} is not a date", cure="write 2024, 2024-03 or 2024-03-15") from fault


def _in_window(adoption: TracedAdoption, window: tuple[date | None, date | None], dated: bool) -> bool:
    time = adoption.onset_edtf or adoption.when_edtf
    if time is None:
        return not dated
    first, last = bounds(time)
    since, until = window
    if since is not None and last is not None and last < since:
        return False
    return not (until is not None and first is not None and first > until)


def _order(adoption: TracedAdoption) -> tuple[str, date, str, str]:
    time = adoption.onset_edtf or adoption.when_edtf
    last = bounds(time)[1] if time else None
    return adoption.reform, last or date.max, adoption.zone, adoption.zone_id
