"""The graph as files: N-Quads, TriG, Turtle, JSON-LD, and a table of claims with their quotations.

The bookkeeping of builds is left out. The same data give the same bytes in every format but Parquet.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import groupby, islice
from typing import IO, Any, cast

import pyoxigraph as ox

from reformgraph.adoption.ledger import state_graph
from reformgraph.exchange.table_files import write_csv, write_jsonl, write_parquet
from reformgraph.iri import BASE, OA, RDF, RG, SCHEMA, XSD, prefixes
from reformgraph.store import Store
from reformgraph.vocabulary.load_vocabulary import ontology_bytes

#: Lines sorted in memory at a time; more are sorted on disk.
_SORTED_AT_ONCE = 200_000
_TYPE = RDF + "type"
_PAGE, _TEXT = ox.NamedNode(RG + "Page"), ox.NamedNode(RG + "text")
_TEXTS = frozenset(
    {ox.NamedNode(SCHEMA + "articleBody"), *(ox.NamedNode(OA + name) for name in ("exact", "prefix", "suffix"))}
)


def quads(store: Store, base: str = BASE) -> Iterator[ox.Quad]:
    """All quads but the bookkeeping of builds, in no order."""
    hidden = ox.NamedNode(state_graph(base))
    return (quad for quad in store.quads() if quad.graph_name != hidden)


def export_nquads(store: Store, base: str = BASE) -> Iterator[bytes]:
    """Sorted lines of N-Quads.

    Sorting is by the bytes of the lines; memory stays bounded, as large data are sorted in files.
    """
    return sorted_lines(f"{quad} .\n".encode() for quad in quads(store, base))


def sorted_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in the order of their bytes, without repeats."""
    stream = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while run := sorted(islice(stream, _SORTED_AT_ONCE)):
            if len(run) < _SORTED_AT_ONCE:
                runs.append(run)
                break
            file = stack.enter_context(tempfile.TemporaryFile())
            file.writelines(run)
            file.seek(0)
            runs.append(file)
            del run
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line


def write_nquads(store: Store, out: IO[bytes], base: str = BASE) -> None:
    """Write sorted N-Quads."""
    out.writelines(export_nquads(store, base))


def write_trig(store: Store, out: IO[bytes], base: str = BASE) -> None:
    """Write TriG, graph by graph."""
    found = (ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(g)) for g, t in _by_graph(store, base))
    ox.serialize(found, out, format=ox.RdfFormat.TRIG, prefixes=dict(prefixes(base)))


def write_turtle(store: Store, out: IO[bytes], base: str = BASE) -> None:
    """Write the union of all graphs as Turtle."""
    lines = sorted_lines(f"{quad.triple} .\n".encode() for quad in quads(store, base))
    triples = (quad.triple for line in lines for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES))
    ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes(base)))


def write_jsonld(store: Store, out: IO[bytes], base: str = BASE) -> None:
    """Write JSON-LD 1.1: the context of ``ontology/context.jsonld`` inline, one named graph each, one thing a line.

    Values of our properties stand as plain strings where they are of the type that the context tells.
    """
    context = {**json.loads(ontology_bytes("context.jsonld"))["@context"], **prefixes(base)}
    short = _Short(context)
    out.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
    between = b"\n"
    for graph, triples in groupby(_by_graph(store, base), key=lambda item: item[0]):
        out.write(between + b'{"@id": ' + _json(short.iri(graph)) + b', "@graph": [\n')
        nodes = groupby((triple for _, triple in triples), key=lambda triple: str(triple.subject))
        out.write(b",\n".join(_json(short.node([*found])) for _, found in nodes))
        out.write(b"\n]}")
        between = b",\n"
    out.write(b"\n]}\n")


