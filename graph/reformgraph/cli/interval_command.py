"""`reformgraph diffusion intervals`: event history of adoptions known only to lie between reports."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.analysis_options import output_options, rules_of, store_columns, store_options
from reformgraph.cli.analysis_output import emit
from reformgraph.cli.messages import _t
from reformgraph.cli.population_options import population_of
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reformgraph.analysis.diffusion.observation import Observation
    from reformgraph.analysis.diffusion.report_intervals import ReportIntervals

_GROUPS = ("province", "city")


@click.command(
    help=_t(
        "区间删失的事件史：采用发生在最后一次未提及与首次提及的报道之间",
        "Interval-censored event history: an adoption lies between the last report without it and the first with it.",
    )
)
@click.option(
    "--reform", "reforms", multiple=True, help=_t("改革，可重复；默认全部", "Reform, repeatable; default: all.")
)
@click.option(
    "--covariate", "columns", multiple=True, help=_t("开发区的数值列，可重复", "Numeric column of zones, repeatable.")
)
@click.option(
    "--covariates",
    "table",
    type=click.Path(path_type=Path),
    help=_t("随时间变化的协变量 CSV：zone,period,...", "Time-varying covariates, CSV zone,period,..."),
)
@click.option(
    "--vertical", is_flag=True, help=_t("所在省已采用（滞后一期）", "Whether the province has adopted, lagged.")
)
@click.option(
    "--near",
    type=click.Choice(_GROUPS),
    help=_t("同省或同市已采用的比例（滞后一期）", "Share of the zones of the province or city that have, lagged."),
)
@click.option(
    "--steps",
    type=click.IntRange(1, 50),
    default=3,
    show_default=True,
    help=_t("基准风险的段数", "Steps of the baseline."),
)
@click.option("--cluster", is_flag=True, help=_t("按开发区聚类的稳健标准误", "Standard errors robust within zones."))
@click.option(
    "--turnbull", "free", is_flag=True, help=_t("Turnbull 估计（无模型）", "Turnbull's estimate, without a model.")
)
@click.option(
    "--table",
    "as_table",
    is_flag=False,
    flag_value="panel",
    type=click.Choice(["panel", "intervals", "event-study"]),
    help=_t(
        "输出数据而不拟合：panel（survival 的计数过程）、intervals（icenReg）、event-study；不带值即 panel",
        "Print data instead of a fit: panel (counting process, survival), intervals (icenReg), event-study; "
        "without a value panel.",
    ),
)
@store_options
@output_options
def intervals(**options: Any) -> None:
    """Print coefficients, Turnbull's estimate or the intervals."""
    made, seen, columns = _made(options)
    if options["free"]:
        _emit_turnbull(made, options)
        return
    covariates = _covariates(made, seen, columns, options)
    if options["as_table"]:
        _emit_table(made, covariates, options)
        return
    _emit_fit(made, covariates, options)


def _made(options: dict[str, Any]) -> tuple[ReportIntervals, Observation, dict[str, dict[str, str]]]:
    from reformgraph.analysis.diffusion.observation import issue_days, observe
    from reformgraph.analysis.diffusion.report_intervals import report_intervals
    from reformgraph.store import open_store
    from reformgraph.views.trace import find_name

    with open_store(options["store"]) as store:
        reforms = [str(find_name(store, "reform", text)) for text in options["reforms"]]
        seen, issued = observe(store), issue_days(store)
        columns = store_columns(store, "")
    return report_intervals(seen, issued, rules_of(options), reforms, population_of(options)), seen, columns


def _covariates(
    made: ReportIntervals, seen: Observation, columns: dict[str, dict[str, str]], options: dict[str, Any]
) -> dict[str, NDArray[Any]]:
    from reformgraph.analysis.diffusion.csv_tables import read_columns
    from reformgraph.analysis.diffusion.observation import local_name
    from reformgraph.analysis.diffusion.report_intervals import long_covariates, neighbours_adopted, province_adopted

    found: dict[str, NDArray[Any]] = {name: _fixed(made, name, columns) for name in options["columns"]}
    if options["table"] is not None:
        table = read_columns(options["table"], ("zone", "period"), keep_rest=True)
        names = {form: unit.zone for unit in made.units for form in (unit.zone_name, unit.zone, local_name(unit.zone))}
        found |= long_covariates(table, made, names)
    if options["vertical"]:
        found["province adopted"] = province_adopted(made, seen, _groups(made, "province", columns))
    if options["near"]:
        found[f"{options['near']} share"] = neighbours_adopted(made, _groups(made, options["near"], columns))
    return found


