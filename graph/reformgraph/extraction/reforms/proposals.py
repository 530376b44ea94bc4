"""Article text to phrases that may name a measure, far more of them than do: what the judge has to judge.

Besides the forms of the vocabulary (`curated`) and descriptions of its reforms (`described`) they are quotations
(`quoted`) with their members (`member`) and with the words around them that belong to one name (`wider`), titles
of papers (`title`), noun phrases that end in a word for a measure's kind (`phrase`), and what a verb of doing
governs up to the end of its clause (`object`). They may overlap, and a phrase is offered with each of the places
where it may begin.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.reforms.curated import ReformMention
from reformgraph.extraction.reforms.described import find_described
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of, words

Kind = Literal["curated", "described", "quoted", "member", "wider", "title", "phrase", "object"]

HEADS, DOING = words("measure_heads"), words("measure_verbs")
HEAD_FINDER = AhoCorasick(HEADS, matchkind=MatchKind.LeftmostLongest)
VERB_FINDER = AhoCorasick(DOING, matchkind=MatchKind.LeftmostLongest)

_QUOTED = re.compile(r"[“‘]([^“”‘’\n。！？!?;；…《》]{2,40})[”’]")
#: What a name is made of; a quoted number (“22条”, “1+3+N”) is one only with the words around it.
_NAME = re.compile("[\u4e00-\u9fff][^\u4e00-\u9fff]?[\u4e00-\u9fff]")
_TITLE = re.compile(r"《([^《》\n]{4,60})》")
#: 印发, 实施 and the like between 关于 and what a paper is about.
_ISSUES = re.compile("" + any_of("proposing_verbs") + "")
#: The kind of paper at the end of a title: 三年行动|方案（试行）.
_PAPER = re.compile("(?:" + any_of("proposal_words") + ")?(?:" + any_of("papers") + r")?(?:（[^（）]*）|\([^()]*\))?$")
#: What ends a phrase to the left, whatever the phrase: signs, function words.
_HARD = re.compile(r"[^\u4e00-\u9fffA-Za-z\d“”‘’+×·—\-~/]|[了在把将被由从这该各其使让等给按凭着过里]|所有|以及")
#: What may stand inside a name as well as before it: 受理与审批相分离, 园区管理制度改革; 市场 and 区域 hold neither.
_SOFT = re.compile("[的和与及对为以向]|省|市(?!场)|县|区(?!域)|[”’]")
#: How many, how new: 3个, 一批, 全国首个, 2024年 (项 of 项目 is none).
_ORDER = re.compile(
    r"(?:了|起|出|好|过|着|以|的|全[国省市区]首[个家创]|新的?|更多|一系列|一?[套批种个条]|[\d一二三四五六七八九十两几多数]+"
    r"余?(?:[名个家支张批套条种类大]|项(?!目))|[这该本一](?:[张种个套]|项(?!目))|首[个批家套]|第一[个家批]|\d{4}年度?){1,4}"
)
#: One practice in several beats: 日跟踪、周通报、月调度.
_BEATS = re.compile(
    r"(?:[日周旬月季年][\u4e00-\u9fff]{2,4}[、，]){1,4}[日周旬月季年][\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])"
)
_CLAUSE_END = re.compile("[，。；：！？\n、,;（(]")
_SEPARATORS = re.compile("[、+，/]")
_MARKS = re.compile("[“”‘’]")
_LONGEST, _SHORTEST, _LONGEST_MEMBER, _LONGEST_TAIL = 24, 3, 14, 12
_SOFT_BEGINS = 2


class Proposal(NamedTuple):
    """A phrase at a place of the flow that may name a measure.

    `name` is what a claim would call it, `kind` tells the search that found it. A curated one is `generic`
    where its form is also an ordinary word.
    """

    start: int
    end: int
    name: str
    kind: Kind
    generic: bool = False

    @property
    def curated(self) -> bool:
        """Whether the vocabulary has it."""
        return self.kind in ("curated", "described")


def curated_proposals(curated: Sequence[ReformMention]) -> list[Proposal]:
    """The mentions of the vocabulary's reforms as proposals."""
    return [Proposal(one.start, one.end, one.reform, "curated", one.generic) for one in curated]


