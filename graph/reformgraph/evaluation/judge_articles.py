"""Judges what was found on a page against its labels, article by article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reformgraph.evaluation import score_rows as m
from reformgraph.evaluation.judge_adoptions import judge_adoptions
from reformgraph.evaluation.judgements import Finding, Thing, Told, Unit
from reformgraph.evaluation.label_likeness import (
    ALIKE,
    ReformNames,
    amount_key,
    distinct,
    head,
    same_full_name,
    same_name,
    shared,
)
from reformgraph.evaluation.pairing import b_cubed, pair_articles, pair_off

_NOTHING = Told()


class Judge:
    """What a judgement needs to know beforehand.

    Parameters
    ----------
    names
        Names of reforms.
    core
        Keys of the core reforms.
    origins
        Key of a reform -> beginnings of the names of the pages that alone name it.
    """

    def __init__(
        self, names: ReformNames, core: frozenset[str], origins: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self.names = names
        self.core = core
        self._origins = origins or {}

    def only_here(self, reform: str, page: str) -> bool:
        """Whether the vocabulary knows the reform from this page alone."""
        return any(page.startswith(start) for start in self._origins.get(self.names.key(reform), ()))

    def page(self, name: str, labelled: Sequence[Told], found: Sequence[Told], text: str) -> list[Unit]:
        """One unit for each labelled article, then one for each found article without label.

        Parameters
        ----------
        name, text
            File name and decoded text of the page.
        labelled, found
            Its articles.
        """
        pairs = pair_articles(found, labelled)
        units = []
        for at, (one, lines) in enumerate(zip(labelled, b_cubed(found, labelled), strict=True)):
            unit = Unit(name, one, found[pairs[at]] if at in pairs else None)
            unit.add(m.LINES, *lines)
            units.append(unit)
        units += [Unit(name, None, one) for at, one in enumerate(found) if at not in pairs.values()]
        for unit in units:
            self._article(unit, text)
        return units

    def _article(self, unit: Unit, text: str) -> None:
        labelled, found = unit.labelled or _NOTHING, unit.found or _NOTHING
        _whole(unit)
        _heads(unit, labelled, found)
        authors = [[Thing(name) for name in one.authors] for one in (found, labelled)]
        _things(unit, m.AUTHORS, authors[0], authors[1], same_full_name)
        _things(unit, m.ZONES, found.zones, labelled.zones, same_name)
        exact = pair_off(found.zones, labelled.zones, same_full_name)
        unit.add(m.EXACT, len(exact), len(found.zones), len(labelled.zones))
        _things(unit, m.COMPANIES, found.companies, labelled.companies, same_name)
        _people(unit, labelled, found)
        _things(unit, m.DOCUMENTS, found.documents, labelled.documents, same_full_name)
        _things(
            unit,
            m.PROJECTS,
            found.projects,
            labelled.projects,
            lambda one, other: shared(one.name, other.name) >= ALIKE,
        )
        judge_adoptions(self, unit, labelled, found, text)
        _figures(unit, labelled, found)


def _whole(unit: Unit) -> None:
    both = unit.labelled is not None and unit.found is not None
    unit.add(m.ARTICLES, both, unit.found is not None, unit.labelled is not None)
    if unit.found is None and unit.labelled is not None:
        unit.findings.append(Finding(m.ARTICLES, "missed", labelled=unit.labelled.title or unit.labelled.id))
    elif unit.labelled is None and unit.found is not None:
        unit.findings.append(Finding(m.ARTICLES, "wrong", found=unit.found.title or unit.found.id))
    elif unit.labelled is not None and unit.found is not None:
        _line_findings(unit, unit.labelled, unit.found)


def _line_findings(unit: Unit, labelled: Told, found: Told) -> None:
    missed = sorted(labelled.all_lines() - found.all_lines())
    wrong = sorted(found.all_lines() - labelled.all_lines())
    if missed:
        unit.findings.append(Finding(m.LINES, "missed", labelled=line_ranges(missed)))
    if wrong:
        unit.findings.append(Finding(m.LINES, "wrong", found=line_ranges(wrong)))


def line_ranges(lines: Sequence[int]) -> str:
    """Line numbers for reading.

    >>> line_ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], line]
        else:
            parts.append([line])
    return ", ".join("-".join(map(str, part)) for part in parts)


def _heads(unit: Unit, labelled: Told, found: Told) -> None:
    """Title and kicker; a kicker in the headline's own line may stay in the title."""
    in_title = not found.kicker and head(found.title) == head(labelled.kicker + labelled.title)
    for measure, got, wanted in (
        (m.TITLE, found.title, labelled.title),
        (m.KICKER, found.kicker, labelled.kicker),
    ):
        if not got and not wanted:
            continue
        right = in_title or head(got) == head(wanted)
        unit.add(measure, right, in_title or bool(got), bool(wanted))
        if not right:
            kind = "missed" if not got else "wrong" if not wanted else "differs"
            unit.findings.append(Finding(measure, kind, wanted, got, (wanted,)))


def _things(
    unit: Unit,
    measure: str,
    found: Sequence[Thing],
    labelled: Sequence[Thing],
    same: Callable[[Thing, Thing], bool],
) -> dict[int, int]:
    pairs = pair_off(found, labelled, same)
    also = (m.EXACT,) if measure == m.ZONES else ()
    unit.add(measure, len(pairs), len(found), len(labelled))
    for at, one in enumerate(labelled):
        if at not in pairs.values():
            unit.findings.append(Finding(measure, "missed", one.name, "", (one.name, *one.forms), also=also))
    for at, one in enumerate(found):
        if at not in pairs:
            unit.findings.append(Finding(measure, "wrong", "", one.name, (), one.spans, also))
        elif measure == m.ZONES and not same_full_name(one, labelled[pairs[at]]):
            other = labelled[pairs[at]].name
            unit.findings.append(Finding(m.EXACT, "differs", other, one.name, (other,), one.spans))
    return pairs


def _people(unit: Unit, labelled: Told, found: Told) -> None:
    for at, to in _things(unit, m.PEOPLE, found.people, labelled.people, same_full_name).items():
        got, wanted = found.people[at], labelled.people[to]
        right = shared(got.role, wanted.role) >= ALIKE
        unit.add(m.ROLES, right, 1, 1)
        if not right:
            shown = (f"{wanted.name}: {wanted.role}", f"{got.name}: {got.role}")
            unit.findings.append(Finding(m.ROLES, "differs", *shown, (wanted.role, wanted.name), got.spans))


def _figures(unit: Unit, labelled: Told, found: Told) -> None:
    """All distinct numbers with their units, those of adoptions among them."""
    got, wanted = (
        distinct([*one.figures, *(figure for adoption in one.adoptions for figure in adoption.figures)])
        for one in (found, labelled)
    )
    keys = {amount_key(one) for one in got}, {amount_key(one) for one in wanted}
    unit.add(m.FIGURES, len(keys[0] & keys[1]), len(got), len(wanted))
    for one in wanted:
        if amount_key(one) not in keys[0]:
            texts = (one.text,)
            unit.findings.append(Finding(m.FIGURES, "missed", labelled=one.shown, labelled_texts=texts))
    for one in got:
        if amount_key(one) not in keys[1]:
            spans = (one.span,) if one.span else ()
            unit.findings.append(Finding(m.FIGURES, "wrong", found=one.shown, spans=spans))
