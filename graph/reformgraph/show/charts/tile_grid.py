"""A map of provinces as tiles of one size: where areas would deceive, and without any border."""

from __future__ import annotations

from collections.abc import Mapping

from reformgraph.show.charts.drawing import INK, RULE, SOFT, WHITE, Drawing
from reformgraph.views.english_names import english_name

#: Provinces by short name where they stand: column, row.
TILES = {
    "黑龙江": (8, 0), "内蒙古": (6, 1), "吉林": (8, 1), "新疆": (0, 2), "甘肃": (3, 2), "宁夏": (4, 2), "山西": (5, 2),
    "北京": (6, 2), "天津": (7, 2), "辽宁": (8, 2), "青海": (3, 3), "陕西": (4, 3), "河南": (5, 3), "河北": (6, 3),
    "山东": (7, 3), "西藏": (1, 4), "四川": (3, 4), "重庆": (4, 4), "湖北": (5, 4), "安徽": (6, 4), "江苏": (7, 4),
    "上海": (8, 4), "贵州": (4, 5), "湖南": (5, 5), "江西": (6, 5), "浙江": (7, 5), "云南": (3, 6), "广西": (4, 6),
    "广东": (5, 6), "福建": (6, 6), "台湾": (8, 6), "海南": (4, 7), "澳门": (5, 7), "香港": (6, 7),
}  # fmt: skip
#: Letters of ISO 3166-2:CN, which English pages have room for.
CODES = {
    "黑龙江": "HL", "内蒙古": "NM", "吉林": "JL", "新疆": "XJ", "甘肃": "GS", "宁夏": "NX", "山西": "SX", "北京": "BJ",
    "天津": "TJ", "辽宁": "LN", "青海": "QH", "陕西": "SN", "河南": "HA", "河北": "HE", "山东": "SD", "西藏": "XZ",
    "四川": "SC", "重庆": "CQ", "湖北": "HB", "安徽": "AH", "江苏": "JS", "上海": "SH", "贵州": "GZ", "湖南": "HN",
    "江西": "JX", "浙江": "ZJ", "云南": "YN", "广西": "GX", "广东": "GD", "福建": "FJ", "台湾": "TW", "海南": "HI",
    "澳门": "MO", "香港": "HK",
}  # fmt: skip
_TILE = 36.0
WIDE, HIGH = 9 * _TILE, 8 * _TILE
_SHADES = ("#d6e6f2", "#8fc1de", "#3f8fc0", "#00527f")
_ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市")


def short_name(province: str) -> str:
    """The short form of a province.

    >>> short_name("广西壮族自治区"), short_name("山西省")
    ('广西', '山西')
    """
    return next((province.removesuffix(ending) for ending in _ENDINGS if province.endswith(ending)), province)


def shade(count: int, most: int) -> str:
    """Fill of a tile: the more the darker, white for none."""
    if count <= 0:
        return WHITE
    return _SHADES[min(int((count - 1) / max(most, 1) * len(_SHADES)), len(_SHADES) - 1)]


def tile_grid(drawing: Drawing, counts: Mapping[str, int], left: float, top: float) -> None:
    """Tiles with the short name and the count; `counts` by short name of the province."""
    most = max(counts.values(), default=0)
    for name, (column, row) in TILES.items():
        x, y, count = left + _TILE * column, top + _TILE * row, counts.get(name, 0)
        fill = shade(count, most)
        ink = WHITE if fill in _SHADES[2:] else SOFT if not count else INK
        tip = f"{name} {english_name('place', name)} {count}"
        # An empty tile shows the ground of the page, which may be dark.
        drawing.rect(x + 1, y + 1, _TILE - 2, _TILE - 2, fill=fill if count else "none", stroke=RULE, tip=tip)
        # On a filled tile the ink is that of paper, whatever the theme of the page is.
        style = {"plain": fill != WHITE}
        words = (name, CODES[name])
        drawing.text(x + _TILE / 2, y + 15, words, size=11, anchor="middle", fill=ink, **style)
        if count:
            drawing.text(x + _TILE / 2, y + 29, str(count), size=12, anchor="middle", fill=ink, bold=True, **style)
