"""English questions asked in no known way, and reforms named by the words of their English names."""

from __future__ import annotations

import pytest

from reformgraph.ask.answer import Named
from reformgraph.ask.english_reforms import meaning_words, reforms_in_words, stem
from reformgraph.ask.free_english import freely_in_chinese

TOLD = {"{z0}": "甲区", "{r1}": "标准地", "{r2}": "全代办", "{l0}": "山西省", "{r900}": "“不知名”"}
SEAL = ("一枚印章管审批", "seal", meaning_words("One seal for all approvals"))
PARALLEL = ("并联审批", "parallel", meaning_words("Parallel approval"))


@pytest.mark.parametrize(
    ("marked", "chinese"),
    [
        ("has {z0} by now put in place {r1}", "甲区推行标准地了吗？"),
        ("so what proof is there that {z0} uses {r1}", "凭什么说甲区推行了标准地？"),
        ("which regions or zones have got {r1}", "哪些开发区推行了标准地？"),
        ("who has both {r1} and {r2}", "谁推行了标准地和全代办？"),
        ("which zones across {l0} have got {r1}", "山西省有哪些开发区推行了标准地？"),
        ("what projects are under way in {z0}", "甲区有哪些项目？"),
        ("when did {z0} issue its {r900}", "甲区何时推行“不知名”？"),
        ("who wrote the story about {z0} winning 《某某榜》", "《某某榜》的作者是谁？"),
        ("which solar firms are in {z0}", None),
        ("who has both roses and {r1}", None),
        ("how many roses grow in {z0}", None),
    ],
)
def test_a_free_question_is_read_or_refused(marked: str, chinese: str | None) -> None:
    told = {mark: name for mark, name in TOLD.items() if mark in marked}
    free = freely_in_chinese(marked, told)
    assert (free[0] if free and not free[1] else None) == chinese


def test_words_that_nothing_accounts_for_are_told() -> None:
    assert freely_in_chinese("has {z0} quietly introduced {r1}", TOLD) == ("甲区推行标准地了吗？", ("quietly",))


def test_words_before_a_chinese_name_in_brackets_explain_it() -> None:
    marked = "has {z0} streamlined many strange and long things {r1}"
    assert freely_in_chinese(marked, TOLD, {"{r1}"}) == ("甲区推行标准地了吗？", ())
    free = freely_in_chinese(marked, TOLD)
    assert free
    assert free[1] == ("streamlined", "strange", "long", "things")


def test_a_reform_by_the_words_of_its_name() -> None:
    text = "who has both single seal approval and parallel approval"
    found = list(reforms_in_words(text, (), [SEAL, PARALLEL]))
    assert sorted(name.label for name in found) == ["一枚印章管审批", "并联审批"]
    assert all(text[name.start : name.end].endswith("approval") for name in found)


def test_two_reforms_that_fit_stand_for_none() -> None:
    other = ("另一种", "other", meaning_words("A seal on the approval"))
    assert list(reforms_in_words("who has a seal for approvals", (), [SEAL, other])) == []


def test_words_of_another_name_are_not_taken_again() -> None:
    taken = Named("zone", "甲区", "zone", 8, 25, "seal approval zone")
    assert list(reforms_in_words("who has seal approval zone", (taken,), [SEAL])) == []


@pytest.mark.parametrize(("one", "other"), [("approvals", "approval"), ("delegating", "delegated")])
def test_stems(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    "marked",
    [
        "has {z9} adopted {r1}",
        "when did {a0} adopt {r1}",
        "which zones have got {r7} by now",
        "has {z0} always refused to adopt any kind of {r1}",
        "has {z0} never adopted {r1}",
        "why did {z0} abolish {r1}",
    ],
)
def test_braces_of_the_question_and_opposite_senses_are_not_read(marked: str) -> None:
    assert freely_in_chinese(marked, TOLD) is None


def test_giving_up_asks_for_the_status() -> None:
    assert freely_in_chinese("did {z0} give up {r1}", TOLD) == ("甲区的标准地是什么状态？", ())
