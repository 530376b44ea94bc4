"""Answers a query in one of the standard formats, piece by piece, within limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Literal, cast

import pyoxigraph as ox

from reformgraph.errors import QueryError, UsageError
from reformgraph.iri import BASE, prefixes
from reformgraph.sparql.query_text import check_data_set, malformed, names_data_set, with_limit, without_network
from reformgraph.sparql.total_order import with_total_order
from reformgraph.store import Store
from reformgraph.store.oxigraph import OxigraphStore

Kind = Literal["solutions", "boolean", "graph"]
Write = Callable[[bytes], None]

#: Formats of rows and of ASK, by the name used on the command line.
RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
#: Formats of triples.
GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_PIECE = 1 << 16
#: What may be a prefix: rg of rg:adopted.
_PREFIX = re.compile("(?<![0-9A-Za-z_-])([0-9A-Za-z_-]+):")
#: Triples of an answer looked at as a whole: said once each, and only prefixes that they use.
_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may cost: rows (solutions) and bytes; None is no limit."""

    rows: int | None = None
    size: int | None = None


class TooLargeError(QueryError):
    """An answer that grew past its limit."""


class _Output:
    """A binary stream that gathers small pieces and stops at a size."""

    def __init__(self, write: Write, size: int | None) -> None:
        self._write, self._left = write, size
        self._pieces: list[bytes] = []
        self._held = 0
        self.full = False

    def write(self, piece: bytes) -> int:
        if self._left is not None:
            self._left -= len(piece)
            if self._left < 0:
                self.full = True
                raise OSError("the answer is larger than allowed")
        self._pieces.append(bytes(piece))
        self._held += len(piece)
        if self._held >= _PIECE:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        if self._pieces:
            self._write(b"".join(self._pieces))
            self._pieces, self._held = [], 0


def base_of(store: Store) -> str:
    """What the IRIs of things in a store begin with, as its own description says.

    That description names the graph it stands in (``<base>graph/dataset``), in that graph; what foreign RDF
    says of other data sets, even in a graph of that name, is passed over.
    """
    found = store.select(
        "SELECT DISTINCT ?dataset ?base { GRAPH ?dataset { ?dataset void:uriSpace ?base } } ORDER BY ?base"
    )
    bases = [str(row["base"]) for row in found if row["dataset"] == f"{row['base']}graph/dataset"]
    return BASE if BASE in bases or not bases else bases[0]


def evaluate(
    store: Store,
    sparql: str,
    *,
    base: str = BASE,
    rows: int | None = None,
    default_graphs: list[str] | None = None,
    named_graphs: list[str] | None = None,
) -> Any:
    """The engine's answer to a query, after the rules of `sparql_text`.

    Raises
    ------
    QueryError
        If the query is malformed or refused.
    """
    text = with_limit(without_network(sparql), rows)
    if not isinstance(store, OxigraphStore):
        if default_graphs is not None or named_graphs is not None:
            raise UsageError("a remote store is asked as a whole", cure="name graphs by GRAPH in the query")
        check_data_set(text, base)
        return _elsewhere(store, text, sparql, dict(prefixes(base)))
    ordered = with_total_order(text)
    # The engine would let the union win over the FROM of a query.
    graphs: dict[str, Any] = {"use_default_graph_as_union": not names_data_set(text)}
    if default_graphs or named_graphs:
        graphs = {
            "default_graph": [ox.NamedNode(iri) for iri in default_graphs or ()],
            "named_graphs": [ox.NamedNode(iri) for iri in named_graphs or ()],
        }
    # The engine reads the prefixes anew for each query: it gets only those that can be in use.
    known = _known(base)
    used = {prefix: known[prefix] for prefix in _PREFIX.findall(text) if prefix in known}
    try:
        return store.engine.query(ordered, prefixes=used or None, **graphs)
    except SyntaxError as fault:
        raise malformed(sparql, _fault_of(text, dict(known)) or fault, known) from fault
    except (OSError, ValueError, RuntimeError) as fault:
        raise QueryError(f"the query failed: {' '.join(str(fault).split())}") from fault


@lru_cache(maxsize=8)
def _known(base: str) -> Mapping[str, str]:
    return dict(prefixes(base))


def _fault_of(text: str, known: dict[str, str]) -> SyntaxError | None:
    """What the engine says of a query as it was written, whose places are those that its author knows."""
    try:
        ox.Store().query(text, prefixes=known)
    except SyntaxError as fault:
        return fault
    return None


def _elsewhere(store: Store, text: str, sparql: str, known: dict[str, str]) -> Any:
    """Ask a server, once an empty store here has found the text to be a query."""
    if (fault := _fault_of(text, known)) is not None:
        raise malformed(sparql, fault, known) from fault
    return store.query(text)


def kind_of(answer: Any) -> Kind:
    """What an answer is made of."""
    if isinstance(answer, ox.QuerySolutions):
        return "solutions"
    return "boolean" if isinstance(answer, ox.QueryBoolean) else "graph"


def check_format(kind: Kind, form: str) -> None:
    """Refuse a format that cannot hold the answer.

    Raises
    ------
    UsageError
        With the formats that can.
    """
    fit = GRAPH_FORMATS if kind == "graph" else RESULT_FORMATS
    if form not in fit:
        what = "triples" if kind == "graph" else "rows"
        raise UsageError(f"this query gives {what}, which {form} cannot hold", cure=f"ask for {', '.join(fit)}")


def used_prefixes(triples: Iterable[ox.Triple], known: Mapping[str, str]) -> dict[str, str]:
    """Those of the prefixes that some IRI of the triples begins with."""
    spaces = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            value = getattr(term, "datatype", term).value if not isinstance(term, ox.Triple) else ""
            spaces.add(value[: max(value.rfind("/"), value.rfind("#")) + 1])
    return {prefix: space for prefix, space in known.items() if space in spaces}


def write_answer(answer: Any, form: str, write: Write, *, base: str = BASE, size: int | None = None) -> None:
    """Write an answer in a standard format, in pieces.

    Raises
    ------
    TooLargeError
        If it grows past `size` bytes; what was written until then is a fragment.
    QueryError
        If the engine fails on the way.
    """
    out = _Output(write, size)
    try:
        if kind_of(answer) == "graph":
            first = list(dict.fromkeys(islice(answer, _WHOLE)))
            known = None
            if form in ("ttl", "jsonld", "rdfxml"):
                known = used_prefixes(first, prefixes(base)) if len(first) < _WHOLE else dict(prefixes(base))
            ox.serialize(chain(first, answer), cast("Any", out), GRAPH_FORMATS[form], prefixes=known)
        else:
            answer.serialize(cast("Any", out), format=RESULT_FORMATS[form])
        out.flush()
    except (OSError, ValueError, RuntimeError) as fault:
        if out.full:
            raise TooLargeError(f"the answer is larger than {size} bytes", cure="ask for less: LIMIT") from fault
        if isinstance(fault, BrokenPipeError):
            raise
        raise QueryError(f"the query failed: {' '.join(str(fault).split())}") from fault
