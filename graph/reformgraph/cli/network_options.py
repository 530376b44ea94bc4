"""Which network: the options of the network commands, and how they are followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.analysis_options import given_columns
from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option
from reformgraph.cli.population_options import population_of, population_options
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

    from reformgraph.analysis.diffusion.population import Population

#: Networks that a store gives.
KINDS = (
    "knowledge", "bipartite", "zones", "reforms", "co-mentions", "company-zone", "places", "influence",
)  # fmt: skip
Command = Callable[..., Any]

graph_options: Sequence[Callable[[Command], Command]] = (
    click.option(
        "--edges-from",
        type=click.Path(path_type=Path),
        help=_t("边表 CSV：source,target[,weight]", "Take the network from a CSV: source,target[,weight]."),
    ),
    click.option(
        "--adoptions-from",
        type=click.Path(path_type=Path),
        help=_t("采用表 CSV：cascade,node", "Take who has what from a CSV: cascade,node (long cascades, SPID table)."),
    ),
    click.option("--directed", is_flag=True, help=_t("边表为有向", "The edges of the CSV are directed.")),
    click.option(
        "--columns",
        metavar="OURS=THEIRS,...",
        help=_t("列名对应", "Names of columns in the file, e.g. source=von."),
    ),
    click.option(
        "--status",
        "statuses",
        multiple=True,
        default=("adopted",),
        show_default=True,
        help=_t("计入哪些状态，可重复", "Claims that count, repeatable."),
    ),
    click.option(
        "--actors", default="zone", show_default=True, help=_t("主体类别，逗号分隔", "Kinds of actors, by comma.")
    ),
    click.option("--no-candidates", is_flag=True, help=_t("只计词表中的改革", "Only reforms of the vocabulary.")),
    click.option(
        "--measure",
        type=click.Choice(["shared", "jaccard", "cosine"]),
        default="shared",
        show_default=True,
        help=_t("投影的权重", "Weights of a projection."),
    ),
    click.option(
        "--backbone",
        type=click.Choice(["disparity", "hypergeometric", "fixed-degree"]),
        help=_t("只留骨架", "Keep only the backbone."),
    ),
    click.option(
        "--alpha", type=float, default=0.05, show_default=True, help=_t("骨架的显著性", "Cut-off of the backbone.")
    ),
    click.option(
        "--strongest", type=int, help=_t("每个节点只留几条最强的边", "Keep the strongest edges of each node.")
    ),
    click.option(
        "--of",
        "of_kind",
        default="zone",
        show_default=True,
        help=_t("共同提及的对象类别", "Kinds of things that are mentioned together, by comma."),
    ),
    click.option("--seed", type=int, default=0, show_default=True, help=_t("随机种子", "Seed of all random draws.")),
    *population_options,
    store_option,
)


def stacked(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """All options as one decorator."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _from_edges(path: Path, options: Mapping[str, Any]) -> nx.Graph:
    import networkx as nx

    from reformgraph.analysis.diffusion.csv_tables import numbers, read_columns

    table = read_columns(path, ("source", "target"), ("weight",), given_columns(options["columns"]))
    weights = numbers(table, "weight", empty=1.0) if "weight" in table.columns else [1.0] * len(table)
    graph = nx.DiGraph() if options["directed"] else nx.Graph()
    ends = zip(table.columns["source"], table.columns["target"], weights, strict=True)
    for row, (u, v, weight) in enumerate(ends):
        if not u or not v:
            raise UsageError("an end of the edge is empty", where=table.line(row))
        if weight < 0:
            raise UsageError(f"the weight is {weight}", where=table.line(row), cure="weights of at least 0")
        known = graph.edges[u, v]["weight"] if graph.has_edge(u, v) else 0.0
        graph.add_edge(u, v, weight=known + weight)
    return graph


def _from_adoptions(path: Path, options: Mapping[str, Any]) -> nx.Graph:
    import networkx as nx

    from reformgraph.analysis.diffusion.csv_tables import read_columns

    table = read_columns(path, ("cascade", "node"), given=given_columns(options["columns"]))
    graph = nx.Graph()
    pairs = list(zip(table.columns["node"], table.columns["cascade"], strict=True))
    for side, names in ((0, dict.fromkeys(n for n, _ in pairs)), (1, dict.fromkeys(c for _, c in pairs))):
        graph.add_nodes_from(
            (("node", "cascade")[side] + ":" + name, {"label": name, "bipartite": side}) for name in names
        )
    graph.add_edges_from((f"node:{n}", f"cascade:{c}", {"weight": 1}) for n, c in pairs)
    return graph


