"""What a web page tells of itself: headline, date, source, site, sections, footer.

Comes in: blocks and head of the page. Goes out: the headline on which metadata, ``<title>`` and headings
agree, and the rest by the keys of `front_matter.KEYS` and of `PageContext`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from reformgraph.language.lexicon import any_of
from reformgraph.reading.html_blocks import Markup
from reformgraph.reading.issue_date import moment_date

#: Names of metadata, the ones believed first in front; 修改 (modified) last.
_NAMES: Mapping[str, Sequence[str]] = {
    key: names.split()
    for key, names in {
        "date": """
            enp:date pubdate publishdate publish_date publish-date pub_date articledate article:published_time
            og:article:published_time og:published_time datepublished publishtime publish_time published_time
            firstpublishedtime releasedate release_date og:release_date contentdate createdate create_time
            bytedance:published_time weibo:article:create_at article:create_at parsely-pub-date dc.date.issued
            dcterms.issued dcterms.created dc.date date og:updated_time dateupdate bytedance:updated_time
            article:modified_time datemodified updatedate
            """,
        "source": "contentsource article:source dc.source dc.publisher source mediaid og:site_name sitename",
        "author": "contentauthor article:author og:article:author author dc.creator",
        "url": "og:url bytedance:canonical_url",
        "site": "sitename og:site_name application-name",
        "column": "columnname article:section og:article:section",
    }.items()
}
#: How far a name of metadata is believed to give the headline.
_TITLE_NAMES = {
    "articletitle": 3.0,
    "enp:title": 2.5,
    "og:title": 2.5,
    "twitter:title": 1.5,
    "dc.title": 1.5,
    "title": 1.0,
}
_JSON_LD = re.compile(r'"(?:datePublished|pubDate|dateCreated|uploadDate)"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_JSON_TITLE = re.compile(r'"headline"\s{0,9}:\s{0,9}("(?:[^"\\\n]|\\.){4,200}")')
#: Values of WeChat's and of portals' scripts: var ct = "1715990400"; createTime = '2024-05-18 08:00'.
_SCRIPT_DATES = (
    re.compile(
        r"\b(?:publish_?[tT]ime|pubtime|pub_time|create_?[tT]ime)\b[\"']?\s{0,9}[=:]"
        r"\s{0,9}[\"']((?:19|20)\d\d[-/年][^\"'\n]{4,30})[\"']"
    ),
    re.compile(
        r"\b(?:ct|oriCreateTime|publish_?[tT]ime|create_?[tT]ime)\b[\"']?\s{0,9}[=:]\s{0,9}[\"']?(1\d{9}(?:\d{3})?)\b"
    ),
)
_SCRIPT_TITLE = re.compile(r"\bmsg_title\s{0,9}=\s{0,9}(['\"])([^'\"\n]{4,200})\1")
#: The account that sent a WeChat post: var nickname = htmlDecode("嘉鱼发布").
_ACCOUNT = re.compile(r"\bnickname\s{0,9}=\s{0,9}(?:htmlDecode\()?(['\"])([^'\"\n]{2,40})\1")
_PLAIN_TAIL = re.compile(r"(?<!\s)\s*(?:[_|｜]|-{1,3}|–)\s*[^_|｜–-]{1,40}$")
#: A dash may lead in a sub-headline; only the name of a site behind it is cut.
_SITE_TAIL = re.compile(r"(?<!\s)\s*[—－]{1,2}\s*[^—－_|｜-]{2,24}(?:" + any_of("site_title_ends") + r")$")
_SOURCE_LINE = re.compile(
    r"(?:来源|稿源|信息来源|文章来源)\s*[:：]\s*([^\s|｜:：]{2,30}?)(?=\s|" + any_of("behind_source") + r"|$|[|｜])"
)
_CRUMBS = re.compile(r"crumb|position|location|dqwz|weizhi|curmb|lujing", re.I)
_PLACE = re.compile(r".{0,6}(?:当前位置|所在位置|您的位置|你的位置)\s*[:：]?\s*")
_CRUMB_MARK = re.compile(r"(?<!\s)\s*(?:>>|[>›»＞/→])\s*")
_HOME = re.compile(rf"(?:{any_of('path_ends')})$")
_FOOT = re.compile(r"foot|copyright|bottom", re.I)
#: A line of publication tells a day; a headline over it has so many signs, and the text holds that share of its pairs.
_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_LABELLED = re.compile(r"[:：]\s*(?:$|\d)|[>›»＞]")
#: 云山市人民政府门户网站 部门动态.
_SITE_LEAD = re.compile(r"\S{0,30}(?:" + any_of("site_title_ends") + r")(?:[\s_|｜-]|$)")
_SHORTEST, _TAKEN_UP = 8, 0.25
#: How far it is believed: more than a ``<title>`` (1.6 and 1.0) that nothing on the page bears out.
_STANDING = 3.0
_MOST_LINES = 8
_REACH = 60


def metadata_of(page: Markup, first: int) -> dict[str, str]:
    """Metadata of a page whose text begins with block `first`."""
    told = {key: value for key, names in _NAMES.items() if (value := _best(page.metadata, names))}
    if date := told_date(page):
        told["date"] = date
    else:
        told.pop("date", None)
    title = agreed_title(page, first)
    told["title"] = title
    if page.title.startswith(title) and (rest := page.title[len(title) :].strip(" -_|｜–—－")):
        told["title_suffix"] = rest
    for block in page.blocks[: first + 40]:
        found = _SOURCE_LINE.search(block.text) if len(block.text) <= 120 else None
        if found:
            told["source"] = found.group(1)
            break
    account = next((found.group(2) for script in page.scripts if (found := _ACCOUNT.search(script))), "")
    told["source"] = told.get("source", "") or account
    told["signed"] = "\n".join(text for place, text in page.signed if first - _REACH <= place <= first)
    told["crumbs"] = "\n".join(_breadcrumbs(page))
    told["footer"] = "\n".join(_footer(page))
    return {key: value for key, value in told.items() if value}


def _best(metadata: Iterable[tuple[str, str]], names: Sequence[str]) -> str:
    found = [(names.index(name), value) for name, value in metadata if name in names]
    return min(found, key=lambda one: one[0])[1] if found else ""


def told_date(page: Markup) -> str:
    """Day of publication in Beijing by metadata, JSON-LD, scripts or clock of a page; empty if none tells."""
    names = _NAMES["date"]
    values = sorted((names.index(name), value) for name, value in page.metadata if name in names)
    told = [value for _, value in values]
    modified = [value for place, value in values if place >= names.index("og:updated_time")]
    for value in [value for value in told if value not in modified]:
        if day := moment_date(value):
            return day
    for script in page.scripts:
        for found in _JSON_LD.finditer(script):
            if day := moment_date(found.group(1)):
                return day
    for pattern in _SCRIPT_DATES:
        for script in page.scripts:
            if (found_value := pattern.search(script)) and (day := moment_date(found_value.group(1))):
                return day
    return next((day for value in [page.clock, *modified] if value and (day := moment_date(value))), "")


def agreed_title(page: Markup, first: int) -> str:
    """The headline on which most of metadata, ``<title>`` and headings near the text (block `first`) agree."""
    told = _candidates(page, first)
    site = _bare(_best(page.metadata, _NAMES["site"]))
    best, most = "", 0.0
    for text, _ in told:
        mine = _bare(text)
        if len(mine) < 2 or mine == site:
            continue
        support = sum(weight * _agreement(mine, _bare(other)) for other, weight in told)
        if support > most:
            best, most = text, support
    return best


def _candidates(page: Markup, first: int) -> list[tuple[str, float]]:
    """What may be the headline, and how far it is believed."""
    told = [(without_site(value), _TITLE_NAMES[name]) for name, value in page.metadata if name in _TITLE_NAMES]
    for script in page.scripts:
        if found := _SCRIPT_TITLE.search(script):
            told.append((found.group(2), 2.5))
        if headline := _JSON_TITLE.search(script):
            told.append((_unquoted(headline.group(1)), 2.5))
    title, standing = _behind_site(page, first), _over_the_day(page, first)
    # A keeper that gives every page its own name is no headline because headlines begin with it.
    if not any(_leads_in(title, text) for text in standing):
        told += [(without_site(title), 1.6), (title, 1.0)]
    told += [(text, _STANDING) for text in standing if not any(_overlap(text, one) for one, _ in told)]
    for place in range(max(0, first - _REACH), min(len(page.blocks), first + 6)):
        block = page.blocks[place]
        if not (block.level or block.titled) or not 4 <= len(block.text) <= 90 or block.text[-1] == "。":
            continue
        weight = 1.8 if block.level == 1 else 1.5 if block.level in (2, 3) or block.titled else 0.8
        # A logo is a link home; a headline seldom links.
        told.append((block.text, weight * (0.3 if block.linked * 2 > len(block.text) else 1.0)))
    return [(text, weight) for text, weight in told if text][:200]


def _behind_site(page: Markup, first: int) -> str:
    """The ``<title>``; without site and section where they lead it in and a heading prints the rest alone."""
    for block in page.blocks[max(0, first - _REACH) : first]:
        size = len(page.title) - len(block.text)
        lead = page.title[:size].rstrip(" -_|｜–—:：") if size > 0 and page.title.endswith(block.text) else ""
        apart = size > len(lead) > 0 and len(block.text) >= _SHORTEST
        if apart and (block.level or block.titled) and _SITE_LEAD.match(lead):
            return block.text
    return page.title


def _over_the_day(page: Markup, first: int) -> list[str]:
    """The line right over the line of publication, where the text takes it up: a headline that nothing marks as one.

    On sites whose ``<title>`` is their own name on every page it is all there is.
    """
    for place in range(first - 1, max(0, first - _REACH), -1):
        block, over = page.blocks[place], page.blocks[place - 1]
        if len(block.text) > 120 or block.is_prose or block.linked * 2 > len(block.text) or not _DAY.search(block.text):
            continue
        mine = _bare(over.text)
        if not _SHORTEST <= len(mine) <= 60 or over.linked or over.text[0] in "—-（(" or _LABELLED.search(over.text):
            return []
        text = _bare("".join(one.text for one in page.blocks[first : first + 40] if one.is_prose)[:3000])
        pairs = {mine[at : at + 2] for at in range(len(mine) - 1)}
        return [over.text] if sum(pair in text for pair in pairs) >= _TAKEN_UP * len(pairs) else []
    return []


def _overlap(one: str, other: str) -> bool:
    one, other = _bare(one), _bare(other)
    return one in other or (len(other) > 5 and other in one)


def _leads_in(title: str, headline: str) -> bool:
    """Whether a ``<title>`` is only what a headline begins with: 石鼓工业集中区 of 石鼓工业集中区推行“厂房超市”."""
    mine, whole = _bare(title), _bare(headline)
    return whole.startswith(mine) and len(mine) * 3 < len(whole) * 2


def _agreement(mine: str, other: str) -> float:
    """How far another candidate speaks for this one: the same, longer or shorter by a site's name or a label."""
    if mine == other:
        return 1.0
    if len(mine) >= 6 and mine in other:
        return 0.9
    return 0.5 if len(other) >= 6 and other in mine else 0.0


