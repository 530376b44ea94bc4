"""Tables that people open: no cell runs, Excel reads the Chinese."""

from __future__ import annotations

import io

import pytest

from reformgraph.exchange.spreadsheets import csv_text, guarded, xlsx_bytes

HOSTILE = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text
    assert "'" not in csv_text(("a",), [(text,)], raw=True)


def test_numbers_and_words_stay() -> None:
    assert [guarded(value) for value in (-3, 0.5, None, "标准地", "")] == [-3, 0.5, None, "标准地", ""]
    assert csv_text(("a", "b"), [(None, -3)]) == "a,b\n,-3\n"


def test_a_workbook_holds_texts_as_texts() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(("甲",), [("=1+1",), ("坏\x00字",), (3,)], "表"))).active
    assert [row[0].value for row in sheet.iter_rows()] == ["甲", "=1+1", "坏字", 3]
    assert [row[0].data_type for row in sheet.iter_rows()] == ["s", "s", "s", "n"]
