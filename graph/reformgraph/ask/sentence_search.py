"""The sentences of a store that are nearest to a question: a part of a question in, sentences with a score each out.

A sentence counts for what it holds of the groups of words of the question (see `word_groups`), a rare one more than a
common one; less for what stands in the sentences beside it, in the headline or elsewhere in the article. What the
question names and what it asks for (a number with its unit, a day, a post) count as groups of their own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reformgraph.ask.absence import printing, unplaced_articles
from reformgraph.ask.answer import Named, Part
from reformgraph.ask.asked_signs import Test, signs_of
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.reform_sense import described
from reformgraph.ask.store_sentences import Sentence, articles_of, sentences_of
from reformgraph.ask.word_groups import Group, groups_of
from reformgraph.language.flow import fold
from reformgraph.language.search_words import read_phrases
from reformgraph.store.base import Store
from reformgraph.views.text_index import find_articles

#: What a group counts for where it stands beside a sentence, in its headline, and elsewhere in its article.
_BESIDE, _HEAD, _ARTICLE = 0.45, 0.4, 0.15
#: Share of the score that what is asked for, and what is named, makes up beside the words.
_ASKED, _PLACED = 0.3, 0.5
#: What a sentence of an article about none of the zones asked about counts for.
_ELSEWHERE = 0.4
_CONTEXT, _NAMED, _DESCRIBED = 0.35, 2.0, 1.0
#: Where a question describes one reform and then another.
_CLAUSES = re.compile(r"[，,、；;]|\u53c8|\band\b|\balso\b|\bwith\b")
#: Articles that are looked at for their words.
_MOST = 60
_LONG = 160
#: What a headline counts for, which stands with every sentence of its article anyway.
_TITLE = 0.75
#: Zones that an English name may stand for.
_ALIKE = 3
#: Share of the best score that a sentence of another article has to come before a second one of the same.
_WORTH = 0.55


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence that is near to a question.

    Attributes
    ----------
    score, held
        How near (0 to about 2), and the share of the words of the question that it holds itself.
    own
        Whether its article is about a zone that the question names.
    asked
        As `held`, without the names of reforms that the question may describe: projects signed are no 金牌专员.
    """

    sentence: Sentence
    score: float
    held: float
    own: bool = False
    asked: float = 0.0


