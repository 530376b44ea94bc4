"""The year a text is told in: that of its issue, else the newest year that is no goal."""

from __future__ import annotations

import pytest

from reformgraph.extraction.frames.told_year import told_year
from reformgraph.language.dates.find_dates import find_dates
from reformgraph.values import Edtf


@pytest.mark.parametrize(
    ("text", "issue", "year"),
    [
        ("到2013年全面推行。2017年办结9件。", "2019-03-01", 2019),
        ("到2013年全面推行。2017年办结9件。", None, 2017),
        ("2017年办结9件，到2030年翻番。", None, 2017),
        ("全面推行标准地。", None, 0),
    ],
)
def test_the_year(text: str, issue: str | None, year: int) -> None:
    assert told_year(text, find_dates(text, issue), Edtf(issue) if issue else None) == year
