"""The year a text is told in; in: its dates and its day of issue, out: a year, 0 where nothing says.

到2013年全面推行 in a text of 2018 tells what was done by then, and no goal.
"""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.edtf import pieces
from reformgraph.values import Edtf

#: Right before a year that may lie ahead: 到2030年, 至2030年.
_UP_TO = frozenset("到至")
_AHEAD = frozenset(("deadline", "future"))
_DIGITS = 4


def told_year(text: str, dates: Sequence[DateMention], issue_date: Edtf | None) -> int:
    """The year of issue, else the newest year of the text that is no goal.

    >>> told_year("截至2017年底，全部接入。", [DateMention(0, 8, "截至2017年底", "../2017-12", "total")], None)
    2017
    """
    if issue_date:
        return _year(pieces(issue_date)[1])
    told = [one for one in dates if one.kind not in _AHEAD and text[one.start - 1 : one.start] not in _UP_TO]
    return max((_year(pieces(one.edtf)[1]) for one in told if one.edtf), default=0)


def _year(edtf: str) -> int:
    digits = edtf[:_DIGITS]
    return int(digits) if digits.isdigit() else 0
