"""Tables to claims and figures: zone by zone, task lists, lists of measures, merged heads, units in every place."""

from __future__ import annotations

import pytest

from reformgraph.extraction.article import extract_page
from reformgraph.extraction.table_heads import is_figure, unit_of
from reformgraph.reading.read_pages import page_from_text
from reformgraph.records import Claim, Extraction
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

ISSUE = "2024-07-20"


def read(text: str, issue: str | None = ISSUE) -> Extraction:
    (found,) = extract_page(page_from_text(text, "x", issue), load_vocabulary()).extractions
    for claim in found.claims:
        assert "".join(text[slice(*claim.evidence_span)].split()) == "".join(claim.evidence.split())
        for figure in claim.figures:
            assert text[slice(*figure.span)] == figure.text
    return found


def told(claim: Claim) -> tuple[str, str | None, str, str | None, list[tuple[str, str]]]:
    figures = [(one.value, one.unit) for one in claim.figures]
    return claim.reform, claim.actor, claim.status, claim.when_edtf, figures


LEAD = "# 全市开发区推行标准地情况\n\n截至6月底，各开发区标准地出让情况如下：\n\n"


def test_zone_by_zone_with_units_in_the_heads() -> None:
    text = LEAD + (
        "| 序号 | 开发区 | 标准地（宗） | 面积（亩） |\n| 1 | 常熟经济技术开发区 | 8 | 460 |\n"
        "| 2 | 昆山高新技术产业开发区 | 12 | 1,733.5 |\n| 3 | 太仓港经济技术开发区 | 0 | — |\n"
        "| 合计 | | 20 | 2193.5 |\n"
    )
    found = read(text)
    assert [told(claim) for claim in found.claims] == [
        ("标准地", "常熟经济技术开发区", "adopted", "../2024-06-30", [("8", "宗"), ("460", "亩")]),
        ("标准地", "昆山高新技术产业开发区", "adopted", "../2024-06-30", [("12", "宗"), ("1733.5", "亩")]),
    ]
    first = found.claims[0]
    assert (first.onset_edtf, first.actor_basis) == ("../2024-06-30", "printed")
    assert first.evidence == "1 | 常熟经济技术开发区 | 8 | 460"
    assert first.figures[1].value_si == "306666.67"


@pytest.mark.parametrize(
    "table",
    [
        "园区 | 标准地宗数 | 标准地面积（亩）\n常熟经济技术开发区 | 8 | 460\n昆山高新区 | 6 | 70\n",
        "园区\t标准地宗数\t面积（亩）\n常熟经济技术开发区\t8\t460\n昆山高新区\t6\t70\n",
        "| 园区 | 标准地 ||\n| ^^ | 宗数 | 面积（亩） |\n| 常熟经济技术开发区 | 8 | 460 |\n| 昆山高新区 | 6 | 70 |\n",
        "| 园区 | 宗数 | 面积（亩） |\n| 常熟经济技术开发区 | 8宗 | 460亩 |\n| 昆山高新区 | 6 | 70 |\n",
    ],
)
def test_heads_that_are_merged_and_reforms_over_the_table(table: str) -> None:
    claims = read(LEAD + table).claims
    assert [(*told(claim)[:2], told(claim)[4]) for claim in claims] == [
        ("标准地", "常熟经济技术开发区", [("8", "宗"), ("460", "亩")]),
        ("标准地", "昆山高新区", [("6", "宗"), ("70", "亩")]),
    ]


def test_several_reforms_side_by_side_and_cells_that_say_no() -> None:
    text = "# 各园区改革推行情况统计\n\n" + (
        "| 园区 | 标准地 | 告知承诺制 |\n| 常熟经济技术开发区 | 是 | 未开展 |\n| 昆山高新区 | × | 已实施 |\n"
    )
    assert [told(claim)[1:3] for claim in read(text).claims] == [
        ("常熟经济技术开发区", "adopted"),
        ("昆山高新区", "adopted"),
    ]


