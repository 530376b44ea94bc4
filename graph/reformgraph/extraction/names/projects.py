"""Named projects of investment and construction, with who invests, where and how much.

A project is named where its words say what is built and something ties it down: an enterprise in front
of it, a sum, a capacity, a place, or a list of projects. 重点项目, 签约项目 and 8个项目 are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reformgraph.extraction.names.name_words import without_trade
from reformgraph.extraction.names.project_lists import listed_projects
from reformgraph.extraction.names.taken import occurrences
from reformgraph.extraction.names.works import CAPACITY, cut_before, is_generic
from reformgraph.language.lexicon import any_of
from reformgraph.records import Project

if TYPE_CHECKING:
    from reformgraph.extraction.names.companies import CompanyEntity
    from reformgraph.extraction.zones.zone_mentions import ZoneReading
    from reformgraph.language.flow import Flow

# No brackets around the alternatives: so the characters they begin with are looked for first.
_HEAD = re.compile(
    "项目(?![化库制方]|部(?![分门])|"
    + any_of("no_project_tails")
    + ")|工程(?!"
    + any_of("no_project_behind")
    + ")|产业园(?!区)|工业园(?!区)|科技园(?!区)|总部(?!经济|基地)|基地|生产线|大道|大桥|隧道|高速公路|"
    "" + any_of("works_heads") + ""
)
_UP_TO_STOP = re.compile('.*[#，。：；！？,;:!?“”‘’"《》【】\\[\\]…—→|\\n、（）()]', re.S)
#: A place, a stage or a sort in brackets inside a name: 先声医药（山东）产业园项目, 一体化（一期）项目.
_INSIDE = re.compile("(?<=[\\u4e00-\\u9fffA-Za-z0-9])[（(](?!以下|简称|下称)[\\u4e00-\\u9fffA-Za-z0-9]{1,4}[）)]$")
_MONEY = "(?:[0-9][0-9,.]*(?:余|多)?[万亿]*(?:多|余)?(?:美元|欧元|日元|港元|元))"
_ABOUT = any_of("sum_leads")
_SUM_BEFORE = re.compile(f"投资(?:额|总额)?(?:{_ABOUT})*({_MONEY})(?:建设|打造|兴建|新建)?的?$")
_SUM = re.compile(f"投资(?:额|总额)?(?:{_ABOUT})*({_MONEY})")
_SUM_AFTER = re.compile(
    f"[^。！？；;\\n]{{0,14}}?(?:总投资|投资额|计划投资|投资|概算|投入)(?:额|约|近|达|超过?|逾|为|总额)*({_MONEY})"
)
_INVESTED = re.compile(
    f"(?:{any_of('invested_adverbs')}|在[^，。；]{{2,12}}?|总?投资(?:约|近|达|超)?{_MONEY}|投资|建设|"
    f"{any_of('invested_verbs')}|"
    "负责|出资|新建|申报|谋划){0,4}的?(?:“)?"
)
_BUILT = re.compile(
    r"(?:已?于?[^，。；、\n]{0,8}?)?(?:" + any_of("built_adverbs") + r")*(?:" + any_of("works_progress") + ")"
)
_PHASE = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,6})([一二三四]期(?:项目|工程|厂房)?)(?=总?投资[0-9]|"
    r"[0-9]+月|[正已将]|相继|开工|动工|投产)|(?<![\u4e00-\u9fff])([一二三四]期)(?:项目|工程)"
)
#: A line of a factory is a project where it is to be built: 建设日产6200吨熟料生产线.
_PLANNED = re.compile("(?:建设|新建|上马|投建|签约的?)$")
_STAGE = re.compile("[一二三四]期")
_LISTED = re.compile("等(?:[0-9一二两三四五六七八九十几多]+余?个|一批)?(?:" + any_of("project_qualities") + ")*项目")
_ROAD = re.compile("(?:" + any_of("public_works") + ")$")
_THINGS = re.compile("(?:[\\u4e00-\\u9fff]{2,8}、)+")
_LEGAL = re.compile("(?:公司|集团)$")
_PARK = re.compile("" + any_of("park_ends") + "")
#: What parts an enterprise from a park: 甲公司入驻产业园.
_NO_PARK = re.compile("[的了在与和及将拟从到等为把是由，。；、：“”（(]|" + any_of("park_verbs") + "|生产$|工业$|产业$")
_WORK = re.compile(f"(?:{any_of('works')})$")
_SHORT_PARK = 10
_SHORT_LIST = 20
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class _Owner:
    start: int
    end: int
    name: str


def find_projects(flow: Flow, companies: Sequence[CompanyEntity], zones: ZoneReading | None = None) -> list[Project]:
    """The named projects of an article in the order of their first mention; names without the enterprise in front."""
    text = flow.text
    owners = sorted((_Owner(s, e, one.name) for one in companies for s, e in one.mentions), key=lambda one: one.start)
    found: dict[str, tuple[int, int, str | None]] = {}
    firms = {(one.start, one.end) for one in owners}
    listed = ((*span, None) for span in listed_projects(text) if span not in firms)
    for start, end, company in (*listed, *_candidates(text, owners, zones), *_phases(text, owners)):
        name = text[start:end]
        if name not in found or (found[name][2] is None and company is not None):
            found[name] = (start, end, company)
    return _records(flow, found, zones)


def _candidates(text: str, owners: list[_Owner], zones: ZoneReading | None) -> Iterator[tuple[int, int, str | None]]:
    starts = [one.start for one in owners]
    barred = [(one.start, one.end) for one in zones.mentions] if zones is not None else []
    barred_starts = [start for start, _ in barred]
    for head in _HEAD.finditer(text):
        at = head.start()
        low = _low(text, at)
        owner = _owner(_clause(text, low), at, owners, starts)
        zone_end = _zone_end(at, barred, barred_starts)
        if owner is not None and _enumerates(text, owner.end, low):
            low = owner.end
        begin = max(low, owner.end if owner else low, zone_end)
        begin += cut_before(text[begin:at])
        begin = max(begin, _after_bracket(text, begin, at))
        if begin < at and _is_project(text, begin, at, head.end(), owner, zone_end):
            name = owner.name if owner and _invests(text, owner.end, begin) else None
            yield _with_brand(text, begin, owner), head.end(), name
        elif owner is not None and (_is_park_of(text, owner, at, head) or _is_brands(owner, at, head)):
            yield owner.start, head.end(), owner.name


def _after_bracket(text: str, begin: int, end: int) -> int:
    """Behind a bracket that opens a name or was opened before it; `begin` where there is none."""
    closed = re.compile("[（(]?[^（）()]*[）)]").match(text, begin, end)
    return closed.end() if closed and (text[begin] in "（(" or not re.search("[（(]", closed.group())) else begin


def _with_brand(text: str, begin: int, owner: _Owner | None) -> int:
    """Where a project's name begins: a brand without a legal form is part of it (远湖石墨项目), a company is not."""
    if owner is None or owner.end != begin or _LEGAL.search(owner.name):
        return begin
    return owner.start


