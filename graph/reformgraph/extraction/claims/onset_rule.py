"""When an adoption began, from the time its claim is about (INTERFACE section 3)."""

from __future__ import annotations

import re

from reformgraph.language.edtf import bounds, pieces
from reformgraph.values import Edtf


def onset_of(when_edtf: Edtf | None, when_text: str | None, issue_date: Edtf | None, starts: bool) -> Edtf | None:
    """When an adoption began, as far as the claim says (INTERFACE section 3, status adopted).

    Parameters
    ----------
    when_edtf, when_text
        The time of the claim, normalised and as printed; None without one.
    issue_date
        EDTF of the issue.
    starts
        Whether a verb that starts (启动, 设立, 首次 ...) governs the claim.

    Examples
    --------
    >>> onset_of("2023-03/2024-11-20", "自2023年3月以来", "2024-11-20", starts=False)
    '../2023-03-31'
    """
    told = _onset(when_edtf, when_text, issue_date, starts)
    told = _until_told(told, issue_date) if told and issue_date else told
    return Edtf(told) if told else None


def _until_told(onset: str, issue_date: str) -> str:
    """The onset cut at the day it is told on: what is told as done has begun when it is told.

    >>> _until_told("2024", "2024-03-12"), _until_told("../2024-12-31", "2024-03-12"), _until_told("2023", "2024-03-12")
    ('2024-01-01/2024-03-12', '../2024-03-12', '2023')
    """
    (first, last), told = bounds(onset), bounds(issue_date)[1]
    if told is None or last is None or last <= told or onset.endswith("~"):
        return onset
    if first is None or first > told:
        return f"../{told.isoformat()}"
    return f"{first.isoformat()}/{told.isoformat()}"


def _onset(when_edtf: str | None, when_text: str | None, issue_date: str | None, starts: bool) -> str | None:
    if when_edtf is None:
        return f"../{pieces(issue_date)[1]}" if issue_date else None
    begin, end = pieces(when_edtf)
    if _STARTING.search(when_text or "") and begin != "..":
        return begin
    if starts:
        return when_edtf
    if begin not in (end, "..") and _SINCE.search(when_text or ""):
        last = bounds(begin[:4] if _SINCE_YEAR.search(when_text or "") else begin)[1]
        limit = bounds(when_edtf)[1]
        last = limit if last and limit and limit < last and len(begin) == 10 else last
    else:
        last = bounds(when_edtf)[1]
    if last is None:
        return f"../{pieces(issue_date)[1]}" if issue_date else None
    return f"../{last.isoformat()}"


_STARTING = re.compile("(?:起|开始)$")
# 今年以来 and 去年以来 name a stretch; 自X以来 and 3月以来 name when it began
_SINCE = re.compile("^(?:自从?|从).*(?:以来|至今)$|^自[^到至]*$|[月日旬初底末](?:以来|至今)$")
_SINCE_YEAR = re.compile("[今去前]年以来$")
