"""What changed between two stores: adoptions and claims that came, went or turned to another status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from reformgraph.store.base import Store
from reformgraph.views import store_rows
from reformgraph.views.store_rows import ClaimRow, local

What = Literal["adoption", "claim"]
Kind = Literal["came", "went", "turned"]
#: What a claim is known by: article, actor, reform, and its place among claims of these three.
_ClaimKey = tuple[str, str, str, int]
_AdoptionKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """An adoption or a claim of which the stores tell differently.

    `before` and `after` are statuses, ``denied`` for claims that deny, None where there was or is none; names and
    article are those of the later store where it has the thing. What concerns an article is None for adoptions.
    """

    what: What
    change: Kind
    actor: str
    actor_id: str
    reform: str
    reform_id: str
    before: str | None
    after: str | None
    article_id: str | None = None
    source: str | None = None
    issue_date: str | None = None
    headline: str | None = None
    quote: str | None = None
    claim_id: str | None = None


def changes(before: Store, after: Store) -> list[Change]:
    """Changes of adoptions, then of claims, each by actor and reform.

    Things that were merged since count as one: a zone that a decision joined to another neither came nor went.
    Claims are known by article, actor and reform, not by their number in the article, which shifts.
    """
    same = store_rows.merged(after)
    return [*_adoption_changes(before, after, same), *_claim_changes(before, after, same)]


def _adoption_changes(before: Store, after: Store, same: Mapping[str, str]) -> Iterator[Change]:
    old, new = _adoptions(before, same), _adoptions(after, same)
    pairs = [(key, kind) for key in sorted(old | new) if (kind := _kind(old.get(key), new.get(key)))]
    names = _names(before, after, {iri for key, _ in pairs for iri in key})
    for (actor, reform), kind in pairs:
        key = (actor, reform)
        yield Change("adoption", kind, *_named(actor, names), *_named(reform, names), old.get(key), new.get(key))


def _adoptions(store: Store, same: Mapping[str, str]) -> dict[_AdoptionKey, str]:
    """Actor and reform -> status; where two were merged since, that of the one which stands for both."""
    found: dict[_AdoptionKey, str] = {}
    for one in sorted(store_rows.adoptions(store), key=lambda one: (one.actor in same) + (one.reform in same)):
        found.setdefault((same.get(one.actor, one.actor), same.get(one.reform, one.reform)), one.status)
    return found


def _claim_changes(before: Store, after: Store, same: Mapping[str, str]) -> Iterator[Change]:
    old, new = _claims(before, same), _claims(after, same)
    keys = sorted(old.keys() | new.keys(), key=lambda key: (key[1], key[2], key[0], key[3]))
    states = ((key, _state(old.get(key)), _state(new.get(key))) for key in keys)
    pairs = [(key, kind, was, now) for key, was, now in states if (kind := _kind(was, now))]
    names = _names(before, after, {iri for key, *_ in pairs for iri in key[1:3]})
    told = _Told(before, [old[key] for key, kind, *_ in pairs if kind == "went"])
    told_now = _Told(after, [new[key] for key, kind, *_ in pairs if kind != "went"])
    for key, kind, was, now in pairs:
        place = told.place(old[key]) if kind == "went" else told_now.place(new[key])
        yield Change("claim", kind, *_named(key[1], names), *_named(key[2], names), was, now, *place)


def _claims(store: Store, same: Mapping[str, str]) -> dict[_ClaimKey, ClaimRow]:
    """Claims by what they are known by; those of one article, actor and reform in the order of the article."""
    found: dict[_ClaimKey, ClaimRow] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    # The number of a claim stands last in its IRI: …-2 before …-10.
    for one in sorted(store_rows.claims(store), key=lambda one: (one.article, len(one.claim), one.claim)):
        actor = one.actor or ""
        about = (one.article, same.get(actor, actor), same.get(one.reform, one.reform))
        found[*about, seen[about]] = one
        seen[about] += 1
    return found


def _state(claim: ClaimRow | None) -> str | None:
    if claim is None:
        return None
    return "denied" if claim.denied else claim.status


def _kind(before: str | None, after: str | None) -> Kind | None:
    """How something changed; None where it did not."""
    if before == after:
        return None
    return "came" if before is None else "went" if after is None else "turned"


def _names(before: Store, after: Store, wanted: set[str]) -> Mapping[str, str]:
    wanted = wanted - {""}
    return store_rows.labels(before, wanted) | store_rows.labels(after, wanted)


def _named(iri: str, names: Mapping[str, str]) -> tuple[str, str]:
    return names.get(iri, local(iri)), local(iri)


class _Told:
    """Where claims of a store stand."""

    def __init__(self, store: Store, claims: list[ClaimRow]) -> None:
        self._articles = store_rows.articles(store, {one.article for one in claims})
        self._quotes = store_rows.evidence(store, {one.claim for one in claims})

    def place(self, claim: ClaimRow) -> tuple[str | None, ...]:
        """Article, source, date, headline, quotation and id of a claim."""
        article, quoted = self._articles.get(claim.article), self._quotes.get(claim.claim)
        told = (article.source, article.issued, article.headline) if article else (None, None, None)
        return local(claim.article), *told, quoted.quote if quoted else None, local(claim.claim)
