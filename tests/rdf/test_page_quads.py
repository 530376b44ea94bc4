from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reformgraph.iri import BASE, OWL, RDF, RDFS, RG, prefixes, sparql_prefixes
from reformgraph.rdf.page_quads import dataset_quads, line_ranges, page_quads, vocabulary_quads
from reformgraph.rdf.terms import decimal, text
from reformgraph.records import Claim, Company, Document, Mention, PageExtraction, Span, Zone
from reformgraph.values import Edtf, PlaceCode
from reformgraph.vocabulary.load_vocabulary import load_vocabulary, ontology_bytes
from support.rdf_fixture import ARTICLE, COUNT, EXTRACTION, FIGURE, PAGE, RESULT, TEXT, ZONE
from support.terms import language_of, quad_of, solutions, value_of

GRAPHS = page_quads(RESULT)
ONTOLOGY = list(ox.parse(ontology_bytes("reformgraph.ttl"), format=ox.RdfFormat.TURTLE))


def store_of(graphs: dict[str, list[ox.Triple]]) -> ox.Store:
    store = ox.Store()
    for name, triples in graphs.items():
        store.extend(quad_of(triple, name) for triple in triples)
    return store


STORE = store_of(GRAPHS)


def ask(pattern: str, store: ox.Store = STORE) -> bool:
    return bool(store.query(f"{sparql_prefixes()} ASK {{ {pattern} }}", use_default_graph_as_union=True))


def values(variable: str, pattern: str, store: ox.Store = STORE) -> list[str]:
    query = f"{sparql_prefixes()} SELECT {variable} {{ {pattern} }}"
    return sorted(row[0].value for row in solutions(store, query))


def test_one_graph_a_page_and_one_an_article() -> None:
    assert list(GRAPHS) == [BASE + "graph/page-2024-11-20", BASE + "graph/2024-11-20-1"]


def test_the_same_records_give_the_same_triples_without_repeats() -> None:
    assert page_quads(RESULT) == GRAPHS
    assert all(len(set(triples)) == len(triples) for triples in GRAPHS.values())


def test_no_blank_nodes() -> None:
    terms = [term for triples in GRAPHS.values() for triple in triples for term in triple]
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_page() -> None:
    page = "page:2024-11-20"
    assert ask(f'{page} a rg:Page ; schema:name "2024-11-20.txt" ; rg:encoding "utf-8" ; rg:edition "A2"')
    assert ask(f'{page} rg:source "晋北新报" ; schema:url "https://example.org/a2" ; rg:dateBasis "file name"')
    assert values("?t", f"{page} rg:text ?t") == [TEXT]
    assert values("?t", f"{page} rg:textSha256 ?t") == [PAGE.text_sha256]
    version = load_vocabulary().version
    assert ask(f'{page} prov:wasGeneratedBy ?s ; rg:vocabularyVersion "{version}" ; rg:softwareVersion ?v')


def test_article() -> None:
    article = "article:2024-11-20-1"
    assert ask(f"{article} a rg:Article ; schema:isPartOf page:2024-11-20 ; schema:position 1 ; rg:complete true")
    assert ask(f'{article} schema:headline "朔州经开区推行标准地" ; rg:kicker "改革进行时" ; rg:bodyLines "3-6"')
    assert values("?a", f"{article} schema:author ?a") == ["张三", "李四"]
    body = values("?b", f"{article} schema:articleBody ?b")[0]
    assert body.startswith("今年以来，朔州经济开发区出让标准地5宗")
    assert body.count("\n") == 1
    assert values("?z", f"{article} schema:about ?z") == [BASE + "zone/" + ZONE]
    assert ask(f"{article} schema:mentions reform:标准地, company:晋北机械有限公司, document:出让办法, place:140000")
    assert ask(f'{article} rg:fileName "2024-11-20.txt" ; rg:fileSha256 "{PAGE.file_sha256}" ; rg:encoding "utf-8"')
    assert ask(f'{article} rg:issueDate "2024-11-20"^^<http://id.loc.gov/datatypes/edtf/EDTF-level1>')


