"""Where the name of a zone begins."""

from __future__ import annotations

import pytest

from reformgraph import extract
from reformgraph.extraction.zones.zone_bounds import begins_longer


@pytest.mark.parametrize(("lead", "place"), [("瓯", "江口"), ("新", "凤台"), ("大", "江口"), ("东", "大安")])
def test_a_sign_that_begins_another_name(lead: str, place: str) -> None:
    assert begins_longer(lead, place)


@pytest.mark.parametrize(
    ("lead", "place"), [("持", "凤台"), ("扶", "凤台"), ("", "凤台"), ("，", "凤台"), ("—", "凤台"), ("瓯", "江口县")]
)
def test_a_word_before_the_name(lead: str, place: str) -> None:
    assert not begins_longer(lead, place)


def test_no_zone_of_the_catalogue_is_cut_out_of_a_longer_name() -> None:
    articles = extract(text="新凤台经济开发区推行标准地。").to_dict()["articles"]
    assert [(zone["name"], zone["official"]) for zone in articles[0]["zones"]] == [("新凤台经济开发区", None)]
    articles = extract(text="支持凤台经济开发区推行标准地。").to_dict()["articles"]
    assert articles[0]["zones"][0]["name"] == "凤台经济开发区"
