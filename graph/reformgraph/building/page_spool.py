"""New pages on their way into a store: their N-Quads wait here, on the disk where they are many, for one large load."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, BinaryIO, cast

from reformgraph.errors import StoreError

#: Bytes kept in memory; more go to a temporary file.
_MEMORY = 16 << 20


class PageSpool:
    """N-Quads, compressed, in the order in which they came; to be closed, which removes the file.

    Attributes
    ----------
    size
        Bytes of what waits, before it was compressed.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._file: IO[bytes] | None = None
        self.size = 0

    def put(self, nquads: bytes, size: int) -> None:
        """Take in gzipped N-Quads, of so many bytes before that."""
        with _told():
            if self._file is None:
                made = tempfile.SpooledTemporaryFile(_MEMORY, prefix="reformgraph-")  # noqa: SIM115  `close` closes it
                self._file = self._open.enter_context(made)
            self._file.write(nquads)
            self._file.flush()
        self.size += size

    @contextmanager
    def taken(self) -> Iterator[BinaryIO]:
        """All that waits, as a stream; nothing waits any longer afterwards."""
        if self._file is None:
            raise ValueError("nothing waits")
        with _told():
            self._file.seek(0)
        yield cast("BinaryIO", gzip.GzipFile(fileobj=self._file, mode="rb"))
        self.close()

    def close(self) -> None:
        """Give up what waits."""
        with suppress(OSError):  # a disk that is full is told where it was written
            self._open.close()
        self._file, self.size = None, 0


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise StoreError(
            f"writing failed: {fault.strerror}",
            where=tempfile.gettempdir(),
            cure="make room there, or name another folder in the environment variable TMPDIR",
        ) from fault
