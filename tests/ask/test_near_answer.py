"""The sentences nearest to a question, where no answer is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.ask.answer import Answer, Named, Part
from reformgraph.ask.answer_question import MOST_PARTS, ask
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.near_answer import NearAnswers
from reformgraph.ask.reform_sense import described
from reformgraph.ask.scope import out_of_scope
from reformgraph.ask.sentence_search import Near
from reformgraph.ask.store_sentences import Sentence, split_sentences
from reformgraph.ask.word_groups import groups_of
from reformgraph.ask.wording import Wording
from reformgraph.iri import BASE
from reformgraph.store import Store, open_store
from reformgraph.verbs import _answer_rows
from reformgraph.verbs import ask as ask_of_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.made_store import DATONG, SHUOZHOU, Text, article, claim, make, page_of

#: What the one page of the store says, sentence by sentence.
SENTENCES = (
    f"{SHUOZHOU}推行标准地。",
    "社会事务已经剥离，移交市里管理。",
    "管委会主任石玉林说，新建厂房总投资45亿元。",
    "企业刻章一律免费，惠及665家。",
    "会议6月3日召开。",
)
#: Where another zone is told of with words of the same kind.
OTHERS = (f"{DATONG}推行全代办。", "刻章费用仍由企业承担，管委会主任张大山说。")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = []
    for name, zone, reform, sentences in (("x", SHUOZHOU, "标准地", SENTENCES), ("y", DATONG, "全代办", OTHERS)):
        page = Text()
        page.put(f"{zone}改革纪实\n")
        claims = [claim(page, zone, reform, "adopted", sentences[0])]
        for sentence in sentences[1:]:
            page.put(sentence)
        made.append(
            page_of(f"{name}.txt", page, "2024-01-01", "甲地日报", article(f"{name}-txt-1", page, zone, "纪实", claims))
        )
    with open_store(make(tmp_path_factory.mktemp("near"), made), read_only=True) as opened:
        yield opened


def one(store: Store, text: str) -> Answer:
    return ask(store, text)[-1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("朔州经开区的社会事务甩出去了没有？", 1),
        ("朔州经开区一把手叫什么名字？", 2),
        ("朔州经开区盖厂房砸了多少钱进去？", 2),
        ("在朔州经开区开公司，刻章要不要自己掏腰包？", 3),
        ("朔州经开区那次会几号开的？", 4),
        ("Is seal making free of charge in Shuozhou Economic Development Zone?", 3),
    ],
)
def test_other_words_than_the_page_prints(store: Store, text: str, sentence: int) -> None:
    answer = one(store, text)
    assert answer.outcome in ("near", "found")
    assert SENTENCES[sentence] in [row.quote for row in answer.rows[:2]]
    assert answer.rows[0].source == "甲地日报"
    assert answer.rows[0].issued == "2024-01-01"


def test_the_nearest_sentences_are_told_as_such(store: Store) -> None:
    answer = one(store, "朔州经开区的社会事务甩出去了没有？")
    assert answer.outcome == "near"
    assert "没有读出可以断定的答案" in answer.sentence
    assert "certain" in ask(store, "朔州经开区的社会事务甩出去了没有？", language="en")[0].sentence


def test_the_zone_asked_about_goes_first(store: Store) -> None:
    assert "免费" in one(store, "朔州经开区刻章收不收钱？").rows[0].quote
    assert "承担" in one(store, "大同经开区刻章收不收钱？").rows[0].quote


def test_what_is_said_of_others_stands_under_no_zone_that_says_nothing(store: Store) -> None:
    answer = one(store, "大同经开区推行标准地了吗？")
    assert (answer.outcome, answer.no) == ("none", "nothing said")
    assert all(SENTENCES[0] != row.quote for row in (*answer.rows, *answer.beside))


def test_an_answer_from_claims_keeps_its_rows(store: Store) -> None:
    answer = one(store, "哪些开发区推行了标准地？")
    assert answer.outcome == "found"
    assert [row.quote for row in answer.rows] == [SENTENCES[0]]
    assert all(row.quote != SENTENCES[0] for row in answer.beside)


def test_a_zone_on_no_page_has_no_sentences(store: Store) -> None:
    answer = one(store, "徐州高新区的管委会主任是谁？")
    assert (answer.no, answer.rows, answer.beside) == ("on no page", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "明天朔州下不下雪？",
        "依你看，哪个开发区最值得去？",
        "明年还会有多少个开发区推行标准地？",
        "替主任起草一份讲话稿",
        "Which zone do you recommend?",
        "Will it rain in Shuozhou?",
    ],
)
def test_what_no_page_can_tell_is_refused(store: Store, text: str) -> None:
    answer = one(store, text)
    assert answer.outcome == "refused"
    assert not answer.rows


def test_what_pages_tell_is_within_scope() -> None:
    assert not out_of_scope("该园区预计哪年交付？")
    assert not out_of_scope("朔州经开区计划推行哪些改革？")


def test_groups_hold_what_is_printed() -> None:
    assert ("四十五", "45") in [group.forms for group in groups_of("那四十五家企业")]
    assert ("印章",) in [group.forms for group in groups_of("which seals", english=True)]


def test_a_line_within_a_sentence_goes_on() -> None:
    assert split_sentences("推行标准地，\n全代办。\n二、要求\n落实。") == [
        "推行标准地，\n全代办。",
        "二、要求",
        "落实。",
    ]


def test_a_zone_called_nearly_so_is_no_zone_on_no_page(store: Store) -> None:
    names = KnownNames(store, load_vocabulary())
    assert names.begun_alike(Named("unknown zone", "朔济开发区", None, 0, 5, "朔济开发区")) == [SHUOZHOU]
    assert names.begun_alike(Named("unknown zone", "朔州神泉新区", None, 0, 6, "朔州神泉新区")) == []


def test_a_sentence_that_another_one_rivals_is_not_told_as_the_answer(tmp_path: Path) -> None:
    page = Text()
    page.put(f"{SHUOZHOU}改革纪实\n")
    claims = [claim(page, SHUOZHOU, "标准地", "adopted", f"{SHUOZHOU}推行标准地。")]
    page.put("今年新建厂房投资45亿元。")
    page.put("今年新建厂房投资81亿元。")
    made = [page_of("x.txt", page, "2024-01-01", "甲地日报", article("x-txt-1", page, SHUOZHOU, "纪实", claims))]
    with open_store(make(tmp_path, made), read_only=True) as opened:
        answer = one(opened, "朔州经开区今年新建厂房投资多少亿元？")
        assert "没有读出可以断定的数字" in answer.sentence or {"45", "81"} <= set(re.findall("[0-9]+", answer.sentence))
        assert "81亿元" in "".join(row.quote for row in answer.rows)


def test_a_reform_is_found_by_what_it_means() -> None:
    found = described("社会事务这摊子甩出去", load_vocabulary(), english=False)
    assert "社会事务剥离" in [reform.name for reform in found]
    assert described("在这里", load_vocabulary(), english=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "哪些开发区一边推行标准地、一边建空港？",
        "Any zone that flies to the moon and also runs standard land (标准地)?",
    ],
)
def test_of_two_things_one_is_no_answer(store: Store, text: str) -> None:
    assert one(store, text).outcome == "near"


@pytest.mark.parametrize(
    "text",
    [
        f"{SHUOZHOU}推行标准地以后签约了几个项目？",
        f"{SHUOZHOU}计划明年建设几个项目？",
        "哪些开发区以后会推行标准地？",
        "Will the Shuozhou zone finish the project by 2030?",
        "未来产业园有几家企业？",
        f"谁撰写了关于{SHUOZHOU}的报道？",
        f"{SHUOZHOU}起草了哪些文件？",
        "哪家企业股票上市了？",
        f"{SHUOZHOU}用电多少度？",
        "炒货企业有几家",
        "which zones draft a plan?",
        "谁给企业建议？",
        "Did the zone predict revenue?",
        f"{SHUOZHOU}能源企业有几家，未来能做什么？",
    ],
)
def test_ordinary_questions_are_looked_for(store: Store, text: str) -> None:
    assert not re.search("不是已读的版面能回答|nothing that pages", one(store, text).sentence)


def test_the_name_of_a_zone_is_no_forecast(store: Store) -> None:
    assert one(store, "杭州未来科技城管委会主任是谁？").no == "on no page"


def test_the_part_out_of_scope_is_refused_alone(store: Store) -> None:
    first, second = ask(store, f"{SHUOZHOU}推行标准地了吗？明天下雪吗？")
    assert first.outcome == "found"
    assert second.outcome == "refused"
    assert "天气" in second.sentence


@pytest.mark.parametrize("text", ["帮我写一首诗", "明天股价会涨吗", "what will the stock price be", "天气怎么样？"])
def test_what_is_no_matter_of_pages_is_refused(text: str) -> None:
    assert out_of_scope(text)


@pytest.mark.parametrize("text", ["大同经开区今年总投资增长多少？", "大同经开区的会议哪天召开？"])
def test_of_a_zone_no_sentence_about_another_one_is_shown(store: Store, text: str) -> None:
    answer = one(store, text)
    assert answer.outcome in ("none", "near")
    assert all(row.quote not in SENTENCES for row in (*answer.rows, *answer.beside))


def test_what_the_pages_do_not_tell_stays_in_front_of_the_nearest(store: Store) -> None:
    answer = one(store, "朔州经开区标准地刻章节省资金多少亿元？")
    assert (answer.outcome, answer.no) == ("near", "not told")
    assert answer.sentence.startswith(("文章说到朔州经济开发区", "没有一句说到"))
    assert "离问题最近的原文" in answer.sentence


@pytest.mark.parametrize(
    ("asked", "zone"),
    [("", ""), (SHUOZHOU, SHUOZHOU), (DATONG, DATONG), ("长治高新区", "")],
)
def test_the_zone_told_with_a_sentence_is_the_one_asked_about_or_the_only_one(
    store: Store, asked: str, zone: str
) -> None:
    names = KnownNames(store, load_vocabulary())
    told = NearAnswers(store, names, Wording("zh"))
    sentence = Sentence(f"{BASE}article/x-txt-1", 0, f"{SHUOZHOU}同{DATONG}合建园区。", "")
    (row,) = told.rows([Near(sentence, 1.0, 1.0)], Part("passage", asked, names.find(asked), ()), many=False)
    assert row.zone == zone


def test_fewer_of_the_words_do_not_go_before_the_answer(tmp_path: Path) -> None:
    page = Text()
    page.put(f"{SHUOZHOU}改革纪实\n")
    claims = [claim(page, SHUOZHOU, "金牌专员", "adopted", f"{SHUOZHOU}推行“金牌专员”服务，代办项目61个。")]
    page.put("会上说，确保全年签约项目在35个以上。")
    made = [page_of("x.txt", page, "2024-01-01", "甲地日报", article("x-txt-1", page, SHUOZHOU, "纪实", claims))]
    with open_store(make(tmp_path, made), read_only=True) as opened:
        assert "35个以上" in one(opened, "How many projects did Shuozhou EDZ sign?").rows[0].quote


def test_of_many_questions_the_rest_is_told_to_be_passed_over(store: Store) -> None:
    answers = ask(store, "朔州经开区签约多少？" * 11)
    assert len(answers) == MOST_PARTS + 1
    assert "其后的3问没有看" in answers[-1].sentence
    assert answers[-1].outcome == "refused"


@pytest.mark.parametrize("text", ["““““", "？", "?!"])
def test_signs_alone_are_refused_as_typed(store: Store, text: str) -> None:
    (answer,) = ask(store, text)
    assert answer.outcome == "refused"
    assert text in answer.sentence


@pytest.mark.parametrize(
    "text",
    [
        "which zones also adopted standard land?",
        "Does Shuozhou EDZ also practise standard land?",
        f"{SHUOZHOU}又推行了标准地，又怎么样？",
        "哪些开发区同时还推行了标准地？",
    ],
)
def test_also_asks_for_one_thing(store: Store, text: str) -> None:
    answer = one(store, text)
    assert answer.outcome == "found"
    assert SENTENCES[0] in [row.quote for row in answer.rows]


def test_rows_of_python_tell_what_stands_beside(store: Store) -> None:
    found = ask_of_store(store, "哪些开发区推行了标准地？")
    rows = [row for one in found for row in _answer_rows(one)]
    assert {row["quote"] for row in rows if not row["beside"]} == {SENTENCES[0]}
    assert {row["quote"] for row in rows if row["beside"]} == {row.quote for one in found for row in one.beside}
