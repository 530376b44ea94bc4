"""Each feature of the graph page clicked in Chromium and in Firefox."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.show.graph.make_page import make_page
from support.browser_help import BROWSERS, Opened, browser_named, open_file, saved
from support.hostile import HOSTILE
from support.page_fixture import hostile_graph, invented_graph

pytestmark = pytest.mark.browser

GRAPH = invented_graph(24, 10, 20, 50, 6)
PAGES: dict[str, tuple[str, list[str]]] = {
    "whole": ("whole", []),
    "zone": ("zone", ["朔州经开区"]),
    "reform": ("reform", ["标准地"]),
    "company": ("company", ["云岭1机械"]),
    "compare": ("compare", ["朔州经开区", "太原经开区"]),
}


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    with browser_named(request.param) as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for name, (sort, names) in PAGES.items():
        (made / f"{name}.html").write_text(make_page(GRAPH, sort, names).html, encoding="utf-8", newline="\n")
    return made


@pytest.fixture
def whole(browser: Any, folder: Path) -> Iterator[Opened]:
    opened = open_file(browser, folder / "whole.html")
    yield opened
    opened.check_clean()
    opened.page.context.close()


def shown(page: Any) -> tuple[int, int]:
    """Numbers of visible nodes and links."""
    return tuple(page.evaluate("[RG.nodeOn, RG.edgeOn].map((on) => on.reduce((a, b) => a + b, 0))"))


STYLES = """Object.fromEntries(RG.STATUSES
  .map((s) => [s, RG.edges.findIndex((e, n) => e.s === s && RG.edgeOn[n])]).filter(([, n]) => n >= 0)
  .map(([s, n]) => [s, RG.lineStyle(RG.edges[n])])
  .map(([s, style]) => [s, JSON.stringify(style.dash) + style.colour]))"""
NAMELESS = """[...document.querySelectorAll("button, input, select, [role=application], aside")]
  .filter((el) => !el.closest("[hidden]"))
  .filter((el) => !(el.textContent.trim() || el.getAttribute("aria-label") || el.closest("label")))
  .map((el) => el.outerHTML)"""
LABELS = """(() => {
  const canvas = document.querySelector("#net canvas"), ratio = RG.net.canvas.pixelRatio || 1;
  const labels = RG.placeLabels(canvas.getContext("2d"), canvas.width / ratio, canvas.height / ratio);
  return labels.map((one) => [one.x, one.y, RG.widths[one.size + one.text], one.size]);
})()"""


def until(page: Any, wanted: str) -> None:
    """Wait until an expression is true; playwright's own waiting needs eval, which the page forbids."""
    for _ in range(150):
        if page.evaluate(wanted):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{wanted} did not come true")


def node(page: Any, label: str) -> int:
    found: int = page.evaluate("(label) => RG.nodes.findIndex((node) => node.l === label)", label)
    assert found >= 0
    return found


def at(page: Any, number: int) -> tuple[float, float]:
    """Place of a node on the screen."""
    x, y = page.evaluate(
        "(n) => { const p = RG.net.canvasToDOM(RG.net.getPosition(n)), b = RG.$('net').getBoundingClientRect();"
        " return [p.x + b.left, p.y + b.top]; }",
        number,
    )
    return x, y


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_pages_open_without_a_request_or_a_complaint(
    browser: Any, folder: Path, name: str, width: int, height: int
) -> None:
    opened = open_file(browser, folder / f"{name}.html", width=width, height=height)
    assert len(opened.requests) <= 1  # Firefox does not count the page itself
    assert shown(opened.page)[0] >= 3
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.click("#tab-graph")  # a page that compares opens on its columns
    box = opened.page.query_selector("#net canvas").bounding_box()
    assert (box["width"] > 300, box["height"] > 150) == (True, True)
    opened.check_clean()
    opened.page.context.close()


def test_clicking_a_node_opens_its_facts(whole: Opened) -> None:
    page = whole.page
    number = node(page, "朔州经济开发区")
    page.evaluate("(n) => RG.net.moveTo({ position: RG.net.getPosition(n), scale: 1.2 })", number)
    page.mouse.click(*at(page, number))
    until(page, "RG.state.node >= 0")
    text = page.inner_text("#panel")
    assert page.inner_text("#panel h2") == "朔州经济开发区"
    assert "山西省" in text
    assert "朔州经开区" in text
    assert "虚构日报" in text
    assert "办理时间" in text


