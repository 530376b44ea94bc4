"""The derived graph: what follows from several articles.

It is a union of small parts, each a pure function of what some articles tell: one part for an adoption,
one for a new reform, one for the links of an article to what it reprints, one for each thing that is spoken
of: what it is called and is, or which other it is the same as; one for each day and interval that is linked
to; one for each claim that a decision corrects. So the graph is a function of the set of articles and of the
decisions of the user, and after a change
only the parts that rest on the changed articles are made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, Protocol

import pyoxigraph as ox

from reformgraph.adoption.adoption_rules import Adoption, Step, adoption
from reformgraph.adoption.article_lookup import Articles
from reformgraph.adoption.corrections import CorrectedArticles
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.descriptions import Told, called, describe
from reformgraph.adoption.digest import ArticleDigest
from reformgraph.iri import BASE, DCT, EDTF, ORG, OWL, RDF, RG, SCHEMA, SKOS, XSD, Minter
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.rdf.rdf_times import DESCRIBED, describe_time, time_iri
from reformgraph.store import Store

#: Raised whenever the rules below or in `adoptions` change: stores then derive anew.
RULES = 4

Part = tuple[Literal["adoption", "candidate", "reprint", "thing", "time", "claim"], str, str]

_TYPE = ox.NamedNode(RDF + "type")
_SHORTCUT = {"adopted": "adopted", "planned": "planned", "required": "required"}
_UNDATED = "9999"


def _rg(local: str) -> ox.NamedNode:
    return ox.NamedNode(RG + local)


class Things(Protocol):
    """What is told of things, see `descriptions.Descriptions`."""

    def of(self, iri: str) -> Told:
        """What all articles tell of a thing."""
        ...

    def catalogued(self, iri: str) -> bool:
        """Whether the vocabulary describes it."""
        ...


class Deriver:
    """Makes parts of the derived graph.

    Parameters
    ----------
    articles, things
        Where articles, and what they tell of things, are looked up.
    decisions
        Of the user.
    base
        What all IRIs begin with.
    """

    def __init__(self, articles: Articles, things: Things, decisions: Decisions, base: str = BASE) -> None:
        self._articles = CorrectedArticles(articles, decisions, base)
        self._things = things
        self._decisions = decisions
        self._minter = Minter(base)
        self._given = {decisions.stands_for(line.b) for line in decisions.claims.values() if line.b}
        self._classes: dict[str, list[str]] = defaultdict(list)
        for member, chosen in sorted(decisions.representative.items()):
            self._classes[chosen].append(member)

    def parts_of(self, article: ArticleDigest) -> set[Part]:
        """The parts that rest on an article."""
        stands = self._decisions.stands_for
        parts: set[Part] = {("reprint", article.article, "")}
        for claim in article.claims:
            if (actor := self._articles.actor_of(claim)) is not None:
                parts.add(("adoption", stands(actor), stands(claim.reform)))
            if actor != claim.actor:
                parts.add(("claim", claim.claim, ""))
            if claim.candidate:
                parts.update(("candidate", iri, "") for iri in (claim.reform, stands(claim.reform)))
        things = [iri for thing in article.things for iri in (thing, stands(thing))]
        for company in article.companies:
            things.append(company.iri)
            things += (self._minter.named("company", form) for form in company.others)
        parts.update(("thing", iri, "") for iri in things)
        parts.update(("time", key, "") for key in article.times)
        return parts

    def parts_of_decisions(self) -> set[Part]:
        """The parts that rest on decisions."""
        return {("thing", iri, "") for iri in (*self._decisions.representative, *self._given)}

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
            case "claim":
                return self._corrected(first)
            case "time":
                return list(describe_time(self._minter, first)) if self._articles.timed(first) else []
            case _:
                return self._thing(first)

    def members(self, article: ArticleDigest) -> Iterator[tuple[Part, ox.Triple]]:
        """The claims and figures that an article gives to adoptions."""
        stands = self._decisions.stands_for
        for claim in article.claims:
            named = self._articles.actor_of(claim)
            if named is None:
                continue
            actor, reform = stands(named), stands(claim.reform)
            node = ox.NamedNode(self._minter.adoption(actor, reform))
            part: Part = ("adoption", actor, reform)
            yield part, ox.Triple(node, _CLAIM, ox.NamedNode(claim.claim))
            for figure in claim.figures:
                yield part, ox.Triple(node, _FIGURE, ox.NamedNode(figure.iri))

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
            steps = [triple.object for triple in found if triple.predicate == _STEP]
            found += [quad.triple for step in steps for quad in store.quads(subject=step, graph=graph)]  # type: ignore[arg-type]
            node, reform = ox.NamedNode(first), ox.NamedNode(second)
            links = (quad.triple for quad in store.quads(subject=node, object=reform, graph=graph))
            return found + [triple for triple in links if triple.predicate in _SHORTCUTS]
        predicates = {
            "candidate": _CANDIDATE,
            "reprint": _REPRINT,
            "thing": _THING,
            "time": _TIME,
            "claim": _CORRECTED,
        }[kind]
        named = time_iri(self._minter, first) if kind == "time" else first
        return [
            quad.triple
            for quad in store.quads(subject=ox.NamedNode(named), graph=graph)
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
        for number, step in enumerate(found.steps, 1):
            yield from self._step(node, number, step)
        for name, edtf in (("onset", found.onset), ("end", found.end)):
            if edtf:
                yield ox.Triple(node, _rg(name), ox.Literal(edtf, datatype=ox.NamedNode(EDTF)))
        for name, day in (("onsetEarliest", found.onset_earliest), ("onsetLatest", found.onset_latest)):
            if day:
                yield ox.Triple(node, _rg(name), ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date")))
        for edtf in found.onsets:
            yield ox.Triple(node, _rg("onsetClaimed"), ox.Literal(edtf, datatype=ox.NamedNode(EDTF)))
        if found.onsets_agree is not None:
            yield ox.Triple(node, _rg("onsetsAgree"), ox.Literal(found.onsets_agree))
        for name, told in (
            ("supportedBy", found.supports),
            ("disputedBy", found.disputes),
            ("conflictingFigure", found.conflicting),
        ):
            for iri in told:
                yield ox.Triple(node, _rg(name), ox.NamedNode(iri))
        if members:
            for claim in found.claims:
                yield ox.Triple(node, _CLAIM, ox.NamedNode(claim))
            for figure in found.figures:
                yield ox.Triple(node, _FIGURE, ox.NamedNode(figure))
        yield ox.Triple(node, _rg("independentSources"), ox.Literal(found.sources))
        yield ox.Triple(node, _rg("disputingSources"), ox.Literal(found.disputing))
        if found.status in _SHORTCUT:
            yield ox.Triple(actor, _rg(_SHORTCUT[found.status]), reform)

    def _step(self, adopted: ox.NamedNode, number: int, step: Step) -> Iterator[ox.Triple]:
        node = ox.NamedNode(f"{adopted.value}--{number}")
        yield ox.Triple(adopted, _STEP, node)
        yield ox.Triple(node, _TYPE, _rg("StatusStep"))
        yield ox.Triple(node, ox.NamedNode(SCHEMA + "position"), ox.Literal(number))
        yield ox.Triple(node, _rg("status"), self._status(step.status))
        if step.denied:
            yield ox.Triple(node, _rg("denied"), ox.Literal(True))
        if step.day is not None:
            yield ox.Triple(node, _rg("asOf"), ox.Literal(step.day.isoformat(), datatype=ox.NamedNode(XSD + "date")))
        yield ox.Triple(node, _rg("independentSources"), ox.Literal(step.sources))

    def _status(self, status: str) -> ox.NamedNode:
        return ox.NamedNode(self._minter.local("status", status))

    def _corrected(self, iri: str) -> list[ox.Triple]:
        """What a decision says of a claim: that it is wrong, or who made it; nothing where it stands as it was read."""
        claim = self._articles.by_claim(iri)
        if claim is None or (actor := self._articles.actor_of(claim)) == claim.actor:
            return []
        node = ox.NamedNode(iri)
        if actor is None:
            return [ox.Triple(node, _rg("rejected"), ox.Literal(True))]
        return [ox.Triple(node, _rg("correctedActor"), ox.NamedNode(actor))]

    def _candidate(self, reform: str) -> list[ox.Triple]:
        if self._decisions.stands_for(reform) != reform or self._things.catalogued(reform):
            return []
        members = {reform, *self._classes.get(reform, ())}
        issues = {graph: issued for iri in members for graph, issued in self._articles.naming(iri)}
        if not issues:
            return []
        node = ox.NamedNode(reform)
        sources = len({self._articles.group(graph) for graph in issues})
        triples = [
            ox.Triple(node, ox.NamedNode(SKOS + "inScheme"), _rg(self._scheme(reform))),
            ox.Triple(node, _rg("independentSources"), ox.Literal(sources)),
        ]
        issued = min((day for day in issues.values() if day), default=None)
        if issued:
            literal = ox.Literal(issued, datatype=ox.NamedNode(EDTF))
            triples.append(ox.Triple(node, ox.NamedNode(DCT + "issued"), literal))
        return triples

    def _scheme(self, reform: str) -> str:
        """Local name of the scheme of a reform that articles brought up."""
        if reform in self._decisions.accepted:
            return "Reforms"
        return "RejectedCandidates" if reform in self._decisions.rejected else "ReformCandidates"

    def _reprint(self, article: str) -> list[ox.Triple]:
        digest = self._articles.by_article(article)
        if digest is None:
            return []
        members = self._articles.members(self._articles.group(digest.graph))
        first = min(members, key=printed_first, default=digest)
        if first.article == article:
            return []
        return [ox.Triple(ox.NamedNode(article), _rg("reprintOf"), ox.NamedNode(first.article))]

    def _thing(self, iri: str) -> list[ox.Triple]:
        """What a thing is; or, where it was merged into another or is a company's short form, which one that is."""
        told = self._things.of(iri)
        node = ox.NamedNode(iri)
        chosen = self._decisions.stands_for(iri)
        if chosen == iri and iri not in self._decisions.representative:
            chosen = self._only_company(iri) or iri
        if chosen != iri:
            other = ox.NamedNode(chosen)
            retired = [_rg("sameAs"), _rg("canonical"), ox.NamedNode(DCT + "isReplacedBy")]
            return [*(ox.Triple(node, predicate, other) for predicate in retired), _deprecated(node)]
        merged = [member for member in self._classes.get(iri, ()) if member != iri]
        others = Told()
        for member in merged:
            others.join(self._things.of(member))
        told.join(others)
        canonical = ox.Triple(node, _rg("canonical"), node)
        if not told.articles:  # one of the catalogue to which a decision gave a claim
            return [canonical] if iri in self._given and self._things.catalogued(iri) else []
        if self._things.catalogued(iri):
            return [canonical, *called(iri, others)]
        return [canonical, *describe(iri, told, merged, self._decisions.stands_for)]

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


