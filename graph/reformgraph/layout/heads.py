"""Headlines and kickers given to bodies: one assignment over the whole page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reformgraph.layout.bodies import Body
from reformgraph.layout.head_scores import BodyWords, Headline, Scorer
from reformgraph.layout.line_signs import LABEL, OF_DOCUMENT
from reformgraph.layout.matching import best_pairs
from reformgraph.layout.paragraphs import Gap, Head

_LEAD_IN = re.compile(r".*(?:——|--|：|:)$")
#: What the parts of a headline must gain as headlines of several articles.
_SPLIT = 0.6
_MOST_LEFT = 20


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
    words = BodyWords(bodies)
    pairs, total = _solve(words, headlines)
    if len(pairs) < len(bodies):
        # Headlines of several articles may stand one below the other.
        headlines, pairs = _apart(words, headlines, pairs, total)
    pairs |= _left_over(bodies, headlines, pairs)
    given = {body: headlines[head] for head, body in pairs.items()}
    _move_openings(given, bodies)
    return given, [headline for place, headline in enumerate(headlines) if place not in pairs]


def _apart(
    words: BodyWords, headlines: list[Headline], pairs: dict[int, int], total: float
) -> tuple[list[Headline], dict[int, int]]:
    """Headlines and pairs, stacks taken apart by parts or lines where that suits the bodies better."""
    bodies = words.bodies
    best, result, seen = total, (headlines, pairs), {len(headlines)}
    for whole, cost in (
        (headlines, _SPLIT),
        (_line_by_line(headlines, words), _SPLIT),
        (_every_line(headlines), 1.5 * _SPLIT),
    ):
        parted = [part for headline in whole for part in _parts(headline)]
        if len(parted) in seen:
            continue
        seen.add(len(parted))
        apart, gain = _solve(words, parted)
        exact = len(parted) == len(bodies) and (whole is headlines or 2 * len(headlines) <= len(bodies))
        if exact:
            return parted, apart
        joined, apart = _regrouped(parted, apart)
        value = gain - cost * (len(joined) - len(headlines))
        if len(joined) > len(headlines) and value > best:
            best, result = value, (joined, apart)
    return result


def _solve(words: BodyWords, headlines: Sequence[Headline]) -> tuple[dict[int, int], float]:
    """Pairs of headline and body numbers, and their total score."""
    scores = Scorer(words, headlines).scores()
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
        if headline.opening and owner not in (None, number):
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


def _line_by_line(headlines: Sequence[Headline], words: BodyWords) -> list[Headline]:
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
    scorer = Scorer(words, atoms)
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
    return len(head.lines) > 1 and all(len(line.text) >= 8 for line in head.lines)


def _is_kicker(heads: Sequence[Head], place: int) -> bool:
    head = heads[place]
    if head.sub or place + 1 >= len(heads):
        return False
    following = heads[place + 1]
    if following.sub:
        return False
    if LABEL.match(head.text):
        return True
    if head.organ and not OF_DOCUMENT.match(following.text):
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
