"""Zones by names in letters: ``Shuozhou Economic Development Zone`` in, the things whose names it spells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

#: What a zone is called in English, in the words that papers and ministries use, by the end of its Chinese name;
#: longer ends first: 经济技术开发区 ends in 开发区, too.
_KINDS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("经济技术开发区", ("economic and technological development zone", "economic technological development zone",
                 "economic and technological development area", "etdz", "eda")),
    ("高新技术产业开发区", ("high-tech industrial development zone", "high-tech zone", "new and high-tech zone", "hidz",
                   "high-tech development zone", "national high-tech zone", "htdz")),
    ("综合保税区", ("comprehensive bonded zone", "integrated bonded zone", "free trade zone")),
    ("自由贸易试验区", ("pilot free trade zone", "free trade zone", "ftz")),
    ("经济开发区", ("economic development zone", "economic development area", "edz")),
    ("工业园区", ("industrial park", "industrial zone")),
    ("产业园区", ("industrial park",)),
    ("开发区", ("development zone", "development area")),
    ("新区", ("new area", "new district")),
)  # fmt: skip
_SIGNS = re.compile(r"[^a-z0-9]+")
#: 晋城市经济开发区 is spelled Jincheng, not Jincheng Shi.
_LEVELS = re.compile(r"(?<=..)[省市县区]$")


def spelled_by(candidates: Mapping[str, Sequence[str]], text: str) -> list[str]:
    """IRIs of the candidates that a text in letters names, in their order; none where it holds other signs.

    Parameters
    ----------
    candidates
        IRI -> its names; those in Chinese are compared.
    text
        Place in pinyin, and the kind of zone in English where the place alone does not tell.
    """
    if not text.isascii() or not (wanted := _plain(text)):
        return []
    return [iri for iri, names in candidates.items() if wanted in set(_spellings(names))]


def _spellings(names: Iterable[str]) -> Iterable[str]:
    from pypinyin import lazy_pinyin

    for name in names:
        if name.isascii():
            continue
        yield _plain("".join(lazy_pinyin(name)))
        kind, words = next(((kind, words) for kind, words in _KINDS if name.endswith(kind)), ("", ()))
        stem = name.removesuffix(kind)
        for place in dict.fromkeys((stem, _LEVELS.sub("", stem))) if kind and stem else ():
            spelled = _plain("".join(lazy_pinyin(place)))
            yield spelled
            yield from (spelled + _plain(word) for word in words)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.lower())
