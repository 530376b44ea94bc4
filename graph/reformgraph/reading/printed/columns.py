"""Signs to lines, cut where rivers run, and lines under one another to blocks: columns and headlines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reformgraph.reading.printed.glyphs import Block, Glyph, PrintLine
from reformgraph.reading.printed.rivers import River, find_rivers

#: Widest gap inside a line, in type sizes; headlines may be spaced out.
_WIDEST, _SPACED = 2.4, 3.4
#: How much larger than running text a headline is set.
_LARGER = 1.14
#: Widest indent of a paragraph, in type sizes.
_INDENT = 2.6


class _Setting(NamedTuple):
    """How lines of a block are set: distance of their feet in type sizes, and how much their sizes differ."""

    leading: float
    sizes: float


_BODY, _HEAD = _Setting(2.3, 0.2), _Setting(1.8, 0.06)


def body_size(glyphs: Iterable[Glyph]) -> float:
    """Type size in which most signs are set, 0 without any."""
    sizes: Counter[float] = Counter(round(glyph.size * 2) / 2 for glyph in glyphs)
    if not sizes:
        return 0.0
    most = max(sizes, key=lambda size: (sizes[size], -size))
    # Digits and Latin letters of one fount have a box of their own: the median of those near tells the size.
    near = sorted(glyph.size for glyph in glyphs if abs(glyph.size - most) <= 0.12 * most)
    return near[len(near) // 2] if near else most


def cut_lines(glyphs: Sequence[Glyph]) -> list[PrintLine]:
    """Lines of a sheet, cut where rivers run and at gaps that are wider than any inside a line."""
    size = body_size(glyphs)
    rows = _rows(glyphs)
    rivers = find_rivers(rows, size) if size else []
    pieces: list[PrintLine] = []
    for number, row in enumerate(rows):
        beside = [river for river in rivers if river.first <= number <= river.last]
        held: list[Glyph] = []
        end = 0.0
        for glyph in row:
            if held and _drawn_twice(held[-1], glyph):
                continue
            if held and _parts(end, glyph, beside, size):
                pieces.append(PrintLine(held))
                held, end = [], 0.0
            held.append(glyph)
            end = max(end, glyph.x1)
        if held:
            pieces.append(PrintLine(held))
    return pieces


def _parts(end: float, glyph: Glyph, rivers: Sequence[River], size: float) -> bool:
    """Whether a line is cut before a sign, the signs before it ending at `end`."""
    gap = glyph.x0 - end
    if gap > (_SPACED if glyph.size > _LARGER * size else _WIDEST) * glyph.size:
        return True
    return gap > 0 and any(end - 0.1 <= (river.left + river.right) / 2 <= glyph.x0 + 0.1 for river in rivers)


def _drawn_twice(before: Glyph, glyph: Glyph) -> bool:
    """Whether a sign is the one before drawn again, a little aside, to look bold."""
    return before.text == glyph.text and abs(before.x0 - glyph.x0) < 0.2 * glyph.size


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Signs of one height and nearly one size, from left to right; rows from top to bottom of the sheet."""
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
    joined = _joined_sizes(rows)
    for row in joined:
        row.sort(key=lambda one: (one.x0, one.x1))
    return joined


def _joined_sizes(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of nearly one size on one height as one: digits are often set a little smaller."""
    rows.sort(key=lambda row: row[0].y1)
    joined: list[list[Glyph]] = []
    for row in rows:
        for other in reversed(joined[-6:]):
            ratio = row[0].size / other[0].size
            if abs(row[0].y1 - other[0].y1) < 0.3 * row[0].size and 0.8 < ratio < 1.25:
                other.extend(row)
                break
        else:
            joined.append(row)
    return joined


def make_blocks(lines: Sequence[PrintLine], size: float) -> list[Block]:
    """Blocks of a sheet: columns of running text, and headlines, which are set larger than `size`."""
    large = [line for line in lines if line.size > _LARGER * size]
    small = [line for line in lines if line.size <= _LARGER * size]
    blocks = [_block(held, False) for held in _chains(small, large, _BODY)]
    return blocks + [_block(held, True) for held in _chains(large, small, _HEAD)]


def _block(lines: list[PrintLine], heading: bool) -> Block:
    return Block(lines, heading, min(one.x0 for one in lines), max(one.x1 for one in lines), len(lines) > 1)


def _chains(lines: Sequence[PrintLine], walls: Sequence[PrintLine], setting: _Setting) -> list[list[PrintLine]]:
    """Lines that follow one another downwards, each the only one right under the one above."""
    ordered = sorted(lines, key=lambda one: (one.y1, one.x0))
    under = {id(line): _next_below(line, ordered, place, setting) for place, line in enumerate(ordered)}
    above: Counter[int] = Counter(id(one) for found in under.values() for one in found)
    chains: list[list[PrintLine]] = []
    begun: set[int] = set()
    for line in ordered:
        if id(line) in begun:
            continue
        chain = [line]
        begun.add(id(line))
        while True:
            found = under[id(chain[-1])]
            if len(found) != 1 or above[id(found[0])] != 1 or _between(chain[-1], found[0], walls):
                break
            chain.append(found[0])
            begun.add(id(found[0]))
        chains.append(chain)
    return chains


def _next_below(line: PrintLine, ordered: Sequence[PrintLine], place: int, setting: _Setting) -> list[PrintLine]:
    """The lines next below a line that stand under it."""
    found: list[PrintLine] = []
    for other in ordered[place + 1 :]:
        if other.y1 - line.y1 > setting.leading * max(line.size, other.size):
            break
        if other.y1 - line.y1 < 0.5 * line.size or abs(other.size - line.size) > setting.sizes * line.size:
            continue
        if found and other.y1 - found[0].y1 > 0.5 * line.size:
            break
        overlap = min(line.x1, other.x1) - max(line.x0, other.x0)
        # The short last line of a paragraph and the indented first line of the next may stand side by side.
        flush = abs(line.x0 - other.x0) <= _INDENT * line.size
        if flush or overlap > 0.5 * min(line.size, other.x1 - other.x0, line.x1 - line.x0):
            found.append(other)
    return found


def _between(above: PrintLine, below: PrintLine, walls: Sequence[PrintLine]) -> bool:
    left, right = max(above.x0, below.x0), min(above.x1, below.x1)
    return any(above.middle < wall.middle < below.middle and wall.x0 < right and wall.x1 > left for wall in walls)
