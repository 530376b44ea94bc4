"""Why something was decided: the rule or features that did it, and where in the flow their cue stands."""

from __future__ import annotations

from typing import NamedTuple

from reformgraph.language.flow import Flow
from reformgraph.records import Decided, Verdict
from reformgraph.values import Position


class Ruling(NamedTuple):
    """A rule, or the features that weighed most, with the flow range of its cue (None: nothing printed)."""

    rule: str
    cue: tuple[int, int] | None = None


def verdict(flow: Flow, decides: Decided, ruling: Ruling) -> Verdict:
    """The ruling for print: with the page range of its cue."""
    start, end = ruling.cue or (0, 0)
    span = flow.span(Position(start), Position(end)) if start < end else None
    return Verdict(decides, ruling.rule, span)
