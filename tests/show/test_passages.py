"""Words searched for in articles, as `serve` shows them and as the site finds them without a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from reformgraph import search
from reformgraph.analysis.network import knowledge_graph
from reformgraph.show.article_text import read_articles
from reformgraph.show.serve.passages import joined
from reformgraph.show.serve.resource import render
from reformgraph.show.site import write_site
from reformgraph.show.site.site_data import Data
from reformgraph.show.site.site_html import Site
from reformgraph.show.site.site_pages import Pages
from reformgraph.show.site.site_search import SCRIPT, bylines, search_files
from reformgraph.sparql.run_query import base_of
from reformgraph.store import open_store
from support.browser_help import chromium, open_file
from support.made_store import make


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


def page(store: Path, asked: Mapping[str, str], form: str = "html", language: str = "zh") -> str:
    with open_store(store, read_only=True) as opened:
        request = {"view": "search", "rest": "", "given": list(asked.items()), "form": form, "language": language}
        return render(opened, base_of(opened), request).body.decode()


def test_the_verb_gives_what_the_command_gives(store: Path) -> None:
    found = search(store, "标准地 承诺制")
    assert repr(found) == "<1 articles>"
    assert found.to_dict()[0]["page"] == "a.txt"
    assert len(search(store, "标准地", limit=2)) == 2


def test_the_page_marks_the_words_and_leads_to_the_article(store: Path) -> None:
    told = page(store, {"q": "取消"})
    assert "1 篇文章含有这些词" in told
    assert "<mark>取消</mark>" in told
    assert re.search(r'href="/id/article/d-txt-1#:~:text=%E5%8F%96%E6%B6%88"', told)
    assert "1 article holds these words" in page(store, {"q": "取消"}, language="en")


def test_a_byline_is_named_and_nothing_is_said_to_be_found(store: Path) -> None:
    assert "作者" in page(store, {"q": "张三"})
    assert "没有一篇文章同时含有这些词" in page(store, {"q": "不在此处"})
    assert "文章中" not in page(store, {"q": ""})


def test_what_is_searched_for_is_escaped(store: Path) -> None:
    assert "<script>x" not in page(store, {"q": "<script>x"})


def test_signs_alone_are_no_words(store: Path) -> None:
    assert json.loads(page(store, {"q": "？！"}, "json")) == {"total": 0, "articles": []}


def test_as_json(store: Path) -> None:
    told = json.loads(page(store, {"q": "标准地"}, "json"))
    assert told["total"] == len(told["articles"]) == 4
    assert {"article", "headline", "snippet", "hits", "start"} <= set(told["articles"][0])


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [((), []), ([(3, 5), (0, 2)], [(0, 2), (3, 5)]), ([(0, 4), (1, 2)], [(0, 4)]), ([(0, 2), (2, 3)], [(0, 3)])],
)
def test_ranges_that_meet_are_one(ranges: Any, expected: list[tuple[int, int]]) -> None:
    assert joined(ranges) == expected


def index(store: Path, most: int, *, with_text: bool = True) -> tuple[list[list[str]], str]:
    with open_store(store, read_only=True) as opened:
        pages = Pages(Site("zh"), Data(knowledge_graph(opened)))
        made = search_files(pages, read_articles(opened) if with_text else {}, bylines(opened), most)
    script = made[SCRIPT]
    assert len(script.encode()) <= most + 40 or most < 3000
    return json.loads(script.removeprefix("window.RG_TEXTS=").removesuffix(";\n")), made["search.html"]


def test_the_index_of_the_site_holds_bylines_and_texts(store: Path) -> None:
    rows, html = index(store, 1_000_000)
    assert ["张三" in row[1] for row in rows].count(True) >= 1
    assert all(row[5] for row in rows)
    assert f"{len(rows)} 篇文章的标题与作者，其中 {len(rows)} 篇的正文" in html


def test_the_index_is_bounded_and_says_so(store: Path) -> None:
    whole, _ = index(store, 1_000_000)
    bare = len(json.dumps([[*row[:5], ""] for row in whole], ensure_ascii=False).encode())
    rows, html = index(store, bare + 2 * len(whole[0][5].encode()))
    kept = sum(bool(row[5]) for row in rows)
    assert 0 < kept < len(rows) == len(whole)
    assert f"其中 {kept} 篇的正文" in html


def test_without_texts_the_quoted_sentences_are_found(store: Path) -> None:
    rows, html = index(store, 1_000_000, with_text=False)
    assert any("标准地" in row[5] for row in rows)
    assert "所引句子" in html


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.mark.browser
def test_the_site_finds_words_from_disk(browser: Any, store: Path, tmp_path: Path) -> None:
    with open_store(store, read_only=True) as opened:
        write_site(knowledge_graph(opened), tmp_path / "site", store=opened)
    shown = open_file(browser, tmp_path / "site" / "index.html")
    shown.page.fill("#search", "取消")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_selector("#text-found li")
    assert shown.page.inner_text("#text-found mark") == "取消"
    assert shown.page.inner_text("#text-count") == "1 篇"
    shown.page.fill("#text-words", '"推行 全代办" <b>')
    shown.page.click("#text-search button")
    assert shown.page.locator("#text-found li").count() == 0
    shown.check_clean()
