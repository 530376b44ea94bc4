"""THE set of SELECTs on what articles say: claims, their evidence and figures, articles and adoptions, as rows.

All that shows or counts what a store tells reads it here. Merged things come under the IRI that stands for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from reformgraph.store.base import Store

Row = Mapping[str, str | None]

_AT_ONCE = 400  # things named in one query: the engine joins some hundreds of values quickly, thousands slowly


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one article says; `actor` is None where nobody could tell, `status` a local name."""

    claim: str
    actor: str | None
    reform: str
    status: str
    denied: bool
    candidate: bool
    when_text: str | None
    when: str | None
    onset: str | None
    actor_basis: str | None
    confidence: float | None
    article: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """The quotation of a claim: code points of the text of a page.

    `printed` tells where on the sheets of a PDF it stands: ``page=3&viewrect=72,120.5,200,36``, in reading order.
    """

    claim: str
    page: str | None
    quote: str
    start: int
    end: int
    printed: tuple[str, ...] = ()

    @property
    def sheet(self) -> int | None:
        """The sheet, from 1, on which it begins."""
        return int(self.printed[0].partition("&")[0].rpartition("=")[2]) if self.printed else None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a claim; `indicator`, `unit` and `text` are empty, the rest None where unknown."""

    claim: str
    figure: str
    indicator: str
    value: str
    unit: str
    text: str
    period_text: str | None
    period: str | None
    value_max: str | None
    bound: str | None
    value_si: str | None
    unit_si: str | None
    start: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article and the page it stands on."""

    article: str
    headline: str | None
    issued: str | None
    number: int
    source: str | None
    page: str
    page_name: str | None
    page_id: str | None
    reprint_of: str | None


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """An adoption; dates as their EDTF or ISO texts, numbers of sources that support and dispute it."""

    adoption: str
    actor: str
    reform: str
    status: str
    onset: str | None
    earliest: str | None
    latest: str | None
    end: str | None
    onsets_agree: bool | None
    sources: int | None
    disputing: int