class SentenceSearch:
    """Looks for the sentences nearest to a part of a question."""

    def __init__(self, store: Store, names: KnownNames) -> None:
        self._store, self._names = store, names
        self._read: dict[str, list[Sentence]] = {}

    def groups(self, part: Part, others: str, *, english: bool) -> tuple[Group, ...]:
        """What the part says, what it names beside zones and places, and what the other parts say."""
        text = part.text if english else part.piece or part.text
        zones = _zones(part)
        for name in sorted(part.names, key=lambda name: -len(name.printed)):
            if not (zones and name.kind == "place"):  # 大厂 of 江阴临港新城的大厂 is no place
                text = re.sub(re.escape(name.printed), " ", text, flags=re.IGNORECASE)
        found = list(groups_of(text, english=english))
        for name in part.of("reform"):
            found.append(Group(tuple(sorted(self._names.reform_forms(name))), _NAMED))
        for name in part.of("person", "company", "project", "document"):
            found.append(Group(tuple(dict.fromkeys((fold(name.printed), fold(name.label)))), _NAMED))
        found += self._described(part, text, english=english)
        own = {form for group in found for form in group.forms}
        for group in groups_of(others, english=english):
            if not own & set(group.forms):
                found.append(replace(group, counts=group.counts * _CONTEXT))
        return tuple(replace(group, forms=tuple(form.casefold() for form in group.forms)) for group in found)

    def _described(self, part: Part, text: str, *, english: bool) -> list[Group]:
        """Groups of the reforms that clauses of the part describe, where it names none."""
        if part.of("reform"):
            return []
        reforms: dict[str, Named] = {}
        for clause in _CLAUSES.split(text):
            for reform in described(clause, self._names.vocabulary, english=english):
                reforms[reform.name] = Named("reform", reform.name, None, 0, 0, reform.name)
        forms = [tuple(sorted(self._names.reform_forms(name))) for name in reforms.values()]
        return [Group(some, _DESCRIBED, guessed=True) for some in forms]

    def near(
        self,
        part: Part,
        others: str = "",
        *,
        english: bool,
        most: int,
        apart: bool = False,
        own: bool = False,
        rests: Collection[str] = (),
    ) -> list[Near]:
        """The nearest sentences, best first; with `apart` the best of each article before second ones.

        Parameters
        ----------
        others
            The words of the other parts of the question, which count for less.
        own
            Whether only sentences of articles about a zone that the question names are wanted, or of those about a
            zone of no name (高新区) from its place, which may be it.
        rests
            Sentences that are wanted however many are nearer, without white space: those that an answer rests on.
        """
        part = self._known(part)
        groups = self.groups(part, others, english=english)
        if not groups:
            return []
        about = self._own(part)
        maybe = {*about, *self._unplaced(part)} if own else about
        sentences = self._sentences({*maybe, *self._holding(groups)})
        if not sentences:
            return []
        scored = _Scores(sentences, groups, signs_of(part.text + " " + part.piece), self._places(part))
        found = []
        for k, one in enumerate(sentences):
            if own and one.article not in maybe:
                continue
            score, held = scored.of(k)
            if about and one.article not in about:
                score *= _ELSEWHERE
            if one.number < 0:
                score *= _TITLE
            if score:
                found.append(Near(one, score, held, one.article in about, scored.asked(k)))
        found.sort(key=lambda near: (-near.score, near.sentence.article, near.sentence.number))
        kept = _fresh(_apart(found) if apart else found, most)
        wanted = [near for near in found if near not in kept and "".join(near.sentence.text.split()) in rests]
        return [*kept, *_fresh(wanted, most)]

    def _sentences(self, articles: Collection[str]) -> list[Sentence]:
        """The sentences of articles, each read once for all parts of a question."""
        fresh = [article for article in articles if article not in self._read]
        self._read.update((article, []) for article in fresh)
        for one in _with_headlines(sentences_of(self._store, fresh)):
            self._read[one.article].append(one)
        return [one for article in sorted(articles) for one in self._read[article]]

    def _known(self, part: Part) -> Part:
        """The part with the zones that its names may stand for: 上党 beside another zone, a zone in letters."""
        names: list[Named] = []
        for name in part.names:
            alike = self._names.begun_alike(name) if name.kind == "unknown zone" else []
            near = [one for label in alike[:_ALIKE] for one in self._names.find(label) if one.kind == "zone"]
            spelled = replace(name, printed=name.label) if name.printed.isascii() else name
            called = self._names.zones_of(spelled) if name.kind == "place" and _zones(part) else ()
            near += called if len(called) == 1 else ()
            names += [replace(one, start=name.start, end=name.end, printed=name.printed) for one in near] or [name]
        return replace(part, names=tuple(names))

    def _own(self, part: Part) -> set[str]:
        return {article for zone in _zones(part) for article in self._of(zone)}

    def _unplaced(self, part: Part) -> set[str]:
        return {article for zone in _zones(part) for article in unplaced_articles(self._store, self._names, zone)}

    def _of(self, zone: Named) -> list[str]:
        known = articles_of(self._store, zone.iri) if zone.iri else []
        printed = sorted({*known, *printing(self._store, self._names, zone)})
        return printed or unplaced_articles(self._store, self._names, zone)

    def _places(self, part: Part) -> tuple[tuple[str, ...], ...]:
        """Forms of each zone and place that is named."""
        found = []
        for name in _zones(part) or part.of("place"):
            forms = self._names.forms_of(name) if name.kind in ("zone", "unknown zone") else (name.label, name.printed)
            short = [re.sub("(?<=..)[省市县区]$", "", form) for form in forms]
            stem = self._names.stem_of(name)[0] if name.kind in ("zone", "unknown zone") else ""
            found.append(tuple(dict.fromkeys(one for one in (*forms, *short, stem) if len(one) > 1)))
        return tuple(found)

    def _holding(self, groups: Sequence[Group]) -> Iterable[str]:
        forms = dict.fromkeys(form for group in groups for form in group.forms if len(form) > 1)
        phrases = [phrase for form in forms for phrase in read_phrases(f'"{form}"')]
        return find_articles(self._store, phrases, _MOST, every=False).articles if phrases else []


def _zones(part: Part) -> tuple[Named, ...]:
    return part.of("zone", "unknown zone", "organ")


