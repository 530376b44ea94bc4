"""Mentions of curated reforms: quotes, look-alikes, one sense throughout an article, shared heads."""

from __future__ import annotations

import pytest

from reformgraph.extraction.reforms.curated import find_reforms
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.case_judge import page_of


def found(text: str) -> list[tuple[str, str]]:
    flow = Flow(page_of(text, None).text, [Paragraph("body", (Span.at(0, len(text)),))])
    return [(one.reform, flow.text[one.start : one.end]) for one in find_reforms(flow, load_vocabulary())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("萍乡高新区推行「標準地」與“全代辦”，為企業辦實事。", ["标准地", "全代办"]),
        ("开设7×24小时政务服务超市。", ["7x24小时政务服务超市"]),
        ("提供“一站式”企业服务中心。", ["一站式服务大厅"]),
        ("高标准地完成绿化。", []),
        ("承诺制作三部影片。", []),
        ("全年网上办件九百件。", []),
        ("项目通过海关等部门联合验收。", []),
        ("工程推行联合验收。", ["联合验收"]),
        ("实行“大部制、扁平化”管理，全员竞聘上岗，身份封存。", ["大部制", "扁平化管理", "全员岗位聘任制", "档案封存"]),
        ("推行环评告知承诺制、规划环评与项目环评联动。", ["环评告知承诺制", "规划环评与项目环评联动"]),
        ("综保区推行船边直提、抵港直装和“7×24小时”预约通关。", ["船边直提", "抵港直装", "预约通关"]),
    ],
)
def test_forms(text: str, names: list[str]) -> None:
    assert [name for name, _ in found(text)] == names


def test_a_word_keeps_its_other_meaning_throughout_an_article() -> None:
    assert found("发布数据出境负面清单。负面清单以外的数据可以流动。") == []
    assert found("萍乡高新区推行负面清单管理。")[0][0] == "负面清单"


def test_items_of_a_list_share_its_head() -> None:
    assert [name for name, _ in found("提供预约、延时、跟踪服务。")] == ["预约服务", "延时服务", "跟踪服务"]


def test_a_list_of_reforms_with_names_of_their_own_is_no_name() -> None:
    listed = ["领导班子任期制", "全员岗位聘任制", "绩效工资制"]
    assert [name for name, _ in found("推行领导班子任期制、全员岗位聘任制、绩效工资制。")] == listed


def test_the_span_leaves_the_quotation_marks_out() -> None:
    assert found("推行“标准地”。") == [("标准地", "标准地")]
