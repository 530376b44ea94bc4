"""Pages into shards and stores, for tests of clusters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reformgraph.building.distributed_build import ShardSummary, build_shards
from reformgraph.exchange.export import export_nquads
from reformgraph.store import open_store


def exported(store: Path) -> bytes:
    with open_store(store) as opened:
        return b"".join(export_nquads(opened))


def shard(pages: Path, cluster: Any, folder: Path, **options: Any) -> ShardSummary:
    return build_shards([pages], cluster.scheduler_address, folder, date="2024-05-06", **options)
