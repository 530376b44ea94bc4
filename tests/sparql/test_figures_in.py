"""Figures of a year by the first and last day of their period, which are dates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reformgraph.records import PageExtraction
from reformgraph.sparql.named_questions import answer
from reformgraph.store import open_store
from reformgraph.values import Edtf
from support.made_store import SHUOZHOU, Text, article, claim, make, page_of


def page(name: str, period: str, value: str) -> PageExtraction:
    text = Text()
    text.put(f"{SHUOZHOU}\n")
    one = claim(
        text,
        SHUOZHOU,
        "标准地",
        "adopted",
        f"{SHUOZHOU}推行标准地，出让土地{value}宗。",
        figure=("出让土地", value, "宗"),
    )
    dated = replace(one, figures=tuple(replace(figure, period_edtf=Edtf(period)) for figure in one.figures))
    found = article(f"{name}-txt-1", text, SHUOZHOU, SHUOZHOU, [dated])
    return page_of(f"{name}.txt", text, "2024-12-31", "甲地日报", found)


@pytest.mark.parametrize(("year", "found"), [("2023", {"5宗", "6宗"}), ("2024", {"8宗"}), ("2022", set())])
def test_periods_within_the_year(tmp_path: Path, year: str, found: set[str]) -> None:
    periods = ("2023", "2023-03/2023-11", "2023-12/2024-02", "2024-02-29", "../2023-12-31")
    made = [page(f"{chr(97 + k)}", period, str(5 + k)) for k, period in enumerate(periods)]
    with open_store(make(tmp_path, made), read_only=True) as store:
        rows = answer(store, "figures-in", year=year)
    assert {row["printed"] for row in rows} == found
    assert all(str(row["from"]) <= str(row["to"]) for row in rows)
