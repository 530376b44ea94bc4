"""Terms in a query that nothing bears (``rg:adoptd`` gives no rows and no error), with what may be meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from reformgraph.iri import RG, prefixes
from reformgraph.sparql.find_names import names_of
from reformgraph.sparql.name_index import suggest
from reformgraph.store import Store
from reformgraph.store.substitute import tokens
from reformgraph.vocabulary.load_vocabulary import ontology_bytes

_THINGS = ("zone", "reform", "company", "category")
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_KNOWN = "ASK { { ?thing ?told ?other } UNION { ?other ?told ?thing } }"


def unknown_terms(sparql: str) -> list[tuple[str, list[str]]]:
    """Terms ``rg:`` that the ontology lacks, with those that look like them.

    >>> unknown_terms("SELECT * { ?zone rg:adoptd ?reform }")
    [('rg:adoptd', ['rg:adopted'])]
    """
    found = []
    for name in _names(sparql, {"rg": RG}):
        if name.startswith("rg:") and name[3:] and name[3:] not in _terms():
            near = difflib.get_close_matches(name[3:], _terms(), n=3, cutoff=0.7)
            found.append((name, [f"rg:{one}" for one in near]))
    return found


def unknown_things(store: Store, sparql: str, base: str) -> list[tuple[str, list[str]]]:
    """Zones, reforms, companies and categories that a query names by prefix and the store lacks, with near names."""
    spaces = prefixes(base)
    found = []
    for name in _names(sparql, spaces):
        prefix, _, local = name.partition(":")
        if prefix not in _THINGS or not local or store.ask(_KNOWN, thing=spaces[prefix] + local.replace("\\", "")):
            continue
        found.append((name, suggest(names_of(store, prefix), local, 3)))
    return found


def _names(sparql: str, spaces: Mapping[str, str]) -> Iterator[str]:
    """Names by prefix, each once; those whose prefix the query itself gives another meaning are left out."""
    own = {prefix for prefix, iri in _PREFIX.findall(sparql) if spaces.get(prefix, iri) != iri}
    names = dict.fromkeys(text for kind, text in tokens(sparql) if kind == "name")
    return (name for name in names if name.partition(":")[0] not in own)


@cache
def _terms() -> frozenset[str]:
    """Local names of what the ontology describes, and of what its shapes know."""
    found = set()
    for file in ("reformgraph.ttl", "shapes.ttl", "reforms.ttl", "zone-kinds.ttl"):
        for quad in ox.parse(ontology_bytes(file), format=ox.RdfFormat.TURTLE):
            for term in (quad.subject, quad.predicate, quad.object):
                if isinstance(term, ox.NamedNode) and term.value.startswith(RG):
                    found.add(term.value[len(RG) :])
    return frozenset(found)