def without_site(title: str) -> str:
    """A title without the names of site and sections behind it.

    >>> without_site("嘉鱼推行“标准地”｜嘉鱼县人民政府"), without_site("一枚印章——嘉鱼见闻-要闻-云山网")
    ('嘉鱼推行“标准地”', '一枚印章——嘉鱼见闻')
    """
    for _ in range(4):
        tail = _SITE_TAIL.search(title) or _PLAIN_TAIL.search(title)
        if tail is None or tail.start() < 6:
            return title.strip()
        title = title[: tail.start()]
    return title.strip()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:
        return ""


def _breadcrumbs(page: Markup) -> list[str]:
    """Sections of the site from the top down, as the page's path names them."""
    for block in page.blocks[:200]:
        inside = _CRUMBS.search(page.containers[block.container].label)
        place = _PLACE.match(block.text)
        if (inside or place) and len(block.text) <= 120:
            parts = [part.strip() for part in _CRUMB_MARK.split(block.text[place.end() if place else 0 :])]
            return [part for part in parts if part and len(part) <= 24 and not _HOME.match(part)]
    return []


def _footer(page: Markup) -> list[str]:
    """Lines of the footer: who keeps the site."""
    found = [
        block.text
        for block in page.blocks[-80:]
        if len(block.text) <= 120
        and block.linked * 2 < len(block.text)
        and _FOOT.search(page.containers[block.container].label)
    ]
    return found[:_MOST_LINES]
