"""Figures: which quantities state something, what they measure, when they hold."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.figures import FlowFigure, find_figures
from reformgraph.language.dates.find_dates import find_dates
from reformgraph.language.flow import Flow
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.records import Paragraph, Span

ISSUE = "2024-11-20"
SHARED = os.environ.get("REFORMGRAPH_SHARED", "")


def figures(text: str) -> list[FlowFigure]:
    flow = Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])
    return figures_of(flow, ISSUE)


def figures_of(flow: Flow, issue: str | None) -> list[FlowFigure]:
    dates = find_dates(flow.text, issue)
    return find_figures(flow, dates, find_quantities(flow.text, [(date.start, date.end) for date in dates]))


@pytest.mark.parametrize("adverb", ["", "再", "直接", "大幅", "进一步", "统一", "逐步"])
def test_the_former_of_two_values_is_marked(adverb: str) -> None:
    first, _ = figures(f"审批时间从原来的30天，{adverb}压缩至5天。")
    assert first.indicator == "审批时间（原）"


@pytest.mark.parametrize("former", ["原来", "原先", "以前", "最初", "开始", "早先"])
def test_words_of_the_former_value(former: str) -> None:
    first, last = figures(f"审批时间由{former}的30天，压缩至5天。")
    assert (first.indicator, last.indicator) == ("审批时间（原）", "审批时间")


#: Words between what is measured and its number.
BETWEEN = (  # noqa: SIM905
    "已 达到 突破 高达 可达 完成 实现 占到 约 近 累计 合计 共计 一共 总共 预计 仅 只 才 就 分别 均 "
    "都 估计 加起来 合起来 算下来 将 里 各 又 再 由 从 在 也 不 最高 最多 至多 至少 只要 只用 仅用 "
    "仅需 只需 只花 剩 只剩 需要 达 为 是 有 到 至 共 过 原来 原先 原有 过去 起码 大约 逾 将近 "
    "接近 进到 "
).split()


@pytest.mark.parametrize("between", BETWEEN)
def test_words_between_are_no_part_of_what_is_measured(between: str) -> None:
    assert [one.indicator for one in figures(f"园区投资额{between}5000万元。")] == ["投资额"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("项目总投资89.69亿元，占地200亩。", ["项目总投资", "占地"]),
        ("累计签约项目8个，其中开工6个。", ["签约项目", "开工项目"]),
        ("投入2000多万元。", ["投入"]),
        ("基金规模达60亿元。", ["基金规模"]),
        ("网办率为98.7%，同比提高4.2个百分点。", ["网办率", "网办率增长"]),
        ("出让“标准地”9宗、706亩，占工业用地的85.2%。", ["出让标准地", "出让标准地", "出让标准地占工业用地"]),
        ("登记企业920家，增长17.5%。", ["登记企业", "登记企业增长"]),
        ("办理时限由28天压缩至9天。", ["办理时限（原）", "办理时限"]),
        ("全省93个开发区推行新办法。", ["推行新办法开发区"]),
        ("实际使用外资1.2亿美元。", ["实际使用外资"]),
    ],
)
def test_indicators(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in figures(text)] == indicators


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("截至目前，办件9件，办结率98%；走访7家。次年再增3家。", ["截至目前", "截至目前", "截至目前", None]),
        ("今年1至7月份，投资20亿元。明年，将投资30亿元。", ["今年1至7月份", "明年"]),
        ("下一步，将服务企业90家。", [None]),
        ("办件9件，截至目前已办结。", [None]),
        ("一季度，办件9件。\n走访7家。", ["一季度", None]),
    ],
)
def test_periods(text: str, periods: Sequence[str | None]) -> None:
    assert [figure.period.text if figure.period else None for figure in figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("其中2亿元以上项目7个。", ["7个"]),
        ("投资100万元以上的技改项目补贴20%。", ["20%"]),
        ("总投资180亿元以上，企业35家以上。", ["180亿元以上", "35家以上"]),
        ("经过5年的建设，建成厂房3万平方米。", ["3万平方米"]),
        ("承诺10年内不迁出，租期不少于5年。", ["10年内", "不少于5年"]),
        ("不到半年便投产。", ["不到半年"]),
        ("建成220千伏变电站1座。", ["1座"]),
        ("货从3000多公里外运来，两家公司接货，共200箱。", ["200箱"]),
        ("面向35岁以下青年，提供岗位60个。", ["60个"]),
    ],
)
def test_what_is_no_figure(text: str, kept: list[str]) -> None:
    assert [figure.quantity.text for figure in figures(text)] == kept


def test_wraps_change_nothing() -> None:
    text = "截至目前，云川经开区“标准地”出让9宗、706亩，占工业用地的85.2%，用时由28天压缩至9天。"
    plain = [(f.quantity.value, f.quantity.unit, f.indicator) for f in figures(text)]
    assert len(plain) == 5
    for place in range(1, len(text)):
        page = f"{text[:place]}\n  {text[place:]}"
        flow = Flow(page, [Paragraph("body", (Span.at(0, place), Span.at(place + 1, len(page))))])
        wrapped = figures_of(flow, ISSUE)
        assert [(f.quantity.value, f.quantity.unit, f.indicator) for f in wrapped] == plain


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="一二三两十百万亿0123456789.个家%元年月日至到近约余以上，。；、“”第由增长投资 \n", max_size=80))
def test_any_text_is_read_and_positions_hold(text: str) -> None:
    flow = Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])
    for figure in figures_of(flow, ISSUE):
        quantity = figure.quantity
        assert flow.text[quantity.start : quantity.end] == quantity.text
        assert figure.period is None or figure.period.end <= quantity.start


@pytest.mark.skipif(not SHARED, reason="REFORMGRAPH_SHARED is not set")
def test_figures_of_the_labelled_pages() -> None:
    hits = found = wanted = 0
    for path in sorted((Path(SHARED) / "labels").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        text = (Path(SHARED) / "pages" / page["page"]).read_text(encoding="utf-8-sig")
        for article in page["articles"]:
            flow = Flow(text, _paragraphs(text, article["lines"]))
            predicted = {(float(f.quantity.value), f.quantity.unit) for f in figures_of(flow, None)}
            said = article["figures"] + [f for measure in article["measures"] for f in measure["figures"]]
            gold = {(float(figure["value"]), figure["unit"]) for figure in said}
            hits, found, wanted = hits + len(gold & predicted), found + len(predicted), wanted + len(gold)
    assert wanted > 100
    assert 2 * hits / (found + wanted) >= 0.95


def _paragraphs(text: str, lines: dict[str, list[list[int]]]) -> list[Paragraph]:
    rows = text.split("\n")
    paragraphs: list[Paragraph] = []
    for first, last in lines["body"]:
        block: list[Span] = []
        for number in range(first - 1, last + 1):
            start = sum(len(row) + 1 for row in rows[:number])
            if number < last and rows[number].strip():
                block.append(Span.at(start, start + len(rows[number])))
            elif block:
                paragraphs.append(Paragraph("body", tuple(block)))
                block = []
    return paragraphs


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # both ends of a change, falling ones marked
        ("代办事项由30项增加到53项。", ["代办事项（原）", "代办事项"]),
        ("审批时限从20天减至7天。", ["审批时限（原）", "审批时限"]),
        ("申请材料原有250多项，如今只剩19项。", ["申请材料（原）", "申请材料"]),
        # the noun behind the number, with its verb or what is done for it
        ("面向社会公开招募10名“政务服务体验员”。", ["公开招募政务服务体验员"]),
        ("为665家企业提供免费刻章服务。", ["提供免费刻章服务企业"]),
        ("承接省级36项、市级236项赋权事项。", ["省级赋权事项", "市级赋权事项"]),
        # lists of examples, places and whom it is said of are left out
        ("企业在用工、融资等方面的难题累计解决237件。", ["解决难题"]),
        ("明溪高新区共引进项目12个。", ["引进项目"]),
        # growth is told with what grows
        ("利润增400万元，固定资产投资15亿元，同比增30%。", ["利润增长", "固定资产投资", "固定资产投资增长"]),
        # what any project has is told with the one it is of
        ("签约项目8个，总投资25亿元。", ["签约项目", "签约项目总投资"]),
        ("总投资25亿元的欢乐山谷项目开工。", ["欢乐山谷项目总投资"]),
        # a year between what is measured and its number, both ends of a short noun
        ("地区生产总值从2019年86.3亿元跃升到2022年202.8亿元。", ["地区生产总值（原）", "地区生产总值"]),
        ("税收由80亿元攀升到160亿元。", ["税收（原）", "税收"]),
        # words that begin like one which leads to a number, or hold one that ends a noun
        ("重大项目35个工作日内办结，其他项目50个工作日内办结。", ["重大项目", "其他项目"]),
        ("21项行政许可事项划转。", ["行政许可事项划转"]),
        ("明溪高新区88个在建项目正开足马力。", ["在建项目"]),
        ("明溪高新区现代海洋企业4个，有能源企业3家。", ["现代海洋企业", "能源企业"]),
        # a zone's name is no indicator, nor is what things once were like
        ("明溪高新区30万吨乙醇项目开工。", ["乙醇项目"]),
        ("以往要1个月。", [""]),
        ("全区454个产业功能区，拥有3所高等院校。", ["产业功能区", "高等院校"]),
        # what joins one count to the next
        ("推出20项“容缺受理”事项和26项“告知承诺”事项。", ["推出容缺受理事项", "告知承诺事项"]),
    ],
)
def test_indicators_a_reader_would_print(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in figures(text)] == indicators


def test_what_counts_nothing_is_no_figure() -> None:
    assert figures("把窗口合到一起，打通最后一百米，在5个方面下功夫。") == []
    assert [one.quantity.text for one in figures("把窗口并为一个，铺路100米，反馈问题5个方面。")] == [
        "一个",
        "100米",
        "5个",
    ]
