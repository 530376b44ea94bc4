"""What the reading of actors walks over: places, organs, zones and towns where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from reformgraph.extraction.place_names import PlaceNames
from reformgraph.extraction.zones.name_signs import name_score
from reformgraph.language.lexicon import any_of, word_set

_TOWN = re.compile(any_of("town_kinds"))
#: The name of a town without its organs.
TOWN_NAME = re.compile("[\u4e00-\u9fff]{2,3}?(?:" + any_of("town_kinds") + ")")
#: Its organs, which make one expression with it; 街道路 and 镇长 are none.
_ORGANS = re.compile("(?:" + any_of("town_organs") + ")*")
_NO_TOWN = re.compile(any_of("no_town_behind"))
_BEFORE, _IN_GENERAL = word_set("before_towns"), word_set("towns_in_general")
#: 于集乡推行X: a name that begins as a preposition does, and acts.
_PREPOSITIONS = word_set("prepositions_in_towns")
_ACTS = re.compile("(?:" + any_of("deeds_of_subject", "town_organs") + ")")
_HAN = re.compile("[\u4e00-\u9fff]")
_LENGTHS = (2, 3)
#: Names of towns are plainer than those of zones: 大门镇 (.15), not 边境镇 (-1.2).
_LEAST = -0.2


class Event(NamedTuple):
    """A hit of the automaton or a mention of a zone: `what` is place, region, organ, ministry, group, town or zone."""

    start: int
    end: int
    what: str
    zone: int | None = None


def town_events(text: str, names: PlaceNames, zone_ends: Collection[int]) -> Iterator[Event]:
    """Towns and streets that open a clause or stand right behind a zone: ，双凤镇推行…, 苏州工业园区斜塘街道.

    One behind the name of its county is read with it. What a town is called is told by its signs (`name_score`).
    """
    for found in _TOWN.finditer(text):
        for length in _LENGTHS:
            start = found.start() - length
            if start < 0 or _HAN.search(text, start, found.start()) is None:
                continue
            name = text[start : found.start()]
            opens = (
                start == 0 or _HAN.match(text[start - 1]) is None or text[start - 1] in _BEFORE or start in zone_ends
            )
            if not opens or not all(map(_HAN.match, name)) or name + found.group() in names.names or _TOWN.search(name):
                continue
            if name in _IN_GENERAL:
                continue
            organs = _ORGANS.match(text, found.end())
            end = organs.end() if organs else found.end()
            named = name_score(name) >= _LEAST or (name[0] in _PREPOSITIONS and _ACTS.match(text, end) is not None)
            if named and _NO_TOWN.match(text, end) is None:
                yield Event(start, end, "town")
                break


def merged(hits: list[Event], mentions: list[Event]) -> list[Event]:
    """Both in text order, without the hits that lie inside a zone's mention."""
    if not mentions:
        return hits
    kept, number = [], 0
    for hit in hits:
        while number < len(mentions) and mentions[number].end <= hit.start:
            number += 1
        clear = number == len(mentions) or hit.end <= mentions[number].start or hit.what == "group"
        if clear or (hit.start < mentions[number].start and hit.what != "place"):
            kept.append(hit)
    return sorted((*kept, *mentions), key=lambda event: (event.start, event.end))
