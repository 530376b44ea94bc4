"""The table of who adopted what, when, on whose word: a look at the store and filters in, a page, CSV or JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from reformgraph.chinese_messages import told
from reformgraph.errors import UsageError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.show.page_language import language, plural, say
from reformgraph.show.serve.adoption_field import Field, Record, read_field
from reformgraph.show.serve.facets import again, chosen, filter_form, province_fault
from reformgraph.show.serve.lookups import Look, badge, local, time_cell
from reformgraph.show.serve.markup import Markup, page, table, tag
from reformgraph.show.serve.view_pages import ways
from reformgraph.views.facts import Facts
from reformgraph.views.trace import TracedAdoption, TracedClaim, by_reform, trace_some
from reformgraph.views.trace_rows import ADOPTION_COLUMNS, Row, adoption_rows, best_claims

#: Records on a page.
_SHOWN = 100
_HEADS = ("Actor", "Reform", "Status", "Onset", "Sources", "Sentence")


def trace_page(look: Look, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """The table, narrowed by `given`; as CSV or JSON where `way` says so: the address is the same but for it.

    Raises
    ------
    UsageError
        Nothing, or more than one thing, bears a name and data is asked for; the page tells it itself.
    """
    asked = chosen(given)
    try:
        field, fault = read_field(look, asked), ""
    except UsageError as refusal:
        if way != "html":
            raise
        field, fault = Field(look, [], []), told(refusal, language())
    kept = field.kept
    if not kept and not fault and (missed := province_fault(asked)):
        fault = told(missed, language())
    if way == "json":
        return json.dumps(list(_rows(look, kept)), ensure_ascii=False, default=str).encode("utf-8", "replace")
    if way == "csv":
        return _csv(_rows(look, kept))
    files = [(tag("a", one.upper(), href="?" + again(asked, format=one)), " ") for one in ("csv", "json")]
    number, last = _number(asked.get("page", ""), len(kept)), _last(len(kept))
    shown = sorted(kept, key=_newest)[(number - 1) * _SHOWN : number * _SHOWN]
    return page(
        say("Records"),
        tag("h1", say("Who does what")),
        ways(asked, "/trace"),
        filter_form(look, [one.facets for one in field.all], asked, "/trace"),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", _counted(kept), class_="told"),
        table(map(say, _HEADS), _lines(look, shown), class_="trace")
        if kept
        else tag("p", say("No record fits: relax the conditions above.")),
        _pages("?" + again(asked, page=""), number, last),
        tag("p", say("Download: "), files, class_="ask"),
        current="/trace",
    )


def _last(count: int) -> int:
    """The number of the last page of so many records; the first there always is."""
    return max(1, -(-count // _SHOWN))


def _number(text: str, count: int) -> int:
    """The number of the page asked for, or of the nearest that there is."""
    return min(max(int(text), 1), _last(count)) if text.isdecimal() and len(text) < 9 else 1


def _newest(one: Record) -> tuple[bool, list[int], str, str]:
    """What began last comes first, what has no date at the end."""
    day = one.row.latest or one.row.earliest or ""
    return not day, [-ord(sign) for sign in day], local(one.row.actor), local(one.row.reform)


def _pages(front: str, number: int, last: int) -> Markup | None:
    """The ways to the page before and the page after; `front` is an address less the number of a page."""
    if last == 1:
        return None
    before = tag("a", say("Previous page"), href=f"{front}{number - 1}", rel="prev") if number > 1 else None
    after = tag("a", say("Next page"), href=f"{front}{number + 1}", rel="next") if number < last else None
    here = tag("span", say("Page {} of {}", number, last))
    return tag("nav", before, here, after, class_="pages", aria_label=say("Pages"))


def _counted(kept: Sequence[Record]) -> str:
    """How many records there are, and how many of them without a date."""
    undated = sum(not one.facets["year"] for one in kept)
    counted = plural(len(kept), "{} record", "{} records")
    return counted + (say(", {} of them undated", undated) if undated else "")


def _rows(look: Look, kept: Sequence[Record]) -> Iterator[Row]:
    """The rows of the files, by reform, then onset, then actor."""
    found = sorted(trace_some(look.store, [one.row for one in kept]).values(), key=by_reform)
    for row in adoption_rows(found, Facts(look.store)):
        yield {column: row[column] for column in ADOPTION_COLUMNS}


def _csv(rows: Iterable[Row]) -> bytes:
    """A table for spreadsheets: no cell of it runs."""
    told = ([row[column] for column in ADOPTION_COLUMNS] for row in rows)
    return csv_text(ADOPTION_COLUMNS, told).encode("utf-8", "replace")


def _lines(look: Look, shown: Sequence[Record]) -> list[tuple[object, ...]]:
    """The records of a page; only their claims are read."""
    traced = trace_some(look.store, [one.row for one in shown])
    return [_line(look, one, traced.get(one.row.adoption)) for one in shown]


def _line(look: Look, one: Record, traced: TracedAdoption | None) -> tuple[object, ...]:
    row = one.row
    return (
        look.link(row.actor),
        look.link(row.reform),
        badge(row.status),
        time_cell(row.onset),
        str(row.sources or 0),
        _sentence(best_claims(traced)[0]) if traced else None,
    )


def _sentence(claim: TracedClaim) -> list[object]:
    source = " ".join(part for part in (claim.source, claim.issue_date) if part)
    return [claim.quote, tag("span", f" —— {source}", class_="told") if source else None]
