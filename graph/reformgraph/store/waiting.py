"""Pages of a long build that wait in the store folder to be loaded all at once: what of them outlives a kill.

::

    reformgraph.store/
      waiting.nq.gz  N-Quads of pages, a gzip member each, in the order in which they were read
      WAITING        how many bytes of that file are whole, and the generation that they are to be added to

To load them at each checkpoint would make the engine write most of the store again each time.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from reformgraph.store.generations import write_atomically

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: bytes of the file that are whole, bytes of N-Quads in them, name of the generation they belong to."""

    length: int
    size: int
    generation: str


def waiting_file(folder: Path) -> Path:
    """Where the pages of a store folder wait."""
    return folder / "waiting.nq.gz"


def keep(folder: Path, waiting: Waiting) -> None:
    """Write down what waits, once it is on the disk."""
    write_atomically(_marker(folder), json.dumps(asdict(waiting)) + "\n")


def left(folder: Path, generation: str) -> Waiting | None:
    """What waits to be added to a generation; None where nothing does, or it cannot be read to its end.

    The file is cut to what is whole of it.
    """
    try:
        held = Waiting(**json.loads(_marker(folder).read_text(encoding="utf-8")))
        path = waiting_file(folder)
        if held.generation != generation or path.stat().st_size < held.length:
            return None
        os.truncate(path, held.length)
        with gzip.open(path) as stream:
            read = sum(len(piece) for piece in iter(lambda: stream.read(_CHUNK), b""))
    except (OSError, ValueError, TypeError, EOFError, zlib.error):
        return None
    return held if read == held.size else None


def forget(folder: Path) -> None:
    """Give up what waits."""
    _marker(folder).unlink(missing_ok=True)
    waiting_file(folder).unlink(missing_ok=True)


def _marker(folder: Path) -> Path:
    return folder / "WAITING"
