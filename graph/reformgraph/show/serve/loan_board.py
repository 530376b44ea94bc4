"""What the server and a worker that answers clients itself must both know at any moment: a page of memory and a lock.

A worker holds the lock except while it waits and while a query runs, so whoever holds it knows that nobody else
reads from, or writes to, the clients lent to that worker.
"""

from __future__ import annotations

import mmap
import struct
import tempfile
from dataclasses import dataclass
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: clients are not lent there
    fcntl = None  # type: ignore[assignment]

#: Bytes of the page, and of the longest request that is answered from it.
SIZE = 16 << 10
_HEAD = struct.Struct("<B7xQQdQ")
LONGEST = SIZE - _HEAD.size
#: What the worker does: waits, reads what a client sent, answers a query, sends the answer.
RESTS, READS, RUNS, SENDS = range(4)


@dataclass(frozen=True, slots=True)
class Now:
    """What a worker does, for which loan, since when (monotonic seconds); loans below `revoked` are no longer its."""

    state: int
    loan: int
    revoked: int
    since: float
    size: int


class Board:
    """The page of one worker.

    Parameters
    ----------
    file
        Descriptor of an open file of `SIZE` bytes.
    """

    def __init__(self, file: int) -> None:
        self._file, self._page = file, mmap.mmap(file, SIZE)

    def lock(self) -> None:
        """Wait until nobody else holds the page."""
        fcntl.lockf(self._file, fcntl.LOCK_EX)

    def try_lock(self) -> bool:
        """Hold the page if nobody else does."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def unlock(self) -> None:
        """Let the other hold the page."""
        fcntl.lockf(self._file, fcntl.LOCK_UN)

    def now(self) -> Now:
        """What stands on the page."""
        return Now(*_HEAD.unpack_from(self._page, 0))

    def request(self) -> bytes:
        """The request that is being answered."""
        return self._page[_HEAD.size : _HEAD.size + min(self.now().size, LONGEST)]

    def tell(self, state: int, loan: int = 0, since: float = 0.0, request: bytes = b"") -> None:
        """The worker goes over to another state."""
        if request:
            self._page[_HEAD.size : _HEAD.size + len(request)] = request
        _HEAD.pack_into(self._page, 0, state, loan, self.revoked, since, len(request))

    @property
    def revoked(self) -> int:
        """The first loan that is not taken back."""
        return int.from_bytes(self._page[16:24], "little")

    def revoke(self, below: int) -> None:
        """Take back all loans before this one."""
        self._page[16:24] = below.to_bytes(8, "little")


def new_file() -> IO[bytes]:
    """A file for a page; it is gone once all have closed it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  its owner closes it
    file.truncate(SIZE)
    return file


def can_lend() -> bool:
    """Whether this system lets a process hand an open connection to another and lock what both see."""
    import socket

    return fcntl is not None and hasattr(socket, "send_fds") and hasattr(socket, "AF_UNIX")
