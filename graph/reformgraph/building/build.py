"""Pages into a store: what is new or changed is read, what is unchanged is passed over.

The store after a build depends on the pages, the vocabulary and the decisions alone: not on the order, on
the number of processes, nor on how many builds it took.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from reformgraph._version import __version__
from reformgraph.adoption.decisions import Decisions, default_path, read_decisions
from reformgraph.adoption.digest import ArticleDigest
from reformgraph.adoption.ledger import PageState, State
from reformgraph.adoption.update import basis, derive
from reformgraph.building.code_version import code_version
from reformgraph.building.page_work import PageResult, Settings, Task, work_all
from reformgraph.errors import UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.reading.manifest import read_manifest
from reformgraph.reading.read_pages import PageFile, find_pages
from reformgraph.store import Store, open_store
from reformgraph.views.counts import describe
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

Progress = Callable[[int, int, str], None]

#: A generation is committed after so many pages, or so many seconds where pages are slow, and where
#: committing is slow, after so many times as long as it took.
COMMIT_PAGES, COMMIT_SECONDS = 2000, 120.0
_SHARE = 10
#: Bytes of N-Quads written at a time.
_BATCH_BYTES = 16_000_000
#: With fewer pages than this, starting processes costs more than it saves.
_FEW = 24


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did and what the store holds after it.

    Attributes
    ----------
    pages, articles, zones, reforms, reform_candidates, companies, claims, adoptions
        Totals of the store.
    added, changed, unchanged, pruned
        Numbers of pages.
    warnings, failures
        One message each; a page that failed is in the store as it was before, if it was.
    """

    pages: int
    articles: int
    zones: int
    reforms: int
    reform_candidates: int
    companies: int
    claims: int
    adoptions: int
    added: int
    changed: int
    unchanged: int
    pruned: int
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def build(
    paths: Sequence[str | os.PathLike[str]],
    store: str | os.PathLike[str] | Store,
    manifest: str | os.PathLike[str] | None = None,
    date: str | None = None,
    jobs: int = 1,
    prune: bool = False,
    progress: Progress | None = None,
    *,
    decisions: str | os.PathLike[str] | None = None,
    vocabulary: str | os.PathLike[str] | None = None,
    generated: str | None = None,
    base: str = BASE,
) -> BuildSummary:
    """Read pages into a store.

    Parameters
    ----------
    paths
        Files and folders.
    store
        Where to (see `open_store`), or a store open for writing, which stays open.
    manifest
        CSV of what is known of the pages.
    date
        Issue date, EDTF, of pages without one in the manifest.
    jobs
        Number of processes; 0 for one a processor where that pays.
    prune
        Also drop the pages that an earlier build found under the folders given now and that are gone.
    progress
        Called after each page with the number done, the number to do and the page id.
    decisions
        CSV of the user's decisions; by default the one beside the store folder.
    vocabulary
        CSV of reforms in the place of the bundled ones.
    generated
        Time to be told as the time of making (``xsd:dateTime``); left out by default, so that the same
        pages give the same bytes.

    Raises
    ------
    ReformGraphError
        If the arguments, manifest, decisions or store are wrong; a page that cannot be read is told in
        the summary instead. The store is then as it was.
    """
    settings = _settings(date, vocabulary, generated, base)
    words = load_vocabulary(settings.vocabulary)
    found = find_pages([Path(path) for path in paths], read_manifest(Path(manifest)) if manifest else None)
    location = store.location if isinstance(store, Store) else os.fspath(store)
    decided = read_decisions(Path(decisions) if decisions else default_path(location), base)
    if decisions and not Path(decisions).exists():
        raise UsageError("no such decisions file", where=str(decisions), cure="check the path")
    folders = {Path(path): Path(path).resolve() for path in paths if Path(path).is_dir()}
    if isinstance(store, Store):
        run = _Build(store, settings, words, decided)
        return run.run(found, folders, jobs, prune, progress)
    with open_store(location, read_only=False) as opened:
        run = _Build(opened, settings, words, decided)
        return run.run(found, folders, jobs, prune, progress)


