"""Where the graph is kept: in memory, in a folder, or on a SPARQL server, behind one interface."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from reformgraph.errors import StoreError
from reformgraph.store.base import Answer, Store
from reformgraph.store.substitute import Value

__all__ = ["Answer", "Store", "Value", "open_store"]


def open_store(location: str | PathLike[str], read_only: bool = True, *, resume: bool = False) -> Store:
    """Open a store.

    Parameters
    ----------
    location
        ``":memory:"`` (always writable, always empty), a folder, or the ``http(s)://`` address of a SPARQL
        1.1 server (`reformgraph.store.remote` tells which forms).
    read_only
        False to write; a folder that does not exist is then made.
    resume
        Whether a writer goes on with what a build kept for itself before it was killed; for builds alone, as what
        follows from several articles is not made yet there.

    Raises
    ------
    StoreError
        If the store is missing, locked by another writer, damaged, of another version or unreachable.

    >>> store = open_store(":memory:")
    >>> store.ask("ASK { ?s ?p ?o }")
    False
    """
    name = fspath(location)
    if name == ":memory:":
        from reformgraph.store.memory import MemoryStore

        return MemoryStore()
    if name.startswith(("http://", "https://")):
        from reformgraph.store.remote import RemoteStore

        return RemoteStore(name, read_only=read_only)
    if "://" in name:
        raise StoreError(
            "this is no store",
            where=name,
            cure="a store is a folder, or the address of a SPARQL server: http:// or https://",
        )
    from reformgraph.store.embedded import FolderReader, FolderWriter

    return FolderReader(Path(name)) if read_only else FolderWriter(Path(name), resume=resume)
