"""``reformgraph export``: the data as files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.messages import _t, tell_written
from reformgraph.cli.options import store_option
from reformgraph.errors import ReformGraphError, UsageError

if TYPE_CHECKING:
    from reformgraph.store import Store

FORMATS = ("nq", "trig", "ttl", "jsonld", "csv", "jsonl", "parquet", "datapackage")


@click.command(
    help=_t(
        "导出数据。nq：排序的 N-Quads（同样的数据得到同样的字节）；trig、ttl、jsonld；"
        "csv、jsonl、parquet：每条陈述一行，含引文与位置（--table figures 每个数字一行）；"
        "datapackage：两张表及列的说明，写入文件夹。\n\n"
        "N-Quads 每篇文章一个命名图：导入默认图不含命名图的程序时用 .ttl，或在程序中设默认图为全部图之并。",
        "Export the data. nq: sorted N-Quads (the same data give the same bytes); trig, ttl, jsonld; csv, jsonl, "
        "parquet: one row a claim, with quotation and offsets (--table figures: one a figure); datapackage: a "
        "folder with both tables and what their columns are.\n\n"
        "N-Quads have a named graph for each article: where a program's default graph leaves named graphs out, give "
        "it .ttl, or make the union of all graphs its default.",
    )
)
@store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help=_t("格式；默认按文件名，否则 nq。", "By default that of the file name, else nq."),
)
@click.option(
    "-o", "--output", metavar="FILE", help=_t("写入文件；默认标准输出。", "File to write; by default stdout.")
)
@click.option(
    "--table",
    type=click.Choice(["claims", "figures"]),
    default="claims",
    show_default=True,
    help=_t("csv、jsonl、parquet 写哪张表。", "Which table csv, jsonl and parquet hold."),
)
@click.option(
    "--raw", is_flag=True, help=_t("CSV 单元格原样（供程序读）。", "Leave cells of CSV as they are, for programs.")
)
@click.option(
    "--without-text",
    is_flag=True,
    help=_t(
        "不含报纸原文：去掉版面全文、正文与引文，保留事实及其位置。",
        "Without the words of newspapers: no texts of pages, bodies or quotations; facts keep their places.",
    ),
)
def command(store: str, form: str | None, output: str | None, table: str, raw: bool, without_text: bool) -> None:
    """Open, write; a file appears whole or not at all."""
    from reformgraph.store import open_store

    form = _form_of(output, form)
    if table != "claims" and form not in ("csv", "jsonl", "parquet"):
        raise UsageError(f"--table {table} is for csv, jsonl and parquet, not {form}", cure="--format csv")
    with open_store(store) as opened:
        _write(opened, form, output, {"text": not without_text, "table": table, "raw": raw})


def _write(store: Store, form: str, output: str | None, told: Mapping[str, Any]) -> None:
    from reformgraph.exchange.export import write
    from reformgraph.exchange.table_files import write_package

    if form == "datapackage":
        if not output or output == "-":
            raise UsageError("a data package is a folder", cure="-o FOLDER")
        write_package(store, Path(output), quotes=told["text"])
        tell_written(output)
        return
    if not output or output == "-":
        write(form, store, sys.stdout.buffer, **told)
        return
    target = Path(output)
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with temporary.open("wb") as out:
            write(form, store, out, **told)
        temporary.replace(target)
        tell_written(target)
    except OSError as fault:
        raise ReformGraphError(
            f"cannot be written: {fault.strerror}", where=output, cure="check folder, permissions and space"
        ) from fault
    finally:
        temporary.unlink(missing_ok=True)


def _form_of(output: str | None, form: str | None) -> str:
    """The format: that of the file's ending, which may not gainsay the one asked for."""
    if not output or output == "-" or form == "datapackage":
        return form or "nq"
    ending = Path(output).suffix.lstrip(".").lower()
    if ending not in FORMATS or form not in (None, ending):
        told = f"the ending of {output} does not fit {form}" if form else f"the name {output} tells no format"
        endings = ", ".join(f".{one}" for one in FORMATS if one != "datapackage")
        raise UsageError(told, cure=f"end it in {endings}")
    return ending
