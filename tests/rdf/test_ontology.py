"""The ontology does not break the product's own data: RDFS inference adds no violation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from reformgraph.exchange.export import quads
from reformgraph.iri import BASE, KINDS, OWL, RDF, RDFS, RG, SKOS, XSD, prefixes
from reformgraph.rdf.issue import Issue
from reformgraph.store import open_store
from reformgraph.vocabulary.load_vocabulary import ontology_bytes
from support.made_store import SHUOZHOU
from support.sample_store import sample_store
from support.tricky_store import tricky_store

ONTOLOGY = list(ox.parse(ontology_bytes("reformgraph.ttl"), format=ox.RdfFormat.TURTLE))


def test_rdfs_inference_adds_no_violation(tmp_path: Path) -> None:
    pytest.importorskip("pyshacl")
    store = tricky_store(tmp_path)
    graphs = {name.rpartition("/")[2]: store.triples(name) for name in store.graphs() if not name.endswith("/build")}
    catalogue = ("places", "zones")
    data = {triple for name, triples in graphs.items() if name not in catalogue for triple in triples}
    spoken = {term for triple in data for term in triple}
    data |= {triple for name in catalogue for triple in graphs[name] if triple.subject in spoken}
    assert _violations(data) == []
    inferred = closure(data)
    assert len(inferred) > len(data) + 1000
    assert (
        ox.Triple(ox.NamedNode(BASE + "zone/" + SHUOZHOU), ox.NamedNode(RDF + "type"), ox.NamedNode(RG + "Actor"))
        in inferred
    )
    assert _violations(inferred) == []


def closure(data: set[ox.Triple]) -> set[ox.Triple]:
    """What RDFS infers by the ontology: parents of properties and classes, domains and ranges."""
    above_property, above_class = _of(RDFS + "subPropertyOf"), _of(RDFS + "subClassOf")
    domains, ranges = _of(RDFS + "domain"), _of(RDFS + "range")
    known, waiting = set(data), list(data)
    kind = ox.NamedNode(RDF + "type")
    while waiting:
        subject, predicate, value = waiting.pop()
        new = [ox.Triple(subject, ox.NamedNode(parent), value) for parent in above_property.get(predicate.value, ())]
        new += [ox.Triple(subject, kind, ox.NamedNode(of)) for of in domains.get(predicate.value, ())]
        if isinstance(value, ox.NamedNode):
            new += [ox.Triple(value, kind, ox.NamedNode(of)) for of in ranges.get(predicate.value, ())]
            if predicate == kind:
                new += [ox.Triple(subject, kind, ox.NamedNode(parent)) for parent in above_class.get(value.value, ())]
        waiting += set(new) - known
        known |= set(new)
    return known


def _violations(data: set[ox.Triple]) -> list[Issue]:
    """Violations of the shapes, all graphs in one: quotations need their own graph, closed shapes list no parents."""
    from reformgraph.rdf.shapes import check_graph

    found = check_graph([(BASE + "graph/all", list(data))])
    apart = ("no such property", "not what the page says")
    return [one for one in found if one.focus.startswith(BASE) and not any(words in one.message for words in apart)]


def _of(predicate: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in ONTOLOGY:
        if quad.predicate.value == predicate:
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


def test_data_properties_have_no_annotation_or_object_property_above() -> None:
    kinds, above = _of(RDF + "type"), _of(RDFS + "subPropertyOf")
    annotations = {SKOS + name for name in ("note", "definition", "example", "historyNote", "changeNote")}
    for name, parents in above.items():
        if OWL + "DatatypeProperty" in kinds[name]:
            assert not parents & annotations, name
            assert not any(OWL + "ObjectProperty" in kinds.get(parent, set()) for parent in parents), name


def test_every_term_says_where_it_is_defined_and_the_ontology_has_a_version() -> None:
    defined = _of(RDFS + "isDefinedBy")
    for name, kinds in _of(RDF + "type").items():
        if name.startswith(RG) and kinds & {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")}:
            assert defined.get(name) == {RG.rstrip("#")}, name
    assert _of(OWL + "versionIRI")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """What exports of the sample store and of the tricky one hold."""
    place = tmp_path_factory.mktemp("exports")
    with open_store(sample_store(place / "sample")) as samples:
        return [*quads(samples), *quads(tricky_store(place))]


def test_every_term_of_an_export_is_in_context_and_docs(exported: list[ox.Quad]) -> None:
    context = json.loads(ontology_bytes("context.jsonld"))["@context"]
    docs = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text("utf-8")
    terms = {_short(quad.predicate) for quad in exported}
    terms |= {_short(quad.object) for quad in exported if quad.predicate.value == RDF + "type"}
    assert {"time:hasTime", "rg:onsetTime", "time:ProperInterval", "rg:Adoption"} <= terms
    assert [term for term in sorted(terms) if term not in context] == []
    assert [term for term in sorted(terms) if f"| `{term}` |" not in docs] == []


def test_the_context_tells_the_type_of_values_as_they_are(exported: list[ox.Quad]) -> None:
    context = json.loads(ontology_bytes("context.jsonld"))["@context"]
    kinds: dict[str, set[str]] = {}
    for quad in exported:
        kinds.setdefault(_short(quad.predicate), set()).add(_kind(quad.object))
    plain = {XSD + "string", RDF + "langString"}
    # Published as properties of either: a company of the graph or a name in words; of a figure a position, else a time.
    mixed = {"rg:projectCompany", "rg:projectZone"}
    for term, found in kinds.items():
        told = context[term].get("@type")
        if told:
            assert found == {told if told.startswith(("@", "http")) else XSD + told.removeprefix("xsd:")}, term
        else:
            assert found <= plain or term in mixed, term


def test_every_prefix_of_things_has_an_example_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text("utf-8")
    for kind in KINDS:
        found = re.search(f"^[|] `{kind}:` [|] `{kind}:([^` ]+)` [|]$", docs, re.MULTILINE)
        assert found, kind
        assert ox.NamedNode(BASE + kind + "/" + found[1])


def _short(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    space = next(space for space in sorted(prefixes().values(), key=len, reverse=True) if term.value.startswith(space))
    return f"{next(name for name, told in prefixes().items() if told == space)}:{term.value.removeprefix(space)}"


def _kind(term: object) -> str:
    return term.datatype.value if isinstance(term, ox.Literal) else "@id"
