"""The derived graph of some pages, made by the functions of the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.ledger import State
from reformgraph.adoption.update import derive_all
from reformgraph.building.load_quads import restate
from reformgraph.iri import BASE
from reformgraph.store import open_store

DERIVED = BASE + "graph/derived"


def derived(graphs: Mapping[str, Iterable[ox.Triple]], decisions: Decisions | None = None) -> list[ox.Triple]:
    """What follows from the graphs of pages and articles."""
    store = open_store(":memory:")
    store.add((name, list(triples)) for name, triples in graphs.items())
    restate(store, BASE)
    derive_all(State(store, BASE), decisions or Decisions(), BASE)
    return store.triples(DERIVED)
