"""PDF files: signs with their boxes by PDFium, put into reading order by where they stand on the sheet."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import Any

from reformgraph.errors import MissingExtraError, PageError
from reformgraph.reading.decode import commonness
from reformgraph.reading.formats.content import Content
from reformgraph.reading.printed.glyphs import Glyph
from reformgraph.reading.printed.sheet_text import sheets_text

#: Sheets of one file, and signs of one sheet, that are read.
_SHEETS, _SIGNS = 2000, 200_000
#: Least share of Chinese characters, and among those beyond ASCII of common ones, in a text that is plausible.
_LEAST_CHINESE, _LEAST_COMMON = 0.1, 0.2


def read(data: bytes, where: str) -> Content:
    """Text of all sheets and the title in the file's head.

    Raises
    ------
    PageError
        When the file is damaged or encrypted, has no text layer, or one that is no plausible Chinese.
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
    except pdfium.PdfiumError as fault:
        raise PageError(f"the PDF is damaged: {fault}", where=where, cure="save it again") from None
    finally:
        document.close()
    text = sheets_text([glyphs for glyphs, _ in sheets], [height for _, height in sheets])
    if not text.strip():
        raise PageError(
            "the PDF has no text layer: its pages are pictures", where=where, cure="pip install 'reformgraph[ocr]'"
        )
    _check_plausible(text, where)
    return Content(text, {"title": title} if title else {})


def _check_plausible(text: str, where: str) -> None:
    """Refuse the garbage that fonts without a table of characters give (¼ÎÓã¾­¼Ã for 嘉鱼经济)."""
    signs = [sign for sign in text if not sign.isspace()]
    chinese = sum("\u3400" <= sign <= "\u9fff" for sign in signs)
    if chinese < _LEAST_CHINESE * len(signs) or commonness(text[:50_000]) < _LEAST_COMMON:
        raise PageError(
            "the text layer of the PDF is no plausible Chinese: its fonts do not tell which characters they show",
            where=where,
            cure="print it anew from its source, or pip install 'reformgraph[ocr]'",
        )


def _sheet(page: Any) -> tuple[list[Glyph], float]:
    """Signs of a sheet that stand upright, y running down, and the height of the sheet."""
    import pypdfium2.raw as raw

    _, height = page.get_size()
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
            foot = height - box.bottom
            glyphs.append(Glyph(sign, box.left, foot - size, box.right, foot, size))
    text_page.close()
    page.close()
    return glyphs, height


def _sign(code: int) -> str:
    """A sign of a page by its code; nothing for white space, controls and unassigned codes.

    Radicals that fonts show for whole characters (⼀ for 一) are given as the characters.
    """
    if code < 33 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xFFFE, 0xFFFF, 0x3000, 0xA0, 0xAD):
        return ""
    sign = chr(code)
    return unicodedata.normalize("NFKC", sign) if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF else sign
