"""Enterprises printed without a legal form, known by the list they stand in.

甲集团、乙等一批企业 makes 乙 an enterprise, for it stands beside one and the list is called one of
enterprises; so does a list that says who was visited (走访甲集团、乙、丙有限公司).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reformgraph.extraction.names.name_bounds import SOFT_WORDS, name_start
from reformgraph.extraction.names.name_words import is_brand, is_coined, is_traded, names_a_firm, without_trade
from reformgraph.extraction.names.short_names import Form
from reformgraph.extraction.names.works import is_generic
from reformgraph.language.lexicon import any_of

if TYPE_CHECKING:
    from reformgraph.extraction.names.name_bounds import PlaceNames

_FIRMS = (
    "(?:企业(?!家)|公司(?!法|章程|制)|机构|集团|厂商|厂家|车厂|[车药房]企|超市|巨头|链主|"
    "龙头(?=[的、，。；]|$)|供应链平台)"
)
#: The list is called one of enterprises.
_TAIL = re.compile(f"(?:等|这样的|为代表的)[^，。；：、,;\\n“”]{{0,18}}?{_FIRMS}")
#: The list is called one of projects; who invests is named by the brand alone: 甲食品、乙纳米等11个投资项目.
_PROJECTS_TAIL = re.compile(
    "等[^，。；：、,;\\n“”]{0,20}?项目(?!部|经理|公司|负责|组)|等(?=[。；]|大块头)|"
    "这?[两二三四五六七八九十2-9]个[^，。；：、,;\\n“”]{0,8}?项目(?!部|经理|公司|负责|组)"
)
#: The same without 等: 甲、乙、丙3家企业, 甲、乙两大供应商.
_COUNTED_TAIL = re.compile(f"[家大][^，。；：、,;\\n“”的]{{0,8}}?{_FIRMS}")
_NUMBER = re.compile("(?:[0-9]{1,3}|[两二三四五六七八九十])$")
_FIRM_TAIL = re.compile(f"[^，。；：、,;\\n“”]{{0,20}}?{_FIRMS}")
#: Firms that are called well known are names.
_RENOWN = re.compile(
    "[^，。；：、,;\\n“”]{0,8}?(?:知名|著名|龙头|头部|领军|500强|五百强|链主|"
    "独角兽)[^，。；：、,;\\n“”]{0,4}?(?:企业(?!家)|公司|巨头)"
)
#: Such a list holds no trades: 甲、乙等车厂, not 机械、电子等企业.
_FIRMS_ONLY = re.compile("等(?:知名|大型|连锁|国际|几家|多家)?(?:厂商|厂家|车厂|[车药房]企|超市|巨头|龙头)")
_COUNT = re.compile("等?([0-9]{1,3}|[两二三四五六七八九十])家")
_NUMBERS = {sign: number for number, sign in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_VISIT_TAIL = re.compile(any_of("visit_tails") + "|等地?|，|,|。|；")
_VISIT = re.compile("(?:" + any_of("visit_verbs") + "|走[访进]|分别[到赴在])了?$")
#: What is no enterprise when it stands in such a list.
_OTHER = re.compile("(?:" + any_of("no_company_ends") + "|[一二三四]期)$|[×某]|[xX]{2}")
#: The same, but behind a brand they are its trade: 秋禾农业, 汉江车桥.
_OTHER_TRADE = re.compile(
    "(?:" + any_of("trade_like_ends") + "|[社会区园局厅部委办院所校站县市镇乡村街路桥港场馆库店厦城省国洲])$"
)
_ITEM = re.compile("[\\u4e00-\\u9fffA-Za-z0-9·&（）()-]{2,30}")
_BEFORE_FIRST = re.compile("[有用如由为给对以含括是帮让像拿着了]")
_VERBS = re.compile("[的了着是有在和与对向将把被从给让使由]|(?<!华)为|" + any_of("list_breaks") + "")
_STOP = re.compile("[，。；：！？,;:\\n“”\\[\\]…—|]|\\s-\\s")
_REACH = 160
_WIDEST = 12
_MANY = 3


class _Item(NamedTuple):
    start: int
    end: int
    known: bool


def listed(text: str, named: list[Form], taken: list[tuple[int, int]], places: PlaceNames) -> list[Form]:
    """Names without a legal form that stand in one list with enterprises.

    Parameters
    ----------
    named
        Enterprises with a legal form.
    taken
        Ranges of other names (zones), which are never enterprises.
    """
    named = sorted(named)
    spans = sorted({(form.start, form.end) for form in named})
    found: set[Form] = set()
    seen: set[int] = set()
    for end in _tails(text):
        items = _items(text, end, spans, places)
        if items and items[0].start not in seen and _of_firms(text, end, items, places):
            seen.add(items[0].start)
            found.update(_new(text, items, taken, places))
    for tail in _PROJECTS_TAIL.finditer(text):
        items = _items(text, tail.start(), spans, places)
        if items and items[0].start not in seen and _investors(text, items, places):
            seen.add(items[0].start)
            found.update(_new(text, items, taken, places))
    starts = dict(spans)
    done = -1
    for form in named:
        if form.end <= done or not (text.startswith("、", form.end) or text.startswith("、", form.start - 1)):
            continue
        items = _around(text, form, spans, starts, places)
        done = items[-1].end
        if len(items) > 1 and items[0].start not in seen:
            seen.add(items[0].start)
            visited = _visited(text, items)
            beside = [one for one in items if visited or one.known or names_a_firm(text[one.start : one.end])]
            found.update(_new(text, beside, taken, places))
    return sorted(found)


def _tails(text: str) -> list[int]:
    """Where lists end that are called lists of enterprises."""
    ends = [tail.start() for tail in _TAIL.finditer(text)]
    for tail in _COUNTED_TAIL.finditer(text):
        number = _NUMBER.search(text, max(0, tail.start() - 3), tail.start())
        if number and "、" in text[max(0, number.start() - _WIDEST) : number.start()]:
            ends.append(number.start())
    return sorted(ends)


def _of_firms(text: str, tail: int, items: list[_Item], places: PlaceNames) -> bool:
    """Whether a list before 等…企业 is one of names.

    It holds an enterprise, has as many items as are counted, is called well known, most of its items
    are a brand with a trade, or two thirds look made up as brands are.
    """
    if any(one.known for one in items):
        return text.startswith("等", tail) or len(items) > 1
    if not _FIRM_TAIL.match(text, tail):
        return False
    names = [text[one.start : one.end] for one in items]
    traded = sum(1 for name in names if _traded(name))
    if len(items) == 1:
        return bool(traded) and _counted(text, tail) > 1
    if _VISIT.search(text[max(0, items[0].start - 5) : items[0].start]) and all(map(_holds_a_name, names)):
        return True
    if _FIRMS_ONLY.match(text, tail) and all(_looks_like_a_firm(name, places) or is_brand(name) for name in names):
        return True
    if 2 * traded == len(items) and all(is_traded(name) or is_brand(name) for name in names):
        return True
    if 2 * traded > len(items) or _RENOWN.match(text, tail) or _counted(text, tail) == len(items):
        return True
    return 3 * sum(1 for name in names if _looks_like_a_firm(name, places)) >= 2 * len(names)


def _holds_a_name(item: str) -> bool:
    """Whether an item is more than words of a trade or a sort."""
    return len(without_trade(item)) >= 2 and not is_generic(item)


def _investors(text: str, items: list[_Item], places: PlaceNames) -> bool:
    """Whether a list before 等…项目 names who invests: two thirds are brands, one of them with its trade.

    Three and more made-up brands need no trade among them.
    """
    names = [text[one.start : one.end] for one in items]
    sure = any(one.known or is_traded(name) for one, name in zip(items, names, strict=True))
    made_up = len(names) >= _MANY and all(map(is_brand, names)) and 2 * sum(map(is_coined, names)) >= len(names)
    if len(names) < 2 or not (sure or made_up):
        return False
    firms = sum(1 for one, name in zip(items, names, strict=True) if one.known or _looks_like_a_firm(name, places))
    return 3 * firms >= 2 * len(names)


def _looks_like_a_firm(name: str, places: PlaceNames) -> bool:
    """A brand with a trade (德方纳米 aside), a made-up brand, or either behind a place (湖北国控)."""
    place = places.at(name, 0, weak=True)
    bare = name[len(place) :]
    return is_traded(name) or is_coined(name) or (len(place) == 2 and (is_traded(bare) or is_brand(bare)))


def _counted(text: str, tail: int) -> int:
    count = _COUNT.match(text, tail)
    if count is None:
        return 0
    number = count.group(1)
    return _NUMBERS[number] if number in _NUMBERS else int(number)


def _traded(item: str) -> bool:
    brand = without_trade(item)
    return len(brand) >= 2 and brand != item


def _visited(text: str, items: list[_Item]) -> bool:
    """Whether the list says who was visited: a verb before it, or three enterprises and a verb behind."""
    if not any(one.known for one in items):
        return False
    if _VISIT.search(text[max(0, items[0].start - 5) : items[0].start]):
        return True
    return sum(one.known for one in items) >= _MANY and bool(_VISIT_TAIL.match(text, items[-1].end))


def _new(text: str, items: list[_Item], taken: list[tuple[int, int]], places: PlaceNames) -> list[Form]:
    return [
        Form(one.start, one.end, one.end, "listed")
        for one in items
        if not one.known and _is_item(text[one.start : one.end], places) and not _overlaps(one.start, one.end, taken)
    ]


def _items(text: str, end: int, spans: list[tuple[int, int]], places: PlaceNames) -> list[_Item]:
    """The items of the list that ends at a position, the first freed of what stands before it."""
    low = max(0, end - _REACH)
    for stop in _STOP.finditer(text, low, end):
        low = stop.end()
    cuts = [position for position in range(low, end) if text[position] == "、"]
    bounds = zip([low, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)
    items = []
    for number, (start, stop_at) in enumerate(bounds):
        known = _known(start, stop_at, spans)
        if known is not None:
            items.append(_Item(*known, True))
            continue
        if number == 0 and start < stop_at:
            start = _first_start(text, start, stop_at, places)
        items.append(_Item(start, stop_at, False))
    return items


def _first_start(text: str, low: int, end: int, places: PlaceNames) -> int:
    """Where the first item begins: behind a word of one character if what follows looks like a firm.

    用江川、振远等车厂 begins at 江川.
    """
    start = name_start(text, low, end, places)
    for found in reversed(list(_BEFORE_FIRST.finditer(text, start, end))):
        at = found.start()
        in_word = text[at : at + 2] in SOFT_WORDS or text[max(start, at - 1) : at + 1] in SOFT_WORDS
        if not in_word and _looks_like_a_firm(text[found.end() : end], places):
            return found.end()
    return start


def _around(
    text: str, form: Form, spans: list[tuple[int, int]], starts: dict[int, int], places: PlaceNames
) -> list[_Item]:
    """The list that an enterprise stands in, as far as it goes on behind it."""
    end = form.end
    while text.startswith("、", end):
        item = _ITEM.match(text, end + 1)
        if item is None:
            break
        known = starts.get(end + 1)
        if known is not None:
            end = known
            continue
        verb = _VISIT_TAIL.search(text, item.start() + 2, item.end())
        end = verb.start() if verb else item.end()
        if verb:
            break
    return _items(text, end, spans, places)


def _known(start: int, end: int, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The enterprise that ends an item."""
    index = bisect_right(spans, (end, 0)) - 1
    if index >= 0 and spans[index][0] >= start and spans[index][1] <= end:
        return spans[index]
    return None


def _is_item(item: str, places: PlaceNames) -> bool:
    """Whether a listed item can be an enterprise: no place, no office, no trade, no clause."""
    return (
        2 <= len(item) <= 10
        and _ITEM.fullmatch(item) is not None
        and not is_other(item)
        and not _VERBS.search(item)
        and places.at(item, 0, weak=True) != item
        and len(without_trade(item)) >= 2
    )


def is_other(name: str) -> bool:
    """Whether a name ends like one of a place, an office, people or things: 市民中心, 银行, 实验室."""
    return bool(_OTHER.search(name) or (_OTHER_TRADE.search(name) and not is_traded(name)))


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)
