"""Bootstrap intervals: how far the measures would move with other articles of the same kind."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from operator import itemgetter

from reformgraph.evaluation.judgements import Unit
from reformgraph.evaluation.score_rows import MEASURES, SHARES, main_figure

#: Share of the resamples outside the interval, half of it on each side.
OUTSIDE = 0.05
_LEAST_ARTICLES = 2


def intervals(units: Sequence[Unit], resamples: int, seed: int) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals of the main figure of each measure and share.

    Articles are drawn with replacement, as many as there are; figures are counted anew over each draw.
    Efron 1979, doi:10.1214/aos/1176344552. Empty for fewer than two articles or without resamples. The
    same units, number and seed give the same intervals.
    """
    if len(units) < _LEAST_ARTICLES or resamples < 1:
        return {}
    columns = {
        measure: [[unit.counts[measure][k] for unit in units] for k in range(3)]
        for measure in (*MEASURES, *SHARES)
        if any(measure in unit.counts and any(unit.counts[measure]) for unit in units)
    }
    drawn: dict[str, list[float]] = {measure: [] for measure in columns}
    source = random.Random(seed)  # noqa: S311  no secret
    for _ in range(resamples):
        pick = itemgetter(*source.choices(range(len(units)), k=len(units)))
        for measure, cells in columns.items():
            drawn[measure].append(main_figure(measure, [sum(pick(cell)) for cell in cells]))
    return _bounds(drawn)


def _bounds(drawn: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {
        measure: (quantile(figures, OUTSIDE / 2), quantile(figures, 1 - OUTSIDE / 2))
        for measure, figures in drawn.items()
    }


def quantile(figures: Sequence[float], share: float) -> float:
    """The figure below which a share of the figures lies, interpolated.

    >>> quantile([4.0, 1.0, 2.0, 3.0], 0.5)
    2.5
    """
    ordered = sorted(figures)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