def _is_brands(owner: _Owner, at: int, head: re.Match[str]) -> bool:
    """Whether a project is called after nothing but a brand: 惠远新材料项目."""
    return owner.end == at and head.group() == "项目" and not _LEGAL.search(owner.name)


def _is_park_of(text: str, owner: _Owner, at: int, head: re.Match[str]) -> bool:
    """Whether a park, a base or a head office is called after the enterprise printed right before it."""
    between = text[owner.end : at]
    return bool(_PARK.fullmatch(head.group())) and len(between) <= _SHORT_PARK and not _NO_PARK.search(between)


def _phases(text: str, owners: list[_Owner]) -> Iterator[tuple[int, int, str | None]]:
    """银河一期 before its sum or its start; a bare 一期项目 where an enterprise is named before it."""
    if not _STAGE.search(text):
        return
    starts = [one.start for one in owners]
    for phase in _PHASE.finditer(text):
        brand = phase.group(1)
        if brand:
            start = phase.start() + cut_before(brand)
            if start < phase.end(1) and not is_generic(text[start : phase.end(1)]):
                yield start, phase.end(2), None
        elif phase.group().endswith(("项目", "工程")):
            low = text.rfind("\n", 0, phase.start())
            before = bisect_right(starts, phase.start()) - 1
            if before >= 0 and owners[before].start >= max(0, low):
                yield phase.start(), phase.end(), owners[before].name


def _low(text: str, end: int, brackets: int = 2) -> int:
    """How far left a name may reach that ends at a position: a stop, or so many brackets inside it."""
    low = max(0, end - _LONGEST)
    stop = _UP_TO_STOP.match(text, low, end)
    if stop is None:
        return low
    inside = _INSIDE.search(text, low, stop.end()) if brackets else None
    return _low(text, inside.start(), brackets - 1) if inside else stop.end()


def _clause(text: str, low: int) -> int:
    """Where the clause begins: quotation marks and brackets do not end it."""
    if text[low - 1 : low] not in "“（(、":
        return low
    return max(text.rfind(sign, max(0, low - _LONGEST), low) for sign in "，。；：！？,;\n") + 1


def _enumerates(text: str, end: int, low: int) -> bool:
    """Whether a name that begins at an enterprise holds the 、 before `low` (甲公司呼吸机、麻醉机项目)."""
    things = text[end:low]
    if not things.endswith("、") or len(things) > _SHORT_LIST or "项目" in things:
        return False
    return _THINGS.fullmatch(things) is not None


def _owner(low: int, end: int, owners: list[_Owner], starts: list[int]) -> _Owner | None:
    """The last enterprise that ends between two positions."""
    index = bisect_right(starts, end) - 1
    while index >= 0:
        one = owners[index]
        if one.end <= end:
            return one if one.end > low else None
        index -= 1
    return None


