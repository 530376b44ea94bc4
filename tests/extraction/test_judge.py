"""The judge of measures: scores, reasons, and the file of weights that comes with the package."""

from __future__ import annotations

from importlib.resources import files

import pytest

from reformgraph.extraction.reforms.judge import Judge, Reason, load_judge, read_judge

_LARGEST = 180_000


def test_a_score_is_the_sum_of_bias_and_weights() -> None:
    judge = read_judge('{"bias": -1.5, "weights": {"v=推行": 2.0, "n的": -0.25}}')
    assert judge.score([]) == -1.5
    assert judge.score(["v=推行", "n的", "unknown"]) == pytest.approx(0.25)


def test_reasons_are_the_heaviest_features_first() -> None:
    judge = Judge({f"n{at}": at / 10 for at in range(1, 9)} | {"b": -5.0, "a": -5.0}, 0.0)
    told = judge.reasons(["n1", "n8", "unknown", "b", "n7", "n6", "a", "n5", "n4"])
    assert [reason.feature for reason in told] == ["a", "b", "n8", "n7", "n6", "n5"]
    assert told[0] == Reason("a", -5.0)


def test_the_weights_that_come_with_the_package() -> None:
    text = files("reformgraph.extraction.reforms").joinpath("judge_weights.json").read_text("utf-8")
    judge = load_judge()
    assert len(text.encode()) < _LARGEST
    assert list(judge.weights) == sorted(judge.weights)
    assert all(weight == round(weight, 2) and weight for weight in judge.weights.values())
    assert judge.weights["b=likened"] < 0 < judge.weights["v=firm"]
    assert judge.weights["quoted=1"] > judge.weights["quoted=0"]
