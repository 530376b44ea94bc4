"""Titles printed in 《》."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reformgraph.language.flow import Flow

_MARK = re.compile("[《》\n]")
_WORD = re.compile(r"\w")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class DocumentEntity:
    """A title, without its outer marks, and where it is printed.

    Attributes
    ----------
    name
        As printed, marks of a title inside it kept.
    mentions
        Half-open ranges of flow positions, marks not counted.
    """

    name: str
    mentions: tuple[tuple[int, int], ...]


def find_documents(flow: Flow) -> list[DocumentEntity]:
    """The titles of an article in the order of their first mention.

    A mark without its partner opens no title: no title runs over the end of a paragraph or is longer
    than 120 characters. Time is linear in the text, however deep the marks are nested.
    """
    mentions: dict[str, list[tuple[int, int]]] = {}
    for start, end in sorted(_titles(flow.text)):
        name = flow.printed[start:end].strip()
        if _WORD.search(name) and "《《" not in name:
            mentions.setdefault(name, []).append((start, end))
    return [DocumentEntity(name, tuple(spans)) for name, spans in mentions.items()]


def _titles(text: str) -> list[tuple[int, int]]:
    """Ranges inside matching outermost marks."""
    titles: list[tuple[int, int]] = []
    if "《" not in text:
        return titles
    opened: deque[int] = deque()
    for mark in _MARK.finditer(text):
        sign, position = mark.group(), mark.start()
        while opened and position - opened[0] > _LONGEST + 1:
            opened.popleft()
        if sign == "《":
            opened.append(position)
        elif sign == "\n":
            opened.clear()
        elif opened:
            start = opened.pop() + 1
            while titles and titles[-1][0] > start:  # a title inside this one
                titles.pop()
            titles.append((start, position))
    return titles
