"""What names of sites and papers tell of the place and the zone; all names are of public bodies."""

from __future__ import annotations

import pytest

from reformgraph.extraction.place_names import place_names
from reformgraph.extraction.zones.source_clues import source_clues
from reformgraph.records import PageContext
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("聊城日报", "371500"),
        ("霍山县人民政府", "341525"),
        ("武汉市自然资源和规划局", "420100"),
        ("济宁市人力资源和社会保障局", "370800"),
        ("资源县人民政府", "450329"),
    ],
)
def test_the_place_a_source_is_called_after(source: str, place: str) -> None:
    assert source_clues(PageContext(source=source), load_vocabulary()).places == (place,)


@pytest.mark.parametrize("source", ["人民日报", "首页", "自然资源网", "中国科技日报"])
def test_no_place(source: str) -> None:
    assert source_clues(PageContext(source=source), load_vocabulary()).places == ()


def test_a_zone_and_its_place() -> None:
    clues = source_clues(PageContext(site_name="曲靖经济技术开发区管委会网站"), load_vocabulary())
    assert clues.zone is not None
    assert clues.zone.label == "曲靖经济技术开发区"
    assert clues.places[0].startswith("5303")


def test_only_counties_that_became_cities_keep_a_former_name() -> None:
    names = place_names(load_vocabulary()).names
    assert [place.name for place in names["监利县"]] == ["监利市"]
    assert not {"海南市", "河北市", "新城市", "长安县", "宝山县"} & set(names)
