"""Whose paper speaks in a sentence; all sentences are invented."""

from __future__ import annotations

import pytest

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.paper_issuers import paper_issuers
from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span

ISSUER = ("辽宁省", "province")


def issuers(*lines: str) -> list[str | None]:
    """Who issued the paper that speaks in each sentence, for actors 辽宁省 and 鞍山市."""
    page, paragraphs = "", []
    for line in lines:
        paragraphs.append(Paragraph("body", (Span.at(len(page), len(page) + len(line)),)))
        page += line + "\n"
    flow = Flow(page, paragraphs)
    actors = [
        ActorMention(at, at + 3, name, "province" if name == "辽宁省" else "city")
        for at in range(len(flow.text))
        for name in ("辽宁省", "鞍山市")
        if flow.text.startswith(name, at)
    ]
    return [one[0] if one else None for one in paper_issuers(flow.text, read_sentences(flow), actors)]


def test_a_short_title_leads_to_who_issued_the_whole() -> None:
    told = issuers(
        "近日，辽宁省印发《关于优化服务的意见》。", "《意见》提出，推行帮办代办。还要推行一窗受理。", "大家都说好。"
    )
    assert told == [None, "辽宁省", "辽宁省", None]


def test_a_paper_speaks_on_in_the_paragraph_in_which_it_is_issued() -> None:
    assert issuers("辽宁省出台了《服务办法》。要推行帮办代办。") == [None, "辽宁省"]


@pytest.mark.parametrize(
    "line",
    ["其中，办法规定，推行帮办代办。", "该《服务办法》明确，推行帮办代办。", "办法还将推行帮办代办。"],
)
def test_ways_in_which_a_paper_speaks(line: str) -> None:
    assert issuers("辽宁省制定《服务办法》。", line)[1] == "辽宁省"


@pytest.mark.parametrize(
    "line",
    ["《别的方案》提出，推行帮办代办。", "办法总比困难多。", "企业说，《服务办法》提出的事办成了。"],
)
def test_what_no_issued_paper_says(line: str) -> None:
    assert issuers("辽宁省制定《服务办法》。", line)[1] is None


def test_a_paper_that_is_only_read_has_no_issuer() -> None:
    assert issuers("鞍山市组织学习《服务办法》。", "《服务办法》提出，推行帮办代办。") == [None, None]
