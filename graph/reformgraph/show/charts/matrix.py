"""Matrix of zones and reforms: colour and shape by status, the year in the cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.chart_data import Adoption, adoptions, called, label
from reformgraph.show.charts.drawing import SOFT, STATUS_COLOURS, WHITE, Drawing, Words, cut_both
from reformgraph.views.status_words import STATUS_WORDS

#: Title of a matrix of no thing in particular.
ZONES_AND_REFORMS = ("开发区与改革", "Zones and reforms")
_CELL_W, _CELL_H = 44.0, 24.0
#: Width of the names of rows and height of the heads of columns (26 letters below the legend), which stay in sight
#: where a page scrolls.
HEAD_WIDE, HEAD_HIGH = 210.0, 240.0
_LEFT, _TOP = HEAD_WIDE, HEAD_HIGH
#: Characters of a line of a head in English, and lines of it.
_WRAP, _LINES = 26, 3
SORTS = ("count", "name", "date")


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows (actors), columns (reforms) and the adoption in each filled cell."""

    actors: tuple[str, ...]
    reforms: tuple[str, ...]
    cells: dict[tuple[str, str], Adoption]
    left_out: tuple[int, int] = (0, 0)


def matrix_of(
    graph: Any, category: str = "", province: str = "", rows: int = 40, columns: int = 24, sort: str = "count"
) -> Matrix:
    """The most active actors and most adopted reforms, filtered by category and province.

    `sort` orders both: ``count`` (most adopted first), ``name`` or ``date`` (first known first).

    Raises
    ------
    UsageError
        When nothing passes the filters, or `sort` is unknown.
    """
    if sort not in SORTS:
        raise UsageError(f"the matrix cannot be sorted by “{sort}”", cure=f"use {', '.join(SORTS)}")
    found = [
        row
        for row in adoptions(graph)
        if (not category or graph.nodes[row.reform].get("category") == category)
        and (not province or graph.nodes[row.actor].get("province") == province)
    ]
    if not found:
        raise UsageError("no zone and reform pass these filters", cure="drop --category or --province")
    actors, reforms = _ranked(graph, found, "actor", sort), _ranked(graph, found, "reform", sort)
    kept_reforms = _busiest(reforms, found, "reform", columns)
    # A row without a mark tells nothing: rows are those with most marks in the columns that are shown.
    shown = [row for row in found if row.reform in kept_reforms]
    acting = {row.actor for row in shown}
    kept_actors = _busiest([one for one in actors if one in acting], shown, "actor", rows)
    marked = {row.reform for row in shown if row.actor in kept_actors}
    kept_reforms = tuple(one for one in kept_reforms if one in marked)
    cells = {(row.actor, row.reform): row for row in found}
    return Matrix(kept_actors, kept_reforms, cells, (len(actors) - len(kept_actors), len(reforms) - len(kept_reforms)))


