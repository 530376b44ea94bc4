"""Mentions of reforms to events: who, with what status, when, with which figures, in which sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.claim_actors import Acting, actors_of
from reformgraph.extraction.claims.claim_figures import count_on, figures_by_named
from reformgraph.extraction.claims.claim_time import starts, when_of
from reformgraph.extraction.claims.figure_choice import choose_figures
from reformgraph.extraction.claims.own_orders import own_order
from reformgraph.extraction.claims.status import Told, read_status
from reformgraph.extraction.frames import references
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.discourse import read_modes
from reformgraph.extraction.frames.frame import Frame, frame_of
from reformgraph.extraction.frames.framing import read_framing
from reformgraph.extraction.frames.no_deeds import tells_no_deed
from reformgraph.extraction.frames.passages import Event, Named, Passage, Setting, actors_between, read_passage
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.lexicon import any_of
from reformgraph.records import ActorKind, Decided

_MEETS = re.compile("[^，。；：]{0,16}(?:" + any_of("holding_verbs") + ")[^，。；]{0,14}(?:会|论坛)")
_ACTS = re.compile(any_of("plan_verbs"))
#: A sentence that names more reforms than this is a table or worse; the rest are left out.
_MOST_NAMED = 32
_TITLE_ROLES = ("title", "kicker")


def read_events(setting: Setting, named: Sequence[Named], apart: Mapping[int, str]) -> list[Event]:
    """Events of all named reforms in text order; `apart` tells whose a number is that a sentence deals out."""
    events: list[Event] = []
    carried: tuple[str, ActorKind] | None = None
    told: tuple[str, ActorKind] | None = None
    paragraph = -1
    topics: set[str] = set()
    starts = [one.start for one in named]
    modes = read_modes(setting.flow, setting.sentences)
    framing = read_framing(setting.flow, setting.sentences, modes, setting.dates)
    last = -1
    for index, sentence in enumerate(setting.sentences):
        if sentence.paragraph != paragraph:
            told = None if _begins_item(setting, paragraph, sentence.paragraph) else told
            paragraph, topics = sentence.paragraph, set()
            carried = setting.sections[paragraph] if setting.sections else None
        low = bisect_left(starts, sentence.start)
        if last != index - 1 and (low == len(starts) or starts[low] >= setting.flow.paragraphs[paragraph].end):
            told = _carry(setting, sentence, actors_between(setting, sentence.start, sentence.end)) or told
            continue  # the paragraph names no more, and no event waits for numbers
        inside = named[low : min(bisect_left(starts, sentence.end), low + _MOST_NAMED)]
        actors = actors_between(setting, sentence.start, sentence.end)
        if inside:
            passage = read_passage(setting, index, actors, inside, modes[index], carried, framing[index])
            passage = passage._replace(told=told)
            if events and last == index - 1 and setting.sentences[last].paragraph == paragraph:
                passage = _go_on(passage, events)
            events += _events(passage)
            last = index
            topics |= {one.reform for one in inside}
        elif (
            events
            and last == index - 1
            and setting.sentences[last].paragraph == paragraph
            and count_on(setting, sentence, actors, events, len(topics) == 1, sentence.end)
        ):
            last = index
        carried = _carry(setting, sentence, actors) or carried
        told = carried or told
    events = choose_figures(setting, events)
    return [_own_figures(event, apart) for event in events] if apart else events


def _begins_item(setting: Setting, before: int, paragraph: int) -> bool:
    return bool(setting.items) and before >= 0 and setting.items[before] != setting.items[paragraph]


def _own_figures(event: Event, apart: Mapping[int, str]) -> Event:
    """The event without the numbers that its sentence deals out to others."""
    kept = tuple(f for f in event.figures if apart.get(f.quantity.start, event.actor) == event.actor)
    return event if len(kept) == len(event.figures) else event._replace(figures=kept)


def _go_on(passage: Passage, events: list[Event]) -> Passage:
    """The sentence without the numbers of its first clauses that go on telling of the event before."""
    sentence = passage.sentence
    first, _ = sentence.clause(passage.named[0].start)
    actors = [actor for actor in passage.actors if actor.start < first]
    if first == sentence.start or not count_on(passage.setting, sentence, actors, events, False, first):
        return passage
    return passage._replace(figures=[figure for figure in passage.figures if figure.quantity.start >= first])


def _carry(setting: Setting, sentence: Sentence, actors: Sequence[ActorMention]) -> tuple[str, ActorKind] | None:
    text = setting.flow.text
    for actor in reversed(actors):
        if actor.name in setting.parks or (actor.kind == "organ" and _MEETS.match(text, actor.end, sentence.end)):
            continue
        if subjects.is_subject(text, actor, sentence) and not subjects.reports_only(text, actor, sentence):
            return actor.name, actor.kind
    return None


def _events(passage: Passage) -> list[Event]:
    shared = figures_by_named(passage)
    found = []
    for index, named in enumerate(passage.named):
        frame = _frame(passage, named)
        if tells_no_deed(frame):
            continue
        told = _told(passage, named, frame)
        for acting in actors_of(passage, named, told.status, shared[index]):
            found.append(_event(passage, named, own_order(passage, named, told, acting) or told, acting))
    return found


def _event(passage: Passage, named: Named, told: Told, acting: Acting) -> Event:
    when = when_of(passage, named, told.status)
    rulings: list[tuple[Decided, Ruling]] = [("status", told.ruling)]
    if when is not None:
        rulings.append(("when", when.ruling))
    if acting.ruling is not None:
        rulings.insert(0, ("actor", acting.ruling))
    return Event(
        named=named,
        sentence=passage.sentence,
        actor=acting.name,
        actor_kind=acting.kind,
        sure=acting.sure,
        basis=acting.basis,
        confidence=acting.confidence,
        status=told.status,
        denied=told.denied,
        when=when.date if when else None,
        own_when=when is not None and when.date is not passage.framing,
        rulings=tuple(rulings),
        figures=tuple(acting.figures),
        starts=starts(passage, named),
        in_title=passage.setting.flow.paragraphs[passage.sentence.paragraph].role in _TITLE_ROLES,
        is_heading=passage.following is not None and not acting.sure,
    )


def _frame(passage: Passage, named: Named) -> Frame:
    return frame_of(
        passage.text,
        passage.sentence,
        named.start,
        named.end,
        passage.subject_starts,
        passage.mode,
        passage.setting.year,
    )


def _told(passage: Passage, named: Named, frame: Frame) -> Told:
    text, sentence = passage.text, passage.sentence
    if ruling := references.denial(frame):
        return Told("referenced", ruling, denied=True)
    if references.learns_from(text, sentence, named.start, named.end):
        return Told("referenced", Ruling("a model for others", (named.start, named.end)))
    if _is_of_others(passage, named) and references.is_shown(text, sentence, named.start, named.end):
        return Told("referenced", Ruling("shown to visitors", (named.start, named.end)))
    if not passage.actors and (references.is_definition(text, sentence) or references.is_opinion(text, sentence)):
        return Told("referenced", Ruling("definition or opinion"))
    told = read_status(frame)
    following = passage.following
    if told.status != "adopted" or following is None or passage.actors or _says_we(passage):
        return told
    carried_out = read_status(frame_of(text, following, following.end, following.end, (), passage.mode))
    acts = _ACTS.search(text, sentence.start, named.start)
    return told if acts and carried_out.status != "planned" else carried_out


def _is_of_others(passage: Passage, named: Named) -> bool:
    """Whether the zone named last before the reform is another than the one the article is about."""
    zones = [actor.name for actor in passage.actors if actor.end <= named.start and actor.kind == "zone"]
    topic = passage.setting.default_actor
    return bool(zones) and topic is not None and zones[-1] != topic[0]


def _says_we(passage: Passage) -> bool:
    return "我们" in passage.text[passage.sentence.start : passage.sentence.end]
