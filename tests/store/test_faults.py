"""Every call that changes files may fail: the store then holds the old state or the new one, with one line of message.

`fault_shim.c` is preloaded and lets the nth write, sync, rename, link, truncation or creation under the store
fail, in the engine as in our own code; `fault_child.py` tries one point after another.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reformgraph.building.build import build
from reformgraph.exchange.export import export_nquads
from reformgraph.store import open_store
from support import fault_child
from support.power_loss import Disk, losses
from support.small_store import small_stores

SUPPORT = Path(fault_child.__file__).parent
COMPILER = shutil.which("cc")
pytestmark = pytest.mark.skipif(sys.platform != "linux" or COMPILER is None, reason="needs Linux and a C compiler")
PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("shim") / "fault_shim.so"
    assert COMPILER is not None
    command = [COMPILER, "-shared", "-fPIC", "-O1", "-o", str(made), str(SUPPORT / "fault_shim.c"), "-ldl"]
    subprocess.run(command, check=True)
    return made


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder with a store of two pages, those pages and one more, and that store exported; a store of pages of which
    one is gone."""
    with in_memory(tmp_path_factory.mktemp("old")) as folder:
        make_old(folder)
        yield folder


def make_old(folder: Path) -> None:
    pages = folder / "pages"
    pages.mkdir()
    shutil.copy(PAGES / "p07_notice.txt", pages)
    shutil.copy(PAGES / "p16_interview.md", pages)
    with small_stores():
        build([pages], folder / "old.store")
    with open_store(folder / "old.store") as opened:
        (folder / "old.nq").write_bytes(b"".join(export_nquads(opened)))
    shutil.copytree(pages, folder / "fewer")
    (folder / "fewer" / "p16_interview.md").unlink()
    shutil.copytree(pages, folder / "gone")
    with small_stores():
        build([folder / "gone"], folder / "gone.store")
    (folder / "gone" / "p16_interview.md").unlink()
    shutil.copy(PAGES / "p10_briefs.txt", pages)


