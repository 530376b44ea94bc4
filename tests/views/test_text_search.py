"""Full-text search over the small store: what is found, in which order, with which passage; and an index kept true."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from reformgraph.errors import UsageError
from reformgraph.store import open_store
from reformgraph.views import text_index
from reformgraph.views.text_search import LONGEST, MOST_PHRASES, Search, search
from support.made_store import fill, fourth, make, pages, second


def found(store: Path, asked: str, limit: int = 20) -> Search:
    with open_store(store) as opened:
        return search(opened, asked, limit)


def names(answer: Search) -> list[str]:
    return [one.page or "" for one in answer.articles]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make(tmp_path)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("先行", {"a.txt"}),
        ("标准地", {"a.txt", "b.txt", "c.txt", "e.txt"}),
        ("标准地 承诺制", {"a.txt"}),
        ('"推行全代办"', {"b.txt", "e.txt"}),
        ("“实行全代办”", {"c.txt"}),
        ("张三 取消", {"d.txt"}),
        ("地标", set()),
        ("标准地 不在此处", set()),
    ],
)
def test_what_is_found(store: Path, asked: str, wanted: set[str]) -> None:
    answer = found(store, asked)
    assert set(names(answer)) == wanted
    assert answer.total == len(wanted)
    assert answer.kept


def test_the_headline_comes_first_and_ties_by_name(store: Path) -> None:
    assert names(found(store, "全代办")) == ["c.txt", "b.txt", "e.txt"]
    assert names(found(store, "开工"))[0] == "b.txt"
    answer = found(store, "标准地", 1)
    assert (len(answer.articles), answer.total) == (1, 4)


@pytest.mark.parametrize("asked", ["标准地", "标准地 全代办", "先行", "承诺制", "区"])
def test_the_passage_stands_where_it_is_told(store: Path, asked: str) -> None:
    texts = {page.page.id: page.page.text for page in pages()}
    for one in found(store, asked).articles:
        assert one.page
        assert one.start is not None
        assert texts[one.page][one.start : one.end] == one.snippet
        assert one.hits
        assert {one.snippet[start:end] for start, end in one.hits} <= set(asked.split())


def test_a_word_of_the_byline(store: Path) -> None:
    one = found(store, "张三").articles[0]
    assert (one.field, one.snippet, one.hits, one.start) == ("byline", "张三", ((0, 2),), None)


def test_the_index_follows_the_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(store, "取消").total == 1
    with open_store(store, read_only=False) as opened:
        opened.drop([graph for graph in opened.graphs() if "d-txt-1" in graph])
    assert found(store, "取消").total == 0
    monkeypatch.setattr(text_index, "_make_file", None)
    assert found(store, "先行").total == 1, "an index of this state is used as it is"


def test_another_store_in_the_same_place(store: Path, tmp_path: Path) -> None:
    assert found(store, "先行").total == 1
    shutil.rmtree(store)
    make(tmp_path, [fourth()])
    assert found(store, "先行").total == 0
    assert found(store, "取消").total == 1


def test_a_store_that_was_moved(store: Path, tmp_path: Path) -> None:
    before = found(store, "标准地")
    moved = store.rename(tmp_path / "with space # %41.store")
    assert found(moved, "标准地") == before
    assert (tmp_path / "with space # %41.store.search.sqlite").is_file()


@pytest.mark.parametrize("damage", ["gone", "empty", "text", "cut", "middle", "no tables", "older"])
def test_a_damaged_index_is_made_anew(store: Path, damage: str) -> None:
    before = found(store, "标准地")
    index = store.with_name(store.name + ".search.sqlite")
    whole = index.read_bytes()
    match damage:
        case "gone":
            index.unlink()
        case "no tables" | "older":
            with sqlite3.connect(index) as opened:
                opened.execute("DROP TABLE words" if damage == "no tables" else "UPDATE stamp SET stamp = '0'")
            opened.close()
        case _:
            page = whole[:4096]
            content = {"empty": b"", "text": b"no database" * 500, "cut": whole[: len(whole) // 2]}
            index.write_bytes(content.get(damage, page + b"\xff" * (len(whole) - len(page))))
    assert found(store, "标准地") == before
    assert sorted(entry.name for entry in index.parent.iterdir()) == [store.name, index.name]


def test_an_index_that_cannot_be_written(store: Path) -> None:
    (store.with_name(store.name + ".search.sqlite") / "in the way").mkdir(parents=True)
    answer = found(store, "先行")
    assert (answer.total, answer.kept) == (1, False)


def test_what_a_killed_search_left_is_removed(store: Path) -> None:
    old, new = (store.with_name(f"{store.name}.search.sqlite.{name}.tmp") for name in ("old", "new"))
    for left in (old, new):
        left.touch()
    os.utime(old, (0, 0))
    found(store, "先行")
    assert not old.exists()
    assert new.exists()


def test_a_store_in_memory(tmp_path: Path) -> None:
    with open_store(":memory:") as opened:
        fill(opened, [second()], tmp_path)
        answer = search(opened, "开工")
    assert (names(answer), answer.kept) == (["b.txt"], False)


@pytest.mark.parametrize(
    "asked", ["", " ", '""', "；——", "x" * (LONGEST + 1), " ".join(map(str, range(MOST_PHRASES + 1)))]
)
def test_what_cannot_be_searched(store: Path, asked: str) -> None:
    with pytest.raises(UsageError):
        found(store, asked)


@pytest.mark.parametrize(
    "asked", ['" OR 1', "NEAR(标准地 全代办)", "body:标准地", "'; DROP TABLE words; --", "-标准地 ^*", "标\x00准"]
)
def test_no_sign_is_an_operator(store: Path, asked: str) -> None:
    found(store, asked)
    assert found(store, "标准地").total == 4
