"""A page's articles: bodies, headlines, kickers, bylines and captions, whatever the order they are printed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reformgraph.iri import page_slug
from reformgraph.language.flow import fold
from reformgraph.layout.bodies import Body, as_subheads, join_sections
from reformgraph.layout.bylines import element_names, names_of
from reformgraph.layout.head_scores import Headline
from reformgraph.layout.heads import assign_heads
from reformgraph.layout.line_kinds import mark_kinds
from reformgraph.layout.line_signs import dateline_authors
from reformgraph.layout.lines import HEAD, Line, read_lines, unspaced
from reformgraph.layout.paragraphs import Head, Para, read_sections
from reformgraph.layout.reporters import opening_reporters
from reformgraph.layout.table_blocks import join_tables
from reformgraph.layout.web_article import is_index, read_web_article
from reformgraph.reading.front_matter import front_matter
from reformgraph.records import Article, Page, Paragraph, Role, Span, Table

#: Formats whose headlines are told by where they stand and how large they are: each begins an article.
DRAWN = frozenset(("pdf", "ofd"))

__all__ = ["line_ranges", "page_slug", "split_articles"]


def split_articles(page: Page) -> tuple[tuple[Article, ...], tuple[int, ...], list[str]]:
    """The articles of a page.

    Parameters
    ----------
    page
        As read by `pages.read_page`.

    Returns
    -------
    articles
        In the reading order of their bodies.
    others
        1-based numbers of the lines that belong to no article: page furniture, lists of contents.
    warnings
        What may be wrong, a line each: no article, headlines without a body.
    """
    told, start = front_matter(page.text)
    start = page.text.find("\n", start) + 1 if start else 0
    folded = fold(page.text)
    lines, tables = join_tables(read_lines(folded, start), folded)
    numbers = {number for line in lines for number in (line.number, *line.also)}
    spare: Sequence[Headline] = ()
    pairs: list[tuple[Body, Headline | None]]
    drawn = page.format in DRAWN and sum(line.level == 1 for line in lines) > 1
    if not drawn and (web := read_web_article(lines, marked=page.format == "html")) is not None:
        named = _front_title(folded, told.get("title", ""), start) if not web.headline.titles else []
        web.headline.titles += named
        web.body.signed = element_names(page.context.signed)
        pairs = [(web.body, web.headline)]
    elif is_index(lines):
        pairs = []
    else:
        pairs, spare = _bodies_with_headlines(lines, drawn=drawn)
    slug = page_slug(page.id)
    taken: set[int] = set()
    articles = tuple(
        _with_tables(_article(f"{slug}-{number}", page.text, folded, body, headline, taken), body, tables)
        for number, (body, headline) in enumerate(pairs, 1)
    )
    index = not pairs and not spare and len(lines) > 4
    nothing = "a page of headlines without texts, no article" if index else "no article found"
    warnings = [] if articles else [f"{page.name}: {nothing}"]
    warnings += [
        f"{page.name}, line {_first(headline)}: a headline without a body: {headline.text}" for headline in spare
    ]
    return articles, tuple(sorted(numbers - taken)), warnings


def _bodies_with_headlines(
    lines: Sequence[Line], *, drawn: bool = False
) -> tuple[list[tuple[Body, Headline | None]], Sequence[Headline]]:
    """Bodies of a page with the headline of each, in reading order, and the headlines that are left over."""
    marked, indents = mark_kinds(lines)
    if drawn:
        marked = [replace(line, alone=True) if line.level == 1 and line.kind == HEAD else line for line in marked]
    sections, last, _ = read_sections(marked, indents=indents)
    bodies, gaps = join_sections(sections, last, drawn=drawn)
    given, spare = assign_heads(bodies, gaps)
    owners = {gap: body for body in reversed(bodies) for gap in body.floating} if spare else {}
    spare = [item for item in spare if not as_subheads(owners, (*item.kickers, *item.titles), item.gap)]
    return [(body, given.get(number)) for number, body in enumerate(bodies)], spare


def _front_title(text: str, title: str, end: int) -> list[Head]:
    """The headline that the front matter of a page gives, at its place there."""
    at = text.find(fold(title), 0, end) if title else -1
    if at < 0:
        return []
    number = text.count("\n", 0, at) + 1
    return [Head([Line(number, (Span.at(at, at + len(title)),), text[at : at + len(title)], 2 * len(title))])]


def line_ranges(numbers: Sequence[int], printed: Sequence[str]) -> list[tuple[int, int]]:
    """Inclusive ranges of line numbers; blank lines between two lines do not end a range.

    Parameters
    ----------
    numbers
        1-based line numbers, ascending.
    printed
        All lines of the page: ``page.text.split("\\n")``.

    >>> line_ranges((1, 2, 5), ["甲", "乙", "", "", "丙"])
    [(1, 5)]
    """
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and not any(line.strip() for line in printed[ranges[-1][1] : number - 1]):
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def _first(headline: Headline) -> int:
    return (headline.kickers + headline.titles)[0].lines[0].number


def _article(slug: str, text: str, folded: str, body: Body, headline: Headline | None, taken: set[int]) -> Article:
    titles = headline.titles if headline else []
    kickers = headline.kickers if headline else []
    opening = headline.opening if headline else []
    byline = [*opening, *body.bylines]
    roles: dict[Role, list[int]] = {"title": [], "kicker": [], "body": [], "byline": [], "caption": []}

    def claim(role: Role, lines: Iterable[Line]) -> None:
        for line in lines:
            for number in (line.number, *line.also):
                if number not in taken:
                    taken.add(number)
                    roles[role].append(number)

    # A headline that runs into its text (run_in_heads) stands on a line of the body.
    running = {line.number for para in body.paras[:1] for line in para.lines}
    claim("title", (line for line in _lines(titles) if line.number not in running))
    claim("kicker", _lines(kickers))
    for para in body.paras:
        claim("body", para.lines)
    claim("body", _lines(head for _, head in body.subheads))
    claim("byline", byline)
    claim("caption", (line for _, line in body.captions))
    paragraphs, section_heads = _paragraphs(kickers, titles, body)
    return Article(
        id=slug,
        title=_joined(titles, text),
        kicker=_joined(kickers, text),
        authors=tuple(_as_printed(name, text, folded) for name in _authors(titles, opening, body)),
        lines={role: tuple(sorted(numbers)) for role, numbers in roles.items()},
        paragraphs=paragraphs,
        complete=not (body.open or body.cut_start or any(para.jump for para in body.paras)),
        section_heads=section_heads,
    )


def _with_tables(article: Article, body: Body, tables: Mapping[int, Table]) -> Article:
    held = tuple(tables[line.number] for para in body.paras for line in para.lines if line.number in tables)
    return replace(article, tables=held) if held else article


def _lines(heads: Iterable[Head]) -> Iterable[Line]:
    return (line for head in heads for line in head.lines)


def _joined(heads: Sequence[Head], text: str) -> str:
    """Parts of a headline as printed, joined by one space."""
    parts = []
    for head in heads:
        rows = ["".join(text[span.start : span.end] for span in line.spans) for line in head.lines]
        part = " ".join(unspaced(row) for row in rows)
        parts.append(part[: len(part) - head.cut].rstrip() if head.cut else part)
    return re.sub(r"\s+", " ", " ".join(parts))


def _as_printed(name: str, text: str, folded: str) -> str:
    """A name read from the folded text in the characters of the page."""
    if name in text:
        return name
    found = re.search(r"\s{0,2}".join(map(re.escape, name)), folded)
    return re.sub(r"\s", "", text[found.start() : found.end()]) if found else name


def _authors(titles: Sequence[Head], opening: Sequence[Line], body: Body) -> tuple[str, ...]:
    names: list[str] = []
    first = body.paras[0]
    who = dateline_authors(first.text[:160]) if first.dateline else ""
    for head in titles:
        names += head.names
    for line in opening:
        names += line.names
    names += (names_of(who, strict=False, longest=5) if who else ()) or opening_reporters(first.text)
    for para in body.paras:
        names += para.names
    for line in body.bylines:
        names += line.names
    return tuple(dict.fromkeys([*names, *body.credits])) or body.signed


def _paragraphs(
    kickers: Sequence[Head], titles: Sequence[Head], body: Body
) -> tuple[tuple[Paragraph, ...], tuple[Span, ...]]:
    """Paragraphs in reading order, and the spans of the sub-headings among them."""
    paragraphs = [_head_paragraph("kicker", head) for head in kickers]
    paragraphs += [_head_paragraph("title", head) for head in titles]
    section_heads: list[Span] = []
    subheads = iter([*body.subheads, (len(body.paras) + 1, None)])
    place, head = next(subheads)
    for number, para in enumerate(body.paras):
        while place <= number and head is not None:
            paragraphs.append(_head_paragraph("body", head))
            section_heads.append(Span(head.lines[0].spans[0].start, head.lines[-1].spans[-1].end))
            place, head = next(subheads)
        if para.lines[0].also:
            paragraphs += [Paragraph("body", (span,)) for span in para.lines[0].spans]
            continue
        spans = _body_spans(para)
        if not spans:
            continue
        if number and not body.paras[number - 1].closed and paragraphs and paragraphs[-1].role == "body":
            paragraphs[-1] = Paragraph("body", paragraphs[-1].spans + spans)
        else:
            paragraphs.append(Paragraph("body", spans))
    while head is not None:
        paragraphs.append(_head_paragraph("body", head))
        section_heads.append(Span(head.lines[0].spans[0].start, head.lines[-1].spans[-1].end))
        _, head = next(subheads)
    if body.captions:
        spans = tuple(span for _, line in body.captions for span in line.spans)
        paragraphs.append(Paragraph("caption", spans))
    return tuple(paragraphs), tuple(section_heads)


def _head_paragraph(role: Role, head: Head) -> Paragraph:
    return Paragraph(role, _spans(head.lines, head.cut))


def _body_spans(para: Para) -> tuple[Span, ...]:
    """Page ranges of a paragraph, lead mark, byline and jump mark cut off; neighbouring lines in one."""
    spans = _spans(para.lines, para.cut)
    if para.lead and spans:
        spans = (Span.at(min(spans[0].start + para.lead, spans[0].end), spans[0].end), *spans[1:])
    return tuple(span for span in spans if span.end > span.start)


def _spans(lines: Sequence[Line], cut: int) -> tuple[Span, ...]:
    """Page ranges of lines, without the last `cut` characters."""
    spans = [span for line in lines for span in line.spans]
    while spans and cut:
        size = spans[-1].end - spans[-1].start
        if size > cut:
            spans[-1] = Span.at(spans[-1].start, spans[-1].end - cut)
            break
        cut -= size
        spans.pop()
    return tuple(spans)
