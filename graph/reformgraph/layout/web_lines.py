"""What lines of a web page look like: running text, short lines, credits, captions, furniture.

Comes in: the lines of a page on which every line is a paragraph. Goes out: a look for each, and where
the part behind the article begins.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import bracket_names, has_role, is_name, line_names, names_of
from reformgraph.layout.line_signs import DOCUMENT_END, LABEL, is_caption, is_closed, is_date_line, is_organ
from reformgraph.layout.lines import Line
from reformgraph.layout.reporters import reporters
from reformgraph.layout.site_lines import (
    is_crumbs,
    is_furniture,
    is_label_line,
    is_notice,
    is_published,
    is_scaffold,
    is_tail,
    site_share,
)

#: Share of all text that may stand behind a sign of the part behind the article.
_MOST_BEHIND = 0.35
#: Share of all text that may stand over the line of publication.
_MOST_OVER = 0.3
_HEAD_LINES = 60
#: 摘要：…, which sites print over the text that says the same.
_SUMMARY = re.compile(r"[^\u4e00-\u9fff]{0,2}(?:内容摘要|内容提要|摘要|导语|核心提示|内容简介)\s*[:：]")
_ADDRESSED = re.compile(r"[^。！？]{2,400}(?:" + any_of("addressee_ends") + r")[^。！？]{0,3}[：:]$")
_APART = re.compile(r"[\s□■●○◆（）()]+")
_SCHOOL = re.compile(r".{2,}(?:校|院|所|局|办|委|中心|公司|大学|研究室)$")
#: 新华社记者 何山摄; 郭永 图; 图 | 杨柳; not 本报记者 何山 文/图.
_PHOTO = re.compile(
    r"[^，。：]{2,32}(?:摄影?|供图|[\s/]图)[)）]?"
    r"|(?:" + any_of("picture_labels") + r")\s?[|｜丨:：/]\s?[\u4e00-\u9fff 、]{2,24}"
)
_WRITER = re.compile(r"文\s?[/、]?\s?图|图\s?[/、]?\s?文|撰|采写")
#: ●文字：云岭日报记者 梁燕; 记者：梁燕; not 来源：云岭日报 记者 梁燕.
_CREDITED = re.compile(r"[^\u4e00-\u9fff]{0,4}(?:" + any_of("credited_roles") + r")")
_PART = re.compile(r"(?:PART\s?\.?)?0[1-9]", re.I)
#: 联系电话：0577-6543210.
_CONTACT = re.compile(r"(?:" + any_of("contact_labels") + r")\s?[:：]")
_ITEM = re.compile(r"[—\-•·*]{1,2}\s?[^，。]{2,}[，。；]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")


class Look(enum.Enum):
    """What a line looks like."""

    PROSE = "prose"
    SHORT = "short"
    CREDIT = "credit"
    CAPTION = "caption"
    FURNITURE = "furniture"


def looks_of(lines: Sequence[Line]) -> list[Look]:
    """The look of each line."""
    looks = [look_of(line) for line in lines]
    for place in range(len(lines) - 2, -1, -1):
        # A clause a line: the sentence goes on below.
        if looks[place] is Look.SHORT and lines[place].text[-1] in "，、；" and looks[place + 1] is Look.PROSE:
            looks[place] = Look.PROSE
    if Look.PROSE not in looks:
        # Photo news: the caption is the text.
        looks = [
            Look.PROSE if look is Look.CAPTION and len(line.text) >= 30 else look
            for line, look in zip(lines, looks, strict=True)
        ]
    for place in range(len(lines) - 1):
        # A long headline right over the line of publication or the byline.
        over = looks[place + 1] is Look.CREDIT or (
            looks[place + 1] is Look.FURNITURE and is_published(lines[place + 1].text)
        )
        text = lines[place].text
        if looks[place] is Look.PROSE and over and len(text) <= 60 and "。" not in text and text[-1] not in "；：，":
            looks[place] = Look.SHORT
    numbers = [place for place, line in enumerate(lines) if _PART.fullmatch(line.text)]
    if [lines[place].text[-1] for place in numbers[:2]] == ["1", "2"]:
        # Numbers printed alone over the parts of a text (01, 02 ...) are no page numbers.
        for place in numbers:
            looks[place] = Look.SHORT
    return looks


def look_of(line: Line) -> Look:
    """The look of a line by itself."""
    text = line.text
    site = is_site_line(text)
    if site and is_label_line(text) and not _CREDITED.match(text):
        return Look.FURNITURE
    if len(text) <= 40 and not line.level and _PHOTO.fullmatch(text) and not _WRITER.search(text):
        return Look.CAPTION
    if len(text) <= 90 and not line.level and text[-1] not in "|｜" and credit_names(text):
        return Look.CREDIT
    if site:
        return Look.FURNITURE
    if len(text) <= 120 and is_caption(text) and not line.level:
        return Look.CAPTION
    return Look.PROSE if not 0 < line.level < 7 and is_prose(text) else Look.SHORT


def with_credits(lines: Sequence[Line], looks: Sequence[Look]) -> list[Line]:
    """The lines, those that are credits with the names they tell."""
    return [
        replace(line, names=credit_names(line.text)) if look is Look.CREDIT else line
        for line, look in zip(lines, looks, strict=True)
    ]


@lru_cache(maxsize=4096)
def is_site_line(text: str) -> bool:
    """`is_furniture` of a line that may be running text: sentences are furniture only as notices."""
    if is_scaffold(text):
        return True
    if is_prose(text) and not (len(text) <= 120 and (is_published(text) or site_share(text) >= 0.7)):
        told = len(text) <= 120 and not is_closed(text) and is_label_line(text)
        return is_notice(text) or told or (is_crumbs(text) and not is_closed(text))
    return is_furniture(text)


def is_prose(text: str) -> bool:
    """Whether a line is running text: a sentence, or long.

    >>> is_prose("开发区推行标准地改革，已出让8宗。"), is_prose("开发区推行“标准地”改革")
    (True, False)
    """
    size, commas = len(text), text.count("，")
    if size <= 100 and "。" not in text and DOCUMENT_END.search(text):
        # Titles of documents may be long: 关于印发《…》的通知.
        return False
    if _ADDRESSED.fullmatch(text):
        return True
    if is_closed(text) and text[-1] not in "！？" and size >= 5:
        return True
    if is_closed(text) and size >= 16 and (commas or "。" in text):
        return True
    return (
        (size > 64 and text.count(" ") * 8 < size) or (size >= 24 and commas >= 2) or ("。" in text[:-1] and size >= 8)
    )


def credit_names(text: str) -> tuple[str, ...]:
    """Names of a line that names the authors and says nothing else.

    >>> credit_names("■本报记者 何鸣岐"), credit_names("记者走进开发区的车间")
    (('何鸣岐',), ())
    """
    if 6 <= len(text) <= 40 and (name := _affiliated(text)):
        return (name,)
    if has_role(text) and (names := line_names(text)):
        return names
    if len(text) <= 16 and "，" not in text and not site_share(text) and (names := names_of(text)):
        return names
    if text[0] in "（(【[" and text[-1] in "）)】]" and len(text) <= 40 and (names := bracket_names(text)):
        return names
    if (
        len(text) <= 60
        and not LABEL.match(text)
        and not is_closed(text)
        and "，" not in text
        and ("记者" in text or "通讯员" in text)
    ):
        return reporters(text)
    return ()


def _affiliated(text: str) -> str:
    """The author of a line that names one person and his office, or nothing.

    >>> _affiliated("何山 襄水市委党校"), _affiliated("襄水园区 营商环境")
    ('何山', '')
    """
    parts = [part for part in _APART.split(text) if part]
    names = [part for part in parts if is_name(part)]
    if len(names) != 1 or len(parts) not in (2, 3):
        return ""
    others = (part for part in parts if part != names[0])
    return names[0] if all(is_organ(part) or _SCHOOL.search(part) for part in others) else ""


def tail_start(lines: Sequence[Line], looks: Sequence[Look]) -> int:
    """The line from which on a page holds no more of its article: 相关阅读, comments, the keeper of the site."""
    sizes = [len(line.text) if look is Look.PROSE else 0 for line, look in zip(lines, looks, strict=True)]
    total, before = sum(sizes), 0
    for place, line in enumerate(lines):
        behind = looks[place] is not Look.PROSE and total - before <= _MOST_BEHIND * total
        if before and behind and is_tail(line.text):
            return place
        before += sizes[place]
    return len(lines)


def mark_signatures(lines: Sequence[Line], looks: list[Look]) -> None:
    """A date below the office that signs a notice is text, no line of publication."""
    seen = False
    for place, look in enumerate(looks):
        seen = seen or look is Look.PROSE
        if seen and look is Look.FURNITURE and is_date_line(lines[place].text) and not is_label_line(lines[place].text):
            above = lines[place - 1].text
            signed = looks[place - 1] is Look.SHORT and (is_organ(above) or len(above) <= 12)
            if signed or (looks[place - 1] is Look.PROSE and lines[place].text[-1] == "日"):
                looks[place] = Look.SHORT
            at = place - 2
            while signed and at > 0 and looks[at] is Look.FURNITURE and _CONTACT.match(lines[at].text):
                looks[at] = Look.SHORT  # where to ask, over the signature of a notice
                at -= 1


def mark_lead_ins(lines: Sequence[Line], looks: list[Look], end: int) -> None:
    """Text over the line of publication, and a site's summary under it, are furniture: the article begins below."""
    sizes = [len(line.text) if look is Look.PROSE else 0 for line, look in zip(lines, looks, strict=True)]
    total, before = sum(sizes[:end]), 0
    for place in range(min(end, _HEAD_LINES)):
        published = looks[place] is Look.FURNITURE and is_published(lines[place].text)
        if published and before and before <= _MOST_OVER * total:
            for at in range(place):
                looks[at] = Look.FURNITURE if looks[at] is Look.PROSE else looks[at]
        before += sizes[place]
    first = next((place for place in range(end) if looks[place] is Look.PROSE), None)
    if first is not None and _SUMMARY.match(lines[first].text) and total >= 3 * sizes[first]:
        looks[first] = Look.FURNITURE
