"""Quoted names weighed sign by sign; all sentences are invented."""

from __future__ import annotations

import sys
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.ranges import Ranges
from reformgraph.extraction.reforms.quoted import find_quoted
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Role, Span

_SIGNS = "甲乙丙丁戊己庚辛壬癸"


def flow_of(text: str, head: str = "") -> Flow:
    """A flow of one body paragraph, with a headline where one is given."""
    page = f"{head}\n{text}" if head else text
    parts: list[tuple[Role, int, int]] = [("title", 0, len(head))] if head else []
    parts.append(("body", len(page) - len(text), len(page)))
    return Flow(page, [Paragraph(role, (Span(start, end),)) for role, start, end in parts])


def quoted(text: str, head: str = "", known: str = "") -> list[str]:
    """Names found, where what is `known` has been taken already."""
    flow = flow_of(text, head)
    taken = [(at, at + len(known)) for at in range(len(flow.text)) if known and flow.text.startswith(known, at)]
    found = list(find_quoted(flow, Ranges(taken)))
    assert all(one.candidate and 0 <= one.start < one.end <= len(flow.text) for one in found)
    return [one.reform for one in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推出“夜班管家”，工人下班也能办。", ["夜班管家"]),
        ("推出‘夜班管家’，工人下班也能办。", ["夜班管家"]),
        ("推出「夜班管家」，工人下班也能办。", ["夜班管家"]),
        ("推行“三看三问”工作法。", ["三看三问"]),
        ("推行“随叫随到”式服务。", ["随叫随到"]),
        ("推行“甲方驻点+乙方巡回”服务。", ["甲方驻点+乙方巡回"]),
        ("推出“早办、午办、晚办”等服务。", ["早办", "午办", "晚办"]),
        ("建立“早会商、晚销账”机制。", ["早会商、晚销账"]),
        ("推出惠企新政“18条”，看得懂、用得上。", ["惠企新政18条"]),
        ("成为名副其实的“强磁场”。", []),
        ("从“坐等客来”到“登门拜访”，作风变了。", []),
        ("从“层层审批”到当天拿证，企业轻松了。", []),
        ("建立“日会商、周会商”机制。", ["日会商、周会商"]),
        ("大家直呼“太方便了”。", []),
        ("跑出“加速度”。", []),
        ("推出“爱”。", []),
        ("推出“ABC”服务。", []),
        ("推出“这是一个很长很长很长很长很长的服务机制名字”。", []),
        ("举办“云顶杯”创业大赛。", []),
        ("一家企业推出“夜班管家”。", []),
        ("为企业推出“夜班管家”。", ["夜班管家"]),
    ],
)
def test_what_is_a_name(text: str, names: list[str]) -> None:
    assert quoted(text) == names


@pytest.mark.parametrize(
    "text",
    ["", "\n", "“”", "“", "”", "”“", "“”“”“”", "“““", "’‘", "“甲", "甲”", "推出“”。", "推出“\n”。", "条", "“20条”"],
)
def test_marks_without_names(text: str) -> None:
    assert quoted(text) == []


def test_nested_marks_give_the_inner_name_alone() -> None:
    assert quoted("推出“大走访‘夜班管家’活动”。") == ["夜班管家"]
    assert quoted("推出“大走访“夜班管家”活动”。") == ["夜班管家"]


def test_marks_left_open_do_not_reach_the_next_sentence() -> None:
    assert quoted("推出“夜班管家。推行“日调度”机制。") == ["日调度"]


def test_a_name_that_comes_twice_needs_less() -> None:
    once = "“小梧桐”在那里，无人不晓。"
    assert quoted("说起“小梧桐”那一带。") == []
    assert quoted(once + "说起“小梧桐”那一带。") == ["小梧桐", "小梧桐"]


def test_a_headline_speaks_less_for_a_name() -> None:
    alone = "村里有“小梧桐”工作站"
    assert quoted(alone + "。") == ["小梧桐"]
    assert quoted("别无他话。", head="“小梧桐”，") == []


def test_members_beside_a_known_reform() -> None:
    assert quoted("推行“标准地+蓝图共绘”。", known="标准地") == ["蓝图共绘"]
    assert quoted("推行“标准地”。", known="标准地") == []
    assert quoted("推行“标准地制”。", known="标准地") == []
    assert quoted("推行“标准地超市”。", known="标准地") == ["标准地超市"]
    assert quoted("推行“标准地、一个说得出名字的长长的东西”。", known="标准地") == []


def test_names_stand_where_they_are_printed() -> None:
    flow = flow_of("推出“早办、午办、晚办”等服务，又推出“夜班管家”。")
    found = list(find_quoted(flow, Ranges(())))
    assert [flow.text[one.start : one.end] for one in found] == [one.reform for one in found]
    assert all(first.end <= second.start for first, second in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="“”‘’推出行服务机制码+、，。从到的甲乙1条\n", max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    flow = flow_of("云" + text)
    for one in find_quoted(flow, Ranges(())):
        assert 0 <= one.start < one.end <= len(flow.text)
        assert one.reform


def _calls(text: str) -> tuple[int, int]:
    """Functions entered while a text is read, and names found."""
    flow, calls = flow_of(text), 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = sum(1 for _ in find_quoted(flow, Ranges(())))
    finally:
        sys.setprofile(before)
    return calls, found


def test_work_grows_as_the_number_of_quotations() -> None:
    def page(count: int) -> str:
        names = ("".join(_SIGNS[number // 10**place % 10] for place in range(4)) for number in range(count))
        return "".join(f"推出“{name}码”，" for name in names)

    (few, some), (many, all_) = _calls(page(1_000)), _calls(page(5_000))
    assert (some, all_) == (1_000, 5_000)
    assert many < 5.5 * few
