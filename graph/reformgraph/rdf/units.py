"""A figure as printed in; its value in a normalised unit, and that unit's name and IRI, out.

QUDT names the units that it has; what it lacks (working days, persons) is of our own. Days, months and years are kept
apart: nobody can tell how many days a month has, or how many days go by in three working days.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from reformgraph.iri import RG
from reformgraph.language.lexicon import pairs
from reformgraph.records import Figure

_UNIT, _MONEY = "http://qudt.org/vocab/unit/", "http://qudt.org/vocab/currency/"
#: IRI of each normalised unit.
UNITS = {
    "m²": f"{_UNIT}M2", "m": f"{_UNIT}M", "t": f"{_UNIT}TON_Metric", "W": f"{_UNIT}W", "1": f"{_UNIT}UNITLESS",
    "m³": f"{_UNIT}M3", "kWh": f"{_UNIT}KiloW-HR", "°C": f"{_UNIT}DEG_C",
    "items": f"{_UNIT}NUM", "persons": f"{RG}Persons",
    "s": f"{_UNIT}SEC", "d": f"{_UNIT}DAY", "months": f"{_UNIT}MO", "working-days": f"{RG}WorkingDays",
    **{money: f"{_MONEY}{money}" for money in ("CNY", "USD", "EUR", "JPY", "HKD", "GBP")},
}  # fmt: skip


def in_normal_unit(figure: Figure, value: str | None = None) -> tuple[str, str] | None:
    """The value (by default the lower one) in the normalised unit, and the name of that; None for a unit nobody knows.

    >>> from reformgraph.records import Figure, Span
    >>> in_normal_unit(Figure(indicator=None, value="1.5", unit="个小时", text="1.5个小时", span=Span.at(0, 5)))
    ('5400', 's')
    """
    printed = value or figure.value
    if figure.value_si and figure.unit_si:
        return (_alike(printed, figure.value, figure.value_si) if value else figure.value_si), figure.unit_si
    known = _factors().get(figure.unit)
    if known is None:
        return None
    unit, factor = known
    return f"{(Decimal(printed) * factor).normalize():f}", unit


def _alike(value: str, other: str, normal: str) -> str:
    """A printed value in the normalised unit, by what became of another of the same unit; as exact as that is.

    >>> _alike("31", "26", "260000")
    '310000'
    """
    if not Decimal(other):
        return value
    places = Decimal(normal).as_tuple().exponent
    made = Decimal(value) * Decimal(normal) / Decimal(other)
    return f"{made.quantize(Decimal(1).scaleb(min(int(places), 0))):f}"


@lru_cache(maxsize=1)
def _factors() -> dict[str, tuple[str, Decimal]]:
    """Name of the normalised unit and number of it, by the printed unit."""
    split = {printed: told.split("×") for printed, told in pairs("figure_units")}
    return {printed: (unit, Decimal(factor)) for printed, (unit, factor) in split.items()}
