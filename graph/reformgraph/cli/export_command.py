"""``reformgraph export``: the data as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option
from reformgraph.errors import ReformGraphError, UsageError

FORMATS = ("nq", "trig", "ttl", "jsonld", "csv", "parquet")


@click.command(
    help=_t(
        "导出数据。nq：排序的 N-Quads（同样的数据得到同样的字节）；trig、ttl、jsonld；"
        "csv、parquet：每条陈述一行，含引文与位置。",
        "Export the data. nq: sorted N-Quads (the same data give the same bytes); trig, ttl, jsonld; "
        "csv, parquet: one row a claim, with quotation and offsets.",
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
    "--without-text",
    is_flag=True,
    help=_t(
        "不含报纸原文：去掉版面全文、正文与引文，保留事实及其位置。",
        "Without the words of newspapers: no texts of pages, bodies or quotations; facts keep their places.",
    ),
)
def command(store: str, form: str | None, output: str | None, without_text: bool) -> None:
    """Open, write; a file appears whole or not at all."""
    from reformgraph.exchange.export import write
    from reformgraph.store import open_store

    form = form or (_form_of(output) if output and output != "-" else "nq")
    with open_store(store) as opened:
        if not output or output == "-":
            write(form, opened, sys.stdout.buffer, text=not without_text)
            return
        target = Path(output)
        temporary = target.with_name(f".{target.name}.tmp")
        try:
            with temporary.open("wb") as out:
                write(form, opened, out, text=not without_text)
            temporary.replace(target)
        except OSError as fault:
            raise ReformGraphError(
                f"cannot be written: {fault.strerror}", where=output, cure="check folder, permissions and space"
            ) from fault
        finally:
            temporary.unlink(missing_ok=True)


def _form_of(output: str) -> str:
    form = Path(output).suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise UsageError(f"the name {output} tells no format", cure=f"give --format: {', '.join(FORMATS)}")
    return form