def test_zones_and_their_names() -> None:
    told = "?d rg:describes zone:朔州经济开发区"
    assert ask(
        f"{told} ; a rg:Description ; rg:describedAs rg:Zone ; rg:toldKind kind:经济开发区 ; rg:toldPlace place:140600"
    )
    assert values("?l", f'{told} ; schema:name "朔州经济开发区" ; schema:alternateName ?l') == ["朔州经开区"]
    # 新兴 is short for a county elsewhere: the place stands in front. The kind is found by its short form.
    park = "?d rg:describes zone:朔州-新兴产业园"
    assert ask(f"{park} ; rg:toldWhole zone:朔州经济开发区 ; rg:toldKind kind:产业园区")
    assert not ask("zone:朔州经济开发区 ?p ?o")


def test_a_zone_of_the_catalogue_has_the_iri_of_the_catalogue_by_any_name() -> None:
    zones = tuple(Zone(name, (), "经济技术开发区", PlaceCode("110000")) for name in ("亦庄经开区", "北京经开区"))
    found = replace(EXTRACTION, zones=zones, claims=(), figures=(), projects=())
    store = store_of(page_quads(PageExtraction(PAGE, (found,))))
    told = "?d rg:describes zone:北京经济技术开发区"
    assert values("?n", f"{told} ; schema:name|schema:alternateName ?n", store) == ["亦庄经开区", "北京经开区"]
    assert len(values("?d", told, store)) == 1


def test_each_thing_has_one_description_in_an_article() -> None:
    things = values("?t", "?d rg:describes ?t")
    assert len(things) == len(set(things)) > 6
    assert set(things) <= set(values("?t", "article:2024-11-20-1 schema:mentions ?t"))


def test_other_things() -> None:
    assert values("?l", "?d rg:describes company:晋北机械有限公司 ; schema:alternateName ?l") == ["晋北机械"]
    assert ask('person:2024-11-20-1-王某 a schema:Person ; schema:name "王某" ; rg:post "总经理"')
    assert ask("?d rg:describes document:出让办法 ; rg:describedAs eli:LegalResource")
    project = "project:2024-11-20-1-年产10万吨铸件项目"
    assert ask(f"{project} rg:projectCompany company:晋北机械有限公司 ; rg:projectZone zone:朔州-新兴产业园")


def test_a_number_is_another_name_of_its_document() -> None:
    span = Span.at(0, 3)
    documents = (
        Document("出让办法", (Mention("出让办法", span),)),
        Document("湖政发〔2021〕5号", (Mention("湖政发〔2021〕5号", span),), "出让办法"),
        Document("国办发〔2017〕7号", (Mention("国办发〔2017〕7号", span),)),
    )
    store = store_of(page_quads(replace(RESULT, extractions=(replace(EXTRACTION, documents=documents),))))
    assert values("?n", "document:出让办法 eli:id_local ?n", store) == ["湖政发〔2021〕5号"]
    assert ask('?m rg:mentionOf document:出让办法 ; rg:surface "湖政发〔2021〕5号"', store)
    named = values("?n", "?t rg:describedAs eli:LegalResource ; schema:name ?n", store)
    assert named == ["出让办法", "国办发〔2017〕7号"]


def test_mentions_gather_the_places_of_a_form() -> None:
    spans = values("?s", '?m a rg:Mention ; rg:mentionOf reform:标准地 ; rg:surface "标准地" ; rg:spans ?s')
    starts = [i for i in range(len(TEXT)) if TEXT.startswith("标准地", i)]
    assert spans == [" ".join(f"{start}-{start + 3}" for start in starts)]
    assert ask('?m rg:mentionOf zone:朔州经济开发区 ; rg:surface "朔州经济开发区" ; rg:spans ?s')


