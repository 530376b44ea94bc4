"""Finds the issue date that a page prints, or that its file name or metadata tell."""

from __future__ import annotations

import re
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_IN_NAME = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=[A-Za-z]{3}))((?:19|20)\d\d)([-_.年]?)(\d{1,2})(?:\2|月)(\d{1,2})日?(?![0-9A-Fa-f])"
)
_LOOSE = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_FULL = re.compile(r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?")
_HAN_DATE = re.compile(
    r"(二[〇○零O][〇○零O一二三四五六七八九]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_HAN_DIGITS = {
    digit: place
    for place, digits in enumerate(("〇○零O", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for digit in digits
}
#: What may stand beside the date in a dateline, masthead or publication line.
_BESIDE = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日天]|农历.{0,12}|第?\s?\d+\s?[期版页号]|总第|发布|发表|更新|印发|时间|日期|来源|作者|编辑|责编"
    r"|\d{1,2}:\d{2}(?::\d{2})?|[\s\W_]+|新闻|报|网|[A-Za-z]+"
)
_LUNAR = re.compile(r"农历\S{0,12}|今日\s?\S{1,3}\s?版")
_DATELINE_YEAR = re.compile(r"^.{0,14}?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:电|讯)")
_FUTURE_BEFORE = re.compile(r"(?:到|至|力争|预计|计划|拟|将于|确保|截止)\s?$")
_FUTURE_AFTER = re.compile(r"\s?(?:底)?(?:前|以前|之前)")
_LONGEST_LINE = 48
_HEAD_LINES = 25
_TAIL_LINES = 12


def is_partial_date(text: str) -> bool:
    """Whether a text is a date of the form YYYY, YYYY-MM or YYYY-MM-DD that exists."""
    found = _PARTIAL.fullmatch(text)
    return found is not None and _real(found.group(1), found.group(2) or "1", found.group(3) or "1") is not None


def _real(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def loose_date(text: str) -> str | None:
    """ISO date of a text such as ``2024/3/12 08:00``, ``20240312`` or ``2024年3月12日``, or None.

    >>> loose_date("2024年3月12日 09:15")
    '2024-03-12'
    """
    for pattern in (_LOOSE, _COMPACT):
        for found in pattern.finditer(text):
            real = _real(*found.groups())
            if real:
                return real
    return _han_date(text)


def _han_date(text: str) -> str | None:
    found = _HAN_DATE.search(text)
    if not found:
        return None
    year = "".join(str(_HAN_DIGITS[digit]) for digit in found.group(1))
    return _real(year, str(_han_number(found.group(2))), str(_han_number(found.group(3))))


def _han_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN_DIGITS[text[0]] if len(text) == 1 else 0
    return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)


def date_in_name(stem: str) -> str | None:
    """ISO date in a file name such as ``20240312``, ``2024-03-12_2`` or ``日报2024年3月12日``, or None.

    >>> date_in_name("evening-2024_03_12"), date_in_name("963a97a2e20240312")
    ('2024-03-12', None)
    """
    for found in _IN_NAME.finditer(stem):
        year, mark, month, day = found.groups()
        if mark or len(month) == len(day) == 2:
            real = _real(year, month, day)
            if real:
                return real
    return None


def printed_date(text: str) -> str | None:
    """ISO date printed as a dateline, masthead or publication line of the page, or None."""
    head = text[:6000].split("\n")
    head = [line.strip() for line in head[: 6 * _HEAD_LINES] if line.strip()][:_HEAD_LINES]
    for line in head:
        found = _line_date(line)
        if found:
            return found
    tail = [line.strip() for line in text[-2000:].split("\n") if line.strip()][-_TAIL_LINES:]
    if len(text) <= 2000:
        tail = [line for line in tail if line not in head]
    for line in tail:
        found = _line_date(line)
        if found:
            return found
    return None


def _line_date(line: str) -> str | None:
    dated = _DATELINE_YEAR.match(line[:60])
    if dated:
        return _real(*dated.groups())
    if len(line) > _LONGEST_LINE or line[-1] in "。；，、" or not any(sign.isdigit() or sign == "〇" for sign in line):
        return None
    found = loose_date(line)
    if found is None:
        return None
    line = _LUNAR.sub("", line)
    rest = _HAN_DATE.sub("", _COMPACT.sub("", _LOOSE.sub("", line)))
    return found if len(_BESIDE.sub("", rest)) <= 8 and "月" not in rest else None


def inferred_date(text: str) -> str | None:
    """The latest full year with month (and day) of the running text, as ``YYYY-MM`` or ``YYYY-MM-DD``.

    Dates that are aims (到2025年6月, 2025年6月底前) are passed over; None where a later year is
    printed without its month, for then the page is younger than any date it prints.
    """
    latest: tuple[str, str] | None = None
    for found in _FULL.finditer(text):
        if _FUTURE_BEFORE.search(text, max(0, found.start() - 4), found.start()) or _FUTURE_AFTER.match(
            text, found.end()
        ):
            continue
        year, month, day = found.groups()
        if _real(year, month, day or "1") is None:
            continue
        value = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
        if latest is None or (value[:7], len(value), value) > (latest[0][:7], len(latest[0]), latest[0]):
            latest = (value, year)
    if latest is None:
        return None
    younger = (str(year) for year in range(int(latest[1]) + 1, int(latest[1]) + 4))
    return None if any(_names_year(text, year) for year in younger) else latest[0]


def _names_year(text: str, year: str) -> bool:
    """Whether a year is printed other than as an aim."""
    for found in re.finditer(year + r"\s?年", text):
        aim = _FUTURE_BEFORE.search(text, max(0, found.start() - 4), found.start())
        if not aim and not _FUTURE_AFTER.match(text, found.end()) and not text.startswith("底", found.end()):
            return True
    return False
