"""Figures of an article: quantities with what they measure and the time they hold for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.flow import Flow
from reformgraph.language.numbers.find_numbers import Quantity


class FlowFigure(NamedTuple):
    """A quantity at its flow positions, the noun phrase it measures, and the time that governs it."""

    quantity: Quantity
    indicator: str
    period: DateMention | None


def find_figures(flow: Flow, dates: Sequence[DateMention], quantities: Sequence[Quantity]) -> list[FlowFigure]:
    """Figures in text order: the quantities that state something, each with its indicator and period.

    Left out are thresholds (2亿元以上项目), stretches of years that measure nothing (经过5年的建设) and quantities that
    only name a thing.

    Parameters
    ----------
    flow
        The article.
    dates, quantities
        `find_dates` and `find_quantities` of ``flow.text``.
    """
    found: list[FlowFigure] = []
    starts = [mention.start for mention in dates]
    previous: FlowFigure | None = None
    for quantity in quantities:
        if not _states(flow.text, quantity):
            continue
        indicator = _indicator(flow.text, quantity, previous, dates, starts)
        previous = FlowFigure(quantity, indicator, _period(flow.text, quantity.start, dates, starts))
        found.append(previous)
    return found


# ---------------------------------------------------------------- what is a figure

_THRESHOLD = re.compile("以上的?(?:重?大?项目|企业|工程|产业|工业|设备|技改|投资|规模|的?.{0,4}项目)")
_MEASURED_YEARS = re.compile(
    "(?:用时|耗时|历时|缩短|压缩|提前|不少于|不低于|不超过|年限|期限|为期|有效期|保质期|租期|免租期?|不得|连续|最长|最短|长达|达|延长|年期"
    "|使用权|减免|免)[^，。；：,;:]{0,8}$"
)
_AWAY = re.compile("之?外|远|开外")
_BEFORE_CLAUSE = "，。；！？,;\n"
_GRID = re.compile("[^，。；,;]{0,6}(?:变电|输电|输变电|线路|电网|站)")


def _states(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is said of something, instead of picking out which things are meant."""
    if quantity.unit == "年":
        measured = _MEASURED_YEARS.search(text, max(0, quantity.start - 14), quantity.start)
        return quantity.bound == "max" or measured is not None
    if quantity.unit == "岁" or (quantity.unit in ("千伏", "kV", "KV") and _GRID.match(text, quantity.end)):
        return False
    if quantity.unit_si == "m" and _AWAY.match(text, quantity.end):
        return False
    if (
        quantity.text[0] == "两"
        and len(quantity.text) <= 3
        and quantity.start
        and text[quantity.start - 1] in _BEFORE_CLAUSE
    ):
        return False  # 两家公司 at the head of a clause are the two named before
    if quantity.bound == "min" and quantity.text.endswith("以上") and _is_money_or_size(quantity):
        return _THRESHOLD.match(text, quantity.end - 2) is None
    return True


def _is_money_or_size(quantity: Quantity) -> bool:
    return quantity.unit_si in ("CNY", "m²", "W", "t", "m") or quantity.unit.endswith("元")


# ---------------------------------------------------------------- what it measures

