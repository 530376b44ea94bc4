"""Phrases that the words around them show to be no measures, and members of one list that share a verdict."""

from __future__ import annotations

import pytest

from reformgraph import extract
from reformgraph.extraction.reforms.no_measures import is_no_measure


def _no(before: str, phrase: str, after: str, known: bool = False) -> bool:
    text = before + phrase + after
    return is_no_measure(text, len(before), len(before) + len(phrase), known)


@pytest.mark.parametrize(
    ("before", "phrase", "after"),
    [
        ("成立“", "放管服", "”改革协调小组。"),
        ("成立", "标准地", "改革领导小组。"),
        ("破解“", "准入不准营", "”难题。"),
        ("聚焦“", "准入不准营", "”“先照后证”等问题。"),
        ("统一“", "告知书", "”等文书。"),
        ("当场核发", "营业执照", "。"),
    ],
)
def test_bodies_problems_and_papers(before: str, phrase: str, after: str) -> None:
    assert _no(before, phrase, after)


@pytest.mark.parametrize(
    ("before", "phrase", "after"),
    [
        ("“", "全代办", "”工作领导小组服务企业21次。"),
        ("推行“", "放管服", "”改革。"),
        ("推行“", "标准地", "”制度，解决问题。"),
        ("统一", "受理窗口", "。"),
        ("推行", "企业码", "。"),
        ("统一推行“", "场所码", "”。"),
    ],
)
def test_measures_stay(before: str, phrase: str, after: str) -> None:
    assert not _no(before, phrase, after)


def test_what_the_vocabulary_has_is_no_paper() -> None:
    assert _no("核发首张“", "一业一证", "”综合许可证。")
    assert not _no("核发首张“", "一业一证", "”综合许可证。", known=True)


def _reforms(text: str) -> list[str]:
    return [claim["reform"] for article in extract(text=text).to_dict()["articles"] for claim in article["measures"]]


def test_members_of_a_list_share_a_verdict() -> None:
    assert _reforms("太仓高新区推行电力专窗、供水专窗、燃气专窗。") == ["电力专窗", "供水专窗", "燃气专窗"]


def test_integration_of_anything_is_not_the_reform_of_three() -> None:
    assert "承诺制+标准地+全代办集成改革" not in _reforms("太仓高新区推行强镇扩权、集成改革。")
    assert "承诺制+标准地+全代办集成改革" in _reforms("太仓高新区推行“承诺制+标准地+全代办”集成改革。")
