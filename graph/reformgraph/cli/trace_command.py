"""`reformgraph trace`: who adopted what, when, on what evidence."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.completion import names
from reformgraph.cli.file_output import write_or_print
from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import store_option
from reformgraph.cli.terminal_table import table, terminal_width
from reformgraph.errors import UsageError
from reformgraph.language.plain_time import plain_time
from reformgraph.views.status_words import STATUS_WORDS, read_status, status_word
from reformgraph.views.trace_rows import best_claims, figure_text

if TYPE_CHECKING:
    from reformgraph.store import Store
    from reformgraph.views.trace import TracedAdoption, TracedClaim

FORMS = ("table", "csv", "json", "xlsx")
_STATUSES = " ".join(status_word(status, language()) for status in STATUS_WORDS)


@click.command(
    help=_t(
        "追溯：哪个开发区采用了哪项改革，何时开始，成效数字，原文依据。",
        "Trace who adopted which reform, when, with what figures, on what evidence.",
    )
)
@click.argument("word", required=False, shell_complete=names("reform", "zone", "company"))
@click.option(
    "--reform",
    shell_complete=names("reform"),
    help=_t("改革名称或别名，如 标准地", "A reform by any of its names, e.g. 标准地."),
)
@click.option(
    "--zone",
    shell_complete=names("actor"),
    help=_t("开发区（或省、市、部门）名称", "A zone, province, city or department."),
)
@click.option(
    "--company",
    shell_complete=names("company"),
    help=_t("只看提到此企业的文章", "Only articles that name this company."),
)
@click.option(
    "--category", shell_complete=names("category"), help=_t("改革类别，如 审批", "A category of reforms, e.g. 审批.")
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    help=_t(
        f"状态，可重复：{_STATUSES}（或其英文）；默认不列已取消与提及",
        f"Status, repeatable: {_STATUSES}; default adopted, planned, required.",
    ),
)
@click.option("--since", help=_t("不早于此日期", "Not earlier than this date (EDTF)."))
@click.option("--until", help=_t("不晚于此日期", "Not later than this date (EDTF)."))
@click.option("--dated", is_flag=True, help=_t("去掉没有日期的", "Leave out what has no date."))
@click.option(
    "--claims", "show_claims", is_flag=True, help=_t("逐条列出每篇文章的说法", "List what each article says.")
)
@click.option("--figures", is_flag=True, help=_t("逐个数字列出，一行一个", "One row a figure."))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help=_t("输出格式；默认看 -o 的文件名，否则 table", "Output format; default: by the ending of -o, else table."),
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help=_t("写到文件", "Write to a file."))
@click.option("--province", help=_t("只看此省（市、县）", "Only actors in this province, city or county."))
@click.option(
    "--no-candidates", is_flag=True, help=_t("不看词表外的改革", "Leave out reforms that the vocabulary lacks.")
)
@click.option("--limit", type=click.IntRange(1), help=_t("最多几项", "At most so many adoptions."))
@click.option("--excel", is_flag=True, help=_t("CSV 带 BOM，Excel 直接打开", "CSV with a byte-order mark, for Excel."))
@click.option(
    "--raw",
    is_flag=True,
    help=_t("CSV 单元格原样（供程序读）", "Leave cells as they are, for programs, not spreadsheets."),
)
@click.option(
    "--basis",
    "bases",
    multiple=True,
    help=_t(
        "只看主体如此得知的陈述，可重复：printed carried heading headline source",
        "Only claims whose actor is known in this way, repeatable.",
    ),
)
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    help=_t(
        "只看把握不低于此的陈述（0 至 1）；未注明把握的保留",
        "Only claims at least so sure (0 to 1); those that do not tell stay.",
    ),
)
@store_option
def command(**options: Any) -> None:
    """Print adoptions, or claims, as a table, CSV, JSON or an Excel workbook."""
    from reformgraph.store import open_store

    form, output = _form(options["form"], options["output"])
    with open_store(options["store"], read_only=True) as opened:
        found = _traced(opened, options)
        content = _written(opened, found, form, options)
        why = "" if found else _why_none(opened, options)
    _emit(content, output, len(found))
    if not found:
        click.echo(_t("没有符合条件的记录", "nothing found") + why, err=True)


def _traced(store: Store, options: Mapping[str, Any]) -> list[TracedAdoption]:
    from reformgraph.views.narrow import in_place, of_vocabulary
    from reformgraph.views.trace import DEFAULT_STATUSES, trace

    statuses = tuple(read_status(one, language()) for one in options["statuses"])
    found = trace(
        store, **_names(store, options), statuses=statuses or DEFAULT_STATUSES, since=options["since"],
        until=options["until"], dated=options["dated"], bases=options["bases"], confidence=options["confidence"],
    )  # fmt: skip
    if options["province"]:
        found = in_place(store, found, options["province"])
    if options["no_candidates"]:
        found = of_vocabulary(store, found)
    return found[: options["limit"]]


def _names(store: Store, options: Mapping[str, Any]) -> dict[str, str | None]:
    from reformgraph.views.narrow import sort_of

    wanted = {name: options[name] for name in ("reform", "zone", "company", "category")}
    if word := options["word"]:
        wanted[sort_of(store, word)] = word
    return wanted


#: Options that narrow what is found, what each is without effect, and what to call it.
_NARROWING = (
    ("statuses", tuple(STATUS_WORDS), "--status", "状态不在所选之内", "of another status"),
    ("since", None, "--since", "更早", "before that"),
    ("until", None, "--until", "更晚", "after that"),
    ("dated", False, "--dated", "没有日期", "without a date"),
    ("bases", (), "--basis", "主体另有依据", "of another basis"),
    ("confidence", None, "--confidence", "把握较小", "less sure"),
    ("province", None, "--province", "在别处", "elsewhere"),
    ("no_candidates", False, "--no-candidates", "属词表外", "outside the vocabulary"),
)


def _why_none(store: Store, options: Mapping[str, Any]) -> str:
    """Which option left nothing over, with what there is without it; empty where all of them together did."""
    options = {**options, "limit": None}  # what there is, not what would be shown
    wide = options | {name: value for name, value, *_ in _NARROWING}
    if not _traced(store, wide):
        return _t("：库中没有这样的陈述", ": the store holds no such claim")
    for name, value, option, chinese, english in _NARROWING:
        if some := _traced(store, options | {name: value}):
            return _t(f"：{len(some)} 项{chinese}（{option}）", f": {len(some)} are {english} ({option})")
    return _t("：放宽条件再试", ": ask for less at once")


def _form(form: str | None, output: str | None) -> tuple[str, str | None]:
    """Format and file; the ending of the file tells the format, and may not gainsay it."""
    if output in (None, "-"):
        if form == "xlsx":
            raise UsageError("an Excel workbook needs a file", cure="-o trace.xlsx")
        return form or "table", None
    ending = Path(output).suffix.lower().lstrip(".")
    told = {"csv": "csv", "json": "json", "xlsx": "xlsx", "txt": "table"}.get(ending)
    if told is None or (form is not None and form != told):
        raise UsageError(f"{output}: the ending does not fit", cure="use .csv, .json, .xlsx or .txt")
    return told, output


def _written(store: Store, found: Sequence[TracedAdoption], form: str, options: Mapping[str, Any]) -> bytes:
    from reformgraph.exchange.spreadsheets import csv_text, xlsx_bytes
    from reformgraph.language.spreadsheet import headings

    claims = options["show_claims"]
    if form == "json" and not options["figures"]:
        from reformgraph.views.trace import as_json

        return _json(as_json(found))
    if form == "table" and not options["figures"]:
        return _table(found, claims).encode("utf-8", "surrogatepass")
    names, rows = _rows(store, found, options)
    if form == "json":
        return _json(rows)
    people = form == "xlsx" or options["excel"]
    chinese = headings("trace")
    head = [_t(chinese[name], name) if people else name for name in names]
    cells = ([_word(name, row[name]) if people else row[name] for name in names] for row in rows)
    if form == "xlsx":
        return xlsx_bytes(head, cells, "trace")
    if form == "csv":
        newline = "\r\n" if sys.platform == "win32" or options["excel"] else "\n"
        text = csv_text(head, cells, raw=options["raw"], newline=newline)
        return text.encode("utf-8-sig" if options["excel"] else "utf-8")
    shown = ("zone", "reform", "indicator", "text", "period", "issue_date")
    told = [[_cell(row[name]) for name in shown] for row in rows]
    lines = table([_t(chinese[name], name) for name in shown], told, terminal_width())
    return "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")


def _word(column: str, value: Any) -> Any:
    """A value as people call it: a status, how the actor is known, what a number bounds; others as they are."""
    if language() != "zh" or not isinstance(value, str):
        return value
    from reformgraph.language.spreadsheet import headings

    return status_word(value) if column == "status" else headings("trace values").get(column, {}).get(value, value)


def _rows(
    store: Store, found: Sequence[TracedAdoption], options: Mapping[str, Any]
) -> tuple[Sequence[str], list[dict[str, Any]]]:
    """Columns and flat rows."""
    from reformgraph.views.facts import Facts
    from reformgraph.views.trace_rows import ADOPTION_COLUMNS, FIGURE_COLUMNS, adoption_rows, figure_rows

    facts = Facts(store)
    if options["figures"]:
        return FIGURE_COLUMNS, list(figure_rows(found, facts))
    return ADOPTION_COLUMNS, list(adoption_rows(found, facts, claims=options["show_claims"]))


def _json(told: Any) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _emit(content: bytes, output: str | None, adoptions: int) -> None:
    if write_or_print(content, output):
        click.echo(_t(f"{output}：{adoptions} 项采用", f"{output}: adoptions: {adoptions}"), err=True)


def _table(found: Sequence[TracedAdoption], show_claims: bool) -> str:
    from reformgraph.cli.terminal_table import wrap
    from reformgraph.language.white_space import printable

    width = terminal_width()
    lines: list[str] = []

    def put(indent: int, text: str) -> None:
        text = printable(text)
        wrapped = [text] if width is None else wrap(text, max(10, width - indent))
        lines.extend(" " * indent + line for line in wrapped)

    for one in found:
        status = status_word(one.status, language())
        edtf = one.onset_edtf or one.when_edtf
        time = plain_time(edtf, language()) if edtf else _t("未注明日期", "undated")
        put(0, f"{one.zone}  {one.reform}  [{status}]  {time}")
        if one.figures:
            put(4, _t("数字：", "figures: ") + "；".join(figure_text(figure) for figure in one.figures))
        for line in _sides(one):
            put(4, line)
        for claim in one.claims if show_claims else best_claims(one):
            place = " ".join(part for part in (claim.source, claim.issue_date, claim.headline) if part)
            put(4, f"{_side(claim)}“{claim.quote}”")
            put(6, f"—— {place}（{claim.page}:{claim.start}-{claim.end}）")
            for figure in claim.figures:
                if figure.quote:
                    at = f"{claim.page}:{figure.start}-{figure.end}"
                    put(6, f"{figure_text(figure)}：“{figure.quote}”（{at}）")
        rest = len(one.claims) - len(best_claims(one))
        if rest > 0 and not show_claims:
            put(4, _t(f"另有 {rest} 条陈述，用 --claims 查看", f"{rest} more claims: --claims"))
    return "".join(line + "\n" for line in lines)


def _sides(one: TracedAdoption) -> list[str]:
    """Sources for and against, onsets and figures that do not agree."""
    if not one.disputing:
        told = [_t(f"独立来源：{one.sources}", f"independent sources: {one.sources}")]
    else:
        told = [_t(f"{one.sources} 篇支持，{one.disputing} 篇不同", f"{one.sources} for, {one.disputing} against")]
    if one.onsets_agree is False:
        onset = dict.fromkeys(claim.onset_edtf for claim in one.claims if claim.onset_edtf)
        onsets = "；".join(plain_time(edtf, language()) for edtf in onset)
        told.append(_t(f"开始的说法不一：{onsets}", f"onsets do not agree: {onsets}"))
    if one.conflicting_figures:
        figures = "；".join(map(figure_text, one.conflicting_figures))
        told.append(_t(f"互相矛盾的数字：{figures}", f"figures that cannot both be true: {figures}"))
    return told


def _side(claim: TracedClaim) -> str:
    """What to put before the quotation of a claim that is not of one mind with the adoption."""
    if claim.side == "disputes":
        return _t("[不同] ", "[against] ")
    return _t("[否认] ", "[denied] ") if claim.denied else ""
