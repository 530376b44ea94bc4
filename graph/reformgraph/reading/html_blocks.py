"""Markup of a web page to blocks of text: lines with their containers, headings, links and what the head tells.

The parser of the standard library is enough: pages are read for their running text only, and one
dependency less is one thing less to break. Nothing is thrown away here but scripts and the like: what is
furniture is told by `html_text`, when it is known where the text stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reformgraph.language.lexicon import any_of
from reformgraph.reading.any_markup import AnyMarkup
from reformgraph.reading.table_text import LONGEST_CELL, RawCell, is_data_table, span_number, table_lines

_DROPPED_TAGS = "script style noscript template select option iframe svg canvas object textarea map audio video button"
_ASIDE_TAGS = "nav footer aside form dialog"
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_BLOCK_TAGS = """
p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr tbody thead caption blockquote pre
figure figcaption center body html address fieldset details summary hr title time form nav footer aside
"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_ASIDE = frozenset(_ASIDE_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_INLINE = frozenset(("span", "em", "i", "a", "small", "label", "font"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOILER = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menus?|foot\w*|sidebar|side|breadcrumbs?|crumbs?|shares?|sharing|related|recommend\w*|comments?"
    r"|copyright|login|search\w*|banner|advert\w*|ads?|pager|pagination|paging|friendlinks?|links|qrcode|toolbar|bdshare\w*)(?:$|[\s_-])",
    re.I,
)
_CONTENT = re.compile(r"article|content|main|detail|zoom|TRS_|editor|text|news|post|entry|body|rich_media", re.I)
_TITLED = re.compile(r"title|headline|biaoti|(?:^|[\s_-])tit(?:$|[\s_-])", re.I)
#: <span class="authorstyle44737">, <span id="articleAuthor">.
_SIGNS = re.compile(r"author(?!i[tz])|zuozhe", re.I)
#: <date>2024-03-12 00:00:00:0</date><author>□本报记者 何山</author>.
_PROPERTY = re.compile(r"<(date|author|title)>([^<]{1,300})</\1>", re.I)
_LONGEST_SIGNED, _MOST_SIGNED = 24, 40
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SPACE = re.compile(r"[ \t\n\r\f\v\xa0]+")
_SENTENCE = re.compile(r"[，。；！？,;!?]")
#: <%@ include file="head.jsp" %>, as templates of sites hold it.
#: &#99999999999; beyond all characters: the standard reads it as U+FFFD, and Python no number of 4,300 digits;
#: not &#0000000065;, which is A.
_LONG_REFERENCE = re.compile(r"&#(?:0{0,8}[1-9][0-9]{7,}|[0-9]{16,});?")
_TEMPLATE = re.compile(r"<%.{0,2000}?%>", re.S)
_DEEPEST = 4000
_MOST_SCRIPT = 200_000


