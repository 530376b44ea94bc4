"""Each word of the lists that tell lines apart is read: tests/cases/listed_words.yml has a line for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout import line_signs
from support.read_cases import read_cases

CASES: list[dict[str, Any]] = read_cases((Path(__file__).parents[1] / "cases" / "listed_words.yml").read_text("utf-8"))[
    "lines"
]


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['pattern']}-{one['list']}")
def test_lines(case: dict[str, Any]) -> None:
    signs: re.Pattern[str] = getattr(line_signs, case["pattern"])
    wrong = [word for word in case["words"] if (signs.match(case["text"].format(word)) is not None) != case["found"]]
    assert wrong == []
    assert (signs.match(case["text"].format("甲乙")) is None) == case["found"]
