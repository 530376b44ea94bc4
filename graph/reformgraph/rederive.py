"""Brings the derived graph of a store in step with its articles: all of it, or what a change touches."""

from __future__ import annotations

from collections.abc import Mapping

from reformgraph import reprints
from reformgraph.decisions import Decisions
from reformgraph.derive import RULES, AllArticles, Deriver, Part, StoredArticles
from reformgraph.digest import ArticleDigest
from reformgraph.iri import BASE, Minter
from reformgraph.regroup import group_again, group_all
from reformgraph.state import State

#: With more changed pages than this share of all, everything is derived anew.
_MANY = 0.5


def basis(decisions: Decisions) -> str:
    """What a derived graph is made with, apart from the articles."""
    return f"{RULES} {reprints.algorithm()} {decisions.digest}".strip()


def derive_all(state: State, decisions: Decisions, base: str = BASE) -> None:
    """Make the derived graph anew from all articles."""
    digests = state.all_digests()
    groups = group_all(state, digests, decisions, base)
    articles = AllArticles(digests.values(), groups)
    deriver = Deriver(articles, decisions, base)
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
    deriver = Deriver(articles, decisions, base)
    parts: set[Part] = set()
    for digest in (*old.values(), *new.values(), *state.digests(sorted(touched)).values()):
        parts |= deriver.parts_of(digest)
    graph = Minter(base).graph("derived")
    before = {triple for part in parts for triple in deriver.stored(state.store, graph, part)}
    kept = {part: deriver.triples(part, members=False) for part in parts}
    after = {triple for triples in kept.values() for triple in triples}
    # An adoption may have thousands of claims; those of other articles stay as they are.
    before |= {triple for digest in old.values() for _, triple in deriver.members(digest)}
    after |= {triple for digest in new.values() for part, triple in deriver.members(digest) if kept[part]}
    if before != after:
        state.store.patch(graph, remove=sorted(before - after, key=str), add=sorted(after - before, key=str))


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
