"""What an English page calls a thing: its English name, else one made of words and pinyin, with the Chinese beside it.

Unlike `english_names`, whose names are facts, these are for display alone: an organ is called by the words of
``english_organs.tsv``, a company by those of ``english_firms.tsv``, a person, a zone and a reform without an English
name are spelled. Articles, documents and projects bear the words of the paper, which stay Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from reformgraph.language.lexicon import word_set
from reformgraph.views.english_names import english_name, place_words, spelled
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 40
_LEVELS = frozenset("省市县区州盟旗")
#: A name of more characters is spelled one syllable a word: 涉企政策一站式综合服务平台.
_ONE_WORD = 4
#: Standard land (industrial land offered with preset indicators).
_EXPLAINED = re.compile(r" \([^()]{1,200}\)$")


@lru_cache(maxsize=50_000)
def latin_name(kind: str, name: str) -> str:
    """What an English page calls a thing; empty for what keeps its Chinese words.

    >>> latin_name("organ", "山西省商务厅"), latin_name("reform", "一条龙"), latin_name("article", "一条龙")
    ('Shanxi Department of Commerce', 'Yitiaolong 一条龙', '')
    >>> latin_name("company", "山西凌微科技有限公司"), latin_name("person", "孙永强")
    ('Shanxi Lingwei Technology Co., Ltd.', 'Sun Yongqiang')
    """
    if not _HAN.search(name) or len(name) > _LONGEST:
        return ""
    if english := english_name(kind, name):
        return english
    if kind in ("organ", "place"):
        return _organ(name) or f"{spell(name)} {name}"
    if kind == "company":
        return _company(name)
    if kind == "person":
        return _person(name)
    return f"{spell(name)} {name}" if kind in ("zone", "reform") else ""


def short_english(name: str) -> str:
    """A name without what explains it in brackets at its end.

    >>> short_english("Standard land (industrial land offered with presets)"), short_english("China (Fujian) Zone")
    ('Standard land', 'China (Fujian) Zone')
    """
    return _EXPLAINED.sub("", name)


def spell(name: str) -> str:
    """A name in pinyin: one word where it is short, else a word a syllable.

    >>> spell("一条龙"), spell("标志性改革")
    ('Yitiaolong', 'Biao zhi xing gai ge')
    """
    from pypinyin import lazy_pinyin

    syllables = [part for part in lazy_pinyin(name) if part.strip()]
    short = sum(bool(_HAN.match(sign)) for sign in name) <= _ONE_WORD
    told = ("" if short else " ").join(syllables)
    return told[:1].upper() + told[1:]


def _organ(name: str) -> str:
    """An organ by its place and the longest end that has English words; empty where none has.

    The organ above follows: 国家税务总局山西省税务局 is Shanxi Taxation Bureau, State Taxation Administration. A place
    stands before what it is of: Organization Department of the Shandong Provincial Party Committee. A level without
    a name says nothing: 区行政审批局 is Administrative Approval Bureau.
    """
    words = _words("english_organs.tsv")
    if name in words:
        return words[name]
    if english := english_name("zone", name) or english_name("place", _placed(name)):
        return english
    end = _longest_end(name, words)
    if not end:
        return ""
    place = name.removesuffix(end)
    above = next((place[:stop] for stop in range(len(place), 1, -1) if place[:stop] in words), "")
    place = place.removeprefix(above)
    told = english_name("zone", place) or " ".join(place_words("" if place in _LEVELS else place))
    part, of, whole = words[end].rpartition(" of the ")
    return part + of + " ".join(filter(None, (told, whole))) + (f", {words[above]}" if above else "")


def _placed(name: str) -> str:
    """The name if it is that of a place of the vocabulary, else nothing."""
    return name if name in load_vocabulary().places.names else ""


def _company(name: str) -> str:
    """Place, own name, trade and form of a company: 山西 凌微 科技 有限公司."""
    left, ends = name, list[str]()
    while end := _longest_end(left, _words("english_firms.tsv")):
        left, ends = left.removesuffix(end), [_words("english_firms.tsv")[end], *ends]
    return " ".join(word for word in (*place_words(left), *ends) if word)


def _person(name: str) -> str:
    """Family name and given name; a name of four characters has a family name of two, as 司马光 has."""
    if not 2 <= len(name) <= _ONE_WORD or not all(map(_HAN.match, name)):
        return spell(name)
    cut = 2 if len(name) == _ONE_WORD or (len(name) > 2 and name[:2] in word_set("compound_surnames")) else 1
    return " ".join(part.capitalize() for half in (name[:cut], name[cut:]) for part in spelled(half))


def _longest_end(name: str, words: Mapping[str, str]) -> str:
    """The longest of the words in which a name ends without being it; empty for none."""
    return next((name[start:] for start in range(1, len(name)) if name[start:] in words), "")


@cache
def _words(file: str) -> Mapping[str, str]:
    text = (files("reformgraph.views") / file).read_text("utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines())
