"""Two actors side by side: three columns on the page of `serve` and on the graph page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.analysis.network import knowledge_graph
from reformgraph.iri import BASE
from reformgraph.show.compare import Reform, Told, compare_columns
from reformgraph.show.graph.compared_zones import compared_zones
from reformgraph.show.graph.make_page import make_page
from reformgraph.show.page_language import Speech, speaking
from reformgraph.show.serve.compare_page import compare_page
from reformgraph.show.serve.lookups import Look
from reformgraph.show.templates import fill
from reformgraph.store import open_store
from support.browser_help import chromium, open_file
from support.hostile import HOSTILE
from support.made_store import CHANGZHI, DATONG, SHUOZHOU, make


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    with open_store(make(tmp_path_factory.mktemp("compare")), read_only=True) as store:
        yield Look(store, BASE)


def columns(html: str) -> list[list[str]]:
    """Names of the reforms of each column."""
    shown = html.partition('<div class="compared">')[2].partition("<table")[0]
    return [re.findall(r'<a href="#r\d+">(?:<span [^>]*>)?([^<]+)', part) for part in shown.split("<h2>")[1:]]


def test_the_columns_are_the_reforms_shared_and_alone(look: Look) -> None:
    shared, first, second = columns(compare_page(look, [("a", SHUOZHOU), ("b", DATONG)]).decode())
    assert "标准地" in shared
    held = [
        {str(row["r"]) for row in look.store.select("SELECT DISTINCT ?r { ?x rg:actor ?z ; rg:reform ?r }", z=iri)}
        for iri in (f"{BASE}zone/{SHUOZHOU}", f"{BASE}zone/{DATONG}")
    ]
    assert set(shared) == {look.label(iri) for iri in held[0] & held[1]}
    assert set(first) == {look.label(iri) for iri in held[0] - held[1]}
    assert set(second) == {look.label(iri) for iri in held[1] - held[0]}


def test_each_entry_tells_status_time_figures_and_sentence(look: Look) -> None:
    html = compare_page(look, [("a", SHUOZHOU), ("b", DATONG)]).decode()
    entry = html[html.index(">标准地</a></th>") :].partition("</tr>")[0]
    for told in (SHUOZHOU, DATONG, "已采用", "12宗", "启动标准地改革", "甲地日报", "2023年5月", "#e-"):
        assert told in entry


def test_both_surfaces_hold_the_same(look: Look) -> None:
    graph = knowledge_graph(look.store)
    ours = compared_zones(graph, [f"{BASE}zone/{SHUOZHOU}", f"{BASE}zone/{CHANGZHI}"], "zh")
    theirs = compare_page(look, [("a", SHUOZHOU), ("b", CHANGZHI)]).decode()
    assert columns(str(ours)) == columns(theirs)
    assert re.findall("<blockquote>([^<]+)", ours) == re.findall("<blockquote>([^<]+)", theirs)
    page = make_page(graph, "compare", [SHUOZHOU, CHANGZHI]).html
    assert '<span data-zh="共有" data-en="Shared">' in page


def test_names_are_found_as_elsewhere_and_faults_told(look: Look) -> None:
    assert "没有叫" in compare_page(look, [("a", "无此区"), ("b", DATONG)]).decode()
    assert "同一个主体" in compare_page(look, [("a", DATONG), ("b", DATONG)]).decode()
    with speaking(Speech("en", asked=True)):
        html = compare_page(look, [("a", SHUOZHOU), ("b", DATONG)]).decode()
    assert "Shared" in html
    assert 'name="lang" value="en"' in html
    assert columns(compare_page(look, []).decode()) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text(text: str) -> None:
    told = Told(text, (text, text), (text,), text, text, "/x")
    html = compare_columns(
        ((text, text), (text, text)), {"r": Reform((text, text))}, {"r": told}, {"r": told}, lambda words: str(words)
    )
    tags = set(re.findall(r"<(\w+)", html))
    allowed = "div section h2 small p a table thead tbody tr th td span ul li details summary blockquote footer"
    assert tags <= set(allowed.split())
    assert "\u202e" not in html


def test_a_template_lacks_nothing_silently() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        fill("compare.html", columns=[("Shared", None, [(None, ())])], names=())


@pytest.mark.browser
def test_the_graph_page_opens_on_the_columns(look: Look, tmp_path: Path) -> None:
    path = tmp_path / "compare.html"
    path.write_text(make_page(knowledge_graph(look.store), "compare", [SHUOZHOU, DATONG], language="en").html, "utf-8")
    with chromium() as browser:
        opened = open_file(browser, path)
        page = opened.page
        assert page.locator(".compared section h2").count() == 3
        assert page.is_visible(".compared")
        page.click("#tab-graph")
        assert page.is_visible("#net canvas")
        assert "tab=graph" in page.url
        page.go_back()
        assert page.is_visible(".compared")
        opened.check_clean()
