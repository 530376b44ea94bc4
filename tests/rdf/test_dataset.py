"""Measures of the data set: shares of what is dated, has an actor, and is told by several."""

from __future__ import annotations

import pyoxigraph as ox

from reformgraph.iri import BASE, DQV
from reformgraph.rdf.dataset import dataset_quads

COUNTS = {
    "pages": 4, "pages_without_date": 1, "claims": 3, "claims_without_actor": 1, "adoptions": 8,
    "adoptions_corroborated": 3,
}  # fmt: skip


def measures(**counts: int) -> dict[str, str]:
    triples = dataset_quads(COUNTS | counts, vocabulary_version="1")[BASE + "graph/dataset"]
    return {
        triple.subject.value.rpartition("-")[2]: triple.object.value  # type: ignore[union-attr]
        for triple in triples
        if triple.predicate == ox.NamedNode(DQV + "value")
    }


def test_shares() -> None:
    assert measures() == {"dated": "0.75", "actor": "0.6667", "corroborated": "0.375"}


def test_of_nothing_no_share_is_told() -> None:
    assert measures(claims=0, adoptions=0) == {"dated": "0.75"}
