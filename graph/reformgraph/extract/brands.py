"""Quoted names of services, posts, events and tools that have no head noun: told by what is done with them.

A short quoted name is a measure when it is staffed or counted (“跑腿小哥”有22名), held on fixed days,
set up, developed or opened by someone, explained by how long it has run, or stands in the headline and
is done something with in the body. Metaphors in quotation marks are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reformgraph.text import Flow

_QUOTED = re.compile(r"[“‘]([\u4e00-\u9fffA-Za-z\d+—－·]{3,10})[”’]")
_ORDER = (
    r"(?:了|起|出|好|上|成)?(?:全[国省市区]|本[省市]|首[批个家支创张]|专属|专门"
    r"|\d+[名个支位批场项张]|[一两三四五六七八九十]+[名个支位批场项张]|新的?|的){0,3}"
)
#: Someone sets it up, opens, staffs, holds or gives it.
_DONE_WITH = re.compile(
    r"(?:建成|建起|开发(?!区)|研发|上线|开通|设立|搭建|开辟|设置|打通|首推|创设|推出|配备|配|配有|聘请|聘任|选聘|选派|派出|派驻|招募|举行|举办|"
    r"发放|发出|首发|启动|启用|试行|试点|推行|实行|施行|创办|开办|办起|设有|建有|开设|成立|组建|创立|首创|推广|复制推广|升级为|改造成|叫响|"
    rf"引入|取消|停办|停用|废止){_ORDER}(?:[\u4e00-\u9fff]{{0,4}})$"
)
#: Weaker verbs, enough where the headline has the name too.
_TREATED = re.compile(
    rf"(?:打造|创新|探索|开展|组织|参加|提供|通过|实施|深化|培育|做优|用好|借助|依托|完善|把|让|由|有|请|找|靠){_ORDER}(?:[\u4e00-\u9fff]{{0,4}})$"
)
#: 每周四是企业的“服务日”
_FIXED_DAY = re.compile(
    r"(?:每[周月季年]|[每逢].?[一二三四五六日末]|\d+日)[^，。；“”]{0,14}(?:是|为|定为|设为|作为|举行|举办|开展|召开)[^，。；“”]{0,8}$"
)
_COUNTED_AFTER = re.compile(
    r"(?:已经?|共|现|总共|目前|今年)?(?:有|达|发展到|增至|配备|上岗|到岗)?\d+(?:多|余)?[名个支位张家场批]"
    r"|(?:已经?|正式|全部|陆续)?(?:上岗|到岗|就位|上门|准时|开门|如约|开讲|开张|上线|启用|启动(?!建设)|落地|运行|亮相|揭牌|挂牌|问世|走进|进驻|入驻企业)"
)
_RUN_FOR = re.compile(r"(?:实行|推行|运行|实施|试行|开办|上线|成立|启用)(?:以来|[一二三两半\d]+[年月天]|不到|后|至今)")
#: Likening, calling and praising make no measure.
_METAPHOR_BEFORE = re.compile(
    r"(?:像|如同|好比|当好|当作|当成|成为|称为|誉为|被称|变成|叫作|比作|所谓|堪称|争当|甘当|扮演|成了|荣获|获得|获评|入选|评为|授予|是|做|当)[^，。；“”]{0,6}$"
)
_METAPHOR_AFTER = re.compile(
    r"(?:的)?(?:系列|主题|作用|效应|美誉|称号|角色|荣誉|精神|理念|目标|时代|品质|牌|产品|产业|商标|软件|题|名单|战略|格局|行列)"
)
_FIGURATIVE = re.compile(
    r"引擎|磁场|快车道|加速度|组合拳|先手棋|招牌|名片|硬骨头|公里|定心丸|金钥匙|阵地|战场|高地|洼地|沃土|标杆|样板|盆景|风景|活力|动力|底气|"
    r"高质量|推动|温度|答卷|加油站|助推器|绊脚石|拦路虎|及时雨|牛鼻子|金疙瘩|主力军|排头兵|领头羊|压舱石|晴雨表|指挥棒|风向标|春天|寒冬|蛋糕|跳板|"
    r"一带一路|十四五|十五五|双碳|乡村振兴|二十大|代表|自信|意识|维护|共同富裕|中国梦|[吗呢吧啊了的]$|^(?:我|你|他|咱|这|那|不)"
)


def find_brands(flow: Flow) -> Iterator[tuple[int, int]]:
    """Flow ranges of quoted names that the text treats as measures, in text order."""
    text = flow.text
    head = next((paragraph.start for paragraph in flow.paragraphs if paragraph.role == "body"), 0)
    for quote in _QUOTED.finditer(text):
        name = quote.group(1)
        if _FIGURATIVE.search(name) or not re.search(r"[\u4e00-\u9fff]{2}", name):
            continue
        before = re.split(r"[，。；：？！\n]", text[max(0, quote.start() - 30) : quote.start()])[-1]
        after = text[quote.end() : quote.end() + 16]
        likened = _METAPHOR_BEFORE.search(before) and not _FIXED_DAY.search(before)
        if likened or _METAPHOR_AFTER.match(after):
            continue
        if _is_treated(text, before, after, head, name):
            yield quote.start(1), quote.end(1)


def _is_treated(text: str, before: str, after: str, head: int, name: str) -> bool:
    if _DONE_WITH.search(before) or _FIXED_DAY.search(before):
        return True
    if _COUNTED_AFTER.match(after) or _RUN_FOR.match(after):
        return True
    in_headline = head > 0 and f"“{name}”" in text[:head]
    return in_headline and _TREATED.search(before) is not None
