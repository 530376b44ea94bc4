"""The earliest and the latest day an EDTF date allows."""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")


class Bounds(NamedTuple):
    """First and last possible day as ``YYYY-MM-DD``; empty where nothing is known."""

    earliest: str
    latest: str

    @property
    def known(self) -> str:
        """The day by which it is known to be so: the last possible one, else the first, else empty."""
        return self.latest or self.earliest

    @property
    def sort(self) -> str:
        """``in`` (both bounds), ``by`` (no later than), ``from`` (no sooner than) or empty (undated)."""
        if self.earliest and self.latest:
            return "in"
        return "by" if self.latest else "from" if self.earliest else ""


def _point(text: str) -> tuple[str, str]:
    found = _POINT.fullmatch(text)
    if not found:
        return "", ""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if year < 1 or month > 12 or (month and day > calendar.monthrange(year, month)[1]):
        return "", ""
    first = f"{year:04}-{month or 1:02}-{day or 1:02}"
    last = f"{year:04}-{month or 12:02}-{day or calendar.monthrange(year, month or 12)[1]:02}"
    return first, last


def bounds(edtf: str | None) -> Bounds:
    """Bounds of an EDTF level 1 date or interval; both empty for None and for what is no date.

    >>> bounds("2024-02")
    Bounds(earliest='2024-02-01', latest='2024-02-29')
    >>> bounds("../2024-06-30").sort
    'by'
    """
    if not edtf:
        return Bounds("", "")
    start, slash, end = edtf.partition("/")
    if not slash:
        return Bounds(*_point(start))
    return Bounds(_point(start)[0], _point(end)[1])
