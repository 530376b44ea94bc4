"""Tar files, packed or not: each member of a format that is read is a page of its own."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from reformgraph.reading.formats.content import Found, Item, ItemFault
from reformgraph.reading.formats.unpacking import Budget, is_hidden, member_name

_FAULTS = (tarfile.TarError, EOFError, OSError, zlib.error, ValueError)


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Members in their order, links and devices left out; where the file breaks off, what came before is kept."""
    size = getattr(stream, "packed_size", 0)
    budget = Budget(size)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                path = member_name(member.name)
                if not member.isreg() or is_hidden(path):
                    continue
                refused, given_up = budget.fault(path, member.size)
                if refused:
                    yield refused
                elif (held := archive.extractfile(member)) is not None:
                    yield Item(path, path, held.read())
                if given_up:
                    return
    except _FAULTS as fault:
        yield ItemFault("", f"the archive is damaged: {fault}", "pack it again; what stands before is read")
