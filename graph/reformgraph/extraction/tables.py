"""Tables of an article to claims and figures: who the row is about, what the heads name, and the cells.

A zone-by-zone table has a column of zones and columns of figures; a reform is named in a head, in the caption or in
the headline. A task list or a list of measures has a column whose cells name reforms. The row is the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.table_cells import LEAD_IN, CellPlaces, cell_paragraphs
from reformgraph.extraction.table_heads import head_rows
from reformgraph.extraction.table_rows import Around, TableReader
from reformgraph.language.flow import Flow
from reformgraph.records import Article, Claim, Figure, Mention, Span
from reformgraph.values import Position

__all__ = ["Around", "CellPlaces", "cell_paragraphs", "in_running_text", "read_tables", "with_rows"]


def read_tables(article: Article, around: Around, places: CellPlaces) -> tuple[list[Claim], list[Figure]]:
    """Claims and figures of the tables of an article, in the order of their rows."""
    claims: list[Claim] = []
    figures: list[Figure] = []
    for table in article.tables:
        if heads := head_rows(table):
            told, rest = TableReader(article, table, heads, around, places).read()
            claims += told
            figures += rest
    return claims, figures


def in_running_text(named: Sequence[Named], flow: Flow, places: CellPlaces, article: Article) -> list[Named]:
    """Reforms named outside of tables; a sentence that leads over to one (各区情况如下：) claims nothing itself."""
    leads = places.leads
    if not leads:
        return list(named)
    captions = [span for table in article.tables for span in table.caption]
    kept: list[Named] = []
    for one in named:
        start, end = flow.sentence_at(one.start)
        leads_over = any(0 <= lead - end <= 60 for lead in leads) and LEAD_IN.search(flow.text, start, end)
        at = flow.offset(Position(one.start))
        over = leads_over or any(span.start <= at < span.end for span in captions)
        if not places.holds(one.start) and not over:
            kept.append(one)
    return kept


def with_rows(told: Sequence[Claim], rows: Sequence[Claim], article: Article) -> tuple[Claim, ...]:
    """Claims of the running text and of rows: where both tell the same, the one with figures, the text's before.

    A headline that only names what the rows tell (全市开发区推行标准地情况) claims nothing itself.
    """
    titles = [span for paragraph in article.paragraphs if paragraph.role == "title" for span in paragraph.spans]
    in_rows = {claim.reform for claim in rows}
    kept = [claim for claim in told if claim.reform not in in_rows or not _all_within(claim.mentions, titles)]
    found = {(claim.reform, claim.actor): claim for claim in kept}
    for claim in rows:
        held = found.get((claim.reform, claim.actor))
        if held is None or (claim.figures and not held.figures and held.status == claim.status):
            found[claim.reform, claim.actor] = claim
    return tuple(sorted(found.values(), key=lambda claim: (claim.mentions[0].span, claim.reform, claim.actor or "")))


def _all_within(mentions: Sequence[Mention], spans: Sequence[Span]) -> bool:
    return all(any(span.start <= one.span.start < span.end for span in spans) for one in mentions)
