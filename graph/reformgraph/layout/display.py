"""Tells display type from running text by how a run of lines looks and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import has_role, line_names
from reformgraph.layout.line_runs import HAN_SPACE, MARKS, SLACK, WIDE, is_dateline_line, repeated
from reformgraph.layout.line_signs import (
    DOCUMENT,
    FURNITURE,
    LABEL,
    NUMBERED,
    OF_DOCUMENT,
    OPEN_TAIL,
    is_closed,
    is_date_line,
    is_fresh,
    is_middle,
    is_organ,
    is_table_row,
    is_unbalanced,
    last_sign,
)
from reformgraph.layout.lines import FURNITURE_KIND, HEAD, TEXT, Line

_LONGEST_DISPLAY = 60
#: Pages with less text than this are a few sentences: a headline is believed only where the text takes it up.
_TINY_PAGE = 400
_WORDS = re.compile(any_of("display_words") + "|(?:经济|高新)?(?:技术)?(?:产业)?开发?区|产业园区?")
#: The end of a sentence that the line above broke off.
_FRAGMENT = re.compile(r"[^，。；：“”《》（）]{0,8}[。；，]")
_SPEAKER = re.compile(r"[\u4e00-\u9fffQA]{1,4}\s?[：:]")


class State:
    """What the lines before a chunk leave behind: an open sentence, its column width, text or bylines seen.

    `indents` tells that paragraphs of the page are indented, `ended` that a byline closed the last text.
    """

    __slots__ = "ended", "indents", "name_lines", "open", "seen_text", "width"

    def __init__(self, indents: bool) -> None:
        self.indents = indents
        self.open = False
        self.width = 0
        self.seen_text = False
        self.ended = False
        self.name_lines = 0


def boxed_end(lines: Sequence[Line], first: int, last: int, width: int) -> int:
    """End of the headline that a few lines between blank ones are, set into a sentence that a column of `width` breaks.

    It is `first` where they are none. Broken text fills the column, and headlines have no commas.
    """
    end = first
    while end < last and not (end > first and _is_special(lines[end])):
        end += 1
    block = lines[first:end]
    text = "".join(line.text for line in block)
    if len(block) > 4 or len(text) > _LONGEST_DISPLAY:
        return first
    if any(line.level or line.lead or line.width > WIDE for line in block) or any(sign in text for sign in "，。；、"):
        return first
    if _is_special(block[0]) or last_sign(text) in "：:…":
        return first
    subbed = any(line.text[:2] == "——" for line in block[1:])
    return end if subbed or any(abs(line.width - width) > SLACK for line in block) else first


def is_stack(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether three lines or more between blank ones, over the start of a paragraph, are all display type."""
    if not 3 <= last - first <= 16 or last >= len(lines):
        return False
    if not (lines[last].lead > 0 or is_dateline_line(lines[last]) or is_fresh(lines[last].text)):
        return False
    block = lines[first:last]
    return not any(line.level or line.lead or line.width > WIDE or _is_item(line) for line in block)


def _is_item(line: Line) -> bool:
    """Whether a line has marks of sentences, or is a line of a list or masthead."""
    text = line.text
    return any(sign in text for sign in "，。；：") or NUMBERED.match(text) is not None or _is_special(line)


def is_display(lines: Sequence[Line], chunk: int, first: int, end: int, last: int, state: State) -> bool:
    """Whether a run of lines is display type rather than running text."""
    run = lines[first:end]
    text = "".join(line.text for line in run)
    final = run[-1].text
    if is_dateline_line(run[0]) or _is_indented_start(lines, first, end, last, state):
        return False
    if len(text) > _LONGEST_DISPLAY + 20 or len(run) > 4 or "。" in text[:-1] or "；" in text:
        return False
    if text.startswith("附件") or is_table_row(text) or is_table_row(run[0].text):
        return False
    if final.endswith(("——", "--")) and end < len(lines):
        return True
    if final[-1] in "：:，、" and not (len(run) == 1 and end - chunk == 1 and len(text) <= 20 and final[-1] == "，"):
        return False
    closed = is_closed(final)
    if closed:
        return _is_closed_display(lines, first, end, text, state)
    if len(run) == 1 and run[0].width > WIDE and not _is_wide_head(text, lines, end):
        return False
    if first == chunk and state.open and _is_boxed_kicker(lines, first, end, state.width):
        return True
    if state.ended and "，" not in text and is_apart(lines, end, last):
        return True
    if end < last and lines[end].text[:2] == "——" and "，" not in text:
        return True
    if state.open and abs(run[0].width - state.width) <= SLACK:
        return len(run) == 1 and end == last and first == chunk and _is_boxed_head(text, lines, first)
    if len(text) > _LONGEST_DISPLAY or text.count("，") + text.count(",") > len(run) + 1:
        return False
    if end == last or _is_special(lines[end]):
        return _is_display_before_blank(lines, chunk, first, end, text, state)
    return _is_display_before_text(lines, first, end, text, state)


def _is_indented_start(lines: Sequence[Line], first: int, end: int, last: int, state: State) -> bool:
    """Whether a run begins an indented paragraph: the next line is not indented, and both fill one width."""
    line = lines[first]
    if state.indents and line.lead and end - first == 1 and abs(line.lead + line.width - state.width) <= 3:
        return True
    if not line.lead or first + 1 >= len(lines) or lines[first + 1].lead:
        return False
    if first + 1 >= last:
        return "，" in line.text and abs(line.lead + line.width - lines[first + 1].width) <= SLACK
    if state.indents and (end - first > 1 or lines[first + 1].width >= line.width - SLACK):
        return True
    return abs(line.lead + line.width - lines[first + 1].width) <= SLACK


