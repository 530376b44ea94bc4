"""Who is answered next: jobs that wait in, the one that may have a free worker out.

Pages are quick and queries may take their whole time limit, so some workers answer pages only, and one client
never has more than its share of the workers at queries, nor of the places in the queue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from reformgraph.errors import ReformGraphError

if TYPE_CHECKING:
    from reformgraph.show.serve.worker_process import WorkerProcess

#: Requests that may wait for a worker; one client may have half of the places.
MAX_WAITING = 512
#: Seconds that a request may wait for a worker.
PATIENCE = 10.0


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
    """A request, where its answer goes, who asks, and whether it may take long; `asked` is the time of asking."""

    request: Mapping[str, Any]
    receiver: Receiver
    asked: float
    client: str = ""
    long: bool = False
    worker: WorkerProcess | None = None
    abandoned: bool = False


@dataclass
class Turns:
    """The queue, and what each client has running.

    Parameters
    ----------
    most
        Number of workers that there may be.
    """

    most: int
    _waiting: list[Job] = field(default_factory=list)
    _running: Counter[str] = field(default_factory=Counter)

    @property
    def for_long(self) -> int:
        """Workers that long jobs may have together; the rest is kept for pages."""
        return max(1, self.most - max(1, self.most // 4))

    @property
    def share(self) -> int:
        """Workers that the long jobs of one client may have."""
        return max(1, (self.for_long + 1) // 2)

    def __len__(self) -> int:
        return len(self._waiting)

    def has_room(self, client: str) -> bool:
        """Whether one more job of a client may wait."""
        if len(self._waiting) < MAX_WAITING // 2:
            return True
        own = sum(job.client == client for job in self._waiting)
        return len(self._waiting) < MAX_WAITING and own < MAX_WAITING // 2

    def wait(self, job: Job) -> None:
        """Put a job into the queue."""
        self._waiting.append(job)

    def may_start(self, job: Job) -> bool:
        """Whether a job may have a worker now."""
        if not job.long:
            return True
        return self._running.total() < self.for_long and self._running[job.client] < self.share

    def next(self) -> Job | None:
        """The job whose turn it is: pages first, then whose client has least running, then the oldest."""
        ready = [job for job in self._waiting if self.may_start(job)]
        return min(ready, key=lambda job: (job.long, self._running[job.client], job.asked), default=None)

    def start(self, job: Job) -> None:
        """A job gets a worker."""
        if job in self._waiting:
            self._waiting.remove(job)
        if job.long:
            self._running[job.client] += 1

    def finish(self, job: Job) -> None:
        """A job has given its worker back."""
        if job.long:
            self._running[job.client] -= 1
            if self._running[job.client] <= 0:
                del self._running[job.client]

    def leave(self, job: Job) -> None:
        """The client of a waiting job is gone."""
        if job in self._waiting:
            self._waiting.remove(job)

    def overdue(self, now: float) -> list[Job]:
        """Take out the jobs that have waited too long."""
        late = [job for job in self._waiting if now - job.asked > PATIENCE]
        self._waiting = [job for job in self._waiting if now - job.asked <= PATIENCE]
        return late

    def all(self) -> list[Job]:
        """Take out all that wait."""
        waiting, self._waiting = self._waiting, []
        return waiting
