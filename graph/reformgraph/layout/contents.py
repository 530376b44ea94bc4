"""Lists of contents at the head of a page: what they announce stands below, so they are no article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reformgraph.language.lexicon import any_of
from reformgraph.layout.line_signs import LIST_ITEM, is_organ
from reformgraph.layout.lines import FURNITURE_KIND, HEAD, TEXT, Line, set_kind

_LONGEST = 160
_NUMBER = re.compile(r"\s*(?:\d{1,3}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳·•●■◆▲□*-])")
_FARTHEST = 8
_STRIP = re.compile(r"[\W_]+")
_OPENING = re.compile(r"([^\W_])[\W_]*([^\W_]?)")
_LIST_HEAD = re.compile(r".{0,12}(?:" + any_of("contents_heads") + r")[^，。]{0,6}$")
_CONTAINER = re.compile(r"(?:" + any_of("container_words") + r")?(?:" + any_of("container_names") + r")$")


def mark_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines, lists of contents and headings that only hold other headings being page furniture.

    Headlines that a list announces begin articles for certain.
    """
    heads = [place for place, line in enumerate(lines) if line.kind == HEAD]
    marked = list(lines)
    if len(heads) < 2:
        return marked
    where: dict[str, int] = {}
    for place, line in enumerate(lines):
        if line.kind == HEAD or _is_call(lines, place):
            where[_bare(line.text)] = place
    for first, last in _clusters(lines, _announced(lines, where)):
        for line in lines[first : last + 1]:
            place = where.get(_bare(line.text), -1)
            if place > last and lines[place].level < 7:
                marked[place] = replace(marked[place], kind=HEAD, alone=True)
        _mark_list(marked, first, last)
    _mark_containers(marked)
    return marked


def _is_call(lines: Sequence[Line], place: int) -> bool:
    """Whether a short line between blank lines may be a headline though it ends as sentences do."""
    line = lines[place]
    if len(line.text) > _LONGEST or not line.after_blank or line.text[-1] not in "！？!?":
        return False
    return place + 1 < len(lines) and lines[place + 1].after_blank


def _bare(text: str) -> str:
    number = _NUMBER.match(text)
    return _STRIP.sub("", text[number.end() :] if number else text)


def _opening(text: str) -> str:
    """The first two characters of `_bare`, which tell most lines from headlines at little cost."""
    number = _NUMBER.match(text)
    found = _OPENING.search(text, number.end() if number else 0)
    return found.group(1) + found.group(2) if found else ""


def _announced(lines: Sequence[Line], where: dict[str, int]) -> list[int]:
    """Lines that stand again as a headline further down."""
    found = []
    openings = {name[:2] for name in where}
    for place, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST:
            continue
        if 0 < line.level < 7:
            continue
        listed = text[-1] in "；;。：:" or text[0].isdigit() or text[0] in "（(·•-*●■◆▲□" or line.kind == HEAD
        if not listed or _opening(text) not in openings or where.get(_bare(text), -1) <= place:
            continue
        if not (line.kind == HEAD and is_organ(text)):
            found.append(place)
    return found


def _clusters(lines: Sequence[Line], announced: Sequence[int]) -> list[tuple[int, int]]:
    """First and last line of each list: two announced lines at least, near each other, with no text between."""
    clusters: list[list[int]] = []
    for place in announced:
        between = lines[clusters[-1][-1] + 1 : place] if clusters else ()
        near = len(between) <= _FARTHEST and all(_is_item(line) or _is_brief(line) for line in between)
        if clusters and near:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return [(cluster[0], cluster[-1]) for cluster in clusters if len(cluster) > 1]


def _mark_list(lines: list[Line], first: int, last: int) -> None:
    """Mark a list with what leads it in and what trails it."""
    end = last + 1
    while end < len(lines) and _is_item(lines[end]):
        end += 1
    start = first
    while start and _leads_in(lines[start - 1]):
        start -= 1
    set_kind(lines, range(start, end), FURNITURE_KIND)


def _is_item(line: Line) -> bool:
    return len(line.text) <= _LONGEST and LIST_ITEM.match(line.text) is not None


def _is_brief(line: Line) -> bool:
    """Whether a line is too short, or too unlike a sentence, to be running text."""
    if (len(line.text) <= 30 and line.text[-1] not in "。！？”") or (len(line.text) <= 80 and line.text[-1] in "；;"):
        return True
    return line.text[-1] not in "。”" and line.kind != TEXT


def _leads_in(line: Line) -> bool:
    text = line.text
    if not line.level and _is_item(line):
        return True
    return len(text) <= 24 and (text[-1] in "：:" or _LIST_HEAD.match(text) is not None or line.kind == FURNITURE_KIND)


def _mark_containers(lines: list[Line]) -> None:
    """Mark headings of contents with the short lines below them, and headings that hold only headings."""
    leveled = [place for place, line in enumerate(lines) if line.kind == HEAD and 0 < line.level < 7]
    for place, following in pairwise([*leveled, len(lines)]):
        line = lines[place]
        text = [at for at in range(place + 1, following) if lines[at].kind != FURNITURE_KIND]
        if following < len(lines) and _LIST_HEAD.match(line.text) and all(len(lines[at].text) <= 60 for at in text):
            set_kind(lines, (place, *text), FURNITURE_KIND)
        elif not text and following < len(lines) and _CONTAINER.match(line.text):
            set_kind(lines, (place,), FURNITURE_KIND)
