"""Pages of provinces and of organs on the site: who acts there, what, since when; search and sitemap know them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reformgraph.show.charts import adoptions
from reformgraph.show.site import write_site
from reformgraph.show.site.site_data import Data
from support.browser_help import chromium, open_file
from support.page_fixture import BASE, invented_graph

GRAPH = invented_graph(12, 8, 10, 20, 4)
ORGAN, CITY = f"{BASE}organ/某省商务厅", f"{BASE}place/140600"
REFORM, ARTICLE = next((end, data["article"]) for _, end, data in GRAPH.edges(data=True) if data.get("kind") == "claim")
PROVINCE = next(data["province"] for _, data in GRAPH.nodes(data=True) if data.get("province"))
for node, kind, label in ((ORGAN, "organ", "某省商务厅"), (CITY, "place", "某某市")):
    GRAPH.add_node(node, kind=kind, label=label, aliases=[], province=PROVINCE)
    GRAPH.add_edge(node, REFORM, kind="claim", claim=f"{node}-1", status="adopted", article=ARTICLE, quote="某句话")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("provinces") / "site"
    write_site(GRAPH, folder, address="https://a.example/")
    return folder


def test_each_province_has_a_page_with_all_who_act_there(site: Path) -> None:
    rows, data = adoptions(GRAPH), Data(GRAPH)
    provinces = {GRAPH.nodes[row.actor].get("province") or "" for row in rows} - {""}
    assert set(data.provinces) == provinces
    for name, place in data.provinces.items():
        html = (site / place).read_text("utf-8")
        here = [row for row in rows if GRAPH.nodes[row.actor].get("province") == name]
        assert html.count("<details>") == len(here) > 0
        assert html.count("<blockquote>") >= len(here)
        assert f"已采用 {sum(row.status == 'adopted' for row in here)} 项" in html
        for row in here:
            assert data.label(row.actor) in html


def test_who_acts_and_is_no_zone_has_a_page(site: Path) -> None:
    data = Data(GRAPH)
    for node in (ORGAN, CITY):
        html = (site / data.pages[node]).read_text("utf-8")
        assert "某句话" in html
        assert f'href="../{data.provinces[PROVINCE]}"' in html
    assert f'href="../{data.pages[ORGAN]}"' in (site / data.provinces[PROVINCE]).read_text("utf-8")


def test_the_page_of_a_province_that_acts_is_that_of_the_province() -> None:
    graph = GRAPH.copy()
    node = f"{BASE}place/990000"
    graph.add_node(node, kind="place", label=PROVINCE, aliases=[], province=PROVINCE)
    graph.add_edge(node, REFORM, kind="claim", claim="x", status="adopted", article=ARTICLE, quote="某句话")
    data = Data(graph)
    assert data.pages[node] == data.provinces[PROVINCE]
    assert node not in data.bodies


def test_search_and_sitemap_know_provinces_and_organs(site: Path) -> None:
    data = Data(GRAPH)
    rows = json.loads((site / "assets" / "search-index.js").read_text("utf-8").removeprefix("window.RG_INDEX=")[:-2])
    known = {row[2]: row[0] for row in rows}
    assert known[data.provinces[PROVINCE]] == PROVINCE
    assert known[data.pages[ORGAN]] == "某省商务厅"
    places = re.findall("<loc>https://a.example/([^<]+)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert len(places) == len(set(places))
    assert {*data.provinces.values(), data.pages[ORGAN]} <= set(places)


def test_chinese_text_says_so_on_every_page(site: Path) -> None:
    """Headlines and sentences stay Chinese whatever language the page is in."""
    articles = (site / "articles.html").read_text("utf-8")
    assert re.search(r'<a href="article/[^"]+"><span lang="zh">[^<]+</span></a>', articles)
    zone = next((site / "zone").glob("*.html")).read_text("utf-8")
    assert zone.count('<p lang="zh">') == zone.count("<blockquote>") > 0


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something holds; playwright's own waiting needs eval, which the page forbids."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    assert holds()


@pytest.mark.browser
def test_the_tab_has_its_title_in_the_language_of_the_reader(site: Path) -> None:
    with chromium() as browser:
        opened = open_file(browser, site / Data(GRAPH).provinces[PROVINCE])
        page = opened.page
        assert page.title() == page.locator("title").get_attribute("data-zh")
        page.click("#lang")
        assert page.title() == page.locator("title").get_attribute("data-en")
        assert page.title().startswith("Reforms in ")
        page.click("h2 a")
        until(lambda: page.title().endswith(" · Reforms of development zones"))  # set when the page has loaded
        opened.check_clean()
