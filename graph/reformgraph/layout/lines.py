"""Printed lines of a page, with marks of markup taken off and offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reformgraph.layout.line_signs import SPACE
from reformgraph.records import Span

#: Kinds of printed lines.
TEXT, HEAD, BYLINE, CAPTION, FURNITURE_KIND = "text", "head", "byline", "caption", "furniture"
_HEADING = re.compile(r"(#{1,6})[ \t\u3000]*(?=[^#\s])")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,11})\b[^<>]{0,2000}>|<!--[^<>]{0,2000}-->|&nbsp;")
_BREAKING = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "ul",
        "ol",
        "table",
        "hr",
    ]
)
_BOLD_TAGS = ("strong", "b")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,80}?)(?<=\S)\1")
_QUOTE = re.compile(r">[ \t]*")
_SPACED = re.compile(r"[\u4e00-\u9fff“《](?:[ \u3000]{1,3}[\u4e00-\u9fff“”《》！？·0-9]){3,24}")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one paragraph of a line that holds markup.

    Attributes
    ----------
    number
        1-based line of the page.
    spans
        Page ranges of the visible text, in order.
    text
        The visible text, edges stripped.
    width
        Display cells: two for a Chinese character, one for a Latin one.
    level
        Level of a Markdown or HTML heading, 7 for a line all in bold, 0 for none.
    lead
        Display cells of the white space that leads the line.
    after_blank
        Whether a blank line (or the page's start) precedes it.
    kind
        What the line is to its page; empty until `mark_kinds` has told.
    names
        Authors that a byline names.
    alone
        Whether it begins an article for certain.
    also
        Numbers of the further lines it stands for: those of a table, which is one line to the layout.
    """

    number: int
    spans: tuple[Span, ...]
    text: str
    width: int
    level: int = 0
    lead: int = 0
    after_blank: bool = False
    kind: str = ""
    names: tuple[str, ...] = ()
    alone: bool = False
    also: tuple[int, ...] = ()

    @property
    def span(self) -> Span:
        """Page range from its first visible character to its last."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def indented(self) -> bool:
        """Whether white space leads the line."""
        return self.lead > 0


def set_kind(lines: list[Line], places: Iterable[int], kind: str) -> None:
    """Put in `places` of a list the same lines as lines of a kind."""
    for place in places:
        lines[place] = replace(lines[place], kind=kind)


def cells(text: str) -> int:
    """Display cells of a text."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) // 2


def unspaced(text: str) -> str:
    """A letter-spaced headline without its spaces; any other text as it is.

    >>> unspaced("包 头 高 新 区"), unspaced("承诺在前 土地等项目")
    ('包头高新区', '承诺在前 土地等项目')
    """
    return re.sub(r"\s+", "", text) if len(text) <= 100 and _SPACED.fullmatch(text) else text


def read_lines(text: str, start: int = 0) -> list[Line]:
    """Non-blank lines of a text from an offset on (a line start), numbered from the text's first line."""
    lines: list[Line] = []
    number = text.count("\n", 0, start) + 1
    position = start
    blank = True
    for raw in text[start:].split("\n") if start else text.split("\n"):
        stripped = raw.strip(SPACE)
        if not stripped:
            blank = True
        else:
            lead = raw.find(stripped[0]) if raw[0] in SPACE else 0
            if "<" in stripped and _TAG.search(stripped):
                pieces = list(_pieces(stripped, position + lead, number))
                if pieces:
                    opens = pieces[0].after_blank or blank
                    pieces[0] = replace(pieces[0], after_blank=opens, lead=cells(raw[:lead]) if lead else 0)
                    lines += pieces
                    blank = False
            else:
                lines.append(_line(stripped, position + lead, number, cells(raw[:lead]) if lead else 0, blank))
                blank = False
        position += len(raw) + 1
        number += 1
    return lines


def _line(stripped: str, offset: int, number: int, lead: int, blank: bool) -> Line:
    level = 0
    first = stripped[0]
    if first == "#" and (mark := _HEADING.match(stripped)):
        level = len(mark.group(1))
        offset += mark.end()
        stripped = stripped[mark.end() :].rstrip("# \t") or stripped[mark.end() :]
    elif first == ">" and (mark := _QUOTE.match(stripped)) and mark.end() < len(stripped):
        offset += mark.end()
        stripped = stripped[mark.end() :]
    if "**" in stripped or "__" in stripped:
        return _bold_line(stripped, offset, number, level, lead, blank)
    spans = (Span.at(offset, offset + len(stripped)),)
    if stripped[1:2] in (" ", "\u3000"):
        stripped = unspaced(stripped)
    return Line(number, spans, stripped, cells(stripped), level, lead, blank)


def _bold_line(stripped: str, offset: int, number: int, level: int, lead: int, blank: bool) -> Line:
    """A line with Markdown bold: the marks are left out; all of it bold makes a heading of it."""
    spans: list[Span] = []
    last = 0
    whole = False
    for found in _BOLD.finditer(stripped):
        if found.start() > last:
            spans.append(Span.at(offset + last, offset + found.start()))
        spans.append(Span.at(offset + found.start(2), offset + found.end(2)))
        whole = found.start() == 0 and found.end() == len(stripped)
        last = found.end()
    if last < len(stripped):
        spans.append(Span.at(offset + last, offset + len(stripped)))
    text = "".join(stripped[span.start - offset : span.end - offset] for span in spans)
    return Line(number, tuple(spans), text, cells(text), level or (7 if whole else 0), lead, blank)


def _pieces(stripped: str, offset: int, number: int) -> Iterator[Line]:
    """Paragraphs of a line with tags; each has the ranges between its tags."""
    spans: list[Span] = []
    bold = level = 0
    plain = False
    last = 0
    heading = _HEADING.match(stripped)
    if heading:
        level, last = len(heading.group(1)), heading.end()
    fresh = False
    for tag in _TAG.finditer(stripped, last):
        plain |= _add(spans, stripped, last, tag.start(), offset) and not bold
        last = tag.end()
        name = (tag.group(2) or "").lower()
        if name in _BOLD_TAGS:
            bold = max(0, bold + (-1 if tag.group(1) else 1))
        elif name in _BREAKING:
            if spans:
                yield _piece(stripped, spans, offset, number, level, plain, fresh)
                fresh = True
            spans, plain, level = [], False, 0
            if len(name) == 2 and name[0] == "h" and name[1].isdigit() and not tag.group(1):
                level = int(name[1])
    plain |= _add(spans, stripped, last, len(stripped), offset) and not bold
    if spans:
        yield _piece(stripped, spans, offset, number, level, plain, fresh)


def _add(spans: list[Span], stripped: str, first: int, last: int, offset: int) -> bool:
    part = stripped[first:last]
    visible = part.strip(SPACE)
    if not visible:
        return False
    lead = part.find(visible[0])
    spans.append(Span.at(offset + first + lead, offset + first + lead + len(visible)))
    return True


def _piece(stripped: str, spans: list[Span], offset: int, number: int, level: int, plain: bool, fresh: bool) -> Line:
    text = "".join(stripped[span.start - offset : span.end - offset] for span in spans)
    return Line(number, tuple(spans), text, cells(text), level or (0 if plain else 7), 0, fresh)
