"""`reformgraph extract`: what is found in pages, as JSON lines."""

from __future__ import annotations

from pathlib import Path

import click

from reformgraph.cli.messages import _t


@click.command(
    help=_t(
        "提取网页、报纸页（txt、md、html、pdf）中的文章、开发区、企业、改革举措，每页输出一行 JSON。",
        "Find articles, zones, companies and reforms in pages (txt, md, html, pdf); one JSON line a page.",
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
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help=_t("输出格式", "Output format."),
)
@click.pass_context
def command(
    ctx: click.Context,
    pages: tuple[Path, ...],
    manifest: Path | None,
    date: str | None,
    vocabulary: Path | None,
    with_text: bool,
    form: str,
) -> None:
    """Print one JSON object a page; a page that cannot be read is told on stderr and the rest goes on."""
    from reformgraph.errors import PageError
    from reformgraph.exchange.jsonl import to_line
    from reformgraph.extraction.article import extract_page
    from reformgraph.reading.manifest import read_manifest
    from reformgraph.reading.read_pages import find_pages, read_page
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    files = find_pages(pages, read_manifest(manifest) if manifest else None)
    terms = load_vocabulary(vocabulary)
    failed = False
    for file in files:
        try:
            result = extract_page(read_page(file, date), terms)
        except PageError as fault:
            failed = True
            click.echo(f"{_t('错误', 'error')}: {fault}", err=True)
            continue
        click.echo(to_line(result, with_text=with_text))
    if failed:
        ctx.exit(1)
