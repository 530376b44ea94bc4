"""Cascade inference against a plain re-statement of the definitions, and at its edges."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import pytest

from reformgraph.analysis.diffusion.cascades import Cascades, cascades_from_events
from reformgraph.analysis.diffusion.delays import Delays
from reformgraph.analysis.diffusion.edge_support import bootstrap_support
from reformgraph.analysis.diffusion.netinf import netinf
from reformgraph.analysis.diffusion.pairs import count_possible_edges
from reformgraph.analysis.diffusion.vuong import phi_abramowitz_stegun, upper_tail
from reformgraph.errors import ReformGraphError, UsageError

Event = tuple[str, str, float]


def random_events(seed: int, cascades: int = 12, nodes: int = 7, whole: bool = True) -> list[Event]:
    dice = random.Random(seed)
    out = []
    for c in range(cascades):
        for n in dice.sample(range(nodes), dice.randint(1, nodes)):
            out.append((f"c{c}", f"n{n}", float(dice.randint(0, 9)) if whole else dice.expovariate(0.3)))
    return out


def plain_netinf(events: list[Event], count: int, rate: float, scoring: str) -> list[tuple[str, str, float]]:
    """The definition, literally."""
    times: dict[str, dict[str, float]] = {}
    nodes: dict[str, int] = {}
    for cascade, node, time in events:
        times.setdefault(cascade, {})[node] = time
        nodes.setdefault(node, len(nodes))

    def f(delay: float) -> float:
        return rate * math.exp(-rate * delay)

    score: dict[tuple[str, str], float] = {}
    for cascade, when in times.items():
        for v, t in when.items():
            earlier = [t - s for s in when.values() if s < t]
            if scoring == "snap":
                score[cascade, v] = math.log(1e-64)
            elif earlier:
                score[cascade, v] = max(math.log(1e-10 * f(d)) for d in earlier)
    found: list[tuple[str, str, float]] = []
    while len(found) < count:
        best = None
        for u, iu in nodes.items():
            for v, iv in nodes.items():
                if u == v or any(e[:2] == (u, v) for e in found):
                    continue
                gain = 0.0
                for cascade, when in times.items():
                    if u in when and v in when and when[u] < when[v]:
                        value = f(when[v] - when[u])
                        new = math.log(value) if scoring == "snap" else math.log(0.5 * value)
                        gain += max(0.0, new - score[cascade, v])
                key = (gain, iv, iu)
                if gain > 0 and (best is None or key > best[0]):
                    best = (key, u, v)
        if best is None:
            break
        (gain, _, _), u, v = best
        found.append((u, v, gain))
        for cascade, when in times.items():
            if u in when and v in when and when[u] < when[v]:
                value = f(when[v] - when[u])
                new = math.log(value) if scoring == "snap" else math.log(0.5 * value)
                score[cascade, v] = max(score[cascade, v], new)
    return found


@pytest.mark.parametrize("scoring", ["snap", "networkinference"])
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_equals_the_plain_definition(seed: int, whole: bool, scoring: str) -> None:
    events = random_events(seed, whole=whole)
    data = cascades_from_events(events)
    count = min(12, count_possible_edges(data))
    found = netinf(data, count, parameters=(0.4,), scoring=scoring)  # type: ignore[arg-type]
    known = plain_netinf(events, count, 0.4, scoring)
    assert [(e.origin, e.destination) for e in found.edges] == [(u, v) for u, v, _ in known]
    assert [e.gain for e in found.edges] == pytest.approx([gain for _, _, gain in known], rel=1e-9)


def test_exact_ties_go_to_the_highest_destination_then_origin() -> None:
    data = cascades_from_events(
        [("x", "a", 0), ("x", "b", 1), ("y", "c", 0), ("y", "d", 1), ("z", "e", 0), ("z", "d", 1)]
    )
    first = netinf(data, 1, parameters=(1.0,)).edges[0]
    assert (first.origin, first.destination) == ("e", "d")


def test_equal_times_give_no_edge() -> None:
    data = cascades_from_events([("x", "a", 5), ("x", "b", 5), ("x", "c", 6)])
    assert count_possible_edges(data) == 2
    assert {e.destination for e in netinf(data, 2, parameters=(1.0,)).edges} == {"c"}


def test_all_in_the_same_year_is_an_error() -> None:
    data = cascades_from_events([("x", "a", 5), ("x", "b", 5), ("y", "a", 7), ("y", "b", 7)])
    with pytest.raises(ReformGraphError, match="nothing to infer"):
        netinf(data, 1, parameters=(1.0,))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda d: netinf(d, parameters=(1.0,)), "either"),
        (lambda d: netinf(d, 1, p_value=0.1, parameters=(1.0,)), "either"),
        (lambda d: netinf(d, 0, parameters=(1.0,)), "number of edges"),
        (lambda d: netinf(d, 99, parameters=(1.0,)), "are possible"),
        (lambda d: netinf(d, p_value=1.5, parameters=(1.0,)), "cut-off"),
        (lambda d: netinf(d, 1, parameters=(-1.0,)), "rate is"),
        (lambda d: netinf(d, 1, parameters=(1.0, 2.0)), "takes rate"),
        (lambda d: netinf(d, 1, model="weibull"), "no model"),
        (lambda d: netinf(d, 1, parameters=(1.0,), scoring="else"), "no scoring"),  # type: ignore[arg-type]
    ],
)
def test_bad_options(call: Callable[[Cascades], object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        call(cascades_from_events([("x", "a", 0), ("x", "b", 1), ("y", "a", 0), ("y", "b", 2)]))


def test_one_cascade_has_no_p_value() -> None:
    data = cascades_from_events([("x", "a", 0), ("x", "b", 1)])
    assert netinf(data, 1, parameters=(1.0,)).edges[0].p_value is None
    with pytest.raises(UsageError, match="two cascades"):
        netinf(data, p_value=0.1, parameters=(1.0,))


def test_stops_with_a_note_when_nothing_more_helps() -> None:
    data = cascades_from_events([("x", "a", 0), ("x", "b", 1), ("x", "c", 2), ("y", "a", 0), ("y", "b", 1)])
    found = netinf(data, 3, parameters=(1.0,))
    assert len(found.edges) == 2
    assert any("no further edge" in note for note in found.notes)


def plain_p_values(data: Cascades, count: int, rate: float, carry: bool) -> list[float]:
    """The test's definition, edge by edge, from the scores of ever longer networks."""
    n = len(data)
    before = None
    out = []
    for k in range(count + 1):
        scores = _cascade_scores(data, k, rate)
        if before is None:
            before, raw = scores.copy(), scores
            continue
        new = np.where(scores != raw, scores, before) if carry else scores
        y = new - (np.float64(np.float32(1 / n)) if carry else 1 / n) - before
        z = y.sum() / (y.std(ddof=1) * math.sqrt(n))
        out.append(1 - phi_abramowitz_stegun(z) if carry else upper_tail(z))
        before = new - np.float64(np.float32(1 / n)) if carry else scores.copy()
        raw = scores
    return out


