"""The JSON-LD context: served, and named where the terms are."""

from __future__ import annotations

import json
from pathlib import Path

from reformgraph.iri import RG
from reformgraph.vocabulary.load_vocabulary import ontology_bytes
from support.made_store import make
from support.serving import serving


def test_the_context_is_served_and_named(tmp_path: Path) -> None:
    with serving(make(tmp_path), "--workers", "1") as server:
        told = server.get("/ns")
        assert '</context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"' in told.headers["link"]
        assert f"rdfs:seeAlso <{RG.removesuffix('#')}/context.jsonld>" in told.text
        for path in ("/context.jsonld", "/ns/context.jsonld"):
            found = server.get(path)
            assert (found.status, found.kind) == (200, "application/ld+json")
            assert found.headers["access-control-allow-origin"] == "*"
            assert found.body == ontology_bytes("context.jsonld")
    assert json.loads(found.body)["@context"]["rg:onsetEarliest"]["@type"] == "xsd:date"
