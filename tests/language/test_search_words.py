"""Words for full-text search: which are made, where they stand, and what a query comes to."""

from __future__ import annotations

import pytest

from reformgraph.language.search_words import places, read_phrases, words_of


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("工作专班负责", "专班", ["专班"]),
        ("标准，地方", "标准地", []),
        ("標準地改革", "标准地", ["標準地"]),
        ("记者 张 强", "张强", ["张 强"]),
        ("张\n强", "张强", []),
        ("建设５Ｇ基站", "5g基站", ["５Ｇ基站"]),
        ("15G", "5g", []),
        ("园区、开发区", "区", ["区", "区"]),
        ("2024年度", "2024年", ["2024年"]),
        ("Standard Land 改革", '"standard land"', ["Standard Land"]),
        ("𠮷林", "𠮷林", ["𠮷林"]),
    ],
)
def test_where_a_phrase_stands(text: str, asked: str, found: list[str]) -> None:
    (phrase,) = read_phrases(asked)
    assert [text[start:end] for start, end in places(list(words_of(text)), phrase)] == found


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("标准地\u3000专班", [("标准", "准地"), ("专班",)]),
        ("“标准地 专班”", [("标准", "准地", "地专", "专班")]),
        ("标准地 标准地", [("标准", "准地")]),
        ('"标准地', [("标准", "准地")]),
        ('a"b"c', [("a",), ("b",), ("c",)]),
        ("NOT a:b* (c) ^d", [("not",), ("a", "b"), ("c",), ("d",)]),
        ("；—— \x00 \ud800", []),
        ("", []),
    ],
)
def test_what_is_asked(asked: str, words: list[tuple[str, ...]]) -> None:
    assert [phrase.words for phrase in read_phrases(asked)] == words
