"""`reformgraph search`: articles that hold words, the best first, each with a passage."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import form_option, store_option

if TYPE_CHECKING:
    from reformgraph.views.text_search import FoundArticle


@click.command(
    help=_t(
        "在文章的标题、作者与正文中查找，最相关的在前。多个词须都出现；"
        "引号中的词语须连着出现，如 search '标准地 \"一枚印章\"'。",
        "Find articles by words of headline, byline and body, the best first. All words must occur; words in quotation "
        "marks must follow each other, as in search '标准地 \"一枚印章\"'.",
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help=_t("最多几篇", "At most so many articles."),
)
@form_option("table", "csv", "json")
@store_option
def command(words: tuple[str, ...], limit: int, form: str, store: str) -> None:
    """Print the articles found."""
    from reformgraph.store import open_store
    from reformgraph.views.text_search import search

    with open_store(store, read_only=True) as opened:
        found = search(opened, " ".join(words), limit)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found.articles], ensure_ascii=False, indent=1))
    elif form == "csv":
        _csv(found.articles)
    else:
        for one in found.articles:
            _show(one)
    if not found.kept:
        click.echo(
            _t("此库没有保存索引，逐篇读过", "no index is kept for this store: all its articles were read"), err=True
        )
    if not found.total:
        click.echo(_t("没有找到", "nothing found"), err=True)
    elif found.total > len(found.articles):
        told = f"{len(found.articles)}/{found.total}"
        click.echo(_t(f"列出 {told} 篇，更多见 --limit", f"{told} articles, more with --limit"), err=True)


def _csv(found: tuple[FoundArticle, ...]) -> None:
    from reformgraph.exchange.spreadsheets import csv_text

    head = ("headline", "issued", "source", "page", "field", "start", "end", "snippet", "article")
    rows = [[getattr(one, name) for name in head] for one in found]
    click.echo(csv_text(head, rows), nl=False)


def _show(one: FoundArticle) -> None:
    from reformgraph.cli.terminal_table import terminal_width, wrap
    from reformgraph.language.white_space import printable

    width = terminal_width()
    printed = [one.issued or _t("未注明日期", "undated"), one.source, _place(one)]
    lines = ((0, one.headline or ""), (2, _marked(one)), (4, " ".join(part for part in printed if part)))
    for indent, text in lines:
        text = printable(" ".join(text.split()))
        for line in [text] if width is None else wrap(text, max(10, width - indent)):
            click.echo(" " * indent + line)


def _place(one: FoundArticle) -> str:
    return f"{one.page}:{one.start}-{one.end}" if one.start is not None else one.page or ""


def _marked(one: FoundArticle) -> str:
    """The passage with brackets around what was found; ranges that overlap are one."""
    out, at = "", 0
    joined: list[list[int]] = []
    for start, end in one.hits:
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    for start, end in joined:
        out += f"{one.snippet[at:start]}[{one.snippet[start:end]}]"
        at = end
    return out + one.snippet[at:]
