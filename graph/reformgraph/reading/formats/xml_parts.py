"""XML parts of office files, read with bounds: members of a zip file, no document types, no entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as _parsed

from reformgraph.errors import PageError
from reformgraph.reading.limits import PART_BYTES, size_text

_CURE = "open the file in an office program and save it again"
#: What reading a damaged or hostile zip file raises.
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
)


class Package:
    """An office file: a zip file of XML parts.

    Parameters
    ----------
    data
        Its bytes.
    where
        Its name, for messages.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self._where = where
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_FAULTS as fault:
            raise PageError(f"the file is damaged: {fault}", where=where, cure=_CURE) from None
        self._names = {name.lstrip("/"): name for name in self._file.namelist()}

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def tree(self, part: str) -> Element:
        """Root of a part.

        Raises
        ------
        PageError
            When it is missing, damaged, encrypted, too large, no XML or declares a document type.
        """
        data = self.bytes(part)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise PageError(f"{part} declares entities", where=self._where, cure="no office program writes such files")
        try:
            return _parsed(data)  # noqa: S314
        except (ParseError, ValueError, LookupError) as fault:
            raise PageError(f"{part} is damaged: {fault}", where=self._where, cure=_CURE) from None

    def bytes(self, part: str) -> bytes:
        """Bytes of a part; errors as of `tree`."""
        if part not in self._names:
            raise PageError(f"the file has no {part}", where=self._where, cure=_CURE)
        try:
            with self._file.open(self._names[part]) as stream:
                data = stream.read(PART_BYTES + 1)
        except ZIP_FAULTS as fault:
            encrypted = "encrypted" in str(fault) or "password" in str(fault)
            what = f"{part} is encrypted" if encrypted else f"{part} is damaged: {fault}"
            cure = "save the file without a password" if encrypted else _CURE
            raise PageError(what, where=self._where, cure=cure) from None
        if len(data) > PART_BYTES:
            raise PageError(
                f"{part} unpacks to more than {size_text(PART_BYTES)}", where=self._where, cure="divide the file"
            )
        return data


def local(element: Element) -> str:
    """Name of an element without its namespace; an empty text for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Value of an attribute, whatever its namespace; an empty text without one."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""
