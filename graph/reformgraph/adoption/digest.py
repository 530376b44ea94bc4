"""What the derived graph needs to know of one article, read off its triples and kept as one line of JSON."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern
from typing import Any

import pyoxigraph as ox

from reformgraph.iri import RDF, RG, SCHEMA, SKOS, slug
from reformgraph.rdf.rdf_times import LINKS, with_ends

_TYPE, _PREF, _ALT = RDF + "type", SKOS + "prefLabel", SKOS + "altLabel"
_BODY = SCHEMA + "articleBody"
_TIMES = frozenset(link.value for link in LINKS)
_COMPANY, _OF = RG + "Company", RG + "describes"
_LETTERS = re.compile(r"[^\W_]+")
_LONG_TITLE = 8
#: Letters of a short form of a company that may be known from one article to another.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class FigureDigest:
    """A figure: its IRI and, where it tells all of them, indicator, EDTF period, unit, value, upper value and bound.

    Unit and value are the normalised ones where there are any; unknown parts are empty.
    """

    iri: str
    indicator: str = ""
    period: str = ""
    unit: str = ""
    value: str = ""
    value_max: str = ""
    bound: str = ""

    def to_row(self) -> list[str]:
        """Values for JSON; of a figure that cannot be compared with others, the IRI alone."""
        whole = [self.iri, self.indicator, self.period, self.unit, self.value, self.value_max, self.bound]
        return whole if self.indicator and self.period else [self.iri]


@dataclass(frozen=True, slots=True)
class ClaimDigest:
    """A claim: IRIs of itself, its actor (None without) and reform; local name of its status; EDTF dates; figures.

    `denied` is set where the article says that the actor does not do it.
    """

    claim: str
    actor: str | None
    reform: str
    status: str
    when: str | None
    onset: str | None
    figures: tuple[FigureDigest, ...]
    candidate: bool
    denied: bool = False

    def to_row(self) -> list[object]:
        """Values for JSON."""
        named = (self.claim, self.actor, self.reform, self.status, self.when, self.onset)
        return [*named, [figure.to_row() for figure in self.figures], int(self.candidate), int(self.denied)]

    @classmethod
    def from_row(cls, row: list[Any]) -> ClaimDigest:
        """The claim that `to_row` wrote, or version 0.1 did; names that many claims share are kept once."""
        claim, actor, reform, status, when, onset, figures, candidate, *denied = row
        shared = intern(actor) if actor is not None else None
        told = tuple(FigureDigest(*([figure] if isinstance(figure, str) else figure)) for figure in figures)
        return cls(claim, shared, intern(reform), intern(status), when, onset, told, bool(candidate), any(denied))


@dataclass(frozen=True, slots=True)
class CompanyDigest:
    """A company named in the article: IRI, name and the other forms printed."""

    iri: str
    name: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleDigest:
    """An article, by the IRI of its graph; `issued` is EDTF or None, `things` are the IRIs it speaks of.

    `times` are the keys of the instants and intervals that it links to, and of the days at their ends.
    """

    graph: str
    article: str
    title: str
    issued: str | None
    claims: tuple[ClaimDigest, ...]
    companies: tuple[CompanyDigest, ...]
    things: tuple[str, ...] = ()
    times: tuple[str, ...] = ()

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(
            [
                self.article,
                self.title,
                self.issued,
                [claim.to_row() for claim in self.claims],
                [[c.iri, c.name, list(c.others)] for c in self.companies],
                list(self.things),
                list(self.times),
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, graph: str, text: str) -> ArticleDigest:
        """The digest that `to_json` wrote, or version 0.1 did."""
        article, title, issued, claims, companies, *more = json.loads(text)
        things, times = (*more, [], [])[:2]
        return cls(
            graph,
            article,
            title,
            issued,
            tuple(ClaimDigest.from_row(row) for row in claims),
            tuple(CompanyDigest(iri, name, tuple(others)) for iri, name, others in companies),
            tuple(things),
            tuple(times),
        )


class _Things:
    """Triples of a graph by subject and predicate."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.by_type: dict[str, list[str]] = defaultdict(list)
        self.times: set[str] = set()
        for triple in triples:
            subject, value = triple.subject.value, triple.object.value  # type: ignore[union-attr]
            predicate = triple.predicate.value
            self._of[subject][predicate].append(value)
            if predicate == _TYPE:
                self.by_type[value].append(subject)
            elif predicate in _TIMES:
                self.times.add(value)

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(sorted(self._of[subject].get(predicate, ())))

    def one(self, subject: str, predicate: str) -> str | None:
        return min(self._of[subject].get(predicate, ()), default=None)


