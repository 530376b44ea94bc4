"""The service description: what the endpoint offers, as RDF."""

from __future__ import annotations

import pyoxigraph as ox

from reformgraph.iri import RDF, VOID

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip


def describe(endpoint: str, form: str) -> bytes:
    """The description of the service at this address, in a format of triples."""
    from reformgraph.sparql.run_query import GRAPH_FORMATS

    here, dataset, graph = (ox.NamedNode(endpoint + tail) for tail in ("", "#dataset", "#default"))
    triples = [
        _triple(here, RDF + "type", SD + "Service"),
        _triple(here, SD + "endpoint", endpoint),
        _triple(here, SD + "supportedLanguage", SD + "SPARQL11Query"),
        _triple(here, SD + "feature", SD + "UnionDefaultGraph"),
        *(_triple(here, SD + "resultFormat", _FORMATS + name) for name in _RESULTS),
        ox.Triple(here, ox.NamedNode(SD + "defaultDataset"), dataset),
        _triple(dataset, RDF + "type", SD + "Dataset"),
        ox.Triple(dataset, ox.NamedNode(SD + "defaultGraph"), graph),
        _triple(graph, RDF + "type", SD + "Graph"),
    ]
    prefixes = {"sd": SD, "void": VOID, "format": _FORMATS}
    return ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes=prefixes if form == "ttl" else None) or b""


def _triple(subject: ox.NamedNode, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(value))
