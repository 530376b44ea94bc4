"""`reformgraph diffusion`: how reforms spread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.analysis_options import (
    AnalysisGroup,
    chart_option,
    columns_option,
    incoming_option,
    load_cascades,
    load_panel,
    moran_options,
    output_options,
    panel_options,
    store_options,
    valued_option,
    weighted_by_rule,
)
from reformgraph.cli.analysis_output import draw, emit, emit_periods, form_of, period_unit, save_or_print, tell
from reformgraph.cli.diffusion_models import bass, eha, export, groups, onsets, permutation, structural, summary
from reformgraph.cli.interval_command import intervals
from reformgraph.cli.messages import _t
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from reformgraph.analysis.diffusion.cascades import Cascades
    from reformgraph.analysis.diffusion.netinf import Netinf


@click.group(
    cls=AnalysisGroup,
    help=_t(
        "改革扩散分析：数据来自 CSV 表格，或图谱库（--store、--reform）。",
        "How reforms spread: from CSV tables, or from a store (--store, --reform).",
    ),
)
def command() -> None:
    """The group of diffusion commands."""


@command.command(help=_t("采用曲线：每期采用数、累计数、比例", "Adoption curve: adopters, cumulative count and share."))
@panel_options
@chart_option
@output_options
def curve(**options: Any) -> None:
    """Print the adoption curve."""
    from reformgraph.analysis.diffusion.adoption_curve import curve as compute

    panel = load_panel(options)
    found = compute(panel)
    draw(
        options,
        _t("采用曲线", "adoption curve"),
        panel,
        {_t("累计比例", "cumulative share"): [c.proportion for c in found]},
        "",
    )
    emit_periods(found, ("period", "adopters", "cumulative", "proportion", "rate", "current"), panel, options)


@command.command(help=_t("风险率：尚未采用者中本期采用的比例", "Hazard rate: share of those at risk who adopt."))
@panel_options
@chart_option
@output_options
def hazard(**options: Any) -> None:
    """Print the hazard rate."""
    from reformgraph.analysis.diffusion.adoption_curve import hazard as compute

    panel = load_panel(options)
    found = compute(panel)
    draw(options, _t("风险率", "hazard rate"), panel, {_t("风险率", "hazard"): [h.hazard for h in found]}, "")
    emit_periods(found, ("period", "at_risk", "adopters", "hazard"), panel, options)


@command.command(help=_t("暴露度：邻居中已采用的比例", "Exposure: share of neighbours that have adopted."))
@panel_options
@valued_option
@incoming_option
@click.option("--lag", type=int, default=0, show_default=True, help=_t("滞后期数", "Periods of lag."))
@click.option("--count", "counted", is_flag=True, help=_t("给出数量而非比例", "The number instead of the share."))
@click.option("--period", type=int, help=_t("只看这一期", "Only this period."))
@output_options
def exposure(**options: Any) -> None:
    """Print exposure, a row for each node and period."""
    from reformgraph.analysis.diffusion.exposure import exposure as compute

    panel = load_panel(options, needs_ties=True)
    outgoing, normalized = not options["incoming"], not options["counted"]
    valued = options["valued"] or weighted_by_rule(options)
    found = compute(panel, valued=valued, outgoing=outgoing, normalized=normalized, lag=options["lag"])
    wanted = [k for k, period in enumerate(panel.periods) if options["period"] in (None, period)]
    periods = [panel.periods[k] for k in wanted]
    if form_of(options) == "csv":
        from reformgraph.analysis.diffusion.cascades import period_text
        from reformgraph.analysis.diffusion.csv_tables import long_csv

        tell(panel.notes)
        named = [period_text(period, period_unit(options)) for period in periods]
        text = long_csv(("id", "period", "exposure"), panel.ids, named, found[:, wanted].tolist())
        save_or_print(text, options["output"])
        return
    rows = [
        {"id": name, "period": period, "exposure": value}
        for name, line in zip(panel.ids, found[:, wanted].tolist(), strict=True)
        for period, value in zip(periods, line, strict=True)
    ]
    emit(rows, options, ("id", "period", "exposure"), panel.notes)


@command.command(help=_t("采用门槛与采用者分类", "Thresholds of adoption, adopter and threshold classes."))
@panel_options
@valued_option
@incoming_option
@click.option("--lag", type=int, default=0, show_default=True, help=_t("滞后期数", "Periods of lag."))
@click.option(
    "--exclude-first", is_flag=True, help=_t("首期采用者不计门槛", "No threshold for adopters of the first period.")
)
@click.option(
    "--table", "as_table", is_flag=True, help=_t("输出分类交叉表", "Print the table of the two classifications.")
)
@click.option("--counts", is_flag=True, help=_t("交叉表用人数而非百分比", "Counts instead of percent in the table."))
@output_options
def threshold(**options: Any) -> None:
    """Print a row for each node, or the cross table of classes."""
    from reformgraph.analysis.diffusion.threshold import class_table, cutoffs, threshold_rows
    from reformgraph.analysis.diffusion.threshold import threshold as compute

    panel = load_panel(options, needs_ties=True)
    valued, outgoing = options["valued"] or weighted_by_rule(options), not options["incoming"]
    found = compute(
        panel, valued=valued, outgoing=outgoing, lag=options["lag"], first_period=not options["exclude_first"]
    )
    notes = list(panel.notes)
    if cutoffs(panel.toa) is None:
        notes.append(
            _t("采用时间全部相同或只有一个：不分类", "one adopter, or all adopt at once: there are no adopter classes")
        )
    if cutoffs(found) is None:
        notes.append(
            _t("门槛全部相同或只有一个：不分类", "all thresholds are the same, or there is one: no threshold classes")
        )
    rows = threshold_rows(panel, found)
    header = ["id", "toa", "threshold", "adopter_class", "threshold_class"]
    if options["as_table"]:
        table = class_table(rows)
        cells = table.counts if options["counts"] else table.percent
        lines = [
            {"adopter_class": n, **dict(zip(table.columns, c, strict=True))}
            for n, c in zip(table.rows, cells, strict=True)
        ]
        emit(lines, options, ("adopter_class", *table.columns), notes)
        return
    if not panel.sources:
        emit(rows, options, header, notes)
        return
    from reformgraph.analysis.diffusion.csv_tables import fields_of

    plain = [{**fields_of(row), "articles": len(found)} for row, found in zip(rows, panel.sources, strict=True)]
    emit(plain, options, [*header, "articles"], notes)


@command.command(help=_t("莫兰指数：邻居是否同步采用", "Moran's I of adoption, period by period."))
@panel_options
@valued_option
@moran_options
@click.option("--period", type=int, help=_t("只看这一期", "Only this period."))
@click.option(
    "--new", "only_new", is_flag=True, help=_t("变量为本期采用（默认累计）", "The variable is adopting in the period.")
)
@click.option(
    "--alternative",
    type=click.Choice(["two-sided", "greater", "less"]),
    default="two-sided",
    show_default=True,
    help=_t("p 值的方向", "Side of the p value."),
)
@chart_option
@output_options
def moran(**options: Any) -> None:
    """Print Moran's I with mean, standard deviation and p."""
    from reformgraph.analysis.diffusion.moran import moran_by_period

    panel = load_panel(options, needs_ties=True)
    weights = panel.weights(valued=True) if weighted_by_rule(options) else None
    found = moran_by_period(
        panel, weighting=options["weighting"], steps=options["steps"], valued=options["valued"], weights=weights,
        alternative=options["alternative"], cumulative=not options["only_new"], period=options["period"],
    )  # fmt: skip
    if options["period"] is None:
        draw(options, "Moran's I", panel, {"Moran's I": [m.observed for m in found]}, "I")
    emit_periods(found, ("period", "observed", "expected", "sd", "p", "note"), panel, options)


