"""Texts that quotations are checked against: plain pages, HTML files and their words, texts of another reading."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from reformgraph.evaluation import Report, evaluate
from reformgraph.evaluation.judgements import ToldPage
from reformgraph.evaluation.source_text import source_text
from reformgraph.reading.read_pages import PageFile, read_page
from support.evaluation_page import figures, judged, label, measure, with_places

SENTENCE = "明溪高新区推行“标准地”改革，企业拿地后即可开工，办件三千件。"
FILE = (
    "<html><head><style>p::before{content:'推行承诺制'}</style></head><body><h1>明溪高新区改革提速</h1>"
    "<script>var said = '推行承诺制';</script><!-- 推行承诺制 -->"
    "<p>明溪高新区推行“<b>标准&#22320;</b>”改革，企业拿地后即可开工，办件三千件。</p></body></html>"
)


def claim(evidence: str, text: str) -> dict[str, Any]:
    start = text.find(evidence)
    return measure("标准地", "明溪高新区", evidence=evidence, evidence_span=[start, start + len(evidence)])


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A folder with one labelled HTML page."""
    for name in ("labels", "pages"):
        (tmp_path / name).mkdir()
    (tmp_path / "pages" / "a.html").write_text(FILE, "utf-8")
    made_on = "明溪高新区改革提速\n" + SENTENCE
    article = {"id": "1", "lines": {"title": [1], "body": [2]}, "measures": [claim(SENTENCE, made_on)]}
    page = {"page": "a.html", "text": made_on, "articles": [article]}
    (tmp_path / "labels" / "a.json").write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    return tmp_path


def report(web: Path, evidence: str = SENTENCE, **page: Any) -> Report:
    text = page.get("text") or read_page(PageFile(web / "pages" / "a.html", "a.html")).text
    lines = [n for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    article = {"id": "x", "lines": {"title": lines[:1], "body": lines[1:]}, "measures": [claim(evidence, text)]}
    found = {"page": "a.html", "articles": [article], **page}
    (web / "found.jsonl").write_text(json.dumps(found, ensure_ascii=False) + "\n", "utf-8")
    return evaluate(web / "labels", [web / "pages"], found=web / "found.jsonl", resamples=0)


def test_offsets_are_those_of_the_page_as_it_is_read(web: Path) -> None:
    made = report(web)
    assert (figures(made, "offsets right"), made.invented) == ((1, 1, 1), 0)
    assert made.measures["lines to articles"].rates.f1 == 1.0


def test_a_text_that_findings_bring_goes_first(web: Path) -> None:
    made = report(web, text="前文\n" + SENTENCE)
    assert (figures(made, "offsets right"), made.invented) == ((1, 1, 1), 0)


def test_a_text_of_another_reading_is_told_and_not_used(web: Path) -> None:
    told: list[str] = []
    page = read_page(PageFile(web / "pages" / "a.html", "a.html"))
    source = source_text(page, ToldPage("a.html", (), text_sha256=sha256(b"other").hexdigest()), told.append)
    assert source.text == "" and "--with-text" in told[0]
    assert source.holds(SENTENCE) and not source.holds("推行承诺制")
    assert figures(report(web, text_sha256=sha256(b"other").hexdigest()), "offsets right") == (0, 1, 1)


@pytest.mark.parametrize("hidden", ["推行承诺制", "明溪高新区推行多评合一，办件二千件。"])
def test_what_the_file_does_not_show_is_invented(web: Path, hidden: str) -> None:
    assert report(web, hidden, text=f"题目\n{SENTENCE}\n{hidden}").invented == 1


def test_a_text_of_its_own_does_not_replace_a_plain_page(folder: Path) -> None:
    found = with_places(label())
    said = "昌河经开区推行标准地改革，出让标准地九宗。"
    found["text"] = said
    found["articles"][0]["measures"][0].update(evidence=said, evidence_span=[0, len(said)])
    made = judged(folder, found)
    assert (made.invented, figures(made, "offsets right")) == (1, (3, 4, 4))


def test_a_zero_width_sign_parts_no_quotation_from_its_page(folder: Path) -> None:
    found = with_places(label())
    one = found["articles"][0]["measures"][1]
    one["evidence"] = one["evidence"].replace("下一步", "下\u200b一步")
    made = judged(folder, found)
    assert (made.invented, figures(made, "offsets right")) == (0, (4, 4, 4))
