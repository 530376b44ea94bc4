"""Doubtful merges, new reforms and claims without an actor, with their evidence, for the user to decide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.digest import ArticleDigest
from reformgraph.adoption.ledger import State
from reformgraph.iri import BASE, slug
from reformgraph.language.lexicon import longest_first
from reformgraph.store import Store

#: Articles shown as evidence for one question.
_SHOWN = 3
#: A new reform this like a known one may be the same.
_LIKE = 0.6

_LEGAL = longest_first("legal_forms_at_end")
_KINDS = longest_first("reviewed_zone_kinds")
_BEFORE_KIND = longest_first("before_reviewed_kinds")
_LEVEL = re.compile(r"[省市县区]")


@dataclass(frozen=True, slots=True)
class Question:
    """What the user is asked.

    Attributes
    ----------
    kind
        ``company``, ``zone``, ``reform`` or ``claim`` as in a decisions file.
    a, b
        IRIs; `b` is empty where a new reform is to be accepted or rejected, and for a claim whose actor
        nobody could tell.
    doubt
        From 0 (all but certain) to 1 (nobody can tell).
    why
        Why it is asked.
    evidence
        IRIs of articles to read.
    """

    kind: str
    a: str
    b: str
    doubt: float
    why: str
    evidence: tuple[str, ...]


def questions(store: Store, decisions: Decisions, base: str = BASE) -> list[Question]:
    """Open questions, the most doubtful first; those that were answered, unsure included, are left out."""
    digests = list(State(store, base).all_digests().values())
    found = [*_companies(digests), *_zones(store), *_reforms(store, digests), *_actorless(digests)]
    answered = {(line.kind, *sorted((line.a, line.b))) for line in decisions.lines}
    answered |= {("claim", "", line.a) for line in decisions.lines if line.kind == "claim"}
    left = {
        question
        for question in found
        if (question.kind, *sorted((question.a, question.b))) not in answered
        and not (question.b and decisions.stands_for(question.a) == decisions.stands_for(question.b))
    }
    return sorted(left, key=lambda question: (-question.doubt, question.kind, question.a, question.b))


def quotations(store: Store, articles: Iterable[str]) -> list[str]:
    """Headlines of articles, for showing evidence."""
    told: list[str] = []
    for article in articles:
        rows = store.select("SELECT ?headline { ?article schema:headline ?headline }", article=article)
        told.append(f"{article.rpartition('/')[2]} {rows[0]['headline'] if rows else ''}".strip())
    return told


def _companies(digests: list[ArticleDigest]) -> Iterator[Question]:
    names: dict[str, str] = {}
    printed: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for digest in digests:
        for company in digest.companies:
            names[company.iri] = company.name
            printed[company.iri].add(digest.article)
            for form in company.others:
                owners[slug(form)].add(company.iri)
    for iri, name in sorted(names.items()):
        full = sorted(owners.get(slug(name), set()) - {iri})
        if len(full) > 1:
            for other in full:
                yield _about("company", iri, other, 1 - 1 / len(full), "a short form of several companies", printed)
    for one, other in _same_core(names):
        yield _about("company", one, other, 0.6, "names that differ in place or legal form only", printed)


def _core(name: str, forms: Sequence[str] = _LEGAL) -> str:
    """A name without the forms at its end, a company's legal ones where nothing else is said.

    >>> _core("宏图集团股份有限公司")
    '宏图'
    """
    while form := next((form for form in forms if name.endswith(form)), ""):
        name = name.removesuffix(form)
    return name


def _place_of(name: str) -> str:
    """A zone's name without its kind.

    >>> _place_of("甲市经济技术开发区"), _place_of("甲市高新技术产业")
    ('甲市', '甲市高新技术产业')
    """
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    return _core(name.removesuffix(kind), _BEFORE_KIND) if kind else name


def _same_core(names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of companies one of whose names, without its legal form, ends the other."""
    cores: dict[str, list[str]] = defaultdict(list)
    for iri, name in sorted(names.items()):
        core = _core(name)
        if len(core) >= 4:
            cores[core[-4:]].append(iri)
    for members in cores.values():
        for one, other in combinations(members, 2):
            first, second = sorted((_core(names[one]), _core(names[other])), key=len)
            if second.endswith(first) and len(second) - len(first) <= 4:
                yield one, other


def _zones(store: Store) -> Iterator[Question]:
    labels = {row["zone"] or "": row["name"] or "" for row in store.select(
        "SELECT ?zone (MIN(?text) AS ?name) { ?zone rg:canonical ?zone ; a rg:Zone ; skos:prefLabel ?text } "
        "GROUP BY ?zone")}  # fmt: skip
    alike: dict[str, list[str]] = defaultdict(list)
    for iri, name in sorted(labels.items()):
        core = _LEVEL.sub("", _place_of(name))
        if len(core) >= 2:
            alike[core].append(iri)
    for members in alike.values():
        for one, other in combinations(members, 2):
            ratio = SequenceMatcher(None, labels[one], labels[other]).ratio()
            yield Question("zone", one, other, round(ratio, 3), "zones of one place", _naming(store, one, other))


def _naming(store: Store, *things: str) -> tuple[str, ...]:
    found: list[str] = []
    for thing in things:
        rows = store.select(
            "SELECT ?article { ?article schema:mentions ?thing } ORDER BY ?article LIMIT 1", thing=thing
        )
        found += [row["article"] or "" for row in rows]
    return tuple(dict.fromkeys(found))


def _reforms(store: Store, digests: list[ArticleDigest]) -> Iterator[Question]:
    seen: dict[str, set[str]] = defaultdict(set)
    for digest in digests:
        for claim in digest.claims:
            if claim.candidate:
                seen[claim.reform].add(digest.article)
    known = {_local(row["reform"] or ""): row["reform"] or "" for row in store.select(
        "SELECT DISTINCT ?reform { GRAPH graph:vocabulary { ?reform skos:inScheme rg:Reforms } }")}  # fmt: skip
    for reform, articles in sorted(seen.items()):
        near = max(known, key=lambda name: (_like(name, reform), name), default="")
        if near and _like(near, reform) >= _LIKE:
            yield _about("reform", reform, known[near], round(_like(near, reform), 3), "like a known reform", seen)
        else:
            yield _about("reform", reform, "", round(1 / (1 + len(articles)), 3), "not in the vocabulary", seen)


def _actorless(digests: list[ArticleDigest]) -> Iterator[Question]:
    """Claims whose actor nobody could tell: to be read, and to be told apart from those that were."""
    for digest in digests:
        for claim in digest.claims:
            if claim.actor is None:
                yield Question("claim", claim.claim, "", 1.0, "who acts is not told", (digest.article,))


def _like(name: str, reform: str) -> float:
    local = _local(reform)
    shared = len(set(name) & set(local))
    if 2 * shared < _LIKE * (len(set(name)) + len(set(local))):
        return 0.0
    return SequenceMatcher(None, name, local, autojunk=False).ratio()


def _about(kind: str, one: str, other: str, doubt: float, why: str, printed: dict[str, set[str]]) -> Question:
    articles = dict.fromkeys([*sorted(printed[one])[:_SHOWN], *sorted(printed.get(other, ()))[:_SHOWN]])
    return Question(kind, one, other, doubt, why, tuple(articles))


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