def test_clicking_a_line_shows_the_sentence_that_proves_it(whole: Opened) -> None:
    page = whole.page
    number = page.evaluate("RG.edges.findIndex((edge, n) => edge.k === 'claim' && RG.edgeOn[n])")
    page.evaluate(
        "(n) => { const e = RG.edges[n], a = RG.net.getPosition(e.f), b = RG.net.getPosition(e.t);"
        " RG.net.moveTo({ position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, scale: 3 }); }",
        number,
    )
    hit = page.evaluate(
        "(n) => { const box = RG.$('net'), e = RG.edges[n], a = RG.net.getPosition(e.f), b = RG.net.getPosition(e.t);"
        " for (let k = 0.1; k < 0.95; k += 0.02) {"
        " const p = RG.net.canvasToDOM({ x: a.x + (b.x - a.x) * k, y: a.y + (b.y - a.y) * k });"
        " if (p.x > 5 && p.y > 5 && p.x < box.clientWidth - 60 && p.y < box.clientHeight - 5"
        " && RG.net.getNodeAt(p) === undefined && RG.lineAt(p) === n) {"
        " const r = box.getBoundingClientRect(); return [p.x + r.left, p.y + r.top]; } } }",
        number,
    )
    assert hit
    page.mouse.click(*hit)
    until(page, "RG.state.edge >= 0")
    claim = page.query_selector("#panel .claim")
    reform = page.evaluate("(n) => RG.nodes[RG.edges[n].t].l", number)
    assert claim.query_selector("mark:not(.actor)").inner_text() == reform
    assert re.search(r"\d{4}年\d+月，.*推行", claim.query_selector("blockquote").inner_text())
    assert re.search(r"第\d+篇", claim.inner_text())
    assert "虚构日报" in claim.inner_text()
    assert re.search(r"见报日期 \d{4}-\d\d-\d\d", claim.inner_text())


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("szjj", "朔州经济开发区"),
        ("朔州经开区", "朔州经济开发区"),
        ("biaozhundi", "标准地"),
        ("bzd", "标准地"),
        ("联合测绘", "多测合一"),
    ],
)
def test_search_by_pinyin_and_alias(whole: Opened, typed: str, label: str) -> None:
    if typed.isascii():
        pytest.importorskip("pypinyin")
    page = whole.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type(typed)
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == label


def test_search_with_arrow_keys(whole: Opened) -> None:
    page = whole.page
    page.fill("#search", "开发区")
    labels = page.eval_on_selector_all("#found li span", "(all) => all.map((one) => one.textContent)")
    page.press("#search", "ArrowDown")
    assert page.get_attribute("#found-1", "aria-selected") == "true"
    page.press("#search", "ArrowDown")
    page.press("#search", "ArrowUp")
    page.press("#search", "Enter")
    assert page.inner_text("#panel h2") == labels[1]
    page.fill("#search", "没有这个东西")
    assert page.inner_text("#found") == "没有找到"
    page.press("#search", "Escape")
    assert page.is_hidden("#found")


def test_legend_counts_and_switches_kinds(whole: Opened) -> None:
    page = whole.page
    row = page.locator("#kinds label", has_text="企业")
    count = int(row.locator("output").inner_text())
    before = shown(page)
    row.locator("input").click()
    after = shown(page)
    assert count == 20
    assert after[0] - before[0] in (count, -count)


def test_legend_switches_links_and_statuses(whole: Opened) -> None:
    page = whole.page
    before = shown(page)[1]
    adopted = page.evaluate("RG.edges.filter((edge, n) => edge.k === 'claim' && RG.edgeOn[n]).length")
    page.locator("#links input[value=claim]").uncheck()
    assert shown(page)[1] == before - adopted
    page.locator("#links input[value=claim]").check()
    page.locator("#statuses input[value=planned]").uncheck()
    left = page.evaluate("RG.claimRows().map((row) => row.claim.s)")
    assert left
    assert "planned" not in left


def test_statuses_are_drawn_differently(whole: Opened) -> None:
    styles = whole.page.evaluate(STYLES)
    assert len(styles) >= 4
    assert len(set(styles.values())) == len(styles)
    assert styles["adopted"].startswith("[]")


