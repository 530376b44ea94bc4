"""Zones that an article prints only as 高新区, 经开区, 开发区 or 我区: which words mean one zone, and which zone it is.

The zone is told by the page's source (曲靖经济技术开发区管委会网站), else by the place of the source or of the
article and the catalogue (高新区 in 聊城日报: 聊城高新技术产业开发区); where nothing tells it, it keeps its printed form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.catalogue_forms import class_of
from reformgraph.extraction.zones.source_clues import SourceClues
from reformgraph.extraction.zones.zone_scan import Expression
from reformgraph.vocabulary.zone_catalogue import CatalogueZone, ZoneCatalogue

#: Classes whose bare word may be the name of the zone an article is about.
BARE = ("economic", "hightech", "dev", "new", "bonded", "reform", "demonstration", "trial", "freetrade", "innovation")
#: Classes of the zones that bare words of a class may mean: 开发区 may be a 经开区, 园区 anything.
_MAY_MEAN: Mapping[str, frozenset[str]] = {
    **words.FAMILY,
    "new": frozenset({"new"}),
    "bonded": frozenset({"bonded"}),
    "innovation": frozenset({"innovation"}),
    "demonstration": frozenset({"demonstration", "reform", "agriculture", "tourism", "innovation"}),
    "trial": frozenset({"trial", "freetrade"}),
}
_OFTEN = 2


def bare_families(found: Sequence[Expression], taken: Iterable[int], head: int) -> list[tuple[str, list[int]]]:
    """Classes of bare words that stand for a zone of the article, the most frequent first, with their expressions.

    Parameters
    ----------
    found
        All expressions of the article.
    taken
        Indices of those that mean a zone already.
    head
        Where the body begins: one word in the headline counts like several in the text.
    """
    known = set(taken)
    members: dict[str, list[int]] = {}
    for index, item in enumerate(found):
        bare = not (item.named or item.general or item.own or item.weak)
        if bare and index not in known and item.family in BARE:
            members.setdefault(item.family, []).append(index)
    weight = Counter({f: sum(1 + (found[i].start < head) for i in own) for f, own in members.items()})
    order = sorted(members, key=lambda f: (-weight[f], members[f][0]))
    return [(f, members[f]) for f in order if weight[f] >= _OFTEN]


def zone_meant(
    family: str, clues: SourceClues, places: Sequence[str], catalogue: ZoneCatalogue
) -> tuple[CatalogueZone, str] | None:
    """The zone of the catalogue that bare words of a class mean, and how it is known (``source`` or ``article``).

    Parameters
    ----------
    family
        Class of the words, or ``ours`` for 我区.
    places
        Codes of the places that the article is about, the surest first.
    """
    fits = _MAY_MEAN.get(family, frozenset({family}))
    if clues.zone is not None and (family == "ours" or class_of(clues.zone.kind) in fits):
        return clues.zone, "source"
    if family == "ours":
        return None
    for code, basis in (*((c, "source") for c in clues.places), *((c, "article") for c in places)):
        zone = catalogue.at_place(family, code)
        if zone is not None:
            return zone, basis
    return None
