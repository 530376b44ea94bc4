"""Expressions that name or point to development zones, found in a text one by one.

The kind at the right end is found by one automaton; the left end by place names, by the words at which
no name goes on, and by the nature of what is left between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.place_names import PlaceNames, has_suffix
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.catalogue_forms import CatalogueForms, class_of
from reformgraph.extraction.zones.zone_bounds import COMPASS, HARD_STOP, JOINED, begins_longer, name_before
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.extraction.zones.zone_standing import DISTRICT, is_zone
from reformgraph.language.lexicon import any_of, word_set
from reformgraph.vocabulary.zone_catalogue import CatalogueZone

_BRACKETED = re.compile(r"(?:中国|中[\u4e00-\u9fff]|[东西南北中]部|国家)?[（(]([\u4e00-\u9fff]{2,8})[）)]\Z")
#: A bracket right behind a word that is no such lead: 广州（清远）产业转移工业园.
_NO_LEAD = re.compile(r"[\u4e00-\u9fff](?<!中国)(?<!中[\u4e00-\u9fff])(?<![东西南北中]部)(?<!国家)[（(]\Z")
#: The first place of a zone of two: 奎屯—独山子.
_TWIN = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4})[—\-－]\Z")
_BEFORE_BAD = re.compile(r"(?:提|最|更|较|创|革|翻|重|全)\Z")
#: 县工业园区, 区先进制造业开发区: that of the county or district spoken of.
_UNITS = ("县", "市", "区", "州", "旗")
_SITE = re.compile("临港|临空|空港|航空港|航空(?=经济)")
#: A bracket inside a name, right before the kind.
_INNER = re.compile(r"[（(]([\u4e00-\u9fff]{2,6})[）)]\Z")
_WINDOW = 22
_GAP = 16
#: Expressions that may begin before a name and hold it: a zone and its parts.
_BACK = 6


@lru_cache(maxsize=1)
def _heads() -> tuple[AhoCorasick, tuple[str, ...]]:
    patterns = (*words.HEADS, *words.WHOLE)
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), patterns


def scan(
    text: str, names: PlaceNames, forms: CatalogueForms | None = None, around: Iterable[str] = ()
) -> list[Expression]:
    """All expressions in text order, non-overlapping; names of the catalogue go before what is read off the words.

    Parameters
    ----------
    around
        Codes of places spoken of, by which names without their place are known.
    """
    found = _scan(text, names)
    return found if forms is None else _with_catalogue(text, found, names, forms, around)


def _with_catalogue(
    text: str, found: list[Expression], names: PlaceNames, forms: CatalogueForms, around: Iterable[str]
) -> list[Expression]:
    """What is read with the names of the catalogue put in the place of what they hold or end."""
    starts = [item.start for item in found]
    by_form = forms.catalogue.by_form
    standing = [(start, end, form, by_form[form]) for start, end, form in forms.find(text) if form not in names.names]
    taken = {place for start, end, *_ in standing for place in (start, end - 1)}
    sure = {(start, end): zones[0].iri for start, end, _, zones in standing if len(zones) == 1}
    found = [_with_entry(item, sure) for item in found]
    bare = [
        (start, end, form, (zone,))
        for start, end, form, zone in forms.find_bare(text, around)
        if start not in taken and end - 1 not in taken
    ]
    known = [
        (start, end, form, zones)
        for start, end, form, zones in sorted([*standing, *bare], key=lambda item: item[:2])
        if not (form.endswith("新区") and DISTRICT.match(text, end))
        and not _inside_named(found, bisect_right(starts, start), start, end)
        and not begins_longer(text[start - 1 : start], form[: names.prefix(form)])
    ]
    if not known:
        return found
    ends = [end for _, end, *_ in known]
    made = [_of_catalogue(text, start, end, form, names, zones) for start, end, form, zones in known]
    kept: list[tuple[Expression, int | None]] = []
    for number, item in enumerate(found):
        after = bisect_right(ends, item.start)
        if after == len(known) or known[after][0] >= item.end:
            kept.append((item, number))
    kept += [(item, None) for item in made]
    kept.sort(key=lambda pair: pair[0].start)
    place = {old: new for new, (_, old) in enumerate(kept) if old is not None}
    return [
        item if item.parent is None else item._replace(parent=place.get(item.parent), named=item.parent in place)
        for item, _ in kept
    ]


def _with_entry(item: Expression, sure: Mapping[tuple[int, int], str]) -> Expression:
    """A name that the catalogue has for one zone alone is that zone's: 江北新区 is not called after a district."""
    plain = item.named and item.parent is None and not item.entry
    return item._replace(entry=sure.get((item.start, item.end), "")) if plain else item


