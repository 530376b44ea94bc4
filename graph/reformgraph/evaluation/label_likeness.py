"""When two texts, names, reforms, actors, times or figures count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from reformgraph.evaluation.judgements import Adoption, Amount, Thing
from reformgraph.language.lexicon import word_set, words
from reformgraph.language.white_space import squeezed
from reformgraph.vocabulary.reform import Reform

#: Least shared-character F1 of roles, projects and indicators; least share of a time.
ALIKE = 0.6
TIMES_ALIKE = 0.5
#: Surface forms as long as this name an entity as well as its full name does.
LONG_FORM = 4
#: Lengths of a quotation, and what it has to hold.
QUOTATION = (8, 400)
_SHARED_SENTENCE = 0.5
_SHORTER = 0.3
#: Characters that a reform's name keeps at least: when its first generic tail goes, and when the others do.
_KEPT = (2, 3)

_MARKS = dict.fromkeys(map(ord, "“”‘’\"'「」『』《》"))
_INNER = dict.fromkeys(map(ord, "、,;·•・‧"))
_DASHES = re.compile(r"[—–\-－,，。:：;；!！、|｜·•■#*]")
_TAILS = words("generic_reform_tails")
_PROVINCE = re.compile(r"(?:[\u4e00-\u9fff]{2,3}|[全我本])?省")
_NUMBER = re.compile(r"\d+")
#: Times without a date: given or left out, they say the same.
_UNDATED = word_set("undated_times")
#: The measure word that a counted noun may follow: 3个 and 3个部门 are one figure.
_PIECE = "个"


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The text without white space, quotation marks, and differences of width and case.

    >>> plain("“标准地” ＡB")
    '标准地ab'
    """
    return squeezed(unicodedata.normalize("NFKC", text)).translate(_MARKS).lower()


def plain_name(text: str) -> str:
    """A name without the commas and enumeration marks inside it, unless it is nothing else.

    >>> plain_name("无差别受理，按权限审批"), plain_name("、")
    ('无差别受理按权限审批', '、')
    """
    text = plain(text)
    return text.translate(_INNER) or text


def head(text: str) -> str:
    """A headline without the marks between its parts."""
    return _DASHES.sub("", plain(text))


def stem(text: str) -> str:
    """A reform's name without its generic tails, one after another.

    Two characters stay at least when the first tail goes, three when the others do: 联合工作机制 is not 联合审批.

    >>> stem("“标准地”改革"), stem("全链条服务机制"), stem("联合工作机制"), stem("新机制"), stem("模式")
    ('标准地', '全链条', '联合工作', '新机制', '模式')
    """
    text = plain_name(text)
    for least in (_KEPT[0], *[_KEPT[1]] * len(text)):
        tail = next((one for one in _TAILS if text.endswith(one) and len(text) - len(one) >= least), None)
        if tail is None:
            break
        text = text[: -len(tail)]
    return text


def shared(one: str, other: str) -> float:
    """Shared-character F1 of two texts, in order; 0 when one is empty."""
    one, other = plain(one), plain(other)
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def dated(when: str) -> str:
    """A time as printed; nothing for words that tell no date (下一步, 近年来)."""
    return "" if plain(when) in _UNDATED else when


def same_time(found: str, labelled: str) -> bool:
    """Equal, or half shared, not more than twice as long as the label, and not of other numbers (2023年, 2024年)."""
    one, other = plain(found), plain(labelled)
    numbers, wanted = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    if numbers and wanted and not (numbers <= wanted or wanted <= numbers):
        return False
    return one == other or (0 < len(one) <= 2 * len(other) and shared(one, other) >= TIMES_ALIKE)


def amount_key(amount: Amount) -> tuple[float | str, str]:
    """Number and unit; what is no number is compared as text."""
    try:
        number: float | str = round(float(amount.value.replace(",", "")), 6)
    except ValueError:
        number = plain(amount.value)
    return number, plain(amount.unit)


def same_amount(found: Amount, labelled: Amount) -> bool:
    """Equal number and unit; one unit may be a bare 个 where the other names what is counted."""
    (number, unit), (other_number, other_unit) = amount_key(found), amount_key(labelled)
    pieces = unit.startswith(_PIECE) and other_unit.startswith(_PIECE) and _PIECE in (unit, other_unit)
    return number == other_number and (unit == other_unit or pieces)


def names(thing: Thing) -> frozenset[str]:
    """The printed name, and the full ones that the label gives to a name printed in a short form only."""
    return frozenset(map(plain_name, (thing.name, *thing.full)))


def forms(thing: Thing) -> frozenset[str]:
    """All full names and the longer surface forms."""
    return names(thing) | {plain_name(one) for one in thing.forms if len(plain(one)) >= LONG_FORM}


def same_thing(found: Thing, labelled: Thing) -> bool:
    """Whether the name found is a full name or a longer surface form of the label."""
    return plain_name(found.name) in forms(labelled)


def same_full_name(found: Thing, labelled: Thing) -> bool:
    """Whether the name found is the printed or a full name of the label."""
    return plain_name(found.name) in names(labelled)


def same_print(found: Thing, labelled: Thing) -> bool:
    """Whether the names are equal, marks inside them too."""
    return plain(found.name) == plain(labelled.name)


def same_actor(found: Adoption, labelled: Adoption, zones: Iterable[Thing]) -> bool:
    """Equal with or without the province in front, the label's full name, or two names of one labelled zone.

    An adoption without an actor is nobody's, even where the label has none either.
    """
    one, other = plain_name(found.actor), plain_name(labelled.actor)
    if not one:
        return False
    if _without_province(one) == _without_province(other) or one in map(plain_name, labelled.full):
        return True
    return any({one, other} <= forms(zone) for zone in zones)


def _without_province(name: str) -> str:
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

    def same_name(self, found: Adoption, labelled: Adoption) -> bool:
        """Whether the reform found is the labelled one by one of its names."""
        return self.key(found.reform) == self.key(labelled.reform)

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
