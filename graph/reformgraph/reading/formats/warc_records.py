"""Web archives (.warc, .warc.gz): each page that a server answered is a page, by its address."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from reformgraph.errors import MissingExtraError
from reformgraph.reading.formats.content import Found, Item, ItemFault
from reformgraph.reading.limits import PAGE_BYTES, size_text

#: What the reader of records raises on damaged ones.
_FAULTS = (OSError, EOFError, ValueError, AttributeError, TypeError, KeyError, IndexError)
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Answers in their order; where the file breaks off, what came before is kept.

    Raises
    ------
    MissingExtraError
        When warcio is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtraError("warcio", "archives") from None
    seen: set[str] = set()
    try:
        for record in _quietly(ArchiveIterator(stream)):
            kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
            if record.rec_type != "response" or not kind.lower().startswith(_PAGES):
                continue
            if record.http_headers.get_statuscode() != "200":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            told = {"url": url}
            id_ = url if url not in seen else f"{url}@{record.rec_headers.get_header('WARC-Date')}"
            seen.add(url)
            data = record.content_stream().read(PAGE_BYTES + 1)
            if len(data) > PAGE_BYTES:
                yield ItemFault(url, f"the page is larger than {size_text(PAGE_BYTES)}", "divide it")
            else:
                yield Item(id_, url, data, "", told)
    except (ArchiveLoadFailed, *_FAULTS) as fault:
        yield ItemFault("", f"the web archive is damaged: {fault}", "fetch it again; what stands before is read")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """The records, without what the library prints of damaged ones: their bytes would steer the terminal they reach."""
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record
