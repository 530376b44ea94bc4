"""Text of a web page: headline and headings as Markdown, one paragraph a line, navigation left out.

The article is the innermost element that holds most of the running text; nothing that holds much of the
running text is left out for its tag or class (a form round the page, a class name that holds "side").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reformgraph.language.lexicon import any_of, word_set
from reformgraph.reading.html_blocks import Block, Container, Markup, read_markup
from reformgraph.reading.html_head import metadata_of
from reformgraph.reading.issue_date import date_beside

#: Share of all running text that an element holds which is content whatever it is called.
_MOST = 0.4
#: Whatever it holds, this is no article.
_NEVER = re.compile(r"foot|copyright|comment|friendlink", re.I)
#: Cards of other stories are so many at least, and hold no more than this share of the running text.
_LEAST_CARDS, _MOST_CARDS = 3, 0.75
_NAMED, _UNNAMED = 0.6, 0.85
_PUBLISHED = re.compile(
    r"^.{0,12}(?:" + any_of("page_head_labels") + r"|Date)\s*[:：]"
    r"|^[^\u4e00-\u9fff]{0,6}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}"
)
_DOCUMENT_NUMBER = re.compile(
    r"(?:发文字号|文号|文件编号)[:：]\s*([\u4e00-\u9fff]{2,14}[〔\[（(](?:19|20)\d\d[〕\]）)]\s?第?\d+号)$"
)
_LONGEST_LABEL = 160
#: Names of the authors in an element of their own under the text: 撰稿：江晚.
_WRITTEN = re.compile(
    "(?:" + any_of("press_people", "writing_roles") + r"|撰稿)\s?[:：]\s?[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
)
_BELOW = 4


def html_text(source: str) -> tuple[str, dict[str, str]]:
    """Text of the article part of a web page, and its metadata.

    Headings become Markdown ``#`` lines, paragraphs lines with a blank line between; the headline is a
    line of level 1. A page of links without a text of its own gives its links, a line each.
    """
    page = read_markup(source)
    out = _left_out(page)
    inside, first = _article(page, out)
    metadata = metadata_of(page, first)
    if day := _day_beside(page, inside, first):
        metadata["printed"] = day
    if not any(block.is_prose for block in page.blocks if not out[block.container]):
        blocks = [replace(block, level=0) for block in page.blocks if not out[block.container]]
        return _lines(blocks if len(blocks) > 4 else _with_title(page, inside, first, out, metadata)), metadata
    return _lines(_with_title(page, inside, first, out, metadata)), metadata


def _day_beside(page: Markup, inside: Sequence[bool], first: int) -> str | None:
    """Day of publication printed outside the article: in a table of the document, in the masthead, under the text."""
    short = [
        (place, block.text)
        for place, block in enumerate(page.blocks)
        if not inside[block.container] and len(block.text) <= _LONGEST_LABEL and block.linked * 2 <= len(block.text)
    ]
    over = (text for place, text in short if place < first)
    return date_beside(over, (text for place, text in short if place > first))


def _lines(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    for place, block in enumerate(blocks):
        if place and not (block.broken and not block.level and not blocks[place - 1].level):
            lines.append("")
        lines.append(f"{'#' * block.level} {block.text}" if block.level else block.text)
    return "\n".join(lines)


def _sums(containers: Sequence[Container], own: Sequence[int]) -> list[int]:
    """Characters in each container and all inside it."""
    sums = list(own)
    for place in range(len(containers) - 1, 0, -1):
        sums[containers[place].parent] += sums[place]
    return sums


def _cards(page: Markup) -> list[bool]:
    """For each container, whether it holds cards of other stories: texts of a paragraph, each under a link."""
    texts, under = [0] * len(page.containers), [0] * len(page.containers)
    for place, block in enumerate(page.blocks):
        if block.is_prose:
            texts[block.container] += 1
            above = page.blocks[place - 1] if place else block
            under[block.container] += above.linked * 2 > len(above.text)
    texts, under = _sums(page.containers, texts), _sums(page.containers, under)
    return [linked >= _LEAST_CARDS and linked * 5 >= told * 4 for told, linked in zip(texts, under, strict=True)]


def _left_out(page: Markup) -> list[bool]:
    """For each container, whether it is furniture by its tag, class or cards, and holds little of the text."""
    containers, cards = page.containers, _cards(page)
    sums = _sums(containers, [container.prose for container in containers])
    if not sums[0]:
        sums = _sums(containers, [container.characters for container in containers])
    out = [False] * len(containers)
    for place, container in enumerate(containers):
        own = container.aside and (sums[place] < _MOST * sums[0] or _NEVER.search(container.label) is not None)
        own = own or (cards[place] and sums[place] <= _MOST_CARDS * sums[0])
        out[place] = own or (container.parent >= 0 and out[container.parent])
    return out


def _article(page: Markup, out: Sequence[bool]) -> tuple[list[bool], int]:
    """For each container whether it is of the article, and the number of the article's first block."""
    containers = page.containers
    own = [0 if out[place] else container.prose for place, container in enumerate(containers)]
    if not any(own):
        own = [0 if out[place] else container.characters for place, container in enumerate(containers)]
    sums = _sums(containers, own)
    best = 0
    # The innermost container that still holds most of the running text; named ones are believed sooner.
    for place in range(1, len(containers)):
        share = _NAMED if containers[place].named else _UNNAMED
        if not out[place] and sums[place] >= share * sums[0] and sums[place] > 0:
            best = place
    inside = [False] * len(containers)
    for place, container in enumerate(containers):
        within = place == best or (container.parent >= 0 and inside[container.parent])
        inside[place] = within and not out[place]
    first = next((place for place, block in enumerate(page.blocks) if inside[block.container] and block.is_prose), None)
    if first is None:
        first = next((place for place, block in enumerate(page.blocks) if inside[block.container]), 0)
    _take_siblings(page, out, inside, best)
    return inside, first


