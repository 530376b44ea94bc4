"""Questions for articles, and the passages beside a question that is not understood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reformgraph.ask.answer import Answer
from reformgraph.ask.answer_question import ask
from reformgraph.store import Store, open_store
from support.made_store import SHUOZHOU, make


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(make(tmp_path_factory.mktemp("ask")), read_only=True) as opened:
        yield opened


def one(store: Store, text: str) -> Answer:
    (answer,) = ask(store, text)
    return answer


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("哪些文章提到先行？", {"a.txt"}),
        ("有多少篇报道说到标准地？", {"a.txt", "b.txt", "c.txt", "e.txt"}),
        ("哪些报道提到了承诺制和标准地？", {"a.txt"}),
        ("which articles mention 标准地?", {"a.txt", "b.txt", "c.txt", "e.txt"}),
    ],
)
def test_articles_that_hold_words(store: Store, text: str, pages: set[str]) -> None:
    answer = one(store, text)
    assert answer.outcome == "found"
    assert {row.page for row in answer.rows} == pages
    assert answer.sentence.startswith(("有", "4 articles")[text[0] == "w"])
    assert answer.command.startswith("reformgraph search ")


def test_articles_about_a_zone_that_hold_a_reform(store: Store) -> None:
    found = {row.page for row in one(store, f"哪些文章提到{SHUOZHOU}的标准地？").rows}
    assert found
    assert found < {row.page for row in one(store, "哪些文章提到标准地？").rows}
    whole = one(store, f"哪些文章提到{SHUOZHOU}？")
    assert found <= {row.page for row in whole.rows}
    assert whole.command == ""


def test_no_article_holds_the_words(store: Store) -> None:
    answer = one(store, "哪些文章提到月球基地？")
    assert (answer.outcome, answer.no) == ("none", "on no page")


def test_sentences_stand_in_the_place_of_a_refusal(store: Store) -> None:
    refused = one(store, "when did somebody 先行?")
    assert refused.outcome == "near"
    assert refused.rows[0].quote == "朔州经济开发区土地先行", "a headline is a sentence, too"
