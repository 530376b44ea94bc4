"""Bodies of articles: sections joined where one article goes on, and kept apart where another begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reformgraph.layout.bylines import has_role
from reformgraph.layout.kinds import NEWS
from reformgraph.layout.lines import Line
from reformgraph.layout.signs import NUMBERED, is_unbalanced
from reformgraph.layout.units import Gap, Head, Para, Section

_ZONE = re.compile(
    r"([\u4e00-\u9fff]{2})(?:综合保税区|综保区|保税区|经济技术开发区|经济技术开区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|经开区|开发区|现代农业产业示范区"
    r"|示范区|新区|工业园|产业园|科技园|工业集中区|经济区|投资区|自贸)"
)
_NO_ZONE = frozenset(["国家", "家级", "省级", "市级", "级经", "济技", "术开", "经济", "高新", "技术", "工业", "产业", "开发", "示范", "现代", "农业", "科技", "创新", "物流", "化工", "一个", "这个", "个园", "我省", "我市", "全省", "全市", "全国", "各地", "各类", "该省", "该市", "推动", "推进", "促进", "打造", "优化", "建设", "加快", "提升", "特色", "一流", "升级", "综改", "改革", "转型", "合作", "先行", "自由", "贸易", "试验", "大开", "新兴", "重点", "绿色", "循环", "低碳", "智慧", "数字", "创建", "县级", "区级", "两大", "三个", "多个", "每个", "整个", "作为", "成为", "走进", "来到", "入驻", "落户", "围绕", "聚焦", "县域", "跨境", "集中", "等经", "等开", "各开", "为开", "对开", "在开", "和开", "与开", "是开", "的开", "了开", "到开", "由开", "让开", "使开", "全开", "进开", "向开", "将开", "及开", "省开", "市开", "县开", "本开", "从开", "也是"])  # fmt: skip
_NOT_HAN = re.compile("[^\u4e00-\u9fff]+")
_PHRASES = re.compile(
    "经济技术开发区|经济开发区|高新技术产业|开发区|经开区|高新区|示范区|产业园区?|管委会|营商环境|高质量发展|招商引资|项目建设|习近平总书记|习近平|党工委|负责人|工作人员"
    "|重点项目|有限公司|下一步|今年以来|近年来|截至目前|人民政府|党中央|国务院|中国特色社会主义|新时代|改革开放|经济社会发展|优化|推进|服务企业|企业"
)
#: Names of places that are common words too.
_WORDS_TOO = frozenset(["复兴", "新华", "和平", "青山", "城区", "大名", "平安", "东方", "友好", "前进", "向阳", "红旗", "解放", "中山", "青年", "朝阳", "大同", "长安", "平原", "西湖", "海港", "港口", "宝山", "南山", "东山", "西山", "金山", "玉山", "大城", "古城", "桥东", "桥西", "河东", "河西", "江东", "江北", "江南", "河北", "城中", "城东", "城西", "城北", "城关", "东区", "西区", "郊区", "矿区", "市中", "市北", "市南", "长丰", "丰满", "永年", "振兴", "兴业", "兴隆", "集美", "共和", "太和", "和顺", "平和", "阜新", "新建", "新城", "新区", "新兴", "新民", "新乡", "民和", "文安", "文山", "高台", "高要", "龙门", "龙口"])  # fmt: skip


@lru_cache(maxsize=1)
def _place_names() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """Short names of places of two and of three characters, as tuples of characters."""
    from reformgraph.vocab import load_vocabulary

    places = load_vocabulary().places.names
    names = [name for name, held in places.items() if held[0].level != "province" and name not in _WORDS_TOO]
    two = frozenset(tuple(name) for name in names if len(name) == 2)
    return two, frozenset(tuple(name) for name in names if len(name) == 3 and tuple(name[:2]) not in two)


#: Sections before a doubtful gap whose words are compared.
_LOOK_BACK = 12


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
    """

    paras: list[Para] = field(default_factory=list)
    subheads: list[tuple[int, Head]] = field(default_factory=list)
    floating: list[int] = field(default_factory=list)
    bylines: list[Line] = field(default_factory=list)
    captions: list[tuple[int, Line]] = field(default_factory=list)
    first_gap: int = 0
    last_gap: int = 0

    @property
    def open(self) -> bool:
        """Whether its last paragraph breaks off inside a sentence."""
        last = self.paras[-1]
        return not last.closed and not last.jump and not last.names

    @property
    def cut_start(self) -> bool:
        """Whether its first paragraph begins inside a sentence or says that it is resumed."""
        return self.paras[0].resumed or self.paras[0].middle

    def divided(self, place: int) -> list[Body]:
        """Two bodies, the second from paragraph `place` on."""
        section = self.paras[place].section
        begins = section in self.floating and self.paras[place - 1].section != section
        first = Body(
            paras=self.paras[:place],
            subheads=[item for item in self.subheads if item[0] < place],
            floating=[gap for gap in self.floating if gap < section or (gap == section and not begins)],
            captions=[item for item in self.captions if item[0] < place],
            first_gap=self.first_gap,
            last_gap=section if begins else -1,
        )
        second = Body(
            paras=self.paras[place:],
            subheads=[(at - place, head) for at, head in self.subheads if at >= place],
            floating=[gap for gap in self.floating if gap > section],
            bylines=self.bylines,
            captions=[(at - place, line) for at, line in self.captions if at >= place],
            first_gap=section if begins else -1,
            last_gap=self.last_gap,
        )
        return [first, second]

    def text(self) -> str:
        """All of the text without hard wraps."""
        return "".join(para.text for para in self.paras)


