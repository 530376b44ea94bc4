"""One writer at a time: a lock that the system lets go of when its holder dies.

The lock is an advisory lock of the operating system on an open file (``flock`` or, on Windows, a locked
byte far behind the end), so that a killed writer leaves nothing to clean up. Where the file system knows
no such locks, a second file made exclusively takes its place, with a check whether its maker still runs.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from pathlib import Path
from typing import IO

from reformgraph.errors import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 40


def _lock(stream: IO[bytes], *, shared: bool = False) -> bool:
    """Try to lock an open file; False where another holds it; OSError where locks do not exist."""
    try:
        if sys.platform == "win32":
            stream.seek(_FAR)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


class WriterLock:
    """The lock of a store folder, held from `acquire` to `release`.

    Parameters
    ----------
    path
        The lock file; it stays when the lock is given up.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None
        self._exclusive: Path | None = None

    def acquire(self) -> None:
        """Take the lock.

        Raises
        ------
        StoreError
            If another process or store object holds it, or the file cannot be written.
        """
        try:
            stream = self._path.open("a+b")
        except OSError as fault:
            raise StoreError(
                f"cannot write here: {fault.strerror or fault}",
                where=str(self._path),
                cure="check the permissions of the folder, or open the store for reading only",
            ) from fault
        try:
            taken = _lock(stream)
        except OSError:  # the file system has no locks
            taken = self._made_exclusive(stream)
        if not taken:
            stream.close()
            raise StoreError(
                f"another process is writing to this store{self._holder()}",
                where=str(self._path),
                cure="wait until it ends, or stop it; the lock goes with its process",
            )
        self._stream = stream
        # Who holds the lock is told to others as a courtesy: it is held on a full disk, too.
        with contextlib.suppress(OSError):
            os.ftruncate(stream.fileno(), 0)
            os.write(stream.fileno(), json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())

    def release(self) -> None:
        """Give the lock up; harmless where it is not held."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.truncate(0)
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None
        if self._exclusive is not None:
            with contextlib.suppress(OSError):
                self._exclusive.unlink(missing_ok=True)
            self._exclusive = None

    def _holder(self) -> str:
        try:
            holder = json.loads(self._path.read_text(encoding="utf-8"))
            return f": process {holder['pid']} on {holder['host']}"
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _made_exclusive(self, stream: IO[bytes]) -> bool:
        try:
            return self._make_exclusive()
        except OSError as fault:
            stream.close()
            raise StoreError(
                f"cannot write here: {fault.strerror or fault}",
                where=str(self._path),
                cure="make room, or check the permissions of the folder",
            ) from fault

    def _make_exclusive(self) -> bool:
        path = self._path.with_suffix(".held")
        for _ in range(2):
            try:
                with path.open("x", encoding="utf-8") as stream:
                    json.dump({"pid": os.getpid(), "host": socket.gethostname()}, stream)
            except FileExistsError:
                if _maker_runs(path):
                    return False
                stale = path.with_suffix(f".stale-{os.getpid()}")
                with contextlib.suppress(OSError):
                    path.replace(stale)
                    stale.unlink()
            else:
                self._exclusive = path
                return True
        return False


def _maker_runs(path: Path) -> bool:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        if holder["host"] != socket.gethostname():
            return True
        return holder["pid"] != os.getpid() and _is_running(int(holder["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_running(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # signal 0 would end the process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class Pin:
    """A reader's hold on a generation: while it lasts, no writer sweeps the generation away.

    Parameters
    ----------
    path
        The pin file of the generation, made by the writer; opened for reading only.
    """

    def __init__(self, path: Path) -> None:
        self._stream: IO[bytes] | None = path.open("rb")
        with contextlib.suppress(OSError):
            if sys.platform != "win32":  # on Windows open files cannot be deleted, which serves as well
                _lock(self._stream, shared=True)

    def release(self) -> None:
        """Let go of the generation."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def is_pinned(path: Path) -> bool:
    """Whether a reader holds the generation of this pin file."""
    try:
        if sys.platform == "win32":  # a file that is open cannot be renamed
            aside = path.with_name(path.name + ".tmp")
            path.rename(aside)
            aside.rename(path)
            return False
        with path.open("rb") as stream:
            return not _lock(stream)
    except PermissionError:
        return True
    except OSError:
        return False
