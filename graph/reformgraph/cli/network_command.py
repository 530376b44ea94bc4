"""`reformgraph network`: networks of the store, their measures and exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.analysis_options import AnalysisGroup, columns_option, load_cascades, output_options, store_options
from reformgraph.cli.analysis_output import emit, save_or_print, tell
from reformgraph.cli.messages import _t, tell_written
from reformgraph.cli.network_options import KINDS, graph_options, load_bipartite, load_graph, stacked
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx


@click.group(
    cls=AnalysisGroup,
    help=_t(
        "网络分析与导出：开发区—改革、共同采用、共同提及、企业、地域、文中引用。",
        "Networks of zones, reforms, companies and places: measures and exports.",
    ),
)
def command() -> None:
    """The group of network commands."""


def _articles(graph: nx.Graph) -> int | None:
    """Independent articles that the edges rest on; None where edges do not tell."""
    known = [data["articles"] for _, _, data in graph.edges(data=True) if isinstance(data.get("articles"), list)]
    return len({article for articles in known for article in articles}) if known else None


def _size(graph: nx.Graph) -> list[str]:
    """Size of the graph, and what it rests on, as a remark."""
    articles = _articles(graph)
    rests = "" if articles is None else f", {articles} independent articles"
    size = f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges{rests}"
    return [size, *graph.graph.get("notes", ())]


@command.command(
    help=_t(
        "导出网络：GraphML、GEXF（Gephi）、Pajek、CSV、JSON", "Save a network as GraphML, GEXF, Pajek, CSV or JSON."
    )
)
@click.argument("kind", type=click.Choice(KINDS), default="knowledge")
@stacked(graph_options)
@click.option(
    "--format",
    "form",
    type=click.Choice(["graphml", "gexf", "pajek", "csv", "nodes", "json", "cyjs"]),
    help=_t("格式；默认看文件名", "By default that of the file's ending; graphml for stdout."),
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_t("写入文件", "Write to this file."))
def export(kind: str, **options: Any) -> None:
    """Write the network."""
    from reformgraph.analysis.network.graph_files import render_graph, write_graph

    graph = load_graph(kind, options)
    tell(_size(graph))
    output, form = options["output"], options["form"]
    if output is not None:
        write_graph(graph, output, form)
        tell_written(output)
    else:
        save_or_print(render_graph(graph, form or "graphml"), None)


@command.command(
    help=_t(
        "中心性：度、介数、特征向量、HITS、核数、PageRank",
        "Centrality: degree, betweenness, eigenvector, HITS, core, PageRank.",
    )
)
@click.argument("kind", type=click.Choice(KINDS), default="zones")
@stacked(graph_options)
@click.option("--sort", default="degree", show_default=True, help=_t("按哪一列排序", "Column to sort by."))
@click.option("--top", type=int, default=0, help=_t("只列前几名", "Only the first so many."))
@click.option("--sample", type=int, help=_t("介数的抽样源点数（大图）", "Source nodes to estimate betweenness from."))
@click.option("--backend", help=_t("networkx 后端，如 parallel", "A networkx back end, e.g. parallel."))
@output_options
def centrality(kind: str, **options: Any) -> None:
    """Print a row for each node."""
    from reformgraph.analysis.diffusion.csv_tables import fields_of
    from reformgraph.analysis.measures.centrality import centralities

    graph = load_graph(kind, options)
    found = centralities(graph, sample=options["sample"], seed=options["seed"], backend=options["backend"])
    measures = ("degree", "strength", "betweenness", "eigenvector", "hub", "authority", "core", "pagerank")
    header = ("label", *measures, "id")
    if options["sort"] not in header:
        raise UsageError(f"no column {options['sort']!r}", cure=f"one of {', '.join(header)}")
    rows = [{**fields_of(row), "id": str(row.node)} for row in found]
    by_name = options["sort"] in ("label", "id")
    rows.sort(key=lambda row: row[options["sort"]] if by_name else (-row[options["sort"]], row["label"]))
    emit(rows[: options["top"] or None], options, header, _size(graph))


@command.command(help=_t("社群及其稳定性", "Communities and their stability over seeds."))
@click.argument("kind", type=click.Choice(KINDS), default="zones")
@stacked(graph_options)
@click.option(
    "--method",
    type=click.Choice(["louvain", "leiden"]),
    default="louvain",
    show_default=True,
    help=_t("算法", "Algorithm."),
)
@click.option(
    "--seeds",
    type=int,
    default=10,
    show_default=True,
    help=_t("试多少个种子（从 --seed 起）", "How many seeds, from --seed on."),
)
@click.option("--resolution", type=float, default=1.0, show_default=True, help=_t("分辨率", "Resolution."))
@output_options
def communities(kind: str, **options: Any) -> None:
    """Print a row for each node."""
    from reformgraph.analysis.measures.community import communities as compute

    graph = load_graph(kind, options)
    seeds = range(options["seed"], options["seed"] + options["seeds"])
    found = compute(graph, options["method"], seeds=seeds, resolution=options["resolution"])
    rows = [
        {
            "community": k,
            "label": graph.nodes[node].get("label") or str(node),
            "stability": found.stability[node],
            "id": str(node),
        }
        for k, group in enumerate(found.groups, 1)
        for node in group
    ]
    agreement = "" if found.agreement is None else f", agreement over seeds {found.agreement:.4f}"
    notes = [*_size(graph), f"modularity {found.modularity:.4f} (seed {found.seed}){agreement}"]
    emit(rows, options, ("community", "label", "stability", "id"), notes)


@command.command(help=_t("嵌套性（NODF）与二部聚类", "Nestedness (NODF) and bipartite clustering."))
@stacked(graph_options)
@click.option("--draws", type=int, default=100, show_default=True, help=_t("零模型次数", "Draws of the null model."))
@output_options
def nestedness(**options: Any) -> None:
    """Print one row."""
    from reformgraph.analysis.diffusion.csv_tables import fields_of
    from reformgraph.analysis.measures.nestedness import four_cycle_clustering
    from reformgraph.analysis.measures.nestedness import nestedness as compute

    graph = load_bipartite(options)
    row = fields_of(compute(graph, draws=options["draws"], seed=options["seed"]))
    row["clustering"] = four_cycle_clustering(graph)
    emit([row], options, list(row), _size(graph))


@command.command(help=_t("常一起采用的改革", "Reforms that are adopted together, with uncertainty."))
@stacked(graph_options)
@click.option(
    "--fewest",
    type=int,
    default=2,
    show_default=True,
    help=_t("至少几个主体同时采用", "Actors that have both, at least."),
)
@click.option("--groups", is_flag=True, help=_t("合成组合而非成对列出", "Groups instead of pairs."))
@click.option(
    "--q", type=float, default=0.05, show_default=True, help=_t("组合的错误发现率", "Cut-off q of the groups.")
)
@output_options
def bundles(**options: Any) -> None:
    """Print pairs, or groups."""
    from reformgraph.analysis.measures.bundles import associations
    from reformgraph.analysis.measures.bundles import bundles as grouped

    graph = load_bipartite(options)
    found = associations(graph, fewest=options["fewest"])
    if options["groups"]:
        rows = [
            {"size": len(b.reforms), "reforms": "|".join(b.reforms), "links": b.links, "mean_jaccard": b.mean_jaccard}
            for b in grouped(found, q=options["q"])
        ]
        emit(rows, options, ("size", "reforms", "links", "mean_jaccard"), _size(graph))
        return
    header = (
        "first", "second", "both", "first_only", "second_only", "neither", "jaccard", "lift", "phi",
        "odds_ratio", "low", "high", "p", "q", "apart", "one_sentence",
    )  # fmt: skip
    notes = _size(graph)
    if told := sum(one.apart == 0 for one in found):
        notes.append(f"warning: {told} pairs are only ever named in one sentence: co-naming, not co-adoption")
    emit(found, options, header, notes)


@command.command(help=_t("领先者与滞后者：创新得分", "First movers and laggards: innovativeness scores."))
@click.argument("cascades", required=False, type=click.Path(path_type=Path))
@click.option(
    "--time-unit",
    type=click.Choice(["year", "quarter", "month", "day"]),
    help=_t("时间为日期时的单位", "Times are dates."),
)
@columns_option
@store_options
@output_options
def movers(cascades: Path | None, **options: Any) -> None:
    """Print a row for each actor."""
    from reformgraph.analysis.measures.movers import movers as compute

    data = load_cascades(cascades, options)
    header = ["node", "adopted", "first", "walker", "rate", "mean_rank"]
    if not data.sources:
        emit(compute(data), options, header, data.notes)
        return
    from reformgraph.analysis.diffusion.csv_tables import fields_of

    backing: dict[str, frozenset[str]] = {}
    for node, found in zip(data.node.tolist(), data.sources, strict=True):
        backing[data.nodes[node]] = backing.get(data.nodes[node], frozenset()) | found
    rows = [{**fields_of(row), "articles": len(backing[row.node])} for row in compute(data)]
    header = [*header[:3], "possible", *header[3:], "rank_low", "rank_high", "articles"]
    held = sum(row["walker"] is None for row in rows)
    notes = (
        [*data.notes, f"{held} actors without a score: a report tells only that they began before it"]
        if held
        else data.notes
    )
    emit(rows, options, header, notes)


@command.command(
    help=_t(
        "下一步可能采用的改革（--evaluate 检验预测）",
        "Reforms likely to be adopted next; --evaluate tests the methods.",
    )
)
@stacked(graph_options)
@click.option("--zone", help=_t("只看此主体", "Only this actor."))
@click.option(
    "--method",
    default="similar-reforms",
    show_default=True,
    help=_t("方法", "popularity, preferential, similar-actors, similar-reforms, three-paths."),
)
@click.option("--top", type=int, default=5, show_default=True, help=_t("每个主体列出多少", "How many for each actor."))
@click.option(
    "--evaluate", "test", is_flag=True, help=_t("隐去部分采用记录，检验各方法", "Hide adoptions and test all methods.")
)
@click.option("--hide", type=float, default=0.1, show_default=True, help=_t("隐去的比例", "Share that is hidden."))
@click.option("--repeats", type=int, default=10, show_default=True, help=_t("重复次数", "Repeats."))
@output_options
def predict(**options: Any) -> None:
    """Print likely reforms, or the evaluation."""
    from reformgraph.analysis.measures.predict import evaluate, likely_next

    graph = load_bipartite(options)
    if options["test"]:
        found = evaluate(
            graph, share=options["hide"], repeats=options["repeats"], top=options["top"], seed=options["seed"]
        )
        emit(found, options, ("method", "baseline", "auc", "auc_se", "hits", "top", "hidden"), _size(graph))
        return
    actor = _actor(graph, options["zone"]) if options["zone"] else None
    rows = likely_next(graph, actor, method=options["method"], top=options["top"])
    emit(rows, options, ("actor", "reform", "rank", "score"), _size(graph))


def _actor(graph: nx.Graph, text: str) -> Any:
    from reformgraph.analysis.network.projections import sides
    from reformgraph.sparql.name_index import resolve

    names = {
        node: [str(graph.nodes[node].get("label") or node), *graph.nodes[node].get("aliases", ())]
        for node in sides(graph)[0]
    }
    return resolve(names, text, "actor")
