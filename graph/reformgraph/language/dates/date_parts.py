"""The printed parts of a date put together as EDTF, once its year is known."""

from __future__ import annotations

from datetime import date

from reformgraph.language.dates.date_forms import THIRDS, Point
from reformgraph.language.edtf import bounds, is_valid, pieces
from reformgraph.language.numerals import integer

_FULL_STOPS = "。！？"
_REACH = 500


class Memory:
    """A date named before, which later ones may take their year, month or day from."""

    __slots__ = ("at", "day", "month", "year")

    def __init__(self) -> None:
        self.year: int | None = None
        self.month: int | None = None
        self.day: str | None = None
        self.at = -1

    def keep(self, edtf: str, at: int) -> None:
        """Remember a date that ends at a position; of an interval the later end."""
        high = pieces(edtf)[1]
        self.year, self.at = int(high[:4]), at
        self.month = int(high[5:7]) if len(high) >= 7 else None
        self.day = high if len(high) == 10 and "/" not in edtf else None

    def near(self, text: str, start: int) -> bool:
        """Whether the date reaches to a position: in the same paragraph, over three sentences at most."""
        if self.at < 0 or start < self.at or start - self.at > _REACH:
            return False
        between = text[self.at : start]
        return "\n" not in between and sum(map(between.count, _FULL_STOPS)) <= 3


def has_year(point: Point) -> bool:
    """Whether a year is printed or named (去年)."""
    return bool(point.year or point.short_year or point.named_year or point.whole_year)


def has_begun(point: Point, edtf: str, today: date) -> bool:
    """Whether a date is not after the issue: its first day, of 1至7月 the last month, of 前三季度 the last quarter."""
    begin, end = bounds(edtf)
    if point.month_from or point.first_months:
        begin = end.replace(day=1) if end else begin
    elif point.quarter_from or point.first_quarters:
        begin = end.replace(month=end.month - 2, day=1) if end else begin
    return begin is not None and begin <= today


def month_of(point: Point, year: int) -> str | None:
    """EDTF of a month, of a day or part of it, or of a range of months or days."""
    month = integer(point.month or "")
    if month is None:
        return None
    if point.month_from:
        begin = integer(point.month_from) or 1
        if point.day is None and point.month_part is None:
            return f"{year - (begin > month):04d}-{begin:02d}/{year:04d}-{month:02d}"
    if point.day_from and point.day:
        low, high = integer(point.day_from), integer(point.day)
        return f"{year:04d}-{month:02d}-{low:02d}/{year:04d}-{month:02d}-{high:02d}"
    return day_of(year, month, point.day, point.month_part)


def day_of(year: int, month: int, day: str | None, part: str | None) -> str | None:
    """EDTF of a day or a third of a month (上旬), else of the month: 月初 and 月底 are no more exact than that."""
    whole = f"{year:04d}-{month:02d}"
    if day:
        return f"{whole}-{integer(day):02d}"
    if part in THIRDS and is_valid(whole):
        low, high = THIRDS[part]
        last = bounds(whole)[1]
        return f"{whole}-{low:02d}/{whole}-{min(high, last.day if last else high):02d}"
    return whole


def quarters(year: int, first: int, last: int) -> str:
    """EDTF of the quarters `first` to `last` (1-4) of a year."""
    return f"{year:04d}-{3 * first - 2:02d}/{year:04d}-{3 * last:02d}"


def part_of_year(point: Point, year: int) -> str:
    """EDTF of a half, quarters, first months, an edge (年底) of a year, or of the year."""
    if point.half:
        return f"{year:04d}-01/{year:04d}-06" if point.half[0] == "上" else f"{year:04d}-07/{year:04d}-12"
    if point.quarter:
        last = integer(point.quarter) or 1
        return quarters(year, integer(point.quarter_from or "") or last, last)
    if point.first_quarters:
        return quarters(year, 1, integer(point.first_quarters) or 1)
    if point.first_months:
        return f"{year:04d}-01/{year:04d}-{integer(point.first_months) or 1:02d}"
    if point.outer_month:
        return f"{year:04d}-{12 if '后' in point.outer_month else 1:02d}"
    if point.year_edge:
        return f"{year:04d}-01" if point.year_edge == "初" else f"{year:04d}-12"
    if point.mid_year:
        return f"{year:04d}-06~"
    if point.year_from:
        return f"{integer(point.year_from):04d}/{year:04d}"
    return f"{year:04d}"


def runs_back(low: str, high: str) -> bool:
    """Whether an interval of the two would end before it begins."""
    return is_valid(low) and is_valid(high) and not is_valid(f"{pieces(low)[0]}/{pieces(high)[1]}")
