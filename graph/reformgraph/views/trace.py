"""Who adopted what, when, with what figures, on whose word.

An adoption gathers all claims of one actor and one reform; each claim carries its quotation with offsets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, get_args

from reformgraph.errors import UsageError
from reformgraph.language.edtf import bounds
from reformgraph.records import STATUSES, ActorBasis
from reformgraph.sparql.find_names import find_iri
from reformgraph.sparql.run_query import base_of
from reformgraph.store.base import Store
from reformgraph.views import store_rows as rows
from reformgraph.views.figure_quotes import FigureQuote, figure_quotes, holds
from reformgraph.views.store_rows import AdoptionRow, ArticleRow, ClaimRow, EvidenceRow, FigureRow, local

#: Shown unless asked otherwise: what is, is to come, or is demanded.
DEFAULT_STATUSES = ("adopted", "planned", "required")


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure as printed: `value`, `value_max` and `value_si` are decimal strings.

    `quote`, with its code points on the page, is the sentence that prints it where that of its claim does not.
    """

    indicator: str
    value: str
    unit: str
    text: str
    period: str | None
    value_max: str | None
    bound: str | None
    value_si: str | None
    unit_si: str | None
    quote: str | None = field(default=None, compare=False)
    start: int | None = field(default=None, compare=False)
    end: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TracedRegion:
    """Where a quotation stands in a PDF: the sheet, from 1; left, top, width, height in points from its corner."""

    sheet: int
    box: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TracedClaim:
    """What one article says; `start` and `end` are code points of the page's text.

    `side` is ``supports`` or ``disputes`` the status of the adoption, or empty where it does neither: a plan
    that came before or after. `actor_basis` tells how the actor is known, `confidence` how often such are right.
    `regions` tell where a PDF prints the quotation.
    """

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
    denied: bool = False
    side: str = ""
    actor_basis: str | None = None
    confidence: float | None = None
    regions: tuple[TracedRegion, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedStep:
    """Claims that follow each other and tell the same; `day` is the last day the first is about, None undated."""

    status: str
    denied: bool
    day: str | None
    sources: int


@dataclass(frozen=True, slots=True)
class TracedAdoption:
    """All claims of one actor and one reform.

    `sources` counts the independent articles that support the status and `disputing` those that deny it,
    reprints once; `history` tells what was said in the order of the days; `onsets_agree` is None where no
    onset is known; `conflicting_figures` cannot all be true.
    """

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
    disputing: int = 0
    onsets_agree: bool | None = None
    history: tuple[TracedStep, ...] = ()
    conflicting_figures: tuple[TracedFigure, ...] = ()


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
    bases: Collection[str] = (),
    confidence: float | None = None,
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
    bases, confidence
        Keep claims whose actor is known in one of these ways, and is at least so sure; claims that do not
        tell how sure they are stay. Statuses and counts of sources are those of all claims.

    Raises
    ------
    UsageError
        If a name, status or date is unknown, with suggestions.
    """
    unknown = sorted(set(statuses) - set(STATUSES))
    if unknown:
        raise UsageError(f"no status {unknown[0]!r}", cure="one of " + ", ".join(STATUSES))
    if strange := sorted(set(bases) - set(get_args(ActorBasis))):
        raise UsageError(f"no basis of an actor {strange[0]!r}", cure="one of " + ", ".join(get_args(ActorBasis)))
    wanted = {"reform": find_name(store, "reform", reform), "zone": find_name(store, "zone", zone)}
    only = _claims_beside(store, find_name(store, "company", company)) if company else None
    reforms = _reforms_of(store, find_name(store, "category", category)) if category else None
    adoptions = _gather(store, wanted["reform"], wanted["zone"], only, reforms, _Sure(frozenset(bases), confidence))
    window = (_day(since, 0), _day(until, 1))
    kept = [one for one in adoptions if one.status in statuses and _in_window(one, window, dated)]
    return sorted(kept, key=by_reform)


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


@dataclass(frozen=True, slots=True)
class _Sure:
    """Which claims are sure enough to be shown."""

    bases: frozenset[str]
    confidence: float | None

    def keeps(self, claim: ClaimRow) -> bool:
        if self.bases and claim.actor_basis not in self.bases:
            return False
        return self.confidence is None or claim.confidence is None or claim.confidence >= self.confidence


def _gather(
    store: Store,
    reform: str | None,
    actor: str | None,
    only: frozenset[str] | None,
    reforms: frozenset[str] | None,
    sure: _Sure,
) -> list[TracedAdoption]:
    if only is None:
        members = rows.members(store, actor=actor, reform=reform)
        known = rows.adoptions(store, actor=actor, reform=reform)
    else:
        members = rows.members_with(store, only)
        known = [
            one for one in rows.adoptions(store, members) if reform in (None, one.reform) and actor in (None, one.actor)
        ]
    kept = [one for one in known if one.adoption in members and (reforms is None or one.reform in reforms)]
    return list(_traced(store, kept, members, sure).values())


def trace_some(store: Store, adoptions: Sequence[AdoptionRow]) -> dict[str, TracedAdoption]:
    """The adoptions of these rows with all their claims, by IRI; those without a quotation are left out."""
    members = rows.members_of(store, [one.adoption for one in adoptions])
    return _traced(store, [one for one in adoptions if one.adoption in members], members, _Sure(frozenset(), None))


def _traced(
    store: Store, kept: Sequence[AdoptionRow], members: Mapping[str, Sequence[str]], sure: _Sure
) -> dict[str, TracedAdoption]:
    reader = _Claims(store, [claim for one in kept for claim in members[one.adoption]], sure)
    told = {one.adoption: found for one in kept if (found := reader.of(members[one.adoption]))}
    about = _About(store, [one for one in kept if one.adoption in told])
    return {one.adoption: about.adoption(one, told[one.adoption], reader) for one in kept if one.adoption in told}


class _Claims:
    """Claims with their quotation, article and figures, read together."""

    def __init__(self, store: Store, wanted: Sequence[str], sure: _Sure) -> None:
        self._claims = {one.claim: one for one in rows.claims(store, wanted) if sure.keeps(one)}
        self._evidence = rows.evidence(store, self._claims)
        self._articles = rows.articles(store, {one.article for one in self._claims.values()})
        found = rows.figures(store, self._claims)
        outside = [
            (quoted.page, one.start, one.text)
            for claim, quoted in self._evidence.items()
            for one in found.get(claim, ())
            if quoted.page and not holds(quoted.quote, one.text)
        ]
        quotes = figure_quotes(store, outside)
        self._figures = {
            claim: tuple(self._proven(self._evidence.get(claim), one, quotes) for one in some)
            for claim, some in found.items()
        }
        self.figures = {one.figure: _figure(one) for some in found.values() for one in some}

    @staticmethod
    def _proven(
        quoted: EvidenceRow | None, row: FigureRow, quotes: Mapping[tuple[str, int], FigureQuote]
    ) -> TracedFigure:
        """A figure, with a quotation of its own where its claim's does not print it."""
        if quoted is None or quoted.page is None or holds(quoted.quote, row.text):
            return _figure(row)
        own = quotes.get((quoted.page, row.start))
        return _figure(row) if own is None else replace(_figure(row), quote=own.text, start=own.start, end=own.end)

    def of(self, wanted: Iterable[str]) -> list[tuple[str, TracedClaim]]:
        """Those of the claims named that have a quotation, by IRI, in the order of their issue."""
        found = [
            (name, _claim(claim, self._evidence[name], self._articles.get(claim.article), self._figures.get(name, ())))
            for name in wanted
            if (claim := self._claims.get(name)) is not None and name in self._evidence
        ]
        return sorted(found, key=lambda one: (one[1].issue_date or "9999", one[1].article_id, one[1].claim_id))


class _About:
    """What is told of adoptions beside their claims, read together."""

    def __init__(self, store: Store, kept: Sequence[AdoptionRow]) -> None:
        wanted = [one.adoption for one in kept]
        self._supports, self._disputes = rows.sides(store, wanted)
        self._steps = rows.steps(store, wanted)
        self._conflicts = rows.conflicts(store, wanted)
        self._labels = rows.labels(store, {iri for one in kept for iri in (one.actor, one.reform)})

    def adoption(self, known: AdoptionRow, told: Sequence[tuple[str, TracedClaim]], reader: _Claims) -> TracedAdoption:
        """The adoption with its claims on their sides."""
        supports, disputes = (set(side.get(known.adoption, ())) for side in (self._supports, self._disputes))
        claims = tuple(
            replace(claim, side="supports" if name in supports else "disputes" if name in disputes else "")
            for name, claim in told
        )
        telling = [claim for claim in claims if claim.status == known.status and not claim.denied] or claims
        when = next((claim for claim in telling if claim.when is not None), telling[0])
        conflicting = (reader.figures.get(figure) for figure in self._conflicts.get(known.adoption, ()))
        return TracedAdoption(
            zone=self._labels.get(known.actor, local(known.actor)),
            zone_id=local(known.actor),
            reform=self._labels.get(known.reform, local(known.reform)),
            reform_id=local(known.reform),
            status=known.status,
            when=when.when,
            when_edtf=when.when_edtf,
            onset_edtf=known.onset,
            figures=tuple(dict.fromkeys(figure for claim in claims for figure in claim.figures)),
            sources=len(claims) if known.sources is None else known.sources,
            claims=claims,
            disputing=known.disputing,
            onsets_agree=known.onsets_agree,
            history=tuple(map(_step, self._steps.get(known.adoption, ()))),
            conflicting_figures=tuple(figure for figure in conflicting if figure is not None),
        )


def _claim(
    row: ClaimRow, quoted: EvidenceRow, article: ArticleRow | None, figures: tuple[TracedFigure, ...]
) -> TracedClaim:
    return TracedClaim(
        claim_id=local(row.claim),
        article_id=local(row.article),
        headline=(article.headline if article else None) or "",
        source=(article.source if article else None) or "",
        issue_date=article.issued if article else None,
        page=(article.page_name if article else None) or local(quoted.page),
        quote=quoted.quote,
        start=quoted.start,
        end=quoted.end,
        status=row.status,
        when=row.when_text,
        when_edtf=row.when,
        onset_edtf=row.onset,
        figures=figures,
        denied=row.denied,
        actor_basis=row.actor_basis,
        confidence=row.confidence,
        regions=tuple(map(_region, quoted.printed)),
    )


def _region(fragment: str) -> TracedRegion:
    """The place that a fragment of an address tells.

    >>> _region("page=3&viewrect=72,120.5,200,36")
    TracedRegion(sheet=3, box=(72.0, 120.5, 200.0, 36.0))
    """
    sheet, _, box = fragment.partition("&viewrect=")
    return TracedRegion(int(sheet.rpartition("=")[2]), tuple(map(float, box.split(","))))


def _figure(row: FigureRow) -> TracedFigure:
    return TracedFigure(
        row.indicator, row.value, row.unit, row.text, row.period_text, row.value_max, row.bound, row.value_si,
        row.unit_si,
    )  # fmt: skip


def _step(row: Mapping[str, str | None]) -> TracedStep:
    return TracedStep(local(row["status"]), row["denied"] == "true", row["day"], int(row["sources"] or 0))


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


def by_reform(adoption: TracedAdoption) -> tuple[str, date, str, str]:
    """The order of a trace: by reform, then onset, then who acts."""
    time = adoption.onset_edtf or adoption.when_edtf
    last = bounds(time)[1] if time else None
    return adoption.reform, last or date.max, adoption.zone, adoption.zone_id
