"""Predicates of what is done, by class."""

from __future__ import annotations

import pytest

from reformgraph.extraction.frames.predicates import predicate


@pytest.mark.parametrize(
    ("clause", "kind", "verb"),
    [
        ("明溪高新区启动", "starts", "启动"),
        ("明溪高新区持续深化", "goes on", "深化"),
        ("明溪高新区建立健全", "goes on", "健全"),
        ("明溪高新区首次推进", "starts", "首次"),
        ("明溪高新区推行", "does", "推行"),
    ],
)
def test_the_class_of_a_predicate(clause: str, kind: str, verb: str) -> None:
    found = predicate(clause, 0, len(clause))
    assert found is not None
    assert (found.kind, clause[slice(*found.span)]) == (kind, verb)


def test_a_stretch_without_a_verb_has_none() -> None:
    assert predicate("明溪高新区的", 0, 6) is None
    assert predicate("启动明溪高新区的", 2, 8) is None
