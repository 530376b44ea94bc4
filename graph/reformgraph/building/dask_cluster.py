"""A cluster of Dask, there already or made of processes of this machine, whose workers are those they should be."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reformgraph.building.page_work import Settings
from reformgraph.building.shard_work import Versions, versions
from reformgraph.errors import MissingExtraError, UnavailableError, UsageError

if TYPE_CHECKING:
    from distributed import Client

#: Seconds in which a scheduler must answer, and in which a first worker must come.
CONNECT_SECONDS, WORKER_SECONDS = 10.0, 60.0


@contextmanager
def connected(cluster: str) -> Iterator[Client]:
    """A client of the cluster; what it sent is cancelled at the end."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as fault:
        raise MissingExtraError("distributed", "scale") from fault
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):  # what matters is told by our own messages
            logging.getLogger(name).setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        if cluster.startswith("local:"):
            number = _number(cluster)
            target = stack.enter_context(
                LocalCluster(
                    n_workers=number, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.CRITICAL
                )
            )
        else:
            target = cluster
            _check_reach(cluster)
        try:
            client = stack.enter_context(Client(target, timeout=CONNECT_SECONDS))
            client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except (OSError, ValueError, TimeoutError) as fault:
            raise _unreachable(cluster, fault) from fault
        yield client


def _check_reach(cluster: str) -> None:
    """Try the address first: a client of Dask that cannot connect is left behind half made, and may hang later ones."""
    parts = urlsplit(cluster)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if parts.scheme not in ("tcp", "tls") or not host or not port:
        raise _no_cluster(cluster)
    try:
        socket.create_connection((host, port), CONNECT_SECONDS).close()
    except OSError as fault:
        raise _unreachable(cluster, fault) from fault


def _unreachable(cluster: str, fault: BaseException) -> UnavailableError:
    told = " ".join(str(fault).split())
    cure = "start dask scheduler and dask worker there, or try --cluster local:2"
    return UnavailableError(f"no scheduler with workers is there: {told}", where=cluster, cure=cure)


def _no_cluster(cluster: str) -> UsageError:
    return UsageError(f"{cluster!r} is no cluster", cure="write tcp://host:8786, or local:2 for two processes here")


def gone(fault: BaseException) -> UnavailableError:
    """What to tell of a cluster that failed."""
    return UnavailableError(
        f"the cluster failed: {' '.join(f'{type(fault).__name__}: {fault}'.split())}",
        cure="run the same command again: what is finished is kept",
    )


def _number(cluster: str) -> int:
    number = cluster.removeprefix("local:")
    if not number.isdecimal() or not int(number):
        raise _no_cluster(cluster)
    return int(number)


def check_workers(client: Client, wanted: Versions, settings: Settings) -> None:
    """Refuse workers that would read pages in another way."""
    try:
        found: dict[str, Versions] = client.run(versions, settings)
    except Exception as fault:  # whatever a worker cannot do, such as import reformgraph
        told = " ".join(f"{type(fault).__name__}: {fault}".split())
        raise UsageError(
            f"the workers cannot do this: {told}", cure="install the same reformgraph[scale] there"
        ) from fault
    for address, theirs in sorted(found.items()):
        if theirs != wanted:
            raise other_version(f"worker {address}", theirs, wanted)


def other_version(who: str, theirs: Versions, ours: Versions) -> UsageError:
    """What to tell of a worker that would read pages in another way."""
    return UsageError(
        f"{who} has reformgraph {_version(theirs)}, this is {_version(ours)}",
        cure="install the same version, and the same --vocabulary, on all machines",
    )


def _version(one: Versions) -> str:
    return f"{one.software} (code {one.code}, vocabulary {one.vocabulary})"
