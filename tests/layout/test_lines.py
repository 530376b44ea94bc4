"""Lines of a printed text: headings, bold, quotes, tags, indents and blank lines (tests/cases/printed_lines.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout.lines import read_lines
from support.read_cases import read_cases

CASES: list[dict[str, Any]] = read_cases((Path(__file__).parents[1] / "cases" / "printed_lines.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_read_lines(case: dict[str, Any]) -> None:
    found = [
        [
            line.text,
            line.number,
            line.width,
            line.level,
            line.lead,
            line.after_blank,
            [[span.start, span.end] for span in line.spans],
        ]
        for line in read_lines(case["text"])
    ]
    assert found == case["lines"]


def test_reading_begins_at_an_offset() -> None:
    lines = read_lines("甲\n乙\n\n丙\n丁", 2)
    assert [(line.number, line.text, line.after_blank, line.spans[0].start) for line in lines] == [
        (2, "乙", True, 2),
        (4, "丙", True, 5),
        (5, "丁", False, 7),
    ]
