"""The graph as files: N-Quads, TriG, Turtle, JSON-LD, and a table of claims with their quotations."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice

import pyoxigraph as ox

from reformgraph.iri import BASE
from reformgraph.state import state_graph
from reformgraph.store import Store

#: Lines sorted in memory at a time; more are sorted on disk.
_SORTED_AT_ONCE = 200_000


def quads(store: Store, base: str = BASE) -> Iterator[ox.Quad]:
    """All quads but the bookkeeping of builds, in no order."""
    hidden = ox.NamedNode(state_graph(base))
    return (quad for quad in store.quads() if quad.graph_name != hidden)


def export_nquads(store: Store, base: str = BASE) -> Iterator[bytes]:
    """Sorted lines of N-Quads: the same data give the same bytes.

    Sorting is by the bytes of the lines; memory stays bounded, as large data are sorted in files.
    """
    lines = (f"{quad} .\n".encode() for quad in quads(store, base))
    return sorted_lines(lines)


def sorted_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in the order of their bytes, without repeats."""
    stream = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while run := sorted(islice(stream, _SORTED_AT_ONCE)):
            if len(run) < _SORTED_AT_ONCE and not runs:
                runs.append(run)
                break
            file = stack.enter_context(tempfile.TemporaryFile())
            file.writelines(run)
            file.seek(0)
            runs.append(file)
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line
