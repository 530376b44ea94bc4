"""Rules of adoptions that many claims and figures come together in."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest

from reformgraph.adoption import adoption_rules
from reformgraph.adoption.adoption_rules import conflicting
from reformgraph.adoption.digest import FigureDigest


def test_conflicts_are_those_of_pairs_found_without_comparing_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(19)
    values = ["25", "25.0", "31", "-4", "1e3", "NaN", "x", "9" * 40 + ".1", "9" * 40]
    for _ in range(200):
        made = [
            (FigureDigest(f"f/{n}", "出让土地", draw.choice(("2023", "2024")), "宗", draw.choice(values), "",
                          draw.choice(("", "min", "max", "about"))), draw.choice("abc"))
            for n in range(draw.randint(2, 9))
        ]  # fmt: skip
        pairs = [pair for pair in combinations(made, 2) if conflicting(pair)]
        alone = {figure.iri for pair in pairs for figure, _ in pair}
        assert conflicting(made) == tuple(sorted(alone))
    ranged: list[str] = []
    plain = adoption_rules._range

    def counted(figure: FigureDigest) -> tuple[Any, Any]:
        ranged.append(figure.iri)
        return plain(figure)

    monkeypatch.setattr(adoption_rules, "_range", counted)
    many = [(FigureDigest(f"f/{n}", "出让土地", "2024", "宗", str(n)), str(n)) for n in range(3000)]
    assert len(conflicting(many)) == len(ranged) == 3000  # each is looked at once, and not once a pair
