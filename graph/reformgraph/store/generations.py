"""Finished generations of a store folder, and the pointer to the current one.

::

    reformgraph.store/
      FORMAT      which format, engine and software wrote the folder
      CURRENT     name of the current generation; "none" before the first
      LOCK        held by the writer
      gen-7/      a finished generation: never opened for writing
      gen-7.json  names and sizes of its files; readers hold it open
      WAITING     pages of such a build that are still to be loaded, see `waiting`
      RESUME      name of a generation that a long build kept for itself, not to be read; only while it is at work
      work-x1y2/  the writer's own copy, hard-linked from the current generation; each writer names its own
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from pathlib import Path

from reformgraph._version import __version__
from reformgraph.errors import StoreError
from reformgraph.store.lock import Pin, is_pinned

#: Format of the folder; raised whenever an older software could not read it.
FORMAT = 2
ENGINE = "oxigraph"

_GENERATION = re.compile(r"gen-(\d+)")
#: What the pointer holds before the first commit, so that a pointer that is lost is told from one that never was.
_NONE = "none"
_OWN = re.compile(
    r"LOCK(\.held|\.stale-\d+)?|.*\.tmp|FORMAT|CURRENT|RESUME|WAITING|waiting\.nq\.gz|work(-\w+)*|gen-\d+(\.json)?"
)
_TRIES = 20


def check(folder: Path) -> bool:
    """Whether the folder holds a store this software can read; False where there is nothing yet.

    Raises
    ------
    StoreError
        If the path is something else than a store, or a store of another version.
    """
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise StoreError("this is a file, not a store", where=str(folder), cure="name a folder")
    try:
        names = {entry.name for entry in folder.iterdir()}
    except OSError as fault:
        raise StoreError(
            f"cannot be read: {fault.strerror}", where=str(folder), cure="check its permissions"
        ) from fault
    if "FORMAT" not in names:
        if any(_GENERATION.fullmatch(name) for name in names):
            raise damaged(folder, "the file FORMAT is missing")
        if foreign := sorted(name for name in names if not _OWN.fullmatch(name)) or sorted(names & {"CURRENT"}):
            raise StoreError(
                f"this folder is not a store: it holds {foreign[0]} and no file FORMAT",
                where=str(folder),
                cure="name an empty or new folder",
            )
        return False
    _check_format(folder)
    return True


def _check_format(folder: Path) -> None:
    try:
        found = json.loads((folder / "FORMAT").read_text(encoding="utf-8"))
        number, engine, software = int(found["format"]), str(found["engine"]), str(found.get("software", "?"))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(folder, "the file FORMAT cannot be read") from fault
    if software.startswith("0.1."):
        raise StoreError(
            f"the store was written by version {software}, which described things otherwise; this is {__version__}",
            where=str(folder),
            cure="remove the folder and build its pages again (exports of 0.1 are not loaded either); "
            f"decisions stay, in {folder.name}.decisions.csv beside it",
        )
    if (number, engine) != (FORMAT, ENGINE):
        raise StoreError(
            f"the store has format {number} ({engine}), written by version {software}; "
            f"this is version {__version__}, which reads format {FORMAT} ({ENGINE})",
            where=str(folder),
            cure="export it with the version that wrote it and load the export, or build again into a new folder",
        )


def write_format(folder: Path) -> None:
    """Say which format the folder has, and that it has no generation yet unless there is a pointer to one."""
    text = json.dumps({"format": FORMAT, "engine": ENGINE, "software": __version__})
    write_atomically(folder / "FORMAT", text + "\n")
    if not (folder / "CURRENT").exists():
        write_atomically(folder / "CURRENT", _NONE + "\n")


def current(folder: Path) -> Path | None:
    """Path of the current generation, or None before the first commit.

    Raises
    ------
    StoreError
        If the pointer is damaged, or lost while there are generations.
    """
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        if any(_GENERATION.fullmatch(entry.name) for entry in folder.iterdir()):
            raise damaged(folder, "the file CURRENT is missing") from None
        return None
    except (OSError, ValueError) as fault:
        raise damaged(folder, "the file CURRENT cannot be read") from fault
    if name == _NONE:
        return None
    if not _GENERATION.fullmatch(name):
        raise damaged(folder, "the file CURRENT names no generation")
    return folder / name


def all_generations(folder: Path) -> list[Path]:
    """Folders of all generations, finished or not, the newest first."""
    found = [(int(name[1]), entry) for entry in folder.iterdir() if (name := _GENERATION.fullmatch(entry.name))]
    return [entry for _, entry in sorted(found, reverse=True) if entry.is_dir()]


def pin_current(folder: Path) -> tuple[Path, Pin] | None:
    """The current generation and a hold on it, its files checked for completeness; None before the first commit."""
    for attempt in range(_TRIES):
        generation = current(folder)
        if generation is None:
            return None
        try:
            pin = Pin(_listing(generation))
        except OSError as fault:
            if attempt == _TRIES - 1 or current(folder) == generation:
                raise damaged(folder, f"{generation.name} is missing") from fault
            continue
        if generation.is_dir():
            try:
                check_files(folder, generation)
            except StoreError:
                pin.release()
                raise
            return generation, pin
        pin.release()
        if current(folder) == generation:
            raise damaged(folder, f"{generation.name} is missing")
    raise damaged(folder, "the current generation keeps changing")


def kept(folder: Path) -> Path | None:
    """The generation that a build kept for the next one to go on with; None where there is none, or it is not whole."""
    try:
        name = (folder / "RESUME").read_text(encoding="utf-8").strip()
        if _GENERATION.fullmatch(name):
            check_files(folder, folder / name)
            return folder / name
    except (OSError, ValueError, StoreError):
        pass
    return None


def keep(folder: Path, generation: Path) -> None:
    """Keep a complete generation for the next build, without showing it to readers."""
    _settle(generation)
    write_atomically(folder / "RESUME", generation.name + "\n")


def forget_kept(folder: Path) -> None:
    """Give up what a build kept; `sweep` removes it."""
    (folder / "RESUME").unlink(missing_ok=True)


def start_work(folder: Path) -> Path:
    """A private copy for the writer of what was kept, else of the current generation; data files are hard-linked.

    What other writers left is removed; to be called after `sweep`, by the holder of the lock. The name never comes
    again, as an engine that could not write is never closed: it holds its folder, and may write there once there is
    room.
    """
    for entry in sorted(folder.glob("work*")):
        if _OWN.fullmatch(entry.name):
            remove(entry)
    work = folder / f"work-{secrets.token_hex(4)}"
    generation = kept(folder) or current(folder)
    if generation is None:
        return work
    work.mkdir()
    for entry in sorted(generation.iterdir()):
        _link_or_copy(entry, work / entry.name)
    return work


def next_path(folder: Path) -> Path:
    """Path of the generation to come."""
    numbers = [int(found[1]) for entry in folder.iterdir() if (found := _GENERATION.match(entry.name))]
    return folder / f"gen-{max(numbers, default=0) + 1}"


def publish(folder: Path, generation: Path) -> None:
    """Make a complete generation the current one: all on the disk first, then the pointer in one step."""
    _settle(generation)
    point_to(folder, generation)


def _settle(generation: Path) -> None:
    """Have a generation on the disk, with its listing."""
    for entry in generation.iterdir():
        if entry.suffix != ".sst":  # data files were synced when they were written
            _sync(entry)
    _sync(generation)
    write_listing(generation)


def write_listing(generation: Path) -> None:
    """Write down the names and sizes of the files of a generation."""
    sizes = {entry.name: entry.stat().st_size for entry in sorted(generation.iterdir())}
    write_atomically(_listing(generation), json.dumps(sizes, sort_keys=True) + "\n")


def stamp(generation: Path) -> str:
    """Name, files and time of a generation: names alone come again where a store is deleted and built anew."""
    listing = _listing(generation)
    content = hashlib.sha256(listing.read_bytes()).hexdigest()
    return f"{generation.name} {listing.stat().st_mtime_ns} {content}"


def point_to(folder: Path, generation: Path) -> None:
    """Make a generation the current one, in one step."""
    write_atomically(folder / "CURRENT", generation.name + "\n")


def sweep(folder: Path) -> None:
    """Remove what a killed or finished writer left: old generations no reader holds, temporary files.

    Raises
    ------
    StoreError
        If the current generation is damaged: then the others may be all that is left, and nothing is removed.
    """
    shown = current(folder)
    if shown is not None:
        check_files(folder, shown)
    needed = (shown, kept(folder))
    for entry in sorted(folder.iterdir()):
        found = _GENERATION.match(entry.name)
        if found and entry.is_dir() and entry not in needed:
            if not is_pinned(_listing(entry)):
                remove(entry)
                with contextlib.suppress(OSError):
                    _listing(entry).unlink(missing_ok=True)
        elif entry.name.startswith("work-old-"):
            remove(entry)
        elif entry.suffix == ".tmp" or (found and not entry.is_dir() and not entry.with_suffix("").is_dir()):
            with contextlib.suppress(OSError):
                entry.unlink()


def remove(folder: Path) -> None:
    """Remove a folder as far as the system lets us; what is still open stays for the next sweep."""
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        with contextlib.suppress(OSError):
            folder.rename(folder.with_name(f"work-old-{os.getpid()}"))


def _listing(generation: Path) -> Path:
    return generation.with_name(generation.name + ".json")


def check_files(folder: Path, generation: Path) -> None:
    """Compare the files of a generation with its listing.

    Raises
    ------
    StoreError
        If one is missing or has another size than when it was written.
    """
    try:
        sizes = json.loads(_listing(generation).read_text(encoding="utf-8"))
        if not sizes:
            raise damaged(folder, f"{_listing(generation).name} names no files")
        for name, size in sizes.items():
            if (generation / name).stat().st_size != size:
                raise damaged(folder, f"{generation.name}/{name} has another size than when it was written")
    except (OSError, ValueError, AttributeError) as fault:
        raise damaged(folder, f"a file of {generation.name} is missing or unreadable: {fault}") from fault


def damaged(folder: Path, what: str) -> StoreError:
    """What to tell of a store that is not as it was left."""
    return StoreError(
        f"the store is damaged: {what}",
        where=str(folder),
        cure="nothing was changed; try reformgraph repair, else restore the folder from a copy, or delete it and build "
        "again; decisions are kept beside it",
    )


def _link_or_copy(source: Path, target: Path) -> None:
    if source.suffix == ".sst":
        with contextlib.suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def write_atomically(path: Path, text: str) -> None:
    """Have a text in a file on the disk: all of it, or what was there before."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
            break
        except PermissionError:  # Windows: a reader has the file open at this moment
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.05)
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk; folders cannot be synced on Windows."""
    if os.name == "nt" and path.is_dir():
        return
    flags = os.O_RDONLY if os.name != "nt" else os.O_RDWR
    number = os.open(path, flags)
    try:
        os.fsync(number)
    finally:
        os.close(number)
