"""Names that the vocabulary lacks: patterns that find them, what stays out, the suggested broader reform."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.reforms.candidates import find_candidates
from reformgraph.extraction.reforms.curated import find_reforms
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.case_judge import page_of


def found(text: str) -> list[Named]:
    flow = Flow(page_of(text, None).text, [Paragraph("body", (Span(0, len(text)),))])
    vocabulary = load_vocabulary()
    return find_candidates(flow, find_reforms(flow, vocabulary), vocabulary)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推出“绿叶管家”服务。", ["绿叶管家"]),
        ("建立项目周会商制、难题销号制。", ["项目周会商制", "难题销号制"]),
        ("实行日调度、周通报、月考核。", ["日调度、周通报、月考核"]),
        ("创新“前台申请、后台会审”的模式。", ["前台申请、后台会审"]),
        ("推行“1357”工作法。", ["1357"]),
        ("举行“云企早餐会”。", ["云企早餐会"]),
        ("一家企业推出“锦云”牌瓷器。", []),
        ("一家软件企业向客户推出“云笔记”。", []),
        ("举办“迎新春”联欢会。", []),
        ("落实“双减”政策。", []),
        ("新增“专精特新”企业九家。", []),
        ("完善各项工作机制。", []),
    ],
)
def test_patterns(text: str, names: list[str]) -> None:
    assert [one.reform for one in found("萍乡高新区" + text)] == names


def test_candidates_never_overlap_curated_names() -> None:
    assert found("萍乡高新区推行“标准地”改革。") == []


def test_the_broader_reform_shares_the_longest_run() -> None:
    (one,) = found("萍乡高新区推出“外籍专家帮办代办团”服务。") or [None]
    assert one is None or one.broader in (None, "帮办代办")
    (one,) = found("萍乡高新区推出“绿叶项目管家团”服务。") or [None]
    assert one is None or one.broader in (None, "项目管家")


def test_candidates_are_in_text_order_and_apart() -> None:
    places = [(one.start, one.end) for one in found("建立“甲乙联办”机制，推出“丙丁即办”服务，实行周会商、月通报。")]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
