"""Where the parts of the derived graph look articles up: all in memory, or in a store as they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from reformgraph.adoption.adoption_rules import ClaimInContext
from reformgraph.adoption.digest import ArticleDigest, ClaimDigest, company_forms
from reformgraph.adoption.ledger import State
from reformgraph.iri import Minter

#: Articles and names of groups that are not looked up again; bounds memory.
_DIGESTS_KEPT, _GROUPS_KEPT = 4096, 1 << 16


class Articles(Protocol):
    """What the parts look things up in."""

    def naming(self, reform: str) -> Collection[tuple[str, str | None]]:
        """Graphs and issue dates of the articles that name a reform outside the vocabulary."""
        ...

    def timed(self, key: str) -> bool:
        """Whether some article links to the time with this key, or to an interval that it is an end of."""
        ...

    def claims(self, actor: str, reform: str) -> list[ClaimInContext]:
        """Claims of a reform by an actor."""
        ...

    def named(self, form: str) -> Collection[tuple[str, bool]]:
        """Companies called by a form (its slug), and whether as a short one."""
        ...

    def group(self, graph: str) -> str:
        """Name of the group of reprints of an article graph; itself where there is none."""
        ...

    def members(self, group: str) -> Collection[ArticleDigest]:
        """Articles of a group of reprints."""
        ...

    def by_article(self, article: str) -> ArticleDigest | None:
        """The article with this IRI."""
        ...


class AllArticles:
    """All articles of the store, in memory."""

    def __init__(self, digests: Iterable[ArticleDigest], groups: Mapping[str, str]) -> None:
        self._naming: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        self._members: dict[str, list[ArticleDigest]] = defaultdict(list)
        self._articles: dict[str, ArticleDigest] = {}
        self._claims: dict[tuple[str, str], list[tuple[ClaimDigest, ArticleDigest]]] = defaultdict(list)
        self._named: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        self._groups = groups
        self._times: set[str] = set()
        for digest in sorted(digests, key=lambda item: item.graph):
            self._articles[digest.article] = digest
            self._times.update(digest.times)
            for reform in {claim.reform for claim in digest.claims if claim.candidate}:
                self._naming[reform].append((digest.graph, digest.issued))
            for form, iri, short in company_forms(digest):
                self._named[form].add((iri, short))
            for claim in digest.claims:
                if claim.actor is not None:
                    self._claims[claim.actor, claim.reform].append((claim, digest))
            if digest.graph in groups:
                self._members[groups[digest.graph]].append(digest)

    def naming(self, reform: str) -> Collection[tuple[str, str | None]]:
        """Graphs and issue dates of the articles that name a reform outside the vocabulary."""
        return self._naming.get(reform, ())

    def timed(self, key: str) -> bool:
        """Whether some article links to a time or to an interval that it is an end of."""
        return key in self._times

    def claims(self, actor: str, reform: str) -> list[ClaimInContext]:
        """Claims of a reform by an actor."""
        return [
            ClaimInContext(claim, digest.article, digest.issued, self.group(digest.graph))
            for claim, digest in self._claims.get((actor, reform), ())
        ]

    def named(self, form: str) -> Collection[tuple[str, bool]]:
        """Companies called by a form."""
        return self._named.get(form, ())

    def group(self, graph: str) -> str:
        """Name of the group of an article graph."""
        return self._groups.get(graph, graph)

    def members(self, group: str) -> Collection[ArticleDigest]:
        """Articles of a group."""
        return self._members.get(group, ())

    def by_article(self, article: str) -> ArticleDigest | None:
        """The article with this IRI."""
        return self._articles.get(article)

    def __iter__(self) -> Iterator[ArticleDigest]:
        return iter(self._articles.values())


class StoredArticles:
    """The articles of a store, looked up as they are asked for; `groups` are its groups of reprints, if at hand."""

    def __init__(self, state: State, base: str, groups: Mapping[str, str] | None = None) -> None:
        self._state, self._groups = state, groups
        self._minter = Minter(base)
        self._digest = lru_cache(maxsize=_DIGESTS_KEPT)(self._read)
        self._group = lru_cache(maxsize=_GROUPS_KEPT)(state.group_of)

    def claims(self, actor: str, reform: str) -> list[ClaimInContext]:
        """Claims of a reform by an actor."""
        return [
            ClaimInContext(row.claim, row.article, row.issued, self.group(row.graph))
            for row in self._state.claims(actor, reform)
        ]

    def named(self, form: str) -> Collection[tuple[str, bool]]:
        """Companies called by a form."""
        return self._state.named(form)

    def group(self, graph: str) -> str:
        """Name of the group of an article graph."""
        return self._group(graph) if self._groups is None else self._groups.get(graph, graph)

    def naming(self, reform: str) -> Collection[tuple[str, str | None]]:
        """Graphs and issue dates of the articles that name a reform outside the vocabulary."""
        return self._state.naming(reform)

    def timed(self, key: str) -> bool:
        """Whether some article links to a time or to an interval that it is an end of."""
        return self._state.timed(key)

    def members(self, group: str) -> Collection[ArticleDigest]:
        """Articles of a group."""
        return [found for graph in self._state.members(group) if (found := self._digest(graph)) is not None]

    def by_article(self, article: str) -> ArticleDigest | None:
        """The article with this IRI: its graph is called after it."""
        return self._digest(self._minter.article_graph(article.rpartition("/")[2]))

    def _read(self, graph: str) -> ArticleDigest | None:
        return self._state.digests([graph]).get(graph)
