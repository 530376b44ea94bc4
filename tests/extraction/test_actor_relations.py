"""What an article tells of those who may act, and how they stand to each other; all sentences are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import reformgraph
from reformgraph.extraction.actors.actor_field import Actor, ActorField, called_after, printed_in_full, read_field
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.actor_relations import Around, relations
from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.extraction.frames.passages import Setting
from reformgraph.language.flow import Flow
from reformgraph.records import ActorKind, Paragraph, Span
from reformgraph.values import Offset
from support.growth import times_as_long

ZONE: Actor = ("广州南沙经济技术开发区", "zone")
COUNTY: Actor = ("广州市南沙区", "county")
ORGAN: Actor = ("广州市南沙区税务局", "organ")


def field_of(text: str, *printed: tuple[str, str, ActorKind]) -> tuple[ActorField, dict[Actor, list[ActorMention]]]:
    """The field of a text with the actors printed in it (printed form, name, kind), and all their mentions."""
    flow = Flow(text, [Paragraph("body", (Span(Offset(0), Offset(len(text))),))])
    mentions = [
        ActorMention(at, at + len(form), name, kind)
        for form, name, kind in printed
        for at in range(len(text))
        if text.startswith(form, at)
    ]
    mentions.sort(key=lambda mention: mention.start)
    here: dict[Actor, list[ActorMention]] = {}
    for mention in mentions:
        here.setdefault((mention.name, mention.kind), []).append(mention)
    return read_field(Setting(flow, read_sentences(flow), mentions, (), (), None)), here


def field_of_row(text: str, row: Sequence[Actor]) -> tuple[ActorField, dict[Actor, list[ActorMention]]]:
    """The field of a text in which actors stand one after another, one sign apart."""
    flow, at, mentions = Flow(text, [Paragraph("body", (Span(Offset(0), Offset(len(text))),))]), 0, []
    for name, kind in row:
        mentions.append(ActorMention(at, at + len(name), name, kind))
        at += len(name) + 1
    here = {(mention.name, mention.kind): [mention] for mention in mentions}
    return read_field(Setting(flow, read_sentences(flow), mentions, (), (), None)), here


@pytest.mark.parametrize(
    ("printed", "kind", "whole"),
    [
        ("南沙", "county", False),
        ("南沙区", "county", True),
        ("南沙开发区", "zone", True),
        ("开发区", "zone", False),
        ("我市高新区", "zone", False),
        ("县工业园区", "zone", False),
        ("亦庄", "zone", True),
    ],
)
def test_printed_in_full(printed: str, kind: ActorKind, whole: bool) -> None:
    name = "广州市南沙区" if kind == "county" else printed
    assert printed_in_full(printed, ActorMention(0, len(printed), name, kind)) is whole


@pytest.mark.parametrize(
    ("zone", "place", "called"),
    [
        ("南沙开发区", ("广州市南沙区", "county"), True),
        ("广州南沙经济技术开发区", ("广州市", "city"), True),
        ("新疆准东经济技术开发区", ("新疆维吾尔自治区", "province"), True),
        ("南沙开发区", ("广州市番禺区", "county"), False),
    ],
)
def test_called_after(zone: str, place: Actor, called: bool) -> None:
    assert called_after((zone, "zone"), place) is called


def test_field_counts_subjects_and_relations() -> None:
    text = "南沙推行标准地。在广州市南沙区，南沙经开区推行一业一证。"
    field, _ = field_of(text, ("南沙推", *COUNTY), ("广州市南沙区", *COUNTY), ("南沙经开区", *ZONE))
    assert field.counts == {COUNTY: 2, ZONE: 1}
    assert (field.subjects_in_all, field.most_as_subject) == (2, 1)
    assert field.places == {ZONE: (COUNTY,)} and field.zones == {COUNTY: (ZONE,)}
    assert field.in_full >= {ZONE, COUNTY}


def test_a_place_printed_without_its_ending_beside_its_zone() -> None:
    field, here = field_of("南沙推行标准地，开发区推行一业一证。", ("南沙", *COUNTY), ("开发区", *ZONE))
    around = Around("南沙推行标准地，开发区推行一业一证。", field, here, COUNTY, ZONE)
    zone, county = set(relations(ZONE, around)), set(relations(COUNTY, around))
    assert zone >= {"bare zone here", "zone never by name", "its place here", "its place here bare", "its place ruled"}
    assert county >= {"bare here", "never in full", "zone of it", "zone of it here", "zone of it default"}
    assert "most frequent subject" in zone and "subject share 2" in zone


def test_an_organ_and_whose_it_is() -> None:
    text = "广州市南沙区税务局推行一窗通办，广州市南沙区支持。"
    field, here = field_of(text, ("广州市南沙区税务局", *ORGAN), ("广州市南沙区支", *COUNTY))
    around = Around(text, field, here, COUNTY, None)
    assert set(relations(ORGAN, around)) >= {"organ of one named", "whose organ it is ruled"}
    assert "organ of it here" in set(relations(COUNTY, around))


def test_one_that_is_named_nowhere_has_no_share() -> None:
    field, here = field_of("推行标准地。")
    assert set(relations(ZONE, Around("推行标准地。", field, here, None, ZONE))) == {"never named"}


def test_parts_and_wholes() -> None:
    whole: Actor = ("云麓新区", "zone")
    part: Actor = ("云麓新区东湖片区", "zone")
    text = "云麓新区东湖片区挂牌。云麓新区推行标准地。"
    field, here = field_of(text, ("云麓新区东湖片区", *part), ("云麓新区推", *whole))
    around = Around(text, field, here, None, None)
    assert "has parts" in set(relations(whole, around)) and "part of one" in set(relations(part, around))


def test_relations_of_a_thousand_zones_take_as_long_for_each_as_of_a_few() -> None:
    # Every claim asks for its own zone only; what all zones tell is read once an article.
    def look(number: int) -> None:
        zones: list[Actor] = [(f"{chr(0x4E00 + at)}{chr(0x6000 + at)}新区", "zone") for at in range(number)]
        text = "。".join(name for name, _ in zones)
        field, here = field_of_row(text, zones)
        for zone in zones:
            list(relations(zone, Around(text, field, {zone: here[zone]}, None, None)))

    assert times_as_long(lambda: look(1500), lambda: look(6000)) < 9


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("高新区推行帮办代办，高新区企业满意，高新区党工委书记说好。", 0.7),
        ("昆山高新区推行帮办代办，高新区企业满意。", 0.95),
    ],
)
def test_a_zone_never_printed_by_name_is_less_sure(text: str, most: float) -> None:
    claims = [m for a in reformgraph.extract(text=text).to_dict()["articles"] for m in a["measures"]]
    assert [claim["confidence"] for claim in claims] == [most]
