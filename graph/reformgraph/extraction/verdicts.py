"""Why something was decided: the rule or features that did it, and where in the flow their cue stands."""

from __future__ import annotations

from typing import NamedTuple

from reformgraph.language.flow import Flow
from reformgraph.records import Decided, Verdict


class Ruling(NamedTuple):
    """A rule, or the features that weighed most, with the flow range of its cue (None: nothing printed)."""

    rule: str
    cue: tuple[int, int] | None = None


def verdict(flow: Flow, decides: Decided, ruling: Ruling) -> Verdict:
    """The ruling for print: with the page range of its cue."""
    span = flow.span(*ruling.cue) if ruling.cue and ruling.cue[0] < ruling.cue[1] else None
    return Verdict(decides, ruling.rule, span)