@command.command(help=_t("传染力与易感性", "Infectiousness and susceptibility of adopters."))
@panel_options
@incoming_option
@click.option(
    "--periods", type=int, default=1, show_default=True, help=_t("前后看几期", "Periods to look ahead and back.")
)
@click.option(
    "--discount",
    type=click.Choice(["linear", "exponential"]),
    default="linear",
    show_default=True,
    help=_t("远期折扣", "Discount of later periods."),
)
@click.option(
    "--rate", type=float, default=0.5, show_default=True, help=_t("指数折扣率", "Rate of the exponential discount.")
)
@click.option("--raw", is_flag=True, help=_t("不除以同期采用数", "Not divided by the adopters of those periods."))
@output_options
def infection(**options: Any) -> None:
    """Print both measures for every node."""
    from reformgraph.analysis.diffusion.infection import contagion_rows, susceptibility
    from reformgraph.analysis.diffusion.infection import infection as compute

    panel = load_panel(options, needs_ties=True)
    choice = {
        "periods": options["periods"], "normalized": not options["raw"], "discount": options["discount"],
        "rate": options["rate"], "outgoing": not options["incoming"],
    }  # fmt: skip
    rows = contagion_rows(panel, compute(panel, **choice), susceptibility(panel, **choice))
    emit(rows, options, ("id", "toa", "infection", "susceptibility"), panel.notes)


def _parameters(options: dict[str, Any]) -> tuple[float, ...] | None:
    if options["parameters"] is not None and options["rate"] is not None:
        raise UsageError("give either --rate or --parameters")
    if options["rate"] is not None:
        return (options["rate"],)
    if options["parameters"] is None:
        return None
    try:
        return tuple(float(part) for part in options["parameters"].split(","))
    except ValueError:
        raise UsageError(f"--parameters {options['parameters']!r} are not numbers separated by commas") from None