def test_claims_and_actors() -> None:
    claim = "claim:2024-11-20-1-1"
    edtf = "^^<http://id.loc.gov/datatypes/edtf/EDTF-level1>"
    assert ask(f"{claim} rg:actor zone:朔州经济开发区 ; rg:reform reform:标准地 ; rg:status status:adopted")
    assert ask(f'{claim} rg:whenText "今年以来" ; rg:onset "../2024-11-20"{edtf}')
    assert ask(f"{claim} prov:wasDerivedFrom article:2024-11-20-1")
    assert ask("claim:2024-11-20-1-2 rg:actor place:140000")
    assert ask(
        "claim:2024-11-20-1-3 rg:actor organ:山西省商务厅 . "
        '?d rg:describes organ:山西省商务厅 ; schema:name "山西省商务厅"'
    )
    assert ask("?d rg:describes place:140000 FILTER NOT EXISTS { ?d rg:describedAs|schema:name ?n }")
    assert not ask("claim:2024-11-20-1-4 rg:actor ?a")
    assert values("?c", "?c rg:candidate true") == [BASE + "claim/2024-11-20-1-3"]
    assert ask("?d rg:describes reform:亩均通报制 ; rg:describedAs skos:Concept ; rg:toldBroader reform:亩均论英雄")
    assert not ask("?d rg:describes reform:标准地 ; rg:describedAs|schema:name ?l")


def test_a_claim_without_an_actor_is_kept_and_says_what_is_denied_and_how_sure_it_is() -> None:
    known = replace(EXTRACTION.claims[0], actor_basis="heading", confidence=0.8)
    nobody = replace(EXTRACTION.claims[0], actor=None, actor_kind="none", status="referenced", denied=True,
                     actor_basis="printed")  # fmt: skip
    store = store_of(page_quads(PageExtraction(PAGE, (replace(EXTRACTION, claims=(known, nobody)),))))
    first, second = "claim:2024-11-20-1-1", "claim:2024-11-20-1-2"
    assert ask(
        f'{first} rg:actorBasis "heading" ; rg:confidence 0.8 FILTER NOT EXISTS {{ {first} rg:denied ?d }}', store
    )
    assert ask(f"{second} rg:denied true ; rg:reform reform:标准地 ; rg:evidence ?e", store)
    assert ask(f'{second} rg:actorBasis "none"', store)
    assert not ask(f"{second} rg:actor ?a", store)


def test_figures_stand_once_and_keep_the_printed_value() -> None:
    figure = f"figure:2024-11-20-1-{FIGURE.span.start}-{FIGURE.span.end}"
    assert len(values("?f", "?f a rg:Figure")) == 2
    assert ask(f'{figure} schema:value "20.50" ; schema:unitText "亩" ; rg:valueSI 13666.67 ; rg:unitSI "m²"')
    assert ask(f"{figure} rg:about zone:朔州经济开发区 ; rg:start {FIGURE.span.start} ; rg:stop {FIGURE.span.end}")
    assert ask(f"claim:2024-11-20-1-1 rg:figure {figure}")
    assert ask('?f rg:bound "min" ; rg:valueMax "6"')


def test_times_and_values_compare_without_reading_strings() -> None:
    told = replace(COUNT, value="26", value_max="31", value_si="260000", unit="万元", unit_si="CNY",
                   period_edtf=Edtf("2023"), bound=None)  # fmt: skip
    claim = replace(EXTRACTION.claims[0], figures=(told,), when_edtf=Edtf("2023-03/.."))
    store = store_of(page_quads(PageExtraction(PAGE, (replace(EXTRACTION, figures=(told,), claims=(claim,)),))))
    within = "FILTER(?a >= '2023-01-01'^^xsd:date && ?b <= '2023-12-31'^^xsd:date)"
    figures = f"?f rg:periodEarliest ?a ; rg:periodLatest ?b {within}"
    assert len(values("?f", figures, store)) == 1
    assert ask("?f rg:number ?n ; rg:valueMaxSI ?m FILTER(?n = 26 && ?m = 310000)", store)
    assert ask("?f rg:unit <http://qudt.org/vocab/currency/CNY>", store)
    assert ask("?c rg:whenEarliest '2023-03-01'^^xsd:date FILTER NOT EXISTS { ?c rg:whenLatest ?z }", store)


def test_two_figures_of_one_span_stay_apart() -> None:
    other = replace(COUNT, indicator="另一指标")
    found = replace(EXTRACTION, figures=(COUNT, other), claims=())
    store = store_of(page_quads(PageExtraction(PAGE, (found,))))
    assert len(values("?f", "?f a rg:Figure", store)) == 2


