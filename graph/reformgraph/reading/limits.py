"""How much is read at most: sizes that no page has, so that a bomb or an endless file is named instead of read."""

from __future__ import annotations

from typing import Final

_MIB: Final = 1 << 20
#: Bytes of a file, or of a member of an archive, that holds one page.
PAGE_BYTES: Final = 64 * _MIB
#: Signs of the text of one page: a year of a newspaper in one file is to be divided.
PAGE_SIGNS: Final = 3_000_000
#: Bytes of a row of an archive of rows.
ROW_BYTES: Final = 16 * _MIB
#: Bytes of one XML part of an office file.
PART_BYTES: Final = 64 * _MIB
#: An archive may unpack to this many bytes, or to so many times its own size where that is more.
UNPACKED_BYTES: Final = 1024 * _MIB
UNPACKED_TIMES: Final = 100
#: Members of an archive.
MEMBERS: Final = 1_000_000
#: Archives in archives.
NESTED: Final = 2
#: Bytes looked at to tell what a file is.
HEAD_BYTES: Final = 8192
#: Bytes hashed at a time.
CHUNK: Final = 1 * _MIB


def size_text(size: int) -> str:
    """A size as it is told to people.

    >>> size_text(64 * 1024 * 1024)
    '64 MB'
    """
    return f"{size // _MIB} MB" if size >= _MIB else f"{size} bytes"
