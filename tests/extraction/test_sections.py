"""Whose section a paragraph stands in, and for whom a speaker answers; all sentences are invented."""

from __future__ import annotations

import pytest

from reformgraph import extract
from reformgraph.extraction.actors.actor_mentions import read_actors
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.sections import Actor, section_actors, speakers_of
from reformgraph.extraction.names.people import PersonEntity, find_people
from reformgraph.extraction.zones.zone_mentions import read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Role, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.growth import times_as_long

ONE, OTHER = ("鞍山高新区", "zone"), ("锦州高新区", "zone")


def read(*lines: str, roles: tuple[Role, ...] = ()) -> tuple[Flow, tuple[ActorMention, ...], list[PersonEntity]]:
    """A flow with one paragraph a line, its actors and people."""
    page, paragraphs = "", []
    for index, line in enumerate(lines):
        role = roles[index] if index < len(roles) else "body"
        paragraphs.append(Paragraph(role, (Span.at(len(page), len(page) + len(line)),)))
        page += line + "\n"
    flow, vocabulary = Flow(page, paragraphs), load_vocabulary()
    return flow, read_actors(flow, read_zones(flow, vocabulary), vocabulary), find_people(flow)


def sections(*lines: str, roles: tuple[Role, ...] = ()) -> list[Actor | None]:
    return list(section_actors(*read(*lines, roles=roles)))


def test_a_sub_heading_opens_a_section_that_the_next_one_ends() -> None:
    assert sections(
        "记者走访了两个地方。",
        "鞍山高新区：把窗口搬进车间",
        "社保在车间里就能办。",
        "工人都说好。",
        "锦州高新区：让图纸少跑路",
        "图纸只交一次。",
        "尾声",
        "一年就要过去。",
    ) == [None, ONE, ONE, ONE, OTHER, OTHER, None, None]


@pytest.mark.parametrize(
    "heading",
    [
        "鞍山高新区与锦州高新区结成一对",
        "鞍山高新区把窗口搬进车间。",
        "把窗口搬进车间",
        "鞍山高新区把窗口搬进了车间又把车间里的难题一件一件搬上了干部们每天开会的桌面",
    ],
)
def test_lines_that_open_no_section(heading: str) -> None:
    assert sections(heading, "社保在车间里就能办。") == [None, None]


def test_headlines_open_no_section() -> None:
    assert sections("鞍山高新区：把窗口搬进车间", "社保就近能办。", roles=("title",)) == [None, None]


def test_answers_speak_for_the_zone_of_the_post() -> None:
    assert sections(
        "鞍山高新区党工委书记李长河、锦州高新区管委会主任周海波来到演播室。",
        "主持人：请谈谈今年的工作。",
        "李长河：我们把窗口搬进车间。",
        "周海波（笑）：我们让图纸少跑路。",
        "李长河说，明年还要更好。",
    ) == [None, None, ONE, OTHER, None]


def test_a_stranger_answers_for_nobody() -> None:
    assert sections("鞍山高新区党工委书记李长河来到演播室。", "观众：我有一个问题。") == [None, None]


def test_speakers() -> None:
    assert speakers_of(*read("鞍山高新区党工委书记李长河来到演播室。")) == {"李长河": ONE}
    assert speakers_of(*read("鞍山高新区一片繁忙。局长李长河说，还要再快。")) == {}
    assert speakers_of(*read("局长李长河说，还要再快。")) == {}
    assert speakers_of(*read("")) == {}


def test_no_paragraphs() -> None:
    assert section_actors(Flow("", []), (), ()) == ()
    assert sections("") == []


