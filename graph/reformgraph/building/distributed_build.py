"""Pages to shards on a cluster of Dask: this driver cuts the work into orders, workers write the shards.

What is finished stays: the record of a shard is written last, and a later run makes only what has none. Dask itself
gives the orders of a worker that is lost to others.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reformgraph.adoption.decisions import Decisions, given_decisions
from reformgraph.adoption.ledger import PagePlace, PageState
from reformgraph.building.build_run import Progress, key_basis
from reformgraph.building.cluster_tasks import AHEAD, ended, gone, submit
from reformgraph.building.interrupts import Interrupts
from reformgraph.building.page_plan import Plan
from reformgraph.building.page_sources import PathText, ToRead, what_to_read
from reformgraph.building.page_work import Task
from reformgraph.building.second_driver import Derived, SecondPass
from reformgraph.building.shard_folder import MANIFEST, VOCABULARY, Shard, ShardFolder, ShardManifest, mark
from reformgraph.building.shard_lock import driver_lock
from reformgraph.building.shard_work import Made, Order, Versions, make_shard, versions
from reformgraph.errors import MissingExtraError, StoreError, UnavailableError, UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.reading.addresses import is_address

if TYPE_CHECKING:
    from distributed import Client

#: Pages of a shard, and bytes that pages of archives, which travel with the order, may have together.
SHARD_PAGES, SHARD_BYTES = 500, 16_000_000
#: Seconds in which a scheduler must answer, and in which a first worker must come.
CONNECT_SECONDS, WORKER_SECONDS = 10.0, 60.0


@dataclass(frozen=True, slots=True)
class ShardSummary:
    """What came of a run.

    Attributes
    ----------
    manifest
        Address of the manifest, which `load_shards` takes.
    made, kept
        Numbers of shards made now, and finished before.
    pages, articles, claims
        What all of them hold.
    warnings, failures, passed_over
        As of a build.
    """

    manifest: str
    made: int
    kept: int
    pages: int
    articles: int
    claims: int
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)


def build_shards(
    paths: Sequence[PathText],
    cluster: str,
    shards: PathText,
    *,
    manifest: PathText | None = None,
    date: str | None = None,
    vocabulary: PathText | None = None,
    columns: Mapping[str, str] | None = None,
    follow_links: bool = False,
    generated: str | None = None,
    base: str = BASE,
    files_from: PathText | None = None,
    decisions: PathText | None = None,
    progress: Progress | None = None,
) -> ShardSummary:
    """Read pages on a cluster into a folder of shards, make what follows from them, and write the manifest.

    Parameters
    ----------
    cluster
        ``tcp://host:8786``, a scheduler of Dask whose workers have this version and see files and shards under the
        same paths; or ``local:4`` for four processes of this machine.
    shards
        Folder, or address of fsspec, for them.
    paths, manifest, date, vocabulary, columns, follow_links, generated, base, files_from, decisions, progress
        As for `build.build`.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.
    UnavailableError
        If the scheduler cannot be reached, or has no workers.
    UsageError
        If workers have other versions, or an argument is wrong.
    StoreError, KeyboardInterrupt
        If another driver holds the folder, or not all could be made; or an interrupt came. What is finished is kept.
    """
    folder, decided = ShardFolder(os.fspath(shards)), given_decisions(decisions, base)
    wanted = what_to_read(
        paths, manifest=manifest, date=date, vocabulary=vocabulary, columns=columns, follow_links=follow_links,
        generated=generated, base=base, files_from=files_from, leave_out=(decisions,),
    )  # fmt: skip
    with ExitStack() as stack:
        stack.enter_context(driver_lock(folder))
        asked = stack.enter_context(Interrupts())
        return _Driver(stack.enter_context(_connected(cluster)), folder, wanted, asked, decided).run(progress)


class _NothingHeld:
    """As `ledger.State`, of a store that holds no pages: what is done is known by the shards."""

    def page(self, page_graph: str) -> PageState | None:
        return None

    def page_at(self, place: PagePlace) -> PagePlace | None:
        return None


class _Driver:
    """One run over a folder that this driver holds."""

    def __init__(
        self, client: Client, folder: ShardFolder, wanted: ToRead, asked: Interrupts, decisions: Decisions
    ) -> None:
        self._decisions = decisions
        self._client, self._folder, self._wanted, self._asked = client, folder, wanted, asked
        self._versions = versions(wanted.settings)
        self._kept: list[Shard] = []
        self._made: list[Shard] = []
        self._warnings: list[str] = []
        self._failures: list[str] = []
        self._lost: list[str] = []

    def run(self, progress: Progress | None) -> ShardSummary:
        """Make what is missing and write the manifest."""
        _check_workers(self._client, self._versions, self._wanted)
        basis = key_basis(self._wanted.settings, self._wanted.vocabulary)
        plan = Plan(self._wanted.sources, Minter(self._wanted.settings.base), basis)
        plan.look(_NothingHeld(), prune=True, stop=lambda: self._asked.asked)
        self._keep(plan)
        held = {graph for shard in self._kept for graph in shard.marks}
        tasks = (task for task in plan.tasks() if task.page_graph not in held)
        self._send(self._orders(tasks), len(held), len(plan.wanted), progress)
        if self._lost:
            raise StoreError(
                f"{len(self._lost)} shards could not be made: {self._lost[0]}",
                where=self._folder.path(""),
                cure="run the same command again: what is finished is kept",
            )
        return self._finish(plan)

    def _keep(self, plan: Plan) -> None:
        """Find the finished shards of which every page is still as it was."""
        marks = {task.page_graph: mark(task.state) for task in plan.tasks()}
        seen: set[str] = set()
        for shard in self._folder.finished():
            if shard.marks.items() <= marks.items() and not shard.marks.keys() & seen:
                self._kept.append(shard)
                seen.update(shard.marks)

    def _orders(self, tasks: Iterable[Task]) -> Iterator[Order]:
        some: list[Task] = []
        size = 0
        for task in tasks:
            some.append(replace(task, file=replace(task.file, path=_everywhere(task.file.path))))
            size += len(task.file.data or b"")
            if len(some) >= SHARD_PAGES or size >= SHARD_BYTES:
                yield self._order(some)
                some, size = [], 0
        if some:
            yield self._order(some)

    def _order(self, tasks: Sequence[Task]) -> Order:
        name = sha256("".join(f"{task.page_graph} {mark(task.state)}\n" for task in tasks).encode()).hexdigest()[:16]
        return Order(self._folder.address, name, self._wanted.settings, tuple(tasks), self._versions)

    # -- the cluster -------------------------------------------------------------------------------
    def _send(self, orders: Iterator[Order], done: int, total: int, progress: Progress | None) -> None:
        """Have all orders done, a few for each thread at a time."""
        sent: dict[Any, Order] = {}
        again: list[Order] = []
        while True:
            self._fill(sent, again, orders)
            if not sent:
                return
            alone = len(sent) == 1
            for future in ended(self._client, list(sent), self._asked):
                order = sent.pop(future)
                parts = self._take(future, order, alone=alone)
                again += parts
                done += len(order.tasks) - sum(len(part.tasks) for part in parts)
                if progress is not None and not parts:
                    progress(done, total, order.tasks[-1].file.id)

    def _fill(self, sent: dict[Any, Order], again: list[Order], orders: Iterator[Order]) -> None:
        """Send orders until every thread has enough; those that are given anew first, each alone.

        Dask blames all orders that a worker held when it died, so who kills is found one by one.
        """
        if again:
            if not sent:
                self._submit(sent, again.pop())
            return
        threads = sum(self._client.nthreads().values()) or 1
        while len(sent) < threads * AHEAD:
            if (order := next(orders, None)) is None:
                return
            self._submit(sent, order)

    def _submit(self, sent: dict[Any, Order], order: Order) -> None:
        sent[submit(self._client, f"shard-{order.name}", (make_shard, (order,)))] = order

    def _take(self, future: Any, order: Order, *, alone: bool) -> list[Order]:
        """Note what came of an order; orders to be given anew where it killed its workers."""
        from distributed import KilledWorker

        try:
            made: Made = future.result()
        except KilledWorker:
            return self._divided(order) if alone else [order]
        except Exception as fault:  # our own part raises nothing: the cluster failed
            raise gone(fault) from fault
        if made.refused is not None:
            raise _other_version(f"a worker that came later, with shard {order.name},", made.refused, self._versions)
        self._warnings += made.warnings
        self._failures += made.failures
        if made.lost:
            self._lost.append(made.lost)
        if made.shard is not None:
            self._made.append(made.shard)
        return []

    def _divided(self, order: Order) -> list[Order]:
        """Halves of an order, until the page is alone that kills whoever reads it."""
        if len(order.tasks) == 1:
            self._failures.append(f"{order.tasks[0].file.where}: the process that read this page died")
            return []
        middle = len(order.tasks) // 2
        return [self._order(order.tasks[:middle]), self._order(order.tasks[middle:])]

    # -- the end ------------------------------------------------------------------------------------
    def _finish(self, plan: Plan) -> ShardSummary:
        shards = sorted([*self._kept, *self._made], key=lambda shard: shard.name)
        derived = self._derive(shards)
        self._folder.sweep(shards, derived.files)
        told = ShardManifest(
            **asdict(self._versions),
            settings={name: getattr(self._wanted.settings, name) for name in ("base", "date", "generated")},
            shards={shard.name: shard.files for shard in shards},
            options=self._wanted.options,
            failures=sorted([*plan.failures, *self._failures]),
            passed_over=dict(sorted(plan.passed.items())),
            vocabulary_file=self._write_vocabulary(),
            derived=derived.files,
            basis=derived.basis,
            pages=sum(len(shard.marks) for shard in shards),
            articles=sum(shard.articles for shard in shards),
            claims=sum(shard.claims for shard in shards),
        )
        self._folder.write(MANIFEST, told.to_json())
        return ShardSummary(
            self._folder.path(MANIFEST), len(self._made), len(self._kept), told.pages, told.articles, told.claims,
            tuple(self._warnings), tuple(told.failures), told.passed_over,
        )  # fmt: skip

    def _derive(self, shards: Sequence[Shard]) -> Derived:
        """What follows from several articles: made before, or now."""
        try:
            told = ShardManifest.from_json(self._folder.read(MANIFEST), self._folder.path(MANIFEST))
        except StoreError:
            told = None
        again = SecondPass(self._client, self._asked, self._folder, shards, self._wanted.settings, self._decisions)
        return again.run(told.derived if told else {}, told.basis if told else "")

    def _write_vocabulary(self) -> str:
        """Put a vocabulary of the user beside the shards; its path below the folder."""
        path = self._wanted.settings.vocabulary
        if path is None:
            return ""
        name = VOCABULARY + path.suffix
        self._folder.write(name, path.read_bytes())
        return name


@contextmanager
def _connected(cluster: str) -> Iterator[Client]:
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


def _everywhere(path: Path) -> Path:
    """A path that means the same to a worker, which stands in another folder."""
    return path if is_address(path) else path.absolute()


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


def _number(cluster: str) -> int:
    number = cluster.removeprefix("local:")
    if not number.isdecimal() or not int(number):
        raise _no_cluster(cluster)
    return int(number)


def _check_workers(client: Client, wanted: Versions, read: ToRead) -> None:
    """Refuse workers that would read pages in another way."""
    try:
        found: dict[str, Versions] = client.run(versions, read.settings)
    except Exception as fault:  # whatever a worker cannot do, such as import reformgraph
        told = " ".join(f"{type(fault).__name__}: {fault}".split())
        raise UsageError(
            f"the workers cannot do this: {told}", cure="install the same reformgraph[scale] there"
        ) from fault
    for address, theirs in sorted(found.items()):
        if theirs != wanted:
            raise _other_version(f"worker {address}", theirs, wanted)


def _other_version(who: str, theirs: Versions, ours: Versions) -> UsageError:
    return UsageError(
        f"{who} has reformgraph {_version(theirs)}, this is {_version(ours)}",
        cure="install the same version, and the same --vocabulary, on all machines",
    )


def _version(one: Versions) -> str:
    return f"{one.software} (code {one.code}, vocabulary {one.vocabulary})"
