"""A client may ask in a burst, then at its rate."""

from __future__ import annotations

from reformgraph.show.serve.rates import Rates


def test_burst_then_rate() -> None:
    now = [100.0]
    rates = Rates(2, 3, lambda: now[0])
    assert [rates.take("a") for _ in range(3)] == [0, 0, 0]
    assert rates.take("a") == 0.5
    assert rates.take("b") == 0
    assert rates.wait("a") == 0.5
    now[0] += 0.5
    assert rates.take("a") == 0
    assert rates.take("a") > 0
    now[0] += 100
    assert [rates.take("a") == 0 for _ in range(4)] == [True, True, True, False]


def test_no_limit() -> None:
    rates = Rates(0, 1)
    assert not any(rates.take("a") for _ in range(1000))
    assert rates.wait("a") == 0


def test_the_number_of_clients_is_bounded() -> None:
    rates = Rates(1, 1, lambda: 0.0)
    for number in range(11_000):
        rates.take(str(number))
    assert len(rates._left) == 10_000
