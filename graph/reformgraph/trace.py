"""Who adopted what, when, with what figures, on whose word.

An adoption gathers all claims of one actor and one reform; each claim carries its quotation with offsets.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from reformgraph.edtf import bounds
from reformgraph.errors import UsageError
from reformgraph.names import resolve
from reformgraph.records import STATUSES
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
_CLAIMS = """
SELECT ?claim ?actor ?reform ?status ?whenText ?when ?onset ?article ?headline ?issued ?page ?pageName ?source
       ?quote ?start ?end WHERE {
  ?claim rg:reform ?reform ; a rg:AdoptionClaim ; rg:status ?status ; prov:wasDerivedFrom ?article ; rg:evidence ?note .
  ?note oa:hasTarget ?target .
  ?target oa:hasSelector ?quoteSelector , ?positionSelector .
  ?quoteSelector oa:exact ?quote .
  ?positionSelector oa:start ?start ; oa:end ?end .
  ?article schema:isPartOf ?page .
  %s
  OPTIONAL { ?claim rg:whenText ?whenText }
  OPTIONAL { ?claim rg:when ?when }
  OPTIONAL { ?claim rg:onset ?onset }
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article rg:issueDate ?issued }
  OPTIONAL { ?page schema:name ?pageName }
  OPTIONAL { ?page rg:source ?source }
}
"""
_FIGURES = """
SELECT ?claim ?figure ?indicator ?value ?unit ?text ?period ?max ?bound ?si ?unitSi ?start WHERE {
  ?claim rg:reform ?reform ; rg:figure ?figure ; a rg:AdoptionClaim .
  ?figure schema:value ?value ; rg:text ?text .
  OPTIONAL { ?figure rg:indicator ?indicator }
  OPTIONAL { ?figure schema:unitText ?unit }
  OPTIONAL { ?figure rg:periodText ?period }
  OPTIONAL { ?figure rg:valueMax ?max }
  OPTIONAL { ?figure rg:bound ?bound }
  OPTIONAL { ?figure rg:valueSI ?si }
  OPTIONAL { ?figure rg:unitSI ?unitSi }
  OPTIONAL { ?figure rg:start ?start }
}
"""
_ADOPTIONS = """
SELECT ?actor ?reform ?status ?onset ?sources WHERE {
  ?adoption a rg:Adoption ; rg:reform ?reform ; rg:actor ?actor ; rg:status ?status .
  OPTIONAL { ?adoption rg:onset ?onset }
  OPTIONAL { ?adoption rg:independentSources ?sources }
}
"""
_NAMES = {
    "reform": "VALUES ?scheme { rg:Reforms rg:ReformCandidates } ?thing skos:inScheme ?scheme .",
    "zone": "?claim rg:actor ?thing .",
    "company": "?thing a rg:Company .",
    "category": "?reform rg:category ?thing .",
}
_LABELS = """
SELECT DISTINCT ?thing ?label (LANG(?label) AS ?language) ?property WHERE {
  %s
  ?thing ?property ?label . VALUES ?property { skos:prefLabel skos:altLabel }
}
"""


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
    only = _articles_of(store, find_name(store, "company", company)) if company else None
    reforms = _reforms_of(store, find_name(store, "category", category)) if category else None
    adoptions = _gather(store, wanted["reform"], wanted["zone"], only, reforms)
    window = (_day(since, 0), _day(until, 1))
    kept = [one for one in adoptions if one.status in statuses and _in_window(one, window, dated)]
    return sorted(kept, key=_order)


def find_name(store: Store, kind: str, text: str | None) -> str | None:
    """IRI of the thing of a kind (``reform``, ``zone``, ``company``, ``category``) that a user names."""
    if text is None:
        return None
    candidates: dict[str, list[str]] = {}
    rows = store.select(_LABELS % _NAMES[kind])
    for row in sorted(rows, key=_label_order):
        candidates.setdefault(str(row["thing"]), []).append(str(row["label"]))
    return resolve(candidates, text, kind)


def _label_order(row: Mapping[str, str | None]) -> tuple[bool, bool, str]:
    """Chinese preferred labels first."""
    return str(row["property"]).endswith("altLabel"), row["language"] == "en", str(row["label"])


def as_json(adoptions: Sequence[TracedAdoption]) -> list[dict[str, Any]]:
    """The adoptions as JSON-ready objects (INTERFACE section 6)."""
    return [asdict(adoption) for adoption in adoptions]


def _articles_of(store: Store, company: str | None) -> frozenset[str]:
    rows = store.select("SELECT ?article WHERE { ?article schema:mentions ?company }", company=str(company))
    return frozenset(str(row["article"]) for row in rows)


def _reforms_of(store: Store, category: str | None) -> frozenset[str]:
    rows = store.select("SELECT ?reform WHERE { ?reform rg:category ?category }", category=str(category))
    return frozenset(str(row["reform"]) for row in rows)


def _gather(
    store: Store,
    reform: str | None,
    zone: str | None,
    articles: frozenset[str] | None,
    reforms: frozenset[str] | None,
) -> list[TracedAdoption]:
    bound = {name: value for name, value in (("reform", reform), ("actor", zone)) if value is not None}
    query = _CLAIMS % "?claim rg:actor ?actor ."
    rows = store.select(_select_all(query, bound), **bound)
    figures = _figures(store, {"reform": reform} if reform else {})
    groups: dict[tuple[str, str], list[TracedClaim]] = {}
    for row in rows:
        key = (row.get("actor") or zone or "", row.get("reform") or reform or "")
        article = str(row["article"])
        if (articles is not None and article not in articles) or (reforms is not None and key[1] not in reforms):
            continue
        groups.setdefault(key, []).append(_claim(row, figures.get(str(row["claim"]), ())))
    known = _adoptions(store)
    labels = _labels(store)
    return [_adoption(key, claims, known.get(key), labels) for key, claims in groups.items()]


def _select_all(query: str, bound: Mapping[str, str]) -> str:
    """A bound variable cannot be projected by every back end: its value is known anyway."""
    head, body = query.split("WHERE", 1)
    for name in bound:
        head = head.replace(f"?{name} ", " ")
    return head + "WHERE" + body


def _figures(store: Store, bound: Mapping[str, str]) -> dict[str, tuple[TracedFigure, ...]]:
    found: dict[str, list[tuple[int, str, TracedFigure]]] = {}
    for row in store.select(_FIGURES, **bound):
        figure = TracedFigure(
            str(row["indicator"] or ""), str(row["value"]), str(row["unit"] or ""), str(row["text"]), row["period"],
            row["max"], row["bound"], row["si"], row["unitSi"],
        )  # fmt: skip
        found.setdefault(str(row["claim"]), []).append((int(row["start"] or 0), str(row["figure"]), figure))
    return {claim: tuple(figure for *_, figure in sorted(rows, key=lambda r: r[:2])) for claim, rows in found.items()}


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


def _adoptions(store: Store) -> dict[tuple[str, str], tuple[str, str | None, int]]:
    return {
        (str(row["actor"]), str(row["reform"])): (_local(row["status"]), row["onset"], int(row["sources"] or 1))
        for row in store.select(_ADOPTIONS)
    }


def _labels(store: Store) -> dict[str, str]:
    rows = store.select(
        "SELECT DISTINCT ?thing ?label WHERE { { ?claim rg:actor ?thing } UNION { ?claim rg:reform ?thing } "
        "?thing skos:prefLabel ?label FILTER(LANG(?label) != 'en') }"
    )
    labels: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (-len(str(row["label"])), str(row["label"]))):
        labels.setdefault(str(row["thing"]), str(row["label"]))
    return labels


def _adoption(
    key: tuple[str, str],
    claims: list[TracedClaim],
    known: tuple[str, str | None, int] | None,
    labels: Mapping[str, str],
) -> TracedAdoption:
    claims = sorted(claims, key=lambda c: (c.issue_date or "9999", c.article_id, c.claim_id))
    status = known[0] if known else claims[-1].status
    telling = [c for c in claims if c.status == status] or claims
    when = next((c for c in telling if c.when is not None), telling[0])
    figures = tuple(dict.fromkeys(figure for claim in claims for figure in claim.figures))
    return TracedAdoption(
        zone=labels.get(key[0], _local(key[0])),
        zone_id=_local(key[0]),
        reform=labels.get(key[1], _local(key[1])),
        reform_id=_local(key[1]),
        status=status,
        when=when.when,
        when_edtf=when.when_edtf,
        onset_edtf=known[1] if known else telling[0].onset_edtf,
        figures=figures,
        sources=known[2] if known else len(claims),
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
