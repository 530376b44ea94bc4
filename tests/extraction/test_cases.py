"""Every text of tests/cases/*.yml: zones, names, claims with status, time and figures, and what must be absent.

A case with `known` is expected to fail for the reason it gives.
"""

from __future__ import annotations

from typing import Any

import pytest

from support.case_judge import CASES, load, problems

FILES = (
    "status.yml",
    "actors.yml",
    "time.yml",
    "figures.yml",
    "candidates.yml",
    "lookalikes.yml",
    "names.yml",
    "articles.yml",
    "quoted.yml",
    "nouns.yml",
    "told.yml",
    "around.yml",
    "frames.yml",
    "brands.yml",
)
COUNTED = (*FILES, "dates.yml", "numbers.yml")


def _params() -> list[Any]:
    return [pytest.param(case, id=case["id"]) for name in FILES for case in load(name)]


def test_no_case_is_lost() -> None:
    names = [case["id"] for name in COUNTED for case in load(name)]
    assert len(names) == len(set(names))
    assert len(names) >= 750
    assert {path.name for path in CASES.glob("*.yml")} >= set(COUNTED)


@pytest.mark.parametrize("case", _params())
def test_case(case: dict[str, Any]) -> None:
    wrong = problems(case)
    if "known" in case:
        assert wrong, "this case passes now: take its `known` out"
        pytest.xfail(case["known"])
    assert not wrong, f"{case['about']}: {case['text']}\n" + "\n".join(wrong)