def test_a_figure_of_a_place_or_organ_makes_no_zone() -> None:
    figures = (replace(COUNT, zone="山西省"), replace(FIGURE, zone="山西省商务厅"))
    store = store_of(page_quads(PageExtraction(PAGE, (replace(EXTRACTION, figures=figures),))))
    assert values("?o", "?f rg:about ?o", store) == [BASE + "organ/山西省商务厅", BASE + "place/140000"]
    assert len(values("?z", "?d rg:describes ?z ; rg:describedAs rg:Zone", store)) == 2


def test_evidence_is_what_the_page_says() -> None:
    query = f"""{sparql_prefixes()} SELECT ?exact ?start ?end ?text {{
        ?claim rg:evidence ?e . ?e a oa:Annotation ; oa:hasBody ?claim ; oa:hasTarget ?t .
        ?t oa:hasSource ?page ; oa:hasSelector ?q, ?p . ?q oa:exact ?exact ; oa:prefix ?b ; oa:suffix ?a .
        ?p oa:start ?start ; oa:end ?end . ?page rg:text ?text }}"""
    rows = list(solutions(STORE, query))
    assert len(rows) == 4
    for row in rows:
        start, end = int(row["start"].value), int(row["end"].value)
        assert row["text"].value[start:end].replace("\n", "") == row["exact"].value


def test_numbers_are_stored_as_they_are_made() -> None:
    stored = {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in STORE}
    made = {(str(t.subject), str(t.predicate), str(t.object), f"<{g}>") for g, ts in GRAPHS.items() for t in ts}
    assert stored == made


@pytest.mark.parametrize(
    ("given", "wanted"), [("0.50", "0.5"), ("5.0", "5"), ("100", "100"), ("-0.0", "0"), ("138.64", "138.64")]
)
def test_decimals_are_canonical(given: str, wanted: str) -> None:
    assert decimal(given).value == wanted


def test_lone_surrogates_keep_offsets() -> None:
    assert text("甲\ud800乙").value == "甲\ufffd乙"
    page = replace(PAGE, text=TEXT + "\ud800", source="\udc00")
    graphs = page_quads(PageExtraction(page, (EXTRACTION,)))
    assert len(values("?t", "?p a rg:Page ; rg:text ?t", store_of(graphs))[0]) == len(TEXT) + 1


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=12), st.integers(0, 60))
@example(b"\xff", 3)
def test_bytes_that_are_no_text_lose_no_page(noise: bytes, at: int) -> None:
    """Names cut out of a page that was decoded with replacement signs are names of things all the same."""
    name = (ZONE.encode()[:at] + noise + ZONE.encode()[at:]).decode("utf-8", "replace")
    zones = (Zone(name, (), "经济开发区", PlaceCode("140600")),)
    claims = (replace(EXTRACTION.claims[0], actor=name, reform=name, figures=()),)
    found = replace(EXTRACTION, zones=zones, companies=(Company(name, ()),), claims=claims, figures=(), projects=())
    graphs = page_quads(PageExtraction(replace(PAGE, source=name), (found,)))
    quads = [quad_of(triple, graph) for graph, triples in graphs.items() for triple in triples]
    written = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert len(list(ox.parse(written, format=ox.RdfFormat.N_QUADS))) == len(quads)


def test_hostile_names_and_missing_parts() -> None:
    article = replace(ARTICLE, id="x-1", paragraphs=(), lines={}, title="")
    claim = Claim(' <>"{}|\\^` ', "\n", "county", "adopted", (), "", EXTRACTION.claims[0].evidence_span)
    found = replace(
        EXTRACTION, article=article, zones=(Zone("", (), "无", PlaceCode("000000"), ""), Zone("甲", (), part_of="乙")),
        companies=(Company("a(b)", ()), Company("ab", ())), claims=(claim,),
    )  # fmt: skip
    store = store_of(page_quads(PageExtraction(replace(PAGE, issue_date=None), (found,))))
    assert ask(
        "?d rg:describes zone:甲 ; rg:toldWhole zone:乙 . ?e rg:describes zone:乙 ; rg:describedAs rg:Zone", store
    )
    assert values("?l", "?d rg:describes company:ab ; schema:name ?l", store) == ["a(b)"]
    assert values("?l", "?d rg:describes company:ab ; schema:alternateName ?l", store) == ["ab"]
    assert not ask("?a rg:issueDate ?d", store)


