"""Pages of articles and source pages: the printed text with evidence and names marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformgraph.iri import RG, SCHEMA
from reformgraph.show.page_language import say
from reformgraph.show.serve.lookups import Look, badge, first, local, shown_time, status_told, values
from reformgraph.show.serve.markup import Markup, address, html, table, tag
from reformgraph.views import store_rows
from reformgraph.views.facts import at_sheet
from reformgraph.views.store_rows import ClaimRow, EvidenceRow

_ROLES = ("kicker", "title", "byline", "body", "caption")
#: How a line begins that begins a paragraph: indented, a heading or an item of a list, or it is blank.
_BEGIN = re.compile(r"[\s\u3000]{2,}|#|[>*-] |[0-9]{1,2}[.、．]|\s*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of code points of the page: evidence of a claim (`claim`) or the name of a thing."""

    start: int
    end: int
    iri: str
    claim: bool


_MENTIONS = """SELECT DISTINCT ?thing ?spans {
  GRAPH ?graph { ?article a rg:Article . ?mention rg:mentionOf ?thing ; rg:spans ?spans }
}"""
_ARTICLES = "SELECT DISTINCT ?article ?n { ?article schema:isPartOf ?page OPTIONAL { ?article schema:position ?n } }"


def article(look: Look, iri: str) -> list[object]:
    """An article: head, text with marks, claims."""
    found = look.of(iri)
    page = first(found, SCHEMA + "isPartOf")
    text = first(look.of(page), RG + "text") if page else ""
    claims = store_rows.claims(look.store, article=iri)
    quoted = store_rows.evidence(look.store, [claim.claim for claim in claims])
    claims = sorted(
        (one for one in claims if one.claim in quoted), key=lambda one: (quoted[one.claim].start, one.claim)
    )
    marks = [Mark(quoted[one.claim].start, quoted[one.claim].end, one.claim, True) for one in claims]
    for row in look.rows(_MENTIONS, article=iri):
        marks += [Mark(a, b, str(row["thing"]), False) for a, b in spans(str(row["spans"]))]
    known = (first(found, RG + "source"), first(found, RG + "issueDate"), *values(found, SCHEMA + "author"))
    told = " · ".join(part for part in known if part)
    return [
        tag("p", first(found, RG + "kicker"), class_="kicker") if first(found, RG + "kicker") else None,
        tag("h1", first(found, SCHEMA + "headline") or local(iri)),
        tag("p", told, " · ", look.link(page) if page else None, class_="told"),
        tag(
            "div",
            tag("article", _paragraphs(look, text, found, marks), class_="print"),
            _claims(look, claims, quoted) if claims else None,
            class_="read",
        ),
    ]


def _claims(look: Look, claims: Sequence[ClaimRow], quoted: Mapping[str, EvidenceRow]) -> Markup:
    """The claims of an article beside its text, an entry each, which leads to its sentence there."""
    head = say("Claims ({})", len(claims))
    entries = [_claim(look, one, quoted[one.claim]) for one in claims]
    return tag("aside", tag("h2", head), entries, class_="claims", tabindex="0", aria_label=head)


def _claim(look: Look, one: ClaimRow, quoted: EvidenceRow) -> Markup:
    return tag(
        "section",
        tag(
            "p",
            look.link(one.actor) if one.actor else say("(no actor is told)"),
            " ",
            badge(one.status),
            say(" denied ") if one.denied else " ",
            look.link(one.reform),
        ),
        tag(
            "p",
            tag("a", say("See the sentence"), href="#e-" + local(one.claim)),
            " · ",
            look.link(one.claim, say("characters {}–{}", quoted.start, quoted.end)),
            _sheet(look, quoted),
            class_="told",
        ),
        id="c-" + local(one.claim),
        class_="claim",
    )


def _sheet(look: Look, quoted: EvidenceRow) -> object:
    """The sheet of a PDF on which a sentence stands, as a link where the file has an address."""
    if quoted.sheet is None:
        return None
    told = say("page {} of the PDF", quoted.sheet)
    url = at_sheet(first(look.of(quoted.page), SCHEMA + "url"), quoted.sheet) if quoted.page else ""
    if not url or not url.startswith(("http://", "https://")):
        return (" · ", told)
    return " · ", tag("a", told, href=url, rel="noreferrer nofollow")


def source(look: Look, iri: str) -> list[object]:
    """A source page: what it is, its articles, its whole text by lines."""
    found = look.of(iri)
    rows = look.rows(_ARTICLES, page=iri)
    rows.sort(key=lambda row: (int(row["n"] or 0), str(row["article"])))
    named = (
        (say("Source"), first(found, RG + "source")),
        (say("Date"), first(found, RG + "issueDate")),
        (say("Edition"), first(found, RG + "edition")),
        (say("Encoding"), first(found, RG + "encoding")),
        (say("SHA-256 of the text"), first(found, RG + "textSha256")),
    )
    url = first(found, SCHEMA + "url")
    lines = first(found, RG + "text").split("\n")
    return [
        tag("h1", first(found, SCHEMA + "name") or local(iri)),
        tag("dl", [(tag("dt", name), tag("dd", value)) for name, value in named if value]),
        tag("p", say("Address: "), tag("a", url, href=url, rel="noreferrer nofollow"))
        if url.startswith(("http://", "https://"))
        else None,
        tag("h2", say("Articles ({})", len(rows))),
        tag("ol", [tag("li", look.link(str(row["article"]))) for row in rows]),
        tag("h2", say("Whole text")),
        tag("ol", [tag("li", line) for line in lines], class_="lines"),
    ]


