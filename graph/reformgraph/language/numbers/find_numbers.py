"""Numbers with units in Chinese text: value, exactness, unit as printed and normalised (INTERFACE section 5).

Left out, because they measure nothing: dates and times of day, ordinals, phone and document numbers, model numbers,
titles in 《》, numerals inside quoted names (“三个一批”) and in fixed ones (五位一体, 一件事, 7×24小时).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from reformgraph.language.numbers.number_filters import arabic_measures, chinese_measures, in_name, measures, neighbours
from reformgraph.language.numbers.number_forms import (
    ARABIC,
    BEFORE,
    BEFORE_LAST,
    CHINESE,
    FACTORS,
    HALF,
    MULTIPLIERS,
    PERCENT,
)
from reformgraph.language.numerals import integer
from reformgraph.records import Bound

_ROUND = re.compile("(?<![以线网会身])上$")


class Quantity(NamedTuple):
    """A number with a unit at a half-open range of the text.

    Attributes
    ----------
    text
        The printed piece, with the words of exactness that belong to it (近300家, 35个以上).
    value, value_max
        Decimal strings without exponent; `value_max` of a range (26至31).
    bound
        ``about``, ``min`` (以上, 超过), ``max`` (不到, 以内) or None.
    unit
        As printed, multiplier included (万元, 个工作日).
    value_si, unit_si
        `value` in m², m, t, W, CNY, persons, items or ``1`` (a plain ratio); None for other units.
    """

    start: int
    end: int
    text: str
    value: str
    value_max: str | None
    bound: Bound | None
    unit: str
    value_si: str | None
    unit_si: str | None


def find_quantities(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every number with a unit, in order, none overlapping another.

    Parameters
    ----------
    text
        Folded text without hard wraps (`Flow.text`).
    skip
        Sorted ranges in which no number counts, such as those of the dates of the text.

    Examples
    --------
    >>> [(found.value, found.unit, found.bound) for found in find_quantities("近两千家企业拿地3宗138.64亩")]
    [('2000', '家', 'about'), ('3', '宗', None), ('138.64', '亩', None)]
    """
    starts = [start for start, _ in skip]
    found: list[Quantity] = []
    for quantity in sorted(_all(text), key=lambda quantity: (quantity.start, -quantity.end)):
        index = bisect_right(starts, quantity.end - 1) - 1
        if index >= 0 and skip[index][1] > quantity.start:
            continue
        if not found or found[-1].end <= quantity.start:
            found.append(quantity)
    return found


@lru_cache(maxsize=4096)
def normalise(value: str, unit: str) -> tuple[str | None, str | None]:
    """A printed value in its normalised unit, as a decimal string; (None, None) for other units.

    >>> normalise("138.64", "亩"), normalise("16", "亿元"), normalise("93.65", "%"), normalise("5", "天")
    (('92426.67', 'm²'), ('1600000000', 'CNY'), ('0.9365', '1'), (None, None))
    """
    si, times, by = _factor(unit)
    if si is None:
        return None, None
    exact = _EXACT.multiply(Decimal(value), times)
    if by != 1:
        exact = _EXACT.divide(exact, by).quantize(Decimal("0.01"), context=_EXACT)
    return _plain(exact), si


_EXACT = Context(prec=80)


@lru_cache(maxsize=1024)
def _factor(unit: str) -> tuple[str | None, Decimal, Decimal]:
    """Normalised unit, and the decimal factor and divisor to it; a multiplier alone counts items."""
    base, factor = unit, Fraction(1)
    while base not in FACTORS and base[:1] in MULTIPLIERS:
        factor *= MULTIPLIERS[base[0]]
        base = base[1:]
    si, own = FACTORS.get(base, ("items" if not base else None, Fraction(1)))
    factor *= own
    times, by = Decimal(factor.numerator), Decimal(factor.denominator)
    if by % 3 != 0:  # a decimal fraction is exact
        times, by = _EXACT.divide(times, by), Decimal(1)
    return si, times, by


