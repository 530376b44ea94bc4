"""Events of an article to claims: one a reform and actor, with its best sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.claims.onset_rule import onset_of
from reformgraph.extraction.claims.same_names import with_one_name
from reformgraph.extraction.figures import FlowFigure
from reformgraph.extraction.frames.passages import Event, Setting
from reformgraph.extraction.verdicts import Ruling, verdict
from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.edtf import bounds, first_day
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of
from reformgraph.language.numbers.find_numbers import Quantity
from reformgraph.records import Claim, Decided, Figure, Mention, Status, Verdict
from reformgraph.values import Edtf, Position

#: Which status wins when an article gives several to one reform and actor.
_PRECEDENCE: tuple[Status, ...] = ("withdrawn", "adopted", "planned", "required", "referenced")
_LONGEST_EVIDENCE = 400
#: A part up to ； that is less of its sentence is quoted with its neighbours.
_LEAST_SHARE = 0.34
#: A sentence this short (a heading) is quoted with the one after it.
_SHORT_EVIDENCE = 24


def claims_of(setting: Setting, events: Sequence[Event], issue_date: Edtf | None) -> tuple[Claim, ...]:
    """Claims in order of their first mention.

    Events of one reform and one actor make one claim; its status is the strongest told (withdrawn,
    adopted, planned, required, referenced), its sentence the best of those that tell it: in the body,
    with figures, with the actor named, the first.
    """
    groups: dict[tuple[str, str | None], list[Event]] = {}
    for event in with_one_name(events, setting.flow.text):
        groups.setdefault((event.named.reform, event.actor), []).append(event)
    by_reform: dict[str, list[tuple[str, str | None]]] = {}
    for key in groups:
        by_reform.setdefault(key[0], []).append(key)
    for own in by_reform.values():
        _join_unsure(groups, own, setting.default_actor[0] if setting.default_actor else None)
    claims = [_claim(setting, group, issue_date) for group in groups.values() if group]
    return tuple(sorted((c for c in claims if c is not None), key=lambda c: (c.mentions[0].span, c.reform, c.actor)))


def _join_unsure(
    groups: dict[tuple[str, str | None], list[Event]], own: Sequence[tuple[str, str | None]], default: str | None
) -> None:
    """Events whose actor was only carried over, or has none, join the actor named for the same reform.

    `own` are the groups of one reform; those of the actor that the article is about stay its own.
    """
    sure = [key for key in own if any(e.sure and e.status != "referenced" for e in groups[key])]
    if len(sure) != 1:
        return
    for key in own:
        if key != sure[0] and key[1] != default and not any(event.sure for event in groups[key]):
            groups[sure[0]] += groups[key]
            groups[key] = []


def _claim(setting: Setting, group: Sequence[Event], issue_date: Edtf | None) -> Claim | None:
    group = sorted(group, key=lambda event: event.named.start) if len(group) > 1 else group
    told = [e for e in group if not (e.in_title or e.is_heading)] or [e for e in group if not e.in_title] or group
    status = min((event.status for event in told), key=_PRECEDENCE.index)
    telling = [event for event in told if event.status == status]
    best = (
        telling[0]
        if len(telling) == 1
        else max(telling, key=lambda e: (bool(e.figures), e.sure, e.when is not None, -e.named.start))
    )
    figures, told_in = _figures(setting.flow, best, telling)
    when = _when(best, telling)
    if status == "adopted" and when is not None and _is_to_come(when.edtf, issue_date):
        status = "planned"
    evidence = _evidence(setting.flow, best, told_in)
    if evidence is None:
        return None
    onset = _onset(best, telling, issue_date) if status == "adopted" else None
    named = group[0].named
    return Claim(
        reform=named.reform,
        actor=best.actor or "",
        actor_kind=best.actor_kind,
        status=status,
        mentions=_mentions(setting.flow, group),
        evidence=evidence.text,
        evidence_span=evidence.span,
        when=when.text if when else None,
        when_edtf=when.edtf if when else None,
        onset_edtf=onset,
        figures=figures,
        candidate=named.candidate,
        broader=named.broader,
        denied=all(event.denied for event in telling),
        why=_why(setting.flow, best, told_in, when),
        actor_basis=best.basis if best.actor else None,
        confidence=best.confidence,
    )


def _why(flow: Flow, best: Event, figures: Sequence[FlowFigure], when: DateMention | None) -> tuple[Verdict, ...]:
    """What decided that it is a measure, actor, status, time and figures of the claim."""
    named = best.named
    kind = "a new name" if named.candidate else "a name of the vocabulary"
    place = (named.start, named.end)
    rulings: list[tuple[Decided, Ruling]] = [("measure", Ruling(rule, place)) for rule in (kind, *named.reasons)]
    rulings += best.rulings
    if when is not None and when is not best.when:
        rulings = [one for one in rulings if one[0] != "when"]
        rulings.append(("when", Ruling("dated deed of another sentence", (when.start, when.end))))
    rulings += [("figures", Ruling(_nearness(best, one), (one.quantity.start, one.quantity.end))) for one in figures]
    return tuple(verdict(flow, decides, ruling) for decides, ruling in rulings)


def _nearness(best: Event, figure: FlowFigure) -> str:
    """Which rule gave a number to the claim, by where it stands."""
    start, sentence = figure.quantity.start, best.sentence
    if not sentence.start <= start < sentence.end:
        return "counted in another sentence"
    first, last = sentence.clause(best.named.start)
    return "in the clause of the reform" if first <= start < last else "in the sentence of the reform"


def _when(best: Event, telling: Sequence[Event]) -> DateMention | None:
    """The time of the best sentence; a deed dated in its own sentence goes before a total and a framing time."""
    if best.when is not None and best.own_when and best.when.kind != "total":
        return best.when
    dated = (e.when for e in telling if e.own_when and e.when is not None and e.when.edtf and e.when.kind != "total")
    return next(dated, best.when)


def _is_to_come(when: Edtf | None, issue_date: Edtf | None) -> bool:
    """Whether something comes into force only after the issue that tells of it (自8月1日起施行, told in June)."""
    if not when or not issue_date or not when.endswith("/.."):
        return False
    first, told = first_day(when), bounds(issue_date)[1]
    return first is not None and told is not None and first > told


def _onset(best: Event, telling: Sequence[Event], issue_date: Edtf | None) -> Edtf | None:
    """When the adoption began: the earliest dated start told, else what the best sentence says."""
    started = [e.when.edtf for e in telling if e.starts and e.when is not None and e.when.edtf is not None]
    dated = sorted((first_day(edtf), edtf) for edtf in started if first_day(edtf) is not None)
    if dated:
        return onset_of(dated[0][1], None, issue_date, starts=True)
    when = best.when
    return onset_of(
        when.edtf if when else None, when.text if when else None, issue_date, any(e.starts for e in telling)
    )


def _mentions(flow: Flow, group: Sequence[Event]) -> tuple[Mention, ...]:
    places = sorted({(event.named.start, event.named.end) for event in group})
    return flow.mentions(places)


def _evidence(flow: Flow, event: Event, figures: Sequence[FlowFigure]) -> Mention | None:
    """The sentence that names the reform and holds its figures, cut where foreign text stands between its parts."""
    start, end = _with_figures(flow, event, _told_in(flow, event), figures)
    first, last = flow.whole_part(start, end, event.named.start)
    if last - first < _SHORT_EVIDENCE:
        _, end = flow.sentence_at(min(end, len(flow.text) - 1))
        stop = flow.paragraphs[event.sentence.paragraph].end
        first, last = flow.whole_part(start, min(end, stop), event.named.start)
    if last - first > _LONGEST_EVIDENCE:
        first = max(first, event.named.start - _LONGEST_EVIDENCE // 2)
        last = min(last, first + _LONGEST_EVIDENCE)
    while first < last and flow.text[first] in " \n":
        first += 1
    while last > first and flow.text[last - 1] in " \n":
        last -= 1
    return flow.mention(Position(first), Position(last)) if last > first else None


def _told_in(flow: Flow, event: Event) -> tuple[int, int]:
    """The part up to ；, with its neighbours where it is only a small share of the sentence up to 。."""
    start, end = flow.sentence_at(event.named.start)
    first, last = event.sentence.start, event.sentence.end
    least = _LEAST_SHARE * min(last - first, _LONGEST_EVIDENCE)
    while end - start < least and end < last and flow.text[end - 1] in "；;":
        end = min(last, flow.sentence_at(end)[1])
    while end - start < least and start > first and flow.text[start - 1] in "；;":
        start = max(first, flow.sentence_at(start - 1)[0])
    return start, end


def _with_figures(flow: Flow, event: Event, told: tuple[int, int], figures: Sequence[FlowFigure]) -> tuple[int, int]:
    """The quotation with the parts behind it, up to the last figure of the claim that still fits into it."""
    start, end = told
    stop = flow.paragraphs[event.sentence.paragraph].end
    for figure in figures:
        last = figure.quantity.end
        if end < last <= stop:
            reach = min(flow.sentence_at(last - 1)[1], stop)
            end = reach if reach - start <= _LONGEST_EVIDENCE else end
    return start, end


def _figures(flow: Flow, best: Event, telling: Sequence[Event]) -> tuple[tuple[Figure, ...], Sequence[FlowFigure]]:
    """Figures of all sentences that tell the claim, as records and as found in the text.

    A number told again in another sentence counts once.
    """
    seen: dict[tuple[str, str | None, str], int] = {}
    kept: dict[int, FlowFigure] = {}
    for event in (best, *telling):
        for figure in event.figures:
            quantity = figure.quantity
            key = (quantity.value, quantity.value_max, quantity.unit)
            if seen.setdefault(key, event.sentence.start) == event.sentence.start:
                kept.setdefault(quantity.start, figure)
    found = [kept[start] for start in sorted(kept)]
    name = flow.text[best.named.start : best.named.end].translate(_MARKS)
    return tuple(figure_record(flow, _limited(figure, name), best.actor) for figure in found), found


def _limited(figure: FlowFigure, name: str) -> FlowFigure:
    """项目 or 企业 alone tells too little: the reform says which (拿地即开工项目)."""
    told = figure.indicator
    apart = not any(told[k : k + 2] in name for k in range(len(told) - 1))
    if len(told) > _GENERAL or len(name) > _LONGEST_NAME or not apart or not _GENERAL_NOUN.search(told):
        return figure
    return figure._replace(indicator=f"{name}{told}")


_MARKS = str.maketrans("", "", "“”‘’")
_GENERAL, _LONGEST_NAME = 2, 10
_GENERAL_NOUN = re.compile("(?:" + any_of("general_nouns") + ")$")


def _printed_unit(flow: Flow, quantity: Quantity) -> str:
    """The unit as printed, 億元 for 亿元; a unit with a word inside (万余次) is put together."""
    if not quantity.unit:
        return quantity.unit
    place = flow.text.rfind(quantity.unit, quantity.start, quantity.end)
    if place < 0 or quantity.unit.isascii():
        return quantity.unit
    return flow.printed[place : place + len(quantity.unit)]


def figure_record(flow: Flow, figure: FlowFigure, zone: str | None) -> Figure:
    """The figure with its page span; `zone` is whom it is said of."""
    quantity = figure.quantity
    mention = flow.mention(Position(quantity.start), Position(quantity.end))
    return Figure(
        indicator=figure.indicator,
        value=quantity.value,
        unit=_printed_unit(flow, quantity),
        text=mention.text,
        span=mention.span,
        value_max=quantity.value_max,
        bound=quantity.bound,
        value_si=quantity.value_si,
        unit_si=quantity.unit_si,
        period=figure.period.text if figure.period else None,
        period_edtf=figure.period.edtf if figure.period else None,
        zone=zone,
    )
