"""The lines of an article with what labels and findings mark in them, for the page of errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reformgraph.evaluation.judgements import Finding, Told, Unit
from reformgraph.records import ROLES, Span

_GAP = re.compile(r"\s+")
_LABELLED, _FOUND = "labelled", "found"
#: Texts shorter than this are marked only inside the article's own lines.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: whether it is labelled or found evidence, and the errors it belongs to."""

    text: str
    labelled: bool
    found: bool
    errors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, counted from 1, with the role that the labels and the findings give it."""

    number: int
    labelled_role: str
    found_role: str
    pieces: tuple[Piece, ...]


class PageText:
    """The text of a page by lines, and where given texts stand in it, white space left aside."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def places(self, lines: Iterable[int]) -> list[int]:
        """Positions of the printed characters of these lines, in page order."""
        return [
            place
            for number in sorted(lines)
            if 1 <= number <= len(self.lines)
            for place in range(self.starts[number - 1], self.starts[number] - 1)
            if not self.text[place].isspace()
        ]

    def squeezed(self, places: Sequence[int]) -> str:
        """The characters at these positions."""
        return "".join(self.text[place] for place in places)


def article_lines(unit: Unit, page: PageText) -> list[Line]:
    """The lines of the article on either side, with evidence and errors marked."""
    sides = [side for side in (unit.labelled, unit.found) if side is not None]
    numbers = sorted(frozenset().union(*(side.all_lines() for side in sides)))
    marks = _marks(unit, page, frozenset(numbers))
    roles = [_roles(side) for side in (unit.labelled, unit.found)]
    return [
        Line(number, roles[0].get(number, ""), roles[1].get(number, ""), tuple(_pieces(page, number, marks)))
        for number in numbers
        if 1 <= number <= len(page.lines) and page.lines[number - 1].strip()
    ]


def _roles(side: Told | None) -> dict[int, str]:
    return {line: role for role in ROLES for line in side.lines.get(role, ())} if side else {}


_Marks = Mapping[int, tuple[bool, bool, tuple[int, ...]]]


def _marks(unit: Unit, page: PageText, numbers: frozenset[int]) -> _Marks:
    """By position on the page: labelled evidence, found evidence, numbers of errors."""
    own = page.places(numbers)
    squeezed = page.squeezed(own)
    sets: dict[int, tuple[set[str], list[int]]] = {}

    def mark(places: Iterable[int], side: str | None, error: int | None) -> None:
        for place in places:
            sides, errors = sets.setdefault(place, (set(), []))
            if side:
                sides.add(side)
            if error is not None and error not in errors:
                errors.append(error)

    for pair in unit.adoptions:
        if pair.labelled:
            mark(_find(pair.labelled.evidence, squeezed, own), _LABELLED, None)
        if pair.found and pair.found.span:
            mark(range(*_inside(pair.found.span, page)), _FOUND, None)
    for error, finding in enumerate(unit.findings):
        mark(_finding_places(finding, page, squeezed, own), None, error)
    return {place: (_LABELLED in sides, _FOUND in sides, tuple(errors)) for place, (sides, errors) in sets.items()}


def _inside(span: Span, page: PageText) -> tuple[int, int]:
    return max(0, span[0]), min(len(page.text), span[1])


def _finding_places(finding: Finding, page: PageText, squeezed: str, own: Sequence[int]) -> Iterator[int]:
    for span in finding.spans:
        yield from range(*_inside(span, page))
    for text in finding.labelled_texts:
        yield from _find(text, squeezed, own)


def _find(text: str, squeezed: str, own: Sequence[int]) -> Iterator[int]:
    """Positions of every occurrence of a short text, of the first one of a long text."""
    wanted = "".join(text.split())
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        yield from own[at : at + len(wanted)]
        at = squeezed.find(wanted, at + len(wanted)) if len(wanted) < _TELLING else -1


def _pieces(page: PageText, number: int, marks: _Marks) -> Iterator[Piece]:
    """A line cut where marks change; a space between two signs marked alike is marked as they are."""
    start, line = page.starts[number - 1], page.lines[number - 1]
    plain: tuple[bool, bool, tuple[int, ...]] = (False, False, ())
    own = [marks.get(start + at, plain) for at in range(len(line))]
    for gap in _GAP.finditer(line):
        first, last = gap.span()
        if first > 0 and last < len(line) and own[first - 1] == own[last]:
            own[first:last] = [own[last]] * (last - first)
    for (labelled, found, errors), signs in groupby(range(len(line)), key=own.__getitem__):
        yield Piece("".join(line[at] for at in signs), labelled, found, errors)
