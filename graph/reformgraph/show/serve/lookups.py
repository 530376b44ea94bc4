"""Looks things up for a page: what a thing is called, what it has, what points at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from reformgraph.iri import RDF, RDFS, SCHEMA, SKOS
from reformgraph.show.serve.markup import Markup, address, tag
from reformgraph.store import Store
from reformgraph.views.status_words import STATUS_WORDS

_NAMES = tuple(ox.NamedNode(iri) for iri in (SKOS + "prefLabel", SCHEMA + "headline", SCHEMA + "name", RDFS + "label"))
_TYPE = ox.NamedNode(RDF + "type")

#: Statuses and kinds of things as a reader knows them.
CHINESE = {
    **{status: chinese for status, (chinese, _) in STATUS_WORDS.items()},
    "Zone": "开发区", "Company": "企业", "Article": "文章", "Page": "版面", "AdoptionClaim": "陈述",
    "Adoption": "采用", "Figure": "数据", "Organ": "机关", "Province": "省级行政区", "City": "地级行政区",
    "County": "县级行政区", "Person": "人物", "Project": "项目", "LegalResource": "文件", "Concept": "概念",
    "Mention": "提及", "reform": "改革",
}  # fmt: skip


@dataclass
class Look:
    """A view of the store for one page.

    Parameters
    ----------
    store, base
        The store and what its IRIs begin with.
    """

    store: Store
    base: str
    _labels: dict[str, str] = field(default_factory=dict)

    def of(self, iri: str) -> dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]]:
        """What the thing has: objects by predicate IRI, each once, in an order that does not change."""
        found: dict[str, dict[object, None]] = {}
        for quad in self.store.quads(subject=ox.NamedNode(iri)):
            found.setdefault(quad.predicate.value, {})[quad.object] = None
        return {name: sorted(found[name], key=_order) for name in sorted(found)}  # type: ignore[arg-type]

    def kinds(self, iri: str) -> list[str]:
        """Local names of its classes."""
        found = {_value(quad.object) for quad in self.store.quads(subject=ox.NamedNode(iri), predicate=_TYPE)}
        return sorted(local(kind) for kind in found)

    def label(self, iri: str) -> str:
        """What the thing is called: in Chinese if it can be, else the end of its IRI."""
        if iri not in self._labels:
            self._labels[iri] = self._label(iri)
        return self._labels[iri]

    def _label(self, iri: str) -> str:
        subject = ox.NamedNode(iri)
        for predicate in _NAMES:
            other = ""
            for number, quad in enumerate(self.store.quads(subject=subject, predicate=predicate)):
                term = quad.object
                if not isinstance(term, ox.Literal) or number > 50:
                    continue
                if term.language in ("zh", None):
                    return term.value
                other = other or term.value
            if other:
                return other
        return local(iri)

    def link(self, iri: str, text: str | None = None, fragment: str = "", **attributes: object) -> Markup:
        """A link to the page of a thing."""
        return tag(
            "a", text if text is not None else self.label(iri), href=address(self.base, iri) + fragment, **attributes
        )

    def links(self, iris: Iterable[str]) -> list[object]:
        """Links with 、 between them."""
        parts: list[object] = []
        for iri in iris:
            parts += ["、", self.link(iri)] if parts else [self.link(iri)]
        return parts

    def term(self, term: object) -> object:
        """A term for a page: a link for an IRI, text for a literal."""
        if isinstance(term, ox.NamedNode):
            return self.link(term.value)
        if isinstance(term, ox.Literal):
            return term.value
        return str(term)

    def shown(self, value: str | None) -> object:
        """A value of a row: a link if it is an IRI of things known here, else text."""
        if value is None:
            return None
        return self.link(value) if value.startswith(self.base) else value

    def rows(self, sparql: str, **bindings: str) -> list[dict[str, str | None]]:
        """Rows of a query about IRIs."""
        return self.store.select(sparql, **{name: ox.NamedNode(iri) for name, iri in bindings.items()})


def local(iri: str) -> str:
    """The end of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri


def first(found: dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]], predicate: str) -> str:
    """The first value of a predicate, empty where there is none."""
    return next((_value(term) for term in found.get(predicate, ())), "")


def values(found: dict[str, list[ox.NamedNode | ox.Literal | ox.BlankNode]], predicate: str) -> list[str]:
    """All values of a predicate."""
    return [_value(term) for term in found.get(predicate, ())]


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _order(term: object) -> tuple[str, str]:
    return _value(term), str(term)
