"""Onset intervals from a store: bounds, censoring, reprints, withdrawal."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from reformgraph.analysis.diffusion.observation import Observation, Onset, issue_days, observe
from reformgraph.analysis.diffusion.onsets import Rules, cascades_of, coverage, panel_of, pick_day
from reformgraph.errors import ReformGraphError, UsageError
from support.diffusion_store import invented_store

JIA, YI = (f"https://w3id.org/reformgraph/id/reform/{name}" for name in ("甲制", "乙制"))


@pytest.fixture(scope="module")
def seen() -> Observation:
    return observe(invented_store())


def onset(low: str | None, high: str | None) -> Onset:
    first, last = (date.fromisoformat(text) if text else None for text in (low, high))
    return Onset("a", "a", "r", "r", "adopted", first, last, None, None, frozenset())


def test_planned_is_not_adopted_and_reprints_count_once(seen: Observation) -> None:
    assert [(o.actor_name, o.reform_name, o.status) for o in seen.onsets] == [
        ("白水开发区", "甲制", "withdrawn"),
        ("石桥园", "乙制", "adopted"),
        ("青川开发区", "甲制", "adopted"),
    ]
    assert {o.actor_name: len(o.sources) for o in seen.onsets} == {"白水开发区": 1, "石桥园": 0, "青川开发区": 1}


def test_censoring_is_explicit(seen: Observation) -> None:
    assert {o.actor_name: o.censoring for o in seen.onsets} == {
        "白水开发区": "left",
        "石桥园": "undated",
        "青川开发区": "interval",
    }
    assert onset("2020-01-02", "2020-01-02").censoring == "exact"


def test_end_of_observation_is_the_last_issue(seen: Observation) -> None:
    assert seen.end == date(2023, 3, 1)
    reports = {a.name: (len(a.articles), a.last_report) for a in seen.actors}
    assert reports["青川开发区"] == (1, date(2021, 6, 20))


@pytest.mark.parametrize(
    ("bound", "since", "known"),
    [
        ("latest", None, "2020-12-31"),
        ("earliest", None, "2020-01-01"),
        ("midpoint", None, "2020-07-01"),
        ("earliest", "2020-03-01", "2020-03-01"),
        ("earliest", "2022-01-01", "2020-12-31"),
    ],
)
def test_bound_of_an_interval(bound: str, since: str | None, known: str) -> None:
    start = date.fromisoformat(since) if since else None
    day = pick_day(onset("2020-01-01", "2020-12-31"), bound, start, np.random.default_rng(0))  # type: ignore[arg-type]
    assert day == date.fromisoformat(known)


def test_open_start_needs_a_start_of_observation() -> None:
    dice = np.random.default_rng(0)
    assert pick_day(onset(None, "2020-12-31"), "earliest", None, dice) is None
    assert pick_day(onset(None, "2020-12-31"), "earliest", date(2019, 1, 1), dice) == date(2019, 1, 1)
    assert pick_day(onset("2020-01-01", None), "latest", None, dice) is None


def test_drawn_days_lie_in_the_interval_and_are_seeded() -> None:
    one = onset("2020-01-01", "2020-01-10")
    days = [pick_day(one, "draw", None, np.random.default_rng(k)) for k in range(40)]
    assert days == [pick_day(one, "draw", None, np.random.default_rng(k)) for k in range(40)]
    assert {date(2020, 1, 1), date(2020, 1, 10)} <= set(days)


def test_panel_censors_who_is_not_seen_and_ends_what_is_withdrawn(seen: Observation) -> None:
    panel = panel_of(seen, JIA)
    toa = dict(zip(panel.ids, panel.toa.tolist(), strict=True))
    assert toa["青川开发区"] == 2020
    assert toa["白水开发区"] == 2021
    assert math.isnan(toa["石桥园"])
    assert (panel.first, panel.last) == (2020, 2023)
    assert panel.end is not None
    assert dict(zip(panel.ids, panel.end.tolist(), strict=True))["白水开发区"] == 2023
    said = " ".join(panel.notes)
    assert "1 of 3 actors not yet seen" in said
    assert "1 adoptions withdrawn later" in said
    assert "latest bound" in said


def test_undated_adopters_are_neither_adopters_nor_at_risk(seen: Observation) -> None:
    with pytest.raises(ReformGraphError, match="1 without a date"):
        panel_of(seen, YI)
    early = panel_of(seen, JIA, Rules(bound="earliest"))
    assert "白水开发区" not in early.ids
    assert "1 adoptions without a usable date" in " ".join(early.notes)


def test_since_until_and_unit(seen: Observation) -> None:
    panel = panel_of(seen, JIA, Rules(bound="earliest", since=date(2019, 6, 1), unit="month"))
    assert panel.last - panel.first == (2023 - 2019) * 12 - 3
    short = panel_of(seen, JIA, Rules(until=date(2020, 12, 31)))
    assert short.last == 2020
    assert "1 onsets after the end" in " ".join(short.notes)
    with pytest.raises(UsageError, match="no bound"):
        panel_of(seen, JIA, Rules(bound="guess"))  # type: ignore[arg-type]


def test_cascades_carry_their_articles(seen: Observation) -> None:
    data = cascades_of(seen)
    assert data.names == ("甲制",)
    assert sorted(data.nodes) == ["白水开发区", "青川开发区"]
    assert [len(found) for found in data.sources] == [1, 1]
    with pytest.raises(ReformGraphError, match="no dated"):
        cascades_of(seen, Rules(kinds=("organ",)))


def test_coverage_counts_independent_articles_by_period(seen: Observation) -> None:
    panel = panel_of(seen, JIA)
    table = coverage(seen, panel, issue_days(invented_store()))
    row = panel.ids.index("青川开发区")
    assert table[row].tolist() == [0, 1, 0, 0]
    assert table[panel.ids.index("白水开发区")].tolist() == [0, 0, 0, 1]


def test_attributes_by_actor(seen: Observation) -> None:
    actor = seen.onsets[-1].actor
    panel = panel_of(seen, JIA, attributes={"city": {actor: "青川市"}})
    assert dict(zip(panel.ids, panel.attributes["city"], strict=True))["青川开发区"] == "青川市"


def test_empty_store_is_a_clear_error() -> None:
    from reformgraph.store import open_store

    nothing = observe(open_store(":memory:"))
    assert (nothing.onsets, nothing.end) == ((), None)
    with pytest.raises(ReformGraphError, match="no dated adoption"):
        cascades_of(nothing)
