"""The page of errors: marks in lines, everything escaped, filters in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.evaluation import Report
from reformgraph.evaluation.error_page import report_page
from reformgraph.evaluation.marks import PageText, article_lines
from support.browser_help import chromium, open_file
from support.evaluation_page import TEXT, judged, label, with_places


def test_lines_carry_evidence_and_errors(folder: Path) -> None:
    found = with_places(label())
    del found["articles"][0]["measures"][1]
    found["articles"][0]["lines"]["body"] = [[3, 4]]
    report = judged(folder, found)
    lines = article_lines(report.units[0], PageText(TEXT))
    assert [(line.labelled_role, line.found_role) for line in lines] == [
        ("kicker", "kicker"), ("title", "title"), ("body", "body"), ("body", "body"), ("body", "")
    ]  # fmt: skip
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == TEXT.split("\n")[:5]
    missed = next(n for n, one in enumerate(report.units[0].findings) if one.measure == "adoptions")
    marked = "".join(piece.text for line in lines for piece in line.pieces if missed in piece.errors)
    assert marked == "该区下一步将实行全代办。"
    both = "".join(piece.text for line in lines for piece in line.pieces if piece.labelled and piece.found)
    assert both.startswith("昌河经开区今年推行“标准地”改革，出让标准地5宗。")


def hostile_report(folder: Path) -> Report:
    found = with_places(label())
    found["articles"][0]["title"] = '<img src=x onerror="alert(1)">'
    found["articles"][0]["companies"] = [{"name": "</script><script>alert(2)</script>", "spans": [[0, 5], [-9, 99999]]}]
    found["articles"][1]["measures"] = []
    return judged(folder, found, resamples=50)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_escapes_everything_and_lets_nothing_in(folder: Path, language: str) -> None:
    page = report_page(hostile_report(folder), language)
    assert "default-src 'none'" in page
    assert "<img" not in page and page.count("<script>") == page.count("</script>") == 1
    assert "&lt;/b&gt;" in page and "</b>在列" not in page
    for outside in ("http://", "https://", "unsafe-inline", " style="):
        assert outside not in page
    assert page == report_page(hostile_report(folder), language)


@pytest.mark.browser
def test_the_page_filters_and_shows_places(folder: Path) -> None:
    path = folder / "report.html"
    path.write_text(report_page(hostile_report(folder), "en"), "utf-8")
    with chromium() as browser:
        opened = open_file(browser, path)
        page = opened.page
        total = page.locator(".errors li:visible").count()
        assert page.inner_text("#count") == f"{total} errors"
        page.select_option("#measure", "adoptions")
        assert page.locator(".errors li:visible").count() == 1
        page.click(".errors li:visible button")
        assert (
            "".join(page.locator(".on").all_inner_texts()) == "一枚印章管审批明溪高新区实行一枚印章管审批，办件3000件。"
        )
        page.click("#lang")
        assert page.inner_text("h1") == "提取结果与标注的对照"
        page.select_option("#measure", "")
        page.fill("#words", "没有这样的错误")
        assert page.locator(".errors li:visible").count() == 0
        page.click("#clean")
        page.fill("#words", "")
        assert page.locator("article:visible").count() == 2
        opened.check_clean()
