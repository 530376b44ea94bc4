"""What makes a line over the text of a web page its headline: signs, a score, which lines make one headline.

Comes in: lines with their looks. Goes out: places of the headline as the rules tell it, and the score of each
line. The rules are one sign among others where the headline is chosen (`head_choice`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reformgraph.language.lexicon import any_of
from reformgraph.layout.line_runs import HAN_SPACE
from reformgraph.layout.line_signs import (
    DOCUMENT,
    DOCUMENT_END,
    FROM,
    NUMBER_OF_DOCUMENT,
    NUMBERED,
    OF_DOCUMENT,
    is_organ,
    is_site,
)
from reformgraph.layout.lines import Line, cells
from reformgraph.layout.site_lines import is_crumbs, is_label_line, is_published, site_share
from reformgraph.layout.text_likeness import repeats
from reformgraph.layout.web_lines import Look
from reformgraph.records import Span

SAMPLE = 3000
#: Most characters of a headline that ends in ！ or ？, and the least share of its words that the text repeats.
_LONGEST_CALL, _CALLED = 44, 0.3
_FARTHEST_INNER = 12
#: 2024年3月6日; （此件公开发布）.
_SIGNED = re.compile(r"\d日$|[)）]$")
_DOCUMENT = re.compile(r"[^，。；]{6,60}(?:" + any_of("rule_papers") + r")$")
_LEAST = 0.15
#: Lines over the line of publication go before better ones below it that are no better than this.
_NEAR = 0.4
#: Lines over the text among which the headline is looked for.
MOST_HEAD_LINES = 60
#: Words of this size set apart are keywords: 改革攻坚 营商环境.
_KEYWORD = 5
#: 河南日报社 省委党校联合调研组; 区行政审批局供稿.
SIGN_OFF = re.compile(r"(?:" + any_of("signing_groups") + r")$")
#: 鞍立政发〔2023〕2号印发…, as some sites name a document.
_NUMBERED_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(]\s?(?:19|20)\d\d\s?[〕\]）)]\s?第?\d+号.")
#: 襄政办发〔2024〕12号; 2024年第3号; 第332号.
NUMBER_ALONE = re.compile(rf"{NUMBER_OF_DOCUMENT.pattern}|(?:(?:19|20)\d\d年)?\s?第?\d{{1,5}}号$")
#: The first line of a document's title: 关于印发襄水市园区改革 / 实施方案的通知.
UNFINISHED = re.compile(r"^(?:[\u4e00-\u9fff]{2,16}(?:府|厅|室|委|局|会))?(?:" + any_of("openings_of_titles") + ")")
#: What follows a document's title on a line of its own: （征求意见稿）, （2024—2026年）.
EDITION = re.compile(
    r"[（(](?:征求意见稿?|修订\S{0,3}|" + any_of("draft_marks") + r"|[上中下一二三四五]|(?:19|20)\d\d\S{1,8}年)[)）]$"
)
#: 工作人员正在为企业办理业务; 企业负责人（右二）.
PICTURED = re.compile(r"，[^，]{0,16}(?:正在|在[^，]{2,12}(?:作业|施工|忙碌))|[（(][左右中][一二三四]?[)）]")
_BAR = re.compile(r"[|｜]")
#: （图文无关）; 远见网导读：; • 全国园区协会.
ASIDE = re.compile(r"[（(][^（）()]{1,20}[)）]$|【[^【】]{1,20}】$|.{1,16}[：:]$|[•·*]\s")
#: What an office does is no part of its name: 襄阳高新区设立行政审批局.
DEED = re.compile(r"" + any_of("events_in_headlines") + r"")
#: 营商环境专题报道; 园区动态.
COLUMN = re.compile(r"(?:" + any_of("column_ends") + r")$")
_LONGEST_PART = 36
_SHORTEST_PART = 5
#: Least share of the words of a headline's part that the text takes up.
_TOLD = 0.12
#: What it counts that a line stands between breadcrumbs and the line of publication.
_BETWEEN = 0.4
#: Less for a line that has nothing to do with the text.
_UNTOLD = 0.4
SPEAKER = re.compile(r"[\u4e00-\u9fffQA]{1,4}\s?[：:].*[？?]$")
#: The same where nothing but the headline stands over the text.
_LEAST_PLAIN = 0.1
#: A headline of this size is told from keywords, which the text takes up too.
_FULL_SIZE = 14
#: 标题：…; 文章标题：…; 标  题 … of a document's table; 名称： | …; 原题：…; what labels a headline.
TITLE_LABEL = re.compile(
    r"标\s{1,3}题\s{1,3}(?=[^:：\s])"
    r"|(?:" + any_of("headline_labels") + r"|标\s*题|题\s*目|名\s*称|称|原标题|原题|题)\s*[:：]\s*\|?\s*"
    r"|(?:今日关注|头条|要闻|热点|置顶|推荐)\s*[:：]\s*|.{2,24}[电讯]\s+题\s*[:：]\s*"
)
ORIGIN = re.compile(r"(?:原标题|原题)\s*[:：]")
#: --政务--西部资讯网; _云岭网; ｜云岭区人民政府; | ||.
_SUFFIX = re.compile(
    r"\s?[_|｜-][\s_|｜-]*(?:[\u4e00-\u9fffA-Za-z0-9·]{1,16}[\s_|｜-]+)*[\u4e00-\u9fffA-Za-z0-9·]{0,16}$"
)
#: No headline is longer.
_LONGEST_TITLE = 160
#: • 园区推行帮办代办; | 在推进会上的发言, as lists of a site mark their lines.
_BULLET = re.compile(r"[•·▪◦|｜►▶]\s{1,3}(?=\S)")
#: 园区推行帮办代办 2024-03-12 08:00, the day glued to a headline.
_DATED_END = re.compile(r"\s{1,4}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?$")
_SITE_END = re.compile(r"(?:" + any_of("account_ends") + r"|[|｜\s])$")
_PAPER = re.compile(r"(?:网|报|在线|频道|客户端)$")


def bare_title(line: Line) -> Line:
    """A headline's line without a label before it and a site's name behind it."""
    text = line.text
    if len(text) > _LONGEST_TITLE:
        return line
    start = found.end() if (found := _BULLET.match(text)) else 0
    start = found.end() if (found := TITLE_LABEL.match(text, start)) and len(text) - found.end() >= 6 else start
    stop = dated.start() if (dated := _DATED_END.search(text, start + 8)) else len(text)
    tail = _SUFFIX.search(text, start + 6)
    if stop == len(text) and tail and tail.start() - start >= 8 and _SITE_END.search(text):
        stop = tail.start()
    if (start, stop) == (0, len(text)) or len(line.spans) != 1:
        return line
    text = text[start:stop].rstrip()
    at = line.spans[0].start + start
    return replace(line, text=text, width=cells(text), spans=(Span.at(at, at + len(text)),))


def bare(line: Line) -> str:
    """A headline's letters and digits alone, for comparing."""
    return re.sub(r"\W", "", bare_title(line).text)