@contextmanager
def in_memory(folder: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: thousands of syncs then take no time."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield folder
        return
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder to work in."""
    with in_memory(tmp_path) as folder:
        yield folder


#: Name of a case -> arguments; the store before is that of `old`, or none.
CASES = {
    "first build": ["build", "{old}/fewer", "--store", "{{store}}", "--jobs", "1"],
    "build": ["build", "{old}/pages", "--store", "{{store}}", "--jobs", "1"],
    "prune": ["build", "{old}/gone", "--store", "{{store}}", "--jobs", "1", "--prune"],
    "load": ["load", "{old}/old.nq", "--store", "{{store}}"],
    "export": ["export", "--store", "{{store}}", "-o", "{{work}}/out/all.nq"],
    "review": ["review", "--store", "{{store}}", "--decisions", "{{work}}/out/decisions.csv", "-i", "--limit", "1"],
}
#: Cases that change a file instead of the store, and that file.
OUTPUTS = {"export": "{work}/out/all.nq", "review": "{work}/out/decisions.csv"}


def tried(shim: Path, old: Path, folder: Path, case: str, **more: Any) -> Iterator[dict[str, Any]]:
    """What happened at each point; the first line is that of a run without faults."""
    plan = {
        "store": str(folder / "none" if case in ("first build", "load") else old / store_of(case)),
        "work": str(folder),
        "arguments": [part.format(old=old) for part in CASES[case]],
        "pages": str(old / "pages"),
        "nth": None,
        "lasting": False,
        **({"watch": "{work}/out", "output": OUTPUTS[case]} if case in OUTPUTS else {}),
        **more,
    }
    (folder / "out").mkdir()
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    command = [sys.executable, str(SUPPORT / "fault_child.py"), str(shim), str(folder / "plan.json")]
    environment = {**os.environ, "LD_PRELOAD": str(shim), "REFORMGRAPH_LANG": "en"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return (json.loads(line) for line in done.stdout.splitlines())


def check(points: Iterator[dict[str, Any]], before: str) -> int:
    """Whether each point ends in the old or the new state; their number."""
    whole = next(points)
    assert whole["code"] == 0
    assert whole["holds"] != before, "the case changes nothing, so that whatever it left would do"
    number = 0
    for point in points:
        number += 1
        assert "Traceback" not in point.get("told", "Traceback"), point
        lines = point["told"].strip().splitlines()
        assert point["code"] in (0, 1), point
        if point["code"]:
            # What `review` asked stands before it on the line, as nobody has pressed a key.
            assert sum("error: " in line for line in lines) == 1, point
            assert "error: " in lines[-1], point
            # A pointer that has moved and then could not be synced is the new state, told as a failure.
            assert point["holds"] in (before, whole["holds"]) or point["holds"].startswith("error: "), point
            assert "damaged" not in point["holds"], point
        else:
            assert point["holds"] == whole["holds"], point
        assert (point["again"], point["then"]) == (0, whole["holds"]), point
    return number


def store_of(case: str) -> str:
    """Name of the store that a case changes."""
    return "gone.store" if case == "prune" else "old.store"


def before(case: str, old: Path) -> str:
    return str(fault_child.held(old / store_of(case))) if case in ("build", "prune") else ""


#: CI takes a tenth of the points of a case, drawn with this seed, otherwise all are tried.
SMALL = os.environ.get("REFORMGRAPH_SCALE") == "small"
TENTH = 20261129 if SMALL else None


def keep_figure(name: str, number: int, folder: Path) -> None:
    """Write down how many points were tried, where figures are asked for."""
    (Path(os.environ.get("REFORMGRAPH_FIGURES", folder)) / name).write_text(str(number))


class TestFaults:
    @pytest.mark.parametrize("case", ["build", "load"])
    def test_some_points(self, shim: Path, old: Path, place: Path, case: str) -> None:
        points = tried(shim, old, place, case, step=89)
        assert check(points, before(case, old)) > 1

    @pytest.mark.full
    @pytest.mark.parametrize("lasting", [False, True])
    @pytest.mark.parametrize("case", list(CASES))
    def test_all_points(self, shim: Path, old: Path, place: Path, tmp_path: Path, case: str, lasting: bool) -> None:
        if case == "review" and lasting:
            pytest.skip("what was written half cannot be taken back where nothing at all can be done any more")
        number = check(tried(shim, old, place, case, tenth=TENTH, lasting=lasting), before(case, old))
        assert number >= (1 if case in OUTPUTS else 3 if SMALL else 50)
        keep_figure(f"faults-{case}-{lasting}", number, tmp_path)


class TestKillsInsideCommits:
    """Random moments rarely hit a commit; here each of its calls is one, at which the process is killed."""

    def killed(self, shim: Path, old: Path, folder: Path, case: str, **more: int | None) -> int:
        """Kills from the first call on a new generation to the end; their number."""
        found = tried(shim, old, folder, case, **more, dies=True, begin="{store}/gen-")
        whole, held = next(found), [*found]
        assert whole["holds"] != before(case, old), "the case changes nothing"
        # The engine writes a few times more or less from run to run: such a run ended before its point came.
        assert [one for one in held if "crash" not in one and one["n"] <= one["count"]] == []
        held = [one for one in held if "crash" in one]
        for one in held:
            assert one["holds"] in (before(case, old), whole["holds"]) or one["holds"].startswith("error: "), one
            assert "damaged" not in one["holds"], one
            assert (one["again"], one["then"]) == (0, whole["holds"]), one
        assert held, "nothing was killed"
        return len(held)

    def test_some(self, shim: Path, old: Path, place: Path) -> None:
        assert self.killed(shim, old, place, "build", step=45) >= 1

    @pytest.mark.full
    @pytest.mark.parametrize("case", ["first build", "build", "prune", "load"])
    def test_all(self, shim: Path, old: Path, place: Path, tmp_path: Path, case: str) -> None:
        keep_figure(f"commit-kills-{case}", self.killed(shim, old, place, case, tenth=TENTH), tmp_path)


class TestLossOfPower:
    """What was not synced is gone: the store is the old or the new one, and the new one once a build said so."""

    def lost(self, shim: Path, old: Path, folder: Path, case: str, every: int) -> int:
        record, first = folder / "record", case in ("first build", "load")
        record.mkdir()
        whole = next(tried(shim, old, folder, case, record=str(record)))
        disk = Disk.of(folder / "s.store", old / store_of(case), record)
        found = list(losses(disk, record, folder / "lost", every))
        looks = held_by(shim, [place for *_, place in found], folder)
        for (number, names, _), holds in zip(found, looks, strict=True):
            known = holds in (before(case, old), whole["holds"]) or (first and "error" in holds)
            assert known, (number, names, holds)
            assert "damaged" not in holds, (number, names, holds)
        assert [holds for (number, *_), holds in zip(found, looks, strict=True) if number == found[-1][0]] == [
            whole["holds"]
        ] * 2
        return len(found)

    def test_some(self, shim: Path, old: Path, place: Path) -> None:
        assert self.lost(shim, old, place, "build", every=180) > 2

    @pytest.mark.full
    @pytest.mark.parametrize("case", ["first build", "build", "prune", "load"])
    def test_all(self, shim: Path, old: Path, place: Path, tmp_path: Path, case: str) -> None:
        number = self.lost(shim, old, place, case, every=25 if SMALL else 1 if case == "build" else 5)
        keep_figure(f"power-{case}", number, tmp_path)


def held_by(shim: Path, folders: list[Path], work: Path) -> list[str]:
    """What stores hold, each looked at by a process of its own."""
    (work / "look.json").write_text(json.dumps({"look_at": [str(one) for one in folders], "work": str(work),
                                                "arguments": [], "store": ""}))  # fmt: skip
    command = [sys.executable, str(SUPPORT / "fault_child.py"), str(shim), str(work / "look.json")]
    environment = {**os.environ, "LD_PRELOAD": str(shim), "REFORMGRAPH_LANG": "en"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["holds"] for line in done.stdout.splitlines()]


def test_everything_is_synced_before_the_pointer_moves(shim: Path, old: Path, place: Path) -> None:
    """What a loss of power may drop is what was written and not synced: nothing of a generation, nor the pointer."""
    log = place / "log"
    list(tried(shim, old, place, "build", log=str(log)))
    unsynced: dict[str, str] = {}
    commits = 0
    synced_folders: set[str] = set()
    store = str(place / "s.store")
    for line in log.read_text(encoding="utf-8").splitlines():
        call, inode, path = line.split("\t")
        # Truncations only give back what the engine had reserved behind the end of a file.
        if call == "write" and path.startswith(store):
            unsynced[inode] = path
        elif call == "sync":
            unsynced.pop(inode, None)
            synced_folders.add(path)
        elif call == "rename" and path == store + "/CURRENT" and commits >= 0:
            commits += 1
            generation = store + "/gen-2"
            assert generation in synced_folders
            assert store in synced_folders  # the listing's name
            # The writer's own copy goes on being written; what is linked into the generation is whole.
            names = {entry.name for entry in Path(generation).iterdir()}
            left = {path for path in unsynced.values() if Path(path).name in names and not path.endswith(".log")}
            assert not {path for path in left if path.startswith((generation, store + "/CURRENT"))}
            assert not {path for path in left if path.endswith(".sst")}
            synced_folders.clear()
    assert commits == 1
    assert store in synced_folders  # the pointer's name, after it moved
