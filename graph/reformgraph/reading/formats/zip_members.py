"""Zip files: each member of a format that is read is a page of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from reformgraph.reading.formats.content import Found, Item, ItemFault
from reformgraph.reading.formats.unpacking import Budget, is_hidden, member_name
from reformgraph.reading.formats.xml_parts import ZIP_FAULTS
from reformgraph.reading.limits import PAGE_BYTES

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Members in the order of their names; a member that cannot be read is told and the next one read."""
    try:
        archive = zipfile.ZipFile(stream)
        members = sorted(((_name(info), info) for info in archive.infolist()), key=lambda pair: pair[0])
    except ZIP_FAULTS as fault:
        yield ItemFault("", f"the zip file is damaged: {fault}", "pack it again")
        return
    budget = Budget(sum(info.compress_size for _, info in members))
    for path, info in members:
        if info.is_dir() or is_hidden(path):
            continue
        refused, given_up = budget.fault(path, info.file_size)
        yield refused or _member(archive, path, info)
        if given_up:
            return


def _name(info: zipfile.ZipInfo) -> str:
    """Path of a member; without the sign of UTF-8 it is in the encoding of a Chinese Windows."""
    if info.flag_bits & _UTF8_NAME:
        return member_name(info.filename)
    try:
        return member_name(info.filename.encode("cp437").decode("gb18030"))
    except UnicodeError:
        return member_name(info.filename)


def _member(archive: zipfile.ZipFile, path: str, info: zipfile.ZipInfo) -> Found:
    if info.flag_bits & _ENCRYPTED:
        return ItemFault(path, "the member is encrypted", "pack it without a password")
    try:
        with archive.open(info) as stream:
            data = stream.read(PAGE_BYTES + 1)
    except ZIP_FAULTS as fault:
        return ItemFault(path, f"the member is damaged: {fault}", "pack it again")
    if len(data) > PAGE_BYTES:
        return ItemFault(path, "the member is larger than it says", "unpack the archive and look at it")
    return Item(path, path, data)
