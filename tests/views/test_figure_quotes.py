"""Every figure has a quotation that prints it: its claim's, or one of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import reformgraph
from reformgraph.building.build import build
from reformgraph.cli import cli
from reformgraph.records import STATUSES, Figure
from reformgraph.store import open_store
from reformgraph.views.facts import Facts
from reformgraph.views.figure_quotes import holds, sentence_around
from reformgraph.views.trace import trace
from reformgraph.views.trace_rows import figure_rows
from support.made_store import SHUOZHOU, Text, article, claim, make, page_of


@pytest.mark.parametrize(
    ("text", "printed", "quote"),
    [
        ("推行标准地；出让土地1 2宗，\n共90亩。完。", "12宗", "出让土地12宗，共90亩。"),
        ("题目\n\n盘活9亩", "9亩", "盘活9亩"),
        ("| 项目 | 投资3亿元 |", "3亿元", "投资3亿元"),
        ("长" * 300 + "3宗" + "尾" * 300, "3宗", "长" * 200 + "3宗" + "尾" * 200),
    ],
)
def test_the_sentence_around_a_figure(text: str, printed: str, quote: str) -> None:
    start = text.index(printed[0])
    found = sentence_around(text, start, printed)
    assert found is not None
    assert found.text == quote
    assert "".join(text[found.start : found.end].split()) == quote


def test_a_figure_that_does_not_stand_there_has_none() -> None:
    assert sentence_around("出让3宗", 0, "3宗") is None
    assert sentence_around("", 0, "3宗") is None
    assert sentence_around("出让3", 2, "3宗") is None


def test_a_figure_outside_its_claim_is_quoted_on_its_own(tmp_path: Path) -> None:
    page = Text()
    page.put(f"{SHUOZHOU}忙代办\n")
    told = claim(
        page, SHUOZHOU, "全代办", "adopted", f"{SHUOZHOU}推行全代办，代办员5名。", figure=("代办员", "5", "名")
    )
    page.put("人人叫好。累计办理\n事项35件；大家满意。")
    far = Figure("办理事项", "35", "件", "35件", page.find("35件"), zone=SHUOZHOU)
    told = replace(told, figures=(*told.figures, far))
    made = page_of("x.txt", page, "2024-01-01", "甲地日报", article("x-txt-1", page, SHUOZHOU, "忙代办", [told]))
    path = make(tmp_path, [made])
    with open_store(path) as store:
        (found,) = trace(store, reform="全代办")
        rows = list(figure_rows([found], Facts(store)))
    inside, outside = sorted(found.claims[0].figures, key=lambda figure: figure.text, reverse=True)
    assert (inside.text, inside.quote) == ("5名", None)
    assert (outside.text, outside.quote) == ("35件", "累计办理事项35件；")
    assert "".join(page.text[outside.start : outside.end].split()) == outside.quote
    assert {row["text"]: row["quote"] for row in rows} == {
        "5名": f"{SHUOZHOU}推行全代办，代办员5名。", "35件": "累计办理事项35件；",
    }  # fmt: skip
    done = CliRunner().invoke(cli, ["trace", "--store", str(path), "--reform", "全代办"])
    assert "办理事项 35件：“累计办理事项35件；”" in done.stdout


def test_no_figure_of_the_samples_lacks_its_quotation(tmp_path: Path) -> None:
    folder = Path(reformgraph.__file__).parent / "samples"
    build([folder], tmp_path / "s", manifest=folder / "manifest.csv")
    with open_store(tmp_path / "s") as store:
        claims = [one for adoption in trace(store, statuses=STATUSES) for one in adoption.claims]
    figures = [(one.quote, figure) for one in claims for figure in one.figures]
    assert figures
    assert all(holds(figure.quote or quote, figure.text) for quote, figure in figures)
