"""Asks a query in a process of its own, which is killed when its time is over."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import IO, Any, Self

from reformgraph.errors import QueryError, ReformGraphError, UnavailableError
from reformgraph.sparql.query_worker import HEADER, frame, raised, read_exactly

#: Bytes that an answer may take in memory beyond the open store.
MEMORY = 4 << 30


def worker_command(
    location: str, memory: int, *more: str, module: str = "reformgraph.sparql.query_worker"
) -> tuple[list[str], dict[str, str]]:
    """Arguments and environment to start a worker with.

    Parameters
    ----------
    more
        Further arguments: for `query_worker` the module that draws pages, if any.
    module
        What is run.
    """
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    environment["RUST_BACKTRACE"] = "0"
    return [sys.executable, "-P", "-m", module, location, str(memory), *more], environment


class Child:
    """One worker process, asked one request after another.

    Parameters
    ----------
    location
        Folder or address of the store.
    timeout
        Seconds that an answer may take, from the request to its last byte; None is no limit.
    memory
        Bytes that an answer may take; 0 is no limit.

    Raises
    ------
    StoreError
        If the store cannot be opened.
    """

    def __init__(self, location: str, timeout: float | None = None, memory: int = MEMORY) -> None:
        command, environment = worker_command(location, memory)
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._timeout, self._late = timeout, False
        try:
            self.state: Mapping[str, Any] = json.loads(self._expect(b"S"))
        except BaseException:
            self.close()
            raise

    def ask(self, request: Mapping[str, Any]) -> tuple[Mapping[str, Any], Iterator[bytes]]:
        """The head of the answer and its pieces.

        Raises
        ------
        QueryError, UsageError
            What the query is refused for, or its limits; also while the pieces are read.
        """
        timer = self._watch()
        try:
            sink = self._pipe(self._process.stdin)
            with contextlib.suppress(BrokenPipeError, OSError):
                sink.write(frame(b"Q", json.dumps({**request, "seconds": self._timeout}).encode()))
                sink.flush()
            head = json.loads(self._expect(b"H"))
        except BaseException:
            self._stop(timer)
            raise
        return head, self._pieces(timer)

    def _pieces(self, timer: threading.Timer | None) -> Iterator[bytes]:
        try:
            kind = b"D"
            while kind == b"D":
                kind, body = self._read()
                yield body
        finally:
            self._stop(timer)

    def _watch(self) -> threading.Timer | None:
        if self._timeout is None:
            return None
        timer = threading.Timer(self._timeout, self._kill)
        timer.daemon = True
        timer.start()
        return timer

    def _kill(self) -> None:
        self._late = True
        self._process.kill()

    @staticmethod
    def _stop(timer: threading.Timer | None) -> None:
        if timer is not None:
            timer.cancel()

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None  # noqa: S101  Popen was asked for pipes
        return stream

    def _expect(self, kind: bytes) -> bytes:
        found, body = self._read()
        if found != kind:
            raise QueryError("the worker process spoke out of turn")
        return body

    def _read(self) -> tuple[bytes, bytes]:
        source = self._pipe(self._process.stdout)
        head = read_exactly(source, HEADER.size)
        if len(head) < HEADER.size:
            raise self._gone()
        kind, size = HEADER.unpack(head)
        body = read_exactly(source, size)
        if len(body) < size:
            raise self._gone()
        if kind == b"X":
            raise raised(json.loads(body))
        return kind, body

    def _gone(self) -> ReformGraphError:
        return fate(self._process.wait(), self._late, self._timeout)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                self._pipe(stream).close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def fate(code: int, late: bool, timeout: float | None) -> ReformGraphError:
    """What to tell of a worker that ended in the middle of an answer.

    Parameters
    ----------
    code
        Its exit code, the negative number of the signal where one ended it.
    late
        Whether we ended it because its time was over.
    timeout
        The time it had, in seconds.
    """
    import signal

    if late or code == -getattr(signal, "SIGXCPU", 999):
        limit = "" if timeout is None else f" of {timeout:g} s"
        return QueryError(f"the query ran into its time limit{limit}", cure="ask for less, or allow more time")
    # Aborts and segmentation faults (SIGABRT, SIGSEGV) are the engine's own; these come from elsewhere, as from
    # a system that runs out of memory, and say nothing of the query.
    if code in [-getattr(signal, name, 999) for name in ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT")]:
        return UnavailableError("the process that answers was ended from outside", cure="ask again in a moment")
    return QueryError("the engine broke down over this query", cure="it may need more memory than allowed")


class Pieces(io.RawIOBase):
    """Pieces of bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the next piece goes."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
