"""One worker process, seen from the server: jobs in, the frames of its answers out to who asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import time
from collections.abc import Mapping
from typing import Any, Protocol, cast

from reformgraph.errors import ReformGraphError, StoreError
from reformgraph.show.serve.turns import Job
from reformgraph.sparql.query_child import fate
from reformgraph.sparql.query_worker import HEADER, frame, raised

#: Seconds in which a worker must have opened the store.
_START = 60.0


class Owner(Protocol):
    """Who keeps the workers."""

    @property
    def seconds(self) -> float:
        """Time limit of an answer; 0 is none."""

    def free(self, worker: WorkerProcess) -> None:
        """A worker has nothing to do."""

    def done(self, job: Job) -> None:
        """A job has given its worker back, answered or not."""

    def opened(self) -> None:
        """A worker has opened the store."""

    def lost(self, worker: WorkerProcess) -> None:
        """A worker has ended."""


class WorkerProcess(asyncio.SubprocessProtocol):
    """A process that answers one job at a time.

    Attributes
    ----------
    ready
        What the worker told of itself once it had opened the store; an exception where it could not.
    stale
        Whether the store has a generation that the worker may not have seen.
    """

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._buffer = bytearray()
        self._transport: asyncio.SubprocessTransport | None = None
        self._late = False
        self.ready: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self.ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
        self.was_ready = self.stale = False
        self.fault: ReformGraphError | None = None
        self.job: Job | None = None
        self.since = time.monotonic()
        self.deadline = self.since + _START

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The process runs."""
        self._transport = cast("asyncio.SubprocessTransport", transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Bytes of frames."""
        if fd != 1:
            return
        buffer = self._buffer
        buffer += data
        place = 0
        while len(buffer) - place >= HEADER.size:
            kind, size = HEADER.unpack_from(buffer, place)
            after = place + HEADER.size + size
            if len(buffer) < after:
                break
            self._frame(kind, bytes(memoryview(buffer)[place + HEADER.size : after]))
            place = after
        del buffer[:place]

    def process_exited(self) -> None:
        """The process has ended; its last output is still to come."""

    def connection_lost(self, exc: Exception | None) -> None:
        """All is read of the process."""
        code = self._transport.get_returncode() if self._transport is not None else None
        if self._late and not self.was_ready:
            self.fault = StoreError(f"a worker could not open it within {_START:g} s")
        self.fault = self.fault or fate(code or 0, self._late, self._owner.seconds)
        if not self.ready.done():
            self.ready.set_exception(self.fault)
        self._fail(self.fault)
        self._owner.lost(self)

    def take(self, job: Job) -> None:
        """Answer a job."""
        self.job, job.worker = job, self
        seconds = self._owner.seconds
        self.since = time.monotonic()
        self.deadline = self.since + seconds if seconds else math.inf
        self._ask({**job.request, "seconds": seconds or None})

    def renew(self) -> None:
        """Have the worker open the newest generation of the store, so that it holds no older one."""
        self.stale = False
        self._ask({"op": "refresh"})

    def _ask(self, request: Mapping[str, Any]) -> None:
        pipe = self._transport.get_pipe_transport(0) if self._transport is not None else None
        if pipe is not None:
            cast("asyncio.WriteTransport", pipe).write(frame(b"Q", json.dumps(request).encode()))

    def kill(self) -> None:
        """End the process."""
        if self._transport is not None:
            with contextlib.suppress(ProcessLookupError):
                self._transport.kill()

    def drop(self, job: Job) -> None:
        """End the process if it still works at this job."""
        if self.job is job:
            self.kill()

    def flow(self, on: bool) -> None:
        """Read on, or stop reading until the client has caught up."""
        pipe = self._transport.get_pipe_transport(1) if self._transport is not None else None
        if pipe is not None:
            reader = cast("asyncio.ReadTransport", pipe)
            if on:
                reader.resume_reading()
            else:
                reader.pause_reading()

    def stop(self) -> None:
        """The time of its job, or for opening the store, is over."""
        self._late = True
        self.flow(True)
        self.kill()

    def _frame(self, kind: bytes, body: bytes) -> None:
        job = self.job
        if kind == b"S":
            self.was_ready, self.deadline = True, math.inf
            self.ready.set_result(json.loads(body))
            self._owner.opened()
            self._rest()
        elif kind == b"R":
            pass  # the newest generation is open
        elif job is None:
            if kind == b"X":
                self.fault = raised(json.loads(body))
        elif kind == b"X":
            self._fail(raised(json.loads(body)))
            self._rest()
        else:
            self._answer(job, kind, body)

    def _answer(self, job: Job, kind: bytes, body: bytes) -> None:
        if kind == b"H":
            if not job.abandoned:
                job.receiver.head(json.loads(body))
        elif kind == b"D":
            if not job.abandoned:
                job.receiver.piece(body)
        elif kind in (b"E", b"A"):
            self._forget()
            if not job.abandoned:
                if body:
                    job.receiver.piece(body)
                job.receiver.end()
            self._rest()

    def _rest(self) -> None:
        self.since = time.monotonic()
        self._owner.free(self)

    def _forget(self) -> None:
        if self.job is not None:
            self._owner.done(self.job)
        self.job, self.deadline = None, math.inf

    def _fail(self, fault: ReformGraphError) -> None:
        job = self.job
        self._forget()
        if job is not None and not job.abandoned:
            job.receiver.failed(fault)
