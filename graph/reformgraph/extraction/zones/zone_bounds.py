"""Where the name of a zone begins: places and own name between the last break and the kind."""

from __future__ import annotations

import re

from reformgraph.extraction.place_names import WORDS, PlaceNames, has_suffix, words_of
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.name_signs import looks_like_name
from reformgraph.language.lexicon import any_of

#: Classes of which a name needs a place or a known own name.
NEEDS_PLACE = words_of(
    """
    park part demonstration trial freetrade cooperation cluster
    economy resort processing city town pioneer cbd
    """
)
COMPASS = re.compile("[东西南北]部?|中部")
#: Signs that begin the name of another place; signs of verbs that are common in names.
_PREFIXES, _VERBS_LIKE_NAMES = "南北东西新上下大小", "扶"
_SHORT_PLACE = 2
_ISLAND = re.compile("[岛湖山江河湾]")
#: A town or street before a park of no other name: 小池镇 + 临港产业园.
_TOWN = re.compile("(?![全各])[\u4e00-\u9fff]{2,3}(?<!乡)(?:[镇乡]|街(?:道))")
_TOGETHER = re.compile("同|来")
#: 8家化工园区 is no 家化工园区.
_COUNTED = re.compile(r"(?<=\d)[家个]")
#: 漳州市委 before a zone's committee; 市委 is a break, 漳州市 a place.
_COMMITTEE = re.compile("(?<=[省市县区州旗])委")
HARD_STOP = re.compile(r"[^\u4e00-\u9fff]")
_UP_TO_HARD_STOP = re.compile(r".*[^\u4e00-\u9fff]", re.S)
JOINED = re.compile("(?<=..)(?<![委府局厅办院会])[与和及](?=" + any_of("park_industries") + ")")


def name_before(text: str, end: int, low: int, names: PlaceNames, family: str) -> tuple[int, tuple[str, ...], str, str]:
    """Start, places and own name of what stands between the last break and `end`, and that text itself."""
    hard = _UP_TO_HARD_STOP.match(text, low, end)
    stop = hard.end() if hard else low
    stop += _COUNTED.match(text, stop, end) is not None
    rest = text[stop:end]
    if not rest:
        return end, (), "", ""
    places = [span for span in _places_in(rest, names) if not _a_word(rest, span, family, names)]
    cut = _last_break(rest, places)
    return (*_parse(rest, cut, stop, places, names, family), rest[cut:])


def _a_word(rest: str, span: tuple[int, int], family: str, names: PlaceNames) -> bool:
    """Whether a short name of a county is rather a zone's own name (东湖), or an ordinary word before a park (振兴)."""
    name = rest[span[0] : span[1]]
    if name in words.OWN_NAMES:
        return name in WORDS
    if rest[span[0] : span[1] + 1] in words.OWN_NAMES:
        return True  # 杭州湾 is not in 杭州
    if _ISLAND.match(rest, span[1]) and not names.reliable(name):
        return True
    if has_suffix(name) and len(name) > 2:
        return False
    return family in NEEDS_PLACE and bool(words.INDUSTRY.match(name) or words.GENERIC.match(name))


def _places_in(rest: str, names: PlaceNames) -> list[tuple[int, int]]:
    """Place names of a short run; one that ends it is taken as long as can be."""
    found = _unbroken(rest, names.find(rest), names)
    last = names.ending(rest, len(rest))
    if last >= 0 and (not found or found[-1] != (last, len(rest))):
        found = [span for span in found if span[1] <= last]
        found.append((last, len(rest)))
    return found


def _unbroken(rest: str, found: list[tuple[int, int]], names: PlaceNames) -> list[tuple[int, int]]:
    """Names that begin with the end of a break are read anew behind it: 从|江西, not 从江|西."""
    for number, (start, end) in enumerate(found):
        name = rest[start:end]
        if has_suffix(name) and len(name) > 2:
            continue
        for low in range(max(0, start - 3), start + 1):
            broken = words.BREAK.match(rest, low) or _TOGETHER.match(rest, low)
            if broken is None or not start < broken.end() < end:
                continue
            later = [(a + broken.end(), b + broken.end()) for a, b in names.find(rest[broken.end() :])]
            if later and later[0][0] == broken.end() and later[0][1] > end:
                return [*found[:number], *later]
    return found


def _last_break(rest: str, places: list[tuple[int, int]]) -> int:
    """End of the last word that no name runs over; words inside place names do not count."""
    cut = 0
    position = 0
    while position < len(rest):
        found = words.BREAK.search(rest, position)
        if found is None:
            break
        first, last = found.span()
        over = [span for span in places if span[0] < last and first < span[1] and span[0] >= cut]
        if over and not (first <= over[0][0] and last - first > 1 and over[0][1] > last):
            position = over[-1][1] if over[-1][1] > first else last
            if _COMMITTEE.match(rest, position):
                cut = position = position + 1
            continue
        if JOINED.match(rest, first):
            position = last
            continue
        cut = position = last
    return cut


