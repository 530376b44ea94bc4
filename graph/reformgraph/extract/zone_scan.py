"""Expressions that name or point to development zones, found in a text one by one.

The kind at the right end is found by one automaton; the left end by place names, by the words at which
no name goes on, and by the nature of what is left between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extract import zone_words as words
from reformgraph.extract.place_names import WORDS, PlaceNames, has_suffix, words_of

#: Classes of which a name needs a place or a known own name.
_NEEDS_PLACE = words_of(
    """
    park part demonstration trial cooperation cluster
    economy resort processing city town pioneer cbd
    """
)
_HARD_STOP = re.compile(r"[^\u4e00-\u9fff]")
_BRACKETED = re.compile(r"(?:中国|中[\u4e00-\u9fff]|[东西南北中]部|国家)?[（(]([\u4e00-\u9fff]{2,8})[）)]\Z")
_BEFORE_BAD = re.compile(r"(?:提|最|更|较|创|革|翻|重|全)\Z")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,4}(?:街道|镇|乡|派出所)|人民|公安|法院|检察院|政协|人大|区委|区政府")
_COMPASS = re.compile("[东西南北]部?|中部")
_ISLAND = re.compile("[岛湖山江河湾]")
_SITE = re.compile("临港|临空|空港|航空港|航空(?=经济)")
_TOGETHER = re.compile("同|来")
_WINDOW = 22
_GAP = 16


@dataclass(frozen=True, slots=True)
class Expression:
    """A printed expression.

    Attributes
    ----------
    start, end
        Positions in the text; `kind_at` is where the kind begins.
    family
        Class of the kind (`zone_words.HEADS`), ``ours`` and ``that`` for 我区 and 该区.
    chain
        Place names at its start, outermost first.
    own
        Own name between places and kind, empty in 昆山高新区.
    parent
        Index of the expression of the zone that it is a part of.
    named
        False for bare kinds and pronouns.
    weak
        Only part of a company's name.
    general
        Zones in general, or something that is no zone.
    doubtful
        The own name may be an ordinary word, as no place and no known name stands in it.
    """

    start: int
    end: int
    kind_at: int
    family: str
    kind: str
    chain: tuple[str, ...] = ()
    own: str = ""
    parent: int | None = None
    named: bool = False
    weak: bool = False
    general: bool = False
    doubtful: bool = False


@lru_cache(maxsize=1)
def _heads() -> tuple[AhoCorasick, tuple[str, ...]]:
    patterns = (*words.HEADS, *words.WHOLE)
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), patterns


def scan(text: str, names: PlaceNames) -> list[Expression]:
    """All expressions in text order, non-overlapping."""
    automaton, patterns = _heads()
    found: list[Expression] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        head = patterns[index]
        expression = _whole(head, start, end) if head in words.WHOLE else _read(text, head, start, end, names, found)
        if expression is not None:
            found.append(expression)
    return found


def _whole(name: str, start: int, end: int) -> Expression:
    own, family = words.WHOLE[name]
    return Expression(start, end, start, family, words.FORMAL[family], (), own, None, True)


def _read(text: str, head: str, start: int, end: int, names: PlaceNames, found: list[Expression]) -> Expression | None:
    family = words.HEADS[head]
    if family == "none" or (head == "新区" and _BEFORE_BAD.search(text[start - 1 : start])):
        return None
    if head == "高新区" and text[start - 1 : start] == "提":
        return None
    if family in ("ours", "that"):
        return Expression(start, end, start, family, head)
    floor = found[-1].end if found else 0
    low = max(floor, start - _WINDOW)
    qualified = words.QUALIFIED.search(text[low:start])
    kind_at = start - (len(qualified.group()) if qualified else 0)
    if family in ("dev", "economic", "hightech", "bonded", "new") and (site := _SITE.match(text, kind_at, start)):
        kind_at = site.end()
    level = words.LEVEL.match(text[kind_at:end])
    kind = text[kind_at + (level.end() if level else 0) : end]
    family = _family(family, kind)
    if family == "misprint" and not words.ELIGIBLE["misprint"].search(kind):
        return None
    if family == "misprint":
        family, kind = "economic", kind.replace("开区", "开发区")
    base = Expression(start, end, kind_at, family, kind)
    return _placed(text, base, low, names, found, head)


def _family(family: str, kind: str) -> str:
    """The class told by the qualifiers: 高新技术产业开发区 is of the class of 高新区."""
    if family in ("dev", "misprint", "park"):
        if family == "park" and not kind.startswith(("高新技术产业园区", "高新技术产业开发园区")):
            return "agriculture" if re.match(r"(?:现代)?农业(?:产业)?园区?\Z|农业科技园区?\Z", kind) else family
        if re.search("高新|高科技|高技术|新技术|火炬", kind):
            return "hightech"
        return "economic" if "经济" in kind and family == "dev" else family
    if family == "demonstration":
        if re.search("综改|综合改革|转型", kind):
            return "reform"
        if "农业" in kind:
            return "agriculture"
        return "innovation" if "自主创新" in kind else family
    if family == "trial":
        return "freetrade" if re.search("自贸|自由贸易", kind) else family
    return family


def _eligible(family: str, kind: str) -> bool:
    rule = words.ELIGIBLE.get("demonstration" if family in ("reform", "agriculture", "innovation") else family)
    if rule is None or (family == "agriculture" and kind.endswith(("园", "园区"))):
        return True
    return rule.search(kind) is not None or kind.endswith(("综改区", "自创区"))


def _placed(
    text: str, base: Expression, low: int, names: PlaceNames, found: list[Expression], head: str
) -> Expression | None:
    inner = _part_of(text, base, names, found, head)
    if inner is not None:
        return inner
    bracketed = _BRACKETED.search(text[low : base.kind_at])
    if bracketed and bracketed.group(1) in names.names:
        begin = low + bracketed.start()
        return replace(base, start=begin, chain=(bracketed.group(1),), named=True)
    begin, chain, own, left = _name_before(text, base.kind_at, low, names, base.family)
    if not chain and not own:
        return bare_kind(text, base, left)
    known = own in words.OWN_NAMES and not (base.family == "park" and own in words.SITES)
    named = replace(base, start=begin, chain=chain, own=own, named=True, doubtful=not chain and not known)
    if not _is_zone(text, named, known):
        return _unplaced(text, named, left)
    return replace(named, weak=words.COMPANY_TAIL.match(text, named.end) is not None)


def _unplaced(text: str, found: Expression, left: str) -> Expression | None:
    """A park without a place may still lie in the zone that the article is about."""
    if found.family == "part" and found.chain:
        return replace(found, chain=(), own="".join(found.chain) + found.own, named=False, doubtful=True)
    if found.family != "park" or found.chain or words.ABROAD.search(text, found.start, found.end):
        bare = replace(found, chain=(), own="", named=False, doubtful=False)
        return None if found.chain else bare_kind(text, bare, left)
    if words.PROJECT_TAIL.match(text, found.end):
        return None
    return replace(found, named=False, doubtful=True)


def _abroad(text: str, found: Expression) -> bool:
    """Whether the name holds the name of a country or stands right behind one."""
    if words.ABROAD.search(text, found.start, found.kind_at):
        return True
    return any(
        words.ABROAD.fullmatch(text, max(0, found.start - length), found.start) is not None for length in (2, 3, 4)
    )


def _is_zone(text: str, found: Expression, known: bool) -> bool:
    """Whether what is named is a development zone and not a park, campaign or region of another sort."""
    if _abroad(text, found) or text[found.end : found.end + 1] == "域":
        return False
    if found.family == "new" and _DISTRICT.match(text, found.end):
        return False
    if not found.own and words.LEVEL.match(text[found.kind_at : found.end]) and found.kind == "开发区":
        return False
    if not _eligible(found.family, found.kind) and not (known and found.family in ("demonstration", "cooperation")):
        return False
    if found.family in _NEEDS_PLACE and not found.chain and not known:
        return False
    if found.family == "park" and not found.own and found.kind != "工业园区" and found.chain[0] in WORDS:
        return len(found.chain) > 1
    if found.family in ("park", "town", "part", "city"):
        return _placed_park(text, found, known)
    return True


def _placed_park(text: str, found: Expression, known: bool) -> bool:
    """A park that is called after a place, not after a company, and is no project."""
    if words.PROJECT_TAIL.match(text, found.end) or found.weak:
        return False
    if found.family == "part":
        return found.kind.endswith("自贸片区") or "自贸" in found.own or (known and found.kind.endswith("新片区"))
    if found.family == "town":
        return False
    if found.family == "city":
        return bool(found.chain) or known
    industrial = bool(words.INDUSTRY.match(found.own)) if found.own else len(found.kind) > 2
    return (bool(found.chain) and industrial) or known


def _part_of(text: str, base: Expression, names: PlaceNames, found: list[Expression], head: str) -> Expression | None:
    """A park or part printed right behind its zone: 赣江新区 + 中医药产业园."""
    if base.family not in ("park", "part", "town", "city", "agriculture", "bonded", "processing") or not found:
        return None
    outer = found[-1]
    gap = text[outer.end : base.kind_at]
    if outer.general or len(gap) > _GAP or _HARD_STOP.search(gap):
        return None
    if base.family in ("bonded", "processing") and (gap or base.kind_at != outer.end):
        return None
    if outer.family in ("ours", "that", "dev") and not outer.named and not gap and len(base.kind) < 4:
        return None
    if has_suffix(gap[: names.prefix(gap)]) and base.family == "park":
        return None
    if not _good_gap(gap, base, head) or words.PROJECT_TAIL.match(text, base.end):
        return None
    own = gap + text[base.kind_at : base.start] if base.family == "park" else gap
    begin = outer.end if not outer.named else outer.start
    return replace(base, start=begin, own=own, parent=len(found) - 1, named=True)


_JOINED = re.compile(
    r"(?<=..)[与和及](?=装备|制造|医药|信息|材料|能源|新材料|新能源|健康|生物|汽车|数字|智能|环保|食品|物流|机械|电子|航空|科技|文化)"
)


def _good_gap(gap: str, base: Expression, head: str) -> bool:
    plain = _JOINED.sub("", gap)
    if words.BREAK.search(plain) or (gap and words.GENERIC.match(gap) and len(gap) < 3 and head == "园区"):
        return False
    if not gap:
        return (base.family != "town" and head not in ("园区",)) or len(base.kind) > 3
    return not re.match("内|里|上下|各|多个|周边|所有|重点|相关|党工委|管委会|招商|纪检|行政", gap)


def bare_kind(text: str, base: Expression, left: str) -> Expression:
    """A kind without a name, which points to a zone or to zones in general."""
    window = text[max(0, base.kind_at - 8) : base.kind_at]
    general = (
        words.LEVEL.match(text[base.kind_at : base.end]) is not None
        or words.GENERAL_BEFORE.search(window) is not None
        or words.GENERAL_AFTER.match(text, base.end) is not None
        or (base.family not in ("dev", "economic", "hightech", "bonded") and _describes(left))
    )
    if base.family == "new" and _COMPASS.fullmatch(left):
        return replace(base, start=base.kind_at - len(left), own=left, doubtful=True)
    return replace(base, start=base.kind_at, general=general)


def _describes(left: str) -> bool:
    """Whether the words before a bare kind say what sort of zones are meant: 绿色低碳循环示范园区."""
    return any(rule.match(part) for part in (left, left[-2:]) if part for rule in (words.GENERIC, words.INDUSTRY))


def _name_before(
    text: str, end: int, low: int, names: PlaceNames, family: str
) -> tuple[int, tuple[str, ...], str, str]:
    """Start, places and own name of what stands between the last break and `end`, and that text itself."""
    stop = low
    for mark in _HARD_STOP.finditer(text, low, end):
        stop = mark.end()
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
    if _ISLAND.match(rest, span[1]) and not names.reliable(name):
        return True
    if has_suffix(name) and len(name) > 2:
        return False
    return family in _NEEDS_PLACE and bool(words.INDUSTRY.match(name) or words.GENERIC.match(name))


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
            continue
        if _JOINED.match(rest, first):
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
        if own and not names.reliable(chain[-1]) and first > cut:
            spans.pop()
            continue
        if own and family in _NEEDS_PLACE and len(chain) == 1 and chain[0] in WORDS:
            spans.pop()
            continue
        if own and (_only_describes(own, family) or len(own) > 12):
            return (offset + len(rest), (), "")
        lead = rest[cut:first]
        if not own and len(lead) == 1 and lead in "南北东西新" and len(chain[-1]) == 2 and not has_suffix(chain[-1]):
            return offset + cut, (), rest[cut:]
        begin, chain = _official(rest, first, spans, chain, own)
        return offset + begin, chain, own
    own = rest[cut:]
    return _own_name(own, offset + cut, family)


def _only_describes(own: str, family: str) -> bool:
    """Whether the words between place and kind are no own name: 先进 and 绿色, but 绿色化工 names a zone."""
    if (family == "new" and _COMPASS.fullmatch(own)) or family == "cluster":
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
    if 2 <= len(own) <= 5 and not words.GENERIC.match(own) and family not in _NEEDS_PLACE:
        return begin, (), own
    if family == "park" and 2 <= len(own) <= 8 and not words.QUALITY.match(own):
        return begin, (), own
    return begin + len(own), (), ""


def _swallowed(rest: str, spans: list[tuple[int, int]], names: PlaceNames) -> bool:
    """Whether the last place is only part of the own name of a zone at the place before: 潍坊 + 滨海."""
    (first, last), (start, end) = spans[-2], spans[-1]
    left, right = rest[first:last], rest[start:end]
    if has_suffix(right) or not names.reliable(left) or names.above(left, right):
        return False
    return start - last <= 1


def _chain(rest: str, spans: list[tuple[int, int]], names: PlaceNames) -> tuple[int, tuple[str, ...]]:
    """The adjoining places that end with the last one, each containing the next."""
    start, end = spans[-1]
    chain = [rest[start:end]]
    for first, last in reversed(spans[:-1]):
        if last != start or not names.above(rest[first:last], chain[0]):
            break
        chain.insert(0, rest[first:last])
        start = first
    return start, tuple(chain)


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
