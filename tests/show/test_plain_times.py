"""No page shows the notation of intervals; the script of graph pages writes times as everything else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reformgraph.language.plain_time import plain_time
from reformgraph.show.graph.make_page import make_page
from reformgraph.show.site import write_site
from support.browser_help import chromium, open_file
from support.page_fixture import invented_graph

TIMES = ("2024", "2024-03-05", "2018-03/2024-03-20", "../2024-10-31", "2024-03/..", "2024-11~")
GRAPH = invented_graph(12, 8, 10, 20, 4)


def test_a_site_shows_no_notation(tmp_path: Path) -> None:
    graph = GRAPH.copy()
    claims = [data for *_, data in graph.edges(data=True) if data.get("kind") == "claim"]
    for number, data in enumerate(claims):
        data["onset_edtf"] = data["when_edtf"] = TIMES[number % len(TIMES)]
    write_site(graph, tmp_path / "site")
    told = ""
    for path in sorted((tmp_path / "site").rglob("*.*ml")):
        if path.name != "graph.html":
            told += re.sub(r'"https?://[^"]*"|href="[^"]*"|data-sort="[^"]*"', "", path.read_text(encoding="utf-8"))
    assert not re.search(r"\d\d/(\d{4}|\.\.)|\.\./\d{4}|[≥]\d", told)
    assert "2018年3月至2024年3月20日" in told
    assert "不晚于2024年10月31日" in told


@pytest.mark.browser
def test_the_script_writes_times_as_python_does(tmp_path: Path) -> None:
    path = tmp_path / "whole.html"
    path.write_text(make_page(GRAPH).html, encoding="utf-8", newline="\n")
    with chromium() as browser:
        page = open_file(browser, path).page
        for language in ("zh", "en"):
            page.evaluate("(language) => { RG.lang = language; }", language)
            assert page.evaluate("(all) => all.map(RG.plainTime)", list(TIMES)) == [
                plain_time(one, language) for one in TIMES
            ]
        dated = "RG.claims.filter((claim) => (claim.s === 'adopted' ? claim.o : claim.e).includes('/')).map(RG.timeOf)"
        assert not any("/" in one for one in page.evaluate(dated))
