"""What a command prints, to a file or to standard output."""

from __future__ import annotations

from pathlib import Path

import click

from reformgraph.errors import UsageError


def write_or_print(content: bytes, output: str | Path | None) -> bool:
    """Write UTF-8 text to a file, or print it where `output` is None or ``-``; tells whether a file was written.

    A mark of byte order, which spreadsheets want in files, is not printed.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    if output is None or str(output) == "-":
        click.echo(content.removeprefix(b"\xef\xbb\xbf"), nl=False)
        return False
    try:
        Path(output).write_bytes(content)
    except OSError as fault:
        raise UsageError(
            f"cannot be written: {fault.strerror}", where=str(output), cure="name a file in a folder that exists"
        ) from fault
    return True
