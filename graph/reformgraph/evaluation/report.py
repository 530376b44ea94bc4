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
from reformgraph.evaluation.judgements import Finding, Unit
from reformgraph.evaluation.rule_rows import RuleRow, rule_rows
from reformgraph.evaluation.score_rows import INVENTED, LINES, MEASURES, OWN, SHARES, Rates, rates, share
from reformgraph.evaluation.yardstick import Yardstick

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
class ShareRow:
    """A share of which less is better: part and whole, and the interval of the share (None if not to be had)."""

    measure: str
    share: float
    interval: tuple[float, float] | None
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of pages.

    Attributes
    ----------
    measures
        By name, in the order of `score_rows.MEASURES`.
    shares
        By name, in the order of `score_rows.SHARES`.
    invented
        Number of quotations that do not stand on their page.
    """

    measures: Mapping[str, MeasureRow]
    shares: Mapping[str, ShareRow]
    invented: int

    def as_json(self) -> dict[str, Any]:
        """Rates and shares to four digits."""
        return {
            "measures": {name: _measure(row) for name, row in self.measures.items()},
            "shares": {name: _share(row) for name, row in self.shares.items()},
            INVENTED: self.invented,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found.

    Attributes
    ----------
    figures
        Of the pages whose errors may be seen.
    unread
        Of the pages whose errors are never shown; None where no page is kept so. All that follows leaves them out.
    reforms, phenomena, pages
        The adoptions by reform, by trait, by page.
    rules
        Errors by the rule that decided; nothing where `found` does not tell them (`extract --explain`).
    units
        The judgements by article, with all errors.
    texts
        Decoded texts of the pages by file name.
    resamples, seed
        Of the bootstrap.
    """

    figures: Figures
    unread: Figures | None
    reforms: Sequence[ReformRow]
    phenomena: Sequence[PhenomenonRow]
    pages: Sequence[PageRow]
    rules: Sequence[RuleRow]
    units: Sequence[Unit]
    texts: Mapping[str, str]
    resamples: int
    seed: int

    @property
    def measures(self) -> Mapping[str, MeasureRow]:
        """Measures of the pages whose errors may be seen."""
        return self.figures.measures

    @property
    def shares(self) -> Mapping[str, ShareRow]:
        """Shares of which less is better, of the same pages."""
        return self.figures.shares

    @property
    def invented(self) -> int:
        """Number of quotations that do not stand on their page, of the same pages."""
        return self.figures.invented

    @property
    def errors(self) -> list[tuple[Unit, Finding]]:
        """All errors with their articles."""
        return [(unit, finding) for unit in self.units for finding in unit.findings]

    def as_json(self) -> dict[str, Any]:
        """The report without the texts; rates to four digits. `unread` is there only where pages are kept unread."""
        return {
            **self.figures.as_json(),
            **({"unread": self.unread.as_json()} if self.unread else {}),
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
            "rules": [asdict(row) for row in self.rules],
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


def _share(row: ShareRow) -> dict[str, Any]:
    low, high = row.interval or (None, None)
    bounds = {"share": _rounded(row.share), "low": _rounded(low), "high": _rounded(high)}
    return {**bounds, "part": row.part, "whole": row.whole}


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


def make_report(
    units: Sequence[Unit],
    unread: Sequence[Unit] | None,
    yardstick: Yardstick,
    texts: Mapping[str, str],
    resamples: int,
    seed: int,
) -> Report:
    """Sum the judgements up; those of `unread` pages give figures alone."""
    return Report(
        figures=_figures(units, resamples, seed),
        unread=None if unread is None else _figures(unread, resamples, seed),
        reforms=reform_rows(units, yardstick),
        phenomena=phenomenon_rows(units, yardstick),
        pages=page_rows(units),
        rules=rule_rows(units),
        units=units,
        texts=texts,
        resamples=resamples,
        seed=seed,
    )


def _figures(units: Sequence[Unit], resamples: int, seed: int) -> Figures:
    bounds = intervals(units, resamples, seed)

    def counts(measure: str) -> list[float]:
        return [sum(unit.counts[measure][k] for unit in units) for k in range(3)]

    rows = {}
    for measure in MEASURES:
        own = counts(measure)
        if measure != OWN or own[2]:
            rows[measure] = MeasureRow(measure, rates(measure, own), bounds.get(measure), *own)
    shares = {}
    for measure in SHARES:
        own = counts(measure)
        shares[measure] = ShareRow(measure, share(own), bounds.get(measure), int(own[0]), int(own[1]))
    return Figures(rows, shares, int(counts(INVENTED)[1]))
