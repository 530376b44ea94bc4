"""JSON Lines: one object, and so one page, a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from reformgraph.errors import PageError
from reformgraph.language.decode import decode
from reformgraph.reading.formats.content import Found, ItemFault
from reformgraph.reading.formats.row_fields import find_columns, page_item
from reformgraph.reading.limits import ROW_BYTES, size_text


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Pages of the lines in order; a line that is none is told and the next one read."""
    number = 0
    while line := stream.readline(ROW_BYTES + 1):
        if not line.strip():
            continue
        number += 1
        if len(line) > ROW_BYTES:
            _skip_line(stream, line)
            yield ItemFault(f"row {number}", f"the row is longer than {size_text(ROW_BYTES)}", "divide it")
            continue
        yield _page(line, number, columns)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(ROW_BYTES)


def _page(line: bytes, number: int, columns: Mapping[str, str]) -> Found:
    place = f"row {number}"
    try:
        row = json.loads(decode(line, place)[0].strip("\ufeff\x1e \t\n"))
    except PageError as fault:
        return ItemFault(place, fault.what, fault.cure)
    except (ValueError, RecursionError) as fault:
        return ItemFault(place, f"the row is no JSON: {fault}", "write one object a line")
    if not isinstance(row, dict):
        return ItemFault(place, "the row is no JSON object", "write one object a line")
    return page_item(row, find_columns(row, columns), number)
