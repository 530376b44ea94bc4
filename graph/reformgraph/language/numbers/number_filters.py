"""Which numbers with a unit measure something: not ordinals, times, model numbers, names and set phrases."""

from __future__ import annotations

import re

from reformgraph.language.lexicon import any_of
from reformgraph.language.numbers.number_forms import MULTIPLIERS
from reformgraph.language.numerals import integer

_TITLE_LENGTH = 60
_OPEN_NAME = re.compile("[“‘][^“”《》‘’，。；！？,;\n]{0,16}$")
_CLOSE_NAME = re.compile("[^“”《》‘’，。；！？,;\n]{0,16}[”’]")
_TIME_UNITS = frozenset("年天日周秒分钟小时")
_PROGRAMME = re.compile(any_of("programme_words") + "|期(?!限)")
_ROUND_THE_CLOCK = re.compile(any_of("round_the_clock") + "|“")
_SET_PHRASE = re.compile("一(?!共|次性|般|直|定|律|致|方|年|期)|一体|两头|不(?![同少大])|[最零再必]|严(?!重)")
_CIRCLE = re.compile("[^，。；,;、]{0,6}圈")
_RECENT = re.compile("(?:过去|未来|最近|[^超]近)$")
_MOMENT_AFTER = re.compile("[之以]?[前后](?!续)|以?来(?!自|到|访|源)|间")


def measures(text: str, match: re.Match[str]) -> bool:
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
    return not in_name(text, start, end)


def _is_ordinal(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[start - 1]
    if before == "第":
        return True
    if before == "每":
        return bool(match["unit"]) and match["unit"] in ("年", "天", "周", "小时", "分钟", "个月", "日")
    if match["unit"] in ("期", "批", "名", "位", "轮", "类", "届"):
        return text[start - 2 : start - 1] not in tuple("提目当日此之以面跟")
    return text[start - 2 : start - 1] not in tuple("提目当日此之以年月面跟天")


def in_name(text: str, start: int, end: int) -> bool:
    """Whether the range stands inside 《》 or inside a short quotation, which is a name."""
    if text.find("》", end, end + _TITLE_LENGTH) >= 0:
        opening = text.rfind("《", max(0, start - _TITLE_LENGTH), start)
        if opening >= 0 and text.find("》", opening, start) < 0:
            return True
    opened = _OPEN_NAME.search(text, max(0, start - 17), start)
    if opened is None:
        return False
    closed = _CLOSE_NAME.match(text, end)
    if closed is None:
        return False
    return text[closed.end() - 2] not in "了吧呢"


def arabic_measures(text: str, match: re.Match[str]) -> bool:
    """Whether a number in Arabic digits is neither a year, a time of day nor part of a longer code."""
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
_LEAST = re.compile("(?:[压缩减缩精简降整合归并短少低]{1,4}|变)(?:至|到|为|成)$|(?:" + any_of("least_words") + ")了?$")
_HALF_MEASURE = frozenset({"年", "个月", "天", "小时"})


def chinese_measures(text: str, match: re.Match[str]) -> bool:
    """Whether Chinese numerals count: 一 only as the end of a cut (压缩至一天), no idioms, no second or third."""
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
    if number in ("一二", "二三", "三四") and unit in _NUMBERED:
        return False
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
        len(number) > 1 and all(character in "一二两三四五六七八九" for character in number) and not neighbours(number)
    )


_PAIR = re.compile(
    "(?P<tens>[二三四五六七八九]?十)?(?P<low>[一二两三四五六七八九])(?P<high>[二两三四五六七八九])(?P<times>[十百千万]*)"
)


def neighbours(number: str) -> tuple[str, str] | None:
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
