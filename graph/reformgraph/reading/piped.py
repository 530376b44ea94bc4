"""What is piped in as a page file: bytes of the standard input in, told by what they hold like any file."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import BinaryIO

from reformgraph.errors import PageError
from reformgraph.reading.formats.registry import sniff_head
from reformgraph.reading.limits import HEAD_BYTES, PAGE_BYTES, size_text
from reformgraph.reading.page_files import PageFile

_NAME = "stdin"


def given_file(stream: BinaryIO) -> PageFile:
    """The page, or the archive of pages, that a stream gives; what no format is told by is plain text.

    Raises
    ------
    PageError
        When it is larger than a page may be.
    """
    data = stream.read(PAGE_BYTES + 1)
    if len(data) > PAGE_BYTES:
        raise PageError(f"the input is larger than {size_text(PAGE_BYTES)}", where="-", cure="name the file instead")
    head = data[:HEAD_BYTES]
    kind = sniff_head(head, _NAME, io.BytesIO(data)) or ("jsonl" if _is_row(data) else "txt")
    return PageFile(Path(_NAME), _NAME, kind=kind, data=data)


def _is_row(data: bytes) -> bool:
    """Whether the first line is an object of JSON."""
    first = data.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")[0]
    try:
        return first.startswith(b"{") and isinstance(json.loads(first), dict)
    except ValueError:
        return False
