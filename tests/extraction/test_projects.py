"""Named projects. The sentences and names are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.names.companies import find_companies
from reformgraph.extraction.names.projects import find_projects
from reformgraph.extraction.zones.zone_mentions import read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Project, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


def flow(text: str) -> Flow:
    return Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])


def projects(text: str) -> list[Project]:
    joined, vocabulary = flow(text), load_vocabulary()
    zones = read_zones(joined, vocabulary)
    return find_projects(joined, find_companies(joined, vocabulary, zones), zones)


def names(text: str) -> list[str]:
    return [one.name for one in projects(text)]


ONE = [
    ("宜水轨道车辆有限公司投资建设的转向架项目进展很快。", "转向架项目", "宜水轨道车辆有限公司", None),
    ("听说云南滇湖制药有限公司年产2万吨三七粉项目快要试产。", "年产2万吨三七粉项目", "云南滇湖制药有限公司", None),
    ("投资6亿元的丹东北冰冷机有限公司的压缩机项目今天进场。", "压缩机项目", "丹东北冰冷机有限公司", "6亿元"),
    ("谁能想到，总投资31亿元的海上浮式风电项目会选在这里。", "海上浮式风电项目", None, "31亿元"),
    (
        "湖北三江车灯有限公司计划投资3.5亿元建设汽车灯具制造项目。",
        "汽车灯具制造项目",
        "湖北三江车灯有限公司",
        "3.5亿元",
    ),
    ("市级重点工程云湖大道上周通车。", "云湖大道", None, None),
    ("村口的生物质供热项目开工了。", "生物质供热项目", None, None),
    ("县里看好云道重工5GW风机制造基地项目。", "云道重工5GW风机制造基地项目", None, None),
    ("银河一期投资9亿元，年底交付。", "银河一期", None, "9亿元"),
    ("专班帮助远湖石墨项目找到了买家。", "远湖石墨项目", None, None),
]


@pytest.mark.parametrize(("text", "name", "company", "investment"), ONE)
def test_a_project_with_who_and_how_much(text: str, name: str, company: str | None, investment: str | None) -> None:
    assert [(one.name, one.company, one.investment) for one in projects(text)] == [(name, company, investment)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "上海云帆家纺产业园和江西远达茶油产业园等项目都在赶工。",
            ["上海云帆家纺产业园", "江西远达茶油产业园"],
        ),
        ("泰和陶瓷滤芯材料、云盛远木制玩具两个项目到了验收这一步。", ["泰和陶瓷滤芯材料", "云盛远木制玩具"]),
        ("海王湖医药基地、新远储能电池等30个在建项目提速。", ["海王湖医药基地", "新远储能电池"]),
        ("库里还有云晋远新能源等9个储备项目。", ["云晋远新能源"]),
    ],
)
def test_lists_of_projects(text: str, expected: list[str]) -> None:
    assert names(text) == expected


NONE = [
    "承诺制项目40个，代办项目37个，占到全部项目的八成。",
    "重点项目、签约项目、储备项目、招商引资项目和省市重点工程项目一起推进。",
    "房建类项目十天办结，市政类项目五天办结。",
    "开工项目3个，投产项目2个，签约项目6个。",
    "各项目、每个项目、12个项目都有专员。",
    "营商环境是一项系统工程。",
    "项目管理、项目库、项目化推进。",
    "",
    "项目",
]


@pytest.mark.parametrize("text", NONE)
def test_generic_projects_are_none(text: str) -> None:
    assert names(text) == []


def test_zone_of_a_project() -> None:
    (one,) = projects("青岩新材有限公司的年产5万吨碳纤维项目落户芜湖经济技术开发区。")
    assert one.zone == "芜湖经济技术开发区"


def test_bare_phase_belongs_to_the_enterprise_of_its_paragraph() -> None:
    (one,) = projects("云湖智控科技有限公司生产配件，一期项目已经投产。")
    assert (one.name, one.company) == ("一期项目", "云湖智控科技有限公司")


def test_every_occurrence_is_a_mention() -> None:
    (one,) = projects("生物质供热项目签约。一月后，生物质供热项目开工。")
    assert len(one.mentions) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="项目工程产业园基地大道一期投资5亿元的、和等两个甲乙丙有限公司，。\n", max_size=120))
def test_any_text_gives_mentions_of_the_name(text: str) -> None:
    joined = flow(text)
    companies = find_companies(joined, load_vocabulary())
    for one in find_projects(joined, companies):
        assert one.mentions
        assert all(mention.text == one.name for mention in one.mentions)


@pytest.mark.parametrize("piece", ["项目", "和项目", "、甲乙丙丁等项目", "投资1亿元的", "一期项目", "大道通车"])
def test_hostile_repetition_is_linear(piece: str) -> None:
    joined = flow(piece * 5_000)
    start = time.process_time()
    find_projects(joined, [], None)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        "甲（乙）" * 50_000 + "项目",
        "“甲”" * 50_000 + "等项目",
        "甲、" * 50_000 + "等项目",
        "项目有" * 50_000,
        "等9个将" * 50_000,
    ],
)
def test_long_chains_take_linear_time(text: str) -> None:
    start = time.process_time()
    projects(text)
    assert time.process_time() - start < 10
