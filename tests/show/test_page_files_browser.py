"""What the graph page saves of its charts, and what it says on an English page; in Chromium and in Firefox."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.show.graph.make_page import make_page
from support.browser_help import BROWSERS, browser_named, open_file, saved
from support.page_fixture import invented_graph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    with browser_named(request.param) as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, graph = tmp_path_factory.mktemp("pages"), invented_graph(24, 10, 20, 50, 6)
    for name, page in (("whole", make_page(graph)), ("zone", make_page(graph, "zone", ["朔州经开区"]))):
        (made / f"{name}.html").write_text(page.html, encoding="utf-8", newline="\n")
    return made


def test_charts_are_saved_with_title_and_source(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "whole.html")
    page = opened.page
    page.click("#tab-charts")
    caption = page.text_content("#figure-matrix figcaption")
    svg = saved(page, "#figure-matrix [data-save=svg]").decode()
    texts = [one.text for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == caption
    assert (texts[-1] or "").startswith("来源：")
    png = saved(page, "#figure-matrix [data-save=png]")
    wide = page.evaluate("document.querySelector('#figure-matrix svg').width.baseVal.value")
    assert int.from_bytes(png[16:20], "big") == pytest.approx(3 * wide, abs=3)
    opened.check_clean()
    opened.page.context.close()


def test_an_english_page_is_english(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "zone.html", "lang=en")
    page = opened.page
    assert page.title() == page.text_content("#heading") == "Shuozhou Economic Development Zone"
    assert page.evaluate("RG.value('山西省')") == "Shanxi"
    facts = page.text_content("#panel dl")
    assert "Shanxi" in facts
    assert "经济开发区" not in facts.replace("朔州经济开发区", "")
    page.click("#lang")
    assert page.text_content("#heading") == "朔州经济开发区"
    opened.page.context.close()
