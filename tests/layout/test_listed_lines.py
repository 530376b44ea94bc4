"""Each word of the lists that tell lines apart is read: tests/cases/listed_words.yml has a line for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout import line_signs
from support.read_cases import read_cases

CASES: list[dict[str, Any]] = read_cases((Path(__file__).parents[1] / "cases" / "listed_words.yml").read_text("utf-8"))[
    "lines"
]


def lines() -> Iterator[Any]:
    """Pattern, line, and whether it is taken."""
    for case in CASES:
        for word in case["words"]:
            yield pytest.param(case["pattern"], case["text"].format(word), case["found"], id=f"{case['list']}-{word}")
        yield pytest.param(case["pattern"], case["text"].format("甲乙"), not case["found"], id=f"{case['list']} other")


@pytest.mark.parametrize(("pattern", "line", "found"), list(lines()))
def test_lines(pattern: str, line: str, found: bool) -> None:
    signs: re.Pattern[str] = getattr(line_signs, pattern)
    assert (signs.match(line) is not None) == found
