"""Posts of people and the organisation of each: a printed role and what an article names in, memberships out.

贵安新区管委会副主任、党工委副书记 is two posts at one zone: an organ of a zone counts as the zone. A post whose
organisation is not named, or is an office of a city, has none: no organisation is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reformgraph.language.flow import fold
from reformgraph.language.lexicon import any_of
from reformgraph.values import Iri

#: Parts of a role between 、 and the like, and 兼 but of 兼职.
_PARTS = re.compile("(?:[^、，,；;兼\\s]|兼(?=职))(?:[^、，,；;兼]|兼(?=职))*")
#: How a post begins that is one of the zone that was named last, or that the article is about.
_OF_ZONE = re.compile(f"(?:{any_of('bare_zone_kinds')})|(?:区)?(?:{any_of('zone_boards')})")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as printed, and the IRI of its organisation, None where that is not told."""

    title: str
    organisation: Iri | None


def posts_of(role: str, named: Mapping[str, Iri], subject: Iri | None) -> list[Post]:
    """The posts of a printed role.

    Parameters
    ----------
    role
        As printed.
    named
        Names and printed forms of the zones and companies of the article.
    subject
        The one zone that the article is about; None where there are several, or none.
    """
    forms = sorted(((fold(form), iri) for form, iri in named.items() if len(form) > 2), key=lambda one: -len(one[0]))
    made: list[Post] = []
    last: Iri | None = None
    folded = fold(role)  # character for character, and as a whole: some signs alone tell no writing
    for part in _PARTS.finditer(folded):
        plain, printed = part.group().strip(), role[part.start() : part.end()].strip()
        own = next((iri for form, iri in forms if plain.startswith(form) and len(plain) > len(form)), None)
        if own is None and _OF_ZONE.match(plain):
            own = last or subject
        made.append(Post(printed, own))
        last = own or last
    return made
