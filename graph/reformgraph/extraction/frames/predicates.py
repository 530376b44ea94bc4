"""The predicate that governs a reform, by its class; in: a stretch of a clause, out: class and flow range, or None.

Plans, orders and references have cues of their own (`cues`, `references`), and so has what is given up; here stand
the predicates of what is done.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from reformgraph.language.lexicon import any_of

#: A deed that starts something (启动), one that goes on already (深化), any other (推行).
PredicateClass = Literal["starts", "goes on", "does"]


class Predicate(NamedTuple):
    """The class of a predicate and where its verb stands."""

    kind: PredicateClass
    span: tuple[int, int]


_STARTS, _ONGOING = re.compile(any_of("start_verbs")), re.compile(any_of("ongoing_verbs"))
_DOES = re.compile(any_of("plan_verbs"))
_FIRST_EVER = re.compile("首次|率先")


def predicate(text: str, start: int, end: int) -> Predicate | None:
    """The predicate told last in a stretch; 首次 and 率先 start whatever goes on beside them."""
    starts, ongoing = _last(_STARTS, text, start, end), _last(_ONGOING, text, start, end)
    if starts and (not ongoing or starts > ongoing or _FIRST_EVER.search(text, start, end)):
        return Predicate("starts", starts)
    if ongoing:
        return Predicate("goes on", ongoing)
    does = _last(_DOES, text, start, end)
    return Predicate("does", does) if does else None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    spans = [found.span() for found in pattern.finditer(text, start, end)]
    return spans[-1] if spans else None