def is_apart(lines: Sequence[Line], end: int, last: int) -> bool:
    """Whether a blank line, a sub-headline, page furniture or the start of a paragraph follows a run."""
    if end == last:
        return True
    following = lines[end]
    return following.lead > 0 or following.text[:2] == "——" or is_dateline_line(following) or _is_special(following)


def _is_special(line: Line) -> bool:
    """Whether a line is part of a masthead, a byline or page furniture."""
    text = line.text
    if len(text) > 90:
        return False
    return is_date_line(text) or FURNITURE.match(text) is not None or (has_role(text) and bool(line_names(text)))


def _is_wide_head(text: str, lines: Sequence[Line], end: int) -> bool:
    """Whether a line wider than columns is a long headline: in parts, without a comma, over a new paragraph."""
    following = lines[end] if end < len(lines) else None
    if len(text) > _LONGEST_DISPLAY or "，" in text:
        return False
    if following is not None and is_dateline_line(following):
        return True
    if not (HAN_SPACE.search(text) or text[0] == "【"):
        return False
    return following is not None and (following.lead > 0 or is_fresh(following.text) or _is_special(following))


def _is_boxed_kicker(lines: Sequence[Line], first: int, end: int, width: int) -> bool:
    """Whether an organisation's name in a broken sentence stands over a narrower headline."""
    if end - first != 1 or not is_organ(lines[first].text) or end + 1 >= len(lines):
        return False
    return lines[end].width <= width - 4


def _is_boxed_head(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a line of a column's width, blank lines around, is a headline set into a broken sentence."""
    if "，" in text or "、" in text or is_unbalanced(text) or OPEN_TAIL.search(text):
        return False
    if HAN_SPACE.search(text) or is_organ(text):
        return True
    near = [line for line in lines[max(0, place - 40) : place + 40] if line is not lines[place]]
    return len(text) >= 8 and repeated(text, near) >= 0.5


def _is_closed_display(lines: Sequence[Line], first: int, end: int, text: str, state: State) -> bool:
    """A question or call is a headline where nothing else can stand: at the top, between blank lines."""
    following = lines[end] if end < len(lines) else None
    if end - first > 2 or len(text) > 36 or last_sign(text) not in "？！?!":
        return False
    if _SPEAKER.match(text):
        return False
    isolated = lines[first].after_blank and following is not None and following.after_blank
    above = lines[first - 1].kind if first else FURNITURE_KIND
    headed = above == HEAD and end - first > 1
    titled = any(line.kind == HEAD for line in lines[max(0, first - 6) : first])
    on_top = not state.seen_text and (headed or (above == FURNITURE_KIND and not titled))
    return isolated and on_top


def _is_display_before_blank(lines: Sequence[Line], chunk: int, first: int, end: int, text: str, state: State) -> bool:
    """A run that ends its chunk: display, unless it is the head of a paragraph broken by a column's end."""
    following = lines[end] if end < len(lines) else None
    if following is None:
        return not OPEN_TAIL.search(text)
    if state.indents and first == chunk and following.lead:
        return not is_unbalanced(text)
    if chunk < first and lines[first - 1].kind == TEXT and abs(lines[first].width - state.width) <= SLACK:
        return False
    if is_unbalanced(text):
        return False
    if HAN_SPACE.search(text):
        return True
    line = lines[first]
    if state.width and state.width <= WIDE and abs(line.width - state.width) <= SLACK:
        if end - first > 1 or "，" in text:
            return False
        below = lines[end + 1] if end + 1 < len(lines) else None
        alone = below is None or below.after_blank
        return alone or is_fresh(following.text) or following.width < line.width - SLACK
    commas = "，" in text
    begins = following.lead > 0 or (following.width > WIDE and is_fresh(following.text))
    if commas and _FRAGMENT.match(following.text) and not begins:
        return False
    return not (commas and is_fresh(text) and following.width > line.width)


def _is_display_before_text(lines: Sequence[Line], first: int, end: int, text: str, state: State) -> bool:
    """A run with text right below it: display, unless the sentence goes on in the next line."""
    following = lines[end]
    if is_dateline_line(following) or following.level or following.text[0] in MARKS:
        return True
    if is_middle(following.text):
        return False
    if following.indented and not lines[first].indented:
        return True
    if is_organ(text) and OF_DOCUMENT.match(following.text):
        return True
    if straddles(text, following.text) or (is_fresh(text) and "，" in text):
        return False
    if len(lines) <= 12 and sum(len(line.text) for line in lines) <= _TINY_PAGE:
        alone = lines[first].after_blank or first == 0
        alone = alone or is_closed(lines[first - 1].text)
        if LABEL.match(text) or DOCUMENT.search(text):
            return True
        longer = len(text) <= 24 and end - first == 1 and following.width > 2 * lines[first].width
        if alone and longer and is_closed(following.text):
            return True
        return repeated(text, lines[end:]) >= 0.6
    return True


def straddles(text: str, below: str) -> bool:
    """Whether a common word of the trade stands half in one line and half in the next."""
    joined = text[-9:] + below[:9]
    at = min(9, len(text))
    return any(found.start() < at < found.end() for found in _WORDS.finditer(joined))
