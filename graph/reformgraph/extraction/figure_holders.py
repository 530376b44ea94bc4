"""Whose number it is: the zone that its own sentence names last before it, else the zone of the article.

In: an article's actors and companies, and where a number stands; out: the name of a zone, or None where the sentence
tells it of a place, an organ or a company (青岛减到37项, 全省共评出20个).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.language.lexicon import any_of

_CLAUSE_ENDS = frozenset("，。；：、！？\n")
_END = re.compile("[。！？\n]")
#: What a number of zones of a class counts: 229家国级经开区 are no zone's.
_OF_CLASS = re.compile("[^，。；、：]{0,2}(?:" + any_of("zone_levels") + ")")


class Holders:
    """Who may hold the numbers of an article.

    Parameters
    ----------
    text
        The flow.
    actors
        Mentions of zones, places and organs, in text order.
    others
        Ranges of companies' names, in text order.
    subject
        The zone that the article is about.
    """

    def __init__(
        self, text: str, actors: Sequence[ActorMention], others: Sequence[tuple[int, int]], subject: str | None
    ) -> None:
        self.text, self.subject = text, subject
        told = [(one.end, one.name if one.kind == "zone" else None) for one in actors if self._may_hold(one)]
        told += [(end, None) for _, end in others]
        told.sort(key=lambda one: one[0])
        self.ends, self.names = [end for end, _ in told], [name for _, name in told]

    def _may_hold(self, actor: ActorMention) -> bool:
        """A zone wherever it stands, another where it opens a clause: not 占广东省进出口总值的6.22%."""
        return actor.kind == "zone" or not actor.start or self.text[actor.start - 1] in _CLAUSE_ENDS

    def of(self, start: int, end: int) -> str | None:
        """The zone whose number stands in a range of the flow."""
        if _OF_CLASS.match(self.text, end):
            return None
        before = bisect_left(self.ends, start + 1) - 1
        if before < 0 or _END.search(self.text, self.ends[before], start):
            return self.subject
        return self.names[before]
