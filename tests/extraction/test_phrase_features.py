"""Features of a phrase in its article; sentences are invented."""

from __future__ import annotations

import pytest

from reformgraph.extraction.reforms.curated import ReformMention
from reformgraph.extraction.reforms.phrase_features import Surroundings, features_of, grams
from reformgraph.extraction.reforms.proposals import propose
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span


def features(text: str, name: str, head: str = "", known: str = "") -> set[str]:
    """Features of the first proposal of a name."""
    page = f"{head}\n{text}" if head else text
    paragraphs = [Paragraph("title", (Span.at(0, len(head)),))] if head else []
    flow = Flow(page, [*paragraphs, Paragraph("body", (Span.at(len(page) - len(text), len(page)),))])
    at = flow.text.find(known) if known else -1
    curated = [ReformMention(at, at + len(known), known, False)] if at >= 0 else []
    proposals = propose(flow, curated, ())
    around = Surroundings(flow, proposals, True, False, frozenset(["标准地"]))
    found = features_of(next(one for one in proposals if one.name == name), around)
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize(
    ("text", "name", "told", "untold"),
    [
        ("我区推出“夜班管家”服务。", "夜班管家", {"v=推出", "v=firm", "quoted=1", "a1服", "ah1=服务"}, {"v=none"}),
        ("我区推出了一批“夜班管家”。", "夜班管家", {"v=推出", "v=firm"}, {"w=near"}),
        ("我区通过走访员工推出“夜班管家”。", "夜班管家", {"v=推出"}, {"v=通过"}),
        ("我区推出面向员工的“夜班管家”。", "夜班管家", {"w=推出", "w=near", "w=near-firm"}, {"v=firm"}),
        ("“夜班管家”上线。", "夜班管家", {"b=clause", "a=happens"}, {"v=none"}),
        ("小城被称为“夜班管家”。", "夜班管家", {"b=likened"}, {"b=honour"}),
        ("我区荣获“夜班管家”称号。", "夜班管家", {"b=honour"}, {"b=likened"}),
        ("我区按照“夜班管家”办事。", "夜班管家", {"b=purpose"}, {"b=likened"}),
        ("一家公司推出“夜班管家”。", "夜班管家", {"b=enterprise"}, set()),
        ("为公司推出“夜班管家”。", "夜班管家", {"v=firm"}, {"b=enterprise"}),
        ("推出“夜班管家”，服务员工300人。", "夜班管家", {"a=digits"}, set()),
        ("推出“夜班管家”。服务员工300人。", "夜班管家", set(), {"a=digits"}),
        ("推行“一岗一码”。", "一岗一码", {"shape=pair", "shape=number"}, {"shape=plus"}),
        ("推行“甲方驻点+乙方巡回”。", "甲方驻点+乙方巡回", {"shape=plus"}, {"shape=formula"}),
        ("推行“早办、午办、晚办”等服务。", "早办、午办、晚办", {"shape=paired", "shape=list", "a=etc"}, set()),
        (
            "我区建立长效工作机制。",
            "长效工作机制",
            {"h=机制", "own=plain", "own=plain-1", "hv=机制-1"},
            {"own=special"},
        ),
        ("我区建立项目例会制度。", "项目例会制度", {"h=制度", "own=special", "own=4"}, {"own=plain"}),
        ("我区跑出“加速度”。", "加速度", {"shape=metaphor", "b=likened"}, {"shape=ending"}),
        ("我区推出“夜班管家”。", "夜班管家", {"shape=ending"}, {"shape=metaphor", "h=none"}),
        ("我区壮大“夜班管家”产业。", "夜班管家", {"a1=not"}, {"a0=not"}),
        ("都说“办得快吗”。", "办得快吗", {"shape=spoken"}, {"shape=ending"}),
        ("推出“日码”“夜码”。", "夜码", {"left=quoted"}, {"right=quoted"}),
    ],
)
def test_what_holds(text: str, name: str, told: set[str], untold: set[str]) -> None:
    found = features(text, name)
    assert told <= found
    assert not untold & found


def test_curated_forms_inside_and_around() -> None:
    assert {"holds=2"} <= features("推行“标准地超市”。", "标准地超市", known="标准地")
    assert {"kind=curated", "core=1", "generic=0", "g0q1"} <= features("推行“标准地”，", "标准地", known="标准地")
    assert {"left=core"} <= features("推行“标准地”“夜码”。", "夜码", known="标准地")


def test_the_headline_and_further_mentions() -> None:
    assert "times=head" in features("推出“夜班管家”。", "夜班管家", head="“夜班管家”来了")
    assert "times=head" not in features("推出“夜班管家”。", "夜班管家", head="来了")
    assert "times=1" in features("“日码”上线，推出“夜码”。", "夜码")


def test_grams_follow_from_the_form() -> None:
    assert grams("日码", "quoted") == ("kind=quoted", "qlen=2", "n^日", "n日码", "n码$", "n日", "n码", "n日码$")
    assert grams("标准地", "curated")[:3] == ("kind=curated", "clen=3", "k^标")


def test_names_of_features_hold_no_white_space() -> None:
    found = features("推出 “夜班 管家”\n", "夜班管家")
    assert all(not set(one) & set(" \n\t") for one in found)


def test_words_of_the_field_near_and_the_place_in_the_article() -> None:
    assert "near=0" in features("推出“夜班管家”。", "夜班管家")
    assert "near=2" in features("营商环境好，招商忙，推出“夜班管家”。", "夜班管家")
    far = "。".join(["天气很好"] * 60)
    assert {"near=0", "place=0"} <= features(f"推出“夜班管家”。{far}。营商环境好。", "夜班管家")
    assert "place=2" in features(f"{far}。推出“夜班管家”。", "夜班管家")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("某大学推出“夜班管家”。", {"said=school"}),
        ("这家公司推出“夜班管家”。", {"said=firm"}),
        ("推出“夜班管家”，公司叫好。", set()),
        ("公司叫好。推出“夜班管家”。", set()),
        ("全国开发区推出“夜班管家”。", {"said=nation", "said=zone"}),
    ],
)
def test_whom_the_sentence_speaks_of_before(text: str, said: set[str]) -> None:
    assert {one for one in features(text, "夜班管家") if one.startswith("said=")} == said
