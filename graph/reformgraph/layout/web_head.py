"""The head of a web article: which of the lines over its text are headline, kicker and credits.

Comes in: lines with their looks. Goes out: their places. The headline is the line over the text that
the text takes up most; the site's name, sections and menus are not taken up, or are made of a site's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import dated_names, labelled_names
from reformgraph.layout.head_choice import choose_head
from reformgraph.layout.head_features import HeadLines
from reformgraph.layout.head_rules import (
    NUMBER_ALONE,
    SAMPLE,
    SPEAKER,
    UNFINISHED,
    bare,
    bare_title,
    original,
    scores_by_rules,
    title_by_rules,
)
from reformgraph.layout.line_signs import (
    FROM,
    LABEL,
    NUMBERED,
    OF_DOCUMENT,
    is_closed,
    is_organ,
)
from reformgraph.layout.lines import Line
from reformgraph.layout.paragraphs import Head
from reformgraph.layout.web_lines import Look

#: A label behind a name without a space: 贺峻责编：凌伍.
_JOINED = re.compile(rf"(?:{any_of('site_labels')})\s*[:：]")
#: So many short lines in a row over the text are clauses of it; fewer may be keywords of the site.
_CLAUSES = 3
_LEAD_IN = re.compile(r".{4,}(?:：|:)$")


@dataclass(frozen=True, slots=True)
class WebHead:
    """Places (line indices) of the parts of a head; `body` is the first line of the text."""

    body: int
    title: tuple[int, ...] = ()
    kicker: tuple[int, ...] = ()
    bylines: tuple[int, ...] = ()
    captions: tuple[int, ...] = ()
    credits: tuple[str, ...] = ()

    @property
    def taken(self) -> frozenset[int]:
        """Places that are no part of the body."""
        return frozenset((*self.title, *self.kicker, *self.bylines, *self.captions))

    def titles(self, lines: Sequence[Line]) -> list[Head]:
        """The headline's lines, without what labels it and without the site's name behind it."""
        return [Head([bare_title(lines[place])], lines[place].level) for place in self.title]

    def kickers(self, lines: Sequence[Line]) -> list[Head]:
        """The kicker's lines."""
        return [Head([lines[place]], lines[place].level) for place in self.kicker]

    def opening(self, lines: Sequence[Line]) -> list[Line]:
        """Lines that name the authors."""
        return [lines[place] for place in self.bylines]


def head_lines(lines: Sequence[Line], looks: Sequence[Look], end: int) -> HeadLines:
    """What the choice of a headline looks at: the first paragraph, a sample of the text, what the rules say."""
    first = next(place for place in range(end) if looks[place] is Look.PROSE)
    sample = "".join(line.text for line, look in zip(lines, looks, strict=True) if look is Look.PROSE)[:SAMPLE]
    scores = scores_by_rules(lines, looks, first, sample)
    ruled = title_by_rules(lines, looks, first, end, sample, scores)
    return HeadLines(lines, looks, end, first, sample, scores, ruled)


def read_head(lines: Sequence[Line], looks: Sequence[Look], end: int) -> WebHead:
    """Title, kicker and credits over the text of the one article of a page that ends at line `end`."""
    page = head_lines(lines, looks, end)
    headed = any(0 < line.level < 7 for line in lines[: page.first])
    # Where markup tells headings the rules know them; plain text is weighed.
    title = page.ruled if headed else choose_head(page) or original(lines, page.first)
    # A site that prints the headline twice, one below the other, means one.
    title = tuple({bare(lines[place]): place for place in title}.values())
    first, inner = page.first, ()
    if first in title:
        first = next(place for place in range(title[-1] + 1, end) if looks[place] is Look.PROSE)
    elif title and title[0] > first:
        title, inner = (), title
    kicker: tuple[int, ...] = ()
    if title and len(title) > 1 and _is_kicker(lines[title[0]], lines[title[1]]):
        kicker, title = title[:1], title[1:]
    elif title and title[0] and _is_kicker(lines[title[0] - 1], lines[title[0]]):
        above = title[0] - 1
        kicker = (above,) if looks[above] is Look.SHORT or LABEL.match(lines[above].text) else ()
    body = _body_start(lines, looks, first, title[-1] if title else -1)
    over = [place for place in range(body) if place not in title and place not in kicker]
    return WebHead(
        body=body,
        title=title or inner,
        kicker=kicker,
        bylines=tuple(place for place in over if looks[place] is Look.CREDIT),
        captions=tuple(place for place in over if looks[place] is Look.CAPTION),
        credits=_credits(lines, looks),
    )


def _credits(lines: Sequence[Line], looks: Sequence[Look]) -> tuple[str, ...]:
    """Authors that lines of publication name (来源：… 作者：…)."""
    names: list[str] = []
    for line, look in zip(lines, looks, strict=True):
        if look is Look.FURNITURE and len(line.text) <= 120:
            names += labelled_names(_JOINED.sub(r" \g<0>", line.text)) or dated_names(line.text)
    return tuple(dict.fromkeys(names))


def _is_kicker(line: Line, following: Line) -> bool:
    """Whether a line over a headline names an organisation or column, or leads in."""
    text = line.text
    if following.text[:2] == "——" or line.level or OF_DOCUMENT.match(following.text) or UNFINISHED.match(text):
        return False  # 襄水市人民政府办公室关于印发襄水市 goes on in the next line
    return bool(LABEL.match(text)) or (is_organ(text) and len(text) <= 20) or (_LEAD_IN.match(text) is not None)


def _body_start(lines: Sequence[Line], looks: Sequence[Look], first: int, title: int) -> int:
    """The first line of the text: a numbered heading or short lines right over it belong to it."""
    published = any(looks[place] is Look.FURNITURE for place in range(title + 1, first))
    # A post that prints a clause a line (早上八点 / 老周打开手机) begins with short lines.
    over = looks[max(title + 1, first - _CLAUSES) : first]
    clauses = over == [Look.SHORT] * _CLAUSES
    start = first
    for place in range(first - 1, title, -1):
        text = lines[place].text
        stands = NUMBERED.match(text) or NUMBER_ALONE.match(text) or FROM.match(text) or SPEAKER.match(text)
        if looks[place] is Look.SHORT and (stands or clauses or not published or (title < 0 and not is_closed(text))):
            start = place
        elif looks[place] is Look.FURNITURE:
            break
    return start
