"""The signs of printed lines: every alternative of a pattern has a line in tests/cases/line_signs.yml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reformgraph.layout import line_signs
from support.read_cases import read_cases

CASES: dict[str, dict[str, list[str]]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "line_signs.yml").read_text("utf-8")
)
_SEARCHED = ("DOCUMENT_END",)


def matches(name: str, line: str) -> bool:
    pattern: re.Pattern[str] = getattr(line_signs, name)
    return (pattern.search if name in _SEARCHED else pattern.match)(line) is not None


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in CASES.items() for line in lines["are"]])
def test_what_is_one(name: str, line: str) -> None:
    assert matches(name, line)


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in CASES.items() for line in lines["are_not"]])
def test_what_only_looks_like_one(name: str, line: str) -> None:
    assert not matches(name, line)
