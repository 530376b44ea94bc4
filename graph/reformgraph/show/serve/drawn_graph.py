"""The graph that the views of the whole store draw: a field of records in, nodes and links as a site has them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from reformgraph.iri import RG, SCHEMA
from reformgraph.show.serve.adoption_field import Field
from reformgraph.show.serve.lookups import local
from reformgraph.views import store_rows
from reformgraph.views.described import described, untitled
from reformgraph.views.store_rows import AdoptionRow, ClaimRow

if TYPE_CHECKING:
    import networkx as nx

#: Claims of one record that are shown.
_CLAIMS = 12
_ABOUT, _CANONICAL = SCHEMA + "about", RG + "canonical"


def drawn_graph(field: Field, *, quoted: bool = False) -> nx.MultiDiGraph:
    """The records as `network.knowledge_graph` has them: ends, articles, a link a claim.

    With `quoted` only those whose claims are read, each link with its sentence and figures, and articles lead to what
    they are about; else all that are kept, those whose claims are not read with a link that names no article.
    """
    import networkx as nx

    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    told = [one.row for one in field.told]
    rows = told if quoted else [one.row for one in field.kept]
    for iri in sorted({end for row in rows for end in (row.actor, row.reform)}):
        graph.add_node(iri, **field.node(iri))
    store = field.look.store
    members = store_rows.members_of(store, [row.adoption for row in told])
    claims = {one.claim: one for one in store_rows.claims(store, _first(members.values()))}
    _add_articles(graph, field, {one.article for one in claims.values()})
    proofs = _proofs(field, claims) if quoted else {}
    for row in rows:
        known = [claim for claim in members.get(row.adoption, ())[:_CLAIMS] if claim in claims]
        for claim in known:
            proof = proofs.get(claim, {})
            graph.add_edge(row.actor, row.reform, kind="claim", **_claim(claims[claim]), **_adoption(row), **proof)
        if not known:
            graph.add_edge(row.actor, row.reform, kind="claim", status=row.status, **_adoption(row))
    if quoted:
        _add_subjects(graph, field)
    return graph


def _first(members: Iterable[list[str]]) -> list[str]:
    return [claim for claims in members for claim in claims[:_CLAIMS]]


def _add_articles(graph: nx.MultiDiGraph, field: Field, articles: set[str]) -> None:
    for iri, row in sorted(store_rows.articles(field.look.store, articles).items()):
        headline = row.headline or untitled(row.source, row.issued, iri)
        graph.add_node(
            iri, kind="article", label=headline, aliases=[], headline=headline, date=row.issued or "",
            source=row.source or "", page=row.page_name or local(row.page), n=row.number,
        )  # fmt: skip


def _proofs(field: Field, claims: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Sentence, its place and figures of each claim."""
    store, wanted = field.look.store, list(claims)
    figures = store_rows.figures(store, wanted)
    return {
        claim: {
            "quote": one.quote, "start": one.start, "end": one.end,
            "figures": [
                {"indicator": told.indicator, "text": told.text, "period": told.period_text or ""}
                for told in figures.get(claim, ())
            ],
        }
        for claim, one in store_rows.evidence(store, wanted).items()
    }  # fmt: skip


def _claim(row: ClaimRow) -> Mapping[str, Any]:
    return {
        "claim": row.claim, "status": row.status, "denied": row.denied, "when": row.when_text or "",
        "when_edtf": row.when, "onset_edtf": row.onset, "article": row.article,
    }  # fmt: skip


def _adoption(row: AdoptionRow) -> Mapping[str, Any]:
    return {
        "adoption_status": row.status, "adoption_onset": row.onset or "", "adoption_earliest": row.earliest or "",
        "adoption_latest": row.latest or "", "supporting": row.sources or 0, "disputing": row.disputing,
    }  # fmt: skip


def _add_subjects(graph: nx.MultiDiGraph, field: Field) -> None:
    """What the articles are about, of the things that are drawn."""
    store = field.look.store
    articles = [node for node, kind in graph.nodes(data="kind") if kind == "article"]
    about = described(store, articles, (_ABOUT,))
    named = {thing for has in about.values() for thing, _ in has[_ABOUT]}
    standing = described(store, named, (_CANONICAL,))
    for article in articles:
        for thing, _ in about.get(article, {}).get(_ABOUT, ()):
            zone = next((one for one, _ in standing.get(thing, {}).get(_CANONICAL, ())), thing)
            if zone in graph:
                graph.add_edge(article, zone, kind="about")