def scores_by_rules(lines: Sequence[Line], looks: Sequence[Look], first: int, sample: str) -> dict[int, float]:
    """How much each short line over the text, which begins at line `first`, looks like its headline."""
    resumed = next((place for place in range(first) if FROM.match(lines[place].text)), first)
    free = [place for place in range(max(0, first - MOST_HEAD_LINES), resumed) if looks[place] is Look.SHORT]
    return {place: line_score(lines, looks, place, first, sample) for place in free}


def title_by_rules(
    lines: Sequence[Line], looks: Sequence[Look], first: int, end: int, sample: str, scores: Mapping[int, float]
) -> tuple[int, ...]:
    """Lines of the headline as the rules tell it: over the text, or in it where nothing stands over it."""
    return (
        _over_text(lines, looks, first, sample, scores)
        or _called_out(lines, looks, first, end)
        or original(lines, first)
        or _inner_title(lines, looks, first, end)
    )


def _over_text(
    lines: Sequence[Line], looks: Sequence[Look], first: int, sample: str, scores: Mapping[int, float]
) -> tuple[int, ...]:
    """Lines of the headline over the text; empty where none is printed."""
    free = list(scores)
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
    longest = max((len(bare(lines[place])) for place in fuller), default=0)
    best = max((place for place in fuller if len(bare(lines[place])) == longest), default=best)
    # 襄水晚报数字报-园区晒成绩单 over 园区晒成绩单: the one without the name of the site.
    inner = (place for place in free if place != best and bare(lines[place]) in bare(lines[best]))
    best = next(
        (place for place in inner if len(bare(lines[place])) >= 6 and not _is_fuller(lines[best], lines[place])), best
    )
    places = [best]
    taken = {bare(lines[best])}
    for step in (-1, 1):
        place = best + step
        while _bare_at(lines, place) not in taken and belongs(lines, looks, place, place - step, scores, sample):
            places.append(place)
            taken.add(bare(lines[place]))
            place += step
    return tuple(sorted(places))


def _is_fuller(line: Line, best: Line) -> bool:
    """Whether a line prints a headline whole or the same, not with the name of a site before it."""
    whole, part = bare(line), bare(best)
    at = whole.find(part)
    return at >= 0 and not (at and _PAPER.search(whole[:at]))


def _speaks_of(line: Line, sample: str) -> bool:
    """Whether anything but its place makes a line a headline: words of the text, quotes, two parts, a document."""
    text = line.text
    quoted = "“" in text or "《" in text or HAN_SPACE.search(text) is not None
    return quoted or line.level > 0 or DOCUMENT_END.search(text) is not None or repeats(text, sample) >= _TOLD


