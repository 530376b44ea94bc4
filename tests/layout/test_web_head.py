"""The headline of a web page in the shapes that sites, papers and offices print, and among menus of any words."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.reading.read_pages import page_from_text
from support.read_cases import read_cases

SENTENCES = (
    "园区今年推行改革，企业开办时间压缩到半天，办事不用再跑多个窗口，材料一次交齐就能办结。",
    "管委会有关负责人说，下一步将把更多事项交给园区办理，让企业在家门口办成事，服务更加贴心。",
    "襄水园区今年推行一枚印章管审批，企业开办时间压缩到半天，办事不用再跑多个窗口。",
    "为进一步深化园区改革，优化营商环境，结合我市实际，现提出如下意见，请认真组织实施。",
    "支持园区推行一枚印章管审批，企业开办时间压缩到半天以内，材料一次交齐就能办结。",
)
CASES: list[dict[str, Any]] = read_cases(Path(__file__).with_name("web_heads.yml").read_text("utf-8"))
#: Lines of sites that no list of words has to know.
MENUS = (
    """
襄水故事|乡村振兴|招商引资|文明实践|理论学习|视频新闻|VR看襄水|走进襄水|多云 18~27℃|RSS|English|网站支持IPv6
公告：网站升级维护通知|2024年05月20日 星期一 农历四月十三|主管：襄水市委宣传部|国家一类新闻网站|IP属地：湖北
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def headline(text: str) -> str:
    articles, _, _ = split_articles(page_from_text(text, "page"))
    assert len(articles) == 1
    return re.sub(r"\s", "", articles[0].kicker + articles[0].title)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_headline(case: dict[str, Any]) -> None:
    assert headline(case["text"].format(*SENTENCES)) == re.sub(r"\s", "", case["title"])


@pytest.mark.parametrize("seed", range(12))
def test_headline_among_unknown_menus(seed: int) -> None:
    """Four lines of a menu over the page change nothing, whatever their words, with blank lines or without."""
    draw = random.Random(seed)
    menu = draw.sample(MENUS, 4)
    gap = draw.choice(("\n", "\n\n"))
    page = (*menu, "襄水园区一枚印章管审批", "2024-05-18 08:00 来源：襄水日报", *SENTENCES[:3])
    assert headline(gap.join(page)) == "襄水园区一枚印章管审批"


@pytest.mark.parametrize(
    "line",
    [
        "襄水新闻网站内文\n首页 > 经济",
        "工作人员正在大厅里忙碌，企业代表（右二）在旁等候",
        "何山 襄水市委党校",
        "襄水观察 | 独家",
        "（图文无关）",
        "襄水网导读：",
        "园区营商环境专题报道",
    ],
)
def test_what_stands_over_the_text_and_is_no_headline(line: str) -> None:
    assert headline(f"{line}\n{SENTENCES[2]}\n{SENTENCES[1]}") == ""


def test_photographers_are_no_authors() -> None:
    text = f"襄水园区一枚印章管审批\n新华社记者 何山摄\n{SENTENCES[2]}\n{SENTENCES[1]}"
    (article,), _, _ = split_articles(page_from_text(text, "page"))
    assert (article.authors, article.lines["caption"]) == ((), (2,))


def test_a_signed_notice_keeps_office_and_date() -> None:
    text = f"襄水市商务局公告\n{SENTENCES[3]}\n特此公告。\n襄水市商务局\n2024年5月18日\n【打印】【关闭】"
    (article,), others, _ = split_articles(page_from_text(text, "page"))
    assert (article.lines["body"], others) == ((2, 3, 4, 5), (6,))
