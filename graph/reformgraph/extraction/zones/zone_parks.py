"""Parks and parts inside the zones of an article: 云麓高新区装备产业园; in and out: the zones of the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.article_zones import ArticleZones
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.extraction.zones.zone_groups import Group, own_park, park_stem, same_park, shelf
from reformgraph.language.lexicon import any_of
from reformgraph.values import PlaceCode

_ORGAN = re.compile(any_of("park_organs"))
_STRESS = re.compile(r"(?:" + any_of("stress_verbs") + r"|[级元亩])\Z")
#: 计划建设游艇工业园, 将重点发展综合保税区、智能制造产业园: what is to be built is no part yet.
_PLANNED = re.compile(
    "(?:" + any_of("park_plans") + r")[^，。；\n]{0,8}(?:" + any_of("park_building") + r")[^。；\n]{0,12}\Z"
)
_PLAN = 24
_TWICE = 2


def group_parks(article: ArticleZones) -> None:
    """Put parks and parts to the zones they lie in."""
    for index, item in enumerate(article.found):
        if item.parent is not None and item.parent in article.of:
            _park(article, index, item, article.of[item.parent])
        elif item.parent is not None and article.subject is not None and not article.found[item.parent].general:
            _park(article, index, item, article.subject)
    for index, item in enumerate(article.found):
        if item.named or not item.own or index in article.of:
            continue
        if item.family == "new":
            _short_form(article, index, item)
        elif article.subject is not None:
            _loose_park(article, index, item)


def group_own_parks(article: ArticleZones) -> None:
    """Parks under a name of their own that the article speaks of as of zones.

    One with an organ behind it is a zone wherever it is named: 白马工业园区管委会; one that comes again, where the
    article names no zone: 苏银产业园.
    """
    alone = not article.groups
    known: dict[str, list[int]] = {}
    stems: dict[str, str] = {}
    for index, item in sorted(enumerate(article.found), key=lambda one: one[1].end - one[1].start):
        tail = article.text[item.start : item.end]
        if item.named or item.family != "park" or item.parent is not None or not words.is_own_name(item.own, tail):
            continue
        same = _told_before(tail, known, stems)
        known.setdefault(same, []).append(index)
        stems.setdefault(park_stem(same), same)
        if tail.endswith(same):  # 希望榆神工业区
            article.found[index] = item._replace(start=item.end - len(same), own=article.found[known[same][0]].own)
    for tail, members in known.items():
        first = article.found[min(members)]
        if (number := _by_place(article, first)) is not None:
            article.of.update(dict.fromkeys(members, number))
            article.groups[number].members += members
        elif _is_run(article, members) or (alone and len(members) >= _TWICE and not words.INDUSTRY.match(first.own)):
            article.groups.append(Group(first.family, first.own, None, "", None, sorted(members), tail))
            article.shelves.put(len(article.groups) - 1, shelf("tail", tail[:2]))
            article.of.update(dict.fromkeys(members, len(article.groups) - 1))


def _told_before(tail: str, known: Collection[str], stems: Mapping[str, str]) -> str:
    """A shorter name that this one ends or goes on with (苏银产业园 of 苏银产业园区), else itself."""
    ends = (tail[at:] for at in range(len(tail) - 1))
    begins = (stems[tail[:at]] for at in range(2, len(tail)) if tail[:at] in stems)
    return next((one for one in ends if one in known), None) or next(begins, tail)


def _by_place(article: ArticleZones, park: Expression) -> int | None:
    """The group of a park that is also printed with its place: 宛城区中欧产业园."""
    for number in article.shelves.find(shelf("own", park.own[-2:])):
        group = article.groups[number]
        if group.family == "park" and group.own == park.own:
            return number
    return None


def _is_run(article: ArticleZones, members: list[int]) -> bool:
    """Whether a park has an organ somewhere in the article."""
    return any(_ORGAN.match(article.text, article.found[index].end) is not None for index in members)


def absorb_wholes(article: ArticleZones) -> None:
    """A zone printed only in front of its sections' names is no zone of the article: 安徽自贸区 of 安徽自贸区芜湖片区.

    What else seems to mean it (园区) means the part.
    """
    heads: dict[int, set[int]] = {}
    for index, item in enumerate(article.found):
        if item.parent is not None and item.parent in article.of and index in article.of:
            heads.setdefault(article.of[item.parent], set()).add(item.parent)
    for number, before in heads.items():
        group = article.groups[number]
        parts = [n for n, other in enumerate(article.groups) if other.part_of == number]
        own = [i for i, meant in article.of.items() if meant == number and i not in before]
        own = [i for i in own if article.found[i].named]
        whole = own or group.part_of is not None or group.basis != "printed"
        if parts and not whole and all(_is_section(article, article.groups[n], before) for n in parts):
            _absorb(article, number, parts, before)


def _is_section(article: ArticleZones, part: Group, before: set[int]) -> bool:
    """Whether a part is a section (片区, 区块), a town or a development zone, printed behind the whole's name."""
    section = part.family in ("part", "town", "dev")
    return section and any(article.found[i].parent in before for i in part.members)


