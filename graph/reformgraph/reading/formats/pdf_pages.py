"""PDF files: signs with their boxes by PDFium, put into reading order by where they stand on the sheet."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import Any

from reformgraph.errors import MissingExtraError, PageError
from reformgraph.language.decode import commonness
from reformgraph.reading.formats import recognition
from reformgraph.reading.formats.content import Content
from reformgraph.reading.printed.glyphs import Glyph
from reformgraph.reading.printed.sheet_text import sheets_text
from reformgraph.records import Region

#: Sheets of one file, and signs of one sheet, that are read; sheets that are recognised, seconds each.
_SHEETS, _SIGNS, _PICTURES = 2000, 200_000, 200
#: Left, bottom, right, top.
_Box = tuple[float, float, float, float]
#: Least share of Chinese characters, and among those beyond ASCII of common ones, in a text that is plausible.
_LEAST_CHINESE, _LEAST_COMMON = 0.1, 0.2


def read(data: bytes, where: str) -> Content:
    """Text of all sheets and the title in the file's head.

    Where the sheets are pictures, or their text layer is no plausible Chinese, and RapidOCR is installed, the text is
    recognised; ``recognised`` in the metadata tells how sure that is.

    Raises
    ------
    PageError
        When the file is damaged or encrypted, or its text can neither be read nor recognised.
    MissingExtraError
        When pypdfium2 is not installed.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError:
        raise MissingExtraError("pypdfium2", "pdf") from None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        if "assword" in str(fault):
            raise PageError("the PDF is encrypted", where=where, cure="save it without a password") from None
        raise PageError(f"the PDF is damaged: {fault}", where=where, cure="save it again") from None
    try:
        sheets = [_sheet(document[number]) for number in range(min(len(document), _SHEETS))]
        title = document.get_metadata_value("Title")
        text, regions = sheets_text([glyphs for glyphs, _ in sheets], [height for _, height in sheets])
        told = {"title": title} if title else {}
        if wrong := _fault(text):
            if not recognition.available():
                raise PageError(wrong, where=where, cure="pip install 'reformgraph[ocr]'")
            text, regions, told["recognised"] = _recognised(document, where)
    except pdfium.PdfiumError as fault:
        raise PageError(f"the PDF is damaged: {fault}", where=where, cure="save it again") from None
    finally:
        document.close()
    if not text.strip():
        raise PageError("no text was recognised on the pages of the PDF", where=where, cure="scan them anew, larger")
    return Content(text, told, regions=regions)


def _fault(text: str) -> str:
    """What is wrong with the text layer, or an empty text.

    Fonts without a table of characters give garbage: ¼ÎÓã¾­¼Ã for 嘉鱼经济.
    """
    signs = [sign for sign in text if not sign.isspace()]
    if not signs:
        return "the PDF has no text layer: its pages are pictures"
    chinese = sum("\u3400" <= sign <= "\u9fff" for sign in signs)
    if chinese < _LEAST_CHINESE * len(signs) or commonness(text[:50_000]) < _LEAST_COMMON:
        return "the text layer of the PDF is no plausible Chinese: its fonts do not tell which characters they show"
    return ""


def _recognised(document: Any, where: str) -> tuple[str, tuple[Region, ...], str]:
    """Text of the pictures of the sheets, where its lines stand, and how sure its reading is."""
    sheets: list[list[Glyph]] = []
    heights: list[float] = []
    sure = 0.0
    for number in range(min(len(document), _PICTURES)):
        page = document[number]
        try:
            read = recognition.recognise(page)
        except Exception as fault:  # what the models and the picture library raise on odd pictures is not listed
            what = f"the picture of page {number + 1} cannot be recognised: {type(fault).__name__}"
            raise PageError(what, where=where, cure="scan it anew") from None
        heights.append(page.get_size()[1])
        sheets.append(read.glyphs)
        sure += read.sure * len(read.glyphs)
        page.close()
    return *sheets_text(sheets, heights), f"{sure / (sum(map(len, sheets)) or 1):.3f}"


def _sheet(page: Any) -> tuple[list[Glyph], float]:
    """Signs of a sheet as it is shown, from its upper left corner, y running down, and its height.

    The corner of what is shown need not be the origin: sheets are cropped for the web, or lie on their side.
    """
    import pypdfium2.raw as raw

    shown, turn = page.get_cropbox(), page.get_rotation()
    height = shown[2] - shown[0] if turn in (90, 270) else shown[3] - shown[1]
    text_page = page.get_textpage()
    handle = text_page.raw
    glyphs: list[Glyph] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(min(text_page.count_chars(), _SIGNS)):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(handle, index)
        sign = _sign(code)
        if not sign or not raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box)):
            continue
        size = raw.FPDFText_GetFontSize(handle, index)
        if raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
        if size <= 0.5:
            size = box.top - box.bottom
        if size > 0.5:
            left, right, foot = _upright((box.left, box.bottom, box.right, box.top), shown, turn)
            glyphs.append(Glyph(sign, left, foot - size, right, foot, size))
    text_page.close()
    page.close()
    return glyphs, height


def _upright(box: _Box, shown: _Box, turn: int) -> tuple[float, float, float]:
    """Left and right edge and foot of a box on the sheet as it is shown, turned by so many degrees clockwise."""
    left, bottom, right, top = box
    if turn == 90:
        return bottom - shown[1], top - shown[1], right - shown[0]
    if turn == 180:
        return shown[2] - right, shown[2] - left, top - shown[1]
    if turn == 270:
        return shown[3] - top, shown[3] - bottom, shown[2] - left
    return left - shown[0], right - shown[0], shown[3] - bottom


def _sign(code: int) -> str:
    """A sign of a page by its code; nothing for white space, controls and unassigned codes.

    Radicals that fonts show for whole characters (⼀ for 一) are given as the characters.
    """
    if code < 33 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xFFFE, 0xFFFF, 0x3000, 0xA0, 0xAD):
        return ""
    sign = chr(code)
    return unicodedata.normalize("NFKC", sign) if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF else sign