def propose(flow: Flow, curated: Sequence[ReformMention], reforms: Container[str]) -> list[Proposal]:
    """All proposals of an article in text order, one for each range of the flow.

    Parameters
    ----------
    flow
        The article.
    curated
        The forms of the vocabulary in it.
    reforms
        Names of the vocabulary's reforms: what is only described is proposed by its name there.
    """
    text = flow.text
    found = {(one.start, one.end): one for one in curated_proposals(curated)}
    for told in find_described(text):
        if told.reform in reforms:
            found.setdefault(told[:2], Proposal(*told, "described"))
    for search in (_quotations(text), _titles(text), _phrases(text), _objects(text)):
        for start, end, kind in search:
            if (start, end) not in found and text.count("“", start, end) == text.count("”", start, end):
                found[start, end] = Proposal(start, end, _MARKS.sub("", text[start:end]), kind)
    return sorted(found.values())


Found = Iterator[tuple[int, int, Kind]]


def _quotations(text: str) -> Found:
    for quote in _QUOTED.finditer(text):
        start, end = quote.span(1)
        wider = list(_wider(text, quote.start(), quote.end()))
        if _NAME.search(text, start, end) or not wider:
            yield start, end, "quoted"
        yield from wider
        places = [start, *(sign.end() for sign in _SEPARATORS.finditer(text, start, end)), end + 1]
        if len(places) > 2:
            for first, after in pairwise(places):
                if 2 <= after - 1 - first <= _LONGEST_MEMBER:
                    yield first, after - 1, "member"


def _wider(text: str, start: int, end: int) -> Found:
    """A quotation, marks included, with what belongs to its name: 专精特新“萤火虫”点亮行动."""
    begins = _begins(text, start, governed=True)
    for _, _, last in HEAD_FINDER.find_matches_as_indexes(text[end : end + _LONGEST_TAIL]):
        if _HARD.search(text, end, end + last) is None:
            for begin in (*begins, start):
                yield begin, end + last, "wider"
    for begin in begins:
        yield begin, end, "wider"


def _titles(text: str) -> Found:
    for title in _TITLE.finditer(text):
        start, end = title.span(1)
        about = text.rfind("关于", start, end)
        start = about + 2 if about >= 0 else start
        yield start, end, "title"
        issues = _ISSUES.match(text, start, end)
        if issues is not None and issues.end() < end:
            yield issues.end(), end, "title"
        paper = _PAPER.search(text, start, end)
        if paper is not None and paper.start() - start > _SHORTEST:
            yield start, paper.start(), "title"


def _phrases(text: str) -> Found:
    for _, first, end in HEAD_FINDER.find_matches_as_indexes(text):
        for start in _begins(text, first):
            if end - start >= _SHORTEST:
                yield start, end, "phrase"


def _begins(text: str, end: int, governed: bool = False) -> list[int]:
    """Where a phrase that goes on at `end` may begin, `end` itself left out.

    A verb right before `end` governs a quotation (`governed`), and belongs to the name before a head
    (督办落实机制). Otherwise it begins behind the last hard break or verb of doing, with and without the words of
    order there, and behind the last soft breaks.
    """
    low = max(0, end - _LONGEST)
    for found in _HARD.finditer(text, low, end):
        low = found.end()
    offset = low
    for _, _, last in VERB_FINDER.find_matches_as_indexes(text[offset:end]):
        if offset + last < end + governed:
            low = offset + last
    begins = {low}
    if (order := _ORDER.match(text, low, end)) is not None:
        begins.add(order.end())
    begins.update([found.end() for found in _SOFT.finditer(text, low, end)][-_SOFT_BEGINS:])
    return sorted(begins - {end})


def _objects(text: str) -> Found:
    for beats in _BEATS.finditer(text):
        yield beats.start(), beats.end(), "object"
    for _, _, last in VERB_FINDER.find_matches_as_indexes(text):
        order = _ORDER.match(text, last, last + _LONGEST)
        start = order.end() if order else last
        if text.startswith(("“", "‘"), start):
            continue  # a quotation, proposed as such
        stop = _CLAUSE_END.search(text, start, start + _LONGEST)
        if stop and stop.start() - start >= 2 and _HARD.search(text, start, stop.start()) is None:
            yield start, stop.start(), "object"
