"""Questions in English: every type with English names and pinyin, read whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from reformgraph.ask.answer import Answer
from reformgraph.ask.answer_question import ask
from reformgraph.ask.english_forms import forms_in_letters, letters, names_in_letters
from reformgraph.ask.english_question import in_chinese
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.iri import BASE
from reformgraph.store import Store, open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.made_store import DATONG, SHUOZHOU, make

EDZ = "Shuozhou Economic Development Zone"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(make(Path(tmp_path_factory.mktemp("english"))), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def names(store: Store) -> KnownNames:
    return KnownNames(store, load_vocabulary())


def one(store: Store, text: str) -> Answer:
    (answer,) = ask(store, text)
    return answer


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("Which zones adopted standard land?", "哪些开发区推行了标准地？"),
        ("Who practises biaozhundi and “full-process agency service”?", "谁推行了标准地和全代办？"),
        ("Which development zones in Shanxi have introduced standard land?", "山西省有哪些开发区推行了标准地？"),
        ("Which zones plan to introduce standard land?", "哪些开发区计划推行标准地？"),
        ("Which zones gave up standard land?", "哪些开发区取消了标准地？"),
        (f"What is the status of standard land at {EDZ}?", f"{SHUOZHOU}的标准地是什么状态？"),
        (f"How far is {EDZ} with standard land?", f"{SHUOZHOU}的标准地进展到哪一步了？"),
        (f"Did the {EDZ} adopt standard land?", f"{SHUOZHOU}推行标准地了吗？"),
        ("Has Shuozhou EDZ introduced standard land?", f"{SHUOZHOU}推行标准地了吗？"),
        (f"When did {EDZ} adopt standard land?", f"{SHUOZHOU}何时推行标准地？"),
        (f"Since when does {EDZ} practise standard land?", f"{SHUOZHOU}何时推行标准地？"),
        (f"How many projects did {EDZ} sign in May 2024?", f"{SHUOZHOU}2024年5月签约项目多少个？"),
        (f"How much investment is there in {EDZ}?", f"{SHUOZHOU}投资多少元？"),
        (f"What was {EDZ}'s industrial output?", f"{SHUOZHOU}工业总产值是多少？"),
        (f"What is the GDP of {EDZ} in 2023?", f"{SHUOZHOU}2023年地区生产总值是多少？"),
        ("Which zone signed the most projects?", "哪个开发区签约的项目最多？"),
        ("Which zone has the lowest tax revenue?", "哪个开发区的税收最少？"),
        (f"Which reforms did {EDZ} adopt?", f"{SHUOZHOU}推行了哪些改革？"),
        (f"Which companies do the articles about {EDZ} mention?", f"写{SHUOZHOU}的文章提到了哪些企业？"),
        (f"What projects are there in {EDZ}?", f"{SHUOZHOU}有哪些项目？"),
        (f"Which documents do the articles about {EDZ} mention?", f"写{SHUOZHOU}的文章提到了哪些文件？"),
        (f"Who wrote the article about {EDZ}?", f"写{SHUOZHOU}的那篇文章是谁写的？"),
        (f"Which paper reported on {EDZ}?", f"{SHUOZHOU}的报道来源是哪家媒体？"),
        (f"How do you know that {EDZ} adopted standard land?", f"凭什么说{SHUOZHOU}推行了标准地？"),
        (f"{EDZ} or Datong ETDZ: which of them adopted standard land?", f"{SHUOZHOU}和{DATONG}，谁推行了标准地？"),
        ("Which articles mention standard land?", "哪些文章提到标准地？"),
        (f"What is the 出让土地 of {EDZ}?", f"{SHUOZHOU}出让土地是多少？"),
        (f"Did {EDZ} quietly adopt standard land?", None),
        (f"How many unicorns did {EDZ} sign?", None),
        ("Which zones adopted the moon?", None),
    ],
)
def test_the_same_question_in_chinese(names: KnownNames, text: str, chinese: str | None) -> None:
    assert in_chinese(*names.in_letters(text)) == chinese


@pytest.mark.parametrize(
    ("text", "outcome", "told"),
    [
        (
            "Which zones adopted standard land?",
            "found",
            f"2 with Standard land (标准地) (adopted): {EDZ} ({SHUOZHOU}), Datong",
        ),
        (f"When did {EDZ} adopt standard land?", "found", "told of 2023-05"),
        ("Did Changzhi High-tech Zone adopt standard land?", "none", "do not print Standard land (标准地)"),
        ("Did Red Cliff Economic Development Zone adopt standard land?", "none", "Red Cliff Economic Development Zone"),
        ("How much land did Shuozhou EDZ quietly sell?", "near", "is not understood"),
    ],
)
def test_answers(store: Store, text: str, outcome: str, told: str) -> None:
    answer = one(store, text)
    assert answer.outcome == outcome
    assert told in answer.sentence
    assert answer.part == text.strip("?") or answer.part == text


def test_two_questions_are_two_answers(store: Store) -> None:
    answers = ask(store, "Which zones adopted standard land? Did Red Cliff Development Zone adopt standard land?")
    assert [answer.outcome for answer in answers] == ["found", "none"]


def test_a_title_in_quotation_marks(names: KnownNames) -> None:
    assert in_chinese("who wrote 《先行先试 再立新功》?", ()) == "《先行先试 再立新功》的作者是谁？"


def test_a_name_of_two_zones_stands_for_the_one_that_articles_speak_of() -> None:
    vocabulary = load_vocabulary()
    zones = [("zone", f"{BASE}zone/{name}", name, name) for name in ("泰州经济开发区", "台州经济开发区")]
    form = "taizhou economic development zone"
    for spoken, expected in (((), None), ((0,), 0), ((1,), 1), ((0, 1), None)):
        iris = frozenset(zones[k][1] for k in spoken)
        found = forms_in_letters(vocabulary, BASE, iris, zones).get(form)  # type: ignore[arg-type]
        assert (found and found[1]) == (None if expected is None else zones[expected][1])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Did Shuozhou High-tech Zone adopt it?", "unknown zone"),
        ("Did Shuozhou Development Zone adopt it?", "zone"),
        ("Did the Shuozhou zone adopt it?", "zone"),
    ],
)
def test_a_zone_of_another_kind_is_another_zone(names: KnownNames, text: str, kind: str) -> None:
    _, named = names.in_letters(text)
    assert [name.kind for name in named] == [kind]


def test_people_in_letters() -> None:
    stored = [("person", f"{BASE}person/a", "石玉林", "石玉林")]
    found = forms_in_letters(load_vocabulary(), BASE, frozenset(), stored)  # type: ignore[arg-type]
    assert {"shi yulin", "yulin shi", "shi yu lin"} <= set(found)
    text, named = names_in_letters("Who is Shi Yulin?", found)
    assert in_chinese(text, named) == "石玉林是谁，现任何职？"


def test_letters_level_signs_and_spellings() -> None:
    assert letters("Xi’an  Hi-Tech “Zone”") == letters("xian high tech zone")


def test_the_lists_are_whole() -> None:
    for name, width in (("english_words.tsv", 3), ("english_ways.tsv", 2)):
        lines = (files("reformgraph.ask") / name).read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert {len(row) for row in rows} == {width}
        assert len({row[0] for row in rows}) == len(rows)
        if width == 3:
            assert [row[0] for row in rows] == sorted(row[0] for row in rows)
