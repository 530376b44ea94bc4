"""Keeps the groups of reprints of a store in step with its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

import pyoxigraph as ox

from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.digest import ArticleDigest, about_title
from reformgraph.adoption.ledger import State
from reformgraph.adoption.reprints import Groups, bands, group, may_be_same, runs, same_text
from reformgraph.adoption.row_buckets import RowBuckets
from reformgraph.iri import BASE, SCHEMA, Minter

_BODY = ox.NamedNode(SCHEMA + "articleBody")
_RUNS_KEPT, _SIGNATURES_KEPT, _PAIRS_KEPT = 256, 4096, 1 << 16


class Comparison:
    """Decides whether the articles of two graphs are one text; decisions of the user come first."""

    def __init__(self, state: State, decisions: Decisions, base: str = BASE) -> None:
        self._state, self._decisions = state, decisions
        self._decides = bool(decisions.different or decisions.representative)
        minter = Minter(base)
        self._graphs, self._articles = minter.graph(""), minter.local("article", "")
        self._runs = lru_cache(maxsize=_RUNS_KEPT)(self._runs_of)
        self._signature = lru_cache(maxsize=_SIGNATURES_KEPT)(state.signature)

    def same(self, one: str, other: str) -> bool:
        """Whether two article graphs hold the same text."""
        if self._decides:
            if self._decisions.are_different(self._article(one), self._article(other)):
                return False
            if other in self.decided(one):
                return True
        signed, countersigned = self.signature(one), self.signature(other)
        if not (signed and countersigned and may_be_same(signed, countersigned)):
            return False
        return same_text(self._runs(one), self._runs(other))

    def signature(self, graph: str) -> bytes:
        """Signature of an article graph; empty where it has none."""
        return self._signature(graph)

    def stands_for(self, graph: str) -> str:
        """The article that the user's decisions let stand for that of a graph."""
        return self._decisions.stands_for(self._article(graph))

    def decided(self, graph: str) -> set[str]:
        """Article graphs that the user said hold the same text as this one."""
        mine = self._article(graph)
        chosen = self._decisions.representative.get(mine)
        if chosen is None:
            return set()
        alike = (iri for iri, stands in self._decisions.representative.items() if stands == chosen and iri != mine)
        return {self._graphs + iri[len(self._articles) :] for iri in alike}

    def _article(self, graph: str) -> str:
        return self._articles + graph[len(self._graphs) :]

    def _runs_of(self, graph: str) -> frozenset[str]:
        quads = self._state.store.quads(predicate=_BODY, graph=graph)
        return next((runs(quad.object.value) for quad in quads), frozenset())  # type: ignore[union-attr]


def group_all(state: State, decisions: Decisions, base: str = BASE) -> dict[str, str]:
    """Find the groups among all articles and store them; article graph to the name of its group."""
    comparison = Comparison(state, decisions, base)
    same = lru_cache(maxsize=_PAIRS_KEPT)(comparison.same)
    groups = Groups()
    with RowBuckets() as rows:
        for graph, signed in state.each_signature():
            for band in bands(signed):
                rows.put(str(band), graph)
        for graph, key in state.each_about():
            rows.put(key, graph)
        for graph in state.article_graphs() if decisions.representative else ():
            if comparison.decided(graph):
                rows.put(f"decided {comparison.stands_for(graph)}", graph)
        for bucket in rows:
            alike: dict[str, set[str]] = defaultdict(set)
            for key, graph in bucket:
                alike[key].add(graph)
            for _, graphs in sorted(alike.items()):
                if len(graphs) > 1:
                    _join_same(sorted(graphs), groups, same)
    found = _named(groups)
    state.regroup(state.groups(), found)
    return found


def _join_same(graphs: list[str], groups: Groups, same: Callable[[str, str], bool]) -> None:
    """Join those of some article graphs that hold one text; nobody is compared with members of its own group."""
    by_group: dict[str, list[str]] = defaultdict(list)
    for graph in graphs:
        for members in by_group.values():  # which are of one group, whatever its name is by now
            if groups.find(members[0]) == groups.find(graph):
                continue
            if any(same(*sorted((graph, other))) for other in members):
                groups.join(graph, members[0])
        by_group[groups.find(graph)].append(graph)


def group_again(
    state: State,
    gone: Collection[str],
    come: Mapping[str, ArticleDigest],
    decisions: Decisions,
    base: str = BASE,
) -> set[str]:
    """Bring the groups in step after some article graphs went and others came (a changed one did both).

    Returns
    -------
    Article graphs, among those in the store, whose group has lost or gained a member.
    """
    comparison = Comparison(state, decisions, base)
    broken = {name for graph in gone if (name := state.held_group(graph))}
    old = {member: name for name in broken for member in state.members(name)}
    again = (old.keys() - set(gone)) | set(come)
    near = _near(state, again, come, comparison)
    groups = Groups()
    found_near = {graph for found in near.values() for graph in found}
    for name in {name for graph in sorted(found_near) if (name := state.held_group(graph))} - broken:
        for member in state.members(name):
            old[member] = name
            groups.join(member, name)
    new = _named(group(again, lambda graph: near.get(graph, ()), comparison.same, groups))
    new = {graph: name for graph, name in new.items() if graph not in gone or graph in come}
    state.regroup(old, new)
    lost_or_gained = {name for graph in again for name in (old.get(graph), new.get(graph)) if name}
    return {
        graph
        for graph in old.keys() | new.keys()
        if (graph not in gone or graph in come)
        and (old.get(graph) != new.get(graph) or {old.get(graph), new.get(graph)} & lost_or_gained)
    }


def _near(
    state: State, again: set[str], come: Mapping[str, ArticleDigest], comparison: Comparison
) -> dict[str, set[str]]:
    """Candidates for each article to be looked at again, looked up by its bands, its headline and what was decided."""
    near: dict[str, set[str]] = {}
    titles = {graph: article.title for graph, article in {**state.digests(sorted(again - come.keys())), **come}.items()}
    for graph in again:
        near[graph] = state.sharing(comparison.signature(graph))
        near[graph] |= state.digests(sorted(comparison.decided(graph))).keys()
        if key := about_title(titles.get(graph, "")):
            near[graph].update(state.about(key))
        near[graph].discard(graph)
    return near


def _named(groups: Groups) -> dict[str, str]:
    return {graph: members[0] for members in groups.members() for graph in members}
