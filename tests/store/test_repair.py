"""A store that is damaged is refused and never swept; `repair` finds the newest generation that is whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from reformgraph.cli import cli
from reformgraph.errors import StoreError
from reformgraph.store import generations, open_store
from reformgraph.store.repair import repair

TRIPLE = ox.Triple(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal("标准地"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s"
    with open_store(path, read_only=False) as opened:
        opened.replace("http://a/g", [TRIPLE])
    return path


def held(path: Path) -> int:
    with open_store(path) as opened:
        return opened.count()


def state(path: Path) -> set[str]:
    """Names of what is in the folder, the lock apart."""
    return {entry.name for entry in path.iterdir()} - {"LOCK"}


@pytest.mark.parametrize("lost", [["CURRENT"], ["FORMAT"], ["CURRENT", "FORMAT"], ["CURRENT", "FORMAT", "gen-1.json"]])
def test_a_lost_pointer_is_damage_and_repaired(store: Path, lost: list[str]) -> None:
    """A store without CURRENT was taken for an empty one, and its only generation swept away."""
    for name in lost:
        (store / name).unlink()
    before = state(store)
    for read_only in (True, False):
        with pytest.raises(StoreError, match="repair"):
            open_store(store, read_only=read_only)
        assert state(store) == before
    found = repair(store)
    assert (found.generation, found.quads, found.changed) == ("gen-1", 1, True)
    assert held(store) == 1
    with open_store(store, read_only=False) as opened:
        opened.replace("http://a/h", [TRIPLE])
    assert held(store) == 2


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"gen-77\n", b"gen-1\x00", b"{}", b"../gen-1"])
@pytest.mark.parametrize("name", ["CURRENT", "FORMAT", "gen-1.json"])
def test_overwritten_files_of_ours_are_told(store: Path, name: str, content: bytes) -> None:
    (store / name).write_bytes(content)
    before = state(store)
    for read_only in (True, False):
        with pytest.raises(StoreError, match="damaged"):
            open_store(store, read_only=read_only)
        assert state(store) == before


def test_before_the_first_commit_there_is_nothing_to_lose(tmp_path: Path) -> None:
    path = tmp_path / "s"
    opened = open_store(path, read_only=False)
    opened.replace("http://a/g", [TRIPLE])
    opened.discard()
    (path / "gen-1").mkdir()  # as a writer leaves it that is killed in its first commit
    with pytest.raises(StoreError, match="no build has finished"):
        open_store(path)
    with open_store(path, read_only=False) as again:
        again.replace("http://a/g", [TRIPLE])
    assert held(path) == 1


def test_the_newest_whole_one_is_taken(store: Path) -> None:
    shutil.copytree(store / "gen-1", store / "gen-3")
    shutil.copytree(store / "gen-1", store / "gen-2")
    largest = max((store / "gen-3").glob("*.sst"), key=lambda entry: entry.stat().st_size)
    largest.write_bytes(b"\x00" * largest.stat().st_size)
    (store / "CURRENT").unlink()
    found = repair(store)
    assert found.generation == "gen-2"
    assert [name for name, _ in found.unreadable] == ["gen-3"]
    assert (store / "gen-3").is_dir()
    assert held(store) == 1


def test_a_store_that_is_whole_stays(store: Path) -> None:
    shutil.copytree(store / "gen-1", store / "gen-2")  # of a writer that was killed before it moved the pointer
    before = state(store)
    found = repair(store)
    assert (found.generation, found.changed) == ("gen-1", False)
    assert state(store) == before


def test_what_cannot_be_repaired_is_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        repair(tmp_path / "none")
    writer = open_store(store, read_only=False)
    with pytest.raises(StoreError, match="another process"):
        repair(store)
    writer.close()
    for entry in store.glob("gen-*/*.sst"):
        entry.write_bytes(b"")
    with pytest.raises(StoreError, match="no generation can be read"):
        repair(store)


def test_the_command(store: Path) -> None:
    (store / "CURRENT").unlink()
    refused = CliRunner().invoke(cli, ["info", "--store", str(store)])
    assert isinstance(refused.exception, StoreError)
    done = CliRunner().invoke(cli, ["repair", "--store", str(store)])
    assert done.exit_code == 0
    assert "gen-1" in done.stderr
    assert CliRunner().invoke(cli, ["info", "--store", str(store)]).exit_code == 0


#: Reads a store in every way there is; anything but an error of ours is a traceback for the user.
READ = """
import sys
from reformgraph.errors import ReformGraphError
from reformgraph.sparql.sandbox import bound_memory
from reformgraph.store import open_store
bound_memory(2 << 30)
for work in (lambda s: list(s.quads()), lambda s: s.graphs(), lambda s: s.count(),
             lambda s: s.select("SELECT * { ?s ?p ?o }"),
             lambda s: s.construct("CONSTRUCT WHERE { ?s ?p ?o }"), lambda s: s.ask("ASK { ?s ?p 1 }")):
    try:
        with open_store(sys.argv[1]) as store:
            work(store)
    except ReformGraphError as fault:
        assert "\\n" not in str(fault)
try:
    with open_store(sys.argv[1], read_only=False) as store:
        store.replace("http://a/h", list(store.triples("http://a/g")))
except ReformGraphError as fault:
    assert "\\n" not in str(fault)
"""


SORTED = "SELECT * { ?s ?p ?o } ORDER BY ?o"


def flipped(store: Path, folder: Path, number: int, seed: int) -> None:
    """Read copies of a store in each of which one byte of the current generation is another."""
    chance = random.Random(seed)
    for at in range(number):
        copy = folder / f"c{at}"
        shutil.copytree(store, copy)
        generation = generations.current(copy)
        assert generation is not None
        entries = sorted(entry for entry in generation.iterdir() if entry.stat().st_size)
        entry = chance.choice([one for one in entries if not one.name.startswith("OPTIONS")])
        data = bytearray(entry.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        entry.write_bytes(data)
        done = subprocess.run([sys.executable, "-c", READ, str(copy)], capture_output=True, check=False)
        assert done.returncode == 0, (entry.name, done.stderr)
        # The engine gathers errors without end where it sorts: such a query runs within bounds, in a worker.
        command = [sys.executable, "-m", "reformgraph", "query", "-e", SORTED, "--store", str(copy), "--format", "csv"]
        done = subprocess.run(command, capture_output=True, check=False, timeout=120)
        assert done.returncode in (0, 1) and b"Traceback" not in done.stderr, (entry.name, done.stderr)
        assert done.returncode == 0 or done.stderr.strip().count(b"\n") == 0
        shutil.rmtree(copy)


def test_flipped_bytes_are_told(store: Path, tmp_path: Path) -> None:
    flipped(store, tmp_path, 8, seed=2)


@pytest.mark.full
def test_many_flipped_bytes_are_told(store: Path, tmp_path: Path) -> None:
    with open_store(store, read_only=False) as opened:
        opened.add(
            [("http://a/g", [ox.Triple(TRIPLE.subject, TRIPLE.predicate, ox.Literal(n)) for n in range(30_000)])]
        )
    flipped(store, tmp_path, 20 if os.environ.get("REFORMGRAPH_SCALE") == "small" else 200, seed=3)
