"""What a store holds, in numbers."""

from __future__ import annotations

from os import PathLike

from reformgraph._version import __version__
from reformgraph.iri import BASE
from reformgraph.store import Store, open_store
from reformgraph.views.counts import count_quads, count_things

_VERSIONS = """
SELECT ?version ?vocabulary {
  ?dataset a void:Dataset OPTIONAL { ?dataset rg:softwareVersion ?version }
  OPTIONAL { ?dataset rg:vocabularyVersion ?vocabulary }
} LIMIT 1"""


def info(store: str | PathLike[str] | Store, base: str = BASE) -> dict[str, int | str]:
    """Numbers of things by name, then ``quads``, ``store``, ``version`` and ``vocabulary_version``.

    `reforms` are those of the vocabulary that some claim is about, `reform_candidates` others found in text;
    `quads` is what an export holds.

    Raises
    ------
    StoreError
        If the store cannot be opened.
    """
    if isinstance(store, Store):
        return _info(store, base)
    with open_store(store) as opened:
        return _info(opened, base)


def _info(store: Store, base: str) -> dict[str, int | str]:
    found: dict[str, int | str] = dict(count_things(store))
    versions = next(iter(store.select(_VERSIONS)), {})
    found["quads"] = count_quads(store, base)
    found["store"] = store.location
    found["version"] = versions.get("version") or __version__
    found["vocabulary_version"] = versions.get("vocabulary") or ""
    return found
