"""Words of project names: what is generic, what begins one, what stands before one."""

from __future__ import annotations

import re

from reformgraph.extraction.names.name_bounds import SOFT_WORDS
from reformgraph.language.lexicon import any_of, word_set

#: What says nothing of what is built; a name made of such words alone is no project.
_GENERIC = word_set("project_generic")
_SIZES = range(max(map(len, _GENERIC)), 1, -1)
_SHORTEST = 2
#: What a capacity or a size looks like inside a project's name.
CAPACITY = re.compile(
    any_of("capacity_leads") + "|[0-9.]+(?:万|亿)?(?:" + any_of("capacity_units") + "|[GMKk][Ww][Hh]?)(?![0-9])"
)
#: Verbs that are not inside a project's name.
VERBS = word_set("name_breaks", "project_breaks")
_MEASURE = re.compile(
    "压缩(?!机|空气|气体)|"
    "在[^，。、]{2,8}?(?:" + any_of("building_verbs") + ")(?=..)|"
    "项目(?=..)|(?:" + any_of("project_works") + ")[和与及]|"
    "(?:[0-9一二两三四五六七八九十百千几数多]+余?(?:个|项|批|宗|处|大|类)|[一这那每各某](?:个|批|项|些|处)|"
    "总?投资(?:额|达|约|超)*[0-9.]+(?:余|多)?[万亿]*(?:" + any_of("currencies") + ")|的|了|"
    "[0-9]+[.．](?![0-9])|(?:重点|重大|控制性|标志性|民生|系统)(?:"
    + any_of("work_nouns")
    + ")(?=..)|(?:"
    + any_of("ranked_areas")
    + ")?(?:首|第一)[个条座批家](?=..)|(?:"
    + any_of("ranked_areas")
    + ")最[大高长早深](?:的|单体)?|[0-9]+[年月日](?:底|初|[上中下]旬|[上下]午)?(?!产)|"
    "[0-9一二两三四五六七八九十百]+家|着(?!装)|等)"
)
_SOFT = re.compile("[由在对将把被让与跟是向从]")
_LEAD = re.compile(
    "^(?:" + any_of("not_begun_with") + "|(?:投资)?(?:" + any_of("begun_building") + ")(?=.{3})|"
    "[由在对将把被让与跟是向从为以及和有使其该此这那各每另就据又也并且而已正]|内(?!蒙|江|黄|丘|乡)|里|上(?!海|饶|"
    "虞|高|栗|杭|思|林|党|犹))+"
)


def cut_before(piece: str) -> int:
    """Where a project's name begins in the text that leads up to its last word."""
    cut = 0
    for pattern in (_MEASURE, _SOFT):
        for found in pattern.finditer(piece, cut):
            at = found.start()
            in_word = pattern is _SOFT and (
                piece[at : at + 2] in SOFT_WORDS or piece[max(cut, at - 1) : at + 1] in SOFT_WORDS
            )
            if found.end() < len(piece) and not in_word:
                cut = found.end()
    for position in range(len(piece) - 2, cut - 1, -1):
        if piece[position : position + 2] in VERBS:
            cut = position + 2
            break
    lead = _LEAD.match(piece[cut:])
    return cut + lead.end() if lead else cut


def is_generic(core: str) -> bool:
    """Whether nothing is left of a name without generic words (重点, 招商引资, 基础设施).

    Words of one character (新, 大, 省) make a name generic only where they are all of it.
    """
    start, end = 0, len(core)
    while end > start:
        length = next((size for size in _SIZES if size <= end and core[end - size : end] in _GENERIC), 0)
        if not length:
            break
        end -= length
    while start < end:
        length = next((size for size in _SIZES if size <= end - start and core[start : start + size] in _GENERIC), 0)
        if not length:
            break
        start += length
    return end - start < _SHORTEST or all(sign in _GENERIC for sign in core[start:end])
