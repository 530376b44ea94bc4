"""Names that mean all zones of a place: 河南国家级经开区, 某省开发区; in and out: places before a kind, a verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reformgraph.extraction.place_names import PlaceNames

#: The text speaks of several zones of one place: 各开发区, 全市开发区, 3个开发区.
_EACH = re.compile("开发区(?:(?<=各开发区)|(?<=全[省市县州]开发区)|(?<=[0-9一二三四五六七八九十][个家]开发区))")


def of_all(text: str, chain: Sequence[str], names: PlaceNames) -> bool:
    """Whether 某省开发区 or, where the text speaks of 各开发区, 某市开发区 means all of them."""
    if not chain or chain[-1] in ("城区", "郊区", "矿区"):
        return bool(chain)
    if is_province(chain, names):
        return True
    wide = any(place.level != "county" for place in names.names.get(chain[-1], ()))
    return chain[-1].endswith(("省", "自治区")) or (wide and tells_of_each(text))


def has_province_name(chain: Sequence[str], names: PlaceNames) -> bool:
    """Whether the place is a province or a city of that level: 重庆国家级经开区 are all of Chongqing."""
    places = names.names.get(chain[0], ()) if len(chain) == 1 else ()
    return bool(places) and places[0].level == "province"


def is_province(chain: Sequence[str], names: PlaceNames) -> bool:
    """Whether the place is a province of many zones, not 天津 or 上海, whose name alone stands for one zone."""
    if len(chain) != 1:
        return False
    places = names.names.get(chain[0], ())
    return bool(places) and places[0].level == "province" and not places[0].name.endswith("市")


@lru_cache(maxsize=2)
def tells_of_each(text: str) -> bool:
    """Whether the text speaks of 各开发区; asked again for each zone of the text."""
    return _EACH.search(text) is not None
