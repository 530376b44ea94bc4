"""When two texts, names, reforms, actors, times or figures count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from reformgraph.evaluation.judgements import Adoption, Amount, Thing
from reformgraph.vocabulary.load_vocabulary import Reform

#: Least shared-character F1 of roles and projects; least share of a time.
ALIKE = 0.6
TIMES_ALIKE = 0.5
#: Surface forms as long as this name an entity as well as its full name does.
LONG_FORM = 4
#: Lengths of a quotation, and what it has to hold.
QUOTATION = (8, 400)
_SHARED_SENTENCE = 0.5
_SHORTER = 0.3

_MARKS = dict.fromkeys(map(ord, "“”‘’\"'「」『』《》"))
_DASHES = re.compile(r"[—–\-－,，。:：;；!！、|｜·•■#*]")
_TAILS = ("改革", "制度", "机制", "服务", "工作", "模式", "审批", "项目", "行动", "体系", "窗口", "专窗")
_PROVINCE = re.compile(r"(?:[\u4e00-\u9fff]{2,3}省|全省|我省|本省|省)")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The text without white space, quotation marks, and differences of width and case.

    >>> plain("“标准地” ＡB")
    '标准地ab'
    """
    text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).translate(_MARKS).lower()


def head(text: str) -> str:
    """A headline without the marks between its parts."""
    return _DASHES.sub("", plain(text))


def stem(text: str) -> str:
    """A reform's name without one generic tail, unless less than two characters were left.

    >>> stem("“标准地”改革"), stem("新机制"), stem("模式")
    ('标准地', '新机制', '模式')
    """
    text = plain(text)
    for tail in _TAILS:
        if text.endswith(tail) and len(text) - len(tail) >= 2:
            return text[: -len(tail)]
    return text


def shared(one: str, other: str) -> float:
    """Shared-character F1 of two texts, in order; 0 when one is empty."""
    one, other = plain(one), plain(other)
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def same_time(found: str, labelled: str) -> bool:
    """Equal, or half shared and not more than twice as long as the label."""
    one, other = plain(found), plain(labelled)
    return one == other or (0 < len(one) <= 2 * len(other) and shared(one, other) >= TIMES_ALIKE)


def amount_key(amount: Amount) -> tuple[float | str, str]:
    """Number and unit; what is no number is compared as text."""
    try:
        number: float | str = round(float(amount.value.replace(",", "")), 6)
    except ValueError:
        number = plain(amount.value)
    return number, plain(amount.unit)


def forms(thing: Thing) -> frozenset[str]:
    """The full name and the longer surface forms, plain."""
    return frozenset([plain(thing.name), *(plain(one) for one in thing.forms if len(plain(one)) >= LONG_FORM)])


def same_name(found: Thing, labelled: Thing) -> bool:
    """Whether the name found is the full name or a longer surface form of the label."""
    return plain(found.name) in forms(labelled)


def same_full_name(found: Thing, labelled: Thing) -> bool:
    """Whether the names are equal."""
    return plain(found.name) == plain(labelled.name)


def same_actor(found: str, labelled: str, zones: Iterable[Thing]) -> bool:
    """Equal with or without the province in front, or two names of one labelled zone."""
    if _actor(found) == _actor(labelled):
        return True
    one, other = plain(found), plain(labelled)
    return any({one, other} <= forms(zone) for zone in zones)


def _actor(name: str) -> str:
    name = plain(name)
    province = _PROVINCE.match(name)
    return (name[province.end() :] if province else name) or name


def right_evidence(found: Adoption, labelled: Adoption) -> bool:
    """Whether the quotation holds half of the label's sentence, or names the reform and is not much shorter."""
    got, want = plain(found.evidence), plain(labelled.evidence)
    if not QUOTATION[0] <= len(got) <= QUOTATION[1]:
        return False
    if len(got) >= _SHORTER * len(want) and any(plain(form) in got for form in labelled.forms):
        return True
    common = SequenceMatcher(None, got, want, autojunk=False).find_longest_match(0, len(got), 0, len(want))
    return common.size >= _SHARED_SENTENCE * len(want)


class ReformNames:
    """Which names mean one reform.

    Parameters
    ----------
    reforms
        The vocabulary, in its order; where a form is both an alias and a name, the name counts.
    """

    def __init__(self, reforms: Mapping[str, Reform]) -> None:
        self._names: dict[str, str] = {}
        self._printed = {stem(name): name for name in reforms}
        for reform in reforms.values():
            for alias in reform.aliases:
                self._names.setdefault(stem(alias), stem(reform.name))
        self._names.update((key, key) for key in self._printed)

    def key(self, name: str) -> str:
        """What all names of a reform have in common."""
        return self._names.get(stem(name), stem(name))

    def keys(self, names: Iterable[str]) -> frozenset[str]:
        """The keys of several names."""
        return frozenset(map(self.key, names))

    def known(self, name: str) -> bool:
        """Whether the vocabulary has the reform."""
        return self.key(name) in self._printed

    def printed(self, name: str) -> str:
        """The vocabulary's name, or the name itself."""
        return self._printed.get(self.key(name), name)

    def same(self, found: Adoption, labelled: Adoption) -> bool:
        """Whether the reform found is the labelled one, by name or by a labelled surface form."""
        return self.key(found.reform) in self.keys((labelled.reform, *labelled.forms))


def right_place(text: str, adoption: Adoption) -> bool:
    """Whether the offsets lead to the quotation."""
    got = plain(adoption.evidence)
    return bool(got) and adoption.span is not None and plain(text[slice(*adoption.span)]) == got


def distinct(amounts: Sequence[Amount]) -> list[Amount]:
    """One amount for each number with its unit."""
    found: dict[tuple[float | str, str], Amount] = {}
    for one in amounts:
        found.setdefault(amount_key(one), one)
    return list(found.values())