def _bare_at(lines: Sequence[Line], place: int) -> str:
    return bare(lines[place]) if 0 <= place < len(lines) else ""


def line_score(lines: Sequence[Line], looks: Sequence[Look], place: int, first: int, sample: str) -> float:
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
    others = [at for at in range(max(0, first - MOST_HEAD_LINES), first) if at != place and looks[at] is Look.SHORT]
    score += 0.5 if any(bare(lines[at]) == bare(line) for at in others) else 0.0
    score -= 0.8 if is_site(text) or is_crumbs(text) else 0.0
    score -= 1.6 if NUMBERED.match(text) else 2.0 if NUMBER_ALONE.match(text) else 0.0
    score -= 0.3 if _NUMBERED_DOCUMENT.match(text) else 0.0
    score -= 1.0 if PICTURED.search(text) else 0.6 if size <= 12 and _BAR.search(text) else 0.0
    below = range(place + 1, min(first, place + MOST_HEAD_LINES))
    score -= 0.8 if any(looks[at] is Look.FURNITURE and is_crumbs(lines[at].text) for at in below) else 0.0
    score -= 1.0 if ASIDE.match(line.text) else 0.0
    keywords = not line.level and all(len(word) <= _KEYWORD for word in text.split())
    score -= 0.8 if keywords or COLUMN.search(text) else 0.0
    score -= 2.0 if SIGN_OFF.search(text) else 0.0
    score -= 1.4 if all(map(is_organ, text.split())) and not DEED.search(text) else 1.0 if SPEAKER.match(text) else 0.0
    score -= 0.8 if text[-1] in "—，、" and "，" in text else 0.0
    score -= 0.4 if is_label_line(line.text) and not TITLE_LABEL.match(line.text) else 0.0
    return score - 1.5 * site_share(text) - (0.6 if ORIGIN.match(line.text) else 0.0)


def belongs(
    lines: Sequence[Line], looks: Sequence[Look], place: int, beside: int, scores: Mapping[int, float], sample: str
) -> bool:
    """Whether the line beside a headline is a part of it."""
    if place not in scores or place < 0:
        return False
    text, other = lines[place].text, lines[beside].text
    if place < beside and is_organ(text) and OF_DOCUMENT.match(other) and not site_share(text):
        return True
    if NUMBERED.match(text) or is_site(text) or ORIGIN.match(text) or NUMBER_ALONE.match(text):
        return False
    upper = lines[min(place, beside)].text
    if UNFINISHED.search(upper) and not DOCUMENT_END.search(upper) and len(text) <= _LONGEST_PART:
        # Headings of one level are lines of one headline even where markup parts them: 关于印发 / 实施方案的通知.
        return not lines[max(place, beside)].after_blank or 0 < lines[place].level == lines[beside].level
    if place > beside and EDITION.match(text):
        return True
    one, two = bare(lines[place]), bare(lines[beside])
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
        or COLUMN.search(text)
        or SIGN_OFF.search(text)
        or ASIDE.match(text)
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


def _framed(lines: Sequence[Line], looks: Sequence[Look], place: int, beside: int) -> bool:
    """Whether nothing but a headline stands there: between breadcrumbs and headline, or headline and its date."""
    if place < beside:
        return place > 0 and looks[place - 1] is Look.FURNITURE and is_crumbs(lines[place - 1].text)
    if place + 1 >= len(lines):
        return False
    dated = looks[place + 1] is Look.FURNITURE and is_published(lines[place + 1].text)
    return dated or looks[place + 1] is Look.CREDIT


def _tight(lines: Sequence[Line], place: int, beside: int) -> bool:
    """Whether two lines stand together, with a blank line over and under the two."""
    upper, lower = min(place, beside), max(place, beside)
    over = lines[upper].after_blank
    return over and not lines[lower].after_blank and lower + 1 < len(lines) and lines[lower + 1].after_blank


def _called_out(lines: Sequence[Line], looks: Sequence[Look], first: int, end: int) -> tuple[int, ...]:
    """A headline that ends in ！ or ？ and so looks like a sentence of the text: the first, short, with text below."""
    text = lines[first].text
    if first or len(text) > _LONGEST_CALL or text[-1] not in "！？" or text[0] in "“‘":
        return ()
    below = [lines[place].text for place in range(first + 1, end) if looks[place] is Look.PROSE]
    if not below or len(below[0]) <= _LONGEST_CALL:
        return ()
    return (first,) if repeats(text, "".join(below)[:SAMPLE]) >= _CALLED else ()


def original(lines: Sequence[Line], first: int) -> tuple[int, ...]:
    """The headline that a reprint gives on a line of its own as that of the source: 原标题：…."""
    return next(((at,) for at in range(first) if ORIGIN.match(lines[at].text) and bare_title(lines[at]).text), ())


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
