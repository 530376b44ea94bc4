"""Parts a headline from the text that runs on behind it on the same line.

Comes in: the lines of a page as it was saved or pasted without its line ends. Goes out: the same lines, the first
paragraph as two where it begins with a headline: 原标题：襄水园区管家上岗 本报讯（记者何山）….
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reformgraph.language.lexicon import any_of
from reformgraph.layout.head_rules import TITLE_LABEL
from reformgraph.layout.line_signs import DATELINE
from reformgraph.layout.lines import Line, cells
from reformgraph.layout.web_lines import is_prose, is_site_line
from reformgraph.records import Span

#: Characters of a headline, and of the text behind it.
_SHORTEST, _LONGEST, _TEXT = 8, 60, 60
_LABELS = 8
_SPACE = re.compile(r"[ \u3000]+")
#: 9月4日，襄水园区…; 近日，…: how reports begin.
_OPENING = re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日|(?:" + any_of("vague_days", "lately") + ")，")


def part_run_in(lines: Sequence[Line]) -> list[Line]:
    """The lines, the first paragraph in two where a headline runs into it and no line over it may be one."""
    for place, line in enumerate(lines):
        if is_site_line(line.text) and not TITLE_LABEL.match(line.text):
            continue
        if len(line.spans) != 1 or line.level or len(line.text) < _SHORTEST + _TEXT or not is_prose(line.text):
            return list(lines)
        at = _end_of_head(line.text)
        return [*lines[:place], *_parts(line, at), *lines[place + 1 :]] if at else list(lines)
    return list(lines)


def _end_of_head(text: str) -> int:
    """Where a headline ends with which a paragraph begins; 0 where none does."""
    labelled = TITLE_LABEL.match(text) is not None
    for space in _SPACE.finditer(text[: _LONGEST + _LABELS]):
        head, rest = text[: space.start()], text[space.end() :]
        if len(head) < _SHORTEST or len(rest) < _TEXT or re.search("[。；，]", head):
            continue
        if DATELINE.match(rest) or (labelled and _OPENING.match(rest)):
            return space.start()
    return 0


def _parts(line: Line, at: int) -> tuple[Line, Line]:
    text, start = line.text, line.spans[0].start
    rest = text[at:].lstrip()
    there = start + len(text) - len(rest)
    return (
        replace(line, text=text[:at], width=cells(text[:at]), spans=(Span.at(start, start + at),)),
        replace(
            line, text=rest, width=cells(rest), spans=(Span.at(there, line.spans[0].end),), lead=0, after_blank=False
        ),
    )
