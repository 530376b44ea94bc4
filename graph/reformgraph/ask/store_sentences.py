"""Sentences of articles and how well they fit the words of a question: a store and terms in, ranked sentences out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from reformgraph.language.flow import fold
from reformgraph.language.search_words import read_phrases
from reformgraph.store.base import Store
from reformgraph.views.text_index import find_articles

# Zones that an article is about, speaks of, or makes a claim of.
_ARTICLES_OF = """SELECT DISTINCT ?article { GRAPH graph:derived { ?named rg:canonical ?thing }
  GRAPH ?graph { { ?article schema:about|schema:mentions ?named . ?article a rg:Article }
    UNION { ?claim rg:actor ?named ; prov:wasDerivedFrom ?article } } }"""
_ABOUT = """SELECT DISTINCT ?article { GRAPH graph:derived { ?named rg:canonical ?thing }
  GRAPH ?graph { { ?article schema:about ?named } UNION { ?claim rg:actor ?named ; prov:wasDerivedFrom ?article } } }"""
_BODIES = """SELECT ?article ?headline ?body { %s ?article a rg:Article ; schema:articleBody ?body .
  OPTIONAL { ?article schema:headline ?headline } }"""
_WITH_WORD = """SELECT ?article { ?article a rg:Article ; schema:articleBody ?body FILTER(CONTAINS(?body, ?word)) }
LIMIT %d"""
_MOST_ARTICLES = 2000
_PAGE = "SELECT ?text { %s ?article schema:isPartOf ?page . ?page rg:text ?text } LIMIT 1"
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?[”’」』]?")
#: What a line ends with that goes on in the next one, and characters of a line that does so without.
_GOES_ON, _LINE = "，,、“‘（(《", 16
_HEADING = re.compile(r"[（(\u7b2c0-9０-９]|.[、.．]|.{1,3}[）)、]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body of an article, and its number there."""

    article: str
    number: int
    text: str
    headline: str


def articles_of(store: Store, thing: str, *, about: bool = False) -> list[str]:
    """Articles that speak of a thing, or only those that are about it or make a claim of it, sorted."""
    rows = store.select(_ABOUT if about else _ARTICLES_OF, thing=NamedNode(thing))
    return sorted(str(row["article"]) for row in rows)


def articles_with(store: Store, word: str) -> list[str]:
    """Articles that hold a word, sorted, at most 2,000; in traditional characters, too, where the store keeps an index.

    A store that keeps none (in memory, on a server) is asked for the word as it is written, in bodies alone.
    """
    if store.stamp() is not None:
        phrases = read_phrases(f'"{word}"')
        return sorted(find_articles(store, phrases, _MOST_ARTICLES).articles) if phrases else []
    return sorted(str(row["article"]) for row in store.select(_WITH_WORD % _MOST_ARTICLES, word=word))


def sentences_of(store: Store, articles: Iterable[str]) -> list[Sentence]:
    """The sentences of articles in their order."""
    named = [str(NamedNode(iri)) for iri in sorted(set(articles))]
    found: list[Sentence] = []
    for at in range(0, len(named), 200):
        rows = store.select(_BODIES % f"VALUES ?article {{ {' '.join(named[at : at + 200])} }}")
        for row in sorted(rows, key=lambda row: str(row["article"])):
            for number, text in enumerate(split_sentences(str(row["body"]))):
                found.append(Sentence(str(row["article"]), number, text, row["headline"] or ""))
    return found


def split_sentences(body: str) -> list[str]:
    """The sentences of a body; a line that ends within a sentence goes on in the next one.

    >>> split_sentences("推行标准地，" + chr(10) + "全代办。二、要求")
    ['推行标准地，\\n全代办。', '二、要求']
    """
    found: list[str] = []
    open_line = False
    for one in _SENTENCE.finditer(body):
        text = one.group().strip()
        if not text:
            continue
        if open_line and found:
            found[-1] += "\n" + text
        else:
            found.append(text)
        last = found[-1].rpartition("\n")[2]
        open_line = text[-1] in _GOES_ON or (
            len(last) >= _LINE and re.search(r"[\w]$", text) is not None and not _HEADING.match(last)
        )
    return found


