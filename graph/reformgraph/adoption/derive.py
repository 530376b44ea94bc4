"""The derived graph: what follows from several articles.

It is a union of small parts, each a pure function of the digests of some articles: one part for an
adoption, one for a new reform, one for the links of an article to what it reprints, one for what a thing
is the same as. So the graph is a function of the set of articles and of the decisions of the user, and
after a change only the parts that rest on the changed articles are made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, Protocol

import pyoxigraph as ox

from reformgraph.adoption.adoption_rules import Adoption, ClaimInContext, adoption
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.digest import ArticleDigest, ClaimDigest, about_candidate, company_forms, subjects
from reformgraph.adoption.ledger import State
from reformgraph.iri import BASE, DCT, EDTF, RDF, RG, SKOS, XSD, Minter
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.store import Store

#: Raised whenever the rules below or in `adoptions` change: stores then derive anew.
RULES = 1

Part = tuple[Literal["adoption", "candidate", "reprint", "same"], str, str]

_TYPE = ox.NamedNode(RDF + "type")
_SHORTCUT = {"adopted": "adopted", "planned": "planned", "required": "required"}
_UNDATED = "9999"


def _rg(local: str) -> ox.NamedNode:
    return ox.NamedNode(RG + local)


class Articles(Protocol):
    """What the parts look things up in."""

    def about(self, key: str) -> Collection[ArticleDigest]:
        """Articles with this key, see `digest.subjects`."""
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
        self._about: dict[str, list[ArticleDigest]] = defaultdict(list)
        self._members: dict[str, list[ArticleDigest]] = defaultdict(list)
        self._articles: dict[str, ArticleDigest] = {}
        self._claims: dict[tuple[str, str], list[tuple[ClaimDigest, ArticleDigest]]] = defaultdict(list)
        self._named: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        self._groups = groups
        for digest in sorted(digests, key=lambda item: item.graph):
            self._articles[digest.article] = digest
            for key in subjects(digest):
                self._about[key].append(digest)
            for form, iri, short in company_forms(digest):
                self._named[form].add((iri, short))
            for claim in digest.claims:
                if claim.actor is not None:
                    self._claims[claim.actor, claim.reform].append((claim, digest))
            if digest.graph in groups:
                self._members[groups[digest.graph]].append(digest)

    def about(self, key: str) -> Collection[ArticleDigest]:
        """Articles with this key."""
        return self._about.get(key, ())

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
    """The articles of a store, looked up as they are asked for."""

    def __init__(self, state: State, base: str) -> None:
        self._state = state
        self._space = Minter(base).graph("")
        self._digests: dict[str, ArticleDigest | None] = {}
        self._groups = state.groups()

    def about(self, key: str) -> Collection[ArticleDigest]:
        """Articles with this key."""
        return self._read(self._state.about(key))

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
        return self._groups.get(graph, graph)

    def members(self, group: str) -> Collection[ArticleDigest]:
        """Articles of a group."""
        return self._read(self._state.members(group))

    def by_article(self, article: str) -> ArticleDigest | None:
        """The article with this IRI: its graph has the same local name."""
        return next(iter(self._read([self._space + article.rpartition("/")[2]])), None)

    def _read(self, graphs: Iterable[str]) -> list[ArticleDigest]:
        wanted = list(graphs)
        if missing := [graph for graph in wanted if graph not in self._digests]:
            self._digests.update(dict.fromkeys(missing))
            self._digests.update(self._state.digests(missing))
        return [found for graph in wanted if (found := self._digests[graph]) is not None]


class Deriver:
    """Makes parts of the derived graph.

    Parameters
    ----------
    articles
        Where articles are looked up.
    decisions
        Of the user.
    base
        What all IRIs begin with.
    """

    def __init__(self, articles: Articles, decisions: Decisions, base: str = BASE) -> None:
        self._articles = articles
        self._decisions = decisions
        self._minter = Minter(base)
        self._classes: dict[str, list[str]] = defaultdict(list)
        for member, chosen in sorted(decisions.representative.items()):
            self._classes[chosen].append(member)

    def parts_of(self, article: ArticleDigest) -> set[Part]:
        """The parts that rest on an article."""
        stands = self._decisions.stands_for
        parts: set[Part] = {("reprint", article.article, "")}
        for claim in article.claims:
            if claim.actor is not None:
                parts.add(("adoption", stands(claim.actor), stands(claim.reform)))
            if claim.candidate:
                parts.add(("candidate", claim.reform, ""))
        for company in article.companies:
            parts.add(("same", company.iri, ""))
            parts.update(("same", self._minter.named("company", form), "") for form in company.others)
        return parts

    def parts_of_decisions(self) -> set[Part]:
        """The parts that rest on decisions."""
        return {("same", iri, "") for iri in self._decisions.representative}

    def triples(self, part: Part, *, members: bool = True) -> list[ox.Triple]:
        """The triples of a part; none where nothing is left for it to rest on.

        Without `members`, the claims and figures of an adoption are left out.
        """
        kind, first, second = part
        match kind:
            case "adoption":
                return self._adoption(first, second, members=members)
            case "candidate":
                return self._candidate(first)
            case "reprint":
                return self._reprint(first)
            case _:
                return self._same(first)

    def members(self, article: ArticleDigest) -> Iterator[tuple[Part, ox.Triple]]:
        """The claims and figures that an article gives to adoptions."""
        stands = self._decisions.stands_for
        for claim in article.claims:
            if claim.actor is None:
                continue
            actor, reform = stands(claim.actor), stands(claim.reform)
            node = ox.NamedNode(self._minter.adoption(actor, reform))
            part: Part = ("adoption", actor, reform)
            yield part, ox.Triple(node, _CLAIM, ox.NamedNode(claim.claim))
            for figure in claim.figures:
                yield part, ox.Triple(node, _FIGURE, ox.NamedNode(figure))

    def stored(self, store: Store, graph: str, part: Part) -> list[ox.Triple]:
        """The triples of a part that the derived graph holds now, without members."""
        kind, first, second = part
        if kind == "adoption":
            subject = ox.NamedNode(self._minter.adoption(first, second))
            found = [
                quad.triple
                for predicate in _ADOPTION
                for quad in store.quads(subject=subject, predicate=predicate, graph=graph)
            ]
            node, reform = ox.NamedNode(first), ox.NamedNode(second)
            links = (quad.triple for quad in store.quads(subject=node, object=reform, graph=graph))
            return found + [triple for triple in links if triple.predicate in _SHORTCUTS]
        predicates = _CANDIDATE if kind == "candidate" else (_REPRINT if kind == "reprint" else _SAME)
        return [
            quad.triple
            for quad in store.quads(subject=ox.NamedNode(first), graph=graph)
            if quad.predicate in predicates
        ]

    # -- the parts ---------------------------------------------------------------------------------
    def _adoption(self, actor: str, reform: str, *, members: bool) -> list[ox.Triple]:
        if reform in self._decisions.rejected:
            return []
        actors = set(self._classes.get(actor, ())) | {actor}
        reforms = set(self._classes.get(reform, ())) | {reform}
        claims = [
            claim for one in sorted(actors) for other in sorted(reforms) for claim in self._articles.claims(one, other)
        ]
        return list(self._told(adoption(actor, reform, claims), members=members)) if claims else []

    def _told(self, found: Adoption, *, members: bool) -> Iterator[ox.Triple]:
        node = ox.NamedNode(self._minter.adoption(found.actor, found.reform))
        actor, reform = ox.NamedNode(found.actor), ox.NamedNode(found.reform)
        yield ox.Triple(node, _TYPE, _rg("Adoption"))
        yield ox.Triple(node, _rg("actor"), actor)
        yield ox.Triple(node, _rg("reform"), reform)
        yield ox.Triple(node, _rg("status"), self._status(found.status))
        for status in found.earlier:
            yield ox.Triple(node, _rg("earlierStatus"), self._status(status))
        for name, edtf in (("onset", found.onset), ("end", found.end)):
            if edtf:
                yield ox.Triple(node, _rg(name), ox.Literal(edtf, datatype=ox.NamedNode(EDTF)))
        for name, day in (("onsetEarliest", found.onset_earliest), ("onsetLatest", found.onset_latest)):
            if day:
                yield ox.Triple(node, _rg(name), ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date")))
        if members:
            for claim in found.claims:
                yield ox.Triple(node, _CLAIM, ox.NamedNode(claim))
            for figure in found.figures:
                yield ox.Triple(node, _FIGURE, ox.NamedNode(figure))
        yield ox.Triple(node, _rg("independentSources"), ox.Literal(found.sources))
        if found.status in _SHORTCUT:
            yield ox.Triple(actor, _rg(_SHORTCUT[found.status]), reform)

    def _status(self, status: str) -> ox.NamedNode:
        return ox.NamedNode(self._minter.local("status", status))

    def _candidate(self, reform: str) -> list[ox.Triple]:
        articles = self._articles.about(about_candidate(reform))
        if not articles or reform in self._decisions.rejected:
            return []
        node = ox.NamedNode(reform)
        scheme = "Reforms" if reform in self._decisions.accepted else "ReformCandidates"
        sources = len({self._articles.group(article.graph) for article in articles})
        found = [
            ox.Triple(node, ox.NamedNode(SKOS + "inScheme"), _rg(scheme)),
            ox.Triple(node, _rg("independentSources"), ox.Literal(sources)),
        ]
        issued = min((article.issued for article in articles if article.issued), default=None)
        if issued:
            literal = ox.Literal(issued, datatype=ox.NamedNode(EDTF))
            found.append(ox.Triple(node, ox.NamedNode(DCT + "issued"), literal))
        return found

    def _reprint(self, article: str) -> list[ox.Triple]:
        digest = self._articles.by_article(article)
        if digest is None:
            return []
        members = self._articles.members(self._articles.group(digest.graph))
        first = min(members, key=printed_first, default=digest)
        if first.article == article:
            return []
        return [ox.Triple(ox.NamedNode(article), _rg("reprintOf"), ox.NamedNode(first.article))]

    def _same(self, iri: str) -> list[ox.Triple]:
        """What was decided, else the one company that goes by this short form in the articles."""
        chosen = self._decisions.stands_for(iri)
        if chosen == iri and iri not in self._decisions.representative:
            chosen = self._only_company(iri) or iri
        return [] if chosen == iri else [ox.Triple(ox.NamedNode(iri), _rg("sameAs"), ox.NamedNode(chosen))]

    def _only_company(self, iri: str) -> str | None:
        space = self._minter.local("company", "")
        if not iri.startswith(space):
            return None
        form = iri[len(space) :]
        named = self._articles.named(form)
        if all(company != iri for company, _ in named):
            return None  # nothing goes by this name alone
        full = {company for company, short in named if short and company != iri}
        allowed = [other for other in full if not self._decisions.are_different(iri, other)]
        return allowed[0] if len(allowed) == 1 else None


_CLAIM, _FIGURE = _rg("claim"), _rg("figure")
_ADOPTION = (
    _TYPE,
    *(
        _rg(name)
        for name in (
            "actor", "reform", "status", "earlierStatus", "onset", "end", "onsetEarliest", "onsetLatest",
            "independentSources",
        )
    ),
)  # fmt: skip
_SHORTCUTS = frozenset(_rg(name) for name in _SHORTCUT.values())
_CANDIDATE = frozenset({ox.NamedNode(SKOS + "inScheme"), _rg("independentSources"), ox.NamedNode(DCT + "issued")})
_REPRINT = frozenset({_rg("reprintOf")})
_SAME = frozenset({_rg("sameAs")})


def printed_first(article: ArticleDigest) -> tuple[str, str]:
    """Sorting key: first day of the issue, undated last, then the IRI."""
    first = bounds(article.issued)[0] if article.issued and is_valid(article.issued) else None
    return first.isoformat() if first else _UNDATED, article.article
