"""Headlines and kickers given to bodies: one assignment over the whole page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reformgraph.layout.bodies import Body
from reformgraph.layout.likeness import core_of, pairs_of
from reformgraph.layout.lines import Line
from reformgraph.layout.matching import best_pairs
from reformgraph.layout.signs import LABEL
from reformgraph.layout.units import Gap, Head

_LEAD_IN = re.compile(r".*(?:——|--|：|:)$")
_REACH = 6
_LEAST = 0.3
#: What the parts of a headline must gain as headlines of several articles.
_SPLIT = 0.6
_MOST_LEFT = 20
#: Shares of two headlines' words that come in one part of a body more than in the other, for it to be two.
_TURN = 0.6
#: Left-over headlines by which merged bodies are looked for.
_MOST_SPARE = 30


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


def assign_heads(bodies: Sequence[Body], gaps: Sequence[Gap]) -> tuple[dict[int, Headline], list[Headline]]:
    """Headline of each body (by number), and the headlines that belong to none.

    Sub-headings have been taken by their bodies before; what stands in their gaps is passed over.
    """
    inner = {id(head) for body in bodies for _, head in body.subheads}
    headlines: list[Headline] = []
    for number, gap in enumerate(gaps):
        heads = [head for head in gap.heads if id(head) not in inner]
        if heads:
            headlines += _split(number, heads, gap)
    if not headlines or not bodies:
        return {}, headlines
    if _alternating(headlines, bodies):
        return dict(enumerate(headlines)), []
    pairs, total = _solve(bodies, headlines)
    if len(pairs) < len(bodies):
        # Headlines of several articles may stand one below the other.
        headlines, pairs = _apart(bodies, headlines, pairs, total)
    pairs |= _left_over(bodies, headlines, pairs)
    given = {body: headlines[head] for head, body in pairs.items()}
    _move_openings(given, bodies)
    return given, [headline for place, headline in enumerate(headlines) if place not in pairs]


def _apart(
    bodies: Sequence[Body], headlines: list[Headline], pairs: dict[int, int], total: float
) -> tuple[list[Headline], dict[int, int]]:
    """Headlines and pairs, stacks taken apart by parts or lines where that suits the bodies better."""
    best, result, seen = total, (headlines, pairs), {len(headlines)}
    for whole, cost in (
        (headlines, _SPLIT),
        (_line_by_line(headlines, bodies), _SPLIT),
        (_every_line(headlines), 1.5 * _SPLIT),
    ):
        parted = [part for headline in whole for part in _parts(headline)]
        if len(parted) in seen:
            continue
        seen.add(len(parted))
        apart, gain = _solve(bodies, parted)
        exact = len(parted) == len(bodies) and (whole is headlines or 2 * len(headlines) <= len(bodies))
        if exact:
            return parted, apart
        joined, apart = _regrouped(parted, apart)
        value = gain - cost * (len(joined) - len(headlines))
        if len(joined) > len(headlines) and value > best:
            best, result = value, (joined, apart)
    return result


def _solve(bodies: Sequence[Body], headlines: Sequence[Headline]) -> tuple[dict[int, int], float]:
    """Pairs of headline and body numbers, and their total score."""
    scores = _Scorer(bodies, headlines).scores()
    pairs = best_pairs(scores)
    return pairs, math.fsum(scores[pair] for pair in pairs.items())


def _parts(headline: Headline) -> list[Headline]:
    """Headlines that the parts of one may be: each has a title, the first the kickers, the last the byline."""
    titles = headline.titles
    starts = [place for place, head in enumerate(titles) if not place or not head.sub]
    if len(starts) < 2:
        return [headline]
    parts = [
        Headline(headline.gap, [], titles[start:end], source=id(headline))
        for start, end in pairwise([*starts, len(titles)])
    ]
    parts[0].kickers = headline.kickers
    parts[-1].opening = headline.opening
    return parts


def _regrouped(parts: Sequence[Headline], pairs: Mapping[int, int]) -> tuple[list[Headline], dict[int, int]]:
    """Parts without a body put back to the part before, or after them, of the same headline."""
    result: list[Headline] = []
    taken: dict[int, int] = {}
    for place, part in enumerate(parts):
        last = result[-1] if result else None
        same = last is not None and part.source and part.source == last.source
        if last is not None and same and (place not in pairs or len(result) - 1 not in taken):
            last.titles = last.titles + part.titles
            last.opening = last.opening + part.opening
        else:
            result.append(part)
        if place in pairs:
            taken[len(result) - 1] = pairs[place]
    return result, taken


def _left_over(bodies: Sequence[Body], headlines: Sequence[Headline], pairs: Mapping[int, int]) -> dict[int, int]:
    """Headlines that share no word with a body, given in order to as many bodies that lack one."""
    crowded = Counter(headline.gap for headline in headlines)
    spare = [row for row in range(len(headlines)) if row not in pairs and crowded[headlines[row].gap] > 1]
    taken = set(pairs.values())
    bare = [column for column in range(len(bodies)) if column not in taken]
    return dict(zip(spare, bare, strict=True)) if len(spare) == len(bare) <= _MOST_LEFT else {}


def _alternating(headlines: Sequence[Headline], bodies: Sequence[Body]) -> bool:
    """Whether each body has one headline right before it, and there is nothing else to give."""
    return len(headlines) == len(bodies) and all(
        headline.gap == body.first_gap and not body.floating for headline, body in zip(headlines, bodies, strict=True)
    )


def _split(number: int, heads: Sequence[Head], gap: Gap) -> list[Headline]:
    """Headlines that the display lines of one gap make up: a new one begins at each kicker."""
    groups: list[list[Head]] = []
    titled = False
    for place, head in enumerate(heads):
        kicker = _is_kicker(heads, place)
        if place and not heads[place - 1].organ:
            titled = titled or not _is_kicker(heads, place - 1)
        if not groups or (head.apart and head.level) or (kicker and titled):
            groups.append([head])
            titled = False
        else:
            groups[-1].append(head)
    headlines = [_headline(number, group) for group in groups]
    headlines[-1].opening += gap.opening
    return headlines


def _move_openings(given: Mapping[int, Headline], bodies: Sequence[Body]) -> None:
    """A byline below several headlines opens the text right below it, whose headline may be another."""
    at = {body.first_gap: number for number, body in enumerate(bodies)}
    for number, headline in list(given.items()):
        owner = at.get(headline.gap)
        if headline.opening and owner not in (None, number) and bodies[number].last_gap != headline.gap:
            bodies[owner].bylines[:0] = headline.opening
            headline.opening = []


def _every_line(headlines: Sequence[Headline]) -> list[Headline]:
    """Headlines of four lines or more with a part for every line, sub-headlines kept with the line above."""
    result = []
    for headline in headlines:
        if sum(len(head.lines) for head in headline.titles) < 4:
            result.append(headline)
            continue
        titles: list[Head] = []
        for head in headline.titles:
            for line in head.lines:
                if titles and titles[-1].lines[-1] in head.lines and line.text[:2] == "——":
                    titles[-1].lines.append(line)
                else:
                    titles.append(Head([line], head.level))
        result.append(replace(headline, titles=titles) if not any(head.cut for head in headline.titles) else headline)
    return result


def _line_by_line(headlines: Sequence[Headline], bodies: Sequence[Body]) -> list[Headline]:
    """Headlines whose titles are parted line by line where the lines point to different bodies without doubt."""
    stacks = [head for headline in headlines for head in headline.titles if _is_stack(head)]
    atoms = [
        Headline(headline.gap, [], [Head([line], head.level)])
        for headline in headlines
        for head in headline.titles
        if _is_stack(head)
        for line in head.lines
    ]
    if not stacks:
        return list(headlines)
    scorer = _Scorer(bodies, atoms)
    wanted = iter([scorer.favourite(row) for row in range(len(atoms))])
    parts: dict[int, list[Head]] = {}
    for head in stacks:
        pieces: list[Head] = []
        parts[id(head)] = pieces
        last: int | None = None
        for line in head.lines:
            favourite = next(wanted)
            if not pieces or (None not in (favourite, last) and favourite != last):
                pieces.append(Head([], head.level))
            pieces[-1].lines.append(line)
            last = favourite if favourite is not None else last
    return [
        replace(headline, titles=[piece for head in headline.titles for piece in parts.get(id(head), [head])])
        for headline in headlines
    ]


def _is_stack(head: Head) -> bool:
    return (
        not head.cut
        and len(head.lines) > 1
        and all(len(line.text) >= 8 and line.text[-1] not in "，、" for line in head.lines)
    )


def _is_kicker(heads: Sequence[Head], place: int) -> bool:
    head = heads[place]
    if head.sub or place + 1 >= len(heads):
        return False
    following = heads[place + 1]
    if following.sub:
        return False
    if LABEL.match(head.text):
        return True
    if head.organ and not following.text.startswith(("关于", "印发")):
        return True
    if _LEAD_IN.match(head.text) and len(head.text) >= 6:
        return True
    if head.level and following.level:
        return head.level < 7 and following.level < head.level
    return bool(following.level and not head.level)


def _headline(number: int, group: Sequence[Head]) -> Headline:
    headline = Headline(number)
    place = 0
    while place < len(group) - 1 and _is_kicker(group, place):
        headline.kickers.append(group[place])
        place += 1
    rest = group[place:]
    if len(rest) > 1 and not headline.kickers and rest[-1].organ and not any(head.organ for head in rest[:-1]):
        # Printed the other way round: the headline, and the organisation below it.
        headline.kickers.append(rest[-1])
        rest = rest[:-1]
    if len(rest) == 1 and rest[0].organ and not rest[0].level and not headline.kickers:
        headline.kickers.append(rest[0])
    else:
        headline.titles += rest
    return headline


def split_merged(bodies: Sequence[Body], given: Mapping[int, Headline], spare: Sequence[Headline]) -> list[Body] | None:
    """Bodies in which one runs into another without a sign, told by a headline that is left over.

    Where the organisation of a spare kicker is named in the later part of a body alone, and that of
    the body's own kicker in the earlier part alone, the body is two; and so where the later part takes up
    the words of a spare headline set into it. None if there is no such body.
    """
    cores = [core for headline in spare for kicker in headline.kickers if (core := core_of(kicker.text))]
    wanted = list(dict.fromkeys(cores))[:_MOST_SPARE]
    result: list[Body] = []
    for number, body in enumerate(bodies):
        own = given.get(number)
        names = [core for kicker in (own.kickers if own else ()) if (core := core_of(kicker.text))]
        texts = [para.text for para in body.paras] if own and len(body.paras) > 1 else []
        place = next((at for core in wanted if (at := _turn(body, texts, core, names))), 0) if texts and names else 0
        near = (
            [headline for headline in spare[:_MOST_SPARE] if headline.gap in (body.first_gap, *body.floating)]
            if texts
            else []
        )
        place = place or next(
            (at for headline in near if own and (at := _turn_of_words(body, texts, headline, own))), 0
        )
        result += body.divided(place) if place else [body]
    return result if len(result) > len(bodies) else None


def _turn_of_words(body: Body, texts: Sequence[str], spare: Headline, own: Headline) -> int:
    """Number of the paragraph at which a body turns from its own headline to a spare one or back; 0 for none."""
    upper, lower = pairs_of(own.text), pairs_of(spare.text)
    if spare.gap <= body.first_gap:
        upper, lower = lower, upper
    if min(len(upper), len(lower)) < 5:
        return 0
    first: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], int] = {}
    for place, text in enumerate(texts):
        for pair in (upper | lower).intersection(pairwise(text)):
            first.setdefault(pair, place)
            last[pair] = place
    best, found = _TURN, 0
    for place in range(1, len(texts)):
        if body.paras[place].section < max(spare.gap, 1) or not body.paras[place - 1].closed:
            continue
        above = sum((first.get(pair, place) < place) - (last.get(pair, 0) >= place) for pair in upper) / len(upper)
        below = sum((last.get(pair, 0) >= place) - (first.get(pair, place) < place) for pair in lower) / len(lower)
        if min(above, below) >= 0.2 and above + below > best:
            best, found = above + below, place
    return found


def _turn(body: Body, texts: Sequence[str], core: str, own: Sequence[str]) -> int:
    """Number of the paragraph from which on a body is about another organisation, 0 for none."""
    for name in own:
        for early, late in ((name, core), (core, name)):
            place = next((at for at, text in enumerate(texts) if late in text), 0)
            apart = place and not any(early in text for text in texts[place:])
            if apart and body.paras[place - 1].closed and any(early in text for text in texts[:place]):
                return place
    return 0


class _Scorer:
    """How well headlines suit bodies: shared words and names, and where they stand."""

    def __init__(self, bodies: Sequence[Body], headlines: Sequence[Headline]) -> None:
        self.bodies, self.headlines = bodies, headlines
        self.texts = [body.text() for body in bodies]
        self.wanted = [pairs_of(headline.text) for headline in headlines]
        wanted = frozenset().union(*self.wanted)
        self.pairs = [wanted.intersection(pairwise(text)) for text in self.texts]
        counts: Counter[tuple[str, str]] = Counter()
        for pairs in self.pairs:
            counts.update(pairs)
        many = len(bodies)
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
