"""Whether a place begins the name of a company, and so does not act: 太仓 of 太仓华晟机械有限公司."""

from __future__ import annotations

import re

from reformgraph.extraction.zones.zone_words import BREAK
from reformgraph.language.lexicon import any_of

_COMPANY = re.compile(r"[^，。；：！？、“”\n《》的在与对向由将把]{1,24}?(?:公司|集团|合作社|事务所|银行|厂)")
_TRADES = re.compile("" + any_of("actor_trades") + "")
#: Words that a company's name does not hold: the place in front acts itself.
_NO_COMPANY = re.compile(any_of("no_company_of_state") + "|[0-9一二三四五六七八九十几数]家")


def begins_company(text: str, start: int) -> bool:
    """Whether the words behind a place make it the beginning of a company's name."""
    company = _COMPANY.match(text, start)
    if company is None:
        return False
    inner = _TRADES.sub("", company.group())
    return BREAK.search(inner) is None and _NO_COMPANY.search(inner) is None
