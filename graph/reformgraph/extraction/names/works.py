"""Words of project names: what is generic, what begins one, what stands before one."""

from __future__ import annotations

import re

from reformgraph.extraction.names.name_bounds import SOFT_WORDS
from reformgraph.extraction.names.name_words import without_trade
from reformgraph.language.lexicon import word_set

#: What says nothing of what is built; a name made of such words alone is no project.
_GENERIC = word_set("project_generic")
_SIZES = range(max(map(len, _GENERIC)), 1, -1)
_SHORTEST = 2
#: What a capacity or a size looks like inside a project's name.
CAPACITY = re.compile(
    "年产|日产|年处理|年加工|[0-9.]+(?:万|亿)?(?:吨|平方米|千瓦|兆瓦|吉瓦|千伏|立方米|公里|万套|台套|米|亩|头|只|"
    "辆|支|片|颗|块|m3|m2|[GMKk][Ww][Hh]?|KV|kV|t)(?![0-9])"
)
#: Verbs that are not inside a project's name.
VERBS = word_set("name_breaks", "project_breaks")
_MEASURE = re.compile(
    "压缩(?!机|空气|气体)|"
    "在[^，。、]{2,8}?(?:建设|打造|兴建|新建|设立|投建)(?=..)|"
    "项目(?=..)|(?:工程|产业园|基地|生产线)[和与及]|"
    "(?:[0-9一二两三四五六七八九十百千几数多]+余?(?:个|项|批|宗|处|大|类)|[一这那每各某](?:个|批|项|些|处)|"
    "总?投资(?:额|达|约|超)*[0-9.]+(?:余|多)?[万亿]*(?:美元|欧元|元)|的|了|"
    "[0-9]+[.．](?![0-9])|(?:重点|重大|控制性|标志性|民生|系统)(?:工程|项目)(?=..)|(?:我国|全国|全省|全市|全球|"
    "世界|亚洲|国内)?(?:首|第一)[个条座批家](?=..)|(?:我国|全国|全省|全市|全球|世界|亚洲|"
    "国内)最[大高长早深](?:的|单体)?|[0-9]+[年月日](?:底|初|中旬|上旬|下旬|上午|下午)?(?!产)|"
    "[0-9一二两三四五六七八九十百]+家|着(?!装)|等)"
)
_SOFT = re.compile("[由在对将把被让与跟是向从]")
_LEAD = re.compile(
    "^(?:另有|还有|仍有|[上下]半年|全年|(?:投资)?(?:建设|兴建|打造|新建|拟建)(?=.{3})|"
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


_LIST_TAIL = re.compile(
    "(?:等(?:[0-9]+余?个|[一二两三四五六七八九十]+余?个)?|(?:(?<![0-9])[2-9]|[二两三四五六七八九十]+)个)"
    "(?:重大|重点|优质|产业|储备|支撑|签约|招商|在建|新上|续建|拟建|新建|开工|投产|工业|前期|谋划|新型|高质量)*$"
)
_LIST_STOP = re.compile("[,;，。：；！？“”《》\\n（）]")
_COUNTS: dict[str, int] = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
#: Fields and branches, no projects.
_TRADE_LIST = re.compile(
    "(?:产业|行业|领域|经济|类|业|工程|行动|活动|企业|公司|产品|原料|赛|学科|会|区|[一二三四五六]期)$"
)
_REACH = 90


def listed_projects(text: str, low: int, head: int) -> list[tuple[int, int]]:
    """Ranges of the items of a list that is called one of projects (甲产业园和乙产业园等项目, 甲、乙两个项目).

    `low` is where the text before the word 项目 at `head` begins. Where a number is printed the list is
    parted so that it holds as many items, if it can be.
    """
    tail = _LIST_TAIL.search(text, max(low, head - 16), head)
    if tail is None or text[tail.start() - 1] in "的之":
        return []
    end = tail.start()
    start = max(0, end - _REACH)
    for stop in _LIST_STOP.finditer(text, start, end):
        start = stop.end()
    if start >= end:
        return []
    whole = tail.group().startswith("等")
    count = sum(int(_COUNTS.get(sign, sign)) for sign in tail.group() if sign in _COUNTS or sign.isdigit())
    items = _parts(text, start, end, "、")
    if len(items) != count or whole:
        items = _joined(text, _parts(text, start, end, "、和与"))
    if not whole and len(items) != count:
        return []
    first = items[0]
    items[0] = (first[0] + cut_before(text[first[0] : first[1]]), first[1])
    return [one for one in items if _listable(text[one[0] : one[1]])]


def _listable(item: str) -> bool:
    if len(item) == 4 and not 2 <= len(without_trade(item)) < 4:
        return False
    return 4 <= len(item) <= 30 and not is_generic(item) and not _TRADE_LIST.search(item)


def _parts(text: str, start: int, end: int, signs: str) -> list[tuple[int, int]]:
    cuts = [position for position in range(start, end) if text[position] in signs]
    return [(first, last) for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)]


def _joined(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items with those put together again that were cut at a 和 inside a name (永和新材)."""
    merged: list[tuple[int, int]] = []
    for start, end in items:
        short = end - start < 4 or (bool(merged) and merged[-1][1] - merged[-1][0] < 4)
        if merged and short and text[start - 1] in "和与":
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