class _Textless:
    """A store as it is without what newspapers wrote: texts of pages, bodies of articles, quotations."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def graphs(self) -> list[str]:
        return self._store.graphs()

    def quads(self) -> Iterator[ox.Quad]:
        pages = {quad.subject for quad in self._store.quads(predicate=ox.NamedNode(_TYPE), object=_PAGE)}
        return (quad for quad in self._store.quads() if not _is_text(quad, pages))

    def triples(self, graph: str) -> list[ox.Triple]:
        triples = self._store.triples(graph)
        pages = {triple.subject for triple in triples if triple.object == _PAGE}
        return [triple for triple in triples if not _is_text(triple, pages)]


def _is_text(said: ox.Triple | ox.Quad, pages: Collection[object]) -> bool:
    """Whether a statement holds words of a newspaper; the text of a figure (12宗) is a fact."""
    return said.predicate in _TEXTS or (said.predicate == _TEXT and said.subject in pages)


def write(
    form: str, store: Store, out: IO[bytes], *, text: bool = True, table: str = "claims", raw: bool = False
) -> None:
    """Write a format of `WRITERS`, or a table as ``csv``, ``jsonl`` or ``parquet``.

    Parameters
    ----------
    text
        Whether the words of newspapers are written; without them, facts with their places.
    table, raw
        Of tables: ``claims`` or ``figures``; whether cells of CSV are left as they are, see `write_csv`.
    """
    if form == "csv":
        write_csv(store, out, table=table, quotes=text, raw=raw)
    elif form in _TABLE_WRITERS:
        _TABLE_WRITERS[form](store, out, table=table, quotes=text)
    else:
        WRITERS[form](store if text else cast("Store", _Textless(store)), out)


_TABLE_WRITERS: Mapping[str, Callable[..., None]] = {"jsonl": write_jsonl, "parquet": write_parquet}
#: Format to what writes it.
WRITERS: Mapping[str, Callable[[Store, IO[bytes]], None]] = {
    "nq": write_nquads,
    "trig": write_trig,
    "ttl": write_turtle,
    "jsonld": write_jsonld,
}


def _by_graph(store: Store, base: str) -> Iterator[tuple[str, ox.Triple]]:
    """Triples with their graph, both sorted."""
    hidden = state_graph(base)
    for graph in store.graphs():
        if graph != hidden:
            for triple in sorted(store.triples(graph), key=str):
                yield graph, triple


class _Short:
    """Terms as a JSON-LD context lets them be written.

    Parameters
    ----------
    context
        Prefix to namespace, and property (``rg:onset``) to its definition with the type of its values.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        spaces = ((name, told) for name, told in context.items() if isinstance(told, str))
        self._spaces = sorted(spaces, key=lambda item: -len(item[1]))
        typed = ((name, told) for name, told in context.items() if isinstance(told, dict))
        self._types = {name: told["@type"] for name, told in typed if "@type" in told}

    def node(self, triples: list[ox.Triple]) -> dict[str, object]:
        """A thing with all that is said of it."""
        found: dict[str, object] = {"@id": self._reference(triples[0].subject)}
        for triple in triples:
            if triple.predicate.value == _TYPE and isinstance(triple.object, ox.NamedNode):
                _put(found, "@type", self.iri(triple.object.value))
            else:
                key = self.iri(triple.predicate.value)
                _put(found, key, self._value(triple.object, self._types.get(key)))
        return found

    def _value(self, term: object, kind: str | None) -> object:
        """A value of a property, whose plain strings are of a kind (``@id``, a datatype) if the context tells one."""
        if not isinstance(term, ox.Literal):
            told = self._reference(term)
            return told if kind == "@id" else {"@id": told}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype.value == XSD + "string":
            return {"@value": term.value} if kind else term.value
        datatype = self.iri(term.datatype.value)
        return term.value if kind == datatype else {"@value": term.value, "@type": datatype}

    def _reference(self, term: object) -> str:
        return self.iri(term.value) if isinstance(term, ox.NamedNode) else str(term)

    def iri(self, iri: str) -> str:
        """The IRI behind its prefix, the longest that fits."""
        for prefix, space in self._spaces:
            if iri.startswith(space) and not iri.startswith("//", len(space)):
                return f"{prefix}:{iri[len(space) :]}"
        return iri


def _put(found: dict[str, object], key: str, value: object) -> None:
    known = found.setdefault(key, value)
    if known is not value:
        found[key] = [*known, value] if isinstance(known, list) else [known, value]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=False).encode()