def _fixed(made: ReportIntervals, name: str, columns: dict[str, dict[str, str]]) -> NDArray[Any]:
    import numpy as np

    if name not in columns:
        raise UsageError(f"zones have no column {name!r}", cure=f"they have {', '.join(columns)}")
    values = columns[name]
    for unit in made.units:
        text = values.get(unit.zone, "")
        if not text.replace(".", "", 1).lstrip("-").isdigit():
            raise UsageError(f"{name} of {unit.zone_name} is {text!r}, not a number", cure="leave the covariate out")
    return np.array([float(values[unit.zone]) for unit in made.units])


def _groups(made: ReportIntervals, level: str, columns: dict[str, dict[str, str]]) -> dict[str, str]:
    """GB/T 2260 code of the province or city of each zone, from the catalogue or the store."""
    from reformgraph.analysis.diffusion.observation import local_name
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    catalogue = load_vocabulary().zones.by_iri
    out: dict[str, str] = {}
    for iri in {unit.zone for unit in made.units}:
        zone = catalogue.get(local_name(iri))
        code = zone.place if zone is not None and zone.place else local_name(columns["place"].get(iri, ""))
        if len(code) == 6 and code.isdigit() and not (level == "city" and code.endswith("0000")):
            out[iri] = code[:2] + "0000" if level == "province" else code[:4] + "00"
    return out


def _emit_turnbull(made: ReportIntervals, options: dict[str, Any]) -> None:
    from reformgraph.analysis.diffusion.cascades import period_text
    from reformgraph.analysis.diffusion.turnbull import turnbull

    found = turnbull([unit.left for unit in made.units], [unit.right for unit in made.units])
    rows = [
        {"after": period_text(mass.left, made.unit), "by": _finite_period(mass.right, made.unit), "mass": mass.mass,
         "not_yet": mass.survival}
        for mass in found if mass.mass > 0
    ]  # fmt: skip
    emit(rows, options, ("after", "by", "mass", "not_yet"), made.notes)


def _finite_period(period: float, unit: str) -> str | None:
    from reformgraph.analysis.diffusion.cascades import period_text

    return None if math.isinf(period) else period_text(period, unit)


def _emit_table(made: ReportIntervals, covariates: dict[str, NDArray[Any]], options: dict[str, Any]) -> None:
    from reformgraph.analysis.diffusion.handover import TABLES

    rows = TABLES[options["as_table"]](made, covariates)
    emit(rows, options, tuple(rows[0]), made.notes)


def _emit_fit(made: ReportIntervals, covariates: dict[str, NDArray[Any]], options: dict[str, Any]) -> None:
    from reformgraph.analysis.diffusion.cascades import period_text
    from reformgraph.analysis.diffusion.csv_tables import fields_of
    from reformgraph.analysis.diffusion.interval_hazard import fit_hazard, spells
    from reformgraph.analysis.diffusion.report_intervals import FEWEST_FOR_LEVEL, baseline_cuts, levels

    zones = {zone: k for k, zone in enumerate(dict.fromkeys(unit.zone for unit in made.units))}
    cuts = baseline_cuts(made, options["steps"])
    data = spells(
        [unit.left for unit in made.units], [unit.right for unit in made.units],
        start=[unit.start for unit in made.units], covariates=covariates, first=made.first, cuts=cuts,
        groups=levels(made), cluster=[zones[unit.zone] for unit in made.units],
    )  # fmt: skip
    fit = fit_hazard(data, robust=options["cluster"])
    rows = [fields_of(term) for term in fit.terms]
    for row in rows:
        front, _, number = row["term"].rpartition(" ")
        row["term"] = f"from {period_text(int(number), made.unit)}" if front == "from" else row["term"]
    notes = [
        *made.notes,
        f"units {fit.units}, events {fit.events}, log L {fit.log_likelihood:.6g}, AIC {fit.aic:.6g}, steps {fit.steps}",
        f"reforms with fewer than {FEWEST_FOR_LEVEL} adoptions share the level others",
        *(f"{name} left out: it does not vary, or nobody adopts there" for name in fit.dropped),
    ]
    header = ("term", "estimate", "se", "z", "p", "low", "high", "hazard_ratio")
    whole = {**fields_of(fit), "terms": rows, "dropped": list(fit.dropped)}
    emit(rows, options, header, notes, whole=whole)
