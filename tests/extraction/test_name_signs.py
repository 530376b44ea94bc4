"""Words that look like proper names before the kind of a zone."""

from __future__ import annotations

import pytest

from reformgraph import extract
from reformgraph.extraction.zones.name_signs import looks_like_name, name_score


@pytest.mark.parametrize("word", ["荫营", "蓝谷", "新蒲", "浒关", "甬江", "嘉应"])
def test_names_look_like_names(word: str) -> None:
    assert looks_like_name(word)


@pytest.mark.parametrize("word", ["编制", "讲解", "下一步", "借好", "旧式", "科级", "本省", "全部", "卡住", ""])
def test_ordinary_words_do_not(word: str) -> None:
    assert not looks_like_name(word)


def test_a_sign_that_nobody_counted_has_the_weight_of_rare_ones() -> None:
    assert name_score("\u9fa5") == name_score("\u9fa4")


def _actors(text: str) -> list[tuple[str | None, str]]:
    articles = extract(text=text).to_dict()["articles"]
    return [(claim["zone"], claim["reform"]) for article in articles for claim in article["measures"]]


@pytest.mark.parametrize("kind", ["开发区", "高新区", "经开区"])
def test_an_unknown_zone_keeps_its_own_claims(kind: str) -> None:
    told = _actors(f"平定{kind}推行一窗受理。荫营{kind}推行标准地。")
    assert told == [(f"平定{kind}", "一窗受理"), (f"荫营{kind}", "标准地")]


def test_a_word_before_the_kind_is_no_zone() -> None:
    for text in (
        "平定高新区推行一窗受理。厘定高新区功能，高新区推行标准地。",
        "平定高新区推行一窗受理。请问荫高新区推行标准地。",
    ):
        assert {zone for zone, _ in _actors(text)} == {"平定高新区"}


def test_a_known_name_behind_a_word_is_not_called_after_the_word() -> None:
    assert _actors("洪山区同东湖高新区推行一窗受理。")[-1][0] != "洪山区同东湖高新区"
