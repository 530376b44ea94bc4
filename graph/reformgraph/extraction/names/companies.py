"""Names of enterprises: full registered names, groups, branches and their short forms.

An enterprise's name ends in a legal form (有限公司, 集团, 分公司 ...), so that the end is printed; where it
begins is found by `name_bounds`. What has no brand (一家食品有限公司, 跨国公司) is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reformgraph.extraction.names.brands import branded
from reformgraph.extraction.names.name_bounds import PlaceNames, name_start, window_start
from reformgraph.extraction.names.name_lists import listed
from reformgraph.extraction.names.name_words import COUNTRIES, without_trade
from reformgraph.extraction.names.short_names import Form, Kind, join_short_forms
from reformgraph.language.lexicon import any_of
from reformgraph.values import PlaceCode

if TYPE_CHECKING:
    from reformgraph.extraction.zones.zone_mentions import ZoneReading
    from reformgraph.language.flow import Flow
    from reformgraph.vocabulary.load_vocabulary import Vocabulary

_ANCHOR = re.compile("公司(?!法(?!定|人)|治理|企业债|债|章程|制(?!造))|集团|事务所|合伙企业")
#: Legal forms in front of 公司, longest first.
_FORMS = [
    "集团股份有限",
    "集团有限责任",
    "（集团）有限责任",
    "(集团)有限责任",
    "（集团）股份有限",
    "(集团)股份有限",
    "（集团）有限",
    "(集团)有限",
    "控股集团有限",
    "集团有限",
    "有限责任",
    "股份有限",
    "有限",
    "（集团）",
    "(集团)",
    "股份",
]
_NOT_GROUP = re.compile("[军化式性]|成员|犯罪|作战|诉讼|客户|采购|内部|总部|旗舰|(?:全媒体|融媒体?)?(?:见习|首席)?记者")
_BRANCH = re.compile("(?:分|支)$")
_OFFICE = re.compile("(?:律师|会计师|税务师|专利代理|资产评估|建筑师)$")
#: Trades of which a country or province has one enterprise that is called after it alone.
_SOLE = re.compile("^(?:" + any_of("state_leads") + ")?(?:" + any_of("sole_trades") + ")$")
_NO_GROUP = re.compile("(?:[一二两三四五六七八九十0-9]国|集团|犯罪|诈骗|电诈|利益|权势|跨国|贩毒)$")
#: Sorts of enterprises right before 公司: no name.
_SORT_TAIL = re.compile("(?:" + any_of("company_sort_tails") + "|(?<![电量种原分])[子母总外各]|(?<!正)大|[0-9]+强)$")
_SORT_HEAD = re.compile(any_of("company_sort_heads"))
_UNNAMED = re.compile(
    "(?:世界|国际|国内|全国|全球)?一流|(?:世界|国际|全球)(?:领先|知名)|[×某]|[xX]{2}|[*○Ｏ〇]{2}|甲方|乙方|__"
)
_BEFORE_UNNAMED = re.compile(
    "(?:(?:[一两几多数某各每这那哪]|[二三四五六七八九十百千0-9]+多?余?)(?:家|个|批|类|些|种)|许多|众多|不少|部分|"
    "" + any_of("unnamed_openings") + ")"
    "(?:[^的]{0,4}的)?$"
)
#: National groups are called after a trade alone.
_NATIONAL = re.compile(
    "^(?:" + any_of("national_words") + ")..|^(?:" + any_of("arms_trades") + ")(?:" + any_of("arms_tails") + ")?$"
)


@dataclass(frozen=True, slots=True)
class CompanyEntity:
    """A named enterprise of one article.

    Attributes
    ----------
    name
        The fullest form printed.
    place
        GB/T 2260 code of the place the name shows, or None.
    mentions
        Half-open ranges of flow positions, sorted, the short forms among them.
    """

    name: str
    place: PlaceCode | None
    mentions: tuple[tuple[int, int], ...]


def find_companies(flow: Flow, vocabulary: Vocabulary, zones: ZoneReading | None = None) -> list[CompanyEntity]:
    """The named enterprises of an article in the order of their first mention.

    Parameters
    ----------
    flow
        The article's text.
    vocabulary
        For the places.
    zones
        What was read of the zones: a listed name that is a zone is no enterprise.
    """
    text = flow.text
    places = place_names(vocabulary)
    named: list[Form] = []
    generic: list[Form] = []
    for one in _candidates(text, places):
        (named if _is_name(text, one, places) else generic).append(one)
    taken = [(mention.start, mention.end) for mention in zones.mentions] if zones is not None else []
    named.extend(listed(text, named, taken, places))
    named.extend(branded(text, named, taken, places))
    named.sort()
    grouped = join_short_forms(text, named, generic, places)
    return [
        CompanyEntity(flow.printed[first.start : first.end], _place(text[first.start : first.end], places), spans)
        for first, spans in grouped
    ]


_PLACE_NAMES: dict[str, PlaceNames] = {}


def place_names(vocabulary: Vocabulary) -> PlaceNames:
    """The places of a vocabulary, made ready once for each of its versions."""
    known = _PLACE_NAMES.get(vocabulary.version)
    if known is None:
        known = _PLACE_NAMES[vocabulary.version] = PlaceNames(vocabulary.places.names)
    return known


def _candidates(text: str, places: PlaceNames) -> Iterator[Form]:
    """Every form of an enterprise with its left boundary, the longest one where several end in one another."""
    pending: Form | None = None
    for anchor in _ANCHOR.finditer(text):
        one = _candidate(text, anchor.start(), anchor.end(), places)
        if one is None:
            continue
        if pending is not None and one.start >= pending.end:
            yield pending
        pending = one
    if pending is not None:
        yield pending


def _candidate(text: str, start: int, end: int, places: PlaceNames) -> Form | None:
    kind: Kind
    core_end = start
    if text.startswith("集", start):
        if text.startswith(("有限", "股份", "公司", "总公司", "控股", "(", "（"), end) and re.match(
            "(?:[^，。、；]{0,8}?)公司", text[end : end + 12]
        ):
            return None
        if _NOT_GROUP.match(text, end) or text[start - 1 : start] in "（(":
            return None
        kind = "group"
    elif text.startswith("公", start):
        kind, core_end = _form(text, start)
    elif text.startswith("事", start):
        if not _OFFICE.search(text[max(0, start - 4) : start]):
            return None
        kind, core_end = "office", start
    else:
        kind = "legal"
        bracket = re.match("[（(](?:有限|普通|特殊普通)合伙[)）]", text[end : end + 8])
        end += bracket.end() if bracket else 0
    low = window_start(text, core_end, places)
    begin = name_start(text, low, core_end, places, branch=kind == "branch")
    return Form(begin, end, core_end, kind) if begin < core_end else None


def _form(text: str, start: int) -> tuple[Kind, int]:
    """Kind of an enterprise by the legal form before 公司, and where the form begins."""
    if text.startswith("总", start - 1):
        start -= 1
    before = text[max(0, start - 10) : start]
    if _BRANCH.search(before):
        return "branch", start - 1
    for form in _FORMS:
        if before.endswith(form):
            return ("legal" if "有限" in form or "股份" in form else "group"), start - len(form)
    if before.endswith("集团"):
        return "group", start - 2
    return "plain", start


def _is_name(text: str, found: Form, places: PlaceNames) -> bool:
    core = text[found.start : found.core_end]
    if len(core) < 2 or _UNNAMED.search(core) or core.isdigit():
        return False
    place = places.at(core, 0, weak=True)
    brand = without_trade(re.sub("[（(][^（）()]*[)）]?", "", core[len(place) :]))
    if core in COUNTRIES or core == place:
        return False
    named = bool(brand or place or _NATIONAL.search(core))
    if text[found.start - 1 : found.start] == "某":
        return False
    if found.kind == "legal":
        return named and not core.startswith(("家", "个"))
    if found.kind == "branch":
        return "公司" in core or "集团" in core or (bool(brand) and len(core) >= 4)
    branded = bool(place) and len(brand) > 2
    if not branded and _BEFORE_UNNAMED.search(text[max(0, found.start - 8) : found.start]):
        return False
    rest = core[len(place) :]
    if found.kind == "group":
        return named and not _NO_GROUP.search(core)
    if found.kind == "office":
        return len(_OFFICE.sub("", rest)) >= 2
    if len(core) > 16 or _SORT_TAIL.search(core) or brand.endswith(("及", "和", "与")):
        return False
    return len(brand) >= 2 or bool(place and (_SOLE.match(rest) or (len(rest) >= 4 and not _SORT_HEAD.match(rest))))


def _place(name: str, places: PlaceNames) -> PlaceCode | None:
    """Code of the place that opens the name or stands in its brackets."""
    first = places.at(name, 0, weak=True)
    if first:
        return places.code(first)
    bracket = re.search("[（(]([^（）()]{2,8})[)）]", name)
    return places.code(bracket.group(1)) if bracket else None
