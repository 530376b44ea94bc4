"""A store folder whose pointer or format file is lost or wrong, back to its newest generation that is whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from reformgraph.errors import StoreError
from reformgraph.store import generations
from reformgraph.store.lock import WriterLock


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was found and done.

    Attributes
    ----------
    generation, quads
        Name of the current generation, and what it holds.
    changed
        Whether the pointer or the format had to be written.
    unreadable
        Newer generations that are not whole, with what is wrong; the next build removes them.
    """

    generation: str
    quads: int
    changed: bool
    unreadable: tuple[tuple[str, str], ...]


def repair(folder: Path) -> Repaired:
    """Point to the newest generation whose every block can be read; nothing is removed.

    Raises
    ------
    StoreError
        If there is no store, a writer is at work, the store has another version, or no generation is whole.
    """
    if not folder.is_dir() or not generations.all_generations(folder):
        raise StoreError("there is no store here", where=str(folder), cure="build one: reformgraph build")
    lock = WriterLock(folder / "LOCK")
    lock.acquire()
    try:
        return _repaired(folder)
    except OSError as fault:
        raise StoreError(
            f"cannot be repaired: {fault.strerror or fault}", where=str(folder), cure="make room or check permissions"
        ) from fault
    finally:
        lock.release()


def _repaired(folder: Path) -> Repaired:
    format_is_lost = _format_is_lost(folder)
    pointed = _pointed(folder)
    wrong: list[tuple[str, str]] = []
    # The one pointed to is the last that was finished: a newer one is that of a writer that was killed.
    candidates = generations.all_generations(folder)
    if pointed in candidates:
        candidates = [pointed, *(one for one in candidates if one != pointed)]
    for generation in candidates:
        try:
            number = _read_all(folder, generation)
        except (OSError, RuntimeError, ValueError, StoreError) as fault:
            wrong.append((generation.name, " ".join(str(getattr(fault, "what", fault)).split())))
            continue
        if generation != pointed:
            generations.write_listing(generation)
            generations.point_to(folder, generation)
        if format_is_lost:
            generations.write_format(folder)
        return Repaired(generation.name, number, generation != pointed or format_is_lost, tuple(wrong))
    told = "; ".join(f"{name}: {what}" for name, what in wrong)
    raise StoreError(
        f"no generation can be read ({told})",
        where=str(folder),
        cure="restore the folder from a copy, or delete it and build again; decisions are kept beside it",
    )


def _format_is_lost(folder: Path) -> bool:
    """Whether the file FORMAT is missing or unreadable; one of another version is an error."""
    try:
        generations.check(folder)
    except StoreError as fault:
        if "FORMAT" in fault.what:
            return True
        raise
    return False


def _pointed(folder: Path) -> Path | None:
    try:
        return generations.current(folder)
    except StoreError:
        return None


def _read_all(folder: Path, generation: Path) -> int:
    """Number of quads of a generation, each of them read, so that the checksums of all blocks are compared."""
    if generation.with_name(generation.name + ".json").exists():
        generations.check_files(folder, generation)
    engine = ox.Store.read_only(str(generation))
    return sum(1 for _ in engine.quads_for_pattern(None, None, None, None))