@dataclass(slots=True)
class Block:
    """A line of text.

    Attributes
    ----------
    text, level
        Its text, and the level of the heading it is, or 0.
    linked
        Characters of it in links.
    container
        Number of the innermost container it stands in.
    broken
        Whether ``<br>`` led in.
    titled
        Whether its element is called a title by its class or id.
    """

    text: str
    level: int
    linked: int
    container: int
    broken: bool = False
    titled: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: a sentence, not a link."""
        own = len(self.text) - self.linked
        return (own >= 20 and _SENTENCE.search(self.text) is not None) or (own >= 8 and self.text[-1] == "。")


@dataclass(slots=True)
class Container:
    """An element that may hold the article, or furniture.

    Attributes
    ----------
    parent, label
        Number of the container around it (-1 for the outermost), its tag, class and id.
    named
        Whether it is called content.
    aside
        Whether its tag or class says that it is no content.
    prose, characters
        Characters of running text, and of any text outside links, right in it.
    """

    parent: int
    label: str = ""
    named: bool = True
    aside: bool = False
    prose: int = 0
    characters: int = 0


@dataclass(slots=True)
class Markup:
    """A web page: its blocks in order, its containers (outer ones first) and what its head says.

    `signed` has what elements called author hold, each with the number of its block.
    """

    blocks: list[Block] = field(default_factory=list)
    containers: list[Container] = field(default_factory=lambda: [Container(-1)])
    metadata: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    clock: str = ""
    scripts: list[str] = field(default_factory=list)
    signed: list[tuple[int, str]] = field(default_factory=list)


def read_markup(source: str) -> Markup:
    """Blocks, containers and head of a page; markup of any quality is read."""
    reader = _Reader()
    if "&#" in source:
        source = _LONG_REFERENCE.sub("\ufffd", source)
    reader.feed(_TEMPLATE.sub(" ", source) if "<%" in source else source)
    reader.close()
    reader.finish()
    return reader.page


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
    titled: bool
    signs: int = -1


@dataclass(slots=True)
class _Reader(AnyMarkup):
    page: Markup = field(default_factory=Markup)
    stack: list[_State] = field(default_factory=list)
    open_tags: dict[str, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    joints: list[int] = field(default_factory=list)
    linked: int = 0
    level: int = 0
    broken: bool = False
    tables: list[_OpenTable] = field(default_factory=list)
    script: int = 0

    def __post_init__(self) -> None:
        AnyMarkup.__init__(self, convert_charrefs=True)

    def finish(self) -> None:
        """End the block at hand."""
        self._end_block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(named)
        if tag in _BLOCKS or tag in ("br", "td", "th"):
            self._end_block(broken=tag == "br")
        self._table_start(tag, named)
        if tag in _INLINE and self.parts:
            self.joints.append(len(self.parts))
        if tag == "time" and named.get("datetime"):
            self.page.clock = self.page.clock or named["datetime"]
        if tag in _VOID or len(self.stack) >= _DEEPEST:
            return
        if tag in _HEADINGS:
            self.level = int(tag[1])
        self._push(tag, named)

    def _push(self, tag: str, named: Mapping[str, str]) -> None:
        above = self.stack[-1] if self.stack else _State("", False, 0, False)
        label = f"{named.get('class', '')} {named.get('id', '')}"
        whole = tag in ("body", "html", "article", "main")
        aside = tag in _ASIDE or "hidden" in named or _HIDDEN.search(named.get("style", "")) is not None
        aside = aside or (not whole and _BOILER.search(label) is not None)
        container = above.container
        if aside or tag in ("article", "main", "div", "section", "td", "body"):
            content = tag in ("article", "main") or _CONTENT.search(label) is not None
            self.page.containers.append(Container(container, f"{tag} {label[:200]}", content, aside))
            container = len(self.page.containers) - 1
        titled = above.titled or (not whole and _TITLED.search(label) is not None)
        signs = len(self.parts) if tag in _INLINE and _SIGNS.search(label) else -1
        self.stack.append(_State(tag, above.dropped or tag in _DROPPED, container, titled, signs))
        self.open_tags[tag] = self.open_tags.get(tag, 0) + 1

    def _table_start(self, tag: str, named: Mapping[str, str]) -> None:
        if tag == "table":
            if self.tables:
                self.tables[-1].nests = True
            self.tables.append(_OpenTable(len(self.page.blocks)))
        elif self.tables and tag == "tr":
            self._new_row()
        elif self.tables and tag in ("td", "th"):
            self._end_cell()
            if not self.tables[-1].rows:
                self._new_row()
            wide, high = span_number(named.get("colspan")), span_number(named.get("rowspan"))
            self.tables[-1].cell = (len(self.page.blocks), wide, high)

    def _new_row(self) -> None:
        self._end_cell()
        self.tables[-1].rows.append([])
        self.tables[-1].begins.append(len(self.page.blocks))

    def _end_cell(self) -> None:
        """Put the blocks since the cell began into the row at hand."""
        table = self.tables[-1]
        if table.cell is not None:
            first, wide, high = table.cell
            text = " ".join(block.text for block in self.page.blocks[first:])
            table.rows[-1].append(RawCell(text, wide, high))
            table.cell = None

    def _end_table(self) -> None:
        """Make one block a row of the blocks of a table that does not lay out the page."""
        self._end_cell()
        table = self.tables.pop()
        blocks = self.page.blocks
        if table.nests or not table.rows or len(blocks) == table.begins[0]:
            return
        inside = blocks[table.begins[0] :]
        linked = sum(block.linked for block in inside)
        container = inside[0].container
        if pairs := index_pairs(table.rows):
            rows = [
                Block(f"{label}：{value}", 0, 0, container, place > 0) for place, (label, value) in enumerate(pairs)
            ]
        elif is_data_table(table.rows) and linked * 2 <= sum(len(block.text) for block in inside):
            rows = [Block(line, 0, 0, container, place > 0) for place, line in enumerate(table_lines(table.rows))]
        elif len(inside) <= sum(map(len, table.rows)) and all(len(block.text) < LONGEST_CELL for block in inside):
            ends = [*table.begins[1:], len(blocks)]
            rows = [_joined(blocks[first:end]) for first, end in zip(table.begins, ends, strict=True) if first < end]
        else:
            return
        blocks[table.begins[0] :] = rows

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in ("td", "th"):
            self._end_block()
        if tag == "table" and self.tables:
            self._end_table()
        if not self.open_tags.get(tag):
            return
        while self.stack:
            state = self.stack.pop()
            closed = state.tag
            self.open_tags[closed] -= 1
            if 0 <= state.signs < len(self.parts):
                self._sign("".join(self.parts[state.signs :]))
            if closed in _HEADINGS:  # also one that was never closed: <center><h1>…</center>
                self.level = 0
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        state = self.stack[-1] if self.stack else None
        if state and state.tag == "script":
            if self.script < _MOST_SCRIPT:
                self.page.scripts.append(data[: _MOST_SCRIPT - self.script])
                self.script += len(data)
        elif state and state.tag == "title" and not self.page.title:
            self.page.title = _SPACE.sub(" ", data).strip()[:400]
        elif not (state and state.dropped):
            self.parts.append(data)
            if self.open_tags.get("a"):
                self.linked += len(data.strip())

    def handle_comment(self, data: str) -> None:
        """Digital newspapers of one maker tell date and headline in a comment (enpproperty)."""
        if data.startswith("enpproperty"):
            told = ((name.lower(), value) for name, value in _PROPERTY.findall(data[:4000]))
            self.page.metadata += [(f"enp:{name}", value.strip()) for name, value in told if value.strip()]

    def _sign(self, text: str) -> None:
        text = _SPACE.sub(" ", text).strip()
        if 2 <= len(text) <= _LONGEST_SIGNED and len(self.page.signed) < _MOST_SIGNED:
            self.page.signed.append((len(self.page.blocks), text))

    def _meta(self, named: Mapping[str, str]) -> None:
        name = (named.get("name") or named.get("property") or named.get("itemprop") or "").lower().strip()
        content = _SPACE.sub(" ", named.get("content", "")).strip()
        if name and content:
            self.page.metadata.append((name, content[:2000]))

    def _end_block(self, *, broken: bool = False) -> None:
        text = _SPACE.sub(" ", _told_apart(self.parts, self.joints)).strip() if self.parts else ""
        self.parts.clear()
        self.joints.clear()
        if text:
            state = self.stack[-1] if self.stack else _State("", False, 0, False)
            block = Block(text, self.level, min(self.linked, len(text)), state.container, self.broken, state.titled)
            self.page.blocks.append(block)
            container = self.page.containers[state.container]
            container.characters += len(text) - block.linked
            container.prose += len(text) - block.linked if block.is_prose else 0
        self.broken = broken if text or broken else self.broken and broken
        self.linked = 0


#: A line of publication: a day, and no sentence.
_DATED = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_LONGEST_DATED, _MOST_JOINTS = 160, 40
_NO_JOINT = frozenset("-/.:：|·（(0123456789") | {"年", "月", "日"}


def _told_apart(parts: Sequence[str], joints: Sequence[int]) -> str:
    """The text of a block; in a line of publication its elements are told apart, as they are on the screen.

    >>> _told_apart(["云岭记者 何山", "2024-03-12 06:30", "浏览 31"], [1, 2])
    '云岭记者 何山 2024-03-12 06:30 浏览 31'
    """
    text = "".join(parts)
    if not 0 < len(joints) <= _MOST_JOINTS or len(text) > _LONGEST_DATED or "。" in text or not _DATED.search(text):
        return text
    told = ""
    for start, end in pairwise([0, *joints, len(parts)]):
        after = "".join(parts[start:end])
        if told and after:
            whole = told[-1] in _NO_JOINT and (told[-1] not in "0123456789日" or after[0] in _NO_JOINT)
            told += "" if whole else " "
        told += after
    return told


#: What stands in the index table of a government's document: 索 引 号, 发布机构, 发文字号.
_INDEX_LABEL = re.compile("(?:" + any_of("index_labels") + ")[:：]?$")


def index_pairs(rows: Sequence[Sequence[RawCell]]) -> list[tuple[str, str]]:
    """Labels and values of the index table of a document; empty for any other table.

    >>> index_pairs([[RawCell("索 引 号"), RawCell("0143/2024"), RawCell("发布日期"), RawCell("2024-05-18")]])
    [('索引号', '0143/2024'), ('发布日期', '2024-05-18')]
    """
    pairs: list[tuple[str, str]] = []
    for row in rows[:40]:
        cells = [_SPACE.sub(" ", cell.text).strip() for cell in row]
        pairs += [(_SPACE.sub("", cells[at]).rstrip("：:"), cells[at + 1]) for at in range(0, len(cells) - 1, 2)]
    labelled = [label for label, _ in pairs if _INDEX_LABEL.match(label)]
    if len(labelled) < 2 or len(labelled) * 2 < len(pairs):
        return []
    return [(label, value) for label, value in pairs if label and len(value) < LONGEST_CELL]


def _joined(row: Sequence[Block]) -> Block:
    """The cells of a row as one line."""
    text = " ".join(block.text for block in row)
    titled = any(block.titled for block in row)
    return Block(text, row[0].level, sum(block.linked for block in row), row[0].container, titled=titled)
