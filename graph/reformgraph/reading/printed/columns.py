"""Signs to lines, lines to the columns they stand in, and columns to blocks of running text and headlines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reformgraph.reading.printed.glyphs import Block, Glyph, PrintLine

#: Gap, in type sizes, at which a line is cut into pieces; pieces of one column are joined again.
_CUT = 0.62
#: Widest gap inside a headline whose signs are spaced out, and narrowest between two headlines side by side.
_SPACED, _APART = 3.2, 1.25
#: How much larger than running text a headline is set.
_LARGER = 1.14
#: Distance of the lines of a column, in type sizes, beyond which another block begins.
_LEADING = 2.3


class Column(NamedTuple):
    """Edges of a column."""

    left: float
    right: float


def body_size(lines: Iterable[PrintLine]) -> float:
    """Type size in which most signs are set, 0 without any."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.glyphs)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def cut_lines(glyphs: Sequence[Glyph]) -> list[PrintLine]:
    """Pieces of lines: signs of one height and size side by side, cut at wide gaps."""
    pieces: list[PrintLine] = []
    for row in _rows(glyphs):
        row.sort(key=lambda glyph: glyph.x0)
        held: list[Glyph] = []
        for glyph in row:
            if held and glyph.x0 - max(one.x1 for one in held[-3:]) > _CUT * max(glyph.size, held[-1].size):
                pieces.append(PrintLine(held))
                held = []
            if held and _drawn_twice(held[-1], glyph):
                continue
            held.append(glyph)
        if held:
            pieces.append(PrintLine(held))
    return pieces


def _drawn_twice(before: Glyph, glyph: Glyph) -> bool:
    """Whether a sign is the one before drawn again, a little aside, to look bold."""
    return before.text == glyph.text and abs(before.x0 - glyph.x0) < 0.2 * glyph.size


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Signs by size and height of their feet, each row from top to bottom of the sheet."""
    by_size: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_size[round(glyph.size)].append(glyph)
    rows: list[list[Glyph]] = []
    for size in sorted(by_size):
        held: list[Glyph] = []
        for glyph in sorted(by_size[size], key=lambda one: (one.y1, one.x0)):
            if held and glyph.y1 - held[0].y1 > 0.4 * glyph.size:
                rows.append(held)
                held = []
            held.append(glyph)
        if held:
            rows.append(held)
    return _joined_sizes(rows)


def _joined_sizes(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of nearly one size on one height as one: digits are often set a little smaller."""
    rows.sort(key=lambda row: row[0].y1)
    joined: list[list[Glyph]] = []
    for row in rows:
        for other in reversed(joined[-6:]):
            ratio = row[0].size / other[0].size
            if abs(row[0].y1 - other[0].y1) < 0.3 * row[0].size and 0.87 < ratio < 1.15:
                other.extend(row)
                break
        else:
            joined.append(row)
    return joined


def find_columns(pieces: Sequence[PrintLine], size: float) -> list[Column]:
    """Columns of running text: edges that three full lines or more share."""
    edges: dict[tuple[int, int], list[PrintLine]] = defaultdict(list)
    step = 0.8 * size
    for piece in pieces:
        if abs(piece.size - size) <= 0.12 * size and piece.x1 - piece.x0 >= 4 * size:
            edges[round(piece.x0 / step), round(piece.x1 / step)].append(piece)
    clusters = sorted(edges.values(), key=len, reverse=True)
    columns: list[Column] = []
    for cluster in clusters:
        left, right = min(one.x0 for one in cluster), max(one.x1 for one in cluster)
        known = next((one for one in columns if _same(one, left, right, size)), None)
        if known is None and len(cluster) >= 3:
            columns.append(Column(left, right))
    # A column that covers others and is no fuller is made of lines that were glued over a narrow gap.
    return sorted(columns)


def _same(column: Column, left: float, right: float, size: float) -> bool:
    return abs(column.left - left) <= 1.1 * size and abs(column.right - right) <= 1.1 * size


def make_blocks(pieces: Sequence[PrintLine], size: float) -> list[Block]:
    """Blocks of a sheet: columns of running text, and headlines."""
    columns = find_columns(pieces, size)
    in_column: defaultdict[Column, list[PrintLine]] = defaultdict(list)
    rest: list[PrintLine] = []
    for piece in pieces:
        column = None if piece.size > _LARGER * size else _column_of(piece, columns, pieces, size)
        (in_column[column] if column else rest).append(piece)
    blocks: list[Block] = []
    lines = {column: _whole_lines(held, size) for column, held in in_column.items()}
    headings = _headlines(rest, columns, size)
    walls = [*headings, *(line for held in lines.values() for line in held)]
    for column, held in lines.items():
        others = [wall for wall in walls if wall not in held]
        blocks += [_block(part, column) for part in _parted(held, others, column)]
    return blocks + _heading_blocks(headings, size)


