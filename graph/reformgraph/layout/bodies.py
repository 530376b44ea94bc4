"""Bodies of articles: sections joined where one article goes on, and kept apart where another begins."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reformgraph.layout.article_gaps import Judge
from reformgraph.layout.line_signs import NUMBERED, is_organ
from reformgraph.layout.lines import Line
from reformgraph.layout.paragraphs import Gap, Head, Para, Section
from reformgraph.layout.text_likeness import core_of, pairs_of


@dataclass(slots=True)
class Body:
    """The text of one article.

    Attributes
    ----------
    paras, gaps
        Paragraphs in reading order, and beside each the gap printed before it (None where it follows
        its neighbour directly).
    subheads
        Sub-headings, each with the number of the paragraph it stands before.
    floating
        Numbers of the gaps inside the body that hold headlines of an article, its own or another.
    first_gap, last_gap
        Numbers of the gaps before and after the body's first stretch of text.
    credits
        Authors that lines of page furniture name.
    signed
        Authors that elements of a web page name, for texts that name none themselves.
    """

    paras: list[Para] = field(default_factory=list)
    subheads: list[tuple[int, Head]] = field(default_factory=list)
    floating: list[int] = field(default_factory=list)
    bylines: list[Line] = field(default_factory=list)
    captions: list[tuple[int, Line]] = field(default_factory=list)
    first_gap: int = 0
    last_gap: int = 0
    credits: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether its last paragraph breaks off inside a sentence."""
        last = self.paras[-1]
        return not last.closed and not last.jump

    @property
    def cut_start(self) -> bool:
        """Whether its first paragraph begins inside a sentence or says that it is resumed."""
        return self.paras[0].resumed or self.paras[0].middle

    def text(self) -> str:
        """All of the text without hard wraps."""
        return "".join(para.text for para in self.paras)


def join_sections(sections: Sequence[Section], last: Gap, *, drawn: bool = False) -> tuple[list[Body], list[Gap]]:
    """Bodies of a page, and its gaps: gap *i* stands before section *i*, the last one at the end.

    Of a `drawn` page each article begins with a headline that is known as one (`Line.alone`).
    """
    gaps = [section.gap for section in sections] + [last]
    judge = Judge(sections, gaps)
    bodies: list[Body] = []
    for number, section in enumerate(sections):
        gap = section.gap
        if drawn:
            begins = any(line.alone for head in gap.heads for line in head.lines)
            body = None if begins or not bodies else bodies[-1]
        else:
            body = _continued(bodies, section, judge.breaks(number))
        if body is not None and body is not bodies[-1]:
            body.floating.append(number)
        elif body is not None and not body.open and not (gap.heads and _is_own_title(body, gap, judge, number)):
            body.subheads += [(len(body.paras), head) for head in gap.heads]
            body.bylines += gap.opening
        elif body is not None and gap.heads:
            body.floating.append(number)
        if body is None:
            body = Body(first_gap=number)
            bodies.append(body)
            if not gap.heads:
                body.bylines += gap.opening
        _close_before(bodies, body, gap)
        _give_captions(bodies, body, section)
        for para in section.paras:
            para.section = number
        body.paras += section.paras
        body.last_gap = max(body.last_gap, number + 1)
    if bodies:
        bodies[-1].bylines += last.closing
        bodies[-1].captions += [(len(bodies[-1].paras), line) for line in last.captions + last.captions_below]
    for body in bodies:
        _take_first_subheads(body, gaps[body.first_gap])
    return bodies, gaps


def _is_own_title(body: Body, gap: Gap, judge: Judge, number: int) -> bool:
    """Whether the display type inside a body is its headline, set into the middle of it."""
    if body.floating or body.subheads or judge.headed(number):
        return False
    heads = gap.heads
    if number in judge.bare and judge.alike[number] == 1:
        return True
    named = any(head.sub or is_organ(head.text.split(" ", 1)[0]) for head in heads)
    return bool(gap.opening) or named or len(heads) > 1


def as_subheads(owners: Mapping[int, Body], heads: Sequence[Head], gap: int) -> bool:
    """Make sub-headings of display lines that stand in a gap inside a body; False if they do not.

    `owners` has the body of each gap that stands inside one.
    """
    body = owners.get(gap)
    if body is None:
        return False
    place = bisect_left(body.paras, gap, key=lambda para: para.section)
    if not place or not body.paras[place - 1].closed:
        return False
    for head in heads:
        insort(body.subheads, (place, head), key=lambda item: item[0])
    return True


def _give_captions(bodies: Sequence[Body], body: Body, section: Section) -> None:
    """Captions over the headlines of a gap go with the body above, unless the one below has more of their words."""
    gap = section.gap
    below = gap.captions_below
    if gap.captions:
        above = bodies[-2] if body is bodies[-1] and not body.paras and len(bodies) > 1 else None
        words = pairs_of("".join(line.text for line in gap.captions))
        under = len(words.intersection(pairwise(section.paras[0].text)))
        over = len(words.intersection(pairwise(above.text()))) if above is not None else 0
        if above is not None and under <= over + 0.15 * len(words):
            above.captions += [(len(above.paras), line) for line in gap.captions]
        else:
            below = gap.captions + below
    body.captions += [(len(body.paras), line) for line in below]
    body.captions += [(len(body.paras) + place, line) for place, line in section.inside]


def _take_first_subheads(body: Body, gap: Gap) -> None:
    """A sub-heading may stand right below the headline: it is numbered, or of the level of later ones."""
    place = next((at for at, head in enumerate(gap.heads) if at and NUMBERED.match(head.text) and not head.sub), 0)
    if place:
        body.subheads[:0] = [(0, head) for head in gap.heads[place:]]
        del gap.heads[place:]
    levels = {head.level for _, head in body.subheads}
    while len(gap.heads) > 1:
        head, above = gap.heads[-1], gap.heads[:-1]
        deeper = head.level and any(item.level and item.level < head.level for item in above)
        if not (deeper and (head.level == 7 or head.level in levels)):
            return
        body.subheads.insert(0, (0, head))
        gap.heads.pop()


def _close_before(bodies: Sequence[Body], body: Body, gap: Gap) -> None:
    """Give a closing byline to the body before the gap."""
    if not gap.closing:
        return
    owner = bodies[-2] if body is bodies[-1] and len(bodies) > 1 and not body.paras else bodies[-1]
    owner.bylines += gap.closing


def _continued(bodies: Sequence[Body], section: Section, breaks: bool) -> Body | None:
    """The earlier body that a section continues, or None where it begins one."""
    para = section.paras[0]
    if not bodies or para.dateline:
        return None
    before = bodies[-1]
    if not breaks:
        return before
    if para.resumed or para.fresh or _is_of_kicker(before, section):
        return None
    for body in reversed(bodies[-8:]):
        if body.open and (body is not before or section.gap.heads):
            return body
    return None


def _is_of_kicker(before: Body, section: Section) -> bool:
    """Whether the organisation of a kicker is named in the text below it and not in the body above."""
    cores = [core for head in section.gap.heads if head.organ and (core := core_of(head.text))]
    text = section.paras[0].text[:300] if cores else ""
    if not any(core in text for core in cores):
        return False
    # The body above may have grown through thousands of breaks: its head and tail tell what it is about.
    paras = before.paras if len(before.paras) <= 40 else (*before.paras[:20], *before.paras[-20:])
    above = "".join(para.text for para in paras)
    return not any(core in above for core in cores)
