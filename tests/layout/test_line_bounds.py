"""How long and how many: rules of lines hold up to their bounds and no further (tests/cases/line_bounds.yml)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from support.read_cases import read_cases

CASES: list[dict[str, Any]] = read_cases((Path(__file__).parents[1] / "cases" / "line_bounds.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['of']}-{case['text']}")
def test_bound(case: dict[str, Any]) -> None:
    module, _, name = case["of"].partition(".")
    rule = getattr(import_module(f"reformgraph.layout.{module}"), name)

    def holds(number: int) -> bool:
        return bool(rule(case["text"].replace("{}", case["fill"] * number)))

    assert holds(case["yes"])
    assert not holds(case["no"])
