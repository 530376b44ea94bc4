"""What people changed in Label Studio or doccano as decisions on a store: what is wrong there, and how it is right.

Comes in: an export and the store with its pages. Goes out: decisions as `adoption.decisions` reads them. An export
holds what `extract` wrote (`exchange.annotations.written`), and only what differs from it is decided: a claim whose
mark is gone is wrong; one whose mark is tied to another zone was made by that zone; names newly tied as the same are
one thing; a new reform with no claim left is rejected. A claim that was written without a mark is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reformgraph.adoption.decisions import Decision, about
from reformgraph.evaluation.read_labels import LabelsError, exported_pages
from reformgraph.iri import BASE, RG, Minter
from reformgraph.store import Store
from reformgraph.views.store_rows import ClaimRow, claim_as_read, claims, claims_about, evidence, merged

_PAGES = "SELECT ?page ?text { ?page a rg:Page ; schema:name ?name ; rg:text ?text }"
_NEW = "ASK { ?thing skos:inScheme ?scheme FILTER(?scheme IN (rg:ReformCandidates, rg:RejectedCandidates)) }"
_ARTICLES = "SELECT ?article { ?article a rg:Article ; schema:isPartOf ?page }"
_TOLD = "SELECT ?told ?thing { ?told rg:describes ?thing ; rg:describedAs ?class ; schema:name ?name }"
_CALLED = """SELECT DISTINCT ?thing {
  ?thing a rg:Zone ; skos:prefLabel|skos:altLabel|schema:name|schema:alternateName ?name }"""
_MERGED = {"zones": ("zone", "Zone"), "companies": ("company", "Company")}
_CURE = "export again what the store was built from, or build the page again"


@dataclass(frozen=True, slots=True)
class _Written:
    """A claim with a mark as it was written: code points of evidence, mark and the mark of its actor (0, 0: none)."""

    claim: str
    evidence: tuple[int, int]
    mark: tuple[int, int]
    actor: tuple[int, int]


def decisions_from(store: Store, export: Path, base: str = BASE) -> list[Decision]:
    """Decisions that an export amounts to, in the order of its pages; what came back as it was written gets none.

    Raises
    ------
    LabelsError
        If the export is no such file or does not hold what was written, or a page of it is not in the store with
        the same text and claims.
    """
    reader = _Reader(store, str(export), base)
    for page in exported_pages(export):
        reader.read(page)
    return reader.decisions()


class _Reader:
    """Decisions as they are gathered, page by page."""

    def __init__(self, store: Store, where: str, base: str) -> None:
        self._store, self._where, self._base = store, where, base
        self._minter = Minter(base)
        self._found: dict[tuple[str, ...], Decision] = {}
        self._wrong: dict[str, set[str]] = {}
        self._same = merged(store)
        self._articles: set[str] = set()

    def decisions(self) -> list[Decision]:
        """All of them; a new reform is rejected where every claim of it in the store is."""
        for reform, wrong in self._wrong.items():
            if wrong >= set(claims_about(self._store, reform)):
                self._found["reform", reform] = Decision("reform", reform, "", "reject", "all its marks were taken out")
        return list(self._found.values())

    def read(self, page: Mapping[str, Any]) -> None:
        """Compare what came back of a page with what was written of it."""
        iri = _page(self._store, page, self._where)
        self._articles = {str(row["article"]) for row in self._store.select(_ARTICLES, page=iri)}
        told = _told(page, self._where)
        marks = [measure for article in page["articles"] for measure in article["measures"]]
        rows = self._rows(told)
        for one, mark in _paired(told, marks):
            row = rows[one.claim]
            if line := self._on_claim(one, row, mark, page):
                self._found["claim", row.claim] = line
                if line.decision == "reject" and row.candidate and self._store.ask(_NEW, thing=row.reform):
                    self._wrong.setdefault(row.reform, set()).add(row.claim)
        for line in self._merges(page):
            self._found.setdefault((line.kind, *sorted((line.a, line.b))), line)

    def _rows(self, told: Sequence[_Written]) -> dict[str, ClaimRow]:
        """The claims of the store; they must stand where they were written."""
        wanted = {one.claim: self._minter.local("claim", one.claim) for one in told}
        rows = {row.claim: row for row in claims(self._store, wanted.values())} if told else {}
        quoted = evidence(self._store, list(rows)) if rows else {}
        for one in told:
            place = quoted.get(wanted[one.claim])
            if place is None or (place.start, place.end) != one.evidence:
                what = f"claim:{one.claim} is another in the store"
                raise LabelsError(what, where=self._where, cure=_CURE)
        return {one.claim: rows[wanted[one.claim]] for one in told}

    def _on_claim(
        self, one: _Written, row: ClaimRow, mark: Mapping[str, Any] | None, page: Mapping[str, Any]
    ) -> Decision | None:
        """What a mark, or its absence, says of a claim; None where nothing changed, or its actor is left open."""
        read = claim_as_read(self._store, row.claim)  # before merges, as decisions are held against it
        told = about(str(read["actor"]) if read["actor"] else None, str(read["reform"]), self._base)
        if mark is None:
            return Decision("claim", row.claim, "", "reject", "its mark was taken out", about=told)
        tied = mark["tied"]
        if not tied or tuple(tied) == one.actor:
            return None
        name = mark["zone"]
        if not any(tied in zone["spans"] for article in page["articles"] for zone in article["zones"]):
            return Decision("claim", row.claim, "", "reject", f"made by {name}, which is no zone", about=told)
        zones = self._things("zones", tied, name, page)
        if row.actor in zones:  # another mention of the same zone
            return None
        if len(zones) != 1:
            why = f"tied to {name}, which {'is no zone of the store' if not zones else 'may be several zones'}"
            return Decision("claim", row.claim, "", "unsure", why, about=told)
        return Decision("claim", row.claim, zones.pop(), "actor", f"tied to {name}", about=told)

    def _things(self, key: str, span: Sequence[int], printed: str, page: Mapping[str, Any]) -> set[str]:
        """Zones or companies of a mark: as it was written there, else as its words were, else as the store calls it."""
        rows = page["written"][key]
        here = [row for row in rows if list(row[:2]) == list(span)]
        rows = here or [row for row in rows if printed in (_printed(page, row), row[2])]
        if rows or key != "zones":
            return {iri for name in {str(row[2]) for row in rows} for iri in self._described(key, name)}
        found = (str(row["thing"]) for row in self._store.select(_CALLED, name=printed))
        return {self._same.get(iri, iri) for iri in found}

    def _described(self, key: str, name: str) -> set[str]:
        """What the page calls by a name: 新兴产业园 may be another zone on the next page."""
        rows = self._store.select(_TOLD, name=name, **{"class": RG + _MERGED[key][1]})
        space = self._minter.local("article", "")
        inside = (
            row for row in rows if space + str(row["told"]).rpartition("/")[2].rpartition("-")[0] in self._articles
        )
        return {self._same.get(iri, iri) for row in inside for iri in [str(row["thing"])]}

    def _merges(self, page: Mapping[str, Any]) -> Iterator[Decision]:
        """Names tied as the same that the store knows as two things."""
        for article in page["articles"]:
            for key, (kind, _) in _MERGED.items():
                for begin, end, *whole in (tie for thing in article[key] for tie in thing["same"]):
                    short, full = (
                        self._things(key, span, "".join(page["text"][span[0] : span[1]].split()), page)
                        for span in ((begin, end), whole)
                    )
                    if len(short) == len(full) == 1 and short != full:
                        yield Decision(kind, short.pop(), full.pop(), "same", f"tied in {page['page']}")


def _printed(page: Mapping[str, Any], row: Sequence[Any]) -> str:
    return "".join(page["text"][row[0] : row[1]].split())


def _page(store: Store, page: Mapping[str, Any], where: str) -> str:
    rows = store.select(_PAGES, name=page["page"])
    if not rows:
        raise LabelsError(f"the store has no page {page['page']}", where=where, cure="name the store with --store")
    for row in rows:
        if row["text"] == page["text"]:
            return str(row["page"])
    raise LabelsError(f"the text of {page['page']} is another in the store", where=where, cure=_CURE)


def _told(page: Mapping[str, Any], where: str) -> list[_Written]:
    """What was written of a page, in the order of its marks."""
    written = page.get("written")
    try:
        if not all(_is_row(row, 2) for key in _MERGED for row in written[key]):  # type: ignore[index]
            raise TypeError
        rows = written["claims"]  # type: ignore[index]
        if not all(_is_row(row[::-1], 6) for row in rows):
            raise TypeError
    except (TypeError, KeyError):
        what = f"{page['page']} does not tell what was written"
        raise LabelsError(what, where=where, cure="mark it with extract of this version; keep `written`") from None
    return [_Written(row[0], (row[1], row[2]), (row[3], row[4]), (row[5], row[6])) for row in rows]


def _is_row(row: Sequence[Any], numbers: int) -> bool:
    """Whether a row is so many whole numbers and a text."""
    return (
        isinstance(row, list)
        and len(row) == numbers + 1
        and isinstance(row[-1], str)
        and all(isinstance(one, int) for one in row[:-1])
    )


def _paired(
    told: Sequence[_Written], marks: Sequence[Mapping[str, Any]]
) -> list[tuple[_Written, Mapping[str, Any] | None]]:
    """Each written claim with the mark that came back for it, one to one; None where there is none.

    First those at the same place with the same actor, then those at the same place, then those that were made longer or
    shorter; a mark that belongs to another claim is never taken.
    """
    left, pairs = list(marks), dict[int, Mapping[str, Any]]()
    ways: tuple[Callable[[_Written, Mapping[str, Any]], bool], ...] = (
        lambda one, mark: _span(mark) == one.mark and tuple(mark["tied"] or (0, 0)) == one.actor,
        lambda one, mark: _span(mark) == one.mark,
        lambda one, mark: _span(mark)[0] < one.mark[1] and one.mark[0] < _span(mark)[1],
    )
    for fits in ways:
        for number, one in enumerate(told):
            mark = next((mark for mark in left if fits(one, mark)), None) if number not in pairs else None
            if mark is not None:
                pairs[number] = mark
                left = [other for other in left if other is not mark]
    return [(one, pairs.get(number)) for number, one in enumerate(told)]


def _span(mark: Mapping[str, Any]) -> tuple[int, int]:
    begin, end = mark["spans"][0]
    return begin, end
