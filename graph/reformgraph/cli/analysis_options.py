"""What the analysis commands share: options, and where data come from; `analysis_output` tells how results go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.command_groups import SuggestingGroup
from reformgraph.cli.messages import _t
from reformgraph.cli.population_options import population_of, population_options
from reformgraph.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from reformgraph.analysis.diffusion.cascades import Cascades
    from reformgraph.analysis.diffusion.onsets import Rules
    from reformgraph.analysis.diffusion.panel import Panel

Command = Callable[..., Any]
FORMS = ("table", "csv", "json")
UNITS = ("year", "quarter", "month", "day")
#: Columns that a panel from a store has, for neighbour rules and covariates.
STORE_COLUMNS = ("province", "city", "place", "zone_kind", "lon", "lat", "companies", "reforms")


class AnalysisGroup(SuggestingGroup):
    """A group whose commands need the extra ``analysis``, and say so where it is missing."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as fault:
            package = (fault.name or "").partition(".")[0]
            if package not in ("numpy", "scipy", "statsmodels", "pandas"):
                raise
            raise MissingExtraError(package, "analysis") from None


def _stack(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


output_options = _stack(
    [
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMS),
            help=_t("输出格式；默认看 -o 的文件名，否则 table", "Output format; default: by -o, else table."),
        ),
        click.option("-o", "--output", type=click.Path(path_type=Path), help=_t("写入文件", "Write to this file.")),
    ]
)
chart_option = click.option(
    "--chart", type=click.Path(path_type=Path), help=_t("另存折线图（SVG）", "Also save a line chart (SVG).")
)
store_options = _stack(
    [
        click.option(
            "--store",
            envvar="REFORMGRAPH_STORE",
            default="reformgraph.store",
            show_default=True,
            help=_t("图谱库；没有给出表格时使用", "Store; used when no table is given."),
        ),
        click.option(
            "--bound",
            type=click.Choice(["latest", "earliest", "midpoint", "draw"]),
            default="latest",
            show_default=True,
            help=_t("采用时间取区间的哪一点", "Day of the onset interval that counts."),
        ),
        click.option("--since", metavar="DATE", help=_t("观察起点（年-月-日）", "Start of observation, YYYY-MM-DD.")),
        click.option(
            "--until", metavar="DATE", help=_t("观察终点，默认最后一次见报", "End of observation; default: last issue.")
        ),
        click.option(
            "--unit",
            type=click.Choice(UNITS),
            default="year",
            show_default=True,
            help=_t("时期的长度", "Length of a period."),
        ),
        click.option(
            "--actors",
            default="zone",
            show_default=True,
            help=_t("主体：zone、place、organ，逗号分隔，或 all", "Actors: zone, place, organ, by comma, or all."),
        ),
        click.option(
            "--seed", type=int, default=0, show_default=True, help=_t("随机种子", "Seed of all random draws.")
        ),
        *population_options,
    ]
)


def moran_options(command: Command) -> Command:
    """``--weights`` and ``--steps`` of Moran's I."""
    steps = click.option(
        "--steps", type=int, default=6, show_default=True, help=_t("最短路径的上限", "Longest path that counts.")
    )
    weights = click.option(
        "--weights",
        "weighting",
        type=click.Choice(["geodesic", "adjacency"]),
        default="geodesic",
        show_default=True,
        help=_t("莫兰指数的权重：1/最短路径，或直接联系", "Weights of Moran's I: 1/shortest path, or the ties."),
    )
    return weights(steps(command))


valued_option = click.option("--valued", is_flag=True, help=_t("联系按 value 加权", "Weigh ties by their value."))
incoming_option = click.option(
    "--incoming", is_flag=True, help=_t("按指向我的联系", "Neighbours are those who name the node.")
)
columns_option = click.option(
    "--columns",
    metavar="OURS=THEIRS,...",
    help=_t("列名对应，如 id=code,toa=year", "Names of columns in the file, e.g. id=code,toa=year."),
)
panel_options = _stack(
    [
        click.option(
            "--nodes",
            type=click.Path(path_type=Path),
            help=_t("节点表 CSV：id,toa[,end,...]", "CSV of nodes: id,toa[,end,...]."),
        ),
        click.option(
            "--ties",
            type=click.Path(path_type=Path),
            help=_t("联系表 CSV：ego,alter[,value]", "CSV of ties: ego,alter[,value]."),
        ),
        click.option("--reform", help=_t("改革名称（用图谱库时必填）", "The reform; needed with a store.")),
        click.option("--first", type=int, help=_t("第一个时期", "First period; default: first adoption.")),
        click.option(
            "--last", type=int, help=_t("最后一个时期", "Last period; default: last adoption, or last issue.")
        ),
        click.option(
            "--neighbours",
            metavar="RULE",
            help=_t(
                "邻居规则：same:列、distance:公里、nearest:个数、shared:列[:jaccard]、structural",
                "Who is a neighbour: same:COLUMN, distance:KM, nearest:K, shared:COLUMN[:jaccard|cosine], structural.",
            ),
        ),
        click.option("--symmetric", is_flag=True, help=_t("联系双向", "Ties hold both ways.")),
        click.option(
            "--unknown",
            type=click.Choice(["error", "drop", "add"]),
            default="error",
            show_default=True,
            help=_t("联系表中出现节点表没有的节点时", "A tie that names no node."),
        ),
        columns_option,
        store_options,
    ]
)


