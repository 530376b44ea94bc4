"""Labels made on one reading of a page, moved to another: the lines of the same words; a lost line stays a loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from reformgraph.evaluation.judgements import Told
from reformgraph.evaluation.label_likeness import plain
from reformgraph.language.white_space import is_blank

#: Lines shorter than this are not sought inside longer ones.
_TELLING = 4


def follow_lines(articles: Sequence[Told], old: str, new: str) -> tuple[Told, ...]:
    """The articles with the line numbers of text `old` turned into those of `new`.

    Blank lines are left out. A line that `new` lost gets a negative number, which no finding has.
    """
    if old == new:
        return tuple(articles)
    moved = moved_lines(old, new)
    return tuple(
        replace(one, lines={role: tuple(moved[n] for n in lines if n in moved) for role, lines in one.lines.items()})
        for one in articles
    )


def moved_lines(old: str, new: str) -> dict[int, int]:
    """Line of `old` -> line of `new` with the same words.

    Of a line that was broken the first piece counts; of lines that were joined all but the first are lost.

    >>> moved_lines("导航栏目\\n甲区推行改革，\\n乙区观望", "甲区推行改革，乙区观望")
    {1: -1, 2: 1, 3: -3}
    """
    before, after = _words(old), _words(new)
    numbers, lines = list(before), list(after)
    matcher = SequenceMatcher(None, list(before.values()), list(after.values()), autojunk=False)
    moved = {
        numbers[block.a + step]: lines[block.b + step]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    free = {n: words for n, words in after.items() if n not in set(moved.values())}
    for number, words in before.items():
        if number not in moved:
            moved[number] = _like(words, free) or -number
            free.pop(moved[number], None)
    return dict(sorted(moved.items()))


def _words(text: str) -> dict[int, str]:
    """The lines that are not blank, by their numbers."""
    lines = enumerate(map(plain, text.split("\n")), 1)
    return {number: words for number, words in lines if words}


def _like(words: str, free: Mapping[int, str]) -> int | None:
    """The first line that holds the words, else the first that is a piece of them; nothing for a few characters."""
    if len(words) < _TELLING:
        return None
    whole = next((n for n, line in free.items() if words in line), None)
    return whole or next((n for n, line in free.items() if len(line) >= _TELLING and line in words), None)


def without_blank(articles: Sequence[Told], text: str) -> tuple[Told, ...]:
    """The articles without the blank lines of the text, which belong to nobody."""
    blank = {number for number, line in enumerate(text.split("\n"), 1) if is_blank(line)}
    return tuple(
        replace(one, lines={role: tuple(n for n in lines if n not in blank) for role, lines in one.lines.items()})
        for one in articles
    )
