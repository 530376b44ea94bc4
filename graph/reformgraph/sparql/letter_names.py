"""Zones and reforms by names in letters: ``Shuozhou Economic Development Zone`` in, what it spells out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_SIGNS = re.compile(r"[^a-z0-9]+")
#: 晋城市工业园区 is spelled Jincheng, not Jincheng Shi.
_LEVELS = re.compile(r"(?<=..)[省市县区]$")
_SMALL = frozenset(("a", "an", "and", "for", "of", "the"))


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
    # Most names begin with another sound: only the others are spelled out, which takes a hundred times as long.
    return [
        iri
        for iri, names in candidates.items()
        if (near := [name for name in names if name and wanted.startswith(_first_sounds(name[0]))])
        and wanted in set(_spellings(near))
    ]


@cache
def _first_sounds(sign: str) -> tuple[str, ...]:
    """How a character may be read (重: zhong, chong); an empty text for a sign without a sound."""
    from pypinyin import Style, pinyin

    return tuple(_plain(sound) for sound in pinyin(sign, style=Style.NORMAL, heteronym=True)[0])


def _spellings(names: Iterable[str]) -> Iterator[str]:
    from pypinyin import lazy_pinyin

    for name in names:
        if name.isascii():
            continue
        yield _plain("".join(lazy_pinyin(name)))
        kind, words = next(((kind, words) for kind, words in _kinds() if name.endswith(kind)), ("", ()))
        stem = name.removesuffix(kind)
        for place in dict.fromkeys((stem, _LEVELS.sub("", stem))) if kind and stem else ():
            spelled = _plain("".join(lazy_pinyin(place)))
            yield spelled
            yield from (spelled + word for word in words)


@cache
def _kinds() -> Sequence[tuple[str, Sequence[str]]]:
    """Ends of Chinese names with what they are called in English, longer ones first: one kind may end in another."""
    found = [
        # 苏州工业园区 calls itself Suzhou Industrial Park; the vocabulary's word for its kind is estate.
        (form, tuple(dict.fromkeys((*_variants(kind.english), *_variants(kind.english.replace("estate", "park"))))))
        for kind in load_vocabulary().zone_kinds
        for form in (kind.name, *kind.aliases)
    ]
    return sorted(found, key=lambda one: (-len(one[0]), one[0]))


def _variants(english: str) -> Iterator[str]:
    """How a kind is written: in full, without its small words, by its first and last word, by initials (ETDZ).

    >>> list(_variants("High-tech industrial development zone"))
    ['hightechindustrialdevelopmentzone', 'hightechindustrialdevelopmentzone', 'hightechzone', 'hidz']
    """
    words = english.lower().split()
    large = [word for word in words if word not in _SMALL]
    yield _plain("".join(words))
    yield _plain("".join(large))
    yield _plain(large[0] + large[-1])
    yield "".join(word[0] for word in large)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.lower())
