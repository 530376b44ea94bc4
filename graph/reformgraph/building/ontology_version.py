"""Quads of a file in, the same quads out, unless they speak an older ontology: told with the line, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from reformgraph.errors import StoreError
from reformgraph.iri import BASE, RDF, RG
from reformgraph.rdf.local_checks import known_terms

_TYPE = RDF + "type"
#: Terms that figures had up to ontology 1.1, with those of today: of pages and adoptions they still stand.
_OF_FIGURES = {RG + "text": "rg:printed", RG + "end": "rg:stop"}


def of_this_ontology(quads: Iterable[ox.Quad], file: Path, base: str = BASE) -> Iterator[ox.Quad]:
    """The quads as they come.

    Raises
    ------
    StoreError
        At the first term of ours that the ontology lacks or uses for other things; names file and line.
    """
    figures = f"{base}figure/"
    for quad in quads:
        term = quad.predicate.value
        if term == _TYPE and isinstance(quad.object, ox.NamedNode):
            term = quad.object.value
        if term.startswith(RG):
            local = term[len(RG) :]
            if term not in known_terms():
                raise _older(f"the ontology has no rg:{local}", term, file)
            if term in _OF_FIGURES and quad.subject.value.startswith(figures):  # type: ignore[union-attr]
                raise _older(f"rg:{local} of a figure is {_OF_FIGURES[term]} now", term, file, figures)
        yield quad


def _older(fault: str, term: str, file: Path, subject: str = "") -> StoreError:
    number = _line_of(file, term, subject)
    return StoreError(
        f"{fault}: the file is of another version of the ontology",
        where=f"{file.name}, line {number}" if number else str(file),
        cure="build the pages again with this version; nothing was loaded",
    )


def _line_of(file: Path, term: str, subject: str) -> int:
    """Number of the first line that holds the term, written out or with its prefix; 0 where none does.

    Of figures it is told in N-Quads alone, where the subject stands on the line: rg:text of a page is right.
    """
    if subject and file.suffix != ".nq":
        return 0
    names = (term.encode(), f"rg:{term[len(RG) :]}".encode())
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if any(name in line for name in names) and subject.encode() in line:
                return number
    return 0
