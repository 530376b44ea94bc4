"""Bootstrap intervals."""

from __future__ import annotations

from reformgraph.evaluation.intervals import intervals, quantile
from reformgraph.evaluation.judgements import Unit


def units(hits: list[int]) -> list[Unit]:
    made = []
    for hit in hits:
        unit = Unit("p", None, None)
        unit.add("zones", hit, 1, 1)
        made.append(unit)
    return made


def test_intervals_are_seeded_and_hold_the_figure() -> None:
    some = units([1, 0] * 20)
    [(low, high)] = intervals(some, 400, 7).values()
    assert (low, high) == intervals(some, 400, 7)["zones"]
    assert 0.3 < low < 0.5 < high < 0.7
    assert intervals(units([1] * 5), 50, 0)["zones"] == (1.0, 1.0)
    assert intervals(units([1]), 50, 0) == {}
    assert intervals(some, 0, 0) == {}


def test_quantiles() -> None:
    assert (quantile([3.0, 1.0, 2.0], 0.0), quantile([3.0, 1.0, 2.0], 1.0), quantile([1.0, 2.0], 0.25)) == (
        1.0,
        3.0,
        1.25,
    )
