"""Graph, map, charts and provinces in `serve`: what they show, their addresses, what they leave out."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from reformgraph.errors import UsageError
from reformgraph.show.page_language import Speech, speaking
from reformgraph.show.serve import adoption_field, graph_view
from reformgraph.show.serve.adoption_field import read_field
from reformgraph.show.serve.app import _route
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.province_pages import place_part, provinces_page
from reformgraph.show.serve.resource import render, resource
from reformgraph.show.serve.trace_page import trace_page
from reformgraph.show.serve.view_pages import charts_page, map_page
from reformgraph.store import Store, open_store
from reformgraph.views.counts import count_adoptions
from reformgraph.views.held import forget
from reformgraph.views.store_rows import AdoptionRow, adoptions
from reformgraph.views.trace import TracedAdoption, trace_some
from support.browser_help import chromium
from support.hostile import HOSTILE
from support.sample_store import sample_store
from support.serving import serving

BASE = "https://w3id.org/reformgraph/id/"
SHANXI = BASE + "place/140000"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_store(tmp_path_factory.mktemp("views") / "store")


@pytest.fixture(scope="module")
def look(place: Path) -> Iterator[Look]:
    opened = open_store(place, read_only=True)
    yield Look(opened, BASE)
    opened.close()


def page_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data-page">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_graph_shows_all_adoptions_with_their_sentences(look: Look) -> None:
    html = graph_view.graph_view(look, []).decode()
    data = page_data(html)
    assert sum(edge["k"] == "claim" for edge in data["edges"]) == sum(count_adoptions(look.store).values())
    assert all(claim["q"] for claim in data["claims"])
    assert data["things"] == [BASE, "/id/"]
    assert 'src="/assets/graph.js"' in html
    assert "<script>" not in html  # the policy of the server lets only files run
    assert re.search(r'<a href="/graph" aria-current="page">', html)


def test_what_the_graph_leaves_out_is_told(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_view, "_NODES", 6)
    monkeypatch.setattr(adoption_field, "MOST", 12)
    html = graph_view.graph_view(look, []).decode()
    data = page_data(html)
    assert len(data["nodes"]) == 6
    assert sum(data["left_out"].values()) > 0
    assert "只读了前" in html


def test_filters_reach_every_view(look: Look) -> None:
    given = [("reform", "标准地"), ("status", "adopted")]
    data = page_data(graph_view.graph_view(look, given).decode())
    assert [node["l"] for node in data["nodes"] if node["k"] == "reform"] == ["标准地"]
    assert {edge["s"] for edge in data["edges"] if edge["k"] == "claim"} == {"adopted"}
    for make in (map_page, charts_page):
        html = make(look, given, "html").decode()
        assert 'href="/graph?reform=%E6%A0%87%E5%87%86%E5%9C%B0&amp;status=adopted"' in html
        assert "<svg" in html
    assert "大同经济技术开发区" not in map_page(look, given, "html").decode()


def test_charts_count_what_the_records_count(look: Look) -> None:
    adopted = count_adoptions(look.store)["adopted"]
    root = ET.fromstring(charts_page(look, [("view", "provinces")], "svg"))
    numbers = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text") if (one.text or "").isdigit()]
    assert sum(map(int, filter(None, numbers))) == adopted
    root = ET.fromstring(map_page(look, [("view", "map")], "svg"))
    tiles = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("font-weight") == "600"]
    assert sum(int(text) for text in tiles if text.isdigit()) == adopted


def test_one_thing_has_its_own_charts(look: Look) -> None:
    assert 'id="timeline"' in charts_page(look, [("zone", "朔州经济开发区")], "html").decode()
    html = charts_page(look, [("reform", "标准地")], "html").decode()
    assert ('id="curve"' in html, 'id="matrix"' in html) == (True, False)
    assert 'id="years"' not in charts_page(look, [("year", "2024")], "html").decode()


def test_the_records_of_the_store_are_read_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str | None] = []

    def counted(store: Store, wanted: Iterable[str] | None = None, **named: str | None) -> list[AdoptionRow]:
        read.append(named.get("reform"))
        return adoptions(store, wanted, **named)

    monkeypatch.setattr("reformgraph.views.store_rows.adoptions", counted)
    forget()
    with open_store(place, read_only=True) as opened:
        for given in ([], [("province", "山西省")], [("year", "2024")]):
            look = Look(opened, BASE)
            graph_view.graph_view(look, given)
            map_page(look, given, "html")
            charts_page(look, given, "html")
            trace_page(look, given, "html")
            provinces_page(look)
    assert read == [None, None]  # the records themselves, and their counts on the graph of all of them


def test_the_table_reads_the_claims_that_it_shows(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(store: Store, rows: Sequence[AdoptionRow]) -> dict[str, TracedAdoption]:
        asked.append(len(rows))
        return trace_some(store, rows)

    monkeypatch.setattr("reformgraph.show.serve.trace_page._SHOWN", 5)
    monkeypatch.setattr("reformgraph.show.serve.trace_page.trace_some", counted)
    assert trace_page(look, [("page", "2")], "html").count(b"<tr>") == 6
    assert asked == [5]


def test_a_large_store_shows_many_reforms(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adoption_field, "MOST", 12)
    told = read_field(look, {}).told
    assert len({one.row.reform for one in told}) > 3
    assert len({one.row.actor for one in told}) > 2


def test_nothing_is_told_with_a_cure(look: Look) -> None:
    for make in (map_page, charts_page):
        assert "请放宽" in make(look, [("year", "1901")], "html").decode()
        html = make(look, [("reform", "标淮地")], "html").decode()
        assert 'role="alert"' in html
        with pytest.raises(UsageError):
            make(look, [("reform", "标淮地")], "svg")
        with pytest.raises(UsageError):
            make(look, [("view", "nothing")], "svg")
    assert "请放宽" in graph_view.graph_view(look, [("year", "1901")]).decode()
    assert 'role="alert"' in graph_view.graph_view(look, [("reform", "标淮地")]).decode()


@pytest.mark.parametrize("name", ["Shanxi", "shanxi province", "山西"])
def test_a_province_goes_by_all_its_names(look: Look, name: str) -> None:
    for make in (map_page, charts_page, trace_page):
        assert make(look, [("province", name)], "html") == make(look, [("province", "山西省")], "html")
    assert trace_page(look, [("province", name)], "csv").count(b"\n") > 2
    assert page_data(graph_view.graph_view(look, [("province", name)]).decode())["nodes"]


@pytest.mark.parametrize(
    ("name", "told"), [("Nowhere", "没有省份"), ("Suzhou", "苏州市 (320500)"), ("Shuozhou", "没有省份")]
)
def test_what_is_no_province_is_told(look: Look, name: str, told: str) -> None:
    for make in (map_page, charts_page, trace_page):
        html = make(look, [("province", name)], "html").decode()
        assert told in html.partition('role="alert"')[2].partition("</p>")[0]
    assert told in graph_view.graph_view(look, [("province", name)]).decode()
    with pytest.raises(UsageError):
        map_page(look, [("province", name)], "svg")


def test_a_file_of_no_view_or_no_record_says_so(look: Look) -> None:
    with pytest.raises(UsageError, match="no record fits"):
        charts_page(look, [("view", "curve"), ("year", "1850")], "svg")
    with pytest.raises(UsageError, match="one view") as refusal:
        charts_page(look, [], "svg")
    assert "curve, matrix, years, provinces" in str(refusal.value)
    assert map_page(look, [], "svg") == map_page(look, [("view", "map")], "svg")


def test_bars_are_as_narrow_as_a_phone(look: Look) -> None:
    html = charts_page(look, [], "html").decode()
    for name in ("years", "provinces"):
        slim = html.partition(f'id="{name}"')[2].partition("on-narrow")[2].partition("</svg>")[0]
        assert max(float(x) for x in re.findall(r'\bx="([\d.]+)"', slim)) < 324 - 20


def test_an_empty_store_has_all_pages() -> None:
    look = Look(open_store(":memory:"), BASE)
    for made in (graph_view.graph_view(look, []), map_page(look, [], "html"), charts_page(look, [], "html")):
        assert "没有符合" in made.decode()
    assert provinces_page(look)
    assert place_part(look, SHANXI) == []


def test_a_province_tells_who_acts_there_and_quotes_them(look: Look) -> None:
    html = resource(look, SHANXI, "html").body.decode()
    table = html.partition('class="trace"')[2].partition("</table>")[0]
    assert table.count("<q") == table.count("<tr>") - 1 > 5
    assert "朔州经济开发区" in table
    assert "/trace?province=" in html
    listed = provinces_page(look).decode()
    assert listed.index("/id/place/140000") > 0
    total = sum(int(one) for one in re.findall(r'data-head="已采用">(\d+)<', listed))
    assert total == count_adoptions(look.store)["adopted"]


def test_a_long_province_leads_to_the_rest(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.show.serve.province_pages._SHOWN", 3)
    assert "这里是前 3 条" in resource(look, SHANXI, "html").body.decode()
    monkeypatch.setattr("reformgraph.show.serve.province_pages._SHOWN", 1)
    city = resource(look, BASE + "place/140600", "html").body.decode()
    told = city.partition("这里是前 1 条")[2].partition("</p>")[0]
    assert "/trace?province=%E5%B1%B1%E8%A5%BF%E7%9C%81" in told


def test_english_pages_speak_english(look: Look) -> None:
    with speaking(Speech("en", asked=True, here="/map?lang=en")):
        for html in (map_page(look, [], "html"), charts_page(look, [], "html"), graph_view.graph_view(look, [])):
            head = re.sub(r"<script.*?</script>", "", html.decode(), flags=re.DOTALL)
            assert "Provinces" in head
            assert "lang=en" in head


def test_hostile_filters_are_inert(look: Look) -> None:
    for text in HOSTILE:
        html = charts_page(look, [("province", text), ("year", text), ("view", text)], "html").decode()
        bare = re.sub(r'"[^"]*"', "", re.sub(r">[^<]*<", "><", html))
        assert ("onerror=" in bare, "<img" in bare) == (False, False), text
    given = [("reform", HOSTILE[4]), ("category", HOSTILE[4])]
    for page in (graph_view.graph_view(look, given), map_page(look, given, "html")):
        assert b"<img" not in page


def test_the_views_over_http(place: Path) -> None:
    assert _route("/graph") == ("graph", "")
    with serving(place, "--workers", "1") as server:
        graph = server.get("/graph", accept="text/html")
        policy = graph.headers["content-security-policy"]
        assert graph.status == 200
        assert "script-src 'self'; style-src 'self' 'unsafe-inline';" in policy
        for name in ("graph.js", "vis-network.js"):
            assert server.get(f"/assets/{name}").kind == "text/javascript"
        drawn = server.get("/map?format=svg&view=map&reform=标准地")
        assert (drawn.status, drawn.kind) == (200, "image/svg+xml")
        assert server.get("/charts?format=pdf").status == 400
        assert server.get("/provinces").status == 200


@pytest.mark.browser
def test_the_graph_is_clicked_filtered_and_gone_back_to(place: Path) -> None:
    """Facts and the page of a node, the filter in the address, another view, and Back."""
    with serving(place, "--workers", "1") as server, chromium() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN").new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"http://127.0.0.1:{server.port}/graph")
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        page.evaluate("RG.choose({ node: RG.nodes.findIndex((one) => one.l === '标准地') })")
        assert page.inner_text("#panel h2") == "标准地"
        assert page.get_attribute("#panel .acts a", "href") == "/id/reform/%E6%A0%87%E5%87%86%E5%9C%B0"
        page.click("#records summary")
        page.select_option("#records select[name=status]", "planned")
        page.click("#records form button")
        page.wait_for_url("**/graph?**status=planned**")
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        assert page.evaluate("[...new Set(RG.edges.filter((one) => one.s).map((one) => one.s))]") == ["planned"]
        page.click("#records summary")
        page.click("#records nav a[href^='/map']")
        page.wait_for_url("**/map?status=planned")
        assert page.is_visible("figure svg")
        page.go_back()
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        assert "status=planned" in page.url
        assert faults == []


def test_views_are_drawn_by_the_worker(look: Look) -> None:
    for view in ("graph", "map", "charts", "provinces"):
        drawn = render(look.store, BASE, {"view": view, "rest": "", "given": [("status", "planned")], "form": "html"})
        assert drawn.status == 200
