from __future__ import annotations

import builtins
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from reformgraph.errors import MissingExtraError, StoreError
from reformgraph.iri import BASE, DCT, OA, PROV, RG, SCHEMA, SKOS, XSD
from reformgraph.rdf.page_quads import dataset_quads, page_quads, vocabulary_quads
from reformgraph.rdf.shapes import Issue, check_graph, check_quads
from reformgraph.rdf.terms import Triples, edtf, integer, node
from reformgraph.records import PageExtraction
from reformgraph.values import Edtf, Iri
from support.derived import DERIVED, derived
from support.rdf_fixture import ARTICLE, EXTRACTION, PAGE, RESULT
from support.terms import quad_of

pytest.importorskip("pyshacl")

GRAPHS = page_quads(RESULT)
PAGE_GRAPH, ARTICLE_GRAPH = GRAPHS
FOLLOWS = derived(GRAPHS)
#: Of what follows, one adoption with an onset.
_CLAIM = replace(EXTRACTION.claims[0], onset_edtf=Edtf("2024-03"))
ADOPTED = [
    triple
    for triple in derived(page_quads(PageExtraction(PAGE, (replace(EXTRACTION, claims=(_CLAIM,)),))))
    if "/adoption/" in triple.subject.value  # type: ignore[union-attr]
]
TRIPLES = [(graph, triple) for graph, triples in GRAPHS.items() for triple in triples]
MADE_BY = next(t.object.value for _, t in TRIPLES if t.predicate.value == PROV + "wasGeneratedBy"), "0", "v"  # type: ignore[union-attr]


def changed(
    change: Callable[[ox.Triple], ox.Triple | None], graphs: Mapping[str, Iterable[ox.Triple]] = GRAPHS
) -> list[Issue]:
    """Issues of the graphs with every triple put through `change`; None drops it."""
    made = {name: [new for t in triples if (new := change(t)) is not None] for name, triples in graphs.items()}
    return check_graph(made.items())


def test_fresh_graphs_have_no_issue() -> None:
    everything = GRAPHS | vocabulary_quads() | dataset_quads({"pages": 1}, made_by=[MADE_BY]) | {
        DERIVED: FOLLOWS
    }  # fmt: skip
    assert check_graph(everything.items()) == []
    assert check_graph(everything.items(), batch=10) == []
    assert check_graph([]) == []


REQUIRED = [
    (RG + "text", "rg:text"),
    (RG + "fileSha256", "rg:fileSha256"),
    (SCHEMA + "isPartOf", "schema:isPartOf"),
    (SCHEMA + "articleBody", "schema:articleBody"),
    (RG + "complete", "rg:complete"),
    (SKOS + "prefLabel", "skos:prefLabel"),
    (SCHEMA + "name", "schema:name"),
    (RG + "mentionOf", "rg:mentionOf"),
    (RG + "spans", "rg:spans"),
    (RG + "reform", "rg:reform"),
    (RG + "status", "rg:status"),
    (RG + "evidence", "rg:evidence"),
    (PROV + "wasDerivedFrom", "prov:wasDerivedFrom"),
    (SCHEMA + "value", "schema:value"),
    (RG + "start", "rg:start"),
    (OA + "hasTarget", "oa:hasTarget"),
    (OA + "hasSource", "oa:hasSource"),
    (OA + "exact", "oa:exact"),
    (OA + "end", "oa:end"),
    (RG + "vocabularyVersion", "rg:vocabularyVersion"),
    (DCT + "identifier", "dct:identifier"),
]


@pytest.mark.parametrize(("predicate", "path"), REQUIRED)
def test_what_is_required_is_missed(predicate: str, path: str) -> None:
    issues = changed(lambda t: None if t.predicate.value == predicate else t, GRAPHS | {DERIVED: FOLLOWS})
    assert path in {issue.path for issue in issues}
    assert all(issue.severity == "violation" and issue.message and issue.cure for issue in issues)


def literal(value: str, kind: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(kind))


WRONG: list[tuple[str, ox.NamedNode | ox.Literal]] = [
    (RG + "onset", edtf("2024年")),
    (RG + "when", edtf("2024-13")),
    (RG + "issueDate", ox.Literal("2024-11-20")),
    (RG + "complete", ox.Literal("true")),
    (SCHEMA + "value", ox.Literal("五")),
    (SCHEMA + "position", literal("0", XSD + "integer")),
    (SCHEMA + "position", literal("first", XSD + "integer")),
    (RG + "valueSI", ox.Literal("13666.67")),
    (RG + "bound", ox.Literal("most")),
    (RG + "spans", ox.Literal("12-")),
    (RG + "bodyLines", ox.Literal("3–6")),
    (RG + "textSha256", ox.Literal("abc")),
    (RG + "status", node(BASE + "status/maybe")),
    (RG + "status", ox.Literal("adopted")),
    (RG + "place", node(BASE + "place/朔州")),
    (SKOS + "prefLabel", ox.Literal("无语言")),
    (RG + "format", ox.Literal("doc")),
    (RG + "actor", ox.Literal("朔州经济开发区")),
    (OA + "exact", ox.Literal("  ")),
    (RG + "mentionOf", ox.Literal("标准地")),
]