def _deprecated(node: ox.NamedNode) -> ox.Triple:
    return ox.Triple(node, ox.NamedNode(OWL + "deprecated"), ox.Literal(True))


_CLAIM, _FIGURE, _STEP = _rg("claim"), _rg("figure"), _rg("step")
_ADOPTION = (
    _TYPE,
    *(
        _rg(name)
        for name in (
            "actor", "reform", "status", "earlierStatus", "step", "onset", "end", "onsetEarliest", "onsetLatest",
            "onsetClaimed", "onsetsAgree", "supportedBy", "disputedBy", "conflictingFigure", "independentSources",
            "disputingSources",
        )
    ),
)  # fmt: skip
_SHORTCUTS = frozenset(_rg(name) for name in _SHORTCUT.values())
_CANDIDATE = frozenset({ox.NamedNode(SKOS + "inScheme"), _rg("independentSources"), ox.NamedNode(DCT + "issued")})
_REPRINT = frozenset({_rg("reprintOf")})
_TIME = frozenset(DESCRIBED)
_CORRECTED = frozenset({_rg("rejected"), _rg("correctedActor")})
_THING = frozenset(
    {
        _TYPE,
        *(_rg(name) for name in ("sameAs", "canonical", "zoneKind", "place", "suggestedBroader")),
        *(ox.NamedNode(SKOS + name) for name in ("prefLabel", "altLabel")),
        *(ox.NamedNode(SCHEMA + name) for name in ("name", "alternateName")),
        *(ox.NamedNode(iri) for iri in (DCT + "isReplacedBy", OWL + "deprecated", ORG + "subOrganizationOf")),
    }
)


def printed_first(article: ArticleDigest) -> tuple[str, str]:
    """Sorting key: first day of the issue, undated last, then the IRI."""
    first = bounds(article.issued)[0] if article.issued and is_valid(article.issued) else None
    return first.isoformat() if first else _UNDATED, article.article
