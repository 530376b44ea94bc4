"""Patterns that decide a status: every alternative has a text in tests/cases/signs.yml, and what only looks like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from support.read_cases import read_cases
from support.sign_patterns import MATCHED

CASES: dict[str, dict[str, dict[str, list[str]]]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "signs.yml").read_text("utf-8")
)


def texts(side: str) -> Iterator[tuple[str, str, str]]:
    for module, patterns in CASES.items():
        for name, sides in patterns.items():
            for text in sides[side]:
                yield module, name, text


def found(module: str, name: str, text: str) -> bool:
    pattern: re.Pattern[str] = getattr(import_module(f"reformgraph.extraction.{module}"), name)
    return (pattern.match if name in MATCHED else pattern.search)(text) is not None


@pytest.mark.parametrize(("module", "name", "text"), list(texts("are")))
def test_what_is_a_sign(module: str, name: str, text: str) -> None:
    assert found(module, name, text)


@pytest.mark.parametrize(("module", "name", "text"), list(texts("are_not")))
def test_what_only_looks_like_one(module: str, name: str, text: str) -> None:
    assert not found(module, name, text)
