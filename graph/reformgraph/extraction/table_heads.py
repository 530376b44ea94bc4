"""What the columns of a table hold, told by their heads and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from reformgraph.language.lexicon import any_of, word_set
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.records import Cell, Table

#: What a column holds: the one a row is about, a measure, figures, their unit, a time, or nothing to be read.
Holds = Literal["subject", "measure", "value", "unit", "time", "other"]

_NUMBERS = word_set("table_number_heads")
_UNITS = word_set("table_unit_heads")
_MEASURES = word_set("table_measure_heads")
_SUBJECT = re.compile(any_of("table_subject_heads"))
_ORGAN = re.compile(any_of("table_organ_heads"))
_TIME = re.compile(any_of("table_time_heads"))
#: 460, 1,733.5, 约30, 98.7%: a cell that is a figure, its unit perhaps behind it.
_FIGURE = re.compile(
    r"[约近超]?-?\d[\d,，]{0,15}(?:\.\d{1,8})?[%％]?[余多+]?(?![年月日号时点季旬周])[\u4e00-\u9fff/]{0,6}(?:以上|左右)?"
)
#: The unit in a head: 面积（亩）, 面积(万平方米), 投资额/亿元, 面积：亩.
_UNIT_IN_HEAD = re.compile(r"(?:[（(]|[/／]|[:：])\s*(?:单位\s*[:：]?\s*)?([^（()）/／:：\d]{1,8})[)）]?$")
#: The unit that is part of a head: 宗数, 件数, 企业户数.
_COUNTED = re.compile(r"(宗|件|个|家|户|项|人|台|次|起|名|条|场|份|笔|亩)数(?:量)?$")
_CAPTION_UNIT = re.compile(r"单位\s*[:：]\s*([^\s）)，、；]{1,8})")
#: Longest head of a column; longer texts in the first row are data.
_LONGEST_HEAD = 24


class Column(NamedTuple):
    """A column: what it holds, its head from the top down, and the unit that its head or the caption names."""

    holds: Holds
    heads: tuple[Cell, ...]
    unit: str

    @property
    def name(self) -> str:
        """The head without its unit."""
        text = "".join(cell.text for cell in self.heads)
        return _UNIT_IN_HEAD.sub("", text) if self.unit else text


def is_figure(text: str) -> bool:
    """Whether a cell is a number, with or without its unit.

    >>> is_figure("1,733.5"), is_figure("98.7%"), is_figure("2024-05-18"), is_figure("8宗460亩"), is_figure("6月底前")
    (True, True, False, False, False)
    """
    return len(text) <= 28 and _FIGURE.fullmatch(re.sub(r"\s", "", text)) is not None


def _is_plain_figure(text: str) -> bool:
    return is_figure(text) and not (text.isdigit() and len(text) == 4)


def head_rows(table: Table) -> int:
    """Number of rows that hold heads, 0 where the table has none (as those of labels and values have not)."""
    if len(table.rows) < 2 or not _may_be_head(table.rows[0]):
        return 0
    last = min(3, len(table.rows) - 1)
    for number in range(1, last):
        above, row = table.rows[number - 1], table.rows[number]
        merged = any(cell in above for cell in row if cell.text)
        spread = any(one.text and one == other for one, other in pairwise(above))
        if not (_may_be_head(row) and (merged or spread)):
            return number
    return last


def _may_be_head(row: Sequence[Cell]) -> bool:
    told = [cell.text for cell in row if cell.text]
    return bool(told) and all(len(text) <= _LONGEST_HEAD and not is_figure(text) for text in told)


def read_columns(
    table: Table, heads: int, subjects: Sequence[frozenset[int]], zones: Sequence[frozenset[int]], caption: str
) -> list[Column]:
    """What each column holds.

    Parameters
    ----------
    table
        The table.
    heads
        Number of its rows that hold heads.
    subjects
        For each row of data, the columns whose cell is the name of somebody who may act.
    zones
        Those of them whose cell names a zone: a zone that is charged with a task acts, an office does not.
    caption
        Its caption, which may name the unit of all its figures.
    """
    whole = _CAPTION_UNIT.search(caption)
    columns: list[Column] = []
    for place in range(max(len(row) for row in table.rows)):
        cells = tuple(dict.fromkeys(row[place] for row in table.rows[:heads] if place < len(row)))
        body = [row[place].text for row in table.rows[heads:] if place < len(row) and row[place].text]
        acting = sum(place in row for row in subjects)
        head = "".join(cell.text for cell in cells)
        charged = sum(place in row for row in zones)
        holds = _holds(head, cells[-1].text if cells else "", body, charged if _ORGAN.search(head) else acting)
        unit = unit_of(head) or (whole.group(1) if whole and holds == "value" else "")
        columns.append(Column(holds, cells, unit))
    return _one_subject(columns, subjects)


def _holds(head: str, lowest: str, body: Sequence[str], acting: int) -> Holds:
    if head in _NUMBERS or not body:
        return "other"
    if head in _UNITS and not acting:
        return "unit"
    if acting * 2 > len(body):
        return "subject"
    if _ORGAN.search(head):
        return "other"
    if _TIME.search(head) and not all(map(_is_plain_figure, body)):
        return "time"
    if sum(map(is_figure, body)) * 2 > len(body):
        return "value"
    return "measure" if lowest in _MEASURES else "other"


def _one_subject(columns: list[Column], subjects: Sequence[frozenset[int]]) -> list[Column]:
    """The columns with one subject at most: the one whose head says so, else the first."""
    places = [place for place, column in enumerate(columns) if column.holds == "subject"]
    if len(places) < 2:
        return columns
    kept = next((place for place in places if _SUBJECT.search(columns[place].name)), places[0])
    return [
        column._replace(holds="other") if column.holds == "subject" and place != kept else column
        for place, column in enumerate(columns)
    ]


def without_unit(head: str) -> str:
    """A head without the unit at its end: 面积 of 面积（亩）."""
    return _UNIT_IN_HEAD.sub("", head) if unit_of(head) else head


def unit_of(head: str) -> str:
    """The unit that the head of a column names, or an empty text.

    >>> unit_of("面积（亩）"), unit_of("办理件数"), unit_of("投资额/亿元"), unit_of("标准地（含弹性出让）")
    ('亩', '件', '亿元', '')
    """
    told = _UNIT_IN_HEAD.search(head)
    if told and find_quantities(f"1{told.group(1)}"):
        unit = told.group(1)
        return unit if find_quantities(f"1{unit}")[0].unit == unit else ""
    counted = _COUNTED.search(head)
    return counted.group(1) if counted else ""
