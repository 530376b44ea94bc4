"""A store in memory: for tests, notebooks and one-off questions."""

from __future__ import annotations

import pyoxigraph as ox

from reformgraph.store.oxigraph import OxigraphStore


class MemoryStore(OxigraphStore):
    """A store that is gone when it is closed."""

    def __init__(self) -> None:
        super().__init__(ox.Store(), ":memory:", read_only=False)
