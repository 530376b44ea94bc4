"""A front matter block at the head of a text file: ``key: value`` lines between two lines of ``---``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLOCK = re.compile(r"\A\ufeff?\s{0,20}---[ \t]*\n((?:[^\n]{0,400}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_PAIR = re.compile(r"^([A-Za-z_\u4e00-\u9fff][\w -]{0,30}?)\s*[:：]\s*(.*?)\s*$")
#: Key of a record, and the names it is given.
KEYS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "pubdate", "published", "issue_date", "日期", "发布日期", "发布时间", "时间"),
    "source": ("source", "publisher", "paper", "newspaper", "来源", "报纸", "媒体", "稿源"),
    "title": ("title", "headline", "标题", "题目"),
    "author": ("author", "authors", "作者", "记者"),
    "edition": ("edition", "section", "版面", "版次", "版"),
    "url": ("url", "link", "网址", "链接", "原文链接"),
}
_NAMES = {name: key for key, names in KEYS.items() for name in names}


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
    values: dict[str, str] = {}
    for name, value in pairs:
        key = _NAMES.get(name.strip().lower())
        if key and value:
            values.setdefault(key, value.strip("\"'"))
    return values, block.end()
