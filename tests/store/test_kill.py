"""A build killed at any moment leaves the last finished generation, and the next one ends as if nothing had been."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from reformgraph.errors import StoreError
from reformgraph.exchange.export import export_nquads
from reformgraph.samples import sample_pages
from reformgraph.store import open_store
from support.store_generations import current

#: A build that commits often, so that kills fall into commits too.
SCRIPT = """
import sys
from reformgraph.building import build_run as module
from reformgraph.building.build import build
module.COMMIT_PAGES, module._BATCH_BYTES = 3, 60_000
build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]))
"""


def run(pages: Path, store: Path, jobs: int = 1) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(pages), str(store), str(jobs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def exported(store: Path) -> bytes:
    with open_store(store) as opened:
        return b"".join(export_nquads(opened))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen pages: sample texts with other names in them."""
    folder = tmp_path_factory.mktemp("pages")
    texts = [path.read_text(encoding="utf-8") for path in sorted(sample_pages()) if path.suffix in (".txt", ".md")]
    for number in range(12):
        text = texts[number % len(texts)].replace("经济开发区", f"第{number}经济开发区")
        (folder / f"p{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Whole:
    """What a build that nobody disturbs exports, and the seconds that it takes."""

    expected: bytes
    length: float


@pytest.fixture(scope="module")
def whole(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    store, start = tmp_path_factory.mktemp("whole") / "store", time.monotonic()
    assert run(pages, store).wait() == 0
    length = time.monotonic() - start
    return Whole(exported(store), length)


def survive(pages: Path, whole: Whole, folder: Path, kills: int, seed: int, jobs: int = 1) -> None:
    """Kill builds at random moments, resuming each time; whatever is committed can be read at any time."""
    expected, length = whole.expected, whole.length
    random_, store = random.Random(seed), folder / "killed"
    killed = 0
    while killed < kills:
        if random_.random() < 0.3:
            shutil.rmtree(store, ignore_errors=True)
        process = run(pages, store, jobs)
        try:
            process.wait(random_.uniform(0.15, length * 1.05))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            killed += 1
            check_readable(store, expected)
        else:
            assert process.returncode == 0
            assert exported(store) == expected
            shutil.rmtree(store)
    assert run(pages, store, jobs).wait() == 0
    assert exported(store) == expected
    assert sorted(path.name for path in store.iterdir() if path.is_dir()) == [current(store).name]


def check_readable(store: Path, expected: bytes) -> None:
    """What is there is a finished generation: each page whole, each article with its page, nothing foreign."""
    try:
        opened = open_store(store)
    except StoreError as fault:
        assert "no build has finished" in str(fault) or "no store here" in str(fault)
        return
    with opened:
        lines = set(expected.splitlines())
        found = [
            line.rstrip() for line in export_nquads(opened) if b"/article/" in line and b"graph/derived" not in line
        ]
        assert set(found) <= lines
        orphans = opened.select(
            "SELECT ?a { ?a a rg:Article ; schema:isPartOf ?p FILTER NOT EXISTS { ?p rg:textSha256 ?t } }"
        )
        assert orphans == []
        claims = opened.select(
            "SELECT ?c { ?c a rg:AdoptionClaim ; rg:actor ?x FILTER NOT EXISTS { ?adoption rg:claim ?c } }"
        )
        assert claims == []


#: Kills of each of four series; few where only a part of the long tests is asked for.
KILLS = 3 if os.environ.get("REFORMGRAPH_SCALE") == "small" else 25


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
class TestKills:
    def test_a_few_kills(self, pages: Path, whole: Whole, tmp_path: Path) -> None:
        survive(pages, whole, tmp_path, kills=2, seed=11)

    @pytest.mark.full
    @pytest.mark.parametrize("seed", range(4))
    def test_a_hundred_kills(self, pages: Path, whole: Whole, tmp_path: Path, seed: int) -> None:
        survive(pages, whole, tmp_path, kills=KILLS, seed=seed, jobs=1 + seed % 2)


def test_the_number_of_processes_does_not_matter(pages: Path, whole: Whole, tmp_path: Path) -> None:
    assert run(pages, tmp_path / "2", 2).wait() == 0
    assert exported(tmp_path / "2") == whole.expected


@pytest.mark.skipif(os.name == "nt", reason="needs resource limits")
def test_a_full_disk_is_told_and_loses_nothing(pages: Path, tmp_path: Path) -> None:
    store = tmp_path / "s"
    assert run(pages / "p00.txt", store).wait() == 0
    before = exported(store)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    code = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from reformgraph.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", str(pages), "--store", str(store), "--jobs", "1"],
        capture_output=True,
        encoding="utf-8",
        preexec_fn=limit,
        env={**os.environ, "REFORMGRAPH_LANG": "en"},
    )
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1, done.stderr
    assert last.startswith("error: ")
    assert "last finished generation is untouched" in last
    assert exported(store) == before
    assert run(pages, store).wait() == 0
    assert exported(store) != before


#: Megabytes of address space that a build gets: with the fewest the engine cannot begin, with the most it ends.
LITTLE = (150, 300, 400, 500, 560, 620, 700, 900, 1500)


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs limits of address space")
@pytest.mark.parametrize("most", LITTLE)
def test_little_memory_leaves_what_can_be_read(pages: Path, whole: Whole, tmp_path: Path, most: int) -> None:
    """The engine ends the process where it gets no memory; a page that gets none fails alone, as any page does."""
    store = tmp_path / "s"
    assert run(pages / "p00.txt", store).wait() == 0
    before = exported(store)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most << 20, most << 20))

    command = [sys.executable, "-m", "reformgraph", "build", str(pages), "--store", str(store), "--jobs", "1"]
    env = {**os.environ, "REFORMGRAPH_LANG": "en"}
    done = subprocess.run(
        command, capture_output=True, check=False, preexec_fn=limit, timeout=300, env=env, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    if done.returncode == 1 and "failed: " not in done.stderr:
        assert done.stderr.strip().splitlines()[-1].startswith("error: "), done.stderr[-500:]
    if done.returncode != 1:
        assert exported(store) == (whole.expected if done.returncode == 0 else before)
    check_readable(store, whole.expected)
    assert run(pages, store).wait() == 0
    assert exported(store) == whole.expected


def interrupted(pages: Path, store: Path, jobs: int) -> tuple[int, list[str]]:
    """Exit code and messages of a build that gets the interrupt key once its first tenth is done."""
    command = [sys.executable, "-m", "reformgraph", "build", str(pages), "--store", str(store), "--jobs", str(jobs)]
    env = {**os.environ, "REFORMGRAPH_LANG": "en"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=env, start_new_session=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        told = process.stderr.read().decode().splitlines()
        return process.wait(), told


@pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_interrupt_key_ends_a_build_cleanly(pages: Path, tmp_path: Path, jobs: int) -> None:
    for attempt in range(8):  # a build that was done before the signal came is no trial
        store = tmp_path / f"s{attempt}"
        code, told = interrupted(pages, store, jobs)
        if code != 0:
            break
    assert code == 130
    assert told[-1] == "interrupted"
    assert not [line for line in told if "Traceback" in line]
    assert not list(store.glob("work*"))
    assert run(pages, store, jobs).wait() == 0
    assert exported(store)
