"""New pages on their way into a store: their N-Quads wait here, on the disk where they are many, for one large load."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

from reformgraph.errors import StoreError

#: Bytes kept in memory; more go to a file.
_MEMORY = 16 << 20


class PageSpool:
    """N-Quads, compressed, in the order in which they came; to be closed.

    Parameters
    ----------
    path
        File to wait in, which is the caller's to remove; a temporary one if None.

    Attributes
    ----------
    size
        Bytes of what waits, before it was compressed.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self.size = 0

    def put(self, nquads: bytes, size: int) -> None:
        """Take in gzipped N-Quads, of so many bytes before that."""
        with self._told():
            if self._file is None:
                self._file = io.BytesIO()
            if isinstance(self._file, io.BytesIO) and self._file.tell() + len(nquads) > _MEMORY:
                self._file = self._on_disk(self._file)
            self._file.write(nquads)
            self._file.flush()
        self.size += size

    def keep(self) -> int:
        """Have what waits on the disk; returns its bytes there."""
        with self._told():
            if self._file is None or isinstance(self._file, io.BytesIO):
                self._file = self._on_disk(self._file or io.BytesIO())
            os.fsync(self._file.fileno())
            return self._file.tell()

    @contextmanager
    def taken(self) -> Iterator[BinaryIO]:
        """All that waits, as a stream; nothing waits any longer afterwards."""
        if self._file is None:
            raise ValueError("nothing waits")
        with self._told():
            self._file.seek(0)
        yield cast("BinaryIO", gzip.GzipFile(fileobj=self._file, mode="rb"))
        self.close()

    def close(self) -> None:
        """Give up what waits."""
        with suppress(OSError):  # a disk that is full is told where it was written
            if self._file is not None:
                self._file.close()
        self._file, self.size = None, 0

    def _on_disk(self, held: io.BytesIO) -> IO[bytes]:
        """What waits in memory, in a file that it goes on in."""
        path = self._path
        made = path.open("w+b") if path is not None else tempfile.TemporaryFile(prefix="reformgraph-")  # noqa: SIM115  `close` closes it
        made.write(held.getbuffer())
        made.flush()
        return made

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            where = self._path.parent if self._path is not None else tempfile.gettempdir()
            raise StoreError(f"writing failed: {fault.strerror}", where=str(where), cure=self._cure()) from fault

    def _cure(self) -> str:
        if self._path is not None:
            return "the last finished generation is untouched; make room or check permissions, then run again"
        return "make room there, or name another folder in the environment variable TMPDIR"
