"""The public verbs: what a notebook user finds and gets."""

from __future__ import annotations

from pathlib import Path

import pytest

import reformgraph as rg
from reformgraph.errors import PageError, UsageError
from reformgraph.results import Results

TEXT = "江阴高新区推行告知承诺，已办理32件。"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verbs")
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    rg.build(folder / "page.txt", folder / "store", date="2024-05-18")
    return folder / "store"


def test_the_verbs_are_found_and_the_former_names_still_work() -> None:
    assert {"read", "extract", "build", "trace", "ask", "query", "network", "panel", "draw"} <= set(dir(rg))
    assert "read_page" not in dir(rg)
    assert {"read_page", "extract_page", "build_store", "trace_adoptions"} <= set(rg.__all__)
    assert rg.extract_page(rg.read(text=TEXT)).extractions
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rg.nothing


def test_extract_takes_a_page_a_path_or_a_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    for found in (rg.extract(rg.read(path)), rg.extract(path), rg.extract(text=TEXT)):
        (claim,) = found.claims()
        assert (claim.actor, claim.reform, claim.status) == ("江阴高新区", "告知承诺", "adopted")
    assert found.to_dict()["articles"][0]["measures"][0]["reform"] == "告知承诺"
    assert found.to_frame()["reform"].tolist() == ["告知承诺"]


def test_read_wants_one_of_path_and_text() -> None:
    with pytest.raises(UsageError, match="path and text"):
        rg.read()
    with pytest.raises(PageError):
        rg.read("no such page.txt")


def test_trace_and_query_by_the_address_of_a_store(store: Path) -> None:
    found = rg.trace(store, reform="告知承诺")
    assert repr(found) == "<1 adoptions>"
    assert found.to_dict()[0]["quote"] == TEXT
    assert [row["zoneName"] for row in rg.query(store, "adopters", reform="告知承诺")] == ["江阴高新技术产业开发区"]
    assert len(rg.query(store, "SELECT ?z { ?z a rg:Adoption }")) == 1


def test_networks_and_panels_and_pages(store: Path, tmp_path: Path) -> None:
    assert rg.network(store, "bipartite").number_of_edges() == 1
    with pytest.raises(UsageError, match="no network"):
        rg.network(store, "nothing")  # type: ignore[arg-type]
    assert len(rg.panel(store, reform="告知承诺").ids) == 1
    path = rg.draw(store, "zone", "江阴高新区").save(tmp_path / "zone.html")
    assert "江阴高新区" in path.read_text(encoding="utf-8")


def test_results_show_escaped_tables() -> None:
    found = Results(["<b>"], lambda text: [{"name": text}], "names")
    assert "&lt;b&gt;" in found._repr_html_()
    assert "<b>" not in found._repr_html_()
    assert repr(found[:1]) == "<1 names>"


def test_frames_of_a_whole_store(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    page = tmp_path / "a.txt"
    page.write_text("2024年5月，朔州经济开发区启动标准地改革，出让土地12宗。\n", encoding="utf-8")
    rg.build(page, tmp_path / "s", date="2024-06-01")
    claims, figures = rg.claims_frame(tmp_path / "s"), rg.figures_frame(tmp_path / "s")
    assert str(claims["onset_earliest"][0])[:10] == "2024-05-01"
    assert figures.merge(claims, on="claim")["value"].tolist() == [12.0]
