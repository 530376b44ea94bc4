"""`reformgraph evaluate`: extraction measured against labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import form_option

if TYPE_CHECKING:
    from reformgraph.evaluation import Report
    from reformgraph.evaluation.breakdown import PhenomenonRow
    from reformgraph.evaluation.report import Figures

_REFORMS_SHOWN = 25
_EXISTING = click.Path(path_type=Path)


@click.command(
    help=_t(
        "对照人工标注给提取结果打分：各项指标及 95% 区间，逐项改革、逐类现象，可浏览的错误网页。\n\n"
        "LABELS 是标注文件夹（每页一个 JSON），PAGES 是对应的网页、报纸页。格式见 docs/evaluation.md。",
        "Score extraction against labels made by hand: measures with 95 % intervals, reform by reform, "
        "phenomenon by phenomenon, and a page of all errors.\n\n"
        "LABELS is a folder with one JSON file a page, PAGES are the pages. docs/evaluation.md tells the format.",
    )
)
@click.argument("labels", type=_EXISTING)
@click.argument("pages", nargs=-1, required=True, type=_EXISTING)
@click.option("--manifest", type=_EXISTING, help=_t("页面清单 CSV", "CSV of pages with id, date, source."))
@click.option("--date", help=_t("出版日期（EDTF，如 2024-11-20）", "Date of issue (EDTF), e.g. 2024-11-20."))
@click.option(
    "--vocabulary",
    type=_EXISTING,
    metavar="CSV",
    help=_t("用此 CSV 代替自带的改革词表", "CSV that replaces the curated reforms."),
)
@click.option(
    "--core",
    type=_EXISTING,
    metavar="JSON",
    help=_t("核心改革名单（默认取词表中 core=1 的）", "Names of core reforms; by default those with core=1."),
)
@click.option(
    "--found",
    type=_EXISTING,
    metavar="JSONL",
    help=_t("评 extract 已输出的结果，不重新提取", "Judge what `extract` printed instead of extracting."),
)
@click.option(
    "--unread",
    type=_EXISTING,
    metavar="FILE",
    help=_t(
        "保留页清单（每行一个文件名）：数值分开报告，错误从不显示",
        "Pages kept aside, a file name a line: their figures are told apart, their errors never shown.",
    ),
)
@click.option(
    "--leave-one-out",
    is_flag=True,
    help=_t(
        "读每页时去掉词表中仅该页提到的改革（词表须有 origin 列）",
        "Read each page without the reforms only it names (column origin of the vocabulary).",
    ),
)
@click.option(
    "--resamples",
    type=click.IntRange(min=0, max=1_000_000),
    default=1000,
    show_default=True,
    help=_t("自助法抽样次数；0 不算区间", "Resamples of the bootstrap; 0: no intervals."),
)
@click.option("--seed", type=int, default=0, show_default=True, help=_t("随机种子", "Seed of the bootstrap."))
@click.option(
    "--html",
    type=_EXISTING,
    metavar="REPORT.html",
    help=_t("把错误写成可浏览的网页（单个文件，不联网）", "Write the errors as one HTML file, no network needed."),
)
@form_option("table", "json")
def command(
    labels: Path, pages: tuple[Path, ...], manifest: Path | None, date: str | None, vocabulary: Path | None,
    core: Path | None, found: Path | None, unread: Path | None, leave_one_out: bool, resamples: int, seed: int,
    html: Path | None, form: str,
) -> None:  # fmt: skip
    """Judge, print the report, write the page of errors."""
    from reformgraph.chinese_messages import told_text
    from reformgraph.evaluation import evaluate
    from reformgraph.show.graph.write_file import check_writable, write_text

    if html is not None:
        check_writable(html)
    report = evaluate(
        labels, pages, manifest=manifest, date=date, vocabulary=vocabulary, core=core, found=found,
        unread=unread, leave_one_out=leave_one_out, resamples=resamples, seed=seed,
        warn=lambda message: click.echo(f"{_t('警告', 'warning')}: {told_text(message, language())}", err=True),
    )  # fmt: skip
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        for line in _lines(report):
            click.echo(line)
    if html is not None:
        from reformgraph.evaluation.error_page import report_page

        path = write_text(html, report_page(report, language()))
        click.echo(_t(f"错误网页：{path}", f"page of errors: {path}"), err=True)


def _lines(report: Report) -> Iterator[str]:
    from reformgraph.cli.terminal_table import table, terminal_width

    width = terminal_width()
    if report.unread is not None:
        yield _t("可看错误的页：", "Pages whose errors are shown:")
    yield from _figures(report.figures, width)
    if report.unread is not None:
        yield _t("保留页（只报数值）：", "Pages kept unread (figures only):")
        yield from _figures(report.unread, width)
    rows = [row for row in report.reforms if row.missed or row.wrong]
    if rows:
        yield _t("有错的改革：", "Reforms with errors:")
        cells = [
            [row.reform, *map(str, (row.labelled, row.right, row.missed, row.wrong))] for row in rows[:_REFORMS_SHOWN]
        ]
        names = [
            _t("改革", "reform"),
            _t("标注", "labelled"),
            _t("找到", "found"),
            _t("漏", "missed"),
            _t("多", "wrong"),
        ]
        yield from table(names, cells, width)
        if len(rows) > _REFORMS_SHOWN:
            rest = len(rows) - _REFORMS_SHOWN
            yield _t(f"另有 {rest} 项，见 --format json 或 --html", f"{rest} more: --format json or --html")
        yield ""
    if wrong := [row for row in report.rules if row.wrong][:_REFORMS_SHOWN]:
        yield _t("有错的规则：", "Rules with errors:")
        names = [_t("决定", "decides"), _t("规则", "rule"), _t("用到", "used"), _t("错", "wrong")]
        yield from table(names, [[row.decides, row.rule, str(row.used), str(row.wrong)] for row in wrong], width)
        yield ""
    yield _t("采用关系，按现象：", "Adoptions by phenomenon:")
    names = [_t("类别", "group"), _t("现象", "phenomenon"), "P", "R", _t("找到", "found"), _t("标注", "labelled")]
    yield from table(names, [_phenomenon(row) for row in report.phenomena], width)
    yield ""
    count = len(report.errors)
    yield _t(f"{count} 处错误，用 --html 逐条查看", f"{count} errors; --html shows each in its text")


def _figures(figures: Figures, width: int | None) -> Iterator[str]:
    """Two tables: measures, and what should be low."""
    from reformgraph.cli.terminal_table import table
    from reformgraph.evaluation.score_rows import INVENTED, NAMES

    counts = [_t("对", "right"), _t("找到", "found"), _t("标注", "labelled")]
    yield from table([_t("指标", "measure"), "P", "R", "F1", "95 %", *counts], list(_measures(figures)), width)
    yield ""
    rows = [
        [_t(NAMES[name], name), f"{row.share:.3f}", _interval(row.interval), str(row.part), str(row.whole)]
        for name, row in figures.shares.items()
    ]
    rows.append([_t(NAMES[INVENTED], INVENTED), "", "", str(figures.invented), ""])
    head = [_t("越低越好", "less is better"), _t("占比", "share"), "95 %", _t("个数", "number"), _t("总数", "of")]
    yield from table(head, rows, width)
    yield ""


def _measures(figures: Figures) -> Iterator[list[str]]:
    from reformgraph.evaluation.score_rows import LINES, NAMES

    for name, row in figures.measures.items():
        counts = [str(int(count)) for count in (row.right, row.found)] if name != LINES else ["", ""]
        cells = [f"{figure:.3f}" for figure in (row.rates.precision, row.rates.recall, row.rates.f1)]
        yield [_t(NAMES[name], name), *cells, _interval(row.interval), *counts, str(int(row.labelled))]


def _interval(bounds: tuple[float, float] | None) -> str:
    return f"{bounds[0]:.3f}–{bounds[1]:.3f}" if bounds else ""


def _phenomenon(row: PhenomenonRow) -> list[str]:
    cells = ["" if figure is None else f"{figure:.3f}" for figure in (row.precision, row.recall)]
    return [_t(row.group_zh, row.group), _t(row.name_zh, row.name), *cells, str(row.found), str(row.labelled)]
