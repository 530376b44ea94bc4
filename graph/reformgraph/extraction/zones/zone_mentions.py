"""Development zones of an article: named by place plus kind, short forms and pronouns resolved.

The printed expressions come from `zone_scan`; here those that mean one zone are put together, each zone
gets its fullest printed name and its place, and bare words (开发区, 我区, 该区, 园区) are tied to the zone
that is meant, or to none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reformgraph.extraction.place_names import Around, PlaceNames, has_suffix, place_names
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.bare_zones import CLEAR, acts_alone, bare_families, zone_meant
from reformgraph.extraction.zones.catalogue_forms import catalogue_forms
from reformgraph.extraction.zones.source_clues import NO_CLUES, SourceClues
from reformgraph.extraction.zones.zone_groups import (
    TOPONYM,
    Group,
    Shelves,
    confirmed,
    kinds_of,
    own_park,
    printed_name,
    rank,
    same_family,
    same_park,
    shelf,
)
from reformgraph.extraction.zones.zone_records import ZoneEntity, ZoneMention, ZoneReading
from reformgraph.extraction.zones.zone_scan import Expression, scan
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of
from reformgraph.vocabulary.load_vocabulary import Vocabulary

__all__ = ["ZoneEntity", "ZoneMention", "ZoneReading", "read_zones"]

_ORGAN = re.compile("" + any_of("park_organs") + "")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAD = 160
_BACK = 12
_TWICE = 2
#: Places of an article that are asked for a zone of a kind.
_PLACES = 3
_STRESS = re.compile(r"(?:" + any_of("stress_verbs") + r"|[级元亩])\Z")


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
    return _Reader(flow, names, vocabulary, confirmed(found, flow.text, forms.own_names), clues).read()


class _Reader:
    """One article."""

    def __init__(
        self, flow: Flow, names: PlaceNames, vocabulary: Vocabulary, found: list[Expression], clues: SourceClues
    ) -> None:
        self.flow, self.text, self.names = flow, flow.text, names
        self.kinds = kinds_of(vocabulary)
        self.catalogue, self.clues = vocabulary.zones, clues
        self.by_iri = self.catalogue.by_iri
        self.found = found
        self.groups: list[Group] = []
        self.shelves = Shelves()
        self.fitting: dict[tuple[str, bool], list[int]] = {}
        self.of: dict[int, int] = {}
        self.around = Around(lambda: names.frequent(names.count(flow.text)))
        self.subject: int | None = None
        self.headed = False

    def read(self) -> ZoneReading:
        if any(item.named for item in self.found):
            self._group_named()
            self._group_weak()
        if self.groups:
            self.subject = self._find_subject()
            self._group_parks()
            self._resolve_bare()
        if self._group_bare():
            self._resolve_bare()
        return self._result()

    # ------------------------------------------------------------------ named zones

    def _group_named(self) -> None:
        named = [i for i, item in enumerate(self.found) if item.named and item.parent is None and not item.weak]
        for index in sorted(named, key=lambda i: (self.found[i].family == "dev", i)):
            self._add(index)

    def _add(self, index: int) -> None:
        item = self.found[index]
        place = self.names.resolve(item.chain, self.around, as_zone=True)
        code, where = (place.code if place else None), (item.chain[-1] if item.chain else "")
        if item.kind == "产业集聚区" and not item.own and place is not None and place.level == "city":
            return  # those of all its counties
        number = self._matching(item, code, where)
        if number is None:
            self.groups.append(Group(item.family, item.own, code, where))
            number = len(self.groups) - 1
        group = self.groups[number]
        group.entry = group.entry or item.entry
        group.members.append(index)
        group.place, group.where = self._nearer(group.place, code), group.where or where
        if len(item.own) > len(group.own):
            group.own = item.own
        tail = item.own + item.kind
        self.shelves.put(number, shelf("at", where[:2]), shelf("own", item.own[-2:]), shelf("tail", tail[:2]))
        self.shelves.put(number, shelf("entry", group.entry))
        self.of[index] = number

    def _matching(self, item: Expression, code: str | None, where: str) -> int | None:
        if item.entry and (same := self.shelves.find(shelf("entry", item.entry))):
            return same[0]
        near = self.shelves.find(shelf("at", where[:2]), shelf("own", item.own[-2:]), shelf("own", where[-2:]))
        for exact in (True, False):
            for number in near:
                group = self.groups[number]
                if not exact and self._same_short(group, item, where):
                    return number
                if (
                    group.part_of is None
                    and same_family(group.family, item.family)
                    and self._same_own(group, item, exact)
                    and self._same_place(group, code, where)
                ):
                    return number
        return None

    def _same_short(self, group: Group, item: Expression, where: str) -> bool:
        """Whether a zone's own name, printed alone, was read as a place: 长春兴隆综合保税区 and 兴隆综保区."""
        alone = not item.own and len(item.chain) == 1 and not has_suffix(where)
        return alone and group.part_of is None and group.own == where and same_family(group.family, item.family)

    def _same_own(self, group: Group, item: Expression, exact: bool) -> bool:
        if group.own == item.own:
            return True
        if exact:
            return False
        if group.own and item.own:
            return group.own.endswith(item.own) or item.own.endswith(group.own)
        alike = group.family == "hightech" or (
            group.family == "park" and self.found[group.members[0]].kind == item.kind
        )
        return alike and bool(words.INDUSTRY.match(group.own or item.own))

    def _same_place(self, group: Group, code: str | None, where: str) -> bool:
        if not where or not group.where:
            return bool(group.own)
        if code is None or group.place is None:
            return where[:2] == group.where[:2]
        if code == group.place:
            return True
        one, other = self.names.places.by_code[code], self.names.places.by_code[group.place]
        return bool(group.own) and (self.names.inside(one, other) or self.names.inside(other, one))

    def _nearer(self, old: str | None, new: str | None) -> str | None:
        if old is None or new is None:
            return old or new
        by_code = self.names.places.by_code
        return new if self.names.inside(by_code[new], by_code[old]) else old

    def _group_weak(self) -> None:
        """A zone printed only in a company's name counts where bare words or the article's place point to it."""
        for index, item in enumerate(self.found):
            if not item.named or not item.weak or item.parent is not None:
                continue
            place = self.names.resolve(item.chain, self.around, as_zone=True)
            known = self._matching(item, place.code if place else None, item.chain[-1] if item.chain else "")
            if known is None and self._spoken_of(item):
                self._add(index)

    def _spoken_of(self, item: Expression) -> bool:
        if not item.chain:
            return False
        stem = item.chain[-1][:2]
        bare = any(
            not other.named and not other.general and same_family(item.family, other.family) for other in self.found
        )
        return bare and self.text.count(stem) > 2 and not self.groups

    # ------------------------------------------------------------------ the zone it is about

    def _find_subject(self) -> int | None:
        head = self._first_named(0, self._body_start())
        self.headed = head is not None
        if head is not None:
            return head
        weights: Counter[int] = Counter()
        for index, number in self.of.items():
            weights[number] += 1 + 2 * (self.found[index].start < self._body_start() + _LEAD)
        if not weights:
            return None
        best = min(weights, key=lambda number: (-weights[number], self.groups[number].members[0]))
        return best if weights[best] > 2 or all(self.found[i].weak for i in self.groups[best].members) else None

    def _body_start(self) -> int:
        for start, _, role in self.flow.paragraphs:
            if role not in ("kicker", "title"):
                return start
        return 0

    def _first_named(self, low: int, high: int) -> int | None:
        inside = [i for i in self.of if low <= self.found[i].start < high]
        return self.of[min(inside)] if inside else None

    # ------------------------------------------------------------------ parks in zones

    def _group_parks(self) -> None:
        for index, item in enumerate(self.found):
            if item.parent is not None and item.parent in self.of:
                self._park(index, item, self.of[item.parent])
            elif item.parent is not None and self.subject is not None and not self.found[item.parent].general:
                self._park(index, item, self.subject)
        for index, item in enumerate(self.found):
            if item.named or not item.own:
                continue
            if item.family == "new":
                self._short_form(index, item)
            elif self.subject is not None:
                self._loose_park(index, item)

    def _park(self, index: int, item: Expression, zone: int) -> None:
        tail = self._tail(item)
        near = self.shelves.find(shelf("tail", tail[:2]), shelf("at", tail[:2]), shelf("own", tail[:2]))
        known = [n for n in near if self._is_park(self.groups[n], zone, tail)]
        number = known[0] if known else len(self.groups)
        if not known:
            self.groups.append(Group(item.family, item.own, self._park_place(tail, zone), "", zone, [], tail))
        self.shelves.put(number, shelf("tail", tail[:2]))
        self.groups[number].members.append(index)
        self.groups[number].part_of = zone
        self.groups[number].tail = self.groups[number].tail or tail
        self.of[index] = number

    def _park_place(self, tail: str, zone: int) -> str | None:
        """The place a part is called after where it lies in the zone's place, else the zone's place."""
        outer = self.groups[zone].place
        prefix = tail[: self.names.prefix(tail)]
        inner = self.names.resolve((prefix,), (outer,)) if prefix and outer else None
        if inner and outer and self.names.inside(inner, self.names.places.by_code[outer]):
            return inner.code
        return outer

    def _is_park(self, group: Group, zone: int, tail: str) -> bool:
        """Whether a group is this park of a zone, or a park of that name printed with the place alone."""
        if group.part_of == zone:
            return same_park(group.tail, tail)
        if group.family == "part" and group.part_of is None:
            return bool(group.where) and tail.startswith(group.where) and tail.endswith("片区")
        alone = group.part_of is None and (
            (group.family == "park" and group.place == self.groups[zone].place)
            or (group.family == "town" and group.place is None)
        )
        return alone and group.own != "" and group.own + self.found[group.members[0]].kind == tail

    def _short_form(self, index: int, item: Expression) -> None:
        """东部新区 after its full name with the place."""
        for number in self.shelves.find(shelf("own", item.own[-2:])):
            group = self.groups[number]
            if group.family == item.family and group.own == item.own:
                group.members.append(index)
                self.of[index] = number

    def _tail(self, item: Expression) -> str:
        begin = self.found[item.parent].end if item.parent is not None else item.start
        return self.text[begin : item.end]

    def _loose_park(self, index: int, item: Expression) -> None:
        """A park without a zone in front: one known already, else one of the zone the article is about."""
        tail = self.text[item.start : item.end]
        for number in self.shelves.find(shelf("tail", tail[:2])):
            group = self.groups[number]
            if group.part_of is not None and same_park(group.tail, tail):
                group.members.append(index)
                self.of[index] = number
                return
        if item.family == "part":
            self._listed_part(index, item)
            return
        if self.subject is None or item.family != "park":
            return
        if _STRESS.search(self.text[max(0, item.start - 4) : item.start]) or not own_park(tail, item.own):
            return
        doubtful = tail == item.own + "园区" and not words.INDUSTRY.match(item.own)
        if doubtful and self.text.count(tail) < _TWICE and not self._listed(item):
            return  # 摸排园区, 铺开园区: a verb as often as a name
        self._park(index, item, self.subject)

    def _listed(self, item: Expression) -> bool:
        """Whether it stands in a list of parks or has an organ: 驼岭头园区、金匠园区; 驼岭头园区服务中心."""
        if self.text[item.start - 1 : item.start] in ("、", "和", "在") or self.text[item.end : item.end + 1] == "、":
            return True
        return _ORGAN.match(self.text, item.end) is not None

    def _listed_part(self, index: int, item: Expression) -> None:
        """The further parts of a list (自贸试验区甲片区、乙片区和丙片区), and parts called after a place."""
        trade = next((n for n, group in enumerate(self.groups) if group.family == "freetrade"), None)
        if trade is not None and item.own in self.names.names:
            self._park(index, item, trade)
            return
        before = self.of.get(index - 1)
        if before is None or self.found[index - 1].family != "part":
            return
        zone = self.groups[before].part_of
        if zone is not None and self.text[self.found[index - 1].end : item.start] in ("、", "和", "与", "及", "以及"):
            self._park(index, item, zone)

    # ------------------------------------------------------------------ bare words

    def _resolve_bare(self) -> None:
        order = sorted(self.of, key=lambda i: self.found[i].start)
        position = 0
        last: list[int] = []
        for index, item in enumerate(self.found):
            while position < len(order) and self.found[order[position]].start <= item.start:
                last.append(order[position])
                position += 1
            if index in self.of or item.named or item.general or item.own:
                continue
            number = self._meant(item, last)
            if number is not None:
                self.of[index] = number
                last.append(index)

    def _meant(self, item: Expression, before: Sequence[int]) -> int | None:
        if item.family == "ours":
            return self._whole_zone(self._our_zone(item, before))
        if item.family == "park" and item.kind not in ("园区", "工业园区", "产业园区"):
            return None
        if item.family == "that":
            near = [self.of[i] for i in before[-1:]]
            return self._whole_zone(near[0]) if near else self.subject
        start = self.flow.sentence_at(item.start)[0]
        for i in before[: -_BACK - 1 : -1]:
            park = item.kind == "园区" and self.groups[self.of[i]].family == "park"
            if self.found[i].start < start and self.of[i] != self.subject and self.subject is not None and not park:
                break
            if self.subject is None and self.found[i].start < self._paragraph_start(item.start):
                break
            if self._fits(self.of[i], item):
                return self.of[i]
        if not before and not self.headed:
            return None  # zones in general, before any is named
        if self.subject is not None and self._fits(self.subject, item):
            return self.subject
        key = (item.family, item.kind == "园区")
        if key not in self.fitting:
            self.fitting[key] = [number for number in range(len(self.groups)) if self._fits(number, item)]
        return self.fitting[key][0] if len(self.fitting[key]) == 1 else None

    def _our_zone(self, item: Expression, before: Sequence[int]) -> int | None:
        """全区 is the zone named last in its paragraph, or an autonomous region; 我区 and 本区 are the subject."""
        if self.text[item.start : item.end] != "全区":
            return self.subject
        start = self._paragraph_start(item.start)
        near: list[int] = []
        for i in before[: -_BACK - 1 : -1]:
            if self.found[i].start < start:
                break
            if self.found[i].named:
                near.append(self.of[i])
        if near:
            return near[0] if self.subject not in near else self.subject
        return self.subject if self.headed or "自治区" not in self.text[: item.start] else None

    def _paragraph_start(self, position: int) -> int:
        return self.text.rfind("\n", 0, position) + 1

    def _whole_zone(self, number: int | None) -> int | None:
        while number is not None and (outer := self.groups[number].part_of) is not None:
            number = outer
        return number

    def _fits(self, number: int, item: Expression) -> bool:
        group = self.groups[number]
        if group.part_of is not None:
            return False
        if item.family == "park":
            return item.kind == "园区" or group.family == "park"
        family = words.FAMILY.get(item.family, frozenset({item.family}))
        return group.family in family

    # ------------------------------------------------------------------ zones without a printed name

    def _group_bare(self) -> bool:
        """Bare words that mean no zone printed by name are a zone of their own; whether there are any."""
        families = bare_families(self.found, self.of, self._body_start())
        for family, members in families[: 1 if self.subject is None else None]:
            if self.subject is not None and not self._apart(family):
                continue
            meant = zone_meant(family, self.clues, self._told_places(), self.catalogue)
            sure = family in CLEAR or (meant is not None and meant[1] == "source")
            if not sure and not acts_alone(self.text, self.found, members, self._body_start()):
                continue
            group = Group(family, "", meant[0].place if meant else None, "", members=list(members))
            if meant is not None:
                group.entry, group.basis = meant[0].iri, meant[1]
            else:
                group.basis = "article"
            self.groups.append(group)
            self.of.update(dict.fromkeys(members, len(self.groups) - 1))
            if self.subject is None:
                self.subject = len(self.groups) - 1
                self.headed = any(self.found[i].start < self._body_start() for i in members)
        return self._group_ours() or bool(families)

    def _apart(self, family: str) -> bool:
        """Whether bare words of a class cannot mean the zone that the article is about."""
        return self.subject is None or self.groups[self.subject].family not in words.FAMILY.get(
            family, frozenset({family})
        )

    def _group_ours(self) -> bool:
        """我区 on the page of a zone that the article does not name."""
        ours = [i for i, item in enumerate(self.found) if item.family == "ours" and i not in self.of]
        if self.groups or not ours or self.clues.zone is None:
            return False
        zone = self.clues.zone
        group = Group("ours", "", zone.place, "", members=ours, entry=zone.iri, basis="source")
        self.groups.append(group)
        self.of.update(dict.fromkeys(ours, 0))
        self.subject = 0
        return True

    def _told_places(self) -> tuple[str, ...]:
        """Cities and counties named in headline and first paragraph, the most frequent first."""
        body = self._body_start()
        lead = next((p.end for p in self.flow.paragraphs if p.start >= body), body)
        told = set(self.names.frequent(self.names.count(self.text[:lead])))
        return tuple(code for code in self.around if code in told and not code.endswith("0000"))[:_PLACES]

    # ------------------------------------------------------------------ the result

    def _result(self) -> ZoneReading:
        order = sorted(range(len(self.groups)), key=lambda n: (self._first(n), self.groups[n].part_of is not None))
        place_of = {number: rank for rank, number in enumerate(order)}
        zones = tuple(
            self._entity(group, place_of[group.part_of] if group.part_of is not None else None)
            for group in (self.groups[number] for number in order)
        )
        subject = place_of[self.subject] if self.subject is not None else None
        return ZoneReading(zones, self._mentions(place_of), subject)

    def _entity(self, group: Group, part_of: int | None) -> ZoneEntity:
        printed = self._name(group)
        known = self.by_iri.get(group.entry) or self.catalogue.resolve(printed, self._near(group))
        if known is not None and known.part_of is None and group.place is not None and known.place is not None:
            known = known if known.place[:2] == group.place[:2] else None
        bare = group.basis != "printed"
        name = known.label if known is not None and bare else self._with_level(group, printed) if bare else printed
        place = group.place or (known.place if known else None)
        return ZoneEntity(name, self._kind(group), place, part_of, printed, group.basis, known)

    def _with_level(self, group: Group, printed: str) -> str:
        """县经开区 of a county that nobody can tell."""
        for i in group.members:
            start = self.found[i].start
            if self.text[start - 1 : start] in ("县", "市", "州") and not _HAN.match(self.text[start - 2 : start - 1]):
                return self.text[start - 1 : self.found[i].end]
        return printed

    def _near(self, group: Group) -> tuple[str, ...]:
        """Places around a zone: its own, else those of the source and the article."""
        return (group.place,) if group.place else (*self.clues.places, *self._told_places())

    def _first(self, number: int) -> int:
        return min(self.found[i].start for i in self.groups[number].members)

    def _name(self, group: Group) -> str:
        best = self.found[self._best(group)]
        if best.parent is None:
            return printed_name(self.text, best)
        outer = self.found[best.parent]
        if not outer.named or TOPONYM.match(self.text[outer.end : best.kind_at]):
            return self.text[outer.end : best.end]
        return self.text[best.start : best.end]

    def _best(self, group: Group) -> int:
        return min(group.members, key=lambda i: rank(self.text, self.found[i]))

    def _kind(self, group: Group) -> str:
        kind = self.found[self._best(group)].kind
        for length in range(len(kind), 1, -1):
            if kind[-length:] in self.kinds and (length == len(kind) or group.family in ("park", "part", "city")):
                return self.kinds[kind[-length:]]
        return words.FORMAL.get(group.family, "开发区")

    def _mentions(self, place_of: dict[int, int]) -> tuple[ZoneMention, ...]:
        """Ranges of all expressions but those inside companies' names; a park covers its zone's name."""
        alone = Counter(self.of[i] for i in self.of if not self.found[i].weak)
        mentions: list[ZoneMention] = []
        for index, item in enumerate(self.found):
            number = self.of.get(index)
            if item.weak or ((item.named or item.own) and number is None):
                continue
            start = item.start
            if item.parent is not None and mentions and mentions[-1].end > start:
                outer = self.of.get(item.parent)
                if outer is not None and alone[outer] > 1:
                    alone[outer] -= 1
                    mentions.pop()
                else:
                    start = mentions[-1].end
            mentions.append(ZoneMention(start, item.end, place_of[number] if number is not None else None))
        return tuple(mention for mention in mentions if mention.end > mention.start)
