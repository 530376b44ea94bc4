"""Pages that are pictures: their signs read by RapidOCR, whose models come with its package."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any, NamedTuple

from reformgraph.reading.printed.glyphs import Glyph, is_wide

#: Points of a sheet are drawn so many times larger; small print needs 200 dots an inch.
_SCALE = 2.8
#: Longest side of the picture of a sheet, in dots.
_LONGEST = 6000
#: Lines that are read with less certainty are left out: they are specks and pictures.
_LEAST_SURE = 0.5
#: Part of the height of the box of a line that its signs take.
_FILLED = 0.86


class Recognised(NamedTuple):
    """Signs of a sheet, and how sure their reading is (0 to 1), each line weighed by its signs."""

    glyphs: list[Glyph]
    sure: float


def available() -> bool:
    """Whether RapidOCR is installed."""
    try:
        import rapidocr_onnxruntime  # noqa: F401
    except ImportError:
        return False
    return True


@lru_cache(maxsize=1)
def engine() -> Any:
    """The reader, made once a process: that takes a second."""
    from rapidocr_onnxruntime import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR()


def recognise(page: Any) -> Recognised:
    """Signs of a sheet of pypdfium2 by its picture; boxes in points from the upper left corner."""
    width, height = page.get_size()
    scale = min(_SCALE, _LONGEST / max(width, height, 1.0))
    picture = page.render(scale=scale).to_numpy()
    lines, _ = engine()(picture)
    glyphs: list[Glyph] = []
    sure = 0.0
    for corners, text, certainty in lines or []:
        if float(certainty) >= _LEAST_SURE:
            read = _signs(corners, text, scale)
            glyphs += read
            sure += float(certainty) * len(read)
    return Recognised(glyphs, sure / len(glyphs) if glyphs else 0.0)


def _signs(corners: list[list[float]], text: str, scale: float) -> list[Glyph]:
    """Signs of a line spread over its box, Latin ones taking half the width of Chinese ones."""
    left, right = min(x for x, _ in corners) / scale, max(x for x, _ in corners) / scale
    top, bottom = min(y for _, y in corners) / scale, max(y for _, y in corners) / scale
    widths = [1.0 if is_wide(sign) else 0.5 for sign in text]
    step = (right - left) / (sum(widths) or 1.0)
    # The box is drawn a little wide around the line; the step tells the size better than its height.
    size = min(step, (bottom - top) * _FILLED) if len(text) > 3 else (bottom - top) * _FILLED
    foot = (top + bottom) / 2 + size / 2
    glyphs: list[Glyph] = []
    x = left
    for sign, wide in zip(text, widths, strict=True):
        if not sign.isspace():
            glyphs.append(Glyph(sign, x, foot - size, x + wide * step, foot, round(size, 1)))
        x += wide * step
    return glyphs
