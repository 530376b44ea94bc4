"""Pinyin of names, so that szjkq finds 朔州经开区; needs pypinyin, does without it when it is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice, product
from unicodedata import normalize

_HAN = re.compile(r"[\u3400-\u9fff]")
_KEPT = re.compile(r"[0-9a-z]+")
_LONGEST = 40


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], list[list[str]]] | None:
    try:
        from pypinyin import Style
        from pypinyin import pinyin as readings
    except ImportError:
        return None
    return lambda text: [list(one) for one in readings(text, style=Style.NORMAL, heteronym=True)]


def available() -> bool:
    """True when pypinyin is installed."""
    return _converter() is not None


def first_letters(name: str) -> frozenset[str]:
    """Letters and digits that the pinyin of a name may begin with, by its first character.

    Much quicker than `pinyin`, so that a search looks only into those names that may fit.

    >>> sorted(first_letters("（长治）产业园"))
    ['c', 'z']
    """
    return _letters_of(next((sign for sign in name if sign.isalnum()), ""))


@lru_cache(maxsize=30_000)
def _letters_of(sign: str) -> frozenset[str]:
    if not _HAN.match(sign):
        return frozenset(sign.lower())
    try:
        from pypinyin.constants import PINYIN_DICT
    except ImportError:
        return frozenset()
    plain = (normalize("NFD", one)[:1].lower() for one in PINYIN_DICT.get(ord(sign), "").split(","))
    return frozenset(letter for letter in plain if letter)


@lru_cache(maxsize=100_000)
def pinyin(name: str) -> tuple[str, ...]:
    """Initials and full syllables of a name, lower case, without tones: 朔州 -> ("sz", "shuozhou").

    Where one of the first two characters is read in several ways, the other initials follow:
    长治 gives zz and cz. Empty for a name without Chinese characters, or without pypinyin. Only the
    first 40 characters count.
    """
    convert = _converter()
    if convert is None or not _HAN.search(name):
        return ()
    syllables = []
    for readings in convert(name[:_LONGEST]):
        kept = [found.group() for reading in readings if (found := _KEPT.search(reading.lower()))]
        if kept:
            syllables.append(kept)
    rest = "".join(kept[0][0] for kept in syllables[2:])
    starts = product(*(dict.fromkeys(one[0] for one in kept) for kept in syllables[:2]))
    initials = ["".join(start) + rest for start in islice(starts, 4)]
    return (initials[0], "".join(kept[0] for kept in syllables), *initials[1:])