class Ranking:
    """How well sentences fit terms: the weight of the pairs of characters of the terms that a sentence holds.

    A pair weighs ``log(1 + n / (1 + sentences that hold it))``, so that 项目 counts less than 回填; half of that
    where no sentence holds it: it may be another word for what is printed. A pair of the headline counts `_HEAD`.
    """

    _HEAD = 0.6

    def __init__(self, sentences: Sequence[Sentence], terms: Sequence[str]) -> None:
        self.sentences = sentences
        self._texts = [fold("".join(one.text.split())) for one in sentences]
        self.units = tuple(dict.fromkeys(unit for term in terms for unit in units(fold(term))))
        self._holding = {unit: {k for k, text in enumerate(self._texts) if unit in text} for unit in self.units}
        heads = [fold("".join(one.headline.split())) for one in sentences]
        self._heading = {unit: {k for k, text in enumerate(heads) if unit in text} for unit in self.units}
        size = len(sentences)
        self.weight: Mapping[str, float] = {
            unit: math.log(1 + size / (1 + len(holding))) * (1.0 if holding else 0.5)
            for unit, holding in self._holding.items()
        }

    def fit(self, k: int, units: Sequence[str] | None = None) -> float:
        """Share of the weight of the units that a sentence holds, 0 to 1."""
        chosen = self.units if units is None else [unit for unit in units if unit in self.weight]
        whole = sum(self.weight[unit] for unit in chosen)
        return sum(self.weight[unit] * self._share(unit, k) for unit in chosen) / whole if whole else 0.0

    def _share(self, unit: str, k: int) -> float:
        if k in self._holding[unit]:
            return 1.0
        return self._HEAD if k in self._heading[unit] else 0.0

    def printed(self, k: int) -> bool:
        """Whether the sentence itself holds some of the terms."""
        return any(k in holding for holding in self._holding.values())

    def missing(self, k: int) -> tuple[str, ...]:
        """Units that a sentence does not hold, and some other does."""
        return tuple(unit for unit in self.units if k not in self._holding[unit] and self._holding[unit])


def units(term: str) -> list[str]:
    """Pairs of characters of a Chinese term; a number or a word of letters whole."""
    if not re.match(r"[\u4e00-\u9fff]", term):
        return [term]
    return [term[k : k + 2] for k in range(len(term) - 1)]


class PageTexts:
    """Texts of pages with their white space left out, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, tuple[str, list[int], str]] = {}

    def _page(self, article: str) -> tuple[str, list[int], str]:
        if article not in self._read:
            rows = self._store.select(_PAGE % f"VALUES ?article {{ {NamedNode(article)} }}")
            text = str(rows[0]["text"]) if rows else ""
            kept = [at for at, sign in enumerate(text) if not sign.isspace()]
            self._read[article] = text, kept, "".join(text[at] for at in kept)
        return self._read[article]

    def range(self, sentence: Sentence) -> tuple[int, int] | None:
        """Where a sentence stands on its page, None where its lines do not follow each other there.

        Code points of the text of the page; white space is passed over.
        """
        _, kept, squeezed = self._page(sentence.article)
        wanted = "".join(sentence.text.split())
        found = squeezed.find(wanted)
        return None if found < 0 or not wanted else (kept[found], kept[found + len(wanted) - 1] + 1)

    def clause(self, sentence: Sentence, at: int, also: str = "") -> str:
        """The clause around a code point of the page within a sentence, without white space, folded.

        Clauses end at commas and semicolons and at the signs of `also`.
        """
        place = self.range(sentence)
        if place is None:
            return ""
        text = self._page(sentence.article)[0]
        parts = re.split(f"([，,；;{also}])", text[place[0] : place[1]])
        end = place[0]
        for part in parts:
            end += len(part)
            if at < end:
                return fold("".join(part.split()))
        return ""
