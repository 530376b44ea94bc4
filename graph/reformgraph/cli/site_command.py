"""`reformgraph site`: the whole graph as a folder of linked pages."""

from __future__ import annotations

import click

from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import store_option


@click.command(
    help=_t(
        "生成静态网站：首页、矩阵、图谱，每个开发区、改革、企业、报道各一页，可离线搜索，直接从磁盘打开。",
        "Write a static site: index, matrix, graph, a page for each zone, reform, company and article; "
        "searchable offline, opens from disk.",
    )
)
@click.argument("folder")
@click.option("--title", default="", help=_t("网站标题", "Title of the site."))
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help=_t("界面语言，网页上可切换", "Language of the interface.")
)
@click.option(
    "--url",
    default="",
    metavar="URL",
    help=_t(
        "网站将来的网址：写入规范地址与网站地图", "Where the site will stand: for canonical addresses and the sitemap."
    ),
)
@click.option(
    "--everything",
    is_flag=True,
    help=_t("也收与开发区、改革无关的报道", "Articles too that link to no zone and no reform."),
)
@click.option("--without-text", is_flag=True, help=_t("只引句子，不印全文", "Quote sentences, print no whole article."))
@store_option
def command(
    folder: str, title: str, lang: str | None, url: str, everything: bool, without_text: bool, store: str
) -> None:
    """Parse, write the site, tell where it is."""
    from reformgraph.analysis.network import knowledge_graph
    from reformgraph.show.site import write_site
    from reformgraph.store import open_store

    with open_store(store) as opened:
        count = write_site(
            knowledge_graph(opened),
            folder,
            store=opened,
            title=title,
            language=lang or language(),
            address=url,
            everything=everything,
            with_text=not without_text,
            progress=lambda done: click.echo(f"{done} ...", err=True),
        )
    click.echo(_t(f"{count} 个文件；打开 {folder}/index.html", f"{count} files; open {folder}/index.html"), err=True)
