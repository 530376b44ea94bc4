"""What labels and findings have in common, and what a judgement of them holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from reformgraph.records import ROLES, Span

#: The status of a reform that is named without anyone here doing it.
REFERRED = "referenced"


@dataclass(frozen=True, slots=True)
class Thing:
    """A zone, company, person or project: `role` is a person's post, `part_of` a park's zone.

    `full` are the full names that the label gives to a zone printed in a short form only.
    """

    name: str
    forms: tuple[str, ...] = ()
    role: str = ""
    part_of: str = ""
    spans: tuple[Span, ...] = ()
    full: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit; `printed` is how both stand in the text."""

    value: str
    unit: str
    indicator: str = ""
    span: Span | None = None
    printed: str = ""

    @property
    def shown(self) -> str:
        """Number, unit and what is counted."""
        return f"{self.value}{self.unit} {self.indicator}".strip()

    @property
    def text(self) -> str:
        """How it stands in the text, as far as that is known."""
        return self.printed or f"{self.value}{self.unit}"


@dataclass(frozen=True, slots=True)
class Adoption:
    """A reform and who acts, nobody where `actor` is empty.

    `span` is the place of the evidence on the page, None in labels; `full` are the label's full names of the actor;
    `why` tells what was decided by which rule (status, when ...), empty where that is not told.
    """

    reform: str
    actor: str
    status: str
    forms: tuple[str, ...] = ()
    when: str = ""
    evidence: str = ""
    span: Span | None = None
    figures: tuple[Amount, ...] = ()
    spans: tuple[Span, ...] = ()
    full: tuple[str, ...] = ()
    why: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """Actor, reform and status."""
        return f"{self.actor or '—'} → {self.reform} ({self.status})"

    @property
    def refers(self) -> bool:
        """Whether the reform is only referred to."""
        return self.status == REFERRED


@dataclass(frozen=True, slots=True)
class Told:
    """One article with what a person or the program found in it."""

    id: str = ""
    title: str = ""
    kicker: str = ""
    complete: bool = True
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    zones: tuple[Thing, ...] = ()
    companies: tuple[Thing, ...] = ()
    people: tuple[Thing, ...] = ()
    documents: tuple[Thing, ...] = ()
    projects: tuple[Thing, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    figures: tuple[Amount, ...] = ()

    def all_lines(self) -> frozenset[int]:
        """Line numbers of all roles, counted from 1."""
        return frozenset(n for role in ROLES for n in self.lines.get(role, ()))


@dataclass(frozen=True, slots=True)
class ToldPage:
    """The articles of a page.

    Attributes
    ----------
    name
        The bare file name; `source` is where the articles were read from.
    not_measures
        Phrases labelled as no measures, though they look like some.
    text
        The text that labels or findings were made on, None where it is not given; `text_sha256` is its hash,
        empty where it is not given.
    """

    name: str
    articles: tuple[Told, ...]
    source: str = ""
    not_measures: tuple[str, ...] = ()
    text: str | None = None
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One error.

    Attributes
    ----------
    measure
        Name of the measure that it lowers.
    kind
        ``missed`` (labelled, not found), ``wrong`` (found, not labelled) or ``differs`` (both, not alike).
    labelled, found
        What each side says, for reading; one of them is empty unless `kind` is ``differs``.
    labelled_texts
        Texts by which the label can be found on the page.
    spans
        Where the finding stands on the page.
    also
        Narrower measures that it lowers too.
    """

    measure: str
    kind: str
    labelled: str = ""
    found: str = ""
    labelled_texts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that the error lowers."""
        return (self.measure, *self.also)


@dataclass(frozen=True, slots=True)
class AdoptionPair:
    """A labelled adoption, the one found for it, or both."""

    labelled: Adoption | None
    found: Adoption | None


#: Right, found and labelled items of each measure.
Counts = dict[str, list[float]]


def no_counts() -> Counts:
    """Counts that start at nothing."""
    return defaultdict(lambda: [0.0, 0.0, 0.0])


@dataclass(slots=True)
class Unit:
    """The judgement of one article: a labelled one with what was found for it, or a found one without label."""

    page: str
    labelled: Told | None
    found: Told | None
    counts: Counts = field(default_factory=no_counts)
    findings: list[Finding] = field(default_factory=list)
    adoptions: list[AdoptionPair] = field(default_factory=list)

    def add(self, measure: str, right: float, found: float, labelled: float) -> None:
        """Count items of a measure."""
        row = self.counts[measure]
        row[0] += right
        row[1] += found
        row[2] += labelled
