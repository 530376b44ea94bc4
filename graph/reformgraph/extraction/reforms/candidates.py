"""Names of mechanisms, brands, services and windows that the vocabulary lacks.

Quoted ones are told by what stands in and around the quotation (`quoted`), unquoted ones by the build of
the phrase (`phrases`). Candidates are kept apart from the curated scheme.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.ranges import Ranges
from reformgraph.extraction.reforms.curated import ReformMention
from reformgraph.extraction.reforms.noun_phrases import find_noun_phrases
from reformgraph.extraction.reforms.phrases import find_phrases
from reformgraph.extraction.reforms.quoted import find_quoted
from reformgraph.language.flow import Flow
from reformgraph.vocabulary.load_vocabulary import Vocabulary

#: Signs between the members of a list.
_LIST = re.compile("[、，+]")
_PLAIN_ENOUGH = 3
_LEVEL = re.compile(r"[省市区县旗](?=(?:企业|政务|营商|项目|涉企|惠企|金融|人才)[\u4e00-\u9fff]{2})")
_OTHER_THING = re.compile(r"(?:队伍|小分队|平台|地图)$")


def find_candidates(
    flow: Flow, known: Sequence[ReformMention], vocabulary: Vocabulary, in_field: bool = False
) -> list[Named]:
    """Candidate reforms in text order, none overlapping a curated one.

    Meant for articles that tell of a zone or of the business environment; elsewhere the patterns name
    too much else. Plain noun phrases are read where such an article is full of words of its field (`in_field`).
    """
    taken = Ranges((mention.start, mention.end) for mention in known)
    found: list[Named] = []
    searches = [find_quoted(flow, taken), find_phrases(flow.text, taken)]
    for search in (*searches, *([find_noun_phrases(flow.text, taken)] if in_field else [])):
        for one in map(_without_level, search):
            if not taken.overlaps(one.start, one.end) or _holds(flow.text, one, taken):
                found.append(one)
                taken.add(one.start, one.end)
    found += _again(flow.text, found, taken)
    found.sort(key=lambda one: one.start)
    return [_with_broader(one, vocabulary) for one in found]


def _without_level(one: Named) -> Named:
    """The name without the level whose it is: 区企业诉求协同平台."""
    if _LEVEL.match(one.reform) is None:
        return one
    return Named(one.start + 1, one.end, one.reform[1:], one.candidate, one.broader)


def _holds(text: str, one: Named, taken: Ranges) -> bool:
    """Whether the name makes another thing of those inside it: 专业化招商 + 队伍, “政策兑现专窗”."""
    inside = taken.inside(one.start, one.end)
    if not all(one.start <= start and end <= one.end and end - start < one.end - one.start for start, end in inside):
        return False
    return _OTHER_THING.search(one.reform) is not None or (
        text[one.start - 1 : one.start] in ("“", "‘") and _LIST.search(one.reform) is None
    )


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


def _with_broader(one: Named, vocabulary: Vocabulary) -> Named:
    return Named(one.start, one.end, one.reform, True, _broader(one.reform, vocabulary.version, vocabulary))


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
        (reform.name, re.sub(r"(?:服务|机制|制度|模式|改革|工作|项目)$", "", form))
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
