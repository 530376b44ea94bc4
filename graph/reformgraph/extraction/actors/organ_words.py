"""Words for the organs of state and of zones, and for provinces, cities and counties spoken of as 我省 or 县委."""

from __future__ import annotations

import re

from reformgraph.language.alternatives import by_first
from reformgraph.language.lexicon import any_of, pairs, word_set

_FIELDS = word_set("organ_fields")
_PLAIN = ("厅", "局", "委", "委员会", "总局")
_CENTRES = word_set("organ_centres")
_OFFICES = word_set("organ_offices")
_OTHERS = word_set("organs_whole")
#: Ministries: organs of the centre where no province or city stands in front.
MINISTRIES = word_set("ministries")
#: Organs that a zone has itself: without a place in front they are those of the zone the article is about.
ZONE_ORGANS = word_set("zone_organs")
#: Printed right behind a zone's name, these make one expression with it.
_OFFICES_OF_ZONE = by_first(any_of("organ_fields") + "|" + any_of("zone_office_words"))
_OFFICE = r"(?:局(?![面限势部])|厅|中心|部(?![门分署队落位件级属委])|办公室|工委|大厅|科|处(?![理置罚于在])|分局)"
_COMMITTEES = r"(?:(?:党工委|工委)[、和与]?(?:管委会|管理委员会)|" + any_of("zone_boards") + r")"
OF_ZONE = re.compile(
    rf"{_COMMITTEES}(?:{_OFFICES_OF_ZONE}){{0,7}}{_OFFICE}|(?:{_OFFICES_OF_ZONE}){{1,7}}{_OFFICE}|{_COMMITTEES}"
)
#: What may stand behind 省委, 市委 or 县委 and make it an organ of its own.
COMMITTEE_ORGAN = re.compile("(?:" + any_of("committee_organs") + ")")
#: What may stand behind 省政府 or 市政府 and make it an organ of its own.
GOVERNMENT_ORGAN = re.compile(r"(?:" + any_of("government_offices") + r"|办(?![理事案法公结件证学好]))")

#: Provinces, cities and counties without their name.
REGIONS: dict[str, str] = {**dict(pairs("regions_without_name")), "各市(州)": "省"}
#: Where place names stand only by chance, across the border of two words or in a longer name.
NO_PLACE = word_set("no_place")
GROUPS = tuple(
    ["督导组", "督查组", "检查组", "巡视组", "巡察组", "领导小组", "指挥部"]
    + [f"{kind}{number}组" for kind in ("督导", "督查", "检查", "巡视", "巡察") for number in "一二三四五六七八九十"]
)

#: An organ behind the name of its place, put together of the words for fields: 长春市 + 政务服务和数字化建设管理局.
ORGAN_OF_PLACE = re.compile(rf"(?:(?:{_OFFICES_OF_ZONE})[和与、]?){{1,8}}(?:局(?![面限势部])|厅|委员会(?!会议)|办公室)")
#: 全市头一个, 全省率先: a rank, nobody acts.
RANKED = re.compile(
    r"(?:范围内?|里|内|各园区|园区)?(?:头一|首[个家批创次位]|第[一二三四五六七八九十]|率先|领先|唯一|最|前[列三十茅]|排名|排|同类)"
)
#: Those spoken of before: 该县, 该局.
SPOKEN_OF = {
    "该省": "省", "该市": "市", "该县": "县", "该州": "州", "该旗": "旗", "该盟": "盟",
    "该局": "局", "该厅": "厅", "该委": "委", "该中心": "中心", "该街道": "街道", "该镇": "镇",
}  # fmt: skip
#: The production corps of Xinjiang stands beside the provinces.
CORPS = ("新疆生产建设兵团", "新疆兵团", "兵团")

#: What may follow the name of a place when its authorities are meant.
GOVERNMENT = re.compile(
    r"(?:[省市县区州旗盟]?委(?!托|派|任|员会?(?:办|主任)?|[办组宣统政编优改]|书记办)(?:[、和]?[省市县区州旗盟]?(?:人民)?政府(?!办|新|采|国|工))?|"
    r"[省市县区州旗盟]?(?:人民)?政府(?!办|新|采|国|引|性|机|部|工作部)|党委(?:[、和]政府)?|行署)"
)
#: Level words right before an organ: 省商务厅, 我市税务局, 全省法院.
LEVEL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[^直城门超都夜花街社园景校小片地特老新灾山矿牧林库市集菜]))(?:我|全|本|各)?([省市县区州旗盟]|自治区)\Z"
)
#: What it says is said for its government: 江西省政府新闻办介绍，我省全面推行….
PRESS_OFFICE = "新闻办"
#: A town or street behind the name of its county: 章丘区相公庄街道, 太仓沙溪镇.
TOWN = re.compile(r"(?!各|全|乡镇|这|的|在|和|与|有)[\u4e00-\u9fff]{2,3}?(?:街道(?!路)|镇(?![长区街上海江雄]))")
_BEFORE_BRACKET = re.compile(r"[\u4e00-\u9fff][（(]\Z")
_BEHIND = re.compile(r"[）)][\u4e00-\u9fff]")
_AFTER_COMMITTEE = frozenset("托派任屈婉")


def organ_patterns() -> tuple[str, ...]:
    """Names of organs without the place, one for each field and form."""
    patterns = {field + form for field in _FIELDS for form in _PLAIN}
    patterns |= {field + "中心" for field in _CENTRES} | {field + "办公室" for field in _OFFICES | _FIELDS}
    patterns |= {field + "办" for field in _OFFICES} | _OTHERS | ZONE_ORGANS
    return tuple(sorted(patterns - {"教育委", "数据局", "金融委", "建设委", "数据委", "能源委"} | {"教育委员会"}))


def no_region(text: str, word: str, start: int, end: int) -> bool:
    """Whether 区政府 or 盟委 is only a piece of 特区政府 or 欧盟委员会."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if word.endswith("委") and after in ("员", "托", "派", "任"):
        return True
    if word[0] in "区盟州旗":
        return before in tuple("特社园校景小城新自治专地库牧林矿郊欧联同结加各发")
    return word[0] in "省市县" and before in tuple("城都夜超花街菜集股楼汇知行跨外")


def in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a place stands in brackets inside a name, and does not act: 立邦涂料(河南)公司, 万马(舟山)智造园."""
    return _BEFORE_BRACKET.search(text, max(0, start - 2), start) is not None and _BEHIND.match(text, end) is not None


def is_cut(text: str, organ: str, end: int) -> bool:
    """Whether the organ's last character begins another word: 发改委托, 商务局面."""
    after = text[end : end + 1]
    if organ.endswith("委"):
        return after in _AFTER_COMMITTEE
    if organ.endswith("局"):
        return after in "面限势域"
    if organ.endswith("部"):
        return after in "门分署队落位件级属委"
    if organ.endswith("办"):
        return after in "理事案法公结件证"
    if organ == "人大" and (after in "多量小幅力气举步胆口" or text[end - 3 : end - 2] in "轻个多老工客"):
        return True
    return organ in ("海关", "法院", "人大", "政协") and after in "总特监系学附代委"
