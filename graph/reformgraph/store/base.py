"""What every store can do, whatever keeps the data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import pyoxigraph as ox

from reformgraph.errors import QueryError
from reformgraph.store.substitute import Value

if TYPE_CHECKING:
    from rdflib import Dataset

Subject = ox.NamedNode | ox.BlankNode
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
GraphTriples = tuple[str, Iterable[ox.Triple]]


class Store(ABC):
    """Named graphs that can be asked and replaced one at a time.

    Queries see the union of all graphs as default graph. Changes are seen by this store at once and
    become lasting, and visible to others, with `commit`; `close` commits what is pending. As a context
    manager the store commits at a clean end and discards on an exception.

    Attributes
    ----------
    location
        ``:memory:``, the folder or the address.
    read_only
        True where every change raises `StoreError`.
    waiting
        A file where N-Quads (gzip) may wait to be added, see `keep_waiting`; None where the back end has none.
    """

    location: str
    read_only: bool
    waiting: Path | None = None

    # -- asking ------------------------------------------------------------------------------------
    @abstractmethod
    def query(self, sparql: str, /, **bindings: Value) -> Answer:
        """Answer a SPARQL 1.1 query, the bound variables replaced by their values.

        Parameters
        ----------
        sparql
            Text of the query; the prefixes of the project need no declaration.
        bindings
            Variable name to value: an RDF term, or a string (an IRI where it begins with ``http``,
            else a plain literal).

        Raises
        ------
        QueryError
            If the query is malformed or lacks a bound variable.
        StoreError
            If the store cannot be read.
        """

    def select(self, sparql: str, /, **bindings: Value) -> list[dict[str, str | None]]:
        """Rows of a SELECT query, values as plain strings: the IRI or the lexical form, None where unbound."""
        answer = self.query(sparql, **bindings)
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("this is not a SELECT query", cure="use ask() or construct()")
        names = [variable.value for variable in answer.variables]
        return [{name: _plain(row[name]) for name in names} for row in answer]

    def ask(self, sparql: str, /, **bindings: Value) -> bool:
        """Answer of an ASK query."""
        answer = self.query(sparql, **bindings)
        if not isinstance(answer, ox.QueryBoolean):
            raise QueryError("this is not an ASK query", cure="use select() or construct()")
        return bool(answer)

    def construct(self, sparql: str, /, **bindings: Value) -> list[ox.Triple]:
        """Triples of a CONSTRUCT or DESCRIBE query."""
        answer = self.query(sparql, **bindings)
        if not isinstance(answer, ox.QueryTriples):
            raise QueryError("this is not a CONSTRUCT query", cure="use ask() or select()")
        return list(answer)

    @abstractmethod
    def graphs(self) -> list[str]:
        """IRIs of all named graphs, sorted."""

    @abstractmethod
    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """All quads that match; None matches everything."""

    def triples(self, graph: str) -> list[ox.Triple]:
        """Triples of a graph; an empty list where there is none."""
        return [quad.triple for quad in self.quads(graph=graph)]

    @abstractmethod
    def count(self) -> int:
        """Number of quads."""

    def stamp(self) -> str | None:
        """A text that is another one whenever what is stored is; None where that cannot be told."""
        return None

    @abstractmethod
    def rdflib(self) -> Dataset:
        """An rdflib ``Dataset`` with the same data, default graph the union."""

    # -- changing ----------------------------------------------------------------------------------
    @abstractmethod
    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a graph hold exactly these triples, in one step; no triples drop the graph."""

    def replace_all(self, graphs: Iterable[GraphTriples]) -> None:
        """Replace several graphs in the given order."""
        for graph, triples in graphs:
            self.replace(graph, triples)

    def rewrite(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """`replace` for large graphs: where nobody sees what is not committed, memory stays bounded."""
        self.replace(graph, triples)

    @abstractmethod
    def add(self, graphs: Iterable[GraphTriples]) -> None:
        """Add triples to graphs in bulk, without looking at what they hold."""

    def add_nquads(self, data: BinaryIO, size: int) -> None:
        """Add well-formed N-Quads, of about so many bytes, in bulk, without looking at what the graphs hold."""
        self.add(group_by_graph(ox.parse(data, format=ox.RdfFormat.N_QUADS)).items())

    @abstractmethod
    def patch(self, graph: str, remove: Iterable[ox.Triple], add: Iterable[ox.Triple]) -> None:
        """Take triples out of a graph and put others in, in one step."""

    @abstractmethod
    def drop(self, graphs: Iterable[str]) -> None:
        """Drop graphs; those that do not exist are passed over."""

    def flush(self) -> None:  # noqa: B027  not all back ends buffer
        """Write buffers out, which bounds memory in long runs; commits nothing."""

    def checkpoint(self) -> None:  # noqa: B027  as above
        """Keep changes so far for a writer that goes on after this one was killed; others do not see them."""

    def keep_waiting(self, length: int, size: int) -> None:  # noqa: B027  only where there is `waiting`
        """Keep what waits, of which so many bytes are on the disk (N-Quads of `size` bytes), as `checkpoint` does.

        Nothing else may have been changed since the last commit or checkpoint that is not made again.
        """

    def take_up(self) -> bool:
        """Add what a writer that was killed had kept waiting; tells whether there was anything.

        It is kept by the next `checkpoint` or `commit`, until which it waits on.
        """
        return False

    def commit(self) -> None:  # noqa: B027  back ends that write through have nothing to do
        """Make all changes so far lasting and visible to readers."""

    def settle(self) -> None:  # noqa: B027  as above
        """After large changes, once they are committed: put in order what later changes would put in order again."""

    def discard(self) -> None:
        """Give up what was changed since the last commit, where the back end can, and close."""
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Commit what is pending and let go of the store; closing twice is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()


def in_graph(name: ox.NamedNode, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    """The triples as quads of a graph."""
    return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def _plain(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)) else str(term)


def group_by_graph(quads: Iterable[ox.Quad]) -> Mapping[str, list[ox.Triple]]:
    """Triples by graph IRI; those of the default graph under the empty string."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        name = quad.graph_name
        graphs.setdefault(name.value if isinstance(name, ox.NamedNode) else "", []).append(quad.triple)
    return graphs