def _absorb(article: ArticleZones, number: int, parts: list[int], before: set[int]) -> None:
    first = min(parts, key=lambda n: min(article.groups[n].members))
    follows = {item.parent: article.of[index] for index, item in enumerate(article.found) if index in article.of}
    for index, meant in article.of.items():
        if meant == number:
            article.of[index] = follows[index] if index in before else first
    article.groups[number].members.clear()
    for part in parts:
        article.groups[part].part_of = None
    if article.subject == number:
        article.subject = first


def _park(article: ArticleZones, index: int, item: Expression, zone: int) -> None:
    tail = _tail(article, item)
    near = article.shelves.find(shelf("tail", tail[:2]), shelf("at", tail[:2]), shelf("own", tail[:2]))
    known = [n for n in near if n != zone and _is_park(article, article.groups[n], zone, tail)]
    number = known[0] if known else len(article.groups)
    if not known:
        article.groups.append(Group(item.family, item.own, _park_place(article, tail, zone), "", zone, [], tail))
    article.shelves.put(number, shelf("tail", tail[:2]))
    article.groups[number].members.append(index)
    article.groups[number].part_of = zone
    article.groups[number].tail = article.groups[number].tail or tail
    article.of[index] = number


def _park_place(article: ArticleZones, tail: str, zone: int) -> PlaceCode | None:
    """The place a part is called after where it lies in the zone's place, else the zone's place."""
    outer = article.groups[zone].place
    prefix = tail[: article.names.prefix(tail)]
    inner = article.names.resolve((prefix,), (outer,)) if prefix and outer else None
    if inner and outer and article.names.inside(inner, article.names.places.by_code[outer]):
        return inner.code
    return outer


def _is_park(article: ArticleZones, group: Group, zone: int, tail: str) -> bool:
    """Whether a group is this park of a zone, or a park of that name printed with the place alone."""
    if group.part_of == zone:
        return same_park(group.tail, tail)
    if group.family == "part" and group.part_of is None:
        first = article.found[group.members[0]]
        alike = bool(group.where) and tail.startswith(group.where) and tail.endswith("片区")
        return alike or (group.own != "" and tail == article.text[first.start : first.end])
    alone = group.part_of is None and (
        (group.family == "park" and group.place == article.groups[zone].place)
        or (group.family == "town" and group.place is None)
    )
    return alone and group.own != "" and group.own + article.found[group.members[0]].kind == tail


def _short_form(article: ArticleZones, index: int, item: Expression) -> None:
    """东部新区 after its full name with the place."""
    for number in article.shelves.find(shelf("own", item.own[-2:])):
        group = article.groups[number]
        if group.family == item.family and group.own == item.own:
            group.members.append(index)
            article.of[index] = number


def _tail(article: ArticleZones, item: Expression) -> str:
    begin = article.found[item.parent].end if item.parent is not None else item.start
    return article.text[begin : item.end]


def _loose_park(article: ArticleZones, index: int, item: Expression) -> None:
    """A park without a zone in front: one known already, else one of the zone the article is about."""
    tail = article.text[item.start : item.end]
    for number in article.shelves.find(shelf("tail", tail[:2])):
        group = article.groups[number]
        if group.part_of is not None and same_park(group.tail, tail):
            group.members.append(index)
            article.of[index] = number
            return
    if item.family == "part":
        _listed_part(article, index, item)
        return
    if article.subject is None or item.family != "park":
        return
    if _STRESS.search(article.text[max(0, item.start - 4) : item.start]) or not own_park(tail, item.own):
        return
    if _PLANNED.search(article.text, max(0, item.start - _PLAN), item.start):
        return
    doubtful = tail == item.own + "园区" and not words.INDUSTRY.match(item.own)
    if doubtful and article.text.count(tail) < _TWICE and not _listed(article, item):
        return  # 摸排园区, 铺开园区: a verb as often as a name
    _park(article, index, item, article.subject)


def _listed(article: ArticleZones, item: Expression) -> bool:
    """Whether it stands in a list of parks or has an organ: 驼岭头园区、金匠园区; 驼岭头园区服务中心."""
    if article.text[item.start - 1 : item.start] in ("、", "和", "在") or article.text[item.end : item.end + 1] == "、":
        return True
    return _ORGAN.match(article.text, item.end) is not None


def _listed_part(article: ArticleZones, index: int, item: Expression) -> None:
    """The further parts of a list (自贸试验区甲片区、乙片区和丙片区), and parts called after a place."""
    trade = next((n for n, group in enumerate(article.groups) if group.family == "freetrade"), None)
    if trade is not None and item.own in article.names.names:
        _park(article, index, item, trade)
        return
    before = article.of.get(index - 1)
    if before is None or article.found[index - 1].family != "part":
        return
    zone = article.groups[before].part_of
    if zone is not None and article.text[article.found[index - 1].end : item.start] in ("、", "和", "与", "及", "以及"):
        _park(article, index, item, zone)
