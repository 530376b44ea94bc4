"""`reformgraph trace`: who adopted what, when, on what evidence."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option

if TYPE_CHECKING:
    from reformgraph.views.trace import TracedAdoption, TracedFigure

_STATUS = {"adopted": "已采用", "planned": "计划", "required": "被要求", "withdrawn": "已取消", "referenced": "提及"}


@click.command(
    help=_t(
        "追溯：哪个开发区采用了哪项改革，何时开始，成效数字，原文依据。",
        "Trace who adopted which reform, when, with what figures, on what evidence.",
    )
)
@click.option("--reform", help=_t("改革名称或别名，如 标准地", "A reform by any of its names, e.g. 标准地."))
@click.option("--zone", help=_t("开发区（或省、市、部门）名称", "A zone, province, city or department."))
@click.option("--company", help=_t("只看提到此企业的文章", "Only articles that name this company."))
@click.option("--category", help=_t("改革类别，如 审批", "A category of reforms, e.g. 审批."))
@click.option(
    "--status",
    "statuses",
    multiple=True,
    help=_t(
        "状态，可重复：adopted planned required withdrawn referenced",
        "Status, repeatable; default adopted, planned, required.",
    ),
)
@click.option("--since", help=_t("不早于此日期", "Not earlier than this date (EDTF)."))
@click.option("--until", help=_t("不晚于此日期", "Not later than this date (EDTF)."))
@click.option("--dated", is_flag=True, help=_t("去掉没有日期的", "Leave out what has no date."))
@click.option(
    "--claims", "show_claims", is_flag=True, help=_t("逐条列出每篇文章的说法", "List what each article says.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=_t("输出格式", "Output format."),
)
@store_option
def command(
    reform: str | None, zone: str | None, company: str | None, category: str | None, statuses: tuple[str, ...],
    since: str | None, until: str | None, dated: bool, show_claims: bool, form: str, store: str,
) -> None:  # fmt: skip
    """Print adoptions, or claims, as a table, CSV or JSON."""
    from reformgraph.store import open_store
    from reformgraph.views.trace import DEFAULT_STATUSES, as_json, trace

    opened = open_store(store, read_only=True)
    try:
        found = trace(
            opened, reform=reform, zone=zone, company=company, category=category,
            statuses=statuses or DEFAULT_STATUSES, since=since, until=until, dated=dated,
        )  # fmt: skip
    finally:
        opened.close()
    if form == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_csv(found, show_claims), nl=False)
    else:
        click.echo(_table(found, show_claims), nl=False)
    if not found:
        click.echo(_t("没有符合条件的记录", "nothing found"), err=True)


def figure_text(figure: TracedFigure) -> str:
    """A figure as printed, with what it counts."""
    return f"{figure.indicator} {figure.text}".strip()


def _table(found: Sequence[TracedAdoption], show_claims: bool) -> str:
    from reformgraph.cli.terminal_table import printable, terminal_width, wrap

    width = terminal_width()
    lines: list[str] = []

    def put(indent: int, text: str) -> None:
        text = printable(text)
        wrapped = [text] if width is None else wrap(text, max(10, width - indent))
        lines.extend(" " * indent + line for line in wrapped)

    for one in found:
        status = _t(_STATUS[one.status], one.status)
        time = one.onset_edtf or one.when_edtf or _t("未注明日期", "undated")
        put(0, f"{one.zone}  {one.reform}  [{status}]  {time}")
        if one.figures:
            put(4, _t("数字：", "figures: ") + "；".join(figure_text(figure) for figure in one.figures))
        put(4, _t(f"独立来源：{one.sources}", f"independent sources: {one.sources}"))
        for claim in one.claims if show_claims else one.claims[:1]:
            place = " ".join(part for part in (claim.source, claim.issue_date, claim.headline) if part)
            put(4, f"“{claim.quote}”")
            put(6, f"—— {place}（{claim.page}:{claim.start}-{claim.end}）")
        rest = len(one.claims) - 1
        if rest > 0 and not show_claims:
            put(4, _t(f"另有 {rest} 条陈述，用 --claims 查看", f"{rest} more claims: --claims"))
    return "".join(line + "\n" for line in lines)


_COLUMNS = ("zone", "reform", "status", "when", "when_edtf", "onset_edtf", "figures", "sources")
_CLAIM_COLUMNS = ("article_id", "headline", "source", "issue_date", "page", "quote", "start", "end")


def _csv(found: Sequence[TracedAdoption], show_claims: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if sys.platform == "win32" else "\n")
    writer.writerow((*_COLUMNS, *_CLAIM_COLUMNS))
    for one in found:
        for claim in one.claims if show_claims else one.claims[:1]:
            told = claim if show_claims else one
            writer.writerow(
                (
                    one.zone,
                    one.reform,
                    told.status,
                    told.when,
                    told.when_edtf,
                    told.onset_edtf,
                    "；".join(figure_text(figure) for figure in told.figures),
                    one.sources,
                    *(getattr(claim, name) for name in _CLAIM_COLUMNS),
                )
            )
    return out.getvalue()
