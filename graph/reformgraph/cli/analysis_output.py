"""How results of the analysis commands go out: rows as a table, CSV or JSON, remarks on stderr, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.file_output import write_or_print
from reformgraph.cli.messages import _t, language, tell_written
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from reformgraph.analysis.diffusion.panel import Panel


def tell(notes: Sequence[str]) -> None:
    """Remarks, on standard error, in the language of the interface."""
    from reformgraph.chinese_messages import told_note

    for note in notes:
        click.echo(f"{_t('注意', 'note')}: {told_note(note, language())}", err=True)


def emit(
    rows: Sequence[object],
    options: Mapping[str, Any],
    header: Sequence[str],
    notes: Sequence[str] = (),
    whole: object = None,
) -> None:
    """Print or save rows; remarks go to standard error.

    Parameters
    ----------
    rows
        Records or mappings.
    options
        Of the command: ``form``, ``output``.
    header
        Columns, in order; also printed when there are no rows.
    notes
        Remarks.
    whole
        What JSON gives instead of the rows.
    """
    import json

    from reformgraph.analysis.diffusion.csv_tables import render

    form = form_of(options)
    rows = _with_periods(rows, options)
    if whole is not None and form == "json":
        text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    else:
        text = render(rows, form, header)
    tell(notes)
    save_or_print(text, options["output"], len(rows))


_ENDINGS = {"csv": (".csv",), "json": (".json",), "table": (".txt", ".md")}


def form_of(options: Mapping[str, Any]) -> str:
    """The format: that of the ending of ``output``, which may not gainsay the one asked for (``form``)."""
    output, asked = options["output"], options["form"]
    if output is None or str(output) == "-":
        return str(asked or "table")
    told = next((name for name, endings in _ENDINGS.items() if output.suffix.lower() in endings), None)
    if told is None or asked not in (None, told):
        form = asked or "table"
        drawn = output.suffix.lower() in (".svg", ".png", ".pdf") and "chart" in options
        cure = f"drawings: --chart {output.with_suffix('.svg')}" if drawn else "end it in .csv, .json or .txt"
        cure = f"give --format {told}" if told else cure
        raise UsageError(f"{output}: the ending does not fit the format {form}", cure=cure)
    return told


_PERIODS = ("period", "toa")


def _with_periods(rows: Sequence[object], options: Mapping[str, Any]) -> Sequence[object]:
    """Rows of a store with periods as people write them: 2024Q1, 2024-01; years and numbers of tables stay."""
    from reformgraph.analysis.diffusion.cascades import period_text
    from reformgraph.analysis.diffusion.csv_tables import fields_of

    unit = period_unit(options)
    if unit in ("", "year"):
        return rows
    plain = [fields_of(row) for row in rows]
    for row in plain:
        for name in _PERIODS:
            if isinstance(row.get(name), (int, float)) and row[name] == row[name]:
                row[name] = period_text(row[name], unit)
    return plain


def period_unit(options: Mapping[str, Any]) -> str:
    """The unit of the periods of a store; empty for tables, whose periods are plain numbers."""
    return str(options.get("unit") or "") if options.get("nodes", "") is None else ""


def save_or_print(text: str, output: Path | None, rows: int | None = None) -> None:
    """Text to a file, which is told with the number of its rows, or to standard output."""
    if write_or_print(text.encode("utf-8"), output) and output:
        tell_written(output, rows)


def articles_behind(panel: Panel, until: int | None = None) -> int:
    """Independent articles that the adoptions (until a period) rest on."""
    chosen = (
        found for found, toa in zip(panel.sources, panel.toa.tolist(), strict=True) if until is None or toa <= until
    )
    return len(frozenset[str]().union(*chosen))


def _with_articles(
    rows: list[dict[str, Any]], header: Sequence[str], panel: Panel
) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows of periods with the number of independent articles behind them, where the panel is from a store."""
    if not panel.sources:
        return rows, list(header)
    for row in rows:
        row["articles"] = articles_behind(panel, row.get("period"))
    return rows, [*header, "articles"]


def emit_periods(found: Sequence[object], header: Sequence[str], panel: Panel, options: Mapping[str, Any]) -> None:
    """Rows of periods, with the articles behind them where the panel is from a store."""
    from reformgraph.analysis.diffusion.csv_tables import fields_of

    rows, names = _with_articles([fields_of(row) for row in found], header, panel)
    emit(rows, options, names, panel.notes)


def draw(options: Mapping[str, Any], title: str, panel: Panel, series: dict[str, list[float | None]], y: str) -> None:
    """The line chart that --chart asks for."""
    if options.get("chart") is None:
        return
    from reformgraph.show.charts.line_chart import line_chart

    name = f"{options['reform']}: {title}" if options.get("reform") else title
    ticks = _named_ticks(panel.unit)
    drawing = line_chart(name, list(panel.periods), series, ("时期", "period"), y, x_text=ticks, language=language())
    save_or_print(drawing.to_svg(), options["chart"])


def _named_ticks(unit: str) -> Callable[[float], str] | None:
    from reformgraph.analysis.diffusion.cascades import period_text

    return (lambda value: period_text(round(value), unit)) if unit else None
