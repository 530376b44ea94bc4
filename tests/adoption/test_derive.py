"""Claims come to adoptions by the rules, and the derived graph is a function of the set of articles."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reformgraph.adoption import descriptions
from reformgraph.adoption import update as rederive
from reformgraph.adoption.adoption_rules import Adoption, ClaimInContext, adoption, as_edtf
from reformgraph.adoption.decisions import decide, read_decisions
from reformgraph.adoption.derive import Deriver, Part
from reformgraph.adoption.digest import ClaimDigest, FigureDigest, about_title
from reformgraph.adoption.ledger import State
from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.iri import BASE
from reformgraph.language.edtf import bounds
from reformgraph.store import Store, open_store
from reformgraph.views.counts import count_things
from support.made_store import CHANGZHI, DATONG, SHUOZHOU, make, pages
from support.stub_pages import extracted, page_text

DERIVED = BASE + "graph/derived"


def claim(
    status: str,
    issued: str | None = None,
    when: str | None = None,
    onset: str | None = None,
    source: str = "",
    figures: tuple[str | FigureDigest, ...] = (),
    denied: bool = False,
) -> ClaimInContext:
    name = f"{status}-{issued}-{when}-{onset}-{source}{'-not' if denied else ''}"
    told = tuple(FigureDigest(figure) if isinstance(figure, str) else figure for figure in figures)
    made = ClaimDigest(f"claim/{name}", "zone/甲", "reform/标准地", status, when, onset, told, False, denied)
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


class TestDisagreement:
    """Who supports, who disputes, what came before, and what cannot both be true."""

    def test_a_later_denial_disputes_and_supports_nothing(self) -> None:
        found = come_to(claim("adopted", "2023"), claim("referenced", "2024-03", denied=True))
        assert (found.status, found.sources, found.disputing) == ("adopted", 1, 1)
        assert (len(found.supports), len(found.disputes), found.earlier) == (1, 1, ())
        assert [(step.status, step.denied) for step in found.steps] == [("adopted", False), ("referenced", True)]

    def test_a_denial_before_the_onset_is_what_was_before(self) -> None:
        found = come_to(claim("adopted", "2024-06", onset="2024-05"), claim("referenced", "2024-03", denied=True))
        assert (found.sources, found.disputing) == (1, 0)

    def test_an_undated_denial_disputes(self) -> None:
        assert come_to(claim("adopted", "2024-06"), claim("referenced", denied=True)).disputing == 1

    def test_a_denial_alone_is_referred_to_and_disputes_nothing(self) -> None:
        found = come_to(claim("referenced", "2024", denied=True))
        assert (found.status, found.sources, found.disputing) == ("referenced", 1, 0)

    def test_a_denial_agrees_with_a_plan(self) -> None:
        found = come_to(claim("planned", "2023"), claim("referenced", "2024", denied=True))
        assert (found.status, found.sources, found.disputing) == ("planned", 1, 0)

    def test_plans_after_the_fact_are_no_sources_and_no_kept_promise(self) -> None:
        plans = [claim("planned", f"2024-0{month}") for month in (3, 5, 7)]
        found = come_to(claim("adopted", "2023"), *plans)
        assert (found.sources, found.earlier, len(found.claims)) == (1, (), 4)
        assert [step.sources for step in found.steps] == [1, 3]

    def test_a_plan_between_two_reports_of_the_fact_is_no_kept_promise(self) -> None:
        assert come_to(claim("adopted", "2022"), claim("planned", "2023"), claim("adopted", "2024")).earlier == ()

    def test_before_it_was_adopted_again_it_was_withdrawn(self) -> None:
        claims = [claim("adopted", "2020"), claim("withdrawn", "2022"), claim("adopted", "2024")]
        assert come_to(*claims).earlier == ("withdrawn",)

    def test_an_undated_plan_is_not_earlier(self) -> None:
        assert come_to(claim("adopted", "2023"), claim("planned")).earlier == ()

    @pytest.mark.parametrize(
        ("onsets", "agree"),
        [(("2023", "2023-05"), True), (("2021", "2023-05"), False), (("../2022-06-30", "2023"), False),
         (("../2024-06-30", "2023"), True), (("2023",), True)],
    )  # fmt: skip
    def test_onsets_claimed_and_whether_they_agree(self, onsets: tuple[str, ...], agree: bool) -> None:
        found = come_to(*(claim("adopted", "2024-11-20", onset=onset) for onset in onsets))
        assert (found.onsets, found.onsets_agree) == (tuple(sorted(onsets)), agree)
        assert come_to(claim("adopted", "2024")).onsets_agree is None

    @pytest.mark.parametrize(
        ("one", "other", "conflict"),
        [
            (("25", ""), ("31", ""), True),
            (("25", ""), ("25.0", ""), False),
            (("25", ""), ("20", "min"), False),
            (("25", ""), ("30", "min"), True),
            (("25", ""), ("20", "max"), True),
            (("30", "about"), ("31", ""), False),
            (("30", "about"), ("40", ""), True),
            (("nonsense", ""), ("31", ""), False),
        ],
    )
    def test_figures_that_cannot_both_be_true(
        self, one: tuple[str, str], other: tuple[str, str], conflict: bool
    ) -> None:
        made = [FigureDigest(f"f/{n}", "出让土地", "2024", "宗", value, "", bound)
                for n, (value, bound) in enumerate((one, other))]  # fmt: skip
        found = come_to(claim("adopted", "2024", figures=(made[0],)), claim("adopted", "2025", figures=(made[1],)))
        assert found.conflicting == (("f/0", "f/1") if conflict else ())

    def test_other_periods_other_units_and_reprints_do_not_conflict(self) -> None:
        made = FigureDigest("f/0", "出让土地", "2024", "宗", "25")
        for other in (
            replace(made, iri="f/1", value="31", period="2023"),
            replace(made, iri="f/1", value="31", unit="亩"),
        ):
            found = come_to(claim("adopted", "2024", figures=(made,)), claim("adopted", "2025", figures=(other,)))
            assert found.conflicting == ()
        other = replace(made, iri="f/1", value="31")
        alike = [claim("adopted", "2024", source="one", figures=(figure,)) for figure in (made, other)]
        assert adoption("zone/甲", "reform/标准地", alike).conflicting == ()


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
    assert (found.figures, len(found.claims)) == (("figure/1", "figure/2"), 3)
    assert (found.sources, len(found.supports)) == (1, 2)


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
        monkeypatch.setattr(descriptions, "SUMMED", (1, 3, 32)[seed % 3])  # sums are kept, or not
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
            done = build([folder], fresh, decisions=decisions)
            assert derived(store) == derived(fresh)
            counts = State(store).counts()["things"]
            assert counts == State(fresh).counts()["things"] == count_things(store)
            assert (counts["claims"], counts["adoptions"]) == (done.claims, done.adoptions)
            before = derived(store)
            rederive.derive_all(State(store), read_decisions(decisions))
            assert derived(store) == before

    def test_a_change_touches_only_its_parts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store = open_store(":memory:")
        for number in range(20):
            text = f"标题{number}\n区{number}经开区|标准地|adopted|\n"
            (tmp_path / f"p{number}.txt").write_text(text, encoding="utf-8")
        build([tmp_path], store)
        made: list[Part] = []
        triples = Deriver.triples

        def noted(self: Deriver, part: Part, **options: Any) -> Any:
            made.append(part)
            return triples(self, part, **options)

        monkeypatch.setattr(Deriver, "triples", noted)
        (tmp_path / "p3.txt").write_text("标题3\n区3经开区|标准地|withdrawn|\n", encoding="utf-8")
        build([tmp_path], store)
        assert sorted(part[0] for part in made) == ["adoption", "reprint", "thing", "thing"]


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


def test_adoptions_have_their_claims_and_figures_and_claims_of_nobody_none(tmp_path: Path) -> None:
    """Of the five pages of `made_store`; b.txt and its reprint e.txt say the same."""
    nobody, *others = pages()
    claims = (*nobody.extractions[0].claims, replace(nobody.extractions[0].claims[0], actor=None, figures=()))
    made = [replace(nobody, extractions=(replace(nobody.extractions[0], claims=claims),)), *others]
    with open_store(make(tmp_path, made)) as store:
        found = store.select(
            "SELECT ?zone ?reform (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?figure) AS ?figures) "
            f"{{ GRAPH <{DERIVED}> {{ ?adoption rg:claim ?claim OPTIONAL {{ ?adoption rg:figure ?figure }} }} "
            "?claim rg:actor ?zone ; rg:reform ?reform } GROUP BY ?zone ?reform"
        )
    counts = {tuple(str(row[key]).rpartition("/")[2] for key in ("zone", "reform")): row for row in found}
    shown = {key: (int(str(row["claims"])), int(str(row["figures"]))) for key, row in counts.items()}
    assert shown == {
        (SHUOZHOU, "标准地"): (1, 1), (SHUOZHOU, "承诺制"): (1, 0),
        (DATONG, "标准地"): (3, 2), (DATONG, "全代办"): (3, 0),
        (CHANGZHI, "承诺制"): (1, 0), (CHANGZHI, "容缺受理"): (1, 0), (CHANGZHI, "园区合伙人"): (1, 0),
    }  # fmt: skip


@pytest.mark.parametrize(("title", "key"), [("标准地改革先行", ""), ("标准地改革再先行", "title 标准地改革再先行"),
                                            ("“标准地”改革，再先行！", "title 标准地改革再先行")])  # fmt: skip
def test_short_headlines_tell_no_articles_apart(title: str, key: str) -> None:
    assert about_title(title) == key