def _settings(
    date: str | None, vocabulary: str | os.PathLike[str] | None, generated: str | None, base: str
) -> Settings:
    from reformgraph.reading.issue_date import is_partial_date

    if date is not None and not is_partial_date(date):
        raise UsageError(f"{date!r} is no date", cure="write YYYY-MM-DD, YYYY-MM or YYYY")
    return Settings(base, date, Path(vocabulary) if vocabulary else None, generated)


class _Build:
    """One run over a store that is open for writing."""

    def __init__(self, store: Store, settings: Settings, vocabulary: Vocabulary, decisions: Decisions) -> None:
        self._store, self._settings = store, settings
        self._vocabulary, self._decisions = vocabulary, decisions
        self._state = State(store, settings.base)
        self._minter = Minter(settings.base)
        self._basis = self._state.basis()
        self._anew = self._basis != basis(decisions)
        self._known = self._state.pages()
        self._old: dict[str, ArticleDigest] = {}
        self._new: dict[str, ArticleDigest] = {}
        self._dirty = False
        self._finishing = 0.0
        self._warnings: list[str] = []
        self._failures: list[str] = []
        self._added = self._changed = self._pruned = self._touched = 0

    def run(
        self, found: list[PageFile], folders: Mapping[Path, Path], jobs: int, prune: bool, progress: Progress | None
    ) -> BuildSummary:
        """Do it all and commit."""
        self._write_vocabulary()
        tasks, unchanged = self._plan(found, folders)
        self._read(tasks, unchanged, jobs, progress)
        if prune:
            self._prune({self._minter.page_graph(file.id) for file in found}, folders)
        counts = self._finish()
        return BuildSummary(
            **{key: value for key, value in counts.items() if key in BuildSummary.__dataclass_fields__},
            added=self._added,
            changed=self._changed,
            unchanged=unchanged,
            pruned=self._pruned,
            warnings=tuple(self._warnings),
            failures=tuple(self._failures),
        )

    # -- what there is to do -------------------------------------------------------------------------
    def _plan(self, found: list[PageFile], folders: Mapping[Path, Path]) -> tuple[list[Task], int]:
        """Pages to be read, and the number of those that are in the store already as they are."""
        tasks: list[Task] = []
        same = 0
        for file in found:
            try:
                content = sha256(file.path.read_bytes()).hexdigest()
            except OSError as fault:
                self._failures.append(f"{file.path}: the file cannot be read: {fault.strerror}")
                continue
            task = Task(file, self._minter.page_graph(file.id), self._key(file, content), _root(file, folders))
            known = self._known.get(task.page_graph)
            if known is None or known.key != task.key:
                tasks.append(task)
                continue
            same += 1
            if known.root != task.root:
                self._note_root(task.page_graph, known, task.root)
        return tasks, same

    def _key(self, file: PageFile, content: str) -> str:
        entry = file.entry
        told = [entry.date, entry.source, entry.edition, entry.url] if entry else []
        parts = [content, file.id, file.path.name, told, self._settings.date, self._settings.generated]
        parts += [self._vocabulary.version, __version__, code_version()]
        return sha256(json.dumps(parts).encode()).hexdigest()[:32]

    def _note_root(self, page_graph: str, known: PageState, root: str) -> None:
        old = list(self._state.record(page_graph, known, ()))
        new = list(self._state.record(page_graph, PageState(known.key, root), ()))
        self._store.patch(self._state.graph, remove=old, add=new)

    # -- reading and writing pages ---------------------------------------------------------------------
    def _read(self, tasks: list[Task], before: int, jobs: int, progress: Progress | None) -> None:
        batch: list[PageResult] = []
        size, written, last = 0, 0, time.monotonic()
        total = before + len(tasks)
        for done, result in enumerate(work_all(self._settings, tasks, _jobs(jobs, len(tasks))), start=before + 1):
            self._warnings.extend(result.warnings)
            if result.failure:
                self._failures.append(result.failure)
            else:
                batch.append(result)
                size += len(result.nquads)
            if size >= _BATCH_BYTES:
                self._write(batch)
                written, batch, size = written + len(batch), [], 0
            if progress is not None:
                progress(done, total, result.task.file.id)
            pause = max(COMMIT_SECONDS, _SHARE * self._finishing)
            if written and (written >= COMMIT_PAGES or time.monotonic() - last > pause):
                self._finish()
                written, last = 0, time.monotonic()
        self._write(batch)

    def _write(self, results: Iterable[PageResult]) -> None:
        """New pages in bulk; the graphs of changed ones are replaced one by one."""
        fresh: list[PageResult] = []
        changed = self._changed
        for result in results:
            self._soil()
            self._touched += 1
            if not self._anew:
                self._new.update((article.digest.graph, article.digest) for article in result.states())
            if result.task.page_graph in self._known:
                self._changed += 1
                self._replace(result)
            else:
                self._added += 1
                fresh.append(result)
            self._known[result.task.page_graph] = PageState(result.task.key, result.task.root)
        if fresh:
            self._store.add_nquads(b"".join(result.nquads for result in fresh))
            self._store.add([(self._state.graph, [t for result in fresh for t in self._recorded(result)])])
        if self._changed > changed:
            self._store.flush()

    def _replace(self, result: PageResult) -> None:
        page = result.task.page_graph
        graphs = result.triples()
        held = self._forgotten(page)
        old = list(self._state.recorded([page, *held]))
        self._store.drop(sorted(set(held) - {graph for graph, _ in graphs}))
        # The page goes last: until it is written, a build that was cut off finds the page changed.
        self._store.replace_all([*graphs[1:], graphs[0]])
        self._store.patch(self._state.graph, remove=old, add=self._recorded(result))

    def _recorded(self, result: PageResult) -> list[ox.Triple]:
        task = result.task
        return list(self._state.record(task.page_graph, PageState(task.key, task.root), result.states()))

    def _forgotten(self, page_graph: str) -> list[str]:
        """Article graphs a page has held, their digests kept for deriving; none of them is new any more."""
        held = self._state.holds(page_graph)
        if not self._anew:
            for graph, digest in self._state.digests(held).items():
                self._old.setdefault(graph, digest)
        return held

    def _prune(self, found: set[str], folders: Mapping[Path, Path]) -> None:
        roots = {_hashed(folder) for folder in folders.values()}
        gone = sorted(page for page, state in self._known.items() if state.root in roots and page not in found)
        for page in gone:
            self._soil()
            self._touched += 1
            held = self._forgotten(page)
            for graph in held:
                self._new.pop(graph, None)
            self._store.patch(self._state.graph, remove=self._state.recorded([page, *held]), add=[])
            self._store.drop([*held, page])
            del self._known[page]
        self._pruned = len(gone)

    # -- what rests on all pages -----------------------------------------------------------------------
    def _soil(self) -> None:
        """Say that the derived graph is out of step, until `_finish`."""
        if not self._dirty:
            self._dirty = True
            self._state.set_basis("")

    def _finish(self) -> dict[str, int]:
        """Bring the derived graph and the description in step and commit."""
        start = time.monotonic()
        pages = (self._touched, len(self._known))
        self._basis = derive(
            self._state, self._basis, self._old, self._new, self._decisions, pages, self._settings.base
        )
        self._touched, self._anew = 0, False
        self._old, self._new, self._dirty = {}, {}, False
        counts = describe(self._store, self._settings.base, self._vocabulary.version, self._settings.generated)
        self._store.commit()
        self._finishing = time.monotonic() - start
        return dict(counts)

    def _write_vocabulary(self) -> None:
        from reformgraph.rdf.page_quads import vocabulary_quads

        version = f"{self._vocabulary.version} {__version__}"
        if self._state.vocabulary() != version:
            for graph, triples in vocabulary_quads(self._settings.base, self._vocabulary).items():
                self._store.replace(graph, triples)
            self._state.set_vocabulary(version)


def _jobs(jobs: int, pages: int) -> int:
    if jobs < 0:
        raise UsageError(f"{jobs} processes cannot be had", cure="give 1 or more, or 0 for one a processor")
    return jobs or (1 if pages < _FEW else os.cpu_count() or 1)


def _root(file: PageFile, folders: Mapping[Path, Path]) -> str:
    """Hash of the folder given by the user that a page was found under, else of the one it stands in."""
    given = next((folder for folder in folders if folder in file.path.parents), None)
    return _hashed(folders[given] if given is not None else file.path.resolve().parent)


@lru_cache(maxsize=1024)
def _hashed(folder: Path) -> str:
    return sha256(folder.as_posix().encode("utf-8", "surrogatepass")).hexdigest()[:16]
