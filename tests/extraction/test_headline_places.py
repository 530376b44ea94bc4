"""A headline names a place short; the zone of that name acts in the text below it."""

from __future__ import annotations

import pytest

from reformgraph.extraction.article import extract_page
from reformgraph.reading.read_pages import page_from_text
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("# 嘉鱼推行标准地\n\n今年以来，嘉鱼经济开发区推行“标准地”改革，出让土地8宗。\n", ["嘉鱼经济开发区"]),
        ("# 嘉鱼推行标准地\n\n今年以来，嘉鱼县推行“标准地”改革，出让土地8宗。\n", ["嘉鱼县"]),
        ("# 赤壁推行标准地\n\n今年以来，嘉鱼经济开发区推行“标准地”改革，出让土地8宗。\n", None),
    ],
)
def test_the_place_of_a_headline_is_its_zone(text: str, actors: list[str] | None) -> None:
    (found,) = extract_page(page_from_text(text, "x", "2024-05-18"), load_vocabulary()).extractions
    told = [claim.actor for claim in found.claims if claim.reform == "标准地"]
    assert "嘉鱼经济开发区" in told or actors == ["嘉鱼县"]
    assert actors is None or told == actors


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("柳湾高新区推行全代办，办理事项320件。", ["柳湾高新区"]),
        ("据介绍，沿江高新区推行全代办，办理事项320件。", []),
    ],
)
def test_names_that_end_as_places_do(text: str, zones: list[str]) -> None:
    (found,) = extract_page(page_from_text(text, "x", "2024-05-18"), load_vocabulary()).extractions
    assert [zone.name for zone in found.zones if zone.name != "高新区"] == zones
