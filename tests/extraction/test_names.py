"""Names: labels, aliases, short forms, near misses."""

from __future__ import annotations

import pytest

from reformgraph.errors import UsageError
from reformgraph.sparql.name_index import resolve, suggest

ZONES = {
    "https://x/id/zone/青峰经济开发区": ["青峰经济开发区", "青峰开发区"],
    "https://x/id/zone/青峰高新技术产业开发区": ["青峰高新技术产业开发区"],
    "https://x/id/zone/白塔-临港产业园": ["临港产业园", "港园"],
    "https://x/id/zone/黑塔-临港产业园": ["黑塔临港产业园", "港园"],
}


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("青峰经济开发区", "青峰经济开发区"),
        ("青峰开发区", "青峰经济开发区"),
        ("青峰 经开区", "青峰经济开发区"),
        ("青峰高新区", "青峰高新技术产业开发区"),
        ("白塔-临港产业园", "白塔-临港产业园"),
        ("“临港产业园”", "白塔-临港产业园"),
        ("https://x/id/zone/黑塔-临港产业园", "黑塔-临港产业园"),
    ],
)
def test_names_found(text: str, local: str) -> None:
    assert resolve(ZONES, text, "zone") == f"https://x/id/zone/{local}"


def test_near_miss_is_suggested() -> None:
    with pytest.raises(UsageError, match="did you mean “青峰经济开发区”") as fault:
        resolve(ZONES, "青锋经济开发区", "zone")
    assert fault.value.exit_code == 2


def test_ambiguous_alias_names_the_bearers() -> None:
    with pytest.raises(UsageError, match="2 bearers"):
        resolve(ZONES, "港园", "zone")


@pytest.mark.parametrize("text", ["", "  ", "zzz", "\x00", "(((" * 50])
def test_nothing_like_it(text: str) -> None:
    with pytest.raises(UsageError, match="no zone named"):
        resolve(ZONES, text, "zone")


def test_empty_store() -> None:
    with pytest.raises(UsageError, match="no zone in the store"):
        resolve({}, "青峰", "zone")


def test_label_wins_over_alias() -> None:
    assert resolve({"a": ["甲", "乙"], "b": ["乙"]}, "乙", "reform") == "b"


def test_suggest_contains_first() -> None:
    assert suggest(ZONES, "青峰")[0].startswith("青峰")
