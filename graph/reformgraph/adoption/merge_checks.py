"""Decisions held against what is known of things: a zone is never the same as one it is a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

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
    groups: dict[str, list[Decision]] = defaultdict(list)
    for line in decisions.lines:
        if line.kind == "zone" and line.decision == "same":
            groups[decisions.stands_for(line.a)].append(line)
    for lines in groups.values():
        # One line alone first, for that is the one to take out; then all that a chain of lines joins.
        for some in (*([line] for line in lines), *([lines] if len(lines) > 1 else ())):
            members = {iri for line in some for iri in (line.a, line.b)}
            for part in sorted(members):
                for whole in sorted(members & _wholes(part, store, vocabulary, base)):
                    raise DecisionError(
                        f"{shortened(part, base)} is a part of {shortened(whole, base)} and cannot be the same",
                        where=_place(where, some),
                        cure="take the line out, or write different",
                    )


def _place(where: str, lines: Sequence[Decision]) -> str:
    numbers = ", ".join(str(line.line) for line in lines if line.line)
    return f"{where}, line {numbers}" if numbers else where


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
