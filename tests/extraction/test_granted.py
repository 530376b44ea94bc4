"""Powers handed down are told of those who are given them."""

from __future__ import annotations

import pytest

from reformgraph import extract


def _told(text: str) -> set[str | None]:
    articles = extract(text=text).to_dict()["articles"]
    return {claim["zone"] for article in articles for claim in article["measures"] if claim["reform"] == "赋权"}


@pytest.mark.parametrize(
    "text",
    [
        "太仓市政府赋予太仓高新区87项市级权限。",
        "太仓市向太仓高新区下放审批权限87项。",
        "太仓市赋予太仓高新区更大自主权，推行标准地。",
        "太仓市将市级经济管理权限下放至太仓高新区。",
    ],
)
def test_who_is_given_powers_holds_them(text: str) -> None:
    assert _told(text) == {"太仓高新区"}


def test_all_of_a_list_hold_them() -> None:
    given = {"苏州工业园区", "昆山高新区", "太仓高新区"}
    assert _told("江苏省将省级管理权限下放给苏州工业园区、昆山高新区和太仓高新区。") == given
    assert _told("江苏省把首批205项省级管理权限交给苏州工业园区、昆山高新区管委会和太仓高新区。") == given
    assert _told("江苏省向太仓高新区赋权391项、昆山高新区259项、苏州工业园区88项。") == given


def test_towns_of_the_list_count() -> None:
    assert _told("江苏省将赋予太仓高新区和昆山、宜兴省级外商投资企业审批权限。") == {"太仓高新区", "昆山市", "宜兴市"}


def test_one_who_takes_them_over_holds_them() -> None:
    assert _told("太仓高新区承接市级管理权限87项。") == {"太仓高新区"}


def test_where_nobody_is_named_the_giver_stays() -> None:
    assert _told("太仓高新区办事快。太仓市推行放管服改革，向试点园区下放审批权限87项。") == {"太仓市"}


def test_a_list_of_another_sentence_part_is_not_given_them() -> None:
    assert _told("太仓高新区承接市级管理权限87项；太仓市把闲置厂房交给昆山高新区。") == {"太仓高新区"}


@pytest.mark.parametrize(
    "text",
    [
        "太仓高新区承接江苏省下放给昆山市的52项审批权限。",
        "太仓高新区将社会事务移交给昆山市，获得86项审批权限。",
    ],
)
def test_who_takes_them_over_is_not_who_is_given_something_else(text: str) -> None:
    assert _told(text) == {"太仓高新区"}
