"""Furniture of sites and running text, told by words and signs."""

from __future__ import annotations

import pytest

from reformgraph.layout.site_lines import is_furniture, is_label_line, is_notice, is_tail, site_share
from reformgraph.layout.web_lines import is_prose, is_site_line


@pytest.mark.parametrize(
    "text",
    [
        "首页 > 政务公开 > 通知公告",
        "主页-->经济",
        "打印本页 关闭窗口",
        "• 手机扫码查看本页",
        "11.09.2020  13:16",
        "2024-05-18 09:40:00  来源：云岭在线",
        "索引号： 000014349/2024-00012 发文机关： 某省商务厅",
        "【编辑：苏白】",
        "[本页编辑：苏白 ]",
        "http://paper.example.cn/pad/content/202405/18.html",
        "![会场](https://example.cn/1.jpg)",
        "截屏20240518.png",
        "时政 财经 民生 教育 体育 文化 专题 访谈",
        "版权归云岭日报社所有，未经授权不得转载",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)
    assert is_site_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "云岭经开区推行“标准地”改革",
        "责任部门：云岭经济开发区，各街道、区直部门",
        "负责牵头：区发改局",
        "开发区建立侵权举报机制，为企业护航，全年受理举报12件，全部办结，企业满意率明显提升。",
        "企业扫码即可反映问题，后台自动派单，相关部门限时办理，办结后由企业在线评价。",
        "2024年5月18日，云岭经开区举行开工仪式，36个项目同时动工。",
        "一、工作目标",
    ],
)
def test_text_is_no_furniture(text: str) -> None:
    assert not is_site_line(text)


def test_share_counts_letters_without_dates() -> None:
    assert site_share("现在是2024年5月20日 长者模式") == 1.0
    assert site_share("") == 0.0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("发稿时间：2021/6/9 【 字体：大 中 小 】", True),
        ("记者：云岭的支柱产业是什么？", False),
        ("要求：抓好落实", False),
    ],
)
def test_label_lines(text: str, label: bool) -> None:
    assert is_label_line(text) is label


def test_notices_need_several_words() -> None:
    assert is_notice("刊号：CN00-0000 社址：云岭市经一路8号 邮编：000000")
    assert not is_notice("转载量最高的是开发区的一条短视频，讲的是一枚印章管审批的故事，全网点击过百万。")


@pytest.mark.parametrize(("text", "tail"), [("相关阅读", True), ("▶ 上一篇：没有了", True), ("相关部门说", False)])
def test_tails(text: str, tail: bool) -> None:
    assert is_tail(text) is tail


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("江西开发区主官接连动作 背后藏着什么信号？", False),
        ("又是全省仅此一家！", False),
        ("各县（市、区）人民政府，各开发区管委会：", True),
        ("云岭县代县长、柳湾经开区管委会主任薛明：", False),
        ("他说：“手续两天就办好了。”", True),
    ],
)
def test_prose(text: str, prose: bool) -> None:
    assert is_prose(text) is prose
