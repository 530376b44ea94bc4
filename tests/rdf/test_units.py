"""Values in normalised units: days, working days and months apart, multiples of money and volumes."""

from __future__ import annotations

import pytest

from reformgraph.language.lexicon import pairs
from reformgraph.rdf.units import UNITS, in_normal_unit
from reformgraph.records import Figure, Span


def figure(value: str, unit: str, **given: str) -> Figure:
    return Figure(indicator=None, value=value, unit=unit, text=value + unit, span=Span.at(0, 1), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "normal"),
    [
        ("3", "个工作日", ("3", "working-days")),
        ("3", "天", ("3", "d")),
        ("2", "周", ("14", "d")),
        ("1.5", "小时", ("5400", "s")),
        ("18", "个月", ("18", "months")),
        ("2.5", "年", ("30", "months")),
        ("1.2", "亿美元", ("120000000", "USD")),
        ("100", "万立方米", ("1000000", "m³")),
        ("3", "箩筐", None),
    ],
)
def test_a_printed_value_in_its_normalised_unit(value: str, unit: str, normal: tuple[str, str] | None) -> None:
    assert in_normal_unit(figure(value, unit)) == normal


def test_both_ends_of_a_range() -> None:
    told = figure("26", "万元", value_max="31", value_si="260000", unit_si="CNY")
    assert (in_normal_unit(told), in_normal_unit(told, "31")) == (("260000", "CNY"), ("310000", "CNY"))
    assert in_normal_unit(figure("3", "个工作日", value_max="5"), "5") == ("5", "working-days")


def test_every_unit_has_an_iri() -> None:
    assert {told.partition("×")[0] for _, told in pairs("figure_units")} <= set(UNITS)
    assert all(iri.startswith("http") for iri in UNITS.values())