def test_county_in_the_province_of_the_zones_is_meant() -> None:
    zone = Zone("晋中经济技术开发区", (), "经济技术开发区", PlaceCode("140700"))
    claim = replace(EXTRACTION.claims[0], actor="城区", actor_kind="county", figures=())
    found = replace(EXTRACTION, zones=(zone,), claims=(claim,), figures=(), projects=())
    store = store_of(page_quads(PageExtraction(PAGE, (found,))))
    (actor,) = values("?a", "?c rg:actor ?a", store)
    assert actor.startswith(BASE + "place/14")


def test_an_unknown_place_is_an_organ() -> None:
    claim = replace(EXTRACTION.claims[0], actor="无此市", actor_kind="city", figures=())
    found = replace(EXTRACTION, claims=(claim,))
    assert ask("?c rg:actor organ:无此市", store_of(page_quads(PageExtraction(PAGE, (found,)))))


def test_base_and_time_are_arguments() -> None:
    other = "https://example.org/t/"
    graphs = page_quads(RESULT, other, generated="2024-11-21T08:00:00Z")
    assert set(graphs) == {other + "graph/page-2024-11-20", other + "graph/2024-11-20-1"}
    everything = [term.value for triples in graphs.values() for t in triples for term in t]
    assert not [value for value in everything if value.startswith(BASE)]
    assert sum(value == "2024-11-21T08:00:00Z" for value in everything) == 2


def test_every_term_used_is_declared() -> None:
    declared = {quad.subject.value for quad in ONTOLOGY}
    graphs = GRAPHS | vocabulary_quads() | dataset_quads({"pages": 1})
    used = {term.value for triples in graphs.values() for t in triples for term in t if isinstance(term, ox.NamedNode)}
    schemes = {RG + name for name in ("Reforms", "ReformCandidates", "RejectedCandidates", "RetiredReforms",
                                      "Categories", "ZoneKinds")}  # fmt: skip
    assert {iri for iri in used if iri.startswith(RG)} - declared - schemes - {RG} == set()


