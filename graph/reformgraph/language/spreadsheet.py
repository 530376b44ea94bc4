"""A user's table in, as people save it: CSV of any common encoding and sign, or xlsx; rows of text by column out.

One set of rules for manifests, vocabularies, decisions, populations and covariates: UTF-8 with or without a
byte-order mark, UTF-16, GBK; ``,`` ``;`` or tab between cells; headings in English or Chinese, in any order;
further columns are passed over; blank rows and blank columns do not count.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reformgraph.errors import MissingExtraError, PageError, ReformGraphError, UsageError
from reformgraph.language.decode import decode

_BYTES = 64 << 20
#: An xlsx of tables unpacks to some ten times its size; one that claims more is no table of people.
_UNPACKED_BYTES = 512 << 20
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SIGNS = (",", ";", "\t")


@cache
def headings(table: str) -> dict[str, Any]:
    """What the columns of a table are called by people, from ``headings.json``.

    >>> headings("manifest")["date"][:2]
    ['日期', '出版日期']
    """
    told: dict[str, dict[str, Any]] = json.loads(
        (files("reformgraph") / "language" / "headings.json").read_text("utf-8")
    )
    return told[table]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table may hold.

    Attributes
    ----------
    names
        Column -> other headings that mean it, in any letters: ``{"path": ("文件", "路径")}``.
    required
        Columns that must be there.
    """

    names: Mapping[str, Sequence[str]]
    required: Sequence[str] = ()

    def meaning(self, heading: str) -> str | None:
        """The column that a heading stands for, or None.

        >>> Columns({"path": ("文件",)}).meaning(" 文件 "), Columns({"path": ()}).meaning("Path")
        ('path', 'path')
        """
        plain = heading.strip().strip("\ufeff").lower()
        for name, others in self.names.items():
            if plain == name or plain in others:
                return name
        return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read.

    Attributes
    ----------
    where
        Its name for messages.
    rows
        Line and cells by column, stripped; a column that the row lacks is empty.
    headings
        The head as it stands; `passed_over` are those of them that mean nothing here.
    sign, encoding
        What stands between cells and how the bytes are written; both empty for xlsx.
    """

    where: str
    rows: Sequence[tuple[int, dict[str, str]]]
    headings: Sequence[str]
    passed_over: Sequence[str]
    sign: str = ","
    encoding: str = "utf-8"

    def place(self, line: int) -> str:
        """How messages name a line."""
        return f"{self.where}, line {line}"


def read_file(path: str | Path, fault: type[ReformGraphError] = UsageError) -> bytes:
    """The bytes of a table.

    Raises
    ------
    ReformGraphError
        Of the kind `fault`: no such file, a folder, no permission, or larger than any table.
    """
    file = Path(path)
    try:
        if file.is_dir():
            raise fault("this is a folder, not a table", where=str(path), cure="name the file")
        if file.stat().st_size > _BYTES:
            raise fault(f"the table is larger than {_BYTES >> 20} MB", where=str(path), cure="divide it")
        return file.read_bytes()
    except FileNotFoundError:
        raise fault("no such file", where=str(path), cure="check the path") from None
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise fault(f"cannot be read: {told}", where=str(path), cure="check path and permissions") from None


def read_sheet(
    data: bytes,
    where: str,
    columns: Columns,
    *,
    fault: type[ReformGraphError] = UsageError,
    whole_rows: bool = False,
    keep_rest: bool = False,
) -> Sheet:
    """A table from its bytes.

    Parameters
    ----------
    where
        Its name for messages.
    columns
        What it may and must hold.
    fault
        The kind of error raised.
    whole_rows
        Whether a row with fewer cells than the head is an error; else what it lacks is empty.
    keep_rest
        Keep all other columns, under their own headings.

    Raises
    ------
    ReformGraphError
        The file is no table, a required column is missing, one stands twice, or a row has too many cells; the
        message names file and line.
    MissingExtraError
        It is an Excel workbook, and openpyxl is not installed.
    """
    if data.startswith(_OLD_EXCEL):
        raise fault("this is a workbook of an old Excel", where=where, cure="save it as .xlsx or CSV")
    if data.startswith(_ZIP):
        lines, sign, encoding = _workbook_rows(data, where, fault), "", ""
    else:
        text, encoding = _decoded(data, where, fault)
        sign, text, skipped = _sign(text, columns)
        lines = _csv_rows(text, sign, skipped, where, fault)
    first, head = next(((line, cells) for line, cells in lines if any(cell.strip() for cell in cells)), (1, []))
    while head and not head[-1].strip():
        head.pop()
    known = _known(head, columns, f"{where}, line {first}", fault, keep_rest)
    rows = _Rows(where, head, known, fault, whole_rows).of(lines)
    passed = [heading.strip() for at, heading in enumerate(head) if at not in known and heading.strip()]
    return Sheet(where, list(rows), head, passed, sign, encoding)


def _known(
    head: Sequence[str], columns: Columns, place: str, fault: type[ReformGraphError], keep_rest: bool
) -> dict[int, str]:
    """Position -> column, of those that mean something."""
    found: dict[int, str] = {}
    for at, heading in enumerate(head):
        name = columns.meaning(heading) or (heading.strip() if keep_rest else None)
        if not name:
            continue
        if name in found.values():
            other = head[next(k for k, known in found.items() if known == name)].strip()
            told = "" if other == name == heading.strip() else f" ({other}, {heading.strip()})"
            raise fault(f"column {name} stands twice{told}", where=place, cure="leave one of them")
        found[at] = name
    for name in columns.required:
        if name not in found.values():
            raise fault(f"there is no column {name}", where=place, cure=_missing(head, name, columns))
    return found


def _missing(head: Sequence[str], name: str, columns: Columns) -> str:
    told = ",".join(heading.strip() for heading in head)
    if len(head) == 1 and ("，" in told or "；" in told):
        return "put , between the cells, not ，"
    others = "/".join((name, *columns.names.get(name, ())[:2]))
    return f"the head is {told}; needed: {others}" if told else f"the first line is the head; needed: {others}"


@dataclass(frozen=True, slots=True)
class _Rows:
    where: str
    head: Sequence[str]
    known: Mapping[int, str]
    fault: type[ReformGraphError]
    whole: bool

    def of(self, lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows that hold something, with their lines."""
        size = len(self.head)
        for line, cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[size:]) or (self.whole and len(cells) < size):
                cure = "quote cells that hold the sign between cells, fill in what is missing"
                what = f"{len(cells)} cells where the head has {size}"
                raise self.fault(what, where=f"{self.where}, line {line}", cure=cure)
            values = dict.fromkeys(self.known.values(), "")
            yield line, values | {self.known[at]: cell.strip() for at, cell in enumerate(cells) if at in self.known}


