"""Words of which the names of Chinese development zones are made.

A zone's name reads *places* + *own name* + *kind*: 湖州 + 南太湖 + 新区. A kind is a *head* (开发区, 新区,
示范区 ...) with *qualifiers* in front of it (经济技术, 高新技术产业 ...). Nothing here lists zones, but for the
own names (`OWN_NAMES`) of well-known zones that are called after no county, city or province.
"""

from __future__ import annotations

import re

from reformgraph.language.alternatives import by_first
from reformgraph.language.lexicon import any_of, pairs, word_set

#: Head -> class. Zones of one class at one place are one zone; `FAMILY` tells which classes go together.
HEADS: dict[str, str] = dict(pairs("zone_classes"))

#: Classes that bare words of a class may point to.
FAMILY: dict[str, frozenset[str]] = {
    "dev": frozenset({"dev", "economic", "hightech", "investment", "reform", "bonded", "cooperation", "demonstration"}),
    "economic": frozenset({"economic", "dev"}),
    "hightech": frozenset({"hightech", "dev"}),
    "reform": frozenset({"reform"}),
    "demonstration": frozenset({"demonstration", "reform", "agriculture", "tourism"}),
    "agriculture": frozenset({"agriculture"}),
    "trial": frozenset({"trial"}),
    "freetrade": frozenset({"freetrade"}),
}

#: Formal name of the kind where its class alone is known.
FORMAL: dict[str, str] = {kind: formal for formal, kind in pairs("formal_kinds_of_classes")}

_LEVEL = "" + any_of("zone_levels") + ""
_LEVELS = _LEVEL.split("|")
#: Qualifiers that belong to the kind, by head; they are taken off right to left.
QUALIFIED = re.compile(f"(?:{by_first(_LEVEL)}|{any_of('zone_qualifiers')})+\\Z")
_KIND = f"(?:{by_first(_LEVEL)}|{any_of('zone_qualifiers')})*(?:{by_first('|'.join(HEADS))})"
#: Kind at the end of a whole name: 曲靖 | 经济技术开发区.
KIND_AT_END = re.compile(_KIND + r"\Z")
#: A zone without its name: 高新区, 经济技术开发区管委会, 开发区税务局.
BEGINS_WITH_KIND = re.compile(_KIND)
#: Last characters of what `QUALIFIED` finds.
QUALIFIED_ENDS = frozenset(word[-1] for word in (*_LEVELS, *word_set("zone_qualifiers")))
LEVEL_AHEAD = re.compile(_LEVEL)
LEVEL = re.compile(rf"^(?:{_LEVEL})(?!旅游度假区|自主)")

#: Kinds under heads that also name things which are no development zones.
ELIGIBLE: dict[str, re.Pattern[str]] = {
    "demonstration": re.compile(
        f"(?:{any_of('demonstration_kinds')})(?:创新|产业)?示范区\\Z|(?:改革创新|国际合作)示范区\\Z|农高区\\Z"
    ),
    "trial": re.compile(
        r"(?:" + any_of("trial_kinds") + r")试验区\Z|(?:综合|自由贸易|自贸)实验区\Z|航空港经济综合试验区\Z|航空港区\Z"
    ),
    "cooperation": re.compile(r"(?:经济|深度|深港.{0,6}|现代服务业|科技创新|国际商务|产业|经贸)合作区\Z|[边跨]合区\Z"),
    "cluster": re.compile(r"(?:产业|工业|服务业)(?:集聚|聚集|集中)区\Z"),
    "economy": re.compile(r"(?:临空|空港|临港|航空港|航空|海港|港城)经济区\Z|国际港务区\Z|临空区\Z"),
    "resort": re.compile(r"旅游度假区\Z"),
    "processing": re.compile(r"出口加工区\Z"),
    "innovation": re.compile(r"自创区\Z"),
    "pioneer": re.compile(r"国际医疗旅游先行区\Z"),
    "misprint": re.compile("(?:" + any_of("misprinted_kinds") + r")\Z"),
}

FREE_TRADE = re.compile("自贸|自由贸易")

#: Own names of zones that are no names of counties, cities or provinces. They help to find where a name begins.
OWN_NAMES: frozenset[str] = word_set("zone_own_names")

#: Own names that also are ordinary words for a site: they do not name a park without a place.
SITES: frozenset[str] = word_set("zone_sites")

