"""Cells of tables in the text of an article: each a paragraph of its own, so that no two run together."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from reformgraph.language.flow import Flow
from reformgraph.records import Article, Cell, Paragraph, Span

#: A sentence that leads over to a table.
LEAD_IN = re.compile(r"(?:如下|下表|见表|附表)[^。！？]{0,20}[：:。]?$|[：:]$")


def cell_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Paragraphs of an article for a `Flow`, each cell of its tables one of its own: no two cells run together.

    Their role is that of captions: no cell is a heading of what follows.
    """
    if not article.tables:
        return article.paragraphs
    cells: dict[Span, list[Span]] = {}
    for table in article.tables:
        seen: set[Span] = set()
        for line, row in zip(table.lines, table.rows, strict=True):
            own = [cell.span for cell in row if cell.text and cell.span not in seen]
            cells[line] = [span for span in dict.fromkeys(own) if line.start <= span.start < line.end]
            seen.update(own)
    made: list[Paragraph] = []
    for paragraph in article.paragraphs:
        spans = cells.get(paragraph.spans[0]) if len(paragraph.spans) == 1 else None
        made += [paragraph] if spans is None else [Paragraph("caption", (span,)) for span in spans]
    return tuple(made)


class CellPlaces:
    """Flow ranges of the cells of the tables of an article."""

    def __init__(self, flow: Flow, article: Article) -> None:
        starts = {cell.span.start for table in article.tables for row in table.rows for cell in row if cell.text}
        self._ranges = {
            flow.offset(start): (start, end)
            for start, end, role in flow.paragraphs
            if role == "caption" and flow.offset(start) in starts
        }
        self._flat = sorted(self._ranges.values())
        self._starts = [start for start, _ in self._flat]

    def of(self, cell: Cell) -> tuple[int, int]:
        """Flow range of a cell, an empty one of a cell without text."""
        return self._ranges.get(cell.span.start, (0, 0)) if cell.text else (0, 0)

    def holds(self, start: int) -> bool:
        """Whether a flow position stands in a cell."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._flat[at][1]

    @property
    def leads(self) -> list[int]:
        """Flow positions at which tables begin."""
        breaks = [now[0] for before, now in pairwise(self._flat) if now[0] - before[1] > 1]
        return [self._flat[0][0], *breaks] if self._flat else []
