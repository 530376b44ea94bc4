"""Claims come to adoptions by the rules, and the derived graph is a function of the set of articles."""

from __future__ import annotations

import itertools
import random
from datetime import date
from pathlib import Path

import pytest

from reformgraph.adoption import update as rederive
from reformgraph.adoption.adoption_rules import Adoption, ClaimInContext, adoption, as_edtf
from reformgraph.adoption.decisions import decide, read_decisions
from reformgraph.adoption.digest import ClaimDigest
from reformgraph.adoption.ledger import State
from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.iri import BASE
from reformgraph.language.edtf import bounds
from reformgraph.store import Store, open_store
from support.stub_pages import extracted, page_text

DERIVED = BASE + "graph/derived"


def claim(
    status: str,
    issued: str | None = None,
    when: str | None = None,
    onset: str | None = None,
    source: str = "",
    figures: tuple[str, ...] = (),
) -> ClaimInContext:
    name = f"{status}-{issued}-{when}-{onset}-{source}"
    made = ClaimDigest(f"claim/{name}", "zone/甲", "reform/标准地", status, when, onset, figures, False)
    return ClaimInContext(made, f"article/{name}", issued, source or name)


def come_to(*claims: ClaimInContext) -> Adoption:
    """The adoption of the claims, the same in any order."""
    found = {adoption("zone/甲", "reform/标准地", order) for order in itertools.permutations(claims)}
    assert len(found) == 1
    return found.pop()


class TestStatus:
    def test_planned_that_became_adopted(self) -> None:
        found = come_to(claim("planned", "2023-01-05"), claim("adopted", "2024-02-01"))
        assert (found.status, found.earlier) == ("adopted", ("planned",))

    def test_a_plan_after_the_fact_undoes_nothing(self) -> None:
        assert (
            come_to(claim("adopted", "2023"), claim("planned", "2024"), claim("required", "2024")).status == "adopted"
        )

    def test_withdrawn_ends_it(self) -> None:
        found = come_to(claim("adopted", "2021", onset="2021-03"), claim("withdrawn", "2024-05-06", when="2024-04"))
        assert (found.status, found.end, found.onset) == ("withdrawn", "2024-04", "2021-03")

    def test_withdrawn_without_a_time_ends_by_the_issue(self) -> None:
        assert come_to(claim("withdrawn", "2024-05-06")).end == "../2024-05-06"
        assert come_to(claim("withdrawn")).end is None

    def test_adopted_again_after_it_was_withdrawn(self) -> None:
        found = come_to(claim("withdrawn", "2022"), claim("adopted", "2023-05"))
        assert (found.status, found.end) == ("adopted", None)

    def test_the_time_spoken_of_counts_not_the_time_of_print(self) -> None:
        found = come_to(claim("withdrawn", "2024", when="2020"), claim("adopted", "2022", when="2021"))
        assert found.status == "adopted"

    def test_on_one_day_withdrawn_comes_last(self) -> None:
        assert come_to(claim("adopted", "2024-05-06"), claim("withdrawn", "2024-05-06")).status == "withdrawn"

    def test_referenced_says_nothing_of_what_was_done(self) -> None:
        assert come_to(claim("planned", "2022"), claim("referenced", "2024")).status == "planned"
        assert come_to(claim("referenced", "2024")).status == "referenced"

    def test_later_of_planned_and_required(self) -> None:
        assert come_to(claim("planned", "2022"), claim("required", "2023")).status == "required"
        assert come_to(claim("planned", "2024"), claim("required", "2023")).status == "planned"


