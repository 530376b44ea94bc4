"""What a store remembers of its builds: where pages come from, the options, what could not be read, what was done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reformgraph.building import page_work
from reformgraph.building.build import BuildSummary, build
from reformgraph.errors import UsageError
from reformgraph.exchange.export import export_nquads
from reformgraph.store import open_store
from reformgraph.store.embedded import FolderWriter
from reformgraph.views.info import info
from support.made_files import tarred, zipped
from support.stub_pages import extracted

PAGE = "朔州推行标准地\n朔州经济开发区|标准地|adopted|2024-03|2024-03\n"


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})


def write(path: Path, text: str = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(store: Path, *paths: Path, **options: object) -> BuildSummary:
    return build(list(paths), store, **options)  # type: ignore[arg-type]


class TestPlaces:
    def test_an_id_from_another_place_names_both(self, tmp_path: Path) -> None:
        one, two = write(tmp_path / "2024-01" / "01.txt"), write(tmp_path / "2024-02" / "01.txt")
        run(tmp_path / "s", one.parent)
        with pytest.raises(UsageError) as caught:
            run(tmp_path / "s", two.parent)
        assert str(one) in str(caught.value)
        assert str(two) in str(caught.value)
        assert "common folder" in str(caught.value)
        assert run(tmp_path / "s", one.parent).unchanged == 1

    def test_a_place_under_another_id_names_both(self, tmp_path: Path) -> None:
        write(tmp_path / "all" / "pages" / "01.txt")
        run(tmp_path / "s", tmp_path / "all" / "pages")
        with pytest.raises(UsageError) as caught:
            run(tmp_path / "s", tmp_path / "all")
        assert "as page 01.txt" in str(caught.value)
        assert "page pages/01.txt" in str(caught.value)
        assert info(tmp_path / "s")["pages"] == 1

    def test_a_manifest_may_rename_a_page_where_the_old_one_is_pruned(self, tmp_path: Path) -> None:
        page = write(tmp_path / "pages" / "01.txt")
        run(tmp_path / "s", page.parent)
        manifest = write(tmp_path / "m.csv", "path,id\npages/01.txt,first\n")
        with pytest.raises(UsageError, match="--prune"):
            run(tmp_path / "s", page.parent, manifest=manifest)
        done = run(tmp_path / "s", page.parent, manifest=manifest, prune=True)
        assert (done.added, done.pruned, done.pages) == (1, 1, 1)

    def test_pages_that_were_moved_are_the_same(self, tmp_path: Path) -> None:
        page = write(tmp_path / "old" / "01.txt")
        run(tmp_path / "s", page.parent)
        (tmp_path / "old").rename(tmp_path / "new")
        assert run(tmp_path / "s", tmp_path / "new").unchanged == 1
        write(tmp_path / "old" / "01.txt")
        with pytest.raises(UsageError, match="now comes from"):
            run(tmp_path / "s", tmp_path / "old")

    def test_archives(self, tmp_path: Path) -> None:
        folder = tmp_path / "pages"
        folder.mkdir()
        rows = "".join(json.dumps({"text": PAGE.replace("朔州", name), "id": name}) + "\n" for name in ("大同", "长治"))
        (folder / "rows.jsonl").write_text(rows, encoding="utf-8")
        (folder / "a.zip").write_bytes(zipped({"x.txt": PAGE, "old.doc": "x"}))
        (folder / "b.tar.gz").write_bytes(tarred({"x.txt": PAGE.encode()}))
        done = run(tmp_path / "s", folder, jobs=2)
        assert (done.added, done.failures, done.passed_over) == (4, (), {".doc": 1})
        again = run(tmp_path / "s", folder)
        assert (again.added, again.changed, again.unchanged) == (0, 0, 4)
        (folder / "rows.jsonl").write_text(rows.split("\n", 1)[1], encoding="utf-8")
        assert run(tmp_path / "s", folder, prune=True).pruned == 1


class TestOptions:
    def test_an_option_that_is_left_out_is_named(self, tmp_path: Path) -> None:
        page = write(tmp_path / "pages" / "01.txt")
        manifest = write(tmp_path / "m.csv", "path,date\npages/01.txt,2024-05-06\n")
        first = run(tmp_path / "s", page.parent, manifest=manifest, date="2024/5/7")
        assert first.warnings == ()
        done = run(tmp_path / "s", page.parent, date="2024-05-08")
        assert [warning for warning in done.warnings if f"--manifest {manifest}" in warning]
        assert not [warning for warning in done.warnings if "--date" in warning]
        assert info(tmp_path / "s")["options"] == {"--manifest": str(manifest), "--date": "2024-05-08"}


def test_info_has_what_a_build_tells(tmp_path: Path) -> None:
    write(tmp_path / "pages" / "a.txt")
    write(tmp_path / "pages" / "20240506.txt")
    write(tmp_path / "pages" / "bad.txt", "炸")
    (tmp_path / "pages" / "x.xlsx").write_bytes(b"x")
    done = run(tmp_path / "s", tmp_path / "pages")
    found = info(tmp_path / "s")
    assert (found["failed"], found["passed_over"], found["pages_without_date"]) == (1, {".xlsx": 1}, 1)
    assert (len(done.failures), done.passed_over, done.pages_without_date) == (1, {".xlsx": 1}, 1)


def test_a_build_commits_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.building.build_run.FIRST_SECONDS", 0.0)
    for number in range(4):
        write(tmp_path / "pages" / f"{number}.txt", PAGE.replace("朔州", f"朔州{number}"))
    seen: list[int] = []

    def look(done: int, total: int, page: str) -> None:
        if done > 1:
            with open_store(tmp_path / "s") as store:
                seen.append(len(store.select("SELECT ?p { ?p a rg:Page }")))

    run(tmp_path / "s", tmp_path / "pages", progress=look)
    assert seen[0] == 1


SCRIPT = """
import sys, time
from reformgraph.building import build as module, page_work
sys.path.insert(0, sys.argv[3])
from support.stub_pages import extracted
def slow(page, words):
    time.sleep(0.3)
    return extracted(page, words)
