"""Word files (.docx): paragraphs a line, headings as Markdown, tables as rows between bars, numbers that Word sets.

Only the document, its styles and its numbering are read, by their XML: text that was deleted with changes
tracked, text behind pictures for old programs, field codes and phonetic signs are left out, text boxes follow
the paragraph they hang on. The date of the file's making says when it was typed, not when it was issued, and is
not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from reformgraph.errors import PageError
from reformgraph.reading.formats.content import Content
from reformgraph.reading.formats.word_numbering import Numbering
from reformgraph.reading.formats.xml_parts import Package, attribute, local
from reformgraph.reading.table_text import RawCell, is_data_table, span_number, table_lines

_DOCUMENT, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_NUMBERING = "word/numbering.xml"
_HEADING = re.compile(r"(?:heading|标题)\s?([1-6])", re.I)
#: Elements whose content is no text of the page.
_LEFT_OUT = frozenset(("del", "moveFrom", "delText", "instrText", "rt", "pPr", "rPr", "sectPr", "drawing", "pict"))
_SPACE = re.compile(r"[ \t\r\f\v\u3000\xa0]+")


def read(data: bytes, where: str) -> Content:
    """Text of a Word file and its title and author; `PageError` where it is damaged, encrypted or without text."""
    package = Package(data, where)
    body = next((one for one in package.tree(_DOCUMENT) if local(one) == "body"), None)
    lines = list(_blocks(body, _looks(package))) if body is not None else []
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise PageError(
            "the Word file holds no text", where=where, cure="where it holds pictures, save as PDF and use [ocr]"
        )
    return Content(text.encode("utf-8", "replace").decode("utf-8"), _properties(package))


def _properties(package: Package) -> dict[str, str]:
    if _CORE not in package:
        return {}
    told = {local(one): (one.text or "").strip() for one in package.tree(_CORE)}
    return {"author": told["creator"]} if told.get("creator") else {}


@dataclass(frozen=True, slots=True)
class _Looks:
    """How paragraphs look: the level of heading by the id of their style, and what numbers stand before them."""

    levels: Mapping[str, int] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)


def _looks(package: Package) -> _Looks:
    styles = package.tree(_STYLES) if _STYLES in package else None
    numbering = package.tree(_NUMBERING) if _NUMBERING in package else None
    return _Looks(_heading_levels(styles) if styles is not None else {}, Numbering(numbering, styles))


def _heading_levels(styles: Element) -> dict[str, int]:
    """Level of heading by the id of a style, by its name."""
    found: dict[str, int] = {}
    for style in styles:
        if local(style) != "style" or attribute(style, "type") != "paragraph":
            continue
        name = next((attribute(one, "val") for one in style if local(one) == "name"), "")
        heading = _HEADING.fullmatch(name.strip())
        if heading or name.strip().lower() in ("title", "标题"):
            found[attribute(style, "styleId")] = int(heading.group(1)) if heading else 1
    return found


def _blocks(parent: Element, looks: _Looks, *, in_cell: bool = False) -> Iterator[str]:
    """Lines of the paragraphs and tables of an element, a blank line between two.

    Of an empty paragraph its number is kept in a cell (序号 1, 2, 3), and nothing elsewhere.
    """
    for child in parent:
        name = local(child)
        if name == "p":
            yield from _paragraph(child, looks, in_cell=in_cell)
        elif name == "tbl":
            yield from _table(child, looks)
        elif name not in _LEFT_OUT:
            yield from _blocks(_chosen(child), looks, in_cell=in_cell)


def _chosen(element: Element) -> Element:
    """Of an element with alternatives the first one, which new programs show."""
    if local(element) == "AlternateContent" and len(element):
        return element[0]
    return element


def _paragraph(paragraph: Element, looks: _Looks, *, in_cell: bool) -> Iterator[str]:
    parts: list[str] = []
    boxes: list[Element] = []
    _collect(paragraph, parts, boxes)
    rows = [_SPACE.sub(" ", row).strip() for row in "".join(parts).split("\n")]
    rows = [row for row in rows if row]
    properties = next((one for one in paragraph if local(one) == "pPr"), None)
    label = looks.numbering.label(properties)  # empty paragraphs count, too
    if rows or (in_cell and label):
        rows = [f"{label}{rows[0] if rows else ''}".rstrip(), *rows[1:]]
        level = _level(properties, looks)
        yield from ([f"{'#' * level} {' '.join(rows)}"] if level else rows)
        yield ""
    for box in boxes:
        yield from _blocks(box, looks)


def _collect(element: Element, parts: list[str], boxes: list[Element]) -> None:
    """Text of a paragraph into `parts`, the text boxes in it into `boxes`."""
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "txbxContent":
            boxes.append(child)
        elif name in ("drawing", "pict"):
            _collect_boxes(child, boxes)
        elif name not in _LEFT_OUT:
            _collect(_chosen(child), parts, boxes)


def _collect_boxes(element: Element, boxes: list[Element]) -> None:
    boxes.extend(one for one in element.iter() if local(one) == "txbxContent")


def _level(properties: Element | None, looks: _Looks) -> int:
    if properties is None:
        return 0
    style = next((attribute(one, "val") for one in properties if local(one) == "pStyle"), "")
    return looks.levels.get(style, 0)


def _table(table: Element, looks: _Looks) -> Iterator[str]:
    rows = [list(_cells(row, looks)) for row in _own_rows(table)]
    merged = _merged(rows)
    if is_data_table(merged):
        yield from table_lines(merged)
        yield ""
        return
    for row in rows:  # a table that lays out the page: its cells are running text
        for cell in row:
            yield from (line for line in cell.lines if line)
            yield ""


class _Cell:
    """A cell as Word has it: its lines, how many columns it takes, and whether it goes on with the one above."""

    __slots__ = ("columns", "goes_on", "lines")

    def __init__(self, lines: list[str], columns: int, goes_on: bool) -> None:
        self.lines, self.columns, self.goes_on = lines, columns, goes_on


def _own_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _own_rows(child)


def _cells(row: Element, looks: _Looks) -> Iterator[_Cell]:
    for child in row:
        name = local(child)
        if name == "tc":
            told = {local(one): one for part in child if local(part) == "tcPr" for one in part}
            columns = span_number(attribute(told["gridSpan"], "val")) if "gridSpan" in told else 1
            goes_on = "vMerge" in told and attribute(told["vMerge"], "val") != "restart"
            yield _Cell(list(_blocks(child, looks, in_cell=True)), columns, goes_on)
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child, looks)


def _merged(rows: list[list[_Cell]]) -> list[list[RawCell]]:
    """Rows with cells that reach down, as `table_lines` takes them."""
    made: list[list[RawCell]] = []
    above: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        cells: list[RawCell] = []
        column = 0
        for cell in row:
            if cell.goes_on and column in above:
                line, place = above[column]
                held = made[line][place]
                made[line][place] = held._replace(rows=number - line + 1)
            else:
                above[column] = (number, len(cells))
                cells.append(RawCell(" ".join(line.lstrip("# ") for line in cell.lines if line), cell.columns))
            column += cell.columns
        made.append(cells)
    return made
