"""How well headlines suit bodies: shared words and names, and where both stand on the page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reformgraph.layout.bodies import Body
from reformgraph.layout.lines import Line
from reformgraph.layout.paragraphs import Head
from reformgraph.layout.text_likeness import core_of, pairs_of

_REACH = 6
_LEAST = 0.3
_SPARSE = 8


@dataclass(slots=True)
class Headline:
    """The display type of one article: kicker and title, with its place on the page.

    `gap` is the number of the gap it stands in, `opening` the byline lines printed with it, `source`
    tells the parts of one headline from those of another.
    """

    gap: int
    kickers: list[Head] = field(default_factory=list)
    titles: list[Head] = field(default_factory=list)
    opening: list[Line] = field(default_factory=list)
    source: int = 0

    @property
    def text(self) -> str:
        """All of its text."""
        return " ".join(head.text for head in (*self.kickers, *self.titles))

    @property
    def level(self) -> int:
        """Level of the Markdown heading in it, 0 for none."""
        return next((head.level for head in (*self.titles, *self.kickers) if head.level), 0)


class BodyWords:
    """The texts of bodies, asked again and again which pairs of characters stand in them.

    The headlines of a page are tried in several ways; pairs looked for once are not looked for again.
    """

    def __init__(self, bodies: Sequence[Body]) -> None:
        self.bodies = bodies
        self.texts = [body.text() for body in bodies]
        self._asked: frozenset[tuple[str, str]] = frozenset()
        self._found: list[frozenset[tuple[str, str]]] = [frozenset() for _ in bodies]

    def held(self, pairs: frozenset[tuple[str, str]]) -> list[frozenset[tuple[str, str]]]:
        """Those of the pairs that stand in each body."""
        if pairs <= self._asked:
            return [pairs & found for found in self._found]
        self._asked, self._found = pairs, [_held(pairs, text) for text in self.texts]
        return self._found


def _held(pairs: frozenset[tuple[str, str]], text: str) -> frozenset[tuple[str, str]]:
    """Pairs of characters that stand in a text; few are looked for one by one, which is faster."""
    if len(pairs) * _SPARSE < len(text):
        return frozenset(pair for pair in pairs if "".join(pair) in text)
    return pairs.intersection(pairwise(text))


class Scorer:
    """How well headlines suit bodies: shared words and names, and where they stand."""

    def __init__(self, words: BodyWords, headlines: Sequence[Headline]) -> None:
        self.bodies, self.headlines, self.texts = words.bodies, headlines, words.texts
        self.wanted = [pairs_of(headline.text) for headline in headlines]
        wanted = frozenset().union(*self.wanted)
        self.pairs = words.held(wanted)
        counts: Counter[tuple[str, str]] = Counter()
        for pairs in self.pairs:
            counts.update(pairs)
        many = len(self.bodies)
        self.weight: dict[tuple[str, str], float] = {
            pair: math.log(1.0 + many / counts[pair]) if counts[pair] else 0.15 for pair in wanted
        }
        self.total = [math.fsum(self.weight[pair] for pair in pairs) or 1.0 for pairs in self.wanted]
        crowd = Counter(headline.gap for headline in headlines)
        seen: Counter[int] = Counter()
        self.ranks: list[tuple[int, int]] = []
        for headline in headlines:
            self.ranks.append((seen[headline.gap], crowd[headline.gap]))
            seen[headline.gap] += 1
        self.named: dict[str, frozenset[int]] = {}
        self.before, self.after, self.inside = 1.0, 0.45, 0.9

    def scores(self) -> dict[tuple[int, int], float]:
        """Scores of the pairs worth making, with the habit of the page (headlines first or last) learnt from them."""
        words = {
            (row, column): self._words(row, column) for row in range(len(self.headlines)) for column in self._near(row)
        }
        self._learn(words)
        scores = {}
        for (row, column), value in words.items():
            score = value + self._place(row, column)
            if score > _LEAST:
                scores[row, column] = score
        return scores

    def _near(self, row: int) -> list[int]:
        """Bodies within reach of a headline; all of them on pages of ordinary size."""
        if len(self.bodies) <= 2 * _REACH:
            return list(range(len(self.bodies)))
        at = self._column(self.headlines[row].gap)
        return list(range(max(0, at - _REACH), min(len(self.bodies), at + _REACH)))

    def _column(self, gap: int) -> int:
        low, high = 0, len(self.bodies)
        while low < high:
            middle = (low + high) // 2
            if self.bodies[middle].first_gap < gap:
                low = middle + 1
            else:
                high = middle
        return low

    def _words(self, row: int, column: int) -> float:
        # Sets have no order: a plain sum would differ in its last digits from run to run.
        shared = math.fsum(self.weight[pair] for pair in self.wanted[row] & self.pairs[column])
        score = 2.2 * shared / self.total[row]
        for kicker in self.headlines[row].kickers:
            score += self._named(kicker, column)
        return score

    def _named(self, kicker: Head, column: int) -> float:
        """Whether the organisation of a kicker is named in a body, and only there."""
        if not kicker.organ:
            return 0.0
        core = core_of(kicker.text) or kicker.text
        if core not in self.named:
            self.named[core] = frozenset(place for place, text in enumerate(self.texts) if core in text)
        named = self.named[core]
        if column in named:
            return 1.6 if len(named) == 1 else 0.8
        return -2.0 if named else 0.0

    def favourite(self, row: int) -> int | None:
        """The body that a headline's words point to without doubt, or None."""
        ranked = sorted(((self._words(row, column), -column) for column in self._near(row)), reverse=True)
        if not ranked or ranked[0][0] < 0.9 or (len(ranked) > 1 and ranked[0][0] < ranked[1][0] + 0.4):
            return None
        return -ranked[0][1]

    def _learn(self, words: dict[tuple[int, int], float]) -> None:
        """Where this page prints its headlines, from the headlines whose words leave no doubt."""
        before = after = 0
        for row in range(len(self.headlines)):
            ranked = sorted(((words[row, column], column) for column in self._near(row)), reverse=True)
            if not ranked or (len(ranked) > 1 and ranked[0][0] < ranked[1][0] + 0.5):
                continue
            body, gap = self.bodies[ranked[0][1]], self.headlines[row].gap
            before += body.first_gap == gap
            after += body.last_gap == gap
        total = before + after
        if total:
            share = (before + 0.5) / (total + 1)
            self.before, self.after = 0.25 + share, 0.25 + (1 - share)

    def _place(self, row: int, column: int) -> float:
        headline, body = self.headlines[row], self.bodies[column]
        gap = headline.gap
        rank, count = self.ranks[row]
        if count > 1 and gap not in body.floating:
            return self._place_in_stack(column, gap, rank, count, headline.level)
        if gap == body.first_gap:
            return self.before + (0.6 if headline.level else 0.0) + (0.4 if body.paras[0].dateline else 0.0)
        if gap in body.floating:
            return self.inside
        if gap == body.last_gap:
            return self.after
        distance = min(abs(gap - body.first_gap), abs(gap - body.last_gap))
        return -0.25 * distance

    def _place_in_stack(self, column: int, gap: int, rank: int, count: int, level: int) -> float:
        """The same where headlines stand one below the other: in the order of the bodies below, or above them."""
        body, at = self.bodies[column], self._column(gap)
        below = self.before - 0.2 - 0.2 * abs(column - at - rank)
        above = self.after - 0.2 * abs(column - at + count - rank)
        best = max(below, above)
        if rank == count - 1 and gap == body.first_gap:
            best = max(best, self.before - 0.1 + (0.6 if level else 0.0) + (0.4 if body.paras[0].dateline else 0.0))
        if rank == 0 and gap == body.last_gap:
            best = max(best, self.after)
        return best
