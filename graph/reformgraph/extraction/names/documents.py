"""Titles printed in 《》 and official numbers (国办发〔2017〕7号); out: what an article names of documents.

A number printed right behind a title is that document's; a number alone stands for a document of its own.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reformgraph.language.lexicon import any_of
from reformgraph.records import Document

if TYPE_CHECKING:
    from reformgraph.language.flow import Flow

_MARK = re.compile("[《》\n]")
_WORD = re.compile(r"\w")
_LONGEST = 120
#: Code of the office, year and number; the code ends in a word for a kind of document or for an office, so that
#: parcels (萧政工出〔2022〕4号) and cases (（2024）晋01民初12号) are none.
_NUMBER = re.compile(
    "([\\u4e00-\\u9fff]{2,10})(?<=[发函办字委府政规令通文告批])\\s?[〔\\[【［（(]\\s?(?:19|20)[0-9]{2}\\s?[〕\\]】］）)]\\s?"
    "第?\\s?[0-9]{1,5}\\s?号"
)
#: Words before the code of an office.
_BEFORE_CODE = re.compile(".*(?:" + any_of("before_document_number") + "|[由以与和同跟对在将为按据见了的等及])(?=..)")
_BETWEEN = re.compile("》\\s?[（(\\[【]?(?:以下简称[^）)]{1,12}[，,])?\\s?(?:文号[:：]?)?\\s?$")
_WIDEST_GAP = 24


def find_documents(flow: Flow) -> list[Document]:
    """The titles and numbers of an article in the order of their first mention.

    A mark without its partner opens no title: no title runs over the end of a paragraph or is longer
    than 120 characters. Time is linear in the text, however deep the marks are nested.
    """
    mentions: dict[str, list[tuple[int, int]]] = {}
    owners: dict[str, str] = {}
    titles = [one for one in sorted(_titles(flow.text)) if _is_title(_printed(flow, *one))]
    ends = {end: _printed(flow, start, end) for start, end in titles}
    numbers = list(_numbers(flow.text))
    for start, end in sorted([*titles, *numbers]):
        mentions.setdefault(_printed(flow, start, end), []).append((start, end))
    for start, end in numbers:
        between = _BETWEEN.search(flow.text, max(0, start - _WIDEST_GAP), start)
        title = ends.get(between.start()) if between else None
        if title is not None:
            owners.setdefault(_printed(flow, start, end), title)
    return [Document(name, flow.mentions(ranges), owners.get(name)) for name, ranges in mentions.items()]


def numbers_over(page_text: str, line_numbers: Iterable[int]) -> list[tuple[str, int, int]]:
    """Official numbers that stand alone on lines of a page, as over the headline of a notice; with page offsets.

    >>> numbers_over("某某管委会文件\\n某开发〔2024〕12号\\n关于印发办法的通知", [1, 2])
    [('某开发〔2024〕12号', 8, 19)]
    """
    lines, starts = page_text.split("\n"), [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[tuple[str, int, int]] = []
    for number in line_numbers:
        line = lines[number - 1]
        text = line.strip()
        if len(text) <= _WIDEST_GAP and _NUMBER.fullmatch(text):
            at = starts[number - 1] + line.find(text)
            found.append((text, at, at + len(text)))
    return found


def _printed(flow: Flow, start: int, end: int) -> str:
    return flow.printed[start:end].strip()


def _is_title(name: str) -> bool:
    return bool(_WORD.search(name)) and "《《" not in name


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of official numbers, without the words before the office's code."""
    for found in _NUMBER.finditer(text):
        before = _BEFORE_CODE.match(found.group(1))
        start = found.start() + (before.end() if before else 0)
        if start + 2 <= found.end(1):
            yield start, found.end()


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
