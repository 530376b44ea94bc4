"""Pages to shards on a cluster and into a store: the same export as a build, whoever dies on the way."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reformgraph.building import distributed_build, shard_lock
from reformgraph.building.build import build
from reformgraph.building.distributed_build import build_shards
from reformgraph.building.load_shards import load_shards
from reformgraph.building.shard_folder import ShardFolder
from reformgraph.building.shard_lock import driver_lock
from reformgraph.building.shard_work import Order, Versions, make_shard, versions
from reformgraph.cli import cli
from reformgraph.errors import ReformGraphError, StoreError, UnavailableError, UsageError
from reformgraph.records import STATUSES
from reformgraph.store import open_store
from reformgraph.views.statements import statements
from reformgraph.views.trace import find_name, trace
from support.sharding import exported, shard

pytest.importorskip("distributed", reason="Dask is not installed (extra scale)")

VOCABULARY = (
    "name,english,category,broader,level,core,needs_context,definition,aliases\n标准地,Standard land,land,,,1,,,\n"
)
#: Ends the process that reads a page of this name.
KILLER = """
import os
from reformgraph.building import shard_work
from reformgraph.building.page_work import work as read
def work(settings, task):
    return os._exit(1) if "kill" in task.file.id else read(settings, task)
shard_work.work = work
"""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed_build, "SHARD_PAGES", 3)


def test_two_processes_here(pages: Path, tmp_path: Path, expected: bytes) -> None:
    done = build_shards([pages], "local:2", tmp_path / "shards", date="2024-05-06")
    assert (done.made, done.kept, done.pages, done.failures) == (3, 0, 9, ())
    loaded = load_shards(done.manifest, tmp_path / "store")
    assert exported(tmp_path / "store") == expected
    assert (loaded.added, loaded.unchanged, loaded.articles) == (9, 0, done.articles)
    # The store knows its pages as if it had read them itself.
    again = build([pages], tmp_path / "store", date="2024-05-06")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 9)
    again = load_shards(done.manifest, tmp_path / "store")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 9)


def test_a_worker_that_is_killed(pages: Path, cluster: Any, tmp_path: Path, expected: bytes) -> None:
    from distributed import Client

    with Client(cluster.scheduler_address) as client:
        victims = sorted(client.run(os.getpid).values())

    def kill(done: int, total: int, page: str) -> None:
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)
            victims.clear()

    done = shard(pages, cluster, tmp_path / "shards", progress=kill)
    assert (done.made, done.pages, done.failures) == (3, 9, ())
    load_shards(done.manifest, tmp_path / "store")
    assert exported(tmp_path / "store") == expected


def test_a_driver_that_is_stopped_and_run_again(pages: Path, cluster: Any, tmp_path: Path, expected: bytes) -> None:
    def stop(done: int, total: int, page: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shard(pages, cluster, tmp_path / "shards", progress=stop)
    records = sorted((tmp_path / "shards" / "shards").iterdir())
    assert records
    assert not (tmp_path / "shards" / "manifest.json").exists()
    records[0].write_bytes(records[0].read_bytes()[:40])  # as of a worker that died while writing it
    kept = {path: path.stat().st_mtime_ns for path in records[1:]}
    done = shard(pages, cluster, tmp_path / "shards")
    assert done.made + done.kept == 3
    assert done.kept >= len(kept)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    load_shards(done.manifest, tmp_path / "store")
    assert exported(tmp_path / "store") == expected


def test_changed_pages_are_made_again(pages: Path, cluster: Any, tmp_path: Path) -> None:
    folder, mine = tmp_path / "shards", tmp_path / "pages"
    mine.mkdir()
    for page in pages.iterdir():
        (mine / page.name).write_bytes(page.read_bytes())
    first = shard(mine, cluster, folder)
    load_shards(first.manifest, tmp_path / "store")
    (mine / "p0.txt").write_text("朔州经济开发区推行标准地。\n", encoding="utf-8")
    (mine / "p8.txt").unlink()
    second = shard(mine, cluster, folder)
    assert (first.made, second.made, second.kept, second.pages) == (3, 2, 1, 8)
    assert len(list((folder / "statements").iterdir())) == 3
    done = load_shards(second.manifest, tmp_path / "store")
    assert (done.added, done.changed, done.unchanged) == (0, 1, 7)
    build([mine], tmp_path / "store", date="2024-05-06", prune=True)
    build([mine], tmp_path / "plain", date="2024-05-06")
    assert exported(tmp_path / "store") == exported(tmp_path / "plain")


def test_a_corrupted_shard_is_named(pages: Path, cluster: Any, tmp_path: Path, expected: bytes) -> None:
    folder, store = tmp_path / "shards", tmp_path / "store"
    done = shard(pages, cluster, folder)
    broken = min((folder / "nquads").iterdir())
    data = bytearray(broken.read_bytes())
    data[len(data) // 2] ^= 1
    broken.write_bytes(data)
    loaded = load_shards(done.manifest, store)
    assert [str(broken) in failure for failure in loaded.failures] == [True]
    assert loaded.pages == 6
    broken.unlink()
    again = shard(pages, cluster, folder)
    assert (again.made, again.kept) == (1, 2)
    assert load_shards(again.manifest, store).failures == ()
    assert exported(store) == expected


def test_storage_that_refuses(pages: Path, cluster: Any, tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    folder.mkdir()
    (folder / "statements").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match=r"3 shards could not be made: .*statements.*run the same command again"):
        shard(pages, cluster, folder)
    (folder / "statements").unlink()
    assert shard(pages, cluster, folder).pages == 9


def test_a_page_that_cannot_be_read_is_told(cluster: Any, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("朔州经济开发区推行标准地。\n", encoding="utf-8")
    (tmp_path / "pages" / "b.txt").write_bytes(b"")
    for _ in range(2):
        done = shard(tmp_path / "pages", cluster, tmp_path / "shards")
        assert (done.made + done.kept, done.pages) == (1, 1)
        assert [str(tmp_path / "pages" / "b.txt") in failure for failure in done.failures] == [True]


def test_a_page_that_kills_its_reader_is_found(tmp_path: Path) -> None:
    import dask
    from distributed import LocalCluster

    (tmp_path / "killer.py").write_text(KILLER, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    for name in ("a", "b", "kill"):
        text = f"朔州经济开发区推行标准地。\n{name}\n"
        (tmp_path / "pages" / f"{name}.txt").write_text(text, encoding="utf-8")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            1, threads_per_worker=1, dashboard_address=":0", silence_logs=50, preload=[str(tmp_path / "killer.py")]
        ) as deadly,
    ):
        done = shard(tmp_path / "pages", deadly, tmp_path / "shards")
    assert done.pages == 2
    assert done.failures == (f"{tmp_path / 'pages' / 'kill.txt'}: the process that read this page died",)


class TestRefused:
    def test_no_scheduler_there(self, pages: Path, tmp_path: Path) -> None:
        with pytest.raises(UnavailableError, match=r"tcp://127\.0\.0\.1:9: no scheduler"):
            build_shards([pages], "tcp://127.0.0.1:9", tmp_path / "shards")

    @pytest.mark.parametrize("cluster", ["local:", "local:0", "local:two", "nowhere", "tcp://x:no"])
    def test_no_cluster(self, pages: Path, tmp_path: Path, cluster: str) -> None:
        with pytest.raises(UsageError, match=f"'{cluster}' is no cluster"):
            build_shards([pages], cluster, tmp_path / "shards")

    def test_a_scheduler_that_is_lost(
        self, pages: Path, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from distributed.client import FuturesCancelledError

        def lost(*_: Any, **__: Any) -> None:
            raise FuturesCancelledError([])

        monkeypatch.setattr("distributed.wait", lost)
        with pytest.raises(UnavailableError, match=r"failed: FuturesCancelledError.*finished is kept"):
            shard(pages, cluster, tmp_path / "shards")

    def test_workers_of_another_version(
        self, pages: Path, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def check(client: Any, ours: Versions, read: Any) -> None:
            check_workers(client, replace(ours, code="f00d"), read)

        check_workers = distributed_build._check_workers
        monkeypatch.setattr(distributed_build, "_check_workers", check)
        with pytest.raises(UsageError, match=r"worker tcp://.* has reformgraph .* this is .*f00d"):
            shard(pages, cluster, tmp_path / "shards")
        assert not (tmp_path / "shards" / "shards").exists()

    def test_a_worker_that_came_later_with_another_version(self, pages: Path, tmp_path: Path) -> None:
        from reformgraph.building.page_work import Settings

        settings = Settings("https://example.org/id/", None, None, None)
        mine = versions(settings)
        made = make_shard(Order(str(tmp_path), "x", settings, (), replace(mine, software="9")))
        assert (made.shard, made.refused) == (None, mine)

    def test_two_drivers_on_one_folder(self, pages: Path, tmp_path: Path) -> None:
        with (
            driver_lock(ShardFolder(str(tmp_path / "shards"))),
            pytest.raises(StoreError, match="this folder of shards"),
        ):
            build_shards([pages], "local:1", tmp_path / "shards")

    def test_two_drivers_on_storage_without_locks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = ShardFolder("memory://leased")
        monkeypatch.setattr(shard_lock, "RENEWED", 0.01)
        with driver_lock(folder):
            first = json.loads(folder.read(shard_lock.LOCK))
            with pytest.raises(StoreError, match=f"process {os.getpid()}"), driver_lock(ShardFolder("memory://leased")):
                pass
            until = time.monotonic() + 5
            while json.loads(folder.read(shard_lock.LOCK))["time"] == first["time"]:
                assert time.monotonic() < until, "the lease is not renewed"
                time.sleep(0.01)
        with driver_lock(folder):
            pass
        monkeypatch.setattr(shard_lock, "STALE", 0.0)  # a driver that died leaves a lease that nobody renews
        folder.write(shard_lock.LOCK, json.dumps(first).encode())
        with driver_lock(folder):
            pass

    def test_addresses_that_nothing_reads(self) -> None:
        with pytest.raises(UsageError, match="gopher"):
            ShardFolder("gopher://x/y")


class TestManifest:
    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "shards": {}}'])
    def test_what_is_none(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(StoreError, match=r"manifest\.json: (this is no manifest|the manifest has format 99)"):
            load_shards(tmp_path / "manifest.json", tmp_path / "store")
        with pytest.raises(ReformGraphError):
            load_shards(tmp_path / "gone.json", tmp_path / "store")
        assert not (tmp_path / "store").exists()

    def test_of_another_vocabulary(self, pages: Path, cluster: Any, tmp_path: Path) -> None:
        done = shard(pages / "p0.txt", cluster, tmp_path / "shards")
        path = Path(done.manifest)
        path.write_text(
            path.read_text(encoding="utf-8").replace('"vocabulary": "', '"vocabulary": "0'), encoding="utf-8"
        )
        with pytest.raises(UsageError, match="made with vocabulary 0"):
            load_shards(path, tmp_path / "store")
        assert not (tmp_path / "store").exists()

    def test_a_vocabulary_of_the_user_goes_with_the_shards(self, pages: Path, cluster: Any, tmp_path: Path) -> None:
        words = tmp_path / "words.csv"
        words.write_text(VOCABULARY, encoding="utf-8")
        done = shard(pages, cluster, tmp_path / "shards", vocabulary=words)
        load_shards(done.manifest, tmp_path / "store")
        build([pages], tmp_path / "plain", date="2024-05-06", vocabulary=words)
        assert exported(tmp_path / "store") == exported(tmp_path / "plain")


@pytest.fixture(scope="module")
def made(pages: Path, cluster: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with shards and the store they were loaded into."""
    folder = tmp_path_factory.mktemp("statements")
    done = shard(pages, cluster, folder / "shards")
    load_shards(done.manifest, folder / "store")
    return folder