def test_focus_with_depth(whole: Opened) -> None:
    page = whole.page
    page.fill("#search", "标准地")
    page.press("#search", "Enter")
    page.click("#focus")
    near = shown(page)[0]
    expected = page.evaluate(
        "(n) => new Set(RG.near[n].filter((e) => RG.edgeOn[e]).map((e) => RG.other(n, RG.edges[e]))).size + 1",
        node(page, "标准地"),
    )
    assert near == expected
    page.select_option("#depth", "2")
    assert shown(page)[0] > near
    page.click("#unfocus")
    assert page.is_hidden("#focus-bar")


def test_filters_by_category_province_and_city(whole: Opened) -> None:
    page = whole.page
    page.select_option("#category", "审批")
    kinds = page.evaluate(
        "RG.nodes.filter((node, n) => RG.nodeOn[n] && node.k === 'reform').map((node) => node.f.category)"
    )
    assert set(kinds) == {"审批"}
    page.click("#reset")
    page.select_option("#province", "浙江省")
    cities = page.evaluate("RG.nodes.filter((node, n) => RG.nodeOn[n] && node.k === 'zone').map((node) => node.f.city)")
    assert set(cities) == {"杭州市", "宁波市"}
    page.select_option("#city", "宁波市")
    cities = page.evaluate("RG.nodes.filter((node, n) => RG.nodeOn[n] && node.k === 'zone').map((node) => node.f.city)")
    assert set(cities) == {"宁波市"}


def test_time_slider_counts_from_the_day_known(whole: Opened) -> None:
    page = whole.page
    page.evaluate("const s = RG.$('slider'); s.value = 24; s.dispatchEvent(new Event('input'))")
    moment = page.evaluate("RG.state.time")
    drawn = page.evaluate("RG.claimRows().map((row) => row.claim.t)")
    later = page.evaluate("RG.claims.filter((claim) => claim.t > RG.state.time).length")
    assert moment[:7] == page.inner_text("#time-now")
    assert later > 0
    assert all(day <= moment for day in drawn)
    assert "" in drawn
    assert page.evaluate("RG.faint.some((one, n) => one && RG.edgeOn[n])")
    assert re.search(r"时间不详 [1-9]", page.inner_text("#time-note"))


def test_the_last_step_of_time_is_all_less_the_undated(whole: Opened) -> None:
    page = whole.page

    def told() -> tuple[int, int]:
        shown, undated = re.findall(r"\d+", page.inner_text("#time-note"))
        return int(shown), int(undated)

    everything, undated = told()
    assert undated > 0
    page.evaluate("RG.setStep(RG.steps.length - 1)")
    assert told() == (everything - undated, undated)
    page.evaluate("RG.setStep(0)")
    few = page.evaluate("[...document.querySelectorAll('#statuses output')].map((one) => Number(one.textContent))")
    first = page.inner_text("#panel")
    page.evaluate("RG.setStep(RG.steps.length)")
    assert page.inner_text("#panel") != first
    most = page.evaluate("[...document.querySelectorAll('#statuses output')].map((one) => Number(one.textContent))")
    assert sum(few) < sum(most)


def test_the_15_most_linked_nodes_in_view_carry_their_names(whole: Opened) -> None:
    whole.page.wait_for_timeout(300)
    missing = """RG.order().filter((n) => RG.nodeOn[n]).slice(0, 15)
      .filter((n) => !RG.placed.labels.some((label) => label.n === n)).length"""
    assert whole.page.evaluate(missing) == 0


def test_back_and_forward_go_through_what_was_looked_at(whole: Opened) -> None:
    page = whole.page
    page.evaluate("RG.choose({ node: 0 })")
    page.evaluate("RG.choose({ node: 1 })")
    page.click("#tab-table")
    page.go_back()
    until(page, "RG.state.tab === 'graph' && RG.state.node === 1")
    page.go_back()
    until(page, "RG.state.node === 0")
    page.go_forward()
    until(page, "RG.state.node === 1")


def test_time_plays_to_the_end(whole: Opened) -> None:
    page = whole.page
    page.evaluate("RG.steps = RG.steps.slice(-12); RG.$('slider').max = 12")
    page.click("#play")
    until(page, "RG.state.time !== ''")
    until(page, "!RG.timer")
    assert page.inner_text("#time-now") == "全部时间"


def test_state_is_kept_in_the_address(browser: Any, whole: Opened, folder: Path) -> None:
    page = whole.page
    page.locator("#kinds input[value=company]").click()
    page.select_option("#province", "浙江省")
    page.fill("#search", "杭州经济开发区")
    page.press("#search", "Enter")
    page.click("#lang")
    fragment = page.evaluate("location.hash.slice(1)")
    again = open_file(browser, folder / "whole.html", fragment)
    assert shown(again.page) == shown(page)
    assert again.page.inner_text("#panel h2") == "Hangzhou Economic Development Zone"
    assert again.page.input_value("#province") == "浙江省"
    assert again.page.inner_text("#tab-table") == "Table"
    again.check_clean()
    again.page.context.close()