def _block(lines: list[PrintLine], column: Column) -> Block:
    return Block(lines, False, column.left, column.right, True)


def _column_of(piece: PrintLine, columns: Sequence[Column], pieces: Sequence[PrintLine], size: float) -> Column | None:
    """The narrowest column that holds a piece of running text."""
    slack = 1.2 * size
    holding = [one for one in columns if one.left - slack <= piece.x0 and piece.x1 <= one.right + slack]
    return min(holding, key=lambda one: (one.right - one.left, one.left)) if holding else None


def _whole_lines(pieces: list[PrintLine], size: float) -> list[PrintLine]:
    """Pieces of one column on one height joined, from top to bottom."""
    lines: list[PrintLine] = []
    for piece in sorted(pieces, key=lambda one: (one.y1, one.x0)):
        if lines and abs(lines[-1].y1 - piece.y1) < 0.45 * size:
            lines[-1].glyphs.extend(piece.glyphs)
            lines[-1].measure()
        else:
            lines.append(piece)
    return lines


def _parted(lines: list[PrintLine], walls: Sequence[PrintLine], column: Column) -> list[list[PrintLine]]:
    """Lines of a column cut where they stand far apart or something else is printed between them."""
    parts: list[list[PrintLine]] = []
    for line in lines:
        before = parts[-1][-1] if parts else None
        if before is None or line.y1 - before.y1 > _LEADING * line.size or _between(before, line, walls, column):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _between(above: PrintLine, below: PrintLine, walls: Sequence[PrintLine], column: Column) -> bool:
    return any(
        above.middle < wall.middle < below.middle and wall.x0 < column.right and wall.x1 > column.left for wall in walls
    )


def _headlines(pieces: list[PrintLine], columns: Sequence[Column], size: float) -> list[PrintLine]:
    """Lines that are no running text: their pieces joined, unless a gap between columns lies in between."""
    lines: list[PrintLine] = []
    gutters = _gutters(columns)
    for piece in sorted(pieces, key=lambda one: (round(one.y1), one.x0)):
        before = next((one for one in reversed(lines[-4:]) if _beside(one, piece)), None)
        gap = piece.x0 - before.x1 if before else 0.0
        apart = before is not None and (
            gap > _SPACED * piece.size
            or (gap > _APART * piece.size and any(before.x1 - 2 <= at <= piece.x0 + 2 for at in gutters))
        )
        if before is None or apart:
            lines.append(piece)
        else:
            before.glyphs.extend(piece.glyphs)
            before.measure()
    return lines


def _gutters(columns: Sequence[Column]) -> list[float]:
    """Middles of the gaps between neighbouring columns."""
    found: list[float] = []
    for column in columns:
        right = [one.left for one in columns if one.left > column.right - 1]
        if right:
            found.append((column.right + min(right)) / 2)
    return found


def _beside(line: PrintLine, piece: PrintLine) -> bool:
    ratio = line.size / piece.size
    return abs(line.y1 - piece.y1) < 0.4 * piece.size and 0.85 < ratio < 1.18 and piece.x0 >= line.x1 - piece.size


def _heading_blocks(lines: list[PrintLine], size: float) -> list[Block]:
    """Headlines: lines of one size under one another, as headlines of several lines are set."""
    blocks: list[list[PrintLine]] = []
    for line in sorted(lines, key=lambda one: (one.y1, one.x0)):
        above = next((held for held in reversed(blocks) if _under(held[-1], line)), None)
        if above is not None:
            above.append(line)
        else:
            blocks.append([line])
    return [
        Block(held, held[0].size > _LARGER * size, min(one.x0 for one in held), max(one.x1 for one in held))
        for held in blocks
    ]


def _under(above: PrintLine, below: PrintLine) -> bool:
    return (
        abs(above.size - below.size) <= 0.06 * below.size
        and 0 < below.y1 - above.y1 < 1.75 * below.size
        and min(above.x1, below.x1) - max(above.x0, below.x0) > 0.3 * min(above.x1 - above.x0, below.x1 - below.x0)
    )
