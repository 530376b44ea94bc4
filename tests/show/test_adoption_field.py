"""The records that views draw: the same facets as the table of records, the same adoptions as the whole graph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reformgraph.analysis.network import knowledge_graph
from reformgraph.errors import UsageError
from reformgraph.show.charts import adoptions
from reformgraph.show.serve import adoption_field, drawn_graph
from reformgraph.show.serve.adoption_field import read_field
from reformgraph.show.serve.lookups import Look
from reformgraph.store import open_store
from reformgraph.views.facts import Facts
from support.sample_store import sample_store

BASE = "https://w3id.org/reformgraph/id/"
SHANXI = BASE + "place/140000"


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    opened = open_store(sample_store(tmp_path_factory.mktemp("field") / "store"), read_only=True)
    yield Look(opened, BASE)
    opened.close()


def test_facets_are_those_of_the_table_of_records(look: Look) -> None:
    facts, field = Facts(look.store), read_field(look, {})
    assert field.all
    for one in field.all:
        actor, reform = facts.actor(one.row.actor), facts.reform(one.row.reform)
        told = (one.facets["province"], one.facets["kind"], one.facets["category"])
        assert told == (actor.province or "", actor.kind or "", reform.category or "")


@pytest.mark.parametrize("quoted", [True, False])
def test_the_graph_holds_the_adoptions_of_the_whole_graph(look: Look, quoted: bool) -> None:
    whole = knowledge_graph(look.store)
    drawn = drawn_graph.drawn_graph(read_field(look, {}), quoted=quoted)
    assert adoptions(drawn) == adoptions(whole)
    ends = [node for node, kind in drawn.nodes(data="kind") if kind != "article"]
    assert ends
    for name in ("kind", "label", "aliases", "province", "city", "lon", "lat", "zone_kind", "category", "candidate"):
        known = [one for one in ends if name in whole.nodes[one]]
        assert [drawn.nodes[one][name] for one in known] == [whole.nodes[one][name] for one in known], name
    about = {(start, end) for start, end, kind in drawn.edges(data="kind") if kind == "about"}
    told = {(start, end) for start, end, kind in whole.edges(data="kind") if kind == "about" and end in drawn}
    assert about == (told if quoted else set())


def test_filters_narrow_the_rows_and_keep_what_they_could_choose(look: Look) -> None:
    field = read_field(look, {"status": "adopted", "province": "山西省"})
    assert 0 < len(field.kept) < len(field.all)
    assert {(one.row.status, one.facets["province"]) for one in field.kept} == {("adopted", "山西省")}
    assert {one.row.reform for one in read_field(look, {"reform": "标准地"}).all} == {BASE + "reform/标准地"}
    with pytest.raises(UsageError, match="标淮地"):
        read_field(look, {"reform": "标淮地"})


def test_a_place_holds_itself_and_what_is_in_it(look: Look) -> None:
    inside = read_field(look, {}, inside=SHANXI)
    assert SHANXI in {one.row.actor for one in inside.all}
    assert {one.facets["province"] for one in inside.all} == {"山西省"}
    whole = [one.row for one in read_field(look, {}).all if one.facets["province"] == "山西省"]
    assert [one.row for one in inside.all] == whole


def test_what_is_too_much_is_not_read_and_counted(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adoption_field, "MOST", 5)
    field = read_field(look, {})
    assert (len(field.told), field.left) == (5, len(field.all) - 5)
    assert {one.row.status for one in field.told} == {"adopted"}
    quoted, bare = (drawn_graph.drawn_graph(field, quoted=one) for one in (True, False))
    assert len(adoptions(quoted)) == 5
    assert len(adoptions(bare)) == len(field.all)
