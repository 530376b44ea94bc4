"""Zones that a text says were renamed, and zones printed inside others; in and out: the zones of the article."""

from __future__ import annotations

import re

from reformgraph.extraction.zones.article_zones import ArticleZones
from reformgraph.language.lexicon import any_of

#: 嘉鱼工业园（已）更名为嘉鱼经济开发区.
_RENAMED = re.compile("(?:已|正式|后|又|再次|统一|整体){0,2}(?:" + any_of("renaming_verbs") + ")[为成]?[“]?")


def merge_renamed(article: ArticleZones) -> None:
    """The former name of a zone means the zone of today: it is one of its printed forms, and no zone of its own."""
    for index, item in enumerate(article.found[:-1]):
        later = article.found[index + 1]
        now, former = article.of.get(index + 1), article.of.get(index)
        if now is None or former is None or now == former or later.parent is not None:
            continue
        if _RENAMED.fullmatch(article.text, item.end, later.start):
            article.groups[now].former.update(article.groups[former].members)
            _give(article, former, now)


def merge_parts_alone(article: ArticleZones) -> None:
    """东川工业园区 behind 西宁经济技术开发区东川工业园区 is that part, though a place elsewhere bears its name."""
    parts = {group.tail: number for number, group in enumerate(article.groups) if group.part_of is not None}
    for number, group in enumerate(article.groups):
        printed = {article.text[article.found[i].start : article.found[i].end] for i in group.members}
        part = parts.get(next(iter(printed))) if len(printed) == 1 and group.part_of is None else None
        if part is not None and min(article.groups[part].members) < min(group.members):
            _give(article, number, part)


def _give(article: ArticleZones, former: int, now: int) -> None:
    """All expressions of one zone to another, that go by the other's name."""
    article.groups[now].members += article.groups[former].members
    article.groups[former].members = []
    for index, meant in article.of.items():
        if meant == former:
            article.of[index] = now
    for group in article.groups:
        if group.part_of == former:
            group.part_of = now
    if article.subject == former:
        article.subject = now


def place_inside(article: ArticleZones) -> None:
    """A zone right behind another lies in its province: 临江高新区 of 杭州大江东产业集聚区."""
    for index, item in enumerate(article.found[1:], 1):
        outer, inner = article.of.get(index - 1), article.of.get(index)
        if outer is None or inner is None or article.found[index - 1].end != item.start:
            continue
        around, place = article.groups[outer].place, article.groups[inner].place
        if around is not None and place is not None and around[:2] != place[:2]:
            article.groups[inner].place = around