def test_thousands_of_headings_and_people_cost_linear_time() -> None:
    def article(size: int) -> tuple[Flow, tuple[ActorMention, ...], list[PersonEntity]]:
        zones = tuple(ActorMention(9 * k, 9 * k + 5, f"甲{k}区", "zone") for k in range(size))
        people = [PersonEntity(f"王{k}", "主任", ((9 * k + 7, 9 * k + 9),)) for k in range(size)]
        text = "鞍山高新区主任王方\n" * size
        spans = [(Span.at(start, start + 9),) for start in range(0, len(text), 10)]
        return Flow(text, [Paragraph("body", span) for span in spans]), zones, people

    little, much = article(1000), article(4000)
    assert len(section_actors(*much)) == 4000
    # Four times the text: quadratic work would take sixteen times as long.
    assert times_as_long(lambda: section_actors(*little), lambda: section_actors(*much)) < 9


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("昆山市\n\n聚焦企业，", "太仓市\n\n聚焦项目，"),
        ("一、昆山市\n\n聚焦企业，", "二、太仓市\n\n聚焦项目，"),
        ("（一）昆山市。聚焦企业，", "（二）太仓市。聚焦项目，"),
        ("——昆山市聚焦企业，", "——太仓市聚焦项目，"),
    ],
)
def test_cities_head_the_sections_of_a_digest(first: str, second: str) -> None:
    text = f"各地改革亮点扫描\n\n{first}深入推行标准地改革。\n\n{second}全面推行拿地即开工。昆山高新区成立于1994年。"
    claims = [one for article in extract(text=text).to_dict()["articles"] for one in article["measures"]]
    assert [(one["zone"], one["reform"]) for one in claims] == [("昆山市", "标准地"), ("太仓市", "拿地即开工")]


def test_organs_head_cases() -> None:
    text = (
        "优化营商环境典型案例\n\n案例1：太仓市行政审批局\n\n推行标准地、容缺受理，企业点赞。\n\n"
        "案例2：昆山市税务局\n\n推行免申即享、跟踪服务，企业省心。"
    )
    claims = [one for article in extract(text=text).to_dict()["articles"] for one in article["measures"]]
    told = {one["reform"]: one["zone"] for one in claims}
    assert (told["标准地"], told["免申即享"]) == ("太仓市行政审批局", "昆山市税务局")


def test_a_city_with_a_slogan_heads_its_section() -> None:
    text = (
        "各地改革亮点扫描\n\n昆山市：改革跑出加速度\n\n聚焦企业全生命周期，深入推行标准地改革，累计出让标准地37宗。\n\n"
        "太仓市：服务再提速\n\n坚持把优化营商环境作为一号工程，全面推行拿地即开工，组建帮办代办队伍。\n\n昆山高新区：成立三十年"
    )
    claims = [one for article in extract(text=text).to_dict()["articles"] for one in article["measures"]]
    assert {one["zone"] for one in claims if one["reform"] in ("拿地即开工", "帮办代办")} == {"太仓市"}


def test_an_item_with_a_dash_ends_with_its_paragraph() -> None:
    text = (
        "苏州市开发区改革综述\n\n苏州市各开发区推行标准地改革。\n\n——昆山高新区推行容缺受理。\n\n"
        "——太仓高新区推行告知承诺制度。\n\n改革红利持续释放。推行“一枚印章管审批”，提速增效。"
    )
    claims = [one for article in extract(text=text).to_dict()["articles"] for one in article["measures"]]
    told = {one["reform"]: one["zone"] for one in claims}
    assert (told["容缺受理"], told["一枚印章管审批"]) == ("昆山高新区", "苏州市")


def test_a_zone_named_first_below_its_city_is_whom_the_section_is_about() -> None:
    text = (
        "把最能打的人放到招商桌前\n\n唐山：一个项目一套班子\n\n唐山高新区招商大厅的墙上有四张图。全年项目一律挂图作战，实行领导包联。\n\n"
        "石家庄：先请专家过筛子\n\n石家庄高新区反而有点慢。门槛守住了，全员招商一起上。"
    )
    claims = [one for article in extract(text=text).to_dict()["articles"] for one in article["measures"]]
    told = {one["reform"]: one["zone"] for one in claims}
    assert (told["挂图作战"], told["全员招商"]) == ("唐山高新区", "石家庄高新区")
