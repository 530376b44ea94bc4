"""The table of who adopted what, when, on whose word: a look at the store and filters in, a page, CSV or JSON out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from reformgraph.chinese_messages import told
from reformgraph.errors import UsageError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.records import STATUSES
from reformgraph.show.page_language import language, plural, say
from reformgraph.show.serve.lookups import KINDS, Look, badge, local, status_told, time_cell
from reformgraph.show.serve.markup import Markup, form, page, table, tag
from reformgraph.views import store_rows
from reformgraph.views.english_names import english_name
from reformgraph.views.facts import Facts
from reformgraph.views.trace import TracedAdoption, trace
from reformgraph.views.trace_rows import ADOPTION_COLUMNS, Row, adoption_rows

#: Records on a page.
_SHOWN = 100
#: What a reader may choose: name in the address, column of the rows, what it is called.
_FACETS = (
    ("province", "province", "Province"), ("kind", "kind", "Kind"), ("category", "category", "Category"),
    ("status", "status", "Status"), ("year", "year", "Year"),
)  # fmt: skip
_NAMES = (("zone", "Actor"), ("reform", "Reform"))
_HEADS = ("Actor", "Reform", "Status", "Onset", "Sources", "Sentence")


def trace_page(look: Look, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """The table, narrowed by `given`; as CSV or JSON where `way` says so: the address is the same but for it.

    Raises
    ------
    UsageError
        Nothing, or more than one thing, bears a name and data is asked for; the page tells it itself.
    """
    asked = {key: value.strip() for key, value in given if value.strip()}
    try:
        rows, fault = _rows(look, asked), ""
    except UsageError as refusal:
        if way != "html":
            raise
        rows, fault = [], told(refusal, language())
    kept = [row for row in rows if _fits(row, asked)]
    if way == "json":
        return json.dumps([_columns(row) for row in kept], ensure_ascii=False, default=str).encode("utf-8", "replace")
    if way == "csv":
        return _csv(kept)
    again = urlencode({key: value for key, value in asked.items() if key not in ("format", "page")}, errors="replace")
    joined = "&" if again else ""
    ways = [(tag("a", one.upper(), href=f"?{again}{joined}format={one}"), " ") for one in ("csv", "json")]
    number, last = _number(asked.get("page", ""), len(kept)), _last(len(kept))
    shown = sorted(kept, key=_newest)[(number - 1) * _SHOWN : number * _SHOWN]
    return page(
        say("Records"),
        tag("h1", say("Who does what")),
        _form(look, rows, asked),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", _counted(kept), class_="told"),
        table(map(say, _HEADS), [_line(look, row) for row in shown], class_="trace")
        if kept
        else tag("p", say("No record fits: relax the conditions above.")),
        _pages(f"?{again}{joined}page=", number, last),
        tag("p", say("Download: "), ways, class_="ask"),
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


def _fits(row: Row, asked: Mapping[str, str]) -> bool:
    return all(name not in asked or str(row[column] or "") == asked[name] for name, column, _ in _FACETS)


def _columns(row: Row) -> Row:
    return {column: row[column] for column in ADOPTION_COLUMNS}


def _csv(rows: Iterable[Row]) -> bytes:
    """A table for spreadsheets: no cell of it runs."""
    told = ([row[column] for column in ADOPTION_COLUMNS] for row in rows)
    return csv_text(ADOPTION_COLUMNS, told).encode("utf-8", "replace")


def _form(look: Look, rows: Sequence[Row], asked: Mapping[str, str]) -> Markup:
    """A box a name and a list a facet; each entry tells how many rows it would leave."""
    boxes = [
        tag(
            "label", tag("span", say(words)), tag("input", name=name, value=asked.get(name, ""), placeholder=say("any"))
        )
        for name, words in _NAMES
    ]
    lists = [_facet(look, rows, asked, *facet) for facet in _FACETS]
    reset = tag("a", say("Clear"), href="/trace")
    named = [*dict(_NAMES), *(one[0] for one in _FACETS)]
    chosen = [_told(look, name, asked[name]) for name in named if name in asked]
    front = tag("summary", " · ".join((say("Filter"), *chosen)))  # all that a phone shows until it is touched
    inside = form(boxes, lists, tag("button", say("Filter")), reset, class_="asking", action="/trace")
    return tag("details", front, inside, class_="filters")


def _told(look: Look, name: str, value: str) -> str:
    """A choice of a list in the language of the page; the address keeps the value."""
    match name:
        case "status":
            return status_told(value)
        case "province":
            return (language() == "en" and english_name("place", value)) or value
        case "kind":
            return say(KINDS[value]) if value in KINDS else look.label(f"{look.base}kind/{value}")
        case "category":
            return look.label(f"{look.base}category/{value}")
    return value


def _facet(look: Look, rows: Sequence[Row], asked: Mapping[str, str], name: str, column: str, words: str) -> Markup:
    others = {key: value for key, value in asked.items() if key != name}
    counts = Counter(str(row[column] or "") for row in rows if _fits(row, others))
    chosen = asked.get(name, "")
    values = sorted({value for value in counts if value} | ({chosen} if chosen else set()))
    options = [tag("option", say("any"), value="")]
    for value in values:
        text = say("{} ({})", _told(look, name, value), counts[value])
        options.append(tag("option", text, value=value, selected="selected" if value == chosen else None))
    return tag("label", tag("span", say(words)), tag("select", options, name=name))


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
