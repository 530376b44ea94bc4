"""Judges what is said of adoptions that were found: status, time, evidence, offsets, figures and their indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reformgraph.evaluation import score_rows as m
from reformgraph.evaluation.judgements import Adoption, Amount, Finding, Unit
from reformgraph.evaluation.label_likeness import ALIKE, dated, right_evidence, same_amount, same_time, shared
from reformgraph.evaluation.pairing import pair_off
from reformgraph.evaluation.source_text import SourceText
from reformgraph.records import Span


def judge_details(unit: Unit, got: Adoption, wanted: Adoption, source: SourceText) -> None:
    """Status, time, evidence and offsets of an adoption that was found."""
    about = f"{wanted.actor or '—'} → {wanted.reform}: "
    texts, places = (wanted.evidence,), ((got.span,) if got.span else ())

    def differs(measure: str, label: str, shown: str, also: tuple[str, ...] = ()) -> None:
        kind = "missed" if label and not shown else "wrong" if shown and not label else "differs"
        one, other = (about + label if label else ""), (about + shown if shown else "")
        unit.findings.append(Finding(measure, kind, one, other, texts, places, also))

    right = got.status == wanted.status
    unit.add(m.STATUS, right, 1, 1)
    unit.add(m.OTHER, right and got.status != "adopted", got.status != "adopted", wanted.status != "adopted")
    if not right:
        differs(m.STATUS, wanted.status, got.status, (m.OTHER,))
    when, label = dated(got.when), dated(wanted.when)
    if when or label:
        right = same_time(when, label)
        unit.add(m.TIME, right, bool(when), bool(label))
        if not right:
            differs(m.TIME, label, when)
    right = right_evidence(got, wanted)
    unit.add(m.EVIDENCE, right, 1, 1)
    if not right:
        differs(m.EVIDENCE, wanted.evidence, got.evidence)
    right = source.right_place(got)
    unit.add(m.OFFSETS, right, 1, 1)
    if not right:
        differs(m.OFFSETS, wanted.evidence, f"{got.span}: {got.evidence}")


def judge_amounts(unit: Unit, got: Sequence[Adoption], wanted: Sequence[Adoption], pairs: Mapping[int, int]) -> None:
    """Figures by adoption; those of an adoption that was missed or is wrong are missed or wrong."""
    labels_left = set(range(len(wanted))) - set(pairs.values())
    rows = [(one, wanted[pairs[at]] if at in pairs else None) for at, one in enumerate(got)]
    for one, other in [*rows, *((None, wanted[to]) for to in sorted(labels_left))]:
        found, labelled = one.figures if one else (), other.figures if other else ()
        same = pair_off(found, labelled, same_amount)
        unit.add(m.AMOUNTS, len(same), len(found), len(labelled))
        about = (other or one or Adoption("", "", "")).shown
        for at, to in same.items():
            _indicator(unit, about, found[at], labelled[to])
        for at, amount in enumerate(labelled):
            if at not in same.values():
                texts = (amount.text,)
                unit.findings.append(Finding(m.AMOUNTS, "missed", f"{about}: {amount.shown}", "", texts))
        for at, amount in enumerate(found):
            if at not in same:
                unit.findings.append(Finding(m.AMOUNTS, "wrong", "", f"{about}: {amount.shown}", (), _places(amount)))


def _indicator(unit: Unit, about: str, got: Amount, wanted: Amount) -> None:
    """What a figure that was found is said to count, where the labels say it."""
    if not wanted.indicator:
        return
    right = shared(got.indicator, wanted.indicator) >= ALIKE
    unit.add(m.INDICATORS, right, bool(got.indicator), 1)
    if not right:
        kind = "differs" if got.indicator else "missed"
        shown = f"{about}: {got.shown}" if got.indicator else ""
        finding = Finding(m.INDICATORS, kind, f"{about}: {wanted.shown}", shown, (wanted.text,), _places(got))
        unit.findings.append(finding)


def _places(amount: Amount) -> tuple[Span, ...]:
    return (amount.span,) if amount.span else ()
