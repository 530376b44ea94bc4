"""Decides whether a page whose lines are paragraphs holds one article.

Comes in: lines with their looks. Goes out: yes or no. Web pages hold one article unless something says
clearly that another begins: a dateline, names that end a text, a zone named over and in a text and not
before, a kicker, two lines of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import end_names
from reformgraph.layout.line_runs import HAN_SPACE, SLACK, WIDE, is_dateline_line
from reformgraph.layout.line_signs import BOX, DIGEST, NUMBER_OF_DOCUMENT, NUMBERED, PRESENTER, is_closed, is_organ
from reformgraph.layout.lines import Line
from reformgraph.layout.site_lines import is_label_line, is_published, is_tail
from reformgraph.layout.text_likeness import places_of, zones_of
from reformgraph.layout.web_lines import Look

#: Largest share of a page's characters in lines that look like rows of a column.
_MOST_ROWS = 0.25
_NARROW = 6
#: Least share in lines that end with a mark of punctuation or are long.
_LEAST_WHOLE = 0.45
_LONG = 72
_MARKS = frozenset("。！？；，、：”…）!?;,:)』」》")
_SHORTEST_HEAD = 6
_HEADLINE = 10
_ENOUGH = 3
#: Characters of a report that is no teaser.
_REPORT = 80
#: Characters below a headline in which the zone that it names is looked for.
_FAR = 600
#: 洋浦：企业“吹哨”，部门“报到”.
_SUBJECT = re.compile(r"([\u4e00-\u9fff]{2,8})[：:]")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_MOST_LOOKED_FOR = 400
#: Last characters of words before 开发区 that name a class of zones and no zone: 千亿级开发区.
_CLASSES = frozenset("级个类大家批型")
#: Marks with which no paragraph begins.
_NEVER_FIRST = frozenset("，。、；：！？）》”")
_QUICK = re.compile(r".{0,24}(?:" + any_of("quick_columns") + r")(?:\s.{0,24})?$")


def is_one_article(lines: Sequence[Line], looks: Sequence[Look], end: int, *, marked: bool = False) -> bool:
    """Whether the lines up to `end` are one article, every line a paragraph.

    `marked` tells that the page is markup, whose lines are paragraphs for certain; where it has one headline
    over all its text, only a dateline or two authors begin another article.
    """
    first = looks.index(Look.PROSE)
    tops = [place for place, line in enumerate(lines) if line.level == 1]
    if marked and tops and tops[-1] < first and not any(line.alone for line in lines):
        dated = (
            place for place in range(first + 1, end) if looks[place] is Look.PROSE and is_dateline_line(lines[place])
        )
        return not _ends_twice(lines, looks, end) and not any(looks[place - 1] is Look.SHORT for place in dated)
    told = [line for line, look in zip(lines, looks, strict=True) if look is not Look.FURNITURE and not line.level]
    told = [line for line in told if not NUMBER_OF_DOCUMENT.match(line.text)]
    if not _is_unwrapped(told) or any(line.alone for line in lines):
        return False
    if any(_QUICK.match(line.text) or DIGEST.match(line.text) for line in lines[: first + 1] if len(line.text) <= 40):
        return False
    levels = [line.level for line, look in zip(lines[:first], looks, strict=False) if look is Look.SHORT and line.level]
    if any(levels.count(level) > 1 and level < 7 for level in set(levels)) and Look.FURNITURE in looks[:first]:
        # Headings of one level without text between: headlines of several stories.
        return False
    if _is_repeated(lines, looks) or _ends_twice(lines, looks, end) or _has_contents(lines, looks, first, end):
        return False
    if any(PRESENTER.match(line.text) for line in lines[:end]) or any(
        BOX.match(line.text) for line in lines[first:end]
    ):
        return False
    if _has_story_behind(lines, looks, end) or _blanks_part(lines, looks, first, end):
        return False
    words = _Words(lines)
    return not any(_begins(lines, looks, place, first, words) for place in range(first + 1, end))


def _has_contents(lines: Sequence[Line], looks: Sequence[Look], first: int, end: int) -> bool:
    """Whether two lines over the text come again below it, as headlines that a list of contents announces."""
    below = {_bare(lines[place].text) for place in range(first, end) if looks[place] is Look.SHORT}
    listed = {_bare(line.text) for line in lines[:first] if len(line.text) <= _LONG}
    return len((below & listed) - {""}) > 1


def _bare(text: str) -> str:
    """A headline without its number in a list and without signs."""
    number = NUMBERED.match(text)
    return re.sub(r"\W", "", text[number.end() :] if number else text)


def _ends_twice(lines: Sequence[Line], looks: Sequence[Look], end: int) -> bool:
    """Whether two texts end with the names of their authors, each with a short line and a text below it."""
    ended = 0
    for place in range(end - 2):
        if looks[place] is Look.PROSE and looks[place + 1] is Look.SHORT and end_names(lines[place].text)[1]:
            ended += Look.PROSE in looks[place + 2 : place + 4]
            if ended > 1:
                return True
    return False


def _is_repeated(lines: Sequence[Line], looks: Sequence[Look]) -> bool:
    """Whether a line that ends articles (上一篇 下一篇) stands again below more text."""
    seen: dict[str, int] = {}
    texts = list(accumulate(int(look is Look.PROSE) for look in looks))
    for place, line in enumerate(lines):
        ends = looks[place] is Look.FURNITURE and is_tail(line.text) and texts[place] > 0
        if ends and texts[place] > seen.setdefault(line.text, texts[place]):
            return True
    return False


def _has_story_behind(lines: Sequence[Line], looks: Sequence[Look], end: int) -> bool:
    """Whether a whole report with its headline and dateline stands behind the article."""
    return any(
        looks[place] is Look.PROSE
        and looks[place - 1] is Look.SHORT
        and is_dateline_line(lines[place])
        and is_closed(lines[place].text)
        and len(lines[place].text) >= _REPORT
        for place in range(end + 1, len(lines))
    )


def _blanks_part(lines: Sequence[Line], looks: Sequence[Look], first: int, end: int) -> bool:
    """Whether blank lines stand over headlines and nowhere between paragraphs, so that they part articles."""
    inner = [place for place in range(first + 1, end) if looks[place] is looks[place - 1] is Look.PROSE]
    if len(inner) < _ENOUGH or any(lines[place].after_blank for place in inner):
        return False
    return any(
        looks[place] is Look.SHORT
        and lines[place].after_blank
        and len(lines[place].text) >= _HEADLINE
        and not NUMBERED.match(lines[place].text)
        and Look.PROSE in looks[place + 1 : place + 3]
        and any(
            name in lines[place].text for name in places_of("".join(line.text for line in lines[place : place + 3]))
        )
        for place in range(first + 1, end)
    )


class _Words:
    """Where words stand first on a page; only so many are looked for, so that no page costs too much."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.starts = [0, *accumulate(len(line.text) for line in lines)]
        self.text = "".join(line.text for line in lines)
        self.left = _MOST_LOOKED_FOR

    def new_at(self, name: str, place: int) -> bool:
        """Whether a word stands nowhere above line `place`."""
        self.left -= 1
        return self.left > 0 and self.text.find(name, 0, self.starts[place]) < 0


