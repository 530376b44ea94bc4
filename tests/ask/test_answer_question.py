"""Questions in words against the small store whose every fact is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.ask.answer import Answer
from reformgraph.ask.answer_question import LONGEST, ask
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.read_question import asked_words, read_question
from reformgraph.errors import UsageError
from reformgraph.records import PageExtraction
from reformgraph.store import Store, open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.made_store import CHANGZHI, COMPANY, DATONG, SHUOZHOU, Text, article, claim, make, page_of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(make(tmp_path_factory.mktemp("ask")), read_only=True)
    yield opened
    opened.close()


def one(store: Store, text: str) -> Answer:
    (answer,) = ask(store, text)
    return answer


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("哪些开发区推行了标准地？", {SHUOZHOU, DATONG}),
        ("which zones adopted 标准地?", {SHUOZHOU, DATONG}),
        ("谁实行了“标准地”和“全代办”？", {DATONG}),
        ("大同市有哪些开发区推行了标准地？", {DATONG}),
    ],
)
def test_who_adopted(store: Store, text: str, zones: set[str]) -> None:
    answer = one(store, text)
    assert answer.outcome == "found"
    assert {row.zone for row in answer.rows} == zones
    assert all(row.quote and row.source and row.issued for row in answer.rows)
    assert "--reform '标准地' --status adopted" in answer.command


def test_an_answer_tells_how_it_was_understood(store: Store) -> None:
    assert one(store, "哪些开发区推行了标准地？").reading == (
        "理解为：采用者（改革：标准地；状态：已采用；只算开发区，不含省、市、机关）"
    )
    assert one(store, "which zones adopted 标准地?").reading.startswith("understood as: who adopted")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{SHUOZHOU}的承诺制是什么状态？", f"{SHUOZHOU}的承诺制：已采用"),
        (f"{CHANGZHI}推行容缺受理了吗？", "没有采用的记载"),
        (f"{CHANGZHI}的承诺制是什么状态？", "已取消"),
        ("大同经开区推行全代办了吗？", "有。"),
    ],
)
def test_status(store: Store, text: str, told: str) -> None:
    answer = one(store, text)
    assert answer.outcome == "found"
    assert told in answer.sentence
    assert answer.rows[0].start is not None


def test_each_figure_with_the_sentence_that_prints_it(store: Store) -> None:
    answer = one(store, "朔州经开区标准地出让土地多少宗？")
    assert answer.sentence.startswith(f"{SHUOZHOU}：出让土地 12宗")
    assert [row.quote for row in answer.rows] == [f"5月，{SHUOZHOU}启动标准地改革，出让土地12宗。"]


def test_a_question_in_parts_keeps_its_zone(store: Store) -> None:
    first, second = ask(store, "朔州经开区何时启动标准地、出让土地多少宗？")
    assert first.rows[0].what == "2023-05" and "5月" in first.rows[0].quote
    assert "12宗" in second.rows[0].what


def test_most_is_told_of_figures_of_one_indicator_only(tmp_path: Path) -> None:
    made = [
        page_of_one("x.txt", SHUOZHOU, f"{SHUOZHOU}推行标准地，进场项目3个。", "3"),
        page_of_one("y.txt", DATONG, f"{DATONG}推行标准地，进场项目12个。", "12"),
        page_of_one("z.txt", CHANGZHI, f"{CHANGZHI}推行标准地，力争进场项目50个。", "50"),
    ]
    with open_store(make(tmp_path, made), read_only=True) as opened:
        answer = one(opened, "哪个开发区进场项目最多？")
        assert answer.sentence.startswith(f"印出的数字里最大的是{DATONG}：进场项目 12个；比较了2个数字")
        assert [row.zone for row in answer.rows] == [DATONG, SHUOZHOU]
        assert DATONG not in one(opened, "哪个开发区进场项目最少？").sentence


def page_of_one(name: str, zone: str, text: str, count: str) -> PageExtraction:
    page = Text()
    page.put(f"{zone}\n")
    claims = [claim(page, zone, "标准地", "adopted", text, figure=("进场项目", count, "个"))]
    return page_of(name, page, "2024-01-01", "甲地日报", article(f"{name[0]}-txt-1", page, zone, zone, claims))


def test_companies_of_a_zone(store: Store) -> None:
    assert COMPANY in one(store, "朔州经开区的文章点名了哪些企业？").sentence


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("火星经济开发区推行了标准地吗？", "on no page"),
        ("徐州高新区推行了标准地吗？", "on no page"),
        ("哪些开发区推行了证照分离？", "on no page"),
        (f"{CHANGZHI}推行标准地了吗？", "nothing said"),
        ("朔州经开区标准地节省资金多少亿元？", "not told"),
        ("长治高新区推行承诺制的项目有多少个？", "not told"),
    ],
)
def test_three_kinds_of_no(store: Store, text: str, no: str) -> None:
    answer = one(store, text)
    assert (answer.outcome, answer.no) == ("near" if no == "not told" else "none", no)
    assert bool(answer.rows) == (no == "not told")


def test_when_is_told_by_claims(store: Store) -> None:
    answer = one(store, "朔州经开区何时推行标准地？")
    assert answer.outcome == "found"
    assert answer.rows[0].what == "2023-05"
    assert "开始于" in answer.sentence


def test_two_zones_are_compared(store: Store) -> None:
    answer = one(store, f"{SHUOZHOU}和{CHANGZHI}，谁推行了标准地？")
    assert {row.zone for row in answer.rows} == {SHUOZHOU}
    assert f"只比较：{SHUOZHOU}、{CHANGZHI}" in answer.reading


def test_a_zone_on_no_page_is_told_beside_one_that_is(store: Store) -> None:
    answer = one(store, f"火星经济开发区、木星经济开发区和{SHUOZHOU}，谁推行了标准地？")
    assert [row.zone for row in answer.rows] == [SHUOZHOU]
    for zone in ("火星经济开发区", "木星经济开发区"):
        assert f"没有认出{zone}，也没有印着这个名称" in answer.sentence
    both = one(store, "火星经济开发区和木星经济开发区，谁推行了标准地？")
    assert both.no == "on no page"
    assert "没有认出火星经济开发区" in both.sentence
    assert "没有认出木星经济开发区" in both.sentence


def test_of_zones_only_their_articles_are_denied(store: Store) -> None:
    answer = one(store, f"{SHUOZHOU}和{CHANGZHI}，谁推行了证照分离？")
    assert answer.no == "nothing said"
    assert answer.sentence == f"写{SHUOZHOU}、{CHANGZHI}的文章没有印着证照分离，也没有读出它这样做。"
    alone = one(store, f"{SHUOZHOU}和火星经济开发区，谁推行了证照分离？")
    assert alone.sentence.startswith(f"写{SHUOZHOU}的文章没有印着证照分离")
    assert "没有认出火星经济开发区" in alone.sentence
    assert one(store, "谁推行了证照分离？").sentence.startswith("已读的版面没有一处")


def test_a_zone_that_is_printed_and_not_known_is_told_of_alone(tmp_path: Path) -> None:
    text = f"{SHUOZHOU}推行标准地，进场项目3个。火星经济开发区来访。"
    with open_store(make(tmp_path, [page_of_one("x.txt", SHUOZHOU, text, "3")]), read_only=True) as opened:
        answer = one(opened, "火星经济开发区和木星经济开发区，谁推行了标准地？")
        assert (answer.outcome, answer.no) == ("near", "not told"), "not what another zone did"
        assert "没有认出木星经济开发区" in answer.sentence


def test_words_in_letters_refuse_only_what_asks_of_somebody(store: Store) -> None:
    assert one(store, "标准地Plus出让土地多少宗？").no == "not told", "what Plus is, no sentence tells"
    assert one(store, "Explain 全代办").rows, "shown, and no answer"
    assert one(store, "标准地Bo节省资金多少亿元？").outcome == "near", "who is not known says nothing of the pages"


def test_a_place_before_another_zone_is_not_that_zone(store: Store) -> None:
    answer = one(store, "朔州神泉新区推行标准地了吗？")
    assert answer.no == "on no page"
    assert "朔州神泉新区" in answer.sentence


def test_words_of_questions_hold_no_places(store: Store) -> None:
    assert "道里区" not in one(store, f"{SHUOZHOU}的报道里提到了哪些文件？").reading


def test_a_reform_that_is_printed_without_an_actor_is_shown(tmp_path: Path) -> None:
    page = Text()
    page.put("某市工作综述\n")
    claims = [claim(page, SHUOZHOU, "标准地", "adopted", f"{SHUOZHOU}推行标准地。各地都说“证照分离”好。")]
    made = [page_of("x.txt", page, "2024-01-01", "甲地日报", article("x-txt-1", page, SHUOZHOU, "综述", claims))]
    with open_store(make(tmp_path, made), read_only=True) as opened:
        answer = one(opened, "哪些开发区推行了证照分离？")
        assert (answer.outcome, answer.no) == ("near", "not told")
        assert "证照分离" in answer.rows[0].quote
        assert one(opened, "哪些开发区推行了容缺受理？").no == "on no page"


def test_a_person_who_is_not_known_is_looked_for_in_the_sentences(tmp_path: Path) -> None:
    text = f"{SHUOZHOU}推行标准地，进场项目3个。督导组石玉林一行来区里检查工作。"
    with open_store(make(tmp_path, [page_of_one("x.txt", SHUOZHOU, text, "3")]), read_only=True) as opened:
        answer = one(opened, "石玉林任什么职务？")
        assert answer.outcome == "found"
        assert answer.rows[0].quote == "督导组石玉林一行来区里检查工作。"


def test_zones_in_letters(store: Store) -> None:
    assert one(store, "Did the Datong zone adopt 全代办?").sentence.startswith(
        "Yes. Full-process agency service (全代办) at Datong Economic and Technological Development Zone"
    )
    assert one(store, "Did the Nowhere zone adopt 全代办?").outcome == "near"
    assert one(store, "How much land was sold in Shuozhou?").outcome == "near"


def test_other_statuses_are_shown_where_nobody_adopted(store: Store) -> None:
    answer = one(store, "哪些开发区推行了容缺受理？")
    assert (answer.outcome, answer.no) == ("none", "nothing said")
    assert [(row.zone, row.status) for row in answer.rows] == [(CHANGZHI, "required")]


@pytest.mark.parametrize("text", ["今天天气怎么样？", "哪个开发区签约最多？", "？？"])
def test_what_is_not_understood_is_refused_with_questions_that_can_be_answered(store: Store, text: str) -> None:
    answer = one(store, text)
    assert answer.outcome == "refused"
    for near in answer.nearest:
        assert one(store, near).outcome == "found"


def test_the_nearest_questions_of_a_zone_can_be_answered(store: Store) -> None:
    near = one(store, f"{DATONG}的绿化面积是多少？").nearest
    assert near
    assert {one(store, text).outcome for text in near} == {"found"}


def test_bad_questions(store: Store) -> None:
    for text in ("", "  \n"):
        with pytest.raises(UsageError, match="empty"):
            ask(store, text)
    with pytest.raises(UsageError, match="characters"):
        ask(store, "问" * (LONGEST + 1))
    assert ask(store, "“””《》><script>\x00")[0].outcome == "refused"


def test_twice_the_same(store: Store, tmp_path: Path) -> None:
    text = "哪些开发区推行了标准地？"
    with open_store(make(tmp_path), read_only=True) as other:
        assert ask(store, text) == ask(other, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("有没有开发区搞标准地？都是哪几家？", "adopters"),
        ("朔州经开区推行标准地用了几天？", "figure"),
        ("签约项目增速最快的是哪个开发区？", "most"),
        ("说朔州经开区推行标准地，原话是怎么讲的？", "why"),
        ("朔州经开区的重点项目有哪些？", "project"),
        ("朔州经开区那篇报道提到了什么企业？", "company"),
    ],
)
def test_other_ways_to_ask(store: Store, text: str, kind: str) -> None:
    (part,) = read_question(text, KnownNames(store, load_vocabulary()))
    assert part.kind == kind


def test_zones_of_one_class(store: Store) -> None:
    (answer,) = ask(store, "哪几个高新区推行了标准地？")
    assert "高新区" in answer.reading
    assert answer.outcome == "near", "two zones beyond the limits are told of, none within them"
    assert {row.zone for row in answer.rows if row.reform} == {SHUOZHOU, DATONG}


def test_a_phrase_in_quotation_marks_is_found_as_it_stands(store: Store) -> None:
    (answer,) = ask(store, "朔州经开区“出让土地12宗”是怎么写的？")
    assert answer.outcome == "found"
    assert "出让土地12宗" in answer.rows[0].quote


def test_an_english_name_that_is_not_known_is_no_proof(store: Store) -> None:
    (answer,) = ask(store, "Did Shuozhou Marble Economic Development Zone adopt standard land?")
    assert answer.outcome == "near"
    assert SHUOZHOU in answer.sentence
    (answer,) = ask(store, "Did the Red Cliff Economic Development Zone adopt standard land?")
    assert answer.no == "on no page"


def test_a_name_inside_a_longer_one_is_not_read(store: Store) -> None:
    (answer,) = ask(store, "Does Shuozhou Economic Development Zone run the 标准地协商平台?")
    assert answer.outcome == "near"


def test_measures_of_a_reform_are_no_list_of_reforms(store: Store) -> None:
    (answer,) = ask(store, "朔州经开区在办不成事窗口上有什么举措？")
    assert answer.outcome == "none"


def test_of_two_reforms_one_is_not_known(store: Store) -> None:
    (answer,) = ask(store, "哪家开发区既搞从未有过的事又有标准地？")
    assert answer.outcome == "near"


def test_a_measure_word_is_no_part_of_what_is_counted() -> None:
    assert asked_words("上半年做了多少艘船舶租赁", ()) == ("上半年做了", "船舶租赁")


def test_an_article_by_the_words_of_its_headline(store: Store) -> None:
    (answer,) = ask(store, "土地先行那条消息是谁写的？")
    assert [row.headline for row in answer.rows] == ["朔州经济开发区土地先行"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("哪些开发区没有推行标准地？", "没有"),
        ("哪些开发区对外资企业推行了标准地？", "对外资企业"),
        ("哪个开发区最早推行标准地？", "最早"),
        ("1999年哪些开发区推行了标准地？", "1999年"),
        (f"除了{SHUOZHOU}，还有谁推行标准地？", "除了"),
        (f"{SHUOZHOU}推行标准地失败了吗？", "失败"),
        (f"{SHUOZHOU}的标准地由谁负责？", "负责"),
        ("Has Shuozhou EDZ quietly adopted standard land?", "quietly"),
        ("Who exempts foreign firms from all forms of 标准地?", "exempts"),
    ],
)
def test_a_word_that_may_turn_the_answer_refuses_it(store: Store, text: str, word: str) -> None:
    answer = one(store, text)
    assert answer.outcome == "near", "no answer, the nearest sentences alone"
    assert word[-2:] in answer.sentence or word in answer.sentence
    assert answer.nearest, "what can be asked is told"


def test_a_reason_is_refused(store: Store) -> None:
    assert one(store, f"{SHUOZHOU}为什么推行标准地？").outcome == "near"


def test_words_that_explain_a_chinese_name_are_told(store: Store) -> None:
    answer = one(store, "Which zones have introduced plots (标准地)?")
    assert answer.outcome == "found"
    assert "words taken to explain a name: plots" in answer.reading


def test_a_year_explains_no_name(store: Store) -> None:
    assert one(store, "Which zones have introduced 2019 plots (标准地)?").outcome == "near"


def test_giving_up_is_answered_by_what_was_given_up(store: Store) -> None:
    assert one(store, f"{SHUOZHOU}取消标准地了吗？").sentence.startswith("没有已取消的记载。")
    assert one(store, f"{CHANGZHI}取消承诺制了吗？").sentence.startswith("有。")


@pytest.mark.parametrize("text", ["想打听下，哪些园区在做标准地，不算只在计划的", "劳驾看看，谁家在搞标准地？列一下"])
def test_spoken_questions(store: Store, text: str) -> None:
    assert {row.zone for row in one(store, text).rows} == {SHUOZHOU, DATONG}


def test_a_place_on_no_page_is_told_of_as_such(store: Store) -> None:
    answer = one(store, "沈北新区的党工委书记是谁？")
    assert answer.outcome != "found"
    assert not answer.rows
