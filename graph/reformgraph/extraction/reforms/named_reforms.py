"""Article text to the measures it names: proposals that the judge takes for measures, each place once.

Those of the vocabulary and new ones alike; new ones are candidates, kept apart from the curated scheme, and get
the curated reform that they are likest to as a suggestion (`broader`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.ranges import Ranges
from reformgraph.extraction.reforms.curated import find_reforms
from reformgraph.extraction.reforms.judge import load_judge
from reformgraph.extraction.reforms.no_measures import is_no_measure
from reformgraph.extraction.reforms.phrase_features import Surroundings, features_of
from reformgraph.extraction.reforms.proposals import Proposal, curated_proposals, propose
from reformgraph.iri import slug
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of
from reformgraph.vocabulary.load_vocabulary import Vocabulary

_PLAIN_ENOUGH = 3
#: So far below the threshold a further mention of a measure may stand that is one elsewhere in the article.
_SLACK = 2.0
#: What a character more is worth where two phrases overlap, in logits: names are whole.
_LENGTH = 0.1
#: And what quotation marks around the whole of it are worth: “标准地超市” is more than 标准地.
_WHOLE = 1.0
_LEAST_PART = 2
#: So far below the threshold a member of a list may stand whose neighbour is a measure, and what a list is joined by.
_MATE_SLACK, _JOINTS = 2.0, ("、", "和", "”“", "”、“", "”和“")
#: Signs at the end of a name that make members of a list alike: 电力专窗, 供水专窗.
_HEAD = 2
_OPENS = frozenset('“‘「『《"')
_SEVERAL = re.compile("[、，+]")


class Judged(NamedTuple):
    """A proposal with its features and score (in logits above the threshold)."""

    proposal: Proposal
    features: tuple[str, ...]
    score: float


def find_named(flow: Flow, vocabulary: Vocabulary, *, in_field: bool, has_zones: bool, new: bool) -> list[Named]:
    """Measures named in an article, in text order, none overlapping another.

    Parameters
    ----------
    flow
        The article.
    vocabulary
        Curated reforms; what they lack is a candidate.
    in_field
        Whether the article is full of words of the field.
    has_zones
        Whether it names zones.
    new
        Whether measures are looked for that the vocabulary lacks.
    """
    curated = find_reforms(flow, vocabulary)
    proposals = propose(flow, curated, vocabulary.reforms) if new else curated_proposals(curated)
    proposals = [one for one in proposals if not is_no_measure(flow.text, one.start, one.end, one.curated)]
    judged = judge_all(flow, proposals, vocabulary, in_field, has_zones)
    chosen = with_mates(choose(judged), judged, flow.text)
    found = [_named(one) for one in chosen]
    taken = Ranges((one.start, one.end) for one in found)
    found += _again(flow.text, [one for one in found if one.candidate], taken)
    found.sort(key=lambda one: one.start)
    return [_unmarked(_settled(one, vocabulary) if one.candidate else one, flow.text) for one in found]


def judge_all(
    flow: Flow, proposals: Sequence[Proposal], vocabulary: Vocabulary, in_field: bool, has_zones: bool
) -> list[Judged]:
    """All proposals of an article with their scores."""
    judge, judged = load_judge(), []
    around = Surroundings(flow, proposals, in_field, has_zones, _core(vocabulary.version, vocabulary))
    for one in proposals:
        features = features_of(one, around)
        judged.append(Judged(one, tuple(features), judge.score(features)))
    return judged


def _named(one: Judged) -> Named:
    found = one.proposal
    reasons = tuple(f"{reason.feature} {reason.weight:+.2f}" for reason in load_judge().reasons(one.features))
    return Named(found.start, found.end, found.name, not found.curated, reasons=reasons)


def choose(judged: Iterable[Judged]) -> list[Judged]:
    """The proposals that name measures, best first where they overlap; then other places of the same names."""
    known = Ranges((one.proposal.start, one.proposal.end) for one in judged if one.proposal.kind == "curated")
    told = sorted((one for one in judged if one.score > -_SLACK and not _is_formula(one.proposal, known)), key=_rank)
    taken = Ranges(())
    chosen = [one for one in told if one.score > 0 and _take(one.proposal, taken)]
    names = {one.proposal.name for one in chosen}
    return chosen + [one for one in told if one.proposal.name in names and _take(one.proposal, taken)]


def with_mates(chosen: list[Judged], judged: Iterable[Judged], text: str) -> list[Judged]:
    """Those chosen with others of the lists they stand in: 一窗受理、一站服务, 电力专窗、供水专窗."""
    taken = Ranges((one.proposal.start, one.proposal.end) for one in chosen)
    near = sorted((one for one in judged if one.score > -_MATE_SLACK), key=_rank)
    begins: dict[int, list[Judged]] = {}
    ends: dict[int, list[Judged]] = {}
    for one in near:
        begins.setdefault(one.proposal.start, []).append(one)
        ends.setdefault(one.proposal.end, []).append(one)
    found, waiting = list(chosen), list(chosen)
    while waiting:
        here = waiting.pop().proposal
        for joint in _JOINTS:
            behind = begins.get(here.end + len(joint), ()) if text.startswith(joint, here.end) else ()
            ahead = ends.get(here.start - len(joint), ()) if text.endswith(joint, 0, here.start) else ()
            for mates in (behind, ahead):
                mate = next((one for one in mates if _alike(one.proposal, here)), None)
                if mate is not None and _take(mate.proposal, taken):
                    found.append(mate)
                    waiting.append(mate)
    return found


def _alike(one: Proposal, other: Proposal) -> bool:
    """Whether two neighbours are members of one quotation or end in the same word."""
    return one.kind == other.kind == "member" or one.name[-_HEAD:] == other.name[-_HEAD:]


def _is_formula(one: Proposal, known: Ranges) -> bool:
    """Whether a name is put together of names of the vocabulary, each a measure of its own: 承诺制+标准地."""
    if one.curated or "+" not in one.name or one.end - one.start != len(one.name):
        return False
    place = one.start
    for part in one.name.split("+"):
        if not known.overlaps(place, place + len(part)) or len(part) < _LEAST_PART:
            return False
        place += len(part) + 1
    return True


def _rank(one: Judged) -> tuple[float, Proposal]:
    name = one.proposal.name
    whole = one.proposal.kind == "quoted" and not _SEVERAL.search(name)
    return -one.score - _LENGTH * len(name) - _WHOLE * whole, one.proposal


def _take(one: Proposal, taken: Ranges) -> bool:
    """Take the place of a proposal if it is free."""
    free = not taken.overlaps(one.start, one.end)
    if free:
        taken.add(one.start, one.end)
    return free


@lru_cache(maxsize=4)
def _core(version: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Names of the reforms that are hallmarks of the field."""
    return frozenset(reform.name for reform in vocabulary.sought if reform.core)


