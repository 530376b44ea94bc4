"""Descriptive measures against hand-made cases and networkx."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from reformgraph.analysis.diffusion.cascades import cascades_from_events
from reformgraph.analysis.measures.bundles import associations, bundles, false_discovery
from reformgraph.analysis.measures.centrality import centralities, eigenvector, hits
from reformgraph.analysis.measures.community import communities, rand_index
from reformgraph.analysis.measures.movers import movers
from reformgraph.analysis.measures.nestedness import bipartite_clustering, four_cycle_clustering, nestedness, nodf
from reformgraph.analysis.measures.predict import BASELINES, METHODS, evaluate, likely_next
from reformgraph.errors import MissingExtraError, ReformGraphError, UsageError


def two_sided(rows: list[str], prefix: str = "r") -> nx.Graph:
    """Bipartite graph from rows of 0 and 1."""
    graph = nx.Graph()
    graph.add_nodes_from((f"z{k}" for k in range(len(rows))), bipartite=0)
    graph.add_nodes_from((f"{prefix}{k}" for k in range(len(rows[0]))), bipartite=1)
    graph.add_edges_from(
        (f"z{i}", f"{prefix}{j}") for i, row in enumerate(rows) for j, sign in enumerate(row) if sign == "1"
    )
    return graph


def test_centralities_of_a_star() -> None:
    found = {c.node: c for c in centralities(nx.star_graph(4))}
    assert (found[0].degree, found[0].betweenness, found[0].core) == (4, 1.0, 1)
    assert found[1].betweenness == 0
    assert found[0].eigenvector == pytest.approx(1 / math.sqrt(2))


def test_eigenvector_and_hits_equal_networkx() -> None:
    graph = nx.gnp_random_graph(25, 0.3, seed=4, directed=True)
    for _, _, data in graph.edges(data=True):
        data["weight"] = 1.5
    largest = max(nx.strongly_connected_components(graph), key=len)
    inner = graph.subgraph(sorted(largest)).copy()
    ours, known = eigenvector(inner), nx.eigenvector_centrality_numpy(inner, weight="weight")
    assert [ours[n] for n in inner] == pytest.approx([abs(known[n]) for n in inner], abs=1e-8)
    hub, authority = hits(graph)
    known_hub, known_authority = nx.hits(graph, tol=1e-14)
    assert [hub[n] for n in graph] == pytest.approx([known_hub[n] for n in graph], abs=1e-8)
    assert [authority[n] for n in graph] == pytest.approx([known_authority[n] for n in graph], abs=1e-8)


def test_disconnected_empty_and_looped_graphs() -> None:
    assert centralities(nx.Graph()) == ()
    graph = nx.Graph([(1, 2), (2, 3), (4, 5), (5, 5)])
    graph.add_node(6)
    found = {c.node: c for c in centralities(graph)}
    assert found[4].eigenvector == 0
    assert (found[5].degree, found[6].degree, found[6].core) == (1, 0, 0)
    lonely = nx.Graph()
    lonely.add_node(1)
    assert centralities(lonely)[0].eigenvector == 0


def test_parallel_edges_add_up() -> None:
    graph = nx.MultiDiGraph([(1, 2), (1, 2), (2, 1)])
    assert centralities(graph)[0].strength == 3


def test_missing_back_end_is_named() -> None:
    with pytest.raises(UsageError, match="nosuch"):
        centralities(nx.path_graph(3), backend="nosuch")


def test_sampled_betweenness_is_seeded() -> None:
    graph = nx.gnp_random_graph(40, 0.1, seed=1)
    assert centralities(graph, sample=10, seed=3) == centralities(graph, sample=10, seed=3)
    with pytest.raises(UsageError, match="sample"):
        centralities(graph, sample=0)


def test_communities_of_two_cliques() -> None:
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4))
    graph.add_edge(0, 5)
    found = communities(graph)
    assert found.groups == ((0, 1, 2, 3, 4), (5, 6, 7, 8))
    assert found.agreement == 1
    assert set(found.stability.values()) == {1.0}
    assert found.modularity == pytest.approx(nx.community.modularity(graph, [set(g) for g in found.groups]))


def test_communities_at_their_edges() -> None:
    empty = nx.empty_graph(3)
    assert communities(empty).groups == ((0,), (1,), (2,))
    assert communities(nx.path_graph(4), seeds=[7]).agreement is None
    with pytest.raises(UsageError, match="no seeds"):
        communities(empty, seeds=[])
    with pytest.raises(UsageError, match="no method"):
        communities(empty, "magic")  # type: ignore[arg-type]


def test_leiden_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4))
    monkeypatch.setitem(__import__("sys").modules, "igraph", None)
    with pytest.raises(MissingExtraError, match="leiden"):
        communities(graph, "leiden")


def test_leiden_finds_the_cliques() -> None:
    pytest.importorskip("igraph")
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4))
    graph.add_edge(0, 5)
    assert communities(graph, "leiden", seeds=range(3)).groups == ((0, 1, 2, 3, 4), (5, 6, 7, 8))


def test_rand_index_counts_pairs() -> None:
    one, other = [0, 0, 1, 1, 2, 2, 0], [1, 1, 1, 0, 0, 2, 2]
    pairs = [(i, j) for i in range(7) for j in range(i)]
    both = sum(one[i] == one[j] and other[i] == other[j] for i, j in pairs)
    a, b = sum(one[i] == one[j] for i, j in pairs), sum(other[i] == other[j] for i, j in pairs)
    chance = a * b / len(pairs)
    assert rand_index(one, other) == pytest.approx((both - chance) / ((a + b) / 2 - chance))


def test_nodf_of_known_matrices() -> None:
    assert nodf(np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]])) == 100
    assert nodf(np.eye(4)) == 0
    # pairs of rows: (2, 2 no decreasing fill), (2, 1: overlap 100), (2, 1: overlap 0); of columns likewise
    assert nodf(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0]])) == pytest.approx(100 * (1 + 0 + 1 + 0) / 6)
    assert nodf(np.zeros((0, 0))) == 0


def test_nestedness_null_model_keeps_degrees_and_is_seeded() -> None:
    graph = two_sided(["11110", "11100", "11001", "10010"])
    one = nestedness(graph, draws=30, seed=1)
    assert one == nestedness(graph, draws=30, seed=1)
    assert one.p is not None
    assert 1 / 31 <= one.p <= 1
    assert one.fill == pytest.approx(12 / 20)
    bare = nestedness(graph, draws=0)
    assert (bare.mean, bare.z, bare.p) == (None, None, None)


def test_bipartite_clustering_is_networkx_and_zero_without_paths() -> None:
    graph = two_sided(["110", "110", "001"])
    assert bipartite_clustering(graph)["z2"] == 0
    assert four_cycle_clustering(graph) == 1


def test_association_of_a_pair_by_hand() -> None:
    graph = two_sided(["11", "11", "11", "10", "01", "00", "00", "00"])
    one = associations(graph)[0]
    assert (one.both, one.first_only, one.second_only, one.neither) == (3, 1, 1, 3)
    assert one.jaccard == pytest.approx(3 / 5)
    assert one.lift == pytest.approx((3 / 8) / (0.5 * 0.5))
    assert one.phi == pytest.approx((3 * 3 - 1) / 16)
    assert one.odds_ratio == pytest.approx(3.5 * 3.5 / (1.5 * 1.5))
    error = math.sqrt(2 / 3.5 + 2 / 1.5)
    assert one.low == pytest.approx(one.odds_ratio * math.exp(-1.959964 * error), rel=1e-5)
    # 8 actors, both reforms with 4: P(at least 3 in common) = (C(4,3) C(4,1) + 1) / C(8,4)
    assert one.p == pytest.approx(17 / 70)


def test_reform_everywhere_has_no_phi() -> None:
    graph = two_sided(["11", "11", "10"])
    assert associations(graph)[0].phi is None


def test_false_discovery_never_falls() -> None:
    q = false_discovery([0.01, 0.02, 0.03, 0.9])
    assert q == pytest.approx([0.04, 0.04, 0.04, 0.9])
    assert false_discovery([]) == []


def test_bundles_are_connected_groups() -> None:
    graph = two_sided(["11100"] * 6 + ["00011"] * 6)
    found = bundles(associations(graph))
    assert [b.reforms for b in found] == [("r0", "r1", "r2"), ("r3", "r4")]
    assert found[0].mean_jaccard == 1
    with pytest.raises(UsageError, match="cut-off"):
        bundles((), q=0)
    with pytest.raises(UsageError, match="joint"):
        associations(graph, fewest=0)


def test_movers_by_hand() -> None:
    data = cascades_from_events(
        [("x", "a", 0), ("x", "b", 5), ("x", "c", 10), ("y", "b", 3), ("y", "c", 3), ("z", "b", 9)]
    )
    found = {m.node: m for m in movers(data)}
    assert found["b"].walker == pytest.approx((0.5 + 1 + 1) / 3)
    assert found["a"].walker == pytest.approx(1 / 3)
    assert (found["b"].adopted, found["b"].first, found["b"].rate) == (3, 2, 1.0)
    assert found["a"].rate == 1.0
    assert found["b"].mean_rank == pytest.approx((0.5 + 0.5) / 2)
    alone = movers(cascades_from_events([("x", "a", 1)]))[0]
    assert (alone.walker, alone.mean_rank) == (1.0, None)


def test_likely_next_by_hand() -> None:
    graph = two_sided(["110", "111", "011"])
    first = likely_next(graph, "z0", method="popularity")[0]
    assert (first.reform, first.rank, first.score) == ("r2", 1, 2)
    assert [one.reform for one in likely_next(graph, "z2")] == ["r0"]
    assert likely_next(graph, "z1") == ()
    with pytest.raises(UsageError, match="no method"):
        likely_next(graph, method="magic")
    with pytest.raises(UsageError, match="adopted nothing"):
        likely_next(graph, "q")


def blocks() -> nx.Graph:
    dice = np.random.default_rng(8)
    rows = [
        "".join("01"[int(dice.random() < (0.7 if (i < 15) == (j < 10) else 0.05))] for j in range(20))
        for i in range(30)
    ]
    return two_sided(rows)


def test_evaluation_beats_the_baselines_where_there_is_structure() -> None:
    found = {e.method: e for e in evaluate(blocks(), seed=3)}
    assert set(found) == set(METHODS)
    assert all(0 <= e.auc <= 1 and e.hidden > 0 for e in found.values())
    assert found["similar-reforms"].auc > max(found[name].auc for name in BASELINES) + 0.1
    assert evaluate(blocks(), seed=3) == evaluate(blocks(), seed=3)


def test_evaluation_without_anything_to_hide() -> None:
    with pytest.raises(ReformGraphError, match="hidden"):
        evaluate(two_sided(["10", "01"]))
    with pytest.raises(ReformGraphError, match="hidden"):
        evaluate(two_sided(["11", "11"]), share=0.01)
    with pytest.raises(UsageError, match="share"):
        evaluate(blocks(), share=2)
