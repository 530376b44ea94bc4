"""Figures of an article: quantities with what they measure and the time they hold for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.extraction.indicators import Before, indicator_of
from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of
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
        before = Before(previous.quantity.end, previous.indicator) if previous else None
        index = bisect_left(starts, quantity.start) - 1
        indicator = indicator_of(flow.text, quantity, before, dates, index)
        previous = FlowFigure(quantity, indicator, _period(flow.text, quantity.start, dates, starts))
        found.append(previous)
    return found


# ---------------------------------------------------------------- what is a figure

_THRESHOLD = re.compile("以上的?(?:在建|新建|重大)?(?:重?大?项目|" + any_of("threshold_nouns") + "|的?.{0,4}项目)")
_MEASURED_YEARS = re.compile("(?:" + any_of("measured_spans") + "|免租期?)[^，。；：,;:]{0,8}$")
_AWAY = re.compile("之?外|远|开外")
_BEFORE_CLAUSE = "，。；！？,;\n"
_GRID = re.compile("[^，。；,;]{0,6}(?:变电|输电|输变电|线路|电网|站)")


def _states(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is said of something, instead of picking out which things are meant."""
    if quantity.unit == "年":
        measured = _MEASURED_YEARS.search(text, max(0, quantity.start - 14), quantity.start)
        return quantity.bound == "max" or measured is not None
    if _is_no_count(text, quantity):
        return False
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


def _is_no_count(text: str, quantity: Quantity) -> bool:
    """合到一起, 最后一百米 and 5个方面 count nothing; nor do 两项举措 behind the two that a list has named."""
    start, end = quantity.start, quantity.end
    if quantity.text in _TOGETHER and text[max(0, start - 1) : start] in ("到", "在", "于", "成", "为"):
        return True
    if text[max(0, start - 2) : start] == "最后" and quantity.unit in ("公里", "米"):
        return True
    listed = quantity.text[0] in _FEW and text[max(0, start - 1) : start] in ("”", "》", "等")
    aside = text[max(0, start - 1) : start] in ("在", "从", "等") and _SIDES.match(text, end - len(quantity.unit))
    return bool(aside) or (listed and _DEEDS.match(text, end) is not None)


_TOGETHER = ("一起", "一处", "一体", "一块")
_FEW = frozenset("两三四五六七八九十")
_SIDES = re.compile("个?方面(?!军)")
_DEEDS = re.compile("(?:" + any_of("deed_adjectives") + ")?(?:" + any_of("deed_nouns") + ")")


def _is_money_or_size(quantity: Quantity) -> bool:
    return quantity.unit_si in ("CNY", "m²", "W", "t", "m") or quantity.unit.endswith("元")


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
