"""Numbers with units in Chinese text: value, exactness, unit as printed and normalised (INTERFACE section 5).

Left out, because they measure nothing: dates and times of day, ordinals, phone and document numbers, model numbers,
titles in 《》, numerals inside quoted names (“三个一批”) and in fixed ones (五位一体, 一件事, 7×24小时).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from reformgraph.number_forms import ARABIC, BEFORE, BEFORE_LAST, CHINESE, FACTORS, HALF, MULTIPLIERS, PERCENT
from reformgraph.numerals import integer
from reformgraph.records import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
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
        if _measures(text, match) and _arabic_measures(text, match):
            yield from _read(text, match)
    for match in CHINESE.finditer(text):
        if _measures(text, match) and _chinese_measures(text, match):
            yield from _read(text, match)
    for match in HALF.finditer(text):
        before = match["before"]
        bound: Bound | None = "min" if before.startswith("超") else "max" if before.startswith("不") else None
        yield _quantity(text, match, match.start(), "0.5", None, "about" if before == "近" else bound, match["unit"])
    for match in PERCENT.finditer(text):
        value = _percent(match["number"])
        if value is not None and not _in_name(text, match.start(), match.end()):
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
    elif low_value is not None and (pair := _neighbours(low)):
        low_value, high_value = pair
    if low_value is None or (high and high_value is None):
        return
    if match["half"] or match["inner"] == "半":
        low_value = str(Decimal(low_value) + Decimal("0.5"))
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


_PAIR = re.compile(
    "(?P<tens>[二三四五六七八九]?十)?(?P<low>[一二两三四五六七八九])(?P<high>[二两三四五六七八九])(?P<times>[十百千万]*)"
)


def _neighbours(number: str) -> tuple[str, str] | None:
    """The two ends of 七八, 三五, 十七八 or 二三十."""
    match = _PAIR.fullmatch(number)
    if match is None:
        return None
    low, high = integer(match["low"]) or 0, integer(match["high"]) or 0
    if high - low != 1 and (low, high) != (3, 5):
        return None
    tens = (integer(match["tens"]) or 0) if match["tens"] else 0
    times = 1
    for character in match["times"]:
        times *= MULTIPLIERS[character]
    return str(tens + low * times), str(tens + high * times)


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
    if match["number"][0] in "百千" and text[match.start() - 1 : match.start()] == "上":
        return "about"
    some = match["some"] or match["high_some"] or match["many_some"] or match["bare_some"]
    return "about" if some or match["inner"] in ("多", "来") else None


def _before(text: str, start: int) -> re.Match[str] | None:
    if start == 0 or text[start - 1] not in BEFORE_LAST:
        return None
    return BEFORE.search(text, max(0, start - 6), start)


def _begin(text: str, match: re.Match[str]) -> int:
    before = _before(text, match.start())
    return before.start() if before else match.start()


# ---------------------------------------------------------------- what measures nothing

_OPEN_NAME = re.compile("[“《‘][^“”《》‘’，。；！？,;\n]{0,16}$")
_CLOSE_NAME = re.compile("[^“”《》‘’，。；！？,;\n]{0,16}[”》’]")
_TIME_UNITS = frozenset("年天日周秒分钟小时")
_PROGRAMME = re.compile("规划|行动|计划|攻坚|任务|发展|倍增|大变|专项|经济社会|滚动|期(?!限)|制|规")
_ROUND_THE_CLOCK = re.compile(
    "自助|不打烊|值守|值班|服务|在线|全天|营业|政务|无人|热线|全时|轮|全覆盖|“|开放|全年|待命|响应"
)
_SET_PHRASE = re.compile("一(?!共|次性|般|直|定|律|致|方|年|期)|一体|两头|不(?![同少大])|[最零再必]|严(?!重)")
_CIRCLE = re.compile("[^，。；,;、]{0,6}圈")
_RECENT = re.compile("(?:过去|未来|最近|[^超]近)$")
_MOMENT_AFTER = re.compile("[之以]?[前后](?!续)|以?来(?!自|到|访|源)|间")


def _measures(text: str, match: re.Match[str]) -> bool:
    """Whether a number says how much: neither an ordinal nor part of a name, a time or a model number."""
    start, end = match.span()
    before = text[start - 1 : start]
    if before and before in "第每前" and _is_ordinal(text, start, match):
        return False
    unit = match["unit"] or ""
    if unit == "日" and match["tail"] is None:
        return False
    if unit in ("年", "天", "周", "分钟", "小时", "日") and match["tail"] is None and _MOMENT_AFTER.match(text, end):
        return False
    if unit == "年" and (_PROGRAMME.match(text, end) or _RECENT.search(text, max(0, start - 2), start)):
        return False
    if unit == "小时" and match["number"] == "24" and (before in tuple("×xX*") or _ROUND_THE_CLOCK.match(text, end)):
        return False
    if unit in ("分钟", "小时") and _CIRCLE.match(text, end):
        return False
    return not _in_name(text, start, end)


def _is_ordinal(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[start - 1]
    if before == "第":
        return True
    if before == "每":
        return bool(match["unit"]) and match["unit"] in ("年", "天", "周", "小时", "分钟", "个月", "日")
    if match["unit"] in ("期", "批", "名", "位", "轮", "类", "届"):
        return text[start - 2 : start - 1] not in tuple("提目当日此之以面跟")
    return text[start - 2 : start - 1] not in tuple("提目当日此之以年月面跟天")


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether the range stands inside 《》 or inside a short quotation, which is a name."""
    opened = _OPEN_NAME.search(text, max(0, start - 17), start)
    if opened is None:
        return False
    closed = _CLOSE_NAME.match(text, end)
    if closed is None:
        return False
    return text[opened.start()] == "《" or text[closed.end() - 2] not in "了吧呢"