def _take_siblings(page: Markup, out: Sequence[bool], inside: list[bool], best: int) -> None:
    """Running text right beside the article's element belongs to it: a first paragraph in a block of its own."""
    parent = page.containers[best].parent
    if parent < 0:
        return
    around = [place == parent for place in range(len(page.containers))]
    for place, container in enumerate(page.containers):
        around[place] = around[place] or (container.parent >= 0 and around[container.parent])
    for block in page.blocks:
        if block.is_prose and around[block.container] and not out[block.container] and len(block.text) >= 30:
            inside[block.container] = True


def _with_title(
    page: Markup, inside: Sequence[bool], first: int, out: Sequence[bool], metadata: dict[str, str]
) -> list[Block]:
    """The article's blocks: the headline first, what stands between it and the text, the text."""
    title = metadata.get("title", "")
    at = _printed_title(page.blocks, title, first, out)
    start = at[-1] + 1 if at else 0
    kept: list[Block] = []
    last = max((place for place, block in enumerate(page.blocks) if inside[block.container]), default=0)
    summary = f"【{title}】" if sum(block.is_prose for block in page.blocks if inside[block.container]) > 2 else "\n"
    for place, block in enumerate(page.blocks):
        # 【headline】 over the text leads in the summary that a site makes of it.
        if place < start or _is_link_list(block) or block.text.startswith(summary):
            continue
        above = place < first and not out[block.container]
        short = len(block.text) <= _LONGEST_LABEL
        between = above and short and (bool(at) or _PUBLISHED.match(block.text))
        signed = last < place <= last + _BELOW and short and not out[block.container] and _WRITTEN.search(block.text)
        if inside[block.container] and (at or place >= first or block.level != 1):
            kept.append(block if block.level != 1 else replace(block, level=2))
        elif between or signed:
            kept.append(replace(block, level=0))
    over = [block.text for block in page.blocks[:first] if not out[block.container]]
    number = next((found.group(1) for text in over if (found := _DOCUMENT_NUMBER.match(text))), "")
    if number and not any(number in block.text for block in kept if block.is_prose or block.text == number):
        place = next((place for place, block in enumerate(kept) if block.is_prose), len(kept))
        kept.insert(place, Block(number, 0, 0, 0))
    if at:
        heads = [replace(page.blocks[place], level=1) for place in at]
        heads[-1].text = _without_tag(heads[-1].text)
        return heads + kept
    return [Block(title, 1, 0, 0), *kept] if title and kept else kept


def _without_tag(headline: str) -> str:
    """A headline without the word of the site set beside it in the same heading.

    >>> _without_tag("云岭园区推行帮办代办 原创"), _without_tag("云岭园区推行帮办代办 企业少跑腿")
    ('云岭园区推行帮办代办', '云岭园区推行帮办代办 企业少跑腿')
    """
    told, _, tag = headline.rpartition(" ")
    return told.rstrip() if told and tag.strip("[]【】()（）") in word_set("headline_tags") else headline


def _printed_title(blocks: Sequence[Block], title: str, first: int, out: Sequence[bool]) -> list[int]:
    """Numbers of the blocks that print the headline, the nearest over the text; two where ``<br>`` parts it.

    One that is hidden, or stands in furniture, is none.
    """
    wanted = re.sub(r"[\W_]+", "", title)
    if not wanted:
        return []
    for place in range(min(first + 1, len(blocks) - 1), -1, -1):
        text = re.sub(r"[\W_]+", "", blocks[place].text)
        if not text or len(text) > len(wanted) + 8 or out[blocks[place].container]:
            continue
        if text == wanted or (len(wanted) >= 6 and wanted in text and blocks[place].level):
            return [place]
        if place and text and wanted.endswith(text) and len(text) < len(wanted):
            above = re.sub(r"[\W_]+", "", blocks[place - 1].text)
            if above + text == wanted:
                return [place - 1, place]
    return []


def _is_link_list(block: Block) -> bool:
    return block.linked * 2 > len(block.text) and not (block.level and len(block.text) > 8) and len(block.text) < 200
