"""Whose number it is: the zone that its own sentence names last before it, else the zone of the article.

In: an article's actors and companies, and where a number stands; out: the name of a zone, or None where the sentence
tells it of a place, an organ or a company (青岛减到37项, 全省共评出20个).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.zones.zone_words import BEGINS_WITH_KIND, LEVEL_AHEAD
from reformgraph.language.lexicon import any_of

_CLAUSE_ENDS = frozenset("，。；：、！？\n")
_END = re.compile("[。！？\n]")
#: Behind these a zone is only compared, joined or left out: 比太仓高新区高3.5个百分点.
_BESIDE = re.compile("(?:" + any_of("beside_holders") + ")$")
#: A zone among what another one has.
_HAS, _LISTED = re.compile("有[^，。；：！？\n]{0,30}$"), re.compile("(?:、[^，。；：！？\n]{2,40})?等")
_REACH, _FAR = 2, 32


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
        told += [(end, None) for start, end in others if self._opens(start)]
        told.sort(key=lambda one: one[0])
        self.ends, self.names = [end for end, _ in told], [name for _, name in told]

    def _may_hold(self, actor: ActorMention) -> bool:
        """A zone wherever it stands, another where it opens a clause: not 占广东省进出口总值的6.22%."""
        if actor.kind == "zone":
            if _LISTED.match(self.text, actor.end) and _HAS.search(self.text, max(0, actor.start - _FAR), actor.start):
                return False  # 区内有某出口加工区等平台
            return _BESIDE.search(self.text, max(0, actor.start - _REACH), actor.start) is None
        return self._opens(actor.start)

    def _opens(self, start: int) -> bool:
        return not start or self.text[start - 1] in _CLAUSE_ENDS

    def of(self, start: int, end: int) -> str | None:
        """The zone whose number stands in a range of the flow."""
        if any(_is_class(self.text, at) for at in range(end, end + _REACH + 1)):
            return None
        before = bisect_left(self.ends, start + 1) - 1
        if before < 0 or _END.search(self.text, self.ends[before], start):
            return self.subject
        return self.names[before]


def _is_class(text: str, at: int) -> bool:
    """Whether zones of a level begin at a place: 229家 | 国家级经开区, not 36家 | 国家级高新技术企业."""
    return LEVEL_AHEAD.match(text, at) is not None and BEGINS_WITH_KIND.match(text, at) is not None
