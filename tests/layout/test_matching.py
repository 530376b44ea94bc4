"""Pairs of headlines and bodies: no other pairing of a page's worth of them has a greater total."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from reformgraph.layout.matching import best_pairs


def total(scores: dict[tuple[int, int], float], pairs: dict[int, int]) -> float:
    return sum(scores[pair] for pair in pairs.items())


def best_total(scores: dict[tuple[int, int], float], size: int) -> float:
    """By trying all of them: each row takes a column of its own or, where they may not be paired, none."""
    orders = permutations(range(size))
    return max(sum(scores.get(pair, 0.0) for pair in enumerate(columns)) for columns in orders)


@pytest.mark.parametrize("seed", range(30))
def test_no_pairing_is_better(seed: int) -> None:
    draw = random.Random(seed)
    size = draw.randint(2, 5)
    held = [(row, column) for row in range(size) for column in range(size) if draw.random() < 0.7]
    scores = {pair: round(draw.uniform(0.1, 4), 2) for pair in held}
    pairs = best_pairs(scores)
    assert len(set(pairs.values())) == len(pairs)
    assert total(scores, pairs) == pytest.approx(best_total(scores, size))


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ({}, {}),
        ({(3, 5): 0.1}, {3: 5}),
        ({(0, 0): 3.0, (0, 1): 2.5, (1, 0): 2.0}, {0: 1, 1: 0}),
        ({(0, 0): 5.0, (0, 1): 2.0, (1, 0): 2.0}, {0: 0}),
        ({(0, 0): 1.0, (1, 1): 1.0, (7, 9): 2.0}, {0: 0, 1: 1, 7: 9}),
    ],
)
def test_small_pages(scores: dict[tuple[int, int], float], pairs: dict[int, int]) -> None:
    assert best_pairs(scores) == pairs


@pytest.mark.parametrize(("size", "kept"), [(40, 2), (41, 1)])
def test_parts_of_more_than_forty_are_paired_greedily(size: int, kept: int) -> None:
    # The two best together leave the very best apart; the others hang on to the first column by next to nothing.
    scores = {(0, 0): 3.0, (0, 1): 2.5, (1, 0): 2.0} | {(row, 0): 0.01 for row in range(2, size)}
    pairs = best_pairs(scores)
    assert len(pairs) == kept
    assert pairs[0] == (1 if kept == 2 else 0)


def test_as_many_columns_are_paired_greedily_too() -> None:
    scores = {(0, 0): 3.0, (1, 0): 2.5, (0, 1): 2.0} | {(0, column): 0.01 for column in range(2, 41)}
    assert best_pairs(scores) == {0: 0}
