"""Building blocks of RDF: terms that are made once, and a list of triples that grows."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from reformgraph.iri import EDTF, OA, ORG, PROV, RDF, RG, SCHEMA, SKOS, XSD
from reformgraph.values import Iri


@lru_cache(maxsize=200_000)
def node(iri: str) -> ox.NamedNode:
    """IRI term, the same object each time."""
    return ox.NamedNode(iri)


class Terms(dict[str, ox.NamedNode]):
    """Terms of a namespace by local name, made when first asked for."""

    __slots__ = ("space",)

    def __init__(self, space: str) -> None:
        super().__init__()
        self.space = space

    def __missing__(self, name: str) -> ox.NamedNode:
        term = self[name] = node(self.space + name)
        return term


TYPE = node(RDF + "type")
rg, schema, skos, prov, oa, org = (Terms(space) for space in (RG, SCHEMA, SKOS, PROV, OA, ORG))
_INTEGER, _DECIMAL, _BOOLEAN = node(XSD + "integer"), node(XSD + "decimal"), node(XSD + "boolean")
_DATE_TIME, _EDTF = node(XSD + "dateTime"), node(EDTF)
TRUE, FALSE = ox.Literal("true", datatype=_BOOLEAN), ox.Literal("false", datatype=_BOOLEAN)


def text(value: str) -> ox.Literal:
    """Plain string; a lone surrogate, which no RDF store takes, becomes U+FFFD, so that offsets stay."""
    try:
        return ox.Literal(value)
    except (ValueError, UnicodeEncodeError):
        return ox.Literal(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def label(value: str, language: str = "zh") -> ox.Literal:
    """String with a language."""
    return ox.Literal(text(value).value, language=language)


def integer(value: int) -> ox.Literal:
    """Whole number."""
    return ox.Literal(str(value), datatype=_INTEGER)


def decimal(value: str) -> ox.Literal:
    """Decimal number in the canonical form that stores give back: no trailing zeros."""
    if "." in value:
        value = value.rstrip("0").rstrip(".")
    return ox.Literal("0" if value in ("-0", "", "-") else value, datatype=_DECIMAL)


def edtf(value: str) -> ox.Literal:
    """Date or interval."""
    return ox.Literal(value, datatype=_EDTF)


def date_time(value: str) -> ox.Literal:
    """Point in time."""
    return ox.Literal(value, datatype=_DATE_TIME)


class Triples(list[ox.Triple]):
    """Triples in the order of making."""

    __slots__ = ()

    def add(self, subject: Iri, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        """Append one triple."""
        self.append(ox.Triple(node(subject), predicate, value))

    def a(self, subject: Iri, kind: ox.NamedNode) -> None:
        """Append the type of a thing."""
        self.append(ox.Triple(node(subject), TYPE, kind))

    def unique(self) -> list[ox.Triple]:
        """The triples without repeats, in the same order."""
        return list(dict.fromkeys(self))