class TestStatements:
    """The queries of docs/scale.md over Parquet, against the store."""

    @staticmethod
    def ask(folder: Path, number: int) -> list[tuple[Any, ...]]:
        """Rows of a query of the document."""
        duckdb = pytest.importorskip("duckdb")
        text = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
        query = re.findall(r'^duckdb -c "(.*?)"$', text, re.DOTALL | re.MULTILINE)[number]
        return duckdb.sql(query.replace("shards/", f"{folder}/shards/")).fetchall()  # type: ignore[no-any-return]

    def test_trace(self, made: Path) -> None:
        found = self.ask(made, 0)
        with open_store(made / "store") as store:
            reform = find_name(store, "reform", "标准地")
            claims = [claim for one in trace(store, reform=reform, statuses=STATUSES) for claim in one.claims]
        told = sorted((str(claim.quote), claim.source or "") for claim in claims)
        assert told
        assert sorted((str(row[3]), row[4] or "") for row in found) == told

    def test_counts(self, made: Path) -> None:
        with open_store(made / "store") as store:
            rows = [row for row in statements(store) if row["status"] == "adopted" and not row["denied"]]
        expected = {
            reform: (sum(row["reform"] == reform for row in rows),
                     len({row["actor_id"] for row in rows if row["reform"] == reform} - {None}))
            for reform in {row["reform"] for row in rows}
        }  # fmt: skip
        assert {reform: (claims, actors) for reform, claims, actors in self.ask(made, 1)} == expected

    def test_curve(self, made: Path) -> None:
        with open_store(made / "store") as store:
            rows = [row for row in statements(store) if row["reform"] == "标准地" and row["status"] == "adopted"]
        first: dict[Any, int] = {}
        for row in rows:
            day: Any = row["onset_latest"] or row["issue_latest"]
            if row["actor_id"] and not row["denied"]:
                first[row["actor_id"]] = min(first.get(row["actor_id"], day.year), day.year)
        assert dict(self.ask(made, 2)) == dict(Counter(first.values()))
        assert first


