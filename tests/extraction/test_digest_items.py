"""Items of digests stand for themselves; all sentences are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.digest_items import digest_items, is_digest, is_heading
from reformgraph.extraction.article import extract_page
from reformgraph.language.flow import Flow
from reformgraph.reading.read_pages import find_pages, read_page
from reformgraph.records import Paragraph, Role, Span


def flow_of(*lines: str) -> Flow:
    """A flow of one headline and body paragraphs."""
    page, paragraphs = "", []
    for index, line in enumerate(lines):
        role: Role = "body" if index else "title"
        paragraphs.append(Paragraph(role, (Span.at(len(page), len(page) + len(line)),)))
        page += line + "\n"
    return Flow(page, paragraphs)


WITH_HEADINGS = (
    "省内快讯",
    "鞍山高新区办实事",
    "鞍山高新区推行帮办代办。",
    "大桥合龙",
    "大桥今天合龙。",
    "各方都说好。",
)


def test_headings_part_the_items_of_a_digest() -> None:
    assert digest_items(flow_of(*WITH_HEADINGS), ()) == (1, 2, 2, 3, 3, 3)


def test_without_headings_each_paragraph_is_an_item() -> None:
    assert digest_items(flow_of("一周要闻", "甲区推行标准地。", "乙区大桥合龙。"), ()) == (0, 1, 2)


def test_other_articles_have_no_items() -> None:
    flow = flow_of("鞍山高新区办实事", "企业开办", "鞍山高新区推行帮办代办。")
    assert not is_digest(flow) and digest_items(flow, ()) == ()


def test_a_headline_that_names_a_zone_is_about_that_zone() -> None:
    zone = ActorMention(0, 5, "鞍山高新区", "zone")
    assert digest_items(flow_of("鞍山高新区改革速览", "推行标准地。", "推行帮办代办。"), (zone,)) == ()


@pytest.mark.parametrize("headline", ["产业集纳地在鞍山", "快讯中心挂牌"])
def test_a_word_of_digests_inside_a_headline_is_none(headline: str) -> None:
    assert not is_digest(flow_of(headline, "推行标准地。"))


@pytest.mark.parametrize(("line", "heading"), [("大桥合龙", True), ("大桥合龙。", False), ("大" * 40, False)])
def test_a_heading_is_short_and_open(line: str, heading: bool) -> None:
    assert is_heading(line, 0, len(line)) is heading


def claims_of(folder: Path, *lines: str) -> set[tuple[str | None, str]]:
    """Actors and reforms that a Markdown page of a headline and paragraphs tells."""
    page = folder / "page.md"
    page.write_text("# " + "\n\n".join(lines) + "\n", encoding="utf-8")
    found = [extract_page(read_page(one)) for one in find_pages([str(page)])]
    return {(claim.actor, claim.reform) for one in found for part in one.extractions for claim in part.claims}


def test_what_one_item_tells_is_not_laid_on_the_zone_of_another(tmp_path: Path) -> None:
    items = (
        "鞍山高新区推行帮办代办",
        "鞍山高新区推行帮办代办，为企业办理开办、用地等政务服务事项，园区企业都说方便。",
        "电网检修结束",
        "检修中推行告知承诺制，保障了企业和居民用电。",
    )
    assert ("鞍山高新区", "告知承诺") in claims_of(tmp_path, "鞍山高新区的一年", *items)
    assert ("鞍山高新区", "告知承诺") not in claims_of(tmp_path, "全省快讯", *items)
    assert ("鞍山高新区", "帮办代办") in claims_of(tmp_path, "全省快讯", *items)