# What is required stands first, in one graph, what is optional last and one pattern each: so the engine begins
# with the things named and joins the rest to few rows.
_CLAIMS = """
SELECT DISTINCT ?claim ?actor ?reform ?status ?denied ?candidate ?whenText ?when ?onset ?basis ?confidence ?article {
  GRAPH ?graph {
    %s ?claim a rg:AdoptionClaim ; rg:reform ?reform ; rg:status ?status ; prov:wasDerivedFrom ?article .
    OPTIONAL { ?claim rg:actor ?actor }
    OPTIONAL { ?claim rg:denied ?denied }
    OPTIONAL { ?claim rg:candidate ?candidate }
    OPTIONAL { ?claim rg:whenText ?whenText }
    OPTIONAL { ?claim rg:when ?when }
    OPTIONAL { ?claim rg:onset ?onset }
    OPTIONAL { ?claim rg:actorBasis ?basis }
    OPTIONAL { ?claim rg:confidence ?confidence }
  }
}"""
_EVIDENCE = """
SELECT DISTINCT ?claim ?page ?quote ?start ?end {
  GRAPH ?graph {
    %s ?claim rg:evidence ?note . ?note oa:hasTarget ?target .
    ?target oa:hasSelector ?quoted , ?placed .
    ?quoted oa:exact ?quote .
    ?placed oa:start ?start ; oa:end ?end .
    OPTIONAL { ?target oa:hasSource ?page }
  }
}"""
_PRINTED = """
SELECT DISTINCT ?claim ?place ?fragment {
  GRAPH ?graph {
    %s ?claim rg:evidence ?note . ?note oa:hasTarget ?target . ?target oa:hasSelector ?place .
    ?place a oa:FragmentSelector ; rdf:value ?fragment .
  }
}"""
_FIGURES = """
SELECT DISTINCT ?claim ?figure ?indicator ?value ?unit ?text ?periodText ?period ?max ?bound ?si ?unitSi ?start {
  GRAPH ?graph {
    %s ?claim a rg:AdoptionClaim ; rg:figure ?figure . ?figure schema:value ?value .
    OPTIONAL { ?figure rg:indicator ?indicator }
    OPTIONAL { ?figure rg:printed ?text }
    OPTIONAL { ?figure schema:unitText ?unit }
    OPTIONAL { ?figure rg:periodText ?periodText }
    OPTIONAL { ?figure rg:period ?period }
    OPTIONAL { ?figure rg:valueMax ?max }
    OPTIONAL { ?figure rg:bound ?bound }
    OPTIONAL { ?figure rg:valueSI ?si }
    OPTIONAL { ?figure rg:unitSI ?unitSi }
    OPTIONAL { ?figure rg:start ?start }
  }
}"""
_ARTICLES = """
SELECT ?article ?headline ?issued ?n ?source ?pageSource ?page ?pageName ?pageId ?first {
  %s ?article a rg:Article ; schema:isPartOf ?page .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article rg:issueDate ?issued }
  OPTIONAL { ?article schema:position ?n }
  OPTIONAL { ?article rg:source ?source }
  OPTIONAL { ?article rg:reprintOf ?first }
  OPTIONAL { ?page rg:source ?pageSource }
  OPTIONAL { ?page schema:name ?pageName }
  OPTIONAL { ?page dct:identifier ?pageId }
}"""
_ADOPTIONS = """
SELECT ?adoption ?actor ?reform ?status ?onset ?earliest ?latest ?end ?agree ?sources ?disputing {
  GRAPH graph:derived {
    %s ?adoption rg:reform ?reform ; rg:actor ?actor ; rg:status ?status .
    OPTIONAL { ?adoption rg:onset ?onset }
    OPTIONAL { ?adoption rg:onsetEarliest ?earliest }
    OPTIONAL { ?adoption rg:onsetLatest ?latest }
    OPTIONAL { ?adoption rg:end ?end }
    OPTIONAL { ?adoption rg:onsetsAgree ?agree }
    OPTIONAL { ?adoption rg:independentSources ?sources }
    OPTIONAL { ?adoption rg:disputingSources ?disputing }
  }
}"""
_MEMBERS = """
SELECT ?adoption ?claim { GRAPH graph:derived {
  %s ?adoption rg:reform ?reform ; rg:actor ?actor ; rg:claim ?claim
} }"""
_SIDE = "SELECT ?adoption ?claim { GRAPH graph:derived { %%s ?adoption rg:%s ?claim } }"
_CONFLICTS = "SELECT ?adoption ?figure { GRAPH graph:derived { %s ?adoption rg:conflictingFigure ?figure } }"
_STEPS = """
SELECT ?adoption ?n ?status ?denied ?day ?sources { GRAPH graph:derived {
  %s ?adoption rg:step ?step . ?step rg:status ?status ; schema:position ?n ; rg:independentSources ?sources .
  OPTIONAL { ?step rg:denied ?denied }
  OPTIONAL { ?step rg:asOf ?day }
} }"""
_LABELS = """
SELECT DISTINCT ?thing ?label { %s ?thing skos:prefLabel ?label FILTER(LANG(?label) != "en") }"""
_NEWEST = """SELECT DISTINCT ?article ?day {
  ?article a rg:Article ; rg:issueDate ?day . ?claim prov:wasDerivedFrom ?article ; a rg:AdoptionClaim }
ORDER BY DESC(?day) ?article LIMIT """
_AS_READ = "SELECT ?actor ?reform { ?claim a rg:AdoptionClaim ; rg:reform ?reform OPTIONAL { ?claim rg:actor ?actor } }"
_SAME = "SELECT DISTINCT ?s ?o { ?s rg:sameAs ?o } ORDER BY ?s ?o"


def claims(store: Store, wanted: Iterable[str] | None = None, *, article: str | None = None) -> list[ClaimRow]:
    """Claims in the order of their IRIs: all, those named, or those of an article."""
    same = merged(store)
    rows = _some(store, _CLAIMS, "claim", wanted) if article is None else _about(store, _CLAIMS, article=article)
    found = {str(row["claim"]): _claim(row, same) for row in rows}
    return [found[claim] for claim in sorted(found)]


