"""What a question in words was understood as, and what the store answers to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal[
    "adopters", "status", "yes-no", "figure", "most", "when", "person", "company", "project", "document", "author",
    "why", "reforms", "articles", "passage", "unread",
]  # fmt: skip
#: ``found``; ``near``: nothing that is certain, the nearest sentences are shown; ``none``: understood, and the pages
#: say nothing of it; ``refused``: not understood, and nothing is near.
Outcome = Literal["found", "near", "none", "refused"]
#: Why nothing is certain, also beside ``near``: what is asked about stands on no page; it does, and nothing is said
#: of the reform there; something is said, and no such figure (date, person ...) is given.
No = Literal["on no page", "nothing said", "not told"]
NameKind = Literal["zone", "organ", "place", "reform", "person", "company", "project", "document", "unknown zone"]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a question names: its kind, its IRI where the store knows it, label, and place in the question."""

    kind: NameKind
    label: str
    iri: str | None
    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that a text asks.

    Attributes
    ----------
    kind
        What is asked for.
    text
        The words of this part.
    names
        What it names, what the parts before it name among them.
    terms
        Runs of characters that say what it is about, names and question words left out.
    statuses
        Statuses of adoptions that are asked for.
    together
        Whether several reforms are meant at once.
    unit
        Pattern that a figure asked for has to fit: 元 for money, ％ for shares; empty for any.
    context
        Terms of the other parts, which tell between sentences that fit equally well.
    quoted
        What stands in quotation marks, without them: a sentence that prints it fits.
    piece
        The words of this part as they were read, in Chinese.
    passed_over
        Words that could not be made use of, for which the part is not understood.
    explaining
        English words that were taken to explain a name printed in Chinese behind them, and are none of its own.
    """

    kind: Kind
    text: str
    names: tuple[Named, ...]
    terms: tuple[str, ...]
    statuses: tuple[str, ...] = ("adopted",)
    together: bool = False
    unit: str = ""
    context: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    piece: str = ""
    passed_over: tuple[str, ...] = ()
    explaining: tuple[str, ...] = ()

    def of(self, *kinds: NameKind) -> tuple[Named, ...]:
        """What it names of these kinds."""
        return tuple(name for name in self.names if name.kind in kinds)

    def acting(self) -> tuple[Named, ...]:
        """Zones and organs, those that are not known among them."""
        return self.of("zone", "organ", "unknown zone")

    def actors(self) -> tuple[Named, ...]:
        """Zones and organs; places where none is named, for provinces and cities act, too."""
        return self.of("zone", "organ") or (() if self.kind == "adopters" else self.of("place"))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of an answer with what proves it; `start` and `end` are code points of the page, None where unknown."""

    what: str
    quote: str
    source: str
    issued: str | None
    headline: str
    page: str
    start: int | None = None
    end: int | None = None
    zone: str = ""
    reform: str = ""
    status: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one part of a question.

    Attributes
    ----------
    outcome, no
        Whether there is one, and if not, why.
    reading
        How the part was understood, in the language of the answer.
    command
        The command that gives the same rows; empty where none does.
    sentence
        The answer in a sentence.
    rows
        What it rests on.
    nearest
        Questions that can be answered, where this one cannot.
    beside
        Other sentences near to the question, which the answer does not rest on.
    """

    part: str
    outcome: Outcome
    reading: str
    sentence: str
    command: str = ""
    no: No | None = None
    rows: tuple[AnswerRow, ...] = ()
    nearest: tuple[str, ...] = field(default=())
    beside: tuple[AnswerRow, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)
