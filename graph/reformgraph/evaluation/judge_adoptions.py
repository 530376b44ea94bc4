"""Judges the adoptions of an article: reform and actor, and whether they are right with the actor left aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reformgraph.evaluation import score_rows as m
from reformgraph.evaluation.adoption_details import judge_amounts, judge_details
from reformgraph.evaluation.judgements import REFERRED, Adoption, AdoptionPair, Finding, Told, Unit
from reformgraph.evaluation.label_likeness import plain, same_actor
from reformgraph.evaluation.pairing import pair_off
from reformgraph.evaluation.source_text import SourceText
from reformgraph.evaluation.yardstick import Yardstick
from reformgraph.records import Span


@dataclass(frozen=True, slots=True)
class _Sides:
    """What was found, what is labelled, and the pairs in which reform, actor and being referred to agree."""

    got: Sequence[Adoption]
    wanted: Sequence[Adoption]
    pairs: Mapping[int, int]


def judge_adoptions(yardstick: Yardstick, unit: Unit, labelled: Told, found: Told, source: SourceText) -> None:
    """Count and note everything about the adoptions of one article.

    A claim that says nobody acts counts neither way, and so does a reference that the labels lack; what is only
    referred to on one side has not been found.
    """
    _actor_ignored(yardstick, unit, found.adoptions, labelled.adoptions)
    _nobody(unit, found.adoptions)
    claims = [one for one in found.adoptions if plain(one.actor)]
    wanted = labelled.adoptions
    met = _met(yardstick, claims, labelled)
    agreed = {at: to for at, to in met.items() if claims[at].refers == wanted[to].refers}
    counted = [at for at, one in enumerate(claims) if at in agreed or not one.refers]
    sides = _Sides(
        [claims[at] for at in counted],
        wanted,
        {place: agreed[at] for place, at in enumerate(counted) if at in agreed},
    )
    unit.add(m.ADOPTIONS, len(sides.pairs), len(sides.got), len(wanted))
    _core(yardstick, unit, sides)
    _only_here(yardstick, unit, sides)
    _note(yardstick, unit, sides)
    for at, to in met.items():
        judge_details(unit, claims[at], wanted[to], source)
    judge_amounts(unit, claims, wanted, met)
    for one in claims:
        if not source.holds(one.evidence):
            unit.add(m.INVENTED, 0, 1, 0)
            unit.findings.append(Finding(m.INVENTED, "wrong", found=f"{one.shown}: {one.evidence}"))


def _met(yardstick: Yardstick, claims: Sequence[Adoption], labelled: Told) -> dict[int, int]:
    """Claims with the labels of the same reform and actor."""

    def own_name(one: Adoption, other: Adoption) -> bool:
        return yardstick.names.same_name(one, other) and same_actor(one, other, labelled.zones)

    def any_form(one: Adoption, other: Adoption) -> bool:
        return yardstick.names.same(one, other) and same_actor(one, other, labelled.zones)

    return pair_off(claims, labelled.adoptions, own_name, any_form)


def _actor_ignored(yardstick: Yardstick, unit: Unit, found: Sequence[Adoption], wanted: Sequence[Adoption]) -> None:
    """Each reform of the article once: found or not, whoever is said to act."""
    got, labels = _by_reform(yardstick, found), _by_reform(yardstick, wanted)
    met = pair_off(got, labels, yardstick.names.same_name, yardstick.names.same)
    right = {at for at, to in met.items() if got[at].refers == labels[to].refers}
    counted = sum(at in right or not one.refers for at, one in enumerate(got))
    unit.add(m.REFORMS, len(right), counted, len(labels))


def _by_reform(yardstick: Yardstick, adoptions: Iterable[Adoption]) -> list[Adoption]:
    """One adoption for each reform, with the forms of all; it is referred to where all of them refer to it."""
    merged: dict[str, Adoption] = {}
    for one in adoptions:
        key = yardstick.names.key(one.reform)
        seen = merged.setdefault(key, Adoption(one.reform, "", REFERRED))
        status = seen.status if one.refers else one.status
        merged[key] = replace(seen, forms=(*seen.forms, *one.forms), status=status)
    return list(merged.values())


def _nobody(unit: Unit, found: Sequence[Adoption]) -> None:
    """The share of claims that say nobody acts."""
    nobody = [one for one in found if not plain(one.actor)]
    unit.add(m.NO_ACTOR, len(nobody), len(found), 0)
    unit.findings += [Finding(m.NO_ACTOR, "wrong", "", one.shown, (), _places(one)) for one in nobody]


def _core(yardstick: Yardstick, unit: Unit, sides: _Sides) -> None:
    """The same among core reforms: what was found is core if its label is, any other claim if it is itself."""
    wanted = [yardstick.is_core(one.reform) for one in sides.wanted]
    got = sum(
        wanted[sides.pairs[at]] if at in sides.pairs else yardstick.is_core(one.reform)
        for at, one in enumerate(sides.got)
    )
    unit.add(m.CORE, sum(wanted[to] for to in sides.pairs.values()), got, sum(wanted))


def _only_here(yardstick: Yardstick, unit: Unit, sides: _Sides) -> None:
    """Recall of the reforms that no other page names."""
    own = {to for to, one in enumerate(sides.wanted) if yardstick.only_here(one.reform, unit.page)}
    hit = len(own & set(sides.pairs.values()))
    unit.add(m.OWN, hit, hit, len(own))


def _note(yardstick: Yardstick, unit: Unit, sides: _Sides) -> None:
    """Pairs, what was missed and what is wrong; of the claims, the share with the right reform and another actor."""
    partner = {to: at for at, to in sides.pairs.items()}
    for to, one in enumerate(sides.wanted):
        unit.adoptions.append(AdoptionPair(one, sides.got[partner[to]] if to in partner else None))
        if to not in partner:
            texts = (one.evidence, *one.forms)
            own = (m.OWN,) if yardstick.only_here(one.reform, unit.page) else ()
            also = (*((m.CORE,) if yardstick.is_core(one.reform) else ()), *own)
            unit.findings.append(Finding(m.ADOPTIONS, "missed", one.shown, "", texts, also=also))
    misplaced = 0
    for at, one in enumerate(sides.got):
        if at not in sides.pairs:
            by_another = any(yardstick.names.same(one, other) for other in sides.wanted)
            misplaced += by_another
            unit.adoptions.append(AdoptionPair(None, one))
            also = (*((m.CORE,) if yardstick.is_core(one.reform) else ()), *((m.WRONG_ACTOR,) if by_another else ()))
            unit.findings.append(Finding(m.ADOPTIONS, "wrong", "", one.shown, (), _places(one), also))
    unit.add(m.WRONG_ACTOR, misplaced, len(sides.got), 0)


def _places(adoption: Adoption) -> tuple[Span, ...]:
    """Its evidence and its mentions."""
    return (*((adoption.span,) if adoption.span else ()), *adoption.spans)
