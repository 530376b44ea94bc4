"""Faults seeded into a sound store are found, each under the property that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from reformgraph.iri import BASE, EDTF, RDF, XSD, prefixes
from reformgraph.rdf.constraints import check_one, check_whole
from reformgraph.rdf.issue import Issue
from reformgraph.store import open_store
from support.made_store import DATONG, SHUOZHOU
from support.tricky_store import RETIRED, tricky_store

Graphs = Mapping[str, list[ox.Triple]]
CLAIM, DENIAL, NOBODY = "claim:a-txt-1-1", "claim:c-txt-1-1", "claim:d-txt-1-2"
ADOPTED, PLANNED = f"adoption:{SHUOZHOU}--标准地", "adoption:organ--山西省商务厅--容缺受理"
ZONE, OTHER, OLD = f"zone:{SHUOZHOU}", f"zone:{DATONG}", f"zone:{RETIRED}"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[ox.Triple]]:
    """The tricky store with only what it speaks of of the catalogues, so that it is quick to ask."""
    store = tricky_store(tmp_path_factory.mktemp("tricky"))
    graphs = {name: store.triples(name) for name in store.graphs() if not name.endswith("/build")}
    spoken = {term for triples in graphs.values() if len(triples) < 2000 for triple in triples for term in triple}
    for name in ("places", "zones"):
        graph = f"{BASE}graph/{name}"
        graphs[graph] = [triple for triple in graphs[graph] if triple.subject in spoken]
    return graphs


def term(text: str) -> ox.NamedNode | ox.Literal:
    """An IRI written with a prefix, else a literal: a number, a flag, a date, an EDTF date or a text."""
    prefix, colon, local = text.partition(":")
    if colon and prefix in prefixes():
        return ox.NamedNode(prefixes()[prefix] + local)
    if "^" in text:
        value, _, kind = text.partition("^")
        spaces = {"edtf": EDTF, "date": XSD + "date", "boolean": XSD + "boolean", "integer": XSD + "integer"}
        return ox.Literal(value, datatype=ox.NamedNode(spaces[kind]))
    value, at, language = text.partition("@")
    return ox.Literal(value, language=language) if at else ox.Literal(value)


def triple(text: str) -> ox.Triple:
    subject, predicate, value = text.split(" ", 2)
    return ox.Triple(term(subject), ox.NamedNode(RDF + "type") if predicate == "a" else term(predicate), term(value))  # type: ignore[arg-type]


def faults(graphs: Graphs) -> list[Issue]:
    """What the checks find beside single shapes."""
    store = open_store(":memory:")
    store.add((name, triples) for name, triples in graphs.items())
    found = list(check_whole(store.select))
    for name, triples in graphs.items():
        found += check_one(name, triples)
    return found


def test_a_sound_store_has_no_fault(sound: Graphs) -> None:
    assert faults(sound) == []


#: Name of the fault -> graph, what is taken out (a beginning of the triple), what is put in, property found.
SEEDED: dict[str, tuple[str, str, str, str]] = {
    "a dangling actor": ("a-txt-1", f"{CLAIM} rg:actor", f"{CLAIM} rg:actor zone:无此区", "rg:actor"),
    "a reform as actor": ("a-txt-1", f"{CLAIM} rg:actor", f"{CLAIM} rg:actor reform:标准地", "rg:actor"),
    "a misspelt property": ("a-txt-1", "", f"{CLAIM} rg:sttaus status:adopted", "rg:sttaus"),
    "two labels of one language": ("derived", "", "reform:园区合伙人 skos:prefLabel 合伙人@zh", "skos:prefLabel"),
    "a cycle of broader reforms": ("vocabulary", "", "reform:标准地 skos:broader reform:标准地", "skos:broader"),
    "a zone that is a part of itself": (
        "derived", "", f"{OTHER} org:subOrganizationOf {OTHER}", "org:subOrganizationOf",
    ),
    "a day that is none": ("a-txt-1", f"{CLAIM} rg:onset", f"{CLAIM} rg:onset 2024-02-31^edtf", "rg:onset"),
    "an onset after the issue": ("a-txt-1", f"{CLAIM} rg:onset", f"{CLAIM} rg:onset 2023-06^edtf", "rg:onset"),
    "a shortcut without an adoption": ("derived", "", f"{OTHER} rg:adopted reform:全代办", "rg:adopted"),
    "adopted while planned": ("derived", "", "organ:山西省商务厅 rg:adopted reform:容缺受理", "rg:adopted"),
    "an adoption without its shortcut": ("derived", f"{ZONE} rg:adopted reform:标准地", "", "rg:status"),
    "planned without an adoption": ("derived", "", f"{ZONE} rg:planned reform:标准地", "rg:planned"),
    # -- of our own ------------------------------------------------------------------------------------
    "required without an adoption": ("derived", "", f"{ZONE} rg:required reform:标准地", "rg:required"),
    "a claim of nobody that has an actor": ("d-txt-1", "", f"{NOBODY} rg:actor {ZONE}", "rg:actorBasis"),
    "an interval that ends before it begins": ("a-txt-1", "", f"{CLAIM} rg:when 2024-05/2024-03^edtf", "rg:when"),
    "a claim in no adoption": ("derived", f"{ADOPTED} rg:claim {CLAIM}", "", "rg:actor"),
    "a claim of another reform": ("derived", "", f"{ADOPTED} rg:claim claim:a-txt-1-2", "rg:claim"),
    "a claim of another actor": ("derived", "", f"{ADOPTED} rg:claim claim:e-txt-1-1", "rg:claim"),
    "a claim of nobody in an adoption": ("derived", "", f"{ADOPTED} rg:claim {NOBODY}", "rg:claim"),
    "support by a claim that is no member": (
        "derived", "", f"{ADOPTED} rg:supportedBy claim:e-txt-1-1", "rg:supportedBy",
    ),
    "support by a denial": ("derived", "", f"{ADOPTED} rg:supportedBy {DENIAL}", "rg:supportedBy"),
    "support by a plan": ("derived", "", f"{ADOPTED} rg:supportedBy claim:d-txt-1-1", "rg:supportedBy"),
    "a dispute that denies nothing": ("derived", "", f"{ADOPTED} rg:disputedBy {CLAIM}", "rg:disputedBy"),
    "disputes that are not counted": (
        "derived", f"{ADOPTED} rg:disputingSources", f"{ADOPTED} rg:disputingSources 0^integer", "rg:disputingSources",
    ),
    "more sources than claims": (
        "derived", f"{ADOPTED} rg:independentSources", f"{ADOPTED} rg:independentSources 9^integer",
        "rg:independentSources",
    ),
    "steps out of order": (
        "derived", f"{ADOPTED}--1 rg:asOf", f"{ADOPTED}--1 rg:asOf 2025-01-01^date", "rg:step",
    ),
    "a denial with the status adopted": (
        "c-txt-1", f"{DENIAL} rg:status", f"{DENIAL} rg:status status:adopted", "rg:denied",
    ),
    "evidence on another page": (
        "a-txt-1", "evidence:a-txt-1-1-target oa:hasSource", "evidence:a-txt-1-1-target oa:hasSource page:b-txt",
        "rg:evidence",
    ),
    "an upper value below the value": (
        "a-txt-1", "", "FIGURE rg:valueMax 3", "rg:valueMax",
    ),
    "a retired thing that is described": ("derived", "", f"{OLD} skos:prefLabel 旧名@zh", "rg:sameAs"),
    "merged into nothing": ("derived", f"{OLD} rg:canonical", f"{OLD} rg:canonical zone:无此区", "rg:canonical"),
    "a reprint of itself": ("derived", "", "article:a-txt-1 rg:reprintOf article:a-txt-1", "rg:reprintOf"),
    "an article of no page": (
        "a-txt-1", "article:a-txt-1 schema:isPartOf", "article:a-txt-1 schema:isPartOf page:无此页", "schema:isPartOf",
    ),
    "a mention of nothing": (
        "a-txt-1", "mention:a-txt-1-1 rg:mentionOf", "mention:a-txt-1-1 rg:mentionOf zone:无此区", "rg:mentionOf",
    ),
    "a place that is none": ("derived", "", f"{OTHER} rg:place place:999999", "rg:place"),
    "a place in itself": (
        "places", "", "place:140000 schema:containedInPlace place:140600", "schema:containedInPlace",
    ),
    "a name that is another name too": (
        "derived", "", "reform:园区合伙人 skos:altLabel 园区合伙人@zh", "skos:altLabel",
    ),
    "a status that is none": ("a-txt-1", f"{CLAIM} rg:status", f"{CLAIM} rg:status status:maybe", "rg:status"),
    "a figure of a zone that is none": ("a-txt-1", "FIGURE rg:about", "FIGURE rg:about zone:无此区", "rg:about"),
    # -- of a second reader, who knew no shape -----------------------------------------------------------
    "an end of what goes on": ("derived", "", f"{ADOPTED} rg:end 2025^edtf", "rg:end"),
    "an end before the onset": ("derived", "", f"{ADOPTED} rg:end 1999^edtf", "rg:end"),
    "an earlier status that is the present one": (
        "derived", "", f"{ADOPTED} rg:earlierStatus status:adopted", "rg:earlierStatus",
    ),
    "two steps at one position": (
        "derived", f"{ADOPTED}--1 schema:position", f"{ADOPTED}--1 schema:position 2^integer", "rg:step",
    ),
    "a position beyond the last step": (
        "derived", f"{ADOPTED}--1 schema:position", f"{ADOPTED}--1 schema:position 9^integer", "rg:step",
    ),
    "a step of two adoptions": ("derived", "", f"{PLANNED} rg:step {ADOPTED}--1", "rg:step"),
    "a second adoption of one reform": (
        "derived", "", f"adoption:x a rg:Adoption + adoption:x rg:actor {ZONE} + adoption:x rg:reform reform:标准地",
        "rg:actor",
    ),
    "a figure of none of the claims": ("derived", f"{ADOPTED} rg:claim {CLAIM}", "", "rg:figure"),
    "a conflict of a figure of others": (
        "derived", "", f"{PLANNED} rg:conflictingFigure figure:x", "rg:conflictingFigure",
    ),
    "a status that no claim tells": (
        "derived", f"{ADOPTED} rg:status", f"{ADOPTED} rg:status status:required", "rg:status",
    ),
    "evidence of another claim": (
        "a-txt-1", "evidence:a-txt-1-1 oa:hasBody", "evidence:a-txt-1-1 oa:hasBody claim:a-txt-1-2", "rg:evidence",
    ),
    "a candidate that the vocabulary has": ("a-txt-1", "", f"{CLAIM} rg:candidate true^boolean", "rg:candidate"),
    "a normalised value without unit": ("a-txt-1", "FIGURE rg:unitSI", "", "rg:valueSI"),
    "a unit that is none": ("a-txt-1", "FIGURE rg:unit", "FIGURE rg:unit rg:Furlongs", "rg:unit"),
    "a number that is another": ("a-txt-1", "FIGURE rg:number", "FIGURE rg:number 99^integer", "rg:number"),
    "a time that nobody describes": (
        "a-txt-1", f"{CLAIM} rg:onsetTime", f"{CLAIM} rg:onsetTime day:1999-09-09", "rg:onsetTime",
    ),
    "a figure of such a time": ("a-txt-1", "", "FIGURE time:hasTime day:1999-09-09", "time:hasTime"),
    "a time unlike the onset": (
        "a-txt-1", f"{CLAIM} rg:onsetTime", f"{CLAIM} rg:onsetTime interval:2022-01-01--2022-12-31", "rg:onsetTime",
    ),
    "days unlike the onset": (
        "a-txt-1", f"{CLAIM} rg:onsetLatest", f"{CLAIM} rg:onsetLatest 2023-05-30^date", "rg:onsetLatest",
    ),
    "days without a time": ("a-txt-1", f"{CLAIM} rg:onset", "", "rg:onset"),
    "a time that ends before it begins": (
        "derived", "", "interval:2023-05-01--2023-05-31 time:hasEnd day:2022-12-31", "time:hasEnd",
    ),
    "a day under another's name": (
        "derived", "", "day:2022-12-31 time:inXSDDate 2020-01-01^date", "time:inXSDDate",
    ),
    "onsets that do not agree": (
        "derived", f"{ADOPTED} rg:onsetsAgree", f"{ADOPTED} rg:onsetsAgree true^boolean", "rg:onsetsAgree",
    ),
    "a reform related to itself": ("vocabulary", "", "reform:标准地 skos:related reform:标准地", "skos:related"),
    "related one way": ("vocabulary", "reform:标准地 skos:related reform:全代办", "", "skos:related"),
    "related and broader": (
        "vocabulary", "", "reform:标准地 skos:related reform:工业用地市场化配置改革", "skos:related",
    ),
    "broader than nothing": ("vocabulary", "", "reform:标准地 skos:broader reform:无此改革", "skos:broader"),
    "one number of two reforms": (
        "vocabulary", "reform:标准地 skos:notation", "reform:标准地 skos:notation R0001", "skos:notation",
    ),
    "a name of another reform": ("vocabulary", "", "reform:标准地 skos:altLabel 全代办@zh", "skos:altLabel"),
    "a category that is none": (
        "vocabulary", "reform:标准地 rg:category", "reform:标准地 rg:category reform:全代办", "rg:category",
    ),
    "in the vocabulary and a candidate": (
        "derived", "", "reform:标准地 skos:inScheme rg:ReformCandidates", "skos:inScheme",
    ),
    "a language of no name": ("derived", "", "reform:园区合伙人 skos:altLabel partner@xx", "skos:altLabel"),
    "one code of two zones": ("zones", f"{OTHER} skos:notation", f"{OTHER} skos:notation 14201002", "skos:notation"),
    "a code of another place": (
        "places", "place:140600 skos:notation", "place:140600 skos:notation 140700", "skos:notation",
    ),
    "a city in a county": (
        "places", "place:140200 schema:containedInPlace", "place:140200 schema:containedInPlace place:140602",
        "schema:containedInPlace",
    ),
    "a point at sea": (
        "places", "place:140600 schema:latitude", "place:140600 schema:latitude 400^integer", "schema:latitude",
    ),
    "a post at a reform": ("b-txt-1", "", "membership:x org:organization reform:标准地", "org:organization"),
    "merged into two": ("derived", "", f"{OLD} rg:canonical {OTHER}", "rg:canonical"),
    "merged into a thing of another kind": (
        "derived", f"{OLD} rg:canonical", f"{OLD} rg:canonical company:雁北精密铸造有限公司", "rg:canonical",
    ),
    "two articles at one position": (
        "a-txt-1", "", "article:b-txt-1 schema:isPartOf page:a-txt", "schema:position",
    ),
    "a reprint before the first print": (
        "derived", "", "article:a-txt-1 rg:reprintOf article:d-txt-1", "rg:reprintOf",
    ),
    "a digest of another text": (
        "page-a-txt", "page:a-txt rg:textSha256", "page:a-txt rg:textSha256 00", "rg:textSha256",
    ),
    "a class that is none": ("a-txt-1", "", "claim:x a rg:AdoptionClam", "rdf:type"),
    "a property that is none of a thing without class": ("a-txt-1", "", "claim:x rg:nonsense 1", "rg:nonsense"),
}  # fmt: skip


def seeded(graphs: Graphs, graph: str, out: str, put: str) -> dict[str, list[ox.Triple]]:
    """The graphs with a fault in one of them: triples joined by a plus; FIGURE is the first figure of that graph."""
    name = f"{BASE}graph/{graph}"
    figure = next((t.subject.value for t in graphs[name] if "/figure/" in t.subject.value), "")  # type: ignore[union-attr]
    out, put = (text.replace("FIGURE", "figure:" + figure.rpartition("/")[2]) for text in (out, put))
    parts = [str(term(part)) for part in out.split(" ")] if out else []
    kept = [t for t in graphs[name] if not parts or [str(part) for part in t][: len(parts)] != parts]
    assert not out or len(kept) < len(graphs[name]), "nothing was taken out"
    return {**graphs, name: [*kept, *(triple(one) for one in put.split(" + ") if one)]}


@pytest.mark.parametrize("fault", SEEDED)
def test_a_seeded_fault_is_found(sound: Graphs, fault: str) -> None:
    graph, out, put, path = SEEDED[fault]
    found = faults(seeded(sound, graph, out, put))
    assert path in {issue.path for issue in found}
    assert all(issue.severity == "violation" and issue.message and issue.cure and issue.article for issue in found)


def test_messages_come_in_two_languages(sound: Graphs) -> None:
    store = open_store(":memory:")
    store.add(seeded(sound, "derived", "", f"{ADOPTED} rg:supportedBy {DENIAL}").items())
    (english,), (chinese,) = (
        [
            one
            for one in check_whole(store.select, language)
            if one.path == "rg:supportedBy" and "den" in one.message + "den"
        ][:1]
        for language in ("en", "zh")
    )
    assert english.article == chinese.article == "derived"
    assert chinese.message.isascii() is False
    assert english.message.isascii()


def test_the_whole_check_on_the_store(tmp_path: Path) -> None:
    pytest.importorskip("pyshacl")
    from reformgraph.rdf.shapes import check_graph

    store = tricky_store(tmp_path)
    graphs = [name for name in store.graphs() if not name.endswith("/build")]
    own = [name for name in graphs if name.rpartition("/")[2] not in ("vocabulary", "places", "zones")]
    given = [(name, store.triples(name)) for name in own]
    assert check_graph(given, select=store.select) == []
    given.append((f"{BASE}graph/vocabulary", []))
    assert check_graph(given, select=store.select) == []
    store.add([(f"{BASE}graph/derived", [triple(f"{OTHER} rg:adopted reform:全代办")])])
    assert {issue.path for issue in check_graph(given, select=store.select)} == {"rg:adopted"}
