"""What the memory and the embedded store share: an Oxigraph store in this process."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from reformgraph.errors import MissingExtraError, QueryError, StoreError
from reformgraph.iri import prefixes
from reformgraph.store.base import Answer, GraphTriples, Object, Store, Subject, in_graph
from reformgraph.store.substitute import Value, substitute

if TYPE_CHECKING:
    from rdflib import Dataset

#: Quads handed to the bulk loader at a time; bounds its memory. Small loads make the engine write its files again
#: and again.
BULK = 200_000
#: Quads taken out in one transaction; one over a million takes a gigabyte.
_OUT = 100_000
#: With fewer, a transaction is quicker: the bulk loader takes a seventh of a second to start.
_FEW = 20_000
_FEW_BYTES = 4_000_000

_PREFIXES = dict(prefixes())


class OxigraphStore(Store):
    """A store over a `pyoxigraph.Store`."""

    def __init__(self, engine: ox.Store, location: str, *, read_only: bool) -> None:
        self._engine: ox.Store | None = engine
        self.location = location
        self.read_only = read_only
        self._changed = False

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store itself; raises `StoreError` once closed."""
        if self._engine is None:
            raise StoreError("the store is closed", where=self.location, cure="open it again")
        return self._engine

    def query(self, sparql: str, /, **bindings: Value) -> Answer:
        """Answer a query, see `Store.query`."""
        text = substitute(sparql, bindings)
        try:
            return self.engine.query(text, prefixes=_PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as fault:
            raise QueryError(f"the query is malformed: {_one_line(fault)}", cure="correct it and ask again") from fault
        except (OSError, ValueError, RuntimeError) as fault:
            raise read_fault(fault, self.location) from fault

    def select(self, sparql: str, /, **bindings: Value) -> list[dict[str, str | None]]:
        """Rows of a SELECT query, see `Store.select`."""
        with self._reading():
            return super().select(sparql, **bindings)

    def construct(self, sparql: str, /, **bindings: Value) -> list[ox.Triple]:
        """Triples of a CONSTRUCT or DESCRIBE query, see `Store.construct`."""
        with self._reading():
            return super().construct(sparql, **bindings)

    def graphs(self) -> list[str]:
        """IRIs of all named graphs, sorted."""
        with self._reading():
            return sorted(name.value for name in self.engine.named_graphs())

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """All quads that match, see `Store.quads`."""
        name = None if graph is None else ox.NamedNode(graph)
        return self._quads(self.engine, (subject, predicate, object, name))

    def _quads(self, engine: ox.Store, pattern: tuple[Any, ...]) -> Iterator[ox.Quad]:
        try:  # not `_reading`, which costs as much as a look-up
            yield from engine.quads_for_pattern(*pattern)
        except (OSError, RuntimeError) as fault:
            raise read_fault(fault, self.location) from fault

    def count(self) -> int:
        """Number of quads; reads every one."""
        with self._reading():
            return len(self.engine)

    def rdflib(self) -> Dataset:
        """An rdflib ``Dataset`` over the same data (no copy), default graph the union of all.

        Needs the package oxrdflib. Three habits of that bridge to know: ask with query *text*, for a
        prepared query falls back to rdflib's own evaluator, which is hundreds of times slower; plain
        literals come back with an explicit ``xsd:string``, so compare by ``str()`` or ``.value``;
        ``len()`` counts by a query. Use `select` where speed matters. Changes made through the view are
        not seen by `commit`: treat it as read-only.
        """
        try:
            from oxrdflib import OxigraphStore as Bridge
        except ImportError as fault:
            raise MissingExtraError("oxrdflib", "rdflib") from fault
        from rdflib import Dataset

        return Dataset(store=Bridge(store=self.engine), default_union=True)

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a graph hold exactly these triples."""
        name = ox.NamedNode(graph)
        wanted = list(dict.fromkeys(triples))
        with self._writing() as engine:
            engine.remove_graph(name)
            _put(engine, in_graph(name, wanted))

    def add(self, graphs: Iterable[GraphTriples]) -> None:
        """Add triples to graphs in bulk."""
        with self._writing() as engine:
            batch: list[ox.Quad] = []
            for graph, triples in graphs:
                name = ox.NamedNode(graph)
                batch.extend(in_graph(name, triples))
                if len(batch) >= BULK:
                    _put(engine, batch)
                    batch = []
            _put(engine, batch)

    def rewrite(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Empty a graph and fill it bit by bit: one transaction over a million quads takes a gigabyte."""
        with self._writing() as engine:
            some = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT {_OUT}"
            while engine.query(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"):
                engine.update(f"DELETE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ {{ {some} }} }}")
            engine.remove_graph(ox.NamedNode(graph))
            name = ox.NamedNode(graph)
            stream = (ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
            # All in one load, of which the engine sorts a million at a time: it need not merge many small files.
            if first := list(islice(stream, _FEW)):
                _put(engine, first) if len(first) < _FEW else engine.bulk_extend(chain(first, stream))

    def add_nquads(self, data: BinaryIO, size: int) -> None:
        """Add N-Quads in bulk."""
        with self._writing() as engine:
            load = engine.load if size < _FEW_BYTES else engine.bulk_load
            load(data, format=ox.RdfFormat.N_QUADS, lenient=True)

    def patch(self, graph: str, remove: Iterable[ox.Triple], add: Iterable[ox.Triple]) -> None:
        """Take triples out of a graph and put others in."""
        name = ox.NamedNode(graph)
        with self._writing() as engine:
            for quad in in_graph(name, remove):
                engine.remove(quad)
            _put(engine, in_graph(name, add))

    def drop(self, graphs: Iterable[str]) -> None:
        """Drop graphs."""
        with self._writing() as engine:
            for graph in graphs:
                engine.remove_graph(ox.NamedNode(graph))

    def close(self) -> None:
        """Let go of the engine."""
        self._engine = None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """What the engine reports while reading, told as a `StoreError` or `QueryError`."""
        try:
            yield
        except (OSError, RuntimeError) as fault:
            raise read_fault(fault, self.location) from fault

    @contextlib.contextmanager
    def _writing(self) -> Iterator[ox.Store]:
        """The engine, with what the system reports while writing told as a `StoreError`."""
        if self.read_only:
            raise StoreError("the store is open for reading only", where=self.location, cure="open it for writing")
        engine = self.engine
        self._changed = True
        try:
            yield engine
        except (OSError, RuntimeError) as fault:
            if getattr(fault, "errno", None) is None:  # the engine's own, not the system's answer to us
                _never_close(engine)
            raise write_fault(fault, self.location) from fault


def _never_close(engine: ox.Store) -> None:
    """Keep an engine that could not write until the process ends: closing it may wait for ever, and all else with it.

    RocksDB then waits for a recovery that does not come, as on a disk that stays full.
    """
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(engine))


def _put(engine: ox.Store, quads: list[ox.Quad]) -> None:
    if len(quads) < _FEW:
        engine.extend(quads)
    else:
        engine.bulk_extend(quads)


def read_fault(fault: BaseException, location: str) -> StoreError | QueryError:
    """What to tell when the engine failed over a query, or over files that are not as they were written."""
    told = _one_line(fault)
    if "Corruption" in told or isinstance(fault, OSError):
        return damage(told, location)
    return QueryError(f"the query failed: {told}")


def damage(told: str, location: str) -> StoreError:
    """What to tell when the engine finds its files changed, as its checksums say."""
    return StoreError(
        f"the store is damaged: {told}",
        where=location,
        cure="try reformgraph repair, else restore the folder from a copy, or delete it and build again; decisions are "
        "kept beside it",
    )


def tells_damage(fault: BaseException | None) -> bool:
    """Whether the engine reports blocks that fail their checksums, and not a disk that is full or locked."""
    return "Corruption" in str(fault)


def write_fault(fault: BaseException, location: str) -> StoreError:
    """What to tell when writing failed."""
    if tells_damage(fault):
        return damage(_one_line(fault), location)
    return StoreError(
        f"writing failed: {_one_line(fault)}",
        where=location,
        cure="the last finished generation is untouched; make room or check permissions, then run again",
    )


def _one_line(fault: BaseException) -> str:
    return " ".join(str(fault).split())