def _decoded(data: bytes, where: str, fault: type[ReformGraphError]) -> tuple[str, str]:
    """Text and encoding; a short table of rare names that is no UTF-8 is taken for GBK."""
    try:
        return decode(data, where)
    except PageError as error:
        if not data.strip() or b"\0" in data:
            raise fault(error.what, where=where, cure="give a table: CSV or xlsx") from None
        if (text := _as_gbk(data)) is not None:
            return text, "gb18030"
        line = data.count(b"\n", 0, _first_broken(data)) + 1
        raise fault(error.what, where=f"{where}, line {line}", cure="save the table again as CSV UTF-8") from None


def _as_gbk(data: bytes) -> str | None:
    """Text of a table in GBK; None where it is no such text, or only by chance.

    ``Rhône`` of a Western code page decodes to ``Rh鬾e``: a sign that GB 2312 lacks, while names of places and
    firms are written with those that it has.
    """
    try:
        text = data.decode("gb18030").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None
    signs = [sign for sign in text if not sign.isascii()]
    return text if 2 * sum(map(_in_gb2312, signs)) >= len(signs) else None


def _in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _first_broken(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _sign(text: str, columns: Columns) -> tuple[str, str, int]:
    """What stands between cells, the text after Excel's ``sep=;``, and the lines left out before it."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest, 1
    first = next((line for line in text.split("\n") if line.strip()), "")

    def fits(sign: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=sign), [])
        return sum(columns.meaning(cell) is not None for cell in cells), len(cells)

    return max(_SIGNS, key=fits), text, 0


def _csv_rows(
    text: str, sign: str, skipped: int, where: str, fault: type[ReformGraphError]
) -> Iterator[tuple[int, list[str]]]:
    """Cells of each row with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            place = f"{where}, line {skipped + before + 1}"
            raise fault(f"not CSV: {error}", where=place, cure='close the quotation mark, write "" for one') from None
        if cells is None:
            return
        line, before = skipped + before + 1, reader.line_num
        if line > 1 or any(cell.strip() for cell in cells):
            yield line, cells


def _workbook_rows(data: bytes, where: str, fault: type[ReformGraphError]) -> Iterator[tuple[int, list[str]]]:
    """Cells of the first sheet that holds something, as people would type them."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingExtraError("openpyxl", "excel") from error
    cure = "save it again as .xlsx or CSV"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _UNPACKED_BYTES:
                raise fault("the workbook unpacks to more than any table", where=where, cure="divide it")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            found = [[_typed(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            if any(any(row) for row in found):
                yield from enumerate(found, 1)
                return
    except ReformGraphError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise: KeyError, ParseError, BadZipFile ...
        raise fault(f"not an Excel workbook: {error}", where=where, cure=cure) from None


def _typed(value: Any) -> str:
    """A cell as text: dates as ISO 8601, whole numbers without ``.0``.

    >>> _typed(20240305.0), _typed(datetime(2024, 3, 5)), _typed(None)
    ('20240305', '2024-03-05', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