def load_bipartite(options: Mapping[str, Any]) -> nx.Graph:
    """The bipartite graph of actors and reforms, from a table or the store."""
    if options["adoptions_from"] is not None:
        return _from_adoptions(options["adoptions_from"], options)
    from reformgraph.analysis.diffusion.observation import observe
    from reformgraph.analysis.diffusion.population import described
    from reformgraph.analysis.diffusion.thin_data import cautions
    from reformgraph.analysis.network import bipartite, knowledge_graph
    from reformgraph.store import open_store

    population = population_of(options)
    with open_store(options["store"]) as store:
        graph = knowledge_graph(store)
        seen = observe(store)
    found = bipartite(graph, options["statuses"], options["actors"].split(","), not options["no_candidates"])
    notes = described(seen, population, sum(onset.latest is None for onset in seen.onsets))
    if population is not None:
        found, left_out = _only_members(found, population)
        notes += left_out
    if not found:
        raise UsageError("the store holds no such adoption", cure="choose other --status or --actors")
    reforms = [data for _, data in found.nodes(data=True) if data["bipartite"] == 1]
    notes += cautions(
        [frozenset(data["articles"]) for _, _, data in found.edges(data=True)], papers=seen.papers,
        actors=[node for node, data in found.nodes(data=True) if data["bipartite"] == 0],
        candidates=[str(data.get("label")) for data in reforms if data.get("candidate")],
    )  # fmt: skip
    found.graph["notes"] = notes
    return found


def _only_members(graph: nx.Graph, population: Population) -> tuple[nx.Graph, list[str]]:
    """The part of a bipartite graph whose actors belong to a population; a note that counts the others."""
    from reformgraph.analysis.diffusion.observation import local_name

    known = {member.zone for member in population.members}
    actors = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 0]
    outside = [node for node in actors if local_name(node) not in known]
    kept = graph.copy()
    kept.remove_nodes_from(outside)
    kept.remove_nodes_from([node for node in list(kept) if not kept.degree(node)])
    names = sorted(str(graph.nodes[node].get("label") or node) for node in outside)
    note = f"{len(outside)} adopters outside the population left out: {', '.join(names[:10])}"
    return kept, [note] if outside else []


def load_graph(kind: str, options: Mapping[str, Any]) -> nx.Graph:
    """The network that the options name, thinned as they say."""
    graph = _whole(kind, options)
    if options["backbone"]:
        from reformgraph.analysis.network import backbone

        graph = _backbone(kind, options, graph, backbone)
    if options["strongest"] is not None:
        from reformgraph.analysis.network import strongest

        graph = strongest(graph, options["strongest"])
    return graph


def _backbone(kind: str, options: Mapping[str, Any], graph: nx.Graph, thin: Callable[..., Any]) -> nx.Graph:
    choice = {"method": options["backbone"], "alpha": options["alpha"], "seed": options["seed"]}
    if kind in ("zones", "reforms") and options["edges_from"] is None:
        side = 0 if kind == "zones" else 1
        return thin(load_bipartite(options), side=side, measure=options["measure"], **choice)
    return thin(graph, **choice)


def _whole(kind: str, options: Mapping[str, Any]) -> nx.Graph:
    if options["edges_from"] is not None:
        return _from_edges(options["edges_from"], options)
    from reformgraph.analysis.network import projection

    if kind in ("zones", "reforms"):
        return projection(load_bipartite(options), 0 if kind == "zones" else 1, options["measure"])
    if kind == "bipartite":
        return load_bipartite(options)
    return _of_store(kind, options)


def _of_store(kind: str, options: Mapping[str, Any]) -> nx.Graph:
    from reformgraph.analysis.network import co_mentions, company_zone, containment, influence, knowledge_graph
    from reformgraph.store import open_store

    with open_store(options["store"]) as store:
        graph = knowledge_graph(store)
        if kind == "places":
            return containment(store, graph)
    if kind == "co-mentions":
        return co_mentions(graph, options["of_kind"].split(","))
    if kind == "company-zone":
        return company_zone(graph)
    return influence(graph) if kind == "influence" else graph
