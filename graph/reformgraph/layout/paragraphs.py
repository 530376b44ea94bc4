"""Paragraphs, headlines and the gaps between them: what a page's lines amount to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import end_names, names_of
from reformgraph.layout.line_kinds import ends_article
from reformgraph.layout.line_runs import MARKS, SLACK, WIDE, is_dateline_line, names_go_on
from reformgraph.layout.line_signs import (
    DIGEST,
    FROM,
    JUMP,
    LABEL,
    NUMBERED,
    OPEN_TAIL,
    PRESENTER,
    PUBLISHED,
    is_closed,
    is_fresh,
    is_middle,
    is_organ,
    is_table_row,
    is_unbalanced,
)
from reformgraph.layout.lines import BYLINE, CAPTION, HEAD, TEXT, Line
from reformgraph.layout.text_likeness import places_of

_LED = re.compile(r"[\u4e00-\u9fff]{2,12}(?:区|市|县|州|园|港)[ \u3000]")
_TITLE_BYLINE = re.compile(
    r"[ \u3000]+([■□●◆]?\s*[\u4e00-\u9fff]{0,8}(?:" + any_of("reporting_people") + r")[ \u3000：:].{2,40})$"
)


@dataclass(slots=True)
class Para:
    """A paragraph: its lines, and what its beginning and end tell.

    `cut` is the number of characters at the end of the last line that are byline or jump mark, `lead`
    that of a 上接 mark at the start of the first, `section` the number of the section it stands in.
    """

    lines: list[Line]
    dateline: bool = False
    closed: bool = True
    jump: bool = False
    resumed: bool = False
    names: tuple[str, ...] = ()
    cut: int = 0
    lead: int = 0
    section: int = 0

    @property
    def text(self) -> str:
        """The paragraph without hard wraps."""
        return "".join(line.text for line in self.lines)

    @property
    def wrap(self) -> int:
        """Characters of the last line but one, 0 if there is none."""
        return len(self.lines[-2].text) if len(self.lines) > 1 else 0

    @property
    def first(self) -> str:
        """The first line as printed."""
        return self.lines[0].text

    @property
    def fresh(self) -> bool:
        """Whether it begins as paragraphs do."""
        return is_fresh(self.first[self.lead :])

    @property
    def middle(self) -> bool:
        """Whether it begins in the middle of a sentence."""
        return is_middle(self.first[self.lead :])


@dataclass(slots=True)
class Head:
    """Display lines that stand together: a headline, a part of one, or a sub-heading.

    `apart` tells that page furniture, such as a link, parts it from the display lines before it; `cut`
    is the number of characters at its end that are a byline of `names`.
    """

    lines: list[Line]
    level: int = 0
    apart: bool = False
    names: tuple[str, ...] = ()
    cut: int = 0

    @property
    def text(self) -> str:
        """Its lines joined by one space, without a byline at the end."""
        text = " ".join(line.text for line in self.lines)
        return text[: len(text) - self.cut].rstrip() if self.cut else text

    @property
    def sub(self) -> bool:
        """Whether it is a sub-headline (——…)."""
        return self.lines[0].text[:1] in "—－" or self.lines[0].text[:2] == "--"

    @property
    def organ(self) -> bool:
        """Whether it is the bare name of an organisation or place."""
        return is_organ(self.text)


@dataclass(slots=True)
class Gap:
    """What stands between two paragraphs: headlines in order, bylines and captions before and after them.

    `published` tells that a line of publication (来源：… 发布时间：…) stands in it, `split` that another
    article begins below it for certain.
    """

    heads: list[Head] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    opening: list[Line] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    captions_below: list[Line] = field(default_factory=list)
    ruled: bool = False
    published: bool = False
    split: bool = False


@dataclass(slots=True)
class Section:
    """Paragraphs without a headline or sure break between them, the gap before them and captions among them."""

    gap: Gap
    paras: list[Para] = field(default_factory=list)
    inside: list[tuple[int, Line]] = field(default_factory=list)


def read_sections(lines: Sequence[Line], *, indents: bool = False) -> tuple[list[Section], Gap, list[Line]]:
    """Sections of a page, the gap after the last paragraph, and the lines that are page furniture.

    `indents` tells that paragraphs of the page are indented.
    """
    builder = _Builder(indents)
    for line in lines:
        builder.take(line)
    return builder.finish()


def _is_line_item(para: Para, rest: str, column: int) -> bool:
    """Whether a paragraph without a full stop is a short line of its own: a signature, an item of a table.

    A line that fills the `column` is the first of a broken paragraph.
    """
    line = para.lines[0]
    fills = line.lead <= 8 and column <= WIDE and abs(line.lead + line.width - column) <= 3
    if fills:
        return False
    if len(para.lines) > 2 or para.lines[0].width > 60 or OPEN_TAIL.search(rest) or is_unbalanced(rest):
        return False
    return len(para.lines) == 1


def _title_byline(text: str) -> tuple[int, tuple[str, ...]]:
    """Characters of a byline at the end of a headline (本报记者 …), and its names."""
    found = _TITLE_BYLINE.search(text) if "记者" in text or "通讯员" in text else None
    names = names_of(found.group(1)) if found else ()
    return (len(text) - found.start(), names) if found and names else (0, ())


def close_para(para: Para, column: int) -> None:
    """Take byline and jump mark off the end of a paragraph, and tell whether it ends as paragraphs do.

    `column` is the width of its column in cells, 0 where lines are not wrapped.
    """
    last = "".join(line.text for line in para.lines[-2:])
    jump = JUMP.search(last[-40:]) if "转" in last[-40:] else None
    kept = len(last)
    if jump:
        para.jump = True
        kept = len(last) - min(40, len(last)) + jump.start()
    at, names = end_names(last[:kept], para.wrap) if kept else (0, ())
    if names:
        para.names, kept = names, at
    para.cut = len(last) - len(last[:kept].rstrip())
    rest = last[: len(last) - para.cut]
    para.closed = bool(names) or not rest or is_closed(rest) or rest[-1] in "：:" or _is_line_item(para, rest, column)


class _Builder:
    def __init__(self, indents: bool) -> None:
        self.indents = indents
        self.sections: list[Section] = []
        self.gap = Gap()
        self.furniture: list[Line] = []
        self.para: Para | None = None
        self.previous: Line | None = None
        self.width = 0
        self.parted = False
        self.digest = False
        self.headed = 0
        self.openings: set[str] = set()

    def take(self, line: Line) -> None:
        if line.kind == TEXT:
            self._text(line)
        elif line.kind == HEAD:
            self._close()
            self.gap.split = self.gap.split or line.alone
            self._head(line)
        elif line.kind == BYLINE:
            self._close()
            opens = self.gap.heads or not self.sections or self._opens_too(line)
            (self.gap.opening if opens else self.gap.closing).append(line)
            if opens:
                self.openings.add(line.text[:4])
                self.gap.split = self.gap.split or not self.gap.heads
        elif line.kind == CAPTION:
            (self.gap.captions_below if self.gap.heads else self.gap.captions).append(line)
            return
        else:
            self.furniture.append(line)
            self.parted = bool(self.gap.heads)
            self.gap.published = self.gap.published or PUBLISHED.search(line.text) is not None
            if DIGEST.match(line.text):
                self.gap.split = self.digest = True
            if line.text[0] in "-=*_~—" and line.width >= 3 and not line.text.strip("-=*_~— "):
                self.gap.ruled = True
            return
        self.previous = line

    def _text(self, line: Line) -> None:
        if self.para is not None and self.previous is not None and self._goes_on(self.para, self.previous, line):
            self.para.lines.append(line)
            self.previous = line
            return
        self._close()
        dateline = is_dateline_line(line)
        gap, self.gap = self.gap, Gap()
        self.parted = False
        self.para = Para([line], dateline)
        mark = FROM.match(line.text) if "接" in line.text[:6] else None
        if mark:
            self.para.resumed, self.para.lead = True, mark.end()
        if self._new_section(gap, self.para):
            self.sections.append(Section(gap, [self.para]))
        else:
            section = self.sections[-1]
            section.inside += [(len(section.paras), item) for item in gap.captions]
            section.paras.append(self.para)

    def _opens_too(self, line: Line) -> bool:
        """Whether a byline looks like those that opened the texts before it."""
        if line.text[:4] not in self.openings:
            return False
        last = self.sections[-1].paras[-1]
        return last.closed

    def _is_item(self, gap: Gap, line: Line) -> bool:
        """Whether a paragraph is an item of a column of short news: marked, or led by the name of a place."""
        if not self.sections or gap.heads or not self.sections[-1].paras[-1].closed:
            return False
        if self.digest and line.text[0] in MARKS:
            return True
        if not line.after_blank:
            return False
        if self.digest or PRESENTER.match(line.text):
            return True
        if line.text[0] not in MARKS and not (self.headed >= 3 and _LED.match(line.text)):
            return False
        named = places_of(line.text[:14])
        return bool(named) and not named & places_of(self.sections[-1].paras[-1].text)

    def _new_section(self, gap: Gap, now: Para) -> bool:
        """Whether a sure or possible break stands before the paragraph at hand."""
        gap.split = gap.split or now.lines[0].alone or self._is_item(gap, now.lines[0])
        if gap.heads:
            self.headed += 1
            self.digest = False
        if gap.split:
            return True
        if not self.sections or gap.heads or gap.closing or gap.opening or gap.ruled:
            return True
        before = self.sections[-1].paras[-1]
        return bool(now.dateline or now.resumed or before.jump or before.names)

    def _goes_on(self, para: Para, before: Line, line: Line) -> bool:
        """Whether a line continues the paragraph of the line before it."""
        if line.indented and not before.indented and is_closed(before.text):
            return False
        if is_dateline_line(line) or ("接" in line.text[:6] and FROM.match(line.text)):
            return False
        if self.gap.ruled:
            return False
        if before.width <= WIDE and (is_table_row(before.text) or is_table_row(line.text)):
            return False
        if is_closed(before.text) or before.text[-1] in "：:":
            # A sentence that happens to end with its line: inside a column the paragraph goes on.
            full = len(para.lines) > 1 and before.width >= self.width - 3
            full = full or (abs(before.width - line.width) <= SLACK and not is_closed(line.text))
            return (
                full
                and before.width <= WIDE
                and not line.after_blank
                and not line.indented
                and line.width <= before.width + SLACK
            )
        tail = "".join(item.text for item in para.lines[-2:])
        if ends_article(tail, line, para.wrap) and not names_go_on(tail, line):
            return False
        self.width = before.width
        return True

    def _head(self, line: Line) -> None:
        heads = self.gap.heads
        if heads and not line.after_blank and self.previous is not None and self.previous.kind == HEAD:
            last = heads[-1]
            same = last.level == line.level == 0
            if (
                same
                and not last.lines[-1].text.endswith(("——", "--"))
                and not LABEL.match(last.text)
                and not NUMBERED.match(last.text)
                and not last.organ
                and not is_organ(line.text)
                and len(last.lines) < 4
            ):
                last.lines.append(line)
                return
        cut, names = _title_byline(line.text)
        heads.append(Head([line], line.level, self.parted, names, cut))
        self.parted = False

    def _close(self) -> None:
        """End the paragraph at hand."""
        if self.para is not None:
            close_para(self.para, self.width)
            self.para = None

    def finish(self) -> tuple[list[Section], Gap, list[Line]]:
        self._close()
        return self.sections, self.gap, self.furniture
