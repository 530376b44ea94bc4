"""Numbers that a sentence deals out among those it lists (甲、乙分别出让8宗、6宗); out: whose each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.passages import Setting, actors_between, figures_between

APART = "分别"
_JOINS = re.compile("[、，]|和|与|及|以及|同")
#: What may stand between the list and 分别: 办理项目数, 的税收.
_LONGEST_BETWEEN = 14


def told_apart(setting: Setting) -> Mapping[int, str]:
    """Where a figure begins -> the name of the one of the list that it is of."""
    text = setting.flow.text
    found: dict[int, str] = {}
    if APART not in text:
        return found
    for sentence in setting.sentences:
        place = text.find(APART, sentence.start, sentence.end)
        while place >= 0:
            found.update(_dealt(setting, sentence, place))
            place = text.find(APART, place + len(APART), sentence.end)
    return found


def _dealt(setting: Setting, sentence: Sentence, place: int) -> Mapping[int, str]:
    listed = _list_before(setting.flow.text, actors_between(setting, sentence.start, place), place)
    figures = figures_between(setting, place, sentence.end)
    found: dict[int, str] = {}
    if len(listed) < 2:
        return found
    for first in range(0, len(figures) - len(listed) + 1, len(listed)):
        group = figures[first : first + len(listed)]
        if len({figure.quantity.unit for figure in group}) > 1:
            break
        found.update((figure.quantity.start, actor.name) for figure, actor in zip(group, listed, strict=True))
    return found


def _list_before(text: str, actors: Sequence[ActorMention], place: int) -> Sequence[ActorMention]:
    """The actors joined by 、 and 和 that stand right before 分别, or that the sentence has named alone before it."""
    if not actors:
        return ()
    first = len(actors) - 1
    while first and _JOINS.fullmatch(text, actors[first - 1].end, actors[first].start):
        first -= 1
    beside = place - actors[-1].end <= _LONGEST_BETWEEN and "，" not in text[actors[-1].end : place]
    return actors[first:] if beside or first == 0 else ()
