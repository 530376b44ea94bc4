"""Times in text: the table of INTERFACE section 4, the onset rule of section 3, positions, bad input."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.errors import UsageError
from reformgraph.extraction.claims.onset_rule import onset_of
from reformgraph.language.dates.find_dates import DateMention, find_dates
from reformgraph.language.edtf import is_valid
from reformgraph.language.flow import fold
from reformgraph.language.numerals import integer
from reformgraph.values import Edtf

ISSUE = "2024-11-20"
SHARED = os.environ.get("REFORMGRAPH_SHARED", "")


def only(text: str, issue: str | None = ISSUE) -> DateMention:
    (found,) = find_dates(text, issue)
    return found


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("2024年", "2024"),
        ("2024年10月", "2024-10"),
        ("10月15日", "2024-10-15"),
        ("12月5日", "2023-12-05"),
        ("今年", "2024"),
        ("今年以来", "2024-01-01/2024-11-20"),
        ("去年以来", "2023-01-01/2024-11-20"),
        ("去年底", "2023-12"),
        ("一季度", "2024-01/2024-03"),
        ("上一季度", "2024-07/2024-09"),
        ("2024年1季度", "2024-01/2024-03"),
        ("上半年", "2024-01/2024-06"),
        ("1至7月份", "2024-01/2024-07"),
        ("前7月", "2024-01/2024-07"),
        ("截至2024年10月底", "../2024-10-31"),
        ("截至目前", "../2024-11-20"),
        ("自2023年3月以来", "2023-03/2024-11-20"),
        ("从组建到2024年6月底", "../2024-06-30"),
        ("3月上旬", "2024-03-01/2024-03-10"),
        ("年底前", "2024-11-20/2024-12-31"),
        ("近日", "2024-11~"),
        ("近期", "2024-11~"),
        ("近年来", None),
        ("长期以来", None),
        ("下一步", None),
        ("同期", None),
        ("此前", None),
        ("2024年3月31日", "2024-03-31"),
        ("明年6月底前", "2024-11-20/2025-06-30"),
    ],
)
def test_interface_table(printed: str, edtf: str | None) -> None:
    for text in (f"{printed}，园区办件。", f"园区办件。{printed}，又办件。", f"\n{printed}，"):
        found = only(text)
        assert (found.text, found.edtf) == (printed, edtf)
        assert text[found.start : found.end] == printed


def test_interface_table_special_cases() -> None:
    assert only("上季度，办件。", "2024-01-10").edtf == "2023-10/2023-12"
    assert only("10月15日上午，窗口开设。").text == "10月15日"
    assert only("10月15日，窗口开设。", None).edtf is None
    assert only("2024年1季度中国经济向好。").text == "2024年1季度"
    assert only("2024年3月31日事件多少起？").edtf == "2024-03-31"
    assert [mention.edtf for mention in find_dates("2022年，试点。3月，推开。", ISSUE)] == ["2022", "2022-03"]
    assert only("（2024）川01民初12号，2024年5月6日生效。").edtf == "2024-05-06"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("截至目前，", "total"),
        ("今年以来，", "since"),
        ("年底前，", "deadline"),
        ("目前，", "now"),
        ("下一步，", "future"),
        ("每年，", "periodic"),
        ("近年来，", "vague"),
        ("3月5日，", "point"),
        ("近三年，", "vague"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("when", "printed", "starts", "onset"),
    [
        ("2024-10", "2024年10月", True, "2024-10"),
        ("2024-10", "2024年10月", False, "../2024-10-31"),
        ("2023", "2023年", False, "../2023-12-31"),
        (None, None, True, "../2024-11-20"),
        (None, "近年来", False, "../2024-11-20"),
        ("2024-01-01/2024-11-20", "今年以来", False, "../2024-11-20"),
        ("2024-01-01/2024-11-20", "今年以来", True, "2024-01-01/2024-11-20"),
        ("2023-03/2024-11-20", "自2023年3月以来", False, "../2023-03-31"),
        ("2023-03/2024-11-20", "2023年3月以来", False, "../2023-03-31"),
        ("2023-03/2024-11-20", "自2023年3月起", False, "2023-03"),
        ("../2024-10-31", "截至2024年10月底", False, "../2024-10-31"),
        ("../2024-06-30", "从组建到2024年6月底", False, "../2024-06-30"),
        ("2024-11~", "近日", True, "2024-11~"),
        ("2023-03/..", "自2023年3月以来", False, "../2023-03-31"),
        ("1992/2010", "从1992年到2010年", False, "../2010-12-31"),
        ("2023-01-01/2024-11-20", "自去年以来", False, "../2023-12-31"),
        ("2023-01-01/2024-11-20", "去年以来", False, "../2024-11-20"),
        ("2024-01-01/2024-11-20", "自今年以来", False, "../2024-11-20"),
    ],
)
def test_onset(when: str | None, printed: str | None, starts: bool, onset: str) -> None:
    assert onset_of(Edtf(when) if when else None, printed, Edtf(ISSUE), starts) == onset


def test_onset_without_any_date_is_unknown() -> None:
    assert onset_of(None, None, None, starts=True) is None
    assert onset_of(None, "近年来", None, starts=False) is None


def test_a_bad_issue_date_is_refused() -> None:
    with pytest.raises(UsageError, match="20241120"):
        find_dates("今年", "20241120")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十三", 23), ("两千", 2000), ("两百五", 250), ("一万二千三百", 12300),
        ("二〇二四", 2024),
               ("三亿五千万", 350000000), ("两千零八", 2008), ("十", 10), ("一百零五", 105), ("三万亿", 3 * 10**12),
        ("五百二十", 520), ("", None), ("百姓", None), ("一" * 40, None),
    ],
)  # fmt: skip
def test_numerals(text: str, value: int | None) -> None:
    assert integer(text) == value


@pytest.mark.skipif(not SHARED, reason="REFORMGRAPH_SHARED is not set")
def test_shared_time_cases() -> None:
    lines = (Path(SHARED) / "cases" / "time.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for case in map(json.loads, lines):
        found = {mention.text: mention.edtf for mention in find_dates(fold(case["text"]), case["issue_date"])}
        wrong += [
            (case["id"], claim["when"], found.get(claim["when"]))
            for claim in case["expect"]["claims"]
            if claim.get("when") and found.get(claim["when"], "absent") != claim["when_edtf"]
        ]
    assert len(lines) >= 50
    assert wrong == []


_WORDS = """2024年 24年 3月 12月 31日 5日 今年 去年 当年 明年 底 前 以来 自 从 至 到 — 截至 目前 上半年 季度 一 三 前7月
上旬 “十四五”期间 近三年 ， 。 将 以 起 第 （ ） 3号 2.5 每年 个 月 日 年 二〇二四年 十月 此前 昨天 当天， 上月 月底"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n"])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(_PIECES, max_size=14).map("".join), st.sampled_from([None, "2024-11-20", "2024-02-29", "2024-01", "2023"])
)
def test_anything_that_looks_like_dates_holds(text: str, issue: str | None) -> None:
    last = 0
    for mention in find_dates(text, issue):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.edtf is None or is_valid(mention.edtf)
        last = mention.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for mention in find_dates(text, ISSUE):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "text", ["1" * 300_000, "一" * 300_000, "年月日" * 100_000, "2024年至" * 50_000, "\x00\x01" * 100_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    find_dates(text, ISSUE)
    assert time.process_time() - began < 10