def test_a_list_of_measures_with_a_column_of_units() -> None:
    text = "# 常熟经济技术开发区2024年上半年改革情况\n\n今年上半年，常熟经济技术开发区各项改革情况见下表。\n\n" + (
        "| 改革事项 | 数量 | 单位 |\n| 全代办 | 320 | 件 |\n| 一枚印章管审批 | 42 | 个 |\n| 园企夜谈会 | 5 | 场 |\n"
    )
    claims = read(text).claims
    assert [(claim.actor, claim.candidate, told(claim)[4]) for claim in claims] == [
        ("常熟经济技术开发区", False, [("320", "件")]),
        ("常熟经济技术开发区", False, [("42", "个")]),
        ("常熟经济技术开发区", True, [("5", "场")]),
    ]
    assert claims[2].reform == "园企夜谈会"


def test_a_list_of_tasks_is_a_plan_for_its_year() -> None:
    text = (
        "2025年开发区重点工作清单\n常熟经济技术开发区\n序号 | 重点工作 | 责任单位 | 完成时限\n"
        "1 | 落实“领导+专班”“项目管家”制度 | 招商部 | 全年\n"
        "2 | 推动工业用地“腾笼换鸟”，盘活存量土地400亩 | 改革办 | 9月底\n"
    )
    claims = read(text, "2024-11-20").claims
    assert [told(claim) for claim in claims] == [
        ("专班", "常熟经济技术开发区", "planned", "2025", []),
        ("项目管家", "常熟经济技术开发区", "planned", "2025", []),
        ("腾笼换鸟", "常熟经济技术开发区", "planned", "2025-09", [("400", "亩")]),
    ]
    assert [claim.onset_edtf for claim in claims] == [None, None, None]


def test_figures_without_a_reform_are_figures_of_the_row() -> None:
    text = "# 全市开发区上半年经济运行情况\n\n上半年各开发区主要指标如下：\n\n" + (
        "| 开发区 | 规上工业产值（亿元） | 增速 |\n| 常熟经济技术开发区 | 1200.5 | 6.1% |\n"
        "| 昆山高新区 | 980 | 5.4% |\n"
    )
    found = read(text)
    assert found.claims == ()
    assert [(one.zone, one.indicator, one.value, one.unit) for one in found.figures] == [
        ("常熟经济技术开发区", "规上工业产值", "1200.5", "亿元"),
        ("常熟经济技术开发区", "增速", "6.1", "%"),
        ("昆山高新区", "规上工业产值", "980", "亿元"),
        ("昆山高新区", "增速", "5.4", "%"),
    ]


def test_labels_and_values_are_no_table_of_data() -> None:
    text = "# 关于标准地的公告\n\n" + (
        "| 索引号 | 000014349/2024-00018 | 发布机构 | 常熟经济技术开发区管委会 |\n"
        "| 成文日期 | 2024-05-16 | 名称 | 关于标准地的公告 |\n\n"
        "常熟经济技术开发区出让标准地8宗。\n"
    )
    assert [told(claim)[4] for claim in read(text).claims] == [[("8", "宗")]]


def test_the_zone_of_the_last_row_is_not_that_of_what_follows() -> None:
    text = LEAD + (
        "| 开发区 | 标准地（宗） |\n| 常熟经济技术开发区 | 8 |\n| 昆山高新区 | 6 |\n\n"
        "推行全代办服务后，办理时间缩短一半，企业反映良好，各项工作有序推进。\n"
    )
    assert "昆山高新区" not in [claim.actor for claim in read(text).claims if claim.reform == "全代办"]


def test_how_far_a_measure_is_stands_in_a_cell_of_the_row() -> None:
    text = "# 苏州市开发区改革进展情况\n\n" + (
        "| 开发区 | 改革 | 进展 | 数量 |\n| 常熟经济技术开发区 | 标准地 | 已出让8宗 | 8宗 |\n"
        "| ^^ | 全代办 | 正在推进 | 320件 |\n| 昆山高新区 | 承诺制 | 计划2025年实施 | |\n"
    )
    assert [told(claim) for claim in read(text).claims] == [
        ("标准地", "常熟经济技术开发区", "adopted", None, [("8", "宗")]),
        ("全代办", "常熟经济技术开发区", "adopted", None, [("320", "件")]),
        ("承诺制", "昆山高新区", "planned", "2025", []),
    ]


