"""What lines of page furniture tell of a page's source."""

from __future__ import annotations

import pytest

from reformgraph.extraction.article import extract_page
from reformgraph.layout.page_context import breadcrumbs, printed_source
from reformgraph.reading.read_pages import page_from_text

_PAGE = """首页 > 新闻中心 > 园区动态 > 正文

云岭经开区推行“标准地”改革

来源：云岭日报 时间：2024-05-18 浏览次数：112

云岭经济技术开发区今年推行“标准地”改革，已出让8宗，办理时间比原来缩短一半，企业拿地后可以马上开工建设。

开发区还为每个项目配备帮办员，全程代办各项手续，企业负责人不用再跑窗口，材料一次收齐，现场办结。

版权所有：云岭经济技术开发区管理委员会
"""


def test_furniture_becomes_the_context_of_the_page() -> None:
    """Breadcrumbs, source line and keeper of the site are kept beside the text, which stays as it was."""
    page = page_from_text(_PAGE)
    context = extract_page(page).page.context
    assert context.breadcrumbs == ("新闻中心", "园区动态")
    assert context.source_line == "云岭日报"
    assert context.site_name == "云岭经济技术开发区管理委员会"
    assert context.footer == ("版权所有：云岭经济技术开发区管理委员会",)
    assert extract_page(page).page.text == page.text


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：云岭日报", "云岭日报"),
        ("2024-05-18 09:12 来源: 云岭融媒 责编：何山", "云岭融媒"),
        ("信息来源：开发区管委会 发布日期：2024-05-18", "开发区管委会"),
        ("资金来源：财政拨款", ""),
        ("云岭经开区推行标准地改革", ""),
    ],
)
def test_source_of_a_line(line: str, source: str) -> None:
    """A line of publication names its source, other lines none."""
    assert printed_source(line) == source


@pytest.mark.parametrize(
    ("line", "sections"),
    [
        ("您当前的位置：首页 >> 政务公开 >> 通知公告", ("政务公开", "通知公告")),
        ("云岭网 > 新闻 > 经济 > 正文", ("云岭网", "新闻", "经济")),
        ("全年投资8 > 5亿元", ()),
        ("经济发展局 办公室", ()),
    ],
)
def test_sections_of_a_site(line: str, sections: tuple[str, ...]) -> None:
    """Only lines that lead from the home page down are breadcrumbs."""
    assert breadcrumbs(line) == sections