@pytest.mark.parametrize(("predicate", "value"), WRONG)
def test_wrong_values_are_found(predicate: str, value: ox.NamedNode | ox.Literal) -> None:
    issues = changed(
        lambda t: ox.Triple(t.subject, t.predicate, value) if t.predicate.value == predicate else t,
        GRAPHS | {DERIVED: FOLLOWS},
    )
    assert {issue.path.partition(":")[2] for issue in issues} >= {predicate.rpartition("/")[2].rpartition("#")[2]}


def test_what_may_stand_once_stands_twice() -> None:
    extra = Triples()
    extra.add(Iri(BASE + "claim/2024-11-20-1-1"), node(RG + "status"), node(BASE + "status/planned"))
    (issue,) = check_graph((name, triples + extra) for name, triples in GRAPHS.items() if name == ARTICLE_GRAPH)
    assert issue == Issue(
        "2024-11-20-1", "violation", BASE + "claim/2024-11-20-1-1", "rg:status",
        "rg:AdoptionClaim needs exactly 1 rg:status, an IRI of a status", "build the page again",
    )  # fmt: skip


def test_positions_in_the_wrong_order() -> None:
    def swap(t: ox.Triple) -> ox.Triple:
        other = {OA + "start": OA + "end", OA + "end": OA + "start"}.get(t.predicate.value)
        return ox.Triple(t.subject, node(other), t.object) if other else t

    assert {issue.path for issue in changed(swap)} == {"oa:start", "oa:hasSelector"}


def test_onset_bounds_in_the_wrong_order() -> None:
    swapped = {RG + "onsetEarliest": RG + "onsetLatest", RG + "onsetLatest": RG + "onsetEarliest"}
    triples = [ox.Triple(t.subject, node(swapped.get(t.predicate.value, t.predicate.value)), t.object) for t in ADOPTED]
    issues = check_graph([(DERIVED, triples)], language="zh")
    assert {(issue.article, issue.path) for issue in issues} == {("derived", "rg:onsetEarliest")}
    assert "重新构建以重算采纳" in {issue.cure for issue in issues}


def shifted(t: ox.Triple, predicate: str) -> ox.Triple:
    if t.predicate.value != predicate:
        return t
    return ox.Triple(t.subject, t.predicate, integer(int(t.object.value) - 1))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("predicate", "path"), [(OA + "start", "oa:hasSelector"), (OA + "end", "oa:hasSelector"), (RG + "stop", "rg:start")]
)
def test_a_quotation_that_the_page_does_not_hold(predicate: str, path: str) -> None:
    issues = changed(lambda t: shifted(t, predicate))
    assert {(issue.path, issue.article) for issue in issues} == {(path, "2024-11-20-1")}
    assert "not what the page says" in issues[0].message


def test_mentions_are_compared_and_pages_not_given_are_passed_over() -> None:
    wrong = [
        ox.Triple(t.subject, t.predicate, ox.Literal("900-903")) if t.predicate.value == RG + "spans" else t
        for t in GRAPHS[ARTICLE_GRAPH]
    ]
    assert check_graph([(ARTICLE_GRAPH, wrong)]) == []
    issues = check_graph([(ARTICLE_GRAPH, wrong), (PAGE_GRAPH, GRAPHS[PAGE_GRAPH])], batch=1)
    assert {issue.path for issue in issues} == {"rg:spans"}


def test_a_name_that_is_printed_a_hundred_times_has_its_ranges() -> None:
    many_times = " ".join(f"{start}-{start + 3}" for start in range(1000, 1400, 4))
    triples = [
        ox.Triple(t.subject, t.predicate, ox.Literal(many_times)) if t.predicate.value == RG + "spans" else t
        for t in GRAPHS[ARTICLE_GRAPH]
    ]
    assert check_graph([(ARTICLE_GRAPH, triples)]) == []
    wrong = [
        ox.Triple(t.subject, t.predicate, ox.Literal("x" + many_times)) if t.predicate.value == RG + "spans" else t
        for t in GRAPHS[ARTICLE_GRAPH]
    ]
    assert {issue.path for issue in check_graph([(ARTICLE_GRAPH, wrong)])} == {"rg:spans"}


def test_nquads_in_any_order() -> None:
    quads = [quad_of(triple, graph) for graph, triple in TRIPLES]
    text = ox.serialize(reversed(quads), format=ox.RdfFormat.N_QUADS)
    assert text is not None
    assert check_quads(text) == []
    assert check_quads(text.decode()) == []
    assert check_quads(reversed(quads)) == []
    (issue,) = check_quads(quad for quad in quads if quad.predicate.value != RG + "dateBasis")
    assert issue.article == "page-2024-11-20"
    with pytest.raises(StoreError, match="line 1"):
        check_quads("<relative> <b> <c> .\n")


def test_pyshacl_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pyshacl":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"reformgraph\[shacl\]"):
        check_graph([])


def many(count: int) -> dict[str, list[ox.Triple]]:
    graphs: dict[str, list[ox.Triple]] = {}
    for number in range(count):
        zones = tuple(replace(zone, name=f"{zone.name}{number}") for zone in EXTRACTION.zones)
        article = replace(ARTICLE, id=f"p{number}-1")
        found = replace(EXTRACTION, article=article, zones=zones)
        graphs |= page_quads(PageExtraction(replace(PAGE, id=f"p{number}"), (found,)))
    return graphs


@pytest.mark.full
def test_a_hundred_thousand_triples_in_ten_seconds() -> None:
    graphs = many(500)
    assert sum(map(len, graphs.values())) > 100_000
    start = time.process_time()
    assert check_graph(graphs.items()) == []
    assert time.process_time() - start < 10
