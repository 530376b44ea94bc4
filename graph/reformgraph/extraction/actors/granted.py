"""Who holds powers that are handed down; in: a sentence's actors, out: those given them.

甲市赋予乙高新区、丙经开区87项市级权限 is of 乙 and 丙.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.subjects import is_subject
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.language.lexicon import any_of

#: The reform whose actor is the one that is given the powers.
GRANT = "赋权"
#: Right before the first who is given them: 赋予, 下放给, 授权.
_GIVEN_TO = re.compile("(?:" + any_of("granting_verbs") + ")了?[给至到于予]?$")
#: 向甲高新区下放, 给甲高新区放权: the verb stands behind.
_TOWARDS = re.compile("[向对给为]$")
_GIVES = re.compile("[^，。；：]{0,8}(?:" + any_of("granting_verbs", "taking_powers") + ")")
#: Between two who are given them: a list that may name their boards.
_BETWEEN = re.compile(
    "(?:"
    + any_of("granted_boards")
    + r")?(?:[\u4e00-\u9fff]{0,4}\d{1,5}[项个条][，,、]|"
    + any_of("list_joints")
    + ")[向对]?"
)
_TAKES = re.compile(any_of("powers_taken"))
_LEAD = 8
#: How far the verb may stand before or behind the words of the powers.
_REACH = 60


def granted_to(
    text: str, sentence: Sentence, actors: Sequence[ActorMention], start: int, end: int
) -> Sequence[ActorMention]:
    """The actors that are given the powers named from `start` to `end`, in text order; empty where none is named."""
    near = [a for a in actors if a.end > start - _REACH and a.start < end + _REACH]
    first, last = sentence.clause(start)
    if _takes_them(text, sentence, actors, first, end):
        return ()
    order = sorted(range(len(near)), key=lambda number: not first <= near[number].start < last)
    for index, actor in ((number, near[number]) for number in order):
        before = text[max(sentence.start, actor.start - _LEAD) : actor.start]
        if _GIVEN_TO.search(before) or (_TOWARDS.search(before) and _is_given(text, near, index)):
            if _HELD_APART.search(text[min(actor.start, end) : max(actor.start, end)]):
                continue
            return _list_from(text, near, index)
    return ()


_HELD_APART = re.compile("[。；]")


def _takes_them(text: str, sentence: Sentence, actors: Sequence[ActorMention], first: int, end: int) -> bool:
    """Whether one who acts takes the powers over: 甲区承接省里下放给乙市的权限, 甲区把厂房交给乙市，获得86项权限."""
    taking = _TAKES.search(text, first, end)
    return taking is not None and any(a.end <= taking.start() and is_subject(text, a, sentence) for a in actors)


def _is_given(text: str, actors: Sequence[ActorMention], first: int) -> bool:
    """Whether the verb follows the list that begins with an actor."""
    listed = _list_from(text, actors, first)
    return any(_GIVES.match(text, one.end) is not None for one in (listed[0], listed[-1]))


def _list_from(text: str, actors: Sequence[ActorMention], first: int) -> list[ActorMention]:
    listed = [actors[first]]
    for actor in actors[first + 1 :]:
        if actor.start >= listed[-1].end and not _BETWEEN.fullmatch(text, listed[-1].end, actor.start):
            break
        if actor.start >= listed[-1].end:
            listed.append(actor)
    return listed
