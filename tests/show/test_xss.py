"""Hostile strings in headlines, names and quotations stay text in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from reformgraph.iri import slug
from reformgraph.records import Company, Mention, PageExtraction, Person, Span, Zone
from reformgraph.show.serve.markup import html, tag
from support.made_store import COMPANY, DATONG, SHUOZHOU, first, make
from support.serving import Served, serving

_RUN = "window.__ran=(window.__ran||0)+1"
ATTACKS = [
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<img src=x onerror='{_RUN}'>",
    f'"><img src=x onerror="{_RUN}">',
    f"'><img src=x onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<body onload={_RUN}>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<iframe src=\"javascript:parent.{_RUN}\"></iframe>",
    f"<a href=\"javascript:{_RUN}\">甲</a>",
    f"javascript:{_RUN}",
    f"<details open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src=x onerror={_RUN}>",
    f"<marquee onstart={_RUN}>",
    f"<object data=\"javascript:{_RUN}\">",
    f"<embed src=\"javascript:{_RUN}\">",
    f"<math><mtext><script>{_RUN}</script></mtext></math>",
    f"<style>@import 'javascript:{_RUN}'</style>",
    "<style>body{display:none}</style>",
    f"<link rel=stylesheet href=\"javascript:{_RUN}\">",
    f"<meta http-equiv=refresh content=\"0;url=javascript:{_RUN}\">",
    "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:1/\">",
    "<base href=\"http://127.0.0.1:1/\">",
    f"<form action=\"javascript:{_RUN}\"><input type=submit autofocus></form>",
    f"<button onclick={_RUN} autofocus>",
    f"<template><script>{_RUN}</script></template>",
    f"<noscript><p title=\"</noscript><img src=x onerror={_RUN}>\">",
    f"<textarea></textarea><script>{_RUN}</script>",
    f"</textarea><img src=x onerror={_RUN}>",
    f"</title><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"<!--<img src=\"--><img src=x onerror={_RUN}>\">",
    f"]]><script>{_RUN}</script>",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={_RUN}&#62;",
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{_RUN}%3C/script%3E",
    f"＜script＞{_RUN}＜/script＞",
    f"<ScRiPt>{_RUN}</sCrIpT>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<script/x>{_RUN}</script/x>",
    f"<script\n>{_RUN}</script\n>",
    f"<img/src=x/onerror={_RUN}>",
    f"<img src='x' onerror=\t{_RUN}>",
    f"` onmouseover={_RUN} autofocus tabindex=1 onfocus={_RUN} `",
    f"\" onfocus={_RUN} autofocus x=\"",
    f"' onfocus={_RUN} autofocus x='",
    f"{{{{constructor.constructor('{_RUN}')()}}}}",
    f"${{{_RUN}}}",
    f"<x contenteditable onblur={_RUN} autofocus>",
    f"<a id=x tabindex=1 onfocus={_RUN} autofocus>",
    f"data:text/html,<script>{_RUN}</script>",
    f"<use href=\"data:image/svg+xml,<svg id=x onload='{_RUN}'/>#x\">",
    "\u202e<b>颠倒</b>\u2066",
]  # fmt: skip


#: Results whose cells, names of columns, nodes and marks are attacks.
QUERIES = (
    "SELECT ?article ?headline { ?article schema:headline ?headline }",
    "SELECT ?article ?zone { ?article schema:mentions ?zone }",
    "SELECT ?headline ?onset ?n { ?article schema:headline ?headline BIND('2024-03' AS ?onset) BIND(3 AS ?n) }",
    "CONSTRUCT { ?article schema:mentions ?thing } { ?article schema:mentions ?thing }",
    f"SELECT ?x ?y {{ VALUES (?x ?y) {{ (<javascript:{_RUN}> <data:text/html,{_RUN}>) }} }}",
    "SELECT ?name ?lon ?lat { ?a schema:headline ?name BIND(112.4 AS ?lon) BIND(39.3 AS ?lat) }",
)


_LINKS_STAY = (
    "[...document.querySelectorAll('a')].every((a) => !String(a.href.baseVal ?? a.href).startsWith('javascript'))"
)


def hostile() -> list[PageExtraction]:
    """One page for each attack, the attack in its headline, kicker, authors, names, quotation and figures."""
    made = []
    for number, attack in enumerate(ATTACKS):
        plain = attack.replace("\n", " ")
        page = first()
        extraction = page.extractions[0]
        text = f"{plain}\n{page.page.text}{plain}"
        start = text.rindex(plain)
        span = Span.at(start, start + len(plain))
        mention = Mention(plain, span)
        claims = tuple(
            replace(one, evidence=plain, evidence_span=span, mentions=(mention,), when=plain)
            for one in extraction.claims
        )
        article = replace(
            extraction.article, id=f"x{number}-1", title=plain, kicker=plain, authors=(plain,),
            lines={"title": (1, 2), "body": (3,)}, paragraphs=extraction.article.paragraphs,
        )  # fmt: skip
        found = replace(
            extraction, article=article, claims=claims,
            figures=tuple(
                replace(one, indicator=plain, text=plain, unit=plain, period=plain) for one in extraction.figures
            ),
            zones=(*extraction.zones, Zone(plain, (mention,))), companies=(Company(plain, (mention,)),),
            people=(Person(plain, plain, (mention,)),), projects=(), documents=(),
        )  # fmt: skip
        whole = replace(
            page.page, id=f"x{number}", name=plain, text=text, source=plain, edition=plain, url=f"javascript:{_RUN}"
        )
        made.append(replace(page, page=whole, extractions=(found,)))
    return made


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(make(tmp_path_factory.mktemp("hostile"), hostile()), "--workers", "2", "--review") as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed")
    arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update",
    ]  # fmt: skip
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=arguments)
        yield opened
        opened.close()


def paths() -> list[str]:
    found = ["/", "/search?q=script", "/search?" + urlencode({"q": ATTACKS[3]}), "/questions", "/id/reform/标准地",
             "/ask?" + urlencode({"q": ATTACKS[0]}), "/ask?" + urlencode({"q": f"{SHUOZHOU}{ATTACKS[3]}多少个"}),
             "/question/adopters?" + urlencode({"reform": ATTACKS[0]}), "/question/papers", f"/id/zone/{SHUOZHOU}",
             "/question/articles-of?" + urlencode({"zone": SHUOZHOU}),
             "/question/evidence?" + urlencode({"zone": SHUOZHOU}),
             "/question/people?" + urlencode({"zone": SHUOZHOU}), "/question/indicator",
             "/resource?" + urlencode({"iri": f"javascript:{_RUN}"}),
             *("/result?" + urlencode({"query": query}) for query in QUERIES),
             "/result?" + urlencode({"query": ATTACKS[1]}),
             "/compare?" + urlencode({"a": SHUOZHOU, "b": DATONG}),
             "/compare?" + urlencode({"a": ATTACKS[3], "b": ATTACKS[0]}),
             "/graph", "/graph?lang=en", "/map", "/map?reform=标准地", "/charts", "/provinces", "/id/place/140000",
             *(f"/{view}?" + urlencode({"zone": SHUOZHOU, "category": ATTACKS[3]}) for view in ("graph", "map")),
             "/charts?" + urlencode({"zone": ATTACKS[1], "year": ATTACKS[3]}),
             "/review", "/review?kind=company&from=40",
             "/review?" + urlencode({"kind": ATTACKS[3], "from": ATTACKS[3]}),
             "/trace?" + urlencode({"reform": ATTACKS[3], "lang": ATTACKS[3]}), "/?lang=en",
             "/resource?" + urlencode({"iri": ATTACKS[2]})]  # fmt: skip
    for number, attack in enumerate(ATTACKS):
        found.append(f"/id/article/x{number}-1")
        found.append(f"/id/page/x{number}")
        if number % 6 == 0:
            found.append(f"/id/claim/x{number}-1-1")
            plain = attack.replace("\n", " ")
            found += [f"/id/company/{quote(slug(plain))}", f"/id/zone/{quote(slug(plain))}"]
    return found


def test_there_are_many() -> None:
    assert len(set(ATTACKS)) >= 50


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_can_not_become_markup(attack: str) -> None:
    made = tag("p", attack, title=attack, data_x=attack)
    assert made.count("<") == 2
    assert made.count('"') == 4
    assert html([attack, None, 1]).count("<") == 0


@pytest.mark.browser
def test_pages_are_inert(server: Served, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    shown = 0
    for path in paths():
        answer = page.goto(f"http://127.0.0.1:{server.port}{quote(path, safe='/?&=%#~:+,')}", wait_until="load")
        assert answer.status in (200, 404), path
        shown += answer.status == 200
        assert page.evaluate("window.__ran") is None, path
        assert page.evaluate("document.querySelectorAll('main script, main iframe, main style, main img').length") == 0
        assert page.evaluate("getComputedStyle(document.body).display") != "none"
        assert page.evaluate(_LINKS_STAY), path
    assert shown > 2 * len(ATTACKS)
    assert not dialogs
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {f"127.0.0.1:{server.port}"}
    context.close()


@pytest.mark.browser
def test_the_attacks_are_there_to_be_seen(server: Served, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/id/article/x2-1")
    assert page.locator("h1").inner_text() == ATTACKS[2]
    page.close()


@pytest.mark.browser
def test_results_of_the_query_page_are_inert(server: Served, browser: Any) -> None:
    """Hostile literals and IRIs in the tables of the editor, with no request leaving."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://127.0.0.1:{server.port}/sparql?question=papers", wait_until="networkidle")
    page.wait_for_selector(".yasr table tbody tr", timeout=20_000)
    for text in (
        "SELECT ?a ?h { ?a schema:headline ?h }",
        f"SELECT ?x ?y {{ VALUES (?x ?y) {{ (<javascript:{_RUN}> 'a') (<data:text/html,{_RUN}> 'b') }} }}",
    ):
        page.evaluate("(text) => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)
        page.locator(".yasqe_queryButton").first.click()
        page.wait_for_timeout(1200)
        assert page.evaluate("window.__ran") is None
        assert page.evaluate("document.querySelectorAll('.yasr td img, .yasr td script, .yasr td iframe').length") == 0
        assert page.evaluate("[...document.querySelectorAll('.yasr td a')].every((a) => /^https?:/.test(a.href))")
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {f"127.0.0.1:{server.port}"}
    context.close()


@pytest.mark.browser
def test_the_query_page_works_offline_in_chinese(tmp_path: Path, browser: Any) -> None:
    with serving(make(tmp_path), "--workers", "1") as server:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"http://127.0.0.1:{server.port}/sparql", wait_until="networkidle")
        assert page.locator("#examples option").count() > 25
        page.select_option("#examples", "adopters")
        page.wait_for_timeout(500)
        assert "PREFIX rg:" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
        page.locator(".yasqe_queryButton").first.click()
        link = page.locator(".yasr td a", has_text=SHUOZHOU).first
        link.wait_for(timeout=20_000)
        page.wait_for_timeout(300)
        assert link.get_attribute("href") == f"/id/zone/{quote(SHUOZHOU)}"
        assert "表格" in page.locator(".yasr").inner_text()
        page.goto(f"http://127.0.0.1:{server.port}" + str(link.get_attribute("href")))
        assert page.locator("h1").inner_text() == SHUOZHOU
        assert COMPANY in page.locator("main").inner_text()
        assert not faults
        context.close()
