"""Answers from adoptions: who adopted a reform, its status in a zone, a zone's reforms, and why it is said so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace

from reformgraph.ask.absence import printed_reform, sentence_rows, writing_of
from reformgraph.ask.answer import Answer, AnswerRow, Named, No, Part
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.nearest import nearest
from reformgraph.ask.wording import Wording
from reformgraph.ask.zone_limits import PAGES_ASKED, zone_limits
from reformgraph.language.flow import fold
from reformgraph.language.plain_time import plain_time
from reformgraph.records import STATUSES
from reformgraph.store.base import Store
from reformgraph.views.trace import TracedAdoption, TracedClaim, trace


def adopters(store: Store, names: KnownNames, part: Part, say: Wording) -> Answer:
    """Who adopted the reforms, all of them where several are named; of named zones only those."""
    reforms = part.of("reform")
    told = {name.iri: trace(store, reform=name.iri, statuses=STATUSES) for name in reforms}
    limits, keep = _limits(store, part, say)
    kept = {iri: [one for one in found if keep(one)] for iri, found in told.items()}
    wanted = {iri: [one for one in found if one.status in part.statuses] for iri, found in kept.items()}
    common = set.intersection(*({one.zone_id for one in found} for found in wanted.values()))
    rows = [row for found in wanted.values() for one in found if one.zone_id in common for row in rows_of(one)[:1]]
    command = " && ".join(_trace(reform=name.label, statuses=part.statuses) for name in reforms)
    reading = say.reading(part, limits=limits)
    named = say("和", " and ").join(say.thing(name.label) for name in reforms)
    if not rows:
        others = [one for found in kept.values() for one in found]
        if others:
            return _and_printed(store, names, part, say, _otherwise(part, say, others, reading, command, named))
        outside = [one for found in told.values() for one in found if one.status in part.statuses]
        if outside and not part.acting():
            return _and_printed(store, names, part, say, _outside(part, say, outside, reading, command, named))
        return _nobody(store, names, part, say, reading, command)
    zones = list(dict.fromkeys(row.zone for row in rows))
    verb = say.listed([say.status(one) for one in part.statuses])
    sentence = say(
        f"{verb}{named}的有{len(zones)}个：{say.listed(zones)}。",
        f"{len(zones)} with {named} ({verb}): {say.listed([say.thing(zone) for zone in zones])}.",
    )
    return Answer(part.text, "found", reading, sentence, command, rows=tuple(rows))


def _otherwise(
    part: Part, say: Wording, others: Sequence[TracedAdoption], reading: str, command: str, named: str
) -> Answer:
    """Nobody with the status asked for, and the adoptions with another."""
    rows = tuple(row for one in others for row in rows_of(one)[:1])
    sentence = say(
        f"没有一处说有谁{say.status(part.statuses[0])}{named}；另有{len(rows)}处说到它，状态不同，列在下面。",
        f"no page says that anyone has {named} as {part.statuses[0]}; {len(rows)} tell of it otherwise, listed below.",
    )
    return Answer(part.text, "none", reading, sentence, command, "nothing said", rows)


def _outside(
    part: Part, say: Wording, outside: Sequence[TracedAdoption], reading: str, command: str, named: str
) -> Answer:
    """Nobody within the limits of the question, and who is told of beyond them: other classes, places and pages."""
    zones = list(dict.fromkeys(one.zone for one in outside))
    rows = tuple(row for one in outside for row in rows_of(one)[:1])
    sentence = say(
        f"所限范围内没有一处说到{named}；范围之外有{len(zones)}个：{say.listed(zones)}。",
        f"nobody within these limits is told of with {named}; beyond them {len(zones)}: "
        f"{say.listed([say.thing(zone) for zone in zones])}.",
    )
    return Answer(part.text, "none", reading, sentence, command, "nothing said", rows)


def _and_printed(store: Store, names: KnownNames, part: Part, say: Wording, told: Answer) -> Answer:
    """A no with the further sentences that print the reform: who does it there could not be read, which is no "no"."""
    quoted = {"".join(row.quote.split()) for row in told.rows}
    found = [
        one
        for reform in part.of("reform")
        for one in printed_reform(store, names, reform)
        if "".join(one.text.split()) not in quoted
    ]
    if not found or part.acting():
        return told
    articles = len({one.article for one in found})
    more = say(
        f"另有{articles}篇印着它，没有读出由谁实行，也列在下面。",
        f" {articles} more articles print it; who does it there could not be read, they stand below, too.",
    )
    rows = (*told.rows, *sentence_rows(store, found))
    return replace(told, sentence=told.sentence + more, rows=rows, no="not told")


def _nobody(store: Store, names: KnownNames, part: Part, say: Wording, reading: str, command: str) -> Answer:
    """No adoption: where a page prints a reform all the same, its sentences; else a kind of no.

    Of named zones only the articles on them are looked at, and told of.
    """
    written = {zone: writing_of(store, names, zone) for zone in part.acting()}
    within = [article for articles in written.values() for article in articles] if written else None
    for reform in part.of("reform"):
        if found := printed_reform(store, names, reform, within):
            printing = len({one.article for one in found})
            sentence = say(
                f"有{printing}篇印着{reform.label}，但没有读出由谁实行；原文列在下面。",
                f"{printing} articles print {reform.label}; who does it could not be read, the sentences stand below.",
            )
            return Answer(part.text, "none", reading, sentence, command, "not told", sentence_rows(store, found))
    named = say("和", " and ").join(name.label for name in part.of("reform"))
    sentence = say(
        f"已读的版面没有一处说到{named}由谁实行，也没有印着这个名称。",
        f"no page read tells of anyone with {named}, and none prints that name.",
    )
    if written:
        known = [zone for zone, articles in written.items() if articles]
        sentence = say.unsaid(known or list(written), part.of("reform"))
    no: No = "nothing said" if written else "on no page"
    return Answer(part.text, "none", reading, sentence, command, no, nearest=nearest(store, part, say))


def _limits(store: Store, part: Part, say: Wording) -> tuple[list[str], Callable[[TracedAdoption], bool]]:
    """What narrows the rows down, in words and as a test."""
    limits, of_zone = zone_limits(store, part, say)
    tests: list[Callable[[TracedAdoption], bool]] = [lambda one: of_zone(one.zone_id, one.zone)]
    if zones := part.acting():
        limits.append(say("只比较：", "only: ") + say.listed([zone.label for zone in zones]))
        tests.append(lambda one: one.zone_id in {_local(zone) for zone in zones if zone.iri})
    if (found := PAGES_ASKED.search(part.text)) is not None:
        wanted = tuple(re.split("[、,，和]", found.group(1)))
        limits.append(say(f"版面：{'、'.join(wanted)}", f"pages: {', '.join(wanted)}"))
        tests.append(lambda one: any(claim.page.startswith(wanted) for claim in one.claims))
    return limits, lambda one: all(test(one) for test in tests)


def status(store: Store, part: Part, say: Wording) -> Answer | None:
    """What is told of reforms of a zone; None where the question names no reform, or nothing is told."""
    actors, reforms = part.actors(), part.of("reform")
    if not reforms or not actors:
        return None
    found = [
        one
        for actor in actors
        for reform in reforms
        for one in trace(store, zone=actor.iri, reform=reform.iri, statuses=STATUSES)
    ]
    if not found:
        return None
    lines = [_state(one, say) for one in found]
    sentence = say("；", "; ").join(lines) + say("。", ".")
    if part.kind == "yes-no":
        yes = all(any(one.reform_id == _local(r) and one.status in part.statuses for one in found) for r in reforms)
        asked = say("采用", "adopted") if part.statuses == ("adopted",) else say.status(part.statuses[0])
        no = say(f"没有{asked}的记载。", f"Not told to be {asked}. ")
        sentence = (say("有。", "Yes. ") if yes else no) + sentence
    command = " && ".join(
        _trace(zone=actor.label, reform=reform.label, statuses=STATUSES, claims=True)
        for actor in actors for reform in reforms
    )  # fmt: skip
    rows = tuple(row for one in found for row in rows_of(one))
    missing = [name.label for name in reforms if not any(one.reform_id == _local(name) for one in found)]
    if missing:
        sentence += say(
            f"没有说到{say.listed(missing)}。",
            f" Nothing is said of {say.listed([say.thing(name) for name in missing])}.",
        )
    return Answer(part.text, "found", say.reading(part), sentence, command, rows=rows)


def why(store: Store, part: Part, say: Wording) -> Answer | None:
    """All claims of an actor and its reforms."""
    return status(store, part, say)


def since_when(store: Store, part: Part, say: Wording) -> Answer | None:
    """When actors adopted reforms, by the times of their claims; None where no claim tells one."""
    found = [
        one
        for actor in part.actors()
        for reform in part.of("reform")
        for one in trace(store, zone=actor.iri, reform=reform.iri, statuses=("adopted", "withdrawn"))
    ]
    told = [(one, claim) for one in found for claim in one.claims if claim.when_edtf and claim.status == "adopted"]
    if not told:
        return None
    sentence = "".join(_told_times(one, say) for one in dict.fromkeys(one for one, _ in told))
    rows = tuple(replace(_row(one, claim), what=claim.when or "") for one, claim in told)
    command = " && ".join(
        _trace(zone=one.zone, reform=one.reform, claims=True) for one in dict.fromkeys(o for o, _ in told)
    )
    return Answer(part.text, "found", say.reading(part), sentence, command, rows=rows)


def _told_times(one: TracedAdoption, say: Wording) -> str:
    times, onset = _times(one), _onset(one, say)
    return say(
        f"{one.zone}的{one.reform}：原文说的时间是{'、'.join(times)}；开始于{onset or '何时未知'}。",
        f"{say.thing(one.reform)} at {say.thing(one.zone)}: told of {', '.join(times)}; began {onset or 'undated'}. ",
    )


def _times(one: TracedAdoption) -> list[str]:
    return list(
        dict.fromkeys(claim.when or "" for claim in one.claims if claim.when_edtf and claim.status == "adopted")
    )


def claimed_figures(store: Store, part: Part, quantity: Sequence[str], say: Wording) -> Answer | None:
    """Figures of the claims of a reform that hold all of `quantity`, in pairs of characters; None for none."""
    found = [
        (one, claim, f"{figure.indicator} {figure.text}".strip())
        for actor in part.actors() for reform in part.of("reform")
        for one in (trace(store, zone=actor.iri, reform=reform.iri, statuses=STATUSES) if quantity else ())
        for claim in one.claims for figure in claim.figures
        if all(pair in fold(f"{figure.indicator}{figure.text}") for pair in quantity)
        and re.search(part.unit, figure.text)
    ]  # fmt: skip
    if not found:
        return None
    rows = tuple(replace(_row(one, claim), what=told) for one, claim, told in found)
    who = say.listed([say.thing(actor.label) for actor in part.actors()])
    told = say.listed(list(dict.fromkeys(told for _, _, told in found)))
    sentence = say(f"{who}：{told}（引自原文，见下）。", f"{who}: {told} (as printed, see below).")
    command = " && ".join(
        _trace(zone=one.zone, reform=one.reform, claims=True) for one in dict.fromkeys(o for o, _, _ in found)
    )
    return Answer(part.text, "found", say.reading(part), sentence, command, rows=rows)


def reforms_of(store: Store, part: Part, say: Wording) -> Answer | None:
    """The reforms of a zone with a status; None where it has none."""
    actors = part.actors()
    found = [one for actor in actors for one in trace(store, zone=actor.iri, statuses=part.statuses)]
    if not found:
        return None
    names = list(dict.fromkeys(one.reform for one in found))
    who = say("、", ", ").join(say.thing(actor.label) for actor in actors)
    verb = say.listed([say.status(one) for one in part.statuses])
    told = say.listed([say.thing(name) for name in names])
    sentence = say(f"{who}{verb}的改革有{len(names)}项：{told}。", f"{who}, {verb}: {told}.")
    command = " && ".join(_trace(zone=actor.label, statuses=part.statuses) for actor in actors)
    rows = tuple(row for one in found for row in rows_of(one)[:1])
    return Answer(part.text, "found", say.reading(part), sentence, command, rows=rows)


def rows_of(one: TracedAdoption) -> list[AnswerRow]:
    """A row for each claim of an adoption, those that tell its status first."""
    claims = sorted(one.claims, key=lambda claim: (claim.side != "supports", claim.denied))
    return [_row(one, claim) for claim in claims]


def _row(one: TracedAdoption, claim: TracedClaim) -> AnswerRow:
    return AnswerRow(
        one.zone, claim.quote, claim.source, claim.issue_date, claim.headline, claim.page, claim.start, claim.end,
        one.zone, one.reform, claim.status, tuple(f"{f.indicator} {f.text}".strip() for f in claim.figures),
    )  # fmt: skip


def _onset(one: TracedAdoption, say: Wording) -> str:
    """When an adoption began, empty where that is not known."""
    onset = one.onset_edtf or ""
    return say(plain_time(onset), plain_time(onset, "en"))


def _state(one: TracedAdoption, say: Wording) -> str:
    onset = _onset(one, say) or say("时间未注明", "undated")
    return say(
        f"{one.zone}的{one.reform}：{say.status(one.status)}（{onset}；独立来源{one.sources}篇）",
        f"{say.thing(one.reform)} at {say.thing(one.zone)}: {say.status(one.status)} ({onset}; {one.sources} "
        "independent sources)",
    )


def _local(name: Named) -> str:
    return (name.iri or "").rpartition("/")[2]


def _trace(
    *, zone: str | None = None, reform: str | None = None, statuses: Sequence[str] = (), claims: bool = False
) -> str:
    parts = ["reformgraph trace"]
    parts += [f"--zone {shlex.quote(zone)}"] if zone else []
    parts += [f"--reform {shlex.quote(reform)}"] if reform else []
    parts += [f"--status {status}" for status in statuses]
    return " ".join([*parts, "--claims"] if claims else parts)
