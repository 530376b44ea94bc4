"""What the readers of formats give: the content of one page, or the pages that one file holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reformgraph.records import Region


class Content(NamedTuple):
    """A page: its text, what the file says of it (keys of `front_matter.KEYS`), and the encoding if it had one.

    `regions` tell where the lines of a printed file stand on its sheets.
    """

    text: str
    metadata: Mapping[str, str]
    encoding: str = ""
    regions: tuple[Region, ...] = ()


class Item(NamedTuple):
    """A page inside a file.

    Attributes
    ----------
    name
        Its id below that of the file: the path of a member, the id or number of a row.
    place
        Where it stands, for messages: ``row 3``.
    data
        Its bytes, of the format `kind`; an empty `kind` is told by what the bytes hold.
    told
        What the file says of it.
    """

    name: str
    place: str
    data: bytes
    kind: str = ""
    told: Mapping[str, str] = {}


class ItemFault(NamedTuple):
    """A page inside a file that cannot be read, or the file itself from here on."""

    place: str
    what: str
    cure: str = ""


class ItemPassed(NamedTuple):
    """A member of a kind that is not read."""

    name: str


Found = Item | ItemFault | ItemPassed
