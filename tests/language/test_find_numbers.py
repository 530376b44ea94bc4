"""Numbers with units: values, bounds, units, normalised values, positions, bad input."""

from __future__ import annotations

import json
import os
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.language.dates.find_dates import find_dates
from reformgraph.language.flow import fold, unwrap
from reformgraph.language.numbers.find_numbers import Quantity, find_quantities, normalise
from reformgraph.language.numbers.number_forms import FACTORS

SHARED = os.environ.get("REFORMGRAPH_SHARED", "")


def only(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("value", "unit", "si", "unit_si"),
    [
        ("93.65", "%", "0.9365", "1"),
        ("138.64", "亩", "92426.67", "m²"),
        ("3", "亩", "2000", "m²"),
        ("28", "万平方米", "280000", "m²"),
        ("1.5", "公顷", "15000", "m²"),
        ("5.9", "KM", "5900", "m"),
        ("15", "万吨", "150000", "t"),
        ("500", "公斤", "0.5", "t"),
        ("10", "GW", "10000000000", "W"),
        ("30", "万千瓦", "300000000", "W"),
        ("16", "亿元", "1600000000", "CNY"),
        ("7318.46", "万元", "73184600", "CNY"),
        ("1.2", "万亿元", "1200000000000", "CNY"),
        ("3.4", "万人", "34000", "persons"),
        ("59", "个", "59", "items"),
        ("1.2", "万次", "12000", "items"),
        ("4.2", "个百分点", "0.042", "1"),
        ("0.3", "‰", "0.0003", "1"),
        ("2.0", "倍", "2", "1"),
        ("400", "万", "4000000", "items"),
        ("5", "天", None, None),
        ("8000", "万美元", None, None),
        ("12", "个工作日", None, None),
        ("12", "元/平方米", None, None),
    ],
)
def test_normalise(value: str, unit: str, si: str | None, unit_si: str | None) -> None:
    assert normalise(value, unit) == (si, unit_si)


def test_every_unit_is_read_after_a_number() -> None:
    for unit in FACTORS:
        text = f"共7{unit}以内。" if unit == "日" else f"共7{unit}。"
        assert [(found.value, found.unit) for found in find_quantities(text)] == [("7", unit)], unit


def test_pieces_keep_their_words_of_exactness() -> None:
    assert only("惠及近300家。").text == "近300家"
    assert only("签约35个以上，").text == "35个以上"
    assert only("约10万平方米").text == "约10万平方米"
    assert only("招聘专业人才上千人。").text == "上千人"
    assert only("惠州有上百个。").text == "上百个"
    assert only("线上千家商户开业。").text == "千家"
    found = only("网办率为93.65%。")
    assert (found.start, found.end, found.value, found.bound) == (4, 10, "93.65", None)


def test_ranges_in_skip_are_left_out() -> None:
    text = "3宗地，5家企业"
    assert [found.unit for found in find_quantities(text, [(0, 2)])] == ["家"]
    assert find_quantities(text, [(0, len(text))]) == []


def test_dates_need_no_skip() -> None:
    text = "2024年5月6日，1至7月份，前8个月，一季度，二〇二四年三月，本月8日，“十四五”期间，9家企业入驻。"
    assert [found.text for found in find_quantities(text)] == ["9家"]


def test_huge_numbers_are_not_quantities() -> None:
    assert find_quantities("9" * 40 + "个") == []
    assert normalise("9" * 16, "亿元") == ("9" * 16 + "0" * 8, "CNY")


@pytest.mark.skipif(not SHARED, reason="REFORMGRAPH_SHARED is not set")
def test_shared_figure_cases() -> None:
    lines = (Path(SHARED) / "cases" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for case in map(json.loads, lines):
        text = fold(unwrap(case["text"]))
        skip = [(mention.start, mention.end) for mention in find_dates(text, case["issue_date"])]
        found = [
            (float(q.value), float(q.value_max) if q.value_max else None, q.bound, q.unit)
            for q in find_quantities(text, skip)
        ]
        gold = [figure for claim in case["expect"]["claims"] for figure in claim["figures"]]
        want = [(float(f["value"]), f.get("value_max"), f.get("bound"), f["unit"]) for f in gold]
        if "bound not checked" in case["phenomenon"]:
            found = [(value, high, None, unit) for value, high, _, unit in found]
        if sorted(found, key=str) != sorted(want, key=str):
            wrong.append((case["id"], found, want))
    assert len(lines) >= 50
    assert wrong == []


_WORDS = """3 12.5 1,234 三 两 十几 一百二十 七八 百 千 万 亿 余 多 近 约 超过 不到 以上 左右
以内 个 家 亩 % 万元 个半月
个工作日 至 — 到 从 由 第 前 每 “ ” 《 》 、 ， 。 年 天 日 米 / 元 × 小时 百分之 半 不到半年 2024年 0 .5 -"""
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_anything_that_looks_like_numbers_holds(text: str) -> None:
    last = 0
    for found in find_quantities(text):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert Decimal(found.value) >= 0
        assert found.value_max is None or Decimal(found.value_max) >= 0
        assert "E" not in found.value + (found.value_si or "")
        assert (found.value_si is None) == (found.unit_si is None)
        last = found.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["万元", "个", "亩", "%", "公里", "人次", "个工作日"]),
)
def test_what_is_printed_is_read_back(value: Decimal, unit: str) -> None:
    found = only(f"项目共{value:f}{unit}，")
    assert Decimal(found.value) == value
    assert found.unit == unit


@pytest.mark.parametrize(
    "text", ["1" * 300_000, "一" * 300_000, "3个、" * 60_000, "百千万亿" * 75_000, "“3个" * 60_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    find_quantities(text)
    assert time.process_time() - began < 10
