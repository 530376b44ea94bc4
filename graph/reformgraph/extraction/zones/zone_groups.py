"""Which expressions mean one zone, which of them is its fullest name, and which own names are sure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from reformgraph.extraction.place_names import PlaceNames, has_suffix
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.name_signs import looks_like_name
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.extraction.zones.zone_scan import bare_kind
from reformgraph.language.lexicon import any_of, longest_first, word_set
from reformgraph.values import PlaceCode
from reformgraph.vocabulary.load_vocabulary import Vocabulary

_HAN = re.compile(r"[\u4e00-\u9fff]")
FORMAL_KIND = re.compile(any_of("formal_kinds"))
TOPONYM = re.compile(r"[\u4e00-\u9fff]{1,3}(?<![农乡山新])[屯村镇乡庄沟岭店堡寨湾坪坝坊营集](?!村)(?=[\u4e00-\u9fff])")
#: Classes whose kind stands right behind the place, and characters of a word that may come between them.
_PLAIN = frozenset({"economic", "hightech", "dev", "bonded", "freetrade"})
_WORD = 4
_SHORT_KIND = 4
#: The shortest own name that its signs can tell.
_SHORTEST_OWN = 2
#: A name that ends as names of places do, though no list has it: 柳湾 of 柳湾高新区, not 沿江 of 沿江开发区.
_LANDSCAPE = re.compile("[^沿跨过入出临近靠环全各本该此多新老][湾河湖川溪桥泉坪屿潭洲滩塘岭浦渡]")
#: Signs of a word that is no part of a name.
_WORD_SIGN = re.compile("^[来到去]|[问同取讲称改让请把将对向赴给看说要像]")
_FAR_MORE = 2
_NAMED_HEADS = longest_first("named_park_heads")
_PARK_HEAD = re.compile("(?:" + any_of("park_heads") + r")\Z")
_TOPICS = word_set("park_topics")
_KINDS: dict[str, dict[str, str]] = {}


@dataclass(slots=True)
class Group:
    """Expressions that mean one zone."""

    family: str
    own: str
    place: PlaceCode | None
    where: str
    part_of: int | None = None
    members: list[int] = field(default_factory=list)
    tail: str = ""
    entry: str = ""
    #: How the zone is known: its name is printed, or the article or the page's source tells it.
    basis: str = "printed"
    #: Members that print a name the zone had before.
    former: set[int] = field(default_factory=set)


class Shelves:
    """Numbers of groups by the first signs of their place or tail or the last of their own name.

    Only groups on one shelf can be one zone, which keeps articles with thousands of zones linear.
    """

    __slots__ = ("_numbers",)

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, None]] = {}

    def put(self, number: int, *keys: str) -> None:
        """Lay a group under keys made by `shelf`."""
        for key in filter(None, keys):
            self._numbers.setdefault(key, {})[number] = None

    def find(self, *keys: str) -> list[int]:
        """Numbers of the groups under any of the keys, in order."""
        return sorted({number for key in keys for number in self._numbers.get(key, ())})


def shelf(what: str, signs: str) -> str:
    """Key of a shelf; nothing is found under no signs."""
    return f"{what} {signs}" if signs else ""


def confirmed(found: list[Expression], text: str, own_names: frozenset[str], names: PlaceNames) -> list[Expression]:
    """Own names that may be ordinary words stay where they look like names, the kind is formal or they come twice.

    Parameters
    ----------
    own_names
        Those of the catalogue's zones: no other stands before a short kind (高新区, 经开区).
    """
    counts = Counter(item.own for item in found if item.named)
    bare = Counter(item.family for item in found if not item.named)
    # 足见新区 beside 哈尔滨新区 is a word before it, not another new area.
    alone = not any(item.family == "new" and item.named and not item.doubtful for item in found)
    result = []
    for item in found:
        named = _is_run(text, item) or _is_own(item, names, bare[item.family] > 0)
        if _between(item, counts, own_names) and not named:
            item = bare_kind(text, item._replace(own="", named=False, doubtful=False, chain=()), item.own)
        elif item.named and item.doubtful and item.parent is None:
            # 编制高新区 where 高新区 stands alone all over the text: a word before it each time.
            often = counts[item.own] > 1 and bare[item.family] < _FAR_MORE * counts[item.own]
            sure = (
                often
                or named
                or (
                    FORMAL_KIND.search(item.kind) is not None
                    and (item.family != "new" or (alone and not _HAN.match(text[item.start - 1 : item.start])))
                )
            )
            if not sure:
                item = bare_kind(text, item._replace(own="", named=False, doubtful=False, chain=()), item.own)
        result.append(item)
    return result


_BOARD = re.compile(any_of("zone_boards"))


def _is_run(text: str, item: Expression) -> bool:
    """Whether a board stands behind a short name: 荫营开发区管委会."""
    name = words.is_own_name(item.own, text[item.start : item.end]) and len(item.own) <= _WORD
    return name and _BOARD.match(text, item.end) is not None


def _is_own(item: Expression, names: PlaceNames, bare: bool) -> bool:
    """Whether what stands before a kind is a name by its signs, and all of it: 荫营开发区, not 同湘西高新区.

    Parameters
    ----------
    bare
        Whether the kind also stands alone, as behind a word it would: 厘定高新区 beside 高新区.
    """
    own = item.own
    if not _SHORTEST_OWN <= len(own) <= _WORD or has_suffix(own) or _WORD_SIGN.search(own):
        return False
    if not looks_like_name(own, surely=bare):
        return False
    later = (own[at:] for at in range(1, len(own) - 1))
    return not any(tail in names.names or tail in words.OWN_NAMES for tail in later)


def _between(item: Expression, counts: Counter[str], own_names: frozenset[str]) -> bool:
    """Whether what stands before a kind is a word and no own name.

    五常市 + 讲 + 经开区, 改称省级 + 高新区: zones of such short kinds are called after places, those with a name of
    their own stand in the catalogue; before a formal kind (经济技术开发区) a sign of a word tells it.
    """
    if not item.named or item.parent is not None or item.entry or not item.own or item.family not in _PLAIN:
        return False
    if item.own in own_names or item.own in words.OWN_NAMES:
        return False
    if _LANDSCAPE.fullmatch(item.own):
        return False
    if len(item.kind) <= _SHORT_KIND and words.INDUSTRY.match(item.own) is None:
        return True
    return len(item.own) <= _WORD and counts[item.own] == 1 and _WORD_SIGN.search(item.own) is not None


def printed_name(text: str, item: Expression) -> str:
    """The zone's name as printed, a misprinted 开区 put right."""
    printed = text[item.start : item.end]
    return printed[:-2] + "开发区" if _misprinted(printed) and not item.entry else printed


