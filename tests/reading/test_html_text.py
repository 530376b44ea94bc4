"""Text, headline and date of web pages as Chinese sites build them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.reading.html_head import without_site
from reformgraph.reading.html_text import html_text
from reformgraph.reading.read_pages import read_page
from reformgraph.records import Page
from support.growth import times_as_long

FIRST = "云岭经济开发区今年推行“标准地”改革，已出让8宗，企业拿地后马上开工，手续由帮办员代跑。"
SECOND = "开发区还把审批窗口搬进园区，企业不出园区就能办成一百二十件事，平均用时比去年少了一半。"
TITLE = "云岭经开区推行“标准地”改革"


def page_of(folder: Path, source: str, name: str = "page.html") -> Page:
    (folder / name).write_text(source, encoding="utf-8")
    return read_page(folder / name)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


# ------------------------------------------------------------------ what is text


@pytest.mark.parametrize(
    "frame",
    [
        '<form method="post" action="show.aspx"><h1>{title}</h1><div>{body}</div></form>',
        '<div class="side-main side"><h1>{title}</h1><div>{body}</div></div>',
        '<div class="nav-wrapper nav"><h2>{title}</h2>{body}</div>',
        "<aside><h1>{title}</h1>{body}</aside>",
        '<div class="share"><div class="content"><h1>{title}</h1>{body}</div></div>',
    ],
)
def test_an_element_that_holds_the_text_is_no_furniture(frame: str) -> None:
    """A form round the page or a class that holds "side" takes nothing away; what stands beside does."""
    source = frame.format(title=TITLE, body=paragraphs(FIRST, SECOND))
    text, _ = html_text(f"<title>{TITLE}</title><body>{source}<div class='footer'><p>版权所有 云岭网</p></div></body>")
    assert [line.lstrip("# ") for line in lines(text)] == [TITLE, FIRST, SECOND]


def test_furniture_stays_out() -> None:
    source = f"""<title>{TITLE}_云岭网</title><body>
    <ul class="menu"><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li></ul>
    <div class="crumbs">当前位置：<a href=1>首页</a> &gt; <a href=2>园区动态</a> &gt; 正文</div>
    <div class="wrap"><h1>{TITLE}</h1><div class="info">来源：云岭日报　2024-05-18</div>
    <div class="content">{paragraphs(FIRST, SECOND)}</div><div class="share">分享到：微信</div></div>
    <div class="related"><h3>相关新闻</h3><p><a href=3>云岭樱桃节开幕，八方游客齐聚，带火了周边民宿</a></p></div>
    <div class="footer"><p>主办：云岭经济开发区管理委员会</p></div></body>"""
    text, told = html_text(source)
    assert lines(text) == [f"# {TITLE}", "来源：云岭日报\u30002024-05-18", FIRST, SECOND]
    assert told["crumbs"] == "园区动态"
    assert told["footer"] == "主办：云岭经济开发区管理委员会"
    assert (told["title_suffix"], told["source"]) == ("云岭网", "云岭日报")


def test_an_opening_paragraph_in_a_block_of_its_own_is_kept() -> None:
    lead = "核心看点：一块地、一张表、一个帮办员，云岭经济开发区这样跑出了项目落地的新速度。"
    body = f"<div class='lead'><p>{lead}</p></div><div id='zoom'>{paragraphs(FIRST, SECOND, FIRST)}</div>"
    assert lead in html_text(f"<body><div>{body}</div></body>")[0]


def test_markup_of_templates_is_no_text() -> None:
    source = f'<%@ page pageEncoding="UTF-8"%><title>{TITLE}</title><%@ include file="/left.jsp" %>{paragraphs(FIRST)}'
    assert lines(html_text(source)[0]) == [f"# {TITLE}", FIRST]


def test_an_index_page_has_lines_and_no_articles(tmp_path: Path) -> None:
    """Headlines without texts are no articles; the page says so and is no failure."""
    links = "".join(
        f"<li><a href='{n}'>云岭经开区第{n}批项目集中开工</a><span>2024-05-{n}</span></li>" for n in range(10, 20)
    )
    page = page_of(tmp_path, f"<title>园区动态_云岭网</title><body><div class='list'><ul>{links}</ul></div></body>")
    articles, _, (warning,) = split_articles(page)
    assert articles == ()
    assert "第10批" in page.text
    assert "headlines without texts" in warning


# ------------------------------------------------------------------ headline


@pytest.mark.parametrize(
    "head",
    [
        f'<title>{TITLE} - 云山省人民政府</title><meta name="ArticleTitle" content="{TITLE}">',
        f'<title>{TITLE}｜云山省人民政府</title><meta property="og:title" content="{TITLE}｜云山省人民政府">',
        f"<title>{TITLE}-要闻-云山网</title>",
        f"<title>云山省人民政府</title><script>var msg_title = '{TITLE}';</script>",
        f'<title>云山网</title><script type="application/ld+json">{{"headline": "{TITLE}"}}</script>',
    ],
)
def test_a_logo_is_no_headline(head: str, tmp_path: Path) -> None:
    """Metadata, ``<title>`` and what is printed over the text agree; the site's name in h1 does not."""
    body = f"<div><h1><a href='/'>云山省人民政府</a></h1></div><div class='bt title'>{TITLE}</div>"
    page = page_of(
        tmp_path, f"<html><head>{head}</head><body>{body}<div>{paragraphs(FIRST, SECOND)}</div></body></html>"
    )
    ((article,), _, _) = split_articles(page)
    assert article.title == TITLE
    assert "云山省" not in page.text


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("园区提速_云岭频道_云山网", "园区提速_云岭频道"),
        ("云岭园区审批提速_云岭频道_云山网", "云岭园区审批提速"),
        ("一枚印章管审批——云岭经开区改革见闻", "一枚印章管审批——云岭经开区改革见闻"),
        ("一枚印章管审批的故事——云岭日报", "一枚印章管审批的故事"),
        ("云岭经开区推行标准地改革 | 云山网", "云岭经开区推行标准地改革"),
    ],
)
def test_site_behind_a_title(title: str, bare: str) -> None:
    assert without_site(title) == bare


