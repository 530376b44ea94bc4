"""Articles: blank lines, marks inside names, lines that a reading lost, shares of nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reformgraph.evaluation import Report
from reformgraph.evaluation.judge_articles import line_ranges
from support.evaluation_page import figures, judged, label, with_places

BLANK = "昌河经开区改革提速\n\n\u3000\n第二段正文在此。\n\u200b\n\n第三段正文在此。\n"


def with_lines(folder: Path, labelled: list[Any], found: list[Any], **more: Any) -> Report:
    """One article of three lines, each followed by two blank ones."""
    (folder / "pages" / "昌河.txt").write_text(BLANK, "utf-8")
    page = {"page": "昌河.txt", "articles": [{"lines": {"body": labelled}}], **more}
    (folder / "labels" / "昌河.json").write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    return judged(folder, {"page": "昌河.txt", "articles": [{"lines": {"body": found}}]})


def test_blank_lines_belong_to_nobody(folder: Path) -> None:
    report = with_lines(folder, [[1, 7]], [1, 4, 7])
    assert figures(report, "articles") == (1, 1, 1)
    row = report.measures["lines to articles"]
    assert (row.rates.f1, row.labelled) == (1.0, 3)
    assert report.errors == []


def test_blank_lines_pair_no_articles(folder: Path) -> None:
    assert figures(with_lines(folder, [[1, 3]], [[2, 4]]), "articles") == (0, 1, 1)


def test_lines_that_the_reading_lost_are_told(folder: Path) -> None:
    made_on = "昌河经开区改革提速\n第二段正文在此。\n这一行没有读出来。"
    report = with_lines(folder, [[1, 3]], [1, 4], text=made_on)
    assert report.measures["lines to articles"].rates.recall < 1.0
    assert [one.labelled for _, one in report.errors] == ["1 lost"]


def test_marks_inside_names_part_authors_and_not_people(folder: Path) -> None:
    page, found = label(), with_places(label())
    for side, name in ((page, "买买提·吐尔逊"), (found, "买买提吐尔逊")):
        side["articles"][0].update(authors=[name], people=[{"name": name, "role": "主任"}])
    (folder / "labels" / "昌河.json").write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    report = judged(folder, found)
    assert (figures(report, "authors"), figures(report, "people")) == ((0, 1, 1), (1, 1, 1))


def test_a_share_of_nothing_is_nothing(folder: Path) -> None:
    report = judged(folder, {"page": "昌河.txt", "articles": []})
    assert [(row.share, row.part, row.whole) for row in report.shares.values()] == [(0.0, 0, 0)] * 3


@pytest.mark.parametrize(("lines", "shown"), [([], ""), ([4], "4"), ([1, 2, 3, 7], "1-3, 7")])
def test_ranges_of_lines(lines: list[int], shown: str) -> None:
    assert line_ranges(lines) == shown
