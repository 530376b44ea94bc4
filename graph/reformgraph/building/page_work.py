"""The part of a build that runs once a page, in this process or in several."""

from __future__ import annotations

import gzip
import io
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from reformgraph.adoption.digest import ArticleDigest, body, digest
from reformgraph.adoption.ledger import ArticleState, PageState, State, state_graph
from reformgraph.adoption.reprints import signature
from reformgraph.building.tally import Made, tally
from reformgraph.errors import ReformGraphError
from reformgraph.reading.read_pages import PageFile, read_page
from reformgraph.records import Page, PageExtraction
from reformgraph.store.base import in_graph
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

#: Pages in flight for each process: so many that none is idle while the store is written to, which takes seconds;
#: fewer where they have more bytes than this together, which bounds the memory of what waits.
_AHEAD, _FEWEST_AHEAD, _BYTES_AHEAD = 64, 4, 16 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all pages of a build."""

    base: str
    date: str | None
    vocabulary: Path | None
    generated: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """One page to be read and what its bookkeeping will say."""

    file: PageFile
    page_graph: str
    state: PageState


@dataclass(frozen=True, slots=True)
class PageResult:
    """What came of a page.

    Attributes
    ----------
    graphs
        IRIs of its graphs, the page first; empty where the page failed.
    nquads, size
        Their content and what is to be written down of it in the bookkeeping, compressed (gzip), and its bytes
        before.
    articles
        Graph IRI and digest, as JSON, of each article.
    failure
        Why the page could not be read, or empty.
    counted
        What it adds to the counts of the store, see `tally`.
    """

    task: Task
    graphs: tuple[str, ...] = ()
    nquads: bytes = b""
    size: int = 0
    articles: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    failure: str = ""
    counted: Mapping[str | Made, int] = field(default_factory=dict)

    def digests(self) -> dict[str, ArticleDigest]:
        """Digests of the articles by graph."""
        return {graph: ArticleDigest.from_json(graph, text) for graph, text in self.articles}

    def triples(self, ledger: str) -> tuple[list[tuple[str, list[ox.Triple]]], list[ox.Triple]]:
        """Graphs with their triples, the page first; and those of the bookkeeping, the graph named `ledger`."""
        found: dict[str, list[ox.Triple]] = {graph: [] for graph in (*self.graphs, ledger)}
        for quad in ox.parse(gzip.decompress(self.nquads), format=ox.RdfFormat.N_QUADS):
            found[quad.graph_name.value].append(quad.triple)
        record = found.pop(ledger)
        return list(found.items()), record


def work(settings: Settings, task: Task) -> PageResult:
    """Read a page and extract what it says; whatever goes wrong is told in the result."""
    try:
        return _work(settings, task)
    except ReformGraphError as fault:
        return PageResult(_light(task), failure=str(fault) if fault.where else f"{task.file.where}: {fault}")
    except Exception as fault:  # one page must never stop the others
        told = " ".join(f"{type(fault).__name__}: {fault}".split())
        return PageResult(_light(task), failure=f"{task.file.where}: the page could not be worked through ({told})")


def _light(task: Task) -> Task:
    """The task without the bytes of its page, which need not travel back."""
    return replace(task, file=replace(task.file, data=None)) if task.file.data is not None else task


def _work(settings: Settings, task: Task) -> PageResult:
    from reformgraph.rdf.page_quads import page_quads

    vocabulary = load_vocabulary(settings.vocabulary)
    found = _extracted(read_page(task.file, settings.date), vocabulary)
    quads = page_quads(found, settings.base, vocabulary, settings.generated)
    articles: list[ArticleState] = []
    for graph, triples in quads.items():
        if graph != task.page_graph and (made := digest(graph, triples)) is not None:
            articles.append(ArticleState(made, signature(body(triples))))
    record = list(State.record(task.page_graph, task.state, articles))
    nquads = _serialised({**quads, state_graph(settings.base): record})
    warnings = [f"{task.file.where}: {warning}" for warning in found.warnings]
    if not found.extractions and not warnings:
        warnings.append(f"{task.file.where}: no article was found on this page")
    return PageResult(
        _light(task),
        tuple(quads),
        gzip.compress(nquads, compresslevel=1, mtime=0),
        len(nquads),
        tuple((article.digest.graph, article.digest.to_json()) for article in articles),
        tuple(warnings),
        counted=tally(quads.values()),
    )


def _extracted(page: Page, vocabulary: Vocabulary) -> PageExtraction:
    from reformgraph.extraction.article import extract_page

    return extract_page(page, vocabulary)


def _serialised(graphs: Mapping[str, Iterable[ox.Triple]]) -> bytes:
    quads = (quad for graph, triples in graphs.items() for quad in in_graph(ox.NamedNode(graph), triples))
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def zipped(parts: Iterable[bytes]) -> BinaryIO:
    """The content of several gzip files, one after the other, as a stream."""
    return gzip.GzipFile(fileobj=io.BytesIO(b"".join(parts)))  # type: ignore[return-value]


def work_all(
    settings: Settings, tasks: Iterable[Task], jobs: int, at_hand: Mapping[str, PageResult] | None = None
) -> Generator[PageResult, None, None]:
    """Results in the order of the tasks, worked out by `jobs` processes (this one alone where it is 1).

    Results `at_hand`, by the graph of their page, are taken where they were made of the same page.
    """
    if jobs <= 1:
        for task in tasks:
            made = (at_hand or {}).get(task.page_graph)
            yield made if made is not None and made.task.state == task.state else work(settings, task)
        return
    rest = iter(tasks)
    begun: deque[tuple[Task, Future[PageResult]]] = deque()
    while True:
        try:
            yield from _pooled(settings, rest, begun, jobs)
            return
        except BrokenProcessPool:  # a process died: find the page that kills it, one page at a time
            yield from _one_by_one(settings, begun)


def _pooled(
    settings: Settings, tasks: Iterator[Task], begun: deque[tuple[Task, Future[PageResult]]], jobs: int
) -> Iterator[PageResult]:
    """Results of a pool; a task stays in `begun` until its result is there."""
    pool = _pool(jobs)
    weights: deque[int] = deque()
    try:
        for task in tasks:
            begun.append((task, pool.submit(work, settings, task)))
            weights.append(_weight(task))
            while len(begun) >= jobs * (_AHEAD if sum(weights) < _BYTES_AHEAD else _FEWEST_AHEAD):
                weights.popleft()
                yield _first(begun)
        while begun:
            yield _first(begun)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _weight(task: Task) -> int:
    """Bytes of a page; 0 where they are not known before it is read."""
    if task.file.data is not None:
        return len(task.file.data)
    try:
        return task.file.path.stat().st_size
    except OSError:
        return 0


def _first(begun: deque[tuple[Task, Future[PageResult]]]) -> PageResult:
    result = begun[0][1].result()
    begun.popleft()
    return result


def _one_by_one(settings: Settings, begun: deque[tuple[Task, Future[PageResult]]]) -> Iterator[PageResult]:
    """Results of the pages that a pool left behind, each alone in a process, so that the one that kills is told."""
    pool = _pool(1)
    try:
        while begun:
            task, before = begun.popleft()
            if before.done() and not before.cancelled() and before.exception() is None:
                yield before.result()
                continue
            try:
                yield pool.submit(work, settings, task).result()
            except BrokenProcessPool:
                yield PageResult(task, failure=f"{task.file.where}: the process that read this page died")
                pool.shutdown(wait=False)
                pool = _pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Leave interrupts to the parent, which ends its processes itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