def _cascade_scores(data: Cascades, edges: int, rate: float) -> np.ndarray:
    network = {(e.origin, e.destination) for e in netinf(data, edges, parameters=(rate,)).edges} if edges else set()
    out = np.zeros(len(data))
    when: dict[int, dict[str, float]] = {}
    for c, n, t in zip(data.cascade.tolist(), data.node.tolist(), data.time.tolist(), strict=True):
        when.setdefault(c, {})[data.nodes[n]] = t
    for c, times in when.items():
        for v, t in times.items():
            values = [(0.5 if (u, v) in network else 1e-10, t - s) for u, s in times.items() if s < t]
            if values:
                out[c] += max(math.log(w * rate * math.exp(-rate * d)) for w, d in values)
    return out


@pytest.mark.parametrize("carry", [True, False])
def test_p_values_follow_their_definition(carry: bool) -> None:
    data = cascades_from_events(random_events(5, cascades=20))
    found = netinf(data, 8, parameters=(0.4,), carry_penalty=carry)
    assert [e.p_value for e in found.edges] == pytest.approx(plain_p_values(data, 8, 0.4, carry), abs=1e-6)


def test_inference_stops_after_the_first_edge_at_the_cut_off() -> None:
    data = cascades_from_events(random_events(6, cascades=30))
    found = netinf(data, p_value=0.01, parameters=(0.4,))
    p = [e.p_value for e in found.edges]
    assert p[-1] is not None
    assert p[-1] >= 0.01
    assert all(value is not None and value < 0.01 for value in p[:-1])