def claims_about(store: Store, reform: str, most: int | None = None) -> list[str]:
    """The first claims about a reform, so many at most (all without a bound), in the order of their IRIs."""
    query = "SELECT DISTINCT ?claim { ?claim a rg:AdoptionClaim ; rg:reform ?reform } ORDER BY ?claim"
    query = query if most is None else f"{query} LIMIT {most:d}"
    return [str(row["claim"]) for row in store.select(query, reform=reform)]


def claim_as_read(store: Store, claim: str) -> Mapping[str, str | None]:
    """Actor and reform of a claim as its article has them, before any merge."""
    query = (
        "SELECT ?actor ?reform { ?claim a rg:AdoptionClaim ; rg:reform ?reform OPTIONAL { ?claim rg:actor ?actor } }"
    )
    return next(iter(store.select(query, claim=claim)))


def evidence(store: Store, wanted: Iterable[str] | None = None) -> dict[str, EvidenceRow]:
    """The quotation of each claim, of several the first on the page, by claim."""
    found: dict[str, EvidenceRow] = {}
    printed: dict[str, list[tuple[int, str, str]]] = {}
    for row in _some(store, _PRINTED, "claim", wanted):
        place = str(row["place"])
        printed.setdefault(str(row["claim"]), []).append((len(place), place, str(row["fragment"])))
    made = (
        EvidenceRow(
            str(row["claim"]), row["page"], str(row["quote"]), int(row["start"] or 0), int(row["end"] or 0),
            tuple(fragment for *_, fragment in sorted(printed.get(str(row["claim"]), ()))),
        )
        for row in _some(store, _EVIDENCE, "claim", wanted)
    )  # fmt: skip
    for one in sorted(made, key=lambda one: (one.claim, one.start, one.end, one.quote)):
        found.setdefault(one.claim, one)
    return found


def figures(store: Store, wanted: Iterable[str] | None = None) -> dict[str, list[FigureRow]]:
    """The figures of each claim in the order of the page, by claim."""
    found: dict[str, list[FigureRow]] = {}
    made = {(str(row["claim"]), str(row["figure"])): _figure(row) for row in _some(store, _FIGURES, "claim", wanted)}
    for one in sorted(made.values(), key=lambda one: (one.claim, one.start, one.figure)):
        found.setdefault(one.claim, []).append(one)
    return found


def articles(store: Store, wanted: Iterable[str] | None = None) -> dict[str, ArticleRow]:
    """Articles by IRI."""
    return {
        str(row["article"]): ArticleRow(
            str(row["article"]), row["headline"], row["issued"], int(row["n"] or 0),
            row["source"] or row["pageSource"], str(row["page"]), row["pageName"], row["pageId"], row["first"],
        )
        for row in _some(store, _ARTICLES, "article", wanted)
    }  # fmt: skip


def newest_articles(store: Store, most: int) -> list[tuple[str, str]]:
    """The articles (IRIs) that claim something with their days, the newest first."""
    return [(str(row["article"]), str(row["day"])) for row in store.select(_NEWEST + str(most))]


def adoptions(
    store: Store, wanted: Iterable[str] | None = None, *, actor: str | None = None, reform: str | None = None
) -> list[AdoptionRow]:
    """Adoptions in the order of their IRIs: all, those named, or those of an actor and of a reform."""
    rows = _some(store, _ADOPTIONS, "adoption", wanted) if wanted is not None else _about(
        store, _ADOPTIONS, actor=actor, reform=reform
    )  # fmt: skip
    found = {str(row["adoption"]): _adoption(row) for row in rows}
    return [found[iri] for iri in sorted(found)]


def adoptions_of(store: Store, actors: Iterable[str]) -> list[AdoptionRow]:
    """Adoptions of the actors named, in the order of their IRIs."""
    found = {str(row["adoption"]): _adoption(row) for row in _some(store, _ADOPTIONS, "actor", actors)}
    return [found[iri] for iri in sorted(found)]


def members(store: Store, *, actor: str | None = None, reform: str | None = None) -> dict[str, list[str]]:
    """Claims of each adoption, sorted, by adoption."""
    return _grouped(_about(store, _MEMBERS, actor=actor, reform=reform), "claim")


