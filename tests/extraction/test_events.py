"""From named reforms to events: actors carried over, numbers that go on, what is replaced or given up; all invented."""

from __future__ import annotations

from typing import Any

import pytest

from reformgraph.extraction.claims.events import read_events
from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.extraction.frames.passages import Event, Named, Setting
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from support.case_judge import extract

ZONE = "衡水高新区"


def events(*paragraphs: str, reforms: tuple[str, ...], **given: Any) -> list[Event]:
    """Events of reforms printed in the paragraphs, with nothing known but what is `given` to the setting."""
    page, parts = "", []
    for text in paragraphs:
        parts.append(Paragraph("body", (Span.at(len(page), len(page) + len(text)),)))
        page += text + "\n"
    flow = Flow(page, parts)
    places = [
        Named(at, at + len(name), name)
        for name in reforms
        for at in range(len(flow.text))
        if flow.text.startswith(name, at)
    ]
    setting = Setting(flow, read_sentences(flow), (), (), (), given.pop("default_actor", None), **given)
    return read_events(setting, sorted(places, key=lambda one: one.start), {})


def measures(text: str) -> dict[str, dict[str, Any]]:
    return {one["reform"]: one for one in extract(text + "\n", "2024-06-03")["measures"]}


def figures(one: dict[str, Any]) -> list[str]:
    return [f"{figure['value']} {figure['unit']}" for figure in one["figures"]]


def test_nothing_named_nothing_told() -> None:
    assert events("湖边的柳树又绿了。", reforms=()) == []
    assert events("", reforms=()) == []


def test_every_event_stands_in_its_sentence() -> None:
    found = events("推行标准地。又推行一业一证。", "还有标准地。", reforms=("标准地", "一业一证"))
    assert [one.named.reform for one in found] == ["标准地", "一业一证", "标准地"]
    assert all(one.sentence.start <= one.named.start < one.sentence.end for one in found)
    assert [one.sentence.paragraph for one in found] == [0, 0, 1]


def test_the_article_stands_in_for_who_is_not_named() -> None:
    (alone,) = events("推行标准地。", reforms=("标准地",))
    assert (alone.actor, alone.sure) == (None, False)
    (told,) = events("推行标准地。", reforms=("标准地",), default_actor=(ZONE, "zone"), source=frozenset({ZONE}))
    assert (told.actor, told.actor_kind, told.sure) == (ZONE, "zone", False)


def test_the_section_comes_before_the_article() -> None:
    found = events(
        "推行标准地。",
        "推行标准地。",
        reforms=("标准地",),
        default_actor=(ZONE, "zone"),
        source=frozenset({ZONE}),
        sections=(None, ("沧州高新区", "zone")),
    )
    assert [one.actor for one in found] == [ZONE, "沧州高新区"]


def test_a_claim_without_an_actor_is_kept_as_nobodys() -> None:
    flow = Flow("推出夜班管家。", [Paragraph("body", (Span.at(0, 7),))])
    setting = Setting(flow, read_sentences(flow), (), (), (), None, False)
    (found,) = read_events(setting, [Named(2, 6, "夜班管家", True)], {})
    assert (found.actor, found.actor_kind, found.basis) == (None, "none", None)


def test_a_sentence_names_at_most_thirty_two() -> None:
    text = f"{ZONE}推行" + "、".join(["标准地"] * 80) + "。"
    assert len(events(text, reforms=("标准地",))) == 32


def test_a_table_of_five_thousand_names_is_read() -> None:
    assert len(events(*["推行标准地。"] * 5_000, reforms=("标准地",))) == 5_000


def test_one_given_up_for_another() -> None:
    told = measures(f"{ZONE}将模拟审批改为告知承诺。")
    assert {name: one["status"] for name, one in told.items()} == {"模拟审批": "withdrawn", "告知承诺": "adopted"}


def test_numbers_of_the_next_sentence_go_on() -> None:
    told = measures(f"{ZONE}推行帮办代办。今年累计帮办1960件。")
    assert figures(told["帮办代办"]) == ["1960 件"]
    other = measures(f"{ZONE}推行帮办代办。今年工业产值300亿元。")
    assert figures(other["帮办代办"]) == []


def test_numbers_of_a_clause_before_the_next_reform_go_on() -> None:
    told = measures(f"{ZONE}推行帮办代办。今年累计帮办1960件，并推行一照多址，惠及门店412家。")
    assert figures(told["帮办代办"]) == ["1960 件"]
    assert figures(told["一照多址"]) == ["412 家"]


def test_numbers_of_another_zone_do_not_go_on() -> None:
    told = measures(f"{ZONE}推行帮办代办。沧州高新区累计办件1960件。")
    assert figures(told["帮办代办"]) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{ZONE}列出改革任务单\n\n    本报讯 {ZONE}推行标准地，用地更快。", "planned"),
        (f"{ZONE}晒出改革成绩单\n\n    本报讯 {ZONE}推行标准地，用地更快。", "adopted"),
        (f"    {ZONE}推行标准地的做法，请各地借鉴。", "referenced"),
        (f"    {ZONE}有意推行标准地，细则仍在研究，尚未实行。", "referenced"),
        (f"    从前{ZONE}试过标准地，嫌麻烦，去年取消了。", "withdrawn"),
    ],
)
def test_what_the_headline_and_the_sentence_say(text: str, status: str) -> None:
    assert measures(text)["标准地"]["status"] == status
