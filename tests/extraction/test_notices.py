"""Notices: the official number over the headline, and what is done from a day on."""

from __future__ import annotations

import pytest

from reformgraph.extraction.article import extract_page
from reformgraph.reading.read_pages import page_from_text
from reformgraph.records import Extraction
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

HEAD = "嘉鱼经济开发区管委会文件\n嘉经开发〔2024〕12号\n关于印发标准地改革实施办法的通知\n"


def read(text: str) -> Extraction:
    (found,) = extract_page(page_from_text(text, "x", "2024-07-05"), load_vocabulary()).extractions
    return found


def test_the_number_over_the_headline_is_a_document() -> None:
    text = HEAD + "嘉鱼经济开发区自2024年7月1日起推行标准地改革。\n2024年7月5日\n"
    found = read(text)
    assert [one.name for one in found.documents] == ["嘉经开发〔2024〕12号"]
    (mention,) = found.documents[0].mentions
    assert text[slice(*mention.span)] == "嘉经开发〔2024〕12号"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("嘉鱼经济开发区自2024年7月1日起推行标准地改革。", "adopted"),
        ("嘉鱼经济开发区推行标准地改革，简化流程，方便企业。", "planned"),
    ],
)
def test_a_paper_that_names_the_day_tells_what_is_done(body: str, status: str) -> None:
    assert [claim.status for claim in read(f"{HEAD}{body}\n").claims] == [status]
