"""Times printed in Chinese text, as EDTF relative to the date of issue (INTERFACE section 4).

A year that is not printed is carried over from a date before it in the same paragraph, else chosen so that the date
is the nearest one not after the issue (the nearest not before it where 将, 拟 or a deadline governs). Without an issue
date only what the text itself fixes gets an EDTF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from operator import itemgetter
from typing import Literal, NamedTuple

from reformgraph.language.dates.date_forms import (
    DATE,
    DATE_BEGINS,
    GROUPS_A,
    GROUPS_B,
    NUMERIC,
    STRETCH,
    STRETCH_BEGINS,
    WORD,
    WORD_BEGINS,
    Point,
    matches,
)
from reformgraph.language.dates.date_parts import (
    Memory,
    day_of,
    has_begun,
    has_year,
    month_of,
    part_of_year,
    runs_back,
)
from reformgraph.language.dates.relative_dates import Issue
from reformgraph.language.edtf import bounds, is_valid, pieces
from reformgraph.language.lexicon import any_of
from reformgraph.language.numerals import integer
from reformgraph.values import Edtf

#: What a printed time tells: a date or interval; a running total up to it; a stretch from it to now; a limit ahead;
#: the present; a coming time without a date; a repetition; a time that cannot be dated; a day named before.
DateKind = Literal["point", "total", "since", "deadline", "now", "future", "periodic", "vague", "anaphor"]


class DateMention(NamedTuple):
    """A time in the text: half-open range of positions, the printed piece, its EDTF (None where it has none)."""

    start: int
    end: int
    text: str
    edtf: Edtf | None
    kind: DateKind = "point"


def find_dates(text: str, issue_date: str | None) -> list[DateMention]:
    """Every time named in a text, in order, none overlapping another.

    Parameters
    ----------
    text
        Folded text without hard wraps (`Flow.text`).
    issue_date
        EDTF of the day (or month, or year) the text was published; None if unknown.

    Raises
    ------
    UsageError
        If the issue date is no EDTF date.

    Examples
    --------
    >>> [(found.text, found.edtf) for found in find_dates("去年底启动，截至目前办结9件。", "2024-11-20")]
    [('去年底', '2023-12'), ('截至目前', '../2024-11-20')]
    """
    return list(_Reader(text, issue_date).read())


_CLAUSE_REACH = 16
_CLAUSE = re.compile("[，。；：、！？,;:!?“”‘’（）()\n]")
_AHEAD = re.compile(any_of("ahead_words") + "|持续[至到]|延[长续期][至到]|推迟[至到]|顺延[至到]")
_DONE = re.compile("已经?|曾")
_WILL = re.compile(
    "[，,]?[^，。；,;\n将]{0,8}将(?=于|在|举|召|开[展工幕启]|启|实[施现]|迎|进[入行]|推[出行]|"
    f"{any_of('event_verbs')})"
)
_COMPARED = re.compile("(?:(?<![占对])比|较|较之|相比|低于|高于|好于)$")
_ADVERB = re.compile("[，,、。；;：:\n“（(]")
_NUMERAL_CHARACTERS = "一二三四五六七八九十百千两〇零元"


class _Reader:
    """One pass over a text, remembering the year, month and day last named."""

    def __init__(self, text: str, issue_date: str | None) -> None:
        self.text = text
        self.issue = Issue(issue_date)
        self.today = self.issue.today
        self.carried = Memory()  # a date with its year, which passes it on
        self.named = Memory()  # the date last named, which 当年, 当月 and 当日 mean

    def read(self) -> Iterator[DateMention]:
        text = self.text
        finders: tuple[tuple[Iterator[re.Match[str]], Callable[[re.Match[str]], DateMention | None]], ...] = (
            (NUMERIC.finditer(text), self._numeric),
            (matches(STRETCH, STRETCH_BEGINS, text), self._stretch),
            (matches(WORD, WORD_BEGINS, text), self._word),
            (matches(DATE, DATE_BEGINS, text), self._date),
        )
        found = [
            (match.start(), -match.end(), rank, match, reader)
            for rank, (matches, reader) in enumerate(finders)
            for match in matches
        ]
        found.sort(key=itemgetter(0, 1, 2))
        end = 0
        for start, _, _, match, reader in found:
            if start >= end:
                mention = reader(match)
                if mention is not None:
                    end = mention.end
                    yield mention

    # ------------------------------------------------------------------ words and stretches

    def _numeric(self, match: re.Match[str]) -> DateMention | None:
        year, month, day = (
            match.group("year", "month", "day") if match["year"] else match.group("year8", "month8", "day8")
        )
        edtf = f"{year}-{int(month):02d}-{int(day):02d}"
        return self._mention(match.start(), match.end(), edtf) if is_valid(edtf) else None

    def _stretch(self, match: re.Match[str]) -> DateMention | None:
        kind: DateKind = "future" if match.group().startswith(("未来", "今后")) else "vague"
        return DateMention(match.start(), match.end(), match.group(), None, kind)

    def _word(self, match: re.Match[str]) -> DateMention | None:
        start, end = match.span()
        kind = match.lastgroup or ""
        if match["plan"]:
            return self._plan(match)
        if match["day"]:
            return self._named_day(match)
        if match["weekday"]:
            return self._mention(start, end, self.issue.weekday(match["weekday"]))
        if kind == "total":
            back = 1 if "昨" in match.group() else 0
            edtf = self.issue.days_before(back)
            return self._mention(start, end, f"../{edtf}" if edtf else None, "total")
        if kind == "about":
            return self._mention(start, end, f"{self.issue.month}~" if self.issue.month else None)
        if kind == "now":
            return self._mention(start, end, self.issue.edtf, "now")
        if kind == "periodic":
            return self._mention(start, end, None, "periodic")
        if kind == "vague":
            return self._mention(start, end, None, "vague")
        if not self._begins_clause(start):
            return None
        return self._mention(start, end, None, "future" if kind == "future" else "vague")

    def _plan(self, match: re.Match[str]) -> DateMention | None:
        """A five-year plan: the 14th ran from 2021 to 2025."""
        number = integer(match["plan"])
        start, end = match.span()
        if match.group()[0] in '“"' and match.group()[len(match["plan"]) + 2] not in '”"':
            return None
        if number is None or not 6 <= number <= 20:
            return None
        first = 1951 + 5 * number
        edtf = f"{first}/{first + 4}"
        if match["part"] == "末":
            edtf = str(first + 4)
        elif match["part"].startswith(("初", "开局")):
            edtf = str(first)
        elif match["part"] == "以来":
            edtf = f"{first}/{self.issue.edtf or '..'}"
        return self._mention(start, end, edtf, "since" if match["part"] == "以来" else "point")

    def _named_day(self, match: re.Match[str]) -> DateMention | None:
        start, end = match.span()
        word = match["day"]
        if match["printed"]:
            inner = DATE.search(self.text, start + len(word), end)
            mention = self._date(inner) if inner else None
            return self._mention(start, end, mention.edtf) if mention else None
        if word[0] in "当次翌":
            back = 0 if word[0] == "当" else -1
            known = self.named.day if self.named.near(self.text, start) else None
            edtf = (date.fromisoformat(known) - timedelta(back)).isoformat() if known else None
            return self._mention(start, end, edtf, "anaphor")
        back = {"昨": 1, "今": 0, "前": 2, "明": -1, "后": -2}[word[0]]
        return self._mention(start, end, self.issue.days_before(back))

    # ------------------------------------------------------------------ dates

    def _date(self, match: re.Match[str]) -> DateMention | None:
        start, end = match.span()
        first = Point(*match.group(*GROUPS_A))
        second = Point(*match.group(*GROUPS_B)) if match["to"] else None
        prefix, suffix = match["prefix"] or "", match["suffix"] or ""
        begin = start + len(prefix)
        if self._is_no_date(begin, end, first, prefix, suffix, second):
            return None
        total = prefix.startswith("截") or bool(match["event"])
        ahead = False
        if not has_year(first):
            limit = suffix.endswith("前") and not _DONE.search(self._clause_before(start))
            ahead = limit or self._ahead(start, end)
        low, high = self._range(first, second, total, ahead, start)
        edtf = f"{low}/{high}" if low and high and low != high else low
        if edtf is not None and not is_valid(edtf):
            edtf = None
        self._remember(first, second, edtf, begin, end, suffix)
        return self._finish(match, first, edtf, total, prefix, suffix)

    def _finish(
        self, match: re.Match[str], first: Point, edtf: str | None, total: bool, prefix: str, suffix: str
    ) -> DateMention:
        start, end = match.span()
        if total:
            last = bounds(edtf)[1] if edtf else None
            return self._mention(start, end, f"../{last.isoformat()}" if last else None, "total")
        if suffix.endswith("前"):
            return self._mention(start + len(prefix), end, self.issue.until(edtf), "deadline")
        if suffix.endswith("以来") or (suffix.startswith(("至今", "到"))):
            return self._mention(start, end, self.issue.since(first, edtf), "since")
        if suffix or prefix.startswith("自"):
            return self._mention(start, end, self.issue.since(first, edtf), "since")
        if first.within_year:
            return self._mention(start, end, self.issue.until(edtf), "deadline")
        if prefix == "从" and not (match["to"] or first.year_from or first.month_from):
            start += 1  # the date stands alone; 从1992年到2010年 is one piece
        return self._mention(start, end, edtf)

    def _range(
        self, first: Point, second: Point | None, total: bool, ahead: bool, start: int
    ) -> tuple[str | None, str | None]:
        """EDTF of the two ends, each with the year it takes from the other."""
        if second is None:
            edtf = self._resolve(first, total, ahead, start)
            return (edtf, edtf) if edtf is None or "/" not in edtf else pieces(edtf)
        if not has_year(first) and has_year(second):
            high = self._resolve(second, total, ahead, start)
            year = int(high[:4]) if high else None
            low = self._build(first, year) if year else None
            if year and low and high and runs_back(low, high):
                low = self._build(first, year - 1)
        else:
            low = self._resolve(first, total, ahead, start)
            high = self._second(low, second)
        if low is None or high is None:
            return None, None
        return pieces(low)[0], pieces(high)[1]

    def _second(self, low: str | None, second: Point) -> str | None:
        if low is None:
            return None
        year = int(low[:4])
        if has_year(second):
            return self._build(second, self._printed_year(second, year))
        if second.bare_day:
            return f"{low[:7]}-{int(second.bare_day[:-1]):02d}" if len(low) >= 7 else None
        high = self._build(second, year)
        return self._build(second, year + 1) if high and runs_back(low, high) else high

    def _resolve(self, point: Point, total: bool, ahead: bool, start: int) -> str | None:
        if has_year(point):
            year = self._printed_year(point, self.named.year if self.named.near(self.text, start) else None)
            return self._build(point, year) if year else None
        if point.named_month or point.named_quarter:
            return self._build(point, None, start)
        if self.carried.year and self.carried.near(self.text, start) and not (total and self.today):
            carried = self._build(point, self.carried.year, start)
            if carried and is_valid(carried) and (ahead or not self.today or has_begun(point, carried, self.today)):
                return carried
        if self.today is None:
            return None
        return self._nearest(point, self.today, ahead)

    def _nearest(self, point: Point, today: date, ahead: bool) -> str | None:
        if point.within_year or (point.year_edge in ("底", "末") and today.month > 2):
            return self._build(point, today.year)
        for years in range(9):
            edtf = self._build(point, today.year + years if ahead else today.year - years)
            if edtf is None or not is_valid(edtf):
                continue
            last = bounds(edtf)[1]
            if (last is not None and last >= today) if ahead else has_begun(point, edtf, today):
                return edtf
        return None

    def _printed_year(self, point: Point, known: int | None) -> int | None:
        if point.year:
            return integer(point.year)
        if point.short_year:
            return 2000 + int(point.short_year)
        named = point.named_year or point.whole_year or ""
        if named in ("当年", "同年"):
            return known
        if named in ("次年", "翌年"):
            return known + 1 if known else None
        if named == "全年" and known:
            return known
        if self.today is None:
            return None
        return self.today.year + {"去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}.get(named, 0)

    def _build(self, point: Point, year: int | None, start: int = -1) -> str | None:
        """EDTF of a point in a year; what the months and quarters are named after is the issue or the context."""
        if point.named_month:
            return self._named_month(point, start)
        if point.named_quarter:
            return self.issue.quarter_by_name(point.named_quarter)
        if year is None:
            return None
        if point.month:
            return month_of(point, year)
        if point.bare_day:
            return self.issue.last_such_day(int(point.bare_day[:-1]))
        return part_of_year(point, year)

    def _named_month(self, point: Point, start: int) -> str | None:
        word = point.named_month or ""
        if word in ("当月", "同月", "次月"):
            known = self.named
            if not (known.year and known.month and known.near(self.text, start)):
                return None
            year, month = known.year, known.month + (word == "次月")
        else:
            named = self.issue.month_by_name(word)
            if named is None:
                return None
            year, month = named
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        return day_of(year, month, point.named_month_day, point.named_month_part)

    # ------------------------------------------------------------------ surroundings

    def _is_no_date(self, begin: int, end: int, first: Point, prefix: str, suffix: str, second: Point | None) -> bool:
        text = self.text
        before = text[begin - 1 : begin] if not prefix else ""
        if text[begin] in _NUMERAL_CHARACTERS and before and before in _NUMERAL_CHARACTERS + "第个几数每":
            return True
        if text[begin] in "年月" and before and before in "第每":
            return True
        alone = not suffix and second is None
        plain_year = alone and not prefix and end - begin <= 6 and not any(first[5:])
        if plain_year and first.named_year in ("当年", "同年", "次年", "翌年") and not self._ends_clause(end):
            return True
        if alone and first.bare_day and not self._may_be_day(begin):
            return True
        # 一月一调度
        if alone and not first.day and first.month in tuple(_NUMERAL_CHARACTERS[:9]) and text.startswith("一", end):
            return True
        if _COMPARED.search(text, max(0, begin - 2), begin):
            return True
        return text.startswith("同期", end)

    def _may_be_day(self, begin: int) -> bool:
        return begin == 0 or self.text[begin - 1] not in "月近前共达仅需约过了用为期时每至到第于短内/、-"

    def _begins_clause(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] in "，。；：！？,;:!?“”（）()\n"

    def _ends_clause(self, end: int) -> bool:
        return end >= len(self.text) or self.text[end] in "，。；,;\n"

    def _clause_before(self, start: int) -> str:
        return _CLAUSE.split(self.text[max(0, start - _CLAUSE_REACH) : start])[-1]

    def _ahead(self, start: int, end: int) -> bool:
        """Whether a word of plan governs the date in its clause."""
        if _AHEAD.search(self.text, max(0, start - _CLAUSE_REACH), start):
            clause = self._clause_before(start)
            if _AHEAD.search(clause):
                return not _DONE.search(clause)
        return _WILL.match(self.text, end) is not None

    def _remember(
        self, first: Point, second: Point | None, edtf: str | None, begin: int, end: int, suffix: str
    ) -> None:
        if edtf is None or suffix:
            return
        if not any(first[5:]) and second is None and not self._is_adverb(begin, end):
            return  # a year that only tells things apart (2023年度先进单位)
        self.named.keep(edtf, end)
        if has_year(first) or has_year(second or first) or self.carried.near(self.text, begin):
            self.carried.keep(edtf, end)

    def _is_adverb(self, begin: int, end: int) -> bool:
        before = self.text[begin - 1 : begin] if begin else ""
        return not before or before in "于在" or bool(_ADVERB.match(before) or _ADVERB.match(self.text, end))

    def _mention(self, start: int, end: int, edtf: str | None, kind: DateKind = "point") -> DateMention:
        return DateMention(start, end, self.text[start:end], Edtf(edtf) if edtf else None, kind)
