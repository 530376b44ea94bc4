"""``reformgraph vocabulary``: the reforms as a table, to add to it and to read with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reformgraph.cli.file_output import write_or_print
from reformgraph.cli.messages import _t, tell_written
from reformgraph.errors import UsageError


@click.command(
    help=_t(
        "把改革词表写成表格。--add 加入自己的改革（列：名称、类别、别名，别名之间用 | 隔开；同名者被替换），"
        "或用 Excel 打开写出的表自行增改；然后用 build --vocabulary 读。\n\n"
        "例：reformgraph vocabulary --add 我的改革.csv -o 词表.xlsx",
        "Write the reforms of the vocabulary as a table. --add puts reforms of your own into it (columns name, "
        "category, aliases divided by |; one of the same name is replaced), or edit the table in Excel; then read "
        "with it by build --vocabulary.\n\n"
        "Example: reformgraph vocabulary --add mine.csv -o reforms.xlsx",
    )
)
@click.option(
    "--add",
    metavar="FILE.csv|.xlsx",
    type=click.Path(path_type=Path),
    help=_t("要加入的改革的表。", "Table of reforms to be added."),
)
@click.option(
    "--vocabulary",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help=_t("不从自带词表、而从此表起。", "Begin with this table, not with the bundled one."),
)
@click.option(
    "--excel",
    is_flag=True,
    help=_t("CSV 带 BOM，供 Excel 直接打开。", "CSV with the mark that Excel wants."),
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help=_t("写入 .csv 或 .xlsx；默认标准输出。", "A .csv or .xlsx file; by default stdout."),
)
def command(add: Path | None, vocabulary: Path | None, excel: bool, output: str | None) -> None:
    """Load, add, check, write; nothing is written where the check fails."""
    from reformgraph.exchange.vocabulary_table import vocabulary_rows, with_reforms
    from reformgraph.language.spreadsheet import read_file
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    if output not in (None, "-") and Path(str(output)).suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{output}: the ending does not fit", cure="use .csv or .xlsx")
    terms = load_vocabulary(vocabulary)
    rows = with_reforms(terms, read_file(add), str(add)) if add else vocabulary_rows(terms)
    _write(rows, output, excel=excel)


def _write(rows: list[dict[str, Any]], output: str | None, *, excel: bool) -> None:
    from reformgraph.exchange.spreadsheets import csv_text, xlsx_bytes
    from reformgraph.exchange.vocabulary_table import COLUMNS, cells

    if Path(output or "").suffix.lower() == ".xlsx":
        made = xlsx_bytes(COLUMNS, cells(rows), _t("改革", "reforms"))
    else:
        made = csv_text(COLUMNS, cells(rows), raw=True).encode("utf-8-sig" if excel else "utf-8")
    if write_or_print(made, output):
        tell_written(str(output), len(rows))
