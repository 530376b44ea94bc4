"""axe-core finds nothing on any kind of page: graph pages, site, `serve`, in both languages, wide and on a phone.

axe-core is no part of the repository: ``npm install axe-core`` in any folder, and AXE_CORE=…/axe-core/axe.min.js.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.analysis.network import knowledge_graph
from reformgraph.show.graph.make_page import make_page
from reformgraph.show.site import write_site
from reformgraph.store import open_store
from support.browser_help import chromium
from support.made_store import CHANGZHI, COMPANY, DATONG, SHUOZHOU, make
from support.serving import Served, serving

pytestmark = [pytest.mark.browser, pytest.mark.full]
SIZES = [(1280, 800), (390, 844)]
GRAPHS: dict[str, tuple[str, ...]] = {
    "whole": (), "zone": (SHUOZHOU,), "reform": ("标准地",), "company": (COMPANY,), "compare": (SHUOZHOU, DATONG),
}  # fmt: skip
SERVED = (
    "/", "/trace?reform=标准地", f"/compare?a={SHUOZHOU}&b={CHANGZHI}", "/ask?q=哪些开发区推行了标准地？", "/questions",
    "/question/adopters", "/question/adopters#view:map", "/question/adopters#view:timeline",
    "/question/adopters#view:bars", "/question/graph-of#view:graph", "/result?query=SELECT ?z ?r { ?z rg:adopted ?r }",
    "/graph", "/graph?year=1901", "/map", "/map?reform=标准地", "/charts", f"/charts?zone={SHUOZHOU}", "/provinces",
    "/review", "/search?q=朔州", f"/id/zone/{SHUOZHOU}", "/id/reform/标准地", f"/id/company/{COMPANY}",
    "/id/place/140000", "/id/article/a-txt-1", "/id/page/a-txt", "/id/claim/a-txt-1-1",
    f"/id/adoption/{SHUOZHOU}--标准地", "/id/category/用地", "/nowhere", "/sparql",
)  # fmt: skip


def axe_core() -> str:
    """The script, from AXE_CORE or a node_modules beside or above the tests; the test is skipped without it."""
    above = [folder / "node_modules" / "axe-core" / "axe.min.js" for folder in Path(__file__).resolve().parents]
    for path in (Path(os.environ.get("AXE_CORE") or "/nowhere"), *above):
        if path.is_file():
            return path.read_text("utf-8")
    pytest.skip("axe-core is not there (npm install axe-core; AXE_CORE=…/axe.min.js)")


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_core()


@pytest.fixture(scope="module")
def browser(axe: str) -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("accessible"))


@pytest.fixture(scope="module")
def server(axe: str, place: Path) -> Iterator[Served]:
    with serving(place, "--workers", "1", "--review") as served:
        yield served


def faults(browser: Any, axe: str, address: str, size: tuple[int, int], language: str) -> list[str]:
    """What axe-core finds on a page, which is dark in English and light in Chinese: rule and first element."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale=language, bypass_csp=True, reduced_motion="reduce",
        color_scheme="dark" if language == "en-GB" else "light",
    )  # fmt: skip
    page = context.new_page()
    page.goto(address, wait_until="load")
    if "kg-page" in page.content() or page.query_selector("#data-page"):
        page.wait_for_selector("html[data-ready]", timeout=20_000)
    if "/sparql" in address:
        page.wait_for_selector(".CodeMirror", timeout=20_000)
        page.wait_for_timeout(300)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    context.close()
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_serve(server: Served, browser: Any, axe: str, size: tuple[int, int], language: str) -> None:
    found = {
        path: told
        for path in SERVED
        if (told := faults(browser, axe, f"http://127.0.0.1:{server.port}{path}", size, language))
    }
    assert found == {}


@pytest.mark.parametrize("size", SIZES)
def test_site(place: Path, browser: Any, axe: str, size: tuple[int, int], tmp_path: Path) -> None:
    with open_store(place, read_only=True) as store:
        write_site(knowledge_graph(store), tmp_path / "site", store=store)
    folder = tmp_path / "site"
    kinds = [one for one in sorted(folder.iterdir()) if one.is_dir() and one.name != "assets"]
    pages = [*sorted(folder.glob("*.html")), *(min(one.glob("*.html")) for one in kinds)]
    found = {page.name: told for page in pages if (told := faults(browser, axe, page.as_uri(), size, "zh-CN"))}
    assert found == {}


@pytest.mark.parametrize("size", SIZES)
def test_graph_pages(place: Path, browser: Any, axe: str, size: tuple[int, int], tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    with open_store(place, read_only=True) as store:
        graph = knowledge_graph(store)
        for sort, names in GRAPHS.items():
            path = tmp_path / f"{sort}.html"
            path.write_text(make_page(graph, sort, names, language="en").html, "utf-8")
            for tab in ("graph", "charts", "table"):
                if told := faults(browser, axe, f"{path.as_uri()}#tab={tab}", size, "en-GB"):
                    found[f"{sort} {tab}"] = told
    assert found == {}
