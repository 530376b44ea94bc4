"""Words that names of enterprises are made of, and words that tell no name.

All lists are of the language in general: branches of trade, adjectives and countries.
"""

from __future__ import annotations

from reformgraph.language.lexicon import word_set, words

#: Branches of trade and other words that stand after the brand in an enterprise's name.
INDUSTRY = word_set("trades")

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
