"""The signs of printed lines: every alternative of a pattern has a line in line_signs.yml or layout_signs.yml."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout import line_signs
from support.read_cases import read_cases

CASES: dict[str, dict[str, list[str]]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "line_signs.yml").read_text("utf-8")
)
OTHERS: dict[str, dict[str, Any]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "layout_signs.yml").read_text("utf-8")
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


@pytest.mark.parametrize("name", OTHERS)
def test_signs_of_other_modules(name: str) -> None:
    module, sign = name.split(".")
    case = OTHERS[name]
    look = getattr(getattr(import_module(f"reformgraph.layout.{module}"), sign), case["way"])
    assert [text for text in case["are"] if look(text) is None] == []
    assert [text for text in case["are_not"] if look(text) is not None] == []
