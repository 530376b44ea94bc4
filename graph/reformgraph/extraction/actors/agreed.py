"""Who acts where several agree: 甲区同乙区、丙市等20个地区开通X is of all of them; in: a sentence's actors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.language.lexicon import any_of, word_set

_WITH = re.compile("(?:[与同和跟]|" + any_of("joined_subjects") + ")(?<!及)$")
#: Behind those it is agreed with: 等20个地区签订.
_AGREES = re.compile(
    r"等?(?:\d+|[两三四五六七八九十多]+)?[个家]?(?:" + any_of("sorts_of_places") + ")?"
    "(?:"
    + any_of("deed_adverbs", "joint_adverbs")
    + "){0,3}(?:(?P<joint>"
    + any_of("joint_deeds")
    + ")|"
    + any_of("agreeing_verbs")
    + ")"
)
#: 与甲市建立的合作关系: no agreement is told, it stands in what describes another thing.
_DESCRIBES = re.compile("了?[^，。；：]{0,8}的")
_LEAD = 3
#: Kinds of those that agree with each other as equals; a department called in by another is none.
_EQUALS = ("zone", "province", "city", "county")


def agreed_by(
    text: str, sentence: Sentence, actors: Sequence[ActorMention], start: int
) -> tuple[ActorMention | None, Sequence[ActorMention]]:
    """Who agreed, if the sentence says so, and those it was agreed with before `start`, empty where it was with none.

    玉林高新区与贵港高新区签订协议，玉林高新区启用X: who comes after the agreement acts alone.
    """
    here = [a for a in actors if a.end <= start and not subjects.quoted_apart(sentence, a, start)]
    for index in range(len(here)):
        lead = text[max(sentence.start, here[index].start - _LEAD) : here[index].start]
        if not _WITH.search(lead) or here[index].kind not in _EQUALS:
            continue
        others = _list_from(text, here, index)
        later = (a for a in here if a.start > others[-1].end)
        if _agrees(text, sentence, others[-1].end, start) and not any(
            subjects.is_subject(text, a, sentence) for a in later
        ):
            first = next((a for a in reversed(here[:index]) if subjects.is_subject(text, a, sentence)), None)
            return first, others
    return None, ()


def _agrees(text: str, sentence: Sentence, end: int, start: int) -> bool:
    """Whether those listed up to `end` agree to what begins at `start`.

    同太仓市实现信息共享，推行X: what they share is told, X is of the first alone.
    """
    verb = _AGREES.match(text, end)
    if verb is None:
        return False
    _, last = sentence.clause(verb.start())
    return start < last or (verb["joint"] is not None and _DESCRIBES.match(text, verb.end(), last) is None)


def _list_from(text: str, actors: Sequence[ActorMention], first: int) -> list[ActorMention]:
    listed = [actors[first]]
    for actor in actors[first + 1 :]:
        between = text[listed[-1].end : actor.start]
        if between not in word_set("list_joints") or actor.kind not in _EQUALS:
            break
        listed.append(actor)
    return listed


def last_list(text: str, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """The last list of two or more zones and places among actors in text order; empty where there is none."""
    for index in range(len(actors) - 1):
        listed = _list_from(text, actors, index)
        if len(listed) > 1 and not any(a.start > listed[-1].end and a.kind in _EQUALS for a in actors):
            return listed
    return []
