"""Which lines are the headline of a web article: the likeliest candidate, and the lines beside it that go on.

A linear model over the features of `head_features`; its weights stand in ``head_weights.json``, made by
``scripts/training/train_heads.py`` from labelled pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from reformgraph.layout.head_features import HeadLines, candidates, join_features, may_join

#: Most lines of one headline.
_MOST_LINES = 5
#: Characters of a headline alone.
_SHORTEST = 8
#: What stands before and behind it, set apart by a sign.
_NAMED = re.compile(r"^[^，。]{1,16}\s?[|｜_:：·—-]{1,2}\s?")
_BEHIND = re.compile(r"\s?[|｜_—-]{1,2}\s?[^，。]{1,20}")


class _Model(NamedTuple):
    """Weights by name of the feature, in logits: of a line as headline, and of a line as part of one."""

    lines: Mapping[str, float]
    joins: Mapping[str, float]


@cache
def _model() -> _Model:
    told = json.loads(files(__package__).joinpath("head_weights.json").read_text("utf-8"))
    return _Model(told["lines"], told["joins"])


def choose_head(page: HeadLines) -> tuple[int, ...]:
    """Places of the headline's lines in order, empty where the page most likely has none."""
    return choose_by(page, *_model())


def _is_office(features: Sequence[str]) -> bool:
    """Whether the one line over a text is the name of an office, and the rules do not take it for the headline."""
    return {"organ and no deed", "only short"} <= set(features) and "chosen by rules" not in features


def _plainer(page: HeadLines, best: int) -> int:
    """The line that prints the headline alone, where the best one sets a column or a site's name before or behind it.

    改革案例 | 一枚印章管审批 and 一枚印章管审批--襄水网 have it alone further up or down, or as 原标题：一枚印章管审批.
    """
    text = page.texts[best]
    others = [place for place in range(page.first) if place != best and len(page.texts[place]) >= _SHORTEST]
    for place in others:
        before, found, behind = text.partition(page.texts[place])
        if found and (before or behind) and not _NAMED.sub("", before) and not _BEHIND.sub("", behind):
            return place
    return best


def choose_by(page: HeadLines, lines: Mapping[str, float], joins: Mapping[str, float]) -> tuple[int, ...]:
    """The same by weights that are given."""
    may = (found for found in candidates(page) if not _is_office(found.features))
    scored = [(sum(lines.get(name, 0.0) for name in found.features), found.place) for found in may]
    # Equal scores go to the line printed first, so that the same page gives the same headline.
    _, best = max(scored, key=lambda item: item[0])
    if best is None:
        return ()
    best = _plainer(page, best)
    places = [best]
    for step in (-1, 1):
        place = best + step
        while len(places) < _MOST_LINES and may_join(page, place):
            if sum(joins.get(name, 0.0) for name in join_features(page, place, place - step)) <= 0.0:
                break
            places.append(place)
            place += step
    return tuple(sorted(places))
