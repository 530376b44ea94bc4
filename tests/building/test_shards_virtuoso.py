"""Shards through the loader of a real Virtuoso, completed by `load`: the same export as of a build."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reformgraph.building.build import build
from reformgraph.building.distributed_build import build_shards
from reformgraph.building.load_shards import load_shards
from reformgraph.exchange.export import export_nquads
from reformgraph.samples import sample_pages
from reformgraph.store import open_store

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
import start_virtuoso as virtuoso

pytestmark = pytest.mark.full


@pytest.mark.skipif(virtuoso.binary() is None, reason="needs Virtuoso: scripts/start_virtuoso.py --download")
def test_loaded_by_the_server_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed (extra scale)")
    monkeypatch.setenv("REFORMGRAPH_USER", "dba")
    monkeypatch.setenv("REFORMGRAPH_PASSWORD", virtuoso.PASSWORD)
    pages = [page for page in sample_pages() if page.suffix in (".txt", ".md")]
    done = build_shards(pages, "local:1", tmp_path / "shards")
    with virtuoso.running(tmp_path) as address:
        load = f"ld_dir('{tmp_path}/shards/nquads', '*.nq.gz', 'urn:unused'); rdf_loader_run(); checkpoint;"
        virtuoso.run_sql(tmp_path, load)
        loaded = load_shards(done.manifest, address)
        assert (loaded.added, loaded.changed, loaded.unchanged) == (0, 0, len(pages))
        with open_store(address) as store:
            found = b"".join(export_nquads(store))
    build(pages, tmp_path / "plain")
    with open_store(tmp_path / "plain") as store:
        assert found == b"".join(export_nquads(store))
