"""A frame: a reform in its clause, with the subjects of the sentence and the mode that the text around gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reformgraph.extraction.frames.clauses import Sentence


class Mode(NamedTuple):
    """How a sentence is to be read where its own words do not say: its rule and the flow range of the cue."""

    tells: Literal["told", "planned", "required"] = "told"
    rule: str = "plain"
    cue: tuple[int, int] | None = None


PLAIN = Mode()


class Frame(NamedTuple):
    """What is read around the reform at ``text[start:end]``.

    Attributes
    ----------
    subjects
        Flow positions at which a subject (an actor) begins, within the sentence.
    mode
        What the text around the sentence makes of it.
    """

    text: str
    sentence: Sentence
    start: int
    end: int
    subjects: Sequence[int]
    mode: Mode

    @property
    def clause(self) -> tuple[int, int]:
        """Range of the clause that holds the reform, its closing sign included."""
        return self.sentence.clause(self.start)

    @property
    def before(self) -> str:
        """The clause up to the reform."""
        return self.text[self.clause[0] : self.start]

    @property
    def after(self) -> str:
        """The clause behind the reform."""
        return self.text[self.end : self.clause[1]]
