"""Looks things up for a page: what a thing is called, what it has, what points at it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from reformgraph.iri import RDF, RDFS, RG, SCHEMA, SKOS
from reformgraph.language.plain_time import plain_time
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.markup import Markup, address, tag
from reformgraph.store import Store
from reformgraph.views.described import untitled
from reformgraph.views.latin_names import latin_name
from reformgraph.views.status_words import status_word

_NAMES = tuple(ox.NamedNode(iri) for iri in (SKOS + "prefLabel", SCHEMA + "headline", SCHEMA + "name", RDFS + "label"))
_ENDS = ox.NamedNode(RG + "actor"), ox.NamedNode(RG + "reform")
#: Names of one thing that are looked at.
_MOST_NAMES = 50
#: Characters of a time that fit a column.
_SHORT = 16
_TYPE = ox.NamedNode(RDF + "type")

#: What things are called by the classes that a reader knows; the words are those of `say`.
KINDS = {
    "Zone": "zone", "Company": "company", "Article": "article", "Page": "page", "AdoptionClaim": "claim",
    "Adoption": "adoption", "Figure": "figure", "Organ": "organ", "Province": "province", "City": "city",
    "County": "county", "Person": "person", "Project": "project", "LegalResource": "document", "Concept": "concept",
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
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)

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
        """What the thing is called: in the language of the page if it can be, else the end of its IRI."""
        key = language(), iri
        if key not in self._labels:
            self._labels[key] = self._label(iri)
        return self._labels[key]

    def _label(self, iri: str) -> str:
        subject = ox.NamedNode(iri)
        for predicate in _NAMES:
            quads = itertools.islice(self.store.quads(subject=subject, predicate=predicate), _MOST_NAMES)
            terms = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
            found = {term.language or "zh": term.value for term in reversed(terms) if term.value.strip()}
            if found:
                return found.get(language()) or self._english(iri, found) or next(iter(found.values()))
        return self._of_ends(subject) or self._untitled(subject) or local(iri)

    def _untitled(self, subject: ox.NamedNode) -> str:
        """An article without a headline by its paper and day; empty for anything else."""
        if "Article" not in self.kinds(subject.value):
            return ""
        found = self.of(subject.value)
        return untitled(first(found, RG + "source"), first(found, RG + "issueDate"), subject.value)

    def _of_ends(self, subject: ox.NamedNode) -> str:
        """What a record or a claim is called: who, and what; empty for anything else."""
        ends = [next(self.store.quads(subject=subject, predicate=one), None) for one in _ENDS]
        told = [quad.object.value for quad in ends if quad is not None and isinstance(quad.object, ox.NamedNode)]
        return say(": ").join(map(self.label, told)) if len(told) == len(_ENDS) else ""

    def _english(self, iri: str, found: dict[str, str]) -> str:
        """A name in Chinese; on an English page the one that is made of it, if any."""
        chinese = found.get("zh", "")
        kind = iri[len(self.base) :].partition("/")[0] if iri.startswith(self.base) else ""
        return (latin_name(kind, chinese) if language() == "en" else "") or chinese

    def link(self, iri: str, text: str | None = None, fragment: str = "", **attributes: object) -> Markup:
        """A link to the page of a thing."""
        return tag(
            "a", text if text is not None else self.label(iri), href=address(self.base, iri) + fragment, **attributes
        )

    def links(self, iris: Iterable[str]) -> list[object]:
        """Links with commas between them."""
        return listed(self.link(iri) for iri in iris)

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


def listed(parts: Iterable[object]) -> list[object]:
    """Parts with the comma of a list between them."""
    comma, made = say(", "), list[object]()
    for part in parts:
        made += [comma, part] if made else [part]
    return made


def status_told(status: str) -> str:
    """What a status is called."""
    return status_word(status, language())


def badge(status: str) -> Markup:
    """A status as a small label."""
    return tag("span", status_told(status), class_=f"status {status}")


def shown_time(edtf: str | None) -> str:
    """A date or interval as a reader of the page writes it; empty where there is none."""
    return plain_time(edtf, language()) if edtf else ""


def time_cell(edtf: str | None) -> Markup:
    """A date or interval that is not broken at its end of line where it is short, or that there is none."""
    told = shown_time(edtf) or say("undated")
    return tag("span", told, class_="when" if len(told) <= _SHORT else None)


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
