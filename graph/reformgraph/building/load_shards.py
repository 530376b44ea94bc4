"""The shards of a manifest into a store, as a build would have put their pages there."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyoxigraph as ox

from reformgraph.adoption.decisions import default_path, read_decisions
from reformgraph.adoption.ledger import State
from reformgraph.adoption.merge_checks import check_merges
from reformgraph.adoption.update import basis
from reformgraph.building.build_run import BuildRun, BuildSummary, Progress, to_fill
from reformgraph.building.interrupts import Interrupts
from reformgraph.building.page_plan import Planned
from reformgraph.building.page_work import PageResult, Settings
from reformgraph.building.shard_folder import MANIFEST, ShardFolder, ShardManifest
from reformgraph.building.shard_work import results_in
from reformgraph.errors import StoreError, UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary


def load_shards(
    manifest: str | os.PathLike[str],
    store: str | os.PathLike[str] | Store,
    progress: Progress | None = None,
) -> BuildSummary:
    """Put the pages of shards into a store, and make what follows from them; pages that are there stay.

    Parameters
    ----------
    manifest
        Path or address of the ``manifest.json`` that `distributed_build.build_shards` wrote.
    store
        Where to (see `open_store`), or a store open for writing, which stays open. Decisions are those beside it.

    Returns
    -------
    What was done, as of a build; a shard that is not as it was written is told as a failure, the others are loaded.

    Raises
    ------
    StoreError, UsageError
        If the manifest is none, or was made with another vocabulary.
    """
    folder, name = _parts(os.fspath(manifest))
    told = ShardManifest.from_json(folder.read(name), folder.path(name))
    location = store.location if isinstance(store, Store) else os.fspath(store)
    base = told.settings["base"] or ""
    decided = read_decisions(default_path(location), base)
    with ExitStack() as stack:
        words = stack.enter_context(_vocabulary(folder, told))
        opened = stack.enter_context(to_fill(store))
        check_merges(decided, opened, words, str(default_path(location) or ""), base)
        asked = stack.enter_context(Interrupts())
        settings = Settings(base, told.settings["date"], None, told.settings["generated"])
        run = BuildRun(opened, settings, words, decided, asked)
        shards = _Shards(folder, told, run.state)
        if told.derived and told.basis == basis(decided):
            run.made = _Derived(folder, told, shards)
        return run.run(shards, shards.results(), told.options, progress)


def _parts(manifest: str) -> tuple[ShardFolder, str]:
    """The folder of a manifest, and its name there."""
    if "://" not in manifest:
        path = Path(manifest)
        return ShardFolder(os.fspath(path.parent)), path.name
    folder, _, name = manifest.rpartition("/")
    return ShardFolder(folder), name


class _Shards(Planned):
    """The pages of all shards, read shard by shard."""

    def __init__(self, folder: ShardFolder, told: ShardManifest, state: State) -> None:
        super().__init__(failures=list(told.failures), passed=Counter(told.passed_over))
        self._folder, self._told, self._state = folder, told, state

    @property
    def due(self) -> int:
        """Number of pages in all shards."""
        return self._told.pages

    def results(self) -> Generator[PageResult, None, None]:
        """What came of the pages that the store does not hold as they are."""
        for name, files in sorted(self._told.shards.items()):
            try:
                found = {path.partition("/")[0]: self._folder.checked(path, file) for path, file in files.items()
                         if not path.startswith("statements/")}  # fmt: skip
                results = list(results_in(found["nquads"], found["pages"]))
            except StoreError as fault:
                self.failures.append(str(fault))
                continue
            except (ValueError, KeyError, TypeError, OSError) as fault:
                where = self._folder.path(name)
                raise StoreError("this shard is none that this version made", where=where) from fault
            for result in results:
                if self._state.page(result.task.page_graph) == result.task.state:
                    self.same += 1
                else:
                    yield result


class _Derived:
    """What the cluster has made of all articles, see `second_pass`."""

    def __init__(self, folder: ShardFolder, told: ShardManifest, shards: _Shards) -> None:
        self._folder, self._told, self._shards = folder, told, shards

    def fits(self, pages: int) -> bool:
        """Whether a store with so many pages holds those of all shards and no others."""
        told = self._told.failures
        return pages == self._told.pages and len(self._shards.failures) == len(told) and self._whole()

    def _whole(self) -> bool:
        try:
            for name, file in self._told.derived.items():
                self._folder.checked(name, file)
        except StoreError:
            return False
        return True

    def put(self, state: State) -> None:
        """Put it in the place of what the store holds of it."""
        files = sorted(self._told.derived)
        graph = Minter(self._told.settings["base"] or BASE).graph("derived")
        state.forget_sums()
        state.store.rewrite(graph, self._triples([name for name in files if name.endswith(".nq.gz")]))
        for name in files:
            if name.endswith("-groups.json"):
                state.regroup(state.groups(), json.loads(self._folder.read(name)))
            elif name.endswith(".json"):
                state.keep_told(json.loads(self._folder.read(name)))

    def _triples(self, files: Iterable[str]) -> Iterator[ox.Triple]:
        for name in files:
            data = gzip.decompress(self._folder.read(name))
            yield from (quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS))


@contextmanager
def _vocabulary(folder: ShardFolder, told: ShardManifest) -> Iterator[Vocabulary]:
    """The vocabulary that the shards were made with.

    Raises
    ------
    UsageError
        If this version has another one.
    """
    with tempfile.TemporaryDirectory() as temporary:
        path = None
        if told.vocabulary_file:
            path = Path(temporary, Path(told.vocabulary_file).name)
            path.write_bytes(folder.read(told.vocabulary_file))
        words = load_vocabulary(path)
        if words.version != told.vocabulary:
            raise UsageError(
                f"the shards were made with vocabulary {told.vocabulary} of version {told.software}, "
                f"this is {words.version}",
                where=folder.path(MANIFEST),
                cure="load them with the version that made them, or make them again",
            )
        yield words