_UP_TO_BOUNDARY = re.compile(".*[，。；：、！？,;:!?\n（）()—…]", re.S)
_LEAD = re.compile(
    "^(?:其中|目前|截至目前|累计|共计?|总计|合计|已经?|将|并|又|还|也|就|均|仅|再|且|而|同时|另有|另外|此外|预计|计划|确保|力争|实现|其|该|使|让|把|以|从|由|为|在|对|与|和|及|的|了|有)"
)
_VERB_TAIL = re.compile(
    "(?:已?经?(?:(?<![送抵到传直发表转下通兑])达到?了?|突破|超过|完成|实现|增长?到|增加到|增至|上升到|上升至|提[高升]到|提[高升][至为]|升至|压缩[至到为]|缩短[至到为]|压减[至到为]"
    "|减少[至到为]|降[至到低]?|缩减[至到为]|精简[至到为]|扩大到|扩大至|为|是|有|占到|到|至|共|(?<!签)约|近|了|累计|合计|总计|共计|预计|仅|只|就|分别|高达|多达|可达|均|各|又|再|由|从|在|也))+$"
)
#: Last characters of what `_VERB_TAIL` matches.
_VERB_ENDS = frozenset("达到了破过成现至降低为是有共约近计仅只就别均各又再由从在也")
_CHANGE = re.compile(
    "(?:同比|环比|比[^，。]{0,8}|年均|较[^，。]{0,8})?(?:增长|下降|增加|减少|提高|提升|上升|降低|增幅|回升|增速|扩大|压缩|压减|缩短)$"
)
_SHARE = re.compile("(?:占比?|占到|比重|占[^，。]{1,14}的)$")
_STOP = (
    "压缩|缩短|压减|减少|提升|增加|下降|降至|降到|增长"
    "|提高|办结|入选|获|全部|分别|左右|迁入|落户|推行|推广|推进|实施|开展|开工|签约|投产"
)
_NOUN_AFTER = re.compile(
    rf"的?((?:(?!{_STOP})[^，。；：、！？,;:!?\n（）()“”的了在将与和并等已均为是进行实现完成参可能不由至到被占就以用0-9]){{2,10}})"
)
_SKIPPED = re.compile('[“”‘’《》"]')
_AREA = frozenset({"m²"})
_MAX = 18


def _indicator(
    text: str, quantity: Quantity, previous: FlowFigure | None, dates: Sequence[DateMention], starts: Sequence[int]
) -> str:
    start = quantity.start
    low = max(0, start - 60)
    if previous is not None and previous.quantity.end > low:
        low = previous.quantity.end
    index = bisect_left(starts, start) - 1
    if index >= 0 and dates[index].end > low:
        low = min(dates[index].end, start)
    whole = text[low:start]
    bounded = _UP_TO_BOUNDARY.match(whole)
    cut = bounded.end() if bounded else 0
    phrase = _SKIPPED.sub("", whole[cut:])
    if phrase[-1:] in _VERB_ENDS:
        phrase = _VERB_TAIL.sub("", phrase)
    phrase = _trim(phrase)
    after = _noun_after(text, quantity)
    if not phrase and cut == 0 and previous is not None and previous.quantity.end == low:
        return previous.indicator or after
    if _CHANGE.fullmatch(phrase) or _SHARE.fullmatch(phrase):
        return _join(previous, text, start, phrase)
    if after and _counts(quantity):
        return _join_noun(phrase, after)
    if not phrase and previous is not None and "\n" not in text[previous.quantity.end : start]:
        return after or previous.indicator
    return phrase or after


def _trim(phrase: str) -> str:
    for _ in range(4):
        shorter = _LEAD.sub("", phrase)
        if shorter == phrase:
            break
        phrase = shorter
    return phrase[-_MAX:]


def _noun_after(text: str, quantity: Quantity) -> str:
    match = _NOUN_AFTER.match(text, quantity.end)
    return match[1] if match else ""


def _counts(quantity: Quantity) -> bool:
    return quantity.unit_si in ("items", "persons") or quantity.unit_si is None


def _join_noun(phrase: str, noun: str) -> str:
    return (phrase + noun)[-_MAX:] if phrase else noun


def _join(previous: FlowFigure | None, text: str, start: int, phrase: str) -> str:
    """增长 and 占比 measure what the figure before them measures."""
    if previous is None or start - previous.quantity.end > 24 or "。" in text[previous.quantity.end : start]:
        return phrase
    return f"{previous.indicator}{phrase}"[-_MAX:]


# ---------------------------------------------------------------- when it holds

_NO_PERIOD = frozenset({"future"})
_REACH = 600


def _period(text: str, start: int, dates: Sequence[DateMention], starts: Sequence[int]) -> DateMention | None:
    """The last time named before a position in its sentence (。 ends it, ； does not)."""
    index = bisect_left(starts, start) - 1
    while index >= 0 and start - dates[index].end <= _REACH:
        mention = dates[index]
        between = text[mention.end : start]
        if any(mark in between for mark in "。！？\n"):
            return None
        if mention.kind not in _NO_PERIOD:
            return mention
        index -= 1
    return None
