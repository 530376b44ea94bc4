"""The date of issue, and what is reckoned from it: yesterday, last month, since March, by the end of June."""

from __future__ import annotations

from datetime import date, timedelta

from reformgraph.language.dates.date_forms import Point
from reformgraph.language.dates.date_parts import quarters
from reformgraph.language.edtf import bounds, is_valid, pieces


class Issue:
    """When a text was published.

    Parameters
    ----------
    edtf
        EDTF of the issue, None if it is unknown; of an interval the later end counts.

    Raises
    ------
    UsageError
        If the text is no EDTF date.
    """

    __slots__ = ("edtf", "today")

    def __init__(self, edtf: str | None) -> None:
        self.today: date | None = bounds(edtf)[1] if edtf is not None else None
        self.edtf = pieces(edtf)[1].rstrip("~") if edtf is not None and self.today is not None else None

    @property
    def month(self) -> str | None:
        """EDTF of its month, or of its year where no more is known."""
        return self.edtf[:7] if self.edtf else None

    def days_before(self, days: int) -> str | None:
        """EDTF of a number of days before the issue (after it if negative); the issue itself if it is not a day."""
        if self.edtf is None or self.today is None:
            return None
        if days and len(self.edtf) == 10 and date.min + timedelta(9) < self.today < date.max - timedelta(9):
            return (self.today - timedelta(days)).isoformat()
        return self.edtf

    def weekday(self, word: str) -> str | None:
        """EDTF of 上周五, 本周一, 下周三: a day of the week before, of or after the issue's (Monday first)."""
        if self.today is None or self.edtf is None or len(self.edtf) < 10:
            return None
        weeks = {"上": -1, "下": 1}.get(word[0], 0) - word.startswith("上上")
        day = "一二三四五六日天".index(word[-1])
        monday = self.today - timedelta(self.today.weekday())
        return (monday + timedelta(7 * weeks + min(day, 6))).isoformat()

    def since(self, point: Point, edtf: str | None) -> str | None:
        """From the beginning of a date to the issue, or open where it lies ahead or the issue is unknown."""
        if edtf is None:
            return None
        begin = pieces(edtf)[0]
        if point.named_year and len(begin) == 4:
            begin += "-01-01"
        start = bounds(begin)[0]
        if self.today is None or self.edtf is None or (start and start > self.today):
            return f"{begin}/.."
        return f"{begin}/{self.edtf}"

    def until(self, edtf: str | None) -> str | None:
        """From the issue to the last day of a limit; a limit that has passed is open at its start."""
        last = bounds(edtf)[1] if edtf else None
        if last is None:
            return None
        if self.today is None or self.edtf is None or last <= self.today:
            return f"../{last.isoformat()}"
        return f"{self.edtf}/{last.isoformat()}"

    def month_by_name(self, word: str) -> tuple[int, int] | None:
        """Year and month of 本月, 上月, 下月 and their longer forms."""
        if self.today is None:
            return None
        month = self.today.year * 12 + self.today.month - 1 + _shift(word)
        return month // 12, month % 12 + 1

    def quarter_by_name(self, word: str) -> str | None:
        """EDTF of 本季度, 上季度, 下季度, 首季 and their longer forms."""
        if self.today is None:
            return None
        if word.startswith("首"):
            return quarters(self.today.year, 1, 1)
        quarter = self.today.year * 4 + (self.today.month - 1) // 3 + _shift(word)
        return quarters(quarter // 4, quarter % 4 + 1, quarter % 4 + 1)

    def last_such_day(self, day: int) -> str | None:
        """EDTF of the nearest day of that number not after the issue."""
        if self.today is None:
            return None
        for back in range(3):
            year, month = divmod(self.today.year * 12 + self.today.month - 1 - back, 12)
            edtf = f"{year:04d}-{month + 1:02d}-{day:02d}"
            if is_valid(edtf) and edtf <= self.today.isoformat():
                return edtf
        return None


def _shift(word: str) -> int:
    return -1 if word.startswith("上") else 1 if word.startswith("下") else 0
