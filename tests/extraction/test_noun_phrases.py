"""Unquoted names of services before a head noun; all sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.ranges import Ranges
from reformgraph.extraction.reforms.noun_phrases import find_noun_phrases


def phrases(text: str, known: str = "") -> list[str]:
    at = text.find(known) if known else -1
    return [one.reform for one in find_noun_phrases(text, Ranges([(at, at + len(known))] if at >= 0 else []))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("设立员工心声驿站。", ["员工心声驿站"]),
        ("开辟外籍人才专区。", ["外籍人才专区"]),
        ("搭建闲置设备共享平台。", ["闲置设备共享平台"]),
        ("建立拖欠账款约谈机制。", ["拖欠账款约谈机制"]),
        ("推行厂区巡访通报制度。", ["厂区巡访通报制度"]),
        ("推行厂房分层供地模式。", ["厂房分层供地模式"]),
        ("启动计件薪酬改革。", ["计件薪酬改革"]),
        ("选派项目通关服务专员。", ["项目通关服务专员"]),
        ("员工心声驿站已开放。", ["员工心声驿站"]),
        ("员工心声驿站5月开门。", ["员工心声驿站"]),
        ("员工心声驿站里坐满了人。", []),
        ("路过员工心声驿站。", []),
        ("建立长效工作机制。", []),
        ("完善管理制度。", []),
        ("搭建信息共享平台。", []),
        ("搭建服务平台。", []),
        ("设立服务窗口。", []),
        ("加强评审机制建设。", []),
        ("建立拖欠账款约谈机制员。", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert phrases(text) == names


def test_words_before_the_name_are_cut() -> None:
    assert phrases("还将在全市推行厂区巡访通报制度。") == ["厂区巡访通报制度"]
    assert phrases("建立健全了拖欠账款约谈机制。") == ["拖欠账款约谈机制"]
    assert phrases("为企业设立一个员工心声驿站。") == ["员工心声驿站"]


def test_marks_inside_a_name_are_dropped_where_they_close() -> None:
    assert phrases("设立“心声”员工驿站。") == ["心声员工驿站"]
    assert phrases("设立“心声员工驿站。") == []


def test_what_is_taken_is_left_alone() -> None:
    assert phrases("建立拖欠账款约谈机制。", known="约谈机制") == []
    assert phrases("建立拖欠账款约谈机制，设立员工心声驿站。", known="约谈机制") == ["员工心声驿站"]


def test_names_stand_where_they_are_printed() -> None:
    text = "设立员工心声驿站，推行厂区巡访通报制度。"
    found = list(find_noun_phrases(text, Ranges(())))
    assert [text[one.start : one.end] for one in found] == [one.reform for one in found]
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(one.candidate and one.broader is None for one in found)


@pytest.mark.parametrize("text", ["", "\n", "机制", "制度机制平台", "“”机制", "建立机制。", "驿站" * 50])
def test_texts_without_a_name(text: str) -> None:
    assert phrases(text) == []


def test_a_name_is_of_bounded_length() -> None:
    (name,) = phrases("推行" + "厂" * 60 + "巡访通报制度。") or [""]
    assert len(name) <= 14 + len("通报制度")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="设立推行的在“”员工心声驿站约谈机制服务平台，。已", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for one in find_noun_phrases(text, Ranges(())):
        assert 0 <= one.start < one.end <= len(text)
        assert one.reform
