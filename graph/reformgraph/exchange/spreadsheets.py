"""Tables for people: CSV that Excel opens right, and xlsx; no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from reformgraph.errors import MissingExtraError

#: A cell that begins so is a formula to a spreadsheet program (CWE-1236); a quotation from a hostile page may.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: Any) -> Any:
    """The value, a text that a spreadsheet would run led by an apostrophe; numbers stay numbers.

    >>> guarded("=HYPERLINK(1)"), guarded(-3), guarded("标准地")
    ("'=HYPERLINK(1)", -3, '标准地')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False, newline: str = "\n") -> str:
    """A CSV table; `raw` leaves cells as they are, for programs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_plain(cell) if raw else guarded(_plain(cell)) for cell in row])
    return out.getvalue()


def _plain(cell: Any) -> Any:
    """None as nothing, truth values as JSON and RDF write them."""
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else cell


def xlsx_bytes(head: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> bytes:
    """An Excel workbook with one sheet, its head frozen; texts stay texts, also those that begin with ``=``.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError as error:
        raise MissingExtraError("openpyxl", "excel") from error
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(title)
    sheet.append(list(head))
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"
            else:
                cell.value = value
    sheet.freeze_panes = "A2"
    book.properties.creator = "reformgraph"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
