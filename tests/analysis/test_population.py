"""Populations, what they say of a result, and warnings about thin data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from reformgraph.analysis.diffusion.adoption_curve import curve, hazard
from reformgraph.analysis.diffusion.cascades import cascades_from_events, period_number, period_text
from reformgraph.analysis.diffusion.eha import risk_set
from reformgraph.analysis.diffusion.observation import Observation, Observed, Onset
from reformgraph.analysis.diffusion.onsets import Rules, panel_of
from reformgraph.analysis.diffusion.panel import make_panel
from reformgraph.analysis.diffusion.population import Member, Population, read_population
from reformgraph.analysis.diffusion.thin_data import cautions
from reformgraph.analysis.measures.movers import movers
from reformgraph.errors import UsageError
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

BASE = "https://example.org/id/"
REFORM = BASE + "reform/r"


def zone(name: str) -> str:
    return f"{BASE}zone/{name}"


def onset(name: str, earliest: date | None, latest: date | None, kind: str = "zone") -> Onset:
    return Onset(
        f"{BASE}{kind}/{name}", name, REFORM, "r", "adopted", earliest, latest, None, None, frozenset({"article/1"})
    )


def seen(*onsets: Onset, others: tuple[str, ...] = ()) -> Observation:
    actors = [Observed(one.actor, one.actor_name, one.sources, date(2024, 6, 1)) for one in onsets]
    actors += [Observed(zone(name), name, frozenset({"article/2"}), date(2024, 6, 1)) for name in others]
    return Observation(onsets, tuple(actors), date(2024, 12, 31), ("甲地日报",), (2022, 2024))


A, B = onset("a", date(2022, 5, 1), date(2022, 5, 1)), onset("b", date(2024, 2, 1), date(2024, 2, 1))
FIVE = Population("five", tuple(Member(name, name) for name in "abcde"))


def test_zones_without_a_report_are_at_risk_and_marked() -> None:
    panel = panel_of(seen(A, B, others=("c",)), REFORM, Rules(), population=FIVE)
    assert panel.ids == tuple("abcde")
    assert panel.attributes["observed"] == ("yes", "yes", "yes", "no", "no")
    assert [round(point.proportion, 3) for point in curve(panel)] == [0.2, 0.2, 0.4]
    assert [point.at_risk for point in hazard(panel)] == [5, 4, 4]
    assert "population: five, 5 zones, 3 observed, 2 unobserved" in panel.notes
    assert "sources: 1 papers or sites (甲地日报), 2 articles, issues of 2022 to 2024" in panel.notes


def test_undated_adopters_count_in_the_proportions() -> None:
    panel = panel_of(seen(A, B, onset("c", None, None)), REFORM, Rules(), population=FIVE)
    assert (len(panel), panel.outside) == (4, 1)
    assert curve(panel)[-1].proportion == pytest.approx(2 / 5)
    assert "1 adopters have no date: they stand in no period, counts are lower bounds" in panel.notes


def test_adopters_outside_the_population_are_named() -> None:
    panel = panel_of(seen(A, onset("外", date(2023, 1, 1), date(2023, 1, 1))), REFORM, Rules(), population=FIVE)
    assert "外" not in panel.ids
    assert "1 adopters outside the population left out: 外" in panel.notes


def test_a_zone_is_at_risk_from_its_approval() -> None:
    late = Population("late", (Member("a", "a"), Member("b", "b", date(2024, 1, 1)), Member("c", "c")))
    panel = panel_of(seen(A, B), REFORM, Rules(), population=late)
    assert [point.at_risk for point in hazard(panel)] == [2, 1, 2]
    rows = risk_set(panel, exposed=False)
    assert sorted(zip(rows.ids, rows.period.tolist(), strict=True)) == [("b", 2024), ("c", 2023), ("c", 2024)]


def test_without_a_population_the_result_says_so() -> None:
    notes = panel_of(seen(A, B), REFORM, Rules()).notes
    assert any("not all there are" in note for note in notes)


def test_the_catalogue_by_level_and_province() -> None:
    vocabulary = load_vocabulary()
    shanxi = read_population("national,provincial", vocabulary, "山西")
    assert shanxi.title == "national,provincial (山西省)"
    assert 40 < len(shanxi.members) < 80
    assert shanxi.of("祁县经济开发区") is not None
    assert len(read_population("national", vocabulary).members) > 500


def test_a_table_by_name_code_and_alias(tmp_path: Path) -> None:
    path = tmp_path / "zones.csv"
    path.write_text("zone,entry\n祁县经开区,2006-03\n14201004,\n无名园,2020\n", encoding="utf-8")
    found = read_population(str(path), load_vocabulary())
    assert [one.zone for one in found.members] == ["祁县经济开发区", "忻州经济开发区", "无名园"]
    assert found.members[0].entry == date(2006, 3, 31)
    assert found.notes == ("1 zones are not in the catalogue: 无名园",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("zone\n祁县经开区\n祁县开发区\n", "line 3: 祁县开发区 stands twice"),
        ("zone,entry\n祁县经开区,去年\n", "line 2: entry is '去年', not a date"),
        ("zone\n", "holds no zone"),
        ("name\n祁县\n", "there is no column 'zone'"),
    ],
)
def test_bad_tables(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "zones.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=fault):
        read_population(str(path), load_vocabulary())


@pytest.mark.parametrize(("text", "province", "fault"), [("local", None, "local"), ("national", "火星", "火星")])
def test_unknown_levels_and_provinces(text: str, province: str | None, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        read_population(text, load_vocabulary(), province)


def test_thin_data_are_told() -> None:
    one, two = frozenset({"article/1"}), frozenset({"article/2"})
    told = cautions([one, one, two], papers=("甲",), actors=["x/zone/a", "x/place/山西省"], candidates=["直通车"])
    assert [text.split(":")[1].strip()[:20] for text in told] == [
        "3 events only (fewer", "2 independent articl", "1 papers or sites on", "one article (1) is b",
        "1 adopters are no zo", "1 reforms are candid",
    ]  # fmt: skip
    many = [frozenset({f"article/{k}"}) for k in range(12)]
    assert not cautions(many, papers=("甲", "乙", "丙"), actors=["x/zone/a"])


def test_a_period_without_a_report_gives_no_row() -> None:
    panel = make_panel("ab", [3, np.nan], [], [], first=1, last=3)
    counts = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 2.0]])
    rows = risk_set(panel, exposed=False, coverage=counts)
    assert list(zip(rows.ids, rows.period.tolist(), strict=True)) == [("a", 3), ("b", 3)]


def test_nobody_wins_by_the_wording_of_a_report() -> None:
    data = cascades_from_events([("x", "a", 2024.0), ("x", "b", 2022.0), ("x", "c", 2024.0)])
    assert {m.node: (m.first, m.possible) for m in movers(data)} == {"a": (0, 0), "b": (1, 1), "c": (0, 0)}
    open_start = replace(data, earliest=np.array([-np.inf, 2022.0, 2024.0]))
    found = {m.node: m for m in movers(open_start)}
    assert {name: (m.first, m.possible) for name, m in found.items()} == {"a": (0, 1), "b": (0, 1), "c": (0, 0)}
    assert found["a"].walker is None
    assert (found["b"].rank_low, found["b"].rank_high) == (0.0, 0.5)
    surely = replace(data, earliest=np.array([2023.0, 2022.0, 2024.0]))
    assert {m.node: m.first for m in movers(surely)} == {"a": 0, "b": 1, "c": 0}


@pytest.mark.parametrize(
    ("day", "unit", "text"),
    [("2024-03-31", "quarter", "2024Q1"), ("2024-10-01", "quarter", "2024Q4"), ("2024-12-31", "month", "2024-12"),
     ("2024-01-01", "month", "2024-01"), ("1999-05-06", "year", "1999"), ("2024-02-29", "day", "2024-02-29")],
)  # fmt: skip
def test_periods_are_written_as_people_do(day: str, unit: str, text: str) -> None:
    assert period_text(period_number(day, unit), unit) == text
