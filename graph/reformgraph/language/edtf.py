"""Dates with a precision: the part of EDTF (ISO 8601-2 level 1) that reformgraph writes.

Years, months and days (``2024``, ``2024-10``, ``2024-10-15``), each with an optional ``~`` for
"about", and intervals of two of them whose ends may be open (``../2024-10-31``, ``2024-03/..``).
Nothing is padded: the bounds of ``2024`` are its first and its last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from reformgraph.errors import UsageError

OPEN = ".."
_PIECE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~)?")


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of a date or interval; None where an end is open.

    Raises
    ------
    UsageError
        If the text is not of the subset, names a day that does not exist, or ends before it begins.

    Examples
    --------
    >>> bounds("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> bounds("../2024-10-31")
    (None, datetime.date(2024, 10, 31))
    """
    found = _bounds(edtf)
    if found is None:
        raise UsageError(
            f"{edtf!r} is not a date that can be read",
            cure="write 2024, 2024-10, 2024-10-15 or an interval such as 2024-03/2024-10 or ../2024-10-31",
        )
    return found


def is_valid(edtf: str) -> bool:
    """Whether the text is a date or interval of the subset.

    >>> is_valid("2024-11~"), is_valid("2023-02-29"), is_valid("2024-06/2024-01")
    (True, False, False)
    """
    return _bounds(edtf) is not None


def first_day(edtf: str) -> date | None:
    """First day of a date or interval, None if it is open at the start (see `bounds`)."""
    return bounds(edtf)[0]


def pieces(edtf: str) -> tuple[str, str]:
    """The two ends of an interval; a plain date is both of them.

    >>> pieces("2023-03/2024-11-20")
    ('2023-03', '2024-11-20')
    """
    start, slash, end = edtf.partition("/")
    return (start, end) if slash else (start, start)


def overlaps(one: str, other: str) -> bool:
    """Whether two dates or intervals share a day (an open end reaches without limit)."""
    (low, high), (start, end) = _closed(one), _closed(other)
    return low <= end and start <= high


def _closed(edtf: str) -> tuple[date, date]:
    low, high = bounds(edtf)
    return low or date.min, high or date.max


@lru_cache(maxsize=4096)
def _bounds(edtf: str) -> tuple[date | None, date | None] | None:
    start, slash, end = edtf.partition("/")
    if not slash:
        return _piece(start)
    if start == OPEN and end == OPEN:
        return None
    low = (None, None) if start == OPEN else _piece(start)
    high = (None, None) if end == OPEN else _piece(end)
    if low is None or high is None or (low[0] and high[1] and low[0] > high[1]):
        return None
    return low[0], high[1]


def _piece(text: str) -> tuple[date, date] | None:
    found = _PIECE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    try:
        if not year:
            return None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:  # no such month or day
        return None