class TestOnset:
    @pytest.mark.parametrize(
        ("onsets", "expected"),
        [
            (["2023"], ("2023", date(2023, 1, 1), date(2023, 12, 31))),
            (["2023", "2023-05"], ("2023-05", date(2023, 5, 1), date(2023, 5, 31))),
            (["../2024-11-20", "2023"], ("2023", date(2023, 1, 1), date(2023, 12, 31))),
            (["../2024-11-20", "../2022-01-31"], ("../2022-01-31", None, date(2022, 1, 31))),
            (["2021", "2023-05"], ("2021", date(2021, 1, 1), date(2021, 12, 31))),
            (["2023-01/2023-06", "2023-04/2023-09"], ("2023-04/2023-06", date(2023, 4, 1), date(2023, 6, 30))),
            (["2023-02-10/2023-03-20", "2023"], ("2023-02-10/2023-03-20", date(2023, 2, 10), date(2023, 3, 20))),
            (["2024-11~"], ("2024-11~", date(2024, 11, 1), date(2024, 11, 30))),
            (["2024-11~", "2024-11"], ("2024-11", date(2024, 11, 1), date(2024, 11, 30))),
            ([None], (None, None, None)),
            (["nonsense"], (None, None, None)),
        ],
    )
    def test_days_that_all_claims_allow(self, onsets: list[str | None], expected: tuple[object, ...]) -> None:
        found = come_to(*[claim("adopted", "2024-11-20", onset=onset, source=str(n)) for n, onset in enumerate(onsets)])
        assert (found.onset, found.onset_earliest, found.onset_latest) == expected

    def test_the_edtf_says_the_bounds_exactly(self) -> None:
        random_ = random.Random(3)
        days = [date(2020 + random_.randint(0, 3), random_.randint(1, 12), day) for day in (1, 1, 15, 28)]
        days += [date(2021, 12, 31), date(2023, 12, 31), date(2020, 2, 29), date(2021, 1, 1)]
        for first in (None, *days):
            for last in (None, *days):
                if (first or last) and not (first and last and first > last):
                    assert bounds(as_edtf(first, last)) == (first, last)


def test_reprints_count_once_and_figures_are_gathered() -> None:
    found = come_to(
        claim("adopted", "2023", source="release", figures=("figure/1",)),
        claim("adopted", "2024", source="release", figures=("figure/2",)),
        claim("planned", "2022", source="other", figures=("figure/1",)),
    )
    assert (found.sources, found.figures, len(found.claims)) == (2, ("figure/1", "figure/2"), 3)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})


def derived(store: Store) -> list[str]:
    return sorted(str(triple) for triple in store.triples(DERIVED))


DECISIONS = (
    "zone,甲经开区,乙经开区,same",
    "zone,丙高新区,丁开发区,different",
    "reform,新式审批,告知承诺,same",
    "reform,新设窗口,,reject",
    "reform,新设窗口,,accept",
    "company,宏图科技,乙市宏图科技有限公司,same",
    "company,宏图科技,乙市宏图科技有限公司,different",
    "article,p0-txt-7a3f53-1,p1-txt-5ffbf7-1,same",
)


@pytest.mark.usefixtures("stub")
class TestIncremental:
    @pytest.mark.parametrize("seed", range(12))
    def test_after_any_edits_it_equals_one_made_from_scratch(
        self, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rederive, "_MANY", 9.0)  # always by changes
        monkeypatch.setattr(rederive, "_AT_ONCE", 3)
        random_ = random.Random(seed)
        folder, decisions = tmp_path / "pages", tmp_path / "d.csv"
        folder.mkdir()
        (folder / "p.txt").write_text(page_text(random_), encoding="utf-8")
        decisions.write_text("kind,a,b,decision\n", encoding="utf-8")
        store = open_store(":memory:")
        for _ in range(8):
            edit(folder, random_)
            if random_.random() < 0.2:
                lines = random_.sample(DECISIONS, 1)
                decisions.write_text("\n".join(["kind,a,b,decision", *lines, ""]), encoding="utf-8")
            build([folder], store, prune=True, decisions=decisions)
            fresh = open_store(":memory:")
            build([folder], fresh, decisions=decisions)
            assert derived(store) == derived(fresh)
            before = derived(store)
            rederive.derive_all(State(store), read_decisions(decisions))
            assert derived(store) == before

    def test_a_change_touches_only_its_parts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store = open_store(":memory:")
        for number in range(20):
            text = f"标题{number}\n区{number}经开区|标准地|adopted|\n"
            (tmp_path / f"p{number}.txt").write_text(text, encoding="utf-8")
        build([tmp_path], store)
        made: list[object] = []
        triples = rederive.Deriver.triples
        monkeypatch.setattr(
            rederive.Deriver,
            "triples",
            lambda self, part, **options: made.append(part) or triples(self, part, **options),
        )
        (tmp_path / "p3.txt").write_text("标题3\n区3经开区|标准地|withdrawn|\n", encoding="utf-8")
        build([tmp_path], store)
        assert {part[0] for part in made} == {"adoption", "reprint"}
        assert len(made) == 2


def edit(folder: Path, random_: random.Random) -> None:
    """Write, change or delete one to three pages; at least one stays."""
    for _ in range(random_.randint(1, 3)):
        path = folder / f"p{random_.randint(0, 5)}.txt"
        if path.exists() and random_.random() < 0.35:
            path.unlink()
        else:
            path.write_text(page_text(random_), encoding="utf-8")


