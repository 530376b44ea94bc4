"""``reformgraph load``: exported data back into a store."""

from __future__ import annotations

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option


@click.command(
    help=_t(
        "载入导出的或他处的 RDF（.nq .trig .ttl .nt .jsonld .rdf）。文件有误则库保持原样。",
        "Load exported or foreign RDF (.nq .trig .ttl .nt .jsonld .rdf). "
        "If a file is malformed the store stays as it was.",
    )
)
@click.argument("files", nargs=-1, required=True, metavar=_t("文件...", "FILE..."))
@store_option
def command(files: tuple[str, ...], store: str) -> None:
    """Load and tell how much."""
    from reformgraph.building.load_quads import load

    done = load(files, store)
    click.echo(
        _t(
            f"{store}：已载入 {done.quads} 条四元组，其中文章 {done.articles} 篇",
            f"{store}: {done.quads} quads loaded, {done.articles} articles among them",
        ),
        err=True,
    )
