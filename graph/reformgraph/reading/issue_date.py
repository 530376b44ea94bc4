"""Finds the issue date that a page prints, or that its metadata, file name or address tell.

A date of the running text is never the issue date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from reformgraph.language.lexicon import any_of

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_IN_NAME = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=[A-Za-z]{3}))((?:19|20)\d\d)([-_.年]?)(\d{1,2})(?:\2|月)(\d{1,2})日?(?![0-9A-Fa-f])"
)
_LOOSE = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
#: 16.12.2015, as sites of some portals print it.
_DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")
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
    r"星期[一二三四五六日天]|周[一二三四五六日天]|农历.{0,12}|第?\s?\d+\s?[期版页号]|"
    + any_of("beside_issue_date")
    + r""
    r"|\d{1,2}:\d{2}(?::\d{2})?|[\s\W_]+|新闻|报|网|[A-Za-z]+"
)
_LUNAR = re.compile(r"农历\S{0,12}|今日\s?\S{1,3}\s?版")
_DATELINE_YEAR = re.compile(r"^.{0,14}?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:电|讯)")
#: A date of this label was printed when the page was published; of the next when it was changed or written.
_RANKS = (
    re.compile(
        r"(?:"
        + any_of("published_words")
        + r")(?:日期|时间|于)?|发文(?:日期|时间)|^[^\u4e00-\u9fff]{0,4}(?:日期|时间)|(?<![\u4e00-\u9fff])(?:日期|时间)"
    ),
    re.compile(r"(?:更新|修改)(?:日期|时间|于)?"),
    re.compile(r"(?:" + any_of("written_words") + r")(?:日期|时间)?"),
)
#: Dates that tell something else: of the visit, of a rule's force.
_OTHER_DATES = re.compile("(?:" + any_of("today_words") + ")是|" + any_of("other_date_words"))
_DATE_OF_LABEL = re.compile(
    r"([\u4e00-\u9fff]{2,8})[\s\]】]{0,6}[:：|]?[\s|:：]{0,6}"
    r"((?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)|(?:19|20)\d{6}(?!\d))"
)
_ADDRESS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])[-_/]?(0[1-9]|[12]\d|3[01])(?!\d|\.s?html)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/](\d{1,2})[-_/](\d{1,2})(?=[-_/.?&]|$)"),
)
_MONTH_OF_ADDRESS = re.compile(r"(?<=[/_-])(20\d\d)[-_/]?(0[1-9]|1[0-2])(?=[/_-])")
_MOMENT = re.compile(
    r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)\s*"
)
#: 转自：某省门户网2019-01-07 11:58.
_CLOCK = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?[\sT]{0,3}\d{1,2}[:：]\d\d")
#: What stands beside the date of publication: 2025-12-18 责编：….
_CREW = re.compile(r"" + any_of("date_neighbours") + r"")
#: 2024年2月14日 江湾区人社局, as sites print day and source.
_OF_OFFICE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?\s{1,6}"
    r"[\u4e00-\u9fff]{2,16}(?:局|委|办|室|部|中心|" + any_of("site_title_ends") + r")"
)
#: What tells that a dated line belongs to an edition of a paper: 第A02版：要闻, 上一期.
_EDITION = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版(?!权)|" + any_of("edition_words"))
#: 2024年03月12日 星期二.
_DAY_ALONE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s?(?:星期|周)[一二三四五六日天])?"
)
_SECONDS = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*")
_BEIJING = timezone(timedelta(hours=8))
#: http://www.a.cn 2024年03月05日 08:14 云山日报: the address says nothing here.
_WEB_ADDRESS = re.compile(r"^https?://\S+\s+")
_LONGEST_LINE = 48
_LONGEST_LABELS = 240
_HEAD_LINES = 40
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


#: 2024年3月, 2024/3, 2024.03; 2024年.
_MONTH = re.compile(r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?月?")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_LONGEST_WRITTEN = 24


def written_date(text: str) -> str | None:
    """A date as people write it in tables and options: YYYY, YYYY-MM or YYYY-MM-DD of it, or None.

    >>> written_date("2024/3/5"), written_date("2024年3月"), written_date("2024年"), written_date("昨天")
    ('2024-03-05', '2024-03', '2024', None)
    """
    if is_partial_date(text):
        return text
    if len(text) > _LONGEST_WRITTEN:
        return None
    if found := _MONTH.fullmatch(text):
        real = _real(found[1], found[2], "1")
        return real and real[:7]
    if found := _YEAR.fullmatch(text):
        return found[1]
    return loose_date(text)


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
    for found in _DAY_FIRST.finditer(text):
        if real := _real(found.group(3), found.group(2), found.group(1)):
            return real
    return _han_date(text)


def moment_date(text: str) -> str | None:
    """Day in Beijing of a moment as web pages give it: ISO 8601 with a zone, seconds since 1970, or a plain date.

    >>> moment_date("2024-05-17T22:23:00Z"), moment_date("1715990400"), moment_date("2024-05-18 06:23")
    ('2024-05-18', '2024-05-18', '2024-05-18')
    """
    if found := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(found.group(1)), _BEIJING).date().isoformat()
    if found := _MOMENT.fullmatch(text):
        *numbers, zone = found.groups()
        try:
            told = datetime.fromisoformat("{}-{}-{}T{}:{}".format(*numbers) + ("+00:00" if zone == "Z" else zone))
        except ValueError:
            return loose_date(text)
        return told.astimezone(_BEIJING).date().isoformat()
    return loose_date(text)


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


def date_in_address(url: str) -> str | None:
    """EDTF date in the address of a page: a day, or a month where no day stands; None without either.

    >>> date_in_address("http://a.cn/yz/a/202010/t20201021_2649.shtml"), date_in_address("http://a.cn/2018-07/17/c_1.htm")
    ('2020-10-21', '2018-07-17')
    >>> date_in_address("http://a.cn/art/202010/26.html"), date_in_address("http://a.cn/20200000/1.html")
    ('2020-10', None)
    """
    path = url.partition("://")[2].partition("/")[2] or url
    for pattern in _ADDRESS:
        for found in pattern.finditer(path):
            if real := _real(*found.groups()):
                return real
    month = _MONTH_OF_ADDRESS.search(f"/{path}")
    return f"{month.group(1)}-{month.group(2)}" if month else None


def printed_date(text: str) -> str | None:
    """ISO date printed as a dateline, masthead or line of publication at the head of the page, or None.

    A date of publication goes before one without a label, that before one of change, and that before the
    date of a document (成文日期).

    >>> printed_date("成文日期：2024-05-16 发布日期：2024-05-18")
    '2024-05-18'
    """
    found = [told for line in _head_lines(text) if (told := _ranked_date(line))]
    return min(found, key=lambda told: told[0])[1] if found else None


def date_beside(over: Iterable[str], under: Iterable[str]) -> str | None:
    """Day of publication told by short lines of a page that are no part of its article; None where none tells it.

    Believed are dates with a label of publication (发布日期：2024-01-18), over and under the article, and over it
    those of an edition (2024年03月12日 第A02版), which papers print; no day of a visit, of a footer, of other stories.
    """
    above = list(over)
    for line in (*above, *under):
        if (told := _ranked_date(line)) and told[0] == 0:
            return told[1]
    editions = [line for line in above if _EDITION.search(line)]
    dated = [line for line in editions if not _OTHER_DATES.search(line)]
    # Where lines tell that it is an edition (版面导航, A06 民生), its day may stand alone on another.
    dated += [line for line in above if editions and _DAY_ALONE.fullmatch(line)]
    return next((day for line in dated if (day := loose_date(line))), None)


def signed_date(text: str) -> str | None:
    """ISO date printed alone at the end of the page, as notices are signed and some papers dated, or None."""
    tail = [line.strip() for line in text[-2000:].split("\n") if line.strip()][-_TAIL_LINES:]
    if len(text) <= 2000:
        head = frozenset(_head_lines(text))
        tail = [line for line in tail if line not in head]
    return next((told for line in tail if (told := _line_date(line))), None)


def _head_lines(text: str) -> list[str]:
    lines = [line.strip() for line in text[:8000].split("\n")]
    return [line for line in lines if line][:_HEAD_LINES]


def _ranked_date(line: str) -> tuple[int, str] | None:
    """The date that a line of a page's head prints, and how well it tells the day of publication: 0 best, 5 least."""
    best: tuple[int, str] | None = None
    line = _WEB_ADDRESS.sub("", line) or line
    if len(line) <= _LONGEST_LABELS and line[-1] not in "。；":
        for label, told in _DATE_OF_LABEL.findall(line):
            rank = next((at for at, pattern in enumerate(_RANKS) if pattern.search(label)), None)
            day = loose_date(told) if rank is not None and not _OTHER_DATES.search(label) else None
            if day and rank is not None:
                rank *= 2
                rank += rank > 0
                best = min(best or (rank, day), (rank, day))
    if best is None and not _OTHER_DATES.search(line):
        labels = len(line) <= _LONGEST_LABELS and not set(line) & set("，。") and len(_CREW.findall(line)) > 1
        clock = _CLOCK.search(line) if len(line) <= _LONGEST_LINE or labels else None
        day = _line_date(line) or (loose_date(clock.group() if clock else line) if clock or labels else None)
        best = (5 if _RANKS[2].search(line) else 1 if clock or _CREW.search(line) else 2, day) if day else None
    return best


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
    if _OF_OFFICE.fullmatch(line):
        return found
    rest = _HAN_DATE.sub("", _DAY_FIRST.sub("", _COMPACT.sub("", _LOOSE.sub("", line))))
    return found if len(_BESIDE.sub("", rest)) <= 8 and "月" not in rest else None
