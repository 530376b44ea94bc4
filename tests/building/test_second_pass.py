"""What follows from several articles, made on a cluster: the same as a build makes, whoever dies on the way."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from reformgraph.adoption import update
from reformgraph.building import distributed_build, second_driver
from reformgraph.building.build import build
from reformgraph.building.load_shards import load_shards
from reformgraph.iri import Minter
from reformgraph.store import open_store
from support.sharding import exported, shard

pytest.importorskip("distributed", reason="Dask is not installed (extra scale)")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed_build, "SHARD_PAGES", 3)


def test_what_follows_from_several_articles_is_made_on_the_cluster(
    pages: Path, cluster: Any, tmp_path: Path, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = shard(pages, cluster, tmp_path / "shards")
    assert not list((tmp_path / "shards" / "between").iterdir())
    first = {path.name: path.read_bytes() for path in (tmp_path / "shards" / "derived").iterdir()}
    assert len(first) == 3 * 2 + 1
    with monkeypatch.context() as here:
        here.setattr(update, "derive_all", lambda *_: pytest.fail("made on the driver"))
        load_shards(done.manifest, tmp_path / "store")
    assert exported(tmp_path / "store") == expected
    # The same again: nothing is made, and later builds go on from what was loaded.
    monkeypatch.setattr(second_driver.SecondPass, "_each", lambda *_: pytest.fail("made again"))
    shard(pages, cluster, tmp_path / "shards")
    assert {path.name: path.read_bytes() for path in (tmp_path / "shards" / "derived").iterdir()} == first
    for place, whole in ((tmp_path / "store", False), (tmp_path / "plain", True)):
        if whole:
            build([pages], place, date="2024-05-06")
        with monkeypatch.context() as late:
            late.setattr(update, "_MANY", 10.0)
            more = tmp_path / "more.txt"
            more.write_text((pages / "p1.txt").read_text(encoding="utf-8") + "\n新加的一行。\n", encoding="utf-8")
            build([more], place, date="2024-05-07")
    assert exported(tmp_path / "store") == exported(tmp_path / "plain")


def test_decisions_go_into_what_is_made_on_the_cluster(
    pages: Path, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([pages], tmp_path / "first", date="2024-05-06")
    with open_store(tmp_path / "first") as store:
        zones = sorted(str(row["z"]) for row in store.select("SELECT DISTINCT ?z { ?z rg:adopted ?r }"))
        texts = sorted(str(row["a"]) for row in store.select("SELECT ?a { ?a a rg:Article }"))
    told = tmp_path / "d.csv"
    told.write_text(
        "kind,a,b,decision\n"
        f"zone,{zones[0]},{zones[1]},same\narticle,{texts[0]},{texts[1]},same\narticle,{texts[0]},{texts[-1]},different\n",
        encoding="utf-8",
    )
    build([pages], tmp_path / "plain", date="2024-05-06", decisions=told)
    done = shard(pages, cluster, tmp_path / "shards", decisions=told)
    (tmp_path / "store.decisions.csv").write_bytes(told.read_bytes())
    with monkeypatch.context() as here:
        here.setattr(update, "derive_all", lambda *_: pytest.fail("made on the driver"))
        load_shards(done.manifest, tmp_path / "store")
    assert derived(tmp_path / "store") == derived(tmp_path / "plain") != derived(tmp_path / "first")
    # Beside another store there are no decisions: what rests on them is made anew there.
    load_shards(done.manifest, tmp_path / "other")
    assert derived(tmp_path / "other") == derived(tmp_path / "first")


def derived(store: Path) -> list[str]:
    with open_store(store) as opened:
        return sorted(map(str, opened.triples(Minter().graph("derived"))))


def test_a_worker_that_is_killed_in_the_second_pass(
    pages: Path, cluster: Any, tmp_path: Path, expected: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    with Client(cluster.scheduler_address) as client:
        victims = sorted(client.run(os.getpid).values())
        made = second_driver.SecondPass._groups

        def groups(one: Any, texts: Any) -> str:
            found = made(one, texts)
            os.kill(victims[0], signal.SIGKILL)
            return found

        monkeypatch.setattr(second_driver.SecondPass, "_groups", groups)
        done = shard(pages, cluster, tmp_path / "shards")
        assert sorted(client.run(os.getpid).values()) != victims
    load_shards(done.manifest, tmp_path / "store")
    assert exported(tmp_path / "store") == expected


def test_damage_to_what_was_made_is_mended_on_loading(
    pages: Path, cluster: Any, tmp_path: Path, expected: bytes
) -> None:
    done = shard(pages, cluster, tmp_path / "shards")
    victim = min((tmp_path / "shards" / "derived").glob("*.nq.gz"))
    victim.write_bytes(b"x")
    load_shards(done.manifest, tmp_path / "store")
    assert exported(tmp_path / "store") == expected
