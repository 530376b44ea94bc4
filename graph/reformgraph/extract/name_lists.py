"""Enterprises printed without a legal form, known by the list they stand in.

甲集团、乙等一批企业 makes 乙 an enterprise, for it stands beside one and the list is called one of enterprises.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reformgraph.extract.name_words import without_trade

if TYPE_CHECKING:
    from reformgraph.extract.name_bounds import PlaceNames

from reformgraph.extract.name_short import Form

_TAIL = re.compile("等[^，。；：、\\n“”]{0,12}?(?:企业|公司|机构|集团|厂商|巨头)")
_VISIT = re.compile("等地?|进行|开展|实地|调研|参观|考察|，|。|；")
#: What is no enterprise when it stands in such a list.
_OTHER = re.compile(
    "(?:[区园局厅部委办院所校站县市镇乡村街路桥港场馆库店厦城]|大学|学院|中心|广场|项目|基地|车间|工地|现场|部门|"
    "行业|产业|单位|协会|商会|农户|合作社|人才|"
    "人员|代表|领导|负责人|专家|政府|银行|平台|学者|客商|企业家|企业|机构|工程|家|业|者|等|社区|大厦|小区|公园|"
    "机场|车站|银行|品牌|产品|技术|设备)$"
)
_CLEAN = re.compile("[\\u4e00-\\u9fffA-Za-z0-9·&-]{2,10}")
_VERBS = re.compile("[的了着是有在和与对向为将把被从给让使由]|以及|包括|进行|来自|来到|走进|引进")


def listed(text: str, named: list[Form], taken: list[tuple[int, int]], places: PlaceNames) -> list[Form]:
    """Names without a legal form that stand in one list with enterprises."""
    spans = {(form.start, form.end) for form in named}
    busy = [*taken, *spans]
    found: list[Form] = []
    legal = sorted(form for form in named if form.kind != "branch")
    for form in legal:
        for start, end in _before(text, form.start, busy):
            if _closes(text, form.end) and _brand(text[start:end], places):
                found.append(Form(start, end, end, "listed"))
        for start, end, tail in _after(text, form.end):
            right = _TAIL.match(text, tail) or (_visited(text, form, named) and _VISIT.match(text, tail))
            if right and _brand(text[start:end], places) and not _overlaps(start, end, busy):
                found.append(Form(start, end, end, "listed"))
    return sorted(set(found))


def _closes(text: str, end: int) -> bool:
    """Whether the list that goes on at `end` is called one of enterprises."""
    while text.startswith("、", end):
        item = _CLEAN.match(text, end + 1)
        if item is None:
            return False
        stop = text.find("等", item.start(), item.end())
        end = stop if stop > 0 else item.end()
    return _TAIL.match(text, end) is not None


def _before(text: str, start: int, busy: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Items of the list in front of a name, the first one freed of the preposition before it."""
    items: list[tuple[int, int]] = []
    while text.startswith("、", start - 1):
        end = start - 1
        begin = max(text.rfind(sign, max(0, end - 12), end) for sign in "、，。；：“”\n与和由对") + 1
        if begin <= 0 or not _CLEAN.fullmatch(text, begin, end) or _overlaps(begin, end, busy):
            break
        items.append((begin, end))
        start = begin
    return items


def _after(text: str, end: int) -> list[tuple[int, int, int]]:
    """The item right behind a name, with where the list goes on."""
    if not text.startswith("、", end):
        return []
    item = _CLEAN.match(text, end + 1)
    if item is None:
        return []
    start = end + 1
    stop = re.search("等|进行|开展|参观|考察|调研|实地|$", text[start : item.end()])
    close = start + stop.start() if stop else item.end()
    return [(start, close, close)]


def _visited(text: str, form: Form, named: list[Form]) -> bool:
    """Whether the name closes a list of three enterprises or more."""
    low = max(text.rfind("。", 0, form.start), text.rfind("\n", 0, form.start))
    return sum(1 for other in named if low < other.start <= form.start and other.kind == "legal") >= 3


def _brand(item: str, places: PlaceNames) -> bool:
    """Whether a listed item can be an enterprise: no place, no office, no trade, no clause."""
    return (
        2 <= len(item) <= 8
        and not _OTHER.search(item)
        and not _VERBS.search(item)
        and places.at(item, 0, weak=True) != item
        and len(without_trade(item)) >= 2
    )


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)
