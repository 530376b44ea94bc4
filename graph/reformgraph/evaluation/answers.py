"""What people changed in Label Studio or doccano as decisions on a store: what is wrong there, and how it is right.

Comes in: an export and the store with its pages. Goes out: decisions as `adoption.decisions` reads them. A claim with
no mark of its reform left in its quotation is wrong; one whose mark is tied to another zone was made by that zone;
names tied as the same are one thing; a new reform with a mark is accepted, one without any is rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reformgraph.adoption.decisions import Decision, about
from reformgraph.evaluation.read_labels import LabelsError, exported_pages
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store
from reformgraph.views.store_rows import claims, evidence

_PAGES = "SELECT ?page ?text { ?page a rg:Page ; schema:name ?name ; rg:text ?text }"
_ARTICLES = "SELECT ?article { ?article a rg:Article ; schema:isPartOf ?page } ORDER BY ?article"
_NAMES = "SELECT DISTINCT ?name { ?thing skos:prefLabel|skos:altLabel|schema:name ?name }"
_NEW = "ASK { ?thing skos:inScheme ?scheme FILTER(?scheme IN (rg:ReformCandidates, rg:RejectedCandidates)) }"
_KNOWN = "ASK { GRAPH ?graph { ?thing a ?class } }"
_MERGED = {"zones": "zone", "companies": "company"}
_CURE = "export again what the store was built from, or build the page again"


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim of the store: IRIs of itself, its actor ("" for none) and reform; where its quotation stands."""

    iri: str
    actor: str
    reform: str
    candidate: bool
    start: int
    end: int


def decisions_from(store: Store, export: Path, base: str = BASE) -> list[Decision]:
    """Decisions that an export amounts to, in the order of its pages; claims that stand as they are get none.

    Raises
    ------
    LabelsError
        If the export is no such file, or a page of it is not in the store with the same text.
    """
    found: dict[tuple[str, ...], Decision] = {}
    names = _Names(store)
    judged: dict[str, list[bool]] = defaultdict(list)
    for page in exported_pages(export):
        iri = _page(store, page, str(export))
        marks = [measure for article in page["articles"] for measure in article["measures"]]
        zones = {name for article in page["articles"] for zone in article["zones"] for name in zone["mentions"]}
        for claim in _claims(store, iri):
            mark = _mark_of(claim, marks, names)
            if claim.candidate and store.ask(_NEW, thing=claim.reform):
                judged[claim.reform].append(mark is not None)
            if line := _on_claim(claim, mark, zones, names, base):
                found[line.kind, line.a] = line
        for line in _merges(store, page, base):
            found.setdefault((line.kind, *sorted((line.a, line.b))), line)
    for reform, kept in judged.items():
        answer = "accept" if any(kept) else "reject"
        found["reform", reform] = Decision("reform", reform, "", answer, f"marked {sum(kept)} of {len(kept)} times")
    return list(found.values())


class _Names:
    """Names of things, looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._of: dict[str, frozenset[str]] = {}

    def of(self, iri: str) -> frozenset[str]:
        """All names of a thing, its local one among them; without spaces."""
        if iri not in self._of:
            rows = self._store.select(_NAMES, thing=iri)
            told = [iri.rpartition("/")[2], *(str(row["name"]) for row in rows)]
            self._of[iri] = frozenset("".join(name.split()) for name in told)
        return self._of[iri]


def _page(store: Store, page: Mapping[str, Any], where: str) -> str:
    rows = store.select(_PAGES, name=page["page"])
    if not rows:
        raise LabelsError(f"the store has no page {page['page']}", where=where, cure="name the store with --store")
    for row in rows:
        if row["text"] == page["text"]:
            return str(row["page"])
    raise LabelsError(f"the text of {page['page']} is another in the store", where=where, cure=_CURE)


def _claims(store: Store, page: str) -> Iterator[_Claim]:
    """The claims of a page in the order of their quotations."""
    articles = [str(row["article"]) for row in store.select(_ARTICLES, page=page)]
    rows = [row for article in articles for row in claims(store, article=article)]
    told = evidence(store, [row.claim for row in rows]) if rows else {}
    quoted = ((told[row.claim], row) for row in rows if row.claim in told)
    for place, row in sorted(quoted, key=lambda one: (one[0].start, one[1].claim)):
        yield _Claim(row.claim, row.actor or "", row.reform, row.candidate, place.start, place.end)


def _mark_of(claim: _Claim, marks: Sequence[Mapping[str, Any]], names: _Names) -> Mapping[str, Any] | None:
    """The mark of a claim's reform in its quotation; that of its own actor where there are several."""
    called = names.of(claim.reform)
    inside = [
        mark
        for mark in marks
        if claim.start <= mark["spans"][0][0] < claim.end
        and any(mark["reform"] in name or name in mark["reform"] for name in called if len(name) > 1)
    ]
    own = (mark for mark in inside if mark["zone"] in (names.of(claim.actor) if claim.actor else ("",)))
    return next(own, inside[0] if inside else None)


def _on_claim(
    claim: _Claim, mark: Mapping[str, Any] | None, zones: Collection[str], names: _Names, base: str
) -> Decision | None:
    """What a mark, or its absence, says of a claim; None where the claim stands, or its actor is left open.

    `zones` are the names marked as zones: what is no zone (山西省, marked as an actor) makes no adoption of one.
    """
    told = about(claim.actor or None, claim.reform, base)
    if mark is None:
        return Decision("claim", claim.iri, "", "reject", "its mark was taken out", about=told)
    actor = mark["zone"]
    if not actor or (claim.actor and actor in names.of(claim.actor)):
        return None
    if actor not in zones:
        return Decision("claim", claim.iri, "", "reject", f"made by {actor}, which is no zone", about=told)
    zone = Minter(base).named("zone", actor)
    return Decision("claim", claim.iri, zone, "actor", f"tied to {actor}", about=told)


def _merges(store: Store, page: Mapping[str, Any], base: str) -> Iterable[Decision]:
    """Names tied as the same that the store knows as two things."""
    minter = Minter(base)
    for article in page["articles"]:
        for key, kind in _MERGED.items():
            for thing in article[key]:
                full = minter.named(kind, thing["name"])
                for form in thing["mentions"]:
                    short = minter.named(kind, form)
                    if short != full and store.ask(_KNOWN, thing=short) and store.ask(_KNOWN, thing=full):
                        yield Decision(kind, short, full, "same", f"tied in {page['page']}")
