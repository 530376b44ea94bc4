"""What a loss of power leaves of a folder: events that `fault_shim.c` recorded in, the folder as it may then be out.

A file holds what it held when it was last synced, nothing where it never was. Names are there as they were when their
folder was last synced (``strict``), or all that were given by then (``eager``): file systems do the one or the other.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

Names = Literal["strict", "eager"]
_NAMES: tuple[Names, ...] = ("strict", "eager")


class Event(NamedTuple):
    """A call that succeeded: create, mkdir, rename, link, remove, sync (of a file) or sync folder."""

    call: str
    inode: str
    path: str
    other: str


def read_events(record: Path) -> Sequence[Event]:
    """Events of a recording."""
    lines = (record / "events").read_text(encoding="utf-8").splitlines()
    return [Event(*line.split("\t")) for line in lines]


@dataclass(slots=True)
class Disk:
    """A folder and what of it is on the disk.

    Attributes
    ----------
    names
        Path -> inode of each file, None of each folder: as programs see them.
    kept
        The same, as the disk has them for certain.
    contents
        Inode -> the file that holds its content as last synced; none where it never was.
    """

    root: Path
    names: dict[str, str | None] = field(default_factory=dict)
    kept: dict[str, str | None] = field(default_factory=dict)
    contents: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, before: Path, record: Path) -> Disk:
        """The disk before the first event: names of `root` as recorded, contents as in its original `before`."""
        disk = cls(root, json.loads((record / "before.json").read_text(encoding="utf-8")))
        for path, inode in disk.names.items():
            if inode is not None:
                disk.contents[inode] = before / Path(path).relative_to(root)
        if disk.names:
            disk.names[str(root)] = None
        disk.kept = dict(disk.names)
        return disk

    def happen(self, event: Event, record: Path) -> None:
        """Follow an event."""
        call, inode, path, other = event
        if call == "create":
            self.names[path] = inode
            self.contents.pop(inode, None)  # a new file may have the number of one that is gone
        elif call == "mkdir":
            self.names[path] = None
        elif call == "link":
            self.names[path] = self.names.get(other, inode)
        elif call == "rename":
            self._move(other, path)
        elif call == "remove":
            self.names.pop(path, None)
        elif call == "sync":
            self.contents[inode] = record / other
        elif call == "sync folder":
            self._keep(path)

    def _move(self, source: str, target: str) -> None:
        moved = {path: inode for path, inode in self.names.items() if path == source or path.startswith(source + "/")}
        for path, inode in moved.items():
            del self.names[path]
            self.names[target + path[len(source) :]] = inode

    def _keep(self, folder: str) -> None:
        """The names in a folder are on the disk."""
        self.kept = {path: inode for path, inode in self.kept.items() if _parent(path) != folder}
        self.kept |= {path: inode for path, inode in self.names.items() if _parent(path) == folder}
        self.kept[folder] = None

    def left(self, names: Names) -> dict[str, Path | str]:
        """Path -> what a loss of power at this moment may leave there: a file's content, ``folder`` or ``empty``."""
        found = self.kept if names == "strict" else self.names
        return {
            path: "folder" if inode is None else self.contents.get(inode, "empty")
            for path, inode in sorted(found.items())
            if _reached(path, found, str(self.root))
        }

    def write(self, left: Mapping[str, Path | str], target: Path) -> None:
        """Write what is left as a folder."""
        for path, content in left.items():
            place = target / PurePosixPath(path).relative_to(self.root.as_posix())
            if content == "folder":
                place.mkdir(parents=True, exist_ok=True)
            elif content == "empty":
                place.touch()
            else:
                shutil.copyfile(content, place)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _reached(path: str, names: Mapping[str, str | None], root: str) -> bool:
    """Whether all folders above a path are there."""
    while path != root:
        path = _parent(path)
        if path not in names:
            return False
    return True


def losses(disk: Disk, record: Path, target: Path, every: int = 1) -> Iterator[tuple[int, str, Path]]:
    """Folders that losses of power after every `every`th event and after the last leave: number, names, folder.

    What is left as it was before is not given again, but for the last event.
    """
    events = read_events(record)
    before: dict[str, dict[str, Path | str]] = {}
    for number, event in enumerate(events, 1):
        disk.happen(event, record)
        if number % every and number != len(events):
            continue
        for names in _NAMES:
            left = disk.left(names)
            if left and (left != before.get(names) or number == len(events)):
                before[names] = left
                disk.write(left, target / f"{number}-{names}")
                yield number, names, target / f"{number}-{names}"
