"""One measure printed with and without a word for its kind is one claim."""

from __future__ import annotations

import pytest

from reformgraph import extract
from reformgraph.extraction.claims.same_names import name_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("“路宠企”服务模式", "路宠企"),
        ("“四即”改革", "四即"),
        ("一件事", "一件事"),
        ("服务工作", "服务"),
        ("改革", "改革"),
    ],
)
def test_stems(name: str, stem: str) -> None:
    assert name_stem(name) == stem


def _reforms(text: str) -> list[str]:
    return [claim["reform"] for article in extract(text=text).to_dict()["articles"] for claim in article["measures"]]


def test_a_name_with_and_without_its_kind_is_one_claim() -> None:
    told = _reforms("太仓高新区推行“路宠企”服务机制，企业点赞。太仓高新区不断深化“路宠企”服务，推行标准地。")
    assert sorted(told) == sorted({"标准地", *told})
    assert len([one for one in told if "路宠企" in one]) == 1


def test_names_that_differ_in_more_stay_two() -> None:
    told = _reforms("太仓高新区推行“标准地”改革，又上线“标准地超市”。")
    assert set(told) == {"标准地", "标准地超市"}


@pytest.mark.parametrize(
    ("text", "reforms"),
    [
        ("太仓高新区推行“首席服务”制度和“首席审批”制度。", {"首席服务", "首席审批"}),
        ("太仓高新区推行“网上审批”，又推出“网上服务”。", {"网上审批", "网上服务"}),
        ("太仓高新区推行“并联审批”制度、“并联服务”机制。", {"并联审批", "并联服务"}),
        (
            "太仓高新区推行“项目服务”机制、“项目审批”机制、“项目活动”机制。",
            {"项目服务", "项目审批", "项目活动"},
        ),
    ],
)
def test_names_of_different_kinds_stay_apart(text: str, reforms: set[str]) -> None:
    told = _reforms(text)
    assert set(told) == reforms
    assert len(told) == len(reforms)


def test_names_that_differ_in_form_only_are_one() -> None:
    assert len(_reforms("太仓高新区推行“四即”改革。太仓高新区深化“四即”机制。")) == 1
    assert len(_reforms("太仓高新区推行“宠企”服务机制。太仓高新区深化“宠企”模式。")) == 1