page_work._extracted = slow
from reformgraph.cli import main
main(["build", sys.argv[1], "--store", sys.argv[2], "--jobs", "1"])
"""


@pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_keep_what_is_done(tmp_path: Path, number: signal.Signals) -> None:
    for place in range(30):
        write(tmp_path / "pages" / f"{place:02}.txt", PAGE.replace("朔州", f"朔州{place}"))
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "pages"), str(tmp_path / "s"), str(Path(__file__).parents[1])],
        stderr=subprocess.PIPE,
        env={**os.environ, "REFORMGRAPH_LANG": "en"},
        text=True,
    )
    assert process.stderr is not None
    process.stderr.readline()  # the first tenth is done
    process.send_signal(number)
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130
    assert "interrupted" in told
    assert "Traceback" not in told
    assert 0 < info(tmp_path / "s")["pages"] < 30


class TestCheckpoint:
    """A long build keeps what it has read without making, each time, what follows from all articles."""

    @pytest.fixture
    def cut_off(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The store of a build that broke down: one page was committed, four stood at the last checkpoint."""
        monkeypatch.setattr("reformgraph.building.build_run.COMMIT_PAGES", 1)
        for number in range(8):
            write(tmp_path / "pages" / f"{number}.txt", PAGE.replace("朔州", f"朔州{number}"))

        def fail(done: int, total: int, page: str) -> None:
            if done == 6:
                raise RuntimeError("as if killed")

        with pytest.raises(RuntimeError):
            run(tmp_path / "s", tmp_path / "pages", progress=fail)
        return tmp_path / "s"

    def test_the_next_build_goes_on_with_it(self, cut_off: Path, tmp_path: Path) -> None:
        with open_store(cut_off) as store:  # readers see the commit alone, with its adoptions
            assert len(store.select("SELECT ?p { ?p a rg:Page }")) == 1
            assert store.ask("ASK { ?a a rg:Adoption }")
        assert (cut_off / "WAITING").exists()
        done = run(cut_off, tmp_path / "pages")
        assert (done.unchanged, done.added) == (4, 4)
        assert not LEFT & names(cut_off)
        run(tmp_path / "plain", tmp_path / "pages")
        with open_store(cut_off) as store, open_store(tmp_path / "plain") as plain:
            assert b"".join(export_nquads(store)) == b"".join(export_nquads(plain))

    def test_other_writers_do_not_show_it(self, cut_off: Path) -> None:
        with open_store(cut_off, read_only=False) as store:
            assert len(store.select("SELECT ?p { ?p a rg:Page }")) == 1
            store.add([("http://example.org/g", [])])
        assert not LEFT & names(cut_off)
        assert len([path for path in cut_off.iterdir() if path.is_dir()]) == 1

    @pytest.mark.parametrize("harm", ["cut", "changed", "gone", "of another"])
    def test_a_damaged_one_is_left(self, cut_off: Path, tmp_path: Path, harm: str) -> None:
        path, marker = cut_off / "waiting.nq.gz", cut_off / "WAITING"
        held = path.read_bytes()
        if harm == "cut":
            path.write_bytes(held[: len(held) // 4])
        elif harm == "changed":
            path.write_bytes(held[:500] + bytes([held[500] ^ 255]) + held[501:])
        elif harm == "gone":
            path.unlink()
        else:
            marker.write_text(marker.read_text(encoding="utf-8").replace("gen-1", "gen-7"), encoding="utf-8")
        done = run(cut_off, tmp_path / "pages")
        assert (done.unchanged, done.added) == (1, 7)

    def test_what_was_being_written_is_cut_off(self, cut_off: Path, tmp_path: Path) -> None:
        with (cut_off / "waiting.nq.gz").open("ab") as stream:
            stream.write(b"\x1f\x8b half a page")
        done = run(cut_off, tmp_path / "pages")
        assert (done.unchanged, done.added) == (4, 4)

    def test_what_was_loaded_since_is_kept_by_the_engine(
        self, cut_off: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What waits next would be written over what is kept of it."""
        of_three = json.loads((cut_off / "WAITING").read_text(encoding="utf-8"))["size"]
        monkeypatch.setattr("reformgraph.building.build_run._BATCH_BYTES", of_three + 1)

        def fail(done: int, total: int, page: str) -> None:
            if done == 6:
                raise RuntimeError("as if killed")

        with pytest.raises(RuntimeError):
            run(tmp_path / "other", tmp_path / "pages", progress=fail)
        assert LEFT & names(tmp_path / "other") == {"RESUME"}
        done = run(tmp_path / "other", tmp_path / "pages")
        assert (done.unchanged, done.added) == (5, 3)

    def test_a_build_that_goes_on_may_be_killed_as_well(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is kept of the first must not be taken for a store whose adoptions are made."""
        for number in range(26):
            if number == 10:
                run(tmp_path / "s", tmp_path / "pages")
            write(tmp_path / "pages" / f"{number:02}.txt", PAGE.replace("朔州", f"朔州{number}"))
        monkeypatch.setattr("reformgraph.building.build_run.COMMIT_PAGES", 11)

        def fail(done: int, total: int, page: str) -> None:
            if done == 24:
                raise RuntimeError("as if killed")

        with pytest.raises(RuntimeError):
            run(tmp_path / "s", tmp_path / "pages", progress=fail)
        assert "WAITING" in names(tmp_path / "s")
        with monkeypatch.context() as patched:
            patched.setattr("reformgraph.building.build_run.BuildRun._finish", fail_at_the_end)
            with pytest.raises(RuntimeError):
                run(tmp_path / "s", tmp_path / "pages")
        run(tmp_path / "s", tmp_path / "pages")
        run(tmp_path / "plain", tmp_path / "pages")
        with open_store(tmp_path / "s") as store, open_store(tmp_path / "plain") as plain:
            assert b"".join(export_nquads(store)) == b"".join(export_nquads(plain))

    def test_changed_pages_are_kept_by_the_engine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(8):
            write(tmp_path / "pages" / f"{number:02}.txt", PAGE.replace("朔州", f"朔州{number}"))
        run(tmp_path / "s", tmp_path / "pages")
        for number in range(16):
            write(tmp_path / "pages" / f"{number:02}.txt", PAGE.replace("朔州", f"大同{number}"))
        monkeypatch.setattr("reformgraph.building.build_run.COMMIT_PAGES", 1)

        def fail(done: int, total: int, page: str) -> None:
            if done == 12:
                raise RuntimeError("as if killed")

        with pytest.raises(RuntimeError):
            run(tmp_path / "s", tmp_path / "pages", progress=fail)
        assert LEFT & names(tmp_path / "s") == {"RESUME"}
        done = run(tmp_path / "s", tmp_path / "pages")
        assert (done.changed, done.unchanged, done.added) == (0, 8, 8)


def fail_at_the_end(build: object) -> None:
    raise RuntimeError("as if killed")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


#: What only a build that was cut off leaves in a store.
LEFT = {"RESUME", "WAITING", "waiting.nq.gz"}


def test_only_a_build_of_half_the_store_settles_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.building.build_run._SETTLED_FROM", 2)
    settled: list[str] = []
    monkeypatch.setattr(FolderWriter, "settle", lambda store: settled.append(store.location))
    for number in range(8):
        write(tmp_path / "pages" / f"{number}.txt", PAGE.replace("朔州", f"朔州{number}"))
    run(tmp_path / "s", tmp_path / "pages")
    assert len(settled) == 1
    for number in range(3):
        write(tmp_path / "pages" / f"new{number}.txt", PAGE.replace("朔州", f"大同{number}"))
    run(tmp_path / "s", tmp_path / "pages")
    assert len(settled) == 1
