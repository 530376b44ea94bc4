"""Provinces: a look at the store in, the list of them, and what a place's page tells of those who act there, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reformgraph.show.page_language import plural, say
from reformgraph.show.serve.adoption_field import Field, Record, read_field
from reformgraph.show.serve.facets import again
from reformgraph.show.serve.lookups import Look, badge, time_cell
from reformgraph.show.serve.markup import Markup, page, table, tag
from reformgraph.show.serve.view_pages import ways
from reformgraph.views import store_rows

#: Records with their sentences on the page of a place.
_SHOWN = 200
_HEADS = ("Actor", "Reform", "Status", "Onset", "Sentence")


def provinces_page(look: Look) -> bytes:
    """Every province with how many act there and what they adopted, most adopted first; each leads to its page."""
    field = read_field(look, {})
    found: dict[str, list[Record]] = defaultdict(list)
    for one in field.all:
        found[field.province(one.row.actor)].append(one)
    ordered = sorted(found, key=lambda iri: (not iri, -_adopted(found[iri]), iri))
    rows = [
        (
            look.link(iri) if iri else say("Province unknown"),
            str(_adopted(found[iri])),
            str(len({one.row.actor for one in found[iri]})),
            str(len({one.row.reform for one in found[iri]})),
        )
        for iri in ordered
    ]
    title = say("Reforms by province")
    heads = map(say, ("Province", "Adopted", "Actors", "Reforms"))
    shown = table(heads, rows) if rows else tag("p", say("No record fits: relax the conditions above."))
    return page(title, tag("h1", title), shown, current="/provinces")


def _adopted(records: Sequence[Record]) -> int:
    return sum(one.row.status == "adopted" for one in records)


def place_part(look: Look, iri: str) -> list[object]:
    """Who acts in a place, itself first: what they do, since when, and the sentence that says so; else nothing."""
    field = read_field(look, {}, inside=iri)
    if not field.kept:
        return []
    by_actor: dict[str, list[Record]] = defaultdict(list)
    for one in field.kept:
        by_actor[one.row.actor].append(one)
    actors = sorted(by_actor, key=lambda actor: (actor != iri, -_adopted(by_actor[actor]), actor))
    ordered = [one for actor in actors for one in by_actor[actor]]
    shown = ordered[:_SHOWN]
    quotes = _quotes(look, shown)
    head = say("Who acts here: {}, {} adopted", plural(len(actors), "{} actor", "{} actors"), _adopted(ordered))
    lines = [_line(look, one, quotes.get(one.row.adoption)) for one in shown]
    asked = {"province": field.name(iri)} if field.facets(ordered[0].row)["province"] == field.name(iri) else {}
    more = say("The first {} of {} records; all of them are in the table of records.", len(shown), len(ordered))
    return [
        tag("h2", head),
        ways(asked, "") if asked else None,
        table(map(say, _HEADS), lines, class_="trace"),
        tag("p", more, " ", _all(look, field, iri), class_="told") if len(ordered) > len(shown) else None,
    ]


def _all(look: Look, field: Field, iri: str) -> Markup:
    """The way to the table that holds all records of a place: that of its province."""
    province = field.province(iri)
    if not province:
        return tag("a", say("Records"), href="/trace")
    return tag(
        "a", say("Records"), " · ", look.label(province), href="/trace?" + again({"province": field.name(province)})
    )


def _line(look: Look, one: Record, quote: Markup | None) -> tuple[object, ...]:
    row = one.row
    told = quote or look.link(row.adoption, say("evidence"))
    return look.link(row.actor), look.link(row.reform), badge(row.status), time_cell(row.onset), told


def _quotes(look: Look, records: Sequence[Record]) -> dict[str, Markup]:
    """The sentence of each record, of several the one that tells its status, with the paper and the day."""
    members = store_rows.members_of(look.store, [one.row.adoption for one in records])
    claims = {one.claim: one for one in store_rows.claims(look.store, {c for told in members.values() for c in told})}
    best: dict[str, str] = {}
    for one in records:
        known = [claims[claim] for claim in members.get(one.row.adoption, ()) if claim in claims]
        if known:
            best[one.row.adoption] = min(known, key=lambda told: (told.status != one.row.status, told.claim)).claim
    proofs = store_rows.evidence(look.store, best.values())
    articles = store_rows.articles(look.store, {claims[claim].article for claim in best.values()})
    made = {}
    for adoption, claim in best.items():
        if claim in proofs:
            article = articles.get(claims[claim].article)
            source = " ".join(part for part in (article.source, article.issued) if part) if article else ""
            told = look.link(adoption, source or say("evidence"))
            made[adoption] = tag("span", tag("q", proofs[claim].quote, lang="zh"), " ", told)
    return made
