"""Articles as the user's decisions on claims correct them: wrong claims count for nothing, others for another actor.

Comes in: where articles are looked up, and decisions. Goes out: the same look-ups, claims corrected. The articles'
own graphs stay as they were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from reformgraph.adoption.adoption_rules import ClaimInContext
from reformgraph.adoption.article_lookup import Articles
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.digest import ArticleDigest, ClaimDigest
from reformgraph.iri import BASE, Minter


class CorrectedArticles:
    """`Articles`, their claims corrected by decisions."""

    def __init__(self, articles: Articles, decisions: Decisions, base: str = BASE) -> None:
        self._articles, self._decisions, self._base = articles, decisions, base
        self._given: dict[str, list[str]] = defaultdict(list)
        for claim, line in sorted(decisions.claims.items()):
            if line.b:
                self._given[line.b].append(claim)

    def actor_of(self, claim: ClaimDigest) -> str | None:
        """Who made a claim by the decisions; None where it counts for nobody."""
        return self._decisions.actor_of(claim.claim, claim.actor, claim.reform, self._base)

    def claims(self, actor: str, reform: str) -> list[ClaimInContext]:
        """Claims of a reform by an actor, those among them that were given to him."""
        kept = [item for item in self._articles.claims(actor, reform) if self.actor_of(item.claim) == actor]
        return [*kept, *self._given_to(actor, reform)]

    def _given_to(self, actor: str, reform: str) -> Iterator[ClaimInContext]:
        """Claims that were read as those of another, or of nobody."""
        for iri in self._given.get(actor, ()):
            digest = self._holding(iri)
            if digest is None:
                continue
            for claim in digest.claims:
                named = claim.claim == iri and claim.reform == reform
                if named and claim.actor != actor and self.actor_of(claim) == actor:
                    yield ClaimInContext(claim, digest.article, digest.issued, self.group(digest.graph))

    def by_claim(self, iri: str) -> ClaimDigest | None:
        """The claim with this IRI, as it was read."""
        digest = self._holding(iri)
        return next((claim for claim in digest.claims if claim.claim == iri), None) if digest is not None else None

    def _holding(self, claim: str) -> ArticleDigest | None:
        """The article of a claim, whose IRI is the article's with a number."""
        space = Minter(self._base).local("article", "")
        return self.by_article(space + claim.rpartition("/")[2].rpartition("-")[0])

    def naming(self, reform: str) -> Collection[tuple[str, str | None]]:
        """Graphs and issue dates of the articles that name a reform outside the vocabulary."""
        return self._articles.naming(reform)

    def timed(self, key: str) -> bool:
        """Whether some article links to a time or to an interval that it is an end of."""
        return self._articles.timed(key)

    def named(self, form: str) -> Collection[tuple[str, bool]]:
        """Companies called by a form."""
        return self._articles.named(form)

    def group(self, graph: str) -> str:
        """Name of the group of reprints of an article graph."""
        return self._articles.group(graph)

    def members(self, group: str) -> Collection[ArticleDigest]:
        """Articles of a group of reprints."""
        return self._articles.members(group)

    def by_article(self, article: str) -> ArticleDigest | None:
        """The article with this IRI."""
        return self._articles.by_article(article)
