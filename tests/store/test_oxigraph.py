"""What happens to an engine that fails."""

from __future__ import annotations

import errno
import gc
import io
import weakref
from typing import cast

import pyoxigraph as ox
import pytest

from reformgraph.errors import StoreError
from reformgraph.store.oxigraph import OxigraphStore


class Full:
    """An engine that can write nothing."""

    def __init__(self, fault: OSError) -> None:
        self._fault = fault

    def load(self, *_: object, **__: object) -> None:
        raise self._fault


@pytest.mark.parametrize(
    ("fault", "kept"), [(OSError("IO error: no space"), True), (OSError(errno.ENOSPC, "no space"), False)]
)
def test_an_engine_that_could_not_write_is_never_closed(fault: OSError, kept: bool) -> None:
    """RocksDB waits for ever where it is closed on a disk that stays full (fault injection: a build, lasting)."""
    engine = Full(fault)
    seen = weakref.ref(engine)
    store = OxigraphStore(cast("ox.Store", engine), "here", read_only=False)
    with pytest.raises(StoreError, match="no space"):
        store.add_nquads(io.BytesIO(), 0)
    store.close()
    fault.__traceback__ = None
    del engine
    gc.collect()
    assert (seen() is not None) == kept
