"""The outcome of an evaluation: figures with intervals, rows, errors; as objects for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reformgraph.evaluation.breakdown import (
    PageRow,
    PhenomenonRow,
    ReformRow,
    page_rows,
    phenomenon_rows,
    reform_rows,
)
from reformgraph.evaluation.intervals import intervals
from reformgraph.evaluation.judge_articles import Judge
from reformgraph.evaluation.judgements import Finding, Unit
from reformgraph.evaluation.score_rows import INVENTED, LINES, MEASURES, OWN, Rates, rates

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure: its rates, the interval of its main figure (None if not to be had), and the counts."""

    measure: str
    rates: Rates
    interval: tuple[float, float] | None
    right: float
    found: float
    labelled: float

    @property
    def main(self) -> float:
        """F1, or recall where only recall can be told."""
        return self.rates.main(self.measure)


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found.

    Attributes
    ----------
    measures
        By name, in the order of `measures.MEASURES`.
    invented
        Number of quotations that do not stand on their page.
    reforms, phenomena, pages
        The adoptions by reform, by trait, by page.
    units
        The judgements by article, with all errors.
    texts
        Decoded texts of the pages by file name.
    resamples, seed
        Of the bootstrap.
    """

    measures: Mapping[str, MeasureRow]
    invented: int
    reforms: Sequence[ReformRow]
    phenomena: Sequence[PhenomenonRow]
    pages: Sequence[PageRow]
    units: Sequence[Unit]
    texts: Mapping[str, str]
    resamples: int
    seed: int

    @property
    def errors(self) -> list[tuple[Unit, Finding]]:
        """All errors with their articles."""
        return [(unit, finding) for unit in self.units for finding in unit.findings]

    def as_json(self) -> dict[str, Any]:
        """The report without the texts; rates to four digits."""
        return {
            "measures": {name: _measure(row) for name, row in self.measures.items()},
            INVENTED: self.invented,
            "bootstrap": {"resamples": self.resamples, "seed": self.seed, "articles": len(self.units)},
            "reforms": [asdict(row) for row in self.reforms],
            "phenomena": [
                {**asdict(row), "precision": _rounded(row.precision), "recall": _rounded(row.recall)}
                for row in self.phenomena
            ],
            "pages": [
                {**asdict(row), **{key: _rounded(getattr(row, key)) for key in ("precision", "recall", "f1")}}
                for row in self.pages
            ],
            "errors": [_error(unit, finding) for unit, finding in self.errors],
        }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, _DIGITS)


def _measure(row: MeasureRow) -> dict[str, Any]:
    low, high = row.interval or (None, None)
    counted = row.measure != LINES
    return {
        "precision": _rounded(row.rates.precision),
        "recall": _rounded(row.rates.recall),
        "f1": _rounded(row.rates.f1),
        "low": _rounded(low),
        "high": _rounded(high),
        "hit": int(row.right) if counted else None,
        "predicted": int(row.found) if counted else None,
        "gold": int(row.labelled),
    }


def _error(unit: Unit, finding: Finding) -> dict[str, Any]:
    article = unit.labelled or unit.found
    return {
        "page": unit.page,
        "article": article.id if article else "",
        "measure": finding.measure,
        "also": list(finding.also),
        "kind": finding.kind,
        "labelled": finding.labelled,
        "found": finding.found,
        "spans": [list(span) for span in finding.spans],
    }


def make_report(units: Sequence[Unit], judge: Judge, texts: Mapping[str, str], resamples: int, seed: int) -> Report:
    """Sum the judgements up."""
    bounds = intervals(units, resamples, seed)
    rows = {}
    for measure in MEASURES:
        counts = [sum(unit.counts[measure][k] for unit in units) for k in range(3)]
        if measure == OWN and not counts[2]:
            continue
        rows[measure] = MeasureRow(measure, rates(measure, counts), bounds.get(measure), *counts)
    return Report(
        measures=rows,
        invented=int(sum(unit.counts[INVENTED][1] for unit in units)),
        reforms=reform_rows(units, judge),
        phenomena=phenomenon_rows(units, judge),
        pages=page_rows(units),
        units=units,
        texts=texts,
        resamples=resamples,
        seed=seed,
    )
