"""Pinyin of names, so that szjkq finds 朔州经开区; needs pypinyin, does without it when it is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u9fff]")
_KEPT = re.compile(r"[0-9a-z]+")
_LONGEST = 40


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], list[str]] | None:
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError:
        return None

    def convert(text: str) -> list[str]:
        syllables: list[str] = lazy_pinyin(text, style=Style.NORMAL, errors=lambda rest: list(rest))
        return syllables

    return convert


def available() -> bool:
    """True when pypinyin is installed."""
    return _converter() is not None


@lru_cache(maxsize=100_000)
def pinyin(name: str) -> tuple[str, str]:
    """Initials and full syllables of a name, lower case, without tones: 朔州 -> ("sz", "shuozhou").

    Both are empty for a name without Chinese characters, or without pypinyin. Only the first 40
    characters count.
    """
    convert = _converter()
    if convert is None or not _HAN.search(name):
        return "", ""
    syllables = [found.group() for part in convert(name[:_LONGEST]) if (found := _KEPT.match(part.lower()))]
    return "".join(part[0] for part in syllables), "".join(syllables)
