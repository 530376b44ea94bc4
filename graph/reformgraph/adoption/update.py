"""Brings the derived graph of a store in step with its articles: all of it, or what a change touches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

import pyoxigraph as ox

from reformgraph.adoption import reprints
from reformgraph.adoption.article_lookup import AllArticles, StoredArticles
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.derive import RULES, Deriver, Part
from reformgraph.adoption.descriptions import Descriptions, Told, told_in
from reformgraph.adoption.digest import ArticleDigest
from reformgraph.adoption.ledger import State
from reformgraph.adoption.reprint_groups import group_again, group_all
from reformgraph.adoption.row_buckets import RowBuckets
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store

_Name = TypeVar("_Name")
#: Told of each change of the derived graph: triples taken out and put in.
Watch = Callable[[Collection[ox.Triple], Collection[ox.Triple]], None]

#: With more changed pages than this share of all, everything is derived anew.
_MANY = 0.5
#: Parts and articles looked at together; bounds memory.
_AT_ONCE = 2000


@dataclass(slots=True)
class Change:
    """Articles that were changed since the derived graph was in step, by their graphs.

    Attributes
    ----------
    old, new
        Digests of what was taken out and of what was put in; a changed article stands in both.
    gone
        What the articles taken out told of things, by thing.
    """

    old: dict[str, ArticleDigest] = field(default_factory=dict)
    new: dict[str, ArticleDigest] = field(default_factory=dict)
    gone: dict[str, Told] = field(default_factory=dict)

    def take_out(self, state: State, graphs: Iterable[str]) -> None:
        """Remember articles that are about to be taken out; the second time one is, nothing new is told."""
        digests = state.digests(graph for graph in graphs if graph not in self.old)
        for iri, told in told_in(state.store, digests).items():
            self.gone.setdefault(iri, Told()).join(told)
        self.old.update(digests)


def basis(decisions: Decisions) -> str:
    """What a derived graph is made with, apart from the articles."""
    return f"{RULES} {reprints.algorithm()} {decisions.digest}".strip()


def describe_things(state: State, decisions: Decisions, base: str = BASE) -> None:
    """Make of the derived graph only what tells of things (names, kinds, places), for tables of some articles."""
    articles = AllArticles(state.all_digests().values(), {})
    deriver = Deriver(articles, Descriptions(state, base), decisions, base)
    parts = {part for article in articles for part in deriver.parts_of(article) if part[0] in ("thing", "candidate")}
    triples = [triple for part in sorted(parts) for triple in deriver.triples(part)]
    state.store.replace(Minter(base).graph("derived"), triples)


def derive_all(state: State, decisions: Decisions, base: str = BASE) -> None:
    """Make the derived graph anew from all articles, in the same memory whatever their number."""
    groups = group_all(state, decisions, base)
    state.forget_sums()
    things = Descriptions(state, base)
    # Over the network each look takes its time: there all articles are read at once.
    far = "://" in state.store.location
    articles = AllArticles(state.each_digest(), groups) if far else StoredArticles(state, base, groups)
    deriver = Deriver(articles, things, decisions, base)
    with RowBuckets() as rows:
        for kind, first, second in _parts(state, deriver, groups):
            rows.put(first, kind, second)
        found = (cast("Part", (kind, first, second)) for some in rows for first, kind, second in sorted(set(some)))
        triples = (triple for part in found for triple in deriver.triples(part))
        state.store.rewrite(Minter(base).graph("derived"), triples)
    things.keep()


def _parts(state: State, deriver: Deriver, groups: Container[str]) -> Iterator[Part]:
    """All parts of the derived graph, many of them several times; reprints only of articles in a group."""
    yield from deriver.parts_of_decisions()
    for digest in state.each_digest():
        for part in deriver.parts_of(digest):
            if part[0] != "reprint" or digest.graph in groups:
                yield part


def derive_changes(
    state: State, change: Change, decisions: Decisions, base: str = BASE, watch: Watch | None = None
) -> None:
    """Make those parts anew that rest on changed articles; `watch` is told what that changes."""
    old, new = change.old, change.new
    touched = group_again(state, old.keys(), new, decisions, base)
    articles = StoredArticles(state, base)
    come = told_in(state.store, new)
    changed = {iri: (change.gone.get(iri, Told()), come.get(iri, Told())) for iri in change.gone.keys() | come.keys()}
    things = Descriptions(state, base, changed)
    deriver = Deriver(articles, things, decisions, base)
    parts: set[Part] = set()
    for digest in (*old.values(), *new.values(), *state.digests(sorted(touched)).values()):
        parts |= deriver.parts_of(digest)
    graph = Minter(base).graph("derived")
    left: set[Part] = set()
    for some in batched(sorted(parts), _AT_ONCE):
        kept = {part: deriver.triples(part, members=False) for part in some}
        left.update(part for part, triples in kept.items() if triples)
        before = {triple for part in some for triple in deriver.stored(state.store, graph, part)}
        _patch(state.store, graph, before, {triple for triples in kept.values() for triple in triples}, watch)
    for iri in sorted(changed):
        things.of(iri)
    things.keep()
    # An adoption may have thousands of claims; those of other articles stay as they are.
    for names in batched(sorted(old.keys() | new.keys()), _AT_ONCE):
        gone = {triple for name in names if name in old for _, triple in deriver.members(old[name])}
        pairs = (pair for name in names if name in new for pair in deriver.members(new[name]))
        _patch(state.store, graph, gone, {triple for part, triple in pairs if part in left})


def _patch(store: Store, graph: str, before: set[ox.Triple], after: set[ox.Triple], watch: Watch | None = None) -> None:
    if before != after:
        gone, come = sorted(before - after, key=str), sorted(after - before, key=str)
        store.patch(graph, remove=gone, add=come)
        if watch is not None:
            watch(gone, come)


def batched(names: Sequence[_Name], size: int) -> Iterator[Sequence[_Name]]:
    """Slices of a sequence."""
    return (names[start : start + size] for start in range(0, len(names), size))


def all_anew(changed: int, pages: int) -> bool:
    """Whether, with so many changed pages of all, making everything anew is the cheaper way."""
    return changed > _MANY * pages


def derive(
    state: State,
    change: Change,
    decisions: Decisions,
    base: str = BASE,
    *,
    anew: bool,
    watch: Watch | None = None,
) -> None:
    """Bring the derived graph in step: all of it (`anew`), or what a change touches, of which `watch` is told."""
    if anew:
        derive_all(state, decisions, base)
    elif change.old or change.new:
        derive_changes(state, change, decisions, base, watch)
    state.set_basis(basis(decisions))
