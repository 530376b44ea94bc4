"""Stores of two pages that are as small as the pages: without nearly all of the vocabulary, 75,000 quads of it.

What a build calls is the same, also the engine's bulk loader, which is otherwise for large loads alone. For tests that
build a store hundreds of times.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

#: Triples kept of each graph of the vocabulary; quads and bytes from which the engine loads in bulk.
_KEPT, _FEW, _FEW_BYTES = 40, 1500, 200_000


@contextmanager
def small_stores() -> Iterator[None]:
    """Builds in this process make small stores as long as this lasts."""
    from reformgraph.rdf import page_quads
    from reformgraph.store import oxigraph

    whole = page_quads.vocabulary_quads

    def cut(*given: Any) -> dict[str, Any]:
        return {graph: list(triples)[:_KEPT] for graph, triples in whole(*given).items()}

    with (
        patch.object(page_quads, "vocabulary_quads", cut),
        patch.object(oxigraph, "_FEW", _FEW),
        patch.object(oxigraph, "_FEW_BYTES", _FEW_BYTES),
    ):
        yield
