"""``reformgraph changes``: what came, went or turned since an earlier store or export."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reformgraph.cli.file_output import write_or_print
from reformgraph.cli.messages import _t, language, tell_written
from reformgraph.cli.options import form_option, store_option
from reformgraph.cli.terminal_table import table, terminal_width
from reformgraph.errors import UsageError
from reformgraph.views.status_words import status_word

if TYPE_CHECKING:
    from reformgraph.store import Store
    from reformgraph.views.changes import Change

#: Formats of exports that keep the named graphs.
_EXPORTS = (".nq", ".trig", ".jsonld")
_WORDS = {
    "adoption": ("采用", "adoption"), "claim": ("陈述", "claim"), "came": ("新增", "came"), "went": ("消失", "went"),
    "turned": ("转变", "turned"), "denied": ("否认", "denied"),
}  # fmt: skip


@click.command(
    help=_t(
        "与先前的库或导出文件相比，哪些采用和陈述新增、消失，或状态有了转变。\n\n"
        "先留一份：reformgraph export -o before.nq；以后比较：reformgraph changes --since before.nq。",
        "Adoptions and claims that came, went or turned to another status since an earlier store or export.\n\n"
        "Keep one first: reformgraph export -o before.nq; later: reformgraph changes --since before.nq.",
    )
)
@click.option(
    "--since",
    required=True,
    metavar=_t("库|文件", "STORE|FILE"),
    help=_t(
        "先前的库（文件夹、网址），或 .nq .trig .jsonld 导出文件。",
        "The earlier store (folder, URL), or its export as .nq, .trig or .jsonld.",
    ),
)
@form_option("table", "csv", "json")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help=_t("写到文件。", "Write to a file."))
@click.option(
    "--raw", is_flag=True, help=_t("CSV 单元格原样（供程序读）。", "Leave cells of CSV as they are, for programs.")
)
@store_option
def command(since: str, form: str, output: str | None, raw: bool, store: str) -> None:
    """Compare and print; numbers go to stderr."""
    from reformgraph.store import open_store
    from reformgraph.views.changes import changes

    with open_store(store) as after, _earlier(since) as before:
        found = changes(before, after)
    _emit(_written(found, form, raw), output, len(found))
    click.echo(_counted(found), err=True)


@contextmanager
def _earlier(since: str) -> Iterator[Store]:
    """The earlier store: one that is kept, or an export read into memory."""
    from reformgraph.building.foreign_rdf import parsed
    from reformgraph.iri import BASE
    from reformgraph.store import open_store
    from reformgraph.store.base import group_by_graph

    path = Path(since)
    if not path.is_file():
        with open_store(since) as opened:
            yield opened
        return
    if path.suffix.lower() not in _EXPORTS:
        raise UsageError(
            "this is no export with named graphs", where=since, cure=f"name a store, or a file {' '.join(_EXPORTS)}"
        )
    with open_store(":memory:") as opened:
        opened.add(group_by_graph(parsed(path, BASE)).items())
        yield opened


def _written(found: Sequence[Change], form: str, raw: bool) -> str:
    from reformgraph.exchange.spreadsheets import csv_text
    from reformgraph.views.changes import Change

    if form == "json":
        return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n"
    names = [field.name for field in fields(Change)]
    if form == "csv":
        newline = "\r\n" if sys.platform == "win32" else "\n"
        return csv_text(names, ([getattr(one, name) for name in names] for one in found), raw=raw, newline=newline)
    head = (
        _t("变化", "change"), "", _t("主体", "actor"), _t("改革", "reform"), _t("先前", "before"), _t("现在", "after"),
        _t("来源", "source"), _t("日期", "date"),
    )  # fmt: skip
    rows = (
        [
            _word(one.change), _word(one.what), one.actor, one.reform, _word(one.before), _word(one.after),
            one.source or "", one.issue_date or "",
        ]
        for one in found
    )  # fmt: skip
    return "".join(line + "\n" for line in table(head, rows, terminal_width())) if found else ""


def _word(name: str | None) -> str:
    if name is None:
        return ""
    return _t(*_WORDS[name]) if name in _WORDS else status_word(name, language())


def _emit(content: str, output: str | None, rows: int) -> None:
    if write_or_print(content.encode("utf-8", "surrogatepass"), output) and output:
        tell_written(output, rows)


def _counted(found: Sequence[Change]) -> str:
    """Numbers of what changed in a line."""
    if not found:
        return _t("没有变化", "nothing changed")
    number: Counter[tuple[str, str]] = Counter((one.what, one.change) for one in found)
    parts = []
    for what, chinese, english in (("adoption", "采用", "adoptions"), ("claim", "陈述", "claims")):
        told = [f"{_word(change)} {number[what, change]}" for change in ("came", "went", "turned")]
        parts.append(_t(f"{chinese}：{'，'.join(told)}", f"{english}: {', '.join(told)}"))
    return _t("；", "; ").join(parts)
