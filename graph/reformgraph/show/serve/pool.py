"""The worker processes: each answers one request at a time, and one past its limits is killed and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reformgraph.errors import QueryError, ReformGraphError, StoreError, UnavailableError
from reformgraph.show.serve.turns import PATIENCE, Job, Receiver, Turns
from reformgraph.show.serve.worker_process import WorkerProcess
from reformgraph.sparql.query_child import worker_command

#: What draws pages in the workers.
_RENDERER = "reformgraph.show.serve.resource"
#: Seconds that a request waits before another worker is started for it, and an idle extra one lives.
_GROW, _SHRINK = 0.1, 60.0
#: Seconds after which the worker of a client that went away is killed.
_ABANDON = 0.5
#: Seconds before a worker is started after one that failed: doubled with each that fails, to a most.
_FIRST_DELAY, _LAST_DELAY = 0.2, 5.0
#: Workers that must have failed in a row for requests not to wait for the next one; fewer where the store is to blame.
_GIVE_UP = 3


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
    started: int = 0
    _turns: Turns = field(init=False)
    _workers: set[WorkerProcess] = field(default_factory=set)
    _idle: list[WorkerProcess] = field(default_factory=list)
    _closing: bool = False
    _starting: int = 0
    _faults: int = 0
    _not_before: float = 0.0
    _fault: ReformGraphError | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._turns = Turns(self.most)

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

    @property
    def seconds(self) -> float:
        """Time limit of an answer."""
        return self.limits.seconds

    @property
    def works(self) -> bool:
        """Whether there is a worker that has opened the store."""
        return any(worker.was_ready for worker in self._workers)

    @property
    def size(self) -> int:
        """Number of workers."""
        return len(self._workers)

    def submit(self, request: Mapping[str, Any], receiver: Receiver, client: str = "", *, long: bool = False) -> Job:
        """Have a request answered; `long` where it may take all the time there is.

        Raises
        ------
        UnavailableError
            Where too many wait already, or no worker can open the store.
        """
        if self._out:
            raise self._outage()
        if not self._turns.has_room(client):
            raise UnavailableError("too many requests wait already", cure="ask again in a moment")
        job = Job(request, receiver, time.monotonic(), client, long)
        if self._idle and self._turns.may_start(job):
            self._give(self._idle.pop(), job)
        else:
            self._turns.wait(job)
        return job

    def abandon(self, job: Job) -> None:
        """The client of a job is gone."""
        job.abandoned = True
        if job.worker is None:
            self._turns.leave(job)
        else:
            worker = job.worker
            worker.flow(True)
            asyncio.get_running_loop().call_later(_ABANDON, worker.drop, job)

    def renew(self) -> None:
        """The store has a new generation: no worker shall hold the old one longer than for the answer it is at."""
        for worker in self._workers:
            worker.stale = True
        for worker in self._idle:
            worker.renew()

    def began(self, job: Job) -> None:
        """A job is answered by a worker outside the pool, and counts among those of its client."""
        self._turns.start(job)

    # -- called by workers -------------------------------------------------------------------------
    def free(self, worker: WorkerProcess) -> None:
        """A worker has nothing to do."""
        if (job := self._turns.next()) is not None:
            self._give(worker, job)
            return
        if worker.stale:
            worker.renew()
        self._idle.append(worker)

    def done(self, job: Job) -> None:
        """A job has given its worker back."""
        self._turns.finish(job)

    def opened(self) -> None:
        """A worker has opened the store."""
        self._faults, self._not_before = 0, 0.0

    def lost(self, worker: WorkerProcess) -> None:
        """A worker has ended."""
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if self._closing:
            return
        if not worker.was_ready:
            self._failed(worker.fault)
        if len(self._workers) + self._starting < self.least:
            self._grow()

    def _failed(self, fault: ReformGraphError | None) -> None:
        """A worker could not start; where none is left, those who wait are told."""
        self._fault, now = fault, time.monotonic()
        if now >= self._not_before:  # those that end together are one failure
            self._not_before = now + min(_LAST_DELAY, _FIRST_DELAY * 2**self._faults)
            self._faults = min(self._faults + 1, 30)
        if self._out:
            for job in self._turns.all():
                job.receiver.failed(self._outage())

    @property
    def _out(self) -> bool:
        """Whether no worker is there, and none is to be expected soon."""
        if self._workers or self._starting or not self._faults:
            return False
        return isinstance(self._fault, StoreError) or self._faults >= _GIVE_UP

    def _outage(self) -> ReformGraphError:
        told = self._fault if isinstance(self._fault, StoreError) else None
        return UnavailableError(
            told.what if told else "no worker process can be started",
            where=told.where if told else "",
            cure="the server tries again by itself",
        )

    # -- number of workers -------------------------------------------------------------------------
    def tick(self) -> None:
        """Stop what is past its time, start workers where requests wait, end those long idle; called often."""
        now = time.monotonic()
        for worker in list(self._workers):
            if now > worker.deadline:
                worker.stop()
        for job in self._turns.overdue(now):
            told = UnavailableError(f"no worker was free for {PATIENCE:g} s", cure="ask again later, or ask for less")
            job.receiver.failed(told)
        if len(self._workers) + self._starting < self.least or self._needs_more(now):
            self._grow()
        if self._idle and len(self._workers) > self.least and now - self._idle[0].since >= _SHRINK:
            self._idle.pop(0).kill()

    def _needs_more(self, now: float) -> bool:
        """Whether somebody waits for a worker, or would have to: one is kept ready for pages."""
        if self._idle or self._starting:
            return False
        waits = self._turns.next()
        if waits is not None:
            return now - waits.asked > _GROW
        return all(now - worker.since > _GROW for worker in self._workers)

    def _give(self, worker: WorkerProcess, job: Job) -> None:
        self._turns.start(job)
        worker.take(job)

    def _grow(self) -> None:
        full = len(self._workers) + self._starting >= self.most
        if self._closing or full or time.monotonic() < self._not_before:
            return
        self._starting += 1
        task = asyncio.get_running_loop().create_task(self._started())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _started(self) -> None:
        try:
            worker = await self._spawn()
        except OSError as fault:
            self._starting -= 1
            self._failed(StoreError(f"no worker process can be started: {fault.strerror or fault}"))
            return
        self._starting -= 1
        with contextlib.suppress(ReformGraphError):
            await worker.ready

    async def _spawn(self) -> WorkerProcess:
        command, environment = worker_command(self.location, self.limits.memory, _RENDERER)
        loop = asyncio.get_running_loop()
        self.started += 1
        _, worker = await loop.subprocess_exec(
            lambda: WorkerProcess(self), *command, stdin=-1, stdout=-1, stderr=-3, env=environment
        )
        self._workers.add(worker)
        return worker


def was_late(fault: ReformGraphError) -> bool:
    """Whether a fault is that of a query that took too long."""
    return isinstance(fault, QueryError) and "time limit" in fault.what
