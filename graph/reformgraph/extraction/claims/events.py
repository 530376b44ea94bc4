"""Mentions of reforms to events: who, with what status, when, with which figures, in which sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_mentions import ActorMention
from reformgraph.extraction.actors.claim_actors import Acting, actors_of
from reformgraph.extraction.claims import status
from reformgraph.extraction.claims.claim_figures import count_on, figures_by_named
from reformgraph.extraction.claims.claim_time import starts, when_of
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.passages import Event, Named, Passage, Setting, actors_between, read_passage
from reformgraph.records import ActorKind, Status

_REPLACES = re.compile(r"[”’]?[^，。；：]{0,6}(?:改为|改成|替换为|调整为|变更为)[^，。；：]{0,8}")
_MEETS = re.compile(r"[^，。；：]{0,16}(?:举行|召开|举办)[^，。；]{0,14}(?:会|论坛)")
#: A sentence that names more reforms than this is a table or worse; the rest are left out.
_MOST_NAMED = 32
_TITLE_ROLES = ("title", "kicker")


def read_events(setting: Setting, named: Sequence[Named]) -> list[Event]:
    """Events of all named reforms in text order."""
    events: list[Event] = []
    carried: tuple[str, ActorKind] | None = None
    paragraph, planned = -1, False
    topics: set[str] = set()
    starts = [one.start for one in named]
    text = setting.flow.text
    head = next((p.start for p in setting.flow.paragraphs if p.role == "body"), 0)
    is_plan = status.is_plan(text, head)
    last = -1
    for index, sentence in enumerate(setting.sentences):
        if sentence.paragraph != paragraph:
            paragraph, planned, topics = sentence.paragraph, False, set()
            carried = setting.sections[paragraph] if setting.sections else None
            planned = bool(setting.planned) and setting.planned[paragraph]
        low = bisect_left(starts, sentence.start)
        if last != index - 1 and (low == len(starts) or starts[low] >= setting.flow.paragraphs[paragraph].end):
            continue  # the paragraph names no more, and no event waits for numbers
        planned = planned or status.opens_plan(text, sentence)
        inside = named[low : min(bisect_left(starts, sentence.end), low + _MOST_NAMED)]
        actors = actors_between(setting, sentence.start, sentence.end)
        if inside:
            passage = read_passage(setting, index, actors, inside, planned or is_plan, carried)
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
    return events


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
        state = _status(passage, named)
        for acting in actors_of(passage, named, state, shared[index]):
            _, _, sure, _ = acting
            if sure or passage.setting.sure_default or not named.candidate:
                found.append(_event(passage, named, state, acting))
    return found


def _event(passage: Passage, named: Named, state: Status, acting: Acting) -> Event:
    actor, kind, sure, figures = acting
    return Event(
        named=named,
        sentence=passage.sentence,
        actor=actor,
        actor_kind=kind,
        sure=sure,
        status=state,
        when=when_of(passage, named, state),
        figures=tuple(figures),
        starts=starts(passage, named),
        in_title=passage.setting.flow.paragraphs[passage.sentence.paragraph].role in _TITLE_ROLES,
        is_heading=passage.following is not None and not sure,
    )


def _status(passage: Passage, named: Named) -> Status:
    text, sentence = passage.text, passage.sentence
    if status.learns_from(text, sentence, named.start, named.end):
        return "referenced"
    if _is_of_others(passage, named) and status.is_shown(text, sentence, named.start, named.end):
        return "referenced"
    if not passage.actors and (status.is_definition(text, sentence) or status.is_opinion(text, sentence)):
        return "referenced"
    if _replaced(passage, named):
        return "withdrawn"
    told = status.status_of(text, sentence, named.start, named.end, passage.subject_starts, passage.discourse)
    if told == "adopted" and passage.following is not None and not passage.actors and not _says_we(passage):
        return status.heading_status(text, passage.following, (), passage.discourse)
    return told


def _is_of_others(passage: Passage, named: Named) -> bool:
    """Whether the zone named last before the reform is another than the one the article is about."""
    zones = [actor.name for actor in passage.actors if actor.end <= named.start and actor.kind == "zone"]
    topic = passage.setting.default_actor
    return bool(zones) and topic is not None and zones[-1] != topic[0]


def _says_we(passage: Passage) -> bool:
    return "我们" in passage.text[passage.sentence.start : passage.sentence.end]


def _replaced(passage: Passage, named: Named) -> bool:
    """将X改为Y: X is given up."""
    _, last = passage.sentence.clause(named.start)
    after = next((n for n in passage.named if n.start >= named.end and n.end <= last), None)
    return after is not None and _REPLACES.fullmatch(passage.text, named.end, after.start) is not None
