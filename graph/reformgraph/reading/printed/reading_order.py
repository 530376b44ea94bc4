"""Blocks of a sheet in the order in which they are read: articles side by side, and under one another.

A sheet is cut from top to bottom where a gap runs through it and an article begins on either side, and from left
to right where nothing crosses and the part below begins with a headline; what can be cut no more is one article,
its headline first and its columns from left to right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reformgraph.reading.printed.glyphs import Block

Region = list[Block]


def in_order(blocks: Sequence[Block], size: float) -> list[Region]:
    """Blocks by region in reading order; a region is an article, or what stands above all articles.

    `size` is the type size of the running text, the unit of all distances.
    """
    return _cut(list(blocks), size, 0)


def _cut(region: Region, size: float, depth: int) -> list[Region]:
    if len(region) < 2 or depth > 40:
        return [region] if region else []
    if len(parts := _side_by_side(region, size)) > 1:
        return [one for part in parts for one in _cut(part, size, depth + 1)]
    bands = _bands(region, size)
    if len(bands) > 1:
        at = _where_to_cut(bands, size)
        if at:
            upper = [block for band in bands[:at] for block in band]
            lower = [block for band in bands[at:] for block in band]
            return [*_cut(upper, size, depth + 1), *_cut(lower, size, depth + 1)]
    return [_article_order(region, size)]


def _side_by_side(region: Region, size: float) -> list[Region]:
    """Parts left and right of gaps that run through a region, each of which begins an article of its own."""
    parts = _projected(region, lambda block: (block.box[0], block.box[2]), 0.4 * size)
    if len(parts) < 2:
        return [region]
    joined: list[Region] = []
    for part in parts:
        if joined and not _begins_article(part, size):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _begins_article(part: Region, size: float) -> bool:
    """Whether the highest block of a part is a headline; text that is level with it may stand beside it."""
    top = min(block.box[1] for block in part)
    return any(block.heading and block.box[1] - top < 1.2 * size for block in part)


def _bands(region: Region, size: float) -> list[Region]:
    """Blocks between gaps that run from left to right, from top to bottom."""
    return _projected(region, lambda block: (block.box[1], block.box[3]), -0.35 * size)


def _projected(region: Region, edges: Callable[[Block], tuple[float, float]], least: float) -> list[Region]:
    """Blocks whose ranges overlap, or are nearer than `least`, together; in the order of their ranges."""
    parts: list[Region] = []
    end = 0.0
    for block in sorted(region, key=edges):
        low, high = edges(block)
        if parts and low - end < least:
            parts[-1].append(block)
            end = max(end, high)
        else:
            parts.append([block])
            end = max(end, high) if parts[:-1] else high
    return parts


def _where_to_cut(bands: list[Region], size: float) -> int:
    """Number of bands above the best cut, 0 for none.

    A cut is above a headline, never under one. Best is the highest below which, or above which, articles
    stand side by side; else the highest one that parts running text from a headline under it.
    """
    places = [at for at in range(1, len(bands)) if _heads(bands[at]) or not _heads(bands[at - 1])]
    for at in places:
        below = [block for band in bands[at:] for block in band]
        if len(_side_by_side(below, size)) > 1 and len(below) > 1:
            return at
        above = [block for band in bands[:at] for block in band]
        if at > 1 and len(_side_by_side(above, size)) > 1:
            return at
    texts = [at for at in places if _heads(bands[at]) and not _heads(bands[at - 1])]
    return texts[0] if texts else 0


def _heads(band: Region) -> bool:
    return any(block.heading for block in band)


def _article_order(region: Region, size: float) -> Region:
    """Headlines over the columns first, then the columns from left to right, each from top to bottom."""
    bodies = [block for block in region if not block.heading]
    if not bodies:
        return sorted(region, key=lambda block: (block.box[1], block.box[0]))
    columns: list[Region] = []
    over: Region = []
    for block in sorted(region, key=lambda one: (one.left, one.box[1])):
        if block.heading and _crosses(block, bodies):
            over.append(block)
            continue
        held = next((one for one in columns if abs(_left(one) - block.left) < 3 * size or _inside(block, one)), None)
        if held is None:
            columns.append([block])
        else:
            held.append(block)
    columns.sort(key=_left)
    over.sort(key=lambda block: (block.box[1], block.box[0]))
    return [*over, *(block for column in columns for block in sorted(column, key=lambda one: one.box[1]))]


def _left(column: Region) -> float:
    return min((block.left for block in column if not block.heading), default=column[0].left)


def _inside(block: Block, column: Region) -> bool:
    return any(other.left - 1 <= block.box[0] and block.box[2] <= other.right + 1 for other in column)


def _crosses(block: Block, bodies: Sequence[Block]) -> bool:
    """Whether a headline reaches over more than one column."""
    under = [one for one in bodies if one.left < block.box[2] and one.right > block.box[0]]
    return len({round(one.left) for one in under}) > 1