def given_columns(text: str | None) -> dict[str, str]:
    """``a=b,c=d`` as a mapping."""
    if not text:
        return {}
    parts = [part.partition("=") for part in text.split(",")]
    if any(not ours or not theirs for ours, _, theirs in parts):
        raise UsageError(f"--columns {text!r} is not of the form OURS=THEIRS,...")
    return {ours.strip(): theirs.strip() for ours, _, theirs in parts}


def a_day(text: str | None, option: str, last: bool = False) -> date | None:
    """An option that is a date, also 2024 or 2024-10: its first (or last) day."""
    if not text:
        return None
    from reformgraph.language.edtf import bounds

    found = bounds(text)[1 if last else 0]
    if found is None:
        raise UsageError(f"--{option} {text!r} has an open end", cure="give a day")
    return found


def rules_of(options: Mapping[str, Any]) -> Rules:
    """How onset intervals become periods, from the options."""
    from reformgraph.analysis.diffusion.onsets import Rules

    kinds = () if options["actors"] == "all" else tuple(options["actors"].split(","))
    if unknown := [kind for kind in kinds if kind not in ("zone", "place", "organ")]:
        raise UsageError(f"no actors of kind {unknown[0]!r}", cure="zone, place, organ or all")
    return Rules(
        bound=options["bound"],
        since=a_day(options["since"], "since"),
        until=a_day(options["until"], "until", last=True),
        seed=options["seed"],
        unit=options["unit"],
        kinds=kinds,
    )


def load_panel(options: Mapping[str, Any], needs_ties: bool = False) -> Panel:
    """The panel from tables, else from the store, with ties by the neighbour rule where one is given.

    Raises
    ------
    UsageError
        Options are missing.
    """
    from reformgraph.analysis.diffusion.neighbours import by_rule
    from reformgraph.analysis.diffusion.panel import read_panel

    rule = options["neighbours"]
    if options["nodes"] is None and options["ties"] is not None:
        raise UsageError("--ties without --nodes", cure="give the table of nodes: id,toa")
    if options["nodes"] is None:
        panel, rule = _panel_from_store(options), rule or "same:province"
    else:
        panel = read_panel(
            options["nodes"], options["ties"], first=options["first"], last=options["last"],
            unknown=options["unknown"], given=given_columns(options["columns"]), symmetric=options["symmetric"],
        )  # fmt: skip
        if needs_ties and options["ties"] is None and rule is None:
            raise UsageError("there are no ties", cure="give --ties or --neighbours")
    return panel.with_ties(by_rule(panel, rule)) if rule and (needs_ties or rule != "same:province") else panel


def _panel_from_store(options: Mapping[str, Any]) -> Panel:
    from reformgraph.analysis.diffusion.observation import observe
    from reformgraph.analysis.diffusion.onsets import panel_of
    from reformgraph.store import open_store
    from reformgraph.views.trace import find_name

    if not options["reform"]:
        raise UsageError("which reform?", cure="give --reform with a store, or --nodes with a table")
    with open_store(options["store"]) as store:
        reform = find_name(store, "reform", options["reform"])
        seen = observe(store)
        columns = store_columns(store, reform or "")
    return panel_of(seen, reform or "", rules_of(options), columns, population_of(options))


def store_columns(store: Any, reform: str) -> dict[str, dict[str, str]]:
    """Column -> actor -> value: place, kind and coordinates, companies, other reforms adopted (joined by ``|``)."""
    from reformgraph.analysis.network import knowledge_graph

    graph = knowledge_graph(store)
    out: dict[str, dict[str, str]] = {name: {} for name in STORE_COLUMNS}
    for node, data in graph.nodes(data=True):
        for name in ("province", "city", "place", "zone_kind", "lon", "lat"):
            if data.get(name) not in (None, ""):
                out[name][node] = str(data[name])
    lists: dict[str, dict[str, set[str]]] = {"companies": {}, "reforms": {}}
    for source, target, data in graph.edges(data=True):
        if data["kind"] == "near":
            lists["companies"].setdefault(target, set()).add(source)
        elif data["kind"] == "claim" and data["status"] == "adopted" and target != reform:
            lists["reforms"].setdefault(source, set()).add(target)
    for name, found in lists.items():
        out[name] = {node: "|".join(sorted(things)) for node, things in found.items()}
    return out


def load_cascades(path: Path | None, options: Mapping[str, Any]) -> Cascades:
    """Cascades from a table, else all reforms of the store."""
    if path is not None:
        from reformgraph.analysis.diffusion.cascades import read_cascades

        return read_cascades(path, options["time_unit"], given_columns(options["columns"]))
    from reformgraph.analysis.diffusion.observation import observe
    from reformgraph.analysis.diffusion.onsets import cascades_of
    from reformgraph.store import open_store

    with open_store(options["store"]) as store:
        return cascades_of(observe(store), rules_of(options), population_of(options))


def weighted_by_rule(options: Mapping[str, Any]) -> bool:
    """Whether weights come from a neighbour rule, and so are to be taken as they are."""
    return bool(options["neighbours"]) or options["nodes"] is None
