"""Errors are counted by the rule that decided."""

from __future__ import annotations

from reformgraph.evaluation.judgements import Adoption, AdoptionPair, Unit
from reformgraph.evaluation.rule_rows import RuleRow, rule_rows

WHY = (("status", "cue of a plan"), ("when", "time before it"), ("actor", "opens the clause"))


def unit(*pairs: AdoptionPair) -> Unit:
    judged = Unit("a.txt", None, None)
    judged.adoptions.extend(pairs)
    return judged


def test_a_rule_is_wrong_where_the_label_says_otherwise() -> None:
    found = Adoption("标准地", "明溪高新区", "planned", when="2024年", why=WHY)
    right = Adoption("标准地", "明溪高新区", "planned", when="2024年")
    other = Adoption("标准地", "明溪高新区", "adopted", when="2023年")
    rows = rule_rows([unit(AdoptionPair(right, found), AdoptionPair(other, found))])
    assert set(rows) == {
        RuleRow("status", "cue of a plan", 2, 1),
        RuleRow("when", "time before it", 2, 1),
        RuleRow("actor", "opens the clause", 2, 0),
    }
    assert rows[-1].wrong == 0


def test_a_claim_without_a_label_lays_the_error_on_its_actor_and_a_missing_time_on_no_rule() -> None:
    found = Adoption("标准地", "明溪高新区", "adopted", why=(("status", "told as done"), ("actor", "carried")))
    dated = Adoption("标准地", "明溪高新区", "adopted", when="2024年")
    rows = rule_rows([unit(AdoptionPair(None, found), AdoptionPair(dated, found))])
    assert RuleRow("actor", "carried", 2, 1) in rows
    assert RuleRow("when", "no rule", 1, 1) in rows
    assert RuleRow("status", "told as done", 1, 0) in rows


def test_nothing_is_counted_where_no_rules_are_told() -> None:
    found = Adoption("标准地", "明溪高新区", "adopted")
    assert rule_rows([unit(AdoptionPair(found, found))]) == ()