def rank(text: str, item: Expression) -> tuple[bool, bool, bool, int, int]:
    """Order of the names of one zone: formal before short forms, then the longest, then the first."""
    printed = text[item.start : item.end]
    level = words.LEVEL.match(text[item.kind_at : item.end]) is not None
    return _misprinted(printed), level, FORMAL_KIND.search(item.kind) is None, -len(printed), item.start


def _misprinted(printed: str) -> bool:
    return printed.endswith("开区") and not printed.endswith("经开区")


def same_family(one: str, other: str) -> bool:
    """Whether two classes of kinds may be those of one zone: 开发区 may stand for 经济技术开发区."""
    if "demonstration" in (one, other) and {one, other} & {"agriculture", "reform"}:
        return True
    return one == other or ("dev" in (one, other) and {one, other} <= {"dev", "economic", "hightech", "investment"})


def park_stem(tail: str) -> str:
    """A park's name without its kind, where that is an ordinary one and something is left: 苏银 of 苏银产业园."""
    stem = _PARK_HEAD.sub("", tail)
    return stem if len(stem) > 1 else tail


def same_park(one: str, other: str) -> bool:
    """Whether two park names without their zone are one: equal, or the shorter is the longer's beginning."""
    first, second = sorted((one, other), key=len)
    stem = _PARK_HEAD.sub("", first)
    return first == second or (len(stem) > 1 and second.startswith(stem) and bool(_PARK_HEAD.search(first)))


#: Characters of an own name: 金斗湾产业园, 中南高科产业园.
_LONGEST_OWN = 4


def own_park(tail: str, own: str) -> bool:
    """Whether a park that stands alone has a name and not only a description."""
    if own in _TOPICS:
        return tail.endswith(("产业园", "产业园区"))
    if words.GENERIC.match(own) or words.QUALITY.match(own) or words.QUALITY.match(tail):
        return False
    if tail.endswith(_NAMED_HEADS):
        return words.INDUSTRY.match(own) is not None or len(own) <= _LONGEST_OWN
    return words.INDUSTRY.match(own) is None and 2 <= len(own) <= 4


def kinds_of(vocabulary: Vocabulary) -> dict[str, str]:
    """Every name and alias of a kind to its formal name, the first kind winning."""
    known = _KINDS.get(vocabulary.version)
    if known is None:
        kinds = vocabulary.zone_kinds
        known = {form: kind.name for kind in reversed(kinds) for form in (*kind.aliases, kind.name)}
        _KINDS.clear()
        _KINDS[vocabulary.version] = known
    return known
