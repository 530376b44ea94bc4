"""Whose numbers are: of the zone that the sentence names, of nobody where it tells them of a place or a company."""

from __future__ import annotations

import pytest

import reformgraph

ZONE, OTHER = "昆山高新区", "太仓高新区"


@pytest.mark.parametrize(
    ("sentence", "number", "zone"),
    [
        ("昆山高新区去年完成产值135亿元。", "135亿元", ZONE),
        ("太仓高新区产值增长12%，引进项目48个。", "48个", OTHER),
        ("太仓高新区请来专家。园区新增企业36家。", "36家", ZONE),
        ("江苏省去年新增企业8600家。", "8600家", None),
        ("太仓高新区表现亮眼，江苏省去年新增企业8600家。", "8600家", None),
        ("商务部考核了229家国家级经开区。", "229家", None),
        ("昆山高新区进出口占江苏省进出口总值的6.2%。", "6.2%", ZONE),
        ("江苏恒远机械有限公司投资1200万元。", "1200万元", None),
        ("审批事项减到37项。", "37项", ZONE),
        ("昆山高新区新增36家国家级高新技术企业。", "36家", ZONE),
        ("昆山高新区产值增速比太仓高新区高3.5个百分点。", "3.5个百分点", ZONE),
        ("昆山高新区引进苏州恒远机械有限公司，总投资12亿元。", "12亿元", ZONE),
        ("太仓高新区、昆山高新区完成进出口90亿元，分别占36%、47%。", "36%", OTHER),
        ("太仓高新区、昆山高新区分别占36%、47%。", "47%", ZONE),
        ("昆山高新区内有太仓出口加工区等平台，去年总产值突破700亿元。", "突破700亿元", ZONE),
        ("昆山高新区、太仓高新区等6个园区，去年产值增长12%。", "12%", OTHER),
        ("太仓高新区引进项目。昆山高新区、常熟高新区办结两类事项，分别为36件、47件。", "36件", ZONE),
    ],
)
def test_the_zone_of_a_number(sentence: str, number: str, zone: str | None) -> None:
    text = f"昆山高新区发展提速\n昆山高新区营商环境好，昆山高新区企业多。{sentence}"
    figures = [f for a in reformgraph.extract(text=text).to_dict()["articles"] for f in a["figures"]]
    assert [f["zone"] for f in figures if f["text"] == number] == [zone]
