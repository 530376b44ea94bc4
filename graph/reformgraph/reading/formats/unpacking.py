"""Members of archives: their names as text, and how much may be unpacked."""

from __future__ import annotations

from pathlib import PurePosixPath

from reformgraph.reading.formats.content import ItemFault
from reformgraph.reading.limits import MEMBERS, PAGE_BYTES, UNPACKED_BYTES, UNPACKED_TIMES, size_text


class Budget:
    """How much an archive of `size` bytes may still unpack to."""

    def __init__(self, size: int) -> None:
        self._left = max(UNPACKED_BYTES, UNPACKED_TIMES * size)
        self._members = 0

    def fault(self, name: str, size: int) -> tuple[ItemFault | None, bool]:
        """Why a member of `size` bytes is not read, if it is not; and whether the archive is given up here."""
        self._members += 1
        self._left -= size
        if self._left < 0 or self._members > MEMBERS:
            return ItemFault(name, "the archive unpacks to far more than it holds", "unpack it and look at it"), True
        if size > PAGE_BYTES:
            return ItemFault(name, f"the member is larger than {size_text(PAGE_BYTES)}", "divide it"), False
        return None, False


def member_name(name: str) -> str:
    """Path of a member without what leads out of the archive.

    >>> member_name("../../etc/passwd"), member_name("C:\\\\页\\\\一.txt"), member_name("./a//b.txt")
    ('etc/passwd', 'C:/页/一.txt', 'a/b.txt')
    """
    parts = PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))


def is_hidden(name: str) -> bool:
    """Whether a member is one of a system's own: hidden, or notes of a Mac."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/")) or not name
