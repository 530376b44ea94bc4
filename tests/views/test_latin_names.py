"""What English pages call things that have no English name of their own."""

from __future__ import annotations

from importlib.resources import files

import pytest

from reformgraph.views.latin_names import latin_name, short_english, spell


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("organ", "国务院", "State Council"),
        ("organ", "朔州市行政审批局", "Shuozhou Administrative Approval Bureau"),
        ("organ", "朔州经济开发区管委会", "Shuozhou Economic Development Zone Administrative Committee"),
        ("organ", "某某中心", "Moumouzhongxin 某某中心"),
        ("organ", "国家发展和改革委员会", "National Development and Reform Commission"),
        ("organ", "国家能源局", "National Energy Administration"),
        ("organ", "河南省卫生健康委员会", "Henan Health Commission"),
        ("organ", "国家税务总局山西省税务局", "Shanxi Taxation Bureau, State Taxation Administration"),
        ("organ", "中共山西省委", "Shanxi Provincial Party Committee, CPC"),
        ("organ", "中共中央组织部", "Organization Department of the CPC Central Committee"),
        ("organ", "山东省委组织部", "Organization Department of the Shandong Provincial Party Committee"),
        ("organ", "区行政审批局", "Administrative Approval Bureau"),
        ("company", "扬州宏远电子股份有限公司", "Yangzhou Hongyuan Electronics Co., Ltd."),
        ("company", "华为", "Huawei"),
        ("person", "欧阳明日", "Ouyang Mingri"),
        ("person", "Smith", ""),
        ("zone", "朔州经济开发区", "Shuozhou Economic Development Zone"),
        ("zone", "科技产业园", "Ke ji chan ye yuan 科技产业园"),
        ("reform", "标准地", "Standard land (industrial land offered with preset indicators)"),
        ("reform", "标志性改革", "Biao zhi xing gai ge 标志性改革"),
        ("reform", "很长" * 30, ""),
        ("article", "标准地见闻", ""),
        ("document", "出让办法", ""),
    ],
)
def test_names(kind: str, name: str, told: str) -> None:
    assert latin_name(kind, name) == told


def test_an_explanation_at_the_end_is_left_out_and_no_bracket_inside() -> None:
    assert short_english("Standard land (industrial land offered with presets)") == "Standard land"
    assert short_english("China (Sichuan) Pilot Free Trade Zone") == "China (Sichuan) Pilot Free Trade Zone"
    assert spell("一条龙") == "Yitiaolong"


@pytest.mark.parametrize("name", ["english_organs.tsv", "english_firms.tsv"])
def test_the_lists_are_sorted_and_whole(name: str) -> None:
    lines = (files("reformgraph.views") / name).read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(len(line.split("\t")) == 2 for line in lines)