#: Whole names that place plus kind does not describe.
WHOLE: dict[str, tuple[str, str]] = {name: (own.split("/")[0], own.split("/")[1]) for name, own in pairs("whole_zones")}

#: Verbs and other ordinary words that stand right before a bare kind.
ORDINARY = re.compile("(?:" + by_first(any_of("ordinary_before_zone") + r"|[\u4e00-\u9fff]{2,4}时") + r")\Z")
#: Words that describe what a park is like, not what it is called.
QUALITY = re.compile("(?:" + any_of("park_quality") + r"|千亿级?|百亿级?)+\Z")

#: What a park makes; the part between place and head of a park that stands alone must be of these words.
INDUSTRY = re.compile("(?:" + by_first(any_of("park_industries") + "|第[一二三四五六七八九十]") + r")+\Z")

#: Praise and description that name nothing even behind a place: 某市 + 绿色 + 开发区.
ADJECTIVE = re.compile("(?:" + by_first(any_of("zone_adjectives")) + r")+\Z")


def is_trade(own: str) -> bool:
    """Whether the words before a park's kind tell what it makes and do not only praise it: 化工, not 特色.

    >>> is_trade("化工"), is_trade("特色")
    (True, False)
    """
    return INDUSTRY.match(own) is not None and ADJECTIVE.match(own) is None


#: Generic descriptions that are no own names, whole.
GENERIC = re.compile("(?:" + by_first(any_of("zone_generic") + "|[一二三四五六七八九十百千几数两]个?") + r")+\Z")

#: Words in front of a bare kind that make it mean zones in general.
GENERAL_BEFORE = re.compile(
    "(?:" + by_first(any_of("general_before_zone") + "|[0-9一二三四五六七八九十百两数几多余]+[个家]") + r")\Z"
)
GENERAL_AFTER = re.compile(r"们|之[间一]|共建|、(?:" + any_of("general_zone_words") + r")|(?:化|型|类)[的]?")

_NUMERALS = "0123456789一二两三四五六七八九十几数多余"
#: Words at which a name cannot go on to the left: the name begins after them. Each begins with a plain character,
#: so that a text is searched for the first characters of all of them at once.
BREAK = re.compile(
    by_first(
        any_of("zone_name_breaks")
        + "|第[一二三四五六七八九十百]+条|"
        + "讯(?<![通资]讯)|带(?<!经济带)(?<!地带)(?!一路)|进(?<!先进)(?!出口)|由(?<!自由)|有(?![限色机])|事(?![业务])|"
        + "|".join(f"{first}[{_NUMERALS}]{{0,8}}[家个](?![渠子店])" for first in _NUMERALS)
        + "|"
        + "|".join(
            "在与和及跟向对从至为以把将让使被给是即的了着过也还都就又再并且而则因等这那该此其各每某我你他她它们个赴去访到驻内说看请派座于帮替靠"
        )
    )
)

#: What stands before 公司 in legal forms: 股份有限公司.
LEGAL = "(?:股份)?(?:有限)?(?:责任)?"
#: A company called after the zone.
COMPANY_TAIL = re.compile("(?:" + any_of("company_after_zone") + "){0,8}" + LEGAL + "(?:总公司|公司|集团)")
#: A project called after the park.
PROJECT_TAIL = re.compile(
    r"(?:[、和与及][^，。；、]{1,16}){0,2}(?:等)?(?:[0-9一二三四五六七八九十]+个)?(?:[一二三]期)?(?:"
    + any_of("works_before_project")
    + ")?项目"
)

#: Countries and words for abroad: development zones there are not read.
ABROAD = re.compile(any_of("abroad") + "|朝鲜(?!族)")
COUNTRIES = word_set("abroad") | {"朝鲜"}

#: Words before a park's kind that are no name: those of an organ's office, a number, a level.
_NO_NAME = re.compile("[局厅院部委会办处]|[一二两三四五六七八九十几多数家各全年]|.{0,4}级")
_LONGEST_NAME = 8


def is_own_name(own: str, tail: str) -> bool:
    """Whether the words before a park's kind may be its name: not 要报市园区, 老旧工业园区, 全省产业园区."""
    if not 2 <= len(own) <= _LONGEST_NAME or _NO_NAME.match(own) or ORDINARY.search(own):
        return False
    return not (GENERIC.match(own) or QUALITY.match(own) or QUALITY.match(tail))
