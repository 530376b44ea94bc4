"""Answers from sentences: the words of a question that a sentence has to hold."""

from __future__ import annotations

from reformgraph.ask.answer import Part
from reformgraph.ask.answer_passages import _meaning


def test_only_words_that_ask_for_companies_are_left_out() -> None:
    assert _meaning(Part("company", "", (), ("山西焦煤投资企业",))) == ("山西焦煤",)