def test_a_headline_in_two_lines() -> None:
    body = f"<h1>一枚印章管审批<br>一个窗口办成事</h1><div>{paragraphs(FIRST, SECOND)}</div>"
    source = f"<title>一枚印章管审批 一个窗口办成事</title>{body}"
    assert lines(html_text(source)[0])[:2] == ["# 一枚印章管审批", "# 一个窗口办成事"]


def test_what_stands_beside_a_headline_is_not_glued_to_it(tmp_path: Path) -> None:
    notes = "<p>（原标题：云岭审批提速）</p><p>执笔/梁燕</p><p>来源于：云岭发布</p><p>阅读 3021</p>"
    page = page_of(tmp_path, f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{notes}{paragraphs(FIRST, SECOND)}</div>")
    ((article,), _, _) = split_articles(page)
    assert article.title == TITLE
    body = page.text.split("\n")
    assert [body[number - 1] for number in article.lines["body"]] == [FIRST, SECOND]


def test_sub_headings_with_a_space_cut_no_article(tmp_path: Path) -> None:
    heads = ("<h2>一块地 一张表</h2>", "<p><b>窗口前移 就近办</b></p>")
    body = f"{paragraphs(FIRST)}{heads[0]}{paragraphs(SECOND)}{heads[1]}{paragraphs(FIRST)}"
    source = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{body}</div>"
    articles, _, _ = split_articles(page_of(tmp_path, source))
    assert len(articles) == 1


@pytest.mark.parametrize("tag", ["h2", "h3", "p"])
def test_one_headline_over_all_is_one_article_however_it_is_cut(tag: str, tmp_path: Path) -> None:
    """Sub-headings that name other zones, and clauses of one width, do not cut what one headline stands over."""
    round_up = "".join(
        f"<{tag}>{zone}：把窗口搬进车间</{tag}><p>{zone}把窗口搬进车间，企业办事不出园区，</p><p>三百多家企业都说省下了来回跑的路，</p>"
        for zone in ("柳湾高新区", "石桥经开区", "双江经开区")
    )
    source = f"<title>三个园区的服务账本</title><h1>三个园区的服务账本</h1><div>{paragraphs(FIRST)}{round_up}</div>"
    articles, _, _ = split_articles(page_of(tmp_path, source))
    assert [article.title for article in articles] == ["三个园区的服务账本"]


def test_reports_with_datelines_on_one_page_are_several(tmp_path: Path) -> None:
    second = f"<h2>柳湾晒出成绩单</h2><p>本报讯（记者 何山）{SECOND}</p>"
    source = f"<title>云岭园区要闻</title><h1>{TITLE}</h1><div><p>本报讯（记者 李想）{FIRST}</p>{second}</div>"
    articles, _, _ = split_articles(page_of(tmp_path, source))
    assert len(articles) == 2


# ------------------------------------------------------------------ date


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="PubDate" content="2024-05-18 06:23">',
        '<meta name="dateUpdate" content="2024-05-18 08:00:00">',
        '<meta property="article:published_time" content="2024-05-17T22:23:00Z">',
        '<meta property="og:article:published_time" content="2024-05-18T06:23:00+08:00">',
        '<meta name="ArticleDate" content="2024年5月18日">',
        '<script type="application/ld+json">{"datePublished": "2024-05-18T01:00:00+08:00"}</script>',
        '<script>var ct = "1715990400"; var svr_time = "1790000000";</script>',
        "<script>window.oriCreateTime = '1715990400';</script>",
        "<script>var createTime = '2024-05-18 08:00';</script>",
        '<script>{"publish_time":1715990400}</script>',
        '<meta name="dateModified" content="2025-01-01"><meta name="publishdate" content="2024-05-18">',
    ],
)
def test_dates_of_metadata_and_scripts(head: str, tmp_path: Path) -> None:
    """The day of publication in Beijing, by any of the names that sites give it."""
    source = (
        f"<head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1><div>{paragraphs(FIRST, SECOND)}</div></body>"
    )
    page = page_of(tmp_path, source)
    assert (page.issue_date, page.date_basis) == ("2024-05-18", "metadata")


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='t'><span> 2024-05-18 07:57:40</span> <em>云山社</em></div>",
        "<div class='info'>发布日期：2024-05-18 浏览：31</div>",
        "<table><tr><td>索 引 号</td><td>0143/2024</td></tr><tr><td>成文日期</td><td>2024-05-16</td></tr>"
        "<tr><td>发布日期</td><td>2024-05-18</td></tr></table>",
        "<p>成文日期：2024-05-16　发布日期：2024-05-18</p>",
    ],
)
def test_a_date_beside_the_headline(beside: str, tmp_path: Path) -> None:
    """Also outside the element of the text, and the day of publication before the day of signing."""
    head = f"<div class='h'><div class='h-title'>{TITLE}</div>{beside}</div>"
    source = f"<title>{TITLE}</title><body>{head}<div id='p'>{paragraphs(FIRST, SECOND)}</div>"
    page = page_of(tmp_path, source)
    assert (page.issue_date, page.date_basis) == ("2024-05-18", "printed")
    ((article,), _, _) = split_articles(page)
    assert article.title == TITLE