def test_language_and_theme(whole: Opened) -> None:
    page = whole.page
    page.click("#lang")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#kinds li:first-child span") == "Zone"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
    assert page.evaluate("RG.net.body.nodes[0].options.color.background") == page.evaluate("RG.colour(RG.nodes[0].k)")
    words = page.evaluate(
        "Object.entries(RG.words).filter(([, pair]) => pair.length !== 2 || !pair[0] || !pair[1]).map(([key]) => key)"
    )
    assert words == []


def test_table_shows_the_same_selection_sorted(whole: Opened) -> None:
    page = whole.page
    page.select_option("#province", "浙江省")
    page.click("#tab-table")
    count = page.evaluate("RG.claimRows().length")
    assert page.locator("#view-table tbody tr").count() == min(count, 200)
    assert str(count) in page.inner_text(".table-head")
    page.click("#view-table th:nth-child(4) button")
    assert page.get_attribute("#view-table th:nth-child(4)", "aria-sort") == "ascending"
    page.select_option("#rows", "nodes")
    assert page.locator("#view-table tbody tr").count() == shown(page)[0]
    page.click("#view-table tbody tr:first-child button")
    assert page.inner_text("#panel h2")


def download(page: Any, kind: str) -> bytes:
    page.click("#export summary")
    return saved(page, f"[data-export={kind}]")


