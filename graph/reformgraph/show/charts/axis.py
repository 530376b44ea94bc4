"""A time axis: days to pixels, with ticks at years, quarters or months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from reformgraph.show.charts.drawing import SOFT, Drawing

#: What an arrow at the end of an axis tells.
EARLIER = ("←：更早的画在左边缘", "←: earlier ones stand at the left end")
LATER = ("→：更晚的画在右边缘", "→: later ones stand at the right end")


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


#: The share of days at either end that may stand apart from all others.
_APART = 0.02


def bulk(days: Iterable[str]) -> tuple[str, str]:
    """First and last of the days (``YYYY-MM-DD``) less the few that lie so far off that they would crush the rest.

    So 1803 before a thousand days of 2019 to 2024: at most a fiftieth at either end, where the gap is longer than all
    that lies between. Two empty texts where there is no day.
    """
    known = sorted(day for day in days if day)
    if not known:
        return "", ""
    far = int(len(known) * _APART)
    low, high = known[far], known[-1 - far]
    span = _day(high) - _day(low)
    first = low if _day(low) - _day(known[0]) > span else known[0]
    last = high if _day(known[-1]) - _day(high) > span else known[-1]
    return first, last


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days from `first` to `last` (ordinals) drawn from pixel `left` to pixel `right`.

    `earlier` and `later` tell that some days lie outside and are drawn at the end.
    """

    first: int
    last: int
    left: float
    right: float
    empty: bool = False
    earlier: bool = False
    later: bool = False

    @classmethod
    def around(cls, days: Iterable[str], left: float, right: float) -> TimeAxis:
        """An axis that holds all days (``YYYY-MM-DD``, empty ones ignored) that `bulk` leaves, to ends of years."""
        known = sorted(day for day in days if day)
        if not known:
            return cls(date(2000, 1, 1).toordinal(), date(2001, 1, 1).toordinal(), left, right, empty=True)
        low, high = (date.fromisoformat(day) for day in bulk(known))
        outside = known[0] < low.isoformat(), known[-1] > high.isoformat()
        start = date(low.year, 1, 1) if (high - low).days > 400 else low.replace(day=1) - timedelta(days=15)
        end = date(min(high.year + 1, 9999), 1, 1) if (high - low).days > 400 else high + timedelta(days=20)
        return cls(start.toordinal(), end.toordinal(), left, right, False, *outside)

    def x(self, day: str) -> float:
        """Pixel of a day."""
        return self._at(_day(day))

    def _at(self, ordinal: int) -> float:
        share = (ordinal - self.first) / max(self.last - self.first, 1)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def _most(self, wide: float) -> int:
        """How many words of this width in pixels stand beside each other, twelve at most."""
        return min(max(int((self.right - self.left) / wide), 1), 12)

    def ticks(self) -> list[tuple[float, str]]:
        """Positions and words of ticks: years, or months when the axis is shorter than 20 months; none without days."""
        if self.empty:
            return []
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        if self.last - self.first > 600:
            step = max(-(-(end.year - start.year) // self._most(34)), 1)
            years = range(start.year, end.year + 1, step)
            return [(self._at(date(year, 1, 1).toordinal()), str(year)) for year in years if year >= 1]
        months = [(year, month) for year in range(start.year, end.year + 1) for month in range(1, 13)]
        inside = [
            date(year, month, 1)
            for year, month in months
            if self.first <= date(year, month, 1).toordinal() <= self.last
        ]
        step = max(-(-len(inside) // self._most(58)), 1)
        return [(self._at(day.toordinal()), f"{day.year}-{day.month:02}") for day in inside[::step]]

    def draw(self, drawing: Drawing, top: float, bottom: float) -> None:
        """Rules from top to bottom with the words below."""
        for x, word in self.ticks():
            drawing.line(x, top, x, bottom)
            drawing.text(x, bottom + 16, word, size=11, anchor="middle", fill=SOFT)
        if self.earlier:
            drawing.text(self.left - 18, bottom + 16, "←", size=12, anchor="end", fill=SOFT, tip=drawing.words(EARLIER))
        if self.later:
            drawing.text(self.right + 18, bottom + 16, "→", size=12, fill=SOFT, tip=drawing.words(LATER))
