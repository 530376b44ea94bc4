"""Lists of files and patterns of names to the paths they mean."""

from __future__ import annotations

import codecs
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from reformgraph.errors import UsageError
from reformgraph.reading import addresses

_PATTERN = frozenset("*?[")


def listed_files(source: str | os.PathLike[str]) -> list[Path]:
    """Paths of a list, each once, in its order: one a line, or parted by NUL as ``find -print0`` writes them.

    Parameters
    ----------
    source
        File of the list, UTF-8; ``-`` is the standard input. Empty lines are passed over.

    Raises
    ------
    UsageError
        If the list cannot be read, or names nothing.
    """
    name = os.fspath(source)
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as fault:
        raise UsageError(f"cannot be read: {fault.strerror}", where=name, cure="check the path") from None
    data = data.removeprefix(codecs.BOM_UTF8)  # Notepad writes it
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    found = dict.fromkeys(Path(os.fsdecode(part)) for part in parts if part.strip())
    if not found:
        raise UsageError("the list names no files", where=name, cure="write one path a line")
    return list(found)


def listed_id(path: Path) -> str:
    """Page id of a file of a list: its path as written, so that files of one name in two folders stay apart.

    ``..`` is written ``up``: ``../b.txt`` is another file than ``b.txt``.

    >>> listed_id(Path("./2024/01/a.txt")), listed_id(Path("/data/b.txt")), listed_id(Path("../b.txt"))
    ('2024/01/a.txt', 'data/b.txt', 'up/b.txt')
    """
    pure = PurePath(os.path.normpath(path))
    named = {"..": "up"}
    return "/".join(named.get(part, part) for part in pure.parts if part not in (".", pure.anchor))


def expanded(paths: Sequence[str | os.PathLike[str]]) -> Iterator[Path]:
    """Paths, with patterns (``pages/**/*.txt``, quoted so that no shell expands them) replaced by what matches.

    A path that exists is taken as it is, whatever signs it has. At addresses only ``*`` makes a pattern, for ``?`` is
    part of many.

    Raises
    ------
    UsageError
        If nothing matches a pattern.
    """
    for path in paths:
        text = os.fspath(path)
        if not _PATTERN & set(text) or Path(text).exists():
            yield Path(text)
            continue
        if addresses.is_address(Path(text)):
            matches = [str(found) for found in addresses.matching(text)] if "*" in text else [text]
        else:
            matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
        if not matches:
            raise UsageError("nothing matches this pattern", where=text, cure="check it, or name files and folders")
        yield from (Path(match) for match in matches)
