"""Tables of any format as lines of text: one row a line, cells between bars, merged cells marked.

The lines are Markdown with the two signs that MultiMarkdown has for merged cells: ``^^`` goes on with the
cell above, and two bars with nothing between them with the cell to the left. `reformgraph.layout.table_blocks`
reads them back, so that a table of a web page, a Word file and a Markdown page are one thing from there on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

#: A cell that goes on with the one above it.
ABOVE = "^^"
#: Most columns and rows that one cell is believed to take; pages are found that say 65534.
_WIDEST, _TALLEST = 100, 1000
_SPACE = re.compile(r"\s+")
#: Longest text of a cell of a table of data; longer ones are pages that are laid out by a table.
LONGEST_CELL = 400


class RawCell(NamedTuple):
    """A cell as its format gives it, with the number of columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1


def span_number(told: str | None, most: int = _WIDEST) -> int:
    """Number of columns or rows of an attribute such as ``colspan``; 1 where it is none.

    >>> span_number("3"), span_number("0"), span_number("two"), span_number("99999999")
    (3, 1, 1, 100)
    """
    text = (told or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def is_data_table(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether rows are a table of data: at least two rows and two columns, no cell a page of its own."""
    filled = [row for row in rows if any(cell.text.strip() for cell in row)]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return False
    if sum(len(row) > 1 for row in filled) < 2:
        return False
    return all(len(cell.text) <= LONGEST_CELL for row in filled for cell in row)


def table_lines(rows: Sequence[Sequence[RawCell]]) -> list[str]:
    """Lines of a table; rows without any text are left out.

    >>> table_lines([[RawCell("开发区", rows=2), RawCell("标准地", columns=2)], [RawCell("宗"), RawCell("亩")]])
    ['| 开发区 | 标准地 ||', '| ^^ | 宗 | 亩 |']
    """
    lines: list[str] = []
    hanging: dict[int, int] = {}
    for row in rows:
        parts: list[str] = []
        _hang(parts, hanging)
        for cell in row:
            text = _SPACE.sub(" ", cell.text.replace("|", "/")).strip()
            wide, high = min(cell.columns, _WIDEST), min(cell.rows, _TALLEST)
            for place in range(wide):
                if high > 1:
                    hanging[len(parts)] = high - 1
                parts.append("" if place else f" {text} " if text else " ")
            _hang(parts, hanging)
        if any(part.strip(" ^") for part in parts):
            lines.append(f"|{'|'.join(parts)}|")
    return lines


def _hang(parts: list[str], hanging: dict[int, int]) -> None:
    """Fill the columns that a cell of a row above reaches down into."""
    while left := hanging.pop(len(parts), 0):
        if left > 1:
            hanging[len(parts)] = left - 1
        parts.append(f" {ABOVE} ")