def members_of(store: Store, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Claims of each of the adoptions named, sorted, by adoption."""
    return _grouped(_some(store, _MEMBERS, "adoption", wanted), "claim")


def members_with(store: Store, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Those of the claims named that belong to each adoption, by adoption."""
    return _grouped(_some(store, _MEMBERS, "claim", wanted), "claim")


def sides(store: Store, wanted: Collection[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Claims that support and that dispute each of the adoptions named."""
    found = [
        _grouped(_some(store, _SIDE % name, "adoption", wanted), "claim") for name in ("supportedBy", "disputedBy")
    ]
    return found[0], found[1]


def conflicts(store: Store, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Figures that contradict each other, by adoption."""
    return _grouped(_some(store, _CONFLICTS, "adoption", wanted), "figure")


def steps(store: Store, wanted: Iterable[str]) -> dict[str, list[Row]]:
    """What was told of each adoption in the order of the days: rows with status, denied, day and sources."""
    found: dict[str, list[Row]] = {}
    for row in sorted(_some(store, _STEPS, "adoption", wanted), key=lambda row: int(row["n"] or 0)):
        found.setdefault(str(row["adoption"]), []).append(row)
    return found


def labels(store: Store, wanted: Iterable[str] | None = None) -> dict[str, str]:
    """What things are called, by IRI: of several names that are not English the longest, then the first."""
    found: dict[str, str] = {}
    rows = sorted(_some(store, _LABELS, "thing", wanted), key=lambda row: (-len(str(row["label"])), str(row["label"])))
    for row in rows:
        found.setdefault(str(row["thing"]), str(row["label"]))
    return found


def merged(store: Store) -> dict[str, str]:
    """IRI to what stands for it, along chains; circles stay as they are."""
    step = {str(row["s"]): str(row["o"]) for row in reversed(store.select(_SAME))}
    found: dict[str, str] = {}
    for iri in step:
        seen, at = {iri}, step[iri]
        while at in step and step[at] not in seen:
            seen.add(at)
            at = step[at]
        found[iri] = at
    return found


def local(iri: str | None) -> str:
    """The last part of an IRI."""
    return (iri or "").rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _claim(row: Row, same: Mapping[str, str]) -> ClaimRow:
    actor, reform = row["actor"], str(row["reform"])
    return ClaimRow(
        str(row["claim"]), same.get(actor, actor) if actor else None, same.get(reform, reform), local(row["status"]),
        row["denied"] == "true", row["candidate"] == "true", row["whenText"], row["when"], row["onset"],
        _told(row["basis"]), float(row["confidence"]) if row["confidence"] else None, str(row["article"]),
    )  # fmt: skip


def _told(basis: str | None) -> str | None:
    """How an actor is known; None where there is none."""
    return None if basis == "none" else basis


def _figure(row: Row) -> FigureRow:
    return FigureRow(
        str(row["claim"]), str(row["figure"]), row["indicator"] or "", str(row["value"]), row["unit"] or "",
        row["text"] or "", row["periodText"], row["period"], row["max"], row["bound"], row["si"], row["unitSi"],
        int(row["start"] or 0),
    )  # fmt: skip


def _adoption(row: Row) -> AdoptionRow:
    return AdoptionRow(
        str(row["adoption"]), str(row["actor"]), str(row["reform"]), local(row["status"]), row["onset"],
        row["earliest"], row["latest"], row["end"], None if row["agree"] is None else row["agree"] == "true",
        int(row["sources"]) if row["sources"] else None, int(row["disputing"] or 0),
    )  # fmt: skip


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(str(row["adoption"]), set()).add(str(row[key]))
    return {name: sorted(found[name]) for name in sorted(found)}


def _about(store: Store, query: str, **bound: str | None) -> list[dict[str, str | None]]:
    """Rows of a query with those variables bound that have a value."""
    return store.select(query % "", **{name: value for name, value in bound.items() if value is not None})


def _some(store: Store, query: str, variable: str, wanted: Iterable[str] | None) -> Iterator[dict[str, str | None]]:
    """Rows of a query about all things, or about those named, some hundreds at a time."""
    if wanted is None:
        yield from store.select(query % "")
        return
    named = [str(NamedNode(iri)) for iri in sorted(set(wanted))]
    for start in range(0, len(named), _AT_ONCE):
        yield from store.select(query % f"VALUES ?{variable} {{ {' '.join(named[start : start + _AT_ONCE])} }}")
