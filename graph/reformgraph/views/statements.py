"""What articles say as tables: one row a claim, with its quotation and offsets; one row a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reformgraph.language.edtf import bounds
from reformgraph.store import Store
from reformgraph.views import store_rows as rows
from reformgraph.views.facts import Facts
from reformgraph.views.store_rows import ArticleRow, ClaimRow, EvidenceRow, FigureRow, local
from reformgraph.views.trace_rows import number

#: Column -> what its values are: ``string``, ``integer``, ``number``, ``boolean`` or ``date``.
CLAIM_COLUMNS = {
    "claim": "string", "actor": "string", "actor_id": "string", "reform": "string", "reform_id": "string",
    "candidate": "boolean", "status": "string", "when": "string", "when_edtf": "string", "onset_edtf": "string",
    "figures": "string", "quote": "string", "start": "integer", "end": "integer", "article_id": "string",
    "headline": "string", "source": "string", "issue_date": "string", "page": "string", "page_id": "string",
    "reprint_of": "string", "denied": "boolean", "actor_basis": "string", "confidence": "number",
    "when_earliest": "date", "when_latest": "date", "onset_earliest": "date", "onset_latest": "date",
    "issue_earliest": "date", "issue_latest": "date", "actor_english": "string", "province": "string",
    "city": "string", "kind": "string", "reform_english": "string", "category": "string", "url": "string",
}  # fmt: skip
FIGURE_COLUMNS = {
    "figure": "string", "claim": "string", "subject": "string", "subject_id": "string", "reform": "string",
    "reform_id": "string", "status": "string", "indicator": "string", "value": "number", "value_max": "number",
    "bound": "string", "unit": "string", "value_si": "number", "unit_si": "string", "period": "string",
    "period_edtf": "string", "period_earliest": "date", "period_latest": "date", "text": "string",
    "start": "integer", "article_id": "string", "source": "string", "issue_date": "string", "url": "string",
}  # fmt: skip
COLUMNS = tuple(CLAIM_COLUMNS)
#: Name of a table -> its columns.
TABLES = {"claims": CLAIM_COLUMNS, "figures": FIGURE_COLUMNS}

Cell = str | int | float | bool | date | None
Row = dict[str, Cell]


def statements(store: Store, *, quotes: bool = True) -> Iterator[Row]:
    """Rows of the table, in the order of the claims' IRIs; `CLAIM_COLUMNS` are their keys.

    `start` and `end` are code points of the page text; `figures` are joined by ``; ``; an end of a time that is
    open or unknown is None. Without `quotes` the quotations are left out.
    """
    told = _Told(store)
    quoted = rows.evidence(store)
    for claim in rows.claims(store):
        row = told.claim(claim, quoted.get(claim.claim))
        yield row if quotes else {**row, "quote": None}


def figure_table(store: Store) -> Iterator[Row]:
    """One row a figure of a claim, in the order of the claims' IRIs and the page; `FIGURE_COLUMNS` are their keys."""
    told = _Told(store)
    for claim in rows.claims(store):
        for figure in told.figures.get(claim.claim, ()):
            yield told.figure(claim, figure)


@dataclass(init=False, slots=True)
class _Told:
    """What is told of claims and things, read once."""

    labels: Mapping[str, str]
    figures: Mapping[str, list[FigureRow]]
    articles: Mapping[str, ArticleRow]
    facts: Facts

    def __init__(self, store: Store) -> None:
        self.labels, self.figures = rows.labels(store), rows.figures(store)
        self.articles, self.facts = rows.articles(store), Facts(store)

    def name(self, iri: str | None) -> str | None:
        """What a thing is called."""
        return self.labels.get(iri, local(iri)) if iri else None

    def claim(self, claim: ClaimRow, quoted: EvidenceRow | None) -> Row:
        """The row of a claim."""
        article = self.articles.get(claim.article)
        actor, reform = self.facts.actor(claim.actor), self.facts.reform(claim.reform)
        values: Row = {
            "claim": claim.claim,
            "actor": self.name(claim.actor),
            "actor_id": claim.actor,
            "reform": self.name(claim.reform),
            "reform_id": claim.reform,
            "candidate": claim.candidate,
            "status": claim.status,
            "denied": claim.denied,
            "when": claim.when_text,
            "when_edtf": claim.when,
            "onset_edtf": claim.onset,
            **_ends("when", claim.when),
            **_ends("onset", claim.onset),
            "figures": "; ".join(sorted(one.text for one in self.figures.get(claim.claim, ()))) or None,
            "quote": quoted.quote if quoted else None,
            "start": quoted.start if quoted else None,
            "end": quoted.end if quoted else None,
            **self._article(claim.article, article, quoted.sheet if quoted else None),
            "page": article.page_name if article else None,
            "page_id": article.page_id if article else None,
            "headline": article.headline if article else None,
            "reprint_of": local(article.reprint_of) if article and article.reprint_of else None,
            **_ends("issue", article.issued if article else None),
            "actor_basis": claim.actor_basis,
            "confidence": claim.confidence,
            "actor_english": actor.english,
            "province": actor.province,
            "city": actor.city,
            "kind": actor.kind,
            "reform_english": reform.english,
            "category": reform.category,
        }
        return {column: values[column] for column in CLAIM_COLUMNS}

    def figure(self, claim: ClaimRow, figure: FigureRow) -> Row:
        """The row of a figure: what it counts, of whom, when, and where it is told."""
        values: Row = {
            "figure": figure.figure,
            "claim": claim.claim,
            "subject": self.name(claim.actor),
            "subject_id": claim.actor,
            "reform": self.name(claim.reform),
            "reform_id": claim.reform,
            "status": claim.status,
            "indicator": figure.indicator or None,
            "value": number(figure.value),
            "value_max": number(figure.value_max),
            "bound": figure.bound,
            "unit": figure.unit or None,
            "value_si": number(figure.value_si),
            "unit_si": figure.unit_si,
            "period": figure.period_text,
            "period_edtf": figure.period,
            **_ends("period", figure.period),
            "text": figure.text,
            "start": figure.start,
            **self._article(claim.article, self.articles.get(claim.article)),
        }
        return {column: values[column] for column in FIGURE_COLUMNS}

    def _article(self, iri: str, article: ArticleRow | None, sheet: int | None = None) -> Row:
        return {
            "article_id": local(iri),
            "source": article.source if article else None,
            "issue_date": article.issued if article else None,
            "url": self.facts.url(iri, sheet),
        }


def _ends(name: str, edtf: str | None) -> Row:
    first, last = bounds(edtf) if edtf else (None, None)
    return {f"{name}_earliest": first, f"{name}_latest": last}
