"""The cases of tests/cases/dates.yml and tests/cases/numbers.yml: texts with the times and numbers in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reformgraph.language.dates.find_dates import find_dates
from reformgraph.language.flow import fold
from reformgraph.language.numbers.find_numbers import find_quantities
from support.read_cases import read_cases

CASES = Path(__file__).parents[1] / "cases"


def _load(name: str) -> list[Any]:
    cases: list[dict[str, Any]] = read_cases((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in cases]


DATES, NUMBERS = _load("dates.yml"), _load("numbers.yml")


def test_no_case_is_lost() -> None:
    assert len(DATES) + len(NUMBERS) >= 200
    names = [case.id for case in DATES + NUMBERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", DATES)
def test_dates(case: dict[str, Any]) -> None:
    found = find_dates(case["text"], case["issue_date"])
    assert [f"{mention.text} = {mention.edtf or '~'}" for mention in found] == case["expect"]


@pytest.mark.parametrize("case", NUMBERS)
def test_numbers(case: dict[str, Any]) -> None:
    text = fold(case["text"]) if case.get("fold") else case["text"]
    found = []
    for quantity in find_quantities(text):
        value = f"{quantity.value}..{quantity.value_max}" if quantity.value_max else quantity.value
        found.append(" ".join(filter(None, (value, quantity.unit, quantity.bound))))
    assert found == case["expect"]
