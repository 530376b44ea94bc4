"""The page that answers questions, in English: each name once in each script."""

from __future__ import annotations

from pathlib import Path

from reformgraph.ask.answer import AnswerRow
from reformgraph.show.page_language import Speech, speaking
from reformgraph.show.serve.ask_page import _row, ask_page
from reformgraph.show.serve.lookups import Look
from reformgraph.store import open_store
from support.sample_store import sample_store


def test_english_names_stand_once_before_the_chinese(tmp_path: Path) -> None:
    place = sample_store(tmp_path / "store")
    with open_store(place, read_only=True) as store, speaking(Speech("en")):
        given = [("q", "哪些开发区推行了标准地？")]
        html = ask_page(Look(store, "https://w3id.org/reformgraph/id/"), given, "html").decode()
    assert "Shuozhou Economic Development Zone (朔州经济开发区)" in html
    assert "Zone (Shuozhou" not in html
    assert ">Standard land</a>" in html and "Biaozhundi" not in html


def test_only_zones_with_records_are_links() -> None:
    row = AnswerRow("", "句子。", "甲地日报", None, "", "x.txt", zone="朔州经济开发区")
    with speaking(Speech("zh")):
        assert "<a" not in str(_row(row, frozenset()))
        assert "/trace?zone=" in str(_row(row, frozenset({"朔州经济开发区"})))
