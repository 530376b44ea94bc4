"""Bookkeeping of builds: which pages are in the store, made from what, and a digest of each article.

It stands in a graph of its own, is not exported, and can be made again from the article graphs.
Subjects are IRIs of graphs or in its own namespace, so that it never shows among the facts of a thing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pyoxigraph as ox

from reformgraph.adoption.digest import ArticleDigest, ClaimDigest, company_forms, subjects
from reformgraph.adoption.reprints import bands
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store

NAMESPACE = "https://w3id.org/reformgraph/build#"

_KEY, _ROOT, _HOLDS = (ox.NamedNode(NAMESPACE + name) for name in ("key", "root", "holds"))
_DIGEST, _ABOUT, _SIGNATURE = (ox.NamedNode(NAMESPACE + name) for name in ("digest", "about", "signature"))
_GROUP, _BASIS, _VOCABULARY = (ox.NamedNode(NAMESPACE + name) for name in ("group", "basis", "vocabulary"))
_PLACE, _OPTIONS, _READING = (ox.NamedNode(NAMESPACE + name) for name in ("place", "options", "reading"))
_SAYS, _NAMES, _TIMED_BY = (ox.NamedNode(NAMESPACE + name) for name in ("says", "names", "timedBy"))
_BAND, _PLACED, _NAMED_BY = (ox.NamedNode(NAMESPACE + name) for name in ("band", "placed", "namedBy"))
_TOLD, _COUNTS, _LAYOUT = (ox.NamedNode(NAMESPACE + name) for name in ("told", "counts", "layout"))

#: Raised whenever a new way to look something up by key is written down; older stores are brought up to it once.
LAYOUT = "2"


def state_graph(base: str = BASE) -> str:
    """IRI of the graph of the bookkeeping."""
    return Minter(base).graph("build")


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page comes from: its id, the file, and its id inside the file where that holds several pages."""

    id: str = ""
    path: str = ""
    inside: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The same for the same page, whatever it is called."""
        return self.path, self.inside

    def __str__(self) -> str:
        return f"{self.path}, {self.inside}" if self.inside else self.path


@dataclass(frozen=True, slots=True)
class PageState:
    """What a page in the store was made from (`key`), the folder it was found under (`root`, hashed) and its place."""

    key: str
    root: str
    place: PagePlace = PagePlace()


@dataclass(frozen=True, slots=True)
class ArticleState:
    """Digest and signature of an article graph."""

    digest: ArticleDigest
    signature: bytes


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim with the graph, IRI and issue date of its article."""

    graph: str
    article: str
    issued: str | None
    claim: ClaimDigest

    def to_json(self) -> str:
        """One line of JSON."""
        row = [self.graph, self.article, self.issued, self.claim.to_row()]
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ClaimState:
        """What `to_json` wrote."""
        graph, article, issued, row = json.loads(text)
        return cls(graph, article, issued, ClaimDigest.from_row(row))


