"""What an article is about, how sure that is, and what may be told there; all sentences are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformgraph.extraction.actors.actor_mentions import read_actors
from reformgraph.extraction.actors.topic import Topic, is_told, read_topic
from reformgraph.extraction.zones.zone_mentions import read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import ActorKind, Claim, Paragraph, Role, Span
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary
from support.case_judge import extract


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def topic_of(*lines: str, head: str = "") -> Topic:
    page, paragraphs = "", []
    parts: list[tuple[Role, str]] = [("title", head)] if head else []
    parts += [("body", line) for line in lines]
    for role, line in parts:
        paragraphs.append(Paragraph(role, (Span.at(len(page), len(page) + len(line)),)))
        page += line + "\n"
    flow, vocabulary = Flow(page, paragraphs), load_vocabulary()
    zones = read_zones(flow, vocabulary)
    return read_topic(flow, zones, read_actors(flow, zones, vocabulary))


def test_a_zone_in_the_headline_is_sure() -> None:
    topic = topic_of("窗口前没有长队。", head="衡水高新区把窗口搬进车间")
    assert topic.actor == ("衡水高新区", "zone")
    assert topic.sure
    assert topic.has_zones
    assert topic.names_new()


def test_a_zone_named_once_in_a_long_text_is_not_sure() -> None:
    filler = ["湖边的柳树又绿了，孩子们放起了风筝。"] * 60
    topic = topic_of(*filler[:30], "有人来自衡水高新区。", *filler[30:])
    assert topic.actor is None or not topic.sure


def test_the_part_in_the_headline_stands_before_its_zone() -> None:
    topic = topic_of("沣东新城推行容缺受理。在沣东新城，周末也开门。", head="西咸新区沣东新城：审批跑起来")
    assert topic.actor == ("西咸新区沣东新城", "zone")


def test_a_part_told_of_less_often_gives_way_to_its_zone() -> None:
    lines = ["西咸新区推行容缺受理。西咸新区推行一业一证。西咸新区推行一照多址。"]
    assert topic_of(*lines, head="西咸新区沣东新城开园").actor != ("西咸新区沣东新城", "zone")


def test_a_government_is_sure_where_it_heads_an_article_of_the_field() -> None:
    lines = ["招商、审批、政务服务一起抓。市场主体年年增长，营商环境越来越好。"]
    topic = topic_of(*lines, head="邯郸市优化营商环境")
    assert topic.in_field
    assert topic.actor == ("邯郸市", "city")
    assert topic.sure


def test_digests_are_nobodys() -> None:
    topic = topic_of("衡水高新区推行容缺受理。", "孩子们放起了风筝。", head="一周要闻")
    assert not topic.sure


def test_digests_are_not_laid_on_a_government() -> None:
    lines = ["邯郸市优化营商环境，招商、审批、政务服务一起抓。"] * 2
    assert topic_of(*lines, head="邯郸市优化营商环境").sure
    assert not topic_of(*lines, head="一周要闻").sure
    assert not topic_of(*lines, head="全国人大代表热议邯郸市优化营商环境").sure


def test_reports_of_the_nation_are_nobodys() -> None:
    topic = topic_of("会议提到衡水高新区。", "要优化营商环境。", head="国务院常务会议召开")
    assert not topic.sure


def test_ordinary_news_names_nothing_new() -> None:
    topic = topic_of("湖边的柳树又绿了，孩子们放起了风筝。")
    assert topic == Topic(None, False, False, 0, False)
    assert not topic.names_new()


def test_an_empty_article() -> None:
    empty = Flow("", [])
    found = read_topic(empty, read_zones(empty, load_vocabulary()), ())
    assert found.actor is None
    assert not found.sure
    assert not found.names_new()


CLAIM = Claim(
    reform="告知承诺",
    actor="衡水高新区",
    actor_kind="zone",
    status="adopted",
    mentions=(),
    evidence="衡水高新区推行告知承诺。",
    evidence_span=Span.at(0, 12),
)
BARE, FIELD = Topic(None, False, False, 0, False), Topic(None, False, False, 3, True)


@pytest.mark.parametrize(
    ("actor", "kind", "topic", "told"),
    [
        ("衡水高新区", "zone", BARE, True),
        ("衡水市", "city", FIELD, True),
        ("全市", "city", FIELD, False),
        ("", "none", FIELD, True),
    ],
)
def test_who_may_be_told_of(actor: str, kind: ActorKind, topic: Topic, told: bool, vocabulary: Vocabulary) -> None:
    assert is_told(replace(CLAIM, actor=actor, actor_kind=kind), vocabulary, topic) is told


def test_nobody_stands_in_the_field_as_a_reference_or_beside_an_unnamed_zone(vocabulary: Vocabulary) -> None:
    nobody = replace(CLAIM, actor="", actor_kind="none", evidence="推行告知承诺。")
    assert is_told(nobody, vocabulary, FIELD)
    assert not is_told(nobody, vocabulary, BARE)
    assert is_told(replace(nobody, status="referenced"), vocabulary, BARE)
    assert is_told(replace(nobody, evidence="该区推行告知承诺。"), vocabulary, BARE)
    assert not is_told(replace(nobody, evidence="该区推行告知承诺。", candidate=True), vocabulary, BARE)


def test_a_new_name_of_a_government_needs_business_around_it(vocabulary: Vocabulary) -> None:
    new = replace(CLAIM, reform="夜班管家", actor="衡水市", actor_kind="city", candidate=True)
    near = Topic(None, False, False, 1, False)
    assert not is_told(replace(new, evidence="衡水市推出“夜班管家”。"), vocabulary, near)
    assert is_told(replace(new, evidence="衡水市为企业推出“夜班管家”。"), vocabulary, near)
    assert not is_told(replace(new, evidence="衡水市为企业推出“夜班管家”。"), vocabulary, BARE)


def test_a_reform_in_the_name_of_all_is_left_out() -> None:
    assert extract("全市推行告知承诺，湖边的柳树又绿了。\n")["measures"] == []
