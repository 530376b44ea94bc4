"""A front matter block at the head of a text file: ``key: value`` lines between two lines of ``---``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformgraph.reading.field_names import COLUMN_NAMES, plain_name

_BLOCK = re.compile(r"\A\ufeff?\s{0,20}---[ \t]*\n((?:[^\n]{0,400}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_PAIR = re.compile(r"^([A-Za-z_\u4e00-\u9fff][\w -]{0,30}?)\s*[:：]\s*(.*?)\s*$")
#: Fields that a front matter tells.
KEYS = ("date", "source", "title", "author", "edition", "url")
_NAMES = {name: (key, rank) for key in KEYS for rank, name in enumerate(COLUMN_NAMES[key])}
_ADDRESS = re.compile(r"https?://", re.I)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Values of the block by the keys of `KEYS`, and the offset after it; ``({}, 0)`` without one.

    >>> front_matter("---\\ntitle: 简讯\\n日期: 2024-03-12\\n---\\n正文。")
    ({'title': '简讯', 'date': '2024-03-12'}, 32)
    """
    block = _BLOCK.match(text)
    if not block:
        return {}, 0
    pairs = [found.groups() for line in block.group(1).split("\n") if (found := _PAIR.match(line.strip()))]
    lines = [line for line in block.group(1).split("\n") if line.strip()]
    if not pairs or len(pairs) * 2 < len(lines):
        return {}, 0
    return _surest(pairs), block.end()


def _surest(pairs: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For each field the value under its surest name: date before createtime; 地址 of a house is none."""
    best: dict[str, tuple[int, str]] = {}
    for name, value in pairs:
        key, rank = _NAMES.get(plain_name(name), ("", 0))
        value = value.strip("\"'")
        if not key or not value or (key == "url" and not _ADDRESS.match(value)):
            continue
        if key not in best or rank < best[key][0]:
            best[key] = rank, value
    return {key: value for key, (_, value) in best.items()}
