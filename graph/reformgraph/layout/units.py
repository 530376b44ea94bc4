"""Paragraphs, headlines and the gaps between them: what a page's lines amount to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reformgraph.layout.bylines import end_names
from reformgraph.layout.kinds import BYLINE, CAPTION, HEAD, SLACK, TEXT, WIDE, ends_article, is_dateline_line
from reformgraph.layout.lines import Line
from reformgraph.layout.signs import FROM, JUMP, is_closed, is_fresh, is_middle

_ORGAN = re.compile(
    r"(?:[一-鿿（）()·“”—-]{2,24}?)(?:区|园|局|厅|委|办|办公室|组|中心|市|县|旗|省|镇|乡|街道|公司|集团|委员会|管委会|工委|法院|检察院|大学|学院|协会|商会|联盟"
    r"|总队|支队|大队|分局|研究院|政府|部|处|站|所|基地|港|新城|片区)$"
)
_ACTION = re.compile(
    r"打造|建设|推进|推动|争创|创建|走进|聚焦|奋力|全力|加快|加速|实现|成为|助力|提升|服务|迈向|获批|入驻|落户|落地|优化|深化|开展|召开|举行|举办|发布|促进|培育|做强|做优|擦亮|激活"
    r"|构筑|构建|书写|跑出|按下|蓄势|崛起|领跑|赋能|护航|破解|打通|扎根|擘画|绘就|解码|探访|看|到|让|把|为|的|了|在|向|从|新增|再|也|又|更|不|有|是"
)
#: An office named after what it does: 省优化营商环境工作第六督导组.
_BUREAU = re.compile(
    r"(?:[省市县区州镇]|国家|中央|国务院|全国|[一-鿿]{2,4}[省市县区州旗])(?:(?!调研|考察|走进|走访|打造|成立|组建|入驻|来到|落地|落户|让|把|为|的|了|在|向|从).){2,20}"
    r"(?:组|局|厅|委员会|管委会|中心|办公室|政府|支队|大队|专班|法院|检察院)$"
)


@dataclass(slots=True)
class Para:
    """A paragraph: its lines, and what its beginning and end tell.

    `cut` is the number of characters at the end of the last line that are byline or jump mark, `lead`
    that of a 上接 mark at the start of the first.
    """

    lines: list[Line]
    dateline: bool = False
    closed: bool = True
    jump: bool = False
    resumed: bool = False
    names: tuple[str, ...] = ()
    cut: int = 0
    lead: int = 0

    @property
    def text(self) -> str:
        """The paragraph without hard wraps."""
        return "".join(line.text for line in self.lines)

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
    """Display lines that stand together: a headline, a part of one, or a sub-heading."""

    lines: list[Line]
    level: int = 0

    @property
    def text(self) -> str:
        """Its lines joined by one space."""
        return " ".join(line.text for line in self.lines)

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
    """What stands between two paragraphs: headlines in order, and bylines before and after them."""

    heads: list[Head] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    opening: list[Line] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    ruled: bool = False


@dataclass(slots=True)
class Section:
    """Paragraphs without a headline or sure break between them, and the gap before them."""

    gap: Gap
    paras: list[Para] = field(default_factory=list)


def is_organ(text: str) -> bool:
    """Whether a text is the bare name of an organisation, zone or place.

    >>> is_organ("祁县经济开发区"), is_organ("全力打造一流开发区")
    (True, False)
    """
    if not 3 <= len(text) <= 26 or _ORGAN.match(text) is None:
        return False
    return _ACTION.search(text) is None or _BUREAU.match(text) is not None


def read_sections(lines: Sequence[Line]) -> tuple[list[Section], Gap, list[Line]]:
    """Sections of a page, the gap after the last paragraph, and the lines that are page furniture."""
    builder = _Builder()
    for line in lines:
        builder.take(line)
    return builder.finish()


class _Builder:
    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.gap = Gap()
        self.furniture: list[Line] = []
        self.para: Para | None = None
        self.previous: Line | None = None
        self.width = 0

    def take(self, line: Line) -> None:
        if line.kind == TEXT:
            self._text(line)
        elif line.kind == HEAD:
            self._close()
            self._head(line)
        elif line.kind == BYLINE:
            self._close()
            (self.gap.opening if self.gap.heads or not self.sections else self.gap.closing).append(line)
        elif line.kind == CAPTION:
            self.gap.captions.append(line)
            return
        else:
            self.furniture.append(line)
            if line.text[0] in "-=*_~—" and line.width >= 3 and not line.text.strip("-=*_~— "):
                self.gap.ruled = True
            return
        self.previous = line

    def _text(self, line: Line) -> None:
        if self.para is not None and self._goes_on(line):
            self.para.lines.append(line)
            return
        self._close()
        dateline = is_dateline_line(line)
        gap, self.gap = self.gap, Gap()
        self.para = Para([line], dateline)
        mark = FROM.match(line.text) if "接" in line.text[:6] else None
        if mark:
            self.para.resumed, self.para.lead = True, mark.end()
        if self._new_section(gap):
            self.sections.append(Section(gap, [self.para]))
        else:
            section = self.sections[-1]
            section.gap.captions += gap.captions
            section.paras.append(self.para)

    def _new_section(self, gap: Gap) -> bool:
        """Whether a sure or possible break stands before the paragraph at hand."""
        if not self.sections or gap.heads or gap.closing or gap.opening or gap.ruled:
            return True
        before, now = self.sections[-1].paras[-1], self.para
        assert now is not None
        return bool(now.dateline or now.resumed or before.jump or before.names)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line continues the paragraph of the line before it."""
        before = self.previous
        assert before is not None and self.para is not None
        if line.indented and not before.indented and is_closed(before.text):
            return False
        if is_dateline_line(line) or ("接" in line.text[:6] and FROM.match(line.text)):
            return False
        if self.gap.ruled:
            return False
        if is_closed(before.text) or before.text[-1] in "：:":
            # A sentence that happens to end with its line: inside a column the paragraph goes on.
            full = before.width <= WIDE and len(self.para.lines) > 1 and before.width >= self.width - 3
            return full and not line.after_blank and not line.indented and line.width <= before.width + SLACK
        if ends_article(before, line):
            return False
        self.width = before.width
        return True

    def _head(self, line: Line) -> None:
        heads = self.gap.heads
        if heads and not line.after_blank and self.previous is not None and self.previous.kind == HEAD:
            last = heads[-1]
            same = last.level == line.level == 0
            if same and not last.organ and not is_organ(line.text) and len(last.lines) < 4:
                last.lines.append(line)
                return
        heads.append(Head([line], line.level))

    def _close(self) -> None:
        """End the paragraph at hand: take byline and jump mark off its end."""
        para = self.para
        if para is None:
            return
        self.para = None
        last = para.lines[-1].text
        jump = JUMP.search(last[-40:]) if "转" in last[-40:] else None
        kept = len(last)
        if jump:
            para.jump = True
            kept = len(last) - min(40, len(last)) + jump.start()
        at, names = end_names(last[:kept]) if kept else (0, ())
        if names:
            para.names, kept = names, at
        para.cut = len(last) - len(last[:kept].rstrip())
        rest = last[: len(last) - para.cut]
        para.closed = bool(names) or not rest or is_closed(rest) or rest[-1] in "：:"

    def finish(self) -> tuple[list[Section], Gap, list[Line]]:
        self._close()
        return self.sections, self.gap, self.furniture
