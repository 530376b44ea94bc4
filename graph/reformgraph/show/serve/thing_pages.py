"""Pages of zones, places, organs, reforms, companies and adoptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox

from reformgraph.iri import DCT, RG, SKOS
from reformgraph.show.page_language import language, plural, say
from reformgraph.show.serve.lookups import KINDS, Look, badge, first, listed, local, shown_time, time_cell, values
from reformgraph.show.serve.markup import Markup, table, tag
from reformgraph.show.serve.province_pages import place_part
from reformgraph.show.serve.view_pages import ways
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
#: Records of one reform, or of one actor, that a page shows.
_SHOWN = 100
#: Objects of a thing by predicate IRI.
Found = Mapping[str, Sequence[ox.NamedNode | ox.Literal | ox.BlankNode]]
_ORDER = ("adopted", "planned", "required", "withdrawn", "referenced")


def actor(look: Look, iri: str) -> list[object]:
    """A zone, place or organ: what it is, its reforms, the articles about it."""
    found = look.of(iri)
    kinds = look.kinds(iri)
    place = bool({"Province", "City", "County"} & set(kinds))
    zones = look.rows(_ZONES_AT, thing=iri) if place else []
    companies = sorted(str(row["company"]) for row in look.rows(_COMPANIES, thing=iri)) if "Zone" in kinds else []
    return [
        tag("h1", look.label(iri)),
        _facts(
            look,
            ("Kind", values(found, RG + "zoneKind") or [say(KINDS[kind]) for kind in kinds if kind in KINDS][:1]),
            ("Place", values(found, RG + "place")),
            ("Higher place", values(found, "https://schema.org/containedInPlace")),
            ("Part of", values(found, "http://www.w3.org/ns/org#subOrganizationOf")),
            ("Also called", [name for name in values(found, SKOS + "altLabel") if name != look.label(iri)]),
            ("Same as", values(found, RG + "sameAs")),
        ),
        place_part(look, iri) if place else None,
        _adoptions(look, store_rows.adoptions(look.store, actor=iri), "reform", "Reform") if not place else None,
        ways({"zone": iri}, "") if not place else None,
        _ask(iri, look, ("reforms-of", "zone"), ("similar-zones", "zone"), ("not-yet", "zone"), ("evidence", "zone")),
        _list(look, say("Zones there ({})", len(zones)), sorted(str(row["zone"]) for row in zones)),
        _articles(look, "Articles about it", look.rows(_ABOUT, thing=iri)),
        _list(look, say("Companies that its articles name ({})", len(companies)), companies),
    ]


def reform(look: Look, iri: str) -> list[object]:
    """A reform: what it means, who adopted it."""
    found = look.of(iri)
    narrower = sorted(str(row["narrower"]) for row in look.rows(_NARROWER, thing=iri))
    candidate = RG + "ReformCandidates" in values(found, SKOS + "inScheme")
    return [
        tag("h1", look.label(iri), tag("span", say("candidate"), class_="status planned") if candidate else None),
        _in_other_language(found),
        [tag("p", text, lang=spoken) for text, spoken in _told(found, SKOS + "definition") if spoken == language()],
        [
            tag("p", text, lang=spoken, class_="told")
            for text, spoken in _told(found, SKOS + "scopeNote")
            if spoken == language()
        ],
        _adoptions(look, store_rows.adoptions(look.store, reform=iri), "actor", "Actor"),
        ways({"reform": iri}, ""),
        _ask(iri, look, ("first-movers", "reform"), ("adoption-curve", "reform"), ("travel-together", "reform"),
             ("figures-of-reform", "reform")),
        tag("h2", say("About this reform")),
        _facts(
            look,
            ("Category", values(found, RG + "category")),
            ("Broader", values(found, SKOS + "broader")),
            ("Broader, supposed", values(found, RG + "suggestedBroader")),
            ("Narrower", narrower),
            ("Related", values(found, SKOS + "related")),
            ("Also called", values(found, SKOS + "altLabel")),
            ("First in print", values(found, DCT + "issued") if candidate else []),
            ("First year", values(found, RG + "firstYear")),
            ("Founded on", values(found, RG + "sourceDocument") + values(found, RG + "sourceNumber")),
            ("Number", values(found, SKOS + "notation")),
        ),
        _articles(look, "Articles that name this reform", look.rows(_NAMING, thing=iri)),
    ]  # fmt: skip


def _told(found: Found, predicate: str) -> list[tuple[str, str]]:
    """Texts with their language, those in the language of the page first."""
    told = [(term.value, term.language or "zh") for term in found.get(predicate, ()) if isinstance(term, ox.Literal)]
    return sorted(told, key=lambda one: (one[1] != language(), one))


def _in_other_language(found: Found) -> Markup | None:
    """What a thing is called in the language that the page does not speak."""
    names = [(name, spoken) for name, spoken in _told(found, SKOS + "prefLabel") if spoken != language()]
    return tag("p", listed(tag("span", name, lang=spoken) for name, spoken in names), class_="told") if names else None


def company(look: Look, iri: str) -> list[object]:
    """A company: its names, the articles that name it."""
    found = look.of(iri)
    return [
        tag("h1", look.label(iri)),
        _facts(
            look,
            ("Place", values(found, RG + "place")),
            ("Also called", [name for name in values(found, SKOS + "altLabel") if name != look.label(iri)]),
            ("Same as", values(found, RG + "sameAs")),
        ),
        _ask(iri, look, ("zones-of-company", "company")),
        _articles(look, "Articles that name this company", look.rows(_NAMING, thing=iri)),
    ]


def adoption(look: Look, iri: str) -> list[object]:
    """An adoption: status, onset, who supports and who disputes it, every claim with its quotation."""
    known = next(iter(store_rows.adoptions(look.store, [iri])), None)
    if known is None:
        return [tag("h1", look.label(iri))]
    disagreeing = known.onsets_agree is False
    onsets = [shown_time(edtf) for edtf in values(look.of(iri), RG + "onsetClaimed")]
    told = (
        ("Onset", known.onset), ("Earliest possible", known.earliest), ("Latest possible", known.latest),
        ("End", known.end),
    )  # fmt: skip
    return [
        tag("h1", look.link(known.actor), say(": "), look.link(known.reform)),
        tag("p", badge(known.status), " ", sides(known)),
        tag(
            "dl",
            [(tag("dt", say(name)), tag("dd", shown_time(edtf))) for name, edtf in told if edtf],
            (tag("dt", say("Onsets told differently")), tag("dd", say("; ").join(onsets))) if disagreeing else None,
        ),
        _conflicts(look, iri),
        _history(look, iri),
        _members(look, iri),
    ]


def sides(known: AdoptionRow) -> Markup:
    """How many independent sources support an adoption, and how many dispute it."""
    against = say(", {} against", known.disputing) if known.disputing else ""
    supporting = plural(known.sources or 0, "{} source for it", "{} sources for it")
    return tag("span", supporting + against, class_="told")


def _conflicts(look: Look, iri: str) -> object:
    """Figures that cannot all be true."""
    figures = [look.of(figure) for figure in store_rows.conflicts(look.store, [iri]).get(iri, ())]
    rows = sorted(
        (first(one, RG + "indicator"), first(one, RG + "period"), first(one, RG + "printed")) for one in figures
    )
    heads = map(say, ("Indicator", "Period", "Figure"))
    return [tag("h2", say("Figures in conflict")), table(heads, rows)] if rows else None


def _history(look: Look, iri: str) -> object:
    """What was told in the order of the days, where it changed."""
    steps = store_rows.steps(look.store, [iri]).get(iri, [])
    if len(steps) < 2:
        return None
    rows = [
        (
            row["day"] or say("undated"),
            [badge(local(str(row["status"]))), say(" denied") if row["denied"] == "true" else ""],
            row["sources"],
        )
        for row in steps
    ]
    return [tag("h2", say("What was told, in order")), table(map(say, ("Date", "Told", "Sources")), rows)]


def _members(look: Look, iri: str) -> list[object]:
    """The claims: those that dispute first, then by the date of issue."""
    supports, disputes = (set(side.get(iri, ())) for side in store_rows.sides(look.store, [iri]))
    wanted = values(look.of(iri), RG + "claim")
    claims, quoted = store_rows.claims(look.store, wanted), store_rows.evidence(look.store, wanted)
    articles = store_rows.articles(look.store, {claim.article for claim in claims})

    def order(claim: ClaimRow) -> tuple[bool, str, str]:
        article = articles.get(claim.article)
        return claim.claim not in disputes, (article.issued if article else None) or "9999", claim.claim

    made: list[object] = [tag("h2", say("Evidence ({})", len(claims)))]
    for claim in sorted(claims, key=order):
        side = say("against") if claim.claim in disputes else say("for") if claim.claim in supports else ""
        made.append(_member(look, claim, quoted.get(claim.claim), articles.get(claim.article), side))
    return made


def _member(look: Look, claim: ClaimRow, quoted: EvidenceRow | None, article: ArticleRow | None, side: str) -> Markup:
    known = [text for text in ((article.source, article.issued) if article else ()) if text]
    return tag(
        "section",
        tag(
            "p",
            badge(claim.status),
            say(" denied") if claim.denied else None,
            f" {side}" if side else None,
            _basis(claim),
        ),
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


#: What adoptions are listed by -> head of the list.
_MANY = {"Reform": "Reforms", "Actor": "Actors"}
_BASES = {
    "printed": "printed in the sentence", "carried": "carried on", "heading": "heading", "headline": "headline",
    "source": "source of the page",
}  # fmt: skip


def _basis(claim: ClaimRow) -> Markup | None:
    """How the actor is known and how sure that is."""
    basis = claim.actor_basis
    told = [say("actor known by: {}", say(_BASES.get(basis, basis)))] if basis else []
    told += [say("confidence {}", f"{claim.confidence:.2f}")] if claim.confidence is not None else []
    return tag("span", " ", say("; ").join(told), class_="told") if told else None


def _facts(look: Look, *facts: tuple[str, list[str]]) -> Markup:
    return tag("dl", [(tag("dt", say(name)), tag("dd", listed(map(look.shown, told)))) for name, told in facts if told])


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
            badge(row.status),
            time_cell(row.onset),
            sides(row),
            look.link(row.adoption, say("evidence")),
        )
        for row in sorted(rows, key=order)[:_SHOWN]
    ]
    return [
        tag("h2", say("{} ({})", say(_MANY[head]), len(rows))),
        table(map(say, (head, "Status", "Onset", "Sources", "Evidence")), made),
        _rest(rows, len(made), "reform" if other == "actor" else "zone"),
    ]


def _rest(rows: Sequence[AdoptionRow], shown: int, name: str) -> Markup | None:
    """Where the records are that a page does not show; `name` is what all of them have in common."""
    if len(rows) <= shown:
        return None
    more = say("The first {} of {} records; all of them are in the table of records.", shown, len(rows))
    whose = rows[0].reform if name == "reform" else rows[0].actor
    return tag("p", more, " ", tag("a", say("Records"), href=f"/trace?{urlencode({name: whose})}"), class_="told")


def _last(onset: str | None) -> str:
    """What an onset is sorted by: the day it had begun, or where that is open the day it began at the earliest.

    >>> _last("../2020-01-31"), _last("2059-01/.."), _last(None)
    ('2020-01-31', '2059-01', '9999')
    """
    first, _, last = (onset or "9999").rpartition("/")
    return first if last in ("", "..") else last


def _articles(look: Look, head: str, rows: list[dict[str, str | None]]) -> object:
    if not rows:
        return None
    rows.sort(key=lambda row: (str(row["issued"] or "9999"), str(row["article"])))
    made = [
        (row["issued"] or "", look.link(str(row["article"]), row["headline"] or None), row["source"] or "")
        for row in rows
    ]
    return [
        tag("h2", say("{} ({})", say(head), len(rows))),
        table(map(say, ("Date", "Headline", "Source")), made),
    ]


def _list(look: Look, head: str, iris: list[str]) -> object:
    return [tag("h2", head), tag("p", look.links(iris))] if iris else None


def _ask(iri: str, look: Look, *asked: tuple[str, str]) -> Markup:
    """Links to questions about the thing."""
    from reformgraph.show.serve.answer_pages import title
    from reformgraph.sparql.named_questions import question

    links = [
        tag("a", title(question(name)), href=f"/question/{name}?{urlencode({parameter: iri})}")
        for name, parameter in asked
    ]
    return tag("p", say("Ask on: "), [(link, " ") for link in links], class_="ask")
