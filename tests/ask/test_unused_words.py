"""Words of a question that nothing in its answer accounts for."""

from __future__ import annotations

import pytest

from reformgraph.ask.answer import AnswerRow, Kind, Named, Part
from reformgraph.ask.unused_words import asks_reason, asks_sum, nothing_used, turning, unused_words

REFORM = Named("reform", "标准地", None, 0, 0, "标准地")
ZONE = Named("zone", "朔州经济开发区", "zone", 0, 0, "朔州经开区")


def part(piece: str, kind: Kind = "adopters", statuses: tuple[str, ...] = ("adopted",)) -> Part:
    return Part(kind, piece, (REFORM, ZONE), (), statuses, piece=piece)


def row(quote: str, issued: str | None = None) -> AnswerRow:
    return AnswerRow("", quote, "某报", issued, "", "page.txt")


@pytest.mark.parametrize(
    ("piece", "quote", "unused"),
    [
        ("哪些开发区推行了标准地？", "", ()),
        ("哪些经开区在深化标准地改革？", "", ()),
        ("标准地有没有在朔州经开区落地？", "", ()),
        ("朔州经开区推行标准地没有？", "", ()),
        ("哪些开发区对外资企业推行了标准地？", "面向内资企业推行标准地", ("对外",)),
        ("哪些开发区对外资企业推行了标准地？", "对外资企业推行标准地", ()),
        ("哪些开发区没有推行标准地？", "已推行标准地", ("没有",)),
        ("除了朔州经开区，谁推行了标准地？", "推行标准地", ("除了",)),
        ("谁先推行标准地？", "推行标准地", ("先",)),
        ("哪个开发区最早推行标准地？", "推行标准地", ("最早",)),
        ("哪个开发区最早推行标准地？", "最早推行标准地的开发区", ()),
        ("2019年谁推行了标准地？", "2024年推行标准地", ("2019年",)),
        ("2024年谁推行了标准地？", "24年推行标准地", ()),
        ("标准地获得国务院表扬了吗？", "推行标准地", ("国务院表扬",)),
        ("标准地失败了吗？", "推行标准地", ("失败",)),
        ("不见面的标准地谁在做？", "推行不见面的标准地", ()),
        ("副主任是谁？", "主任张三", ("副",)),
        ("标准地原文是怎么写的？", "推行标准地", ()),
    ],
)
def test_words_without_an_account(piece: str, quote: str, unused: tuple[str, ...]) -> None:
    assert unused_words(part(piece), [row(quote)]) == unused


def test_the_year_of_issue_is_that_of_a_text_that_prints_none() -> None:
    asked = part("2024年谁推行了标准地？")
    assert unused_words(asked, [row("今年推行标准地", "2024-03-01")]) == ()
    assert unused_words(asked, [row("2023年推行标准地", "2024-03-01")]) == ("2024年",)


def test_words_of_the_status_asked_for_are_used() -> None:
    assert unused_words(part("谁取消了标准地？", statuses=("withdrawn",)), [row("废止标准地")]) == ()
    assert unused_words(part("谁取消了标准地？"), [row("推行标准地")]) == ("取消",)


def test_a_state_beside_another_is_used() -> None:
    assert unused_words(part("朔州经开区推行标准地了吗，还是只在计划？", "status"), [row("推行标准地")]) == ()


def test_a_reason_is_none_of_the_kinds() -> None:
    assert asks_reason(part("朔州经开区为什么推行标准地？", "status"))
    assert not asks_reason(part("为什么说朔州经开区推行了标准地？", "why"))
    assert not asks_reason(part("朔州经开区推行标准地了吗？", "yes-no"))


def test_what_may_turn_an_answer_of_sentences() -> None:
    assert turning(("2019年", "没有", "先", "相互", "上市辅导员")) == ("2019年", "没有", "先", "上市辅导员")


def test_the_deed_of_which_the_day_is_asked_for_has_to_be_printed() -> None:
    assert unused_words(part("朔州经开区国务院是哪天批的？", "when"), [row("国务院2023年表彰")]) == ("批",)
    assert unused_words(part("朔州经开区国务院是哪天批的？", "when"), [row("国务院2023年批准")]) == ()
    assert unused_words(part("朔州经开区国务院是哪天批准的？", "when"), [row("国务院2023年批准")]) == ()


@pytest.mark.parametrize(
    ("piece", "sums"),
    [
        ("买地的企业和租地的企业拢共几家？", True),
        ("租地的企业有几家？", False),
        ("租地的企业拢共几家？", False),
        ("买地的和租地的企业各几家？", False),
    ],
)
def test_a_sum_of_two_things(piece: str, sums: bool) -> None:
    assert asks_sum(part(piece, "figure")) is sums


def test_a_question_of_which_nothing_is_used() -> None:
    assert nothing_used(part("谁垫底？", "passage"), ("垫底",))
    assert not nothing_used(part("谁的规模以上企业垫底？", "passage"), ("垫底",))
