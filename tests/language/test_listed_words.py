"""Each word of the lists that decide numbers and dates is read: tests/cases/listed_words.yml has a text for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.language.dates.find_dates import find_dates
from reformgraph.language.numbers.find_numbers import find_quantities
from support.read_cases import read_cases

CASES: dict[str, list[dict[str, Any]]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "listed_words.yml").read_text("utf-8")
)


def texts(kind: str) -> Iterator[Any]:
    """Texts with what is found in them."""
    for case in CASES[kind]:
        for word in case["words"]:
            found = [one.format(word) for one in case["found"]]
            yield pytest.param(case["text"].format(word), found, id=f"{case['list']}-{word}")
        yield pytest.param(
            case["text"].format(case["word"]), case["otherwise"], id=f"{case['list']} not {case['word']}"
        )


@pytest.mark.parametrize(("text", "found"), list(texts("numbers")))
def test_numbers(text: str, found: list[str]) -> None:
    assert [one.text for one in find_quantities(text)] == found


@pytest.mark.parametrize(("text", "found"), list(texts("dates")))
def test_dates(text: str, found: list[str]) -> None:
    assert [one.edtf or "~" for one in find_dates(text, "2024-11-20")] == found
