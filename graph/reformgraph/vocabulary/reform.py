"""A reform of the vocabulary, as the Turtle files and a CSV file of the user both tell it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform of the curated vocabulary.

    Attributes
    ----------
    category
        Code of the category, as ``approval``.
    broader
        Name of the broader reform.
    level
        ``national``, ``provincial``, ``zone`` or empty: who made it.
    core
        Whether an expert would always call it a reform.
    needs_context
        Forms that name the reform only where the text says more.
    definition
        English definition; `definition_zh` is the Chinese one.
    aliases
        Other names, without `name`.
    related
        Names of reforms that belong together with it and are neither broader nor narrower.
    notation
        Its id, as ``R0001``, which a change of name leaves alone.
    pinyin
        Syllables of the name without tones, divided by spaces.
    heading
        Whether it only groups others: it is never looked for in text.
    first_year
        Year in which it began, as ``2015``: that of the first national document or pilot, or for one born
        in a place of its birth; empty where that is not sure.
    source, source_number
        The document that orders or describes it, and the number of the document.
    scope_note, scope_note_zh
        What it is not, in English and in Chinese.
    """

    name: str
    english: str
    category: str
    broader: str | None
    level: str
    core: bool
    needs_context: tuple[str, ...]
    definition: str
    aliases: tuple[str, ...]
    related: tuple[str, ...] = ()
    notation: str = ""
    pinyin: str = ""
    heading: bool = False
    first_year: str = ""
    source: str = ""
    source_number: str = ""
    definition_zh: str = ""
    scope_note: str = ""
    scope_note_zh: str = ""
