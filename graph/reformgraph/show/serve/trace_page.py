"""The table of who adopted what, when, on whose word: a look at the store and filters in, a page, CSV or JSON out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from reformgraph.errors import UsageError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.language.plain_time import plain_time
from reformgraph.records import STATUSES
from reformgraph.show.serve.lookups import CHINESE, Look, local
from reformgraph.show.serve.markup import Markup, page, table, tag
from reformgraph.views import store_rows
from reformgraph.views.facts import Facts
from reformgraph.views.trace import TracedAdoption, trace
from reformgraph.views.trace_rows import ADOPTION_COLUMNS, Row, adoption_rows

_SHOWN = 500
#: What a reader may choose: name in the address, column of the rows, what it is called.
_FACETS = (
    ("province", "province", "省份"), ("kind", "kind", "类型"), ("category", "category", "类别"),
    ("status", "status", "状态"), ("year", "year", "年份"),
)  # fmt: skip
_NAMES = (("zone", "主体"), ("reform", "改革"))


def trace_page(look: Look, given: Sequence[tuple[str, str]], form: str) -> bytes:
    """The table, narrowed by `given`; as CSV or JSON where `form` says so: the address is the same but for it.

    Raises
    ------
    UsageError
        Nothing, or more than one thing, bears a name and data is asked for; the page tells it itself.
    """
    asked = {key: value.strip() for key, value in given if value.strip()}
    try:
        rows, fault = _rows(look, asked), ""
    except UsageError as refusal:
        if form != "html":
            raise
        rows, fault = [], str(refusal)
    kept = [row for row in rows if _fits(row, asked)]
    if form == "json":
        return json.dumps([_told(row) for row in kept], ensure_ascii=False, default=str).encode("utf-8", "replace")
    if form == "csv":
        return _csv(kept)
    again = urlencode({key: value for key, value in asked.items() if key != "format"}, errors="replace")
    ways = [(tag("a", way.upper(), href=f"?{again}{'&' if again else ''}format={way}"), " ") for way in ("csv", "json")]
    undated = sum(not row["year"] for row in kept)
    told = f"{len(kept)} 条记录" + (f"，其中 {undated} 条时间不详" if undated else "")
    more = f"（只显示前 {_SHOWN} 条，其余请下载）" if len(kept) > _SHOWN else ""
    return page(
        "采用记录",
        tag("h1", "谁在推行什么"),
        _form(rows, asked),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", told + more, class_="told"),
        table(("主体", "改革", "状态", "开始", "独立来源", "原文"), [_line(look, row) for row in kept[:_SHOWN]])
        if kept
        else tag("p", "没有符合的记录：请放宽上面的条件。"),
        tag("p", "下载：", ways, class_="ask"),
        current="/trace",
    )


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


def _told(row: Row) -> Row:
    return {column: row[column] for column in ADOPTION_COLUMNS}


def _csv(rows: Iterable[Row]) -> bytes:
    """A table for spreadsheets: no cell of it runs."""
    told = ([row[column] for column in ADOPTION_COLUMNS] for row in rows)
    return csv_text(ADOPTION_COLUMNS, told).encode("utf-8", "replace")


def _form(rows: Sequence[Row], asked: Mapping[str, str]) -> Markup:
    """A box a name and a list a facet; each entry tells how many rows it would leave."""
    boxes = [
        tag("label", tag("span", words), tag("input", name=name, value=asked.get(name, ""), placeholder="不限"))
        for name, words in _NAMES
    ]
    lists = [_facet(rows, asked, *facet) for facet in _FACETS]
    reset = tag("a", "清除条件", href="/trace")
    return tag("form", boxes, lists, tag("button", "筛选"), reset, class_="asking", action="/trace")


def _facet(rows: Sequence[Row], asked: Mapping[str, str], name: str, column: str, words: str) -> Markup:
    others = {key: value for key, value in asked.items() if key != name}
    counts = Counter(str(row[column] or "") for row in rows if _fits(row, others))
    chosen = asked.get(name, "")
    values = sorted({value for value in counts if value} | ({chosen} if chosen else set()))
    options = [tag("option", "不限", value="")]
    for value in values:
        text = f"{CHINESE.get(value, value)}（{counts[value]}）"
        options.append(tag("option", text, value=value, selected="selected" if value == chosen else None))
    return tag("label", tag("span", words), tag("select", options, name=name))


def _line(look: Look, row: Row) -> tuple[object, ...]:
    status = str(row["status"])
    source = " ".join(str(row[name]) for name in ("source", "issue_date") if row[name])
    return (
        look.link(str(row["actor_iri"]), str(row["zone"])),
        look.link(str(row["reform_iri"]), str(row["reform"])),
        tag("span", CHINESE.get(status, status), class_=f"status {status}"),
        plain_time(str(row["onset_edtf"])) if row["onset_edtf"] else "时间不详",
        str(row["sources"]),
        [str(row["quote"] or ""), tag("span", f" —— {source}", class_="told")],
    )
