"""Who wrote an article, as its own lines print it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reformgraph.ask.answer_question import ask
from reformgraph.ask.bylines import byline_in
from reformgraph.records import Mention, Person
from reformgraph.store import open_store
from support.made_store import DATONG, SHUOZHOU, Text, article, claim, make, page_of


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("本报记者 张晓明 李强", "本报记者 张晓明 李强"),
        ("撰文：王立新", "撰文：王立新"),
        ("记者张晓明", "记者张晓明"),
        ("厂房开工。（通讯员 陈红）", "（通讯员 陈红）"),
        ("记者从第五届年会了解到，厂房开工。", ""),
        ("记者了解到", ""),
        ("厂房开工，记者 看到的是", ""),
        ("作者很多", ""),
    ],
)
def test_a_byline_is_a_name_at_the_start_or_end_of_a_line(line: str, printed: str) -> None:
    assert byline_in(line) == printed


def test_an_article_without_a_byline_is_shown_none_of_another_one(tmp_path: Path) -> None:
    page = Text()
    page.put(f"{SHUOZHOU}改革纪实\n")
    claims = [claim(page, SHUOZHOU, "标准地", "adopted", f"{SHUOZHOU}推行标准地，记者从年会了解到。")]
    mine = article("x-txt-1", page, SHUOZHOU, "纪实", claims)
    page.put(f"\n{DATONG}的报道\n本报记者 赵小军")
    mine = replace(mine, article=replace(mine.article, authors=()))
    with open_store(make(tmp_path, [page_of("x.txt", page, "2024-01-01", "甲地日报", mine)]), read_only=True) as opened:
        (answer,) = ask(opened, f"写{SHUOZHOU}的报道是谁写的？")
    assert "没有读出署名" in answer.sentence
    assert "赵小军" not in str(answer.as_json())


def test_of_a_person_and_a_zone_the_articles_of_both_are_meant(tmp_path: Path) -> None:
    made = []
    for name, who, text in (("x", "张三", "引进人才。"), ("y", "李四", "管委会主任石玉林出席会议。")):
        page = Text()
        page.put(f"{SHUOZHOU}纪实\n")
        claims = [claim(page, SHUOZHOU, "标准地", "adopted", f"{SHUOZHOU}推行标准地。")]
        page.put(text)
        named = (Person("石玉林", "主任", (Mention("石玉林", page.find("石玉林")),)),) if name == "y" else ()
        told = article(f"{name}-txt-1", page, SHUOZHOU, "纪实", claims, people=named)
        told = replace(told, article=replace(told.article, authors=(who,)))
        made.append(page_of(f"{name}.txt", page, "2024-01-01", "甲地日报", told))
    with open_store(make(tmp_path, made), read_only=True) as opened:
        (answer,) = ask(opened, f"{SHUOZHOU}那篇提到石玉林的报道是谁写的？")
    assert "李四" in answer.sentence
    assert "张三" not in answer.sentence
