"""Development zones of an article: named by place plus kind, short forms and pronouns resolved.

The printed expressions come from `zone_scan`; here those that mean one zone are put together; then come parks
(`zone_parks`), bare words (`bare_words`: 开发区, 我区, 该区, 园区) and the fullest name and place of each zone
(`zone_results`).
"""

from __future__ import annotations

from collections import Counter

from reformgraph.extraction.place_names import Around, has_suffix, place_names
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.article_zones import ArticleZones
from reformgraph.extraction.zones.bare_words import group_bare, group_listed, is_visited, resolve_bare
from reformgraph.extraction.zones.catalogue_forms import catalogue_forms
from reformgraph.extraction.zones.source_clues import NO_CLUES, SourceClues
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.extraction.zones.zone_groups import Group, confirmed, same_family, shelf
from reformgraph.extraction.zones.zone_parks import absorb_wholes, group_own_parks, group_parks
from reformgraph.extraction.zones.zone_records import ZoneEntity, ZoneMention, ZoneReading
from reformgraph.extraction.zones.zone_renames import merge_parts_alone, merge_renamed, place_inside
from reformgraph.extraction.zones.zone_results import result_of
from reformgraph.extraction.zones.zone_scan import scan
from reformgraph.language.flow import Flow
from reformgraph.values import PlaceCode
from reformgraph.vocabulary.load_vocabulary import Vocabulary

__all__ = ["ZoneEntity", "ZoneMention", "ZoneReading", "read_zones"]

#: How far into the text an expression counts more for what the article is about.
_LEAD = 160


def read_zones(flow: Flow, vocabulary: Vocabulary, clues: SourceClues = NO_CLUES) -> ZoneReading:
    """Zones that an article names and every word that points to one.

    Parameters
    ----------
    flow
        The article.
    vocabulary
        Places, kinds and the catalogue of zones.
    clues
        What the page's source tells.

    Returns
    -------
    ZoneReading
        Positions are those of the flow.
    """
    names = place_names(vocabulary)
    around = Around(lambda: (*clues.places, *names.frequent(names.count(flow.text))))
    forms = catalogue_forms(vocabulary.zones)
    found = scan(flow.text, names, forms, around)
    if not found:
        return ZoneReading()
    return _read(ArticleZones(flow, names, vocabulary, confirmed(found, flow.text, forms.own_names, names), clues))


def _read(article: ArticleZones) -> ZoneReading:
    if any(item.named for item in article.found):
        _group_named(article)
        _group_weak(article)
        group_listed(article)
    group_own_parks(article)
    if article.groups:
        article.subject = _find_subject(article)
        group_parks(article)
        resolve_bare(article)
    if group_bare(article):
        resolve_bare(article)
    merge_parts_alone(article)
    merge_renamed(article)
    place_inside(article)
    absorb_wholes(article)
    return result_of(article)


def _group_named(article: ArticleZones) -> None:
    named = [i for i, item in enumerate(article.found) if item.named and item.parent is None and not item.weak]
    for index in sorted(named, key=lambda i: (article.found[i].family == "dev", i)):
        _add(article, index)


def _add(article: ArticleZones, index: int) -> None:
    item = article.found[index]
    place = article.names.resolve(item.chain, article.around, as_zone=True)
    code, where = (place.code if place else None), (item.chain[-1] if item.chain else "")
    if item.entry and code and not _place_ends(article, item.start):
        known = article.by_iri[item.entry].place
        # 江北新区 of Nanjing, not of Chongqing's district; 新疆准东经济技术开发区 of more than Xinjiang
        code = known if known and (known[:2] != code[:2] or code.endswith("0000")) else code
    if item.kind == "产业集聚区" and not item.own and place is not None and place.level == "city":
        return  # those of all its counties
    number = _matching(article, item, code, where)
    if number is None:
        article.groups.append(Group(item.family, item.own, code, where))
        number = len(article.groups) - 1
    group = article.groups[number]
    group.entry = group.entry or item.entry
    group.members.append(index)
    group.place, group.where = _nearer(article, group.place, code), group.where or where
    if len(item.own) > len(group.own):
        group.own = item.own
    tail = item.own + item.kind
    article.shelves.put(number, shelf("at", where[:2]), shelf("own", item.own[-2:]), shelf("tail", tail[:2]))
    article.shelves.put(number, shelf("entry", group.entry))
    article.of[index] = number


