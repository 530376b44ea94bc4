"""Bare words (开发区, 我区, 该区, 园区) tied to the zone that is meant; in and out: the zones of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.article_zones import ArticleZones
from reformgraph.extraction.zones.bare_zones import CLEAR, acts_alone, bare_families, tells_of_many, zone_meant
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.extraction.zones.zone_groups import Group
from reformgraph.language.lexicon import any_of

#: How many expressions back a bare word may point.
_BACK = 12
#: Between a zone and the next of its list; classes whose bare word is then a zone.
_JOINTS, _LISTED = frozenset("、和及与"), (*CLEAR, "bonded")
#: Before a zone that others go to, learn from or are held against.
_ELSEWHERE = re.compile("(?:" + any_of("learning_verbs", "learning_from", "visit_verbs") + ")[^，。；：]{0,4}$")
_LEAD = 10


def resolve_bare(article: ArticleZones) -> None:
    """Tie each bare word to the zone that it means, where one is meant."""
    order = sorted(article.of, key=lambda i: article.found[i].start)
    position = 0
    last: list[int] = []
    for index, item in enumerate(article.found):
        while position < len(order) and article.found[order[position]].start <= item.start:
            last.append(order[position])
            position += 1
        if index in article.of or item.named or item.general or item.own:
            continue
        number = _meant(article, item, last)
        if number is not None:
            article.of[index] = number
            last.append(index)


def _meant(article: ArticleZones, item: Expression, before: Sequence[int]) -> int | None:
    if item.family == "ours":
        return article.whole_zone(_our_zone(article, item, before))
    if item.family == "park" and item.kind not in ("园区", "工业园区", "产业园区"):
        return None
    if item.family == "that":
        near = [article.of[i] for i in before[-1:]]
        return article.whole_zone(near[0]) if near else article.subject
    start = article.flow.sentence_at(item.start)[0]
    for i in before[: -_BACK - 1 : -1]:
        park = item.kind == "园区" and article.groups[article.of[i]].family == "park"
        if (
            article.found[i].start < start
            and article.of[i] != article.subject
            and article.subject is not None
            and not park
        ):
            break
        if article.subject is None and article.found[i].start < article.paragraph_start(item.start):
            break
        if article.fits(article.of[i], item):
            return article.of[i]
    if not before and not article.headed:
        return None  # zones in general, before any is named
    if article.subject is not None and article.fits(article.subject, item):
        return article.subject
    key = (item.family, item.kind == "园区")
    if key not in article.fitting:
        article.fitting[key] = [number for number in range(len(article.groups)) if article.fits(number, item)]
    return article.fitting[key][0] if len(article.fitting[key]) == 1 else None


def _our_zone(article: ArticleZones, item: Expression, before: Sequence[int]) -> int | None:
    """全区 is the zone named last in its paragraph, 我区 and 本区 are the subject; all may be an autonomous region."""
    region = not article.headed and article.region_at < item.start
    if article.text[item.start : item.end] != "全区":
        return None if region else article.subject
    start = article.paragraph_start(item.start)
    near: list[int] = []
    for i in before[: -_BACK - 1 : -1]:
        if article.found[i].start < start:
            break
        if article.found[i].named:
            near.append(article.of[i])
    if near:
        return near[0] if article.subject not in near else article.subject
    return None if region else article.subject


def group_listed(article: ArticleZones) -> None:
    """合肥高新区、经开区: a bare word listed behind a zone of a city is the city's zone of that class.

    Only where the catalogue knows one; what stands behind 开发区、高新区 of no city is left to `group_bare`.
    """
    by_end = {article.found[i].end: number for i, number in article.of.items()}
    for index, item in enumerate(article.found):
        before = by_end.get(item.start - 1) if article.text[item.start - 1 : item.start] in _JOINTS else None
        if before is None or item.named or item.general or item.own or item.family not in _LISTED:
            continue
        place = article.groups[before].place
        known = article.catalogue.at_place(item.family, place) if place else None
        if known is None or article.groups[before].family == item.family:
            continue
        same = (number for number, group in enumerate(article.groups) if group.entry == known.iri)
        number = next(same, len(article.groups))
        if number == len(article.groups):
            article.groups.append(Group(item.family, "", known.place, "", entry=known.iri, basis="article"))
        article.groups[number].members.append(index)
        article.of[index] = number
        by_end[item.end] = before


def group_bare(article: ArticleZones) -> bool:
    """Bare words that mean no zone printed by name are a zone of their own; whether there are any."""
    families = bare_families(article.text, article.found, article.of, article.body_start())
    for family, members in families[: 1 if article.subject is None else None]:
        if article.subject is not None and not _apart(article, family):
            continue
        if tells_of_many(article.text, article.found, family):
            continue
        meant = zone_meant(family, article.clues, article.told_places(), article.catalogue)
        sure = family in CLEAR or (meant is not None and meant[1] == "source")
        if not sure and not acts_alone(article.text, article.found, members, article.body_start()):
            continue
        named = _only_named(article, members[0]) if meant is None else None
        if named is not None:
            article.of.update(dict.fromkeys(members, named))
            article.subject = named
            continue
        group = Group(family, "", meant[0].place if meant else None, "", members=list(members))
        if meant is not None:
            group.entry, group.basis = meant[0].iri, meant[1]
        else:
            group.basis = "article"
        article.groups.append(group)
        article.of.update(dict.fromkeys(members, len(article.groups) - 1))
        if article.subject is None:
            article.subject = len(article.groups) - 1
            article.headed = any(article.found[i].start < article.body_start() for i in members)
    return _group_ours(article) or bool(families)


def _only_named(article: ArticleZones, bare: int) -> int | None:
    """The one zone that an article names, though only behind the bare word: 开发区办得快……依托聊城开发区的平台.

    One that is only visited or learnt from is another: 开发区组团赴昆山开发区考察.
    """
    if article.subject is not None or len(article.groups) != 1 or not article.fits(0, article.found[bare]):
        return None
    return None if all(is_visited(article, i) for i in article.groups[0].members) else 0


def is_visited(article: ArticleZones, index: int) -> bool:
    """Whether an expression names a zone that others go to or learn from: 赴昆山开发区考察."""
    start = article.found[index].start
    return _ELSEWHERE.search(article.text, max(0, start - _LEAD), start) is not None


def _apart(article: ArticleZones, family: str) -> bool:
    """Whether bare words of a class cannot mean the zone that the article is about."""
    return article.subject is None or article.groups[article.subject].family not in words.FAMILY.get(
        family, frozenset({family})
    )


def _group_ours(article: ArticleZones) -> bool:
    """我区 on the page of a zone that the article does not name."""
    ours = [i for i, item in enumerate(article.found) if item.family == "ours" and i not in article.of]
    if article.groups or not ours or article.clues.zone is None:
        return False
    zone = article.clues.zone
    group = Group("ours", "", zone.place, "", members=ours, entry=zone.iri, basis="source")
    article.groups.append(group)
    article.of.update(dict.fromkeys(ours, 0))
    article.subject = 0
    return True
