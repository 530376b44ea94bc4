"""Results as table, graph, map, timeline and bars, by what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reformgraph.errors import UsageError
from reformgraph.iri import BASE
from reformgraph.show.charts.result_charts import (
    MOST_NODES,
    MOST_ROWS,
    Item,
    bar_chart,
    link_chart,
    point_map,
    time_chart,
)
from reformgraph.show.page_language import Speech, speaking
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.resource import render
from reformgraph.show.serve.result_page import result_page
from reformgraph.show.serve.result_table import Result, read_result
from reformgraph.show.serve.result_views import views
from reformgraph.sparql.run_query import evaluate
from reformgraph.store import open_store
from support.browser_help import BROWSERS, browser_named, saved
from support.hostile import HOSTILE
from support.made_store import DATONG, SHUOZHOU, make
from support.serving import Served, serving

ADOPTED = "SELECT ?zone ?reform { ?zone rg:adopted ?reform }"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("views"))


@pytest.fixture(scope="module")
def look(place: Path) -> Iterator[Look]:
    with open_store(place, read_only=True) as store:
        yield Look(store, BASE)


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    with browser_named(request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[Served]:
    with serving(place, "--workers", "1") as served:
        yield served


def result(look: Look, query: str) -> Result:
    return read_result(look, evaluate(look.store, query, base=BASE))


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        (ADOPTED, ["thing", "thing"]),
        ("SELECT ?a { VALUES ?a { 1 2.5 } }", ["number"]),
        ("SELECT ?a { VALUES ?a { 'x' 2 } }", ["text"]),
        ("SELECT ?a { VALUES ?a { reform:标准地 'x' } }", ["text"]),
        ("SELECT ?a { VALUES ?a { '2024-03' '../2024-06-30' UNDEF } }", ["date"]),
        ("SELECT ?a { VALUES ?a { '2024' } }", ["text"]),
        ("SELECT ?year { VALUES ?year { '2024' } }", ["date"]),
        ("SELECT ?a { VALUES ?a { UNDEF } }", ["text"]),
        ("SELECT ?a { VALUES ?a { 'INF'^^<http://www.w3.org/2001/XMLSchema#double> } }", ["text"]),
        ("CONSTRUCT { ?z rg:adopted ?r } { ?z rg:adopted ?r }", ["thing"] * 3),
        ("ASK { ?z rg:adopted ?r }", ["text"]),
    ],
)
def test_what_a_column_holds(look: Look, query: str, kinds: list[str]) -> None:
    assert [column.kind for column in result(look, query).columns] == kinds


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ADOPTED, {"graph", "map"}),
        ("CONSTRUCT { ?z rg:adopted ?r } { ?z rg:adopted ?r }", {"graph", "map"}),
        ("CONSTRUCT { ?z a rg:Zone } { ?z rg:adopted ?r }", {"map"}),
        ("SELECT ?reform (COUNT(?z) AS ?n) { ?z rg:adopted ?reform } GROUP BY ?reform", {"bars"}),
        ("SELECT ?zone ?onset { ?a rg:actor ?zone ; rg:onset ?onset }", {"map", "timeline"}),
        ("SELECT ?name ?lon ?lat { VALUES (?name ?lon ?lat) { ('甲' 112.4 39.3) } }", {"map", "bars"}),
        ("SELECT ?name ?lon ?lat { VALUES (?name ?lon ?lat) { ('甲' 412.4 39.3) } }", {"bars"}),
        ("SELECT ?year ?n { VALUES (?year ?n) { ('2023' 1) ('2024' 2) } }", {"bars"}),
        ("SELECT ?a { VALUES ?a { 'x' } }", set()),
        ("SELECT ?zone ?reform { ?zone rg:adopted ?reform FILTER(false) }", set()),
    ],
)
def test_the_views_that_columns_allow(look: Look, query: str, expected: set[str]) -> None:
    made = views(look, result(look, query), "x")
    assert set(made) == expected
    for make_drawing in made.values():
        ElementTree.fromstring(make_drawing().to_svg())


def test_names_stand_for_iris_and_links_lead_to_things(look: Look) -> None:
    svg = views(look, result(look, ADOPTED), "x")["graph"]().to_svg()
    assert SHUOZHOU in svg
    assert DATONG in svg
    assert 'href="/id/zone/' in svg
    assert BASE not in svg
    with speaking(Speech("en", asked=True)):
        svg = views(look, result(look, ADOPTED), "x")["graph"]().to_svg()
    assert "Standard land" in svg
    assert 'lang=en"' in svg


def test_bars_are_as_long_as_their_numbers() -> None:
    svg = bar_chart([Item("甲", "10"), Item("乙", "5"), Item("丙", "-5")], "x", "zh").to_svg()
    one, half, below = (float(wide) for wide in re.findall(r'<rect x="[^"]+" y="[^"]+" width="([0-9.]+)"', svg))
    assert one == pytest.approx(2 * half, rel=0.01)
    assert below == pytest.approx(half, rel=0.01)


def test_a_timeline_is_in_the_order_of_the_days_and_keeps_what_has_none() -> None:
    svg = time_chart([Item("晚", "2024-05"), Item("无", ""), Item("早", "../2023-01-31")], "x", "zh").to_svg()
    assert svg.index("早") < svg.index("晚") < svg.index(">无<")
    assert "不晚于2023年1月31日" in svg
    assert "时间不详" in svg


def test_what_is_too_much_is_told() -> None:
    many = [Item(f"名{n}", str(n)) for n in range(MOST_ROWS + 5)]
    assert "另有 5 项未画出" in bar_chart(many, "x", "zh").to_svg()
    ends = [f"n{n}" for n in range(MOST_NODES + 7)]
    links = [("hub", "x", end) for end in ends]
    names = {end: end for end in ["hub", *ends]}
    svg = link_chart(links, names, names, "x", "en").to_svg()
    assert "8 more are not drawn" in svg
    assert svg.count("<circle") == MOST_NODES


def test_things_of_a_graph_have_the_colour_of_their_kind_and_fit_the_page() -> None:
    links = [(f"z{n}", "a", f"r{n * n % 17}") for n in range(100)]
    names = {end: end for link in links for end in (link[0], link[2])}
    kinds = {end: {"z": "zone", "r": "reform"}[end[0]] for end in names}
    drawing = link_chart(links, names, names, "x", "en", kinds)
    assert drawing.width <= 1112
    fills = {mark.fill for mark in drawing.marks if mark.shape == "circle"}
    assert len(fills) == 2
    assert {"zone", "reform"} <= {mark.text[1] for mark in drawing.marks}
    assert "company" not in {mark.text[1] for mark in drawing.marks}


def test_things_at_one_place_are_one_mark() -> None:
    svg = point_map([(Item("甲", ""), 112.4, 39.3), (Item("乙", ""), 112.4, 39.3)], "x", "zh").to_svg()
    assert svg.count("<circle") == 1
    assert "甲 +1" in svg


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text(text: str) -> None:
    item = Item(text, "3", text)
    drawings = [
        bar_chart([item], text, "zh"), time_chart([Item(text, "2024")], text, "zh"),
        point_map([(item, 112.4, 39.3)], text, "zh"),
        link_chart([("a", text, "b")], {"a": text, "b": text}, {"a": "/x", "b": "/y"}, text, "zh"),
    ]  # fmt: skip
    for drawing in drawings:
        for svg in (drawing.to_svg(), drawing.to_svg(standalone=False)):
            root = ElementTree.fromstring(svg)
            kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert kinds <= {"svg", "title", "rect", "text", "line", "circle", "g", "a", "path", "polyline"}


def drawn(look: Look, rest: str, way: str = "html", **given: str) -> bytes:
    asked = {"view": "question", "rest": rest, "given": list(given.items()), "form": way}
    return render(look.store, BASE, asked).body


def test_questions_show_their_views_and_save_them(look: Look) -> None:
    html = drawn(look, "adopters").decode()
    assert re.findall(r'href="#view:(\w+)"', html) == ["table", "map", "timeline", "bars"]
    assert re.findall(r'id="view:(\w+)"', html) == ["table", "map", "timeline", "bars"]
    for view in ("map", "timeline", "bars"):
        assert drawn(look, "adopters", "svg", view=view).startswith(b"<?xml")
    with pytest.raises(UsageError, match="no view"):
        drawn(look, "adopters", "svg", view="graph")


def test_the_page_of_a_query(look: Look) -> None:
    html = result_page(look, [("query", ADOPTED)], "html").decode()
    assert re.findall(r'href="#view:(\w+)"', html) == ["table", "graph", "map"]
    assert "format=csv" in html
    assert 'role="alert"' in result_page(look, [("query", "SELEC ?x")], "html").decode()
    assert (
        'role="alert"'
        in result_page(look, [("query", "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }")], "html").decode()
    )
    assert "<textarea" in result_page(look, [], "html").decode()


@pytest.mark.browser
def test_the_address_names_the_view(server: Served, browser: Any) -> None:
    page = browser.new_context().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"http://127.0.0.1:{server.port}/question/adopters?lang=en")
    shown = "[...document.querySelectorAll('section.view')].filter((one) => !one.hidden).map((one) => one.id)"
    assert page.evaluate(shown) == ["view:table"]
    page.click("nav.views a >> text=Map")
    assert page.url.endswith("#view:map")
    assert page.evaluate(shown) == ["view:map"]
    page.evaluate("new Promise((done) => { addEventListener('hashchange', done, { once: true }); history.back(); })")
    assert page.evaluate(shown) == ["view:table"]
    page.goto(f"http://127.0.0.1:{server.port}/question/adopters?lang=en#view:bars")
    page.reload()
    assert page.evaluate(shown) == ["view:bars"]
    assert page.get_attribute("a.share", "href").endswith("#view:bars")
    saved = server.get("/question/adopters?format=svg&view=bars")
    assert (saved.status, saved.kind) == (200, "image/svg+xml")
    assert "sandbox" in saved.headers["content-security-policy"]
    assert faults == []


def test_files_tell_the_source_and_the_legend(look: Look) -> None:
    svg = drawn(look, "adopters", "svg", view="map").decode()
    assert "来源：" in svg
    assert "reformgraph 0." in svg
    assert "省、市、县" in svg
    assert "来源：" not in drawn(look, "adopters").decode().partition("view:map")[2].partition("</svg>")[0]
    gexf = result_page(look, [("query", ADOPTED), ("view", "graph")], "gexf")
    found = ElementTree.fromstring(gexf)
    space = {"g": "http://www.gexf.net/1.2draft"}
    labels = {node.get("label") for node in found.findall(".//g:node", space)}
    assert {SHUOZHOU, DATONG} <= labels
    assert len(found.findall(".//g:edge", space)) > 1
    with pytest.raises(UsageError, match="no view"):
        result_page(look, [("query", ADOPTED), ("view", "map")], "gexf")


def test_a_status_links_nothing_and_words_of_questions_are_told(look: Look) -> None:
    assert "graph" not in views(
        look, result(look, "SELECT ?zone ?status { ?a rg:actor ?zone ; rg:status ?status }"), "x"
    )
    told = result(look, "SELECT DISTINCT ?status { VALUES ?status { status:adopted } }")
    assert told.rows[0][0].text == "已采用"
    shown = result(look, 'SELECT ?place ?ok { VALUES (?place ?ok) { ("maybe first" true) ("other" false) } }')
    assert [[cell.text for cell in row] for row in shown.rows] == [["可能最早", "是"], ["other", "否"]]


def test_numbers_that_are_all_zero_make_no_bars(look: Look) -> None:
    rows = 'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("x" 0 2) ("y" 0 3) } }'
    svg = views(look, result(look, rows), "x")["bars"]().to_svg()
    assert "横条：c" in svg
    assert "bars" not in views(look, result(look, rows.replace("2", "0").replace("3", "0")), "x")


@pytest.mark.browser
def test_drawings_are_saved_as_png(server: Served, browser: Any) -> None:
    page = browser.new_context().new_page()
    page.goto(f"http://127.0.0.1:{server.port}/question/adopters?lang=zh#view:timeline")
    wide = page.evaluate("document.querySelector('section.view:not([hidden]) svg').width.baseVal.value")
    png = saved(page, "section.view:not([hidden]) a.png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == pytest.approx(3 * wide, abs=3)
