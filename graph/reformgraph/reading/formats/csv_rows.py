"""CSV tables of pages: one page a row, the column of the text found by its name."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from reformgraph.errors import PageError
from reformgraph.language.decode import commonness, decode
from reformgraph.reading.formats.content import Found, ItemFault
from reformgraph.reading.formats.row_fields import find_columns, page_item
from reformgraph.reading.limits import ROW_BYTES, size_text

_SAMPLE = 65_536
#: Least share of common characters in a table of Chinese text.
_LEAST_COMMON = 0.2
_CURE = "save the table again as CSV in UTF-8"


def is_archive(head: bytes, columns: Mapping[str, str]) -> bool:
    """Whether the first bytes of a CSV file name a column that holds the text of pages."""
    sample = head[: head.rfind(b"\n") + 1] or head
    try:
        text = decode(sample, "")[0]
    except PageError:
        text = _nearly(sample)[0]
    names = next(csv.reader([text.split("\n", 1)[0]], delimiter=_delimiter(text)), [])
    return not {"text", "html"}.isdisjoint(find_columns(names, columns))


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Pages of the rows in order; a row that is none is told and the next one read."""
    head = stream.read(_SAMPLE)
    sample = head if len(head) < _SAMPLE else head[: head.rfind(b"\n") + 1] or head
    try:
        text, encoding = decode(sample, name)
    except PageError as fault:
        text, encoding = _nearly(sample)
        if not encoding:
            yield ItemFault("row 1", fault.what, _CURE)
            return
    lines = _lines(io.BufferedReader(_Joined(head, stream)), "utf-8-sig" if encoding == "utf-8" else encoding)
    csv.field_size_limit(ROW_BYTES)
    reader = csv.reader(lines, delimiter=_delimiter(text))
    try:
        header = next(reader, [])
    except csv.Error as fault:
        yield ItemFault("row 1", f"no CSV: {fault}", _CURE)
        return
    found = find_columns(header, columns)
    if "text" not in found and "html" not in found:
        yield ItemFault("row 1", "no column holds the text of the pages", "name it: --columns text=COLUMN")
        return
    yield from _pages(reader, header, found)


def _pages(reader: Iterator[list[str]], header: list[str], columns: Mapping[str, str]) -> Iterator[Found]:
    number = 0
    while True:
        number += 1
        try:
            values = next(reader, None)
        except csv.Error as fault:
            too_long = "field larger" in str(fault)
            what = f"a field is longer than {size_text(ROW_BYTES)}" if too_long else f"no CSV: {fault}"
            yield ItemFault(f"row {number}", what, _CURE)
            continue
        if values is None:
            return
        if not any(value.strip() for value in values):
            number -= 1
        elif len(values) > len(header):
            what = f"{len(values)} values for {len(header)} columns"
            yield ItemFault(f"row {number}", what, "quote values that hold the sign between columns")
        else:
            yield page_item(dict(zip(header, values, strict=False)), columns, number)


def _nearly(sample: bytes) -> tuple[str, str]:
    """Text and encoding of a table in which a few bytes are broken; their rows are told one by one."""
    for encoding in ("utf-8", "gb18030"):
        text = sample.decode(encoding, "replace")
        if text.count("\ufffd") <= max(3, len(text) // 100) and commonness(text) >= _LEAST_COMMON:
            return text, encoding
    return "", ""


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return max(",\t;", key=first.count)


def _lines(stream: io.BufferedReader, encoding: str) -> Iterator[str]:
    """Lines of a stream, none longer than a row may be; broken bytes become U+FFFD and are told by their row."""
    decoder = codecs.getreader(encoding)(stream, "replace")
    while line := decoder.readline(ROW_BYTES):
        yield line.replace("\0", "")


class _Joined(io.RawIOBase):
    """The bytes that were looked at, then the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data, self._head = self._head[: len(view)], self._head[len(view) :]
        data = data or self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)
