"""Pages of zones, places, organs, reforms, companies and adoptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from reformgraph.iri import DCT, RG, SKOS
from reformgraph.language.plain_time import plain_time
from reformgraph.show.serve.lookups import CHINESE, Look, first, local, values
from reformgraph.show.serve.markup import Markup, table, tag
from reformgraph.views import store_rows
from reformgraph.views.store_rows import AdoptionRow, ArticleRow, ClaimRow, EvidenceRow

_ABOUT = """SELECT DISTINCT ?article ?headline ?issued ?source {
  GRAPH graph:derived { ?named rg:canonical ?thing }
  GRAPH ?graph {
    ?article schema:about ?named .
    OPTIONAL { ?article schema:headline ?headline } OPTIONAL { ?article rg:issueDate ?issued }
    OPTIONAL { ?article rg:source ?source } } } LIMIT 500"""
_NAMING = _ABOUT.replace("schema:about", "schema:mentions")
_NARROWER = "SELECT DISTINCT ?narrower { ?narrower skos:broader ?thing }"
_ZONES_AT = """SELECT DISTINCT ?zone { GRAPH graph:places { ?at schema:containedInPlace* ?thing }
  ?zone rg:place ?at ; a rg:Zone . GRAPH graph:derived { ?zone rg:canonical ?zone } } LIMIT 1000"""
_COMPANIES = """SELECT DISTINCT ?company { GRAPH graph:derived { ?named rg:canonical ?thing }
  GRAPH ?graph { ?article schema:about ?named ; schema:mentions ?told }
  GRAPH graph:derived { ?told rg:canonical ?company . ?company a rg:Company } } LIMIT 500"""
#: Adopters of one reform that a page shows.
_MOST = 2000
#: Objects of a thing by predicate IRI.
Found = Mapping[str, Sequence[ox.NamedNode | ox.Literal | ox.BlankNode]]
_ORDER = ("adopted", "planned", "required", "withdrawn", "referenced")


def actor(look: Look, iri: str) -> list[object]:
    """A zone, place or organ: what it is, its reforms, the articles about it."""
    found = look.of(iri)
    kinds = look.kinds(iri)
    zones = look.rows(_ZONES_AT, thing=iri) if {"Province", "City", "County"} & set(kinds) else []
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
        _adoptions(look, store_rows.adoptions(look.store, actor=iri), "reform", "改革"),
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
        _adoptions(look, store_rows.adoptions(look.store, reform=iri)[:_MOST], "actor", "主体"),
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
    """An adoption: status, onset, who supports and who disputes it, every claim with its quotation."""
    known = next(iter(store_rows.adoptions(look.store, [iri])), None)
    if known is None:
        return [tag("h1", look.label(iri))]
    disagreeing = known.onsets_agree is False
    onsets = [plain_time(edtf) for edtf in values(look.of(iri), RG + "onsetClaimed")]
    told = (("开始", known.onset), ("最早可能", known.earliest), ("最晚可能", known.latest), ("结束", known.end))
    return [
        tag("h1", look.link(known.actor), "：", look.link(known.reform)),
        tag("p", _status(known.status), " ", sides(known)),
        tag(
            "dl",
            [(tag("dt", name), tag("dd", plain_time(edtf))) for name, edtf in told if edtf],
            (tag("dt", "开始的说法不一"), tag("dd", "；".join(onsets))) if disagreeing else None,
        ),
        _conflicts(look, iri),
        _history(look, iri),
        _members(look, iri),
    ]


def sides(known: AdoptionRow) -> Markup:
    """How many independent sources support an adoption, and how many dispute it."""
    against = f"，{known.disputing} 篇不同" if known.disputing else ""
    return tag("span", f"{known.sources or 0} 篇支持{against}", class_="told")


def _status(status: str) -> Markup:
    return tag("span", CHINESE.get(status, status), class_=f"status {status}")


def _conflicts(look: Look, iri: str) -> object:
    """Figures that cannot all be true."""
    figures = [look.of(figure) for figure in store_rows.conflicts(look.store, [iri]).get(iri, ())]
    rows = sorted((first(one, RG + "indicator"), first(one, RG + "period"), first(one, RG + "text")) for one in figures)
    return [tag("h2", "互相矛盾的数字"), table(("指标", "时期", "数字"), rows)] if rows else None


def _history(look: Look, iri: str) -> object:
    """What was told in the order of the days, where it changed."""
    steps = store_rows.steps(look.store, [iri]).get(iri, [])
    if len(steps) < 2:
        return None
    rows = [
        (
            row["day"] or "日期不详",
            [_status(local(str(row["status"]))), " 否认" if row["denied"] == "true" else ""],
            row["sources"],
        )
        for row in steps
    ]
    return [tag("h2", "前后说法"), table(("日期", "说法", "来源数"), rows)]


def _members(look: Look, iri: str) -> list[object]:
    """The claims: those that dispute first, then by the date of issue."""
    supports, disputes = (set(side.get(iri, ())) for side in store_rows.sides(look.store, [iri]))
    wanted = values(look.of(iri), RG + "claim")
    claims, quoted = store_rows.claims(look.store, wanted), store_rows.evidence(look.store, wanted)
    articles = store_rows.articles(look.store, {claim.article for claim in claims})

    def order(claim: ClaimRow) -> tuple[bool, str, str]:
        article = articles.get(claim.article)
        return claim.claim not in disputes, (article.issued if article else None) or "9999", claim.claim

    made: list[object] = [tag("h2", f"依据（{len(claims)}）")]
    for claim in sorted(claims, key=order):
        side = "不同" if claim.claim in disputes else "支持" if claim.claim in supports else ""
        made.append(_member(look, claim, quoted.get(claim.claim), articles.get(claim.article), side))
    return made


def _member(look: Look, claim: ClaimRow, quoted: EvidenceRow | None, article: ArticleRow | None, side: str) -> Markup:
    known = [text for text in ((article.source, article.issued) if article else ()) if text]
    return tag(
        "section",
        tag("p", _status(claim.status), " 否认" if claim.denied else None, f" {side}" if side else None, _basis(claim)),
        tag("blockquote", quoted.quote if quoted else ""),
        tag(
            "p",
            "—— ",
            " ".join(known),
            " ",
            look.link(claim.article, (article.headline if article else None) or None, "#e-" + local(claim.claim)),
            class_="told",
        ),
        class_="claim",
    )


_BASES = {"printed": "同句印出", "carried": "承前", "heading": "小标题", "headline": "标题", "source": "版面来源"}


def _basis(claim: ClaimRow) -> Markup | None:
    """How the actor is known and how sure that is."""
    told = [f"主体依据：{_BASES.get(claim.actor_basis, claim.actor_basis)}"] if claim.actor_basis else []
    told += [f"把握 {claim.confidence:.2f}"] if claim.confidence is not None else []
    return tag("span", " ", "，".join(told), class_="told") if told else None


def _facts(look: Look, *facts: tuple[str, list[str]]) -> Markup:
    return tag("dl", [(tag("dt", name), tag("dd", _joined(look, told))) for name, told in facts if told])


def _joined(look: Look, told: list[str]) -> list[object]:
    parts: list[object] = []
    for value in told:
        parts += ["、", look.shown(value)] if parts else [look.shown(value)]
    return parts


def _adoptions(look: Look, rows: list[AdoptionRow], other: str, head: str) -> object:
    if not rows:
        return None

    def end(row: AdoptionRow) -> str:
        return row.reform if other == "reform" else row.actor

    def order(row: AdoptionRow) -> tuple[int, str, str]:
        return _ORDER.index(row.status) if row.status in _ORDER else 9, _last(row.onset), end(row)

    made = [
        (
            look.link(end(row)),
            _status(row.status),
            plain_time(row.onset or ""),
            sides(row),
            look.link(row.adoption, "依据"),
        )
        for row in sorted(rows, key=order)
    ]
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
