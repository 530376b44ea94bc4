"""Brings the derived graph of a store in step with its articles: all of it, or what a change touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import pyoxigraph as ox

from reformgraph.adoption import reprints
from reformgraph.adoption.article_lookup import AllArticles, StoredArticles
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.derive import RULES, Deriver, Part
from reformgraph.adoption.descriptions import Descriptions
from reformgraph.adoption.digest import ArticleDigest
from reformgraph.adoption.ledger import State
from reformgraph.adoption.reprint_groups import group_again, group_all
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store

_Name = TypeVar("_Name")

#: With more changed pages than this share of all, everything is derived anew.
_MANY = 0.5
#: Parts and articles looked at together; bounds memory.
_AT_ONCE = 2000


def basis(decisions: Decisions) -> str:
    """What a derived graph is made with, apart from the articles."""
    return f"{RULES} {reprints.algorithm()} {decisions.digest}".strip()


def derive_all(state: State, decisions: Decisions, base: str = BASE) -> None:
    """Make the derived graph anew from all articles."""
    digests = state.all_digests()
    groups = group_all(state, digests, decisions, base)
    articles = AllArticles(digests.values(), groups)
    deriver = Deriver(articles, Descriptions(state.store, base), decisions, base)
    parts: set[Part] = deriver.parts_of_decisions()
    for article in articles:
        parts |= deriver.parts_of(article)
    triples = (triple for part in sorted(parts) for triple in deriver.triples(part))
    state.store.rewrite(Minter(base).graph("derived"), triples)


def derive_changes(
    state: State,
    old: Mapping[str, ArticleDigest],
    new: Mapping[str, ArticleDigest],
    decisions: Decisions,
    base: str = BASE,
) -> None:
    """Make those parts anew that rest on changed articles.

    Parameters
    ----------
    old, new
        Digests, by article graph, of what was taken out and of what was put in; a changed article
        stands in both.
    """
    touched = group_again(state, old.keys(), new, decisions, base)
    articles = StoredArticles(state, base)
    deriver = Deriver(articles, Descriptions(state.store, base), decisions, base)
    parts: set[Part] = set()
    for digest in (*old.values(), *new.values(), *state.digests(sorted(touched)).values()):
        parts |= deriver.parts_of(digest)
    graph = Minter(base).graph("derived")
    left: set[Part] = set()
    for some in batched(sorted(parts), _AT_ONCE):
        kept = {part: deriver.triples(part, members=False) for part in some}
        left.update(part for part, triples in kept.items() if triples)
        before = {triple for part in some for triple in deriver.stored(state.store, graph, part)}
        _patch(state.store, graph, before, {triple for triples in kept.values() for triple in triples})
    # An adoption may have thousands of claims; those of other articles stay as they are.
    for names in batched(sorted(old.keys() | new.keys()), _AT_ONCE):
        gone = {triple for name in names if name in old for _, triple in deriver.members(old[name])}
        come = (pair for name in names if name in new for pair in deriver.members(new[name]))
        _patch(state.store, graph, gone, {triple for part, triple in come if part in left})


def _patch(store: Store, graph: str, before: set[ox.Triple], after: set[ox.Triple]) -> None:
    if before != after:
        store.patch(graph, remove=sorted(before - after, key=str), add=sorted(after - before, key=str))


def batched(names: Sequence[_Name], size: int) -> Iterator[Sequence[_Name]]:
    """Slices of a sequence."""
    return (names[start : start + size] for start in range(0, len(names), size))


def derive(
    state: State,
    before: str,
    old: Mapping[str, ArticleDigest],
    new: Mapping[str, ArticleDigest],
    decisions: Decisions,
    pages: tuple[int, int],
    base: str = BASE,
) -> str:
    """Bring the derived graph in step the cheaper way.

    Parameters
    ----------
    before
        What the derived graph was made with, as `State.basis` told before the change.
    pages
        Number of pages that were changed, and that are in the store now.

    Returns
    -------
    What it is made with now.
    """
    now = basis(decisions)
    if before != now or pages[0] > _MANY * pages[1]:
        derive_all(state, decisions, base)
    elif old or new:
        derive_changes(state, old, new, decisions, base)
    state.set_basis(now)
    return now