class TestCommand:
    def run(self, *arguments: str) -> Any:
        return CliRunner().invoke(cli, ["build", *arguments])

    def test_what_goes_together(self, pages: Path, tmp_path: Path) -> None:
        done = self.run(str(pages), "--cluster", "local:2")
        assert "--cluster and --shards go together" in done.output + str(done.exception)
        for option in (["--store", "s"], ["--jobs", "2"], ["--prune"]):
            done = self.run(str(pages), "--cluster", "local:2", "--shards", str(tmp_path / "x"), *option)
            assert f"{option[0]} does not go with --cluster" in done.output + str(done.exception)
        done = self.run(str(pages), "--cluster", "local:2", "--shards", str(tmp_path / "x"), "--decisions", "d.csv")
        assert "no such decisions file" in done.output + str(done.exception)
        assert not (tmp_path / "x").exists()

    def test_from_pages_to_store(self, pages: Path, cluster: Any, tmp_path: Path, expected: bytes) -> None:
        shards = str(tmp_path / "shards")
        done = self.run(
            str(pages), "--cluster", cluster.scheduler_address, "--shards", shards, "--date", "2024-05-06", "--quiet"
        )
        assert (done.exit_code, done.output) == (0, "")
        done = CliRunner().invoke(
            cli, ["load", f"{shards}/manifest.json", "--store", str(tmp_path / "store"), "--quiet"]
        )
        assert (done.exit_code, done.output) == (0, "")
        assert exported(tmp_path / "store") == expected
