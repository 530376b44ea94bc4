"""Zones that got another name, and zones printed right behind others; all sentences are invented."""

from __future__ import annotations

import pytest

from reformgraph.extraction.zones.zone_mentions import ZoneReading, read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


def read(text: str) -> ZoneReading:
    """The zones of a text of one paragraph."""
    return read_zones(Flow(text, [Paragraph("body", (Span.at(0, len(text)),))]), load_vocabulary())


@pytest.mark.parametrize("verb", ["更名为", "正式更名为", "已改名为", "升格为", "后改称"])
def test_the_former_name_means_the_zone_of_today(verb: str) -> None:
    text = f"嘉鱼工业园{verb}嘉鱼经济开发区，嘉鱼工业园的企业都在。"
    found = read(text)
    assert [zone.name for zone in found.zones] == ["嘉鱼经济开发区"]
    assert {text[one.start : one.end] for one in found.mentions if one.zone == 0} == {"嘉鱼工业园", "嘉鱼经济开发区"}


@pytest.mark.parametrize("between", ["与", "的企业更名后去了", "服务中心更名为"])
def test_other_zones_stay_two(between: str) -> None:
    assert len(read(f"荆门高新区{between}荆州高新区，都好。").zones) == 2


def test_a_zone_behind_another_lies_in_its_province() -> None:
    places = {zone.name: zone.place for zone in read("杭州大江东产业集聚区临江高新区出让土地。").zones}
    assert places == {"杭州大江东产业集聚区": "330100", "临江高新区": "330100"}


def test_apart_from_others_it_keeps_its_own() -> None:
    places = {zone.name: zone.place for zone in read("杭州大江东产业集聚区和临江高新区出让土地。").zones}
    assert places["临江高新区"] == "220681"


def test_a_part_printed_alone_is_that_part_though_a_place_elsewhere_bears_its_name() -> None:
    found = read("西宁经济技术开发区东川工业园区管委会挂牌。东川工业园区企业很多。")
    assert [zone.name for zone in found.zones] == ["西宁经济技术开发区", "西宁经济技术开发区东川工业园区"]


def test_a_zone_printed_before_is_no_part() -> None:
    found = read("东川工业园区企业很多。西宁经济技术开发区东川工业园区管委会挂牌。")
    assert "东川工业园区" in {zone.name for zone in found.zones}


@pytest.mark.parametrize("text", ["苏州工业园区 深圳高新区结对。", "苏州工业园区\u3000深圳高新区都来。"])
def test_zones_in_a_row_keep_their_provinces(text: str) -> None:
    places = {zone.name: zone.place for zone in read(text).zones}
    assert str(places["深圳高新区"]).startswith("44") and str(places["苏州工业园区"]).startswith("32")


def test_zones_of_two_places_are_never_one() -> None:
    names = {zone.name for zone in read("朔州经济开发区更名为大同经济开发区的传言不实。").zones}
    assert names == {"朔州经济开发区", "大同经济开发区"}
