"""Titles in 《》 and official numbers: nesting, broken marks, whose number it is, linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.extraction.names.documents import find_documents
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span


def flow(text: str) -> Flow:
    return Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("印发《园区人才公寓办法》。", ["园区人才公寓办法"]),
        ("《甲办法》《乙办法》先后施行，《甲办法》再修订。", ["甲办法", "乙办法"]),
        ("《关于落实〈湖区条例〉的意见》", ["关于落实〈湖区条例〉的意见"]),
        ("《关于落实《湖区条例》的意见》", ["关于落实《湖区条例》的意见"]),
        ("公布《促进航运\n发展的措施》，", ["促进航运发展的措施"]),
        ("《没有结尾。下一句《有结尾》。", ["有结尾"]),
        ("没有开头》，《有开头》。", ["有开头"]),
        ("《》《 》《，》", []),
        ("《" + "长" * 121 + "》", []),
        ("《" + "长" * 120 + "》", ["长" * 120]),
        ("", []),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [one.name for one in find_documents(flow(text))] == titles


def test_a_mark_does_not_run_over_a_paragraph() -> None:
    text = "《开头\n结尾》。《完整》"
    two = Flow(text, [Paragraph("body", (Span.at(0, 3),)), Paragraph("body", (Span.at(4, len(text)),))])
    assert [one.name for one in find_documents(two)] == ["完整"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "印发《园区公寓办法》（湖政办函〔2024〕103号）。",
            [("园区公寓办法", None), ("湖政办函〔2024〕103号", "园区公寓办法")],
        ),
        ("《甲办法》（见湖政发[2021] 5号）要求", [("甲办法", None), ("湖政发[2021]5号", None)]),
        ("依据国办发〔2017〕7号文件执行", [("国办发〔2017〕7号", None)]),
        ("按照湖办字【2020】第12号", [("湖办字【2020】第12号", None)]),
        ("（2024）湖01民初12号判决", []),
        ("地块为湖政工出〔2022〕4号", []),
        ("2024年第5号公告，7号楼", []),
    ],
)
def test_official_numbers(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.number_of) for one in find_documents(flow(text))] == found


def test_a_number_far_behind_a_title_is_not_its_number() -> None:
    (title, number) = find_documents(flow("《园区公寓办法》已经施行，另见湖政发〔2021〕5号。"))
    assert (title.number_of, number.number_of) == (None, None)


def test_mentions() -> None:
    joined = flow("《甲法》和《乙法》，《甲法》。")
    assert [[mention.span for mention in one.mentions] for one in find_documents(joined)] == [
        [(1, 3), (11, 13)],
        [(6, 8)],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "《" * 10_000,
        "《" * 10_000 + "甲" + "》" * 10_000,
        "《甲" * 10_000,
        "》" * 10_000,
        "政" * 100_000,
        "〔2024" * 20_000,
    ],
)
def test_nested_marks_take_linear_time_and_invent_nothing(text: str) -> None:
    start = time.process_time()
    assert len(find_documents(flow(text))) <= 1
    assert time.process_time() - start < 2


@given(st.text(alphabet="《》〈〉甲乙\n，", max_size=200))
def test_titles_are_printed_between_marks(text: str) -> None:
    joined = flow(text)
    for one in find_documents(joined):
        for mention in one.mentions:
            assert f"《{mention.text}》" in joined.printed
            assert "\n" not in mention.text
