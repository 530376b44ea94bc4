"""Tables that fit the terminal, with Chinese characters two columns wide."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from reformgraph.language.white_space import printable

_GAP = 2
_LEAST = 6
#: Rows looked at to find the widths of the columns.
_SAMPLE = 1000
_NUMBER = re.compile(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?%?", re.ASCII)


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal.

    >>> display_width("标准地 3")
    8
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def cut(text: str, width: int) -> str:
    """The text, shortened with … to a number of columns.

    >>> cut("朔州经济开发区", 8)
    '朔州经…'
    """
    if display_width(text) <= width:
        return text
    taken, end = 0, 0
    for end, sign in enumerate(text):  # noqa: B007  the place after the loop is what counts
        taken += display_width(sign)
        if taken > width - 1:
            break
    return text[:end] + "…"


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns, broken anywhere between Chinese characters."""
    lines, line, taken = [], "", 0
    for word in _words(text, width):
        size = display_width(word)
        if taken + size > width and line:
            lines.append(line.rstrip())
            line, taken = "", 0
            if word.isspace():
                continue
        line, taken = line + word, taken + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _words(text: str, width: int) -> Iterator[str]:
    """Latin words whole unless they are too long for a line, other signs one by one."""
    for word in re.findall(r"[\x21-\x7e]+|\s+|.", text):
        for start in range(0, len(word), width):
            yield word[start : start + width]


def terminal_width() -> int | None:
    """Columns of the terminal; None where the output goes elsewhere and ``COLUMNS`` is not set."""
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return max(20, shutil.get_terminal_size().columns)
    return None


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int | None) -> Iterator[str]:
    """Lines of a table: head, rule, rows; columns are cut so that a line takes at most `width` columns.

    Where there are too many columns for that, each row is a paragraph with a line for each column.
    """
    stream = ([printable(cell) for cell in row] for row in rows)
    if width is not None and width < (_LEAST + _GAP) * len(head) - _GAP:
        yield from _paragraphs(head, stream, width)
        return
    sample = list(islice(stream, _SAMPLE))
    wanted = [
        max(chain([display_width(name)], (display_width(row[at]) for row in sample))) for at, name in enumerate(head)
    ]
    numeric = [
        bool(sample) and all(not row[at] or _NUMBER.fullmatch(row[at]) for row in sample) for at in range(len(head))
    ]
    widths = fit(wanted, None if width is None else width - _GAP * (len(head) - 1))
    yield _line(head, widths, [False] * len(head))
    yield "─" * (sum(widths) + _GAP * (len(widths) - 1))
    for row in chain(sample, stream):
        yield _line(row, widths, numeric)


def _paragraphs(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    names = [cut(name, width // 3) for name in head]
    indent = max(display_width(name) for name in names) + _GAP
    for row in rows:
        for name, cell in zip(names, row, strict=True):
            front = name + " " * (indent - display_width(name))
            for line in wrap(cell, max(2, width - indent)) if cell else ():
                yield (front + line).rstrip()
                front = " " * indent
        yield "─" * min(width, 40)


def fit(wanted: Sequence[int], room: int | None) -> list[int]:
    """Widths that sum to at most `room`, the widest columns cut first; none is cut below a few columns.

    >>> fit([4, 30, 10], 30)
    [4, 16, 10]
    """
    if room is None or sum(wanted) <= room:
        return list(wanted)
    left, open_columns = room, sorted(range(len(wanted)), key=lambda at: wanted[at])
    widths = list(wanted)
    while open_columns:
        share = max(_LEAST, left // len(open_columns))
        at = open_columns.pop(0)
        widths[at] = min(wanted[at], share)
        left -= widths[at]
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    shown = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        text = cut(cell, width)
        space = " " * (width - display_width(text))
        shown.append(space + text if to_right else text + space)
    return (" " * _GAP).join(shown).rstrip()
