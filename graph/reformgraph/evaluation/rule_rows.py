"""Errors by the rule that decided; in: judged articles, out: a row a rule, those with the most errors first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reformgraph.evaluation.judgements import Adoption, AdoptionPair, Unit
from reformgraph.evaluation.label_likeness import dated, same_time

#: Where no rule is told: the time that was not found.
_NO_RULE = "no rule"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: what it decides, in how many adoptions it did, in how many of these it was wrong."""

    decides: str
    rule: str
    used: int
    wrong: int


def rule_rows(units: Sequence[Unit]) -> tuple[RuleRow, ...]:
    """Rules of status and time on adoptions that were found, of actor and measure on all that were told."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for unit in units:
        for pair in unit.adoptions:
            for decides, rule, right in _decided(pair):
                counts[decides, rule][0] += 1
                counts[decides, rule][1] += not right
    rows = [RuleRow(decides, rule, used, wrong) for (decides, rule), (used, wrong) in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-row.wrong, -row.used, row.decides, row.rule)))


def _decided(pair: AdoptionPair) -> Iterator[tuple[str, str, bool]]:
    found, labelled = pair.found, pair.labelled
    if found is None or not found.why:
        return
    for decides in ("actor", "measure"):
        if rule := _rule(found, decides):
            yield decides, rule, labelled is not None
    if labelled is None:
        return
    yield "status", _rule(found, "status") or _NO_RULE, found.status == labelled.status
    when, label = dated(found.when), dated(labelled.when)
    if when or label:
        yield "when", (_rule(found, "when") if when else "") or _NO_RULE, same_time(when, label)


def _rule(found: Adoption, decides: str) -> str:
    return next((rule for what, rule in found.why if what == decides), "")
