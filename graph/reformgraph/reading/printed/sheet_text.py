"""Sheets of signs to the text of a page: headlines as Markdown, one paragraph a line, running heads left out.

Beside the text goes out where each printed line of it stands, so that a quotation can be found on the paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reformgraph.reading.printed.columns import body_size, cut_lines, make_blocks
from reformgraph.reading.printed.glyphs import Block, Glyph, PrintLine
from reformgraph.reading.printed.reading_order import in_order
from reformgraph.records import Region
from reformgraph.values import Offset

_PAGE_NUMBER = re.compile(
    r"[-—–·•\s第]{0,4}\d{1,4}[-—–·•\s页]{0,4}(?:[/／共]\s?\d{1,4}\s?页?)?|Page \d{1,4}(?: of \d{1,4})?", re.I
)
_CLOSED = "。！？…”；：!?）)」』"
#: Sheets on which a line must come back at its place to be a running head.
_REPEATS = 3
#: Share of the sheet at its top and bottom where running heads and page numbers stand.
_MARGIN = 0.12


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being made: its text, and the printed lines in it with their sheet and where they begin."""

    text: str
    lines: list[tuple[int, int, PrintLine]] = field(default_factory=list)

    def add(self, line: PrintLine, sheet: int, between: str = "") -> None:
        """Put a line behind what there is."""
        self.text += between
        self.lines.append((len(self.text), sheet, line))
        self.text += line.text


def sheets_text(sheets: Sequence[Sequence[Glyph]], heights: Sequence[float]) -> tuple[str, tuple[Region, ...]]:
    """Text of all sheets in order, and the boxes of its lines in the unit of the signs.

    Parameters
    ----------
    sheets
        Signs of each sheet, in any order.
    heights
        Height of each, in the unit of the boxes.
    """
    pieces = [cut_lines(glyphs) for glyphs in sheets]
    heads = _running_heads(pieces, heights)
    paragraphs: list[_Paragraph] = []
    open_end = False
    for number, (lines, height) in enumerate(zip(pieces, heights, strict=True), 1):
        kept = [line for line in lines if not _is_furniture(line, height, heads)]
        open_end = _add_sheet(paragraphs, kept, number, open_end)
    return "\n\n".join(paragraph.text for paragraph in paragraphs), tuple(_regions(paragraphs))


def _regions(paragraphs: Sequence[_Paragraph]) -> Iterator[Region]:
    place = 0
    for paragraph in paragraphs:
        for start, sheet, line in paragraph.lines:
            begin = place + start
            yield Region(Offset(begin), Offset(begin + len(line.text)), sheet, line.x0, line.y0, line.x1, line.y1)
        place += len(paragraph.text) + 2


def _running_heads(pieces: Sequence[Sequence[PrintLine]], heights: Sequence[float]) -> set[str]:
    """Texts, digits left out, that stand at the top or bottom of several sheets."""
    seen: Counter[str] = Counter()
    for lines, height in zip(pieces, heights, strict=True):
        seen.update({_plain(line) for line in lines if _in_margin(line, height)})
    return {text for text, number in seen.items() if number >= max(_REPEATS, len(pieces) // 2)}


def _plain(line: PrintLine) -> str:
    return re.sub(r"[\d\s]+", "", line.text)


def _in_margin(line: PrintLine, height: float) -> bool:
    return line.y1 < _MARGIN * height or line.y0 > (1 - _MARGIN) * height


def _is_furniture(line: PrintLine, height: float, heads: set[str]) -> bool:
    if not _in_margin(line, height):
        return False
    return _plain(line) in heads or _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _add_sheet(paragraphs: list[_Paragraph], lines: Sequence[PrintLine], sheet: int, open_end: bool) -> bool:
    """Add the paragraphs of a sheet; `open_end` and what is returned tell whether the last one goes on."""
    size = body_size([glyph for line in lines for glyph in line.glyphs])
    if not size:
        return open_end
    regions = in_order(make_blocks(lines, size), size)
    for place, region in enumerate(regions):
        masthead = place == 0 and len(regions) > 1 and not any(block.column for block in region)
        largest = max((block.size for block in region if block.heading), default=0.0)
        for block in region:
            if _is_display(block, size):
                level = 0 if masthead else 1 if block.size > 0.92 * largest else 2
                paragraphs.append(_headline(block, level, sheet))
                open_end = False
            else:
                open_end = _add_block(paragraphs, block, sheet, open_end)
        if place + 1 < len(regions) and not _goes_over(regions[place + 1], size):
            open_end = False
    return open_end


def _goes_over(region: Sequence[Block], size: float) -> bool:
    return not _is_display(region[0], size)


def _is_display(block: Block, size: float) -> bool:
    return block.heading


def _headline(block: Block, level: int, sheet: int) -> _Paragraph:
    """A headline as Markdown; kickers and sub-headlines, set smaller than it, are of the second level."""
    made = _Paragraph(f"{'#' * level} " if level else "")
    for number, line in enumerate(block.lines):
        made.add(line, sheet, " " if number else "")
    return made


def _add_block(paragraphs: list[_Paragraph], block: Block, sheet: int, open_end: bool) -> bool:
    """Add the paragraphs of a column; tells whether the last one goes on in the next column."""
    left = _text_edge(block)
    for number, line in enumerate(block.lines):
        before = block.lines[number - 1] if number else None
        indented = line.x0 - left > 0.8 * line.size
        ended = before is not None and _ends_paragraph(before, line, block)
        if paragraphs and not indented and not ended and (before is not None or open_end):
            _append(paragraphs[-1], line, sheet)
        else:
            paragraphs.append(_Paragraph(""))
            paragraphs[-1].add(line, sheet)
    last = block.lines[-1]
    return block.column and block.right - last.x1 < 1.6 * last.size and last.text[-1] not in "。！？"


def _text_edge(block: Block) -> float:
    """Left edge of lines that are not indented."""
    return min(line.x0 for line in block.lines) if len(block.lines) > 1 else block.left


def _ends_paragraph(before: PrintLine, line: PrintLine, block: Block) -> bool:
    """Whether the line before is short, as the last of a paragraph is."""
    return block.right - before.x1 > 1.6 * before.size and (
        before.text[-1] in _CLOSED or block.right - before.x1 > 4 * before.size
    )


def _append(paragraph: _Paragraph, line: PrintLine, sheet: int) -> None:
    """Put a line behind the last paragraph; Latin words are parted by a space."""
    before, after = paragraph.text[-1:], line.text[:1]
    latin = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    paragraph.add(line, sheet, " " if latin else "")
