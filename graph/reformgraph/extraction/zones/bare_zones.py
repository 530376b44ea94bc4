"""Zones that an article prints only as 高新区, 经开区, 开发区 or 我区: which words mean one zone, and which zone it is.

The zone is told by the page's source (曲靖经济技术开发区管委会网站), else by the place of the source or of
the article and the catalogue (高新区 in 聊城日报: 聊城高新技术产业开发区); else it keeps its printed form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.catalogue_forms import class_of
from reformgraph.extraction.zones.source_clues import SourceClues
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.language.lexicon import any_of
from reformgraph.vocabulary.zone_catalogue import CatalogueZone, ZoneCatalogue

#: Classes of which a bare word nearly always means one zone.
CLEAR = frozenset({"economic", "hightech"})
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
_MANY = 3
#: What stands before the zones of a place: 河南省开发区, 我市开发区.
_OF_A_PLACE = re.compile(r"(?:[省市州盟]|自治区)(?<![县市][省市州盟])\Z")
#: The zone's own organs behind the word: 开发区党工委书记, 经开区产业发展局.
_ORGAN = re.compile(any_of("zone_boards"))
#: 县工业园区, 市高新区 where a clause begins.
_OF_UNIT = re.compile(r"(?:\A|[^\u4e00-\u9fff])[县市区州旗]\Z")
#: What may stand before the first word of the body: 5月10日,开发区….
_OPENING = re.compile(r"[\s\d年月日上下午近今前，,、（）()　讯—]*\Z")


def bare_families(
    text: str, found: Sequence[Expression], taken: Iterable[int], head: int
) -> list[tuple[str, list[int]]]:
    """Classes of bare words that stand for a zone of the article, the most frequent first, with their expressions.

    Parameters
    ----------
    text
        The article.
    found
        All expressions of it.
    taken
        Indices of those that mean a zone already.
    head
        Where the body begins: one word in the headline counts like several in the text.
    """
    known = set(taken)
    members: dict[str, list[int]] = {}
    for index, item in enumerate(found):
        bare = not (item.named or item.general or item.own or item.weak)
        if bare and index not in known and item.family in (*BARE, *_SELDOM):
            members.setdefault(item.family, []).append(index)
    weight = Counter({f: sum(_weight(text, found[i], head) for i in own) for f, own in members.items()})
    for family, is_told in _SELDOM.items():
        if not any(is_told(text, found[i], head) for i in members.get(family, ())):
            weight[family] = 0
    order = sorted(members, key=lambda f: (-weight[f], members[f][0]))
    return [(f, members[f]) for f in order if weight[f] >= _OFTEN]


def _weight(text: str, item: Expression, head: int) -> int:
    """How much a bare word speaks for a zone: in the headline, with an organ and as the first word more."""
    return 1 + (item.start < head or _is_name(text, item, head))


def _is_name(text: str, item: Expression, head: int) -> bool:
    """Whether a bare word is used like a name: an organ behind it, or the first word of the body."""
    if _ORGAN.match(text, item.end) or _of_unit(text, item, head):
        return True
    opens = item.family not in _SELDOM and head <= item.start and _leads_clause(text, item)
    return opens and _OPENING.match(text, head, item.start) is not None


def _of_unit(text: str, item: Expression, head: int) -> bool:
    """Whether a bare word is that of the county spoken of: 县工业园区."""
    return _OF_UNIT.search(text[max(0, item.start - 2) : item.start]) is not None


#: Classes whose bare word is seldom the name of a zone, and how it is told: of 园区 only 县工业园区.
_SELDOM = {"cluster": _is_name, "park": _of_unit}


def acts_alone(text: str, found: Sequence[Expression], members: Sequence[int], head: int) -> bool:
    """Whether bare words of a general class (开发区, 新区) are told of as one that acts.

    开发区推行… at the beginning of a clause, or in the headline, is one zone; in 各开发区 and 开发区的企业 it is
    any. Where most of the words of the class speak of all of them, none is one.
    """
    family = found[members[0]].family
    general = sum(item.general and item.family == family for item in found)
    if general >= len(members):
        return False
    if any(_is_name(text, found[i], head) for i in members):
        return True
    leads = sum(_leads_clause(text, found[i]) for i in members)
    return leads >= _OFTEN or (leads > 0 and any(found[i].start < head for i in members))


def tells_of_many(text: str, found: Sequence[Expression], family: str) -> bool:
    """Whether an article speaks of all zones of a class, so that its bare word is none of them.

    Three times 河南省开发区, 各开发区, 省级以上开发区, hardly any 开发区管委会: a law or a report on all.
    """
    words_of_it = [item for item in found if item.family == family and not item.named]
    many = sum(
        item.general or _OF_A_PLACE.search(text, max(0, item.start - 3), item.start) is not None for item in words_of_it
    )
    one = sum(_ORGAN.match(text, item.end) is not None and not item.general for item in words_of_it)
    return many >= _MANY and many > _MANY * one


def _leads_clause(text: str, item: Expression) -> bool:
    before, after = text[item.start - 1 : item.start], text[item.end : item.end + 1]
    return (item.start == 0 or before in "，。；：！？\n ”》") and after not in "的内里上等、和与及，。；"


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
