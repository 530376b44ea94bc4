"""Decisions held against what is known of things: a zone is never the same as one it is a part of."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from reformgraph.adoption.decisions import Decision, Decisions, shortened
from reformgraph.errors import DecisionError
from reformgraph.iri import BASE, ORG, RG
from reformgraph.store import Store
from reformgraph.vocabulary.load_vocabulary import Vocabulary

_WHOLE, _DESCRIBES, _TOLD = (
    ox.NamedNode(iri) for iri in (ORG + "subOrganizationOf", RG + "describes", RG + "toldWhole")
)


def check_merges(decisions: Decisions, store: Store, vocabulary: Vocabulary, where: str, base: str = BASE) -> None:
    """Refuse decisions that would merge a zone into its own part or whole.

    Parameters
    ----------
    store, vocabulary
        Where it is known which zone is a part of which: what articles told, and the catalogue.
    where
        The file of the decisions, for messages.

    Raises
    ------
    DecisionError
        With the line; nothing is changed then.
    """
    for line in decisions.lines:
        if line.kind == "zone" and line.decision == "same":
            for part, whole in ((line.a, line.b), (line.b, line.a)):
                if whole in _wholes(part, store, vocabulary, base):
                    raise DecisionError(
                        f"{shortened(part, base)} is a part of {shortened(whole, base)} and cannot be the same",
                        where=_place(where, line),
                        cure="take the line out, or write different",
                    )


def _place(where: str, line: Decision) -> str:
    return f"{where}, line {line.line}" if line.line else where


def _wholes(part: str, store: Store, vocabulary: Vocabulary, base: str) -> set[str]:
    """Everything that a zone is known to be a part of, step by step."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        new = set(_above(waiting.pop(), store, vocabulary, base)) - found - {part}
        found |= new
        waiting += new
    return found


def _above(part: str, store: Store, vocabulary: Vocabulary, base: str) -> Iterator[str]:
    space = f"{base}zone/"
    known = vocabulary.zones.by_iri.get(part.removeprefix(space))
    if known is not None and known.part_of:
        yield space + known.part_of
    node = ox.NamedNode(part)
    for quad in store.quads(subject=node, predicate=_WHOLE):
        yield quad.object.value  # type: ignore[union-attr]
    for told in store.quads(predicate=_DESCRIBES, object=node):
        for quad in store.quads(subject=told.subject, predicate=_TOLD):  # type: ignore[arg-type]
            yield quad.object.value  # type: ignore[union-attr]
