"""Connections lent to workers that answer them themselves, and taken back from one that is slow, dead or done.

A query that goes through the server costs it more than the engine. So a connection that asks one small query
after another is lent to a worker, which reads and answers it without the server. What such a worker cannot answer at
once the server takes over, with all limits that hold for other answers, and with it all else lent to that worker.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, cast

from reformgraph.show.serve.direct_worker import LOAN
from reformgraph.show.serve.guard import Guard
from reformgraph.show.serve.http_request import Request
from reformgraph.show.serve.http_server import Connection
from reformgraph.show.serve.loan_board import READS, RUNS, SENDS, Board, can_lend, new_file
from reformgraph.show.serve.pool import Pool
from reformgraph.show.serve.turns import Job
from reformgraph.show.serve.worker_process import WorkerProcess
from reformgraph.sparql.query_child import worker_command

_MODULE = "reformgraph.show.serve.direct_worker"
#: Seconds that a query may run before the server takes it over, with all else that its worker was lent.
_PATIENCE = 0.05
#: Connections that one worker may be lent.
_MOST_LENT = 64
#: Seconds before a worker is started after one that could not, and after which one without connections is ended.
_AGAIN, _SHRINK = 5.0, 60.0

#: Makes the job of a request that is answered elsewhere.
TakeOver = Callable[[Request, Connection], Job]


class Lender(Protocol):
    """Who lends connections."""

    def back(self, worker: DirectProcess, loan: int, unread: bytes, unsent: bytes) -> None:
        """A worker has given a connection back."""

    def taken_over(self, worker: DirectProcess, loan: int, request: bytes) -> None:
        """The frames of the answer to this request come next."""

    def recover(self, worker: DirectProcess) -> None:
        """A worker has ended."""


class DirectProcess(WorkerProcess):
    """A worker that answers the connections lent to it."""

    def __init__(self, owner: Loans) -> None:
        super().__init__(owner)
        self._lender: Lender = owner
        self._file = new_file()
        self.board = Board(self._file.fileno())
        self.control, self.far_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.control.setblocking(False)
        self.lent: dict[int, Connection] = {}

    @property
    def descriptors(self) -> tuple[int, int]:
        """What the process is to inherit: its page, and where connections come from."""
        return self._file.fileno(), self.far_end.fileno()

    def connection_lost(self, exc: Exception | None) -> None:
        """All is read of the process."""
        self._lender.recover(self)
        super().connection_lost(exc)
        self.control.close()
        self.far_end.close()
        self._file.close()

    def _frame(self, kind: bytes, body: bytes) -> None:
        if kind in (b"B", b"W"):
            (loan,), rest = LOAN.unpack_from(body), body[LOAN.size :]
            self._lender.back(self, loan, rest if kind == b"B" else b"", rest if kind == b"W" else b"")
        elif kind == b"T":
            (loan,) = LOAN.unpack_from(body)
            self._lender.taken_over(self, loan, body[LOAN.size :])
        else:
            super()._frame(kind, body)


@dataclass
class Loans:
    """The workers that answer clients themselves.

    Parameters
    ----------
    pool
        Whose store, limits and turns hold here too.
    guard
        Names under which requests are answered.
    common
        Headers sent with every answer.
    take_over
        Makes the job of a request whose answer is to go through the server after all.
    """

    pool: Pool
    guard: Guard
    common: bytes
    take_over: TakeOver
    _workers: set[DirectProcess] = field(default_factory=set)
    _next: int = 1
    _starting: int = 0
    _not_before: float = 0.0
    _closing: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @staticmethod
    def possible(location: str) -> bool:
        """Whether connections can be lent here, to workers over this store."""
        return can_lend() and not location.startswith(("http://", "https://"))

    # -- what workers ask of their owner -----------------------------------------------------------
    @property
    def seconds(self) -> float:
        """Time limit of an answer."""
        return self.pool.limits.seconds

    def free(self, worker: WorkerProcess) -> None:
        """A worker has nothing to answer for the server."""

    def done(self, job: Job) -> None:
        """A job has given its worker back."""
        self.pool.done(job)

    def opened(self) -> None:
        """A worker has opened the store."""
        self._not_before = 0.0

    def lost(self, worker: WorkerProcess) -> None:
        """A worker has ended."""
        self._workers.discard(cast("DirectProcess", worker))
        if not worker.was_ready:
            self._not_before = time.monotonic() + _AGAIN

    # -- lending -----------------------------------------------------------------------------------
    def consider(self, connection: Connection) -> None:
        """Lend a connection if there is a worker for it; start one where there is not."""
        if self._closing:
            return
        ready = [one for one in self._workers if one.was_ready and one.job is None and len(one.lent) < _MOST_LENT]
        worker = min(ready, key=lambda one: len(one.lent), default=None)
        if (worker is None or worker.lent) and len(self._workers) + self._starting < self.pool.least:
            self._grow()
        if worker is None:
            return
        loan, self._next = self._next, self._next + 1
        try:
            socket.send_fds(worker.control, [LOAN.pack(loan)], [connection.lend()])
        except OSError:
            connection.take_back()
            return
        worker.lent[loan], worker.since = connection, time.monotonic()

    def back(self, worker: DirectProcess, loan: int, unread: bytes, unsent: bytes) -> None:
        """A worker has given a connection back."""
        worker.since = time.monotonic()
        if (connection := worker.lent.pop(loan, None)) is not None:
            connection.take_back(unread, unsent)

    def taken_over(self, worker: DirectProcess, loan: int, request: bytes) -> None:
        """The frames of the answer to this request come next."""
        if worker.job is None:
            self._take_over(worker, loan, request, time.monotonic())
        self._reclaim(worker, worker.board.revoked)

    def _take_over(self, worker: DirectProcess, loan: int, asked: bytes, since: float) -> None:
        """The query that a worker is at, and began at some time, becomes a job like others."""
        connection = worker.lent.pop(loan, None)
        request = connection.take_over(asked) if connection is not None else None
        if connection is None or request is None:
            return
        job = self.take_over(request, connection)
        job.worker, worker.job = worker, job
        worker.deadline = since + self.seconds if self.seconds else math.inf
        self.pool.began(job)

    def _reclaim(self, worker: DirectProcess, below: int) -> None:
        for loan in [loan for loan in worker.lent if loan < below]:
            worker.lent.pop(loan).take_back()

    def recover(self, worker: DirectProcess) -> None:
        """A worker has ended: the query it was at fails, an answer it was sending is broken off, the others go on."""
        now = worker.board.now()
        if now.state == RUNS and worker.job is None:
            self._take_over(worker, now.loan, worker.board.request(), now.since)
        elif now.state in (READS, SENDS) and now.loan in worker.lent:
            worker.lent[now.loan].abort()
        self._reclaim(worker, self._next)

    # -- time --------------------------------------------------------------------------------------
    def tick(self, *, ending: bool = False) -> None:
        """Take over what is slow, stop what is past its time, end workers long without clients; called often.

        Parameters
        ----------
        ending
            Take back all.
        """
        now = time.monotonic()
        for worker in list(self._workers):
            if now > worker.deadline:
                worker.stop()
            elif worker.lent:
                self._watch(worker, now, ending=ending)
            elif worker.job is None and worker.was_ready and now - worker.since > _SHRINK:
                worker.kill()

    def _watch(self, worker: DirectProcess, now: float, *, ending: bool) -> None:
        seen = worker.board.now()
        if not ending and (seen.state != RUNS or now - seen.since < _PATIENCE):
            return
        if not worker.board.try_lock():
            return
        worker.board.revoke(self._next)
        seen, request = worker.board.now(), worker.board.request()
        worker.board.unlock()
        if seen.state == RUNS and worker.job is None:
            self._take_over(worker, seen.loan, request, seen.since)
        self._reclaim(worker, self._next)

    # -- processes ---------------------------------------------------------------------------------
    def close(self) -> None:
        """End all workers."""
        self._closing = True
        for worker in list(self._workers):
            worker.kill()

    def _grow(self) -> None:
        if time.monotonic() < self._not_before:
            return
        self._starting += 1
        task = asyncio.get_running_loop().create_task(self._started())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _started(self) -> None:
        try:
            await self._spawn()
        except OSError:
            self._not_before = time.monotonic() + _AGAIN
        finally:
            self._starting -= 1

    async def _spawn(self) -> None:
        worker = DirectProcess(self)
        more = [str(one) for one in worker.descriptors]
        command, environment = worker_command(
            self.pool.location, self.pool.limits.memory, *more, json.dumps(self._rules()), module=_MODULE
        )
        with contextlib.closing(worker.far_end):
            await asyncio.get_running_loop().subprocess_exec(
                lambda: worker, *command, stdin=-1, stdout=-1, stderr=-3, env=environment,
                pass_fds=worker.descriptors,
            )  # fmt: skip
        self._workers.add(worker)

    def _rules(self) -> dict[str, object]:
        """What a worker must know to answer as the server does."""
        limits = self.pool.limits
        return {
            "names": sorted(self.guard.names), "addresses": self.guard.addresses, "cors": self.guard.cors,
            "common": self.common.decode("latin-1"), "seconds": limits.seconds or None,
            "rows": limits.rows or None, "size": limits.size or None,
        }  # fmt: skip
