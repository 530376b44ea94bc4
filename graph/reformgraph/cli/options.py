"""Options that several commands share."""

from __future__ import annotations

import click

from reformgraph.cli.text import _t

#: ``--store``: folder or address of the store; `REFORMGRAPH_STORE`, else ``./reformgraph.store``.
store_option = click.option(
    "--store",
    envvar="REFORMGRAPH_STORE",
    default="reformgraph.store",
    show_default=True,
    help=_t("图谱库的文件夹或网址", "Folder or address of the store."),
)
