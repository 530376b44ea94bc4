"""Tells what each printed line is: running text, headline, byline, caption or page furniture.

Hard-wrapped columns are known by runs of lines of one width that do not end a sentence. Whatever is
short, ends no sentence and does not fit such a run is display type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reformgraph.layout.bylines import bracket_names, end_names, has_role, labelled_names, line_names, names_of
from reformgraph.layout.contents import mark_contents
from reformgraph.layout.likeness import zones_of
from reformgraph.layout.lines import BYLINE, CAPTION, FURNITURE_KIND, HEAD, TEXT, Line
from reformgraph.layout.runs import HAN_SPACE, MARKS, SLACK, WIDE, is_dateline_line, run_end
from reformgraph.layout.signs import (
    DIGEST,
    FROM,
    FURNITURE,
    JUMP,
    LABEL,
    NUMBERED,
    OPEN_TAIL,
    PHOTO,
    RUBRIC,
    is_caption,
    is_closed,
    is_date_line,
    is_fresh,
    is_middle,
    is_organ,
    is_table_row,
    is_unbalanced,
    last_sign,
)

_LONGEST_HEAD = 64
_LONGEST_DISPLAY = 60
_MOST_CAPTIONS = 100
#: Pages with less text than this are a few sentences: a headline is believed only where the text takes it up.
_TINY_PAGE = 400
_WORDS = re.compile(
    "(?:经济|高新)?(?:技术)?(?:产业)?开发?区|经开区|高新区|示范区|产业园区?|园区|新区|综合保税区|自贸试验区|管理委员会|管委会|委员会|办公室"
    "|有限责任公司|有限公司|股份|集团|营商环境|标准地|承诺制|全代办|行政审批|政务服务|高质量发展|改革|企业|项目|服务|机制|工作人员|负责人|发展改革委"
)
_SPEAKER = re.compile(r"[\u4e00-\u9fffQA]{1,4}\s?[：:]")
_SECTION_NUMBER = re.compile(r"(?:PART\s?\.?)?0[1-9]$", re.I)
_UP_TO_SIGN = re.compile(r".*[。！？…”；]", re.S)
_ELLIPSIS = re.compile(r"[.…。·\s]{2,12}$")


def mark_kinds(lines: Sequence[Line]) -> None:
    """Set `Line.kind` (and the names of bylines) of every line."""
    joined = _double_spaced(lines)
    state = _State()
    for first, last in _chunks(lines, joined):
        _mark_chunk(lines, first, last, state)
    mark_contents(lines)
    _mark_signatures(lines)
    _mark_rubrics(lines)
    _mark_photo_news(lines)
    _mark_lone_captions(lines)
    _mark_tables(lines)
    _mark_section_numbers(lines)


def _mark_signatures(lines: Sequence[Line]) -> None:
    """An organisation over a date, below the text, signs a notice: both are text."""
    seen = False
    for line, following in pairwise(lines):
        if (
            seen
            and line.kind in (HEAD, TEXT)
            and is_organ(line.text)
            and is_date_line(following.text)
            and not line.level
        ):
            line.kind = following.kind = TEXT
        seen = seen or line.kind == TEXT


def _mark_rubrics(lines: Sequence[Line]) -> None:
    """Names of papers over the first headline, and of columns of short items, are page furniture."""
    on_top = True
    for place, line in enumerate(lines[:12]):
        if line.kind == HEAD and any(line.text == other.text for other in lines[place + 1 : place + 7]):
            line.kind = FURNITURE_KIND
    for line, following in pairwise(lines):
        short = len(line.text) <= 20 and not line.level and line.kind in (HEAD, TEXT)
        rubric = short and on_top and following.kind in (HEAD, TEXT, FURNITURE_KIND) and RUBRIC.match(line.text)
        if rubric or (short and DIGEST.match(line.text)):
            line.kind = FURNITURE_KIND
        on_top = on_top and line.kind == FURNITURE_KIND


def _mark_photo_news(lines: Sequence[Line]) -> None:
    """Photo news is an article of its own, its caption the text."""
    for place, line in enumerate(lines):
        if len(line.text) > 8 or not PHOTO.match(line.text):
            continue
        below = place + 1
        while below < len(lines) and lines[below].kind == CAPTION:
            line.kind, lines[below].kind = HEAD, TEXT
            below += 1


def _mark_lone_captions(lines: Sequence[Line]) -> None:
    """A caption below all text of a story, of a zone that the page names nowhere else, is an article of its own."""
    last = len(lines) - 1
    judged = 0
    whole = ""
    for place, line in enumerate(lines):
        if line.kind != CAPTION or (place and lines[place - 1].kind == CAPTION):
            continue
        end = place
        while end <= last and lines[end].kind == CAPTION:
            end += 1
        block = "".join(item.text for item in lines[place:end])
        below = next((item for item in lines[end:] if item.kind != FURNITURE_KIND), None)
        if len(block) < 24 or (below is not None and below.kind != HEAD):
            continue
        zones = zones_of(block)
        judged += bool(zones)
        if judged > _MOST_CAPTIONS:
            return
        whole = whole or "".join(item.text for item in lines)
        if zones and all(whole.count(name) == block.count(name) for name in zones):
            line.alone = True
            for item in lines[place:end]:
                item.kind = TEXT


def _mark_tables(lines: Sequence[Line]) -> None:
    """Title and column names of a table go with its rows."""
    for place, line in enumerate(lines):
        if line.kind != TEXT or line.width > WIDE or not is_table_row(line.text):
            continue
        above = place
        while above and above > place - 3 and not lines[above].after_blank and lines[above - 1].kind == HEAD:
            above -= 1
            lines[above].kind = TEXT


def _mark_section_numbers(lines: Sequence[Line]) -> None:
    """Numbers printed alone over the sections of a text (01, 02 ...) are no page numbers."""
    alone = [place for place, line in enumerate(lines) if _SECTION_NUMBER.match(line.text)]
    if [lines[place].text[-1] for place in alone[:2]] != ["1", "2"]:
        return
    for place in alone:
        if lines[place].kind == FURNITURE_KIND and place + 1 < len(lines) and lines[place + 1].kind in (HEAD, TEXT):
            lines[place].kind = HEAD


class _State:
    """What the lines before a chunk leave behind: an open sentence, its column width, text or bylines seen."""

    __slots__ = ("after_byline", "name_lines", "open", "seen_text", "width")

    def __init__(self) -> None:
        self.open = False
        self.width = 0
        self.seen_text = False
        self.after_byline = False
        self.name_lines = 0


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
        if joined and abs(before.width - joined) <= SLACK and not is_closed(before.text) and not before.level:
            continue
        yield start, index
        start = index
    if lines:
        yield start, len(lines)


def _mark_chunk(lines: Sequence[Line], first: int, last: int, state: _State) -> None:
    index = first
    while index < last:
        line = lines[index]
        if line.level:
            _mark_heading(line, state)
            index += 1
            continue
        end = _without_special(lines, index, run_end(lines, index, last))
        if end - index <= 3 and _mark_special(lines, index, last, state):
            index += 1
            continue
        if _is_display(lines, first, index, end, last, state):
            for place in range(index, end):
                lines[place].kind = HEAD
            state.after_byline = False
        else:
            _mark_text(lines, index, end, state)
        index = end


def _without_special(lines: Sequence[Line], first: int, end: int) -> int:
    """End of a short run of display lines, before a byline or masthead printed right below them."""
    if end - first > 5:
        return end
    for place in range(first + 1, end):
        text = lines[place].text
        if len(text) <= 90 and (is_date_line(text) or (has_role(text) and line_names(text))):
            return place
    return end


def _mark_text(lines: Sequence[Line], first: int, end: int, state: _State) -> None:
    for place in range(first, end):
        lines[place].kind = TEXT
    line = lines[end - 1]
    following = lines[end] if end < len(lines) else None
    state.open = (
        not is_closed(line.text)
        and line.text[-1] not in "：:"
        and not (line.width <= WIDE and is_table_row(line.text))
        and not ends_article(_tail(lines, first, end), following)
    )
    if end - first > 1 or line.width > WIDE or state.open:
        state.width = lines[first + 1].width if end - first > 2 else max(item.width for item in lines[first:end])
    state.seen_text = True
    state.after_byline = False


def _tail(lines: Sequence[Line], first: int, end: int) -> str:
    """The last two lines of a run without the wrap."""
    return "".join(line.text for line in lines[max(first, end - 2) : end])


def ends_article(text: str, following: Line | None) -> bool:
    """Whether a byline or jump mark at the end of a text ends the body, though no sentence end does.

    `text` is the last line or two of a paragraph without the wrap, `following` the next line.
    """
    tail = text[-40:]
    ended = _UP_TO_SIGN.match(tail)
    rest = tail[ended.end() :].strip() if ended else ""
    if len(rest) < 2 or "，" in rest or "的" in rest:
        return False
    if "转" in rest and JUMP.search(tail):
        return True
    at, names = end_names(text)
    if not names:
        return False
    # A name right behind a full stop may begin the next sentence, unless something sets it off.
    set_off = text[at - 1].isspace() or text[at].isspace() or text[at] in "（(【[■□"
    if set_off or following is None or following.level:
        return True
    return following.after_blank and is_fresh(following.text)


def _mark_heading(line: Line, state: _State) -> None:
    if line.level == 7 and FURNITURE.match(line.text):
        line.kind = FURNITURE_KIND
    elif len(line.text) > (90 if line.level < 7 else 50) or (line.level == 7 and last_sign(line.text) in "。；;，："):
        line.kind, line.level = TEXT, 0
        state.open = not is_closed(line.text)
        state.seen_text = True
    elif is_date_line(line.text):
        line.kind = FURNITURE_KIND
    else:
        line.kind = HEAD


def _mark_special(lines: Sequence[Line], index: int, last: int, state: _State) -> bool:
    """Mark a byline, caption or piece of furniture; False if the line is none of these."""
    line = lines[index]
    text = line.text
    if len(text) > 120 or _ELLIPSIS.match(text):
        return False
    if is_caption(text):
        _mark_caption(lines, index, last)
        return True
    if len(text) > _LONGEST_HEAD * 1.5:
        return False
    if (
        FURNITURE.match(text)
        or is_date_line(text)
        or (len(text) <= 24 and (JUMP.fullmatch(text) or FROM.fullmatch(text)))
    ):
        names = labelled_names(text)
        line.kind, line.names = (BYLINE, names) if names else (FURNITURE_KIND, ())
        return True
    return _mark_byline(lines, index, last, state)


def _mark_byline(lines: Sequence[Line], index: int, last: int, state: _State) -> bool:
    line = lines[index]
    names = line_names(line.text)
    if not names and state.seen_text and not state.open and len(line.text) <= 20:
        names = bracket_names(line.text)
    if not names and len(line.text) <= 4 and state.seen_text and not state.open:
        alone = line.after_blank and (index + 1 == len(lines) or lines[index + 1].after_blank)
        names = names_of(line.text, strict=False) if alone else ()
        # A rare surname is believed only where a byline must stand: after a closed body, before a new start.
        following = lines[index + 1] if index + 1 < len(lines) else None
        if names and following is not None and is_closed(following.text) and not is_dateline_line(following):
            names = names if state.name_lines else ()
    if names and state.open and not has_role(line.text) and (line.width > 12 or not line.after_blank):
        return False
    if not names:
        return False
    state.name_lines += 1
    line.kind, line.names = BYLINE, names
    state.open = state.open and not state.seen_text
    state.after_byline = True
    return True


def _mark_caption(lines: Sequence[Line], index: int, last: int) -> None:
    """A caption runs to its credit or sentence end, five lines at most."""
    for place in range(index, min(index + 5, last)):
        lines[place].kind = CAPTION
        if is_closed(lines[place].text) or lines[place].text[-1] in "摄影图）)":
            following = lines[place + 1] if place + 1 < last else None
            if not (following and len(following.text) <= 24 and is_caption(following.text)):
                return
        if place + 1 < last and lines[place + 1].width > lines[place].width + SLACK:
            return


def _is_display(lines: Sequence[Line], chunk: int, first: int, end: int, last: int, state: _State) -> bool:
    """Whether a run of lines is display type rather than running text."""
    run = lines[first:end]
    text = "".join(line.text for line in run)
    final = run[-1].text
    if is_dateline_line(run[0]):
        return False
    if (
        len(text) > _LONGEST_DISPLAY + 20
        or len(run) > 4
        or "。" in text[:-1]
        or "；" in text
        or text[0] in "，。、；：）”"
    ):
        return False
    if text.startswith("附件") or is_table_row(text):
        return False
    if final.endswith(("——", "--")) and len(text) <= _LONGEST_DISPLAY and end < len(lines):
        return True
    if final[-1] in "：:" and len(run) == 1 and is_organ(text) and not state.open and end < len(lines):
        return lines[end].width <= 48 and not is_closed(lines[end].text)
    if final[-1] in "：:，、" and not (len(run) == 1 and end - chunk == 1 and len(text) <= 20 and final[-1] == "，"):
        return False
    closed = is_closed(final)
    if closed:
        return _is_closed_display(lines, first, end, text, state)
    if len(run) == 1 and run[0].width > WIDE:
        return False
    if first == chunk and state.open and _is_boxed_kicker(lines, first, end, state.width):
        return True
    if state.open and abs(run[0].width - state.width) <= SLACK and not NUMBERED.match(text):
        return len(run) == 1 and end == last and first == chunk and _is_boxed_head(text, lines, first)
    if len(text) > _LONGEST_DISPLAY or text.count("，") + text.count(",") > len(run) + 1:
        return False
    if end == last:
        return _is_display_before_blank(lines, chunk, first, end, text, state)
    return _is_display_before_text(lines, first, end, text, state)


def _is_boxed_kicker(lines: Sequence[Line], first: int, end: int, width: int) -> bool:
    """Whether an organisation's name in a broken sentence stands over a narrower headline and a new paragraph."""
    if end - first != 1 or not is_organ(lines[first].text) or end + 1 >= len(lines):
        return False
    headline, below = lines[end], lines[end + 1]
    narrow = headline.width <= width - 4 and not is_closed(headline.text) and not headline.after_blank
    return narrow and (below.indented or is_dateline_line(below)) and not headline.indented


