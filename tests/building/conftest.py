"""Pages, what a plain build makes of them, and a cluster to build them on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.building.build import build
from reformgraph.samples import sample_pages
from support.sharding import exported


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine pages, two of them with one text."""
    folder = tmp_path_factory.mktemp("pages")
    texts = [path.read_text(encoding="utf-8") for path in sorted(sample_pages()) if path.suffix in (".txt", ".md")]
    for number in range(9):
        text = texts[number % len(texts)].replace("经济开发区", f"第{number % 7}经济开发区")
        (folder / f"p{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a build of the pages exports."""
    store = tmp_path_factory.mktemp("plain") / "store"
    build([pages], store, date="2024-05-06")
    return exported(store)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers in processes of their own."""
    from distributed import LocalCluster

    with LocalCluster(2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as started:
        yield started
