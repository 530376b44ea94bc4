"""Networks from a store: content, projections, backbones, influence, exports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest

from reformgraph.analysis.network import (
    backbone,
    bipartite,
    co_mentions,
    company_zone,
    containment,
    disparity,
    influence,
    knowledge_graph,
    projection,
    strongest,
    write_graph,
)
from reformgraph.analysis.network.graph_files import FORMATS, render_graph
from reformgraph.analysis.network.projections import fixed_degree, hypergeometric
from reformgraph.errors import UsageError
from support.diffusion_store import invented_store

BASE = "https://w3id.org/reformgraph/id/"
QING, BAI, SHI = (f"{BASE}zone/{name}" for name in ("青川开发区", "白水开发区", "石桥园"))
JIA, YI = f"{BASE}reform/甲制", f"{BASE}reform/乙制"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return knowledge_graph(invented_store())


def edges(graph: nx.MultiDiGraph, kind: str) -> list[tuple[str, str]]:
    return [(u, v) for u, v, k in graph.edges(data="kind") if k == kind]


def test_zone_carries_place_province_city_and_coordinates(graph: nx.MultiDiGraph) -> None:
    node = graph.nodes[QING]
    assert (node["kind"], node["label"], node["aliases"]) == ("zone", "青川开发区", ["青川区"])
    assert (node["place"], node["province"], node["city"]) == ("990100", "云岭省", "青川市")
    assert (node["lon"], node["lat"]) == (110.5, 30.25)


def test_most_exact_place_counts_and_unknown_coordinates_are_none(graph: nx.MultiDiGraph) -> None:
    assert (graph.nodes[BAI]["place"], graph.nodes[BAI]["lon"]) == ("990200", None)


def test_reforms_tell_whether_they_are_curated(graph: nx.MultiDiGraph) -> None:
    known, new = graph.nodes[JIA], graph.nodes[YI]
    assert (known["category"], known["core"], known["level"], known["candidate"]) == ("审批", True, "national", False)
    assert (known["english"], known["aliases"]) == ("System A", ["甲制改革"])
    assert (new["candidate"], new["core"], new["english"]) == (True, False, "")


def test_article_attributes(graph: nx.MultiDiGraph) -> None:
    node = graph.nodes[f"{BASE}article/a1"]
    assert (node["date"], node["source"], node["page"], node["n"]) == ("2021-06-15", "虚构日报", "p1.txt", 1)
    assert graph.nodes[f"{BASE}article/a2"]["reprint_of"] == f"{BASE}article/a1"


def test_claim_edge_carries_evidence_and_figures(graph: nx.MultiDiGraph) -> None:
    found = [d for _, _, d in graph.edges(QING, data=True) if d["kind"] == "claim" and d["claim"].endswith("c1")]
    assert len(found) == 1
    claim = found[0]
    assert (claim["status"], claim["when"], claim["when_edtf"], claim["onset_edtf"]) == (
        "adopted",
        "2020年",
        "2020",
        "2020",
    )
    assert (claim["quote"], claim["start"], claim["end"], claim["page"]) == ("2020年推行甲制。", 10, 19, "p1.txt")
    assert claim["figures"] == [{"indicator": "办件", "text": "12件", "value": "12", "unit": "件", "period": ""}]


def test_merged_company_appears_once_with_its_short_form(graph: nx.MultiDiGraph) -> None:
    full = f"{BASE}company/云岭机械有限公司"
    assert f"{BASE}company/云机公司" not in graph
    assert graph.nodes[full]["aliases"] == ["云机公司"]
    assert edges(graph, "near").count((full, QING)) == 1
    assert (full, BAI) in edges(graph, "near")


def test_edges_of_place_part_and_subject(graph: nx.MultiDiGraph) -> None:
    assert edges(graph, "part_of") == [(SHI, QING)]
    assert (QING, f"{BASE}place/990100") in edges(graph, "located_in")
    assert len(edges(graph, "about")) == 3
    assert graph.nodes[f"{BASE}organ/云岭省商务厅"]["kind"] == "organ"


def test_same_store_gives_same_graph() -> None:
    one, other = knowledge_graph(invented_store()), knowledge_graph(invented_store())
    assert render_graph(one, "json") == render_graph(other, "json")


def test_bipartite_counts_a_reprint_once(graph: nx.MultiDiGraph) -> None:
    found = bipartite(graph)
    assert list(found.edges(data="weight")) == [(QING, JIA, 1)]
    assert found.edges[QING, JIA]["articles"] == [f"{BASE}article/a1"]


def test_bipartite_by_status_kind_and_vocabulary(graph: nx.MultiDiGraph) -> None:
    wide = bipartite(graph, ("adopted", "withdrawn", "planned", "required"), ("zone", "organ"))
    assert wide.number_of_edges() == 4
    assert YI not in bipartite(graph, ("planned",), candidates=False)


def square() -> nx.Graph:
    graph = nx.Graph([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("b", "z"), ("c", "z"), ("d", "w")])
    nx.set_node_attributes(graph, {n: int(n in "wxyz") for n in graph}, "bipartite")
    return graph


@pytest.mark.parametrize(
    ("measure", "ab", "bc"), [("shared", 2, 1), ("jaccard", 2 / 3, 1 / 3), ("cosine", 2 / 6**0.5, 1 / 3**0.5)]
)
def test_projection_weights(measure: str, ab: float, bc: float) -> None:
    found = projection(square(), 0, measure)  # type: ignore[arg-type]
    assert found.edges["a", "b"]["weight"] == pytest.approx(ab)
    assert found.edges["b", "c"]["weight"] == pytest.approx(bc)
    assert "d" in found
    assert found.degree("d") == 0


def test_projection_needs_sides() -> None:
    with pytest.raises(UsageError, match="neither side"):
        projection(nx.Graph([(1, 2)]))


def test_disparity_filter_by_hand() -> None:
    star = nx.Graph()
    star.add_weighted_edges_from([("h", "a", 8), ("h", "b", 1), ("h", "c", 1)])
    p = disparity(star)
    assert p["h", "a"] == pytest.approx((1 - 0.8) ** 2)
    assert p["h", "b"] == pytest.approx((1 - 0.1) ** 2)
    assert list(backbone(star, alpha=0.05).edges()) == [("h", "a")]


def test_hypergeometric_by_hand() -> None:
    p = hypergeometric(square(), 0)
    # 4 reforms; a has 2, b has 3, both shared: C(3,2) C(1,0) / C(4,2)
    assert p["a", "b"] == pytest.approx(3 / 6)


def test_fixed_degree_keeps_p_in_range_and_is_seeded() -> None:
    one, other = fixed_degree(square(), 0, 50, 3), fixed_degree(square(), 0, 50, 3)
    assert one == other
    assert all(1 / 51 <= p <= 1 for p in one.values())


def test_strongest_keeps_what_either_end_wants() -> None:
    chain = nx.Graph()
    chain.add_weighted_edges_from([(1, 2, 3), (2, 3, 2), (3, 4, 1)])
    assert sorted(strongest(chain, 1).edges()) == [(1, 2), (2, 3), (3, 4)]
    chain.add_weighted_edges_from([(1, 4, 2)])
    assert (3, 4) not in strongest(chain, 1).edges()


def test_bad_backbone_options() -> None:
    with pytest.raises(UsageError, match="alpha"):
        backbone(square(), alpha=2)
    with pytest.raises(UsageError, match="bipartite"):
        backbone(nx.Graph([(1, 2)]), "hypergeometric")
    with pytest.raises(UsageError, match="no backbone"):
        backbone(square(), "magic")  # type: ignore[arg-type]


def test_influence_is_from_learner_to_model(graph: nx.MultiDiGraph) -> None:
    found = influence(graph)
    assert list(found.edges()) == [(BAI, QING)]
    data = found.edges[BAI, QING]
    assert (data["weight"], data["reforms"], data["quote"]) == (1, ["乙制"], "学习青川的乙制。")


def test_co_mentions_and_company_zone(graph: nx.MultiDiGraph) -> None:
    assert list(co_mentions(graph).edges(data="weight")) == [(BAI, QING, 2)]
    assert list(co_mentions(graph, fewest=3).edges()) == []
    firms = company_zone(graph)
    assert {firms.nodes[n]["bipartite"] for n in firms if firms.nodes[n]["kind"] == "company"} == {0}


def test_containment_reaches_the_province(graph: nx.MultiDiGraph) -> None:
    found = containment(invented_store(), graph)
    assert nx.has_path(found, SHI, f"{BASE}place/990000")
    assert found.nodes[f"{BASE}place/990000"]["label"] == "云岭省"


@pytest.mark.parametrize(("form", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_xml_exports_read_back_typed_with_chinese_labels(
    form: str, reader: object, graph: nx.MultiDiGraph, tmp_path: Path
) -> None:
    path = tmp_path / f"x.{form}"
    write_graph(graph, path)
    back = reader(path)  # type: ignore[operator]
    assert (back.number_of_nodes(), back.number_of_edges()) == (graph.number_of_nodes(), graph.number_of_edges())
    labels = {data["label"]: data for _, data in back.nodes(data=True)}
    assert labels["青川开发区"]["lon"] == 110.5
    assert labels["甲制"]["core"] is True
    assert labels["青川新事"]["n"] == 1


def test_hostile_text_stays_well_formed(tmp_path: Path) -> None:
    bad = nx.DiGraph()
    bad.add_node('<a & "b">\x00', label="]]>\x0b<script>\ud800", tags=["x", "y|z"], mixed=1, none=None)
    bad.add_node("c", mixed=2.5, record={"k": "值"})
    bad.add_edge('<a & "b">\x00', "c", weight=2, start=5, quote="“引”\n")
    for form, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        text = render_graph(bad, form)
        path = tmp_path / f"h.{form}"
        path.write_text(text, encoding="utf-8")
        assert reader(path).number_of_edges() == 1


def test_pajek_and_csv() -> None:
    graph = nx.DiGraph()
    graph.add_node(1, label='甲 "x"')
    graph.add_node(2, label="乙")
    graph.add_edge(1, 2, weight=3)
    assert render_graph(graph, "pajek") == '*Vertices 2\r\n1 "甲 x"\r\n2 "乙"\r\n*Arcs\r\n1 2 3\r\n'
    rows = list(csv.DictReader(io.StringIO(render_graph(graph, "csv"))))
    ids = {"source_id": "1", "target_id": "2", "Type": "Directed"}
    assert rows == [{"source": '甲 "x"', "target": "乙", **ids, "weight": "3"}]
    assert "id,key,label" in render_graph(graph, "nodes")


def test_gexf_tells_attributes_and_nodes_by_name(graph: nx.MultiDiGraph) -> None:
    text = render_graph(graph, "gexf")
    assert '<attribute id="kind" title="kind"' in text
    assert f'<node id="{SHI}"' in text


def test_json_is_read_by_networkx_and_by_cytoscape(graph: nx.MultiDiGraph) -> None:
    back = nx.node_link_graph(json.loads(render_graph(graph, "json")), edges="edges")
    assert back.number_of_edges() == graph.number_of_edges()
    assert nx.cytoscape_graph(json.loads(render_graph(graph, "cyjs"))).number_of_nodes() == graph.number_of_nodes()


def test_cells_of_hostile_names_do_not_run() -> None:
    graph = nx.Graph()
    graph.add_node(1, label="=1+1")
    assert "'=1+1" in render_graph(graph, "nodes")


def test_empty_graph_in_every_format() -> None:
    for form in FORMATS:
        assert render_graph(nx.Graph(), form)


def test_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format"):
        write_graph(nx.Graph(), tmp_path / "x.doc")
    with pytest.raises(UsageError, match="no graph format"):
        render_graph(nx.Graph(), "doc")
