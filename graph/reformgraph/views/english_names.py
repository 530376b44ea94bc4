"""English names of things that have none of their own: ``Shuozhou Economic Development Zone`` for 朔州经济开发区.

Places are written in pinyin or as maps write them, kinds of zones as the vocabulary does. Nothing is made up: a name
whose kind the vocabulary does not know has no English one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from reformgraph.errors import UsageError
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from reformgraph.vocabulary.places import Place

#: Words that stay small inside a title.
_SMALL = frozenset(("a", "an", "and", "for", "of", "the"))
#: 朔州市 is Shuozhou; 祁县 stays Qixian, for one character is no name.
_LEVEL = re.compile(r"(?<=..)[省市县区州盟旗]$")
_ENGLISH_LEVEL = re.compile(r" (province|city|municipality)$", re.I)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 40
#: A country or brand, a place in brackets, and the rest: 中国（四川）自由贸易试验区川南临港片区.
_BRACKETED = re.compile(r"(\w{1,40})[（(](\w{1,40})[）)](\w{1,40})")


@lru_cache(maxsize=50_000)
def english_name(kind: str, name: str) -> str:
    """The English name of a ``zone``, ``place``, ``organ`` or ``reform``; empty where it has none.

    >>> english_name("zone", "朔州经济开发区"), english_name("place", "陕西省"), english_name("zone", "某某集团")
    ('Shuozhou Economic Development Zone', 'Shaanxi', '')
    """
    if not _HAN.search(name) or len(name) > _LONGEST:
        return ""
    if kind == "organ":
        return _own().get(name, "")
    if kind == "reform":
        known = load_vocabulary().by_alias.get(name)
        return known.english if known else ""
    if kind == "place" and not name.endswith("开发区"):  # GB/T 2260 has codes for some zones, too
        return " ".join(place_words(name))
    if kind not in ("zone", "place"):
        return ""
    if (found := _BRACKETED.fullmatch(name)) and (told := _bracketed(*found.groups())):
        return told
    form = _kind_at_end(name)
    stem = name.removesuffix(form)
    if not form or not stem:
        return ""
    return " ".join((*place_words(stem), _kinds()[form]))


def _kind_at_end(name: str) -> str:
    """The longest kind of zone that a name ends in, empty for none."""
    return next((name[start:] for start in range(len(name)) if name[start:] in _kinds()), "")


def _bracketed(front: str, place: str, rest: str) -> str:
    """A zone whose place stands in brackets, or a section of it; empty where the rest is no kind of zone."""
    form = next((form for form in _kinds() if rest.startswith(form)), "")
    if not form:
        return ""
    whole = f"{_own().get(front) or ' '.join(place_words(front))} ({' '.join(place_words(place))}) {_kinds()[form]}"
    section = rest.removeprefix(form)
    end = _kind_at_end(section)
    if not section:
        return whole
    named = " ".join((*place_words(section.removesuffix(end)), _kinds()[end].partition(" of ")[0])) if end else ""
    return f"{named} of the {whole}" if named else ""


@lru_cache(maxsize=10_000)
def english_value(text: str) -> str:
    """The English of a kind of zone, a category of reforms or a place, as tables and filters show them; empty if none.

    >>> english_value("经济开发区"), english_value("用地"), english_value("山西省")
    ('Economic development zone', 'Land', 'Shanxi')
    """
    if found := _values().get(text, ""):
        return found[:1].upper() + found[1:]
    return english_name("place", text) if text in load_vocabulary().places.names else ""


@cache
def _values() -> Mapping[str, str]:
    vocabulary = load_vocabulary()
    kinds = {kind.name: kind.english for kind in vocabulary.zone_kinds}
    return kinds | {one.name: one.english for one in vocabulary.categories.values()}


@cache
def _kinds() -> Mapping[str, str]:
    """Ends of zone names -> what they are in English, longer ones first."""
    kinds = load_vocabulary().zone_kinds
    found = {form: _titled(kind.english) for kind in kinds for form in (kind.name, *kind.aliases)}
    return dict(sorted(found.items(), key=lambda one: (-len(one[0]), one[0])))


def _titled(text: str) -> str:
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in text.split(" "))


def place_words(text: str) -> list[str]:
    """A run of place names as words: 福建福清元洪 -> Fujian Fuqing Yuanhong."""
    made: list[str] = []
    while text:
        ends = range(len(text), 1, -1)
        end = next((end for end in ends if text[:end] in load_vocabulary().places.names), 0)
        if not end:
            return [*made, *spelled(text)]
        made.append(_place(text[:end]))
        text = text[end:]
    return made


@lru_cache(maxsize=10_000)
def _place(form: str) -> str:
    """A place of the vocabulary, without its level: 广西壮族自治区 is Guangxi, 长治 is read as 长治市 is."""
    place = load_vocabulary().places.names[form][0]
    short = place.short[0] if place.short else _LEVEL.sub("", place.name)
    return _own().get(short) or _pinyin(short, place.name if place.name.startswith(short) else short)


def places_called(name: str) -> tuple[Place, ...]:
    """Places with a Chinese name, or the one province, else the one city, with an English one.

    A level that is written counts: ``Jilin`` is the province 吉林省, ``Jilin City`` is 吉林市.

    Raises
    ------
    UsageError
        Two places of a level bear the English name: Suzhou is 苏州 and 宿州.

    >>> [place.name for place in (*places_called("Shanxi"), *places_called("Jilin City"), *places_called("朔州"))]
    ['山西省', '吉林市', '朔州市']
    """
    if (found := load_vocabulary().places.named(name)) or _HAN.search(name):
        return found
    written = _ENGLISH_LEVEL.search(name.strip())
    wanted = _ENGLISH_LEVEL.sub("", name.strip()).casefold()
    for level in _levels(written[1].casefold() if written else ""):
        same = tuple(place for place in _english_places().get(wanted, ()) if level(place))
        if len(same) > 1:
            both = ", ".join(f"{place.name} ({place.code})" for place in same)
            raise UsageError(f"“{name}” is the name of several places: {both}", cure="give the Chinese name of one")
        if same:
            return same
    return ()


def no_province(name: str) -> UsageError:
    """Why a name is refused that is to be one of a province."""
    return UsageError(f"there is no province {name!r}", cure="as 山西省, 山西 or Shanxi")


def _levels(written: str) -> tuple[Callable[[Place], bool], ...]:
    """Whether a place is of a level that a name may be of, the likeliest first; of the one that is written only."""
    if written == "province":
        return (_is_province,)
    if written:
        return (_is_city,)
    return _is_province, _is_city


def _is_province(place: Place) -> bool:
    return place.level == "province"


def _is_city(place: Place) -> bool:
    """Cities, and the four provinces that are one: Beijing City."""
    return place.level == "city" or place.name.endswith("市")


@cache
def _english_places() -> Mapping[str, Sequence[Place]]:
    found: dict[str, list[Place]] = {}
    for place in load_vocabulary().places.by_code.values():
        if place.level != "county":
            found.setdefault(english_name("place", place.name).casefold(), []).append(place)
    return found


def spelled(text: str) -> list[str]:
    """A name in pinyin, a word a run of characters, without the level of a place."""
    short = _LEVEL.sub("", text)
    return [word for run in re.split(r"[^\u3400-\u9fffA-Za-z0-9]+", short) if run and (word := _pinyin(run, run))]


def _pinyin(text: str, whole: str) -> str:
    """Syllables in one word, read as in a longer text; an apostrophe parts 西安 (Xi'an) from 先."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(whole)[: len(text)]
    if text[0] == "长" and text != "长子":  # of all places only 长子 is read Zhangzi; 长治 is Changzhi
        syllables[0] = "chang"
    word = "".join(f"'{one}" if at and one[:1] in "aoe" else one for at, one in enumerate(syllables))
    return word[:1].upper() + word[1:]


@cache
def _own() -> Mapping[str, str]:
    """Places whose English name is not their pinyin."""
    text = (files("reformgraph.views") / "english_places.tsv").read_text("utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines())