def _parse(
    rest: str, cut: int, offset: int, places: list[tuple[int, int]], names: PlaceNames, family: str
) -> tuple[int, tuple[str, ...], str]:
    spans = [span for span in places if span[0] >= cut]
    while spans:
        first, chain = _chain(rest, spans, names)
        after = spans[-1][1]
        own = rest[after:]
        if not own and len(spans) > 1 and _swallowed(rest, spans, names):
            spans.pop()
            continue
        if not own and first > cut and len(chain) == 1 and words.INDUSTRY.match(chain[0]):
            spans.pop()
            continue
        if own and not names.reliable(chain[-1]) and first > cut:
            spans.pop()
            continue
        if own and family in NEEDS_PLACE and len(chain) == 1 and chain[0] in WORDS:
            spans.pop()
            continue
        if own and (_only_describes(own, family) or len(own) > 12):
            return (offset + len(rest), (), "")
        lead = rest[cut:first]
        if not own and begins_longer(lead, chain[-1]):
            return offset + cut, (), rest[cut:]
        begin, chain = _official(rest, first, spans, chain, own)
        return offset + begin, chain, own
    own = rest[cut:]
    town = _TOWN.match(own) if family == "park" else None
    if town is not None and (town.end() == len(own) or words.INDUSTRY.match(own, town.end())):
        return offset + cut, (town.group(),), own[town.end() :]
    return _own_name(own, offset + cut, family)


def begins_longer(lead: str, place: str) -> bool:
    """Whether one sign before a short name makes it another: 瓯江口, 新凤台, not 扶 + 凤台."""
    if len(lead) != 1 or HARD_STOP.match(lead) or len(place) != _SHORT_PLACE or has_suffix(place):
        return False
    return lead in _PREFIXES or (lead not in _VERBS_LIKE_NAMES and looks_like_name(lead, surely=True))


def _only_describes(own: str, family: str) -> bool:
    """Whether the words between place and kind are no own name: 先进 and 绿色, but 绿色化工 names a zone."""
    if (family == "new" and COMPASS.fullmatch(own)) or family == "cluster":
        return False
    if words.GENERIC.match(own) is None:
        return False
    return words.INDUSTRY.match(own) is None or words.ADJECTIVE.match(own) is not None


def _own_name(own: str, begin: int, family: str) -> tuple[int, tuple[str, ...], str]:
    """A name without a place: a known own name at the end of the run, or the whole run if it is short."""
    for length in range(min(5, len(own)), 1, -1):
        if own[-length:] in words.OWN_NAMES:
            return begin + len(own) - length, (), own[-length:]
    if words.ORDINARY.search(own):
        return begin + len(own), (), ""
    if 2 <= len(own) <= 5 and not words.GENERIC.match(own) and family not in NEEDS_PLACE:
        return begin, (), own
    if family == "park" and 2 <= len(own) <= 8 and not words.QUALITY.match(own):
        return begin, (), own
    return begin + len(own), (), ""


def _swallowed(rest: str, spans: list[tuple[int, int]], names: PlaceNames) -> bool:
    """Whether the last place is only part of the own name of a zone at the place before: 潍坊 + 滨海."""
    (first, last), (start, end) = spans[-2], spans[-1]
    left, right = rest[first:last], rest[start:end]
    if has_suffix(right) or not names.reliable(left) or names.above(left, right) or _twice(left, right):
        return False
    return start - last <= 1


def _chain(rest: str, spans: list[tuple[int, int]], names: PlaceNames) -> tuple[int, tuple[str, ...]]:
    """The adjoining places that end with the last one, each containing the next."""
    start, end = spans[-1]
    chain = [rest[start:end]]
    for first, last in reversed(spans[:-1]):
        if last != start or not (names.above(rest[first:last], chain[0]) or _twice(rest[first:last], chain[0])):
            break
        chain.insert(0, rest[first:last])
        start = first
    return start, tuple(chain)


def _twice(full: str, short: str) -> bool:
    """Whether a place is printed in full and then again in the zone's name: 平鲁区 + 平鲁经济技术开发区."""
    return has_suffix(full) and full[:-1] == short


def _official(
    rest: str, first: int, spans: list[tuple[int, int]], chain: tuple[str, ...], own: str
) -> tuple[int, tuple[str, ...]]:
    """Places in full form before others tell where the zone lies and are no part of its name."""
    begin = first
    kept = list(chain)
    while len(kept) > 1 and has_suffix(kept[0]) and not kept[0].endswith(("自治区",)):
        begin += len(kept.pop(0))
    if len(kept) == 1 and own in words.OWN_NAMES and kept[0].endswith("省"):
        return begin + len(kept[0]), chain
    return begin, chain
