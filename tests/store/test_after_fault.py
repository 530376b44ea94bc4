"""After a fault a notebook goes on: it opens the store again, while the process still holds the engine that failed."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from reformgraph.building.build import build
from reformgraph.errors import StoreError
from reformgraph.exchange.export import export_nquads
from reformgraph.iri import BASE
from reformgraph.samples import sample_pages
from reformgraph.store import open_store
from reformgraph.store.embedded import FolderWriter
from reformgraph.store.generations import all_generations
from reformgraph.store.repair import repair

GRAPH = BASE + "graph/一"
TRIPLE = ox.Triple(ox.NamedNode(BASE + "a"), ox.NamedNode(BASE + "b"), ox.Literal("c"))
#: As the engine reports it, and as the system does.
FAULTS = {"engine": OSError("IO error: No space left on device"), "system": OSError(errno.ENOSPC, "No space left")}
by_fault = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


class Failing:
    """An engine of which some ways to write fail."""

    def __init__(self, engine: ox.Store, fault: OSError, *names: str) -> None:
        self._engine, self._fault, self._names = engine, fault, names

    def __getattr__(self, name: str) -> Any:
        return self._fail if name in self._names else getattr(self._engine, name)

    def _fail(self, *_: object, **__: object) -> None:
        raise self._fault


def opened(folder: Path) -> FolderWriter:
    store = open_store(folder, read_only=False)
    assert isinstance(store, FolderWriter)
    return store


def failing(folder: Path, fault: OSError, *names: str) -> FolderWriter:
    store = opened(folder)
    store._engine = Failing(store.engine, fault, *names)  # type: ignore[assignment]  # stands in for it
    return store


def exported(folder: Path) -> bytes:
    with open_store(folder) as store:
        return b"".join(export_nquads(store))


def write(store: FolderWriter) -> None:
    store.replace(GRAPH, [TRIPLE])


def write_and_commit(store: FolderWriter) -> None:
    write(store)
    store.commit()


@by_fault
@pytest.mark.parametrize(
    ("name", "act"), [("extend", write), ("flush", write_and_commit), ("backup", write_and_commit)]
)
def test_the_store_is_opened_again(
    tmp_path: Path, fault: OSError, name: str, act: Callable[[FolderWriter], None]
) -> None:
    folder = tmp_path / "s"
    opened(folder).close()
    for _ in range(2):
        store = failing(folder, fault, name)
        with pytest.raises(StoreError, match="No space left") as told:
            act(store)
        store.discard()
        assert told.tb  # and with it the engine is held, as by the last error of a notebook
        with opened(folder) as second:
            assert not second.triples(GRAPH)
        assert not list(folder.glob("work*"))
    with opened(folder) as second:
        write(second)
    with open_store(folder) as reader:
        assert reader.triples(GRAPH) == [TRIPLE]


@by_fault
def test_a_build_is_run_again(tmp_path: Path, fault: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, folder = sample_pages()[:2], tmp_path / "s"
    build(pages, tmp_path / "fresh")
    make = ox.Store
    with monkeypatch.context() as patched:
        patched.setattr(ox, "Store", lambda *path: Failing(make(*path), fault, "backup"))
        with pytest.raises(StoreError, match="No space left") as told:
            build(pages, folder)
    assert build(pages, folder).added == len(pages)
    assert told.tb
    assert exported(folder) == exported(tmp_path / "fresh")
    repair(folder)
    assert [path.name for path in all_generations(folder)] == [(folder / "CURRENT").read_text("utf-8").strip()]


@by_fault
def test_settling_that_fails_is_in_nobodys_way(tmp_path: Path, fault: OSError) -> None:
    folder = tmp_path / "s"
    with opened(folder) as store:
        write(store)
    before = (folder / "CURRENT").read_text("utf-8")
    store = failing(folder, fault, "optimize")
    store.settle()
    store.close()
    assert (folder / "CURRENT").read_text("utf-8") == before
    with opened(folder) as second:
        second.settle()
        assert second.triples(GRAPH) == [TRIPLE]


def test_settling_tells_of_damage(tmp_path: Path) -> None:
    store = failing(tmp_path / "s", OSError("Corruption: block checksum mismatch"), "optimize")
    store.commit()
    with pytest.raises(StoreError, match="damaged"):
        store.settle()
    store.close()


def test_an_engine_that_is_held_is_apart_from_the_writer_of_another_process(tmp_path: Path) -> None:
    """Its folder is gone, and the name never comes again: what it may still write meets no one."""
    folder = tmp_path / "s"
    store = failing(folder, FAULTS["engine"], "extend")
    held = store._work
    with pytest.raises(StoreError):
        write(store)
    store.discard()
    code = f"from reformgraph.store import open_store; print(open_store({str(folder)!r}, read_only=False)._work.name)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() != held.name
    opened(folder).close()
    assert not list(folder.glob("work*"))
