"""EPUB books: each chapter is a page, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import BinaryIO
from urllib.parse import unquote

from reformgraph.errors import PageError
from reformgraph.reading.formats.content import Found, Item, ItemFault
from reformgraph.reading.formats.xml_parts import Package, attribute, local
from reformgraph.reading.limits import PAGE_BYTES, size_text

_CONTAINER = "META-INF/container.xml"


def items(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Found]:
    """Chapters by the path of their file in the book; one that cannot be read is told and the next one read."""
    data = stream.read(PAGE_BYTES * 4 + 1)
    try:
        if len(data) > PAGE_BYTES * 4:
            raise PageError(f"the book is larger than {size_text(PAGE_BYTES * 4)}", cure="divide it")
        package = Package(data, name)
        book = _book(package, name)
    except PageError as fault:
        yield ItemFault("", fault.what, fault.cure)
        return
    for part, told in book:
        try:
            yield Item(part, part, package.bytes(part), "html", told)
        except PageError as fault:
            yield ItemFault(part, fault.what, fault.cure)


def _book(package: Package, where: str) -> list[tuple[str, dict[str, str]]]:
    """Paths of the chapters with what the book says of itself."""
    root = next(
        (attribute(one, "full-path") for one in package.tree(_CONTAINER).iter() if local(one) == "rootfile"), ""
    )
    if not root:
        raise PageError("the book does not say where its contents are", where=where, cure="save it again")
    parts: dict[str, str] = {}
    order: list[str] = []
    told: dict[str, str] = {}
    for one in package.tree(root).iter():
        kind = local(one)
        if kind == "item" and "html" in attribute(one, "media-type"):
            parts[attribute(one, "id")] = normpath(join(dirname(root), unquote(attribute(one, "href"))))
        elif kind == "itemref":
            order.append(attribute(one, "idref"))
        elif kind in ("date", "publisher") and one.text:
            told.setdefault("source" if kind == "publisher" else "date", one.text.strip())
    return [(parts[name], told) for name in dict.fromkeys(order) if name in parts]
