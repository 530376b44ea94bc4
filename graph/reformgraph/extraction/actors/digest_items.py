"""The items of a digest: short news of several places under one headline; what one names says nothing of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of

#: 国内联播快讯, not 产业集纳地, 快讯中心.
_TITLE = re.compile("(?:" + any_of("digest_titles") + ")(?![地点中网社])")
_CLOSED = re.compile(r"[。！？；：，、]$")
_LONGEST_HEADING = 34
#: A digest with fewer headings prints its items without any: each paragraph is one.
_LEAST_HEADINGS = 2


def is_digest(flow: Flow) -> bool:
    """Whether the headline says that many short items follow: 国内联播快讯, 一周要闻."""
    return _title_word(flow) is not None


def _title_word(flow: Flow) -> re.Match[str] | None:
    head = next((p.start for p in flow.paragraphs if p.role == "body"), 0)
    return _TITLE.search(flow.text, 0, head)


def digest_items(flow: Flow, actors: Sequence[ActorMention]) -> tuple[int, ...]:
    """For each paragraph of a digest the number of its item, from 0; nothing for any other article.

    One whose headline names a zone is about that zone, whatever it calls itself: 某高新区改革速览.

    An item begins at a heading, a short line without a stop at its end; where there are none, with each paragraph.
    """
    word = _title_word(flow)
    if word is None or any(one.kind == "zone" and one.start < word.start() for one in actors):
        return ()
    headings = [is_heading(flow.text, p.start, p.end) for p in flow.paragraphs]
    if sum(headings) < _LEAST_HEADINGS:
        return tuple(range(len(flow.paragraphs)))
    return tuple(accumulate(int(heading) for heading in headings))


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a short line without a stop at its end."""
    return end - start <= _LONGEST_HEADING and _CLOSED.search(text, start, end) is None
