"""Pages of zones, places, organs, reforms, companies and adoptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from reformgraph.iri import DCT, RG, SKOS
from reformgraph.show.serve.lookups import CHINESE, Look, first, local, plain_time, values
from reformgraph.show.serve.markup import Markup, table, tag

_OF_ACTOR = """SELECT ?adoption ?reform ?status ?onset ?sources { GRAPH graph:derived {
  ?adoption rg:actor ?thing ; rg:status ?status ; rg:reform ?reform .
  OPTIONAL { ?adoption rg:onset ?onset } OPTIONAL { ?adoption rg:independentSources ?sources } } }"""
_OF_REFORM = """SELECT ?adoption ?actor ?status ?onset ?sources { GRAPH graph:derived {
  ?adoption rg:reform ?thing ; rg:status ?status ; rg:actor ?actor .
  OPTIONAL { ?adoption rg:onset ?onset } OPTIONAL { ?adoption rg:independentSources ?sources } } } LIMIT 2000"""
_ABOUT = """SELECT DISTINCT ?article ?headline ?issued ?source { GRAPH ?graph {
  ?article schema:about ?thing .
  OPTIONAL { ?article schema:headline ?headline } OPTIONAL { ?article rg:issueDate ?issued }
  OPTIONAL { ?article rg:source ?source } } } LIMIT 500"""
_NAMING = _ABOUT.replace("schema:about", "schema:mentions")
_NARROWER = "SELECT DISTINCT ?narrower { ?narrower skos:broader ?thing }"
_ZONES_AT = """SELECT DISTINCT ?zone { GRAPH graph:places { ?at schema:containedInPlace* ?thing }
  ?zone rg:place ?at FILTER(CONTAINS(STR(?zone), "/zone/")) } LIMIT 1000"""
_COMPANIES = """SELECT DISTINCT ?company { GRAPH ?graph { ?article schema:about ?thing ; schema:mentions ?company .
  ?company a rg:Company } } LIMIT 500"""
_CLAIMS = """SELECT DISTINCT ?claim ?status ?article ?headline ?source ?issued ?quote {
  GRAPH graph:derived { ?thing rg:claim ?claim }
  GRAPH ?graph {
    ?claim prov:wasDerivedFrom ?article ; rg:status ?status ; rg:evidence ?note .
    ?note oa:hasTarget ?target . ?target oa:hasSelector ?quoted . ?quoted oa:exact ?quote .
    OPTIONAL { ?article schema:headline ?headline } OPTIONAL { ?article rg:issueDate ?issued }
    OPTIONAL { ?article rg:source ?source } } }"""
#: Objects of a thing by predicate IRI.
Found = Mapping[str, Sequence[ox.NamedNode | ox.Literal | ox.BlankNode]]
_ORDER = ("adopted", "planned", "required", "withdrawn", "referenced")


def actor(look: Look, iri: str) -> list[object]:
    """A zone, place or organ: what it is, its reforms, the articles about it."""
    found = look.of(iri)
    kinds = look.kinds(iri)
    zones = look.rows(_ZONES_AT, thing=iri) if "/place/" in iri else []
    companies = sorted(str(row["company"]) for row in look.rows(_COMPANIES, thing=iri)) if "Zone" in kinds else []
    return [
        tag("h1", look.label(iri)),
        _facts(
            look,
            ("类型", values(found, RG + "zoneKind") or [CHINESE[kind] for kind in kinds if kind in CHINESE][:1]),
            ("所在地", values(found, RG + "place")),
            ("上级地方", values(found, "https://schema.org/containedInPlace")),
            ("属于", values(found, "http://www.w3.org/ns/org#subOrganizationOf")),
            ("又称", [name for name in values(found, SKOS + "altLabel") if name != look.label(iri)]),
            ("即", values(found, RG + "sameAs")),
        ),
        _adoptions(look, look.rows(_OF_ACTOR, thing=iri), "reform", "改革"),
        _ask(iri, look, ("reforms-of", "zone"), ("similar-zones", "zone"), ("not-yet", "zone"), ("evidence", "zone")),
        _list(look, f"辖区内的开发区（{len(zones)}）", sorted(str(row["zone"]) for row in zones)),
        _articles(look, "相关文章", look.rows(_ABOUT, thing=iri)),
        _list(look, f"文章点名的企业（{len(companies)}）", companies),
    ]


def reform(look: Look, iri: str) -> list[object]:
    """A reform: what it means, who adopted it."""
    found = look.of(iri)
    narrower = sorted(str(row["narrower"]) for row in look.rows(_NARROWER, thing=iri))
    english = [term.value for term in found.get(SKOS + "prefLabel", ()) if getattr(term, "language", None) == "en"]
    candidate = RG + "ReformCandidates" in values(found, SKOS + "inScheme")
    return [
        tag("h1", look.label(iri), tag("span", "待定", class_="status planned") if candidate else None),
        tag("p", " · ".join(english), class_="told", lang="en") if english else None,
        [tag("p", text, lang=language) for text, language in _told(found, SKOS + "definition")],
        [tag("p", text, lang=language, class_="told") for text, language in _told(found, SKOS + "scopeNote")],
        _facts(
            look,
            ("类别", values(found, RG + "category")),
            ("上位", values(found, SKOS + "broader")),
            ("上位（推测）", values(found, RG + "suggestedBroader")),
            ("下位", narrower),
            ("相关", values(found, SKOS + "related")),
            ("又称", values(found, SKOS + "altLabel")),
            ("首次见报", values(found, DCT + "issued") if candidate else []),
            ("首见年份", values(found, RG + "firstYear")),
            ("依据", values(found, RG + "sourceDocument") + values(found, RG + "sourceNumber")),
            ("编号", values(found, SKOS + "notation")),
        ),
        _adoptions(look, look.rows(_OF_REFORM, thing=iri), "actor", "主体"),
        _ask(iri, look, ("first-movers", "reform"), ("adoption-curve", "reform"), ("travel-together", "reform"),
             ("figures-of-reform", "reform")),
        _articles(look, "提到这项改革的文章", look.rows(_NAMING, thing=iri)),
    ]  # fmt: skip


def _told(found: Found, predicate: str) -> list[tuple[str, str]]:
    """Texts with their language, the Chinese ones first."""
    told = [(term.value, term.language or "zh") for term in found.get(predicate, ()) if isinstance(term, ox.Literal)]
    return sorted(told, key=lambda one: (one[1] != "zh", one))


def company(look: Look, iri: str) -> list[object]:
    """A company: its names, the articles that name it."""
    found = look.of(iri)
    return [
        tag("h1", look.label(iri)),
        _facts(
            look,
            ("所在地", values(found, RG + "place")),
            ("又称", [name for name in values(found, SKOS + "altLabel") if name != look.label(iri)]),
            ("即", values(found, RG + "sameAs")),
        ),
        _ask(iri, look, ("zones-of-company", "company")),
        _articles(look, "提到这家企业的文章", look.rows(_NAMING, thing=iri)),
    ]


def adoption(look: Look, iri: str) -> list[object]:
    """An adoption: status, onset, every claim with its quotation."""
    found = look.of(iri)
    actor_iri, reform_iri = first(found, RG + "actor"), first(found, RG + "reform")
    status = local(first(found, RG + "status"))
    claims = sorted(look.rows(_CLAIMS, thing=iri), key=lambda row: (str(row["issued"] or "9999"), str(row["claim"])))
    facts = (("开始", "onset"), ("最早可能", "onsetEarliest"), ("最晚可能", "onsetLatest"), ("结束", "end"),
             ("独立来源", "independentSources"))  # fmt: skip
    return [
        tag("h1", look.link(actor_iri), "：", look.link(reform_iri)),
        tag("p", tag("span", CHINESE.get(status, status), class_=f"status {status}")),
        tag(
            "dl",
            [
                (tag("dt", name), tag("dd", plain_time(first(found, RG + key))))
                for name, key in facts
                if first(found, RG + key)
            ],
        ),
        tag("h2", f"依据（{len(claims)}）"),
        [
            tag(
                "section",
                tag("blockquote", str(row["quote"])),
                tag(
                    "p",
                    "—— ",
                    " ".join(str(row[key]) for key in ("source", "issued") if row[key]),
                    " ",
                    look.link(str(row["article"]), row["headline"] or None, "#e-" + local(str(row["claim"]))),
                    class_="told",
                ),
                class_="claim",
            )
            for row in claims
        ],
    ]


def _facts(look: Look, *facts: tuple[str, list[str]]) -> Markup:
    return tag("dl", [(tag("dt", name), tag("dd", _joined(look, told))) for name, told in facts if told])


def _joined(look: Look, told: list[str]) -> list[object]:
    parts: list[object] = []
    for value in told:
        parts += ["、", look.shown(value)] if parts else [look.shown(value)]
    return parts


def _adoptions(look: Look, rows: list[dict[str, str | None]], other: str, head: str) -> object:
    if not rows:
        return None

    def order(row: dict[str, str | None]) -> tuple[int, str, str]:
        status = local(str(row["status"]))
        return _ORDER.index(status) if status in _ORDER else 9, _last(row["onset"]), str(row[other])

    made = []
    for row in sorted(rows, key=order):
        status = local(str(row["status"]))
        made.append(
            (
                look.link(str(row[other])),
                tag("span", CHINESE.get(status, status), class_=f"status {status}"),
                plain_time(row["onset"] or ""),
                row["sources"] or "",
                look.link(str(row["adoption"]), "依据"),
            )
        )
    return [tag("h2", f"{head}（{len(made)}）"), table((head, "状态", "开始", "独立来源", ""), made)]


def _last(onset: str | None) -> str:
    return (onset or "9999").rpartition("/")[2]


def _articles(look: Look, head: str, rows: list[dict[str, str | None]]) -> object:
    if not rows:
        return None
    rows.sort(key=lambda row: (str(row["issued"] or "9999"), str(row["article"])))
    made = [
        (row["issued"] or "", look.link(str(row["article"]), row["headline"] or None), row["source"] or "")
        for row in rows
    ]
    return [tag("h2", f"{head}（{len(rows)}）"), table(("日期", "标题", "来源"), made)]


def _list(look: Look, head: str, iris: list[str]) -> object:
    return [tag("h2", head), tag("p", look.links(iris))] if iris else None


def _ask(iri: str, look: Look, *asked: tuple[str, str]) -> Markup:
    """Links to questions about the thing."""
    from urllib.parse import urlencode

    from reformgraph.sparql.named_questions import question

    links = [
        tag("a", question(name).title_zh, href=f"/question/{name}?{urlencode({parameter: iri})}")
        for name, parameter in asked
    ]
    return tag("p", "接着问：", [(link, " ") for link in links], class_="ask")
