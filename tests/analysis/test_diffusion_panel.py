"""Curve, hazard, exposure, thresholds, Moran's I, infection and the rest, against plain re-statements."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from reformgraph.analysis.diffusion.adoption_curve import curve, hazard
from reformgraph.analysis.diffusion.bass import bass_share, fit_bass
from reformgraph.analysis.diffusion.eha import fit_logit, risk_set
from reformgraph.analysis.diffusion.exposure import exposure, exposure_at_adoption
from reformgraph.analysis.diffusion.geodesic import geodesic
from reformgraph.analysis.diffusion.infection import infection, susceptibility
from reformgraph.analysis.diffusion.moran import moran, moran_by_period
from reformgraph.analysis.diffusion.neighbours import (
    by_rule,
    great_circle,
    nearest,
    same_value,
    shared,
    within_distance,
)
from reformgraph.analysis.diffusion.panel import Panel, make_panel
from reformgraph.analysis.diffusion.permutation import permutation_test, rewire
from reformgraph.analysis.diffusion.structural import structural_equivalence
from reformgraph.analysis.diffusion.summary import by_group, summary
from reformgraph.analysis.diffusion.threshold import (
    ADOPTER_CLASSES,
    class_table,
    classify,
    cutoffs,
    threshold,
    threshold_rows,
)
from reformgraph.errors import ReformGraphError, UsageError

NAN = math.nan


def random_panel(seed: int = 1, size: int = 30, periods: int = 6, adopt: float = 0.8) -> Panel:
    dice = random.Random(seed)
    ends = [(i, j) for i in range(size) for j in range(size) if i != j and dice.random() < 0.12]
    toa = [float(dice.randint(1, periods)) if dice.random() < adopt else NAN for _ in range(size)]
    values = [float(dice.randint(1, 5)) for _ in ends]
    names = [f"n{k}" for k in range(size)]
    return make_panel(names, toa, [i for i, _ in ends], [j for _, j in ends], values, first=1, last=periods)


# -- curve and hazard --------------------------------------------------------------------------------


def test_curve_counts_non_adopters_in_the_denominator() -> None:
    points = curve(make_panel("abcd", [1, 3, 3, NAN], [], []))
    assert [(p.period, p.adopters, p.cumulative, p.proportion) for p in points] == [
        (1, 1, 1, 0.25),
        (2, 0, 1, 0.25),
        (3, 2, 3, 0.75),
    ]
    assert [p.rate for p in points] == [None, 0.0, 2.0]


def test_withdrawal_ends_an_adoption() -> None:
    panel = replace(make_panel("ab", [1, 3], [1], [0]), end=np.array([3.0, NAN]))
    assert [p.current for p in curve(panel)] == [1, 1, 1]
    assert exposure(panel)[1].tolist() == [1.0, 1.0, 0.0]
    assert exposure_at_adoption(panel).tolist() == [0.0, 0.0]


def test_hazard_is_none_where_nobody_is_at_risk() -> None:
    points = hazard(make_panel("ab", [1, 1], [], [], last=2))
    assert [(p.at_risk, p.hazard) for p in points] == [(2, None), (0, None)]


# -- exposure and thresholds -------------------------------------------------------------------------


@pytest.mark.parametrize("valued", [True, False])
@pytest.mark.parametrize("outgoing", [True, False])
@pytest.mark.parametrize("lag", [0, 1, 9])
def test_exposure_equals_the_loop(valued: bool, outgoing: bool, lag: int) -> None:
    panel = random_panel()
    weights = panel.ties.toarray() if valued else (panel.ties.toarray() > 0).astype(float)
    weights = weights if outgoing else weights.T
    found = exposure(panel, valued=valued, outgoing=outgoing, lag=lag)
    for i in range(len(panel)):
        for k, t in enumerate(panel.periods):
            below = weights[i].sum()
            top = sum(weights[i, j] for j in range(len(panel)) if panel.toa[j] <= t - lag)
            assert found[i, k] == pytest.approx(top / below if below else 0.0)


@pytest.mark.parametrize("lag", [0, 2])
def test_exposure_at_adoption_picks_from_exposure(lag: int) -> None:
    panel = random_panel(3)
    whole, picked = exposure(panel, valued=True, lag=lag), exposure_at_adoption(panel, valued=True, lag=lag)
    for i, toa in enumerate(panel.toa):
        if toa == toa:
            assert picked[i] == pytest.approx(whole[i, int(toa) - panel.first])
        else:
            assert math.isnan(picked[i])


def test_exposure_with_attribute_and_counts() -> None:
    panel = make_panel("abc", [1, 2, 3], [2, 2], [0, 1])
    assert exposure(panel, attribute=np.array([3.0, 1.0, 1.0]))[2].tolist() == [0.75, 1.0, 1.0]
    assert exposure(panel, normalized=False)[2].tolist() == [1.0, 2.0, 2.0]
    wide = np.ones((3, 3))
    wide[:, 2] = 0
    assert exposure(panel, attribute=wide)[2].tolist() == [0.5, 1.0, 0.0]


def test_bad_exposure_options() -> None:
    panel = make_panel("ab", [1, 2], [0], [1])
    with pytest.raises(UsageError, match="lag"):
        exposure(panel, lag=-1)
    with pytest.raises(UsageError, match="attribute is"):
        exposure(panel, attribute=np.ones(5))
    with pytest.raises(UsageError, match="missing number"):
        exposure(panel, attribute=np.array([1.0, NAN]))
    with pytest.raises(UsageError, match="weights are"):
        exposure(panel, weights=make_panel("abc", [1, 2, 3], [], []).ties)


def test_classes_put_a_value_on_a_cut_into_the_higher_class() -> None:
    values = np.array([1.0, 2.0, 3.0])
    assert classify(values, ADOPTER_CLASSES) == ("Early Majority", "Late Majority", "Laggards")
    assert classify(np.array([1.0, 2.0, 3.0, 0.0, NAN]), "abcd", "-")[-1] == "-"


def test_no_classes_without_spread() -> None:
    assert cutoffs(np.array([4.0, 4.0])) is None
    assert cutoffs(np.array([4.0])) is None
    rows = threshold_rows(make_panel("abc", [4, 4, NAN], [], []), threshold(make_panel("abc", [4, 4, NAN], [], [])))
    assert [(r.adopter_class, r.threshold) for r in rows] == [("", 0.0), ("", 0.0), ("Non Adopters", None)]


def test_first_period_can_be_left_out() -> None:
    panel = make_panel("abc", [1, 2, 3], [2, 1], [0, 0])
    assert math.isnan(threshold(panel, first_period=False)[0])
    assert threshold(panel, first_period=False)[2] == 1


def test_class_table_percent_is_of_all_nodes() -> None:
    panel = random_panel(5)
    table = class_table(threshold_rows(panel, threshold(panel)))
    adopters = int(np.isfinite(panel.toa).sum())
    assert sum(map(sum, table.counts)) == adopters
    assert sum(map(sum, table.percent)) == pytest.approx(100 * adopters / len(panel))


# -- Moran's I ---------------------------------------------------------------------------------------


def test_moran_equals_the_formula() -> None:
    panel = random_panel(7, 12)
    x = np.arange(12.0) ** 1.5
    w = (panel.ties.toarray() > 0).astype(float)
    w /= np.maximum(w.sum(axis=1, keepdims=True), 1)
    z, n, total = x - x.mean(), 12, w.sum()
    s1 = ((w + w.T) ** 2).sum() / 2
    s2 = ((w.sum(axis=1) + w.sum(axis=0)) ** 2).sum()
    k = (z**4).mean() / (z**2).mean() ** 2
    variance = (
        n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * total**2) - k * (n * (n - 1) * s1 - 2 * n * s2 + 6 * total**2)
    ) / ((n - 1) * (n - 2) * (n - 3) * total**2) - 1 / (n - 1) ** 2
    found = moran(x, panel.weights())
    assert found.observed == pytest.approx(n / total * (w * np.outer(z, z)).sum() / (z**2).sum())
    assert found.sd == pytest.approx(math.sqrt(variance))
    assert found.expected == -1 / 11


def test_moran_p_by_side() -> None:
    panel, x = random_panel(7, 12), np.arange(12.0)
    two, up, down = (moran(x, panel.weights(), alternative=side).p for side in ("two-sided", "greater", "less"))
    assert up is not None
    assert down is not None
    assert up + down == pytest.approx(1)
    assert two == pytest.approx(2 * min(up, down))


def test_moran_says_why_it_is_not_defined() -> None:
    panel = make_panel("abcd", [1, 1, 1, 1], [0, 1], [1, 2])
    assert moran_by_period(panel)[0].note == "all nodes have the same value"
    assert moran_by_period(make_panel("abcd", [1, 2, 3, 4], [], []))[0].note == "no weights between nodes"
    assert moran(np.arange(3.0), make_panel("abc", [1, 2, 3], [0], [1]).weights()).note == "fewer than 4 nodes"
    with pytest.raises(UsageError, match="missing"):
        moran(np.array([1, NAN, 2, 3]), panel.weights())
    with pytest.raises(UsageError, match="no period"):
        moran_by_period(panel, period=7)


def test_geodesics_are_directed_and_limited() -> None:
    chain = make_panel("abcde", [1, 2, 3, 4, 5], [0, 1, 2, 3], [1, 2, 3, 4])
    found = geodesic(chain.weights(), 3).toarray()
    assert found[0].tolist() == [0, 1, 2, 3, 0]
    assert found[4].tolist() == [0, 0, 0, 0, 0]
    with pytest.raises(UsageError, match="steps"):
        geodesic(chain.weights(), 0)


def test_geodesics_equal_networkx_on_a_cycle_and_a_disconnected_rest() -> None:
    import networkx as nx

    panel = random_panel(11, 40)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(40))
    graph.add_edges_from(zip(*panel.ties.nonzero(), strict=True))
    found = geodesic(panel.weights(), 4).toarray()
    for source, lengths in nx.all_pairs_shortest_path_length(graph, cutoff=4):
        row = np.zeros(40)
        for target, steps in lengths.items():
            row[target] = steps
        assert found[source].tolist() == row.tolist()


def test_too_many_reachable_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.analysis.diffusion.geodesic.MAX_REACHED", 5)
    with pytest.raises(ReformGraphError, match="adjacency"):
        moran_by_period(random_panel())


# -- infection, susceptibility -----------------------------------------------------------------------


@pytest.mark.parametrize("normalized", [True, False])
@pytest.mark.parametrize(("discount", "periods"), [("linear", 1), ("linear", 3), ("exponential", 3)])
def test_infection_and_susceptibility_equal_the_loops(normalized: bool, discount: str, periods: int) -> None:
    panel = random_panel(13, 20)
    tie = panel.ties.toarray() > 0
    choice = {"periods": periods, "normalized": normalized, "discount": discount, "rate": 0.3}
    up, down = infection(panel, **choice), susceptibility(panel, **choice)  # type: ignore[arg-type]
    for i, t in enumerate(panel.toa):
        if t != t:
            assert math.isnan(up[i])
            continue
        for sign, found in ((1, up), (-1, down)):
            top = below = peers = 0.0
            for k in range(1, periods + 1):
                w = 1 / k if discount == "linear" else 1.3 ** -(k - 1)
                if not panel.first <= t + sign * k <= panel.last:
                    continue
                for j, s in enumerate(panel.toa):
                    if i == j:
                        continue
                    linked = tie[j, i] if sign > 0 else tie[i, j]
                    lead = sign * (s - t)
                    top += w * (linked and lead == k)
                    below += w * (linked and lead >= k)
                    peers += w * (lead == k)
            value = top / below if below else 0.0
            value = (value / peers if peers else 0.0) if normalized else value
            assert found[i] == pytest.approx(value)


def test_bad_infection_options() -> None:
    with pytest.raises(UsageError, match="periods"):
        infection(random_panel(), periods=0)
    with pytest.raises(UsageError, match="discount"):
        infection(random_panel(), discount="cubic")  # type: ignore[arg-type]


# -- structural equivalence, permutation -------------------------------------------------------------


def test_structural_equivalence_equals_the_loop() -> None:
    panel = random_panel(17, 9)
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(range(9))
    graph.add_edges_from(zip(*panel.ties.nonzero(), strict=True))
    z = np.zeros((9, 9))
    for source, lengths in nx.all_pairs_shortest_path_length(graph):
        for target, steps in lengths.items():
            z[source, target] = steps
    z /= z.max()
    d = np.zeros((9, 9))
    for i in range(9):
        for j in range(9):
            rest = [k for k in range(9) if k not in (i, j)]
            square = (z[i, j] - z[j, i]) ** 2
            square += sum((z[i, k] - z[j, k]) ** 2 + (z[k, i] - z[k, j]) ** 2 for k in rest)
            d[i, j] = math.sqrt(square) if i != j else 0
    found = structural_equivalence(panel, power=2)
    assert found.distance == pytest.approx(d)
    near = (d.max(axis=1, keepdims=True) - d) ** 2
    np.fill_diagonal(near, 0)
    assert found.equivalence == pytest.approx(near / near.sum(axis=1, keepdims=True))


def test_equal_positions_are_at_distance_zero() -> None:
    star = make_panel("habc", [1, 2, 2, 3], [1, 2, 3], [0, 0, 0])
    assert structural_equivalence(star).distance[1, 2] == 0
    grouped = structural_equivalence(star, groups=("x", "x", "y", "y"))
    assert grouped.equivalence[0, 2] == 0


def test_rewiring_keeps_all_degrees() -> None:
    panel = random_panel(19)
    other = rewire(panel, np.random.default_rng(1))
    one, two = panel.weights().toarray(), other.weights().toarray()
    assert (one.sum(axis=0) == two.sum(axis=0)).all()
    assert (one.sum(axis=1) == two.sum(axis=1)).all()
    assert (np.diag(two) == 0).all()
    assert (one != two).any()


@pytest.mark.parametrize("statistic", ["threshold", "moran", "lag"])
@pytest.mark.parametrize("shuffle", ["ties", "times"])
def test_permutation_test_is_seeded_and_never_zero(statistic: str, shuffle: str) -> None:
    panel = random_panel(23)
    one = permutation_test(panel, statistic, shuffle=shuffle, draws=15, seed=2)  # type: ignore[arg-type]
    assert one == permutation_test(panel, statistic, shuffle=shuffle, draws=15, seed=2)  # type: ignore[arg-type]
    assert 0 < one.p <= 1


def test_contagion_in_a_chain_is_found() -> None:
    size = 40
    chain = make_panel([str(k) for k in range(size)], list(range(size)), list(range(1, size)), list(range(size - 1)))
    assert permutation_test(chain, "lag", shuffle="times", draws=99).p <= 0.02


# -- Bass, event history -----------------------------------------------------------------------------


def test_bass_recovers_its_parameters() -> None:
    fit = fit_bass(bass_share(np.arange(1, 16), 0.02, 0.45).tolist())
    assert [fit.p, fit.q] == pytest.approx([0.02, 0.45], rel=1e-6)
    assert fit.peak == pytest.approx(math.log(0.45 / 0.02) / 0.47, rel=1e-6)
    half = fit_bass((0.5 * bass_share(np.arange(1, 16), 0.02, 0.45)).tolist(), ceiling=True)
    assert half.m == pytest.approx(0.5, rel=1e-4)


def test_bass_is_the_least_squares_optimum() -> None:
    shares = [0.09, 0.16, 0.23, 0.32, 0.41, 0.5, 0.6, 0.66, 0.69, 0.7]
    fit = fit_bass(shares)
    time = np.arange(1, 11)

    def loss(p: float, q: float) -> float:
        return float(((bass_share(time, p, q) - shares) ** 2).sum())

    best = loss(fit.p, fit.q)
    assert all(loss(fit.p * a, fit.q * b) >= best for a in (0.99, 1, 1.01) for b in (0.99, 1, 1.01))


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([0.1, 0.2], "3 periods"),
        ([0.5, 0.5, 0.5], "nothing changes"),
        ([0.5, 0.4, 0.6], "must rise"),
        ([0.5, 0.9, 1.4], "must rise"),
    ],
)
def test_shares_bass_cannot_be_fitted_to(shares: list[float], words: str) -> None:
    with pytest.raises(ReformGraphError, match=words):
        fit_bass(shares)


def test_risk_set_leaves_after_adoption_and_censoring() -> None:
    panel = make_panel("abcd", [1, 3, NAN, NAN], [1, 2], [0, 0])
    risk = risk_set(panel, censored=np.array([3, 3, 2, 3]))
    rows = list(zip(risk.ids, risk.period.tolist(), risk.event.tolist(), strict=True))
    assert rows == [("b", 2, 0), ("b", 3, 1), ("c", 2, 0), ("d", 2, 0), ("d", 3, 0)]
    assert risk.columns["exposure"].tolist() == [1, 1, 1, 0, 0]


def test_logit_finds_a_built_in_effect() -> None:
    dice = np.random.default_rng(5)
    size = 600
    x = dice.normal(size=size)
    toa = np.full(size, NAN)
    for t in range(2, 9):
        adopts = np.isnan(toa) & (dice.random(size) < 1 / (1 + np.exp(3 - 1.2 * x)))
        toa[adopts] = t
    panel = make_panel([str(k) for k in range(size)], toa, [], [], first=1, last=8)
    fit = fit_logit(risk_set(panel, covariates={"x": x}), baseline="constant")
    terms = {c.term: c for c in fit.coefficients}
    assert terms["x"].estimate == pytest.approx(1.2, abs=0.25)
    assert terms["constant"].estimate == pytest.approx(-3, abs=0.35)
    assert fit.dropped == ("exposure",)
    assert fit.events == int(np.isfinite(toa).sum())


def test_coverage_offset_is_log_of_one_plus_reports() -> None:
    panel = random_panel(29)
    counts = np.full((len(panel), len(panel.periods)), 3.0)
    with_offset = risk_set(panel, coverage=counts)
    assert with_offset.offset is not None
    assert with_offset.offset[0] == pytest.approx(math.log(4))
    plain, moved = fit_logit(risk_set(panel)), fit_logit(with_offset)
    assert moved.coefficients[0].estimate == pytest.approx(plain.coefficients[0].estimate - math.log(4), abs=1e-6)
    assert moved.coefficients[1].estimate == pytest.approx(plain.coefficients[1].estimate, abs=1e-6)


@pytest.mark.parametrize("baseline", ["linear", "quadratic", "log", "dummies", "constant"])
def test_baselines_and_clustered_errors(baseline: str) -> None:
    fit = fit_logit(risk_set(random_panel(31, 60)), baseline=baseline, cluster=True)  # type: ignore[arg-type]
    assert all(math.isfinite(c.se) and 0 <= c.p <= 1 for c in fit.coefficients)


def test_separation_and_no_events_are_errors() -> None:
    panel = make_panel("abcdef", [2, 2, 2, NAN, NAN, NAN], [], [], first=1, last=2)
    with pytest.raises(ReformGraphError, match="separate"):
        fit_logit(risk_set(panel, covariates={"x": np.array([1.0, 1, 1, 0, 0, 0])}), baseline="constant")
    with pytest.raises(ReformGraphError, match="no hazard"):
        fit_logit(risk_set(make_panel("ab", [1, NAN], [], [], last=2)), baseline="constant")
    x = np.array([1.0, 2, 3, 4, 5, 6])
    with pytest.raises(ReformGraphError, match="collinear"):
        fit_logit(risk_set(panel, covariates={"x": x, "y": 2 * x}), baseline="constant")
    with pytest.raises(UsageError, match="missing"):
        risk_set(panel, covariates={"x": np.full(6, NAN)})


# -- neighbours, summary, chart ----------------------------------------------------------------------


def test_neighbour_matrices() -> None:
    assert same_value(["x", "", "x"]).toarray()[0].tolist() == [0, 0, 1]
    assert same_value(["", ""]).nnz == 0
    assert shared([{"a"}, {"a", "b"}], "cosine").toarray()[0, 1] == pytest.approx(1 / math.sqrt(2))
    lon, lat = [0.0, 1.0, 0.0, NAN], [0.0, 0.0, 5.0, 1.0]
    assert within_distance(lon, lat, 120).toarray().tolist()[0] == [0, 1, 0, 0]
    assert nearest(lon, lat, 1).toarray().argmax(axis=1)[:3].tolist() == [1, 0, 0]
    assert nearest(lon, lat, 1).toarray()[3].sum() == 0


def test_great_circle_in_km() -> None:
    found = great_circle(np.array([0.0, 180.0]), np.array([0.0, 0.0]))
    assert found[0, 1] == pytest.approx(math.pi * 6371.0088)


def test_rules_in_one_word() -> None:
    attributes = {"city": ("x", "x", "y"), "firms": ("p|q", "q", ""), "lon": ("1", "1.1", ""), "lat": ("2", "2", "")}
    panel = make_panel("abc", [1, 2, 3], [0], [1], attributes=attributes)
    assert by_rule(panel, "same:city").nnz == 2
    assert by_rule(panel, "shared:firms:jaccard").toarray()[0, 1] == 0.5
    assert by_rule(panel, "distance:20").nnz == 2
    assert by_rule(panel, "nearest:1").nnz == 2
    assert by_rule(panel, "ties").nnz == 1
    assert by_rule(panel, "structural").shape == (3, 3)
    for bad in ("else", "same:nothing", "distance:far", "shared:firms:odd", "distance:-1"):
        with pytest.raises(UsageError):
            by_rule(panel, bad)


def test_summary_and_groups() -> None:
    panel = make_panel("abcd", [1, 2, 3, 3], [0, 1, 2], [1, 2, 3], attributes={"g": ("x", "x", "y", "y")})
    rows = summary(panel)
    assert rows[0].density == 0.25
    assert rows[0].hazard is None
    assert rows[-1].moran is None
    assert [(g.group, g.saturation) for g in by_group(panel, "g")] == [("x", 1.0), ("y", 0.0)]
