"""The choice of a headline: where lines print it with more, where it runs into the text or stands in a table."""

from __future__ import annotations

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.layout.head_rules import bare_title
from reformgraph.layout.lines import read_lines
from reformgraph.layout.run_in_heads import part_run_in
from reformgraph.reading.read_pages import page_from_text
from support.growth import times_as_long

TITLE = "襄水园区推行一枚印章管审批"
TEXTS = (
    "襄水园区今年推行一枚印章管审批，企业开办时间压缩到半天，办事不用再跑多个窗口，材料一次交齐就能办结。",
    "管委会有关负责人说，下一步将把更多事项交给园区办理，让企业在家门口办成事，服务更加贴心。",
)


def title_of(*lines: str) -> str:
    ((article,), _, _) = split_articles(page_from_text("\n".join(lines), "page"))
    return article.title


@pytest.mark.parametrize("first", [f"改革案例 | {TITLE}", f"{TITLE}--襄水市新材料有限公司", f"今日看点：{TITLE}"])
def test_the_line_that_prints_the_headline_alone_wins(first: str) -> None:
    assert title_of(first, "2024-05-18 09:12 来源：襄水日报", TITLE, *TEXTS) == TITLE


def test_the_headline_of_the_source_is_that_of_a_reprint_with_a_label() -> None:
    assert title_of(f"今日看点：{TITLE}", "2024-05-18 09:12", f"原标题：{TITLE}", *TEXTS) == TITLE


def test_a_longer_headline_is_no_label_with_another() -> None:
    """Behind a comma the headline goes on: nothing is cut from it."""
    whole = f"{TITLE}，企业开办时间压缩到半天"
    assert title_of(whole, "2024-05-18 09:12 来源：襄水日报", *TEXTS) == whole


@pytest.mark.parametrize(
    "start",
    [
        f"原标题：{TITLE} 本报讯（记者 何山）",
        f"{TITLE} 襄水新闻网讯（记者 何山）",
        f"原标题：{TITLE} 5月18日，",
        f"标题：【开新局】{TITLE}\u3000近日，",
    ],
)
def test_a_headline_that_runs_into_its_text(start: str) -> None:
    text = start + TEXTS[0] + TEXTS[1]
    ((article,), _, _) = split_articles(page_from_text(text, "page"))
    assert article.title in (TITLE, f"【开新局】{TITLE}")
    assert article.lines["body"] == (1,)
    body = [paragraph for paragraph in article.paragraphs if paragraph.role == "body"]
    assert TITLE not in text[body[0].spans[0].start : body[0].spans[0].start + 20]


@pytest.mark.parametrize(
    "text",
    [
        "襄水园区今年推行 一枚印章管审批，" + TEXTS[0],  # a space within a sentence
        TEXTS[0] + " 本报讯 " + TEXTS[1],  # text before the dateline
        f"原标题：{TITLE} 下一步，" + TEXTS[1],  # nothing tells where it ends
    ],
)
def test_text_with_a_space_is_not_parted(text: str) -> None:
    assert len(part_run_in(read_lines(text))) == 1


def test_a_headline_in_a_table_that_only_sets_the_page() -> None:
    assert title_of(f"{TITLE} | ||||||", "2024-05-18 12:15 | ||||||", "| ||||||", *TEXTS) == TITLE


def test_a_document_below_the_signature_of_its_circular() -> None:
    page = (
        "各园区管委会，市直各部门：",
        "《襄水市园区审批改革十条措施》现印发给你们，请结合实际认真抓好落实。",
        "襄水市行政审批局",
        "2024年5月18日",
        "（此件公开发布）",
        "襄水市园区审批改革十条措施",
        *TEXTS,
    )
    assert title_of(*page) == "襄水市园区审批改革十条措施"


@pytest.mark.parametrize("unit", ["-", "- ", "|", "_ ", "甲-", " "])
def test_marks_in_a_row_take_time_in_proportion(unit: str) -> None:
    # A rule of hyphens under a text, the blanks of a form: 电话：0349-----（盖章）.
    def work(size: int) -> None:
        for line in read_lines("\n".join(["甲乙丙丁戊己庚" + unit * size + "（完）"] * 20)):
            bare_title(line)

    assert times_as_long(lambda: work(40), lambda: work(160)) < 9


def test_the_name_of_a_site_behind_marks_is_cut() -> None:
    (line, *_) = read_lines(f"{TITLE}--政务--襄水资讯网\n正文。\n")
    assert bare_title(line).text == TITLE
