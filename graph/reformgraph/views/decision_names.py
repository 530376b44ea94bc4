"""Decisions that name what the store does not hold: most often a slip of the pen; lines with near names out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reformgraph.adoption.decisions import read_decisions, read_table, shortened
from reformgraph.iri import BASE
from reformgraph.sparql.find_names import names_of
from reformgraph.sparql.name_index import suggest
from reformgraph.store import Store

# What the decisions themselves said of a name does not make it known.
_KNOWN = """ASK { { ?thing ?told ?other } UNION { ?other ?told ?thing }
  FILTER(?told NOT IN (rg:sameAs, rg:canonical, dct:isReplacedBy)) }"""
_ZONE = "ASK { ?thing a rg:Zone }"
_NAMED = ("zone", "company", "reform")
_MOST = 3


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in a line of the decisions that nothing in the store bears, and names like it."""

    where: str
    name: str
    near: tuple[str, ...]


def unknown_names(store: Store, path: Path | None, base: str = BASE) -> list[UnknownName]:
    """Names in a file of decisions that the store lacks, by line; none where there is no file."""
    found = []
    for line in read_decisions(path, base).lines:
        for iri in (line.a, line.b):
            # Who a claim is given to has an adoption by the decision alone.
            given = line.kind == "claim" and iri == line.b
            if not iri or store.ask(_ZONE if given else _KNOWN, thing=iri):
                continue
            name, kind = shortened(iri, base), "zone" if given else line.kind
            candidates = names_of(store, kind) if kind in _NAMED else {}
            near = suggest(candidates, name.partition(":")[2], _MOST)
            found.append(UnknownName(f"{path}, line {line.line}", name, tuple(near)))
    return found


def passed_over(path: Path | None) -> list[str]:
    """Columns of a file of decisions that mean nothing."""
    if path is None or not path.exists() or not path.stat().st_size:
        return []
    return list(read_table(path).passed_over)