def _zone_end(position: int, barred: list[tuple[int, int]], starts: list[int]) -> int:
    """End of the last zone named before a position; a project may be called after a park (甲产业园项目)."""
    index = bisect_right(starts, position) - 1
    while index >= 0 and barred[index][1] == position:
        index -= 1
    return barred[index][1] if index >= 0 and barred[index][1] <= position else -1


def _invests(text: str, end: int, begin: int) -> bool:
    """Whether what stands between an enterprise and a project makes it the project's."""
    return begin == end or bool(_INVESTED.fullmatch(text[end:begin]))


def _is_project(text: str, begin: int, head: int, end: int, owner: _Owner | None, zone_end: int) -> bool:
    core = text[begin:head]
    word = text[head:end]
    if len(core) > 40 or _COUNTED.search(text[max(0, begin - 4) : begin]) or core.startswith(("类", "化")):
        return False
    generic = is_generic(core)
    if (
        CAPACITY.search(core)
        and len(core) >= 6
        and (word != "生产线" or _PLANNED.search(text[max(0, begin - 6) : begin]))
    ):
        return True
    if generic or len(core) < 2:
        return False
    if _MANY.match(text, end) or core.endswith(("和", "及", "与", "等", "类")):
        return False
    summed = bool(_SUM_BEFORE.search(text[max(0, begin - 24) : begin]))
    owned = owner is not None and _invests(text, owner.end, begin)
    if word == "项目":
        if summed or owned or (len(core) == 4 and _traded(core)):
            return True
        return len(core) >= 5 and (_product(core) or bool(_WORK.search(core) and _BUILT.match(text, end)))
    if _ROAD.search(word):
        return bool(_BUILT.match(text, end)) or summed
    if word == "工程":
        return summed or owned or (len(core) >= 5 and _product(core) and bool(_BUILT.match(text, end)))
    return summed or (owned and bool(_BUILT.match(text, end))) or bool(_LISTED.match(text, end))


#: 承诺制项目59个: a count behind the word.
_MANY = re.compile("(?:总数|总量|数量|数)?(?:" + any_of("counts_reach") + ")?[0-9一二两三四五六七八九十几]+余?[个项件]")
_COUNTED = re.compile("(?:[0-9一二两三四五六七八九十几多数百]+余?[个项批]|[各每]个?|所有|全部)$")
#: Words that say what is made or built; a project without an enterprise or a sum has one near its end.
_PRODUCT = re.compile(
    "(?:"
    + any_of("products")
    + "|塑料?|传感器?|船舶?|铸件?|锻件?|阀门?|零?部?件)+(?:产业化?|"
    + any_of("project_tails")
    + ")*$"
)


def _product(core: str) -> bool:
    return bool(_PRODUCT.search(core[-12:])) or _traded(core)


def _traded(core: str) -> bool:
    """Whether a brand and a trade that says what is made are all of a name (远湖石墨)."""
    brand = without_trade(core)
    return 2 <= len(brand) < len(core) and not is_generic(core[len(brand) :]) and not is_generic(brand)


def _records(flow: Flow, found: dict[str, tuple[int, int, str | None]], zones: ZoneReading | None) -> list[Project]:
    """The projects of which the text has mentions, with who invests, the zone and the sum printed beside the first."""
    text = flow.text
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in found}
    for name, start, end in occurrences(text, list(found)):
        spans[name].append((start, end))
    made: list[Project] = []
    for name in sorted((name for name in found if spans[name]), key=lambda name: spans[name][0]):
        start, end, company = found[name]
        investment = _investment(text, start, end, company)
        zone = _zone(start, flow, zones)
        made.append(Project(flow.printed[start:end], flow.mentions(spans[name]), company, zone, investment))
    return made


def _investment(text: str, start: int, end: int, company: str | None) -> str | None:
    """The sum printed before a project in its clause, or right behind it."""
    low = max(text.rfind(sign, 0, start) for sign in "。；;、\n") + 1
    begin = max(low, start - 60)
    owned = text.rfind(company, begin, start) if company else -1
    if owned < 0:
        begin = max(begin, text.rfind("，", 0, start) + 1, text.rfind(",", 0, start) + 1)
    before = list(_SUM.finditer(text, begin, start))
    if before:
        return before[-1].group(1)
    after = _SUM_AFTER.match(text, end)
    return after.group(1) if after and "项目" not in after.group() and not text.startswith("的", after.end()) else None


def _zone(start: int, flow: Flow, zones: ZoneReading | None) -> str | None:
    """The zone named last before the project in its sentence, else the article's."""
    if zones is None:
        return None
    low, high = flow.sentence_at(start)
    inside = [one for one in zones.mentions if low <= one.start < high and one.zone is not None]
    before = [one for one in inside if one.start < start]
    chosen = before[-1] if before else inside[0] if inside else None
    index = chosen.zone if chosen is not None else zones.subject
    return zones.zones[index].name if index is not None else None
