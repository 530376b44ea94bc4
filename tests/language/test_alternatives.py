"""Alternatives put together by their first characters find what they found before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.language.alternatives import by_first

PIECES = [
    "推",
    "推行",
    "推出",
    "实行(?!了)",
    "实施",
    "[一二推]行",
    "行?推",
    "(?:实|出)行",
    r"\+",
    "[]推]",
    "出了?",
    "出",
]


@pytest.mark.parametrize(
    ("given_list", "expected"),
    [
        ("推行|实行|推出", "推(?:行|出)|实行"),
        ("推|推行", "推(?:|行)"),
        ("推行|[一推]行|推出", "推行|[一推]行|推出"),
        ("推[|]行|实(?:施|行)|推出", "推(?:[|]行|出)|实(?:施|行)"),
        ("实?行|实施|实行", "实?行|实(?:施|行)"),
        (r"甲\|乙|甲丙", r"甲(?:\|乙|丙)"),
        ("只有一个", "只有一个"),
    ],
)
def test_alternatives_with_one_first_character_stand_together(given_list: str, expected: str) -> None:
    assert by_first(given_list) == expected


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.text("推行出实施了一二+]", max_size=20))
def test_nothing_else_is_found(pieces: list[str], text: str) -> None:
    before, after = re.compile("|".join(pieces)), re.compile(by_first("|".join(pieces)))
    assert [found.span() for found in after.finditer(text)] == [found.span() for found in before.finditer(text)]