def _is_boxed_head(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a line of a column's width, blank lines around, is a headline set into a broken sentence."""
    if "，" in text or "、" in text or is_unbalanced(text) or OPEN_TAIL.search(text):
        return False
    if HAN_SPACE.search(text) or is_organ(text):
        return True
    near = "".join(line.text for line in lines[max(0, place - 40) : place + 40] if line is not lines[place])
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return len(pairs) >= 8 and sum(pair in near for pair in pairs) >= 0.6 * len(pairs)


def _is_closed_display(lines: Sequence[Line], first: int, end: int, text: str, state: _State) -> bool:
    """A question or call is a headline where nothing else can stand: at the top, after a byline, over a dateline."""
    if end - first > 2 or len(text) > 36 or last_sign(text) not in "？！?!" or text[0] in "“「" or _SPEAKER.match(text):
        return False
    following = lines[end] if end < len(lines) else None
    if following is None or (end - first > 1 and not is_dateline_line(following) and not has_role(following.text)):
        return False
    if is_dateline_line(following):
        return True
    isolated = lines[first].after_blank and (following.after_blank or following.width > WIDE)
    above = lines[first - 1].kind if first else FURNITURE_KIND
    headed = above == HEAD and (end - first > 1 or has_role(following.text))
    titled = any(line.kind == HEAD for line in lines[max(0, first - 6) : first])
    on_top = not state.seen_text and (headed or (above == FURNITURE_KIND and not titled))
    return isolated and (on_top or (state.seen_text and state.after_byline))


def _is_display_before_blank(lines: Sequence[Line], chunk: int, first: int, end: int, text: str, state: _State) -> bool:
    """A run that ends its chunk: display, unless it is the head of a paragraph broken by a column's end."""
    following = lines[end] if end < len(lines) else None
    if following is None:
        return not (is_unbalanced(text) or OPEN_TAIL.search(text))
    if chunk < first and lines[first - 1].kind == TEXT and abs(lines[first].width - state.width) <= SLACK:
        return is_fresh(following.text) and not is_fresh(text) and "，" not in text
    if is_unbalanced(text) and not is_dateline_line(following):
        return False
    if HAN_SPACE.search(text):
        return True
    line = lines[first]
    if state.width and state.width <= WIDE and abs(line.width - state.width) <= SLACK:
        if end - first > 1 or "，" in text or "、" in text:
            return False
        below = lines[end + 1] if end + 1 < len(lines) else None
        alone = not is_closed(following.text) and (below is None or below.after_blank)
        return alone or is_fresh(following.text) or bool(following.level) or following.width < line.width - SLACK
    commas = "，" in text or "," in text
    return not (commas and is_fresh(text) and following.width > line.width and not is_fresh(following.text))


def _is_display_before_text(lines: Sequence[Line], first: int, end: int, text: str, state: _State) -> bool:
    """A run with text right below it: display, unless the sentence goes on in the next line."""
    following = lines[end]
    if is_dateline_line(following) or following.level or following.text[0] in MARKS:
        return True
    if is_unbalanced(text) or OPEN_TAIL.search(text) or is_middle(following.text):
        return False
    if following.indented and not lines[first].indented:
        return True
    if _straddles(text, following.text) or (is_fresh(text) and ("，" in text or "," in text)):
        return False
    if len(lines) <= 12 and sum(len(line.text) for line in lines) <= _TINY_PAGE:
        alone = lines[first].after_blank or first == 0 or lines[first - 1].kind == FURNITURE_KIND
        alone = alone or is_closed(lines[first - 1].text)
        if LABEL.match(text):
            return True
        longer = len(text) <= 24 and end - first == 1 and following.width > 2 * lines[first].width
        if alone and longer and is_closed(following.text) and not OPEN_TAIL.search(text):
            return True
        return _repeated(text, lines, end) >= 0.6
    return True


def _straddles(text: str, below: str) -> bool:
    """Whether a common word of the trade stands half in one line and half in the next."""
    joined = text[-9:] + below[:9]
    at = min(9, len(text))
    return any(found.start() < at < found.end() for found in _WORDS.finditer(joined))


def _repeated(text: str, lines: Sequence[Line], end: int) -> float:
    """Share of a line's character pairs that the text below takes up, as it does those of a headline."""
    below = "".join(line.text for line in lines[end:])
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return sum(pair in below for pair in pairs) / len(pairs) if len(pairs) >= 3 else 0.0
