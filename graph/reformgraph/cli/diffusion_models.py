"""`reformgraph diffusion`: models, tests, summaries and tables for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.analysis_options import (
    chart_option,
    load_cascades,
    load_panel,
    moran_options,
    output_options,
    panel_options,
    rules_of,
    store_options,
    valued_option,
    weighted_by_rule,
)
from reformgraph.cli.analysis_output import articles_behind, draw, emit, emit_periods, period_unit, save_or_print
from reformgraph.cli.messages import _t
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from reformgraph.analysis.diffusion.eha import RiskSet
    from reformgraph.analysis.diffusion.panel import Panel


@click.command(help=_t("拟合 Bass 模型", "Fit the Bass model to the cumulative shares."))
@panel_options
@click.option("--ceiling", is_flag=True, help=_t("同时估计最终采用比例", "Also fit the share that will ever adopt."))
@chart_option
@output_options
def bass(**options: Any) -> None:
    """Print the coefficients."""
    from reformgraph.analysis.diffusion.adoption_curve import curve
    from reformgraph.analysis.diffusion.bass import fit_bass
    from reformgraph.analysis.diffusion.csv_tables import fields_of

    panel = load_panel(options)
    shares = [point.proportion for point in curve(panel)]
    fit = fit_bass(shares, ceiling=options["ceiling"])
    observed, fitted = list[float | None](shares), list[float | None](fit.fitted)
    lines = {_t("实际", "observed"): observed, _t("拟合", "fitted"): fitted}
    draw(options, _t("Bass 模型", "Bass model"), panel, lines, "")
    row = {key: value for key, value in fields_of(fit).items() if key != "fitted"}
    if panel.sources:
        row["articles"] = articles_behind(panel)
    emit([row], options, list(row), panel.notes, whole={**row, "fitted": list(fit.fitted)})


def _numeric(panel: Panel, name: str) -> NDArray[Any]:
    import numpy as np

    if name not in panel.attributes:
        raise UsageError(
            f"the nodes have no column {name!r}", cure=f"they have {', '.join(panel.attributes) or 'none'}"
        )
    try:
        return np.array([float(text) for text in panel.attributes[name]])
    except ValueError:
        bad = next(text for text in panel.attributes[name] if not text.replace(".", "", 1).lstrip("-").isdigit())
        raise UsageError(f"the column {name!r} holds {bad!r}, not a number") from None


def _coverage(panel: Panel, options: dict[str, Any]) -> NDArray[Any]:
    if options["offset"] != "coverage":
        return _numeric(panel, options["offset"])
    if options["nodes"] is not None:
        raise UsageError("coverage is known from a store only", cure="name a column of counts as --offset")
    from reformgraph.analysis.diffusion.observation import issue_days, observe
    from reformgraph.analysis.diffusion.onsets import coverage
    from reformgraph.store import open_store

    with open_store(options["store"]) as store:
        return coverage(observe(store), panel, issue_days(store), options["unit"])


@click.command(help=_t("事件史分析：离散时间 logit 风险模型", "Event history: a logit hazard on node-periods at risk."))
@panel_options
@valued_option
@click.option("--lag", type=int, default=1, show_default=True, help=_t("暴露度滞后期数", "Lag of the exposure."))
@click.option(
    "--covariate",
    "covariates",
    multiple=True,
    help=_t("节点表中的数值列，可重复", "Numeric column of the nodes, repeatable."),
)
@click.option(
    "--baseline",
    type=click.Choice(["linear", "quadratic", "log", "dummies", "constant"]),
    default="linear",
    show_default=True,
    help=_t("基准风险", "Baseline hazard."),
)
@click.option(
    "--offset",
    help=_t(
        "coverage（报道量）或一列计数：log(1+n) 作偏移", "coverage, or a column of counts: log(1 + n) is the offset."
    ),
)
@click.option("--cluster", is_flag=True, help=_t("按节点聚类的稳健标准误", "Standard errors robust within nodes."))
@click.option(
    "--draws",
    type=click.IntRange(0, 1000),
    default=0,
    help=_t(
        "在采用时间区间内抽取这么多次，按 Rubin 规则合并（需 --since）",
        "Draw the onsets from their intervals so often and pool by Rubin's rules (needs --since).",
    ),
)
@click.option("--no-exposure", is_flag=True, help=_t("不含暴露度", "Leave exposure out."))
@click.option(
    "--panel", "as_panel", is_flag=True, help=_t("输出事件史数据而不拟合", "Print the event-history panel instead.")
)
@output_options
def eha(**options: Any) -> None:
    """Print the coefficients, or the panel."""
    from reformgraph.analysis.diffusion.csv_tables import fields_of
    from reformgraph.analysis.diffusion.eha import fit_logit

    if options["draws"]:
        _pooled(options)
        return
    panel, risk = _risk(options)
    if options["as_panel"]:
        rows = [
            {"id": node, "period": int(risk.period[k]), "event": int(risk.event[k])}
            | {name: float(x[k]) for name, x in risk.columns.items()}
            | ({"offset": float(risk.offset[k])} if risk.offset is not None else {})
            for k, node in enumerate(risk.ids)
        ]
        extra = ["offset"] if risk.offset is not None else []
        emit(rows, options, ("id", "period", "event", *risk.columns, *extra), panel.notes)
        return
    fit = fit_logit(risk, baseline=options["baseline"], cluster=options["cluster"])
    notes = [*panel.notes, f"rows {fit.rows}, events {fit.events}, log L {fit.log_likelihood:.6g}, AIC {fit.aic:.6g}"]
    notes += [f"{name} does not vary over the rows: left out" for name in fit.dropped]
    rows = [_named_term(fields_of(term), options) for term in fit.coefficients]
    whole = {**fields_of(fit), "coefficients": rows, "dropped": list(fit.dropped)}
    if panel.sources:
        whole["articles"] = articles_behind(panel)
        notes.append(f"articles {whole['articles']}")
    emit(rows, options, ("term", "estimate", "se", "z", "p", "odds_ratio"), notes, whole=whole)


def _risk(options: dict[str, Any]) -> tuple[Panel, RiskSet]:
    """The panel that the options name and its rows at risk."""
    from reformgraph.analysis.diffusion.eha import risk_set

    ties = not options["no_exposure"]
    panel = load_panel(options, needs_ties=ties)
    covariates = {name: _numeric(panel, name) for name in options["covariates"]}
    counts = _coverage(panel, options) if options["offset"] else None
    return panel, risk_set(
        panel, lag=options["lag"], valued=options["valued"] or weighted_by_rule(options), covariates=covariates,
        coverage=counts, exposed=ties,
    )  # fmt: skip


def _pooled(options: dict[str, Any]) -> None:
    """Fits over draws of the onsets from their intervals, pooled; a draw that cannot be fitted ends it."""
    from reformgraph.analysis.diffusion.csv_tables import fields_of
    from reformgraph.analysis.diffusion.eha import fit_logit
    from reformgraph.analysis.diffusion.pool_draws import pool

    if options["nodes"] is not None or options["since"] is None:
        raise UsageError("--draws needs a store and --since", cure="the start of observation bounds open onsets")
    found: dict[str, list[tuple[float, float]]] = {}
    notes: tuple[str, ...] = ()
    for draw_number in range(options["draws"]):
        panel, risk = _risk({**options, "bound": "draw", "seed": options["seed"] + draw_number})
        notes = notes or panel.notes
        fit = fit_logit(risk, baseline=options["baseline"], cluster=options["cluster"])
        for term in fit.coefficients:
            found.setdefault(_named_term(fields_of(term), options)["term"], []).append((term.estimate, term.se))
    kept = {name: draws for name, draws in found.items() if len(draws) == options["draws"]}
    rows = [{"term": name, **fields_of(pool(*map(list, zip(*draws, strict=True))))} for name, draws in kept.items()]
    told = [*notes, f"{options['draws']} draws from the intervals, pooled by Rubin's rules (Rubin 1987)"]
    told += [f"{name} is not in every draw: left out" for name in found if name not in kept]
    emit(rows, options, ("term", "estimate", "se", "df", "low", "high", "p", "missing", "draws"), told)


def _named_term(row: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """A coefficient, a period among the terms written as people do."""
    from reformgraph.analysis.diffusion.cascades import period_text

    front, _, number = row["term"].partition("period ")
    if not front and number.isdigit():
        row["term"] = f"period {period_text(int(number), period_unit(options))}"
    return row


@click.command(
    "structural", help=_t("结构等价：每个节点最相似的若干节点", "Structural equivalence: the nodes most alike.")
)
@panel_options
@click.option("--power", type=float, default=1.0, show_default=True, help=_t("指数 v", "Exponent v."))
@click.option("--by", help=_t("在此列的各组内分别计算", "Within the groups of this column."))
@click.option(
    "--top",
    type=int,
    default=5,
    show_default=True,
    help=_t("每个节点列出多少个；0 为全部", "How many for each node; 0: all."),
)
@output_options
def structural(**options: Any) -> None:
    """Print pairs with equivalence and distance."""
    import numpy as np

    from reformgraph.analysis.diffusion.structural import structural_equivalence

    panel = load_panel(options, needs_ties=True)
    if options["by"] and options["by"] not in panel.attributes:
        raise UsageError(f"the nodes have no column {options['by']!r}")
    groups = panel.attributes[options["by"]] if options["by"] else None
    found = structural_equivalence(panel, power=options["power"], groups=groups)
    most = options["top"] or len(panel)
    rows = []
    for k, name in enumerate(panel.ids):
        order = np.argsort(-found.equivalence[k], kind="stable")
        chosen = [j for j in order.tolist() if j != k and found.equivalence[k, j] > 0][:most]
        rows += [
            {"ego": name, "alter": panel.ids[j], "equivalence": float(found.equivalence[k, j]),
             "distance": float(found.distance[k, j])}
            for j in chosen
        ]  # fmt: skip
    emit(rows, options, ("ego", "alter", "equivalence", "distance"), panel.notes)


@click.command(
    "test", help=_t("置换检验：打乱联系或时间后是否一样", "Permutation test: ties rewired, or times dealt anew.")
)
@panel_options
@click.option(
    "--statistic",
    type=click.Choice(["threshold", "moran", "lag"]),
    default="threshold",
    show_default=True,
    help=_t("统计量", "Statistic."),
)
@click.option(
    "--shuffle",
    type=click.Choice(["ties", "times"]),
    default="ties",
    show_default=True,
    help=_t("打乱什么", "What is shuffled."),
)
@click.option("--draws", type=int, default=100, show_default=True, help=_t("次数", "Number of shuffles."))
@output_options
def permutation(**options: Any) -> None:
    """Print the observed value, its distribution and p."""
    from reformgraph.analysis.diffusion.permutation import permutation_test

    panel = load_panel(options, needs_ties=True)
    found = permutation_test(
        panel, options["statistic"], shuffle=options["shuffle"], draws=options["draws"], seed=options["seed"]
    )
    header = ("statistic", "shuffle", "draws", "observed", "mean", "sd", "p", "p_plain")
    emit([found], options, header, panel.notes)


@click.command(
    help=_t("全过程一览：每期采用、风险率、密度、莫兰指数", "The whole course: adopters, hazard, density, Moran's I.")
)
@panel_options
@moran_options
@output_options
def summary(**options: Any) -> None:
    """Print one row a period."""
    from reformgraph.analysis.diffusion.summary import summary as compute

    panel = load_panel(options, needs_ties=True)
    header = ("period", "adopters", "cumulative", "proportion", "hazard", "density", "moran", "moran_sd", "moran_p")
    emit_periods(compute(panel, weighting=options["weighting"], steps=options["steps"]), header, panel, options)


@click.command(help=_t("各地采用比例", "Adoption by community."))
@panel_options
@click.option("--by", required=True, help=_t("分组的列，如 city", "Column of the communities, e.g. city."))
@output_options
def groups(**options: Any) -> None:
    """Print one row a community."""
    from reformgraph.analysis.diffusion.summary import by_group

    panel = load_panel(options)
    if options["by"] not in panel.attributes:
        raise UsageError(f"the nodes have no column {options['by']!r}", cure=f"they have {', '.join(panel.attributes)}")
    emit(
        by_group(panel, options["by"]), options, ("group", "nodes", "adopters", "proportion", "saturation"), panel.notes
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@click.command(help=_t("图谱库中的采用时间区间及其截尾", "Onset intervals of the store, with their censoring."))
@click.option("--reform", help=_t("只看此改革", "Only this reform."))
@store_options
@output_options
def onsets(**options: Any) -> None:
    """Print one row an adoption."""
    from reformgraph.analysis.diffusion.observation import observe
    from reformgraph.store import open_store
    from reformgraph.views.trace import find_name

    kinds = rules_of(options).kinds
    with open_store(options["store"]) as store:
        reform = find_name(store, "reform", options["reform"])
        seen = observe(store)
    rows = [
        {
            "actor": o.actor_name, "reform": o.reform_name, "status": o.status, "censoring": o.censoring,
            "earliest": _iso(o.earliest), "latest": _iso(o.latest), "ended_by": _iso(o.end_latest),
            "articles": len(o.sources),
        }
        for o in seen.onsets
        if reform in (None, o.reform) and (not kinds or o.actor.rsplit("/", 2)[-2] in kinds)
    ]  # fmt: skip
    header = ("actor", "reform", "status", "censoring", "earliest", "latest", "ended_by", "articles")
    emit(rows, options, header, [f"end of observation: {seen.end}"])


@click.command("export", help=_t("导出为其他程序的表格", "Tables for other programs: cascades, SPID, diffnet."))
@click.argument("what", type=click.Choice(["cascades", "spid", "diffnet-nodes", "diffnet-ties"]))
@click.argument("cascades", required=False, type=click.Path(path_type=Path))
@click.option(
    "--time-unit",
    type=click.Choice(["year", "quarter", "month", "day"]),
    help=_t("时间为日期时的单位", "Times are dates."),
)
@panel_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_t("写入文件", "Write to this file."))
def export(what: str, cascades: Path | None, **options: Any) -> None:
    """Print one table."""
    from reformgraph.analysis.network import adoption_tables as tables
    from reformgraph.cli.analysis_output import tell

    if what in ("cascades", "spid"):
        data = load_cascades(cascades, options)
        tell(data.notes)
        text = tables.long_cascades(data) if what == "cascades" else tables.policy_unit_year(data)
    else:
        panel = load_panel(options, needs_ties=what == "diffnet-ties")
        tell(panel.notes)
        text = tables.diffnet_nodes(panel) if what == "diffnet-nodes" else tables.diffnet_ties(panel)
    save_or_print(text, options["output"])
