"""The records that travel between the stages, frozen, each with spans over the decoded page.

A span is a half-open range of Unicode code points in `Page.text`. Lines are counted from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from reformgraph.values import Edtf, Offset, PlaceCode

#: What a paragraph of an article is.
Role = Literal["kicker", "title", "byline", "body", "caption"]
#: What a claim says of the reform (INTERFACE section 3).
Status = Literal["adopted", "withdrawn", "planned", "required", "referenced"]
#: How exact a number is.
Bound = Literal["min", "max", "about"]
#: What of a claim a rule has decided.
Decided = Literal["actor", "status", "when", "figures", "measure"]
#: What an actor is.
ActorKind = Literal["zone", "province", "city", "county", "organ", "none"]
#: How the actor of a claim is known.
ActorBasis = Literal["printed", "carried", "heading", "headline", "source"]

STATUSES: tuple[Status, ...] = ("adopted", "withdrawn", "planned", "required", "referenced")
ROLES: tuple[Role, ...] = ("title", "kicker", "body", "byline", "caption")


class Span(NamedTuple):
    """Half-open range of code points in `Page.text`."""

    start: Offset
    end: Offset

    @classmethod
    def at(cls, start: int, end: int) -> Span:
        """The span between two numbers that are known to be offsets of the page."""
        return cls(Offset(start), Offset(end))


class Region(NamedTuple):
    """Where code points of `Page.text` are printed: a sheet, counted from 1, and a box on it.

    The box is in points (1/72 inch) from the upper left corner of the sheet, y running down.
    """

    start: Offset
    end: Offset
    sheet: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContext:
    """What is known of where a page comes from: clues to its place or zone, never quoted as evidence.

    Attributes
    ----------
    source, edition, url
        Newspaper or site, page of it and address, as the manifest, front matter or metadata tell.
    site_name, title_suffix
        Name of the site as metadata or its header give it; what follows the headline in ``<title>``.
    breadcrumbs
        Sections of the site from the top down, 首页 left out: ``("新闻中心", "园区动态")``.
    header, footer
        Lines of page furniture over and under the articles, as printed.
    source_line
        What the printed line 来源：… names.
    signed
        What elements of a web page that are called author hold; no clue to a place.
    """

    source: str = ""
    edition: str = ""
    url: str = ""
    site_name: str = ""
    title_suffix: str = ""
    breadcrumbs: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    source_line: str = ""
    signed: tuple[str, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """Everything it says but the address, what tells most first."""
        told = (self.source, self.site_name, self.title_suffix, *self.breadcrumbs, self.source_line)
        return tuple(dict.fromkeys(text for text in (*told, *self.header, *self.footer) if text))


@dataclass(frozen=True, slots=True)
class Page:
    """One decoded file.

    Attributes
    ----------
    id
        Page id (INTERFACE section 1); `name` is the bare file name, `path` where it was read from.
    text
        The decoded text exactly as read, line ends turned into ``\\n``; for HTML and PDF what was
        extracted, with headings as Markdown ``#`` lines.
    text_sha256, file_sha256
        Hex digests of the UTF-8 of `text` and of the bytes of the file.
    format
        ``txt``, ``md``, ``html``, ``pdf``, ``docx``, ``ofd`` or ``mht``.
    issue_date, date_basis
        EDTF date of issue or None; how it is known: ``manifest``, ``option``, ``metadata``,
        ``printed``, ``file name``, ``address`` or ``none``.
    context
        What is known of its source.
    recognised
        How sure the reading is (0 to 1) where the text was recognised from pictures, else None.
    regions
        Of printed files (PDF, OFD) the box of each printed line, in the order of the text; empty for others.
    """

    id: str
    name: str
    path: str
    text: str
    text_sha256: str
    file_sha256: str
    format: str
    encoding: str
    issue_date: Edtf | None = None
    date_basis: str = "none"
    source: str = ""
    edition: str = ""
    url: str = ""
    context: PageContext = PageContext()
    recognised: float | None = None
    regions: tuple[Region, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: its role and the page ranges that make it up, in reading order."""

    role: Role
    spans: tuple[Span, ...]


