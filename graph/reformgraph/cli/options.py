"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from reformgraph.cli.messages import _t
from reformgraph.errors import UsageError

DEFAULT_STORE = "reformgraph.store"


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--store``: a folder or the address of a SPARQL server."""
    return click.option(
        "--store",
        envvar="REFORMGRAPH_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar=_t("文件夹|网址", "FOLDER|URL"),
        help=_t(
            "图谱所在的库：文件夹，或 SPARQL 服务的网址。", "Where the graph is kept: a folder, or a SPARQL server."
        ),
    )(command)


def decisions_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--decisions``: the CSV of the user's decisions."""
    return click.option(
        "--decisions",
        metavar="FILE.csv",
        help=_t(
            "审定意见文件；默认为库旁边的 <库>.decisions.csv。",
            "Decisions on doubtful merges; by default <store>.decisions.csv beside the store.",
        ),
    )(command)


def columns_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--columns``: what the columns of an archive of rows are called."""
    return click.option(
        "--columns",
        metavar="text=COLUMN,...",
        help=_t(
            "CSV、JSON Lines 存档中各列的名称，如 text=全文,date=刊期；常见名称会自动识别。",
            "Columns of CSV and JSON Lines archives, as in text=全文,date=刊期; common names are found by themselves.",
        ),
    )(command)


def follow_links_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--follow-links``: whether links may lead out of a folder."""
    return click.option(
        "--follow-links",
        is_flag=True,
        help=_t("也读取链接所指的、文件夹之外的文件。", "Also read files outside a folder that links in it lead to."),
    )(command)


def form_option(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--format``, handed on as `form`: one of the forms, the first unless another is named."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=_t("输出格式。", "Output format."),
    )


def refuse_addresses(paths: Iterable[object]) -> None:
    """Refuse the address of a web page where a file is wanted: pages are saved first, so that they stay as read.

    Raises
    ------
    UsageError
        For an address; the message tells what to do.
    """
    for path in paths:
        scheme, colon, rest = str(path).replace("\\", "/").partition(":/")
        if colon and scheme.lower() in ("http", "https"):  # paths have lost the second stroke
            address = f"{scheme}://{rest.lstrip('/')}"
            raise UsageError("an address is not read from the web", where=address, cure="save the page, name the file")
