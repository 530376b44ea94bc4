"""A page of one article as web sites print it: what each line is to the article, and the article's parts.

Comes in: the lines of a page on which every line is a paragraph. Goes out: title, kicker, bylines and
body of its one article, or None where the page holds several, or is set in columns. Told by structure
first (where the running text begins and ends, what stands over it) and by the words of a site second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformgraph.layout.bodies import Body
from reformgraph.layout.head_scores import Headline
from reformgraph.layout.line_runs import HAN_SPACE
from reformgraph.layout.line_signs import FROM, NUMBERED, is_closed, is_date_line, is_middle, is_organ
from reformgraph.layout.lines import Line
from reformgraph.layout.one_article import is_one_article
from reformgraph.layout.paragraphs import Head, Para, close_para
from reformgraph.layout.run_in_heads import part_run_in
from reformgraph.layout.web_head import WebHead, read_head
from reformgraph.layout.web_lines import (
    Look,
    look_of,
    looks_of,
    mark_lead_ins,
    mark_signatures,
    tail_start,
    with_credits,
)

_LEAST_INDEX = 5
#: Least share of its lines with a blank line above, as those of a list of links.
_APART = 0.6
_LONGEST_SUBHEAD = 44
#: Lines below the text among which the names of its authors may stand.
_SIGNED = 6


@dataclass(frozen=True, slots=True)
class WebArticle:
    """The one article of a page."""

    body: Body
    headline: Headline


def is_index(lines: Sequence[Line]) -> bool:
    """Whether a page holds headlines and menus only, without a text: an index page of a site."""
    apart = sum(line.after_blank for line in lines) >= _APART * len(lines)
    return len(lines) >= _LEAST_INDEX and apart and not any(look_of(line) is Look.PROSE for line in lines)


def read_web_article(lines: Sequence[Line], *, marked: bool = False) -> WebArticle | None:
    """The one article of a page whose lines are paragraphs, or None for any other page.

    `marked` tells that the lines come from markup (HTML).
    """
    lines = part_run_in(lines)
    looks = looks_of(lines)
    mark_signatures(lines, looks)
    end = tail_start(lines, looks)
    mark_lead_ins(lines, looks, end)
    if Look.PROSE not in looks[:end] or not is_one_article(lines, looks, end, marked=marked):
        return None
    lines = with_credits(lines, looks)
    head = read_head(lines, looks, end)
    first = head.body
    body = Body(credits=head.credits)
    last = _last(lines, looks, first, end)
    _fill(body, lines, looks, range(first, last + 1), head)
    # 记者：何山, set apart from the text by lines of the site (来源：…).
    body.bylines += [lines[at] for at in range(last + 1, min(last + _SIGNED, end)) if looks[at] is Look.CREDIT]
    if not body.paras:
        return None
    headline = Headline(0, head.kickers(lines), head.titles(lines), head.opening(lines))
    body.captions[:0] = [(0, lines[place]) for place in head.captions]
    return WebArticle(body, headline)


def _last(lines: Sequence[Line], looks: Sequence[Look], first: int, end: int) -> int:
    """The last line of the body: signatures, dates and what a page breaks off with belong to it."""
    last = max(place for place in range(first, end) if looks[place] is Look.PROSE)
    for place in range(last + 1, end):
        text = lines[place].text
        if looks[place] is Look.FURNITURE:
            return place - 1
        if (
            looks[place] is Look.SHORT
            and place == end - 1
            and is_closed(lines[place - 1].text)
            and HAN_SPACE.search(text)
        ):
            # A headline in two parts below a closed text is that of another story.
            return place - 1
        own = NUMBERED.match(text) or is_organ(text) or is_date_line(text)
        if looks[place] is Look.SHORT and not own and Look.FURNITURE in looks[place + 1 : end]:
            # Short lines between the text and furniture are mostly of the site, but not headings and signatures.
            return place - 1
    return end - 1


def _fill(body: Body, lines: Sequence[Line], looks: Sequence[Look], places: range, head: WebHead) -> None:
    """Give the lines of the body their parts."""
    for place in places:
        line, look = lines[place], looks[place]
        if place in head.taken:
            continue
        if look is Look.FURNITURE:
            continue
        if look is Look.CREDIT:
            body.bylines.append(line)
        elif look is Look.CAPTION:
            body.captions.append((len(body.paras), line))
        elif _is_subhead(lines, looks, place, places.stop):
            body.subheads.append((len(body.paras), Head([line], line.level)))
        else:
            _add_text(body, line)
    for para in body.paras:
        close_para(para, 0)


def _is_subhead(lines: Sequence[Line], looks: Sequence[Look], place: int, stop: int) -> bool:
    """Whether a short line stands over text as sub-headings do."""
    text = lines[place].text
    if looks[place] is not Look.SHORT or len(text) > _LONGEST_SUBHEAD or text[-1] in "。；，、：:|" or is_closed(text):
        return False
    return place + 1 < stop and looks[place + 1] is Look.PROSE


def _add_text(body: Body, line: Line) -> None:
    """Add a line of text: to the paragraph before it where that breaks off inside a sentence."""
    last = body.paras[-1] if body.paras else None
    at_end = not body.subheads or body.subheads[-1][0] < len(body.paras)
    if last is not None and at_end and _goes_on(last.lines[-1].text, line):
        last.lines.append(line)
        return
    para = Para([line])
    mark = FROM.match(line.text) if "接" in line.text[:6] else None
    if mark:
        para.resumed, para.lead = True, mark.end()
    body.paras.append(para)


def _goes_on(before: str, line: Line) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if NUMBERED.match(line.text) or line.level:
        return False
    if before[-1] in "，、（“《":
        return True
    return len(before) >= 24 and not is_closed(before) and before[-1] not in "：:；;" and is_middle(line.text)
