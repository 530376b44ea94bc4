"""Every surface tells the same numbers of one store, each by the name of what it counts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.analysis.network import knowledge_graph
from reformgraph.records import STATUSES
from reformgraph.show.charts import adoptions
from reformgraph.show.graph.make_page import make_page
from reformgraph.show.serve.home_page import home
from reformgraph.show.serve.lookups import Look
from reformgraph.show.site import write_site
from reformgraph.store import Store, open_store
from reformgraph.views.counts import NAMES, count_shown
from reformgraph.views.info import info
from reformgraph.views.trace import trace
from support.sample_store import sample_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(sample_store(tmp_path_factory.mktemp("counts") / "store"))
    yield opened
    opened.close()


def cards(html: str) -> dict[str, int]:
    return {key: int(count) for key, count in re.findall(r'data-count="(\w+)"><b>(\d+)</b>', html)} | {
        key: int(count) for count, key in re.findall(r'<b>(\d+)</b><span[^>]*data-count="(\w+)"', html)
    }


def test_every_surface_tells_the_same_numbers(store: Store, tmp_path: Path) -> None:
    counts = count_shown(store)
    assert counts["adopted"] < counts["adoptions"] == sum(counts[status] for status in STATUSES)
    assert counts["reform_candidates"] > 0

    assert {key: info(store)[key] for key in NAMES} == counts
    html = home(Look(store, "https://w3id.org/reformgraph/id/")).decode()
    assert {key: int(n) for key, n in re.findall(r'<li data-count="(\w+)"><b>(\d+)</b>', html)} == counts
    write_site(knowledge_graph(store), tmp_path / "site", store=store)
    site = cards((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert site
    assert site == {key: counts[key] for key in site}
    assert {"adopted", "planned", "reform_candidates"} <= set(site)


def test_a_site_that_leaves_articles_out_counts_what_it_lists(store: Store, tmp_path: Path) -> None:
    graph = knowledge_graph(store)
    graph.add_node("idle", kind="article", label="无关的报道")
    write_site(graph, tmp_path / "all", store=store)
    write_site(graph, tmp_path / "few", store=store, everything=False)
    told = []
    for folder in (tmp_path / "all", tmp_path / "few"):
        tiles = cards((folder / "index.html").read_text(encoding="utf-8"))
        for key, name in (("articles", "articles.html"), ("companies", "companies.html"), ("zones", "zones.html")):
            heading = re.search(r'<h1>.*?class="count">(\d+)<', (folder / name).read_text(encoding="utf-8"))
            assert heading
            assert tiles[key] == int(heading[1])
        told.append(tiles["articles"])
    assert told[0] > told[1]


def test_rows_of_trace_charts_and_page_come_to_the_same(store: Store) -> None:
    counts = count_shown(store)
    traced = Counter(row.status for row in trace(store, statuses=STATUSES))
    drawn = Counter(row.status for row in adoptions(knowledge_graph(store)))
    assert {status: traced[status] for status in STATUSES} == {status: counts[status] for status in STATUSES}
    assert {status: drawn[status] for status in STATUSES} == {status: counts[status] for status in STATUSES}
    html = make_page(knowledge_graph(store), store=store).html
    page = json.loads(re.search(r'id="data-page">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
    assert page["counts"] == [[*NAMES[name], counts[name]] for name in NAMES]
    adopted = [edge for edge in page["edges"] if edge.get("s") == "adopted"]
    assert len(adopted) == counts["adopted"]