def _inside_named(found: list[Expression], after: int, start: int, end: int) -> bool:
    """Whether a sure expression that begins at `start` or before holds the range: none of them is long."""
    return any(
        item.named and not item.doubtful and item.start <= start and item.end >= end
        for item in found[max(0, after - _BACK) : after]
    )


def _of_catalogue(
    text: str, start: int, end: int, form: str, names: PlaceNames, zones: Sequence[CatalogueZone]
) -> Expression:
    """A name of the catalogue as an expression: places at its beginning, own name, kind."""
    length = names.prefix(form)
    family = class_of(zones[0].kind)
    qualified = re.search(f"(?:{words.KIND_AT_END.pattern})", form)
    kind_at = start + (qualified.start() if qualified else max(length, len(form) - 3))
    kind_at = max(kind_at, start + length)
    chain = (form[:length],) if length else ()
    own = text[start + length : kind_at]
    weak = words.COMPANY_TAIL.match(text, end) is not None
    entry = zones[0].iri if len(zones) == 1 else ""
    return Expression(start, end, kind_at, family, text[kind_at:end], chain, own, None, True, weak, entry=entry)


def _scan(text: str, names: PlaceNames) -> list[Expression]:
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
    qualified = words.QUALIFIED.search(text[low:start]) if text[start - 1] in words.QUALIFIED_ENDS else None
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


#: Kinds of parks that are called development zones: 郑东新区 + 先进制造业开发区.
_TRADED = re.compile("先进制造业|现代服务业")
#: 青山湖高新园区 is 青山湖高新技术产业园区; 高新技术产业园 may be one in a zone.
_HIGH_TECH_PARKS = word_set("high_tech_parks")
_FARMING = re.compile(r"(?:现代)?农业(?:产业)?园区?\Z|农业科技园区?\Z")
_HIGH_TECH = re.compile("高新|高科技|高技术|新技术|火炬")
_REFORMING = re.compile("综改|综合改革|转型")
_TOURISM = re.compile("(?:生态)?(?:文化旅游|文旅)|生态旅游")


def _family(family: str, kind: str) -> str:
    """The class told by the qualifiers: 高新技术产业开发区 is of the class of 高新区."""
    if family in ("dev", "misprint", "park"):
        if family == "park" and kind not in _HIGH_TECH_PARKS:
            return "agriculture" if _FARMING.match(kind) else family
        if _HIGH_TECH.search(kind):
            return "hightech"
        return "economic" if "经济" in kind and family == "dev" else family
    if family == "demonstration":
        if _REFORMING.search(kind):
            return "reform"
        if "农业" in kind:
            return "agriculture"
        if _TOURISM.match(kind):
            return "tourism"
        return "innovation" if "自主创新" in kind else family
    if family == "trial":
        return "freetrade" if words.FREE_TRADE.search(kind) else family
    return family


def _placed(
    text: str, base: Expression, low: int, names: PlaceNames, found: list[Expression], head: str
) -> Expression | None:
    inner = _part_of(text, base, names, found, head)
    if inner is not None:
        return inner
    bracketed = _BRACKETED.search(text[low : base.kind_at]) if text[base.kind_at - 1] in ")）" else None
    apart = bracketed is not None and _NO_LEAD.search(text[low : low + bracketed.start(1)]) is not None
    if bracketed and not apart and bracketed.group(1) in names.names:
        begin = low + bracketed.start()
        return base._replace(start=begin, chain=(bracketed.group(1),), named=True)
    within = _INNER.search(text[low : base.kind_at]) if text[base.kind_at - 1] in ")）" else None
    if within is not None:
        # 广州（清远）产业转移工业园, 黄石新港（物流）工业园区: the bracket is part of the name.
        begin, chain, own, _ = name_before(text, low + within.start(), low, names, base.family)
        if chain:
            return base._replace(start=begin, chain=chain, own=own + within.group(1), named=True)
        if apart:
            return None  # 先声国际医药（山东）产业园: a company's
    begin, chain, own, left = name_before(text, base.kind_at, low, names, base.family)
    if not chain and not own:
        return None if base.family == "run" else bare_kind(text, base, left)
    known = own in words.OWN_NAMES and not (base.family == "park" and own in words.SITES)
    twin = _TWIN.search(text[low:begin]) if chain and text[begin - 1 : begin] in "—-－" else None
    if twin and names.ending(twin.group(1), len(twin.group(1))) == 0:
        begin = low + twin.start()
    named = base._replace(start=begin, chain=chain, own=own, named=True, doubtful=not chain and not known)
    if not is_zone(text, named, known, names):
        return _unplaced(text, named, left)
    return named._replace(weak=words.COMPANY_TAIL.match(text, named.end) is not None)


