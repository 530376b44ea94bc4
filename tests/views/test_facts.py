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


def test_a_zone_without_an_english_name_has_one_made_by_rule() -> None:
    named = ox.NamedNode(SKOS + "prefLabel")
    made, known, code = (ox.NamedNode(BASE + end) for end in ("zone/朔州经济开发区", "zone/光谷", "place/140600"))
    with open_store(":memory:") as store:
        triples = [
            ox.Triple(made, named, ox.Literal("朔州经济开发区", language="zh")),
            ox.Triple(known, named, ox.Literal("光谷", language="zh")),
            ox.Triple(known, named, ox.Literal("Optics Valley", language="en")),
            ox.Triple(code, named, ox.Literal("朔州市", language="zh")),
        ]
        store.add([("http://a/g", triples)])
        facts = Facts(store)
    told = {name: facts.actor(name) for name in ("朔州经济开发区", "光谷", "140600", "某某公司")}
    assert {name: (one.english, one.english_basis) for name, one in told.items()} == {
        "朔州经济开发区": ("Shuozhou Economic Development Zone", "rule"),
        "光谷": ("Optics Valley", "label"),
        "140600": ("Shuozhou", "rule"),
        "某某公司": (None, None),
    }
