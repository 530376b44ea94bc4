"""Whether a printed name is that of a development zone and not of a park, campaign or region of another sort.

In: an expression as `zone_scan` reads it and its text; out: a verdict.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reformgraph.extraction.place_names import WORDS, PlaceNames, has_suffix
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.name_signs import looks_like_name
from reformgraph.extraction.zones.zone_bounds import NEEDS_PLACE
from reformgraph.extraction.zones.zone_classes import has_province_name, is_province, of_all, tells_of_each
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.language.lexicon import any_of

#: 红光新区街道 and 新区派出所 are of a district, not of a zone.
DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,4}(?:街道|镇|乡|派出所)|" + any_of("district_signs"))
#: Kinds of parks that lists of them print, and the marks between them.
_NAMED_KIND = re.compile("(?:" + any_of("named_park_kinds") + r")\Z")
_LIST_MARK = re.compile("[、，；：:。\\n（）]")
_LONGEST_STEM = 4
_ORGAN_OF_PARK = re.compile(any_of("park_organs"))
#: Words before a kind that mean all zones or an event of theirs.
_OF_ALL = re.compile(any_of("before_all_zones"))
#: Classes of which a province has many.
_MANY = ("dev", "economic", "hightech", "cluster", "bonded")
#: Kinds of parks that mean all of a province's; the first also all of a city's.
_CLASSES_OF_PARKS = ("产业园区", "工业园区")
_WIDE = ("省", "自治区")
_UNITS = ("市", "州", "盟")
#: Kinds that only counties at a border have: 河口沿边产业园区, where 河口 is the county.
_AT_BORDER = re.compile(any_of("border_kinds"))


def is_zone(text: str, found: Expression, known: bool, names: PlaceNames) -> bool:
    """Whether what is named is a development zone and not a park, campaign or region of another sort."""
    if _abroad(text, found) or text[found.end : found.end + 1] == "域":
        return False
    if found.family == "new" and DISTRICT.match(text, found.end):
        return False
    if _OF_ALL.match(found.own) or (found.own.startswith("年") and text[found.start - 1 : found.start].isdigit()):
        return False  # 2023年全省综合保税区, 首届世界经济开发区大会
    level = words.LEVEL.match(text[found.kind_at : found.end])
    if level and not found.chain and not known:
        return False  # 参照省级经济开发区, 检验国家级经济开发区: a verb before all of a level
    if not found.own and level and (found.kind == "开发区" or has_province_name(found.chain, names)):
        return False  # 河南国家级经开区: all of them
    if not found.own and found.family in _MANY and is_province(found.chain, names):
        return False  # 浙江省经济开发区, 河南产业集聚区: all of them
    if found.kind == "示范区" and found.chain and not found.own and tells_of_each(text):
        return True
    if found.family == "run":
        name = found.own + found.kind
        placed = bool(found.chain and found.own) and _is_spoken_of(text, name)
        return placed or (bool(found.own or found.chain) and _is_governed(text, name))
    kind = found.own + found.kind if found.family == "economy" else found.kind
    if found.family == "economy" and found.own and _is_governed(text, found.own + found.kind):
        return True
    if not _eligible(found.family, kind) and not (known and found.family in ("demonstration", "cooperation")):
        return False
    if found.family in NEEDS_PLACE and not found.chain and not known:
        return False
    if found.kind == "开发区" and not found.own and of_all(text, found.chain, names):
        return False
    if found.family == "park" and not found.own and _all_parks_of(found, names):
        return False
    word = found.family == "park" and not found.own and found.chain[0] in WORDS
    if word and found.kind != _CLASSES_OF_PARKS[1] and not _AT_BORDER.match(found.kind):
        return len(found.chain) > 1
    if found.family in ("park", "town", "part", "city"):
        return _placed_park(text, found, known, names)
    return True


def _all_parks_of(found: Expression, names: PlaceNames) -> bool:
    """Whether 内蒙古自治区工业园区, 江苏产业园区 or 铜陵市产业园区 means all of them; 亳州产业园区 is one."""
    if not found.chain:
        return False
    last = found.chain[-1]
    if last.endswith(_WIDE) or (found.kind in _CLASSES_OF_PARKS and has_province_name(found.chain, names)):
        return True
    return found.kind == _CLASSES_OF_PARKS[0] and len(last) > len("亳州") and last.endswith(_UNITS)


def _abroad(text: str, found: Expression) -> bool:
    """Whether the name holds the name of a country or stands right behind one."""
    if words.ABROAD.search(text, found.start, found.kind_at):
        return True
    return any(text[max(0, found.start - length) : found.start] in words.COUNTRIES for length in (2, 3, 4))


def _eligible(family: str, kind: str) -> bool:
    rule = words.ELIGIBLE.get("demonstration" if family in ("reform", "agriculture", "innovation") else family)
    if rule is None or (family == "agriculture" and kind.endswith(("园", "园区"))):
        return True
    return rule.search(kind) is not None or kind.endswith(("综改区", "自创区"))


def _placed_park(text: str, found: Expression, known: bool, names: PlaceNames) -> bool:
    """A park that is called after a place, not after a company, and is no project."""
    if words.PROJECT_TAIL.match(text, found.end) or found.weak:
        return False
    if found.family == "part":
        return (
            found.kind.endswith("自贸片区")
            or words.FREE_TRADE.search(found.own) is not None
            or (known and found.kind.endswith("新片区"))
        )
    if found.family == "town":
        return known or bool(found.chain and found.own and _is_governed(text, found.own + found.kind))
    if found.family == "city":
        return bool(found.chain) or known
    industrial = bool(words.INDUSTRY.match(found.own)) if found.own else len(found.kind) > 2
    if found.chain and found.own and not industrial:
        name = found.own + found.kind
        industrial = found.own in names.names or (
            words.is_own_name(found.own, name) and (_is_spoken_of(text, name) or _is_called(text, found))
        )
    return (bool(found.chain) and industrial) or known


def _is_called(text: str, found: Expression) -> bool:
    """Whether the words between a county with its suffix and a park's kind are a name by their signs or in a list.

    溧水区姬家山产业园区; 沛县水处理剂产业园 between the marks of a list of parks.
    """
    if not has_suffix(found.chain[-1]) or not _NAMED_KIND.match(found.kind):
        return False
    stem = next((found.own[:at] for at in range(2, len(found.own)) if words.INDUSTRY.match(found.own[at:])), found.own)
    if 2 <= len(stem) <= _LONGEST_STEM and looks_like_name(stem, surely=True):
        return True
    listed = _LIST_MARK.match(text[found.start - 1 : found.start]) and _LIST_MARK.match(text[found.end : found.end + 1])
    return listed is not None and "、" in text[found.start - 1 : found.start] + text[found.end : found.end + 1]


@lru_cache(maxsize=16)
def _is_governed(text: str, name: str) -> bool:
    """Whether a new town has the government of a zone: 智造新城党工委; asked again for each time it is named."""
    return re.search(re.escape(name) + "(?:" + any_of("zone_boards") + ")", text) is not None


@lru_cache(maxsize=64)
def _is_spoken_of(text: str, name: str) -> bool:
    """Whether a park is named again or has an organ: 三水区大塘工业园区……大塘工业园区; asked again for each time."""
    return text.count(name) > 1 or _ORGAN_OF_PARK.match(text, text.find(name) + len(name)) is not None
