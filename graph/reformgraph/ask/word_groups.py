"""Words of a question as groups of what pages may print for them: a text and its names in, groups out.

A group is one thing that the question says, by any of its forms: 剥离, 移交 or 划转 for 甩出去. What no table knows is
taken in pairs of characters, each a group of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reformgraph.ask.english_forms import letters
from reformgraph.ask.english_question import ways
from reformgraph.ask.english_reforms import stem
from reformgraph.ask.read_question import asked_words
from reformgraph.ask.store_sentences import units
from reformgraph.language.flow import fold
from reformgraph.language.lexicon import word_set
from reformgraph.language.numerals import integer

#: Weight of words that narrow little: 实行, 机制.
_LITTLE = 0.3
#: Numbers below it are said of everything: 两个, 三家.
_TELLING = 4
_LETTERS = re.compile(r"[a-z][a-z0-9+]*|[0-9][0-9,.]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of which any stands for one thing that a question says, folded, and how much it counts.

    `guessed`: the question does not say it; it may describe it.
    """

    forms: tuple[str, ...]
    counts: float = 1.0
    guessed: bool = False


def groups_of(text: str, *, english: bool = False) -> tuple[Group, ...]:
    """The groups of a question without the zones and places that it names, each once.

    >>> [group.forms for group in groups_of("社会事务已经甩出去了吗")]
    [('社会事务', '社会管理'), ('甩出去', '剥离', '移交', '划转', '分离')]
    """
    found = _english(letters(text)) if english else _chinese(fold(text))
    if english:
        found = [*found, *_chinese(" ".join(re.findall(r"[\u4e00-\u9fff]+", fold(text))))]
    return tuple(dict.fromkeys(found))


def _chinese(text: str) -> list[Group]:
    found: list[Group] = []
    for word in _matched(text, _spoken()):
        text = text.replace(word, " ")
        found.append(Group(tuple(dict.fromkeys((word, *_spoken()[word])))))
    for number in dict.fromkeys(number for pattern in _numbers() for number in pattern.findall(text)):
        value = integer(number)
        if value is not None and value >= _TELLING:
            found.append(Group(tuple(dict.fromkeys((number, str(value))))))
    little = word_set("unweighed_question_words")
    for run in asked_words(text, ()):
        light = {pair for word in little if word in run for pair in units(word)}
        found += [Group((pair,), _LITTLE if pair in light else 1.0) for pair in units(run)]
    return found


def _matched(text: str, table: Iterable[str]) -> Iterator[str]:
    """Words of a table that stand in a text, the longest first; none inside another."""
    for word in sorted(table, key=lambda word: (-len(word), word)):
        if word in text:
            text = text.replace(word, " ")
            yield word


def _english(text: str) -> list[Group]:
    words = _LETTERS.findall(text)
    stems, table, found, at = [_stem(word) for word in words], _terms(), [], 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            printed = table.get(" ".join(stems[at : at + size])) if at + size <= len(words) else None
            if printed:
                found.append(Group(printed))
                at += size
                break
        else:
            if words[at][0].isdigit() and len(words[at]) > 1:
                found.append(Group((words[at].replace(",", ""), words[at])))
            at += 1
    return found


def _stem(word: str) -> str:
    return stem(word)


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[0]) for row in ways("telling_numbers.tsv"))


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {spoken: tuple(printed.split()) for spoken, printed in ways("spoken_terms.tsv")}


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    """Stems of English words to what is printed."""
    found: dict[str, tuple[str, ...]] = {}
    for english, printed, *_ in (*ways("english_words.tsv"), *ways("english_terms.tsv")):
        key = " ".join(_stem(word) for word in english.split())
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *printed.split())))
    return found
