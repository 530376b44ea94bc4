"""Adoptions: who acts or not, references, core reforms, slogans taken for measures, times, what figures count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.evaluation_page import OTHER, ZONE, figures, judged, label, measure, with_places

ADOPTIONS, IGNORED = "adoptions", "adoptions, actor ignored"
WRONG, NOBODY = "right measure, wrong actor, of claims", "claims without an actor"
NO_MEASURES = "not_measures taken for measures"


def relabel(folder: Path, page: dict[str, Any]) -> None:
    (folder / "labels" / "昌河.json").write_text(json.dumps(page, ensure_ascii=False), "utf-8")


def test_a_wrong_actor_is_told_and_is_none_with_the_actor_ignored(folder: Path) -> None:
    found = with_places(label())
    found["articles"][0]["measures"][0]["zone"] = "昌河市"
    report = judged(folder, found)
    assert figures(report, ADOPTIONS) == (3, 4, 4)
    assert figures(report, IGNORED) == (4, 4, 4)
    row = report.shares[WRONG]
    assert (row.part, row.whole, row.share) == (1, 4, 0.25)
    [wrong] = [one for _, one in report.errors if one.measure == ADOPTIONS and one.kind == "wrong"]
    assert WRONG in wrong.measures


def test_another_reform_of_a_wrong_actor_is_only_wrong(folder: Path) -> None:
    found = with_places(label())
    found["articles"][0]["measures"][0].update(zone="昌河市", reform="多评合一", mentions=["多评合一"])
    report = judged(folder, found)
    assert report.shares[WRONG].part == 0
    assert figures(report, IGNORED) == (3, 4, 4)


@pytest.mark.parametrize("nobody", [None, "", " "])
def test_a_claim_without_an_actor_counts_neither_way(folder: Path, nobody: str | None) -> None:
    found = with_places(label())
    found["articles"][0]["measures"][0]["zone"] = nobody
    report = judged(folder, found)
    assert figures(report, ADOPTIONS) == (3, 3, 4)
    assert figures(report, IGNORED) == (4, 4, 4)
    assert (report.shares[NOBODY].part, report.shares[NOBODY].whole) == (1, 4)
    page = label()
    page["articles"][0]["measures"][0]["zone"] = nobody
    relabel(folder, page)
    assert figures(judged(folder, found), ADOPTIONS) == (3, 3, 4)


def test_one_reform_of_two_actors_counts_once_with_the_actor_ignored(folder: Path) -> None:
    page = label()
    page["articles"][0]["measures"].append(measure("标准地", "昌河市"))
    relabel(folder, page)
    report = judged(folder, with_places(label()))
    assert figures(report, ADOPTIONS) == (4, 4, 5)
    assert figures(report, IGNORED) == (4, 4, 4)


def test_a_reference_is_no_free_guess(folder: Path) -> None:
    found = with_places(label())
    found["articles"][0]["measures"][0]["status"] = "referenced"
    found["articles"][1]["measures"].append(measure("容缺受理", OTHER, "referenced"))
    report = judged(folder, found)
    assert figures(report, ADOPTIONS) == (3, 3, 4)
    assert figures(report, IGNORED) == (3, 3, 4)
    assert figures(report, "status, accuracy") == (3, 4, 4)
    assert report.shares[WRONG].whole == 3


def test_what_is_only_referred_to_is_not_done(folder: Path) -> None:
    page = label()
    page["articles"][0]["measures"][0]["status"] = "referenced"
    relabel(folder, page)
    report = judged(folder, with_places(label()))
    assert figures(report, ADOPTIONS) == (3, 4, 4)
    found = with_places(page)
    report = judged(folder, found)
    assert figures(report, ADOPTIONS) == figures(report, IGNORED) == (4, 4, 4)


def test_who_does_it_outweighs_who_refers_to_it(folder: Path) -> None:
    found = with_places(label())
    found["articles"][0]["measures"].append(measure("标准地", "昌河市", "referenced"))
    report = judged(folder, found)
    assert figures(report, ADOPTIONS) == figures(report, IGNORED) == (4, 4, 4)


def test_an_invented_quotation_of_a_reference_is_invented_too(folder: Path) -> None:
    found = with_places(label())
    found["articles"][1]["measures"].append(measure("容缺受理", OTHER, "referenced", evidence="页面上没有的话"))
    assert judged(folder, found).invented == 1


def test_a_match_through_a_mention_is_as_core_as_its_label(folder: Path) -> None:
    (folder / "core.json").write_text('["标准地", "承诺制"]', "utf-8")
    page = label()
    page["articles"][0]["measures"][0]["mentions"] = ["自有办法"]
    relabel(folder, page)
    found = with_places(label())
    found["articles"][0]["measures"][0].update(reform="自有办法", mentions=[])
    core = "adoptions, core reforms"
    assert figures(judged(folder, found, core=folder / "core.json"), core) == (1, 1, 1)
    found["articles"][0]["measures"].append(measure("承诺制"))
    assert figures(judged(folder, found, core=folder / "core.json"), core) == (1, 2, 1)


def test_the_own_name_goes_before_a_surface_form(folder: Path) -> None:
    names = ("社会事务剥离", "开发运营职能剥离")
    page = label()
    page["articles"][1]["measures"] = [{**measure(one, OTHER), "mentions": ["两剥离"]} for one in names]
    relabel(folder, page)
    found = with_places(label())
    found["articles"][1]["measures"] = [measure("两剥离", OTHER), measure(names[0], OTHER)]
    report = judged(folder, found)
    assert figures(report, ADOPTIONS) == figures(report, IGNORED) == (5, 5, 5)


def test_a_slogan_taken_for_a_measure_is_told(folder: Path) -> None:
    page = label()
    page["not_measures"] = ["马上就办", "一马当先"]
    page["articles"][1]["not_measures"] = ["云端服务"]
    relabel(folder, page)
    found = with_places(label())
    found["articles"][0]["measures"].append(measure("“马上就办”机制"))
    found["articles"][1]["measures"].append(measure("云端", OTHER, "referenced"))
    report = judged(folder, found)
    row = report.shares[NO_MEASURES]
    assert (row.part, row.whole) == (1, 3)
    [(unit, error)] = [(unit, one) for unit, one in report.errors if one.measure == NO_MEASURES]
    assert unit.labelled is not None and unit.labelled.id == "c-1"
    assert error.found.startswith("马上就办")


def test_phrases_of_a_page_without_articles_count(folder: Path) -> None:
    relabel(folder, {"page": "昌河.txt", "articles": [], "not_measures": ["马上就办"]})
    report = judged(folder, {"page": "昌河.txt", "articles": []})
    assert (report.shares[NO_MEASURES].part, report.shares[NO_MEASURES].whole) == (0, 1)


@pytest.mark.parametrize(("indicator", "counts"), [("出让宗数", (1, 1, 1)), ("出让甲乙丙", (0, 1, 1)), ("", (0, 0, 1))])
def test_what_a_figure_counts(folder: Path, indicator: str, counts: tuple[int, int, int]) -> None:
    found = with_places(label())
    found["articles"][0]["measures"][0]["figures"][0]["indicator"] = indicator
    assert figures(judged(folder, found), "indicators of adoption figures") == counts


def test_what_the_labels_do_not_say_a_figure_counts_is_not_asked(folder: Path) -> None:
    page = label()
    page["articles"][0]["measures"][0]["figures"] = [{"value": 5, "unit": "宗"}]
    relabel(folder, page)
    assert figures(judged(folder, with_places(label())), "indicators of adoption figures") == (0, 0, 0)


def test_full_names_of_the_label_name_its_zone_and_its_actor(folder: Path) -> None:
    page, found = label(), with_places(label())
    page["articles"][1]["zones"] = [{"name": "高新区", "full": OTHER, "mentions": ["高新区"]}]
    page["articles"][1]["measures"][0]["zone"] = "高新区"
    page["articles"][0]["measures"][0].update(zone="自治州", full=["己自治州"])
    found["articles"][0]["measures"][0]["zone"] = "己自治州"
    relabel(folder, page)
    report = judged(folder, found)
    assert figures(report, "zones, exact name") == (2, 2, 2)
    assert figures(report, ADOPTIONS) == (4, 4, 4)


@pytest.mark.parametrize(
    ("got", "wanted", "counts"),
    [
        ("下一步", None, (0, 0, 0)),
        (None, "近年来", (0, 0, 0)),
        ("近年来", "2024年", (0, 0, 1)),
        ("2023年", "近年来", (0, 1, 0)),
        ("2024年", "2024年", (1, 1, 1)),
    ],
)
def test_words_without_a_date_count_neither_way(
    folder: Path, got: str | None, wanted: str | None, counts: tuple[int, int, int]
) -> None:
    page, found = label(), with_places(label())
    page["articles"][0]["measures"][0]["when"], found["articles"][0]["measures"][0]["when"] = wanted, got
    relabel(folder, page)
    assert figures(judged(folder, found), "adoption time") == counts


def test_names_that_only_the_finding_brings_do_not_count(folder: Path) -> None:
    found = with_places(label())
    first = found["articles"][0]
    first["zones"][0] = {"name": "丙县高新区", "full": ZONE, "mentions": [ZONE]}
    first["measures"][0].update(zone="丙县高新区", full=ZONE)
    report = judged(folder, found)
    assert figures(report, "zones") == (1, 2, 2)
    assert figures(report, ADOPTIONS) == (3, 4, 4)
