"""Names in questions: which places stand for a zone, which for a zone that is not known, which for themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reformgraph.ask.names_in_question import KnownNames
from reformgraph.store import open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.made_store import SHUOZHOU, make


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnownNames]:
    with open_store(make(tmp_path_factory.mktemp("names")), read_only=True) as opened:
        yield KnownNames(opened, load_vocabulary())


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("朔州市工业园区推行什么", "place", "朔州市"),
        ("大同市民营园区推行什么", "place", "大同市"),
        ("大同市国家级开发区推行什么", "place", "大同市"),
        ("大同市3个园区推行什么", "place", "大同市"),
        ("大同两个省级园区推行什么", "place", "大同市"),
        ("朔州公园里有什么", "zone", SHUOZHOU),
        ("朔州校园里有什么", "zone", SHUOZHOU),
        ("朔州科技园推行什么", "unknown zone", "朔州科技园"),
        ("朔州陶瓷产业园推行什么", "unknown zone", "朔州陶瓷产业园"),
        ("朔州市神泉园区推行什么", "unknown zone", "朔州市神泉园区"),
        ("赣州蓉江新区推行什么", "unknown zone", "赣州蓉江新区"),
    ],
)
def test_what_follows_a_place(names: KnownNames, text: str, kind: str, label: str) -> None:
    assert [(name.kind, name.label) for name in names.find(text)] == [(kind, label)]
