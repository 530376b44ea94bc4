"""`reformgraph extract`: what is found in pages, as JSON lines."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reformgraph.chinese_messages import told
from reformgraph.cli.file_output import write_or_print
from reformgraph.cli.messages import _t, language, tell_written
from reformgraph.cli.options import columns_option, follow_links_option, refuse_addresses
from reformgraph.cli.reading_summary import tell_reading
from reformgraph.errors import ReformGraphError, UsageError
from reformgraph.language.white_space import printable

if TYPE_CHECKING:
    from reformgraph.errors import PageError
    from reformgraph.reading.page_files import PageFile
    from reformgraph.records import PageExtraction
    from reformgraph.vocabulary.load_vocabulary import Vocabulary


@click.command(
    help=_t(
        "提取网页、报纸页（txt、md、html、pdf、docx、ofd 及各种存档）中的文章、开发区、企业、改革举措，"
        "每页输出一行 JSON。“-”从标准输入读：一页文字、网页、PDF，或 JSON Lines 等存档。",
        "Find articles, zones, companies and reforms in pages (txt, md, html, pdf, docx, ofd and archives); "
        "one JSON line a page. - reads the input: the text of a page, HTML, PDF, or an archive such as JSON Lines.",
    )
)
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--manifest", type=click.Path(path_type=Path), help=_t("页面清单 CSV", "CSV of pages with id, date, source.")
)
@click.option("--date", "date", help=_t("出版日期（EDTF，如 2024-11-20）", "Date of issue (EDTF), e.g. 2024-11-20."))
@click.option(
    "--vocabulary",
    type=click.Path(path_type=Path),
    help=_t("用此 CSV 代替自带的改革词表", "CSV that replaces the curated reforms."),
)
@click.option(
    "--with-text",
    is_flag=True,
    help=_t(
        "每页附上 text：读出的正文，行号和位置都以它为准",
        "Add each page's text as it was read, to which lines and offsets refer.",
    ),
)
@click.option(
    "--explain",
    is_flag=True,
    help=_t(
        "每条举措附 why：实施者、状态、时间、数字、是否举措各由哪条规则决定，依据在原文何处",
        "Add `why` to each measure: which rule decided actor, status, time, figures and that it is one, and its cue.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "labelstudio", "doccano"]),
    default="jsonl",
    show_default=True,
    help=_t(
        "输出格式；labelstudio、doccano 是供人工改正的预标注",
        "Output format; labelstudio and doccano are marks for people to correct.",
    ),
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_t("写入文件；默认标准输出。", "File to write; by default stdout."),
)
@click.option(
    "--interface",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_t(
        "把 Label Studio 的标注界面也写入文件（与 --format labelstudio 同用）",
        "Also write the labelling interface of Label Studio to a file (with --format labelstudio).",
    ),
)
@columns_option
@follow_links_option
@click.pass_context
def command(
    ctx: click.Context,
    pages: tuple[Path, ...],
    manifest: Path | None,
    date: str | None,
    vocabulary: Path | None,
    with_text: bool,
    explain: bool,
    columns: str | None,
    follow_links: bool,
    form: str,
    output: Path | None,
    interface: Path | None,
) -> None:
    """Print one JSON object a page; a page that cannot be read is told on stderr and the rest goes on."""
    from reformgraph.cli.told_tables import tell_columns, tell_vocabulary
    from reformgraph.reading.formats.row_fields import read_columns
    from reformgraph.reading.manifest import read_manifest
    from reformgraph.reading.page_files import Found, look_through, pages_in
    from reformgraph.reading.piped import given_file
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    refuse_addresses(pages)
    _check_interface(interface, output, form)
    named = read_columns(columns) if columns else {}
    listed = read_manifest(manifest) if manifest else None
    if pages == (Path("-"),):
        found = Found((given_file(sys.stdin.buffer),), {})
    else:
        found = look_through(pages, listed, columns=named, follow_links=follow_links)
    terms = load_vocabulary(vocabulary)
    _save_interface(interface)
    if listed:
        tell_columns(manifest, listed.passed_over)
    if vocabulary:
        tell_vocabulary(vocabulary)
    passed = Counter(found.passed)
    numbers = Counter[str]()
    results = _results(chain(found.faults, pages_in(found.files, named, passed)), date, terms, numbers)
    _save_or_print(_lines(results, form, with_text=with_text, explain=explain), output)
    tell_reading(numbers, passed)
    if numbers["failed"]:
        ctx.exit(1)


def _check_interface(interface: Path | None, output: Path | None, form: str) -> None:
    """Refuse an interface without tasks for it, and one that would stand in the place of the tasks."""
    if interface is None:
        return
    if form != "labelstudio":
        raise UsageError("--interface without --format labelstudio", cure="give both")
    if str(interface) == "-" or interface == output:
        raise UsageError("the interface needs a file of its own", cure="name another file with --interface")


def _save_interface(interface: Path | None) -> None:
    """Write the labelling interface that a project needs for our tasks."""
    from reformgraph.exchange.annotations import label_config

    if interface is None:
        return
    write_or_print(label_config().encode(), interface)
    if str(interface) != "-":
        tell_written(interface)


def _save_or_print(lines: Iterable[str], output: Path | None) -> None:
    """Print the lines as they come, or write them into a file, which appears whole or not at all."""
    if output is None or str(output) == "-":
        for line in lines:
            click.echo(line, nl=False)
        return
    if output.suffix.lower() not in (".jsonl", ".json"):
        raise UsageError(f"{output}: the ending does not fit", cure="use .jsonl or .json")
    temporary = output.with_name(f".{output.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(lines)
        temporary.replace(output)
    except OSError as fault:
        what = f"cannot be written: {fault.strerror}"
        raise ReformGraphError(what, where=str(output), cure="check folder, permissions and space") from None
    finally:
        temporary.unlink(missing_ok=True)
    tell_written(output)


def _results(
    files: Iterable[PageFile | PageError], date: str | None, terms: Vocabulary, numbers: Counter[str]
) -> Iterator[PageExtraction]:
    """What is found on each page; those that cannot be read are told and counted."""
    from reformgraph.errors import MissingExtraError, PageError
    from reformgraph.extraction.article import extract_page
    from reformgraph.reading.read_pages import read_page

    for file in files:
        try:
            if isinstance(file, PageError):
                raise file
            result = extract_page(read_page(file, date), terms)
        except (PageError, MissingExtraError) as fault:
            numbers["failed"] += 1
            place = "" if isinstance(file, PageError) or fault.where else f"{file.where}: "
            click.echo(printable(f"{_t('错误', 'error')}: {place}{told(fault, language())}", lines=True), err=True)
            continue
        numbers["read"] += 1
        numbers["undated"] += result.page.issue_date is None
        claims = [claim for one in result.extractions for claim in one.claims]
        numbers["without_actor"] += sum(not claim.actor for claim in claims)
        yield result


def _lines(results: Iterable[PageExtraction], form: str, *, with_text: bool, explain: bool) -> Iterator[str]:
    """What is printed, piece by piece."""
    from reformgraph.exchange.annotations import doccano_line, label_studio_lines
    from reformgraph.exchange.jsonl import to_json, to_line

    if form == "labelstudio":
        yield from label_studio_lines(to_json(result, with_text=True) for result in results)
        return
    for result in results:
        if form == "doccano":
            yield json.dumps(doccano_line(to_json(result, with_text=True)), ensure_ascii=False) + "\n"
        else:
            yield to_line(result, with_text=with_text, explain=explain) + "\n"
