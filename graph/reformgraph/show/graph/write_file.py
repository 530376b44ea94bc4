"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from reformgraph.errors import ReformGraphError


class OutputError(ReformGraphError):
    """An output path that cannot be written."""


def write_bytes(path: str | os.PathLike[str], data: bytes) -> Path:
    """Write `data` to `path` through a temporary file beside it, so that no reader sees half of it.

    Raises
    ------
    OutputError
        When the folder does not exist or cannot be written, or `path` is a folder.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError("this is a folder, not a file", where=str(target), cure="name a file in it")
    handle, temporary = -1, ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as fault:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = fault.strerror or type(fault).__name__
        raise OutputError(f"cannot write: {reason}", where=str(target), cure="choose another -o path") from fault
    return target


def write_text(path: str | os.PathLike[str], text: str) -> Path:
    """Write `text` as UTF-8 with line ends as they are; lone surrogates become the replacement sign."""
    return write_bytes(path, text.encode("utf-8", "replace"))


def check_writable(path: str | os.PathLike[str]) -> None:
    """Fail before the work is done when `path` cannot be written in the end.

    Raises
    ------
    OutputError
        When the folder is missing or `path` is a folder.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError("this is a folder, not a file", where=str(target), cure="name a file in it")
    if not target.absolute().parent.is_dir():
        raise OutputError(
            "the folder does not exist", where=str(target.parent), cure="create it or choose another -o path"
        )
