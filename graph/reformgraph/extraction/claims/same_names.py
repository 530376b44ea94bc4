"""One measure printed with and without a word for its kind: “四即”改革 and 四即; in: events, out: events of one name.

Names of the vocabulary keep theirs; of new names the fullest stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.frames.passages import Event, Named
from reformgraph.language.lexicon import any_of

_KIND = re.compile("(?:" + any_of("kinds_of_measures") + ")$")
_MARKS = str.maketrans("", "", "“”‘’+·—-")
_SHORTEST = 2


def with_one_name(events: Sequence[Event], text: str) -> list[Event]:
    """The events, those of new measures under the name of another that differs only in a word for its kind."""
    names: dict[str, tuple[bool, int, str]] = {}
    for event in events:
        named = event.named
        printed = text[named.start : named.end] if not named.candidate else named.reform
        rank = (not named.candidate, len(named.reform), named.reform)
        stem = name_stem(printed)
        names[stem] = max(names.get(stem, rank), rank)
    known = {event.named.reform: event.named for event in events}
    return [
        _renamed(event, known[names[name_stem(event.named.reform)][2]]) if event.named.candidate else event
        for event in events
    ]


def name_stem(name: str) -> str:
    """A name without marks and the words for its kind at its end, two signs at least: 路宠企 of “路宠企”服务模式."""
    stem = name.translate(_MARKS)
    while len(shorter := _KIND.sub("", stem)) >= _SHORTEST and shorter != stem:
        stem = shorter
    return stem


def _renamed(event: Event, other: Named) -> Event:
    named = event.named
    if other.reform == named.reform:
        return event
    renamed = named._replace(reform=other.reform, candidate=other.candidate, broader=other.broader)
    return event._replace(named=renamed)
