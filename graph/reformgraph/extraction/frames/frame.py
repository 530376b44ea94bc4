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
    """What is read around the reform at ``text[start:end]``; made by `frame_of`.

    Attributes
    ----------
    subjects
        Flow positions at which a subject (an actor) begins, within the sentence.
    mode
        What the text around the sentence makes of it.
    clause
        Range of the clause that holds the reform, its closing sign included.
    before, after
        The clause up to the reform and behind it.
    year
        The year the text is told in, 0 where it does not say: a goal for a year before it is none.
    """

    text: str
    sentence: Sentence
    start: int
    end: int
    subjects: Sequence[int]
    mode: Mode
    clause: tuple[int, int]
    before: str
    after: str
    year: int = 0


def frame_of(
    text: str, sentence: Sentence, start: int, end: int, subjects: Sequence[int], mode: Mode, year: int = 0
) -> Frame:
    """The frame of the reform at ``text[start:end]`` of a sentence."""
    first, last = sentence.clause(start)
    return Frame(text, sentence, start, end, subjects, mode, (first, last), text[first:start], text[end:last], year)
