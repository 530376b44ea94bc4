"""Which code and data decide what a page says, and a hash of them: pages read by other code are read again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from reformgraph.vocabulary.load_vocabulary import ontology_folder

#: What stands at the root and is part of what a page says.
MODULES = ("records.py", "values.py", "iri.py")
#: The stages from a file to the quads of its articles, with the lists of words and the weights in them.
PACKAGES = ("language", "vocabulary", "reading", "layout", "extraction", "rdf")
#: What in them is code or data; compiled files and notes are not.
ENDINGS = (".py", ".txt", ".json", ".tsv", ".csv")


def declared_files() -> list[tuple[str, Traversable]]:
    """Every file that decides what a page says, by its name below the package, in order.

    A change of any other file (a page's style, an export) leaves what was read as it is.
    """
    package = files("reformgraph")
    found = [(name, package / name) for name in MODULES if (package / name).is_file()]
    for name in PACKAGES:
        found.extend(_below(name, package / name))
    found.extend(
        (f"ontology/{entry.name}", entry) for entry in ontology_folder().iterdir() if entry.name.endswith(".ttl")
    )
    return sorted(found, key=lambda item: item[0])


@lru_cache(maxsize=1)
def code_version() -> str:
    """Hash of the declared files, 16 hexadecimal digits; line ends do not count."""
    digest = sha256()
    for name, entry in declared_files():
        digest.update(name.encode() + b"\0" + sha256(entry.read_bytes().replace(b"\r\n", b"\n")).digest())
    return digest.hexdigest()[:16]


def _below(name: str, folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(f"{name}/{entry.name}", entry)
        elif entry.name.endswith(ENDINGS):
            yield f"{name}/{entry.name}", entry
