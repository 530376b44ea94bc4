"""Where a name begins: the left boundary of a name whose end is known.

Chinese prints no space before a name. What stands before it is a preposition, a verb, a conjunction,
a place or a zone; the rules here find the last one of these that is not a part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from reformgraph.extraction.names.name_words import COUNTRIES, without_trade
from reformgraph.language.lexicon import any_of, word_set
from reformgraph.values import PlaceCode

#: Signs that no name runs over, written for a set of characters; brackets are looked at separately.
STOPS = "\\n，。、；：！？,;:!?“”‘’\"'《》〈〉【】\\[\\]…—→|/\\\\*#~<>=●■◆▲"

#: Words of two characters that are never inside a name: verbs, adverbs, posts and offices.
_HARD_PAIRS = word_set("company_breaks", "name_breaks")
#: The same with a pattern or of more characters.
_HARD = re.compile(
    any_of("before_company_name")
    + "|近[百千万]家|董事[长会]|经理(?!人)|(?:书记|主席|总理|总统|秘书长)[同和与]?|政府(?!采购)|"
    "商务[局厅部]|招商局(?!" + any_of("zhaoshangju_firms") + ")|工信[厅局]|科技[厅局]|教育[厅局]|"
    "公安[厅局部]|(?<!农)(?<!水)产品|项目(?!管理|"
    + any_of("trades_of_firms")
    + ")|企业(?!"
    + any_of("trades_behind_qiye")
    + ")|品牌(?!管理|运营|策划|营销|设计)|(?<!美)的(?![士确里斯])|这[个家些种]?|那[家个些]|意味着因?|"
    "即(?=[^墨])|也(?!门)|(?<![成首花])都(?!市|江|昌|安|匀)|各(?!界)|展示着?(?!范)|"
    "总?投资[0-9.]+[亿万余多]*[美欧日]?元|[0-9.]+[万亿余多]*(?:"
    + any_of("counted_units")
    + "|号(?!线)|％|%)|[二三四五六七八九十百千]+(?:多|余)?家(?!嘴|口|庄|港|村|店)|[一这那每各几]个|"
    "[一这那]批|[一两几][架艘名位座条项场辆]|第[一二三四五六七八九十]+[届次批期]|"
    "(?<![平优高中初上下同])等(?!离子)|(?<![一二三四五六七八九十])[两三四五六七八九十几]大(?=[^学])|"
    "全球(?=[^联网])|世界(?=[^之])|海外(?!联)|称(?=[^心])|(?<![天大特])使得?(?=[^用])|把(?!关)|"
    "给(?![水排力])"
)
#: Prepositions and conjunctions of one character, which names may hold as well.
_SOFT = re.compile("[由与和同跟对在向为将从以于及至到如据比赴访请求找到含经因按是有叫并或且而]")
#: Words and names with such a character; where one of them is printed the character cuts nothing.
SOFT_WORDS = word_set("soft_words")
#: Of these, what may cut without a place behind it when more than a brand stands before it.
_CUTS_ANYWHERE = frozenset("由与跟对在向为将从以于及据赴是和到至")
#: What opens or closes a brand that carries a place inside the name (中国移动广西, 国电朔州).
_CARRIER = re.compile(
    "^(?:"
    + any_of("brands_before_places")
    + "|[东西南北新大]$|中[国铁建交化煤核粮石海信能冶水钢电车储航央]|国[家电网铁能投药航]|"
    "华[电能润侨为]|南[方网]|万[达科]|正[大邦泰]|晋[能建]|[a-zA-Z]{2,})|(?:"
    + any_of("trades_before_places")
    + "|[一二三四五六七八九十]+局)$"
)
_ZONE_END = re.compile("(?:" + any_of("zone_ends") + "|(?<=[^创更])新区)(?:内|里|上)?")
_LEADING = re.compile(
    "^(?:[由与跟把是被让给从据及请此各均还又就其并或且而乃若则因再才便找赴访叫使]|和(?!平|顺|田|谐|县|记|美|信|"
    "利|黄|邦|睦|泰|而|合|盛|兴|润)|"
    "对(?!外|讲)|在(?!线)|向(?!阳|日|上|荣|明|新)|为(?!民|尔|先|华)|将(?!军)|以(?!色列|岭)|于(?!都|田|洪|氏)|"
    "到(?!家|位)|有(?!研|孚|色|赞|道|线|机|名|方|友)|用(?!友)|"
    "已|正(?=在)|曾(?=[^益])|内(?!蒙|江|黄|丘|乡))+"
)
_EARLIER = re.compile("公司(?:[)）])?")
_AMBIGUOUS = word_set("place_homonyms")
_MOST = 46


class Place(Protocol):
    """What is used of a place: code, name and level."""

    @property
    def code(self) -> PlaceCode:
        """Six digits of GB/T 2260."""

    @property
    def name(self) -> str:
        """Full name, 朔州市."""

    @property
    def level(self) -> str:
        """``province``, ``city`` or ``county``."""


class PlaceNames:
    """Names of places as they open names of enterprises.

    Parameters
    ----------
    names
        Every full and short form with its places (`Places.names` of the vocabulary).
    """

    __slots__ = ("_codes", "_strong", "_weak")

    def __init__(self, names: Mapping[str, Iterable[Place]]) -> None:
        self._codes: dict[str, PlaceCode] = {}
        self._strong: dict[str, list[str]] = {}
        self._weak: dict[str, list[str]] = {}
        for name, places in names.items():
            first = next(iter(places), None)
            if first is None or len(name) < 2:
                continue
            self._codes[name] = first.code
            high = first.level in ("province", "city") or (len(name) > 2 and name == first.name)
            target = self._strong if high and name not in _AMBIGUOUS else self._weak
            target.setdefault(name[:2], []).append(name)
        for name in COUNTRIES:
            self._strong.setdefault(name[:2], []).append(name)
        for index in (self._strong, self._weak):
            for group in index.values():
                group.sort(key=len, reverse=True)

    def code(self, name: str) -> PlaceCode | None:
        """GB/T 2260 code of a form, None where it is no place of the list."""
        return self._codes.get(name)

    def at(self, text: str, position: int, *, weak: bool = False) -> str:
        """The longest name of a place at a position, or the empty string."""
        key = text[position : position + 2]
        for name in self._strong.get(key, ()):
            if text.startswith(name, position):
                return name
        if weak:
            for name in self._weak.get(key, ()):
                if text.startswith(name, position):
                    return name
        return ""

    def first(self, text: str, start: int, end: int) -> int:
        """The first position from `start` on where a place of province or city level is named, or -1."""
        strong = self._strong
        for position in range(start, end - 1):
            if text[position : position + 2] in strong and self.at(text, position):
                return position
        return -1

    def inside(self, outer: str, inner: str) -> bool:
        """Whether the second place lies in the first, as far as the codes tell."""
        first, second = self._codes.get(outer), self._codes.get(inner)
        return first is None or second is None or second.startswith(first.rstrip("0"))


_WINDOW = re.compile(
    rf"(?:[^（）()\s{STOPS}]|(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])|[)）][^（）()\s{STOPS}]{{1,12}}[（(]){{0,{_MOST}}}"
)


_BRACKETS = re.compile("[（(]([^（）()]*)[）)]")
_IN_NAME = re.compile("" + any_of("inside_names") + "|原.{2,8}")


def window_start(text: str, end: int, places: PlaceNames) -> int:
    """How far left of `end` a name may reach at most: a stop, a bracket that is no part of it, or 46 characters."""
    reverse = text[max(0, end - _MOST - 20) : end][::-1]
    found = _WINDOW.match(reverse)
    low = end - (found.end() if found else 0)
    for bracket in _BRACKETS.finditer(text, low, end):
        inside = bracket.group(1)
        if bracket.start() == low or not (places.at(inside, 0, weak=True) or _IN_NAME.fullmatch(inside)):
            low = bracket.end()
    return low


def name_start(text: str, low: int, core_end: int, places: PlaceNames, *, branch: bool = False) -> int:
    """Where a name begins whose trade words end at `core_end` and which begins at `low` at the earliest."""
    piece = text[low:core_end]
    cut = 0
    if not branch:
        for found in _EARLIER.finditer(piece):
            cut = found.end()
    for found in _HARD.finditer(piece, cut):
        cut = found.end()
    cut = _after_pairs(piece, cut)
    cut = _after_soft(piece, cut, places)
    cut = _after_zone(piece, cut)
    cut = _at_place(piece, cut, places)
    cut = _after_leading(piece, cut)
    return low + cut


def _after_pairs(piece: str, cut: int) -> int:
    for position in range(len(piece) - 2, cut - 1, -1):
        # 湘新建筑: the second character may open the trade
        if piece[position : position + 2] in _HARD_PAIRS and without_trade(piece[position + 1 :]):
            return position + 2
    return cut


def _after_leading(piece: str, cut: int) -> int:
    found = _LEADING.match(piece[cut:])
    return cut + found.end() if found else cut


def _after_soft(piece: str, cut: int, places: PlaceNames) -> int:
    for found in _SOFT.finditer(piece, cut):
        position = found.start()
        if position >= cut and _cuts(piece, cut, position, places):
            cut = position + 1
    return cut


def _cuts(piece: str, cut: int, position: int, places: PlaceNames) -> bool:
    sign = piece[position]
    after = places.at(piece, position + 1, weak=sign not in "和同为有如")
    in_word = piece[position : position + 2] in SOFT_WORDS or piece[max(cut, position - 1) : position + 1] in SOFT_WORDS
    if after and not in_word:
        return True
    if in_word or sign not in _CUTS_ANYWHERE:
        return False
    if position == cut:
        return True
    before = piece[cut:position]
    place = places.at(before, 0, weak=True)
    rest = len(before) - len(place)
    if sign in "和及" and (rest < 2 or len(piece) - position < 4):
        return False
    if sign in "与由对从跟据到至":
        return True
    return rest > 2 or (rest == 0 and sign in "在向")


def _after_zone(piece: str, cut: int) -> int:
    """Cut off a zone in front of the name, unless the enterprise is called after the zone."""
    end = cut
    for found in _ZONE_END.finditer(piece, cut):
        end = found.end()
    if end > cut and without_trade(_bare(piece[end:])):
        return end
    return cut


def _bare(text: str) -> str:
    return re.sub("[（(][^（）()]*[)）]", "", text)


def _at_place(piece: str, cut: int, places: PlaceNames) -> int:
    cut = _after_leading(piece, cut)
    first = places.at(piece, cut, weak=True)
    if first:
        second = places.at(piece, cut + len(first))
        if second and not places.inside(first, second) and piece[cut + len(first) :] != second:
            return cut + len(first)
        return cut
    position = places.first(piece, cut + 1, len(piece))
    if position < 0 or piece[position - 1] in "（(" or _CARRIER.search(piece[cut:position]):
        return cut
    return position
