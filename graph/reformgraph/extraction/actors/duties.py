"""Those named in a bracket of duties or in the address of a circular do not act; in and out: mentions of a text.

（责任单位：市财政局）; 各县、区人民政府，昆山高新区管委会，市直各单位：
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.frames.clauses import DUTIES
from reformgraph.extraction.ranges import Ranges
from reformgraph.language.lexicon import any_of

#: A line that addresses all of a sort and ends with a colon.
_ADDRESS = re.compile(
    r"^[\u3000 ]{0,4}(?=[^。；\n]{0,120}各(?:" + any_of("addressed_all") + r"))[^。；：:\n]{2,160}[：:]$", re.M
)


def without_duties(text: str, found: Sequence[ActorMention]) -> list[ActorMention]:
    """The mentions outside brackets that say who has to do what stands before them, and outside addresses."""
    apart = Ranges(place.span() for rule in (DUTIES, _ADDRESS) for place in rule.finditer(text))
    return [mention for mention in found if not apart.overlaps(mention.start, mention.end)]
