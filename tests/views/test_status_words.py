"""Statuses are called the same everywhere, and are read in both languages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from reformgraph.ask.wording import Wording
from reformgraph.cli.trace_command import _STATUSES
from reformgraph.errors import UsageError
from reformgraph.records import STATUSES
from reformgraph.show.serve.lookups import status_told
from reformgraph.views.counts import NAMES
from reformgraph.views.status_words import STATUS_WORDS, read_status, status_word


@pytest.mark.parametrize("status", STATUSES)
def test_one_word_on_every_surface(status: str) -> None:
    chinese, english = STATUS_WORDS[status]
    script = (files("reformgraph.show.graph") / "assets" / "words.js").read_text("utf-8")
    assert re.search(rf'\b{status}: \["{chinese}", "{english.capitalize()}"\]', script)
    assert NAMES[status] == STATUS_WORDS[status]
    assert status_told(status) == Wording("zh").status(status) == chinese
    assert {chinese, english} & set(_STATUSES.split())


@pytest.mark.parametrize(
    ("word", "status"),
    [("已停止", "withdrawn"), ("已取消", "withdrawn"), ("withdrawn", "withdrawn"), ("仅提及", "referenced")],
)
def test_words_are_read_in_both_languages(word: str, status: str) -> None:
    assert read_status(word) == status


def test_choices_are_told_in_the_language_of_the_interface() -> None:
    for language in ("zh", "en"):
        with pytest.raises(UsageError) as told:
            read_status("done", language)
        assert told.value.cure == "one of " + ", ".join(status_word(status, language) for status in STATUSES)
