"""What the fields of a page are called, in tables and front matter; out: the names by field, the surest first."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files

#: Field of a page, and the names it is given, from ``field_names.json``.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    field: tuple(names)
    for field, names in json.loads((files("reformgraph") / "reading" / "field_names.json").read_text("utf-8")).items()
}
_PLAIN = re.compile(r"[\s_\-.（）()]+")


def plain_name(name: str) -> str:
    """A name as `COLUMN_NAMES` has it.

    >>> plain_name("Publish_Time")
    'publishtime'
    """
    return _PLAIN.sub("", name.strip("\ufeff")).lower()
