"""Zones named in letters, by place and kind."""

from __future__ import annotations

import pytest

from reformgraph.errors import UsageError
from reformgraph.sparql.letter_names import spelled_by
from reformgraph.sparql.name_index import resolve

ZONES = {
    "z:1": ("朔州经济开发区",),
    "z:2": ("太原经济技术开发区", "太原经开区"),
    "z:3": ("太原高新技术产业开发区",),
    "z:4": ("晋城市工业园区",),
}


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("Shuozhou", "z:1"),
        ("Shuozhou Economic Development Zone", "z:1"),
        ("shuozhou jingji kaifaqu", "z:1"),
        ("Taiyuan ETDZ", "z:2"),
        ("Taiyuan Economic and Technological Development Zone", "z:2"),
        ("Taiyuan High-Tech Zone", "z:3"),
        ("Jincheng Industrial Park", "z:4"),
        ("Jinchengshi Industrial Park", "z:4"),
    ],
)
def test_spelled(text: str, iri: str) -> None:
    assert spelled_by(ZONES, text) == [iri]
    assert resolve(ZONES, text, "zone") == iri


@pytest.mark.parametrize("text", ["Shuo", "朔州 Economic Development Zone", "Economic Development Zone", "", "--"])
def test_not_spelled(text: str) -> None:
    assert spelled_by(ZONES, text) == []


def test_several_are_told_by_name() -> None:
    with pytest.raises(UsageError, match=r"2 bearers: “太原经济技术开发区”, “太原高新技术产业开发区”") as fault:
        resolve(ZONES, "Taiyuan", "zone")
    assert fault.value.cure == "name the one you mean"


def test_letters_name_zones_only() -> None:
    with pytest.raises(UsageError, match="no company named"):
        resolve({"c:1": ("太原重工",)}, "taiyuanzhonggong", "company")


def test_english_name_without_its_bracket() -> None:
    reforms = {"r:1": ("标准地", "Standard land (industrial land offered with preset indicators)"), "r:2": ("全代办",)}
    assert resolve(reforms, "standard land", "reform") == "r:1"


def test_reforms_go_by_their_sounds_too() -> None:
    reforms = {"r:bzd": ["标准地", "“标准地”改革"], "r:cnz": ["承诺制"]}
    assert resolve(reforms, "biaozhundi", "reform") == "r:bzd"
    assert resolve(reforms, "Biao zhun di", "reform") == "r:bzd"
    with pytest.raises(UsageError):
        resolve(reforms, "biaozhun", "reform")


@pytest.mark.parametrize(
    ("name", "text"), [("重庆高新区", "chongqinggaoxinqu"), ("六安经济开发区", "luanjingjikaifaqu")]
)
def test_a_character_of_several_sounds(name: str, text: str) -> None:
    assert spelled_by({"z": [name]}, text) == ["z"]
