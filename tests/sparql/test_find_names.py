"""What a name in a question stands for: ids and retired names of reforms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reformgraph.errors import UsageError
from reformgraph.iri import BASE
from reformgraph.sparql.find_names import find_iri
from reformgraph.store import Store, open_store
from support.made_store import make


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(make(tmp_path_factory.mktemp("made"))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("标准地", "标准地"),
        ("“标准地”改革", "标准地"),
        ("R0092", "标准地"),
        ("智慧审批", "智能审批"),
        ("reform:智慧审批", "智能审批"),
        (BASE + "reform/智慧审批", "智能审批"),
        ("R0061", "智能审批"),
    ],
)
def test_a_reform_by_name_id_and_retired_name(store: Store, text: str, name: str) -> None:
    assert find_iri(store, "reform", text, BASE) == f"{BASE}reform/{name}"


def test_an_id_that_is_none(store: Store) -> None:
    with pytest.raises(UsageError):
        find_iri(store, "reform", "R9999", BASE)