@command.command(help=_t("由采用先后推断扩散网络（netinf）", "Infer the network of diffusion from cascades (netinf)."))
@click.argument("cascades", required=False, type=click.Path(path_type=Path))
@click.option("--edges", type=int, help=_t("推断多少条边", "Number of edges."))
@click.option(
    "--p-value", type=float, help=_t("或：p 值达到此值为止", "Or: stop after the first edge with p of at least this.")
)
@click.option(
    "--model",
    type=click.Choice(["exponential", "rayleigh", "log-normal", "power"]),
    default="exponential",
    show_default=True,
    help=_t("时滞分布", "Distribution of delays."),
)
@click.option(
    "--scoring",
    type=click.Choice(["networkinference", "snap"]),
    default="networkinference",
    show_default=True,
    help=_t("计分方式", "Scoring of one of the two source programs."),
)
@click.option(
    "--rate",
    type=float,
    help=_t(
        "指数分布的速率（或其他模型的单个参数）；默认由数据估计",
        "Rate (or the one parameter of the model); default: estimated.",
    ),
)
@click.option(
    "--parameters", help=_t("多个参数，逗号分隔，如 mu,sigma", "Parameters by comma, e.g. mu,sigma of log-normal.")
)
@click.option(
    "--carry-penalty",
    is_flag=True,
    help=_t("p 值按 NetworkInference 累积惩罚", "p values with the penalty carried on, as NetworkInference does."),
)
@click.option("--info", is_flag=True, help=_t("附加次数与时滞", "Also volume, median and mean delay."))
@click.option("--trees", is_flag=True, help=_t("输出每个级联的传播树", "Print the tree of each cascade instead."))
@click.option(
    "--bootstrap", type=int, metavar="N", help=_t("自助法检验边的稳定性", "Support of edges in N bootstrap samples.")
)
@click.option(
    "--time-unit",
    type=click.Choice(["year", "quarter", "month", "day"]),
    help=_t("时间为日期时的单位", "Times are dates, counted in this unit."),
)
@columns_option
@store_options
@output_options
def netinf(cascades: Path | None, **options: Any) -> None:
    """Print the inferred edges."""
    from reformgraph.analysis.diffusion.netinf import netinf as compute

    data = load_cascades(cascades, options)
    found = compute(
        data, options["edges"], p_value=options["p_value"], model=options["model"], parameters=_parameters(options),
        scoring=options["scoring"], carry_penalty=options["carry_penalty"], trees=options["trees"],
    )  # fmt: skip
    if options["trees"]:
        rows = [
            {"cascade": p.cascade, "parent": p.parent, "child": p.child, "score": p.score, "inferred": p.inferred}
            for p in found.parents
        ]
        emit(rows, options, ("cascade", "parent", "child", "score", "inferred"), found.notes)
        return
    emit(*_edges(data, found, options), found.notes)


def _edges(
    data: Cascades, found: Netinf, options: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any], list[str]]:
    header = ["rank", "from", "to", "gain", "p_value"]
    rows: list[dict[str, Any]] = [
        {
            "rank": e.rank, "from": e.origin, "to": e.destination, "gain": e.gain, "p_value": e.p_value,
            "volume": e.volume, "median_time_difference": e.median_delay, "mean_time_difference": e.mean_delay,
        }
        for e in found.edges
    ]  # fmt: skip
    if options["info"]:
        header += ["volume", "median_time_difference", "mean_time_difference"]
    if options["bootstrap"] is not None:
        from reformgraph.analysis.diffusion.edge_support import bootstrap_support

        shares = bootstrap_support(
            data, len(found.edges), draws=options["bootstrap"], seed=options["seed"], model=found.model,
            parameters=found.parameters, scoring=found.scoring,
        )  # fmt: skip
        header += ["support", "support_se"]
        for row, share in zip(rows, shares, strict=True):
            row.update(support=share.share, support_se=share.share_se)
    if data.sources:
        header.append("articles")
        backing = _edge_articles(data)
        for row in rows:
            row["articles"] = len(backing.get((row["from"], row["to"]), ()))
    return rows, options, header


def _edge_articles(data: Cascades) -> dict[tuple[str, str], frozenset[str]]:
    """Independent articles behind the adoptions of two nodes, over the cascades in which one precedes the other."""
    events: dict[int, list[int]] = {}
    for k, cascade in enumerate(data.cascade.tolist()):
        events.setdefault(cascade, []).append(k)
    out: dict[tuple[str, str], frozenset[str]] = {}
    for members in events.values():
        for u in members:
            for v in members:
                if data.time[u] < data.time[v]:
                    key = (data.nodes[data.node[u]], data.nodes[data.node[v]])
                    out[key] = out.get(key, frozenset()) | data.sources[u] | data.sources[v]
    return out


for _more in (bass, eha, intervals, structural, permutation, summary, groups, onsets, export):
    command.add_command(_more)
