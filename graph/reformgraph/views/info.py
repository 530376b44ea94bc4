"""What a store holds, in numbers."""

from __future__ import annotations

from os import PathLike
from typing import Any

from reformgraph._version import __version__
from reformgraph.adoption.ledger import State
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store, open_store
from reformgraph.views.counts import count_adoptions, count_quads, count_things

_VERSIONS = """
SELECT ?version ?vocabulary {
  GRAPH ?dataset { ?dataset a void:Dataset OPTIONAL { ?dataset rg:softwareVersion ?version }
    OPTIONAL { ?dataset rg:vocabularyVersion ?vocabulary } }
} LIMIT 1"""


def info(store: str | PathLike[str] | Store, base: str = BASE) -> dict[str, Any]:
    """Numbers of things by name, then ``quads``, ``store``, ``version`` and ``vocabulary_version``.

    `reforms` are those of the vocabulary that some claim is about, `reform_candidates` others found in text;
    ``adopted`` to ``referenced`` are the `adoptions` by status; `quads` is what an export holds; ``failed``
    (a number) and ``passed_over`` (numbers by kind) are what the last build could not read, ``options`` what
    builds were given.

    Raises
    ------
    StoreError
        If the store cannot be opened.
    """
    if isinstance(store, Store):
        return _info(store, base)
    with open_store(store) as opened:
        return _info(opened, base)


def _info(store: Store, base: str) -> dict[str, Any]:
    found: dict[str, Any] = count_things(store) | count_adoptions(store)
    versions = next(iter(store.select(_VERSIONS, dataset=Minter(base).graph("dataset"))), {})
    found["quads"] = count_quads(store, base)
    state = State(store, base)
    reading = state.reading()
    found["failed"] = reading.get("failed", 0)
    found["passed_over"] = reading.get("passed_over", {})
    found["options"] = state.options()
    found["store"] = store.location
    found["version"] = versions.get("version") or __version__
    found["vocabulary_version"] = versions.get("vocabulary") or ""
    return found
