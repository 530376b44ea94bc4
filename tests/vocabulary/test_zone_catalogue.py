"""Which zone of the catalogue a printed name is."""

from __future__ import annotations

import pytest

from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("printed", "iri"),
    [
        ("望城经开区", "望城经济技术开发区"),
        ("湖南望城经开区", "望城经济技术开发区"),
        ("甘肃兰州新区", "兰州新区"),
        ("成都市高新区", "成都高新技术产业开发区"),
        ("陕西西安沣东新城", "西咸新区沣东新城"),
        # a place that it does not lie in, one without a zone so called, and no place at all
        ("湖北望城经开区", None),
        ("湖南望城示范区", None),
        ("望城区", None),
        ("经开区", None),
        ("", None),
    ],
)
def test_a_place_in_front_does_not_make_another_zone(printed: str, iri: str | None) -> None:
    zone = load_vocabulary().zones.resolve(printed)
    assert (zone and zone.iri) == iri