def digest(graph: str, triples: Iterable[ox.Triple]) -> ArticleDigest | None:
    """The digest of an article graph, or None where the graph holds no article."""
    things = _Things(triples)
    article = min(things.by_type.get(RG + "Article", ()), default=None)
    if article is None:
        return None
    claims = (_claim(things, iri) for iri in sorted(things.by_type.get(RG + "AdoptionClaim", ())))
    return ArticleDigest(
        graph,
        article,
        things.one(article, SCHEMA + "headline") or "",
        things.one(article, RG + "issueDate"),
        tuple(claim for claim in claims if claim is not None),
        tuple(_companies(things)),
        tuple(sorted({iri for told in things.by_type.get(RG + "Description", ()) for iri in things.all(told, _OF)})),
        tuple(sorted({key for iri in things.times for key in with_ends(iri)})),
    )


def _claim(things: _Things, iri: str) -> ClaimDigest | None:
    reform, status = things.one(iri, RG + "reform"), things.one(iri, RG + "status")
    if reform is None or status is None:
        return None
    return ClaimDigest(
        iri,
        things.one(iri, RG + "actor"),
        reform,
        status.rpartition("/")[2],
        things.one(iri, RG + "when"),
        things.one(iri, RG + "onset"),
        tuple(_figure(things, figure) for figure in things.all(iri, RG + "figure")),
        things.one(iri, RG + "candidate") == "true",
        things.one(iri, RG + "denied") == "true",
    )


def _figure(things: _Things, iri: str) -> FigureDigest:
    normal = things.one(iri, RG + "valueSI")
    unit = things.one(iri, RG + "unitSI" if normal else SCHEMA + "unitText")
    return FigureDigest(
        iri,
        things.one(iri, RG + "indicator") or "",
        things.one(iri, RG + "period") or "",
        unit or "",
        normal or things.one(iri, SCHEMA + "value") or "",
        things.one(iri, RG + "valueMax") or "",
        things.one(iri, RG + "bound") or "",
    )


def _companies(things: _Things) -> Iterator[CompanyDigest]:
    """Companies with the short forms that the article prints for them."""
    surfaces: dict[str, set[str]] = defaultdict(set)
    for mention in things.by_type.get(RG + "Mention", ()):
        if entity := things.one(mention, RG + "mentionOf"):
            surfaces[entity].update(things.all(mention, RG + "surface"))
    named = {iri: (things.one(iri, _PREF) or "", things.all(iri, _ALT)) for iri in things.by_type.get(_COMPANY, ())}
    for told in things.by_type.get(RG + "Description", ()):
        if things.one(told, RG + "describedAs") == _COMPANY and (company := things.one(told, _OF)):
            named[company] = things.one(told, SCHEMA + "name") or "", things.all(told, SCHEMA + "alternateName")
    for iri, (name, others) in sorted(named.items()):
        forms = surfaces[iri].union(others)
        yield CompanyDigest(iri, name, tuple(sorted(form for form in forms if _is_short_form(form, name))))


def _is_short_form(form: str, name: str) -> bool:
    """Whether a form is the name with characters left out, and still tells something."""
    letters = _LETTERS.findall(form)
    rest = iter(name)
    return form != name and len("".join(letters)) >= _SHORTEST and all(sign in rest for sign in "".join(letters))


def body(triples: Iterable[ox.Triple]) -> str:
    """Text of the article of a graph."""
    return next((t.object.value for t in triples if t.predicate.value == _BODY), "")  # type: ignore[union-attr]


def subjects(article: ArticleDigest) -> tuple[str, ...]:
    """What an article is about, as keys by which to find it again: see `about_title`."""
    title = about_title(article.title)
    return (title,) if title else ()


def company_forms(article: ArticleDigest) -> Iterator[tuple[str, str, bool]]:
    """Slug of each form of a company, the company's IRI, and whether the form is a short one."""
    for company in article.companies:
        yield slug(company.name), company.iri, False
        for form in company.others:
            yield slug(form), company.iri, True


def about_title(title: str) -> str:
    """Key of the articles with one headline; empty where it is too short to tell articles apart."""
    kept = "".join(_LETTERS.findall(title))
    return f"title {kept}" if len(kept) >= _LONG_TITLE else ""