def test_a_date_of_the_text_is_no_issue_date(tmp_path: Path) -> None:
    page = page_of(tmp_path, f"<title>{TITLE}</title><h1>{TITLE}</h1>{paragraphs('2023年12月1日，' + FIRST, SECOND)}")
    assert (page.issue_date, page.date_basis) == (None, "none")


def test_the_number_of_a_document_goes_with_its_text(tmp_path: Path) -> None:
    row = "<td>发文字号</td><td>云经开发〔2024〕12号</td><td>发布机构</td><td>云岭经开区管委会</td>"
    table = f"<table><tr>{row}</tr></table>"
    page = page_of(tmp_path, f"<title>云岭经开区土地出让公告</title>{table}<div class='c'>{paragraphs(FIRST)}</div>")
    ((article,), _, _) = split_articles(page)
    assert (article.title, len(article.lines["body"])) == ("云岭经开区土地出让公告", 2)


# ------------------------------------------------------------------ bounds

HOSTILE: dict[str, Callable[[int], str]] = {
    "nested": lambda n: "<div>" * n + "开发区推行改革。" + "</div>" * n,
    "asides": lambda n: "<div class='side'>开发区推行改革，成效明显。" * n,
    "metas": lambda n: '<meta name="title" content="开发区推行改革">' * n,
    "headings": lambda n: "".join(f"<h2>开发区第{i}次推行改革</h2>" for i in range(n)),
    "scripts": lambda n: "<script>var ct = 1; publish_time = '</script>" * n,
    "cells": lambda n: "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * n,
    "templates": lambda n: "<% " * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_costs_linear_time(name: str) -> None:
    little, much = HOSTILE[name](1000), HOSTILE[name](4000)
    assert times_as_long(lambda: html_text(little), lambda: html_text(much)) < 9


@pytest.mark.parametrize("mark", ["<![DOCTYPE html>", "<![]>", "<![ >", "<![&[x>", "<![endif]-->", "<![CDATA[x]]>"])
def test_what_begins_like_a_marked_section_loses_no_page(mark: str) -> None:
    """`<![DOCTYPE` raised an AssertionError of the library's parser; browsers read it as a comment."""
    text, _ = html_text(f"<html><body>{mark}<p>{FIRST}</p>{mark}<p>{SECOND}</p></body></html>")
    assert text.split() == [FIRST, SECOND]


@pytest.mark.parametrize("end", ["<![", "<![DOCTYPE", "<![if"])
def test_a_page_may_break_off_in_one(end: str) -> None:
    assert FIRST in html_text(f"<p>{FIRST}</p>{end}")[0]
