"""Hints for mistyped terms leave alone what a query means otherwise."""

from __future__ import annotations

from reformgraph.iri import BASE
from reformgraph.sparql.unknown_terms import unknown_terms, unknown_things
from reformgraph.store import open_store


def test_a_mistyped_term_is_named_with_what_may_be_meant() -> None:
    assert unknown_terms("SELECT * { ?zone rg:adoptd ?reform }") == [("rg:adoptd", ["rg:adopted"])]
    assert unknown_terms("SELECT * { ?zone rg:adopted ?reform }") == []


def test_a_prefix_of_the_query_itself_is_its_own_affair() -> None:
    store = open_store(":memory:")
    assert unknown_things(store, "SELECT * { zone:甲 ?p ?o }", BASE) == [("zone:甲", [])]
    assert unknown_things(store, "PREFIX zone: <http://example.org/> SELECT * { zone:甲 ?p ?o }", BASE) == []
    assert unknown_terms("prefix rg: <http://example.org/>\nSELECT * { ?zone rg:adoptd ?reform }") == []
