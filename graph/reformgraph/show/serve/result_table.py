"""The result of a query as a table with typed columns: what the engine found in, cells and kinds of columns out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeGuard

import pyoxigraph as ox

from reformgraph.iri import RDF, XSD
from reformgraph.records import STATUSES
from reformgraph.show.day_bounds import bounds
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.lookups import Look, local, shown_time, status_told
from reformgraph.sparql.run_query import kind_of

#: What a column holds: things (IRIs), dates (EDTF), numbers, or texts.
Kind = Literal["thing", "date", "number", "text"]
_NUMBERS = frozenset(
    XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)
_DATES = frozenset(XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth"))
_TYPE = RDF + "type"
#: Texts that the named questions give as words, which a page says in its language.
_SAID = frozenset(("first", "maybe first", "later", "supports", "disputes"))
_TRUTH = {"true": "yes", "false": "no"}

#: What the columns of the named questions are called.
_HEADS = {
    "zone": "Actor", "reform": "Reform", "status": "Status", "onset": "Onset", "earliest": "Earliest possible",
    "latest": "Latest possible", "sources": "Sources", "categoryName": "Category", "category": "Category",
    "months": "Months behind", "other": "Other", "common": "In common", "similarity": "Similarity", "share": "Share",
    "company": "Company", "articles": "Number of articles", "reforms": "Reforms", "article": "Article",
    "headline": "Headline", "period": "Period", "printed": "As printed", "value": "Value", "unit": "Unit",
    "issued": "Date", "indicator": "Indicator", "quote": "Sentence", "when": "Time", "latestIssue": "Last in print",
    "organs": "Organs named", "claim": "Claim", "page": "Page", "start": "From", "end": "To", "month": "Month",
    "year": "Year", "adopted": "Adopted", "planned": "Planned", "required": "Required", "adopters": "Adopters",
    "province": "Province", "names": "Names", "at": "Place", "before": "Before", "first": "Original",
    "firstSource": "First source", "firstDate": "First date", "source": "Source", "claims": "Number of claims",
    "document": "Document", "person": "Person", "post": "Post", "project": "Project", "investment": "Investment",
    "narrower": "Narrower reform", "number": "Sources", "disputing": "Disputing sources", "side": "For or against",
    "denied": "Denied", "onsetsAgree": "Onsets agree", "conflict": "In conflict with others", "place": "Order",
    "figures": "Figures in conflict", "n": "Number", "day": "Date", "author": "Author", "sentence": "Sentence",
    "thing": "Thing", "surface": "As written", "organisation": "Organisation", "documentNumber": "Document number",
    "from": "From", "to": "To",
}  # fmt: skip
#: Columns of things that say how another is: a graph of them would link everything through "adopted".
_NO_ENDS = frozenset(("status", "claim", "page"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `text` as a reader sees it, `value` as it is, `iri` where it is one; all empty where there is nothing."""

    text: str = ""
    value: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the query, its head for readers, and what it holds."""

    name: str
    head: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Result:
    """A table, and whether its rows are triples."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    triples: bool = False

    def of(self, *kinds: Kind) -> list[int]:
        """Numbers of the columns that hold one of these kinds."""
        return [number for number, column in enumerate(self.columns) if column.kind in kinds]

    def named(self, name: str) -> int | None:
        """Number of the column of this name."""
        return next((number for number, column in enumerate(self.columns) if column.name == name), None)


def read_result(look: Look, found: Any) -> Result:
    """The table of an answer; names of things are looked up, columns that hold them (`zoneName`) fall away."""
    kind = kind_of(found)
    if kind == "boolean":
        told = say("yes") if bool(found) else say("no")
        return Result((Column("answer", say("Answer"), "text"),), ((Cell(told, told),),))
    if kind == "graph":
        rows = [tuple(_cell(look, term, None) for term in (t.subject, t.predicate, t.object)) for t in found]
        ends = (("subject", "Subject"), ("predicate", "Predicate"), ("object", "Object"))
        return Result(tuple(Column(name, say(head), "thing") for name, head in ends), tuple(rows), triples=True)
    names = [variable.value for variable in found.variables]
    shown = [name for name in names if not (name.endswith("Name") and name.removesuffix("Name") in names)]
    read = [[(row[name], row[f"{name}Name"] if f"{name}Name" in names else None) for name in shown] for row in found]
    kinds = [_kind(name, [row[number][0] for row in read]) for number, name in enumerate(shown)]
    columns = tuple(Column(name, say(_HEADS.get(name, name)), kind) for name, kind in zip(shown, kinds, strict=True))
    cells = tuple(
        tuple(_cell(look, term, label, sort) for (term, label), sort in zip(row, kinds, strict=True)) for row in read
    )
    return Result(columns, cells)


def _cell(look: Look, term: object, label: object, kind: Kind = "text") -> Cell:
    if term is None:
        return Cell()
    value = str(getattr(term, "value", term))
    if isinstance(term, ox.NamedNode):
        if value.startswith(f"{look.base}status/") and local(value) in STATUSES:
            return Cell(status_told(local(value)), value, value)
        return Cell(label.value if _is_told(label) else look.label(value), value, value)
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "boolean" and value in _TRUTH:
        return Cell(say(_TRUTH[value]), value)
    if value in _SAID:
        return Cell(say(value), value)
    return Cell(shown_time(value) if kind == "date" else value, value)


def _is_told(label: object) -> TypeGuard[ox.Literal]:
    """Whether a row names a thing in the language of the page."""
    return isinstance(label, ox.Literal) and label.language in (None, language())


def _kind(name: str, terms: Sequence[object]) -> Kind:
    """What a column holds, by all its terms; a column of nothing holds texts."""
    known = [term for term in terms if term is not None]
    if known and all(isinstance(term, ox.NamedNode) for term in known):
        return "thing"
    literals = [term for term in known if isinstance(term, ox.Literal)]
    if not literals or len(literals) < len(known):
        return "text"
    if all(one.datatype.value in _NUMBERS and _is_number(one.value) for one in literals):
        return "number"
    return "date" if all(_is_date(name, one) for one in literals) else "text"


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False


def _is_date(name: str, term: ox.Literal) -> bool:
    """Whether a literal is a date: by its datatype, or an EDTF that is more than a bare year.

    A bare year (2024) is one only where the column is called so: it may be a count as well.
    """
    if not bounds(term.value).known:
        return False
    return term.datatype.value in _DATES or any(sign in term.value for sign in "-/") or name in ("year", "onset")


def links_of(result: Result) -> list[tuple[str, str, str]]:
    """Pairs of things that a result links: ``(from, what the link is called, to)``; types of things are no links."""
    if result.triples:
        return [
            (a.iri, by.text, b.iri)
            for a, by, b in result.rows
            if a.iri and b.iri and by.iri != _TYPE and a.iri != b.iri
        ]
    ends = [number for number in result.of("thing") if result.columns[number].name not in _NO_ENDS][:2]
    if len(ends) < 2:
        return []
    first, second = ends
    told = result.columns[second].head
    pairs = ((row[first].iri, row[second].iri) for row in result.rows)
    return list(dict.fromkeys((a, told, b) for a, b in pairs if a and b and a != b))


def names_of(result: Result, iris: Iterable[str]) -> dict[str, str]:
    """What things of a result are called."""
    wanted = set(iris)
    return {cell.iri: cell.text for row in result.rows for cell in row if cell.iri in wanted}
