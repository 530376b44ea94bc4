"""Published results, reproduced to the last printed digit; the data come from REFORMGRAPH_SHARED."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reformgraph.analysis.diffusion.adoption_curve import counts, curve
from reformgraph.analysis.diffusion.cascades import read_cascades
from reformgraph.analysis.diffusion.moran import moran_by_period
from reformgraph.analysis.diffusion.netinf import netinf
from reformgraph.analysis.diffusion.panel import Panel, read_panel
from reformgraph.analysis.diffusion.threshold import class_table, cutoffs, threshold, threshold_rows

SHARED = os.environ.get("REFORMGRAPH_SHARED", "")
ORACLES = Path(SHARED) / "oracles"

pytestmark = pytest.mark.skipif(
    not SHARED or not ORACLES.is_dir(), reason="needs the reference data: set REFORMGRAPH_SHARED"
)


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads((ORACLES / "EXPECTED.json").read_text(encoding="utf-8"))


def panel(name: str, expected: Any) -> Panel:
    periods = expected[name]["periods"]
    return read_panel(
        ORACLES / f"{name}_nodes.csv", ORACLES / f"{name}_ties.csv", first=periods["first"], last=periods["last"]
    )


def read(name: str) -> list[dict[str, str]]:
    with (ORACLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", ["kfamily", "medinnovations", "brfarmers"])
def test_counts_of_the_classic_panels(name: str, expected: Any) -> None:
    data, known = panel(name, expected), expected[name]
    assert (len(data), data.ties.nnz, len(data.periods)) == (known["nodes"], known["ties"], known["periods"]["count"])
    assert counts(data).tolist() == known["adoptions_per_period"]
    assert curve(data)[-1].proportion == known["final_prevalence"]


@pytest.mark.parametrize(
    ("name", "column"), [("kfamily", "village"), ("medinnovations", "city"), ("brfarmers", "village")]
)
def test_communities_and_saturation(name: str, column: str, expected: Any) -> None:
    data, known = panel(name, expected), expected[name]
    groups: dict[str, list[bool]] = {}
    for place, toa in zip(data.attributes[column], data.toa, strict=True):
        groups.setdefault(place, []).append(toa < np.nanmax(data.toa))
    shares = [sum(group) / len(group) for group in groups.values()]
    assert len(groups) == known["communities"]
    assert round(max(shares), 2) == known["highest_saturation"]
    if known["lowest_saturation"] is not None:
        assert round(min(shares), 2) == known["lowest_saturation"]


def test_korean_family_planning_adopter_by_threshold_table(expected: Any) -> None:
    data, known = panel("kfamily", expected), expected["kfamily"]["adopter_by_threshold"]
    levels = threshold(data)
    table = class_table(threshold_rows(data, levels))
    assert [list(row) for row in table.counts[:4]] == known["counts_computed"]
    assert [[round(cell, 2) for cell in row] for row in table.percent[:4]] == known["percent"]
    assert sum(table.counts[4]) == 0
    assert (list(table.rows[:4]), list(table.columns)) == (known["rows"], known["columns"])
    assert cutoffs(data.toa) == pytest.approx(known["cutoffs_computed"]["toa"], rel=1e-12)
    assert cutoffs(levels) == pytest.approx(known["cutoffs_computed"]["threshold"], rel=1e-12)


def test_medical_innovation_moran(expected: Any) -> None:
    known = expected["medinnovations"]["moran_t1"]
    found = moran_by_period(panel("medinnovations", expected), period=1)[0]
    for key in ("observed", "expected", "sd", "p"):
        assert f"{getattr(found, key):.7g}" == f"{known[key]:.7g}", key


def test_medical_innovation_stored_thresholds(expected: Any) -> None:
    data, known = panel("medinnovations", expected), expected["medinnovations"]["threshold_column"]
    stored = {row["id"]: float(row["thresh"]) for row in read("medinnovations_thresh.csv")}
    linked = np.diff(data.ties.indptr) > 0
    apart = [
        node
        for node, level, has in zip(data.ids, threshold(data), linked, strict=True)
        if has and abs(stored[node] - level) > known["tolerance"]
    ]
    assert int(linked.sum()) == known["of_nodes_with_alters"]
    assert sorted(apart) == known["different_ids"]


def test_snap_first_edges(expected: Any) -> None:
    found = netinf(read_cascades(ORACLES / "snap_cascades.csv"), 5, parameters=(1.0,), scoring="snap")
    for edge, known in zip(found.edges, expected["snap"]["edge_info"], strict=True):
        assert (edge.origin, edge.destination, edge.volume) == (known["from"], known["to"], known["volume"])
        assert f"{edge.gain:.6f}" == known["gain"]
        assert f"{edge.median_delay:.6f}" == known["median_time_difference"]
        assert f"{edge.mean_delay:.6f}" == known["mean_time_difference"]


def test_snap_network_of_100_edges() -> None:
    found = netinf(read_cascades(ORACLES / "snap_cascades.csv"), 100, parameters=(1.0,), scoring="snap")
    known = {(row["from"], row["to"]) for row in read("snap_network100.csv")}
    assert {(edge.origin, edge.destination) for edge in found.edges} == known


@pytest.mark.parametrize("carry", [True, False])
def test_spid_network(carry: bool, expected: Any) -> None:
    known = expected["spid"]
    found = netinf(read_cascades(ORACLES / "policies.csv"), p_value=0.1, parameters=(0.5,), carry_penalty=carry)
    assert found.possible_edges == known["possible_edges"]
    variants = known["computed_variants"]
    assert [found.edges[0].origin, found.edges[0].destination] == variants["first_edge"]
    assert found.edges[0].gain == pytest.approx(variants["first_gain"], rel=1e-14)
    assert len(found.edges) == (known["edges_at_lambda_0.5_p_0.1"] if carry else variants["no_carry_edges"])
    if carry:
        assert found.edges[-1].p_value == pytest.approx(variants["last_p"], abs=1e-9)
