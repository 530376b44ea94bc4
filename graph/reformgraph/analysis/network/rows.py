"""Properties of things put to the store one by one: flat, and quick on any store; what articles say is in `views`."""

from __future__ import annotations

from typing import Any

PREFIXES = """PREFIX rg: <https://w3id.org/reformgraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
"""
#: Class of a node in the store -> its kind.
CLASSES = {
    "rg:Zone": "zone",
    "rg:Company": "company",
    "rg:Organ": "organ",
    "schema:Person": "person",
    "rg:Project": "project",
    "eli:LegalResource": "document",
    "rg:Article": "article",
    "rg:Province": "place",
    "rg:City": "place",
    "rg:County": "place",
}


def rows(store: Any, query: str) -> list[dict[str, str | None]]:
    """Rows of a query, sorted, so that the order of the store does not show."""
    found: list[dict[str, str | None]] = store.select(PREFIXES + query)
    return sorted(found, key=lambda row: [(key, row[key] or "") for key in sorted(row)])


def pairs(store: Any, pattern: str) -> list[tuple[str, str]]:
    """Sorted distinct (s, o) of a pattern in the variables ?s and ?o."""
    return [(str(row["s"]), str(row["o"])) for row in rows(store, f"SELECT DISTINCT ?s ?o WHERE {{ {pattern} }}")]


def values(store: Any, pattern: str) -> dict[str, list[str]]:
    """Like `pairs`, as ?s -> list of ?o."""
    out: dict[str, list[str]] = {}
    for subject, value in pairs(store, pattern):
        out.setdefault(subject, []).append(value)
    return out


def one(found: dict[str, list[str]]) -> dict[str, str]:
    """The first value of each."""
    return {subject: several[0] for subject, several in found.items()}
