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
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store

NAMESPACE = "https://w3id.org/reformgraph/build#"

_KEY, _ROOT, _HOLDS = (ox.NamedNode(NAMESPACE + name) for name in ("key", "root", "holds"))
_DIGEST, _ABOUT, _SIGNATURE = (ox.NamedNode(NAMESPACE + name) for name in ("digest", "about", "signature"))
_GROUP, _BASIS, _VOCABULARY = (ox.NamedNode(NAMESPACE + name) for name in ("group", "basis", "vocabulary"))
_PLACE, _OPTIONS, _READING = (ox.NamedNode(NAMESPACE + name) for name in ("place", "options", "reading"))
_SAYS, _NAMES = ox.NamedNode(NAMESPACE + "says"), ox.NamedNode(NAMESPACE + "names")


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

    def holds(self, page_graph: str) -> list[str]:
        """Graphs of the articles of a page, sorted."""
        return sorted(self._values(page_graph, _HOLDS))

    def article_graphs(self) -> Iterator[str]:
        """Graphs of all articles."""
        return (_iri(quad.object) for quad in self.store.quads(predicate=_HOLDS, graph=self.graph))

    # -- articles ----------------------------------------------------------------------------------
    def digests(self, graphs: Iterable[str]) -> dict[str, ArticleDigest]:
        """Digests of the named article graphs; those without one are left out."""
        found = {graph: next(iter(self._values(graph, _DIGEST)), None) for graph in graphs}
        return {graph: ArticleDigest.from_json(graph, text) for graph, text in found.items() if text is not None}

    def all_digests(self) -> dict[str, ArticleDigest]:
        """Digests of all article graphs."""
        return {graph: ArticleDigest.from_json(graph, text) for graph, text in self._pairs(_DIGEST)}

    def about(self, key: str) -> list[str]:
        """Article graphs with this key (`digest.subjects`), sorted."""
        quads = self.store.quads(predicate=_ABOUT, object=ox.Literal(key), graph=self.graph)
        return sorted(_iri(quad.subject) for quad in quads)

    def signatures(self) -> dict[str, bytes]:
        """Signatures of all article graphs."""
        return {graph: base64.b64decode(text) for graph, text in self._pairs(_SIGNATURE)}

    def claims(self, actor: str, reform: str) -> list[ClaimState]:
        """Claims of a reform by an actor, in no order."""
        quads = self.store.quads(subject=_key(actor, reform), predicate=_SAYS, graph=self.graph)
        return [ClaimState.from_json(_iri(quad.object)) for quad in quads]

    def named(self, form: str) -> set[tuple[str, bool]]:
        """Companies that some article calls by a form (its slug), and whether as a short one."""
        quads = self.store.quads(subject=_key("company", form), predicate=_NAMES, graph=self.graph)
        rows = (json.loads(_iri(quad.object)) for quad in quads)
        return {(iri, bool(short)) for _, iri, short in rows}

    # -- groups of reprints ------------------------------------------------------------------------
    def group_of(self, graph: str) -> str:
        """Name of the group of reprints an article graph belongs to; itself where there is none."""
        return next(iter(self._values(graph, _GROUP)), graph)

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

    # -- what the derived graph rests on --------------------------------------------------------------
    def basis(self) -> str:
        """What the derived graph was made with; empty while it may be out of step with the articles."""
        return next(iter(self._values(self.graph, _BASIS)), "")

    def set_basis(self, basis: str) -> None:
        """Say what the derived graph was made with."""
        self._set(_BASIS, basis)

    def vocabulary(self) -> str:
        """Version of the vocabulary graphs; empty where there are none."""
        return next(iter(self._values(self.graph, _VOCABULARY)), "")

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
        found: dict[str, Any] = json.loads(next(iter(self._values(self.graph, predicate)), "{}"))
        return found

    def _set(self, predicate: ox.NamedNode, value: str) -> None:
        old = [_triple(self.graph, predicate, known) for known in self._values(self.graph, predicate)]
        new = [_triple(self.graph, predicate, value)] if value else []
        if old != new:
            self.store.patch(self.graph, remove=old, add=new)

    # -- writing -----------------------------------------------------------------------------------
    def record(self, page_graph: str, page: PageState | None, articles: Iterable[ArticleState]) -> Iterator[ox.Triple]:
        """Triples that tell of a page and its articles; without a page state of the articles alone."""
        if page is not None:
            yield _triple(page_graph, _KEY, page.key)
            yield _triple(page_graph, _ROOT, page.root)
            if page.place.id:
                place = [page.place.id, page.place.path, page.place.inside]
                yield _triple(page_graph, _PLACE, json.dumps(place, ensure_ascii=False))
        for article in articles:
            graph = article.digest.graph
            yield ox.Triple(ox.NamedNode(page_graph), _HOLDS, ox.NamedNode(graph))
            yield _triple(graph, _DIGEST, article.digest.to_json())
            if article.signature:
                yield _triple(graph, _SIGNATURE, base64.b64encode(article.signature).decode())
            for key in subjects(article.digest):
                yield _triple(graph, _ABOUT, key)
            yield from _said(article.digest)

    def recorded(self, graphs: Iterable[str], *, groups: bool = False) -> Iterator[ox.Triple]:
        """All triples that tell of these page and article graphs; those of groups only if asked."""
        for graph in graphs:
            for digest in self.digests([graph]).values():
                yield from _said(digest)
            for quad in self.store.quads(subject=ox.NamedNode(graph), graph=self.graph):
                if groups or quad.predicate != _GROUP:
                    yield quad.triple

    def _pairs(self, predicate: ox.NamedNode) -> Iterator[tuple[str, str]]:
        for quad in self.store.quads(predicate=predicate, graph=self.graph):
            yield _iri(quad.subject), _iri(quad.object)

    def _values(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        quads = self.store.quads(subject=ox.NamedNode(subject), predicate=predicate, graph=self.graph)
        return [_iri(quad.object) for quad in quads]


def _key(*names: str) -> ox.NamedNode:
    return ox.NamedNode(NAMESPACE + sha256(" ".join(names).encode()).hexdigest()[:32])


def _said(article: ArticleDigest) -> Iterator[ox.Triple]:
    """Companies of an article by form, claims by actor and reform; without an actor they belong to no adoption."""
    for form, iri, short in sorted(set(company_forms(article))):
        row = json.dumps([article.graph, iri, int(short)], ensure_ascii=False, separators=(",", ":"))
        yield ox.Triple(_key("company", form), _NAMES, ox.Literal(row))
    for claim in article.claims:
        if claim.actor is not None:
            told = ClaimState(article.graph, article.article, article.issued, claim)
            yield ox.Triple(_key(claim.actor, claim.reform), _SAYS, ox.Literal(told.to_json()))


def _triple(subject: str, predicate: ox.NamedNode, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), predicate, ox.Literal(value))


def _iri(term: object) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)) else str(term)
