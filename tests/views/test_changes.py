"""What two stores tell differently: each kind of change, and what is no change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reformgraph.records import Claim, PageExtraction
from reformgraph.store import Store, open_store
from reformgraph.views.changes import Change, changes
from support.made_store import CHANGZHI, DATONG, SHUOZHOU, add_pages, first, fourth, make, pages, second, third
from support.tricky_store import RETIRED, tricky_store

Told = tuple[str, str, str, str, str | None, str | None]


def stored(folder: Path, name: str, made: list[PageExtraction]) -> Store:
    (folder / name).mkdir()
    return open_store(make(folder / name, made))


def told(found: list[Change]) -> list[Told]:
    return [(one.what, one.change, one.actor, one.reform, one.before, one.after) for one in found]


def edited(page: PageExtraction, edit: Callable[[tuple[Claim, ...]], tuple[Claim, ...]]) -> PageExtraction:
    """The page with other claims in its one article."""
    (extraction,) = page.extractions
    return replace(page, extractions=(replace(extraction, claims=edit(extraction.claims)),))


def test_a_page_that_came_brings_what_it_tells(tmp_path: Path) -> None:
    with stored(tmp_path, "a", [first(), second()]) as before, stored(tmp_path, "b", [first(), *pages()[1:3]]) as after:
        found = changes(before, after)
    assert told(found) == [
        ("adoption", "turned", DATONG, "全代办", "planned", "adopted"),
        ("claim", "came", DATONG, "全代办", None, "adopted"),
        ("claim", "came", DATONG, "标准地", None, "adopted"),
    ]
    assert found[1].quote == f"{DATONG}5月起实行全代办。"
    told_by = found[1]
    assert (told_by.article_id, told_by.source, told_by.issue_date) == ("c-txt-1", "甲地日报", "2024-06-01")
    assert (told_by.headline, told_by.claim_id) == (f"{DATONG}服务上门", "c-txt-1-1")
    assert (told_by.actor_id, told_by.reform_id) == (DATONG, "全代办")
    assert (found[0].article_id, found[0].quote) == (None, None)


def test_a_page_that_went_takes_what_it_told_with_it(tmp_path: Path) -> None:
    with stored(tmp_path, "a", [first(), fourth()]) as before, stored(tmp_path, "b", [first()]) as after:
        found = changes(before, after)
        assert changes(before, before) == []
    gone = [(CHANGZHI, "园区合伙人", "adopted"), (CHANGZHI, "容缺受理", "required"), (CHANGZHI, "承诺制", "withdrawn")]
    for what in ("adoption", "claim"):
        some = [one for one in found if one.what == what]
        assert {(one.actor, one.reform, one.before) for one in some} == {*gone}
        assert {(one.change, one.after) for one in some} == {("went", None)}
    assert {one.quote for one in found[3:]} >= {"省里要求推行容缺受理。"}


def test_claims_keep_what_they_are_when_one_before_them_goes(tmp_path: Path) -> None:
    later = edited(first(), lambda claims: claims[1:])
    with stored(tmp_path, "a", [first()]) as before, stored(tmp_path, "b", [later]) as after:
        found = changes(before, after)
    assert told(found) == [
        ("adoption", "went", SHUOZHOU, "标准地", "adopted", None),
        ("claim", "went", SHUOZHOU, "标准地", "adopted", None),
    ]


@pytest.mark.parametrize(("fields", "after"), [({"status": "planned"}, "planned"), ({"denied": True}, "denied")])
def test_a_claim_that_turned(tmp_path: Path, fields: dict[str, object], after: str) -> None:
    page = edited(third(), lambda claims: (claims[0], replace(claims[1], **fields)))  # type: ignore[arg-type]
    with stored(tmp_path, "a", [third()]) as before, stored(tmp_path, "b", [page]) as now:
        found = [one for one in changes(before, now) if one.what == "claim"]
    assert told(found) == [("claim", "turned", DATONG, "标准地", "adopted", after)]


def test_a_second_claim_of_one_article_actor_and_reform_is_one_that_came(tmp_path: Path) -> None:
    page = edited(third(), lambda claims: (*claims, replace(claims[1], status="planned")))
    with stored(tmp_path, "a", [third()]) as before, stored(tmp_path, "b", [page]) as after:
        found = changes(before, after)
    assert told([one for one in found if one.what == "claim"]) == [("claim", "came", DATONG, "标准地", None, "planned")]


def test_zones_that_were_merged_since_neither_came_nor_went(tmp_path: Path) -> None:
    with tricky_store(tmp_path, decisions="") as before, tricky_store(tmp_path) as after:
        assert RETIRED in {one.actor for one in changes(after, before)}
        found = changes(before, after)
    assert RETIRED not in {one.actor for one in found}
    assert not [one for one in found if one.what == "claim"]
    assert {one.change for one in found} <= {"turned"}


def test_a_claim_without_an_actor_has_no_name_of_one(tmp_path: Path) -> None:
    page = edited(first(), lambda claims: (replace(claims[0], actor=None, actor_kind="none", figures=()),))
    with stored(tmp_path, "b", [page]) as after, open_store(":memory:") as before:
        add_pages(before, [], tmp_path)
        found = changes(before, after)
    assert told(found) == [("claim", "came", "", "标准地", None, "adopted")]
    assert found[0].actor_id == ""
