"""Keep the list of published IRIs: what once named a thing names it for ever.

usage: published_iris.py [--check]

Reads the Turtle files of `ontology/` (shapes aside) and `scripts/vocabulary/published-iris.txt`, sorted lines of an IRI
with prefix, a tab and what tells the thing: its code or id, else its official name, else what it is. Adds IRIs that
are new; `--check` writes nothing and counts them as faults. Exits 1, nothing written, where an IRI is gone (describe
it still, with owl:deprecated and dct:isReplacedBy) or names another thing (give that one an IRI of its own). Where
only the code of a thing was corrected, correct its line in the list in the same commit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "graph")]

from reformgraph.iri import BASE, RDF, RG, SCHEMA, SKOS, prefixes  # noqa: E402

LIST = ROOT / "scripts" / "vocabulary" / "published-iris.txt"
FILES = ("places", "reformgraph", "reforms", "zone-kinds", "zones")
#: What tells a thing, the first that it has.
_MARKS = (SKOS + "notation", SCHEMA + "legalName", RDF + "type")


def current(ontology: Path = ROOT / "ontology") -> dict[str, str]:
    """IRI with prefix -> what tells the thing, of all that the files of a folder describe under our namespaces."""
    marks: dict[str, dict[str, set[str]]] = {}
    for name in FILES:
        for triple in ox.parse(path=str(ontology / f"{name}.ttl"), format=ox.RdfFormat.TURTLE):
            subject, predicate = triple.subject.value, triple.predicate.value
            if predicate in _MARKS and subject.startswith((BASE, RG)):
                told = triple.object.value
                told = told.rpartition("#")[2] if predicate == _MARKS[-1] else told
                marks.setdefault(subject, {}).setdefault(predicate, set()).add(told)
    return {_short(iri): _mark(found) for iri, found in marks.items()}


def _mark(found: Mapping[str, set[str]]) -> str:
    return "|".join(sorted(next(found[mark] for mark in _MARKS if mark in found)))


def _short(iri: str) -> str:
    prefix, space = max(((p, s) for p, s in prefixes().items() if iri.startswith(s)), key=lambda item: len(item[1]))
    return f"{prefix}:{iri[len(space) :]}"


def published(path: Path = LIST) -> dict[str, str]:
    """The list: IRI with prefix -> what told the thing when it was published."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return dict(line.split("\t") for line in lines)


def faults(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """One line for each published IRI that is gone or names another thing."""
    for iri, mark in sorted(before.items()):
        if iri not in now:
            yield f"{iri}: published and gone; describe it with owl:deprecated and dct:isReplacedBy"
        elif now[iri] != mark:
            yield f"{iri}: published for {mark}, now {now[iri]}; another thing needs another IRI"


def main(arguments: list[str]) -> int:
    """Check, and unless told otherwise add what is new."""
    before, now = published(), current()
    found = [*faults(before, now)]
    new = sorted(now.keys() - before.keys())
    if "--check" in arguments:
        found += [f"{iri}: not in {LIST.name}; run scripts/published_iris.py" for iri in new]
    elif not found:
        lines = sorted(f"{iri}\t{mark}\n" for iri, mark in (before | now).items())
        LIST.write_text("".join(lines), "utf-8", newline="\n")
    sys.stderr.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
