"""Files of RDF, ours or foreign, to quads: each graph named, blank nodes under labels of their file.

RDF/XML is read by a process of its own with bounds on memory and time, for the entities of a file of a kilobyte can
unfold to terabytes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from reformgraph.errors import StoreError
from reformgraph.iri import Minter, page_slug
from reformgraph.sparql.sandbox import bound_memory, bound_time, shut_in

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip
#: What reading RDF/XML may take: bytes of memory, and seconds of processor time with those for each megabyte.
_MEMORY, _SECONDS, _SECONDS_A_MEGABYTE = 1 << 30, 20, 2
_NOTHING = "nothing was loaded"


class _Labels:
    """Blank nodes of a file under labels of its own: those of two files stay apart, each time the same."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._salt = ""
        self._known: dict[str, ox.BlankNode] = {}

    def own(self, term: object) -> object:
        """The term, blank nodes renamed by the content of the file and the order of appearance."""
        if isinstance(term, ox.Triple):
            return ox.Triple(self.own(term.subject), term.predicate, self.own(term.object))  # type: ignore[arg-type]
        if not isinstance(term, ox.BlankNode):
            return term
        if term.value not in self._known:
            if not self._salt:
                with self._path.open("rb") as stream:
                    self._salt = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
            self._known[term.value] = ox.BlankNode(f"b{self._salt}n{len(self._known)}")
        return self._known[term.value]


def parsed(path: Path, base: str) -> Iterator[ox.Quad]:
    """The quads of a file; triples outside of named graphs, and those of graphs named by blank nodes, in graphs
    named after the file.

    Raises
    ------
    StoreError
        If the file is malformed, holds a value too long for the engine, or unfolds beyond all bounds.
    """
    home = Minter(base).graph(f"loaded-{page_slug(path.name)}")
    labels = _Labels(path)
    form = FORMATS[path.suffix.lower()]
    try:
        for quad in _xml(path) if form == ox.RdfFormat.RDF_XML else ox.parse(path=str(path), format=form):
            graph = quad.graph_name
            if isinstance(graph, ox.DefaultGraph):
                graph = ox.NamedNode(home)
            elif isinstance(graph, ox.BlankNode):
                graph = ox.NamedNode(f"{home}-{labels.own(graph).value}")  # type: ignore[attr-defined]
            yield ox.Quad(labels.own(quad.subject), quad.predicate, labels.own(quad.object), graph)  # type: ignore[arg-type]
    except SyntaxError as fault:
        raise _malformed(path, fault.msg, str(fault.lineno or "?")) from fault
    except MemoryError as fault:  # as the engine tells that a value is longer than its buffer
        cure = f"{_NOTHING}; values of at most 16 MB can be loaded"
        raise StoreError("a value is too long", where=str(path), cure=cure) from fault
    except (OSError, ValueError, RecursionError) as fault:
        raise StoreError(f"cannot be read: {_one_line(fault)}", where=str(path), cure=_NOTHING) from fault


def _malformed(path: Path, told: str, line: str) -> StoreError:
    name = FORMATS[path.suffix.lower()].name
    return StoreError(
        f"not {name}: {' '.join(told.split())}", where=f"{path}, line {line}", cure=f"{_NOTHING}; IRIs must be absolute"
    )


def _one_line(fault: BaseException) -> str:
    return " ".join(str(fault).split())


def _xml(path: Path) -> Iterator[ox.Quad]:
    """The triples of RDF/XML, read by a process with bounds."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
        "RUST_BACKTRACE": "0",
    }
    command = [sys.executable, "-P", "-m", "reformgraph.building.foreign_rdf", str(path.absolute())]
    with subprocess.Popen(  # noqa: S603  our own interpreter and module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as child:
        try:
            assert child.stdout is not None and child.stderr is not None  # noqa: S101  Popen was asked for pipes
            yield from ox.parse(child.stdout, format=ox.RdfFormat.N_TRIPLES)
            told = child.stderr.read(100_000).decode("utf-8", "replace").strip().splitlines()
            code = child.wait()
        finally:
            child.kill()
    if code == 2 and told:
        line, _, what = told[-1].partition("\t")
        raise _malformed(path, what, line)
    if code:
        cure = f"{_NOTHING}; it may be one whose entities unfold to gigabytes"
        raise StoreError("the file takes more memory or time to read than allowed", where=str(path), cure=cure)


def main() -> None:
    """Write the triples of a file of RDF/XML as N-Triples; exit code 2 with line, tab and reason where it is none."""
    path = Path(sys.argv[1])
    shut_in()
    bound_memory(_MEMORY)
    bound_time(_SECONDS + _SECONDS_A_MEGABYTE * (path.stat().st_size >> 20))
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.RDF_XML):
            sys.stdout.write(f"{quad.triple} .\n")
        sys.stdout.flush()
    except SyntaxError as fault:
        sys.stdout.flush()
        sys.stderr.write(f"{fault.lineno or '?'}\t{_one_line(fault)}\n")
        os._exit(2)
    except (OSError, ValueError, MemoryError):
        os._exit(1)


if __name__ == "__main__":
    main()
