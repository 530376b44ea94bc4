"""A small invented store: three zones, two reforms, reprints, a withdrawal, a plan, a cited model."""

from __future__ import annotations

import pyoxigraph as ox

from reformgraph.store import Store, open_store

HEAD = """
@prefix rg: <https://w3id.org/reformgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://id.loc.gov/datatypes/edtf/> .
@prefix zone: <https://w3id.org/reformgraph/id/zone/> .
@prefix reform: <https://w3id.org/reformgraph/id/reform/> .
@prefix company: <https://w3id.org/reformgraph/id/company/> .
@prefix place: <https://w3id.org/reformgraph/id/place/> .
@prefix organ: <https://w3id.org/reformgraph/id/organ/> .
@prefix status: <https://w3id.org/reformgraph/id/status/> .
@prefix category: <https://w3id.org/reformgraph/id/category/> .
@prefix article: <https://w3id.org/reformgraph/id/article/> .
@prefix page: <https://w3id.org/reformgraph/id/page/> .
@prefix claim: <https://w3id.org/reformgraph/id/claim/> .
@prefix adoption: <https://w3id.org/reformgraph/id/adoption/> .
@prefix evidence: <https://w3id.org/reformgraph/id/evidence/> .
@prefix figure: <https://w3id.org/reformgraph/id/figure/> .
"""
PLACES = """
place:990000 a rg:Province ; skos:prefLabel "云岭省"@zh ; skos:notation "990000" .
place:990100 a rg:City ; skos:prefLabel "青川市"@zh ; skos:notation "990100" ; schema:containedInPlace place:990000 ;
  schema:longitude 110.5 ; schema:latitude 30.25 .
place:990200 a rg:City ; skos:prefLabel "白水市"@zh ; skos:notation "990200" ; schema:containedInPlace place:990000 .
"""
VOCABULARY = """
reform:甲制 a skos:Concept ; skos:inScheme rg:Reforms ; skos:prefLabel "甲制"@zh, "System A"@en ;
  skos:altLabel "甲制改革"@zh ; rg:category category:审批 ; rg:level "national" ; rg:core true .
reform:乙制 a skos:Concept ; skos:inScheme rg:ReformCandidates ; skos:prefLabel "乙制"@zh .
"""
ARTICLES = """
page:p1 a rg:Page ; schema:name "p1.txt" ; rg:source "虚构日报" .
article:a1 a rg:Article ; schema:isPartOf page:p1 ; schema:position 1 ; schema:headline "青川新事" ;
  rg:issueDate "2021-06-15"^^e:EDTF-level1 ; schema:about zone:青川开发区 ;
  schema:mentions zone:青川开发区, reform:甲制, company:云机公司, company:云岭机械有限公司, zone:白水开发区 .
article:a2 a rg:Article ; schema:isPartOf page:p1 ; schema:position 2 ; schema:headline "青川新事（转载）" ;
  rg:issueDate "2021-06-20"^^e:EDTF-level1 ; schema:about zone:青川开发区 ;
  schema:mentions zone:青川开发区, reform:甲制 .
article:a3 a rg:Article ; schema:isPartOf page:p1 ; schema:position 3 ; schema:headline "白水取经" ;
  rg:issueDate "2023-03-01"^^e:EDTF-level1 ; schema:about zone:白水开发区 ;
  schema:mentions zone:白水开发区, zone:青川开发区, reform:甲制, reform:乙制, company:云岭机械有限公司 .
zone:青川开发区 a rg:Zone ; skos:prefLabel "青川开发区"@zh ; skos:altLabel "青川区"@zh ; rg:place place:990100 .
zone:白水开发区 a rg:Zone ; skos:prefLabel "白水开发区"@zh ; rg:place place:990200, place:990000 .
zone:石桥园 a rg:Zone ; skos:prefLabel "石桥园"@zh ; org:subOrganizationOf zone:青川开发区 ; rg:place place:990100 .
company:云岭机械有限公司 a rg:Company ; skos:prefLabel "云岭机械有限公司"@zh ; rg:place place:990000 .
company:云机公司 a rg:Company ; skos:prefLabel "云机公司"@zh .
organ:云岭省商务厅 a rg:Organ ; skos:prefLabel "云岭省商务厅"@zh .
"""
CLAIMS = """
claim:c1 a rg:AdoptionClaim ; rg:actor zone:青川开发区 ; rg:reform reform:甲制 ; rg:status status:adopted ;
  rg:whenText "2020年" ; rg:when "2020"^^e:EDTF-level1 ; rg:onset "2020"^^e:EDTF-level1 ; rg:figure figure:f1 ;
  rg:evidence evidence:c1 ; prov:wasDerivedFrom article:a1 .
evidence:c1 oa:hasTarget evidence:c1-t . evidence:c1-t oa:hasSelector evidence:c1-q, evidence:c1-p .
evidence:c1-q oa:exact "2020年推行甲制。" . evidence:c1-p oa:start 10 ; oa:end 19 .
figure:f1 rg:indicator "办件" ; schema:value "12" ; schema:unitText "件" ; rg:printed "12件" .
claim:c2 a rg:AdoptionClaim ; rg:actor zone:青川开发区 ; rg:reform reform:甲制 ; rg:status status:adopted ;
  prov:wasDerivedFrom article:a2 .
claim:c3 a rg:AdoptionClaim ; rg:actor zone:白水开发区 ; rg:reform reform:甲制 ; rg:status status:withdrawn ;
  rg:when "2023-02"^^e:EDTF-level1 ; prov:wasDerivedFrom article:a3 .
claim:c4 a rg:AdoptionClaim ; rg:actor zone:白水开发区 ; rg:reform reform:乙制 ; rg:status status:planned ;
  prov:wasDerivedFrom article:a3 .
claim:c5 a rg:AdoptionClaim ; rg:actor zone:青川开发区 ; rg:reform reform:乙制 ; rg:status status:referenced ;
  rg:evidence evidence:c5 ; prov:wasDerivedFrom article:a3 .
evidence:c5 oa:hasTarget evidence:c5-t . evidence:c5-t oa:hasSelector evidence:c5-q, evidence:c5-p .
evidence:c5-q oa:exact "学习青川的乙制。" . evidence:c5-p oa:start 40 ; oa:end 48 .
claim:c6 a rg:AdoptionClaim ; rg:actor organ:云岭省商务厅 ; rg:reform reform:甲制 ; rg:status status:required ;
  prov:wasDerivedFrom article:a3 .
"""
DERIVED = """
article:a2 rg:reprintOf article:a1 .
company:云机公司 rg:sameAs company:云岭机械有限公司 .
adoption:1 a rg:Adoption ; rg:actor zone:青川开发区 ; rg:reform reform:甲制 ; rg:status status:adopted ;
  rg:onset "2020"^^e:EDTF-level1 ; rg:onsetEarliest "2020-01-01"^^xsd:date ; rg:onsetLatest "2020-12-31"^^xsd:date ;
  rg:claim claim:c1, claim:c2 .
adoption:2 a rg:Adoption ; rg:actor zone:白水开发区 ; rg:reform reform:甲制 ; rg:status status:withdrawn ;
  rg:onset "../2021-05-31"^^e:EDTF-level1 ; rg:onsetLatest "2021-05-31"^^xsd:date ; rg:end "2023-02"^^e:EDTF-level1 ;
  rg:claim claim:c3 .
adoption:3 a rg:Adoption ; rg:actor zone:白水开发区 ; rg:reform reform:乙制 ; rg:status status:planned ;
  rg:claim claim:c4 .
adoption:4 a rg:Adoption ; rg:actor zone:石桥园 ; rg:reform reform:乙制 ; rg:status status:adopted .
"""
GRAPHS = {"places": PLACES, "vocabulary": VOCABULARY, "articles": ARTICLES, "claims": CLAIMS, "derived": DERIVED}


def invented_store() -> Store:
    """The store, in memory."""
    store = open_store(":memory:")
    store.add(
        (
            f"https://w3id.org/reformgraph/id/graph/{name}",
            [quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)],
        )
        for name, text in GRAPHS.items()
    )
    store.commit()
    return store
