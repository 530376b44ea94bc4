"""A place before a zone of another place, and the zones that a place may stand for."""

from __future__ import annotations

import pytest

from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.zones_of_places import zones_called
from reformgraph.store import open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("绍兴滨海新区的文章", [("unknown zone", "绍兴滨海新区")]),
        ("天津滨海新区的文章", [("zone", "滨海新区")]),
        ("眉山天府新区的文章", [("place", "眉山市"), ("zone", "天府新区")]),
        ("武汉东湖新技术开发区的文章", [("zone", "武汉东湖新技术开发区")]),
    ],
)
def test_a_zone_behind_a_place_it_does_not_lie_in(text: str, named: list[tuple[str, str]]) -> None:
    names = KnownNames(open_store(":memory:"), load_vocabulary())
    assert [(name.kind, name.label) for name in names.find(text)] == named


def test_zones_that_a_place_may_stand_for() -> None:
    forms = {
        "甲地开发区": ("zone", "one", "甲地开发区"), "甲地新区": ("zone", "two", "甲地新区"),
        "甲地开发区书记": ("person", "three", "某"), "甲地别的新区": ("zone", "four", "甲地别的新区"),
    }  # fmt: skip
    kinds = {"开发区", "新区"}
    found = zones_called("甲地市", forms, {"one", "two", "four"}, kinds)  # type: ignore[arg-type]
    assert found == [("one", "甲地开发区"), ("two", "甲地新区")]
    assert zones_called("甲地", forms, {"two"}, kinds) == [("two", "甲地新区")]  # type: ignore[arg-type]
