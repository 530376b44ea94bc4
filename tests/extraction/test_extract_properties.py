"""What holds for every text: no crash, true offsets, wraps that change nothing, time in proportion to length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.exchange.jsonl import to_json
from reformgraph.extraction.article import extract_article, extract_page
from reformgraph.language.white_space import squeezed
from reformgraph.records import Article, Extraction, PageExtraction, Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.case_judge import load, page_of
from support.growth import times_as_long

FILES = ("status.yml", "time.yml", "figures.yml", "candidates.yml", "names.yml")
TEXTS = [case["text"] for name in FILES for case in load(name) if "\n" not in case["text"]]
WORDS = st.sampled_from(
    (
        *[
            "萍乡高新区",
            "推行",
            "标准地",
            "“",
            "”",
            "、",
            "，",
            "。",
            "；",
            "：",
            "《",
            "》",
            "（",
            "）",
            "将",
            "要",
            "已",
            "3宗",
            "2024年",
            "截至目前",
            "下一步",
            "有限公司",
            "管委会主任",
            "李明",
            "省",
            "市",
        ],
        *[
            "机制",
            "一",
            "分别为",
            "５％",
            "標準地",
            "从",
            "由",
            "至",
            "改为",
            "前者",
            "当天",
            "这里",
            "的",
            "「",
            "」",
            "×",
            "7x24",
            "亿元",
            "第",
            "号",
            "等",
            "A",
            "1",
        ],
        *("\n", "\n\n", "    ", "\u3000", "\x00", "\u200b"),
    )
)
SOUP = st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=60).map("".join)
EXAMPLES = settings(max_examples=60, deadline=None, derandomize=True)


def _quoted(page: dict[str, Any]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every string of the JSON that has a span, with it."""
    for article in page["articles"]:
        for one in article["measures"]:
            yield one["evidence"], one["evidence_span"]
            yield from ((figure["text"], figure["span"]) for figure in one["figures"])
        yield from ((figure["text"], figure["span"]) for figure in article["figures"])


def _forms(page: dict[str, Any]) -> Iterator[tuple[list[str], list[list[int]]]]:
    for article in page["articles"]:
        for key in ("zones", "companies", "measures"):
            yield from ((one["mentions"], one["spans"]) for one in article[key])


@EXAMPLES
@given(SOUP)
def test_any_text_is_read_and_every_offset_holds(text: str) -> None:
    page = page_of(text, "2024-11-20")
    found = to_json(extract_page(page))
    for quoted, (start, end) in _quoted(found):
        assert squeezed(text[start:end]) == squeezed(quoted)
    for forms, spans in _forms(found):
        printed = {squeezed(text[start:end]) for start, end in spans}
        assert printed <= {squeezed(form) for form in forms}


@EXAMPLES
@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_offsets_hold_where_two_texts_stand_on_one_page(one: str, other: str) -> None:
    text = f"    {one}\n    {other}\n"
    found = to_json(extract_page(page_of(text, "2024-11-20")))
    for quoted, (start, end) in _quoted(found):
        assert squeezed(text[start:end]) == squeezed(quoted)


def _told(extraction: Extraction) -> list[tuple[object, ...]]:
    claims = [
        (c.actor, c.reform, c.status, c.when_edtf, c.onset_edtf, tuple((f.value, f.unit) for f in c.figures))
        for c in extraction.claims
    ]
    return [*claims, *((z.name,) for z in extraction.zones), *((c.name,) for c in extraction.companies)]


def _as_article(text: str) -> Extraction:
    body = Paragraph("body", (Span.at(0, len(text)),))
    article = Article("case-1", "", "", (), {"body": (1,)}, (body,))
    return extract_article(page_of(text, "2024-11-20"), article, load_vocabulary())


