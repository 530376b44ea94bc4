"""Tells what each printed line is: running text, headline, byline, caption or page furniture.

Hard-wrapped columns are known by runs of lines of one width that do not end a sentence. Whatever is
short, ends no sentence and does not fit such a run is display type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reformgraph.layout.bylines import bracket_names, end_names, has_role, labelled_names, line_names, names_of
from reformgraph.layout.contents import mark_contents
from reformgraph.layout.display import State, boxed_end, is_apart, is_display, is_stack
from reformgraph.layout.line_context import mark_by_context
from reformgraph.layout.line_runs import SLACK, WIDE, ends_with_names, run_end
from reformgraph.layout.line_signs import (
    FURNITURE,
    JUMP,
    is_caption,
    is_closed,
    is_date_line,
    is_fresh,
    is_table_row,
    is_unbalanced,
    last_sign,
)
from reformgraph.layout.lines import BYLINE, CAPTION, FURNITURE_KIND, HEAD, TEXT, Line, set_kind

_LONGEST_HEAD = 64
_UP_TO_SIGN = re.compile(r".*[。！？…”；]", re.S)
_ELLIPSIS = re.compile(r"[.…。·\s]{2,12}$")


def mark_kinds(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines with their kinds (and the names of bylines), and whether paragraphs are indented."""
    joined = _double_spaced(lines)
    indents = _is_indented(lines)
    state = State(indents)
    marked = list(lines)
    for first, last in _chunks(lines, joined):
        _mark_chunk(marked, first, last, state)
    return mark_by_context(mark_contents(marked)), indents


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of a page begin with white space, and other lines do not."""
    if not any(line.lead for line in lines):
        return False
    begun = kept = indented = going = 0
    for line, following in pairwise(lines):
        if is_closed(line.text):
            begun += 1
            indented += following.lead > 0
        elif not following.after_blank:
            kept += 1
            # Headlines stand over indented lines; where all lines are indented, so are those that go on.
            going += following.lead > 0 < line.lead
    return begun >= 3 and indented >= 0.35 * begun and going <= 0.2 * kept


def _double_spaced(lines: Sequence[Line]) -> int:
    """Column width of a page in which a blank line stands after every printed line; 0 for other pages."""
    if len(lines) < 8 or sum(line.after_blank for line in lines) < 0.8 * len(lines):
        return 0
    widths = sorted(line.width for line in lines if line.width <= WIDE and not is_closed(line.text))
    if len(widths) < 0.4 * len(lines) or len(widths) < 6:
        return 0
    middle = widths[len(widths) * 2 // 3]
    near = sum(abs(width - middle) <= SLACK for width in widths)
    return middle if near >= 0.6 * len(widths) and near >= 6 else 0


def _chunks(lines: Sequence[Line], joined: int) -> Iterator[tuple[int, int]]:
    """Ranges of lines without a blank line between; `joined` is the width of a double-spaced column."""
    start = 0
    for index in range(1, len(lines)):
        if not lines[index].after_blank:
            continue
        before = lines[index - 1]
        if joined and abs(before.width - joined) <= SLACK and not is_closed(before.text):
            continue
        yield start, index
        start = index
    if lines:
        yield start, len(lines)


def _mark_chunk(lines: list[Line], first: int, last: int, state: State) -> None:
    index = first
    if lines[first].also:  # a table, which is running text to what stands around it
        _mark_text(lines, first, first + 1, state)
        index = first = first + 1
        if index == last:
            return
    if last - first <= 5 and _is_credited(lines, first, last):
        set_kind(lines, range(first, last), CAPTION)
        return
    if not state.open and is_stack(lines, first, last):
        set_kind(lines, range(first, last), HEAD)
        return
    if state.open:
        index = boxed_end(lines, first, last, state.width)
        set_kind(lines, range(first, index), HEAD)
    while index < last:
        if lines[index].level:
            lines[index] = _as_heading(lines[index], state)
            index += 1
            continue
        end = _without_special(lines, index, run_end(lines, index, last))
        if end < last and not state.open:
            end = _balanced(lines, index, end, last)
        if end - index <= 3 and _mark_special(lines, index, last, state):
            kind = lines[index].kind
            index += 1
            while index < last and kind in (BYLINE, CAPTION) and lines[index].kind == kind:
                index += 1
            continue
        if is_display(lines, first, index, end, last, state):
            set_kind(lines, range(index, end), HEAD)
        else:
            _mark_text(lines, index, end, state)
        index = end


def _is_credited(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a few lines between blank ones are a caption that ends with the credit of a photo."""
    if last - first < 2 or lines[last - 1].text[-1] not in "摄）)影" or any(line.level for line in lines[first:last]):
        return False
    text = "".join(line.text for line in lines[first:last])
    return len(text) <= 120 and is_caption(text) and not FURNITURE.match(lines[first].text)


def _without_special(lines: Sequence[Line], first: int, end: int) -> int:
    """End of a short run of display lines, before a byline or masthead printed right below them."""
    if end - first > 5:
        return end
    bare = True
    for place in range(first + 1, end):
        text = lines[place].text
        bare = bare and "，" not in lines[place - 1].text
        if len(text) <= 90 and (is_date_line(text) or (has_role(text) and line_names(text))):
            return place
        if bare and FURNITURE.match(text):
            return place
    return end


