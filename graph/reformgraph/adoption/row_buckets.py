"""Rows sorted by key in a temporary file: what does not fit into memory is worked through bucket by bucket.

Rows with one key come to one bucket, so ``("stem", "page-1"), ("stem", "page-9")`` are seen together, whatever
number of other rows was put in between.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import IO

from reformgraph.errors import StoreError

#: Buckets: of ten million articles, each then holds some two million rows.
_BUCKETS = 256
#: Bytes of a bucket kept in memory before they are written; all together that many times `_BUCKETS`.
_BLOCK = 64 << 10

Row = tuple[str, ...]


class RowBuckets:
    """Takes rows and gives them back sorted into buckets; to be closed, which removes the file.

    Rows are texts without tabs and line ends, as IRIs and numbers are.
    """

    def __init__(self) -> None:
        self._held: list[list[str]] = [[] for _ in range(_BUCKETS)]
        self._sizes = [0] * _BUCKETS
        self._places: list[list[tuple[int, int]]] = [[] for _ in range(_BUCKETS)]
        self._open = ExitStack()
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, key: str, *more: str) -> None:
        """Take a row in, whose first value is its key."""
        bucket = zlib.crc32(key.encode()) % _BUCKETS
        line = "\t".join((key, *more))
        self._held[bucket].append(line)
        self._sizes[bucket] += len(line)
        if self._sizes[bucket] >= _BLOCK:
            self._write(bucket)

    def __iter__(self) -> Iterator[list[Row]]:
        """The rows of each bucket that has some, in the order in which they came."""
        for bucket in range(_BUCKETS):
            rows = [tuple(line.split("\t")) for block in self._blocks(bucket) for line in block]
            if rows:
                yield rows

    def _write(self, bucket: int) -> None:
        data = zlib.compress("\n".join(self._held[bucket]).encode(), 1)
        try:
            if self._file is None:
                made = tempfile.TemporaryFile(prefix="reformgraph-")  # noqa: SIM115  `__exit__` closes it
                self._file = self._open.enter_context(made)
            self._file.seek(self._end)
            self._file.write(data)
            self._file.flush()
        except OSError as fault:
            raise StoreError(
                f"writing failed: {fault.strerror}", where=tempfile.gettempdir(),
                cure="make room there, or name another folder in the environment variable TMPDIR",
            ) from fault  # fmt: skip
        self._places[bucket].append((self._end, len(data)))
        self._end += len(data)
        self._held[bucket], self._sizes[bucket] = [], 0

    def _blocks(self, bucket: int) -> Iterator[list[str]]:
        for start, size in self._places[bucket]:
            if self._file is not None:
                self._file.seek(start)
                yield zlib.decompress(self._file.read(size)).decode().split("\n")
        yield self._held[bucket]

    def __enter__(self) -> RowBuckets:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # a disk that is full is told where it was written
            self._open.close()
