"""Two actors side by side: what is known of the reforms of each in, three headed columns of HTML out.

Both pages that compare draw their columns here: `serve` from its store, the graph page from its graph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from reformgraph.show.templates import fill
from reformgraph.views.status_words import STATUS_WORDS

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one reform of one actor.

    Attributes
    ----------
    time
        When it began, in Chinese and English.
    figures
        As printed, each with its indicator.
    quote, source, address
        The sentence, paper with date, and where the sentence can be read (empty for nowhere).
    """

    status: str
    time: Words
    figures: tuple[str, ...] = ()
    quote: str = ""
    source: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform as it is shown: its name and the address of its page (empty for none)."""

    name: str
    address: str = ""


def compare_columns(
    names: tuple[str, str],
    reforms: Mapping[str, Reform],
    one: Mapping[str, Told],
    other: Mapping[str, Told],
    words: Callable[[Words | str], Markup | str],
) -> Markup:
    """Shared reforms, those of the one alone, those of the other alone: each with what is known of it.

    Parameters
    ----------
    names
        What the two are called.
    reforms
        How each reform is shown, by the keys of `one` and `other`.
    words
        Makes HTML of a text of pages (see `page_language.say`) or of a pair in Chinese and English.
    """

    def rows(keys: set[str]) -> list[tuple[Reform, list[tuple[str, Told]]]]:
        made = []
        for key in sorted(keys, key=lambda key: (reforms[key].name, key)):
            sides = [(name, told[key]) for name, told in zip(names, (one, other), strict=True) if key in told]
            made.append((reforms[key], sides))
        return made

    columns = [
        ("Shared", "", rows(one.keys() & other.keys())),
        ("Only", names[0], rows(one.keys() - other.keys())),
        ("Only", names[1], rows(other.keys() - one.keys())),
    ]
    return fill("compare.html", columns=columns, words=words, statuses=STATUS_WORDS)
