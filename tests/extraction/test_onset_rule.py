"""When an adoption began: never after the page that tells it."""

from __future__ import annotations

import pytest

from reformgraph.extraction.claims.onset_rule import onset_of
from reformgraph.values import Edtf


@pytest.mark.parametrize(
    ("when", "text", "issue", "starts", "onset"),
    [
        ("2024", "今年", "2024-03-12", False, "../2024-03-12"),
        ("2024", "今年", "2024-03-12", True, "2024-01-01/2024-03-12"),
        ("2024-03", "本月", "2024-03-12", True, "2024-03-01/2024-03-12"),
        ("2024-03~", "近日", "2024-03-12", True, "2024-03~"),
        ("2023", "去年", "2024-03-12", True, "2023"),
        ("2023", "去年", "2024-03-12", False, "../2023-12-31"),
        ("2024-01/2024-06", "上半年", "2024-03-12", True, "2024-01-01/2024-03-12"),
        # a time that lies wholly ahead of the page that tells the deed: it began by then
        ("2025", "2025年", "2024-03-12", True, "../2024-03-12"),
        # an issue known by its month or year reaches to its end
        ("2024", "今年", "2024-03", False, "../2024-03-31"),
        ("2024", "今年", "2024", True, "2024"),
        ("2024", "今年", None, False, "../2024-12-31"),
    ],
)
def test_the_onset_ends_when_it_is_told(when: str, text: str, issue: str | None, starts: bool, onset: str) -> None:
    assert onset_of(Edtf(when), text, Edtf(issue) if issue else None, starts) == onset
