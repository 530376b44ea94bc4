"""Pages that fit their screen: charts at 1280 pixels and on a phone, heads that stay, English names, old links."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.show.graph.make_page import make_page
from reformgraph.show.site import write_site
from support.browser_help import Opened, chromium, open_file
from support.page_fixture import invented_graph

pytestmark = pytest.mark.browser

_PAGES: dict[str, list[str]] = {"whole": [], "reform": ["标准地"], "zone": ["朔州经开区"]}
#: Charts that are seen and wider than their box, but the matrix, which scrolls below its heads.
_WIDER = """[...document.querySelectorAll('.chart:not([data-heads])')].filter((box) => box.getClientRects().length
  && box.scrollWidth > box.clientWidth + 1).map((box) => box.parentNode.id)"""
_SMALL = """[...document.querySelectorAll('.chart svg text')].filter((one) => one.getClientRects().length
  && one.textContent && parseFloat(getComputedStyle(one).fontSize) < 11).length"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("fitting")
    graph = invented_graph(24, 10, 20, 50, 6)
    for name, names in _PAGES.items():
        (made / f"{name}.html").write_text(make_page(graph, name, names).html, encoding="utf-8", newline="\n")
    write_site(graph, made / "site")
    return made


@pytest.fixture
def whole(browser: Any, folder: Path) -> Iterator[Opened]:
    opened = open_file(browser, folder / "whole.html")
    yield opened
    opened.check_clean()
    opened.page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080), (390, 844)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_charts_are_not_cut(browser: Any, folder: Path, width: int, height: int, language: str) -> None:
    sites = [next((folder / "site" / kind).glob("*.html")) for kind in ("reform", "zone")]
    for path in (*(folder / f"{name}.html" for name in _PAGES), folder / "site" / "index.html", *sites):
        opened = open_file(browser, path, f"tab=charts&lang={language}", width=width, height=height)
        assert opened.page.evaluate(_WIDER) == [], path.name
        assert opened.page.evaluate(_SMALL) == 0, path.name
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        opened.check_clean()
        opened.page.context.close()


def test_the_heads_of_a_matrix_stay_in_sight(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "whole.html", "tab=charts&lang=en", width=1000, height=480)
    page = opened.page
    box = "document.querySelector('.chart[data-heads]')"
    page.evaluate(f"{box}.scrollTo(200, 150)")
    assert page.evaluate(f"{box}.scrollTop") > 50
    where = """(name) => { const box = document.querySelector('.chart[data-heads]').getBoundingClientRect();
      const head = document.querySelector('.chart svg.' + name).getBoundingClientRect();
      return [Math.round(head.left - box.left), Math.round(head.top - box.top)]; }"""
    assert page.evaluate(where, "corner") == [0, 0]
    assert page.evaluate(where, "left")[0] == 0
    assert page.evaluate(where, "top")[1] == 0
    opened.check_clean()
    page.context.close()


def test_english_charts_name_in_english(browser: Any, folder: Path) -> None:
    """Only the vocabulary has reforms without an English name; they are spelled, with the Chinese beside."""
    for name in _PAGES:
        opened = open_file(browser, folder / f"{name}.html", "tab=charts&lang=en")
        texts = opened.page.evaluate("[...document.querySelectorAll('.chart text')].map((one) => one.textContent)")
        han = [text for text in texts if re.search(r"[\u4e00-\u9fff]", text)]
        assert [text for text in han if not re.search(r"[A-Za-z]{2}", text)] == [], name
        opened.check_clean()
        opened.page.context.close()


def test_what_is_printed_has_title_legend_and_source(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "whole.html", "tab=charts&lang=en")
    page = opened.page
    page.emulate_media(media="print")
    assert page.is_visible("#heading")
    assert page.is_visible("#kinds")
    assert page.is_hidden("#kinds input >> nth=0")
    assert page.evaluate("getComputedStyle(document.getElementById('view-charts')).overflow") == "visible"
    assert "reformgraph" in page.evaluate("getComputedStyle(document.documentElement, '::after').content")
    assert page.is_hidden("#search")
    opened.check_clean()
    page.context.close()


def test_the_menu_of_a_phone_is_whole(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "site" / "index.html", "lang=en", width=390, height=844)
    cut = (
        "[...document.querySelectorAll('nav a')].filter((one) => one.getBoundingClientRect().right > innerWidth).length"
    )
    assert opened.page.evaluate(cut) == 0
    opened.check_clean()
    opened.page.context.close()


def test_what_has_no_link_is_listed_by_name(browser: Any, tmp_path: Path) -> None:
    """However many they are and whatever their names: the list scrolls, a click shows one, what is drawn has links."""
    graph = invented_graph(24, 10, 20, 50, 6)
    names = ["长" * 200, "\u202e反\u200b转园区", *(f"孤立{number}号园区" for number in range(700))]
    for number, name in enumerate(names):
        graph.add_node(f"https://a.example/id/zone/lone{number}", kind="zone", label=name, aliases=[])
    (tmp_path / "lone.html").write_text(make_page(graph).html, encoding="utf-8", newline="\n")
    opened = open_file(browser, tmp_path / "lone.html", width=1280)
    page = opened.page
    drawn = "RG.nodes.filter((_, n) => RG.onCanvas(n) && !RG.near[n].some((e) => RG.edgeOn[e])).length"
    assert page.evaluate(drawn) == 0
    assert page.inner_text("#lone summary") == f"没有联系的 {page.evaluate('RG.loneOn.reduce((a, b) => a + b, 0)')} 个"
    for _ in range(8):
        page.evaluate("document.querySelector('#lone ul').scrollTo(0, 1e6)")
        page.wait_for_timeout(60)
    shown = page.evaluate("[...document.querySelectorAll('#lone li span')].map((one) => one.textContent)")
    assert {"长" * 200, "反转园区", "孤立699号园区"} <= set(shown)
    assert len(shown) == page.evaluate("RG.loneOn.reduce((a, b) => a + b, 0)")
    page.locator("#lone button", has_text="孤立17号园区").click()
    assert page.inner_text("#panel h2") == "孤立17号园区"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#kinds input[value=zone]").uncheck()
    assert page.is_hidden("#lone") or "园区" not in page.inner_text("#lone")
    opened.check_clean()
    page.context.close()


def test_an_old_link_to_a_thing_that_is_gone_is_told(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "whole.html", "node=zone:没有这个区")
    page = opened.page
    assert "没有这个区" in page.inner_text("#lost")
    page.evaluate("location.hash = 'edge=claim|zone:甲|reform:乙'")
    page.wait_for_timeout(100)
    assert "zone:甲 → reform:乙" in page.inner_text("#lost")
    page.evaluate("RG.choose({ node: 0 })")
    assert page.is_hidden("#lost")
    opened.check_clean()
    page.context.close()


def test_days_of_a_graph_file_can_be_played(whole: Opened) -> None:
    names = {"g": "http://gexf.net/1.3"}
    root = ET.fromstring(whole.page.evaluate("RG.gexfText()"))
    graph = root.find("g:graph", names)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    for kind in ("node", "edge"):
        days = [one.get("start") for one in root.findall(f".//g:{kind}", names)]
        assert any(days)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days if day)
