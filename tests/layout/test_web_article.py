"""One article from web pages as text: told from pages of several stories, with its headline, authors and body."""

from __future__ import annotations

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.layout.reporters import opening_reporters, reporters
from reformgraph.reading.read_pages import page_from_text
from reformgraph.records import Article

_FIRST = "云岭经济技术开发区今年推行项目管家制度，首批46名管家上岗，服务在建项目52个，企业办事不再跑窗口。"
_SECOND = "管委会给每个项目列出审批清单和问题清单，管家每周销号，超期的由督查室跟进，年底统一考核。"


def articles_of(*lines: str) -> tuple[Article, ...]:
    return split_articles(page_from_text("\n".join(lines), "page"))[0]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("云岭经开区推行项目管家制度--政务--云岭在线网", "云岭经开区推行项目管家制度"),
        ("云岭经开区推行项目管家制度_云岭区人民政府", "云岭经开区推行项目管家制度"),
        ("标题：云岭经开区推行项目管家制度", "云岭经开区推行项目管家制度"),
        ("文章标题： 云岭经开区推行项目管家制度", "云岭经开区推行项目管家制度"),
        ("• 云岭经开区推行项目管家制度", "云岭经开区推行项目管家制度"),
        ("云岭经开区推行项目管家制度 2024年05月18日", "云岭经开区推行项目管家制度"),
        ("云岭经开区推行项目管家制度 2024-05-18 08:30", "云岭经开区推行项目管家制度"),
        ("华讯社5月18日云岭电 题：管家进园区 企业少跑腿", "管家进园区 企业少跑腿"),
    ],
)
def test_headline_without_label_and_site(line: str, title: str) -> None:
    """What labels a headline and the site's name behind it are no part of it."""
    (article,) = articles_of(line, "来源：云岭日报 2024-05-18", _FIRST, _SECOND)
    assert article.title == title


def test_a_headline_that_a_site_prints_twice_is_one() -> None:
    title = "云岭经开区推行项目管家制度"
    (article,) = articles_of("新闻中心", title, title, "来源：云岭日报 2024-05-18", _FIRST, _SECOND)
    assert article.title == title


def test_the_issuer_of_a_document_is_no_kicker_where_the_title_goes_on() -> None:
    lines = ("云岭市人民政府办公室关于印发云岭市", "推行项目管家制度若干措施的通知")
    (article,) = articles_of(*lines, "各县（区）人民政府，市直各部门：", _FIRST, _SECOND)
    assert (article.kicker, article.title) == ("", " ".join(lines))


@pytest.mark.parametrize(
    "line", ["云岭经济技术开发区管理委员会办公室", "一、工作目标", "云岭日报社 省委党校联合调研组"]
)
def test_no_headline_where_none_is_printed(line: str) -> None:
    (article,) = articles_of(line, _FIRST, _SECOND)
    assert article.title == ""
    assert article.lines["body"] == (1, 2, 3)


def test_a_headline_that_ends_like_a_sentence() -> None:
    (article,) = articles_of("项目管家上岗，云岭经开区审批跑出加速度！", _FIRST, _SECOND)
    assert article.title == "项目管家上岗，云岭经开区审批跑出加速度！"
    assert article.lines["body"] == (2, 3)


def test_a_first_sentence_that_calls_out_is_no_headline() -> None:
    (article,) = articles_of("信息大爆发的时代，新闻一天有数百万条！", _FIRST, _SECOND)
    assert article.title == ""


def test_the_headline_of_the_source_where_no_other_is_printed() -> None:
    (article,) = articles_of("图集", "原标题：云岭经开区推行项目管家制度", _FIRST, _SECOND)
    assert article.title == "云岭经开区推行项目管家制度"


def test_keywords_below_the_line_of_publication_are_no_headline() -> None:
    (article,) = articles_of(
        "云岭经开区：管家跟到投产", "2024-05-18 来源：云岭网", "云岭经开区 项目管家", _FIRST, _SECOND
    )
    assert article.title == "云岭经开区：管家跟到投产"


def test_a_single_subheading_begins_no_article() -> None:
    (article,) = articles_of("云岭推行项目管家", "", _FIRST, "", "两张清单管起来 每周销号不落空", "", _SECOND)
    assert article.title == "云岭推行项目管家"
    assert article.section_heads


@pytest.mark.parametrize(
    "second",
    [
        ("柳湾高新区晒出成绩单", "本报讯 柳湾高新区上半年开工项目36个，总投资87亿元，全部配备服务专班。"),
        ("柳湾高新区晒出成绩单", "柳湾高新区上半年开工项目36个，总投资87亿元，全部配备服务专班。"),
        ("柳湾高新区", "半年开工三十六个项目", "今年以来，柳湾高新区上半年开工项目36个，总投资87亿元。"),
    ],
)
def test_a_second_article_shows_itself(second: tuple[str, ...]) -> None:
    """A dateline, a zone that is new over and in the text, or a kicker begin another article."""
    found = articles_of("云岭推行项目管家", "", _FIRST, _SECOND, "", *second, _SECOND)
    assert len(found) == 2


def test_teasers_behind_the_article_are_no_articles() -> None:
    found = articles_of("云岭推行项目管家", _FIRST, _SECOND, "推荐阅读", "柳湾樱桃熟了", "本报讯 五月的山坡上，樱桃...")
    assert len(found) == 1
    assert found[0].lines["body"] == (2, 3)


def test_headline_of_the_front_matter() -> None:
    text = f"---\ntitle: 云岭怎样招商\ndate: 2024-05-18\n---\n\n一、做法\n\n{_FIRST}\n\n{_SECOND}\n"
    ((article,), others, _) = split_articles(page_from_text(text, "page"))
    assert (article.title, article.lines["title"], others) == ("云岭怎样招商", (2,), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云岭晚报讯（记者罗宁实习生黄文佩）5月18日，", ("罗宁", "黄文佩")),
        ("本报消息（通讯员周立民 云岭网·客户端记者何欣悦）今年，", ("周立民", "何欣悦")),
        ("本报讯 记者蔡芸 实习生卓梓妍报道：近期，", ("蔡芸", "卓梓妍")),
        ("【特派记者尤盛筠/专题报导】", ("尤盛筠",)),
        ("记者从市政府获悉，今年全市开工项目36个。", ()),
        ("记者了解到，开发区推行项目管家。", ()),
        ("开发区推行项目管家（试行）。（记者 梁燕）", ()),
    ],
)
def test_reporters_of_an_opening(text: str, names: tuple[str, ...]) -> None:
    assert opening_reporters(text) == names


def test_reporters_need_a_word_for_them() -> None:
    assert reporters("梁燕 何山") == ()
