"""Words that names of enterprises are made of, and words that tell no name.

All lists are of the language in general: branches of trade, adjectives and countries.
"""

from __future__ import annotations

import re

from reformgraph.language.lexicon import any_of, characters, word_set, words

#: Branches of trade and other words that stand after the brand in an enterprise's name.
INDUSTRY = word_set("general_trades", "trades")

#: Words that say of which sort an unnamed enterprise is; before 公司 or 集团 they make no name.
SORTS = word_set("company_sorts")

#: Countries and regions outside the list of places, as they open the names of foreign enterprises.
COUNTRIES = words("countries")

_LONGEST = max(map(len, INDUSTRY | SORTS))


def without_trade(name: str) -> str:
    """The name without the words for a trade or a sort that end it; empty if it is made of nothing else.

    >>> without_trade("恒星新能源科技"), without_trade("食品贸易")
    ('恒星', '')
    """
    end = len(name)
    while end:
        for length in range(min(_LONGEST, end), 0, -1):
            word = name[end - length : end]
            if word in INDUSTRY or word in SORTS:
                end -= length
                break
        else:
            break
    return name[:end]


#: Words of every text: a brand holds none of them.
_ORDINARY = word_set(
    "behind_person",
    "company_breaks",
    "company_sorts",
    "general_before_zone",
    "general_trades",
    "heading_words",
    "name_breaks",
    "ordinary_before_zone",
    "organ_fields",
    "park_quality",
    "project_breaks",
    "project_generic",
    "things",
    "trades",
    "zone_generic",
)
_WIDTHS = (2, 3)
_TRADE = re.compile(any_of("general_trades", "trades"))
_FIRM_TRADES = word_set("trades")
_PARTICLES = frozenset("的了着过是有在和与对向将把被从给让使由这那其个们等及或以为于上下前后里外内时元件次年月日号")
#: Brands are written with the characters of given names and of foreign names, or in Latin letters.
_COINED = re.compile(f"[{characters('given_names', 'foreign_sounds')}]+|[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*")
_NO_BRAND = re.compile("^[0-9]+$|[xX]{2}|[某×]")
_LATIN = re.compile("[A-Za-z]")
_SHORTEST, _WIDEST = 2, 6


def is_brand(name: str) -> bool:
    """Whether a word of two to six characters can be a brand: it holds no word of every text.

    >>> is_brand("远湖"), is_brand("重点"), is_brand("规模化")
    (True, False, False)
    """
    if not _SHORTEST <= len(name) <= _WIDEST or _PARTICLES.intersection(name) or _NO_BRAND.search(name):
        return False
    windows = (name[at : at + width] for width in _WIDTHS for at in range(len(name) - width + 1))
    return not _ORDINARY.intersection(windows)


def is_coined(name: str) -> bool:
    """Whether a word looks made up to name an enterprise: such a brand in the characters brands are written with.

    >>> is_coined("骏亚"), is_coined("IBM"), is_coined("垃圾")
    (True, True, False)
    """
    return bool(_COINED.fullmatch(name)) and (is_brand(name) or bool(_LATIN.match(name)))


def is_traded(name: str) -> bool:
    """Whether a name is a brand with a trade behind it: 恒星新能源, 远湖电气绿能科技, not 恒星 or 新能源."""
    brand = without_trade(name)
    if brand == name:
        return False
    if is_brand(brand):
        return True
    return any(is_brand(name[:length]) and _TRADE.match(name, length) for length in range(_SHORTEST, len(brand)))


def names_a_firm(name: str, share: float = 0.0) -> bool:
    """Whether a name is a brand with a trade that only firms are called by: 远湖电子, not 专业人才.

    Parameters
    ----------
    share
        Share of the brand's characters that have to be those brands are written with.

    >>> names_a_firm("骏亚电子", 0.75), names_a_firm("固态电池", 0.75), names_a_firm("专业人才")
    (True, False, False)
    """
    if not any(name.endswith(trade) for trade in _FIRM_TRADES):
        return False
    for length in range(_SHORTEST, min(_WIDEST, len(name) - 1) + 1):
        brand = name[:length]
        if _TRADE.match(name, length) and is_brand(brand):
            return sum(1 for sign in brand if _COINED.fullmatch(sign)) >= share * length
    return False
