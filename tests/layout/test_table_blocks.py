"""Tables: one thing to the layout, rows with cells and their places to what reads them."""

from __future__ import annotations

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.reading.html_text import html_text
from reformgraph.reading.read_pages import page_from_text
from reformgraph.reading.table_text import RawCell, is_data_table, table_lines

LEAD = "截至六月底，各园区推行告知承诺的情况见下表，数据由各园区报送，经市商务局汇总。"


def read(text: str):  # type: ignore[no-untyped-def]
    articles, others, _ = split_articles(page_from_text(text, "x"))
    return articles, others


def grid(text: str) -> list[list[str]]:
    (article,), _ = read(text)
    (table,) = article.tables
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_belongs_to_its_article_and_parts_it_not() -> None:
    table = "| 园区 | 件数 |\n|---|---:|\n| 甲园区 | 12 |\n| 乙园区 | 7 |\n"
    text = f"# 各园区推行告知承诺\n\n{LEAD}\n\n{table}\n下一步，市里将继续推进这项工作，让企业少跑腿。\n"
    (article,), others = read(text)
    assert article.lines["title"] == (1,)
    assert article.lines["body"] == (3, 5, 6, 7, 8, 10)
    assert others == ()
    (table,) = article.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["园区", "件数"], ["甲园区", "12"], ["乙园区", "7"]]
    for row in table.rows:
        for cell in row:
            assert text[cell.span.start : cell.span.end] == cell.text
    assert [text[span.start : span.end] for span in table.lines][1] == "| 甲园区 | 12 |"


@pytest.mark.parametrize(
    "rows",
    [
        "园区 | 标准地 | 面积\n甲园区 | 8 | 460\n乙园区 | 6 | 70",
        "园区\t标准地\t面积\n甲园区\t8\t460\n乙园区\t6\t70",
        "| 园区 | 标准地 | 面积 |\n| 甲园区 | 8 | 460 |\n\n| 乙园区 | 6 | 70 |",
    ],
)
def test_bars_and_tabs(rows: str) -> None:
    assert grid(f"各园区推行告知承诺\n\n{LEAD}\n\n{rows}\n") == [
        ["园区", "标准地", "面积"],
        ["甲园区", "8", "460"],
        ["乙园区", "6", "70"],
    ]


@pytest.mark.parametrize("name", ["表1 各园区出让情况", "各园区出让情况一览表"])
def test_lines_that_name_a_table_or_its_unit_are_part_of_it(name: str) -> None:
    text = f"各园区推行告知承诺\n\n{LEAD}\n\n{name}\n单位：亩\n| 园区 | 面积 |\n| 甲园区 | 460 |\n"
    (article,), _ = read(text)
    (table,) = article.tables
    assert [text[span.start : span.end] for span in table.caption] == [name, "单位：亩"]
    assert article.title == "各园区推行告知承诺"


def test_a_page_that_is_a_headline_and_a_table_is_an_article() -> None:
    (article,), others = read("各园区出让情况一览表\n园区 | 标准地 | 面积\n甲园区 | 8 | 460\n")
    assert (article.title, article.lines["body"], others) == ("各园区出让情况一览表", (2, 3), ())


def test_navigation_with_bars_is_no_table() -> None:
    articles, _ = read(f"首页 | 概况 | 新闻\n政务 | 办事 | 互动\n\n# 甲园区推行告知承诺\n\n{LEAD}\n")
    assert [article.tables for article in articles] == [()]


def test_merged_cells_stand_at_every_place_they_cover() -> None:
    lines = table_lines(
        [
            [RawCell("园区", rows=2), RawCell("标准地", columns=2)],
            [RawCell("宗"), RawCell("亩")],
            [RawCell("甲|园区"), RawCell(""), RawCell("460")],
        ]
    )
    assert lines == ["| 园区 | 标准地 ||", "| ^^ | 宗 | 亩 |", "| 甲/园区 | | 460 |"]
    assert grid(f"# 各园区推行告知承诺\n\n{LEAD}\n\n" + "\n".join(lines)) == [
        ["园区", "标准地", "标准地"],
        ["园区", "宗", "亩"],
        ["甲/园区", "", "460"],
    ]


def test_hostile_spans_are_bounded() -> None:
    (line, *_) = table_lines([[RawCell("甲", columns=10**9, rows=10**9), RawCell("乙")], [RawCell("丙")]])
    assert line.count("|") < 120


def test_tables_that_lay_out_a_page_are_no_tables_of_data() -> None:
    assert not is_data_table([[RawCell("栏目"), RawCell(LEAD * 20)], [RawCell("甲"), RawCell("乙")]])
    assert not is_data_table([[RawCell("甲")], [RawCell("乙")]])
    assert not is_data_table([[RawCell("甲"), RawCell("乙")]])


def test_web_tables() -> None:
    rows = "<tr><th rowspan=2>园区</th><th colspan=2>标准地</th></tr><tr><td>宗</td><td><p>亩</p></td></tr>"
    rows += "<tr><td>甲园区<td>8<td>460"
    text, _ = html_text(f"<body><div class=content><h1>甲园区推行标准地</h1><p>{LEAD}</p><table>{rows}</table></div>")
    assert text.split("\n")[-3:] == ["| 园区 | 标准地 ||", "| ^^ | 宗 | 亩 |", "| 甲园区 | 8 | 460 |"]
    body = f"<h1>甲园区推行标准地</h1><p>{LEAD}</p><p>{LEAD * 12}</p>"
    page = f"<body><table><tr><td>栏目</td><td>{body}</td></tr><tr><td>友情</td><td>版权</td></tr></table>"
    assert "|" not in html_text(page)[0]