@pytest.mark.usefixtures("stub")
class TestShortForms:
    def same(self, tmp_path: Path, *pages: str, decisions: str = "") -> dict[str, str]:
        for number, text in enumerate(pages):
            (tmp_path / f"p{number}.txt").write_text(f"标题\n{text}\n", encoding="utf-8")
        path = tmp_path / "d.csv"
        path.write_text("kind,a,b,decision\n" + decisions, encoding="utf-8")
        store = open_store(":memory:")
        build([tmp_path], store, decisions=path)
        rows = store.select("SELECT ?a ?b { ?a rg:sameAs ?b }")
        return {str(row["a"]).rpartition("/")[2]: str(row["b"]).rpartition("/")[2] for row in rows}

    def test_the_only_candidate_is_linked(self, tmp_path: Path) -> None:
        found = self.same(tmp_path, "=甲市宏图科技有限公司|宏图科技", "=宏图科技")
        assert found == {"宏图科技": "甲市宏图科技有限公司"}

    def test_two_candidates_are_left_to_the_user(self, tmp_path: Path) -> None:
        pages = ("=甲市宏图科技有限公司|宏图科技", "=宏图科技", "=乙市宏图科技有限公司|宏图科技")
        assert self.same(tmp_path, *pages) == {}
        line = "company,宏图科技,乙市宏图科技有限公司,same\n"
        assert self.same(tmp_path, *pages, decisions=line) == {"宏图科技": "乙市宏图科技有限公司"}
        line = "company,宏图科技,乙市宏图科技有限公司,different\n"
        assert self.same(tmp_path, *pages, decisions=line) == {"宏图科技": "甲市宏图科技有限公司"}

    def test_brackets_and_quotes_do_not_hide_a_name(self, tmp_path: Path) -> None:
        found = self.same(tmp_path, "=宏图（甲市）科技有限公司|“宏图”科技", "=宏图科技")
        assert found == {"宏图科技": "宏图甲市科技有限公司"}

    def test_a_short_form_that_stands_nowhere_alone_is_not_linked(self, tmp_path: Path) -> None:
        assert self.same(tmp_path, "=甲市宏图科技有限公司|宏图科技") == {}


@pytest.mark.usefixtures("stub")
class TestCandidates:
    def store(self, tmp_path: Path, decisions: str = "") -> Store:
        (tmp_path / "a.txt").write_text("标题\n甲经开区|新式审批|adopted|2023-04\n", encoding="utf-8")
        (tmp_path / "b.txt").write_text("标题\n甲经开区|告知承诺|planned|2022\n", encoding="utf-8")
        path = tmp_path / "d.csv"
        path.write_text("kind,a,b,decision\n" + decisions, encoding="utf-8")
        store = open_store(":memory:")
        build([tmp_path], store, date="2024-05-06", decisions=path)
        return store

    def test_a_candidate_says_when_and_how_often_it_was_seen(self, tmp_path: Path) -> None:
        rows = self.store(tmp_path).select(
            "SELECT ?n ?t { GRAPH graph:derived { reform:新式审批 rg:independentSources ?n ; dct:issued ?t } }"
        )
        assert rows == [{"n": "1", "t": "2024-05-06"}]

    def test_accepted_it_joins_the_scheme(self, tmp_path: Path) -> None:
        store = self.store(tmp_path, "reform,新式审批,,accept\n")
        assert store.ask("ASK { reform:新式审批 skos:inScheme rg:Reforms }")

    def test_rejected_it_is_adopted_by_nobody(self, tmp_path: Path) -> None:
        store = self.store(tmp_path, "reform,新式审批,,reject\n")
        assert not store.ask("ASK { ?a a rg:Adoption ; rg:reform reform:新式审批 }")
        assert not store.ask("ASK { ?zone rg:adopted reform:新式审批 }")

    def test_the_same_as_a_known_one_its_claims_count_there(self, tmp_path: Path) -> None:
        store = self.store(tmp_path, "reform,新式审批,告知承诺,same\n")
        assert store.ask("ASK { zone:甲经开区 rg:adopted reform:告知承诺 }")
        assert not store.ask("ASK { ?a a rg:Adoption ; rg:reform reform:新式审批 }")


def test_no_decisions_are_no_basis() -> None:
    assert rederive.basis(decide([])) == rederive.basis(read_decisions(None))
