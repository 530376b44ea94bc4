"""Drawn pages: columns, headlines and articles by where their signs stand, in whatever order they were drawn."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reformgraph.errors import PageError
from reformgraph.layout.articles import split_articles
from reformgraph.reading.formats import recognition
from reformgraph.reading.page_files import PageFile
from reformgraph.reading.printed.glyphs import Glyph
from reformgraph.reading.printed.sheet_text import sheets_text
from reformgraph.reading.read_pages import read_page
from reformgraph.records import Article, Page
from support.drawn_pdf import LAYOUTS, ORDERS, lines_in_articles, make_page, pdf_of
from support.growth import times_as_long

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")
SIZE = 10.0


def read(data: bytes) -> tuple[Page, tuple[Article, ...]]:
    page = read_page(PageFile(Path("x.pdf"), "x.pdf", kind="pdf", data=data))
    return page, split_articles(page)[0]


def bodies(page: Page, articles: tuple[Article, ...]) -> list[str]:
    return [
        "".join(
            "".join(
                page.text[slice(*span)] for one in article.paragraphs if one.role == "body" for span in one.spans
            ).split()
        )
        for article in articles
    ]


@pytest.mark.parametrize("columns", [2, 3, 6])
def test_lines_belong_to_their_articles(columns: int) -> None:
    drawn = right = titles = articles = 0
    for number, layout in enumerate(LAYOUTS):
        for seed in (20, 21):
            page = make_page(seed, columns, layout)
            found, read_articles = read(pdf_of([page], ORDERS[(seed + number) % len(ORDERS)], seed))
            drawn += sum(len(one.lines) for one in page.articles)
            right += lines_in_articles(page, bodies(found, read_articles))
            told = {article.title.replace(" ", "") for article in read_articles}
            titles += sum(one.title in told for one in page.articles)
            articles += len(page.articles)
    assert right >= 0.97 * drawn
    assert titles >= 0.95 * articles


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_sheets_that_are_turned_to_be_shown(turn: int) -> None:
    """Scanners and layout programs lay a sheet on its side and say /Rotate: text and boxes are those that one sees."""
    page = make_page(3, 3, "lead and two")
    upright, _ = read(pdf_of([page], "row by row"))
    turned, _ = read(pdf_of([page], "row by row", turn=turn))
    assert turned.text == upright.text
    boxes = [tuple(box)[3:] for box in upright.regions]
    assert [tuple(box)[3:] for box in turned.regions] == [pytest.approx(box, abs=2) for box in boxes]


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_drawing_does_not_matter(order: str) -> None:
    page = make_page(3, 3, "lead and two")
    page.strings = [
        (round(x), round(y), size, text) for x, y, size, text in page.strings if not any(map(str.isdigit, text))
    ]
    assert read(pdf_of([page], order, 1))[0].text == read(pdf_of([page], "by article"))[0].text


def line(text: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    return [
        Glyph(sign, x + size * at, y, x + size * (at + 1), y + size, size)
        for at, sign in enumerate(text)
        if sign != " "
    ]


def rows(texts: list[str], x: float, y: float) -> list[Glyph]:
    return [glyph for at, text in enumerate(texts) for glyph in line(text, x, y + at * 15)]


LEFT = ["江湾高新区推行码上办服务企业", "扫码即可办事首月办件三百件企", "业反映良好。"]
RIGHT = ["石桥开发区组建代办队伍三支累", "计办理事项多件满意率达到九成", "群众十分满意。"]


def text_of(*sheets: list[Glyph], height: float = 400) -> list[str]:
    return [part for part in sheets_text(list(sheets), [height] * len(sheets))[0].split("\n") if part]


def test_two_columns_side_by_side() -> None:
    glyphs = rows(LEFT, 20, 100) + rows(RIGHT, 175, 100)
    assert text_of(glyphs) == ["".join(LEFT + RIGHT)] or text_of(glyphs) == ["".join(LEFT), "".join(RIGHT)]


def test_headlines_side_by_side_stay_apart() -> None:
    glyphs = (
        line("江湾码上办", 20, 60, 16) + line("石桥全代办", 175, 60, 16) + rows(LEFT, 20, 100) + rows(RIGHT, 175, 100)
    )
    assert text_of(glyphs) == ["# 江湾码上办", "".join(LEFT), "# 石桥全代办", "".join(RIGHT)]


def test_a_headline_over_both_columns_is_one() -> None:
    glyphs = line("江湾高新区推行码上办方便企业", 60, 60, 16) + rows(LEFT[:2], 20, 100) + rows(RIGHT, 175, 100)
    assert text_of(glyphs) == ["# 江湾高新区推行码上办方便企业", "".join(LEFT[:2] + RIGHT)]


def test_a_headline_that_is_spaced_out() -> None:
    glyphs = [Glyph(sign, 20 + 26 * at, 60, 36 + 26 * at, 76, 16) for at, sign in enumerate("码上办暖企")]
    assert text_of(glyphs + rows(LEFT, 20, 100))[0].replace(" ", "") == "#码上办暖企"


def test_paragraphs_begin_with_an_indent() -> None:
    glyphs = (
        line("近日江湾推行码上办企业好", 40, 100)
        + line("江湾高新区推行码上办服务企业", 20, 115)
        + line("扫码即可办事。", 20, 130)
    )
    glyphs += line("石桥也推行代办服务效果好", 40, 145) + line("群众满意。", 20, 160)
    assert text_of(glyphs) == [
        "近日江湾推行码上办企业好江湾高新区推行码上办服务企业扫码即可办事。",
        "石桥也推行代办服务效果好群众满意。",
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    sheets = [
        line("江湾年鉴二〇二四", 20, 10) + rows(LEFT, 20, 100) + line(f"— {number} —", 90, 385) for number in (1, 2, 3)
    ]
    assert text_of(*sheets) == ["".join(LEFT)] * 3


def test_signs_drawn_twice_to_look_bold() -> None:
    glyphs = line("码上办暖企", 20, 60, 16) + line("码上办暖企", 20.4, 60, 16) + rows(LEFT, 20, 100)
    assert text_of(glyphs)[0] == "# 码上办暖企"


def test_a_hostile_sheet_takes_bounded_time() -> None:
    def scattered(number: int) -> list[Glyph]:
        places = [((at * 7919) % 997, (at * 104729) % 1009) for at in range(number)]
        return [Glyph("字", x, y, x + 9, y + 9, 9.0) for x, y in places]

    little, much = scattered(1500), scattered(3000)
    assert times_as_long(lambda: sheets_text([little], [1000]), lambda: sheets_text([much], [1000])) < 6


def test_text_that_is_no_plausible_chinese_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_page(1, 2, "stacked")
    page.strings = [(x, y, size, "¼ÎÓã¾­¼Ã¿ª·¢Çø") for x, y, size, _ in page.strings]
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "x.pdf"))
    for x, y, _, text in page.strings:
        canvas.drawString(x, y, text)
    canvas.save()
    monkeypatch.setattr(recognition, "available", lambda: False)
    with pytest.raises(PageError, match=r"no plausible Chinese"):
        read_page(tmp_path / "x.pdf")


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "x.pdf"), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 50, "x")
    canvas.save()
    with pytest.raises(PageError, match="encrypted"):
        read_page(tmp_path / "x.pdf")


class Picture:
    """A sheet that is a picture, as pypdfium2 gives it."""

    def get_size(self) -> tuple[float, float]:
        return 300.0, 400.0

    def render(self, scale: float) -> Picture:
        return self

    def to_numpy(self) -> None:
        return None


def test_pictures_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    scale = 2.8

    def box(text: str, x: float, y: float, size: float) -> list[list[float]]:
        right, low = x + size * len(text), y + size / 0.86
        return [
            [x * scale, y * scale],
            [right * scale, y * scale],
            [right * scale, low * scale],
            [x * scale, low * scale],
        ]

    lines = [("江湾码上办", 20, 60, 16), *((text, 20, 100 + 15 * at, 10) for at, text in enumerate(LEFT))]
    seen = [(box(text, x, y, size), text, 0.9) for text, x, y, size in lines] + [(box("污", 5, 5, 9), "污", 0.3)]
    monkeypatch.setattr(recognition, "engine", lambda: lambda picture: (seen, None))
    read = recognition.recognise(Picture())
    assert round(read.sure, 3) == 0.9
    assert text_of(read.glyphs) == ["# 江湾码上办", "".join(LEFT)]


def test_a_pdf_of_pictures_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held)
    canvas.rect(10, 10, 50, 50, fill=1)
    canvas.save()
    monkeypatch.setattr(recognition, "available", lambda: False)
    with pytest.raises(PageError, match=r"pages are pictures.*reformgraph\[ocr\]"):
        read(held.getvalue())
    monkeypatch.setattr(recognition, "available", lambda: True)
    glyphs = line("江湾码上办", 20, 60, 16) + rows(LEFT, 20, 100)
    monkeypatch.setattr(recognition, "recognise", lambda page: recognition.Recognised(glyphs, 0.97))
    page, _ = read(held.getvalue())
    assert (page.recognised, page.text.split("\n")[0]) == (0.97, "# 江湾码上办")

    def fails(page: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(recognition, "recognise", fails)
    with pytest.raises(PageError, match="picture of page 1 cannot be recognised"):
        read(held.getvalue())


@pytest.mark.full
def test_a_picture_of_a_drawn_page_is_read() -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    import pypdfium2 as pdfium

    drawn = make_page(4, 2, "lead and two")
    read_back = recognition.recognise(pdfium.PdfDocument(pdf_of([drawn], "by article"))[0])
    text = "".join(sheets_text([read_back.glyphs], [drawn.height])[0].split())
    lines = [one for article in drawn.articles for one in article.lines]
    assert sum(one in text for one in lines) >= 0.85 * len(lines)
    assert read_back.sure > 0.9
