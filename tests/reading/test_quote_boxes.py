"""A quotation of a PDF is found on the paper: sheet and rectangle, from the reading to traces, tables and pages."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from reformgraph.cli import cli
from reformgraph.exchange.jsonl import to_json
from reformgraph.extraction.article import extract_page
from reformgraph.iri import BASE
from reformgraph.reading.page_files import PageFile
from reformgraph.reading.printed.glyphs import is_wide
from reformgraph.reading.printed.quote_boxes import QuoteBox, quote_boxes
from reformgraph.reading.read_pages import read_page
from reformgraph.records import Page, Region, Span
from reformgraph.show.serve.resource import render
from reformgraph.store import open_store
from reformgraph.values import Offset
from reformgraph.views.statements import statements
from support.drawn_pdf import LAYOUTS, make_page, pdf_of
from support.made_files import ofd

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")
FAR = 6.0


def read(data: bytes, kind: str = "pdf") -> Page:
    return read_page(PageFile(Path(f"x.{kind}"), f"x.{kind}", kind=kind, data=data))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_every_line_has_the_box_in_which_it_was_drawn(columns: int) -> None:
    drawn = make_page(5, columns, LAYOUTS[0])
    blank = type(drawn)(width=drawn.width, height=drawn.height, strings=[(60.0, 400.0, 10.0, "说明如下。")])
    page = read(pdf_of([blank, drawn], "row by row"))
    flat, places = "", []
    for at, sign in enumerate(page.text):
        if not sign.isspace():
            flat += sign
            places.append(at)
    found = 0
    for x, y, size, text in drawn.strings:
        if len(text) < 8 or " " in text or flat.count(text) != 1:
            continue
        at = flat.index(text)
        (box,) = quote_boxes(page.regions, Span.at(places[at], places[at + len(text) - 1] + 1))
        assert box.sheet == 2
        assert (box.left, box.top + box.height) == pytest.approx((x, drawn.height - y), abs=FAR)
        width = size * sum(1 if is_wide(sign) else 0.5 for sign in text)
        assert box.width == pytest.approx(width, abs=1.2 * size)
        found += 1
    assert found > 20


def test_the_corner_of_a_cropped_sheet_is_where_boxes_are_counted_from() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(600, 800), cropBox=(50, 100, 550, 700))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(110, 640, "江湾高新区推行“码上办”服务。")
    canvas.save()
    (region,) = read(held.getvalue()).regions
    assert (region.left, region.bottom) == pytest.approx((60, 60), abs=FAR)


def test_boxes_of_ofd_are_in_points() -> None:
    (region,) = read(ofd((20, 20, "江湾高新区推行“码上办”服务。")), "ofd").regions
    assert region.sheet == 1
    assert region.left == pytest.approx(20 * 72 / 25.4, abs=1)
    assert region.bottom - region.top == pytest.approx(5 * 72 / 25.4, abs=1)


def test_a_quotation_over_two_columns_has_two_boxes() -> None:
    regions = (
        Region(Offset(0), Offset(10), 1, 20, 100, 120, 110),
        Region(Offset(10), Offset(20), 1, 20, 115, 120, 125),
        Region(Offset(20), Offset(30), 1, 150, 100, 250, 110),
        Region(Offset(30), Offset(40), 2, 20, 20, 120, 30),
    )
    assert quote_boxes(regions, Span.at(5, 35)) == (
        QuoteBox(1, 20, 100, 100, 25), QuoteBox(1, 150, 100, 100, 10), QuoteBox(2, 20, 20, 50, 10),
    )  # fmt: skip
    assert quote_boxes(regions, Span.at(12, 15)) == (QuoteBox(1, 40, 115, 30, 10),)
    assert quote_boxes((), Span.at(0, 5)) == ()


def test_traces_tables_and_pages_lead_to_the_sheet(tmp_path: Path) -> None:
    drawn = make_page(5, 1, LAYOUTS[0])
    (tmp_path / "x.pdf").write_bytes(pdf_of([drawn, drawn], "by article"))
    (tmp_path / "manifest.csv").write_text("path,url\nx.pdf,https://a.example/x.pdf\n", "utf-8")
    told = [
        one for found in to_json(extract_page(read_page(tmp_path / "x.pdf")))["articles"] for one in found["measures"]
    ]
    assert told
    assert all(one["regions"][0]["sheet"] in (1, 2) and len(one["regions"][0]["box"]) == 4 for one in told)
    where = ["--store", str(tmp_path / "s")]
    run = CliRunner().invoke(
        cli, ["build", str(tmp_path / "x.pdf"), "--manifest", str(tmp_path / "manifest.csv"), *where]
    )
    assert run.exit_code == 0, run.output
    traced = json.loads(CliRunner().invoke(cli, ["trace", "--format", "json", *where]).stdout)
    claims = [claim for one in traced for claim in one["claims"]]
    assert claims
    assert {claim["regions"][0]["sheet"] for claim in claims} == {1, 2}
    with open_store(tmp_path / "s") as store:
        rows = list(statements(store))
        assert {row["url"] for row in rows} == {f"https://a.example/x.pdf#page={sheet}" for sheet in (1, 2)}
        request = {"view": "resource", "rest": f"article/{claims[0]['article_id']}", "given": [], "form": "html"}
        assert "https://a.example/x.pdf#page=" in render(store, BASE, request).body.decode()
    assert CliRunner().invoke(cli, ["check", *where]).exit_code == 0
