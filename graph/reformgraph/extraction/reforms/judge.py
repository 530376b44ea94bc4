"""Features of a phrase to a verdict: whether it names a measure where it stands.

A logistic regression whose weights stand in `judge_weights.json` beside this file; `scripts/training` makes them
from hand-labelled pages. What it tells from measures are slogans, principles, goals, honours, projects, titles and
what others do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: Features told as reasons of a verdict.
_MOST_REASONS = 6


class Reason(NamedTuple):
    """A feature that holds of a phrase and its weight, in logits: positive ones speak for a measure."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained judge.

    Attributes
    ----------
    weights
        By name of the feature, in logits.
    bias
        Logit of a phrase without any of the features, counted from the threshold: a phrase with a score
        above 0 names a measure.
    """

    weights: Mapping[str, float]
    bias: float

    def score(self, features: Iterable[str]) -> float:
        """Logit of a phrase, from the threshold on: above 0 it names a measure."""
        weights = self.weights
        return self.bias + sum([weights[feature] for feature in features if feature in weights])

    def reasons(self, features: Iterable[str]) -> tuple[Reason, ...]:
        """The features that weigh most in a verdict, heaviest first, each with its weight."""
        told = [Reason(one, self.weights[one]) for one in features if one in self.weights]
        return tuple(sorted(told, key=lambda one: (-abs(one.weight), one.feature))[:_MOST_REASONS])


@cache
def load_judge() -> Judge:
    """The judge that the package comes with."""
    return read_judge(files(__package__).joinpath("judge_weights.json").read_text("utf-8"))


def read_judge(text: str) -> Judge:
    """A judge from the text of a file of weights: ``bias`` and ``weights``."""
    told = json.loads(text)
    return Judge(told["weights"], told["bias"])
