"""Standard output where it is a terminal: bytes in, the same out without signs that steer it or are not seen."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

from reformgraph.language.white_space import printable

#: What the forms of data need: cells of TSV and ends of lines. A return that ends none would overwrite its line.
_KEPT = re.compile("(\t|\r?\n)")


class SteadyTerminal(io.BufferedIOBase):
    """Writes to a terminal what any command prints, CSV and JSON as well as text.

    What pages print comes out of the store as it was printed: ``ESC [2J`` in a name would clear the screen, U+202E
    turn a sentence round. Files and pipes get every byte; people get spaces.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""

    def write(self, data: object) -> int:
        """Take UTF-8 in pieces of any size; a return at the end waits for what follows."""
        piece = bytes(data)  # type: ignore[call-overload]
        text = self._held + self._decoder.decode(piece)
        self._held = "\r" if text.endswith("\r") else ""
        self._target.write(steady(text.removesuffix(self._held) if self._held else text).encode())
        return len(piece)

    def flush(self) -> None:
        """Have the terminal show it."""
        self._target.flush()

    def writable(self) -> bool:
        """It is."""
        return True

    def isatty(self) -> bool:
        """It is one."""
        return True

    def fileno(self) -> int:
        """The number of the terminal."""
        return self._target.fileno()


def steady(text: str) -> str:
    r"""The text with a space for each sign that steers, ends of lines and tabs apart.

    >>> steady("a,标准\u202e地\x1b[2J\r\nb\rc\td")
    'a,标准 地 [2J\r\nb c\td'
    """
    return "".join(part if number % 2 else printable(part) for number, part in enumerate(_KEPT.split(text)))
