"""Each word of the lists that tell lines apart is read: tests/cases/listed_words.yml has a line for it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout import line_signs
from support.read_cases import read_cases

_READ: dict[str, list[dict[str, Any]]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "listed_words.yml").read_text("utf-8")
)
CASES, _OF_LAYOUT = _READ["lines"], _READ["layout"]


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['pattern']}-{one['list']}")
def test_lines(case: dict[str, Any]) -> None:
    signs: re.Pattern[str] = getattr(line_signs, case["pattern"])
    wrong = [word for word in case["words"] if (signs.match(case["text"].format(word)) is not None) != case["found"]]
    assert wrong == []
    assert (signs.match(case["text"].format("甲乙")) is None) == case["found"]


@pytest.mark.parametrize("case", _OF_LAYOUT, ids=lambda one: f"{one['module']}.{one['sign']}-{one['list']}")
def test_signs_and_functions(case: dict[str, Any]) -> None:
    sign = getattr(import_module(f"reformgraph.layout.{case['module']}"), case["sign"])

    def told(word: str) -> object:
        text = case["text"].replace("{}", word)
        if "way" in case:
            return getattr(sign, case["way"])(text) is not None
        return sorted(sign(text)) if "found" in case else sign(text) == 1

    expected = case.get("found", True)
    assert [word for word in case["words"] if told(word) != expected] == []
    assert "word" not in case or not told(case["word"])
