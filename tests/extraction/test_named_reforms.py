"""Measures named in an article, curated and new; which of overlapping phrases, the suggested broader reform."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reformgraph import extract
from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.reforms.named_reforms import Judged, choose, find_named
from reformgraph.extraction.reforms.proposals import Proposal
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.case_judge import page_of


def found(text: str, *, new: bool = True) -> list[Named]:
    flow = Flow(page_of(text, None).text, [Paragraph("body", (Span.at(0, len(text)),))])
    return find_named(flow, load_vocabulary(), in_field=False, has_zones=True, new=new)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推出“绿叶管家”服务。", ["绿叶管家"]),
        ("创新“前台申请、后台会审”的模式。", ["前台申请、后台会审"]),
        ("推行“标准地”改革。", ["标准地"]),
        ("推行承诺制、标准地、全代办。", ["承诺制", "标准地", "全代办"]),
        ("推行“承诺制+标准地+全代办”。", ["承诺制", "标准地", "全代办"]),
        ("为企业推出“政企夜谈会”。", ["政企夜谈会"]),
        ("一家企业推出“锦云”牌瓷器。", []),
        ("举办“迎新春”联欢会。", []),
        ("落实“双减”政策。", []),
        ("新增“专精特新”企业九家。", []),
        ("跑出“加速度”。", []),
        ("成为名副其实的“强磁场”。", []),
        ("从“坐等客来”到“登门拜访”，作风变了。", []),
        ("大家直呼“太方便了”。", []),
        ("举办“云顶杯”创业大赛。", []),
    ],
)
def test_what_is_a_measure(text: str, names: list[str]) -> None:
    assert [one.reform for one in found("云川高新区" + text)] == names


def test_new_names_only_where_they_are_asked_for() -> None:
    text = "云川高新区推行“标准地”，推出“绿叶管家”服务。"
    assert [(one.reform, one.candidate) for one in found(text)] == [("标准地", False), ("绿叶管家", True)]
    assert [one.reform for one in found(text, new=False)] == ["标准地"]


def test_a_name_is_found_again_without_marks() -> None:
    places = [one.start for one in found("云川高新区推出“绿叶管家”服务。走访中，绿叶管家帮了忙。")]
    assert len(places) == 2


def test_what_decided_is_kept() -> None:
    (one,) = found("云川高新区推出“绿叶管家”服务。")
    assert any(reason.startswith("v=firm +") for reason in one.reasons)


def _judged(start: int, end: int, name: str, score: float, kind: str = "phrase") -> Judged:
    return Judged(Proposal(start, end, name, kind), (), score)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("judged", "names"),
    [
        ([_judged(0, 4, "甲", 1.0), _judged(2, 6, "乙", 2.0)], ["乙"]),
        ([_judged(0, 4, "甲", -0.1)], []),
        ([_judged(0, 4, "甲", 0.0)], []),
        ([_judged(0, 4, "甲", 0.1), _judged(6, 9, "甲", -1.9)], ["甲", "甲"]),
        ([_judged(0, 4, "甲", 0.1), _judged(6, 9, "甲", -2.1)], ["甲"]),
        ([_judged(0, 4, "甲", 0.1), _judged(6, 9, "甲", -1.0), _judged(6, 12, "乙", 1.0)], ["乙", "甲"]),
        ([_judged(0, 4, "项目例会", 1.0), _judged(0, 5, "项目例会制", 0.95)], ["项目例会制"]),
        ([_judged(1, 4, "标准地", 2.0, "curated"), _judged(1, 6, "标准地超市", 1.1, "quoted")], ["标准地超市"]),
        ([_judged(1, 4, "标准地", 2.0, "curated"), _judged(1, 6, "标准地+码", 1.1, "quoted")], ["标准地"]),
    ],
)
def test_which_of_them_are_chosen(judged: list[Judged], names: list[str]) -> None:
    assert [one.proposal.name for one in choose(judged)] == names


def test_the_broader_reform_shares_the_longest_run() -> None:
    (one,) = found("云川高新区推出“绿叶项目管家”服务。")
    assert one.reform == "绿叶项目管家"
    assert one.broader == "项目管家"


def test_names_are_in_text_order_and_apart() -> None:
    places = [(one.start, one.end) for one in found("建立“甲乙联办”机制，推出“丙丁即办”服务，实行周会商、月通报。")]
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))


@pytest.mark.parametrize(
    "text", ["深化“放管服”改革。", "组织“三个一批”活动。", "推出“码上办”服务。", "搭建“互联网++政务服务”平台。"]
)
def test_a_phrase_that_the_vocabulary_has_is_no_new_reform(text: str) -> None:
    known = load_vocabulary().reforms
    assert [(one.reform in known, one.candidate) for one in found(text)] in ([(True, False)], [])
    assert found(text) or text.startswith("搭建")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("设立公益一类事业单位。", "一类事一站办"),
        ("推行食品经营“一证多址”。", "一照多址"),
        ("银行推出“税易贷”。", "银税互动"),
        ("推进政务服务标准化规范化便利化。", "政务大厅标准化建设"),
        ("开展优化法治化营商环境专项行动。", "政法机关优化法治化营商环境专项行动"),
        ("建设“人才飞地”。", "科创飞地"),
        ("推行租售并举。", "先租后售"),
        ("推进注册资本登记制度改革。", "注册资本认缴登记制"),
        ("公示执法全过程记录制度。", "行政执法三项制度"),
        ("推广园区招商。", "平台招商"),
    ],
)
def test_what_is_another_thing_is_not_told_as_a_reform(text: str, other: str) -> None:
    assert other not in {one.reform for one in found(text)}


def test_of_a_phrase_that_the_vocabulary_has_the_name_alone_is_marked() -> None:
    text = "太仓高新区去年推行“承诺制”改革。"
    claims = extract(text=text).to_dict()["articles"][0]["measures"]
    assert [(one["reform"], one["mentions"], one["candidate"]) for one in claims] == [("承诺制", ["承诺制"], False)]
