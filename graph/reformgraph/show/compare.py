"""Two actors side by side: what is known of the reforms of each in, three headed columns and a table of HTML out.

Both pages that compare draw them here: `serve` from its store, the graph page from its graph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

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
    """A reform as it is shown: its name in Chinese and English, the address of its page (empty for none).

    `number` is that of its row in the table, which the columns lead to.
    """

    name: Words
    address: str = ""
    number: int = 0


Rows = list[tuple[Reform, tuple[Told | None, Told | None]]]


def compare_columns(
    names: tuple[Words, Words],
    reforms: Mapping[str, Reform],
    one: Mapping[str, Told],
    other: Mapping[str, Told],
    words: Callable[[Words | str], Markup | str],
) -> Markup:
    """Shared reforms, those of the one alone, those of the other alone, and a table of what is known of each.

    Parameters
    ----------
    names
        What the two are called.
    reforms
        How each reform is shown, by the keys of `one` and `other`.
    words
        Makes HTML of a text of pages (see `page_language.say`) or of a pair in Chinese and English.
    """
    number = {key: place for place, key in enumerate(sorted(reforms, key=lambda key: (reforms[key].name, key)))}

    def rows(keys: set[str]) -> Rows:
        return [
            (replace(reforms[key], number=number[key]), (one.get(key), other.get(key)))
            for key in sorted(keys, key=number.__getitem__)
        ]

    columns = [
        ("Shared", None, rows(one.keys() & other.keys())),
        ("Only", names[0], rows(one.keys() - other.keys())),
        ("Only", names[1], rows(other.keys() - one.keys())),
    ]
    return fill("compare.html", columns=columns, names=names, words=words, statuses=STATUS_WORDS)
