"""The worker processes: each answers one request at a time, and one past its limits is killed and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import signal
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from reformgraph.errors import QueryError, ReformGraphError, StoreError
from reformgraph.sparql.query_child import fate, worker_command
from reformgraph.sparql.query_worker import HEADER, frame, raised

#: What draws pages in the workers.
_RENDERER = "reformgraph.show.serve.resource"
#: Requests that may wait for a worker.
MAX_WAITING = 512
#: Seconds that a request waits before another worker is started for it, and an idle extra one lives.
_GROW, _SHRINK = 0.1, 60.0
#: Seconds after which the worker of a client that went away is killed.
_ABANDON = 0.5
_BUFFER = 1 << 20


class Receiver(Protocol):
    """Who gets an answer."""

    def head(self, head: Mapping[str, Any]) -> None:
        """What the answer is; comes first."""

    def piece(self, body: bytes) -> None:
        """Part of it."""

    def end(self) -> None:
        """That was all."""

    def failed(self, fault: ReformGraphError) -> None:
        """Instead of the rest."""


@dataclass(eq=False, slots=True)
class Job:
    """A request and where its answer goes."""

    request: Mapping[str, Any]
    receiver: Receiver
    asked: float
    worker: _Worker | None = None
    abandoned: bool = False


@dataclass
class Limits:
    """What an answer may take: seconds, bytes of memory, rows, bytes of output; 0 is no limit."""

    seconds: float = 30.0
    memory: int = 2 << 30
    rows: int = 1_000_000
    size: int = 1 << 30


@dataclass
class Pool:
    """Workers over one store.

    Parameters
    ----------
    location
        Folder or address of the store.
    limits
        Of each answer.
    least, most
        Number of workers kept, and that there may be.
    """

    location: str
    limits: Limits
    least: int
    most: int
    state: Mapping[str, Any] = field(default_factory=dict)
    _workers: set[_Worker] = field(default_factory=set)
    _idle: list[_Worker] = field(default_factory=list)
    _waiting: deque[Job] = field(default_factory=deque)
    _closing: bool = False
    _starting: int = 0
    _faults: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> None:
        """Start the workers; raises `StoreError` where the store cannot be opened."""
        first = await self._spawn()
        self.state = await first.ready
        for _ in range(self.least - 1):
            self._grow()

    def close(self) -> None:
        """End all workers."""
        self._closing = True
        for worker in list(self._workers):
            worker.kill()

    def submit(self, request: Mapping[str, Any], receiver: Receiver) -> Job | None:
        """Have a request answered; None where too many wait already."""
        if len(self._waiting) >= MAX_WAITING:
            return None
        job = Job(request, receiver, time.monotonic())
        if self._idle:
            self._idle.pop().take(job)
        else:
            self._waiting.append(job)
        return job

    def abandon(self, job: Job) -> None:
        """The client of a job is gone."""
        job.abandoned = True
        if job.worker is None:
            with contextlib.suppress(ValueError):
                self._waiting.remove(job)
        else:
            worker = job.worker
            worker.flow(True)
            asyncio.get_running_loop().call_later(_ABANDON, worker.drop, job)

    @property
    def size(self) -> int:
        """Number of workers."""
        return len(self._workers)

    # -- called by workers -------------------------------------------------------------------------
    def free(self, worker: _Worker) -> None:
        """A worker has nothing to do."""
        while self._waiting:
            job = self._waiting.popleft()
            if not job.abandoned:
                worker.take(job)
                return
        self._idle.append(worker)

    def lost(self, worker: _Worker) -> None:
        """A worker has ended."""
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if self._closing:
            return
        if not worker.was_ready:
            self._faults += 1
            if not self._workers:
                self._give_up(worker)
                return
        if len(self._workers) + self._starting < self.least or self._waiting:
            delay = min(5.0, 0.2 * self._faults)
            asyncio.get_running_loop().call_later(delay, self._grow)

    def works(self) -> None:
        """A worker has opened the store."""
        self._faults = 0

    def _give_up(self, worker: _Worker) -> None:
        """No worker can open the store: tell those who wait, and try again later."""
        while self._waiting:
            job = self._waiting.popleft()
            if not job.abandoned:
                job.receiver.failed(worker.fault or StoreError("the store cannot be opened"))
        asyncio.get_running_loop().call_later(min(5.0, 0.2 * self._faults), self._grow)

    # -- number of workers -------------------------------------------------------------------------
    def tick(self) -> None:
        """Stop what is past its time, start workers where requests wait, end those long idle; called often."""
        now = time.monotonic()
        for worker in list(self._workers):
            if now > worker.deadline:
                worker.stop()
        while self._waiting and self._waiting[0].abandoned:
            self._waiting.popleft()
        if self._waiting and now - self._waiting[0].asked > _GROW:
            self._grow()
        if self._idle and len(self._workers) > self.least and now - self._idle[0].since >= _SHRINK:
            self._idle.pop(0).kill()

    def _grow(self) -> None:
        if self._closing or len(self._workers) + self._starting >= self.most:
            return
        self._starting += 1
        task = asyncio.get_running_loop().create_task(self._started())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _started(self) -> None:
        try:
            worker = await self._spawn()
        except OSError:
            self._faults += 1
            asyncio.get_running_loop().call_later(min(5.0, 0.2 * self._faults), self._grow)
            return
        finally:
            self._starting -= 1
        with contextlib.suppress(ReformGraphError):
            await worker.ready

    async def _spawn(self) -> _Worker:
        command, environment = worker_command(self.location, self.limits.memory, _RENDERER)
        loop = asyncio.get_running_loop()
        _, worker = await loop.subprocess_exec(
            lambda: _Worker(self), *command, stdin=-1, stdout=-1, stderr=-3, env=environment
        )
        self._workers.add(worker)
        return worker


class _Worker(asyncio.SubprocessProtocol):
    """One process, seen from here."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._buffer = bytearray()
        self._transport: asyncio.SubprocessTransport | None = None
        self._late = False
        self.ready: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self.ready.add_done_callback(lambda ready: ready.cancelled() or ready.exception())
        self.was_ready = False
        self.fault: ReformGraphError | None = None
        self.job: Job | None = None
        self.since = time.monotonic()
        self.deadline = math.inf

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
        fault = self.fault or fate(code or 0, self._late, self._pool.limits.seconds)
        if not self.ready.done():
            self.ready.set_exception(fault)
        self._fail(fault)
        self._pool.lost(self)

    def take(self, job: Job) -> None:
        """Answer a job."""
        self.job, job.worker = job, self
        seconds = self._pool.limits.seconds
        self.deadline = time.monotonic() + seconds if seconds else math.inf
        pipe = self._transport.get_pipe_transport(0) if self._transport is not None else None
        if pipe is not None:
            body = json.dumps({**job.request, "seconds": seconds or None}).encode()
            cast("asyncio.WriteTransport", pipe).write(frame(b"Q", body))

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
        """The time of its job is over."""
        self._late = True
        self.flow(True)
        self.kill()

    def _frame(self, kind: bytes, body: bytes) -> None:
        job = self.job
        if kind == b"S":
            self.was_ready = True
            self._pool.works()
            self.ready.set_result(json.loads(body))
            self._rest()
        elif job is None:
            if kind == b"X":
                self.fault = raised(json.loads(body))
        elif kind == b"H":
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
        elif kind == b"X":
            self._fail(raised(json.loads(body)))
            self._rest()

    def _rest(self) -> None:
        self.since = time.monotonic()
        self._pool.free(self)

    def _forget(self) -> None:
        self.job, self.deadline = None, math.inf

    def _fail(self, fault: ReformGraphError) -> None:
        job = self.job
        self._forget()
        if job is not None and not job.abandoned:
            job.receiver.failed(fault)


def was_late(fault: ReformGraphError) -> bool:
    """Whether a fault is that of a query that took too long."""
    return isinstance(fault, QueryError) and "time limit" in fault.what


def installs_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Have the loop stop on SIGINT and SIGTERM, where it can."""
    for name in ("SIGINT", "SIGTERM"):
        with contextlib.suppress(NotImplementedError, AttributeError, ValueError, RuntimeError):
            loop.add_signal_handler(getattr(signal, name), stop)
