"""Pages built as Chinese sites build them: one article, its headline, day, authors and whole body, and no furniture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.reading.html_blocks import read_markup
from reformgraph.reading.html_text import html_text
from reformgraph.reading.issue_date import date_beside
from reformgraph.reading.read_pages import read_page
from support.growth import times_as_long
from support.read_cases import read_cases

HERE = Path(__file__).parent / "web"
SYSTEMS = Path(__file__).parent / "systems"
EXPECTED: dict[str, dict[str, Any]] = read_cases((HERE / "expected.yml").read_text("utf-8"))
OF_SYSTEMS: dict[str, dict[str, Any]] = read_cases((SYSTEMS / "expected.yml").read_text("utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_page_as_sites_build_them(name: str) -> None:
    _holds(HERE / f"{name}.html", EXPECTED[name])


@pytest.mark.parametrize("name", sorted(OF_SYSTEMS))
def test_a_page_as_content_systems_print_it(name: str, tmp_path: Path) -> None:
    told = OF_SYSTEMS[name]
    source = (SYSTEMS / f"{name}.html").read_text("utf-8")
    for place, paragraph in enumerate(told["body"]):
        source = source.replace(f"«{place}»", paragraph)
    source = source.replace("«t»", told["title"]).replace("«s»", told.get("summary", ""))
    (tmp_path / f"{name}.html").write_bytes(source.encode(told.get("encoding", "utf-8")))
    _holds(tmp_path / f"{name}.html", told)


def _holds(path: Path, told: dict[str, Any]) -> None:
    """One article with the headline, day, authors and body that are right, and no furniture."""
    page = read_page(path)
    ((article,), _, _) = split_articles(page)
    lines = page.text.split("\n")
    body = squeezed("\n".join(lines[number - 1].lstrip("# ") for number in article.lines["body"]))
    assert squeezed(article.title) == squeezed(told["title"])
    assert page.issue_date == told["date"]
    assert set(article.authors) == set(told["authors"])
    assert [paragraph for paragraph in told["body"] if squeezed(paragraph) not in body] == []
    assert [word for word in told["out"] if squeezed(word) in body + squeezed(article.title)] == []


def test_every_page_is_expected() -> None:
    assert {path.stem for path in HERE.glob("*.html")} == set(EXPECTED)
    assert {path.stem for path in SYSTEMS.glob("*.html")} == set(OF_SYSTEMS)


@pytest.mark.parametrize(
    ("over", "under", "day"),
    [
        (["索引号：1", "发布日期：2024-01-18", "成文日期：2024-01-15"], [], "2024-01-18"),
        ([], ["录入时间：2024/3/5 14:20"], "2024-03-05"),
        (["2024年03月12日 星期二 往期回顾"], [], "2024-03-12"),
        (["2024年03月12日", "版面导航", "A06 民生"], [], "2024-03-12"),
        (["2024年03月12日 星期二", "设为首页"], [], None),
        (["今天是2024年11月29日 星期五"], [], None),
        (["2025年1月3日 星期五 设为首页"], ["更新日期：2025-11-01", "© 2008-2025"], None),
        ([], ["成文日期：2024-01-15", "春茶开采 2024-02-22 10:30"], None),
    ],
)
def test_days_beside_an_article(over: list[str], under: list[str], day: str | None) -> None:
    """Days of publication and of editions are believed; days of a visit, of a footer and of other stories are not."""
    assert date_beside(over, under) == day


def test_a_heading_that_is_never_closed_ends_with_what_it_stands_in() -> None:
    blocks = read_markup("<center><h1>玉屏关出台二十条</center><p>开发区给留岗员工发补贴。</p>").blocks
    assert [(block.text, block.level) for block in blocks] == [("玉屏关出台二十条", 1), ("开发区给留岗员工发补贴。", 0)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "<span>云岭记者 何山</span><span>2024-03-12 06:30</span><i>浏览 31</i>",
            "云岭记者 何山 2024-03-12 06:30 浏览 31",
        ),
        ("<span>发布时间：</span><i>2024-03-12</i>", "发布时间：2024-03-12"),
        ("<em>2024</em>-<em>03</em>-<em>12</em>", "2024-03-12"),
        ("<span>开发区</span><span>推行改革，2024-03-12起施行。</span>", "开发区推行改革，2024-03-12起施行。"),
    ],
)
def test_elements_of_a_line_of_publication_are_told_apart(source: str, text: str) -> None:
    assert [block.text for block in read_markup(f"<div>{source}</div>").blocks] == [text]


def test_many_elements_cost_linear_time() -> None:
    def page(number: int) -> str:
        return "<div>2024-03-12" + "<i></i><span>甲</span>" * number + "</div>"

    assert times_as_long(lambda: html_text(page(1000)), lambda: html_text(page(4000))) < 9


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        ("云山市人民政府门户网站 部门动态 云岭园区推行帮办代办", "云岭园区推行帮办代办", "云岭园区推行帮办代办"),
        ("云岭经开区 帮办代办改革提速", "云岭经开区 帮办代办改革提速", "云岭经开区 帮办代办改革提速"),
    ],
)
def test_a_site_before_a_headline_is_told_from_its_first_words(title: str, heading: str, headline: str) -> None:
    text = "<p>云岭经开区推行帮办代办改革，已办理事项三百件，企业不再来回跑。</p>"
    _, told = html_text(f"<title>{title}</title><h1>云山市人民政府门户网站</h1><h2>{heading}</h2><div>{text}</div>")
    assert told["title"] == headline
