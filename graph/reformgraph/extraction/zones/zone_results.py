"""From the groups of an article to its zones: names, kinds, places and mentions, as a `ZoneReading`."""

from __future__ import annotations

import re
from collections import Counter

from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.article_zones import ArticleZones
from reformgraph.extraction.zones.zone_groups import TOPONYM, Group, printed_name, rank
from reformgraph.extraction.zones.zone_records import ZoneEntity, ZoneMention, ZoneReading
from reformgraph.extraction.zones.zone_renames import give
from reformgraph.vocabulary.zone_catalogue import CatalogueZone

_HAN = re.compile("[\u4e00-\u9fff]")


def result_of(article: ArticleZones) -> ZoneReading:
    """The zones in the order of their first mention, and every word that points to one."""
    _merge_known(article)
    order = sorted(
        (n for n, group in enumerate(article.groups) if group.members),
        key=lambda n: (_first(article, n), article.groups[n].part_of is not None),
    )
    place_of = {number: rank for rank, number in enumerate(order)}
    zones = tuple(
        _entity(article, group, place_of[group.part_of] if group.part_of is not None else None)
        for group in (article.groups[number] for number in order)
    )
    subject = place_of[article.subject] if article.subject is not None else None
    return ZoneReading(zones, _mentions(article, place_of), subject)


def _merge_known(article: ArticleZones) -> None:
    """What turns out to be one zone of the catalogue is one zone: 开发区 on its site and 聊城开发区."""
    first: dict[str, int] = {}
    for number, group in enumerate(article.groups):
        known = _known(article, group, _name(article, group)) if group.members and group.part_of is None else None
        if known is None or known.part_of is not None:
            continue
        kept = first.setdefault(known.iri, number)
        if kept != number:
            give(article, number, kept)
            if "printed" in (group.basis, article.groups[kept].basis):
                article.groups[kept].basis = "printed"


def _known(article: ArticleZones, group: Group, printed: str) -> CatalogueZone | None:
    """The zone of the catalogue that a group is, in its own province; 生物医药产业园 alone is none of them."""
    if group.family == "park" and not (group.entry or group.place or group.where or group.part_of is not None):
        return None
    known = article.by_iri.get(group.entry) or article.catalogue.resolve(printed, _near(article, group))
    if (
        known is not None
        and group.family == "town"
        and group.own in words.SITES
        and not _is_near(article, group, known)
    ):
        return None
    if known is not None and known.part_of is None and group.place is not None and known.place is not None:
        return known if known.place[:2] == group.place[:2] else None
    return known


def _is_near(article: ArticleZones, group: Group, known: CatalogueZone) -> bool:
    """Whether a zone called after a site (空港新城) lies in a province that the text or its source speaks of."""
    around = (group.place,) if group.place else (*article.clues.places, *article.around)
    return not around or known.place is None or any(code[:2] == known.place[:2] for code in around)


def _entity(article: ArticleZones, group: Group, part_of: int | None) -> ZoneEntity:
    printed = _name(article, group)
    known = _known(article, group, printed)
    bare = group.basis != "printed"
    name = known.label if known is not None and bare else _with_level(article, group, printed) if bare else printed
    place = group.place or (known.place if known else None)
    return ZoneEntity(name, _kind(article, group), place, part_of, printed, group.basis, known)


def _with_level(article: ArticleZones, group: Group, printed: str) -> str:
    """县经开区 of a county that nobody can tell."""
    for i in group.members:
        start = article.found[i].start
        if article.text[start - 1 : start] in ("县", "市", "州", "区", "旗") and not _HAN.match(
            article.text[start - 2 : start - 1]
        ):
            return article.text[start - 1 : article.found[i].end]
    return printed


def _near(article: ArticleZones, group: Group) -> tuple[str, ...]:
    """Places around a zone: its own, else those of the source and the article."""
    return (group.place,) if group.place else (*article.clues.places, *article.told_places())


def _first(article: ArticleZones, number: int) -> int:
    return min(article.found[i].start for i in article.groups[number].members)


def _name(article: ArticleZones, group: Group) -> str:
    best = article.found[_best(article, group)]
    if best.parent is None:
        return printed_name(article.text, best)
    outer = article.found[best.parent]
    if not outer.named and outer.family == "freetrade":
        return article.text[outer.start : best.end]  # 自贸区郑东区块, where the free-trade zone is printed bare
    if not outer.named or TOPONYM.match(article.text[outer.end : best.kind_at]):
        return article.text[outer.end : best.end]
    return article.text[best.start : best.end]


def _best(article: ArticleZones, group: Group) -> int:
    today = [i for i in group.members if i not in group.former] or group.members
    return min(today, key=lambda i: rank(article.text, article.found[i]))


def _kind(article: ArticleZones, group: Group) -> str:
    kind = article.found[_best(article, group)].kind
    for length in range(len(kind), 1, -1):
        if kind[-length:] in article.kinds and (length == len(kind) or group.family in ("park", "part", "city")):
            return article.kinds[kind[-length:]]
    if group.entry and article.by_iri[group.entry].kind in article.kinds.values():
        return article.by_iri[group.entry].kind  # 海南自由贸易港, whose end is no kind
    return words.FORMAL.get(group.family, "开发区")


def _mentions(article: ArticleZones, place_of: dict[int, int]) -> tuple[ZoneMention, ...]:
    """Ranges of all expressions but those inside companies' names; a park covers its zone's name."""
    alone = Counter(article.of[i] for i in article.of if not article.found[i].weak)
    mentions: list[ZoneMention] = []
    for index, item in enumerate(article.found):
        number = article.of.get(index)
        if item.weak or ((item.named or item.own) and number is None):
            continue
        start = item.start
        if item.parent is not None and mentions and mentions[-1].end > start:
            outer = article.of.get(item.parent)
            if outer is not None and alone[outer] > 1:
                alone[outer] -= 1
                mentions.pop()
            else:
                start = mentions[-1].end
        mentions.append(ZoneMention(start, item.end, place_of[number] if number is not None else None))
    return tuple(mention for mention in mentions if mention.end > mention.start)
