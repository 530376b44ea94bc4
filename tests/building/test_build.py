"""Builds are incremental, atomic and repeatable."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reformgraph.building import page_work
from reformgraph.building.build import BuildSummary, build
from reformgraph.errors import DecisionError, ManifestError, UsageError
from reformgraph.exchange.export import export_nquads
from reformgraph.records import PageExtraction
from reformgraph.store import open_store
from reformgraph.views.info import info
from support.stub_pages import extracted, page_text


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})  # half a second a store


class Corpus:
    """A folder of pages and a store."""

    def __init__(self, root: Path) -> None:
        self.pages = root / "pages"
        self.pages.mkdir()
        self.store = root / "store"
        self.manifest = root / "manifest.csv"

    def write(self, name: str, text: str) -> None:
        (self.pages / name).write_text(text, encoding="utf-8")

    def build(self, **options: object) -> BuildSummary:
        return build([self.pages], self.store, **options)  # type: ignore[arg-type]

    def export(self) -> bytes:
        with open_store(self.store) as store:
            return b"".join(export_nquads(store))

    def rows(self, query: str) -> list[dict[str, str | None]]:
        with open_store(self.store) as store:
            return store.select(query)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    made = Corpus(tmp_path)
    made.write("a.txt", "朔州推行标准地\n朔州经济开发区|标准地|adopted|2024-03|2024-03\n")
    made.write(
        "b.txt", "长治准备承诺制\n长治高新区|承诺制|planned|\n\n大同短讯\n大同经开区|标准地|adopted||../2024-05-06\n"
    )
    return made


def adopters(corpus: Corpus, reform: str) -> set[str]:
    rows = corpus.rows(f"SELECT ?z {{ ?z rg:adopted reform:{reform} }}")
    return {str(row["z"]).rpartition("/")[2] for row in rows}


class TestIncremental:
    def test_a_first_build(self, corpus: Corpus) -> None:
        done = corpus.build()
        assert (done.pages, done.articles, done.claims, done.adoptions, done.zones) == (2, 3, 3, 3, 3)
        assert (done.added, done.changed, done.unchanged, done.pruned) == (2, 0, 0, 0)
        assert (done.warnings, done.failures) == ((), ())
        # Zones have the IRI of the catalogue, by whatever name they are printed.
        assert adopters(corpus, "标准地") == {"朔州经济开发区", "大同经济技术开发区"}

    def test_unchanged_pages_are_not_read_again(self, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
        corpus.build()
        before = (corpus.store / "CURRENT").read_text(encoding="utf-8")
        monkeypatch.setattr(page_work, "_extracted", lambda *_: pytest.fail("read again"))
        done = corpus.build()
        assert (done.added, done.changed, done.unchanged) == (0, 0, 2)
        assert (corpus.store / "CURRENT").read_text(encoding="utf-8") == before

    def test_a_changed_page_replaces_its_articles(self, corpus: Corpus) -> None:
        corpus.build()
        corpus.write("b.txt", "长治行动\n长治高新区|承诺制|adopted|\n")
        done = corpus.build()
        assert (done.added, done.changed, done.unchanged, done.articles) == (0, 1, 1, 2)
        assert adopters(corpus, "承诺制") == {"长治高新技术产业开发区"}
        assert adopters(corpus, "标准地") == {"朔州经济开发区"}
        assert corpus.rows("SELECT ?a { ?a a rg:Adoption ; rg:actor zone:大同经济技术开发区 }") == []

    def test_a_new_manifest_changes_the_pages_it_speaks_of(self, corpus: Corpus) -> None:
        corpus.build()
        corpus.manifest.write_text("path,date,source\npages/a.txt,2024-04-01,某日报\n", encoding="utf-8")
        done = corpus.build(manifest=corpus.manifest)
        assert (done.changed, done.unchanged) == (1, 1)
        assert corpus.rows("SELECT ?s { ?p a rg:Page ; rg:source ?s }") == [{"s": "某日报"}]

    def test_pages_that_are_gone_stay_unless_pruned(self, corpus: Corpus) -> None:
        corpus.build()
        (corpus.pages / "b.txt").unlink()
        assert corpus.build().pages == 2
        done = corpus.build(prune=True)
        assert (done.pruned, done.pages, done.articles) == (1, 1, 1)
        assert adopters(corpus, "标准地") == {"朔州经济开发区"}

    def test_prune_spares_pages_of_other_folders(self, corpus: Corpus, tmp_path: Path) -> None:
        other = tmp_path / "other"
        other.mkdir()
        (other / "c.txt").write_text("晋城\n晋城经开区|标准地|adopted|\n", encoding="utf-8")
        build([other], corpus.store)
        corpus.build(prune=True)
        assert info(corpus.store)["pages"] == 3
        build([corpus.pages / "a.txt"], corpus.store, prune=True)
        assert info(corpus.store)["pages"] == 3

    def test_pruned_is_as_if_never_read(self, corpus: Corpus, tmp_path: Path) -> None:
        (tmp_path / "fresh").mkdir()
        corpus.build()
        expected = corpus.export()
        corpus.write("c.txt", "再谈\n朔州经济开发区|标准地|withdrawn|2024-09\n=某某科技有限公司|某某科技\n")
        corpus.build()
        assert corpus.export() != expected
        (corpus.pages / "c.txt").unlink()
        corpus.build(prune=True)
        assert corpus.export() == expected


class TestSameBytes:
    def test_order_processes_and_number_of_builds_do_not_matter(self, corpus: Corpus, tmp_path: Path) -> None:
        random_ = random.Random(7)
        for number in range(12):
            corpus.write(f"p{number}.txt", page_text(random_))
        corpus.build()
        expected = corpus.export()
        files = sorted(corpus.pages.iterdir())
        for turn in range(3):
            random_.shuffle(files)
            store = tmp_path / f"other{turn}"
            for start in range(0, len(files), 1 + 4 * turn):
                build(files[start : start + 1 + 4 * turn], store)
            with open_store(store) as opened:
                assert b"".join(export_nquads(opened)) == expected

    def test_generations_in_between_change_nothing(self, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
        random_ = random.Random(8)
        for number in range(6):
            corpus.write(f"p{number}.txt", page_text(random_))
        corpus.build()
        expected = corpus.export()
        monkeypatch.setattr("reformgraph.building.build_run.COMMIT_PAGES", 1)
        monkeypatch.setattr("reformgraph.building.build_run._BATCH_BYTES", 1)
        store = corpus.store.with_name("again")
        build([corpus.pages], store)
        with open_store(store) as opened:
            assert b"".join(export_nquads(opened)) == expected


class TestFaults:
    def test_a_bad_page_does_not_stop_the_others(self, corpus: Corpus) -> None:
        corpus.write("bad.txt", "炸\n")
        (corpus.pages / "empty.txt").write_bytes(b"")
        done = corpus.build()
        assert done.pages == 2
        assert len(done.failures) == 2
        assert all(str(corpus.pages) in failure and "\n" not in failure for failure in done.failures)

    def test_a_page_that_turns_bad_stays_as_it_was(self, corpus: Corpus) -> None:
        corpus.build()
        expected = corpus.export()
        corpus.write("a.txt", "炸\n")
        done = corpus.build()
        assert len(done.failures) == 1
        assert corpus.export() == expected

    def test_a_page_without_articles_is_a_warning(self, corpus: Corpus) -> None:
        corpus.write("c.txt", "\n \n")
        (corpus.pages / "c.txt").write_text("x", encoding="utf-8")
        monkey = pytest.MonkeyPatch()
        with monkey.context() as patched:
            patched.setattr(page_work, "_extracted", lambda page, _: extracted(page, _) if page.text != "x" else
                            PageExtraction(page))  # fmt: skip
            done = corpus.build()
        assert done.failures == ()
        assert [warning for warning in done.warnings if "c.txt" in warning]
        assert done.pages == 3

    def test_an_interrupt_keeps_what_is_done_and_the_next_build_goes_on(self, corpus: Corpus) -> None:
        corpus.build()

        def interrupt(done: int, total: int, page: str) -> None:
            raise KeyboardInterrupt

        for name in ("c", "d", "e"):
            corpus.write(f"{name}.txt", f"晋城{name}\n晋城经开区|标准地|adopted|\n")
        with pytest.raises(KeyboardInterrupt):
            corpus.build(progress=interrupt)
        assert info(corpus.store)["pages"] == 3
        done = corpus.build()
        assert (done.added, done.unchanged) == (2, 3)

    @pytest.mark.parametrize(
        ("options", "error"),
        [
            ({"date": "2024-13-01"}, UsageError),
            ({"jobs": -1}, UsageError),
            ({"manifest": "nowhere.csv"}, ManifestError),
            ({"decisions": "nowhere.csv"}, UsageError),
        ],
    )
    def test_wrong_arguments_change_nothing(self, corpus: Corpus, options: dict[str, object], error: type) -> None:
        corpus.build()
        expected = corpus.export()
        corpus.write("c.txt", "晋城\n晋城经开区|标准地|adopted|\n")
        with pytest.raises(error):
            corpus.build(**options)
        assert corpus.export() == expected

    def test_a_decisions_file_with_a_typo_changes_nothing(self, corpus: Corpus) -> None:
        corpus.build()
        expected = corpus.export()
        corpus.write("c.txt", "晋城\n晋城经开区|标准地|adopted|\n")
        decisions = corpus.store.with_name("store.decisions.csv")
        decisions.write_text("kind,a,b,decision\nzone,甲,乙,sane\n", encoding="utf-8")
        with pytest.raises(DecisionError, match=r"line 2.*sane"):
            corpus.build()
        assert corpus.export() == expected


def test_progress_counts_to_the_end(corpus: Corpus) -> None:
    seen: list[tuple[int, int]] = []
    corpus.build(progress=lambda done, total, page: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_a_store_at_hand_stays_open(corpus: Corpus) -> None:
    store = open_store(":memory:")
    build([corpus.pages], store)
    assert store.ask("ASK { zone:朔州经济开发区 rg:adopted reform:标准地 }")


def test_the_time_of_making_is_told_only_if_given(corpus: Corpus) -> None:
    corpus.build()
    assert b"generatedAtTime" not in corpus.export()
    corpus.build(generated="2024-06-01T08:00:00Z")
    assert b"2024-06-01T08:00:00Z" in corpus.export()