def _with_headlines(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with the headline of each article before its first one, as number -1."""
    found: list[Sentence] = []
    for one in sentences:
        if one.number == 0 and one.headline:
            found.append(replace(one, number=-1, text=one.headline))
        found.append(one)
    return found


def _apart(found: Sequence[Near]) -> list[Near]:
    """The best sentence of each article, then the others; a sentence that is far behind the best comes last."""
    first: dict[str, Near] = {}
    for near in found:
        first.setdefault(near.sentence.article, near)
    heads = [near for near in first.values() if near.score >= _WORTH * found[0].score]
    return [*heads, *(near for near in found if near not in heads)]


def _fresh(found: Sequence[Near], most: int) -> list[Near]:
    kept: list[Near] = []
    seen: set[str] = set()
    for near in found:
        text = "".join(near.sentence.text.split())
        if near.score > 0 and len(text) > 4 and text not in seen:
            seen.add(text)
            kept.append(near)
        if len(kept) >= most:
            break
    return kept


def _plain(text: str) -> str:
    return fold("".join(text.split())).casefold()


def _with_forms(texts: Mapping[str, str], groups: Sequence[Group]) -> list[set[str]]:
    """For each group the articles whose text holds a form of it; looked for once, not for each of their sentences."""
    return [{article for article, text in texts.items() if any(form in text for form in one.forms)} for one in groups]


class _Scores:
    """Scores of sentences by their number among those given."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        groups: Sequence[Group],
        tests: Sequence[Test],
        places: Sequence[Sequence[str]],
    ) -> None:
        self._sentences, self._groups, self._tests, self._places = sentences, groups, tests, places
        self._texts = [_plain(one.text) for one in sentences]
        heads = {one.article: _plain(one.headline) for one in sentences}
        self._heads = [heads[one.article] for one in sentences]
        bodies: dict[str, list[str]] = {}
        for one, text in zip(sentences, self._texts, strict=True):
            bodies.setdefault(one.article, []).append(text)
        self._bodies = {article: "".join(texts) for article, texts in bodies.items()}
        self._held = [
            {k for k, text in enumerate(self._texts) if any(form in text for form in group.forms)} for group in groups
        ]
        self._heading, self._inside = _with_forms(heads, groups), _with_forms(self._bodies, groups)
        size = len(sentences)
        self._weights = [
            group.counts * math.log(1 + size / (1 + len(held))) if held else 0.0
            for group, held in zip(groups, self._held, strict=True)
        ]
        self._whole = sum(self._weights) or 1.0

    def of(self, k: int) -> tuple[float, float]:
        """The score of a sentence, and the share of the weight of the words that it holds itself."""
        one, total, own = self._sentences[k], 0.0, 0.0
        for number, (held, weight) in enumerate(zip(self._held, self._weights, strict=True)):
            if not weight:
                continue
            if k in held:
                own += weight
                total += weight
            elif self._beside(k, held):
                total += weight * _BESIDE
            elif one.article in self._heading[number]:
                total += weight * _HEAD
            elif one.article in self._inside[number]:
                total += weight * _ARTICLE
        if not own:
            return 0.0, 0.0
        score = total / self._whole
        if self._tests:
            score += _ASKED * sum(test(self._texts[k]) for test in self._tests) / len(self._tests)
        if self._places:
            score += _PLACED * sum(self._placed(k, forms) for forms in self._places) / len(self._places)
        if len(self._texts[k]) > _LONG:
            score *= 1 - 0.1 * min(1.0, (len(self._texts[k]) - _LONG) / _LONG)
        return score, own / self._whole

    def asked(self, k: int) -> float:
        """The share of the weight of the words that a sentence holds, names of reforms that were guessed left out."""
        told = zip(self._groups, self._held, self._weights, strict=True)
        return sum(weight for group, held, weight in told if k in held and not group.guessed) / self._whole

    def _beside(self, k: int, held: set[int]) -> bool:
        return any(
            0 <= j < len(self._sentences) and j in held and self._sentences[j].article == self._sentences[k].article
            for j in (k - 1, k + 1)
        )

    def _placed(self, k: int, forms: Sequence[str]) -> float:
        one = self._sentences[k]
        if any(form in self._texts[k] for form in forms):
            return 1.0
        if any(form in self._heads[k] for form in forms):
            return 0.8
        return 0.5 if any(form in self._bodies[one.article] for form in forms) else 0.0
