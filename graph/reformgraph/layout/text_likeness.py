"""What two texts have in common: places, words, and a headline's words in the text below it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from reformgraph.language.lexicon import any_of, word_set
from reformgraph.layout.line_signs import is_organ

_NO_ZONES = word_set("no_zone_places")
_ZONE = re.compile(r"([\u4e00-\u9fff]{2})(?:" + any_of("zone_heads") + ")")
_KIND_TAIL = re.compile(
    "(?:"
    + any_of("zone_levels")
    + ")?(?:"
    + any_of("zone_kind_words")
    + r")?(?:"
    + any_of("zone_kind_tails")
    + r")+.{0,4}$"
)
_RUNS = re.compile("[\u4e00-\u9fff]{3,}")
_PHRASES = re.compile(any_of("report_phrases"))


@lru_cache(maxsize=1)
def _place_names() -> AhoCorasick:
    """Finds short names of places of two and of three characters."""
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    places = load_vocabulary().places.names
    names = [
        name for name, held in places.items() if held[0].level != "province" and name not in word_set("common_places")
    ]
    return AhoCorasick(sorted(name for name in names if len(name) in (2, 3)))


def places_of(text: str) -> frozenset[str]:
    """Names of places in a text, cut to two characters, and the two characters before each word for a zone."""
    found = _place_names().find_matches_as_strings(text, overlapping=True)
    return zones_of(text).union([name[:2] for name in found])


def zones_of(text: str) -> frozenset[str]:
    """The two characters before each word for a zone, where they may be a name."""
    return frozenset(name for name in _ZONE.findall(text) if name not in _NO_ZONES)


def triples_of(text: str) -> frozenset[str]:
    """Triples of neighbouring Chinese characters, without the phrases that every report of a zone has."""
    runs = _RUNS.findall(_PHRASES.sub(" ", text))
    return frozenset([run[at : at + 3] for run in runs for at in range(len(run) - 2)])


def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring characters, marks and spaces left out."""
    bare = re.sub(r"[\W_]+", "", text)
    return frozenset(pairwise(bare))


def repeats(head: str, lead: str) -> float:
    """Share of a headline's character pairs that come back in the text below it."""
    pairs = pairs_of(head)
    return len(pairs.intersection(pairwise(lead))) / len(pairs) if pairs else 0.0


def core_of(name: str) -> str:
    """The part of an organisation's name that tells it from others of its kind; empty if it is none.

    >>> core_of("祁县经济开发区"), core_of("加快项目落地")
    ('祁县', '')
    """
    if not is_organ(name):
        return ""
    core = _KIND_TAIL.sub("", name.rstrip("：: "))
    return core if len(core) >= 2 else ""