def _counts(found: Sequence[Adoption], field: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in found:
        key = getattr(row, field)
        counts[key] = counts.get(key, 0) + (3 if row.status == "adopted" else 1)
    return counts


def _ranked(graph: Any, found: Sequence[Adoption], field: str, sort: str) -> list[str]:
    counts = _counts(found, field)
    first: dict[str, str] = {}
    for row in found:
        key = getattr(row, field)
        first[key] = min(first.get(key, "~"), row.known or "~")
    if sort == "name":
        return sorted(counts, key=lambda key: (label(graph, key), key))
    if sort == "date":
        return sorted(counts, key=lambda key: (first[key], -counts[key], key))
    return sorted(counts, key=lambda key: (-counts[key], key))


def _busiest(ranked: Sequence[str], found: Sequence[Adoption], field: str, most: int) -> tuple[str, ...]:
    counts = _counts(found, field)
    kept = set(sorted(ranked, key=lambda key: (-counts[key], key))[:most])
    return tuple(key for key in ranked if key in kept)


def adoption_matrix(
    graph: Any, matrix: Matrix, title: str = "", language: str = "zh", link: Callable[[str], str] | None = None
) -> Drawing:
    """The matrix as a drawing; reform names stand upright above their columns."""
    title = title or ZONES_AND_REFORMS[language != "zh"]
    drawing = Drawing(
        _LEFT + _CELL_W * len(matrix.reforms) + 30, _TOP + _CELL_H * len(matrix.actors) + 50, title, language
    )
    drawing.width = max(drawing.width, 560.0)
    drawing.heading(16)
    _legend(drawing, matrix)
    for column, reform in enumerate(matrix.reforms):
        _upright(drawing, _LEFT + _CELL_W * (column + 0.5), called(graph, reform), link(reform) if link else "")
        x = _LEFT + _CELL_W * column
        drawing.line(x, _TOP, x, _TOP + _CELL_H * len(matrix.actors))
    for row, actor in enumerate(matrix.actors):
        y = _TOP + _CELL_H * row
        both = called(graph, actor)
        name = drawing.words(both)
        drawing.line(16, y, _LEFT + _CELL_W * len(matrix.reforms), y)
        drawing.text(
            _LEFT - 8,
            y + 16,
            cut_both(both, 12, _LEFT - 24),
            size=12,
            anchor="end",
            tip=name,
            link=link(actor) if link else "",
        )
        for column, reform in enumerate(matrix.reforms):
            if adoption := matrix.cells.get((actor, reform)):
                status = drawing.words(STATUS_WORDS.get(adoption.status, ("", "")))
                tip = f"{name} · {drawing.words(called(graph, reform))} · {status} {drawing.words(adoption.words)}"
                _cell(drawing, _LEFT + _CELL_W * column, y, adoption, tip)
    if any(matrix.left_out):
        note = (
            f"另有 {matrix.left_out[0]} 个主体、{matrix.left_out[1]} 项改革未画出。",
            f"{matrix.left_out[0]} actors and {matrix.left_out[1]} reforms are left out.",
        )
        drawing.text(16, drawing.height - 14, note, size=11, fill=SOFT)
    return drawing


def _legend(drawing: Drawing, matrix: Matrix) -> None:
    x = 16.0
    present = {cell.status for cell in matrix.cells.values()}
    for status in (name for name in STATUS_WORDS if name in present):
        _box(drawing, x, 40, 20, 14, status)
        drawing.text(x + 26, 52, STATUS_WORDS[status], size=12, fill=SOFT)
        x += 100


def _upright(drawing: Drawing, x: float, names: Words, link: str) -> None:
    """A column head: Chinese one character below the other, English turned, in up to three lines."""
    _chinese_head(drawing, x, names, link)
    lines = wrap(names[1], _WRAP, max_lines=_LINES, placeholder="…")
    for number, line in enumerate(lines):
        left = x + 4 + 13 * (number - (len(lines) - 1) / 2)
        drawing.text(left, _TOP - 6, ("", line), size=11, turn=True, tip=names[1], link=link)


def _chinese_head(drawing: Drawing, x: float, names: Words, link: str) -> None:
    """In as many columns as the name needs, two at most."""
    signs = list(names[0])
    per, size = 10, 11.0
    columns = [signs[:per], signs[per : 2 * per]] if len(signs) > per else [signs]
    if len(signs) > 2 * per:
        columns[1][-1] = "…"
    for number, column in enumerate(columns):
        left = x + (number - (len(columns) - 1) / 2) * -14 * (-1 if len(columns) > 1 else 1)
        top = _TOP - 8 - 12 * (len(columns[0]) - 1)
        for place, sign in enumerate(column):
            drawing.text(
                left,
                top + 12 * place,
                (sign, ""),
                size=size,
                anchor="middle",
                tip=names[drawing.language == "en"],
                link=link,
            )


def _box(drawing: Drawing, x: float, y: float, w: float, h: float, status: str, tip: str = "", day: str = "") -> None:
    colour = STATUS_COLOURS.get(status, SOFT)
    if status == "adopted":
        drawing.rect(x, y, w, h, fill=colour, tip=tip, day=day)
    else:
        dash = {"planned": (5.0, 3.0), "required": (2.0, 2.0), "referenced": (1.0, 4.0)}.get(status, ())
        drawing.rect(x, y, w, h, fill=WHITE, stroke=colour, width=1.6, dash=dash, tip=tip, day=day)
        if status == "withdrawn":
            drawing.line(x, y + h, x + w, y, stroke=colour, width=1.6)


def _cell(drawing: Drawing, x: float, y: float, adoption: Adoption, tip: str) -> None:
    _box(drawing, x + 3, y + 3, _CELL_W - 6, _CELL_H - 6, adoption.status, tip, adoption.known)
    year = adoption.known[:4] or "?"
    text = f"≤{year}" if adoption.known and not adoption.earliest else year
    fill = WHITE if adoption.status == "adopted" else STATUS_COLOURS.get(adoption.status, SOFT)
    drawing.text(x + _CELL_W / 2, y + 16, text, size=11, anchor="middle", fill=fill)
