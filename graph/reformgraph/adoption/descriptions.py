"""From what articles tell of a thing to its one description; pure, but for the reader of the store.

An article never says what a thing *is*, for the next would say it again: it tells what it calls the thing,
of what kind and where, in a node of its own (`rg:Description`). Here these are drawn together: the name
told most, all others beside it, the most exact places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from reformgraph.adoption.ledger import State
from reformgraph.iri import BASE, ELI, ORG, RDF, RG, SCHEMA, SKOS, Minter, slug
from reformgraph.store import Store

_TYPE, _CLASS, _DESCRIBES = RDF + "type", RG + "describedAs", RG + "describes"
_NAME, _OTHER = SCHEMA + "name", SCHEMA + "alternateName"
_KIND, _PLACE, _WHOLE, _BROADER = (RG + name for name in ("toldKind", "toldPlace", "toldWhole", "toldBroader"))
_LEGAL = ELI + "LegalResource"
#: The sum of what is told is kept for things that so many articles speak of.
SUMMED = 32


@dataclass(slots=True)
class Told:
    """What one article, or several together, tell of a thing: each value with how often it is told."""

    classes: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    wholes: Counter[str] = field(default_factory=Counter)
    broader: Counter[str] = field(default_factory=Counter)
    articles: int = 0

    def add(self, predicate: str, value: str) -> None:
        """Take in one statement of a description; those of no interest are passed over."""
        counter = self._of().get(predicate)
        if counter is not None:
            counter[value] += 1

    def join(self, other: Told) -> None:
        """Take in all that is told of another thing."""
        for predicate, counter in self._of().items():
            counter.update(other._of()[predicate])
        self.articles += other.articles

    def without(self, other: Told) -> Told:
        """What is left when all that is told of another thing is taken away."""
        left = Told(articles=self.articles - other.articles)
        for predicate, counter in left._of().items():
            counter.update(self._of()[predicate] - other._of()[predicate])
        return left

    def to_row(self) -> list[object]:
        """Values for JSON."""
        return [self.articles, *(dict(sorted(counter.items())) for counter in self._of().values())]

    @classmethod
    def from_row(cls, row: list[Any]) -> Told:
        """What `to_row` wrote."""
        told = cls(articles=row[0])
        for counter, held in zip(told._of().values(), row[1:], strict=True):
            counter.update(held)
        return told

    def _of(self) -> dict[str, Counter[str]]:
        return {
            _CLASS: self.classes, _NAME: self.names, _OTHER: self.others, _KIND: self.kinds, _PLACE: self.places,
            _WHOLE: self.wholes, _BROADER: self.broader,
        }  # fmt: skip


Changed = Mapping[str, tuple[Told, Told]]


class Descriptions:
    """Reads the descriptions of things off a store.

    Of a thing that many articles speak of the sum is kept in the bookkeeping, so that one more costs no more
    than the first.

    Parameters
    ----------
    state, base
        The bookkeeping of the store and what its IRIs begin with.
    changed
        What was taken out of the store and what was put in since the sums were kept, by thing.
    """

    def __init__(self, state: State, base: str = BASE, changed: Changed | None = None) -> None:
        self._state, self._store, self._changed = state, state.store, changed or {}
        self._sums: dict[str, list[object]] = {}
        minter = Minter(base)
        self._catalogues = [minter.graph(name) for name in ("vocabulary", "places", "zones")]
        self._known: dict[str, bool] = {}

    def of(self, iri: str) -> Told:
        """What all articles tell of a thing."""
        row = self._sums.get(iri)
        if row is None and (held := self._state.told(iri)) is not None:
            told = Told.from_row(held)
            gone, come = self._changed.get(iri, (Told(), Told()))
            told.join(come)
            row = self._sums[iri] = told.without(gone).to_row()
        if row is not None:
            return Told.from_row(row)
        told = _all_told(self._store, iri)
        if told.articles >= SUMMED:
            self._sums[iri] = told.to_row()
        return told

    def keep(self) -> None:
        """Write down the sums, once all things that changed were asked for."""
        self._state.keep_told(self._sums)

    def catalogued(self, iri: str) -> bool:
        """Whether the vocabulary, the places or the zones of the catalogue describe a thing."""
        if iri not in self._known:
            subject, kind = ox.NamedNode(iri), ox.NamedNode(_TYPE)
            self._known[iri] = any(
                True
                for graph in self._catalogues
                for _ in self._store.quads(subject=subject, predicate=kind, graph=graph)
            )
        return self._known[iri]


def _all_told(store: Store, iri: str) -> Told:
    told = Told()
    for found in store.quads(predicate=ox.NamedNode(_DESCRIBES), object=ox.NamedNode(iri)):
        told.articles += 1
        for quad in store.quads(subject=found.subject):  # type: ignore[arg-type]
            told.add(quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
    return told


def told_in(store: Store, graphs: Iterable[str]) -> dict[str, Told]:
    """What the articles of these graphs tell, by thing."""
    found: dict[str, Told] = {}
    for graph in graphs:
        for described in store.quads(predicate=ox.NamedNode(_DESCRIBES), graph=graph):
            told = found.setdefault(described.object.value, Told())  # type: ignore[union-attr]
            told.articles += 1
            for quad in store.quads(subject=described.subject, graph=graph):  # type: ignore[arg-type]
                told.add(quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
    return found


def describe(iri: str, told: Told, merged: Collection[str], stands_for: Callable[[str], str]) -> Iterator[ox.Triple]:
    """The one description of a thing that no catalogue describes.

    Parameters
    ----------
    iri
        The thing.
    told
        What articles tell of it and of those merged into it.
    merged
        IRIs merged into it: where no article names the thing itself, its name is that of its IRI.
    stands_for
        The IRI that stands for another.
    """
    subject = ox.NamedNode(iri)
    of = _commonest(told.classes)
    if of is None:
        return
    yield ox.Triple(subject, ox.NamedNode(_TYPE), ox.NamedNode(of))
    name = _own_name(iri, told) if merged else _commonest(told.names)
    others = sorted((set(told.names) | set(told.others)) - {name})
    if of == _LEGAL:
        yield ox.Triple(subject, ox.NamedNode(_NAME), ox.Literal(name or _local(iri)))
        yield from (ox.Triple(subject, ox.NamedNode(_OTHER), ox.Literal(other)) for other in others)
        return
    yield ox.Triple(subject, ox.NamedNode(SKOS + "prefLabel"), ox.Literal(name or _local(iri), language="zh"))
    for other in others:
        yield ox.Triple(subject, ox.NamedNode(SKOS + "altLabel"), ox.Literal(other, language="zh"))
    if kind := _commonest(told.kinds):
        yield ox.Triple(subject, ox.NamedNode(RG + "zoneKind"), ox.NamedNode(kind))
    for place in exact_places(told.places):
        yield ox.Triple(subject, ox.NamedNode(RG + "place"), ox.NamedNode(place))
    for predicate, values in ((ORG + "subOrganizationOf", told.wholes), (RG + "suggestedBroader", told.broader)):
        for value in sorted({stands_for(value) for value in values} - {iri}):
            yield ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value))


def called(iri: str, merged: Told) -> Iterator[ox.Triple]:
    """What the catalogue cannot know of a thing it describes: the names of what was merged into it."""
    for name in sorted({*merged.names, *merged.others}):
        yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(SKOS + "altLabel"), ox.Literal(name, language="zh"))


def _own_name(iri: str, told: Told) -> str:
    """Of the names told of a thing and those merged into it, that of its IRI; else the end of the IRI."""
    local = _local(iri)
    own = Counter({name: count for name, count in told.names.items() if slug(name) == local})
    return _commonest(own) or local


def _commonest(told: Counter[str]) -> str | None:
    """The value told most; of several the longest, then the first."""
    return min(told, key=lambda value: (-told[value], -len(value), value), default=None)


def exact_places(places: Iterable[str]) -> list[str]:
    """Places without those that only say more vaguely what another says, sorted.

    >>> exact_places(["id/place/140000", "id/place/140600", "id/place/110000"])
    ['id/place/110000', 'id/place/140600']
    """
    known = set(places)
    vague = {place[:-4] + "0000" for place in known if place[-4:] != "0000"}
    vague |= {place[:-2] + "00" for place in known if place[-2:] != "00"}
    return sorted(known - vague)


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
