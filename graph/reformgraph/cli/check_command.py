"""``reformgraph check``: SHACL and quotations."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import form_option, store_option
from reformgraph.language.white_space import printable


@click.command(
    help=_t(
        "用 SHACL 校验图谱，并核对每条引文；有违规则退出码为 1。",
        "Validate the graph with SHACL and compare every quotation with its page; exit code 1 if something is wrong.",
    )
)
@store_option
@form_option("table", "json")
@click.pass_context
def command(context: click.Context, store: str, form: str) -> None:
    """Validate, list, tell the number."""
    from reformgraph.adoption.ledger import state_graph
    from reformgraph.rdf.shapes import check_graph
    from reformgraph.sparql.run_query import base_of
    from reformgraph.store import open_store

    with open_store(store) as opened:
        graphs = [graph for graph in opened.graphs() if graph != state_graph()]
        issues = check_graph(
            ((graph, opened.triples(graph)) for graph in graphs), language=language(), select=opened.select,
            base=base_of(opened),
        )  # fmt: skip
    if form == "json":
        click.echo(json.dumps([asdict(issue) for issue in issues], ensure_ascii=False, indent=2))
    else:
        for issue in issues:
            path = f" {issue.path}" if issue.path else ""
            cells = (issue.severity, issue.article, issue.focus + path, f"{issue.message} ({issue.cure})")
            click.echo("\t".join(map(printable, cells)))
    wrong = sum(issue.severity == "violation" for issue in issues)
    click.echo(
        _t(f"{len(graphs)} 个图，{wrong} 处违规", f"{len(graphs)} graphs, {wrong} violations"),
        err=True,
    )
    if wrong:
        context.exit(1)