def spans(text: str) -> list[tuple[int, int]]:
    """Ranges as in ``12-18 40-44``."""
    return [(int(a), int(b)) for a, b in re.findall(r"(\d{1,9})-(\d{1,9})", text)]


def line_numbers(text: str) -> list[int]:
    """Line numbers of ranges as in ``1-3 5``."""
    numbers: list[int] = []
    for start, end in re.findall(r"(\d{1,7})(?:-(\d{1,7}))?", text):
        numbers += range(int(start), int(end or start) + 1)
    return numbers


def _paragraphs(look: Look, text: str, found: dict[str, list], marks: Sequence[Mark]) -> list[Markup]:  # type: ignore[type-arg]
    """The lines of the article in the order of the page, hard wraps undone."""
    starts, place = [0], 0
    lines = text.split("\n")
    for line in lines:
        place += len(line) + 1
        starts.append(place)
    made: list[Markup] = []
    open_pieces: list[Markup] = []
    open_role = ""

    def close() -> None:
        if open_pieces:
            made.append(tag({"title": "h3"}.get(open_role, "p"), *open_pieces, class_=open_role))
            open_pieces.clear()

    roles = {n: role for role in _ROLES for n in line_numbers(first(found, f"{RG}{role}Lines"))}
    for number in sorted(n for n in roles if n <= len(lines)):
        line, role = lines[number - 1], roles[number]
        if role in ("title", "kicker") and not _holds_evidence(starts[number - 1], len(line), marks):
            continue  # it stands above the text already
        if role != open_role or _BEGIN.match(line) or number - 1 not in roles:
            close()
        open_role = role
        open_pieces.append(_marked(look, line, starts[number - 1], marks))
    close()
    return made


def _holds_evidence(start: int, size: int, marks: Iterable[Mark]) -> bool:
    return any(mark.claim and mark.start < start + size and mark.end > start for mark in marks)


def _marked(look: Look, line: str, offset: int, marks: Iterable[Mark]) -> Markup:
    """A line with its marks: evidence as ``mark``, names as links."""
    end = offset + len(line)
    inside = [mark for mark in marks if mark.start < end and mark.end > offset]
    cuts = sorted(
        {offset, end, *(place for mark in inside for place in (mark.start, mark.end) if offset < place < end)}
    )
    made = []
    for a, b in pairwise(cuts):
        piece: object = line[a - offset : b - offset]
        over = [mark for mark in inside if mark.start <= a and mark.end >= b]
        names = sorted((mark for mark in over if not mark.claim), key=lambda mark: (mark.start - mark.end, mark.iri))
        if names:
            piece = tag("a", piece, href=address(look.base, names[0].iri), title=look.label(names[0].iri))
        claims = [mark for mark in over if mark.claim]
        if claims:
            # Several claims may rest on one sentence: each is to be found where it begins.
            begun = [mark.iri for mark in claims if mark.start == a]
            for iri in begun[:-1]:
                piece = tag("span", piece, id="e-" + local(iri))
            piece = tag("mark", piece, id="e-" + local(begun[-1]) if begun else None)
        made.append(html(piece))
    return html(*made)


def claim(look: Look, iri: str) -> list[object]:
    """A claim: who, what, when, figures, the quotation in its article."""
    found = look.of(iri)
    article_iri = first(found, "http://www.w3.org/ns/prov#wasDerivedFrom")
    quoted = store_rows.evidence(look.store, [iri]).get(iri)
    status = local(first(found, RG + "status"))
    denied = say(" (denied)") if first(found, RG + "denied") == "true" else None
    actor, reform = first(found, RG + "actor"), first(found, RG + "reform")
    figures = [look.of(figure) for figure in values(found, RG + "figure")]
    return [
        tag("h1", look.label(actor) if actor else say("(no actor is told)"), say(": "), look.label(reform)),
        tag(
            "dl",
            tag("dt", say("Actor")), tag("dd", look.link(actor) if actor else say("not told")),
            tag("dt", say("Reform")), tag("dd", look.link(reform)),
            tag("dt", say("Status")), tag("dd", status_told(status), denied),
            [
                (tag("dt", say(name)), tag("dd", shown_time(first(found, RG + key))))
                for name, key in (
                    ("Time as printed", "whenText"), ("Time", "when"), ("Onset", "onset"),
                    ("Actor known by", "actorBasis"), ("Confidence", "confidence"),
                )
                if first(found, RG + key)
            ],
            tag("dt", say("Article")), tag("dd", look.link(article_iri) if article_iri else None),
        ),
        tag("blockquote", quoted.quote) if quoted else None,
        tag("p", look.link(article_iri, say("See it in the article"), "#e-" + local(iri))) if article_iri else None,
        table(
            map(say, ("Indicator", "Figure", "Period")),
            [(first(f, RG + "indicator"), first(f, RG + "printed"), first(f, RG + "periodText")) for f in figures],
        )
        if figures
        else None,
    ]  # fmt: skip
