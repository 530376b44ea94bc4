"""Who may act in an article: zones, provinces, cities, counties and organs, by their canonical names.

An organ of a zone counts as the zone; any other organ keeps its own name with its province, city or
county in front; 全省, 各市 and 我省 are the province.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.actors import organ_words as words
from reformgraph.extraction.actors.actor_events import TOWN_NAME, Event, merged, town_events
from reformgraph.extraction.actors.actor_names import ActorMention, in_full, shortens
from reformgraph.extraction.actors.company_starts import begins_company
from reformgraph.extraction.actors.duties import without_duties
from reformgraph.extraction.actors.place_context import PlaceContext
from reformgraph.extraction.place_names import WORDS, PlaceNames, place_names
from reformgraph.extraction.zones.zone_mentions import ZoneReading
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of, word_set
from reformgraph.records import ActorKind
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.places import Place

_STOP = re.compile(r"[^\u4e00-\u9fff]|的|带领")
_ELSE = re.compile(
    "(?:[市县]?(?:[讯电](?![子力商器动信气网机池缆站])|消息)|[省市县区]?(?:"
    + any_of("place_adjectives")
    + "|[东南西北]站|[大中]?[路街]))"
)
_GROUP_OWNER = re.compile(r"(?:\A|[由的在和与向对到是为随、])([省市县区])(?![内里外场长级域直情民属])")
_BACK = 60
#: 各开发区 beside a zone are all of its city or province; 各园区 are often parts of it.
_ALL_OF_THEM = re.compile("(?:" + any_of("zones_of_a_class") + r")\Z")
_TOWN_GOES_ON = re.compile("[\u4e00-\u9fff](?:" + any_of("town_kinds") + ")")
_OF_TWO = re.compile("(?:" + any_of("offices_of_two") + ")、")
_CENTRAL = re.compile("(?:全国|中央|国家)\\Z")
_ONLY_OF_ZONES = word_set("zone_boards") | {"审批局"}
_PLAIN_WORDS = frozenset(["城区", "矿区", "郊区", "老城区", "新城区"])
_GENERAL = re.compile(
    "(?:[0-9一二三四五六七八九十百]+个|(?:全[省市州盟县]|我[省市])?各[个类大地]?|多地|"
    "全[省市州盟县](?:[0-9]+[个家])?|我省(?:[0-9]+个)?|省级以上|"
    r"(?:[一二三四五六七八九]成(?:以上)?的?|大?多数|不少|许多)(?:省级|国家级)?)\Z"
)
#: The name of a customs house that is no place of its own: 筑城海关.
_CUSTOMS = re.compile(r"(?:^|[^\u4e00-\u9fff]|[由与和及在对向是的，。])([\u4e00-\u9fff]{2,3})\Z")
#: Organs that no zone has.
_OF_STATE = re.compile(any_of("offices_of_state"))
_WITH_TOWNS = ("city", "county")
_LEVELS: dict[str, str] = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city"}


class _Index:
    """The automaton over places, regions, organs and groups."""

    __slots__ = ("automaton", "names", "what")

    def __init__(self, names: PlaceNames) -> None:
        what: dict[str, str] = dict.fromkeys(words.organ_patterns(), "organ")
        what |= dict.fromkeys(words.GROUPS, "group")
        what |= dict.fromkeys(words.REGIONS, "region") | dict.fromkeys(words.MINISTRIES, "ministry")
        what |= dict.fromkeys(words.NO_PLACE, "none")
        what |= dict.fromkeys(words.SPOKEN_OF, "spoken of") | dict.fromkeys(words.CORPS, "corps")
        for name, places in names.names.items():
            if names.reliable(name) or any(place.name == name for place in places):
                what.setdefault(name, "place")
            elif name not in WORDS:
                what.setdefault(name, "short")
        self.names = names
        self.what = tuple(what.values())
        self.automaton = AhoCorasick(tuple(what), matchkind=MatchKind.LeftmostLongest)


_INDEX: list[_Index] = []


def _index(names: PlaceNames) -> _Index:
    if not _INDEX or _INDEX[0].names is not names:
        _INDEX[:] = [_Index(names)]
    return _INDEX[0]


def read_actors(
    flow: Flow, zones: ZoneReading, vocabulary: Vocabulary, source_places: Sequence[str] = ()
) -> tuple[ActorMention, ...]:
    """Every expression for an organisation that may act.

    Parameters
    ----------
    flow
        The article.
    zones
        What `read_zones` returned for it.
    vocabulary
        Places.
    source_places
        Codes of the places that the page's source tells, for 我省, 市委 and 省商务厅 where the text does not.

    Returns
    -------
    tuple of ActorMention
        Sorted, not overlapping; the longest expression wins.
    """
    names = place_names(vocabulary)
    return _Actors(flow.text, zones, _index(names), tuple(source_places)).read()


class _Actors:
    """One article."""

    def __init__(self, text: str, zones: ZoneReading, index: _Index, hint: tuple[str, ...]) -> None:
        self.text, self.zones, self.names = text, zones, index.names
        hits = [
            Event(start, end, index.what[number])
            for number, start, end in index.automaton.find_matches_as_indexes(text)
        ]
        printed = Counter(text[hit.start : hit.end] for hit in hits if hit.what == "place")
        self.short = Counter(text[hit.start : hit.end] for hit in hits if hit.what == "short")
        self.context = PlaceContext(index.names, zones, printed, hint)
        mentions = [Event(m.start, m.end, "zone", m.zone) for m in zones.mentions]
        towns = town_events(text, index.names, frozenset(mention.end for mention in mentions))
        self.events = merged(sorted((*hits, *towns)), mentions)
        self.found: list[ActorMention] = []

    def read(self) -> tuple[ActorMention, ...]:
        readers = {
            "zone": self._zone, "place": self._place, "region": self._region,
            "organ": self._organ, "ministry": self._ministry, "group": self._group, "none": self._none,
            "spoken of": self._spoken_of, "corps": self._corps, "short": self._short, "town": self._town,
        }  # fmt: skip
        done = 0
        for event in self.events:
            if event.start < done:
                continue
            mention = readers[event.what](event, done)
            if mention is not None:
                self._keep(mention)
                done = mention.end
            elif event.what == "zone":
                done = event.end
        return in_full(self.text, without_duties(self.text, self.found))

    def _keep(self, mention: ActorMention) -> None:
        while self.found and self.found[-1].end > mention.start:
            self.found.pop()
        last = self.found[-1] if self.found else None
        if last and last.kind == "organ" and _OF_TWO.fullmatch(self.text, last.end, mention.start):
            self.found.pop()  # 市政协副主席、市发改委主任: the later office speaks
        if last and last.name == mention.name and self.text[last.end : mention.start] in ("", "、", "和"):
            self.found[-1] = ActorMention(last.start, mention.end, last.name, last.kind)
        else:
            self.found.append(mention)

    def _zone(self, event: Event, _done: int) -> ActorMention | None:
        if event.zone is None:
            return self._zones_in_general(event)
        organ = words.OF_ZONE.match(self.text, event.end)
        end = organ.end() if organ and not words.is_cut(self.text, organ.group(), organ.end()) else event.end
        return ActorMention(event.start, end, self.zones.zones[event.zone].name, "zone")

    def _spoken_of(self, event: Event, _done: int) -> ActorMention | None:
        """该县 is the county named last, 该局 the organ."""
        ending, at = words.SPOKEN_OF[self.text[event.start : event.end]], (event.start, event.end)
        last = next((m for m in reversed(self.found[-_BACK:]) if m.name.endswith(ending)), None)
        # Or the place that is named inside a zone's name alone: 宾阳县黎塘工业集中区.
        return ActorMention(*at, *last[2:]) if last else self._as_place(*at, self.context.place_of(ending))

    def _corps(self, event: Event, _done: int) -> ActorMention | None:
        if self.text[event.end : event.end + 1] in "第团":
            return None
        return ActorMention(event.start, event.end, words.CORPS[0], "province")

    def _short(self, event: Event, done: int) -> ActorMention | None:
        """萧山 for 萧山区: a county's short name, which is an ordinary word elsewhere, where its city is spoken of."""
        name = self.text[event.start : event.end]
        place = self.context.near(name) if self.short[name] > 1 else None
        if place is None or self.text[event.end : event.end + 1] in "站路街村镇乡山江河湖话菜":
            return None
        if _ELSE.match(self.text, event.end) or begins_company(self.text, event.end):
            return None
        return self._as_place(event.start, event.end, place)

    def _town(self, event: Event, _done: int) -> ActorMention:
        """A town or street where no county stands before it, by its fullest name printed before.

        A zone right before it tells where it lies: 苏州工业园区斜塘街道.
        """
        name = TOWN_NAME.match(self.text, event.start, event.end)
        last = self.found[-1] if self.found else None
        start = last.start if last and last.kind == "zone" and last.end == event.start else event.start
        return ActorMention(start, event.end, self._earlier(name.group() if name else ""), "organ")

    @staticmethod
    def _none(_event: Event, _done: int) -> ActorMention | None:
        return None

    def _zones_in_general(self, event: Event) -> ActorMention | None:
        """我区 may be an autonomous region or district; 各开发区 are the province where no zone is named."""
        printed = self.text[event.start : event.end]
        if printed in ("我区", "全区", "本区", "该区"):
            place = self.context.autonomous() if printed != "该区" else None
            place = place or self.context.place_of("区")
            return self._as_place(event.start, event.end, place) if place else None
        quantity = _GENERAL.search(self.text, max(0, event.start - 8), event.start)
        if quantity and (not self.zones.zones or quantity.group()[0] in "全我" or _ALL_OF_THEM.search(printed)):
            return self._governed(quantity, event.end)
        return None

    def _governed(self, quantity: re.Match[str], end: int) -> ActorMention | None:
        """各开发区 are those of the government named last, 全省各开发区 the province's."""
        last = next((m for m in reversed(self.found[-_BACK:]) if m.kind in ("province", "city", "county")), None)
        if last is None or "省" in quantity.group():
            return self._as_place(quantity.start(), end, self.context.place_of("省"))
        return ActorMention(quantity.start(), end, last.name, last.kind)

    def _place(self, event: Event, _done: int) -> ActorMention | None:
        place = self._resolved(event)
        if place is None or words.in_a_name(self.text, event.start, event.end):
            return None
        start = self._chain_start(event, place)
        government = words.GOVERNMENT.match(self.text, event.end)
        if government and (government.group()[0] in "委政人党行" or government.group()[0] == place.name[-1]):
            return self._as_place(start, government.end(), place)
        if (branch := self._branch(event)) is not None:
            return branch
        organ = words.ORGAN_OF_PLACE.match(self.text, event.end)
        if organ is not None and not words.is_cut(self.text, organ.group(), organ.end()):
            return ActorMention(self._ministry_start(start), organ.end(), place.name + organ.group(), "organ")
        if place.level in _WITH_TOWNS and (town := words.TOWN.match(self.text, event.end)) is not None:
            return ActorMention(start, town.end(), place.name + town.group(), "organ")
        if _ELSE.match(self.text, event.end) or begins_company(self.text, event.end) or self._of_town(event, place):
            return None
        return self._as_place(start, event.end, place)

    def _of_town(self, event: Event, place: Place) -> bool:
        """Whether a short name begins that of a town: 上海 of 上海庙镇."""
        short = self.text[event.start : event.end] != place.name
        return short and _TOWN_GOES_ON.match(self.text, event.end) is not None

    def _branch(self, event: Event) -> ActorMention | None:
        """苏州市生态环境局太仓分局 is one body."""
        last = self.found[-1] if self.found else None
        is_one = last is not None and last.kind == "organ" and last.end == event.start and last.name.endswith("局")
        if last is None or not is_one or not self.text.startswith("分局", event.end):
            return None
        end = event.end + len("分局")
        return ActorMention(last.start, end, last.name + self.text[event.start : end], "organ")

    def _ministry_start(self, start: int) -> int:
        """Where 国家税务总局太仓市税务局 begins."""
        last = self.found[-1] if self.found else None
        return last.start if last and last.end == start and last.name in words.MINISTRIES else start

    def _chain_start(self, event: Event, place: Place) -> int:
        """Where the expression begins: 湖北省鄂州市 is one expression for 鄂州市."""
        last = self.found[-1] if self.found else None
        if last is None or last.end != event.start or last.kind not in ("province", "city", "county"):
            return event.start
        if any(outer.name == last.name for outer in self.names.places.path(place.code)[:-1]):
            return last.start
        return event.start

    def _resolved(self, event: Event) -> Place | None:
        """The place of a hit; the name of a place that contains it may stand right before it."""
        name = self.text[event.start : event.end]
        found = self.names.names.get(name, ())
        if not found:
            return None
        last = self.found[-1] if self.found else None
        chain = [last.name] if last and last.end == event.start and last.kind != "zone" else []
        if name in _PLAIN_WORDS and not chain:
            return None
        return self.names.resolve((*chain, name), self.context.around)

    def _region(self, event: Event, _done: int) -> ActorMention | None:
        printed = self.text[event.start : event.end]
        level = words.REGIONS[printed]
        if words.no_region(self.text, printed, event.start, event.end):
            return None
        if self.text[event.end : event.end + 1] in ("场", "级", "区") and printed in ("全市", "全县"):
            return None
        if printed[0] == "全" and words.RANKED.match(self.text, event.end):
            return None
        if level == "区" and self.zones.subject is not None:
            return ActorMention(event.start, event.end, self.zones.zones[self.zones.subject].name, "zone")
        place = self.context.place_of(level)
        organ = self._committee(printed, event.end)
        if organ is not None:
            name = (place.name + printed[len(level) :] if place else printed) + organ
            return ActorMention(event.start, event.end + len(organ), name, "organ")
        if place is None:
            # 全州 and 州党委 of a prefecture that nothing names are all the 自治州.
            name = "自治州" if level == "州" and "自治州" in self.text else printed
            return ActorMention(event.start, event.end, name, self._kind(level))
        return self._as_place(event.start, event.end, place)

    def _committee(self, printed: str, end: int) -> str | None:
        rule = words.COMMITTEE_ORGAN if printed.endswith("委") else words.GOVERNMENT_ORGAN
        found = rule.match(self.text, end) if printed.endswith(("委", "政府", "党委")) else None
        return found.group() if found else None

    def _organ(self, event: Event, done: int) -> ActorMention | None:
        organ = self.text[event.start : event.end]
        if words.is_cut(self.text, organ, event.end):
            return None
        last = self.found[-1] if self.found else None
        if last and last.end == event.start and last.kind in ("province", "city", "county"):
            if words.PRESS_OFFICE in organ:
                return last._replace(end=event.end)
            name = self.text[last.start : event.end] if organ == "海关" else last.name + organ
            return ActorMention(last.start, event.end, name, "organ")
        if last and last.end == event.start and last.kind == "zone":
            return ActorMention(last.start, event.end, last.name, "zone")
        level = words.LEVEL.search(self.text, max(done, event.start - 4), event.start)
        if level is not None:
            return self._organ_of(level.group(1), level.start(), event)
        if self.zones.subject is not None and (organ in words.ZONE_ORGANS or self._is_of_zone(organ)):
            return ActorMention(event.start, event.end, self._nearest_zone(event.start), "zone")
        if (
            organ == "海关"
            and (named := _CUSTOMS.search(self.text, max(done, event.start - 5), event.start)) is not None
        ):
            return ActorMention(named.start(1), event.end, named.group(1) + organ, "organ")
        if organ in _ONLY_OF_ZONES or organ.startswith("委"):
            return None
        central = _CENTRAL.search(self.text, max(done, event.start - 2), event.start)
        if central is not None:
            return ActorMention(central.start(), event.end, central.group() + organ, "organ")
        return ActorMention(event.start, event.end, self._earlier(organ), "organ")

    def _is_of_zone(self, organ: str) -> bool:
        """Whether an organ without a place, in an article about a zone, is the zone's own: 规划分局."""
        return organ.endswith(("局", "中心")) and self._earlier(organ) == organ and not _OF_STATE.search(organ)

    def _organ_of(self, level: str, start: int, event: Event) -> ActorMention:
        organ = self.text[event.start : event.end]
        if level == "区" and self.zones.subject is not None:
            return ActorMention(start, event.end, self.zones.zones[self.zones.subject].name, "zone")
        place = self.context.place_of(level)
        name = place.name + organ if place else self._earlier(level + organ)
        return ActorMention(start, event.end, name, "organ")

    def _earlier(self, organ: str) -> str:
        """The full name of an organ printed before, of which this is the whole or a shorter form, else as printed."""
        for mention in self.found[: -_BACK - 1 : -1]:
            known = mention.kind == "organ" and mention.name not in words.MINISTRIES
            if known and (mention.name.endswith(organ) or shortens(organ, mention.name)):
                return mention.name
        return organ

    def _ministry(self, event: Event, done: int) -> ActorMention | None:
        last = self.found[-1] if self.found else None
        level = words.LEVEL.search(self.text, max(done, event.start - 4), event.start)
        if level is not None or (last and last.end == event.start):
            return self._organ(event, done)
        if words.is_cut(self.text, self.text[event.start : event.end], event.end):
            return None
        return ActorMention(event.start, event.end, self.text[event.start : event.end], "organ")

    def _group(self, event: Event, _done: int) -> ActorMention | None:
        """A supervising group is the province or city that sent it."""
        low = max(0, event.start - 32)
        for stop in _STOP.finditer(self.text, low, event.start):
            low = stop.end()
        inside = [m for m in self.found[-_BACK:] if m.start >= low and m.kind in ("province", "city", "county")]
        owner = _GROUP_OWNER.search(self.text[low : event.start])
        if owner and (not inside or low + owner.start(1) < inside[0].start):
            place = self.context.place_of(owner.group(1))
            return self._as_place(low + owner.start(1), event.end, place) if place else None
        if inside:
            return ActorMention(inside[0].start, event.end, inside[0].name, inside[0].kind)
        return None

    # ------------------------------------------------------------------ which place is meant

    def _as_place(self, start: int, end: int, place: Place | None) -> ActorMention | None:
        if place is None:
            return None
        kinds: dict[str, ActorKind] = {"province": "province", "city": "city", "county": "county"}
        return ActorMention(start, end, place.name, kinds[place.level])

    @staticmethod
    def _kind(level: str) -> ActorKind:
        kinds: dict[str, ActorKind] = {"province": "province", "city": "city"}
        return kinds.get(_LEVELS.get(level, ""), "county")

    def _nearest_zone(self, position: int) -> str:
        """The zone named last before a position in the same sentence, else the one the article is about."""
        for mention in reversed(self.found):
            if mention.start < position - 80 or "。" in self.text[mention.end : position]:
                break
            if mention.kind == "zone":
                return mention.name
        subject = self.zones.subject
        return self.zones.zones[subject].name if subject is not None else ""