def join_sections(sections: Sequence[Section], last: Gap) -> tuple[list[Body], list[Gap]]:
    """Bodies of a page, and its gaps: gap *i* stands before section *i*, the last one at the end."""
    gaps = [section.gap for section in sections] + [last]
    judge = _Judge(sections, gaps)
    bodies: list[Body] = []
    for number, section in enumerate(sections):
        gap = section.gap
        body = _continued(bodies, section, judge.breaks(number))
        if body is not None and body is not bodies[-1]:
            body.floating.append(number)
        elif body is not None and not body.open:
            body.subheads += [(len(body.paras), head) for head in gap.heads]
            body.bylines += gap.opening
        elif body is not None and gap.heads:
            body.floating.append(number)
        if body is None:
            body = Body(first_gap=number)
            bodies.append(body)
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


def _give_captions(bodies: Sequence[Body], body: Body, section: Section) -> None:
    """Captions over the headlines of a gap go with the body above, unless the one below has more of their words."""
    gap = section.gap
    below = gap.captions_below
    if gap.captions:
        above = bodies[-2] if body is bodies[-1] and not body.paras and len(bodies) > 1 else None
        words = pairs_of("".join(line.text for line in gap.captions))
        under = sum(pair in section.paras[0].text for pair in words)
        if above is not None and under <= sum(pair in above.text() for pair in words) + 0.15 * len(words):
            above.captions += [(len(above.paras), line) for line in gap.captions]
        else:
            below = gap.captions + below
    body.captions += [(len(body.paras), line) for line in below]
    body.captions += [(len(body.paras) + place, line) for place, line in section.inside]


def _take_first_subheads(body: Body, gap: Gap) -> None:
    """A sub-heading may stand right below the headline: it is numbered, or of the level of later ones."""
    levels = {head.level for _, head in body.subheads}
    while len(gap.heads) > 1:
        head, above = gap.heads[-1], gap.heads[:-1]
        deeper = head.level and any(item.level and item.level < head.level for item in above)
        if not (deeper and (head.level == 7 or head.level in levels)) and not (
            NUMBERED.match(head.text) and not head.sub
        ):
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
    if para.resumed or para.fresh:
        return None
    for body in reversed(bodies[-8:]):
        if body.open and (body is not before or section.gap.heads) and _fits(body.paras[-1], para):
            return body
    return None


def _fits(before: Para, after: Para) -> bool:
    """Whether one paragraph may go on in another: quotes agree, or it begins in the middle."""
    if after.middle:
        return True
    tail = before.text[-60:]
    return is_unbalanced(tail) == _closes_first(after.text[:80]) or not after.fresh


