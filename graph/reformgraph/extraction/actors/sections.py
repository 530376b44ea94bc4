"""Who is spoken of in a part of an article: the zone in a sub-heading, the zone of the one who answers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.digest_items import is_heading
from reformgraph.extraction.names.people import PersonEntity
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of
from reformgraph.records import ActorKind

_LONGEST_POST = 24
_ANSWERS = re.compile(r"[\u3000 ]{0,8}[*—]{0,3}([\u4e00-\u9fff·]{2,8})(?:[（(][^）)]{0,30}[）)])?[*]{0,2}[：:]")

#: The number of a section: 二、, （二）, 2.
_NUMBER = re.compile(
    r"[\u3000 ]{0,4}(?:案例[^：:\s]{1,3}[：:\s]"
    r"|[（(]?(?:" + any_of("section_numerals") + r"|\d{1,2})[）)]?[、.．]?[\u3000 ]?)|[—–-]{1,2}"
)
_COLONS, _STOPS, _DASHES = "：:", "：:。\u3000 ", "—–"

_PLACES = ("city", "county", "province")
_HEADS = (*_PLACES, "organ")

Actor = tuple[str, ActorKind]


def section_actors(
    flow: Flow, actors: Sequence[ActorMention], people: Sequence[PersonEntity]
) -> tuple[Actor | None, ...]:
    """For each paragraph, whom its section is about where that is not the article's own subject.

    A sub-heading that names one zone, or is the name of a place, opens a section about it, which the next
    sub-heading ends; an answer
    (某某：…) speaks for the zone in the speaker's post.
    """
    speakers = speakers_of(flow, actors, people)
    zones = [actor for actor in actors if actor.kind == "zone"]
    starts = [zone.start for zone in zones]
    titles = {a.start: (a.end, (a.name, a.kind)) for a in actors if a.kind in _HEADS}
    first = {a.start: (a.end, (a.name, a.kind)) for a in actors}
    found: list[Actor | None] = []
    section: Actor | None = None
    headed = ""
    for start, end, role in flow.paragraphs:
        if role == "body" and is_heading(flow.text, start, end):
            named = {(a.name, a.kind) for a in zones[bisect_left(starts, start) : bisect_left(starts, end)]}
            section = next(iter(named)) if len(named) == 1 else _titled(flow.text, start, end, titles)
            headed = section[0][:-1] if section and section[1] in _PLACES else ""
        elif role == "body" and headed:
            section, headed = _zone_there(first, start, end, headed) or section, ""
        item = _item(flow.text, start, end, first) if role == "body" else None
        if item and flow.text[start] not in _DASHES:
            section = item
        answer = _ANSWERS.match(flow.text, start, end) if speakers else None
        about = item or section
        found.append(speakers.get(answer.group(1), about) if answer else about)
    return tuple(found)


def _titled(text: str, start: int, end: int, places: Mapping[int, tuple[int, Actor]]) -> Actor | None:
    """The place or organ that a sub-heading is about: 太仓市, 二、太仓市, 太仓市：拿地即开工, 案例1：太仓市税务局."""
    number = _NUMBER.match(text, start, end)
    place = places.get(number.end() if number else start)
    return place[1] if place and (place[0] == end or text[place[0]] in _COLONS) else None


def _zone_there(actors: Mapping[int, tuple[int, Actor]], start: int, end: int, place: str) -> Actor | None:
    """The zone of a sub-heading's place that the paragraph below it names first: 唐山：X, then 唐山高新区…."""
    opening = min((at for at in actors if start <= at < end), default=None)
    if opening is None:
        return None
    actor = actors[opening][1]
    return actor if actor[1] == "zone" and place in actor[0] else None


def _item(text: str, start: int, end: int, actors: Mapping[int, tuple[int, Actor]]) -> Actor | None:
    """Whom the item of a list begins with: （二）太仓市。坚持…, ——太仓市推行…."""
    number = _NUMBER.match(text, start, end)
    item = actors.get(number.end() if number else start)
    if item is None or item[0] >= end:
        return None
    return item[1] if text[item[0]] in _STOPS or text[start] in _DASHES else None


def speakers_of(flow: Flow, actors: Sequence[ActorMention], people: Sequence[PersonEntity]) -> Mapping[str, Actor]:
    """Names of people whose post names a zone, with that zone."""
    found: dict[str, Actor] = {}
    zones = [actor for actor in actors if actor.kind == "zone"]
    ends = [zone.end for zone in zones]
    for person in people:
        start, _ = person.mentions[0]
        place = bisect_right(ends, start) - 1
        if not person.role or place < 0 or start > ends[place] + _LONGEST_POST:
            continue
        if "。" not in flow.text[ends[place] : start]:
            found[person.name] = zones[place].name, zones[place].kind
    return found
