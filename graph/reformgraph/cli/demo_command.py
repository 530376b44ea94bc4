"""`reformgraph demo`: the whole way on the bundled sample pages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from reformgraph.cli.messages import _t

_DATE = "2024-12-31"


@click.command(
    help=_t(
        "用自带的样页跑一遍：建库、生成图谱网页、追溯“标准地”。",
        "Build a store from the bundled pages, draw the graph page, trace 标准地.",
    )
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help=_t("放结果的文件夹", "Folder for what is made."),
)
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Run build, page and trace as a user would."""
    from reformgraph.cli.build_command import command as build
    from reformgraph.cli.page_command import command as page
    from reformgraph.cli.trace_command import command as trace
    from reformgraph.samples import sample_manifest, sample_pages

    pages = [str(path) for path in sample_pages()]
    if importlib.util.find_spec("pypdfium2") is None:
        pages = [path for path in pages if not path.endswith(".pdf")]
        click.echo(
            _t(
                "未装 pypdfium2，略过 PDF 样页：pip install 'reformgraph[pdf]'",
                "pypdfium2 is not installed, the PDF is left out: pip install 'reformgraph[pdf]'",
            ),
            err=True,
        )
    folder.mkdir(parents=True, exist_ok=True)
    store, html = str(folder / "reformgraph.store"), folder / "graph.html"
    _run(build, [*pages, "--manifest", str(sample_manifest()), "--store", store])
    _run(page, ["--store", store, "-o", str(html)])
    click.echo(_t("\n哪些开发区推行了“标准地”？\n", "\nWhich zones adopted 标准地?\n"))
    _run(trace, ["--reform", "标准地", "--store", store])
    click.echo(
        _t(f"\n图谱网页：{html.resolve()}（用浏览器打开）", f"\nGraph page: {html.resolve()} (open it in a browser)")
    )
    click.echo(
        _t(f"继续问：reformgraph query --list --store {store}", f"Ask more: reformgraph query --list --store {store}")
    )


def _run(command: click.Command, arguments: list[str]) -> None:
    command.main(arguments, standalone_mode=False)