class State:
    """Reads and writes the bookkeeping of a store."""

    def __init__(self, store: Store, base: str = BASE) -> None:
        self.store = store
        self.graph = state_graph(base)

    # -- pages -------------------------------------------------------------------------------------
    def pages(self) -> dict[str, PageState]:
        """Pages in the store by the IRI of their graph."""
        roots = dict(self._pairs(_ROOT))
        places = {page: PagePlace(*json.loads(text)) for page, text in self._pairs(_PLACE)}
        nowhere = PagePlace()
        return {page: PageState(key, roots.get(page, ""), places.get(page, nowhere)) for page, key in self._pairs(_KEY)}

    def page(self, page_graph: str) -> PageState | None:
        """A page in the store by the IRI of its graph, looked up by key."""
        if (key := self._value(page_graph, _KEY)) is None:
            return None
        place = PagePlace(*json.loads(self._value(page_graph, _PLACE) or "[]"))
        return PageState(key, self._value(page_graph, _ROOT) or "", place)

    def page_at(self, place: PagePlace) -> PagePlace | None:
        """Where the page that came from this place came from, under the id it has in the store."""
        quads = self.store.quads(subject=_key("place", *place.key), predicate=_PLACED, graph=self.graph)
        graph = next((_iri(quad.object) for quad in quads), None)
        held = self.page(graph) if graph is not None else None
        return held.place if held is not None else None

    def holds(self, page_graph: str) -> list[str]:
        """Graphs of the articles of a page, sorted."""
        return sorted(self._values(page_graph, _HOLDS))

    def article_graphs(self) -> Iterator[str]:
        """Graphs of all articles."""
        return (_iri(quad.object) for quad in self.store.quads(predicate=_HOLDS, graph=self.graph))

    # -- articles ----------------------------------------------------------------------------------
    def digests(self, graphs: Iterable[str]) -> dict[str, ArticleDigest]:
        """Digests of the named article graphs; those without one are left out."""
        found = {graph: self._value(graph, _DIGEST) for graph in graphs}
        return {graph: ArticleDigest.from_json(graph, text) for graph, text in found.items() if text is not None}

    def each_digest(self) -> Iterator[ArticleDigest]:
        """Digests of all article graphs, one after the other, in no order."""
        return (ArticleDigest.from_json(graph, text) for graph, text in self._pairs(_DIGEST))

    def all_digests(self) -> dict[str, ArticleDigest]:
        """Digests of all article graphs, by graph."""
        return {digest.graph: digest for digest in self.each_digest()}

    def about(self, key: str) -> list[str]:
        """Article graphs with this key (`digest.subjects`), sorted."""
        quads = self.store.quads(predicate=_ABOUT, object=ox.Literal(key), graph=self.graph)
        return sorted(_iri(quad.subject) for quad in quads)

    def each_about(self) -> Iterator[tuple[str, str]]:
        """All article graphs with their keys (`digest.subjects`), in no order."""
        return self._pairs(_ABOUT)

    def each_signature(self) -> Iterator[tuple[str, bytes]]:
        """All article graphs that have a signature, with it, in no order."""
        return ((graph, base64.b64decode(text)) for graph, text in self._pairs(_SIGNATURE))

    def signatures(self) -> dict[str, bytes]:
        """Signatures of all article graphs."""
        return dict(self.each_signature())

    def signature(self, graph: str) -> bytes:
        """Signature of an article graph; empty where it has none."""
        return base64.b64decode(self._value(graph, _SIGNATURE) or "")

    def sharing(self, signature: bytes) -> set[str]:
        """Article graphs that share a band with a signature."""
        return {
            _iri(quad.subject)
            for band in bands(signature)
            for quad in self.store.quads(predicate=_BAND, object=ox.Literal(band), graph=self.graph)
        }

    def naming(self, reform: str) -> list[tuple[str, str | None]]:
        """Article graphs that name a reform outside the vocabulary, with the issue date of each, in no order."""
        quads = self.store.quads(subject=_key("candidate", reform), predicate=_NAMED_BY, graph=self.graph)
        return [(graph, issued) for graph, issued in (json.loads(_iri(quad.object)) for quad in quads)]

    def timed(self, key: str) -> bool:
        """Whether some article links to the time with this key, or to an interval that it is an end of."""
        return any(True for _ in self.store.quads(subject=_key("time", key), predicate=_TIMED_BY, graph=self.graph))

    def claims(self, actor: str, reform: str) -> list[ClaimState]:
        """Claims of a reform by an actor, in no order."""
        quads = self.store.quads(subject=_key(actor, reform), predicate=_SAYS, graph=self.graph)
        return [ClaimState.from_json(_iri(quad.object)) for quad in quads]

    def named(self, form: str) -> set[tuple[str, bool]]:
        """Companies that some article calls by a form (its slug), and whether as a short one."""
        quads = self.store.quads(subject=_key("company", form), predicate=_NAMES, graph=self.graph)
        # Behind the graph, whose IRI holds no quotation mark, all articles say one of a few things: read once each.
        said = {_iri(quad.object).partition('",')[2] for quad in quads}
        return {(iri, bool(short)) for iri, short in (json.loads(f"[{rest}") for rest in said)}

    # -- groups of reprints ------------------------------------------------------------------------
    def group_of(self, graph: str) -> str:
        """Name of the group of reprints an article graph belongs to; itself where there is none."""
        return self.held_group(graph) or graph

    def held_group(self, graph: str) -> str | None:
        """Name of the group of reprints an article graph belongs to, or None."""
        return self._value(graph, _GROUP)

    def members(self, group: str) -> list[str]:
        """Article graphs of a group of reprints, sorted."""
        quads = self.store.quads(predicate=_GROUP, object=ox.Literal(group), graph=self.graph)
        return sorted(_iri(quad.subject) for quad in quads)

    def groups(self) -> dict[str, str]:
        """Group by article graph, for those in a group."""
        return dict(self._pairs(_GROUP))

    def regroup(self, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Replace groups: article graph to group before and after."""
        self.store.patch(
            self.graph,
            remove=[_triple(graph, _GROUP, group) for graph, group in old.items() if new.get(graph) != group],
            add=[_triple(graph, _GROUP, group) for graph, group in new.items() if old.get(graph) != group],
        )

    # -- sums that are kept, so that nothing is counted again ------------------------------------------
    def told(self, iri: str) -> Any | None:
        """What was kept of all that articles tell of a thing (`keep_told`), or None."""
        text = next((_iri(quad.object) for quad in self._told_quads(iri)), None)
        return None if text is None else json.loads(text)

    def keep_told(self, rows: Mapping[str, Any]) -> None:
        """Keep what all articles tell of some things, by IRI, as values for JSON."""
        old = [quad.triple for iri in rows for quad in self._told_quads(iri)]
        new = [
            ox.Triple(_key("thing", iri), _TOLD, ox.Literal(json.dumps(row, ensure_ascii=False, sort_keys=True)))
            for iri, row in rows.items()
        ]
        if set(old) != set(new):
            self.store.patch(self.graph, remove=old, add=new)

    def _told_quads(self, iri: str) -> Iterator[ox.Quad]:
        return self.store.quads(subject=_key("thing", iri), predicate=_TOLD, graph=self.graph)

    def counts(self) -> dict[str, Any]:
        """Counts of the store as `set_counts` got them; empty where none hold."""
        return self._json(_COUNTS)

    def set_counts(self, counts: Mapping[str, Any]) -> None:
        """Keep counts of the store."""
        self._set(_COUNTS, json.dumps(dict(counts), ensure_ascii=False, sort_keys=True) if counts else "")

    def forget_sums(self) -> None:
        """Give up all sums, for they may no longer hold: they are made again when they are asked for."""
        self.set_counts({})
        told = [quad.triple for quad in self.store.quads(predicate=_TOLD, graph=self.graph)]
        if told:
            self.store.patch(self.graph, remove=told, add=[])

    def bring_up(self) -> None:
        """Write down, once, what a store of an older layout lacks for looking things up by key."""
        if self._value(self.graph, _LAYOUT) == LAYOUT:
            return
        missing: list[ox.Triple] = []
        for page, text in self._pairs(_PLACE):
            missing.append(_placed(PagePlace(*json.loads(text)), page))
        for graph, signed in self.signatures().items():
            missing += _banded(graph, signed)
        for digest in self.all_digests().values():
            missing += _candidates(digest)
        self.store.add([(self.graph, missing)])
        self._set(_LAYOUT, LAYOUT)

    # -- what the derived graph rests on --------------------------------------------------------------
    def basis(self) -> str:
        """What the derived graph was made with; empty while it may be out of step with the articles."""
        return self._value(self.graph, _BASIS) or ""

    def set_basis(self, basis: str) -> None:
        """Say what the derived graph was made with."""
        self._set(_BASIS, basis)

    def vocabulary(self) -> str:
        """Version of the vocabulary graphs; empty where there are none."""
        return self._value(self.graph, _VOCABULARY) or ""

    def set_vocabulary(self, version: str) -> None:
        """Say which version the vocabulary graphs have."""
        self._set(_VOCABULARY, version)

    def options(self) -> dict[str, str]:
        """Options that builds were given, the latest value of each."""
        return self._json(_OPTIONS)

    def set_options(self, options: Mapping[str, str]) -> None:
        """Remember options of a build."""
        self._set(_OPTIONS, json.dumps(dict(options), ensure_ascii=False, sort_keys=True) if options else "")

    def reading(self) -> dict[str, Any]:
        """What the last build could not read: ``failed`` (a number) and ``passed_over`` (numbers by kind)."""
        return self._json(_READING)

    def set_reading(self, failed: int, passed_over: Mapping[str, int]) -> None:
        """Remember what a build could not read."""
        told = {"failed": failed, "passed_over": dict(passed_over)}
        self._set(_READING, json.dumps(told, ensure_ascii=False, sort_keys=True))

    def _json(self, predicate: ox.NamedNode) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._value(self.graph, predicate) or "{}")
        return found

    def _set(self, predicate: ox.NamedNode, value: str) -> None:
        old = [_triple(self.graph, predicate, known) for known in self._values(self.graph, predicate)]
        new = [_triple(self.graph, predicate, value)] if value else []
        if old != new:
            self.store.patch(self.graph, remove=old, add=new)

    # -- writing -----------------------------------------------------------------------------------
    @staticmethod
    def record(page_graph: str, page: PageState | None, articles: Iterable[ArticleState]) -> Iterator[ox.Triple]:
        """Triples that tell of a page and its articles; without a page state of the articles alone."""
        if page is not None:
            yield _triple(page_graph, _KEY, page.key)
            yield _triple(page_graph, _ROOT, page.root)
            if page.place.id:
                place = [page.place.id, page.place.path, page.place.inside]
                yield _triple(page_graph, _PLACE, json.dumps(place, ensure_ascii=False))
                yield _placed(page.place, page_graph)
        for article in articles:
            graph = article.digest.graph
            yield ox.Triple(ox.NamedNode(page_graph), _HOLDS, ox.NamedNode(graph))
            yield _triple(graph, _DIGEST, article.digest.to_json())
            if article.signature:
                yield _triple(graph, _SIGNATURE, base64.b64encode(article.signature).decode())
                yield from _banded(graph, article.signature)
            for key in subjects(article.digest):
                yield _triple(graph, _ABOUT, key)
            yield from _said(article.digest)

    def recorded(self, graphs: Iterable[str], *, groups: bool = False) -> Iterator[ox.Triple]:
        """All triples that tell of these page and article graphs; those of groups only if asked."""
        for graph in graphs:
            for digest in self.digests([graph]).values():
                yield from _said(digest)
            if place := self._value(graph, _PLACE):
                yield _placed(PagePlace(*json.loads(place)), graph)
            for quad in self.store.quads(subject=ox.NamedNode(graph), graph=self.graph):
                if groups or quad.predicate != _GROUP:
                    yield quad.triple

    def _pairs(self, predicate: ox.NamedNode) -> Iterator[tuple[str, str]]:
        for quad in self.store.quads(predicate=predicate, graph=self.graph):
            yield _iri(quad.subject), _iri(quad.object)

    def _value(self, subject: str, predicate: ox.NamedNode) -> str | None:
        return next(iter(self._values(subject, predicate)), None)

    def _values(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        quads = self.store.quads(subject=ox.NamedNode(subject), predicate=predicate, graph=self.graph)
        return [_iri(quad.object) for quad in quads]


def _key(*names: str) -> ox.NamedNode:
    return ox.NamedNode(NAMESPACE + sha256(" ".join(names).encode()).hexdigest()[:32])


def _said(article: ArticleDigest) -> Iterator[ox.Triple]:
    """Companies of an article by form, claims by actor and reform; without an actor they belong to no adoption."""
    yield from _candidates(article)
    for key in article.times:
        yield ox.Triple(_key("time", key), _TIMED_BY, ox.NamedNode(article.graph))
    for form, iri, short in sorted(set(company_forms(article))):
        row = json.dumps([article.graph, iri, int(short)], ensure_ascii=False, separators=(",", ":"))
        yield ox.Triple(_key("company", form), _NAMES, ox.Literal(row))
    for claim in article.claims:
        if claim.actor is not None:
            told = ClaimState(article.graph, article.article, article.issued, claim)
            yield ox.Triple(_key(claim.actor, claim.reform), _SAYS, ox.Literal(told.to_json()))


def _candidates(article: ArticleDigest) -> list[ox.Triple]:
    """Reforms outside the vocabulary that an article names."""
    row = ox.Literal(json.dumps([article.graph, article.issued], ensure_ascii=False, separators=(",", ":")))
    named = sorted({claim.reform for claim in article.claims if claim.candidate})
    return [ox.Triple(_key("candidate", reform), _NAMED_BY, row) for reform in named]


def _banded(graph: str, signature: bytes) -> list[ox.Triple]:
    """Bands of a signature by which near duplicates are found."""
    return [ox.Triple(ox.NamedNode(graph), _BAND, ox.Literal(band)) for band in bands(signature)]


def _placed(place: PagePlace, page_graph: str) -> ox.Triple:
    return ox.Triple(_key("place", *place.key), _PLACED, ox.NamedNode(page_graph))


def _triple(subject: str, predicate: ox.NamedNode, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), predicate, ox.Literal(value))


def _iri(term: object) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)) else str(term)
