"""Interval-censored models against exact likelihoods, another program's fit, printed results and a simulation."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scipy.optimize import approx_fprime, minimize

from reformgraph.analysis.diffusion import turnbull as turnbull_module
from reformgraph.analysis.diffusion.interval_hazard import Spells, _likelihood, _scores, fit_hazard, spells
from reformgraph.analysis.diffusion.pool_draws import pool
from reformgraph.analysis.diffusion.turnbull import turnbull
from reformgraph.errors import ReformGraphError, UsageError
from support.cosmesis import COSMESIS

INF = math.inf
#: Their printed estimate: innermost interval and mass.
PRINTED = [(4, 5, 0.0463), (6, 7, 0.0334), (7, 8, 0.0887), (11, 12, 0.0708), (24, 25, 0.0926), (33, 34, 0.0818),
           (38, 40, 0.1209), (46, 48, 0.4656)]  # fmt: skip


def test_turnbull_gives_the_printed_estimate_of_the_cosmesis_data() -> None:
    found = [m for m in turnbull(*zip(*COSMESIS, strict=True)) if m.mass > 1e-6]
    assert [(m.left, m.right) for m in found] == [(a, b) for a, b, _ in PRINTED]
    assert [m.mass for m in found] == pytest.approx([mass for _, _, mass in PRINTED], abs=5e-5)
    assert found[-1].survival == pytest.approx(0, abs=1e-9)


def test_turnbull_of_right_censored_times_is_kaplan_meier() -> None:
    found = turnbull([1, 2, 2, 3, 4], [1, 2, INF, 3, INF])
    assert {m.right: round(m.survival, 9) for m in found if m.mass > 1e-9} == {
        1.0: 0.8, 2.0: 0.6, 3.0: 0.3, INF: 0.0,
    }  # fmt: skip


def test_turnbull_maximises_the_likelihood() -> None:
    low, high = [0, 1, 1, 2, 3], [2, 3, 4, 5, INF]
    found = turnbull(low, high)
    ends = list(zip(low, high, strict=True))
    holds = np.array([[float(x <= m.left and m.right <= y) for m in found] for x, y in ends])

    def loss(free: np.ndarray) -> float:
        p = np.exp(free) / np.exp(free).sum()
        return -float(np.log(holds @ p).sum())

    best = minimize(loss, np.zeros(len(found)), method="Nelder-Mead", options={"maxiter": 20000, "fatol": 1e-12})
    mine = -float(np.log(holds @ np.array([m.mass for m in found])).sum())
    assert mine <= best.fun + 1e-6


def test_turnbull_weighs_equal_intervals_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[int] = []

    def spied(holds: np.ndarray, times: np.ndarray, tolerance: float, most: int) -> np.ndarray:
        rows.append(len(holds))
        return plain(holds, times, tolerance, most)

    plain = turnbull_module._self_consistent
    monkeypatch.setattr(turnbull_module, "_self_consistent", spied)
    low, high = [0, 1, 1, 2, 3], [2, 3, 4, 5, INF]
    assert turnbull(low * 4000, high * 4000) == turnbull(low, high, [4000] * 5)
    assert rows == [5, 5]


def test_turnbull_refuses_what_is_turned_round() -> None:
    with pytest.raises(UsageError, match="turned round"):
        turnbull([2], [1])
    with pytest.raises(UsageError, match="missing"):
        turnbull([], [])


def small() -> Spells:
    return spells(
        [0, 2, 1, 3, 0, 4, 2], [2, 3, INF, 5, 1, INF, 4], covariates={"x": np.array([1.0, 0.5, -1, 0, -0.8, 1.5, 0.3])},
        cuts=(3,),
    )  # fmt: skip


def exact(b: np.ndarray) -> float:
    """The log likelihood of `small`, period by period."""
    x = [1.0, 0.5, -1, 0, -0.8, 1.5, 0.3]
    left, right = [0, 2, 1, 3, 0, 4, 2], [2, 3, INF, 5, 1, INF, 4]
    value = 0.0
    for u, low, high in zip(x, left, right, strict=True):

        def still(t: float, u: float = u) -> float:
            hazards = [1 - math.exp(-math.exp(b[0] + b[1] * (s >= 3) + b[2] * u)) for s in range(1, int(t) + 1)]
            return math.prod(1 - h for h in hazards)

        value += math.log(still(low) - (still(high) if math.isfinite(high) else 0.0))
    return value


def test_the_likelihood_is_that_of_the_periods() -> None:
    data = small()
    for b in (np.array([-1.0, 0.3, 0.5]), np.array([-2.5, -0.4, 0.0])):
        value, gradient, hessian, share = _likelihood(data, b)
        assert value == pytest.approx(exact(b), abs=1e-10)
        assert gradient == pytest.approx(approx_fprime(b, exact, 1e-7), abs=1e-4)
        assert _scores(data, share).sum(axis=0) == pytest.approx(gradient)
        second = approx_fprime(b, lambda at: _likelihood(data, at)[1], 1e-6)
        assert hessian == pytest.approx(second, abs=1e-4)


def test_the_fit_is_the_maximum() -> None:
    fit = fit_hazard(small())
    best = minimize(lambda b: -exact(b), np.zeros(3), method="BFGS")
    assert [term.estimate for term in fit.terms] == pytest.approx(best.x, abs=1e-4)
    assert fit.log_likelihood == pytest.approx(-best.fun, abs=1e-8)
    assert [term.se for term in fit.terms] == pytest.approx(np.sqrt(np.diag(best.hess_inv)), rel=0.2)


def test_known_periods_give_the_binomial_fit_with_complementary_log_log_link() -> None:
    import statsmodels.api as sm

    generator = np.random.default_rng(3)
    x = generator.standard_normal(200)
    toa = generator.geometric(1 - np.exp(-np.exp(-2 + 0.8 * x)))
    seen = toa <= 12
    fit = fit_hazard(spells(np.where(seen, toa - 1, 12), np.where(seen, toa, INF), covariates={"x": x}, cuts=(7,)))
    rows = [(1.0, float(t >= 7), x[k], float(t == toa[k])) for k in range(200) for t in range(1, min(toa[k], 12) + 1)]
    table = np.array(rows)
    model = sm.GLM(table[:, 3], table[:, :3], family=sm.families.Binomial(link=sm.families.links.CLogLog()))
    other = model.fit(method="newton")
    by_name = {term.term: term for term in fit.terms}
    for k, name in enumerate(("level", "from 7", "x")):
        assert by_name[name].estimate == pytest.approx(other.params[k], abs=1e-6)
        assert by_name[name].se == pytest.approx(other.bse[k], rel=1e-4)
    assert fit.log_likelihood == pytest.approx(other.llf, abs=1e-6)


def test_time_varying_covariates_and_late_entry() -> None:
    moving = np.array([[0.0, 0, 1, 1], [0, 1, 1, 1]])
    data = spells([1, 2], [3, 4], start=[1, 2], covariates={"x": moving})
    assert data.length.sum() == 3 + 3
    b = np.array([-1.0, 0.7])
    rate = np.exp(b[0] + b[1] * moving)
    first = math.log(math.exp(-rate[0, 0]) - math.exp(-rate[0, :3].sum()))
    second = math.log(math.exp(-rate[1, 1]) - math.exp(-rate[1, 1:].sum()))
    assert _likelihood(data, b)[0] == pytest.approx(first + second)


def test_reforms_have_levels_of_their_own_and_one_without_adopters_is_left_out() -> None:
    fit = fit_hazard(spells([0, 1, 2, 3, 3], [2, 3, INF, INF, INF], groups=["r", "r", "r", "s", "s"]))
    assert [term.term for term in fit.terms] == ["level r"]
    assert fit.dropped == ("level s",)
    assert fit.units == 3


def test_clustered_errors_of_a_unit_given_twice_do_not_shrink() -> None:
    left, right, x = [0, 2, 1, 3, 0, 4, 2], [2, 3, INF, 5, 1, INF, 4], np.array([1.0, 0.5, -1, 0, -0.8, 1.5, 0.3])
    once = fit_hazard(spells(left, right, covariates={"x": x}), robust=True)
    twice = fit_hazard(
        spells(left * 2, right * 2, covariates={"x": np.tile(x, 2)}, cluster=[*range(7), *range(7)]), robust=True
    )
    assert [t.se for t in twice.terms] == pytest.approx([t.se for t in once.terms], rel=1e-6)


def test_bad_data() -> None:
    with pytest.raises(ReformGraphError, match="nobody is seen to adopt"):
        fit_hazard(spells([3, 2], [INF, INF]))
    with pytest.raises(UsageError, match="interval is empty"):
        spells([2], [2])
    with pytest.raises(UsageError, match="missing values"):
        spells([1], [2], covariates={"x": np.array([np.nan])})
    with pytest.raises(UsageError, match="x is"):
        spells([1], [2], covariates={"x": np.zeros(2)})
    separated = spells([0, 0, 5, 5], [1, 1, INF, INF], covariates={"x": np.array([1.0, 1, 0, 0])})
    with pytest.raises(ReformGraphError, match="separate"):
        fit_hazard(separated)


def test_draws_are_pooled_by_rubins_rules() -> None:
    found = pool([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    assert (found.se**2, found.df) == pytest.approx((1 + 4 / 3, 2 * (1 + 1 / (4 / 3)) ** 2))
    assert found.missing == pytest.approx((4 / 3) / (1 + 4 / 3))
    same = pool([2.0, 2.0], [0.5, 0.5])
    assert (same.df, same.se) == (INF, 0.5)
    assert same.low == pytest.approx(2 - 1.96 * 0.5, abs=1e-3)
    with pytest.raises(UsageError, match="at least 2"):
        pool([1.0], [1.0])


def simulation() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "bench" / "interval_simulation.py"
    spec = importlib.util.spec_from_file_location("interval_simulation", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_press_coverage_is_not_taken_for_a_cause() -> None:
    rows = {(row["method"], row["effect"]): row for row in simulation().table(25, 1)}
    assert rows["interval-censored", 0.0]["excludes 0"] <= 2
    assert rows["interval-censored", 0.5]["holds it"] >= 22
    assert rows["interval-censored", 0.5]["excludes 0"] >= 15
    assert all(row["refused"] == 0 for row in rows.values())
    assert rows["first report", 0.0]["excludes 0"] >= 15
