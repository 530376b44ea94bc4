"""The time that frames a sentence from before; in: sentences and dates, out: for each sentence a date or None.

A year or a stretch (2024年，…; 今年以来，…) that opens a sentence frames what follows it in the paragraph, the list
that the paragraph leads, and under a heading (2023年工作打算) the section. The time of an event (a signing, a
visit, a founding, a publication) frames nothing but its own clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.discourse import IN_FORCE, is_heading, is_listed
from reformgraph.extraction.frames.frame import Mode
from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.edtf import pieces
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of

#: What may stand before a time that opens its sentence: a list's number, whom it is about, where it was reported.
_LEAD = re.compile(
    r"(?:[\u3000 ]{0,8}(?:（?[一二三四五六七八九十]{1,2}）?[、是]|\d{1,2}[.．、]|[●■◆—])?)?"
    r"(?:[^，。；：]{0,60}(?:" + any_of("news_signs") + r"|[：）]|记者[^，。；：]{2,30}|据[^，。；：]{2,12}，))?"
    r"(?:[为按随围立][^，。；：]{2,30}，)?(?:(?!企业|" + any_of("framed_nouns") + r")[^，。；：的]){0,14}"
)
#: A stretch of time that deeds fill; a day, a month is when one thing happened.
_STRETCH = re.compile(r"年度?$|以来$|[一二三四五近两几]年来$|近[一二三两几]年$|[上下]半年$|季度$|期间$|[今去]年$")
#: Behind the time of an event that is no frame.
_EVENT = re.compile("，?[^，。；：]{0,20}(?:" + any_of("framing_events") + ")|度?的|版|工作报告")
#: A time that is no more than now.
_VAGUE = re.compile(any_of("vague_times") + "|(?:成立|挂牌|设立|组建|建区)以来")


def read_framing(
    flow: Flow, sentences: Sequence[Sentence], modes: Sequence[Mode], dates: Sequence[DateMention]
) -> list[DateMention | None]:
    """For every sentence the time that frames it from before, None where there is none.

    `modes` are those of `discourse.read_modes`: a plan that goes on takes its time along.
    """
    text, starts = flow.text, [date.start for date in dates]
    newest = max((int(pieces(date.edtf)[1][:4]) for date in dates if date.edtf and date.edtf[-2:] != ".."), default=0)
    frames: list[DateMention | None] = []
    section = _in_force(text, dates, starts)
    frame: DateMention | None = None
    paragraph, listed, in_item = -1, False, False
    for sentence, mode in zip(sentences, modes, strict=True):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            begin, end, _ = flow.paragraphs[paragraph]
            listed = is_listed(text, begin, end)
            if in_item or (not listed and mode.tells != "planned"):
                frame = None
            in_item, listed = False, listed and _SAME_LIST not in text[begin : begin + _NUMBER]
            if is_heading(text, begin, end):
                section = _of_heading(text, begin, end, dates, starts) or section
        frames.append(frame or section)
        opened = _opens(text, sentence, dates, starts)
        if opened is not None and opened.edtf and int(pieces(opened.edtf)[0][:4]) < newest - _OLD:
            opened = None  # 1991年…: how it once began
        in_item = listed if opened else in_item  # a time inside （一） is not said of （二）
        frame = opened or frame
    return frames


def _in_force(text: str, dates: Sequence[DateMention], starts: Sequence[int]) -> DateMention | None:
    """本措施自2017年1月1日起施行, 《办法》2月9日通过，自5月1日起施行: since when all that it sets down holds."""
    found = IN_FORCE.search(text)
    if found is None:
        return None
    inside = dates[bisect_left(starts, found.start()) : bisect_left(starts, found.end())]
    return inside[-1] if inside else None


def _opens(text: str, sentence: Sentence, dates: Sequence[DateMention], starts: Sequence[int]) -> DateMention | None:
    """The stretch of time that opens a sentence and what follows it."""
    index = bisect_left(starts, sentence.start)
    if index == len(dates) or dates[index].start >= sentence.end:
        return None
    date = dates[index]
    if not is_stretch(date) or not _LEAD.fullmatch(text, sentence.start, date.start):
        return None
    return None if _EVENT.match(text, date.end, sentence.end) else date


def is_stretch(date: DateMention) -> bool:
    """Whether a time is a stretch that deeds fill, with a date of its own."""
    return (
        date.kind in ("point", "since", "vague") and bool(_STRETCH.search(date.text)) and not _VAGUE.search(date.text)
    )


def _of_heading(
    text: str, start: int, end: int, dates: Sequence[DateMention], starts: Sequence[int]
) -> DateMention | None:
    """2023年工作打算: the year of the work that stands below."""
    for date in dates[bisect_left(starts, start) : bisect_left(starts, end)]:
        if is_stretch(date) and _WORK.search(text, date.end, end):
            return date
    return None


#: A year that lies further back than this many years is history.
_OLD = 2
#: 一是…, 二是… go on under one time, （一） and （二） each have their own.
_SAME_LIST, _NUMBER = "是", 4
_WORK = re.compile(any_of("work_papers"))
