"""Enterprises printed without a legal form, told by the words beside the brand.

In: a text and the names found in it; out: brands with their trade that the text treats as firms
(远湖电子董事长某某, 上市公司秋禾药业, 由远湖电子投资3亿元, 安能（湖北）精密机械).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reformgraph.extraction.names.name_bounds import name_start, window_start
from reformgraph.extraction.names.name_lists import is_other
from reformgraph.extraction.names.name_words import is_brand, is_coined, is_traded, names_a_firm
from reformgraph.extraction.names.persons import person_end
from reformgraph.extraction.names.short_names import Form
from reformgraph.extraction.ranges import Ranges
from reformgraph.language.lexicon import any_of

if TYPE_CHECKING:
    from reformgraph.extraction.names.name_bounds import PlaceNames

_MONEY = "[0-9][0-9.]*[万亿]*(?:" + any_of("currencies") + ")"
_KINDS = "(?:企业(?!家|集群)|公司(?!法)|厂商|供应商|制造商|旅行社)"
#: Who stands before one of these is a firm, whatever its name looks like; a person follows the post.
_POST = re.compile("(?:" + any_of("firm_posts") + ")(?:兼[^，。]{2,6}?)?(?=[\\u4e00-\\u9fff])")
_FIRM_BEHIND = re.compile(
    "总市值|在(?:" + any_of("stock_markets") + ")[^，。；]{0,10}?(?:上市|挂牌)|"
    f"(?:{any_of('being_words')})[^，。；：“”]{{2,24}}?{_KINDS}(?=[，。；])|，(?:是)?一家[^，。；：“”]{{2,24}}?{_KINDS}(?=[，。；])"
)
#: Who stands before one of these is a firm if it is a brand with a trade.
_TRADED_BEHIND = re.compile(
    f"(?:追加|增加|计划|拟)?投资{_MONEY}(?!的)|增资|名下[0-9]|(?:{any_of('brand_adverbs')})?(?:落户|入驻)(?!的|企业)|"
    "的(?:新产品|产品|厂房|厂区|车间|生产车间|生产线)|新厂区?|(?:产量|营收|销售额)|"
    "" + f"(?:{any_of('of_those_named')})?负责人|项目经理|员工|(?:生产)?车间|展厅|工地"
)
#: Who stands behind one of these is a firm if it is a brand with a trade.
_TRADED_BEFORE = re.compile(
    "(?:企业(?!家)|公司(?!法)|巨头|龙头|厂商|[车药外央国民]企|供应商|引进|引入|引来|招引|携手|投资方)了?"
)
#: The same for a made-up name without a trade: 家电巨头飞朗.
_COINED_BEFORE = re.compile("(?:巨头|领军企业|龙头企业|500强企业?|五百强企业?|制造商|供应商)")
#: A sum before the name: 投资12亿元的骏远电子.
_SUM_BEFORE = re.compile(f"投资{_MONEY}的")
_END = (
    "(?=[，。、；：”（(\\n]|[是的在和与等将已有]|" + any_of("brand_arrivals") + "|"
    "" + any_of("brand_events") + "|[一二三]期)"
)
_NAME = re.compile(f"[\\u4e00-\\u9fffA-Za-z0-9]{{2,10}}?{_END}")
#: A place in brackets between brand and trade is printed in names of firms only.
_PLACE_INSIDE = re.compile(f"[（(]([\\u4e00-\\u9fff]{{2,4}})[)）](?:{any_of('general_trades', 'trades')})+")
_FIRM_TRADE = re.compile(any_of("trades"))
#: Who is named at the head of a clause before one of these is a firm, if the name is made up.
_COINED_BEHIND = re.compile(
    "(?:项目)?(?:"
    + any_of("brand_adverbs")
    + ")?(?:落户|签约|入驻|增资|投资[0-9建设]|来[\u4e00-\u9fff]{0,4}投资|年产[0-9])(?!的)"
)
#: A project that is told by who invests: 惠强新材料项目3月底进入调试.
_PROJECT_OF = re.compile("(?:[一二三四]期)?项目(?=[0-9]+月|已|正|将|计划[0-9])")
#: Who is supplied: 给赛朗斯配套.
_SUPPLIED = re.compile("[给为]([\\u4e00-\\u9fff]{2,6}?)(?:等企业)?(?:做|生产|提供)?配套")
_COINED_AFTER = re.compile("(?:引进|引入|引来|招引|携手|联手|牵手)了?")
#: What a clause begins behind, or the beginning of the text.
_OPENINGS = ("", *"，。；、：\n“")
_LONGEST = 10
_HALF = 0.5


def branded(text: str, named: list[Form], taken: list[tuple[int, int]], places: PlaceNames) -> list[Form]:
    """Brands that the words beside them tell to be enterprises.

    Parameters
    ----------
    named
        Enterprises found already; what overlaps one of them is left out.
    taken
        Ranges of other names (zones), which are never enterprises.
    """
    free = Ranges([*((form.start, form.end) for form in named), *taken])
    found = {
        (start, end)
        for start, end in (
            *_before(text, places),
            *_behind(text),
            *_made_up(text),
            *_of_projects(text, places),
            *_around_place(text, places),
        )
        if not free.overlaps(start, end)
    }
    return [Form(start, end, end, "listed") for start, end in sorted(found)]


def _before(text: str, places: PlaceNames) -> Iterator[tuple[int, int]]:
    """Names that end where a word begins that says they are firms."""
    for post in _POST.finditer(text):
        if person_end(text, post.end()) > 0:
            yield from _ending(text, post.start(), places, sure=True)
    for cue in _FIRM_BEHIND.finditer(text):
        yield from _ending(text, cue.start(), places, sure=True)
    for cue in _TRADED_BEHIND.finditer(text):
        yield from _ending(text, cue.start(), places, sure=False)


def _made_up(text: str) -> Iterator[tuple[int, int]]:
    for cue in _COINED_BEHIND.finditer(text):
        for length in (5, 4, 3, 2):
            start = cue.start() - length
            if start >= 0 and is_coined(text[start : cue.start()]) and text[start - 1 : start] in _OPENINGS:
                if person_end(text, start) < 0:
                    yield start, cue.start()
                break
    for supplied in _SUPPLIED.finditer(text):
        if is_coined(supplied.group(1)):
            yield supplied.span(1)
    for cue in _COINED_AFTER.finditer(text):
        name = _NAME.match(text, cue.end())
        if name and is_coined(name.group()) and not is_other(name.group()):
            yield name.span()


def _of_projects(text: str, places: PlaceNames) -> Iterator[tuple[int, int]]:
    """Brands with a trade whose project is told of, the brand wholly in the characters of brands."""
    for cue in _PROJECT_OF.finditer(text):
        start = name_start(text, window_start(text, cue.start(), places), cue.start(), places)
        name = text[start : cue.start()]
        if len(name) <= _LONGEST and is_traded(name) and is_coined(name[:2]):
            yield start, cue.start()


def _ending(text: str, end: int, places: PlaceNames, *, sure: bool) -> Iterator[tuple[int, int]]:
    low = window_start(text, end, places)
    start = name_start(text, low, end, places)
    name = text[start:end]
    bare = name[len(places.at(name, 0, weak=True)) :]
    if not 2 < len(name) <= _LONGEST or not bare:
        return
    share = 0 if sure else _HALF
    if names_a_firm(bare, share) or names_a_firm(name, share) or (sure and _stands_apart(text, start, end)):
        yield start, end


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a brand without a trade begins its clause and holds no word of every text, or is made up."""
    name = text[start:end]
    return is_coined(name) or (text[start - 1 : start] in _OPENINGS and end - start > 2 and is_brand(name))


def _behind(text: str) -> Iterator[tuple[int, int]]:
    """Names that begin where a word ends that says they are firms."""
    for pattern, fits in (
        (_TRADED_BEFORE, names_a_firm),
        (_COINED_BEFORE, is_coined),
        (_SUM_BEFORE, _surely),
    ):
        for cue in pattern.finditer(text):
            name = _NAME.match(text, cue.end())
            first = True
            while name and (fits(name.group()) or (not first and is_brand(name.group()))):
                yield name.span()
                first = False
                name = _NAME.match(text, name.end() + 1) if text[name.end()] in "、和" else None


def _surely(name: str) -> bool:
    """A brand with a trade, half of whose characters brands are written with: a project's sum stands before it."""
    return names_a_firm(name, _HALF)


def _around_place(text: str, places: PlaceNames) -> Iterator[tuple[int, int]]:
    for inside in _PLACE_INSIDE.finditer(text):
        if places.code(inside.group(1)) is None:
            continue
        low = window_start(text, inside.start(), places)
        start = name_start(text, low, inside.start(), places)
        if is_brand(text[start : inside.start()]) and _FIRM_TRADE.search(text, inside.end(1), inside.end()):
            yield start, inside.end()
