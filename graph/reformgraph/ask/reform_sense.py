"""Reforms that a question describes without naming them: its words in, reforms by their definitions out.

社会事务这摊子甩出去 is 社会事务剥离: its definition tells of both. What is found so is only looked for in sentences,
never told as what the question asks for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reformgraph.ask.english_reforms import meaning_words
from reformgraph.ask.word_groups import groups_of
from reformgraph.language.flow import fold
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.reform import Reform

#: Share of the weight of the words of a question that a definition has to hold, and of that of the best one.
_HELD, _NEARLY = 0.34, 0.85
#: Reforms that are taken at most.
_MOST = 3
#: Words of a clause that definitions hold, at least: one word alone describes nothing.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Sense:
    reform: Reform
    chinese: str
    english: frozenset[str]


@lru_cache(maxsize=2)
def _senses(vocabulary: Vocabulary) -> tuple[_Sense, ...]:
    found = []
    for reform in vocabulary.reforms.values():
        chinese = fold("|".join((reform.definition_zh, reform.name, *reform.aliases)))
        english = frozenset(meaning_words(f"{reform.english} {reform.definition}"))
        found.append(_Sense(reform, chinese, english))
    return tuple(found)


def described(text: str, vocabulary: Vocabulary, *, english: bool) -> list[Reform]:
    """Reforms whose definitions hold most of the words of a text, the nearest first, at most three.

    >>> from reformgraph.vocabulary.load_vocabulary import load_vocabulary
    >>> [reform.name for reform in described("社会事务这摊子甩出去", load_vocabulary(), english=False)]
    ['社会事务剥离']
    """
    senses = _senses(vocabulary)
    if english:
        words = meaning_words(text)
        return _best(senses, [[word in sense.english for sense in senses] for word in words], [1.0] * len(words))
    groups = groups_of(text)
    held = [[any(form in sense.chinese for form in group.forms) for sense in senses] for group in groups]
    return _best(senses, held, [group.counts for group in groups])


def _best(senses: Sequence[_Sense], held: Sequence[Sequence[bool]], counts: Sequence[float]) -> list[Reform]:
    weights = [
        count * math.log(1 + len(senses) / (1 + sum(row))) if any(row) else 0.0
        for row, count in zip(held, counts, strict=True)
    ]
    whole = sum(weights)
    if not whole or sum(map(any, held)) < _LEAST:
        return []
    fits = [sum(w for w, row in zip(weights, held, strict=True) if row[k]) / whole for k in range(len(senses))]
    best = max(fits)
    order = sorted(range(len(senses)), key=lambda k: (-fits[k], k))
    return [senses[k].reform for k in order[:_MOST] if fits[k] >= max(_HELD, _NEARLY * best)]
