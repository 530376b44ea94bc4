"""Phrases that may name a measure: what is proposed, where it begins, how the work grows; sentences are invented."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.reforms.curated import ReformMention
from reformgraph.extraction.reforms.proposals import Proposal, propose
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span

_SIGNS = "甲乙丙丁戊己庚辛壬癸"


def flow_of(text: str) -> Flow:
    """A flow of one body paragraph."""
    return Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])


def proposed(text: str, kind: str, known: str = "") -> list[str]:
    """Names of the proposals of one kind."""
    at = text.find(known) if known else -1
    curated = [ReformMention(at, at + len(known), known, False)] if at >= 0 else []
    return [one.name for one in propose(flow_of(text), curated, ()) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("推出“夜班管家”。", "quoted", ["夜班管家"]),
        ("推出‘夜班管家’。", "quoted", ["夜班管家"]),
        ("推出“夜班管家。推行“日调度”机制。", "quoted", ["日调度"]),
        ("推行“早办、午办+晚办”。", "member", ["早办", "午办", "晚办"]),
        ("推行“早办”。", "member", []),
        ("开展“萤火虫”点亮行动。", "wider", ["萤火虫点亮行动"]),
        ("出台人才新政“22条”。", "wider", ["人才新政22条"]),
        (
            "印发《关于推进园区夜校行动方案（试行）》。",
            "title",
            ["推进园区夜校", "推进园区夜校行动方案（试行）", "园区夜校行动方案（试行）"],
        ),
        ("设立员工心声驿站。", "phrase", ["员工心声驿站"]),
        ("试行厂商轮流坐庄。", "object", ["厂商轮流坐庄"]),
        ("建立督办落实机制。", "phrase", ["建立督办", "督办落实机制"]),
        ("推出“夜班管家。", "phrase", []),
        ("推行日跟踪、周通报、月调度。", "object", ["日跟踪", "日跟踪、周通报、月调度"]),
    ],
)
def test_kinds(text: str, kind: str, names: list[str]) -> None:
    assert proposed(text, kind) == names


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("设立3个员工驿站。", "员工驿站", "3个员工驿站"),
        ("建成全省首个员工驿站。", "员工驿站", "个员工驿站"),
        ("组建项目指挥部。", "项目指挥部", "目指挥部"),
        ("服务对象与园区员工驿站。", "园区员工驿站", "与园区员工驿站"),
        ("优化市场准入评估。", "市场准入评估", "场准入评估"),
        ("把员工驿站建好。", "员工驿站", "把员工驿站"),
    ],
)
def test_where_a_phrase_begins(text: str, name: str, rest: str) -> None:
    """A count, a function word or a level before a name can be left out, and no word is torn."""
    names = proposed(text, "phrase")
    assert name in names
    if rest not in ("3个员工驿站", "与园区员工驿站"):
        assert rest not in names


def test_a_quoted_number_is_a_name_only_with_the_words_around_it() -> None:
    assert proposed("创新“1+3+N”服务机制。", "quoted") == []
    assert "1+3+N服务机制" in proposed("创新“1+3+N”服务机制。", "wider")
    assert proposed("“1+3+N”。", "quoted") == ["1+3+N"]


def test_curated_forms_keep_their_place() -> None:
    assert proposed("推行“标准地”改革。", "curated", "标准地") == ["标准地"]
    assert proposed("推行“标准地”改革。", "quoted", "标准地") == []


def test_places_and_order() -> None:
    flow = flow_of("推出“早办、午办”等服务，设立“心声”员工驿站，印发《夜校行动方案》。")
    found = propose(flow, [], ())
    assert found == sorted(found)
    assert len({(one.start, one.end) for one in found}) == len(found)
    for one in found:
        assert one.name == flow.text[one.start : one.end].replace("“", "").replace("”", "")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="“”‘’《》关于推出行服务机制码+、，。从到的第一3个项年1条\n", max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    flow = flow_of("云" + text)
    for one in propose(flow, [], ()):
        assert 0 <= one.start < one.end <= len(flow.text)


def _calls(text: str) -> tuple[int, list[Proposal]]:
    """Functions entered while a text is read, and what is proposed."""
    flow, calls = flow_of(text), 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = propose(flow, [], ())
    finally:
        sys.setprofile(before)
    return calls, found


def test_work_grows_as_the_text() -> None:
    def page(count: int) -> str:
        names = ("".join(_SIGNS[number // 10**place % 10] for place in range(4)) for number in range(count))
        return "".join(f"推出“{name}码”服务，" for name in names)

    (few, some), (many, all_) = _calls(page(500)), _calls(page(2_500))
    assert len(all_) == 5 * len(some)
    assert many < 5.5 * few


def test_descriptions_are_proposed_by_the_name_that_the_vocabulary_has() -> None:
    flow = flow_of("审批时限由60天减至9天。")
    assert [(one.name, one.curated) for one in propose(flow, [], {"压缩审批时限"})] == [("压缩审批时限", True)]
    assert propose(flow, [], ()) == []