def _closes_first(text: str) -> bool:
    closing, opening = text.find("”"), text.find("“")
    return closing >= 0 and (opening < 0 or closing < opening)


class _Judge:
    """Decides at each gap whether another article begins after it."""

    def __init__(self, sections: Sequence[Section], gaps: Sequence[Gap]) -> None:
        self.sections, self.gaps = sections, gaps
        self.sure = [self._sure(number) for number in range(len(sections))]
        self.datelines = sum(section.paras[0].dateline for section in sections)
        self.bylines = sum(bool(section.paras[-1].names) for section in sections)
        self.levels = {
            gaps[number].heads[-1].level
            for number in range(len(sections))
            if self.sure[number] and gaps[number].heads and (number or sections[0].paras[0].dateline)
        }
        self.doubtful = [number for number in range(1, len(sections)) if not self.sure[number] and gaps[number].heads]
        self.places: dict[int, frozenset[str]] = {}
        self.triples: dict[int, frozenset[tuple[str, ...]]] = {}
        self.verdicts: dict[int, bool] = {}
        self.taken_up: dict[int, bool] = {}
        self.often: bool | None = None

    def breaks(self, number: int) -> bool:
        """Whether a break stands before section `number`."""
        if self.sure[number]:
            return True
        if number not in self.verdicts:
            self.verdicts[number] = self._score(number) > 0
        return self.verdicts[number]

    def _sure(self, number: int) -> bool:
        if number == 0:
            return True
        gap, para = self.gaps[number], self.sections[number].paras[0]
        before = self.sections[number - 1].paras[-1]
        if para.lines[0].number == before.lines[-1].number:
            return False
        if para.dateline or para.resumed or before.names or before.jump:
            return True
        if gap.closing:
            return not self._is_lead(number)
        if not before.closed:
            return False
        return bool(gap.heads and gap.opening)

    def _is_lead(self, number: int) -> bool:
        """Whether the text before a marked byline is the lead of the text after it, or an editor's note."""
        gap, before = self.gaps[number], self.sections[number - 1]
        if gap.heads or (number > 1 and not self.gaps[number - 1].heads):
            return False
        marked = all(has_role(line.text) for line in gap.closing)
        return marked and len(before.paras) == 1 and not before.paras[0].dateline

    def _score(self, number: int) -> float:
        """Above 0 where the headlines of a doubtful gap are of a new article, not sub-headings."""
        gap, section = self.gaps[number], self.sections[number]
        if not section.gap.heads and not gap.opening:
            return -1.0
        before = self.sections[number - 1].paras[-1]
        if not before.closed:
            return self._break_inside(number)
        if not gap.heads or section.paras[0].lines[0].number == before.lines[-1].number:
            return -1.0
        leveled = [item for item in gap.heads if item.level]
        head = min(leveled, key=lambda item: item.level) if leveled else gap.heads[-1]
        text = head.text
        score = -0.7
        if any(item.organ for item in gap.heads):
            score += 2.5 if len(gap.heads) > 1 else 0.8
        if any(item.sub for item in gap.heads[1:]):
            score += 2.0
        if any(item.text.endswith("——") for item in gap.heads[:-1]):
            score += 2.0
        if not self.gaps[0].heads and not any(self.gaps[place].heads for place in range(1, number)):
            # A page that begins with text prints its headlines below or inside the bodies.
            score += 0.5
        score += self._by_level(head, number)
        if NUMBERED.match(text):
            score -= 3.0
        if len(text) <= 9:
            score -= 0.5
        score += self._by_places(number, gap)
        score += self._by_words(number)
        score += 0.4 if NEWS.match(section.paras[0].first) else 0.0
        if self.datelines + self.bylines >= 2:
            score -= 1.2
        if re.match(r"下一步|今后|未来|接下来|展望", before.first):
            score += 0.5
        if gap.ruled:
            score += 1.0
        return score

    def _break_inside(self, number: int) -> float:
        """The same where the text before the gap breaks off: the next text goes on, unless it clearly begins."""
        para = self.sections[number].paras[0]
        score = 0.6 if NEWS.match(para.first) else -0.6 if para.fresh else -1.0
        before = self._before(number)
        named = places_of("".join(head.text for head in self.gaps[number].heads))
        if named and not named & before and named & self._places(number):
            score += 1.2
        return score - (0.5 if before & self._places(number) else 0.0)

    def _before(self, number: int) -> frozenset[str]:
        """Places named in the article before a gap."""
        start = number - 1
        while start > max(0, number - _LOOK_BACK) and not self.sure[start] and not self.verdicts.get(start, False):
            start -= 1
        return frozenset().union(*(self._places(place) for place in range(start, number)))

    def _by_words(self, number: int) -> float:
        """Headlines are taken up by the text below them, sub-headings only now and then."""
        for place in () if self.taken_up else self.doubtful:
            lead = self.sections[place].paras[0].text[:120]
            texts = [head.text for head in self.gaps[place].heads if len(head.text) >= 9]
            self.taken_up[place] = any(_repeats(text, lead) >= 0.5 for text in texts)
        if not self.taken_up.get(number):
            return -0.2
        if self.often is None:
            self.often = len(self.taken_up) > 1 and sum(self.taken_up.values()) >= 0.6 * len(self.taken_up)
        return 1.0 if self.often else 0.3

    def _by_level(self, head: Head, number: int) -> float:
        """What the level of a Markdown or HTML heading says, against those of sure headlines."""
        if not head.level:
            return 0.0
        levels = self.levels
        if levels:
            if head.level in levels:
                return 2.8
            return -2.0 if head.level > min(levels) else 1.0
        top = self.gaps[0].heads[0].level if self.gaps[0].heads else 0
        if top and head.level > top:
            return -2.0
        if top and head.level == top and head.level < 7:
            return 1.5
        return 0.6 if head.level <= 2 else -0.5

    def _by_places(self, number: int, gap: Gap) -> float:
        """Agreement of the texts before and after a gap in places and in words."""
        before, after = self._before(number), self._places(number)
        named = places_of("".join(head.text for head in gap.heads))
        score = 0.0
        if named and not named & before and named & after:
            score += 1.6
        if before & after:
            score -= 0.7
        elif before and after:
            score += 0.7
        return score + self._by_cohesion(number)

    def _by_cohesion(self, number: int) -> float:
        """Articles share few triples of characters with each other, their own parts many."""
        above, below = self._triples(number - 1), self._triples(number)
        least = min(len(above), len(below))
        if least < 20:
            return 0.0
        share = len(above & below) / least
        score = -1.4 if share >= 0.08 else -0.6 if share >= 0.05 else 0.2 if share >= 0.02 else 0.7
        return score if least >= 60 else score / 2

    def _triples(self, number: int) -> frozenset[tuple[str, ...]]:
        if number not in self.triples:
            text = "".join(para.text for para in self.sections[number].paras)
            self.triples[number] = triples_of(text)
        return self.triples[number]

    def _places(self, number: int) -> frozenset[str]:
        if number not in self.places:
            self.places[number] = places_of("".join(para.text for para in self.sections[number].paras))
        return self.places[number]


def places_of(text: str) -> frozenset[str]:
    """Names of places in a text, and the two characters before each word for a zone."""
    two, three = _place_names()
    found = {"".join(name) for name in two.intersection(zip(text, text[1:], strict=False))}
    found.update("".join(name[:2]) for name in three.intersection(zip(text, text[1:], text[2:], strict=False)))
    found.update(name for name in _ZONE.findall(text) if name not in _NO_ZONE)
    return frozenset(found)


def triples_of(text: str) -> frozenset[tuple[str, ...]]:
    """Triples of neighbouring Chinese characters, without the phrases that every report of a zone has."""
    bare = _NOT_HAN.sub(" ", _PHRASES.sub(" ", text))
    return frozenset(triple for triple in zip(bare, bare[1:], bare[2:], strict=False) if " " not in triple)


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, marks and spaces left out."""
    bare = re.sub(r"[\W_]+", "", text)
    return frozenset(map("".join, zip(bare, bare[1:], strict=False)))


def _repeats(head: str, lead: str) -> float:
    """Share of a headline's character pairs that come back in the text below."""
    pairs = pairs_of(head)
    return sum(pair in lead for pair in pairs) / len(pairs) if pairs else 0.0
