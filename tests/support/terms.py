"""RDF terms in tests: what a term says, a triple in its graph, the rows of an answer."""

from __future__ import annotations

import pyoxigraph as ox


def value_of(term: object) -> str:
    """IRI, name of a blank node or text of a literal; any other object fails the test."""
    assert isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal), term
    return term.value


def language_of(term: object) -> str | None:
    """Language of a literal; any other object fails the test."""
    assert isinstance(term, ox.Literal), term
    return term.language


def quad_of(triple: ox.Triple, graph: str) -> ox.Quad:
    """The triple in the graph of that IRI."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))


def solutions(store: ox.Store, query: str) -> ox.QuerySolutions:
    """Rows of a SELECT over all graphs of a store."""
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return rows
