"""Tells furniture of web sites from text by its words: navigation, labels, notices, sharing and counters.

Comes in: the text of one line, folded. Goes out: what share of it is furniture, or which kind it is.
The words stand in `language/lexicon/site_*.txt`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.language.lexicon import any_of, word_set
from reformgraph.layout.line_signs import NO_ATTACHMENT, is_closed, is_date_line, is_site

#: Longer lines are judged by their words only where they hold those of a notice.
_LONGEST = 120
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?/?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d"
    r"|\d{1,2}\s?[:：]\s?\d{2}(?:\s?[:：]\s?\d{2})?|星期[一二三四五六日天]"
)
#: （原标题：…） is a label line, 标题：… and 名 称：… hold the headline.
_TITLE_LABEL = re.compile(r"[（(【\[]?\s*(?:(原标题|原题)|标\s*题|题\s*目|名\s*称)\s*[:：]")
#: 编 辑：何山.
_SPACED = re.compile(r"^([\u4e00-\u9fff]) {1,3}([\u4e00-\u9fff])(?=\s?[:：])")
_ANY_LABEL = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}\s?[：:]")
_TODAY = re.compile(r".{0,4}(?:" + any_of("today_words") + ")是")
_TOLD_DAY = re.compile(r"\d日(?![讯电])[\u4e00-\u9fff]{3,}")
_LABEL = re.compile(rf"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[：:]))(?:{any_of('site_labels')})\s*[:：丨|]")
_FIRST_LABEL = re.compile(
    rf"[\s•·*●■【（(\[\d.、-]{{0,8}}(?:本[页版文期网站]|实习|新媒体)?(?:{any_of('site_labels')})\s*(?:[:：丨】]|\s?\|)"
)
_TAIL = re.compile(rf"[\W_\d]*({any_of('site_tail_words')})(?P<more>[\u4e00-\u9fff]?)", re.I)
#: 首页 > 新闻中心 > 正文; 人民网>>龙江频道; 主页-->经济.
_CRUMB = re.compile(r"[^，。！？；]{1,28}?\s*(?:>>|-->|[>›»＞])\s*[^，。！？；]{0,60}$")
_PLACE = re.compile(r".{0,6}(?:" + any_of("place_on_site") + r")")
_ADDRESS = re.compile(r"[^\u4e00-\u9fff]{0,8}(?:https?://|www\.)\S+$|.{0,14}[:：]\s?https?://\S+$", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BARS = re.compile(r"[|｜]")
#: ![图片](…); 3.jpg; 截屏2020.png.
_PICTURE = re.compile(
    r"!?\[[^\]]{0,80}\]\([^)]{0,400}\)[\s|]*$|!\[[^\]]{0,80}\][\s|]*$|[^，。；]{0,60}\.(?:jpe?g|png|gif|bmp|webp)$",
    re.I,
)
_MARKUP = re.compile(r"<%.{0,200}%?>?$|[|\s\-:]+$|\{[{%].{0,80}")
#: 第A10版：创投动向; A01版：.
_EDITION = re.compile(r"第?\s?[A-Za-z]?\d{1,5}\s?版(?:\s?[:：].{0,16})?$")
#: 特别声明：以上内容…; not 声明书, and not alone: 严正声明：我区从未….
_STATEMENT = re.compile(r"[\W_]{0,3}(?:" + any_of("statement_kinds") + r")?声明\s*[:：]")
#: 芳洲新闻 3小时前; 原创 南浦小妹 南浦高新区, as applications and accounts head their posts.
_AGO = re.compile(
    r"(?:^(?:\S{1,10}\s)?\d{1,2}\s?|^[\u4e00-\u9fff]{2,8}\d{1,2})(?:"
    + any_of("post_ages")
    + r")$|^原创\s[^，。：]{2,}$"
)
_SHORT_POST = 32
_NUMBER = re.compile(r"[^\u4e00-\u9fff|]{1,14}$")
_LISTED = re.compile(r"[ \u3000]")


@lru_cache(maxsize=4)
def _finder(*names: str) -> AhoCorasick:
    return AhoCorasick(sorted(word.lower() for word in word_set(*names)), matchkind=MatchKind.LeftmostLongest)


def site_share(text: str) -> float:
    """Share of a line's letters that are words of a site's furniture, dates left out of account; 0 to 1.

    >>> site_share("打印本页 关闭窗口"), site_share("推动园区改革")
    (1.0, 0.0)
    """
    bare = _DATE.sub(" ", text.lower())
    letters = len(_LETTER.findall(bare))
    found = _finder("site_words", "site_labels").find_matches_as_indexes(bare)
    return min(1.0, sum(end - start for _, start, end in found) / letters) if letters else 0.0


def is_notice(text: str) -> bool:
    """Whether a line is a legal or contact notice: several words of one, and little else said.

    >>> is_notice("版权归本报社所有，未经许可不得转载"), is_notice("开发区建立侵权举报机制，为企业护航")
    (True, False)
    """
    small = text.lower()
    found = {small[start:end] for _, start, end in _finder("site_notices").find_matches_as_indexes(small)}
    # Long phrases (未经授权) stand in notices only, short words (电话) in sentences too.
    weight = sum(2 if len(word) >= 4 else 1 for word in found)
    weight += 2 if _STATEMENT.match(text) else 0
    if sum(map(len, found)) * 12 < len(text) or (len(found) < 3 and len(text) > 60):
        return False
    return weight >= (3 if is_closed(text) else 2)


def is_label_line(text: str) -> bool:
    """Whether a line is of labels with what they tell: 来源：… 发布时间：…, rows of an index table.

    >>> is_label_line("发布时间：2024-05-18 来源：云岭日报"), is_label_line("要求：各单位抓好落实")
    (True, False)
    """
    if len(text) > _LONGEST or (text[-1] in "。；" and len(text) > 40):
        return False
    text = _SPACED.sub(r"\1\2", text)
    if titled := _TITLE_LABEL.match(text):
        return titled.group(1) is not None
    if text[-1] in "？?" and not _DATE.search(text):
        # 记者：保税区今年改革的重点是什么？ is asked in an interview.
        return False
    labels = len(_LABEL.findall(text))
    if len(_ANY_LABEL.findall(text)) > 1 and "，" not in text and len(_HAN.findall(_ANY_LABEL.sub("", text))) <= 24:
        # 生效时间： 废止时间：, labels with short values or none.
        return True
    if is_closed(text) and len(text) >= 10:
        return labels > 1 and _DATE.search(text) is not None
    return labels > 1 or _FIRST_LABEL.match(text) is not None or (labels == 1 and _DATE.search(text) is not None)


def is_tail(text: str) -> bool:
    """Whether a line begins what stands behind the article: 相关阅读, 上一篇：…, 版权所有."""
    found = _TAIL.match(text) if len(text) <= _LONGEST else None
    # 标签： ends an article, 标签化管理 is text.
    return found is not None and (len(found.group(1)) > 2 or not found.group("more"))


def is_crumbs(text: str) -> bool:
    """Whether a line leads from a home page down: 首页 > 新闻中心 > 正文."""
    if len(text) > 120 or not any(mark in text for mark in ">›»＞"):
        return False
    return _PLACE.match(text) is not None or (len(text) <= 80 and _CRUMB.match(text) is not None)


def is_picture(text: str) -> bool:
    """Whether a line is the place of a picture: its file name or Markdown."""
    return _PICTURE.match(text) is not None


def is_published(text: str) -> bool:
    """Whether a short line holds the date of publication: a date with labels, a source or counters, or alone."""
    if len(text) > _LONGEST or text[-1] in "。；，":
        return False
    bare = _DATE.sub(" ", text)
    if bare == text or _TODAY.match(text):
        return False
    if _TOLD_DAY.search(text) and not is_label_line(text):
        # 2024年5月18日云岭开工: a day told in text.
        return False
    return is_label_line(text) or (len(_HAN.findall(bare)) <= 14 and "，" not in text) or is_date_line(text)


def is_scaffold(text: str) -> bool:
    """Whether a line is a picture, an address, markup, or holds hardly a Chinese character."""
    if is_picture(text) or _MARKUP.fullmatch(text) or _ADDRESS.match(text):
        return True
    return len(text) > 24 and len(_HAN.findall(text[:400])) * 10 < min(len(text), 400)


def is_menu(text: str) -> bool:
    """Whether a line is a row of short words set apart: 首页 新闻 政务 互动 服务 专题."""
    words = _LISTED.split(text) if "。" not in text and "，" not in text else []
    return len(words) >= 6 and len(text) <= 6 * len(words)


def is_furniture(text: str) -> bool:
    """Whether a line is furniture of a site by its words or signs."""
    if is_scaffold(text) or is_crumbs(text) or is_notice(text):
        return True
    if len(text) > _LONGEST:
        return False
    if _AGO.search(text) and len(text) <= _SHORT_POST and not is_closed(text):
        return True
    if (_NUMBER.fullmatch(text) and len(text) <= 14) or NO_ATTACHMENT.match(text) or _EDITION.match(text):
        return True
    share = site_share(text)
    if share >= 0.6 or is_label_line(text) or is_published(text):
        return True
    bars = len(_BARS.findall(text)) >= 2 and "。" not in text and "，" not in text
    return (
        is_menu(text)
        or (is_tail(text) and len(text) <= 40 and not is_closed(text))
        or (bars and share >= 0.2)
        or (is_site(text) and share >= 0.3)
    )
