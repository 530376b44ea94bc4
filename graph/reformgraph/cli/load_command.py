"""``reformgraph load``: exported data, or the shards of a cluster, into a store."""

from __future__ import annotations

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option


@click.command(
    help=_t(
        "载入导出的或他处的 RDF（.nq .trig .ttl .nt .jsonld .rdf）。文件有误则库保持原样。\n\n"
        "分片清单 manifest.json（见 build --cluster）：载入其全部页面，已有的跳过。",
        "Load exported or foreign RDF (.nq .trig .ttl .nt .jsonld .rdf). "
        "If a file is malformed the store stays as it was.\n\n"
        "A manifest.json of shards (see build --cluster): loads all their pages, passing over those that are there.",
    )
)
@click.argument("files", nargs=-1, required=True, metavar=_t("文件...", "FILE..."))
@store_option
@click.option("--quiet", is_flag=True, help=_t("不显示进度。", "No progress."))
@click.pass_context
def command(context: click.Context, files: tuple[str, ...], store: str, quiet: bool) -> None:
    """Load and tell how much."""
    from reformgraph.building.load_quads import load

    manifests = [file for file in files if file.lower().endswith(".json")]
    for file in manifests:
        if not load_manifest(file, store, quiet):
            context.exit(1)
    if not (rest := [file for file in files if file not in manifests]):
        return
    done = load(rest, store)
    click.echo(
        _t(
            f"{store}：已载入 {done.quads} 条四元组，其中文章 {done.articles} 篇",
            f"{store}: {done.quads} quads loaded, {done.articles} articles among them",
        ),
        err=True,
    )


def load_manifest(manifest: str, store: str, quiet: bool) -> bool:
    """Load shards and tell as a build does; whether nothing failed."""
    from reformgraph.building.load_shards import load_shards
    from reformgraph.cli.build_command import BuildProgress, tell_build

    done = load_shards(manifest, store, None if quiet else BuildProgress())
    return tell_build(done, store, quiet)
