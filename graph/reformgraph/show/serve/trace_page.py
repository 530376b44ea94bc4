"""The table of who adopted what, when, on whose word: a look at the store and filters in, a page, CSV or JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from reformgraph.chinese_messages import told
from reformgraph.errors import UsageError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.records import STATUSES
from reformgraph.show.page_language import language, plural, say
from reformgraph.show.serve.facets import again, chosen, filter_form, fits, province_fault
from reformgraph.show.serve.lookups import Look, badge, local, time_cell
from reformgraph.show.serve.markup import Markup, page, table, tag
from reformgraph.show.serve.view_pages import ways
from reformgraph.views import store_rows
from reformgraph.views.facts import Facts
from reformgraph.views.trace import TracedAdoption, trace
from reformgraph.views.trace_rows import ADOPTION_COLUMNS, Row, adoption_rows

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
        rows, fault = _rows(look, asked), ""
    except UsageError as refusal:
        if way != "html":
            raise
        rows, fault = [], told(refusal, language())
    kept = [row for row in rows if fits(row, asked)]
    if not kept and not fault and (missed := province_fault(asked)):
        fault = told(missed, language())
    if way == "json":
        return json.dumps([_columns(row) for row in kept], ensure_ascii=False, default=str).encode("utf-8", "replace")
    if way == "csv":
        return _csv(kept)
    files = [(tag("a", one.upper(), href="?" + again(asked, format=one)), " ") for one in ("csv", "json")]
    number, last = _number(asked.get("page", ""), len(kept)), _last(len(kept))
    shown = sorted(kept, key=_newest)[(number - 1) * _SHOWN : number * _SHOWN]
    return page(
        say("Records"),
        tag("h1", say("Who does what")),
        ways(asked, "/trace"),
        filter_form(look, rows, asked, "/trace"),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", _counted(kept), class_="told"),
        table(map(say, _HEADS), [_line(look, row) for row in shown], class_="trace")
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


def _newest(row: Row) -> tuple[bool, list[int], str, str]:
    """What began last comes first, what has no date at the end."""
    day = str(row["onset_to"] or row["onset_from"] or "")
    return not day, [-ord(sign) for sign in day], str(row["zone_id"]), str(row["reform_id"])


def _pages(front: str, number: int, last: int) -> Markup | None:
    """The ways to the page before and the page after; `front` is an address less the number of a page."""
    if last == 1:
        return None
    before = tag("a", say("Previous page"), href=f"{front}{number - 1}", rel="prev") if number > 1 else None
    after = tag("a", say("Next page"), href=f"{front}{number + 1}", rel="next") if number < last else None
    here = tag("span", say("Page {} of {}", number, last))
    return tag("nav", before, here, after, class_="pages", aria_label=say("Pages"))


def _counted(kept: Sequence[Row]) -> str:
    """How many records there are, and how many of them without a date."""
    undated = sum(not row["year"] for row in kept)
    counted = plural(len(kept), "{} record", "{} records")
    return counted + (say(", {} of them undated", undated) if undated else "")


def _rows(look: Look, asked: Mapping[str, str]) -> list[Row]:
    """Rows of all statuses with the year by which each is known and the IRIs of its ends."""
    found: list[TracedAdoption] = trace(
        look.store, zone=asked.get("zone"), reform=asked.get("reform"), statuses=STATUSES
    )
    known = store_rows.adoptions(look.store)
    iris = {local(iri): iri for row in known for iri in (row.actor, row.reform)}
    return [
        {
            **row,
            "year": str(row["onset_to"] or row["onset_from"] or "")[:4],
            "actor_iri": iris.get(str(row["zone_id"]), ""),
            "reform_iri": iris.get(str(row["reform_id"]), ""),
        }
        for row in adoption_rows(found, Facts(look.store))
    ]


def _columns(row: Row) -> Row:
    return {column: row[column] for column in ADOPTION_COLUMNS}


def _csv(rows: Iterable[Row]) -> bytes:
    """A table for spreadsheets: no cell of it runs."""
    told = ([row[column] for column in ADOPTION_COLUMNS] for row in rows)
    return csv_text(ADOPTION_COLUMNS, told).encode("utf-8", "replace")


def _line(look: Look, row: Row) -> tuple[object, ...]:
    source = " ".join(str(row[name]) for name in ("source", "issue_date") if row[name])
    return (
        look.link(str(row["actor_iri"])) if row["actor_iri"] else str(row["zone"]),
        look.link(str(row["reform_iri"])) if row["reform_iri"] else str(row["reform"]),
        badge(str(row["status"])),
        time_cell(row["onset_edtf"]),
        str(row["sources"]),
        [str(row["quote"] or ""), tag("span", f" —— {source}", class_="told")],
    )
