"""Named projects. The sentences and names are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extract.companies import find_companies
from reformgraph.extract.projects import ProjectEntity, find_projects
from reformgraph.extract.zones import read_zones
from reformgraph.records import Paragraph, Span
from reformgraph.text import Flow
from reformgraph.vocab import load_vocabulary


def flow(text: str) -> Flow:
    return Flow(text, [Paragraph("body", (Span(0, len(text)),))])


def projects(text: str) -> list[ProjectEntity]:
    joined, vocabulary = flow(text), load_vocabulary()
    zones = read_zones(joined, vocabulary)
    return find_projects(joined, find_companies(joined, vocabulary, zones), zones)


def names(text: str) -> list[str]:
    return [one.name for one in projects(text)]


ONE = [
    ("由株江轨道装备有限公司投资的齿轮箱项目落户。", "齿轮箱项目", "株江轨道装备有限公司", None),
    ("湖北楚江生物科技有限公司年产3万吨酶制剂项目试生产。", "年产3万吨酶制剂项目", "湖北楚江生物科技有限公司", None),
    ("投资8亿元的大连北冰深冷设备有限公司的储罐项目进场。", "储罐项目", "大连北冰深冷设备有限公司", "8亿元"),
    ("总投资54亿元的高性能储能电池项目加紧建设。", "高性能储能电池项目", None, "54亿元"),
    (
        "湖北三江车灯有限公司计划投资3.5亿元建设汽车灯具制造项目。",
        "汽车灯具制造项目",
        "湖北三江车灯有限公司",
        "3.5亿元",
    ),
    ("省级重点工程云湖大道顺利通车。", "云湖大道", None, None),
    ("屋顶分布式光伏发电项目开工了。", "屋顶分布式光伏发电项目", None, None),
    ("以恒道新能源10GW光伏电池生产基地为龙头。", "恒道新能源10GW光伏电池生产基地", None, None),
    ("金星一期投资16亿元，三月投产。", "金星一期", None, "16亿元"),
    ("帮助鹏远活性炭项目与院校对接。", "鹏远活性炭项目", None, None),
]


@pytest.mark.parametrize(("text", "name", "company", "investment"), ONE)
def test_a_project_with_who_and_how_much(text: str, name: str, company: str | None, investment: str | None) -> None:
    assert [(one.name, one.company, one.investment) for one in projects(text)] == [(name, company, investment)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "北京明星白酒产业园和山西中达电商快递产业园等项目进展顺利。",
            ["北京明星白酒产业园", "山西中达电商快递产业园"],
        ),
        ("永和非晶软磁材料、全盛远竹制餐具两个项目投产。", ["永和非晶软磁材料", "全盛远竹制餐具"]),
        ("海王湖医药基地、新远储能电池等30个在建项目提速。", ["海王湖医药基地", "新远储能电池"]),
        ("另有中晋远新能源等12个储备项目。", ["中晋远新能源"]),
    ],
)
def test_lists_of_projects(text: str, expected: list[str]) -> None:
    assert names(text) == expected


NONE = [
    "实行承诺制项目59个，领办代办项目61个，占立项项目总数的81.3%。",
    "重点项目、签约项目、储备项目、招商引资项目和省市重点工程项目一起推进。",
    "社会投资房建类项目26个工作日办结。",
    "新开工产业项目8个，投产项目7个。",
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
    (one,) = projects("屋顶分布式光伏发电项目签约。一月后，屋顶分布式光伏发电项目开工。")
    assert len(one.mentions) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="项目工程产业园基地大道一期投资5亿元的、和等两个甲乙丙有限公司，。\n", max_size=120))
def test_any_text_gives_mentions_of_the_name(text: str) -> None:
    joined = flow(text)
    companies = find_companies(joined, load_vocabulary())
    for one in find_projects(joined, companies):
        assert one.mentions
        assert all(joined.printed[start:end] == one.name for start, end in one.mentions)


@pytest.mark.parametrize("piece", ["项目", "和项目", "、甲乙丙丁等项目", "投资1亿元的", "一期项目", "大道通车"])
def test_hostile_repetition_is_linear(piece: str) -> None:
    joined = flow(piece * 5_000)
    start = time.process_time()
    find_projects(joined, [], None)
    assert time.process_time() - start < 10