def _is_unwrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are paragraphs, not rows of a column, which break sentences and are of one width."""
    total = sum(len(line.text) for line in lines)
    if any(line.text[0] in _NEVER_FIRST and not line.after_blank for line in lines[1:]):
        return False
    rows = sum(len(line.text) for line, following in pairwise(lines) if _is_row(line, following))
    whole = sum(len(line.text) for line in lines if line.text[-1] in _MARKS or line.width > _LONG)
    return rows <= _MOST_ROWS * total and whole >= _LEAST_WHOLE * total


def _is_row(line: Line, following: Line) -> bool:
    """Whether a line is a row of a column: it ends anywhere, and the next one is as wide, or the last and shorter."""
    if line.text[-1] in _MARKS or not _NARROW <= line.width <= WIDE:
        return False
    width, below = line.lead + line.width, following.lead + following.width
    return abs(width - below) <= SLACK or (below < width and is_closed(following.text))


def _begins(lines: Sequence[Line], looks: Sequence[Look], place: int, first: int, words: _Words) -> bool:
    """Whether another article begins at a line below the first text."""
    line = lines[place]
    if looks[place] is Look.FURNITURE and is_published(line.text) and is_label_line(line.text):
        return place > first + 1 and looks[place - 1] is Look.SHORT and Look.PROSE in looks[place + 1 : place + 4]
    if looks[place] is not Look.SHORT or NUMBERED.match(line.text) or is_closed(line.text):
        return False
    below = next((at for at in range(place + 1, min(place + 4, len(lines))) if looks[at] is Look.PROSE), None)
    if below is None:
        return False
    if is_dateline_line(lines[below]):
        return True
    above = next((at for at in range(place - 1, first - 1, -1) if looks[at] is not Look.FURNITURE), first)
    credited = looks[above] is Look.CREDIT or (looks[above] is Look.PROSE and end_names(lines[above].text)[1])
    if credited and len(line.text) >= _SHORTEST_HEAD:
        return True
    if is_organ(line.text) and below == place + 2 and looks[place + 1] is Look.SHORT:
        return True
    return _names_new_zone(lines, place, below, words)


def _names_new_zone(lines: Sequence[Line], place: int, below: int, words: _Words) -> bool:
    """Whether a short line names a zone or place that the text below takes up and the text above lacks."""
    head = "".join(line.text for line in lines[place:below])
    named = [name for name in sorted(zones_of(head) | places_of(head)) if name[-1] not in _CLASSES]
    subject = _SUBJECT.match(head)
    named += [subject.group(1)] if subject else []
    told = lines[below].text
    if HAN_SPACE.search(lines[place].text) and _DAY.match(told) and len(head) >= _HEADLINE:
        return True
    far = words.text[words.starts[below] : words.starts[below] + _FAR]
    zones = [name for name in sorted(zones_of(head)) if name[-1] not in _CLASSES and name in far]
    return any((name in told or name in zones) and words.new_at(name, place) for name in named)
