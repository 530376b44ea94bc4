"""Zones that a text says were renamed, and zones printed inside others; in and out: the zones of the article."""

from __future__ import annotations

import re

from reformgraph.extraction.zones.article_zones import ArticleZones
from reformgraph.language.lexicon import any_of
from reformgraph.values import PlaceCode

#: 嘉鱼工业园（已）更名为嘉鱼经济开发区.
_RENAMED = re.compile("(?:已|正式|后|又|再次|统一|整体){0,2}(?:" + any_of("renaming_verbs") + ")[为成]?[“]?")

#: Zones of two places are two, whatever stands between them.
_TWO = 2


def merge_renamed(article: ArticleZones) -> None:
    """The former name of a zone means the zone of today: it is one of its printed forms, and no zone of its own."""
    for index, item in enumerate(article.found[:-1]):
        later = article.found[index + 1]
        now, former = article.of.get(index + 1), article.of.get(index)
        if now is None or former is None or now == former or later.parent is not None:
            continue
        places = {article.groups[former].place, article.groups[now].place} - {None}
        if len(places) < _TWO and _RENAMED.fullmatch(article.text, item.end, later.start):
            article.groups[now].former.update(article.groups[former].members)
            give(article, former, now)


def merge_parts_alone(article: ArticleZones) -> None:
    """东川工业园区 behind 西宁经济技术开发区东川工业园区 is that part, though a place elsewhere bears its name."""
    parts = {group.tail: number for number, group in enumerate(article.groups) if group.part_of is not None}
    for number, group in enumerate(article.groups):
        printed = {article.text[article.found[i].start : article.found[i].end] for i in group.members}
        part = parts.get(next(iter(printed))) if len(printed) == 1 and group.part_of is None else None
        if part is not None and min(article.groups[part].members) < min(group.members):
            give(article, number, part)


def give(article: ArticleZones, former: int, now: int) -> None:
    """All expressions of one zone to another, that go by the other's name."""
    article.groups[now].members += article.groups[former].members
    article.groups[former].members = []
    for index, meant in article.of.items():
        if meant == former:
            article.of[index] = now
    for number, group in enumerate(article.groups):
        if group.part_of == former:
            group.part_of = now if number != now else None
    if article.subject == former:
        article.subject = now


def place_inside(article: ArticleZones) -> None:
    """A zone that is only printed right behind another lies in its province: 临江高新区 of 杭州大江东产业集聚区.

    One that the catalogue knows, or that is called after a city, does not: 苏州工业园区 深圳高新区 are two in a list.
    """
    for group in article.groups:
        if group.place is None or group.entry or not group.members or not _of_county(article, group.place):
            continue
        around = {_place_before(article, index) for index in group.members}
        outer = next(iter(around)) if len(around) == 1 else None
        if outer is not None and outer[:2] != group.place[:2]:
            group.place = outer


def _of_county(article: ArticleZones, place: PlaceCode) -> bool:
    known = article.names.places.by_code.get(place)
    return known is not None and known.level == "county"


def _place_before(article: ArticleZones, index: int) -> PlaceCode | None:
    """The place of the zone that stands right before an expression."""
    before = article.of.get(index - 1) if index else None
    if before is None or article.found[index - 1].end != article.found[index].start:
        return None
    return article.groups[before].place
