"""Dates and intervals as a reader of Chinese or English writes them: one renderer for pages, charts and answers."""

from __future__ import annotations

import re

from reformgraph.language.edtf import OPEN

_PIECE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~?)")


def plain_time(edtf: str, language: str = "zh") -> str:
    """A date or interval of the subset of EDTF that we write (see `edtf`) in ``zh`` or ``en``; another text as it is.

    >>> plain_time("2018-03/2024-03-20"), plain_time("../2024-02-29"), plain_time("2024-11~")
    ('2018年3月至2024年3月20日', '不晚于2024年2月29日', '约2024年11月')
    >>> plain_time("2018-03/2024-03-20", "en"), plain_time("../2024-02-29", "en"), plain_time("2024-03/..", "en")
    ('2018-03 to 2024-03-20', 'by 2024-02-29', 'from 2024-03')
    """
    chinese = language == "zh"
    start, slash, end = edtf.partition("/")
    first, last = _date(start, chinese), _date(end or start, chinese)
    if not first or not last:
        return edtf
    if not slash:
        return first
    if start == OPEN:
        return f"{'不晚于' if chinese else 'by '}{last}"
    if end == OPEN:
        return f"{'不早于' if chinese else 'from '}{first}"
    return f"{first}{'至' if chinese else ' to '}{last}"


def _date(text: str, chinese: bool) -> str:
    """One end of an interval; an open one stays as it is, what is no date is empty."""
    if text == OPEN:
        return text
    found = _PIECE.fullmatch(text)
    if found is None:
        return ""
    year, month, day, about = found.groups()
    if not chinese:
        return f"about {text[:-1]}" if about else text
    months = f"{int(month)}月" if month else ""
    days = f"{int(day)}日" if day else ""
    return f"{'约' if about else ''}{year}年{months}{days}"
