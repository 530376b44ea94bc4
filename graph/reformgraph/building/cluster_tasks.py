"""Tasks at a cluster of Dask: sent a few at a time and waited for; a cluster that is gone, or an interrupt, is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from reformgraph.building.interrupts import Interrupts
from reformgraph.errors import StoreError, UnavailableError

if TYPE_CHECKING:
    from distributed import Client

#: Tasks at a cluster for each thread of its workers: one at work and one waiting.
AHEAD = 2
#: Seconds after which an interrupt, or a scheduler that is gone, is noticed at the latest.
_POLL_SECONDS = 1.0

#: A function of a module that the workers have, and its arguments.
Call = tuple[Callable[..., Any], tuple[Any, ...]]


def submit(client: Client, name: str, call: Call) -> Any:
    """Send a task; its key is its own each time, for one that failed is known to the scheduler for a while."""
    task, given = call
    return client.submit(task, *given, key=f"{name}-{uuid4().hex}", pure=False)


def ended(client: Client, futures: list[Any], asked: Interrupts) -> Iterable[Any]:
    """Those of the futures that have ended; none where nothing happened for a second.

    Raises
    ------
    UnavailableError
        If the cluster is lost.
    KeyboardInterrupt
        If an interrupt came.
    """
    from distributed import wait

    try:
        found = wait(futures, timeout=_POLL_SECONDS, return_when="FIRST_COMPLETED").done
    except TimeoutError:
        found = set()
    except Exception as fault:  # the scheduler is lost, which cancels what was sent
        raise gone(fault) from fault
    if asked.asked:
        raise KeyboardInterrupt
    if client.status not in ("running", "connecting"):
        raise gone(RuntimeError("the scheduler is gone"))
    return sorted(found, key=lambda future: str(future.key))


def outcomes(client: Client, asked: Interrupts, calls: Iterable[tuple[Any, Call]]) -> Iterator[tuple[Any, Any]]:
    """What came of each call, by its label, as they end; Dask gives those of a lost worker to others.

    Raises
    ------
    StoreError
        If a call kills every worker that it is given to.
    """
    from distributed import KilledWorker

    rest, sent = iter(calls), dict[Any, Any]()
    while True:
        room = (sum(client.nthreads().values()) or 1) * AHEAD - len(sent)
        for label, call in islice(rest, max(room, 0)):
            sent[submit(client, call[0].__name__, call)] = label
        if not sent:
            return
        for future in ended(client, list(sent), asked):
            label = sent.pop(future)
            try:
                found = future.result()
            except KilledWorker as fault:
                cure = "give the workers more memory, then run the same command again: what is finished is kept"
                raise StoreError(f"the processes at {label} died again and again", cure=cure) from fault
            except Exception as fault:  # our own part raises nothing: the cluster failed
                raise gone(fault) from fault
            yield label, found


def gone(fault: BaseException) -> UnavailableError:
    """That the cluster failed."""
    return UnavailableError(
        f"the cluster failed: {' '.join(f'{type(fault).__name__}: {fault}'.split())}",
        cure="run the same command again: what is finished is kept",
    )
