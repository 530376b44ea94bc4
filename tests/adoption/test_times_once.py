"""Days and intervals of OWL-Time are described once, in the derived graph, whichever articles link to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.adoption import update
from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.building.load_quads import load
from reformgraph.exchange.export import export_nquads
from reformgraph.store import Store, open_store
from support.derived import DERIVED
from support.stub_pages import extracted

JANUARY = {"2024-01-01", "2024-01-31"}
PAGES = {
    "p0.txt": "标题一\n甲经开区|标准地|adopted|2024-01|2024-01-05\n\n标题二\n乙经开区|标准地|adopted|2024-01|\n",
    "p1.txt": "标题三\n丙高新区|承诺制|planned|2024-01-01|\n",
    "p2.txt": "标题四\n丙高新区|承诺制|adopted|2024-01/2024-06|../2024-06-30\n丁开发区|承诺制|planned|2024-11~|\n",
}


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})
    monkeypatch.setattr(update, "_MANY", 9.0)  # always by changes


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def ends(store: Store, pattern: str) -> list[str]:
    """Ends of the IRIs that a pattern binds to `?d`, one for each row."""
    rows = store.select(f"PREFIX time: <http://www.w3.org/2006/time#> SELECT ?d {{ {pattern} }}")
    return sorted((row["d"] or "").rpartition("/")[2] for row in rows)


def exported(store: Store) -> bytes:
    return b"".join(export_nquads(store))


def test_each_day_and_interval_is_one_row(files: list[Path]) -> None:
    store = open_store(":memory:")
    build(files, store)
    assert ends(store, "?d a time:Instant") == sorted({*JANUARY, "2024-01-05", "2024-06-30"})
    intervals = ["2024-01-01--2024-01-31", "2024-01-01--2024-06-30", "open--2024-06-30"]
    assert ends(store, "?d a time:ProperInterval") == intervals
    assert ends(store, "GRAPH ?g { ?d a time:Instant }") == ends(store, f"GRAPH <{DERIVED}> {{ ?d a time:Instant }}")
    # Three claims begin on the first of January by the path, each found once.
    path = "?claim time:hasTime/time:hasBeginning ?d"
    assert ends(store, path) == ["2024-01-01"] * 3


def test_a_new_page_adds_its_days_and_the_last_one_takes_them_away(files: list[Path]) -> None:
    store, fresh = open_store(":memory:"), open_store(":memory:")
    for file in files:
        build([file], store)
    build(files, fresh)
    assert exported(store) == exported(fresh)
    files[1].unlink()
    build([files[0].parent], store, prune=True)
    assert "2024-01-01" in ends(store, "?d a time:Instant")
    files[0].write_text("标题一\n甲经开区|标准地|adopted||\n", encoding="utf-8")
    build([files[0].parent], store, prune=True)
    assert ends(store, "?d a time:Instant") == ["2024-01-01", "2024-06-30"]
    assert ends(store, "?d a time:ProperInterval") == ["2024-01-01--2024-06-30", "open--2024-06-30"]
    fresh = open_store(":memory:")
    build([files[0].parent], fresh)
    assert exported(store) == exported(fresh)


@pytest.mark.parametrize("known", [0, 1])
def test_a_loaded_export_describes_them_too(files: list[Path], tmp_path: Path, known: int) -> None:
    whole, other, store = (open_store(":memory:") for _ in range(3))
    build(files, whole)
    build(files[known:], other)
    (tmp_path / "other.nq").write_bytes(exported(other))
    if known:
        build(files[:known], store)
    load([tmp_path / "other.nq"], store)
    assert ends(store, "?d a time:Instant") == ends(whole, "?d a time:Instant")
    assert ends(store, "?d a time:ProperInterval") == ends(whole, "?d a time:ProperInterval")