class Cell(NamedTuple):
    """A cell of a table: what it says, folded, and its place on the page."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an article.

    Attributes
    ----------
    rows
        Cells from left to right, the rows that hold column heads first; a merged cell stands, as the same
        cell, at every place it covers, so that all rows of a well-formed table are of one length.
    lines
        Page range of each row.
    caption
        Page ranges of the lines over it that name it or the unit of its figures (单位：亩).
    """

    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[Span, ...]
    caption: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page.

    Attributes
    ----------
    id
        ``<page slug>-<n>``, n counted from 1 in reading order of the bodies.
    title, kicker
        Headline parts joined by one space; empty when none is printed.
    lines
        Line numbers by role; every non-blank line of the article stands in exactly one role.
    paragraphs
        Kicker, title, then body paragraphs (and captions) in reading order. Bylines printed alone
        are left out; a byline at the end of a body line is cut off the paragraph.
    section_heads
        Spans of sub-headings inside the body (they are body paragraphs too).
    tables
        Tables of the body; each of their rows is a body paragraph, too.
    complete
        False where the body is cut off at its start or end.
    """

    id: str
    title: str
    kicker: str
    authors: tuple[str, ...]
    lines: Mapping[Role, tuple[int, ...]]
    paragraphs: tuple[Paragraph, ...]
    complete: bool = True
    section_heads: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()


class Mention(NamedTuple):
    """A surface form at a place of the page: `text` as printed without hard wraps."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone of an article.

    Attributes
    ----------
    name
        The fullest form printed; where only a bare word is printed and the zone is known, the form of the
        catalogue that stands alone.
    printed
        The fullest printed form.
    basis
        How the zone is known: ``printed``, ``article`` or ``source``.
    official, code
        Official name and code (GB/T 37028) of the catalogue, None for a zone that it lacks.
    """

    name: str
    mentions: tuple[Mention, ...]
    kind: str = ""
    place: PlaceCode | None = None
    part_of: str | None = None
    printed: str = ""
    basis: str = "printed"
    official: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """A named enterprise; `place` is a GB/T 2260 code where the name shows it."""

    name: str
    mentions: tuple[Mention, ...]
    place: PlaceCode | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the post as printed."""

    name: str
    role: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A title printed in 《》, without the outer marks, or an official number (国办发〔2017〕7号).

    `number_of` is the title that a number is printed behind; None where it stands alone, and of titles.
    """

    name: str
    mentions: tuple[Mention, ...]
    number_of: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A named investment or construction project."""

    name: str
    mentions: tuple[Mention, ...]
    company: str | None = None
    zone: str | None = None
    investment: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a unit (INTERFACE section 5).

    `value`, `value_max` and `value_si` are decimal strings without exponent; `period` is the time
    as printed and `period_edtf` its EDTF.
    """

    indicator: str
    value: str
    unit: str
    text: str
    span: Span
    value_max: str | None = None
    bound: Bound | None = None
    value_si: str | None = None
    unit_si: str | None = None
    period: str | None = None
    period_edtf: Edtf | None = None
    zone: str | None = None


class Verdict(NamedTuple):
    """Which rule, or which features, decided something of a claim, and the page range of the cue.

    `span` is None where nothing printed decided: no cue found, or the page's context.
    """

    decides: Decided
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of one reform by one actor.

    Attributes
    ----------
    actor
        None where nobody can tell who acts (`actor_kind` is then ``none``).
    denied
        Whether the text says that the actor does not do it (尚未实行); its status is then ``referenced``.
    why
        What decided actor, status, time, figures and that it is a measure; for `extract --explain`.
    actor_basis, confidence
        How the actor is known, and the share of read claims that were right at its margin (0 to 1).
    """

    reform: str
    actor: str | None
    actor_kind: ActorKind
    status: Status
    mentions: tuple[Mention, ...]
    evidence: str
    evidence_span: Span
    when: str | None = None
    when_edtf: Edtf | None = None
    onset_edtf: Edtf | None = None
    figures: tuple[Figure, ...] = ()
    candidate: bool = False
    broader: str | None = None
    denied: bool = False
    why: tuple[Verdict, ...] = ()
    actor_basis: ActorBasis | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article."""

    article: Article
    zones: tuple[Zone, ...] = ()
    companies: tuple[Company, ...] = ()
    people: tuple[Person, ...] = ()
    documents: tuple[Document, ...] = ()
    projects: tuple[Project, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class PageExtraction:
    """A page with what was found in its articles."""

    page: Page
    extractions: tuple[Extraction, ...] = ()
    warnings: tuple[str, ...] = field(default=())
