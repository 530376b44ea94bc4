"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from reformgraph.cli.messages import _t

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
