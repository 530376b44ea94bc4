"""Files packed by gzip: what is inside is read as if it were not packed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import BinaryIO

from reformgraph.reading.formats.content import Found, Item, ItemFault, ItemPassed
from reformgraph.reading.formats.registry import FORMATS, sniff_head
from reformgraph.reading.limits import HEAD_BYTES, PAGE_BYTES, UNPACKED_BYTES, UNPACKED_TIMES, size_text

_FAULTS = (OSError, EOFError, zlib.error)


class _Unpacked(io.RawIOBase):
    """The unpacked bytes, no more than an archive of its size may hold; they end at a fault, which is kept."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._file = gzip.GzipFile(fileobj=stream)
        self._left = max(UNPACKED_BYTES, UNPACKED_TIMES * size)
        self.fault: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self.fault is not None:
            return 0
        try:
            data = self._file.read1(len(view))
            self._left -= len(data)
            if self._left < 0:
                raise OSError("the archive unpacks to far more than it holds")
        except _FAULTS as fault:
            self.fault = fault
            return 0
        view[: len(data)] = data
        return len(data)


class _Reader(io.BufferedReader):
    """A buffered reader that knows the size of the packed file."""

    packed_size = 0


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """The page that is packed, or the pages of the archive that is; where the file breaks off, what came before."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    inner = f"{name[:-4]}.tar" if name.lower().endswith(".tgz") else inner
    unpacked = _Unpacked(stream, size)
    reader = _Reader(unpacked, HEAD_BYTES * 8)
    reader.packed_size = size
    yield from _content(reader, inner, columns, unpacked)
    if unpacked.fault is not None:
        yield ItemFault("", f"the gzip file is damaged: {unpacked.fault}", "pack it again; what stands before is read")


def _content(reader: io.BufferedReader, inner: str, columns: Mapping[str, str], unpacked: _Unpacked) -> Iterator[Found]:
    kind = sniff_head(reader.peek(HEAD_BYTES)[:HEAD_BYTES], inner)
    if not kind:
        if unpacked.fault is None:
            yield ItemPassed(inner)
    elif FORMATS[kind].many and kind not in ("zip", "epub", "gz"):
        yield from import_module(f"reformgraph.reading.formats.{FORMATS[kind].module}").items(reader, inner, columns)
    else:
        name = inner.rpartition("/")[2]
        data = reader.read(PAGE_BYTES + 1)
        if len(data) > PAGE_BYTES:
            yield ItemFault(name, f"the page is larger than {size_text(PAGE_BYTES)}", "divide it")
        elif unpacked.fault is None:  # half a page is none
            yield Item(name, name, data, kind)
