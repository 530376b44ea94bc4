"""Facts of things of two kinds that bear one name."""

from __future__ import annotations

import pyoxigraph as ox

from reformgraph.iri import BASE, SKOS
from reformgraph.store import open_store
from reformgraph.views.facts import Facts


def test_a_reform_and_a_kind_of_one_name_keep_their_own_english_names() -> None:
    named = ox.NamedNode(SKOS + "prefLabel")
    with open_store(":memory:") as store:
        triples = [
            ox.Triple(ox.NamedNode(f"{BASE}{kind}/零碳园区"), named, ox.Literal(english, language="en"))
            for kind, english in (("kind", "Zero-carbon park"), ("reform", "Zero-carbon parks"))
        ]
        store.add([("http://a/g", triples)])
        facts = Facts(store)
        assert facts.reform(f"{BASE}reform/零碳园区").english == "Zero-carbon parks"
        assert facts.actor(f"{BASE}zone/零碳园区").english is None
