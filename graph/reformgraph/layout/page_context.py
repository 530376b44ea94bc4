"""Lines of page furniture to what they tell of the page's source: site, sections, printed source.

Comes in: a page, its articles and the numbers of the lines that belong to none. Goes out: the page with
its context filled in. Nothing of the context is ever quoted as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from reformgraph.language.lexicon import any_of
from reformgraph.layout.line_signs import is_site
from reformgraph.records import Article, Page

_Told = TypeVar("_Told", str, tuple[str, ...])
_LONGEST = 120
#: Lines kept of what stands over, and of what stands under the articles.
_MOST = 12
#: 来源：漯河日报 2021-05-14; not 资金来源：财政拨款, which is no line of its own kind.
_SOURCE = re.compile(
    r"(?:^|[\s|｜　])(?:" + any_of("source_labels") + r")\s*[:：]\s*([^\s|｜:：（(【]{2,30}?)"
    r"(?=\s|" + any_of("beside_source") + r"|$|[|｜（(【])"
)
#: 当前位置：首页 > 新闻中心 > 园区动态; 首页>>政务公开>>通知公告.
_CRUMB = re.compile(r"\s*(?:[>›»＞→/]{1,2}|(?<=\s)》(?=\s)|(?<=\s)-(?=\s))\s*")
_PLACE = re.compile(r"^.{0,6}(?:" + any_of("site_place_labels") + r")\s*[:：]?\s*")
_HOME = re.compile(rf"(?:{any_of('path_ends')})$")
#: 版权所有：曲靖经济技术开发区管理委员会; 主办单位 曲靖经开区管委会.
_KEEPER = re.compile(r"(?:版权所有|主办单位|主办|承办单位)\s*[:：©]?\s*([\u4e00-\u9fff]{4,30})")


def with_context(page: Page, articles: Sequence[Article], others: Iterable[int]) -> Page:
    """The page, its context filled with what the lines of its furniture tell.

    Parameters
    ----------
    page
        As read; what its manifest and metadata told is kept.
    articles
        Its articles.
    others
        1-based numbers of the lines that belong to none, ascending.
    """
    taken = [number for article in articles for numbers in article.lines.values() for number in numbers]
    rows = page.text.split("\n")
    lines = [(number, rows[number - 1].strip().lstrip("#> ").strip()) for number in others]
    lines = [(number, line) for number, line in lines if line and len(line) <= _LONGEST]
    if not lines:
        return page
    last = max(taken, default=0)
    above = tuple(line for number, line in lines if number < last)[:_MOST]
    below = tuple(line for number, line in lines if number > last)[-_MOST:]
    told = page.context
    context = replace(
        told,
        header=told.header or above,
        footer=told.footer or below,
        breadcrumbs=told.breadcrumbs or _first(breadcrumbs(line) for line in above) or (),
        source_line=told.source_line or _first(printed_source(line) for _, line in lines) or "",
        site_name=told.site_name or _site_name(above, below),
    )
    return replace(page, context=context)


def printed_source(line: str) -> str:
    """What a line of publication names as its source; empty if it names none.

    >>> printed_source("来源：漯河日报 时间：2021-05-14")
    '漯河日报'
    """
    found = _SOURCE.search(line)
    return found.group(1) if found else ""


def breadcrumbs(line: str) -> tuple[str, ...]:
    """Sections of a site that a line of the form 首页 > 新闻中心 > 正文 names; empty for any other line.

    >>> breadcrumbs("当前位置：首页 > 新闻中心 > 园区动态 > 正文")
    ('新闻中心', '园区动态')
    """
    parts = [part.strip() for part in _CRUMB.split(_PLACE.sub("", line))]
    if len(parts) < 2 or not all(0 < len(part) <= 24 for part in parts[:-1]):
        return ()
    if not (_PLACE.match(line) or _HOME.match(parts[0]) or len(parts) > 2):
        return ()
    return tuple(part for part in parts if part and not _HOME.match(part))


def _first(values: Iterable[_Told]) -> _Told | None:
    """The first that tells anything."""
    return next((value for value in values if value), None)


def _site_name(above: Iterable[str], below: Iterable[str]) -> str:
    name = _first(line for line in above if is_site(line))
    keeper = _first(found.group(1) for line in below if (found := _KEEPER.search(line)))
    return name or keeper or ""
