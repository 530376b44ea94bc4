"""Judges what was found on a page against its labels, article by article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reformgraph.evaluation import score_rows as m
from reformgraph.evaluation.judge_adoptions import judge_adoptions
from reformgraph.evaluation.judgements import Finding, Thing, Told, ToldPage, Unit
from reformgraph.evaluation.label_likeness import (
    ALIKE,
    distinct,
    head,
    same_amount,
    same_full_name,
    same_print,
    same_thing,
    shared,
    stem,
)
from reformgraph.evaluation.moved_lines import follow_lines, without_blank
from reformgraph.evaluation.pairing import b_cubed, pair_articles, pair_off
from reformgraph.evaluation.source_text import SourceText
from reformgraph.evaluation.yardstick import Yardstick

_NOTHING = Told()


def judge_page(yardstick: Yardstick, label: ToldPage, found: Sequence[Told], source: SourceText) -> list[Unit]:
    """One unit for each labelled article, then one for each found article without label.

    A page without any article is one unit of nothing where phrases are labelled as no measures. Lines of the labels are
    moved to those of the text as it was read, where that is another one.

    Parameters
    ----------
    yardstick
        What is known of reforms.
    label, found
        The labelled page, and the articles found on it.
    source
        The page's text.
    """
    labelled: Sequence[Told] = label.articles
    if source.text:
        labelled = labelled if label.text is None else follow_lines(labelled, label.text, source.text)
        labelled, found = without_blank(labelled, source.text), without_blank(found, source.text)
    pairs = pair_articles(found, labelled)
    units = []
    for at, (one, lines) in enumerate(zip(labelled, b_cubed(found, labelled), strict=True)):
        unit = Unit(label.name, one, found[pairs[at]] if at in pairs else None)
        unit.add(m.LINES, *lines)
        units.append(unit)
    units += [Unit(label.name, None, one) for at, one in enumerate(found) if at not in pairs.values()]
    for unit in units:
        _article(yardstick, unit, source)
    if label.not_measures:
        units = units or [Unit(label.name, None, None)]
        _no_measures(units, label.not_measures)
    return units


def _article(yardstick: Yardstick, unit: Unit, source: SourceText) -> None:
    labelled, found = unit.labelled or _NOTHING, unit.found or _NOTHING
    _whole(unit)
    _heads(unit, labelled, found)
    authors = [[Thing(name) for name in one.authors] for one in (found, labelled)]
    _things(unit, m.AUTHORS, authors[0], authors[1], same_print)
    _things(unit, m.ZONES, found.zones, labelled.zones, same_thing)
    exact = pair_off(found.zones, labelled.zones, same_full_name)
    unit.add(m.EXACT, len(exact), len(found.zones), len(labelled.zones))
    _things(unit, m.COMPANIES, found.companies, labelled.companies, same_thing)
    _people(unit, labelled, found)
    _things(unit, m.DOCUMENTS, found.documents, labelled.documents, same_print)
    _things(unit, m.PROJECTS, found.projects, labelled.projects, _alike)
    judge_adoptions(yardstick, unit, labelled, found, source)
    _figures(unit, labelled, found)


def _alike(found: Thing, labelled: Thing) -> bool:
    return shared(found.name, labelled.name) >= ALIKE


def _no_measures(units: Sequence[Unit], phrases: Sequence[str]) -> None:
    """Phrases labelled as no measures that a claim takes for one all the same; the whole counts with the first unit."""
    units[0].add(m.NO_MEASURES, 0, len(phrases), 0)
    for phrase in phrases:
        taken = [
            (unit, one)
            for unit in units
            for one in (unit.found or _NOTHING).adoptions
            if not one.refers and stem(phrase) in map(stem, (one.reform, *one.forms))
        ]
        if taken:
            unit, one = taken[0]
            unit.add(m.NO_MEASURES, 1, 0, 0)
            spans = (*((one.span,) if one.span else ()), *one.spans)
            unit.findings.append(Finding(m.NO_MEASURES, "wrong", "", f"{phrase}: {one.shown}", (), spans))


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
    """Lines of one side only; those that the reading of the page lost are counted."""
    missed = sorted(labelled.all_lines() - found.all_lines())
    wrong = sorted(found.all_lines() - labelled.all_lines())
    lost = sum(line < 0 for line in missed)
    if missed:
        shown = line_ranges([line for line in missed if line > 0])
        shown = ", ".join(filter(None, (shown, f"{lost} lost" if lost else "")))
        unit.findings.append(Finding(m.LINES, "missed", labelled=shown))
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
    pairs = pair_off(got, wanted, same_amount)
    unit.add(m.FIGURES, len(pairs), len(got), len(wanted))
    for to, one in enumerate(wanted):
        if to not in pairs.values():
            texts = (one.text,)
            unit.findings.append(Finding(m.FIGURES, "missed", labelled=one.shown, labelled_texts=texts))
    for at, one in enumerate(got):
        if at not in pairs:
            spans = (one.span,) if one.span else ()
            unit.findings.append(Finding(m.FIGURES, "wrong", found=one.shown, spans=spans))