def _again(text: str, found: Sequence[Named], taken: Ranges) -> list[Named]:
    """Further places of the names found, printed there without marks or verbs."""
    names = sorted({one.reform for one in found if len(one.reform) >= _PLAIN_ENOUGH})
    if not names:
        return []
    more = []
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for number, start, end in matcher.find_matches_as_indexes(text):
        if not taken.overlaps(start, end):
            more.append(Named(start, end, names[number], True))
            taken.add(start, end)
    return more


def _unmarked(one: Named, text: str) -> Named:
    """The name alone where it opens a phrase in quotation marks: 承诺制 of “承诺制”改革, as in 承诺制改革."""
    first = one.start + 1
    if text[one.start] in _OPENS and text.startswith(one.reform, first):
        return one._replace(start=first, end=first + len(one.reform))
    return one


def _settled(one: Named, vocabulary: Vocabulary) -> Named:
    """A phrase by its name in the vocabulary (“放管服”改革 is no new reform), else with what it is likest to."""
    known = _known(vocabulary.version, vocabulary).get(slug(one.reform))
    if known is not None:
        return one._replace(reform=known, candidate=False)
    return one._replace(broader=_broader(one.reform, vocabulary.version, vocabulary))


@lru_cache(maxsize=4)
def _known(version: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Name of each reform by the slug of its IRI."""
    return {slug(name): name for name in vocabulary.reforms}


@lru_cache(maxsize=4096)
def _broader(name: str, version: str, vocabulary: Vocabulary) -> str | None:
    """The curated reform whose name shares the longest run of characters with a candidate, two at least."""
    best, size = None, 1
    grams = {name[at : at + 2] for at in range(len(name) - 1)}
    index = _by_gram(version, vocabulary)
    for rank in sorted({rank for gram in grams for rank in index.get(gram, ())}):
        reform, form = _forms(version, vocabulary)[rank]
        shared = _longest_shared(form, name)
        if shared > size:
            best, size = reform, shared
    return best


@lru_cache(maxsize=4)
def _forms(version: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Each reform with each of its forms, generic tails cut off."""
    return tuple(
        (reform.name, re.sub(r"(?:" + any_of("several_measures") + r")$", "", form))
        for reform in vocabulary.sought
        for form in (reform.name, *reform.aliases)
    )


@lru_cache(maxsize=4)
def _by_gram(version: str, vocabulary: Vocabulary) -> dict[str, list[int]]:
    """Ranks of the forms that hold two characters side by side."""
    index: dict[str, list[int]] = {}
    for rank, (_, form) in enumerate(_forms(version, vocabulary)):
        for gram in {form[at : at + 2] for at in range(len(form) - 1)}:
            index.setdefault(gram, []).append(rank)
    return index


def _longest_shared(a: str, b: str) -> int:
    best = 0
    for start in range(len(a)):
        while start + best < len(a) and a[start : start + best + 1] in b:
            best += 1
    return best
