"""What things have: their IRIs and those of predicates in, values by thing and predicate out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode

from reformgraph.store.base import Store

#: Values by predicate IRI, each with its language (empty for none), in an order that does not change.
Described = dict[str, list[tuple[str, str]]]

_AT_ONCE = 400
#: A query a predicate: the engine joins two lists of values with a pattern many times slower.
_HAS = "SELECT DISTINCT ?thing ?value (LANG(?value) AS ?spoken) { VALUES ?thing { %s } ?thing %s ?value }"


def untitled(source: str | None, issued: str | None, iri: str) -> str:
    """What an article without a headline is called: its paper and day, or the end of its IRI where neither is known.

    >>> untitled("朔州日报", "2024-03-01", "…/article/a-1"), untitled(None, None, "…/article/a-1")
    ('朔州日报 2024-03-01', 'a-1')
    """
    return " ".join(part for part in (source, issued) if part) or iri.rpartition("/")[2]


def described(store: Store, things: Iterable[str], predicates: Sequence[str]) -> dict[str, Described]:
    """The values that each of the things has of the predicates, some hundreds of things at a time."""
    named = [str(NamedNode(iri)) for iri in sorted(set(things))]
    found: dict[str, Described] = {}
    for start in range(0, len(named), _AT_ONCE):
        some = " ".join(named[start : start + _AT_ONCE])
        for has in predicates:
            for row in store.select(_HAS % (some, NamedNode(has))):
                values = found.setdefault(str(row["thing"]), {}).setdefault(has, [])
                values.append((str(row["value"]), row["spoken"] or ""))
    for values_of in found.values():
        for values in values_of.values():
            values.sort()
    return found
