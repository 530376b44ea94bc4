"""One new page costs one page: nothing of the others is read, and the store is as if all were built at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reformgraph.adoption import descriptions
from reformgraph.adoption.ledger import LAYOUT, PagePlace, PageState, State
from reformgraph.adoption.reprints import bands, signature
from reformgraph.building import build as build_module
from reformgraph.building import page_work, tally
from reformgraph.building.build import build
from reformgraph.building.page_work import PageResult, Settings, Task
from reformgraph.exchange.export import export_nquads
from reformgraph.iri import BASE, Minter
from reformgraph.reading.page_files import PageFile
from reformgraph.samples import sample_pages
from reformgraph.store import Store, open_store
from reformgraph.views.counts import count_things, made_by
from support.stub_pages import LONG, extracted, page_text
from support.terms import value_of


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})


def exported(store: Store) -> bytes:
    return b"".join(export_nquads(store))


def refuse(*_: object, **__: object) -> object:
    raise AssertionError("this reads the bookkeeping of all pages or articles")


def written(folder: Path, pages: int, seed: int = 5) -> list[Path]:
    random_ = random.Random(seed)
    files = [folder / f"p{number}.txt" for number in range(pages)]
    for file in files:
        file.write_text(page_text(random_), encoding="utf-8")
    return files


def test_samples_one_by_one_give_the_bytes_of_one_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptions, "SUMMED", 2)
    files = [path for path in sample_pages() if path.suffix in (".txt", ".md", ".html")]
    whole, parts = open_store(":memory:"), open_store(":memory:")
    build(files, whole)
    for file in random.Random(3).sample(files, len(files)):
        build([file], parts)
    assert exported(parts) == exported(whole)
    assert State(parts).counts()["things"] == count_things(parts)
    assert {tuple(row[:3]): row[3] for row in State(parts).counts()["made"]} == made_by(parts)


@pytest.mark.usefixtures("stub")
class TestLookups:
    def test_nothing_is_read_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        *files, last = written(tmp_path, 12)
        last.write_text(f"再印一次的改革纪实报道\n甲经开区|标准地|adopted|2023\n{LONG[0]}\n", encoding="utf-8")
        store = open_store(":memory:")
        build(files, store)
        for name in ("pages", "signatures", "all_digests", "groups", "article_graphs"):
            monkeypatch.setattr(State, name, refuse)
        monkeypatch.setattr(tally, "count_things", refuse)
        monkeypatch.setattr(tally, "made_by", refuse)
        build([last], store)
        last.write_text("改了的标题\n乙经开区|承诺制|planned|2024\n", encoding="utf-8")
        build([last], store)
        monkeypatch.undo()
        monkeypatch.setattr(page_work, "_extracted", extracted)
        monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})
        fresh = open_store(":memory:")
        build([*files, last], fresh)
        assert exported(store) == exported(fresh)

    def test_a_store_of_an_older_layout_is_brought_up_once(self, tmp_path: Path) -> None:
        *files, last = written(tmp_path, 8)
        store = open_store(":memory:")
        build(files, store)
        state = State(store)
        namespace = "https://w3id.org/reformgraph/build#"
        for name in ("band", "placed", "namedBy", "told", "counts", "layout"):
            found = [q.triple for q in store.quads(graph=state.graph) if q.predicate.value == namespace + name]
            store.patch(state.graph, remove=found, add=[])
        assert state.page_at(PagePlace("p1.txt", files[1].resolve().as_posix())) is None
        build([last], store)
        assert state.page_at(PagePlace("", files[1].resolve().as_posix())) is not None
        fresh = open_store(":memory:")
        build([*files, last], fresh)
        assert exported(store) == exported(fresh)
        assert set(store.quads(graph=state.graph)) == set(fresh.quads(graph=state.graph))
        assert LAYOUT in {value_of(q.object) for q in store.quads(graph=state.graph) if "layout" in q.predicate.value}

    def test_a_load_in_between_gives_up_the_sums(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from reformgraph.building.load_quads import load

        monkeypatch.setattr(descriptions, "SUMMED", 1)
        one, two = tmp_path / "one", tmp_path / "two"
        one.mkdir()
        two.mkdir()
        files, others = written(one, 4), written(two, 5, seed=6)
        for number, file in enumerate(others):
            file.rename(two / f"q{number}.txt")
        store, other = open_store(":memory:"), open_store(":memory:")
        build(files, store)
        build(sorted(two.iterdir())[1:], other)
        (tmp_path / "other.nq").write_bytes(exported(other))
        load([tmp_path / "other.nq"], store)
        build(sorted(two.iterdir())[:1], store)
        assert State(store).counts()["things"] == count_things(store)
        fresh = open_store(":memory:")
        build([*files, *sorted(two.iterdir())], fresh)
        assert set(store.triples(Minter().graph("derived"))) == set(fresh.triples(Minter().graph("derived")))


def test_bands_are_the_same_in_every_process_and_fit_into_an_index() -> None:
    signed = signature(LONG[1])
    assert bands(signed)[0] == BAND and len(set(bands(signed))) == 32
    assert all(0 <= band < 2**62 for band in bands(signed))
    assert bands(b"") == []


#: First band of the second long text of the stub; another number would find none of the stored ones.
BAND = 2930720883906361455


@pytest.mark.usefixtures("stub")
def test_a_list_of_files_is_built_and_what_is_gone_is_told(tmp_path: Path) -> None:
    files = written(tmp_path, 3)
    (tmp_path / "list").write_text("\n".join(map(str, [*files, tmp_path / "gone.txt"])), encoding="utf-8")
    store = open_store(":memory:")
    done = build([], store, files_from=tmp_path / "list")
    assert done.added == 3 and len(done.failures) == 1 and "gone.txt" in done.failures[0]
    assert build([str(tmp_path / "p[01].txt")], open_store(":memory:")).added == 2


@pytest.mark.usefixtures("stub")
class TestReadingAhead:
    def test_few_pages_are_read_before_the_store_is_opened_for_writing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """For as long as it is open, the engine merges what it holds: 300 MB were written for one page."""
        *files, last = written(tmp_path, 4)
        build(files, tmp_path / "s.store")
        seen: list[bool] = []

        def look(settings: Settings, task: Task) -> PageResult:
            seen.append(bool(list((tmp_path / "s.store").glob("work*"))))
            return page_work.work(settings, task)

        monkeypatch.setattr(build_module, "work", look)
        assert build([last], tmp_path / "s.store").added == 1
        assert build([last], tmp_path / "s.store").unchanged == 1
        assert seen == [False]

    def test_what_was_read_of_a_page_that_has_changed_since_is_read_again(self, tmp_path: Path) -> None:
        (file,) = written(tmp_path, 1)
        settings = Settings(BASE, None, None, None)
        old, new = (Task(PageFile(file, "p0.txt"), "graph", PageState(key, "")) for key in ("old", "new"))
        made = page_work.work(settings, old)
        (found,) = page_work.work_all(settings, [old], 1, {"graph": made})
        assert found is made
        assert next(page_work.work_all(settings, [new], 1, {"graph": made})).task.state.key == "new"
