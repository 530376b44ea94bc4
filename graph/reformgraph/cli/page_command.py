"""`reformgraph page`: an interactive graph page as one HTML file."""

from __future__ import annotations

import click

from reformgraph.cli.completion import names
from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import store_option
from reformgraph.errors import UsageError


@click.command(
    help=_t(
        "生成一个交互式图谱网页：单个文件，不联网，任何浏览器都能打开。\n\n"
        "不加选项画全图；也可以只画一个开发区、一项改革、一家企业、一篇报道，或比较两个开发区。",
        "Draw an interactive graph page: one file, no network, any browser.\n\n"
        "The whole graph by default; or one zone, reform, company or article, or two zones compared.",
    )
)
@click.option(
    "-o",
    "--output",
    default="reformgraph.html",
    show_default=True,
    metavar="FILE.html",
    help=_t("输出文件", "File to write."),
)
@click.option("--zone", shell_complete=names("actor"), metavar="NAME", help=_t("一个开发区的全貌", "A zone's profile."))
@click.option(
    "--reform",
    shell_complete=names("reform"),
    metavar="NAME",
    help=_t("一项改革：谁何时采用，扩散地图", "A reform: who adopted it, when, on a map."),
)
@click.option("--company", shell_complete=names("company"), metavar="NAME", help=_t("一家企业", "A company."))
@click.option(
    "--article",
    metavar="TITLE",
    help=_t("一篇报道：原文与图谱并列（标题或标识）", "An article beside its graph (headline or id)."),
)
@click.option("--compare", nargs=2, metavar="ZONE ZONE", help=_t("比较两个开发区", "Two zones side by side."))
@click.option("--limit", type=int, help=_t("最多画多少个节点（默认 2000）", "The most nodes to draw (default 2000)."))
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=_t("全部画出（最多 20000 个节点）", "Draw everything (at most 20,000 nodes)."),
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=_t("界面语言，网页上可切换", "Language of the interface; the page can switch."),
)
@store_option
def command(
    output: str, zone: str | None, reform: str | None, company: str | None, article: str | None,
    compare: tuple[str, str] | None, limit: int | None, everything: bool, lang: str | None, store: str,
) -> None:  # fmt: skip
    """Parse, make the page, write it."""
    from reformgraph.analysis.network import knowledge_graph
    from reformgraph.show.graph.make_page import make_page
    from reformgraph.show.graph.selection import DEFAULT_LIMIT, HARD_LIMIT, check_limit
    from reformgraph.show.graph.write_file import check_writable, write_text
    from reformgraph.store import open_store

    asked = [
        (sort, [name])
        for sort, name in (("zone", zone), ("reform", reform), ("company", company), ("article", article))
        if name
    ]
    if compare:
        asked.append(("compare", list(compare)))
    if len(asked) > 1:
        raise click.UsageError(
            _t(
                "--zone、--reform、--company、--article、--compare 只能用一个",
                "use only one of --zone, --reform, --company, --article, --compare",
            )
        )
    sort, names = asked[0] if asked else ("whole", [])
    if limit is not None:
        check_limit(limit)
    if not output.lower().endswith((".html", ".htm")):
        raise UsageError("a page is written as HTML", where=output, cure="end the name in .html")
    check_writable(output)
    with open_store(store) as opened:
        graph = knowledge_graph(opened)
        if everything:
            check_limit(max(len(graph), 1))
        most = HARD_LIMIT if everything else limit if limit is not None else DEFAULT_LIMIT
        made = make_page(graph, sort, names, limit=most, language=lang or language(), store=opened)
    path = write_text(output, made.html)
    click.echo(
        _t(f"{path}：{made.nodes} 个节点，{made.edges} 条联系", f"{path}: {made.nodes} nodes, {made.edges} links"),
        err=True,
    )
    if made.left_out:
        parts = ", ".join(f"{kind} {count}" for kind, count in made.left_out.items())
        click.echo(
            _t(f"没有画出：{parts}；用 --limit 或 --all 可多画", f"left out: {parts}; --limit or --all shows more"),
            err=True,
        )