def _unplaced(text: str, found: Expression, left: str) -> Expression | None:
    """A park without a place may still lie in the zone that the article is about."""
    if found.family in ("part", "town") and (found.chain or found.family == "town"):
        return found._replace(chain=(), own="".join(found.chain) + found.own, named=False, doubtful=True)
    if found.family == "run":
        return None
    if found.family != "park" or found.chain or words.ABROAD.search(text, found.start, found.end):
        bare = found._replace(chain=(), own="", named=False, doubtful=False)
        return None if found.chain else bare_kind(text, bare, left)
    if words.PROJECT_TAIL.match(text, found.end):
        return None
    return found._replace(named=False, doubtful=True)


def _part_of(text: str, base: Expression, names: PlaceNames, found: list[Expression], head: str) -> Expression | None:
    """A park or part printed right behind its zone: 赣江新区 + 中医药产业园."""
    inner = ("park", "part", "town", "city", "agriculture", "bonded", "processing")
    if not found or not (base.family in inner or _TRADED.match(base.kind)):
        return None
    outer = found[-1]
    gap = text[outer.end : base.kind_at]
    if outer.general or len(gap) > _GAP or HARD_STOP.search(gap):
        return None
    if (base.family in ("bonded", "processing") or _TRADED.match(base.kind)) and (gap or base.kind_at != outer.end):
        return None
    if outer.family in ("ours", "that", "dev") and not outer.named and not gap and len(base.kind) < 4:
        return None
    if has_suffix(gap[: names.prefix(gap)]) and base.family == "park":
        return None
    if gap.startswith("同") and names.prefix(gap[1:]):
        return None  # 甲高新区同苏州工业园区: with another zone
    if not _good_gap(gap, base, head) or words.PROJECT_TAIL.match(text, base.end):
        return None
    own = gap + text[base.kind_at : base.start] if base.family == "park" else gap
    begin = outer.end if not outer.named else outer.start
    return base._replace(start=begin, own=own, parent=len(found) - 1, named=True)


def _good_gap(gap: str, base: Expression, head: str) -> bool:
    plain = JOINED.sub("", gap)
    if base.kind == "区块" and gap and words.GENERIC.match(gap):
        return False
    described = gap and words.GENERIC.match(gap) and not words.is_trade(gap) and len(gap) < 3
    if words.BREAK.search(plain) or (described and head == "园区"):
        return False  # 开发区特色园区, 开发区各园区; but 开发区化工园区
    if not gap:
        return (base.family != "town" and head not in ("园区",)) or len(base.kind) > 3
    return not re.match("" + any_of("zone_afters") + "", gap)


def bare_kind(text: str, base: Expression, left: str) -> Expression:
    """A kind without a name, which points to a zone or to zones in general."""
    window = text[max(0, base.kind_at - 8) : base.kind_at]
    general = (
        words.LEVEL.match(text[base.kind_at : base.end]) is not None
        or words.GENERAL_BEFORE.search(window) is not None
        or words.GENERAL_AFTER.match(text, base.end) is not None
        or (base.family not in ("dev", "economic", "hightech", "bonded") and left not in _UNITS and _describes(left))
    )
    if base.family == "new" and COMPASS.fullmatch(left):
        return base._replace(start=base.kind_at - len(left), own=left, doubtful=True)
    return base._replace(start=base.kind_at, general=general)


def _describes(left: str) -> bool:
    """Whether the words before a bare kind say what sort of zones are meant: 绿色低碳循环示范园区."""
    return any(rule.match(part) for part in (left, left[-2:]) if part for rule in (words.GENERIC, words.INDUSTRY))
