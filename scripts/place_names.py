"""Short forms of the names of Chinese places: 朔州 for 朔州市, 延边 for 延边朝鲜族自治州."""

from __future__ import annotations

import re

#: Peoples as they stand in the names of autonomous places, with 族 where it is always written.
PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|"
    "哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|"
    "土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族|乌孜别克族|"
    "俄罗斯族|鄂温克族|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族|"
    "蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克"
)
_PEOPLE = re.compile("(?:" + "|".join(sorted(PEOPLES.split("|"), key=len, reverse=True)) + ")$")
_ORDINARY = ("特别行政区", "省", "市", "地区", "盟", "林区", "矿区", "新区", "特区", "县", "区", "旗", "群岛")
#: Endings that are no places of the usual kind, or banners that lose their sense without the word.
_KEPT = re.compile("(?:开发区|园区|示范区|管理区|新城|管委会|行政委员会|海域|[左右前中后]旗|联合旗|合作区)$")
#: The first sign of a long name, the wing and the rest of a banner's name.
_BANNER = re.compile("(.).{2,3}?([左右]?)翼?([左右前中后]旗)")
#: Banners that are called otherwise for short.
_BANNERS = {
    "东乌珠穆沁旗": ["东乌珠穆沁", "东乌旗"],
    "西乌珠穆沁旗": ["西乌珠穆沁", "西乌旗"],
    "达尔罕茂明安联合旗": ["达茂旗", "达茂联合旗"],
}


def short_forms(name: str, level: str) -> list[str]:
    """Short forms of at least two characters, the usual one first.

    >>> short_forms("延边朝鲜族自治州", "city"), short_forms("内蒙古自治区", "province"), short_forms("应县", "county")
    (['延边', '延边州'], ['内蒙古'], [])
    """
    for ending, tail in (("自治区", ""), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
        if name.endswith(ending):
            stem = _without_peoples(name.removesuffix(ending))
            return [stem, stem + tail] if tail else [stem]
    if name in _BANNERS or _KEPT.search(name):
        return _of_banner(name)
    for ending in _ORDINARY:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= 2:
            return [stem]
    return []


def _of_banner(name: str) -> list[str]:
    """What a banner of a long name is called for short: 科右前旗 of 科尔沁右翼前旗, 乌中旗 of 乌拉特中旗.

    >>> _of_banner("科尔沁右翼前旗"), _of_banner("乌拉特中旗"), _of_banner("巴林左旗")
    (['科右前旗'], ['乌中旗'], [])
    """
    found = _BANNER.fullmatch(name)
    return [found.expand(r"\1\2\3")] if found else _BANNERS.get(name, [])


def _without_peoples(stem: str) -> str:
    """Drop the peoples, but never the whole name: 东乡族 is called 东乡, 内蒙古 stays."""
    while True:
        found = _PEOPLE.search(stem)
        if found is None or found.start() < 2:
            return stem.removesuffix("族") if found and found.start() == 0 else stem
        stem = stem[: found.start()]
