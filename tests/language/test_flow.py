"""Clean text and its map back to the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.language.flow import Flow, fold, unwrap
from reformgraph.records import Paragraph, Span
from reformgraph.values import Position


def flow_of(text: str) -> Flow:
    return Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("新区推\n行 改革", "新区推行改革"),
        ("C 位", "C位"),
        ("one\ntwo", "one two"),
        ("20\n24年", "2024年"),
        ("ISO 9001", "ISO 9001"),
        ("\u200b改\ufeff革", "改革"),
    ],
)
def test_unwrap(printed: str, clean: str) -> None:
    assert unwrap(printed) == clean


def test_fold_keeps_length_and_levels_variants() -> None:
    text = "「標準地」７×２４小時，占比８８．５％"
    assert fold(text) == "“标准地”7×24小时，占比88.5%"
    assert len(fold(text)) == len(text)


def test_positions_map_back_through_wraps() -> None:
    page = "　昌河经开区推\n行“标准\n地”改革。"
    flow = flow_of(page)
    start = flow.text.index("标准地")
    span = flow.span(Position(start), Position(start + 3))
    assert page[span.start : span.end] == "标准\n地"
    assert flow.mention(Position(start), Position(start + 3)).text == "标准地"


def test_foreign_text_between_two_parts_is_noticed() -> None:
    page = "前半句说到一\n另一篇的标题\n半，后半句。"
    spans = (Span.at(0, 6), Span.at(14, len(page)))
    flow = Flow(page, [Paragraph("body", spans)])
    assert flow.text == "前半句说到一半，后半句。\n"
    assert flow.whole_part(0, 12, 8) == (6, 12)


def test_a_name_with_marks_inside_is_quoted_by_its_longest_part() -> None:
    """What is quoted stands on the page: 万人</b>助万企 had 万人助万企 as its quotation."""
    page = "推行万人</b>助万企行动"
    flow = Flow(page, [Paragraph("body", (Span.at(0, 4), Span.at(8, len(page))))])
    assert flow.text == "推行万人助万企行动\n"
    found = flow.mentions([(2, 7), (0, 4), (4, 7), (3, 5)])
    assert [one.text for one in found] == ["助万企", "推行万人", "助万企", "人"]
    assert all(page[one.span.start : one.span.end] == one.text for one in found)


def test_sentences_end_at_stops_and_keep_closing_quotes() -> None:
    flow = flow_of("甲说：“好。”乙推行改革；丙没有！丁")
    assert [flow.text[a:b] for a, b in flow.sentences] == ["甲说：“好。”", "乙推行改革；", "丙没有！", "丁"]


@given(st.text(alphabet="标准地改革 \n\t　abc12，。“”「」標準", max_size=80))
def test_any_range_of_a_flow_is_on_the_page(page: str) -> None:
    flow = flow_of(page)
    end = len(flow.text) - 1
    if end > 0 and flow.text[:end].strip():
        span = flow.span(Position(0), Position(end))
        assert "".join(page[span.start : span.end].split()) == "".join(flow.printed[:end].split())
