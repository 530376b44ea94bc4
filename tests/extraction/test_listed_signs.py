"""Each word of the lists that patterns of extraction read is a sign: tests/cases/listed_words.yml has a text for it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from support.read_cases import read_cases
from support.sign_patterns import MATCHED

CASES: list[dict[str, Any]] = read_cases((Path(__file__).parents[1] / "cases" / "listed_words.yml").read_text("utf-8"))[
    "signs"
]


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['module']}.{one['pattern']}-{one['list']}-{one['text']}")
def test_signs(case: dict[str, Any]) -> None:
    signs: re.Pattern[str] = getattr(import_module(f"reformgraph.extraction.{case['module']}"), case["pattern"])
    look = signs.match if case["pattern"] in MATCHED else signs.search
    assert [word for word in case["words"] if look(case["text"].format(word)) is None] == []
    assert look(case["text"].format(case["word"])) is None
