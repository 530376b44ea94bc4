"""OFD files, the Chinese standard of fixed pages: signs with their places, put into reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from reformgraph.errors import PageError
from reformgraph.reading.formats.content import Content
from reformgraph.reading.formats.xml_parts import Package, attribute, local
from reformgraph.reading.printed.glyphs import Glyph, is_wide
from reformgraph.reading.printed.sheet_text import sheets_text
from reformgraph.records import Region

#: Sheets that are read.
_SHEETS = 2000
_A4 = 297.0
#: Points of a millimetre.
_POINTS = 72 / 25.4
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def read(data: bytes, where: str) -> Content:
    """Text of all sheets; `PageError` where the file is damaged or holds no text.

    The day the file was made is not the day of issue, and is not used.
    """
    package = Package(data, where)
    root = next((one for one in package.tree("OFD.xml").iter() if local(one) == "DocRoot"), None)
    if root is None or not root.text:
        raise PageError("the OFD file does not say where its document is", where=where, cure="save it again")
    path = root.text.strip().lstrip("/")
    document = package.tree(path)
    sheets: list[list[Glyph]] = []
    heights: list[float] = []
    area = next((one.text or "" for one in document.iter() if local(one) == "PhysicalBox"), "")
    for page in [one for one in document.iter() if local(one) == "Page"][:_SHEETS]:
        content = normpath(join(dirname(path), attribute(page, "BaseLoc").lstrip("/")))
        tree = package.tree(content)
        box = next((one.text or "" for one in tree.iter() if local(one) == "PhysicalBox"), "") or area
        sheets.append([glyph for one in tree.iter() if local(one) == "TextObject" for glyph in _glyphs(one)])
        heights.append([*_numbers(box), 0.0, 0.0, 0.0, 0.0][3] or _A4)
    text, regions = sheets_text(sheets, heights)
    if not text.strip():
        raise PageError("the OFD file holds no text", where=where, cure="where it holds pictures, save as PDF")
    return Content(text, {}, regions=tuple(map(_in_points, regions)))


def _in_points(region: Region) -> Region:
    """A region given in millimetres."""
    start, end, sheet, *box = region
    left, top, right, bottom = (edge * _POINTS for edge in box)
    return Region(start, end, sheet, left, top, right, bottom)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text[:20_000])]


def _glyphs(thing: Element) -> Iterator[Glyph]:
    """Signs of a text object: places are relative to its box, under its matrix."""
    left, top = [*_numbers(attribute(thing, "Boundary")), 0.0, 0.0][:2]
    size = (_numbers(attribute(thing, "Size")) or [3.5])[0]
    matrix = _numbers(attribute(thing, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    scale = abs(d) or 1.0
    for code in thing:
        if local(code) != "TextCode" or not code.text:
            continue
        x, y = _first(code, "X"), _first(code, "Y")
        steps, drops = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
        for number, sign in enumerate(code.text):
            at_x, at_y = left + a * x + c * y + e, top + b * x + d * y + f
            natural = size * (1.0 if is_wide(sign) else 0.5)
            step = steps[number] if number < len(steps) else 0.0 if drops else natural
            # A sign is believed to fill its step: what it leaves open is no gap between words.
            wide = max(natural, step if step < 2 * size else 0.0) * abs(a or 1.0)
            if not sign.isspace():
                high = size * scale
                yield Glyph(sign, at_x, at_y - 0.85 * high, at_x + wide, at_y + 0.15 * high, high)
            x += step
            y += drops[number] if number < len(drops) else 0.0


def _first(code: Element, name: str) -> float:
    return (_numbers(attribute(code, name)) or [0.0])[0]


def _steps(text: str) -> list[float]:
    """Distances from sign to sign; ``g 11 5`` is eleven times 5.

    >>> _steps("5 g 3 2.5 4")
    [5.0, 2.5, 2.5, 2.5, 4.0]
    """
    found: list[float] = []
    words = iter(text[:200_000].split())
    for word in words:
        if word == "g":
            number, step = next(words, "0"), next(words, "0")
            if number.isdigit() and _NUMBER.fullmatch(step):
                found += [float(step)] * min(int(number), 100_000)
        elif _NUMBER.fullmatch(word):
            found.append(float(word))
    return found