def test_every_term_is_labelled_and_tied_to_a_known_vocabulary() -> None:
    described: dict[str, dict[str, list[ox.Quad]]] = {}
    for quad in ONTOLOGY:
        described.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad)
    known = tuple(space for prefix, space in prefixes().items() if prefix != "rg")
    terms = tied = 0
    for iri, about in described.items():
        kinds = {value_of(quad.object) for quad in about[RDF + "type"]}
        if not kinds & {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property"}:
            continue
        terms += 1
        for predicate in ("label", "comment"):
            assert {language_of(quad.object) for quad in about[RDFS + predicate]} == {"zh", "en"}, iri
        above = [value_of(q.object) for name in ("subClassOf", "subPropertyOf") for q in about.get(RDFS + name, ())]
        tied += bool(above)
        assert all(parent.startswith(known) or parent in described for parent in above), iri
    assert terms > 80
    # Some have no parent that would be true of them: counts, positions, flags.
    assert tied / terms > 0.65


def test_vocabulary_and_places() -> None:
    graphs = vocabulary_quads()
    assert list(graphs) == [BASE + "graph/vocabulary", BASE + "graph/places", BASE + "graph/zones"]
    store = store_of(graphs)
    assert len(values("?r", "?r skos:inScheme rg:Reforms", store)) == len(load_vocabulary().reforms)
    assert ask('reform:标准地 rg:category category:用地 ; rg:core true ; skos:prefLabel "标准地"@zh', store)
    assert ask('place:140602 a rg:County ; schema:containedInPlace place:140600 ; skos:altLabel "朔城"@zh', store)
    assert len(values("?s", "?s skos:inScheme rg:Statuses", store)) == 5


def test_merged_reforms_stay_and_say_what_replaces_them() -> None:
    store = store_of(vocabulary_quads())
    assert ask("reform:智慧审批 owl:deprecated true ; dct:isReplacedBy reform:智能审批 ; skos:notation 'R0062'", store)
    assert not ask("reform:智慧审批 skos:inScheme rg:Reforms", store)
    assert not ask(
        "?retired owl:deprecated true . ?retired dct:isReplacedBy ?other . ?other owl:deprecated true", store
    )


def test_everything_a_csv_tells_of_a_reform_is_written(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    row = {
        "notation": "R0001", "name": "甲制", "pinyin": "jia zhi", "category": "land", "related": "乙制", "heading": "1",
        "first_year": "2015", "source": "《某文》", "source_number": "国发〔2015〕1号", "definition_zh": "某种做法。",
        "scope_note_zh": "不是丙制。", "aliases": "",
    }  # fmt: skip
    other = dict.fromkeys(row, "") | {"name": "乙制", "category": "land"}
    path.write_text("\n".join(",".join(one) for one in (row, row.values(), other.values())), encoding="utf-8")
    store = store_of(vocabulary_quads(vocabulary=load_vocabulary(path)))
    assert ask('reform:甲制 skos:notation "R0001" ; skos:related reform:乙制 ; rg:heading true', store)
    assert ask('reform:甲制 rg:firstYear "2015"^^xsd:gYear ; rg:sourceDocument "《某文》"@zh', store)
    assert ask('reform:甲制 rg:sourceNumber "国发〔2015〕1号" ; skos:definition "某种做法。"@zh', store)
    assert ask('reform:甲制 skos:scopeNote "不是丙制。"@zh ; skos:hiddenLabel "jia zhi"@zh-latn-pinyin', store)
    assert not ask("?retired owl:deprecated true", store)


def test_vocabulary_under_another_base() -> None:
    other = "https://example.org/t/"
    triples = vocabulary_quads(other)[other + "graph/vocabulary"]
    assert not [term for triple in triples for term in triple if value_of(term).startswith(BASE)]
    assert [triple for triple in triples if value_of(triple.subject) == other + "reform/标准地"]


def test_a_vocabulary_of_the_user_takes_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,category,aliases,broader\n甲制,自定,乙制,\n丙制,land,,甲制\n", encoding="utf-8")
    store = store_of(vocabulary_quads(vocabulary=load_vocabulary(path)))
    assert len(values("?r", "?r skos:inScheme rg:Reforms", store)) == 2
    assert ask("reform:丙制 skos:broader reform:甲制 ; rg:category category:用地", store)
    assert ask("reform:甲制 rg:category category:自定 . category:自定 skos:inScheme rg:Categories", store)


def test_description_of_the_data_set() -> None:
    graphs = dataset_quads({"quads": 12, "pages": 3, "unknown": 1}, generated="2024-11-21T08:00:00Z")
    store = store_of(graphs)
    assert list(graphs) == [BASE + "graph/dataset"]
    assert ask("graph:dataset a void:Dataset, dcat:Dataset ; void:triples 12 ; dct:issued ?t", store)
    assert ask("graph:dataset void:classPartition ?p . ?p void:class rg:Page ; void:entities 3", store)
    made = dataset_quads({}, made_by=[(BASE + "software/x", "0.2", "abc")])
    assert ask('software:x a prov:Activity ; rg:softwareVersion "0.2" ; rg:vocabularyVersion "abc"', store_of(made))


def test_line_ranges() -> None:
    assert line_ranges([]) == ""
    assert line_ranges([9, 1, 2, 2, 3, 5]) == "1-3 5 9"


def test_a_bare_zone_that_nobody_can_tell_is_its_articles_own() -> None:
    """Two articles that speak of 高新区 do not speak of one zone; with a source they speak of the one it tells."""
    from reformgraph.extraction.article import extract_page
    from reformgraph.reading.read_pages import page_from_text

    text = "高新区推行标准地。高新区开会，高新区实行承诺制。"
    iris = set()
    for name in ("one", "two"):
        quads = [q for quads in page_quads(extract_page(page_from_text(text, name))).values() for q in quads]
        iris |= {value_of(q.object) for q in quads if q.predicate.value == RG + "actor"}
    assert len(iris) == 2
    assert all("/zone/" in iri for iri in iris)
