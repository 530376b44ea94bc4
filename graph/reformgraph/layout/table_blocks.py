"""Runs of lines that are a table: cells between bars or tabs, each with its place on the page.

A table is one line to the rest of `layout`, so that its cells are never taken for headlines or columns; its
rows are given back as paragraphs of the article it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from reformgraph.layout.line_signs import is_closed
from reformgraph.layout.lines import Line, cells
from reformgraph.reading.table_text import ABOVE
from reformgraph.records import Cell, Span, Table

_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_LABEL = re.compile(r"[\u4e00-\u9fff\s]{2,10}[:：]")
#: Characters of a table that stand for its text where headlines are matched with bodies.
_SHOWN = 300
#: A line over a table that is part of it: its title or the unit of its figures.
_ABOVE_TABLE = re.compile(r"表\s?[0-9一二三四五六七八九十]{1,3}(?![0-9]).{0,40}|[（(]?.{0,8}单位\s?[:：].{1,20}[)）]?")


class _Row(NamedTuple):
    """A line of the page with the spans of its cells; ``None`` where a cell goes on to the right."""

    line: Line
    places: tuple[Span | None, ...]
    barred: bool


def join_tables(lines: Sequence[Line], text: str) -> tuple[list[Line], dict[int, Table]]:
    """Lines with each table as one line, and the tables by the number of that line.

    `text` is the (folded) text of the page that the spans of the lines refer to.
    """
    kept: list[Line] = []
    tables: dict[int, Table] = {}
    index = 0
    while index < len(lines):
        rows, index_after = _run(lines, index, text)
        if not rows:
            line = lines[index]
            kept.append(replace(line, after_blank=True) if kept and kept[-1].number in tables else line)
            index += 1
            continue
        above = _above(kept)
        whole = _as_line([*above, *lines[index:index_after]], text)
        kept.append(whole)
        tables[whole.number] = _table(rows, above, text)
        index = index_after
    return kept, tables


def _above(kept: list[Line]) -> list[Line]:
    """Take the lines that name a table or its unit from the end of those before it, two at most."""
    found: list[Line] = []
    while kept and len(found) < 2 and _names_table(kept):
        found.insert(0, kept.pop())
    return found


def _names_table(kept: Sequence[Line]) -> bool:
    line = kept[-1]
    if line.level or line.also or len(line.text) > 44:
        return False
    if _ABOVE_TABLE.fullmatch(line.text):
        return True
    # 各园区出让情况表 under running text names the table; with nothing above it is the headline of the page.
    before = kept[-2].text if len(kept) > 1 else ""
    return (
        line.text.endswith(("表", "一览", "清单")) and len(before) > 15 and (is_closed(before) or before[-1] in "：:")
    )


def _run(lines: Sequence[Line], first: int, text: str) -> tuple[list[_Row], int]:
    """Rows of the table that begins with a line, and the index after it; no rows where none begins."""
    if (head := _row(lines[first], text)) is None:
        return [], first
    rows, index = [head], first + 1
    while index < len(lines):
        line = lines[index]
        if line.after_blank and not head.barred:
            break
        if _is_rule(line, text):
            index += 1
            continue
        row = _row(line, text)
        if row is None or not _goes_on(row, head):
            break
        rows.append(row)
        index += 1
    return (rows, index) if _is_table(rows) else ([], first)


def _goes_on(row: _Row, head: _Row) -> bool:
    """Whether a row is one of the table that another begins; rows without bars at their ends are of one length."""
    fits = len(row.places) == len(head.places)
    return row.barred == head.barred and (fits or (head.barred and not row.line.after_blank))


def _is_table(rows: Sequence[_Row]) -> bool:
    columns = len(rows[0].places)
    filled = {at for row in rows for at, place in enumerate(row.places) if place and place.end > place.start}
    if len(rows) < 2 or len(filled) < 2:
        # 襄水园区管家上岗 | ||||: a headline in a table that only sets the page.
        return False
    labels = sum(_LABEL.fullmatch(row.line.text.split("|", 1)[0].strip()) is not None for row in rows)
    if 2 * labels > len(rows):
        # 索引号： | 0029 | 发布日期： | 2018-02-14: what a site tells of a document.
        return False
    # 首页 | 概况 | 新闻 in two lines is the navigation of a site, not a table.
    return rows[0].barred or (columns >= 3 and any(_has_matter(row) for row in rows[1:]))


def _has_matter(row: _Row) -> bool:
    return any(sign.isdigit() for sign in row.line.text) or any(
        place is not None and place.end - place.start > 8 for place in row.places
    )


def _is_rule(line: Line, text: str) -> bool:
    raw = text[line.span.start : line.span.end]
    return "-" in raw and "|" in raw and _RULE.fullmatch(raw) is not None


def _row(line: Line, text: str) -> _Row | None:
    """A line as a row of a table: with bars at both ends, or parted by bars or tabs into three cells or more."""
    start, end = line.span
    raw = text[start:end]
    barred = len(raw) > 2 and raw[0] == raw[-1] == "|"
    if barred:
        places = tuple(_places(raw[1:-1], start + 1, "|"))
        return _Row(line, places, True) if len(places) > 1 else None
    mark = "|" if raw.count("|") > 1 else "\t" if raw.count("\t") > 1 else ""
    return _Row(line, tuple(_places(raw, start, mark)), False) if mark and not line.level else None


def _places(raw: str, offset: int, mark: str) -> Iterator[Span | None]:
    for part in raw.split(mark):
        visible = part.strip()
        lead = len(part) - len(part.lstrip())
        # Nothing at all between two bars goes on with the cell to the left; a space is an empty cell.
        yield Span.at(offset + lead, offset + lead + len(visible)) if part or mark == "\t" else None
        offset += len(part) + 1


def _as_line(lines: Sequence[Line], text: str) -> Line:
    """One line in the place of a table: closed running text, with the page range of every row."""
    spans = tuple(span for line in lines for span in line.spans)
    shown = re.sub(r"[|\s^-]+", "", "".join(text[span.start : span.end] for span in spans[:20]))[:_SHOWN] + "。"
    return Line(
        lines[0].number,
        tuple(line.span for line in lines if not _is_rule(line, text)),
        shown,
        cells(shown),
        after_blank=True,
        also=tuple(line.number for line in lines[1:]),
    )


def _table(rows: Sequence[_Row], above: Sequence[Line], text: str) -> Table:
    """The grid of a table: a merged cell stands at every place it covers."""
    grid: list[tuple[Cell, ...]] = []
    for row in rows:
        cells_of_row: list[Cell] = []
        for column, place in enumerate(row.places):
            if place is None and cells_of_row:
                cells_of_row.append(cells_of_row[-1])
            elif place is not None and text[place.start : place.end] == ABOVE and grid and column < len(grid[-1]):
                cells_of_row.append(grid[-1][column])
            else:
                span = place or Span(row.line.spans[0].start, row.line.spans[0].start)
                cells_of_row.append(Cell(text[span.start : span.end], span))
        grid.append(tuple(cells_of_row))
    lines = tuple(row.line.span for row in rows)
    caption = tuple(line.span for line in above)
    return Table(tuple(grid), lines, caption)
