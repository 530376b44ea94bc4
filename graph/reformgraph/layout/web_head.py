"""The head of a web article: which of the lines over its text are headline, kicker and credits.

Comes in: lines with their looks. Goes out: their places. The headline is the line over the text that
the text takes up most; the site's name, sections and menus are not taken up, or are made of a site's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import dated_names, labelled_names
from reformgraph.layout.line_runs import HAN_SPACE
from reformgraph.layout.line_signs import (
    DOCUMENT,
    DOCUMENT_END,
    FROM,
    LABEL,
    NUMBER_OF_DOCUMENT,
    NUMBERED,
    OF_DOCUMENT,
    is_closed,
    is_organ,
    is_site,
)
from reformgraph.layout.lines import Line, cells
from reformgraph.layout.paragraphs import Head
from reformgraph.layout.site_lines import is_crumbs, is_label_line, is_published, site_share
from reformgraph.layout.text_likeness import repeats
from reformgraph.layout.web_lines import Look
from reformgraph.records import Span

_SAMPLE = 3000
_LEAST = 0.15
#: Lines over the line of publication go before better ones below it that are no better than this.
_NEAR = 0.4
#: Lines over the text among which the headline is looked for.
_MOST_HEAD_LINES = 60
#: Words of this size set apart are keywords: 改革攻坚 营商环境.
_KEYWORD = 5
#: 河南日报社 省委党校联合调研组; 区行政审批局供稿.
_SIGN_OFF = re.compile(r"(?:" + any_of("signing_groups") + r")$")
#: 鞍立政发〔2023〕2号印发…, as some sites name a document.
_NUMBERED_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(]\s?(?:19|20)\d\d\s?[〕\]）)]\s?第?\d+号.")
#: 襄政办发〔2024〕12号; 2024年第3号; 第332号.
_NUMBER = re.compile(rf"{NUMBER_OF_DOCUMENT.pattern}|(?:(?:19|20)\d\d年)?\s?第?\d{{1,5}}号$")
#: The first line of a document's title: 关于印发襄水市园区改革 / 实施方案的通知.
_UNFINISHED = re.compile(r"^(?:[\u4e00-\u9fff]{2,16}(?:府|厅|室|委|局|会))?(?:关于|印发|转发)")
#: What follows a document's title on a line of its own: （征求意见稿）, （2024—2026年）.
_EDITION = re.compile(
    r"[（(](?:征求意见稿?|试行|暂行|修订\S{0,3}|草案|送审稿|摘要|节选|[上中下一二三四五]|(?:19|20)\d\d\S{1,8}年)[)）]$"
)
#: 工作人员正在为企业办理业务; 企业负责人（右二）.
_PICTURED = re.compile(r"，[^，]{0,16}(?:正在|在[^，]{2,12}(?:作业|施工|忙碌))|[（(][左右中][一二三四]?[)）]")
_BAR = re.compile(r"[|｜]")
#: （图文无关）; 远见网导读：; • 全国园区协会.
_ASIDE = re.compile(r"[（(][^（）()]{1,20}[)）]$|【[^【】]{1,20}】$|.{1,16}[：:]$|[•·*]\s")
#: What an office does is no part of its name: 襄阳高新区设立行政审批局.
_DEED = re.compile(r"" + any_of("events_in_headlines") + r"")
#: 营商环境专题报道; 园区动态.
_COLUMN = re.compile(r"(?:" + any_of("column_ends") + r")$")
_LONGEST_PART = 36
_SHORTEST_PART = 5
#: Least share of the words of a headline's part that the text takes up.
_TOLD = 0.12
#: Most characters of a headline that ends in ！ or ？, and the least share of its words that the text repeats.
_LONGEST_CALL, _CALLED = 44, 0.3
#: What it counts that a line stands between breadcrumbs and the line of publication.
_BETWEEN = 0.4
#: Less for a line that has nothing to do with the text.
_UNTOLD = 0.4
_SPEAKER = re.compile(r"[\u4e00-\u9fffQA]{1,4}\s?[：:].*[？?]$")
#: The same where nothing but the headline stands over the text.
_LEAST_PLAIN = 0.1
#: A headline of this size is told from keywords, which the text takes up too.
_FULL_SIZE = 14
_FARTHEST_INNER = 12
#: 2024年3月6日; （此件公开发布）.
_SIGNED = re.compile(r"\d日$|[)）]$")
_DOCUMENT = re.compile(r"[^，。；]{6,60}(?:" + any_of("rule_papers") + r")$")
#: 标题：…; 名称： | …; 原题：…; what labels a headline.
_PREFIX = re.compile(
    r"(?:标\s*题|题\s*目|名\s*称|称|原标题|原题|题)\s*[:：]\s*\|?\s*|(?:今日关注|头条|要闻|热点|置顶|推荐)\s*[:：]\s*|.{2,24}[电讯]\s+题\s*[:：]\s*"
)
#: A label behind a name without a space: 贺峻责编：凌伍.
_JOINED = re.compile(rf"(?:{any_of('site_labels')})\s*[:：]")
_ORIGIN = re.compile(r"(?:原标题|原题)\s*[:：]")
#: --政务--西部资讯网; _云岭网; ｜云岭区人民政府; | ||.
_SUFFIX = re.compile(r"(?:\s?(?:--|__|[_|｜-])\s?[\u4e00-\u9fffA-Za-z0-9·]{0,16})+$")
_SITE_END = re.compile(r"(?:" + any_of("account_ends") + r"|[|｜\s])$")
_PAPER = re.compile(r"(?:网|报|在线|频道|客户端)$")
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


def read_head(lines: Sequence[Line], looks: Sequence[Look], end: int) -> WebHead:
    """Title, kicker and credits over the text of the one article of a page that ends at line `end`."""
    first = next(place for place in range(end) if looks[place] is Look.PROSE)
    sample = "".join(line.text for line, look in zip(lines, looks, strict=True) if look is Look.PROSE)[:_SAMPLE]
    title = _title(lines, looks, first, sample) or _called_out(lines, looks, first, end) or _original(lines, first)
    if title and title[0] == first:
        first = next(place for place in range(first + 1, end) if looks[place] is Look.PROSE)
    inner = () if title else _inner_title(lines, looks, first, end)
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


def _called_out(lines: Sequence[Line], looks: Sequence[Look], first: int, end: int) -> tuple[int, ...]:
    """A headline that ends in ！ or ？ and so looks like a sentence of the text: the first, short, with text below."""
    text = lines[first].text
    if first or len(text) > _LONGEST_CALL or text[-1] not in "！？" or text[0] in "“‘":
        return ()
    below = [lines[place].text for place in range(first + 1, end) if looks[place] is Look.PROSE]
    if not below or len(below[0]) <= _LONGEST_CALL:
        return ()
    return (first,) if repeats(text, "".join(below)[:_SAMPLE]) >= _CALLED else ()


def _original(lines: Sequence[Line], first: int) -> tuple[int, ...]:
    """The headline that a reprint gives on a line of its own as that of the source: 原标题：…."""
    return next(((at,) for at in range(first) if _ORIGIN.match(lines[at].text) and bare_title(lines[at]).text), ())


def _credits(lines: Sequence[Line], looks: Sequence[Look]) -> tuple[str, ...]:
    """Authors that lines of publication name (来源：… 作者：…)."""
    names: list[str] = []
    for line, look in zip(lines, looks, strict=True):
        if look is Look.FURNITURE and len(line.text) <= 120:
            names += labelled_names(_JOINED.sub(r" \g<0>", line.text)) or dated_names(line.text)
    return tuple(dict.fromkeys(names))


def _title(lines: Sequence[Line], looks: Sequence[Look], first: int, sample: str) -> tuple[int, ...]:
    """Lines of the headline over the text; empty where none is printed."""
    resumed = next((place for place in range(first) if FROM.match(lines[place].text)), first)
    free = [place for place in range(max(0, first - _MOST_HEAD_LINES), resumed) if looks[place] is Look.SHORT]
    scores = {place: _score(lines, looks, place, first, sample) for place in free}
    published = next((at for at in range(first) if looks[at] is Look.FURNITURE and is_published(lines[at].text)), 0)
    most = max(scores.values(), default=0.0)
    over = [place for place in free if place < published and scores[place] >= max(_LEAST, most - _NEAR)]
    best = max(over or free, key=lambda place: (scores[place], place), default=None)
    if best is None:
        return ()
    plain = best == free[0] and all(looks[place] is not Look.FURNITURE for place in range(best))
    least = 5 if DOCUMENT_END.search(lines[best].text) else 8
    sure = plain and not NUMBERED.match(lines[best].text) and len(lines[best].text) >= least
    if scores[best] < (-1.0 if plain and lines[best].level else _LEAST_PLAIN if sure else _LEAST):
        return ()
    fuller = [place for place in free if scores[place] >= _LEAST and _is_fuller(lines[place], lines[best])]
    longest = max((len(_bare(lines[place])) for place in fuller), default=0)
    best = max((place for place in fuller if len(_bare(lines[place])) == longest), default=best)
    # 襄水晚报数字报-园区晒成绩单 over 园区晒成绩单: the one without the name of the site.
    inner = (place for place in free if place != best and _bare(lines[place]) in _bare(lines[best]))
    best = next(
        (place for place in inner if len(_bare(lines[place])) >= 6 and not _is_fuller(lines[best], lines[place])), best
    )
    places = [best]
    taken = {_bare(lines[best])}
    for step in (-1, 1):
        place = best + step
        while _bare_at(lines, place) not in taken and _belongs(lines, looks, place, place - step, scores, sample):
            places.append(place)
            taken.add(_bare(lines[place]))
            place += step
    return tuple(sorted(places))


def _is_fuller(line: Line, best: Line) -> bool:
    """Whether a line prints a headline whole or the same, not with the name of a site before it."""
    whole, part = _bare(line), _bare(best)
    at = whole.find(part)
    return at >= 0 and not (at and _PAPER.search(whole[:at]))


def _speaks_of(line: Line, sample: str) -> bool:
    """Whether anything but its place makes a line a headline: words of the text, quotes, two parts, a document."""
    text = line.text
    quoted = "“" in text or "《" in text or HAN_SPACE.search(text) is not None
    return quoted or line.level > 0 or DOCUMENT_END.search(text) is not None or repeats(text, sample) >= _TOLD


def _bare_at(lines: Sequence[Line], place: int) -> str:
    return _bare(lines[place]) if 0 <= place < len(lines) else ""


def _framed(lines: Sequence[Line], looks: Sequence[Look], place: int, beside: int) -> bool:
    """Whether nothing but a headline stands there: between breadcrumbs and headline, or headline and its date."""
    if place < beside:
        return place > 0 and looks[place - 1] is Look.FURNITURE and is_crumbs(lines[place - 1].text)
    if place + 1 >= len(lines):
        return False
    dated = looks[place + 1] is Look.FURNITURE and is_published(lines[place + 1].text)
    return dated or looks[place + 1] is Look.CREDIT


def _belongs(
    lines: Sequence[Line], looks: Sequence[Look], place: int, beside: int, scores: dict[int, float], sample: str
) -> bool:
    """Whether the line beside a headline is a part of it."""
    if place not in scores or place < 0:
        return False
    text, other = lines[place].text, lines[beside].text
    if place < beside and is_organ(text) and OF_DOCUMENT.match(other) and not site_share(text):
        return True
    if NUMBERED.match(text) or is_site(text) or _ORIGIN.match(text) or _NUMBER.match(text):
        return False
    upper = lines[min(place, beside)].text
    if _UNFINISHED.search(upper) and not DOCUMENT_END.search(upper) and len(text) <= _LONGEST_PART:
        # Headings of one level are lines of one headline even where markup parts them: 关于印发 / 实施方案的通知.
        return not lines[max(place, beside)].after_blank or 0 < lines[place].level == lines[beside].level
    if place > beside and _EDITION.match(text):
        return True
    one, two = _bare(lines[place]), _bare(lines[beside])
    if one in two or two in one:
        return False
    lower = max(place, beside)
    if lines[lower].text[:2] == "——":
        return True
    if site_share(text) >= 0.2 or (text[-1] in "。：:" and place > beside):
        return False
    if text[-1] in "！？" and len(text) <= 20 and not lines[lower].after_blank:
        return True
    if (
        (" " in text and all(len(word) <= _KEYWORD for word in text.split()))
        or _COLUMN.search(text)
        or _SIGN_OFF.search(text)
        or _ASIDE.match(text)
        or repeats(text, other) >= 0.6
        or (place > beside and len(text) > _LONGEST_PART)
    ):
        return False
    if len(text) >= 8 and repeats(text, sample) >= (0.2 if place < beside else 0.34):
        return True
    if len(text) >= 8 and HAN_SPACE.search(text) and place < beside:
        return True
    if _framed(lines, looks, place, beside):
        return len(text) >= _SHORTEST_PART
    if _tight(lines, place, beside):
        return len(text) >= _SHORTEST_PART and not any(sign.isdigit() for sign in text)
    quoted = "“" in text or HAN_SPACE.search(text) is not None
    told = quoted or repeats(text, sample) >= _TOLD
    return told and not lines[lower].after_blank and scores[place] >= _LEAST


def _tight(lines: Sequence[Line], place: int, beside: int) -> bool:
    """Whether two lines stand together, with a blank line over and under the two."""
    upper, lower = min(place, beside), max(place, beside)
    over = lines[upper].after_blank
    return over and not lines[lower].after_blank and lower + 1 < len(lines) and lines[lower + 1].after_blank


def _score(lines: Sequence[Line], looks: Sequence[Look], place: int, first: int, sample: str) -> float:
    """How much a line over the text looks like its headline."""
    line = lines[place]
    text = bare_title(line).text
    size = len(text)
    score = 1.6 * repeats(text, sample) * min(1.0, size / _FULL_SIZE)
    score += -1.2 if size < 5 else -0.5 if size < 8 else 0.1 if size <= 45 else -0.3
    score += 0.8 if 0 < line.level < 7 else 0.0
    score -= 0.0 if _speaks_of(line, sample) else _UNTOLD
    dated = [at for at in (place - 1, place + 1, place + 2) if 0 <= at < first]
    dated = [at for at in dated if looks[at] is Look.FURNITURE and is_published(lines[at].text)]
    signed = place + 1 < first and looks[place + 1] is Look.CREDIT
    score += 0.8 if place + 1 in dated or signed else 0.4 if dated else 0.0
    crumbs = place > 0 and looks[place - 1] is Look.FURNITURE and is_crumbs(lines[place - 1].text)
    score += _BETWEEN if crumbs and place + 1 in dated else 0.0
    score += 0.8 if DOCUMENT.search(text) else 0.5 if DOCUMENT_END.search(text) else 0.0
    score += (
        0.2 if all(looks[at] in (Look.FURNITURE, Look.CREDIT, Look.CAPTION) for at in range(place + 1, first)) else 0.0
    )
    others = [at for at in range(max(0, first - _MOST_HEAD_LINES), first) if at != place and looks[at] is Look.SHORT]
    score += 0.5 if any(_bare(lines[at]) == _bare(line) for at in others) else 0.0
    score -= 0.8 if is_site(text) or is_crumbs(text) else 0.0
    score -= 1.6 if NUMBERED.match(text) else 2.0 if _NUMBER.match(text) else 0.0
    score -= 0.3 if _NUMBERED_DOCUMENT.match(text) else 0.0
    score -= 1.0 if _PICTURED.search(text) else 0.6 if size <= 12 and _BAR.search(text) else 0.0
    below = range(place + 1, min(first, place + _MOST_HEAD_LINES))
    score -= 0.8 if any(looks[at] is Look.FURNITURE and is_crumbs(lines[at].text) for at in below) else 0.0
    score -= 1.0 if _ASIDE.match(line.text) else 0.0
    keywords = not line.level and all(len(word) <= _KEYWORD for word in text.split())
    score -= 0.8 if keywords or _COLUMN.search(text) else 0.0
    score -= 2.0 if _SIGN_OFF.search(text) else 0.0
    score -= (
        1.4 if all(map(is_organ, text.split())) and not _DEED.search(text) else 1.0 if _SPEAKER.match(text) else 0.0
    )
    score -= 0.8 if text[-1] in "—，、" and "，" in text else 0.0
    score -= 0.4 if is_label_line(line.text) and not _PREFIX.match(line.text) else 0.0
    return score - 1.5 * site_share(text) - (0.6 if _ORIGIN.match(line.text) else 0.0)


def _bare(line: Line) -> str:
    return re.sub(r"\W", "", bare_title(line).text)


def bare_title(line: Line) -> Line:
    """A headline's line without a label before it and a site's name behind it."""
    text = line.text
    start = found.end() if (found := _PREFIX.match(text)) and len(text) - found.end() >= 6 else 0
    stop = len(text)
    tail = _SUFFIX.search(text, start + 6)
    if tail and tail.start() - start >= 8 and _SITE_END.search(text):
        stop = tail.start()
    if (start, stop) == (0, len(text)) or len(line.spans) != 1:
        return line
    text = text[start:stop].rstrip()
    at = line.spans[0].start + start
    return replace(line, text=text, width=cells(text), spans=(Span.at(at, at + len(text)),))


def _is_kicker(line: Line, following: Line) -> bool:
    """Whether a line over a headline names an organisation or column, or leads in."""
    text = line.text
    if following.text[:2] == "——" or line.level or OF_DOCUMENT.match(following.text):
        return False
    return bool(LABEL.match(text)) or (is_organ(text) and len(text) <= 20) or (_LEAD_IN.match(text) is not None)


def _body_start(lines: Sequence[Line], looks: Sequence[Look], first: int, title: int) -> int:
    """The first line of the text: a numbered heading or short lines right over it belong to it."""
    published = any(looks[place] is Look.FURNITURE for place in range(title + 1, first))
    start = first
    for place in range(first - 1, title, -1):
        text = lines[place].text
        stands = NUMBERED.match(text) or _NUMBER.match(text) or FROM.match(text) or _SPEAKER.match(text)
        if looks[place] is Look.SHORT and (stands or not published or (title < 0 and not is_closed(text))):
            start = place
        elif looks[place] is Look.FURNITURE:
            break
    return start


def _inner_title(lines: Sequence[Line], looks: Sequence[Look], first: int, end: int) -> tuple[int, ...]:
    """Title of the document that a circular without a headline of its own hands down."""
    for place in range(first + 1, min(first + _FARTHEST_INNER, end - 1)):
        text, above = lines[place].text, lines[place - 1].text
        over = looks[place + 1] is Look.PROSE or NUMBERED.match(lines[place + 1].text)
        if looks[place] is not Look.SHORT or not over or not _DOCUMENT.fullmatch(text):
            continue
        split = looks[place - 1] is Look.SHORT and len(above) >= 8 and not (is_organ(above) or _SIGNED.search(above))
        return (place - 1, place) if split else (place,)
    return ()
