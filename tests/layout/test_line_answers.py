"""What functions say of a text by itself: names, ends of sentences, dates, organs (tests/cases/line_answers.yml)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout.bylines import end_names
from reformgraph.layout.text_likeness import repeats, triples_of
from support.read_cases import read_cases

CASES: dict[str, list[list[Any]]] = read_cases(
    (Path(__file__).parents[1] / "cases" / "line_answers.yml").read_text("utf-8")
)


def plain(answer: object) -> object:
    """An answer as cases write it: lists for tuples."""
    return [plain(one) for one in answer] if isinstance(answer, tuple) else answer


@pytest.mark.parametrize(("name", "text", "answer"), [(name, *row) for name, rows in CASES.items() for row in rows])
def test_answer(name: str, text: str, answer: object) -> None:
    module, _, function = name.partition(".")
    assert plain(getattr(import_module(f"reformgraph.layout.{module}"), function)(text)) == answer


def test_names_that_a_line_end_tore_apart() -> None:
    assert end_names("形成闭环。何山李青", 7) == (5, ("何山", "李青"))
    assert end_names("形成闭环。何山李青", 0) == (9, ())
    assert end_names("形成闭环。何山李青", 9) == (9, ())


def test_what_two_texts_share() -> None:
    assert repeats("园区开工", "今天园区举行开工仪式") == pytest.approx(2 / 3)
    assert triples_of("云岭推行帮办") == {"云岭推", "岭推行", "推行帮", "行帮办"}
    assert triples_of("云岭") == frozenset()
