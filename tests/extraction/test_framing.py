"""The time that frames a sentence from before."""

from __future__ import annotations

import pytest

from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.extraction.frames.discourse import read_modes
from reformgraph.extraction.frames.framing import read_framing
from reformgraph.language.dates.find_dates import find_dates
from support.frames import flow_of

ISSUE = "2024-11-20"


@pytest.mark.parametrize(
    ("paragraphs", "last"),
    [
        (("2024年，云川高新区聚焦服务。推行标准地。",), "2024年"),
        (("今年以来，云川高新区聚焦服务：", "一是推行标准地。"), "今年以来"),
        (("为提升效能，今年以来，云川高新区聚焦服务。推行标准地。",), "今年以来"),
        (("#云川高新区年报", "2024年工作打算", "推行标准地。"), "2024年"),
        (("今年，云川高新区将聚焦服务。", "推行标准地。"), "今年"),
        # another paragraph that is no list; days; events; words; history
        (("今年以来，云川高新区聚焦服务。", "该区推行标准地。"), None),
        (("6月18日，云川高新区聚焦服务。推行标准地。",), None),
        (("2023年，云川高新区成立。推行标准地。",), None),
        (("近年来，云川高新区聚焦服务。推行标准地。",), None),
        (("1991年，云川起步。2024年底推行全代办。推行标准地。",), None),
        (("入驻企业今年增长快。推行标准地。",), None),
    ],
)
def test_framing(paragraphs: tuple[str, ...], last: str | None) -> None:
    flow = flow_of(*paragraphs)
    sentences = read_sentences(flow)
    frames = read_framing(flow, sentences, read_modes(flow, sentences), find_dates(flow.text, ISSUE))
    assert (frames[-1].text if frames[-1] else None) == last
