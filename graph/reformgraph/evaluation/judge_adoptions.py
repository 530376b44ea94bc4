"""Judges the adoptions of an article: reform and actor, status, time, figures and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reformgraph.evaluation import score_rows as m
from reformgraph.evaluation.judgements import Adoption, AdoptionPair, Amount, Finding, Told, Unit
from reformgraph.evaluation.label_likeness import amount_key, plain, right_evidence, right_place, same_actor, same_time
from reformgraph.evaluation.pairing import pair_off
from reformgraph.records import Span

if TYPE_CHECKING:
    from reformgraph.evaluation.judge_articles import Judge


def judge_adoptions(judge: Judge, unit: Unit, labelled: Told, found: Told, text: str) -> None:
    """Count and note everything about the adoptions of one article; `text` is the page's.

    A reference that the labels lack is not counted.
    """

    def same(one: Adoption, other: Adoption) -> bool:
        return judge.names.same(one, other) and same_actor(one.actor, other.actor, labelled.zones)

    wanted = labelled.adoptions
    known = pair_off(found.adoptions, wanted, same)
    got = [one for at, one in enumerate(found.adoptions) if at in known or one.status != "referenced"]
    pairs = pair_off(got, wanted, same)
    unit.add(m.ADOPTIONS, len(pairs), len(got), len(wanted))
    _core(judge, unit, got, wanted, labelled)
    _only_here(judge, unit, set(pairs.values()), wanted)
    _note(judge, unit, got, wanted, pairs)
    for at, to in pairs.items():
        _details(unit, got[at], wanted[to], text)
    _amounts(unit, got, wanted, pairs)
    page = plain(text)
    for one in got:
        if not plain(one.evidence) or plain(one.evidence) not in page:
            unit.add(m.INVENTED, 0, 1, 0)
            unit.findings.append(Finding(m.INVENTED, "wrong", found=f"{one.shown}: {one.evidence}"))


def _core(judge: Judge, unit: Unit, got: Sequence[Adoption], wanted: Sequence[Adoption], labelled: Told) -> None:
    """The same among core reforms only."""

    def same(one: Adoption, other: Adoption) -> bool:
        return judge.names.same(one, other) and same_actor(one.actor, other.actor, labelled.zones)

    core_got, core_wanted = (
        [one for one in several if judge.names.key(one.reform) in judge.core] for several in (got, wanted)
    )
    unit.add(m.CORE, len(pair_off(core_got, core_wanted, same)), len(core_got), len(core_wanted))


def _only_here(judge: Judge, unit: Unit, hit: set[int], wanted: Sequence[Adoption]) -> None:
    """Recall of the reforms that no other page names."""
    own = {at for at, one in enumerate(wanted) if judge.only_here(one.reform, unit.page)}
    unit.add(m.OWN, len(own & hit), len(own & hit), len(own))


def _note(judge: Judge, unit: Unit, got: Sequence[Adoption], wanted: Sequence[Adoption], pairs: dict[int, int]) -> None:
    partner = {to: at for at, to in pairs.items()}
    for to, one in enumerate(wanted):
        unit.adoptions.append(AdoptionPair(one, got[partner[to]] if to in partner else None))
        if to not in partner:
            texts = (one.evidence, *one.forms)
            also = (*_core_only(judge, one), *((m.OWN,) if judge.only_here(one.reform, unit.page) else ()))
            unit.findings.append(Finding(m.ADOPTIONS, "missed", one.shown, "", texts, also=also))
    for at, one in enumerate(got):
        if at not in pairs:
            unit.adoptions.append(AdoptionPair(None, one))
            unit.findings.append(Finding(m.ADOPTIONS, "wrong", "", one.shown, (), _places(one), _core_only(judge, one)))


def _core_only(judge: Judge, adoption: Adoption) -> tuple[str, ...]:
    return (m.CORE,) if judge.names.key(adoption.reform) in judge.core else ()


def _places(adoption: Adoption) -> tuple[Span, ...]:
    """Its evidence and its mentions."""
    return (*((adoption.span,) if adoption.span else ()), *adoption.spans)


def _details(unit: Unit, got: Adoption, wanted: Adoption, text: str) -> None:
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
    if got.when or wanted.when:
        right = same_time(got.when, wanted.when)
        unit.add(m.TIME, right, bool(got.when), bool(wanted.when))
        if not right:
            differs(m.TIME, wanted.when, got.when)
    right = right_evidence(got, wanted)
    unit.add(m.EVIDENCE, right, 1, 1)
    if not right:
        differs(m.EVIDENCE, wanted.evidence, got.evidence)
    right = right_place(text, got)
    unit.add(m.OFFSETS, right, 1, 1)
    if not right:
        differs(m.OFFSETS, wanted.evidence, f"{got.span}: {got.evidence}")


def _amounts(unit: Unit, got: Sequence[Adoption], wanted: Sequence[Adoption], pairs: dict[int, int]) -> None:
    """Figures by adoption; those of an adoption that was missed or is wrong are missed or wrong."""
    labels_left = set(range(len(wanted))) - set(pairs.values())
    rows = [(one, wanted[pairs[at]] if at in pairs else None) for at, one in enumerate(got)]
    for one, other in [*rows, *((None, wanted[to]) for to in sorted(labels_left))]:
        found, labelled = one.figures if one else (), other.figures if other else ()
        same = pair_off(found, labelled, _same_amount)
        unit.add(m.AMOUNTS, len(same), len(found), len(labelled))
        about = (other or one or Adoption("", "", "")).shown
        for at, amount in enumerate(labelled):
            if at not in same.values():
                texts = (amount.text,)
                unit.findings.append(Finding(m.AMOUNTS, "missed", f"{about}: {amount.shown}", "", texts))
        for at, amount in enumerate(found):
            if at not in same:
                spans = (amount.span,) if amount.span else ()
                unit.findings.append(Finding(m.AMOUNTS, "wrong", "", f"{about}: {amount.shown}", (), spans))


def _same_amount(one: Amount, other: Amount) -> bool:
    return amount_key(one) == amount_key(other)