def test_exports(whole: Opened) -> None:
    page = whole.page
    page.select_option("#province", "浙江省")
    nodes, edges = shown(page)
    png = download(page, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(png) > 5_000
    assert int.from_bytes(png[16:20], "big") >= 2 * page.evaluate("document.querySelector('#net canvas').clientWidth")
    svg = ET.fromstring(download(page, "svg"))
    assert len(svg.findall(".//{http://www.w3.org/2000/svg}title")) == nodes
    assert any("杭州" in (text.text or "") for text in svg.iter("{http://www.w3.org/2000/svg}text"))
    raw = download(page, "csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) - 1 >= edges
    assert rows[0][:4] == ["from", "to", "link", "status"]
    gexf = ET.fromstring(download(page, "gexf"))
    names = {"g": "http://gexf.net/1.3"}
    assert len(gexf.findall(".//g:node", names)) == nodes
    assert len(gexf.findall(".//g:edge", names)) == edges


def test_keyboard_reaches_everything(whole: Opened) -> None:
    page = whole.page
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("document.activeElement.id || document.activeElement.value || document.activeElement.tagName")
        )
    assert {"search", "rail-toggle", "lang", "theme", "net", "slider", "play", "category", "zoom-in"} <= seen
    page.focus("#net")
    before = page.evaluate("RG.net.getViewPosition().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("RG.net.getViewPosition().x") > before
    scale = page.evaluate("RG.net.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("RG.net.getScale()") > scale
    page.focus("#tab-graph")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") != "tab-graph"


def test_every_control_has_a_name(whole: Opened) -> None:
    nameless = whole.page.evaluate(NAMELESS)
    assert nameless == []


def test_labels_do_not_overlap(whole: Opened) -> None:
    boxes = whole.page.evaluate(LABELS)
    assert len(boxes) > 10
    for n, (x, y, width, size) in enumerate(boxes):
        for a, b, wide, high in boxes[:n]:
            assert abs(x - a) >= (width + wide) / 2 or abs(y - b) >= min(size, high)


def test_hover_shows_the_full_name(whole: Opened) -> None:
    page = whole.page
    number = node(page, "朔州经济开发区")
    page.evaluate("(n) => RG.net.moveTo({ position: RG.net.getPosition(n), scale: 1 })", number)
    page.mouse.move(*at(page, number))
    page.wait_for_selector("#tip:not([hidden])")
    assert "朔州经济开发区" in page.inner_text("#tip")


def test_size_by_adoptions(whole: Opened) -> None:
    page = whole.page
    before = page.evaluate("RG.nodes.map((_, n) => RG.radius(n))")
    page.select_option("#size", "adoptions")
    after = page.evaluate("RG.nodes.map((_, n) => RG.radius(n))")
    assert before != after
    most = page.evaluate("RG.nodes.reduce((best, node, n) => node.n > RG.nodes[best].n ? n : best, 0)")
    assert after[most] == max(after)


def test_a_zone_page_starts_with_its_facts_and_a_reform_page_has_a_map(browser: Any, folder: Path) -> None:
    opened = open_file(browser, folder / "zone.html")
    assert opened.page.inner_text("#panel h2") == "朔州经济开发区"
    opened.page.context.close()
    opened = open_file(browser, folder / "reform.html", "tab=charts")
    page = opened.page
    assert page.is_visible("#figure-map svg")
    assert page.locator("#figure-map circle[data-day]").count() > 1
    page.evaluate("RG.setStep(0)")
    assert page.locator("#figure-map .later").count() > 0
    assert page.is_visible("#figure-timeline svg")
    assert page.is_visible("#figure-curve svg")
    page.click("#lang")
    assert page.inner_text("#figure-map figcaption") == "Map of spread: Reform number 0"
    opened.check_clean()
    page.context.close()


def test_article_text_and_graph_answer_each_other(browser: Any, tmp_path: Path) -> None:
    from reformgraph.show.article_text import ArticleText, marked_text
    from reformgraph.show.graph.render import render
    from reformgraph.show.graph.selection import article_graph
    from reformgraph.show.model import build_model

    actor, reform, claim = next(
        (a, r, d) for a, r, d in GRAPH.edges(data=True) if d["kind"] == "claim" and d["start"] == 0
    )
    selection = article_graph(GRAPH, claim["article"])
    model = build_model(GRAPH, selection)
    words = "朔州经开区推行改革，" * 4 + "完。"
    text = ArticleText("标题", ((words, tuple(range(len(words)))),), (((0, 5), actor), ((7, 9), reform)))
    marked = marked_text(text, model, {iri: n for n, iri in enumerate(selection.nodes)}, "虚构日报")
    path = tmp_path / "article.html"
    path.write_text(render(model, "标题", text=marked), encoding="utf-8", newline="\n")
    opened = open_file(browser, path)
    page = opened.page
    assert page.inner_text("#text p:last-child").replace("\n", "") == words
    page.click("#text .m >> nth=1")
    assert page.evaluate("RG.nodes[RG.state.node].i") == reform
    assert page.locator("#text .m.on").count() == 1
    page.evaluate("RG.choose({ edge: RG.edges.findIndex((edge) => edge.k === 'claim') })")
    assert page.locator("#text .e").count() > 0
    opened.check_clean()
    page.context.close()


def test_hostile_strings_are_inert(browser: Any, tmp_path: Path) -> None:
    graph = hostile_graph(HOSTILE)
    path = tmp_path / "hostile.html"
    path.write_bytes(make_page(graph, limit=500).html.encode("utf-8"))
    opened = open_file(browser, path)
    page = opened.page
    page.evaluate("RG.state.kinds = new Set(RG.KINDS); RG.update()")
    for number in range(0, len(graph), 3):
        page.evaluate("(n) => RG.choose({ node: n })", number)
        page.evaluate("(n) => RG.$('tip').replaceChildren(...RG.nodeTip(RG.nodes[n]))", number)
    for number in range(0, page.evaluate("RG.edges.length"), 4):
        page.evaluate("(n) => RG.choose({ edge: n })", number)
    page.evaluate("RG.focusOn(3)")
    page.fill("#search", "window.hit")
    page.click("#tab-table")
    page.click("#tab-charts")
    page.click("#lang")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert (
        page.query_selector("#panel img, #panel script, #panel iframe, #view-table img, #found img, #view-charts img")
        is None
    )
    gexf, svg = page.evaluate("[RG.gexfText(), (RG.setTab('graph'), RG.svgText())]")
    ET.fromstring(gexf)
    ET.fromstring(svg)
    cells = [cell for row in csv.reader(io.StringIO(page.evaluate("RG.csvText()"))) for cell in row]
    assert not any(cell.startswith(("=", "+", "@", "-")) for cell in cells)
    page.evaluate("location.hash = 'node=%3Cimg%3E&time=x&kinds=<script>&edge=a|b|c'")
    page.wait_for_timeout(200)
    opened.check_clean()
    page.context.close()


def test_an_empty_selection_is_told(whole: Opened) -> None:
    page = whole.page
    page.evaluate("document.querySelectorAll('#kinds input:checked').forEach((box) => box.click())")
    assert page.is_visible("#nothing")
