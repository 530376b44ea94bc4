"""What a number with a unit looks like in Chinese print: units, words of exactness, and the patterns.

Units are the measure words of the language and the physical and money units of the press; a multiplier (万, 亿,
千万) printed before a unit is part of it (INTERFACE section 5).
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain

from reformgraph.language.lexicon import any_of

# One line: normalised unit ("-" for none), factor, units. After "!" stand the characters, split by commas, that
# may not follow because they would make another word (家!庭: 3家 is a unit, 3家庭 is not).
_TABLE = """
m² 1 平方米 平米 平方 ㎡ m2 m²
m² 1000000 平方公里 平方千米 km2 km²
m² 10000 公顷
m² 2000/3 亩!均,产
m 1 米!粉,面 m
m 1000 公里 千米 km KM Km
m 1/100 厘米 cm
m 1/1000 毫米 mm
m 1852 海里
t 1 吨 t 吨标准煤 载重吨
t 1/1000 公斤 千克 kg
t 1/2000 斤
t 1/1000000 克!服,隆,拉
W 1 瓦!斯,片 W
W 1000 千瓦!时 kW KW kw
W 1000000 兆瓦!时 MW
W 1000000000 吉瓦!时 GW
CNY 1 元!素,宇,旦,气,首,件,器,老 块钱
persons 1 人!才,工,民,均,大,口,力,物,员,居,社,类,心,气,文,/ 名!单,牌,义,录,称,优,特 位!于,列,居,置,一体,次,数
1 1/100 % 个百分点 百分点
1 1/1000 ‰
1 1 倍!增,数,率
1 1/10 成!为,立,功,果,效,本,长,员,交,型,熟,都,就,品,套,绩,份,以(?![上下内]),了
items 1 个 家!庭,属,园,教,政,装,渠 户!籍,型,外,口 项!目(?!标) 宗!旨,教 件 次!产业,序,全会,全体,会议
items 1 期!限,间,刊,待,货,望 份
items 1 种!植,子,养,业,粮 所!有,以,在,需,得,属 处!理,置,于,罚,长 座!谈 台!账,阶,风,湾,山,县,河,区 枚 张!家
items 1 起!来,步,草,诉,源,点,码,于,到 场!所,地,均 批!准,复,发,量,评,而 条!件(?!件) 款!项 支!持,付,出,部,撑 套 栋 幢
items 1 间!接,距,隔 轮!车,流 艘 列!入,为,车 卷 架!构,桥 辆 趟 班!子,级,列 头!部 只!有,是,要,需,用,能 株 颗 册 篇 首 幅
items 1 笔
items 1 单!位,元,体,独,一,个,项 例!如,外 片!区 块 段 根!据 口!岸,号,碑,径 层!次,面,级 道!路 孔 眼
items 1 本!地,市,区,级,科,报 部!门,分,署,委,长 组!织,长,建 票!否 箱 桶 瓶 盒 袋 杯 类!似 粒 棵 匹 盏 扇
items 1 人次 户次 件次 家次 场次 批次 车次 架次 列次 航次 班次 标箱 标准箱 TEU 门类 大类 小类 项次 个班次
items 1 辆次!日 张次!日 艘次!日 台次!日 笔次!日 份次!日 趟次!日
- 1 天!津,然,水,山,府,空,河,下 日!(?!以?内|之内|左右) 周!年,边,期,末,岁 秒![0-9] 分钟 小时 刻钟 课时 学时 岁
- 1 年!级,度,轻,代,产,会,货,版,均,底,初,末,终 分![0-9],别,公司,期,类,为,布,之,管,局,中心,店,厂,院,批,阶,析,层,级,流,子
- 1 个工作日 工作日 个自然日 自然日 个交易日 个月 个季度 个小时 个钟头 个星期 个学时 个课时 个昼夜
- 1 美元 欧元 英镑 日元 港元 港币 韩元 澳元 加元 新元 卢布 卢比 泰铢 澳门元 角!色,度,落
- 1 立方米 立方!体 m3 m³ 升!级,至,到,高 毫升 千瓦时 兆瓦时 吉瓦时 kWh KWh MWh GWh 度电 度!假,过,量,数,的 千伏 kV KV
- 1 千伏安 ℃ °C 摄氏度
- 1 TB GB MB PB KB Gbps Mbps 兆!瓦,赫 分贝 纳米 微米 nm 英寸 马力 毫克 微克 兆赫 赫兹 标方 标准立方米 个基点 基点 折
"""
_MANY = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![米瓦克伏帕卡]))"
MULTIPLIERS = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}


def _read_table() -> tuple[dict[str, tuple[str | None, Fraction]], dict[str, str]]:
    factors: dict[str, tuple[str | None, Fraction]] = {}
    guards: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        si, factor, *units = line.split()
        for item in units:
            unit, _, after = item.partition("!")
            factors[unit] = (None if si == "-" else si, Fraction(factor))
            latin = "[A-Za-z0-9]" if unit[-1].isascii() and unit[-1].isalnum() else ""
            words = "|".join(word for word in chain([latin], after.split(",")) if word)
            guards[unit] = f"{re.escape(unit)}(?!{words})" if words else re.escape(unit)
    return factors, guards


#: Unit -> its normalised unit (None where there is none) and the factor to it.
FACTORS, _GUARDS = _read_table()


def _alternatives(units: list[str]) -> str:
    """Pattern of the units, longest first, grouped by their first character so that most are ruled out at once."""
    by_first = {first: [unit for unit in units if unit[0] == first] for first in sorted({unit[0] for unit in units})}
    groups = (
        re.escape(first) + "(?:" + "|".join(_GUARDS[unit][len(re.escape(first)) :] for unit in group) + ")"
        for first, group in by_first.items()
    )
    return "(?:" + "|".join(groups) + ")"


_UNIT = _alternatives(sorted(_GUARDS, key=lambda unit: (-len(unit), unit)))
_PER = "(?:/(?:" + any_of("per_units") + "|㎡))?"
_TO = "(?:至|到|—{1,2}|-{1,2}|~)"
_SOME = "[余多来几]"
_TAIL = (
    "(?:（含）|\\(含\\))?(?:左右|上下(?![级游])|及?以上|及?以内|及?以下(?![简几问措举方事])|之内|不等"
    "|内(?![部容外涵在需地蒙资设控核存]))"
)
# 1,234.5 or 1234.5; nothing longer than a number in print
_ARABIC = (
    "(?:[0-9]{0,4}亿零?[0-9]{1,4}万"
    r"|(?:[0-9]{0,2}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{0,15}(?![0-9]))(?:\.[0-9]{1,8}(?![0-9]))?)"
)
_CHINESE = "[一二两三四五六七八九十百千零〇万亿]{0,12}"
_DIGIT, _NUMERAL = "[0-9]", "[一二两三四五六七八九十百千]"


def _quantity(first: str, bounds: str, rest: str) -> str:
    """Pattern of a number with a unit: its first character, what may stand around that, the rest of the number.

    It begins with a plain set of characters, so that most of a text is passed over at once.
    """
    number = first + rest
    return rf"""(?P<number>{first}{bounds}{rest})(?P<some>{_SOME})?
        (?:(?=[^0-9，。；、,;\n]{{0,7}}{_TO})(?P<low_unit>{_MANY}?{_UNIT}?){_TO}(?P<high>{number})(?P<high_some>{_SOME})?)?
        (?:(?P<many>{_MANY})?(?P<many_some>{_SOME})?\ ?
            (?:个(?P<inner>[半多来])(?P<inner_unit>月|小时|钟头|工作日|百分点|季度)
              |(?P<unit>{_UNIT})(?P<per>{_PER})(?P<half>半(?=[，。；、,;的左内就便即时]|$)|(?<=成)[一二三四五六七八九](?=[，。；、,;的左以]|$))?)
          |(?P<bare>{_MANY})(?P<bare_some>{_SOME})?(?!级|[0-9]))
        (?P<tail>{_TAIL})?"""


#: A number in Arabic digits with a unit.
ARABIC = re.compile(_quantity(_DIGIT, "(?<![0-9.A-Za-z_/:].)(?!(?:(?<=1)[89]|(?<=2)0)[0-9]{2}年)", _ARABIC), re.VERBOSE)
#: A number in Chinese numerals with a unit.
CHINESE = re.compile(
    _quantity(_NUMERAL, "(?<![一二两三四五六七八九十百千几数零〇第].)(?!(?<=[一二])[〇零○八九]..年)", _CHINESE),
    re.VERBOSE,
)
#: 百分之三十五
PERCENT = re.compile(rf"百分之(?P<number>百|[0-9.]{{1,8}}|[一二三四五六七八九十零点]{{1,8}})(?P<tail>{_TAIL})?")

#: 不到半年, 仅用半个月: half of a unit, said of how long something takes
HALF = re.compile(
    "(?P<before>不到|不足|超过?|近|仅用|仅需|只用|只需|缩短[至到]|压缩[至到])了?半(?P<unit>年|个月|天|个?小时|个工作日)(?!前|后|径)"
)

#: Words of exactness that end where the number begins.
BEFORE = re.compile(
    r"""(?:
      (?P<about>(?<![附最就邻靠临远])近|大约|(?<![签合契节制预履违邀公缔])约[为有合占达]?|将近|接近|大概)
    | (?P<min>超过|远?(?<![商赶])超|突破|逾|多于|高于|大于|不少于|不低于|不小于|不短于|不下于?|不止
        |至少|最少|最低|起码|超出|[>≥])
    | (?P<max>不到|不足|不超过?|不高于|不大于|不多于|不满|低于|少于|小于|短于|未超过|最多|至多|最高|最长|[<≤])
    )(?:了|达到?|可达|为)?$""",
    re.VERBOSE,
)
BEFORE_LAST = frozenset("近约为有合占达概过超破逾于下止少低码出到足满多高长了>≥<≤")
