"""Text of a web page: headings as Markdown, one paragraph a line, without navigation and other boilerplate.

The parser of the standard library is enough: pages are read for their running text only, and one
dependency less is one thing less to break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reformgraph.reading.table_text import LONGEST_CELL, RawCell, is_data_table, span_number, table_lines

_DROPPED_TAGS = """
script style noscript nav footer aside form button select option iframe svg canvas template object textarea dialog
map audio video
"""
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_BLOCK_TAGS = """
p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr tbody thead caption blockquote pre
figure figcaption center body html address fieldset details summary hr title time
"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BOILER = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menus?|foot\w*|sidebar|side|breadcrumbs?|crumbs?|shares?|sharing|related|recommend\w*|comments?"
    r"|copyright|login|search\w*|banner|advert\w*|ads?|pager|pagination|paging|friendlinks?|links|qrcode|toolbar|bdshare\w*)(?:$|[\s_-])",
    re.I,
)
_CONTENT = re.compile(r"article|content|main|detail|zoom|TRS_|editor|text|news|post|entry|body|rich_media", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0]+")
_META = {
    "date": ("pubdate", "publishdate", "article:published_time", "og:published_time", "datepublished", "publish-date",
             "firstpublishedtime", "createdate", "dc.date", "dc.date.issued", "weibo:article:create_at", "date"),
    "title": ("articletitle", "og:title", "twitter:title", "dc.title", "title"),
    "source": ("contentsource", "article:source", "dc.source", "dc.publisher", "source", "og:site_name", "sitename"),
    "author": ("contentauthor", "article:author", "author", "dc.creator"),
    "url": ("og:url",),
    "site": ("sitename", "og:site_name", "application-name"),
}  # fmt: skip
_JSON_DATE = re.compile(r'"(?:datePublished|pubDate)"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_SITE_TAIL = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,30}$")
_PUBLISHED = re.compile(r"^.{0,12}(?:来源|稿源|作者|记者|发布时间|发布日期|发表时间|时间|日期|Date)\s*[:：]")
_SOURCE_LINE = re.compile(
    r"(?:来源|稿源|信息来源|文章来源)\s*[:：]\s*([^\s|｜:：]{2,30}?)(?=\s|作者|时间|日期|发布|编辑|浏览|$|[|｜])"
)
_LINE_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_DEEPEST = 4000


@dataclass(slots=True)
class _Block:
    """A line of text: heading level or 0, characters in links, innermost container, whether `<br>` led in."""

    text: str
    level: int
    linked: int
    container: int
    broken: bool


@dataclass(slots=True)
class _Container:
    """An element that may hold the article; its parent container and own characters outside links."""

    parent: int
    weight: float
    characters: int = 0
    order: int = 0


@dataclass(slots=True)
class _OpenTable:
    """A table being read: where its blocks begin, its rows and where the blocks of each begin, the cell at hand."""

    first: int
    rows: list[list[RawCell]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    nests: bool = False


@dataclass(slots=True)
class _State:
    tag: str
    dropped: bool
    container: int


@dataclass(slots=True)
class _Reader(HTMLParser):
    blocks: list[_Block] = field(default_factory=list)
    containers: list[_Container] = field(default_factory=lambda: [_Container(-1, 1.0)])
    metadata: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    stack: list[_State] = field(default_factory=list)
    open_tags: dict[str, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    level: int = 0
    broken: bool = False
    title: str = ""
    script_date: str = ""
    clock: str = ""
    tables: list[_OpenTable] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(named)
        if tag in _BLOCKS or tag in ("br", "td", "th"):
            self._end_block(broken=tag == "br")
        self._table_start(tag, named)
        if tag == "time" and named.get("datetime"):
            self.clock = self.clock or named["datetime"]
        if tag in _VOID or len(self.stack) >= _DEEPEST:
            return
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.level = int(tag[1])
        self._push(tag, named)

    def _push(self, tag: str, named: Mapping[str, str]) -> None:
        above = self.stack[-1] if self.stack else _State("", False, 0)
        label = f"{named.get('class', '')} {named.get('id', '')}"
        dropped = above.dropped or tag in _DROPPED or "hidden" in named or bool(_HIDDEN.search(named.get("style", "")))
        dropped = dropped or (tag not in ("body", "html", "article", "main") and bool(_BOILER.search(label)))
        container = above.container
        if tag in ("article", "main", "div", "section", "td", "body") and not dropped:
            named_content = tag in ("article", "main") or bool(_CONTENT.search(label))
            self.containers.append(_Container(container, 1.0 if named_content else 0.8, order=len(self.containers)))
            container = len(self.containers) - 1
        self.stack.append(_State(tag, dropped, container))
        self.open_tags[tag] = self.open_tags.get(tag, 0) + 1

    def _table_start(self, tag: str, named: Mapping[str, str]) -> None:
        if tag == "table":
            if self.tables:
                self.tables[-1].nests = True
            self.tables.append(_OpenTable(len(self.blocks)))
        elif self.tables and tag == "tr":
            self._new_row()
        elif self.tables and tag in ("td", "th"):
            self._end_cell()
            if not self.tables[-1].rows:
                self._new_row()
            wide, high = span_number(named.get("colspan")), span_number(named.get("rowspan"))
            self.tables[-1].cell = (len(self.blocks), wide, high)

    def _new_row(self) -> None:
        self._end_cell()
        self.tables[-1].rows.append([])
        self.tables[-1].begins.append(len(self.blocks))

    def _end_cell(self) -> None:
        """Put the blocks since the cell began into the row at hand."""
        table = self.tables[-1]
        if table.cell is not None:
            first, wide, high = table.cell
            text = " ".join(block.text for block in self.blocks[first:])
            table.rows[-1].append(RawCell(text, wide, high))
            table.cell = None

    def _end_table(self) -> None:
        """Make one block a row of the blocks of a table that does not lay out the page."""
        self._end_cell()
        table = self.tables.pop()
        if table.nests or not table.rows or len(self.blocks) == table.begins[0]:
            return
        blocks = self.blocks[table.begins[0] :]
        linked = sum(block.linked for block in blocks)
        container = blocks[0].container
        if is_data_table(table.rows) and linked * 2 <= sum(len(block.text) for block in blocks):
            lines = table_lines(table.rows)
            rows = [_Block(line, 0, 0, container, place > 0) for place, line in enumerate(lines)]
        elif len(blocks) <= sum(map(len, table.rows)) and all(len(block.text) < LONGEST_CELL for block in blocks):
            ends = [*table.begins[1:], len(self.blocks)]
            cut = [self.blocks[first:end] for first, end in zip(table.begins, ends, strict=True) if first < end]
            rows = [_joined(row) for row in cut]
        else:
            return
        self.blocks[table.begins[0] :] = rows

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in ("td", "th"):
            self._end_block()
        if tag == "table" and self.tables:
            self._end_table()
        if not self.open_tags.get(tag):
            return
        while self.stack:
            closed = self.stack.pop().tag
            self.open_tags[closed] -= 1
            if closed == tag:
                break
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.level = 0

    def handle_data(self, data: str) -> None:
        state = self.stack[-1] if self.stack else None
        if state and state.tag == "script":
            found = _JSON_DATE.search(data)
            self.script_date = self.script_date or (found.group(1) if found else "")
            return
        if state and state.tag == "title" and not self.title:
            self.title = _SPACE.sub(" ", data).strip()
            return
        if state and state.dropped:
            return
        self.parts.append(data)
        if self.open_tags.get("a"):
            self.linked += len(data.strip())

    def _meta(self, named: Mapping[str, str]) -> None:
        name = (named.get("name") or named.get("property") or named.get("itemprop") or "").lower()
        content = _SPACE.sub(" ", named.get("content", "")).strip()
        for key, names in _META.items():
            if content and name in names:
                self.metadata.setdefault(key, []).append((names.index(name), content))

    def _end_block(self, *, broken: bool = False) -> None:
        text = _SPACE.sub(" ", "".join(self.parts)).strip() if self.parts else ""
        self.parts.clear()
        if text:
            container = self.stack[-1].container if self.stack else 0
            self.blocks.append(_Block(text, self.level, self.linked, container, self.broken))
            self.containers[container].characters += max(0, len(text) - self.linked)
        self.broken = broken if text or broken else self.broken and broken
        self.linked = 0


def html_text(source: str) -> tuple[str, dict[str, str]]:
    """Text of the article part of a web page, and its metadata: title, date, source, author, url.

    Headings become Markdown ``#`` lines, paragraphs lines with a blank line between.
    """
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader._end_block()
    blocks = _article_blocks(reader)
    metadata = _metadata(reader, blocks)
    blocks = _with_title(reader, blocks, metadata)
    lines: list[str] = []
    for place, block in enumerate(blocks):
        if place and not (block.broken and not block.level and not blocks[place - 1].level):
            lines.append("")
        lines.append(f"{'#' * block.level} {block.text}" if block.level else block.text)
    return "\n".join(lines), metadata


def _joined(row: Sequence[_Block]) -> _Block:
    """The cells of a row as one line."""
    text = " ".join(block.text for block in row)
    return _Block(text, row[0].level, sum(block.linked for block in row), row[0].container, False)


def _article_blocks(reader: _Reader) -> list[_Block]:
    """Blocks of the container that holds the article; link lists left out."""
    containers = reader.containers
    sums = [float(container.characters) for container in containers]
    for place in range(len(containers) - 1, 0, -1):
        sums[containers[place].parent] += sums[place]
    total = sums[0]
    best = 0
    # The innermost container that still holds most of the running text; named ones are believed sooner.
    for place in range(1, len(containers)):
        if sums[place] >= (0.6 if containers[place].weight == 1.0 else 0.85) * total and sums[place] > 40:
            best = place
    inside = [False] * len(containers)
    for place, container in enumerate(containers):
        inside[place] = place == best or (container.parent >= 0 and inside[container.parent])
    kept = [block for block in reader.blocks if inside[block.container] and not _is_link_list(block)]
    first = next((place for place, block in enumerate(reader.blocks) if inside[block.container]), 0)
    before = [block for block in reader.blocks[:first] if not inside[block.container]]
    head = [block for block in before if block.level == 1 and not _is_link_list(block)][-1:]
    published = [block for block in before if _PUBLISHED.match(block.text) and len(block.text) <= 120][-2:]
    return head + published + kept


def _is_link_list(block: _Block) -> bool:
    return block.linked * 2 > len(block.text) and not (block.level and len(block.text) > 8) and len(block.text) < 200


def _metadata(reader: _Reader, blocks: list[_Block]) -> dict[str, str]:
    metadata = {key: min(values)[1] for key, values in reader.metadata.items()}
    if "date" not in metadata:
        told = reader.clock or reader.script_date
        line = next(
            (block.text for block in reader.blocks if _PUBLISHED.match(block.text) and _LINE_DATE.search(block.text)),
            "",
        )
        found = _LINE_DATE.search(line)
        if told or found:
            metadata["date"] = told or (found.group() if found else "")
    for block in reader.blocks:
        found = _SOURCE_LINE.search(block.text) if len(block.text) <= 120 else None
        if found:
            metadata["source"] = found.group(1)
            break
    if "title" not in metadata and reader.title:
        metadata["title"] = _SITE_TAIL.sub("", reader.title)
    if tail := _SITE_TAIL.search(reader.title):
        metadata["title_suffix"] = tail.group().strip(" -_|–—")
    return metadata


def _with_title(reader: _Reader, blocks: list[_Block], metadata: Mapping[str, str]) -> list[_Block]:
    """The blocks with the page's title as first heading where they lack one."""
    title = metadata.get("title", "")
    squeezed = re.sub(r"\s", "", title)
    if not blocks or any(block.level == 1 for block in blocks) or not squeezed:
        return blocks
    for block in blocks[:6]:
        text = re.sub(r"\s", "", block.text)
        if 4 <= len(text) <= len(squeezed) + 4 and (text in squeezed or squeezed in text):
            block.level = block.level or 1
            return blocks
    if any(0 < block.level <= 2 for block in blocks[:2]) or sum(block.level == 2 for block in blocks) > 1:
        return blocks
    return [_Block(title, 1, 0, 0, False), *blocks]
