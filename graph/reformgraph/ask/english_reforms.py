"""Reforms that an English question names in its own words: single-seal approval for One seal for all approvals.

In: a question in small letters and the reforms that articles speak of; out: the one whose English name has all its
words of meaning close together there. Two that fit equally well stand for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from reformgraph.ask.answer import Named
from reformgraph.language.lexicon import word_set

#: Words between the words of a name that may stand in the question: approval (with) a single seal.
_BETWEEN = 2
_STEM = 6
_ENDS = re.compile(r"(?<=[a-z]{3})(?:ations?|ions?|ments?|ing|ed|es|s|al|als|ly)$")
_WORD = re.compile(r"[a-z0-9+]+")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The first letters of a word without its ending.

    >>> stem("approvals") == stem("approval"), stem("seal")
    (True, 'seal')
    """
    shorter = _ENDS.sub("", _ENDS.sub("", word))
    return shorter[:_STEM]


def meaning_words(name: str) -> tuple[str, ...]:
    """Stems of the words of an English name, without those that bind: ('seal', 'approv')."""
    plain = re.sub(r"\([^)]*\)", "", name.casefold()).replace("-", " ")
    small = word_set("english_question_words") | word_set("english_binding_words")
    return tuple(dict.fromkeys(stem(word) for word in _WORD.findall(plain) if word not in small))


def reforms_in_words(
    text: str, taken: Iterable[Named], reforms: Sequence[tuple[str, str, tuple[str, ...]]]
) -> Iterator[Named]:
    """Reforms named in other words, from left to right; `reforms` are label, IRI and `meaning_words` of each."""
    runs = [(found.start(), found.end(), stem(found.group())) for found in _WORD.finditer(text)]
    spans = [(name.start, name.end) for name in taken]
    free = [run for run in runs if all(run[1] <= start or end <= run[0] for start, end in spans)]
    while free:
        fits = [(len(words), label, iri, place) for label, iri, words in reforms if (place := _place(free, words))]
        if not fits:
            return
        longest = max(fit[0] for fit in fits)
        best = sorted((fit[3], fit[1], fit[2]) for fit in fits if fit[0] == longest)
        (start, end), label, iri = best[0]
        if any(other[0] < end and start < other[1] for other, _, _ in best[1:]):
            return
        yield Named("reform", label, iri, start, end, text[start:end])
        free = [run for run in free if run[1] <= start or end <= run[0]]


def _place(runs: Sequence[tuple[int, int, str]], words: Sequence[str]) -> tuple[int, int] | None:
    """Where all words of a name stand closest together; names of one word are none that could be told so."""
    if len(words) < 2:
        return None
    places: list[tuple[int, int, int]] = []
    for at in range(len(runs)):
        window = runs[at : at + len(words) + _BETWEEN]
        held = [k for k, run in enumerate(window) if run[2] in words]
        needed = next((k for k in held if {window[j][2] for j in held if j <= k} == set(words)), None)
        if needed is not None and held[0] == 0:
            places.append((needed, window[0][0], window[needed][1]))
    return min(places)[1:] if places else None