@EXAMPLES
@given(st.sampled_from(TEXTS), st.lists(st.integers(1, 400), max_size=12))
def test_a_wrap_anywhere_between_chinese_characters_changes_nothing(text: str, places: list[int]) -> None:
    wrapped = text
    for place in sorted(set(places), reverse=True):
        if 0 < place < len(text) and all("\u4e00" <= sign <= "\u9fff" for sign in text[place - 1 : place + 1]):
            wrapped = wrapped[:place] + "\n" + wrapped[place:]
    assert _told(_as_article(wrapped)) == _told(_as_article(text))


#: Signs that are not seen: joiners, directions, soft hyphens, variation selectors, tags, controls of C0 and C1.
UNSEEN = (
    "\u200b\u200d\u2060\ufeff\u00ad\u034f\u061c\u180e\u202e\u2066\u2069\ufe0f\u3164\uffa0\U000e0041\x01\x1b\x85\x9b"
)


@EXAMPLES
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.integers(1, 400), st.sampled_from(UNSEEN)), max_size=12))
def test_signs_that_are_not_seen_change_nothing(text: str, signs: list[tuple[int, str]]) -> None:
    """With such signs inside, quotations were not what their page holds, and names were not found."""
    marked = text
    for place, sign in sorted(signs, reverse=True):
        if 0 < place < len(text) and all("\u4e00" <= one <= "\u9fff" for one in text[place - 1 : place + 1]):
            marked = marked[:place] + sign + marked[place:]
    assert _told(_as_article(marked)) == _told(_as_article(text))
    found = to_json(extract_page(page_of(marked, "2024-11-20")))
    for quoted, (start, end) in _quoted(found):
        assert squeezed(marked[start:end]) == squeezed(quoted)
    for forms, spans in _forms(found):
        assert {squeezed(marked[start:end]) for start, end in spans} <= {squeezed(form) for form in forms}


#: Texts for columns of several lines: two or three may be as many paragraphs, and a first line of speech a headline.
LONG = [text for text in TEXTS if len(text) > 40 and text[0] != "“"]


@EXAMPLES
@given(st.sampled_from(LONG), st.integers(11, 16))
def test_a_column_of_any_width_changes_nothing(text: str, width: int) -> None:
    lead = "    " + text
    column = "\n".join(lead[at : at + width] for at in range(0, len(lead), width))

    def told(page: str) -> list[list[tuple[object, ...]]]:
        result: PageExtraction = extract_page(page_of(page + "\n", "2024-11-20"))
        return [_told(one) for one in result.extractions]

    assert told(column) == told(text)


NARROW = str.maketrans("，：；！？（）", ",:;!?()")


@pytest.mark.parametrize("text", TEXTS)
def test_half_width_punctuation_changes_nothing(text: str) -> None:
    def told(printed: str) -> str:
        return repr(_told(_as_article(printed))).translate(NARROW)  # names stay as printed

    assert told(text.translate(NARROW)) == told(text)


HOSTILE = (
    *[
        "1",
        "“",
        "《",
        "、",
        "要",
        "将",
        "标准地",
        "容缺受理、",
        "推行，",
        "高新区",
        "有限公司",
        "推行项目制，",
        "月考核、月通报，",
        "“甲乙即办”服务、",
        "5%",
        "2024年",
    ],
    *[
        "从“跑多次”到“跑一次”",
        "推行标准地3宗；",
        "在萍乡高新区，",
        "说：“标准地",
        "等机制",
        "实行周调度、月通报。",
        "以链招商、",
    ],
    *["承诺制+", "萍乡高新区推行标准地。", "李明说，", "《意见》"],
    *("标\n", "推行标准地。\n", "aA "),
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_as_the_text_does(unit: str) -> None:
    head = "萍乡高新区推行标准地。"
    little, much = (page_of(head + unit * (size // len(unit)), "2024-11-20") for size in (10_000, 40_000))
    # Four times the text takes four times as long, sixteen if time grew with its square.
    assert times_as_long(lambda: extract_page(little), lambda: extract_page(much), least=0.1) < 9
