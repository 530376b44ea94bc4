"""The static site: every link leads somewhere, nothing is half written, hostile text stays text."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import networkx as nx
import pytest

from reformgraph.errors import UsageError
from reformgraph.show.article_text import ArticleText
from reformgraph.show.graph.make_page import EmptyGraphError
from reformgraph.show.site import SiteError, write_site
from reformgraph.show.site.site_data import linked_only
from reformgraph.show.site.site_html import esc, file_name
from reformgraph.show.site.site_pages import mark
from support.browser_help import BROWSERS, browser_named, open_file
from support.hostile import HOSTILE
from support.page_fixture import BASE, hostile_graph, invented_graph

GRAPH = invented_graph(12, 8, 10, 20, 4)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sites") / "site"
    write_site(GRAPH, folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_thing_has_a_page_and_every_link_leads_somewhere(site: Path) -> None:
    for folder, kind in (("zone", "zone"), ("reform", "reform"), ("company", "company"), ("article", "article")):
        assert len(list((site / folder).iterdir())) == sum(one == kind for _, one in GRAPH.nodes(data="kind"))
    links = 0
    for path in site.rglob("*.html"):
        if path.name == "graph.html":
            continue
        for address in re.findall(r'(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8")):
            links += 1
            target, _, mark = address.partition("#")
            found = (path.parent / unquote(target)).resolve() if target else path
            assert found.is_file(), (path, address)
            if not target:
                assert f'id="{mark}"' in path.read_text(encoding="utf-8")
    assert links > 1000


def test_a_front_page_without_sources_counts_none(tmp_path: Path) -> None:
    graph = GRAPH.copy()
    for _, attributes in graph.nodes(data=True):
        attributes.pop("source", None)
        attributes.pop("date", None)
    write_site(graph, tmp_path / "site")
    lead = re.search('<p class="lead">.*?</p>', (tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert lead
    assert "篇报道，每条都有原文" in lead[0]
    assert "来源" not in lead[0]


def test_site_is_the_same_again_and_replaces_itself(site: Path, tmp_path: Path) -> None:
    count = write_site(GRAPH, tmp_path / "again")
    assert count == len(files(site))
    (tmp_path / "again" / "old.html").write_text("stale", encoding="utf-8")
    write_site(GRAPH, tmp_path / "again")
    assert files(tmp_path / "again") == files(site)
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_other_peoples_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(SiteError, match="other files"):
        write_site(GRAPH, tmp_path / "mine")
    with pytest.raises(SiteError, match="a file"):
        write_site(GRAPH, tmp_path / "mine" / "letter.txt")
    with pytest.raises(SiteError, match="does not exist"):
        write_site(GRAPH, tmp_path / "no" / "where")
    with pytest.raises(EmptyGraphError):
        write_site(nx.MultiDiGraph(), tmp_path / "empty")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["letter.txt", "mine"]


def test_a_failure_half_way_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    write_site(GRAPH, folder)
    before = files(folder)
    from reformgraph.show.site import site_writer as write

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "search_index", fail)
    with pytest.raises(SiteError, match="No space left"):
        write_site(GRAPH, folder)
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_article_text_links_its_mentions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reformgraph.show.site import site_writer as write

    article, zone = f"{BASE}article/made-up-1", f"{BASE}zone/朔州经济开发区"
    text = ArticleText("", (("朔州经开区推行改革。", tuple(range(10))),), (((0, 5), zone),))
    monkeypatch.setattr(write, "read_articles", lambda _: {article: text})
    monkeypatch.setattr(write, "count_shown", lambda _: {})
    monkeypatch.setattr(write, "bylines", lambda _: {})
    write_site(GRAPH, tmp_path / "site", store=object())
    page = (tmp_path / "site" / "article" / file_name(article, GRAPH.nodes[article]["label"])).read_text(
        encoding="utf-8"
    )
    target = file_name(zone, "朔州经济开发区")
    assert re.search(rf'<a class="m k-zone" href="../zone/{re.escape(target)}">朔州经开区</a>', page)


def test_names_of_files_suit_every_system() -> None:
    for text in HOSTILE:
        assert re.fullmatch(r"[a-z0-9-]{10,40}\.html", file_name(f"https://x/{text}", text))


def test_marks_do_not_nest() -> None:
    assert mark("推行标准地改革", ["标准地", "标准地改革", "地"]) == [("推行", False), ("标准地改革", True)]
    assert mark("<b>", []) == [("<b>", False)]


def test_hostile_strings_stay_text(tmp_path: Path) -> None:
    write_site(hostile_graph(HOSTILE), tmp_path / "site")
    for path in (tmp_path / "site").rglob("*.html"):
        if path.name == "graph.html":
            continue
        html = path.read_text(encoding="utf-8")
        own = 5 if path.name == "search.html" else 3
        assert html.count("<script") == own + html.count('<script type="application/ld+json">') <= own + 1
        assert not re.search(r"<(img|iframe|object|base|math|input autofocus|a href=[\"']?javascript)", html)
    assert "<" not in (tmp_path / "site/assets/search-index.js").read_text(encoding="utf-8")
    assert esc("\x00\ud800") == "\ufffd\ufffd"


@pytest.fixture(scope="module", params=BROWSERS)
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    with browser_named(request.param) as found:
        yield found


@pytest.mark.browser
def test_site_in_the_browser(browser: Any, site: Path) -> None:
    opened = open_file(browser, site / "index.html")
    page = opened.page
    pytest.importorskip("pypinyin")
    page.keyboard.press("/")
    page.keyboard.type("szjj")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('朔州经济开发区')")
    page.click("details summary")
    assert page.is_visible("blockquote mark")
    page.click("#lang")
    assert page.inner_text("nav a:first-child") == "Home"
    page.click("nav a:has-text('Matrix')")
    page.wait_for_selector("#matrix")
    page.click("#matrix thead th:nth-child(3) button")
    days = page.eval_on_selector_all(
        "#matrix tbody tr", "(rows) => rows.map((row) => row.cells[2].dataset.day || '~~')"
    )
    assert days == sorted(days)
    page.select_option("#pick-category", "审批")
    heads = page.eval_on_selector_all(
        "#matrix thead th[data-category]",
        "(all) => all.filter((one) => !one.hidden).map((one) => one.dataset.category)",
    )
    assert set(heads) == {"审批"}
    page.goto((site / "reforms.html").as_uri())
    page.click("th:nth-child(4)")
    page.click("th:nth-child(4)")
    counts = page.eval_on_selector_all("tbody tr", "(rows) => rows.map((row) => Number(row.cells[3].textContent))")
    assert counts == sorted(counts, reverse=True)
    opened.check_clean()
    page.context.close()


@pytest.mark.browser
def test_the_way_from_a_page_to_the_graph(browser: Any, site: Path) -> None:
    place = next((site / "zone").glob("szjj*"))
    opened = open_file(browser, place, width=390, height=844)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("a.go")
    page.wait_for_selector("html[data-ready]")
    assert page.inner_text("#focus-name") == "朔州经济开发区"
    opened.check_clean()
    page.context.close()


@pytest.mark.browser
def test_hostile_site_is_inert(browser: Any, tmp_path: Path) -> None:
    write_site(hostile_graph(HOSTILE), tmp_path / "site")
    for name in ("index.html", "matrix.html", "zones.html", "articles.html", "search.html"):
        opened = open_file(browser, tmp_path / "site" / name)
        opened.page.fill("#search", "window.hit")
        assert opened.page.locator("#found li").count() > 0
        assert opened.page.evaluate("window.hit") is None
        opened.check_clean()
        opened.page.context.close()


def test_titles_tell_and_machines_read_them(site: Path, tmp_path: Path) -> None:
    zone = f"{BASE}zone/朔州经济开发区"
    place = f"zone/{file_name(zone, '朔州经济开发区')}"
    html = (site / place).read_text(encoding="utf-8")
    assert re.search(r"<title [^>]*>朔州经济开发区推行的\d+项改革 · ", html)
    assert 'property="og:title"' in html
    assert 'rel="canonical"' not in html
    told = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
    assert (told["@type"], told["@id"]) == ("Organization", zone)

    write_site(GRAPH, tmp_path / "public", address="https://example.org/kg", language="en")
    html = (tmp_path / "public" / place).read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="https://example.org/kg/{place}">' in html
    places = re.findall("<loc>(.*?)</loc>", (tmp_path / "public" / "sitemap.xml").read_text(encoding="utf-8"))
    root = "https://example.org/kg/"
    assert all((tmp_path / "public" / unquote(one.removeprefix(root))).is_file() for one in places)
    assert len(places) > 50


def test_the_feed_leads_to_each_new_adoption(tmp_path: Path) -> None:
    write_site(GRAPH, tmp_path / "site", address="https://example.org")
    feed = ET.parse(tmp_path / "site" / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert 0 < len(entries) <= 50
    days = [entry.findtext(f"{atom}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    where = entries[0].find(f"{atom}link").get("href").removeprefix("https://example.org/")  # type: ignore[union-attr]
    page, _, mark = where.partition("#")
    assert f'id="{mark}"' in (tmp_path / "site" / page).read_text(encoding="utf-8")


def test_a_reform_page_opens_on_who_since_when_and_where(site: Path) -> None:
    html = (site / "reform" / file_name(f"{BASE}reform/标准地", "标准地")).read_text(encoding="utf-8")
    lead = re.search(r'<p class="lead"><span[^>]*>(.*?)</span>', html)[1]  # type: ignore[index]
    assert re.match(r"\d+ 个主体已采用，最早的不晚于\d{4}年\d+月\d+日，分布于", lead)
    assert html.index('class="lead"') < html.index("<table") < html.index("<dl>")


def test_news_without_any_link_is_left_out() -> None:
    graph = nx.MultiDiGraph(GRAPH)
    graph.add_node("idle", kind="article", label="天气")
    graph.add_node("somebody", kind="person", label="某人")
    graph.add_edge("idle", "somebody", kind="mentions")
    kept = linked_only(graph)
    assert not {"idle", "somebody"} & set(kept)
    assert set(kept) >= {node for node, kind in GRAPH.nodes(data="kind") if kind in ("zone", "reform")}


def test_the_page_for_what_is_not_there_works_at_any_depth(tmp_path: Path) -> None:
    write_site(GRAPH, tmp_path / "site", address="https://example.org/kg/")
    html = (tmp_path / "site" / "404.html").read_text(encoding="utf-8")
    found = re.findall(r'(?:href|src|data-up)="([^"]*)"', html)
    assert "https://example.org/kg/assets/site.css" in found
    assert all(one.startswith("https://example.org/kg/") for one in found)
    assert "或回到" in html
    assert 'href="assets/site.css"' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://", "https://[x", "https://a.org/?x"])
def test_what_is_no_address_of_the_web_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no address") as told:
        write_site(GRAPH, tmp_path / "site", address=address)
    assert told.value.cure
    assert not list(tmp_path.iterdir())


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_map_can_be_read(width: int, height: int, browser: Any, site: Path) -> None:
    """No letter is smaller than 11 pixels, and the map is seen whole: a phone has one of its own."""
    page = next(path for path in sorted((site / "reform").iterdir()) if 'id="figure-map"' in path.read_text("utf-8"))
    opened = open_file(browser, page, width=width, height=height)
    sizes = opened.page.evaluate(
        "[...document.querySelectorAll('#figure-map text')].filter((one) => one.getScreenCTM()).map((one) =>"
        " parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert min(sizes) >= 11
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    box = opened.page.locator("#figure-map .chart")
    assert box.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    opened.page.context.close()


@pytest.mark.browser
def test_dates_of_the_front_page_stay_together(browser: Any, site: Path) -> None:
    opened = open_file(browser, site / "index.html")
    heights = opened.page.evaluate(
        "[...document.querySelectorAll('.list small')].map((one) => one.getClientRects().length)"
    )
    assert set(heights) == {1}
    opened.page.context.close()