def test_trees_name_the_best_parent() -> None:
    data = cascades_from_events([("x", "a", 0), ("x", "b", 1), ("x", "c", 3), ("y", "a", 0), ("y", "c", 1)])
    parents = netinf(data, 1, parameters=(1.0,), trees=True).parents
    arcs = {(p.cascade, p.child): (p.parent, p.inferred) for p in parents}
    assert arcs == {("x", "b"): ("a", False), ("x", "c"): ("a", True), ("y", "c"): ("a", True)}


def test_exponential_rate_is_estimated_half_way() -> None:
    data = cascades_from_events([("x", "a", 0), ("x", "b", 1), ("x", "c", 4), ("y", "a", 2), ("y", "b", 4)])
    since_first, gaps = (1 + 4 + 2) / 3, (1 + 3 + 2) / 3
    assert Delays.estimate(data, "exponential").parameters[0] == pytest.approx((1 / since_first + 1 / gaps) / 2)
    assert any("estimated" in note for note in netinf(data, 1).notes)


@pytest.mark.parametrize(
    ("model", "parameters", "snap", "known"),
    [
        ("exponential", (0.5,), False, 0.5 * math.exp(-1)),
        ("rayleigh", (2.0,), False, 2 / 4 * math.exp(-4 / 8)),
        ("rayleigh", (2.0,), True, 2 * 2 * math.exp(-0.5 * 2 * 4)),
        ("log-normal", (0.0, 1.0), False, math.exp(-(math.log(2) ** 2) / 2) / (2 * math.sqrt(2 * math.pi))),
        ("power", (3.0,), False, 2 * 2**-3.0),
    ],
)
def test_densities(model: str, parameters: tuple[float, ...], snap: bool, known: float) -> None:
    delays = Delays(model, parameters, snap)
    assert delays.density(2.0) == pytest.approx(known)
    assert delays.log_density(np.array([2.0, 2.0]))[1] == pytest.approx(math.log(known))
    assert delays.log_density(np.array([2.0, 0.7]), 0.5)[0] == pytest.approx(math.log(known / 2))


@pytest.mark.parametrize("model", ["exponential", "rayleigh", "log-normal", "power"])
def test_every_model_runs_with_estimated_parameters(model: str) -> None:
    assert netinf(cascades_from_events(random_events(2, whole=False)), 3, model=model).edges


def test_long_delays_do_not_underflow() -> None:
    data = cascades_from_events([("x", "a", 0), ("x", "b", 5000), ("y", "a", 0), ("y", "b", 4000)])
    gain = netinf(data, 1, parameters=(1.0,)).edges[0].gain
    assert gain == pytest.approx(2 * math.log(5e9))


def test_bootstrap_support_is_seeded_and_bounded() -> None:
    data = cascades_from_events(random_events(9, cascades=25))
    one = bootstrap_support(data, 5, draws=30, seed=4, parameters=(0.4,))
    assert one == bootstrap_support(data, 5, draws=30, seed=4, parameters=(0.4,))
    assert all(0 <= s.share <= 1 and s.found == round(s.share * 30) for s in one)
    assert one[0].share > 0


def test_many_nodes_take_the_sparse_path(monkeypatch: pytest.MonkeyPatch) -> None:
    data = cascades_from_events(random_events(1))
    plain = netinf(data, 6, parameters=(0.4,)).edges
    monkeypatch.setattr("reformgraph.analysis.diffusion.pairs._DENSE_NODES", 2)
    assert netinf(data, 6, parameters=(0.4,)).edges == plain


def test_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.analysis.diffusion.pairs.MAX_PAIRS", 3)
    with pytest.raises(ReformGraphError, match="do not fit"):
        netinf(cascades_from_events(random_events(1)), 1, parameters=(1.0,))
