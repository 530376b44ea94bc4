"""One measure printed with and without a word for its kind: “四即”改革 and 四即; in: events, out: events of one name.

Names of the vocabulary keep theirs; of new names the fullest stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.frames.passages import Event, Named
from reformgraph.language.lexicon import any_of

_KIND = re.compile("(?:" + any_of("kinds_of_measures") + ")$")
_FORM = re.compile("(?:" + any_of("forms_of_measures") + ")$")
_MARKS = str.maketrans("", "", "“”‘’+·—-")
_SHORTEST = 2


def with_one_name(events: Sequence[Event], text: str) -> list[Event]:
    """The events, those of new measures under the name of another that differs only in a word for its kind."""
    names: dict[str, dict[str, tuple[bool, int, str]]] = {}
    for event in events:
        named = event.named
        printed = text[named.start : named.end] if not named.candidate else named.reform
        rank = (not named.candidate, len(named.reform), named.reform)
        alike = names.setdefault(name_stem(printed), {})
        kind = _plain(printed)
        alike[kind] = max(alike.get(kind, rank), rank)
    known = {event.named.reform: event.named for event in events}
    return [
        _renamed(event, known[_fullest(event.named.reform, names)]) if event.named.candidate else event
        for event in events
    ]


def _fullest(name: str, names: dict[str, dict[str, tuple[bool, int, str]]]) -> str:
    """The highest of the names that are this one, or it with more or fewer words for its kind behind it.

    “路宠企”服务 is 路宠企 and “路宠企”服务机制; “首席服务” and “首席审批” are two.
    """
    own = _plain(name)
    return max(
        rank for other, rank in names[name_stem(name)].items() if other.startswith(own) or own.startswith(other)
    )[2]


def name_stem(name: str) -> str:
    """A name without marks and the words for its kind at its end, two signs at least: 路宠企 of “路宠企”服务模式."""
    return _without(_KIND, name)


def _plain(name: str) -> str:
    """A name without the words that tell nothing of what is done: “四即”改革 and “四即”机制 are 四即."""
    return _without(_FORM, name)


def _without(ends: re.Pattern[str], name: str) -> str:
    stem = name.translate(_MARKS)
    while len(shorter := ends.sub("", stem)) >= _SHORTEST and shorter != stem:
        stem = shorter
    return stem


def _renamed(event: Event, other: Named) -> Event:
    named = event.named
    if other.reform == named.reform:
        return event
    renamed = named._replace(reform=other.reform, candidate=other.candidate, broader=other.broader)
    return event._replace(named=renamed)
