"""Who acts at a place of the text: the actor that is the subject of the sentence, or the one carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.language.lexicon import any_of

#: An actor after one of these is an object or a place, not the subject.
_NO_SUBJECT = re.compile("(?:" + any_of("no_subject_openings") + "|在(?<![正存现潜所]在))(?:了|着|过)?$")
#: An actor after one of these is told to act, or asked.
_ADDRESSED = re.compile("(?:" + any_of("addressed_verbs") + ")(?:全[省市县]|辖区内?|所属)?的?$")
_JOINED = re.compile(r"^(?:[、和与同跟及]|" + any_of("joined_subjects") + r")$")
_COMMON = re.compile(any_of("joint_adverbs") + "|互[相通认设派]|合[设建]")
#: 对X推行的改革给予肯定: an object of the sentence, the subject of its own clause.
_DOES = re.compile("(?:" + any_of("deed_leads") + ")?(?:" + any_of("deeds_of_subject") + r")(?:的|了)")
#: 甲推行X和乙探索Y: a second one acts; 甲和乙推行: one and the other do.
_SECOND = re.compile("[\u4e00-\u9fff]{3}(?<!" + any_of("actor_last_signs") + ")[和与]$")
_ACTS = re.compile("(?:" + any_of("deeds_of_subject") + ")")
_REPORTS = re.compile("^[^，。；：]{0,14}(?:" + any_of("report_verbs") + ")")


_OWNS = re.compile("(?:" + any_of("holding_verbs") + ")?的(?:[^，。；：]{0,8})(?:" + any_of("owned_things") + ")")
_AROUND = re.compile(r"境内|以外|附近|周边|的(?:企业|项目|公司)")


def is_subject(text: str, actor: ActorMention, sentence: Sentence) -> bool:
    """Whether an actor can be the subject of what follows it."""
    known = sentence.subjects.get(actor.start)
    if known is None:
        known = sentence.subjects[actor.start] = _may_act(text, actor, sentence)
    return known


def _may_act(text: str, actor: ActorMention, sentence: Sentence) -> bool:
    before = text[max(sentence.start, actor.start - 6) : actor.start]
    after = text[actor.end : actor.end + 12]
    if before.endswith("会同"):  # 同时，会同某委建立了: who called it in acts
        return False
    if _NO_SUBJECT.search(before) and not _DOES.match(after):
        return _SECOND.search(before) is not None and _ACTS.match(after) is not None
    return _OWNS.match(after) is None and _AROUND.match(after) is None


def subjects_before(
    text: str, sentence: Sentence, actors: Sequence[ActorMention], start: int
) -> tuple[ActorMention, ...]:
    """The subject nearest before a place of the sentence, with those joined to it by 和, 与, 、."""
    here = [actor for actor in actors if actor.end <= start and not quoted_apart(sentence, actor, start)]
    for index in range(len(here) - 1, -1, -1):
        actor = here[index]
        joined = _joined_before(text, here, index)
        head = joined[0] if joined else actor
        if is_subject(text, head, sentence) or (is_subject(text, actor, sentence) and not joined):
            if joined and _COMMON.search(text, actor.end, sentence.end):
                return (*joined, actor)
            return (actor,) if not joined else (head,) if _is_with(text, joined, actor) else (*joined, actor)
    return ()


def with_joined(text: str, actors: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The last of the actors with those joined to it by 、 and 和, all of whom a 要 addresses."""
    return (*_joined_before(text, actors, len(actors) - 1), actors[-1])


def quoted_apart(sentence: Sentence, actor: ActorMention, start: int) -> bool:
    """Whether the actor stands in a quotation or title that does not hold the place: 依据《太仓市…办法》，推行…"""
    around = sentence.quote_at(actor.start)
    if around is None and sentence.title_at(start) is None:  # 印发《某省…办法》《…规划》: it issues both
        around = sentence.title_at(actor.start)
    return around is not None and not around[0] <= start < around[1]


def addressed_before(text: str, sentence: Sentence, actors: Sequence[ActorMention], start: int) -> ActorMention | None:
    """The actor that another one tells to act."""
    for actor in reversed(actors):
        if actor.end <= start and _ADDRESSED.search(text[max(sentence.start, actor.start - 8) : actor.start]):
            return actor
    return None


def reports_only(text: str, actor: ActorMention, sentence: Sentence) -> bool:
    """Whether the actor only speaks: 某厅介绍, 某局通报. What a zone tells it tells of itself."""
    return actor.kind != "zone" and _REPORTS.match(text[actor.end : min(sentence.end, actor.end + 24)]) is not None


def _joined_before(text: str, actors: Sequence[ActorMention], index: int) -> tuple[ActorMention, ...]:
    joined: list[ActorMention] = []
    while index > 0:
        between = text[actors[index - 1].end : actors[index].start]
        if not _JOINED.match(between) and not re.fullmatch(r"[^，。；：]{0,2}(?:与|和|同|联合)", between):
            break
        index -= 1
        joined.insert(0, actors[index])
    return tuple(joined)


def _is_with(text: str, joined: Sequence[ActorMention], actor: ActorMention) -> bool:
    """A与B做 names A alone unless both are said to act."""
    return "与" in text[joined[-1].end : actor.start] or "同" in text[joined[-1].end : actor.start]