def _balanced(lines: Sequence[Line], first: int, end: int, last: int) -> int:
    """End of a short run with the lines that complete a word, bracket or quotation it breaks, as headlines do."""
    text = "".join(line.text for line in lines[first:end])
    if len(text) > 40 or is_closed(text) or "，" in text:
        return end
    if not is_unbalanced(text):
        following = lines[end]
        torn = end - first == 1 and text[-1] in "：:"
        short = len(following.text) <= 30 and "，" not in following.text and not is_closed(following.text)
        return end + 1 if torn and short and not following.lead and is_apart(lines, end + 1, last) else end
    for place in range(end, min(end + 3, last)):
        line = lines[place]
        text += line.text
        if not is_unbalanced(text):
            return place + 1
    return end


def _mark_text(lines: list[Line], first: int, end: int, state: State) -> None:
    set_kind(lines, range(first, end), TEXT)
    line = lines[end - 1]
    wrap = len(lines[end - 2].text) if end - first > 1 else 0
    tail = lines[end - 2].text + line.text if wrap else line.text
    following = lines[end] if end < len(lines) else None
    state.open = (
        not is_closed(line.text)
        and line.text[-1] not in "：:"
        and not (line.width <= WIDE and is_table_row(line.text))
        and not ends_article(tail, following, wrap)
    )
    if end - first > 1 or line.width > WIDE or state.open:
        width = lines[first + 1].width if end - first > 2 else max(item.lead + item.width for item in lines[first:end])
        # A line alone may be the short first or last one of a column.
        state.width = max(width, state.width) if end - first == 1 and not line.after_blank else width
    state.seen_text = True
    state.ended = ends_with_names(tail, wrap)


def ends_article(text: str, following: Line | None, wrap: int = 0) -> bool:
    """Whether a byline or jump mark at the end of a text ends the body, though no sentence end does.

    `text` is the last line or two of a paragraph without the wrap that stood at `wrap`, `following` the next line.
    """
    tail = text[-40:]
    ended = _UP_TO_SIGN.match(tail)
    rest = tail[ended.end() :].strip() if ended else ""
    if len(rest) < 2 or "，" in rest or "的" in rest:
        return False
    if "转" in rest and JUMP.search(tail):
        return True
    at, names = end_names(text, wrap)
    if not names:
        return False
    # A name right behind a full stop may begin the next sentence, unless something sets it off.
    set_off = text[at - 1].isspace() or text[at].isspace() or text[at] in "（(【[■□"
    if set_off or following is None:
        return True
    return following.after_blank and is_fresh(following.text)


def _as_heading(line: Line, state: State) -> Line:
    """A line that markup makes a heading, as what it is: a headline, furniture, or text that is all bold."""
    if line.level == 7 and FURNITURE.match(line.text):
        return replace(line, kind=FURNITURE_KIND)
    if len(line.text) > (90 if line.level < 7 else 50) or (line.level == 7 and last_sign(line.text) in "。；;，："):
        state.open = not is_closed(line.text)
        state.seen_text = True
        return replace(line, kind=TEXT, level=0)
    return replace(line, kind=FURNITURE_KIND if is_date_line(line.text) else HEAD)


def _mark_special(lines: list[Line], index: int, last: int, state: State) -> bool:
    """Mark a byline, caption or piece of furniture; False if the line is none of these."""
    text = lines[index].text
    if len(text) > 120 or _ELLIPSIS.match(text):
        return False
    if is_caption(text):
        _mark_caption(lines, index, last)
        return True
    if len(text) > _LONGEST_HEAD * 1.5:
        return False
    if FURNITURE.match(text) or is_date_line(text) or (len(text) <= 24 and JUMP.fullmatch(text)):
        names = labelled_names(text)
        lines[index] = replace(lines[index], kind=BYLINE if names else FURNITURE_KIND, names=names)
        return True
    return _mark_byline(lines, index, last, state)


def _mark_byline(lines: list[Line], index: int, last: int, state: State) -> bool:
    line = lines[index]
    names = line_names(line.text)
    if not names and line.text[0] in "（(" and index + 1 < last and is_unbalanced(line.text):
        names = line_names(line.text + " " + lines[index + 1].text) or line_names(line.text + lines[index + 1].text)
        if names:
            set_kind(lines, (index + 1,), BYLINE)
    if not names and state.seen_text and not state.open and len(line.text) <= 20:
        names = bracket_names(line.text)
    if not names and len(line.text) <= 4 and state.seen_text and not state.open:
        alone = line.after_blank and (index + 1 == len(lines) or lines[index + 1].after_blank)
        names = names_of(line.text, strict=False) if alone else ()
        # A rare surname is believed only where a byline must stand: after a closed body, before a new start.
        following = lines[index + 1] if index + 1 < len(lines) else None
        if names and following is not None and is_closed(following.text):
            names = names if state.name_lines else ()
    if not names:
        return False
    state.name_lines += 1
    lines[index] = replace(line, kind=BYLINE, names=names)
    state.open = state.open and not state.seen_text
    state.ended = state.ended or (index > 0 and lines[index - 1].kind in (TEXT, CAPTION))
    return True


def _mark_caption(lines: list[Line], index: int, last: int) -> None:
    """A caption runs to its credit or sentence end, five lines at most."""
    for place in range(index, min(index + 5, last)):
        set_kind(lines, (place,), CAPTION)
        if is_closed(lines[place].text) or lines[place].text[-1] in "摄影图）)":
            following = lines[place + 1] if place + 1 < last else None
            if not (following and is_caption(following.text)):
                return
