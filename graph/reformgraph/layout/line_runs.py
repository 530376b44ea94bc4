"""Runs of printed lines of one width: the wrapped lines of a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import end_names
from reformgraph.layout.line_signs import DOCUMENT, ENDS, is_closed, is_dateline, is_fresh, is_organ, is_unbalanced
from reformgraph.layout.lines import HEAD, Line

#: Lines wider than this (display cells) are paragraphs of an unwrapped page, or wrapped by a wide column.
WIDE = 84
#: Tolerated difference of widths inside a column, in cells.
SLACK = 5
MARKS = frozenset("■□●◆▲△★☆◎○◇▪▶►※")
_SIGN = re.compile("[。！？”…；]")
_SET_OFF = re.compile("[。！？”’…!?；）)][ \u3000]?[ \u3000（(【[■□]")
HAN_SPACE = re.compile(r"[\u4e00-\u9fff”’」》]{3}[ \u3000]+[“‘「《\u4e00-\u9fff]{3}")
#: What news begins with and sentences seldom go on with.
NEWS = re.compile(
    any_of("news_openings") + r"|\d{1,2}月\d{1,2}日(?:，|" + any_of("hours_of_day") + r")|\d{4}年以来|本[报刊]"
)


def run_end(lines: Sequence[Line], first: int, last: int) -> int:
    """End of the run of one column width that begins at a line: up to a sentence end or a break."""
    index = first
    line = lines[index]
    if _stands_alone(lines, first, last):
        return first + 1
    while index + 1 < last:
        following = lines[index + 1]
        if following.level or line.width > WIDE + 40 or line.text[-1] in ENDS or is_closed(line.text):
            break
        if following.text[:2] == "——" and index - first < 3:
            break
        wrap = len(lines[index - 1].text) if index > first and line.width <= 40 else 0
        tail = lines[index - 1].text + line.text if wrap else line.text
        if ends_with_names(tail, wrap) and not names_go_on(tail, following):
            break
        if line.text[-1] in "：:" and (following.indented or following.width > line.width + SLACK):
            break
        grows = following.width - line.width
        fills = index == first and line.lead and not following.lead and abs(grows - line.lead) <= SLACK
        first_line = fills or (index == first and 0 < grows <= 2 * SLACK and _is_short_first(lines, index, last))
        shrinks = grows < -SLACK and not _may_be_last(line, following)
        if (grows > SLACK or shrinks) and not first_line:
            break
        if following.indented and not line.indented and _begins(lines, first, index):
            break
        if is_dateline_line(following) or following.text[0] in MARKS:
            break
        index += 1
        line = following
    return index + 1


def _may_be_last(line: Line, following: Line) -> bool:
    """Whether a shorter line may be the last of the paragraph of the line before it."""
    if (
        is_closed(following.text)
        or line.text[-1] in "，、"
        or line.text[-1].isdigit()
        or is_unbalanced(line.text[-24:])
    ):
        return True
    return ends_with_names(following.text) or names_go_on(line.text, following)


def ends_with_names(text: str, wrap: int = 0) -> bool:
    """Whether a byline stands behind the last sentence of a line."""
    if text[-1] in "，、。；：" or not _SET_OFF.search(text, max(0, len(text) - 44)):
        return False
    at, names = end_names(text, wrap)
    # A name right behind a full stop may begin the next sentence, unless something sets it off.
    return bool(names) and at < len(text) and (text[at - 1].isspace() or text[at] in " \u3000（(【[■□")


def names_go_on(text: str, following: Line) -> bool:
    """Whether a byline at the end of a text goes on in the next line."""
    if following.width > 40 or following.lead or following.after_blank:
        return False
    if not _SIGN.search(text, max(0, len(text) - 30)):
        return False
    return bool(end_names(text + following.text, len(text))[1])


def _begins(lines: Sequence[Line], first: int, index: int) -> bool:
    """Whether an indented line below one to three lines that are not begins a paragraph, so that they are display."""
    if first == index and is_fresh(lines[index + 1].text):
        return True
    return index + 2 < len(lines) and not lines[index + 2].indented


def _stands_alone(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a line is display type by its own look, though the line below has its width."""
    line = lines[first]
    if first and line.text[:2] in ("——", "--") and lines[first - 1].kind == HEAD:
        return not is_closed(line.text)
    if first + 1 >= last or line.width > WIDE or "，" in line.text or is_closed(line.text):
        return False
    if HAN_SPACE.search(line.text) and not is_fresh(line.text):
        return True
    if DOCUMENT.search(line.text):
        return True
    if not line.after_blank:
        return False
    below = lines[first + 1 : min(first + 9, last)]
    if is_organ(line.text):
        # The first line of a paragraph may be no more than a name: running text of one width follows.
        widths = [item.width for item in below[:3]]
        return not (len(widths) == 3 and max(widths) - min(widths) <= 2 and 0 <= widths[0] - line.width <= SLACK)
    return NEWS.match(below[0].text) is not None or _is_taken_up(line.text, below)


def _is_taken_up(text: str, below: Sequence[Line]) -> bool:
    """Whether the lines below a line take up its words, as the text below a headline does."""
    if not 8 <= len(text) <= 30 or is_fresh(text) or "、" in text or is_unbalanced(text):
        return False
    return repeated(text, below) >= 0.6


def repeated(text: str, others: Sequence[Line]) -> float:
    """Share of a line's pairs of characters that come again in other lines, as those of a headline do in its text."""
    joined = "".join(line.text[:400] for line in others)
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return sum(pair in joined for pair in pairs) / len(pairs) if len(pairs) >= 3 else 0.0


def _is_short_first(lines: Sequence[Line], index: int, last: int) -> bool:
    """Whether a line is the first of its paragraph, short by the indent that was lost."""
    line = lines[index]
    if index + 2 < last and abs(lines[index + 2].width - lines[index + 1].width) > SLACK:
        return False
    if lines[index + 1].width - line.width <= SLACK + 1:
        return True
    return "，" in line.text or "、" in line.text or is_fresh(line.text) or is_unbalanced(line.text)


def is_dateline_line(line: Line) -> bool:
    """`is_dateline` with a cheap look ahead."""
    head = line.text[:44]
    return ("讯" in head or "电" in head or "消息" in head) and is_dateline(line.text)