def test_a_zone_that_is_charged_with_a_task_acts_and_an_office_does_not() -> None:
    text = "# 2025年改革任务清单\n\n| 序号 | 改革任务 | 责任单位 | 完成时限 |\n" + (
        "| 1 | 推行标准地 | 常熟经济技术开发区 | 6月底前 |\n| 2 | 推行全代办 | 昆山高新区 | 12月底前 |\n"
    )
    claims = read(text).claims
    assert [(claim.actor, claim.status, claim.when) for claim in claims] == [
        ("常熟经济技术开发区", "planned", "6月底前"),
        ("昆山高新区", "planned", "12月底前"),
    ]
    assert [str(claim.when_edtf)[-10:] for claim in claims] == ["2025-06-30", "2025-12-31"]


def test_a_column_of_beginnings_gives_the_onset() -> None:
    text = "# 苏州市开发区标准地实施时间表\n\n| 开发区 | 标准地实施时间 |\n" + (
        "| 常熟经济技术开发区 | 2023年6月 |\n| 昆山高新区 | 2024年3月 |\n"
    )
    assert [(claim.actor, claim.onset_edtf) for claim in read(text).claims] == [
        ("常熟经济技术开发区", "2023-06"),
        ("昆山高新区", "2024-03"),
    ]


def test_zones_across_and_measures_down() -> None:
    text = "# 苏州市开发区改革情况统计\n\n| 指标 | 常熟经济技术开发区 | 昆山高新区 |\n" + (
        "| 标准地（宗） | 8 | 12 |\n| 全代办（件） | 320 | 0 |\n| 规上工业产值（亿元） | 1200 | 980 |\n"
    )
    found = read(text)
    assert [(claim.reform, claim.actor, told(claim)[4]) for claim in found.claims] == [
        ("标准地", "常熟经济技术开发区", [("8", "宗")]),
        ("标准地", "昆山高新区", [("12", "宗")]),
        ("全代办", "常熟经济技术开发区", [("320", "件")]),
    ]
    assert [(one.zone, one.indicator, one.value) for one in found.figures] == [
        ("常熟经济技术开发区", "规上工业产值", "1200"),
        ("昆山高新区", "规上工业产值", "980"),
    ]


def test_years_in_heads_are_periods_and_the_caption_names_measure_and_unit() -> None:
    text = (
        "# 苏州市开发区统计\n\n2023年的情况见下表，由各区报送，市局汇总。\n\n表1 各开发区标准地出让面积\n单位：亩\n"
        + ("| 开发区 | 2022年 | 2023年 |\n| 常熟经济技术开发区 | 80 | 460 |\n| 昆山高新区 | 60 | 733 |\n")
    )
    claims = read(text).claims
    assert [(claim.reform, claim.actor) for claim in claims] == [
        ("标准地", "常熟经济技术开发区"),
        ("标准地", "昆山高新区"),
    ]
    assert [(one.value, one.unit, one.period_edtf) for one in claims[0].figures] == [
        ("80", "亩", "2022"),
        ("460", "亩", "2023"),
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("460", True), ("1,733.5", True), ("98.7%", True), ("约30", True), ("8宗", True), ("2024-05-18", False),
     ("6月底前", False), ("2024年", False), ("嘉鱼", False), ("8宗460亩", False), ("一", False), ("", False)],
)  # fmt: skip
def test_cells_that_are_figures(text: str, is_one: bool) -> None:
    assert is_figure(text) is is_one


@pytest.mark.parametrize(
    ("head", "unit"),
    [("面积（亩）", "亩"), ("面积(万平方米)", "万平方米"), ("投资额/亿元", "亿元"), ("办理件数", "件"),
     ("企业户数", "户"),
     ("标准地（含弹性出让）", ""), ("开发区", ""), ("人数", "人")],
)  # fmt: skip
def test_units_in_heads(head: str, unit: str) -> None:
    assert unit_of(head) == unit