def _arabic_measures(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    unit = match["unit"] or ""
    number = match["number"]
    if unit == "年" and not match["some"] and not match["many"]:
        if len(number) == 4 and number[:2] in ("18", "19", "20"):
            return False
        if len(number) == 2 and text[end : end + 1].isdigit():
            return False
    before = text[start - 1 : start]
    if unit == "分" and before in tuple("时点"):
        return False
    if unit == "天" and number == "365":
        return False
    if before == "-" and text[start - 2 : start - 1].isalnum() and text[start - 2 : start - 1].isascii():
        return False  # B2-5, 0552-4078123
    return number[0] != "0" or number == "0" or number.startswith("0.")


_COUNTABLE = frozenset(
    "个 家 户 项 宗 件 次 期 份 种 所 座 台 枚 张 起 场 批 条 款 支 套 栋 幢 间 轮 名 人 位 类 处 亩 吨 "  # noqa: SIM905
    "大类 门类 人次 场次 批次 天 年 周 小时 分钟 倍 成 个月 个工作日 工作日 个小时 个百分点 个季度 艘 "
    "辆 笔 部 层".split()
)
#: Units with which 三 is as often "the third" as "three".
_NUMBERED = frozenset("期批类层轮部")
_COUNTED = re.compile("[分共达成续有计设开展织施办行了约]$")
_LEAST = re.compile(
    "(?:[压缩减缩精简降整合归并短少低]{1,4}|变)(?:至|到|为|成)$|(?:仅需|只需|只要|仅用|只用|仅|最快|不到|不足|近|增长|提高|翻)了?$"
)
_HALF_MEASURE = frozenset({"年", "个月", "天", "小时"})


def _chinese_measures(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    number, unit = match["number"], match["unit"] or ""
    before = text[start - 1 : start]
    if before and before in "第周初高老其之统唯万专同百千几数十零〇点一二三四五六七八九":
        return False
    if match["bare"]:
        return len(number) > 1 and not match["high"] and number[0] not in "百千"
    if _SET_PHRASE.match(text, end) and match["tail"] is None:
        return False
    if number[0] in "百千":
        return bool(match["some"]) or (before in tuple("近上逾超约") and len(number) == 1)
    if len(number) > 1 or match["some"] or match["many"]:
        return not _is_list(number) and (len(number) > 1 or number != "一" or bool(match["many"]))
    if number == "二" or (unit and unit not in _COUNTABLE):
        return False
    if number == "一":
        return bool(match["half"]) or bool(unit != "成" and _LEAST.search(text, max(0, start - 6), start))
    if (number, unit) in (("四", "处"), ("九", "天")):
        return False
    if text.startswith("“", end) or _sums_up(text, start, number):
        return False
    if unit in _NUMBERED and number != "两":
        return _COUNTED.search(text, max(0, start - 1), start) is not None
    if unit in _TIME_UNITS and before in tuple("这前头过那明后"):
        return False
    return unit != "分"


_LISTED = re.compile("[^，。；：！？,;:\n]*$")


def _sums_up(text: str, start: int, number: str) -> bool:
    """Whether a count only sums up the list it follows (承诺制、标准地、全代办三项改革)."""
    listed = _LISTED.search(text, max(0, start - 60), start)
    if listed is None or "、" not in listed.group() or listed.group().endswith("等"):
        return False
    marks = listed.group().count("、")
    return integer(number) in (marks + 1, marks + 1 + sum(listed.group().count(word) for word in "和与及"))


def _is_list(number: str) -> bool:
    """一二三 and the like: digits in a row that are neither a number nor a pair of neighbours."""
    return (
        len(number) > 1 and all(character in "一二两三四五六七八九" for character in number) and not _neighbours(number)
    )
