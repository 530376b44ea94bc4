"""Blocks of a sheet in the order in which they are read: articles side by side, and under one another.

A sheet is cut from top to bottom where a gap runs through it and an article begins on either side, and from left
to right where nothing crosses and the part below begins with a headline; what can be cut no more is one article,
its headline first and its columns from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from reformgraph.reading.printed.glyphs import Block

Region = list[Block]
#: What the line of a paper tells: 2024年5月18日, 星期六, 第3版.
_ISSUE = re.compile(
    r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|星期[一二三四五六日]|第?\s?[A-Z]?\d{1,2}\s?版|责编|责任编辑"
)


def in_order(blocks: Sequence[Block], size: float) -> list[Region]:
    """Blocks by region in reading order; a region is an article, or what stands above all articles.

    `size` is the type size of the running text, the unit of all distances.
    """
    region = list(blocks)
    bands = _bands(region, size)
    above: Region = []
    while len(bands) > 1 and _is_masthead(bands[0]):
        above += bands.pop(0)
    body = _cut([block for band in bands for block in band], size, 0)
    return [sorted(above, key=lambda block: (round(block.box[1] / size), block.box[0])), *body] if above else body


def _is_masthead(band: Region) -> bool:
    """Whether a band at the top of a sheet is the line of the paper: its name, the date, the number of the page."""
    if any(block.column for block in band):
        return False
    return any(_ISSUE.search(line.text) for block in band for line in block.lines)


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
    parts = _projected(region, lambda block: block.edges, 0.5 * size)
    headed = [place for place, part in enumerate(parts) if _begins_article(part, size)]
    if len(headed) < 2:
        return [region]
    starts = [0]
    for number, after in enumerate(headed[1:], 1):
        stop = headed[number + 1] if number + 1 < len(headed) else len(parts)
        starts.append(_where_it_begins(parts, (starts[-1], headed[number - 1], after, stop), size))
    ends = [*starts[1:], len(parts)]
    joined = [[block for part in parts[at:end] for block in part] for at, end in zip(starts, ends, strict=True)]
    across = any(_goes_across(one, other, size) or _goes_across(other, one, size) for one, other in pairwise(joined))
    return [region] if across else joined


def _where_it_begins(parts: Sequence[Region], around: tuple[int, int, int, int], size: float) -> int:
    """First part of an article: parts without a headline before the one with its headline are its own or the last's.

    They are level with the columns of their article, and a headline stands over the middle of its columns. `around`
    are the first part of the article before, the one with that one's headline, the one with the headline of the
    article looked for, and the next one with a headline.
    """
    start, before, after, stop = around

    def cost(at: int) -> float:
        left = [block for part in parts[start:at] for block in part]
        right = [block for part in parts[at:stop] for block in part]
        uneven = sum(abs(_top(part) - _top(parts[before])) > 0.8 * size for part in parts[before:at])
        uneven += sum(abs(_top(part) - _top(parts[after])) > 0.8 * size for part in parts[at : after + 1])
        return uneven * 1000 + _off_middle(left) + _off_middle(right)

    return min(range(before + 1, after + 1), key=lambda at: (cost(at), -at))


def _top(part: Region) -> float:
    return min((block.box[1] for block in part if not block.heading), default=part[0].box[1])


def _off_middle(part: Region) -> float:
    """How far the highest headline stands from the middle of its columns, or from their left edge if that is nearer."""
    head = min((block for block in part if block.heading), key=lambda block: block.box[1], default=None)
    if head is None:
        return 0.0
    left, right = min(block.edges[0] for block in part), max(block.edges[1] for block in part)
    return min(abs((head.box[0] + head.box[2]) - (left + right)) / 2, abs(head.box[0] - left))


def _goes_across(headed: Region, other: Region, size: float) -> bool:
    """Whether columns of one article stand on both sides: level, here under a headline, there under text."""
    heads = [block for block in headed if not block.heading and _is_under_heading(block, headed)]
    for block in other:
        above = None if block.heading else _nearest_above(block, other)
        if above is None or above.heading or block.box[1] - above.box[3] < 1.2 * size:
            continue
        if any(_is_level(one, block, size) for one in heads):
            return True
    return False


def _is_level(one: Block, other: Block, size: float) -> bool:
    """Whether two columns begin on one height; a byline may stand over the first."""
    begins = [line.y0 for line in one.lines[:2]]
    return any(abs(y - other.box[1]) < 0.6 * size for y in begins)


def _is_under_heading(block: Block, region: Region) -> bool:
    above = _nearest_above(block, region)
    return above is not None and above.heading


def _nearest_above(block: Block, region: Region) -> Block | None:
    over = [
        one
        for one in region
        if one is not block and one.box[3] <= block.box[1] + 1 and one.box[0] < block.right and one.box[2] > block.left
    ]
    return max(over, key=lambda one: one.box[3], default=None)


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
        above = [block for band in bands[:at] for block in band]
        if _is_divided(below, size) or _is_divided(above, size):
            return at
    texts = [at for at in places if _heads(bands[at]) and not _heads(bands[at - 1])]
    return texts[0] if texts else 0


def _is_divided(region: Region, size: float) -> bool:
    """Whether articles with text of their own stand side by side."""
    parts = _side_by_side(region, size)
    return len(parts) > 1 and all(any(not block.heading for block in part) for part in parts)


def _heads(band: Region) -> bool:
    return any(block.heading for block in band)


def _article_order(region: Region, size: float) -> Region:
    """Headlines over the columns first, then the columns from left to right, each from top to bottom."""
    bodies = [block for block in region if not block.heading]
    if not bodies:
        return sorted(region, key=lambda block: (block.box[1], block.box[0]))
    columns: list[Region] = []
    over: Region = []
    top = min(block.box[1] for block in bodies)
    for block in sorted(region, key=lambda one: (one.left, one.box[1])):
        if block.heading and (block.box[3] < top + size or _crosses(block, bodies)):
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
