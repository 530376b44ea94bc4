"""Pairs of things and articles, lines to articles by hand, rates of counts."""

from __future__ import annotations

import pytest

from reformgraph.evaluation.judgements import Told
from reformgraph.evaluation.pairing import b_cubed, pair_articles, pair_off
from reformgraph.evaluation.score_rows import LINES, rates


def told(*lines: int) -> Told:
    return Told(lines={"body": lines})


def test_each_label_is_given_once() -> None:
    assert pair_off("aab", "ba", lambda one, other: one == other) == {0: 1, 2: 0}


def test_the_stricter_way_of_being_the_same_goes_first() -> None:
    def own(one: str, other: str) -> bool:
        return one == other

    def first_letter(one: str, other: str) -> bool:
        return one[0] == other[0]

    found, labelled = ["an", "ab"], ["ab", "ax"]
    assert pair_off(found, labelled, first_letter) == {0: 0, 1: 1}
    assert pair_off(found, labelled, own, first_letter) == {0: 1, 1: 0}
    assert pair_off(["ab"], labelled, own, first_letter) == {0: 0}


def test_articles_need_three_tenths_of_their_lines() -> None:
    assert pair_articles([told(*range(1, 11))], [told(*range(8, 11))]) == {0: 0}
    assert pair_articles([told(*range(1, 12))], [told(*range(9, 12))]) == {}


def test_lines_to_articles_by_hand() -> None:
    labelled = [told(1, 2, 3), told(4)]
    [first, second] = b_cubed([told(1, 2, 4)], labelled)
    assert first == pytest.approx((4 / 3 + 1, 4 / 3 + 1 / 3, 3))
    assert second == pytest.approx((1 / 3, 1.0, 1))


def test_a_line_claimed_twice_is_lost() -> None:
    [(precision, recall, lines)] = b_cubed([told(1, 2), told(2)], [told(1, 2)])
    assert (precision, recall, lines) == (2.0, 1.0, 2)


def test_rates_of_nothing() -> None:
    assert rates("zones", (0, 0, 0)).f1 == 1.0
    assert (rates("zones", (0, 0, 3)).precision, rates("zones", (0, 2, 0)).f1) == (0.0, 0.0)
    assert rates(LINES, (0, 0, 0)).f1 == 0.0
