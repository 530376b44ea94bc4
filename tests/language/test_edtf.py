"""EDTF subset: bounds, validity, overlap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.errors import UsageError
from reformgraph.language.edtf import bounds, first_day, is_valid, overlaps, pieces


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02~", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-10-15", date(2024, 10, 15), date(2024, 10, 15)),
        ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("../2024-10-31", None, date(2024, 10, 31)),
        ("2023-03/..", date(2023, 3, 1), None),
    ],
)
def test_bounds(edtf: str, first: date | None, last: date | None) -> None:
    assert bounds(edtf) == (first, last)
    assert first_day(edtf) == first


@pytest.mark.parametrize(
    "text",
    # not of the subset, no such day, running backwards
    ["", "24", "2024-13", "2023-02-29", "2024-1", "2024-06/2024-01", "../..", "0000", "2024/", "今年",
     "2024-01-01/x", "2024/2025/2026"],
)  # fmt: skip
def test_invalid(text: str) -> None:
    assert not is_valid(text)
    with pytest.raises(UsageError, match="is not a date"):
        bounds(text)


def test_pieces() -> None:
    assert pieces("2024") == ("2024", "2024")
    assert pieces("../2024-10-31") == ("..", "2024-10-31")


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("2024", "2024", True),
        ("2024-01/2024-06", "2024-01/2024-04", True),
        ("2024", "2024-10", True),
        ("2023", "2024", False),
        ("../2024-10-31", "../2024-10-15", True),
        ("../2024-10-31", "2024-12", False),
        ("2024-10-15", "2024-10-16", False),
    ],
)
def test_overlap(one: str, other: str, shared: bool) -> None:
    assert overlaps(one, other) is overlaps(other, one) is shared


@given(st.dates(), st.dates())
def test_an_interval_of_days_is_valid_if_it_does_not_run_backwards(one: date, other: date) -> None:
    text = f"{one.isoformat()}/{other.isoformat()}"
    assert is_valid(text) == (one <= other)
    if one <= other:
        assert bounds(text) == (one, other)


@given(st.text(max_size=30))
def test_any_text_is_judged(text: str) -> None:
    if is_valid(text):
        low, high = bounds(text)
        assert low is None or high is None or low <= high
