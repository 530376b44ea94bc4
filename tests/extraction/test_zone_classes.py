"""Names that mean all zones of a place."""

from __future__ import annotations

import pytest

from reformgraph.extraction.place_names import place_names
from reformgraph.extraction.zones.zone_classes import is_province, of_all, tells_of_each
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("chain", "province"),
    [(("河南",), True), (("河南省",), True), (("天津",), False), (("河南", "洛阳"), False), ((), False)],
)
def test_is_province(chain: tuple[str, ...], province: bool) -> None:
    assert is_province(chain, place_names(load_vocabulary())) is province


def test_of_all() -> None:
    names = place_names(load_vocabulary())
    assert of_all("", ("江苏",), names) and not of_all("", ("天津",), names)
    assert of_all("各开发区都在比。", ("洛阳市",), names) and not of_all("", ("洛阳市",), names)
    assert not of_all("各开发区都在比。", ("祁县",), names)
    assert tells_of_each("全市开发区") and not tells_of_each("开发区")
