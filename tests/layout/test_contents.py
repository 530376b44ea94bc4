"""Lists of contents and headings of sections are page furniture; the headlines they announce begin articles."""

from __future__ import annotations

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.reading.read_pages import page_from_text

HEADS = ("云岭新区推行帮办代办", "襄水园区开通夜班车", "岷江口岸水果当天放行")
TEXTS = (
    "云岭新区今年推行帮办代办，企业不用再跑多个窗口，材料一次交齐就能办结。",
    "襄水园区开通夜班车，职工下班有了着落，车次还会增加，票价只要两元。",
    "岷江口岸当天放行水果，货主说省下了两天的冷藏费用，损耗也少了。",
)
FIRST, SECOND, THIRD = HEADS
#: Lists of contents, each with blank lines where a page has them.
LISTS = (
    *(
        opening + "\n".join(mark.format(number, head) for number, head in enumerate(HEADS, 1))
        for opening in ("", "目录\n", "# 目录\n\n", "本期导读：\n")
        for mark in ("{}. {}", "· {1}", "（{}）{}", "{}、{}")
    ),
    f"1. {FIRST}\n记者 何山\n2. {SECOND}\n云岭县\n3. {THIRD}",  # short lines between
    f"1. {FIRST}\n2. {SECOND}\n3. {THIRD}\n4. 云麓书房开到晚上",  # an item without an article
    f"1. 云麓书房开到晚上\n2. {FIRST}\n3. {SECOND}\n4. {THIRD}",
    "# 今日导读\n\n云岭推行帮办\n\n夜班车开通",  # in other words, under a heading of its own
    "# 要闻",  # a heading that only holds headings
)


#: With and without marks of headings; a page with a single heading would be the article of that heading.
PAGES = [
    (listed, heading)
    for listed in LISTS
    for heading in ("", "## ")
    if heading or FIRST in listed or not listed.startswith("#")
]


@pytest.mark.parametrize(("listed", "heading"), PAGES)
def test_a_list_of_contents_is_furniture(listed: str, heading: str) -> None:
    text = listed + "".join(f"\n\n{heading}{head}\n\n{body}" for head, body in zip(HEADS, TEXTS, strict=True))
    articles, others, _ = split_articles(page_from_text(text, "page"))
    assert [article.title for article in articles] == list(HEADS)
    assert list(others) == [number for number, line in enumerate(listed.split("\n"), 1) if line.strip()]
    rows = text.split("\n")
    assert [[rows[number - 1] for number in article.lines["body"]] for article in articles] == [[one] for one in TEXTS]


def test_a_sentence_parts_a_list() -> None:
    text = f"1. {FIRST}\n{TEXTS[0]}\n2. {SECOND}\n\n" + "\n\n".join(
        f"## {h}\n\n{b}" for h, b in zip(HEADS, TEXTS, strict=True)
    )
    _, others, _ = split_articles(page_from_text(text, "page"))
    assert others == ()
