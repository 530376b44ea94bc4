"""How many things of each kind a store holds."""

from __future__ import annotations

from collections.abc import Mapping

from reformgraph.adoption.ledger import state_graph
from reformgraph.iri import BASE, RG, SKOS
from reformgraph.rdf.dataset import CLASSES
from reformgraph.store import Store

#: Keys in the order in which they are told.
KEYS = (
    "pages", "articles", "zones", "reforms", "reform_candidates", "companies", "people", "projects", "documents",
    "claims", "adoptions", "figures",
)  # fmt: skip

# Joining claims with the scheme takes ten times as long as comparing the two lists.
_SPOKEN_OF = f"SELECT DISTINCT ?reform {{ ?claim <{RG}reform> ?reform }}"
_KNOWN = f"SELECT DISTINCT ?reform {{ ?reform <{SKOS}inScheme> <{RG}Reforms> }}"


def count_things(store: Store) -> dict[str, int]:
    """Numbers by the names of `KEYS`; reforms are those some claim is about, candidates counted apart."""
    found = {name: _instances(store, of) for name, of in CLASSES.items()}
    spoken_of = {row["reform"] for row in store.select(_SPOKEN_OF)}
    known = {row["reform"] for row in store.select(_KNOWN)}
    found["reforms"] = len(spoken_of & known)
    found["reform_candidates"] = len(spoken_of - known)
    return {key: found[key] for key in KEYS}


def count_quads(store: Store, base: str = BASE) -> int:
    """Number of quads that an export holds: all but the bookkeeping of builds."""
    return store.count() - _in_graph(store, state_graph(base))


def describe(store: Store, base: str, vocabulary_version: str, generated: str | None) -> Mapping[str, int]:
    """Write the description of the data set into its graph and return the counts in it."""
    from reformgraph.rdf.dataset import dataset_quads

    counts = count_things(store)
    for graph, triples in dataset_quads(counts, base, vocabulary_version, generated=generated).items():
        if set(store.triples(graph)) != set(triples):
            store.replace(graph, triples)
    return counts


def _instances(store: Store, of: str) -> int:
    rows = store.select("SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class }", **{"class": f"{of}"})
    return int(rows[0]["n"] or 0)


def _in_graph(store: Store, graph: str) -> int:
    rows = store.select("SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }", graph=graph)
    return int(rows[0]["n"] or 0)