def _place_ends(article: ArticleZones, position: int) -> bool:
    """Whether a place stands right before a name, which tells where it is: 北京市朝阳高新区."""
    return article.names.ending(article.text, position, max(0, position - article.names.longest)) >= 0


def _matching(article: ArticleZones, item: Expression, code: str | None, where: str) -> int | None:
    if item.entry and (same := article.shelves.find(shelf("entry", item.entry))):
        return same[0]
    keys = shelf("at", where[:2]), shelf("own", item.own[-2:]), shelf("own", where[-2:]), shelf("at", item.own[:2])
    near = article.shelves.find(*keys)
    for exact in (True, False):
        for number in near:
            group = article.groups[number]
            if item.entry and group.entry and item.family == "park":
                continue  # 泉港石化工业园区 and 泉惠石化工业园区: two zones of the catalogue
            if not exact and _same_short(article, group, item, where):
                return number
            if (
                group.part_of is None
                and same_family(group.family, item.family)
                and _same_own(article, group, item, exact)
                and _same_place(article, group, code, where)
            ):
                return number
    return None


def _same_short(article: ArticleZones, group: Group, item: Expression, where: str) -> bool:
    """Whether a zone's own name, printed alone, was read as a place: 长春兴隆综合保税区 and 兴隆综保区."""
    if group.part_of is not None or not same_family(group.family, item.family):
        return False
    if not group.own and group.where == item.own and not has_suffix(item.own):
        return len({len(article.found[i].chain) for i in group.members} | {1}) == 1
    return not item.own and len(item.chain) == 1 and not has_suffix(where) and group.own == where


def _same_own(article: ArticleZones, group: Group, item: Expression, exact: bool) -> bool:
    if group.own == item.own:
        return True
    if exact:
        return False
    if group.own and item.own:
        return group.own.endswith(item.own) or item.own.endswith(group.own)
    alike = group.family == "hightech" or (group.family == "park" and article.found[group.members[0]].kind == item.kind)
    return alike and bool(words.INDUSTRY.match(group.own or item.own))


def _same_place(article: ArticleZones, group: Group, code: str | None, where: str) -> bool:
    if not where or not group.where:
        return bool(group.own)
    if code is None or group.place is None:
        return where[:2] == group.where[:2]
    if code == group.place:
        return True
    one, other = article.names.places.by_code[code], article.names.places.by_code[group.place]
    return bool(group.own) and (article.names.inside(one, other) or article.names.inside(other, one))


def _nearer(article: ArticleZones, old: PlaceCode | None, new: PlaceCode | None) -> PlaceCode | None:
    if old is None or new is None:
        return old or new
    by_code = article.names.places.by_code
    return new if article.names.inside(by_code[new], by_code[old]) else old


def _group_weak(article: ArticleZones) -> None:
    """A zone printed only in a company's name counts where bare words or the article's place point to it."""
    for index, item in enumerate(article.found):
        if not item.named or not item.weak or item.parent is not None:
            continue
        place = article.names.resolve(item.chain, article.around, as_zone=True)
        known = _matching(article, item, place.code if place else None, item.chain[-1] if item.chain else "")
        if known is None and _spoken_of(article, item):
            _add(article, index)


def _spoken_of(article: ArticleZones, item: Expression) -> bool:
    if not item.chain:
        return False
    stem = item.chain[-1][:2]
    bare = any(
        not other.named and not other.general and same_family(item.family, other.family) for other in article.found
    )
    return bare and article.text.count(stem) > 2 and not article.groups


def _find_subject(article: ArticleZones) -> int | None:
    head = article.first_named(0, article.body_start())
    article.headed = head is not None
    if head is not None:
        return head
    weights: Counter[int] = Counter()
    for index, number in article.of.items():
        if is_visited(article, index):
            continue
        weights[number] += 1 + 2 * (article.found[index].start < article.body_start() + _LEAD)
    if not weights:
        return None
    best = min(weights, key=lambda number: (-weights[number], article.groups[number].members[0]))
    return best if weights[best] > 2 or all(article.found[i].weak for i in article.groups[best].members) else None