def _plain(value: Decimal) -> str:
    """Decimal string without exponent and trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---------------------------------------------------------------- reading


def _all(text: str) -> Iterator[Quantity]:
    for match in ARABIC.finditer(text):
        if measures(text, match) and arabic_measures(text, match):
            yield from _read(text, match)
    for match in CHINESE.finditer(text):
        if measures(text, match) and chinese_measures(text, match):
            yield from _read(text, match)
    for match in HALF.finditer(text) if "半" in text else ():
        before = match["before"]
        bound: Bound | None = "min" if before.startswith("超") else "max" if before.startswith("不") else None
        yield _quantity(text, match, match.start(), "0.5", None, "about" if before == "近" else bound, match["unit"])
    for match in PERCENT.finditer(text):
        value = _percent(match["number"])
        if value is not None and not in_name(text, match.start(), match.end()):
            yield _quantity(text, match, match.start(), value, None, _bound_after(match["tail"]), "%")


def _percent(number: str) -> str | None:
    if number == "百":
        return "100"
    if number[0].isdigit():
        return number if number.count(".") <= 1 and number[-1] != "." else None
    whole, _, part = number.partition("点")
    value, decimals = integer(whole), [integer(digit) for digit in part]
    if value is None or None in decimals:
        return None
    return f"{value}.{''.join(map(str, decimals))}" if decimals else str(value)


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    unit = _unit(match)
    low, high = match["number"], match["high"]
    if high and (_is_change(text, match, unit) or (match["low_unit"] or "") + low == ""):
        yield from _change(text, match, unit)
        return
    low_value, peeled = _value(low)
    high_value = None
    if high:
        high_value, peeled = _value(high)
    elif low_value is not None and (pair := neighbours(low)):
        low_value, high_value = pair
    if low_value is None or (high and high_value is None):
        return
    if match["half"] or match["inner"] == "半":
        tenths = integer(match["half"] or "") or 5  # 七成五, 七成半
        low_value = str(Decimal(low_value) + Decimal(tenths) / 10)
    if high_value is not None and Decimal(high_value) < Decimal(low_value):
        low_value, high_value = high_value, low_value  # 距今10万至1万年
    bound = _bound(text, match)
    yield _quantity(text, match, _begin(text, match), low_value, high_value, bound, peeled + unit)


def _quantity(
    text: str, match: re.Match[str], start: int, value: str, high: str | None, bound: Bound | None, unit: str
) -> Quantity:
    si, unit_si = normalise(value, unit)
    return Quantity(start, match.end(), text[start : match.end()], value, high, bound, unit, si, unit_si)


def _unit(match: re.Match[str]) -> str:
    if match["bare"]:
        return match["bare"]
    if match["inner"]:
        return (match["many"] or "") + "个" + match["inner_unit"]
    return (match["many"] or "") + match["unit"] + (match["per"] or "")


def _value(number: str) -> tuple[str | None, str]:
    """Decimal string of a printed number and the multiplier taken out of it."""
    if number[0].isdigit() and "亿" not in number:
        return number.replace(",", ""), ""
    bare = number.rstrip("万亿")
    mixed = "万" in bare or "亿" in bare  # 三亿五千万
    peeled = "" if mixed else number[len(bare) :]
    value = integer(number if mixed else bare)
    if value is None:
        return None, ""
    if mixed and value >= 10**8 and value % 10**4 == 0:
        return _plain(_EXACT.divide(Decimal(value), Decimal(10**8))), "亿"
    return str(value), peeled


def _is_change(text: str, match: re.Match[str], unit: str) -> bool:
    """Whether X到Y tells of two values (从20家到50家, 5000万元至1亿元) and not of a range."""
    low_unit = match["low_unit"] or ""
    if low_unit and low_unit != unit and not unit.startswith(low_unit):
        return True
    return low_unit == unit and text[match.start() - 1 : match.start()] in tuple("从由")


def _change(text: str, match: re.Match[str], unit: str) -> Iterator[Quantity]:
    low, peeled = _value(match["number"])
    if low is not None and match["low_unit"]:
        low_unit = peeled + match["low_unit"]
        end = match.end("low_unit")
        si, unit_si = normalise(low, low_unit)
        yield Quantity(match.start(), end, text[match.start() : end], low, None, None, low_unit, si, unit_si)
    high, peeled = _value(match["high"])
    if high is not None:
        yield _quantity(text, match, match.start("high"), high, None, _bound_after(match["tail"]), peeled + unit)


def _bound_after(tail: str | None) -> Bound | None:
    if not tail or tail.endswith("不等"):
        return None
    if tail.endswith("上") and "上下" not in tail:
        return "min"
    return "max" if tail.endswith(("内", "以下")) else "about"


def _bound(text: str, match: re.Match[str]) -> Bound | None:
    if (after := _bound_after(match["tail"])) is not None:
        return after
    if (before := _before(text, match.start())) is not None:
        return "about" if before["about"] else "min" if before["min"] else "max"
    if _is_round(text, match):
        return "about"
    some = match["some"] or match["high_some"] or match["many_some"] or match["bare_some"]
    return "about" if some or match["inner"] in ("多", "来") else None


def _before(text: str, start: int) -> re.Match[str] | None:
    if start == 0 or text[start - 1] not in BEFORE_LAST:
        return None
    return BEFORE.search(text, max(0, start - 6), start)


def _begin(text: str, match: re.Match[str]) -> int:
    before = _before(text, match.start())
    return before.start() if before else match.start() - _is_round(text, match)


def _is_round(text: str, match: re.Match[str]) -> bool:
    """Whether 上 before a number belongs to it: 上千人, not 线上千家商户 or 十万元以上百万元以下."""
    return match["number"][0] in "百千" and _ROUND.search(text, max(0, match.start() - 2), match.start()) is not None
