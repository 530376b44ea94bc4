"""Names of mechanisms, brands, services and windows that the vocabulary lacks.

Two patterns of the language name a reform: a quoted name with a head noun (“…”服务, “…”机制) or of a
shape that only such names have (拿…即…, 一…一…, …办), and an unquoted noun phrase with a head noun that
a verb of reform governs (建立了…制度). Candidates are kept apart from the curated scheme.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reformgraph.extract.brands import find_brands
from reformgraph.extract.passages import Named
from reformgraph.extract.reforms import ReformMention
from reformgraph.text import Flow
from reformgraph.vocab import Vocabulary

_HEAD = (
    "工作机制|工作法|工作模式|服务机制|服务模式|服务体系|服务品牌|服务窗口|服务专窗|服务平台|服务超市|专项行动|专项整治|专项检查|专项服务|"
    "服务|机制|制度|模式|改革|行动|活动|品牌|工程|计划|窗口|专窗|平台|体系|做法|举措|办法|清单|审批|监管|超市|驿站|专区|套餐|招商|督办|"
    "督导|专班|小分队|队伍|专员|管家|政策|考核|系统|专线|绿色通道|通道|工作室|方式|制|法|码|试点|代办|帮办|作战|攻坚"
)
_QUOTED = re.compile(r"“([^“”\n，。；！？!?;,…：:《》]{2,36})”")
_QUOTED_TAIL = re.compile(rf"(?:式|型|化)?(?:的)?(?:新)?([\u4e00-\u9fff]{{0,6}}?)({_HEAD})(?![员院厅])")
#: A head right after the quotation, or after the next one: “一栋楼办公”“一条龙”服务.
_HEAD_AT_ONCE = re.compile(
    r"(?:[、和]?“[^“”]{2,8}”)?式?(?:服务|机制|制度|模式|改革|工作法|审批|专窗|窗口|专项行动|招商|工作机制|服务机制|服务模式)(?![员院厅业])"
)
_VERB = (
    "推行|实行|实施|开展|推出|打造|建立健全|建立|健全|创新|探索出|探索|启动|深化|落实|坚持|执行|首创|创建|开设|设立|出台|开通|"
    "构建|试点|试行|完善|优化|推进|提供|做到|实现|成立|组建|组织|搭建|制定|制订|施行|采取|采用|推广|运用|形成|强化|启用|上线|"
    "取消|停用|废止|停止|不再|树立|引入|设置|发布|打响|擦亮|叫响|做实|用好|狠抓|提出|践行|聚焦|围绕|抓好|抓实|以|进行|用"
)
_VERB_BEFORE = re.compile(
    rf"(?:{_VERB})(?:了|起|出|好)?(?:一套|一批|一项|一种)?(?:[^，。；！？“”]{{0,10}})?(?:“[^“”]{{2,18}}”[、和与及]?)*$"
)
#: Verbs whose quoted object, standing right after them, is a named measure whatever its shape.
_STRONG_BEFORE = re.compile(
    r"(?:推行|推出|实行|试行|施行|首创|创新推出|创新实施|创立|开设|建立|设立|启动|上线|开通|启用|停用|试点)(?:了|起)?(?:全[国省市区]首[个家创])?$"
)
_SERVICE = r"[\u4e00-\u9fff]{2,5}(?:式)?服务"
_ISSUE = "策|议|案|档|专班|方案|台账|专员|码|清单|册|图|责任"
#: Shapes that only names of reforms have.
_SHAPE = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,4}即[\u4e00-\u9fff]{1,4}|以[\u4e00-\u9fff]{1,3}[代换促引带][\u4e00-\u9fff]{1,3}|"
    r"一[\u4e00-\u9fff]{1,2}一[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{1,4}不(?:罚|打烊|见面|出[区园门县市])|"
    r"[\u4e00-\u9fff\d]{1,10}(?:[一快即联通代帮网就简并容免先同共专集掌上预]办|通办|联办|即享|免申|秒批|联审|联批|审批|监管|招商|管家|专员|"
    r"代办|帮办|回头看|一件事|一次办|清单|承诺制|责任制|联系制|负责制|考核制|销号制|通报制|包联制|登记制|例会制|警示制|打烊|工作法|店小二|"
    r"一站式|直通车|不出区|不出园|不跑腿|直达|集成办|\d+条|[一二三四五六七八九十]条|服务员|服务日|服务站|服务队|服务|宁静日|体检|会诊|问诊|"
    r"管理|督导|督办|闭环|挂帅|包保|领办|合一|进驻|共享)|"
    r"[\u4e00-\u9fffA-Za-z\d]{2,8}(?:\+[\u4e00-\u9fffA-Za-z\d]{2,8}){1,4}|"
    r"[一二三四五六七八九十两双][\u4e00-\u9fff]{1,2}[一二三四五六七八九十两双][\u4e00-\u9fff]{1,2}|"
    r"[一二三四五六七八九十]个(?:一批|一|不|突出|聚焦|优先|强化|围绕|到位)[\u4e00-\u9fff]{0,4})$"
)
_LIST_END = re.compile(r"等[\u4e00-\u9fff]{0,4}(?:机制|制度|举措|措施|模式|办法|做法|服务|方式)")
_LIST_VERB = re.compile(r"(?:实行|推行|实施|采取|采用|落实|运用|建立|执行|坚持|推出|完善|健全|开展|以)了?")
_LONGEST_LIST = 80
_LIST_ITEM = re.compile(r"(?:^|(?<=[、“”]))[^、“”，。；：（）()]{2,12}(?=[、“”]|$)")
_UNQUOTED = re.compile(
    r"(?:推行|实行|实施|建立健全|建立|设立|构建|组建|开展|创新|落实|健全|推出|深化|打造|试行|试点|启动|组织开展|狠抓|围绕|探索建立|搭建|坚持|"
    r"制定|完善|严格)"
    r"(?:了|起|出)?((?:[\u4e00-\u9fffA-Za-z\d+]|“[^“”]{2,10}”){2,16}?"
    r"(?:工作机制|长效机制|服务机制|机制|制度|负责制|责任制|项目制|登记制|联系制|承诺制|例会制|通报制|销号制|工作法|模式|专项行动|专项整治|"
    r"专项检查|服务专窗|服务专区|行动|招商队伍|招商小分队|小分队|招商平台|服务平台|监管平台|招商|清单|考核办法))(?=[，。；、！,;”）)\n]|和|与|及|以及|并)"
)
_LISTED = re.compile(
    r"[，、]((?!设立|建立|实行|推行|实施|制定|完善)[\u4e00-\u9fffA-Za-z\d]{3,14}(?:制|机制|制度|招商|行动|清单))(?=[，、。；,;\n])"
)
_SYSTEM = re.compile(
    r"(?:推行|实行|施行|试行|建立|落实|实施|执行|创新|推出|坚持)(?:了|起|好)?([\u4e00-\u9fff]{2,9}(?<![机体编控限抵研定强复法压克绘缩印录配兵税币牵遏])制)"
    r"(?=[，。；、”）\n])"
)
#: 月考核、月通报、月兑现: one practice in several beats.
_BEATS = re.compile(
    r"(?:推行|实行|坚持|落实|建立|做到|执行|采取|按照)(?:了)?[“]?((?:[日周旬月季年][\u4e00-\u9fff]{2,3}[、，]){1,4}[日周旬月季年][\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
)
_OFFICE = re.compile(r"[办审批理申验登证窗章查检罚报享兑税件代帮策跑]")
#: A quoted rule of two or three parts with its head: “…，…”的模式.
_PARTED = re.compile(
    r"“([^“”。；！？\n]{2,14}[，、][^“”。；！？\n]{2,16})”(?:的)?(?:等)?(?:[\u4e00-\u9fff]{0,4})(?:模式|机制|工作法|制度|改革|服务|做法|办法)"
)
_COMMITTEE = re.compile(
    r"(?:成立|组建|设立|组成|建立|抽调)[^，。；“”]{0,12}?((?:项目|企业|工作|招商|服务|重点|推进|攻坚|招引|重大)[\u4e00-\u9fff]{0,6}专班|(?:企业|便民|项目|政务|投资|为企)[\u4e00-\u9fff]{0,6}服务(?:中心|站))"
)
#: Names that stand for themselves, without a verb: 以链招商, 一企一策, 京津冀招商小分队, 提供全流程服务.
_BARE = re.compile(
    r"(以(?!大)[\u4e00-\u9fff]{1,3}招商)(?!引)"
    r"|(?:(?<=[、，“和与])|(?<=开展|实行|推行|实施|通过|运用|注重|创新|采用|采取))([\u4e00-\u9fff]{2,3}招商)(?=[、，。”；和与等])"
    rf"|(?<![\u4e00-\u9fff]一)(一[企事项业地园户产链区品人策]一(?:{_ISSUE}))"
    r"|(?<![\u4e00-\u9fff])[由以]?([\u4e00-\u9fff]{2,4}招商(?:小分队|平台|地图))|(?<=由|以|用)([\u4e00-\u9fff]{2,4}招商(?:小分队|平台))|(招商地图)"
    r"|(?:推进|实施|开展)[^，。；“”]{0,24}?([三四五六七八九十]大(?:专项)?行动)"
    rf"|(?:提供|开展|推行|实行|推出|享受)(?:了|全程|优质|高效|免费|各类)*({_SERVICE})(?=[，。、；”\n])"
)
_NO_NAME = re.compile(
    r"^(?:外出|精准|大力|积极|全力|主动|对外|持续|扎实|加大|强化|开展|推进|做好|创新|聚焦|全面|优质|高效|贴心|暖心|良好|便捷|周到|相关|全方位|"
    r"公共|社会|志愿|金融|技术|政务|医疗|养老|物业|专业|配套|咨询|基本|生活|综合|多元|个性化|有效|全周期|企业|项目|融资|法律|更多|这些|各种)"
    r"[\u4e00-\u9fff]{0,2}(?:招商|服务)$"
)
_GENERIC_NAME = re.compile(
    r"^(?:招商引资|项目建设|营商环境|各项|各类|有关|相关|一系列|这一|该|本|新的?|此项|多项|配套|完善|长效|体制|规章|管理|现代|健全|科学|有效|"
    r"公共|综合|信息|良好|创新|高效|严格|具体|全面|市场化?|法治|监督|约束|激励|政策|工作|服务|责任|保障|运行|奖惩|社会主义|中国特色|党|国家|重大|重要|基本|根本)*"
    r"(?:工作机制|长效机制|体制机制|服务机制|机制|制度|模式|行动|活动|清单|平台|体系|招商|考核办法|监管|改革|招商引资)$"
)
_FUNCTION = re.compile(
    r"[的了着过把被让使对为于]|以及|并且|通过|按照|根据|进行|加强|推动|提升|提高|促进|形成|围绕|聚焦|深入"
)
_SLOGAN = re.compile(
    r"四个意识|一老一小|四个自信|两个维护|两个确立|四个全面|一带一路|十四五|十三五|双碳|双循环|三农|两山|新质生产力|主题教育|三会一课|"
    r"[一二三四五六七八九十]个代表|中国梦|一国两制|百千万|碳达峰|共同富裕|双一流|三严三实|八项规定|二十大|乡村振兴|国民待遇|外资准入|投资准入|双减|双拥|双创|三孩|两会|四风|扫黑|厕所革命|一带一路|黑天鹅|"
    r"^(?:我|你|他|咱|这|那|谁|怎|什么|没有|不是|要)|[吗呢吧啊呀嘛]$|引擎|磁场|快车道|加速度|组合拳|先手棋|招牌|名片|头等大事|"
    r"硬骨头|最后一公里|定心丸|金钥匙|满意度|获得感|阵地|战场|高地|洼地|沃土|标杆|样板|盆景|风景|活力|动力|底气|温度|答卷|加油站|助推器"
)
_COUNTED = re.compile(r"[\d一二三四五六七八九十两]{1,4}[个项支批套条种类]")
_PATTERN_OF_INDUSTRY = re.compile(
    r"的?(?:特色)?(?:产业|格局|布局|总体布局|发展格局|企业|战略|市场|经济|牌(?!照)|软件|系列|产品|新品|商标|称号|名单|荣誉|奖)"
)
#: What an enterprise brings out is no reform of the zone.
_ENTERPRISE = re.compile(
    r"(?:^|[^为给向对让助帮使供])(?:企业|(?<!平台)(?<!运营)(?<!国有)公司|集团|厂家|工厂|门店|商家)"
    r"(?:[向为对][^，。；“]{1,8})?(?:还|已经?|也|率先|全新|新|正式|主动|自主|日前|近日|今年)*"
    r"(?:推出|开发|研发|发布|打造|生产|上线|设计|创立)(?:了|的|出)?$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"[\d+]{3,7}”(?:工作法|工作机制|机制|模式|服务|体系|工程|行动)")
_MEETING = re.compile(r".{1,8}(?:早餐会|午餐会|茶叙会|恳谈会|下午茶|见面会|圆桌会|碰头会|面对面|会客厅)$")
#: “甲、乙”机制 is one rule, “甲、乙”等服务 are two.
_ONE_RULE = re.compile(r"(?:的)?(?:工作|服务)?(?:机制|制度|工作法|模式|改革)")
_HOLDS = re.compile(r"(?:举行|举办|召开|开展|推出|建立|设立)(?:了)?$")
_MORE_SYSTEMS = re.compile(r"、([\u4e00-\u9fff]{2,9}(?<![机体编控])制)(?=[，。；、”）\n])")
_EVENT_AFTER = re.compile(
    r"[^，。；“”]{0,12}(?:联欢会|晚会|比赛|大赛|论坛|运动会|演出|交流活动|展览|博览会|灯会|音乐会|杯)"
)
_BARE_COUNT = re.compile(r"^[\u4e00-\u9fff]{0,2}\d+条$")
_VERB_HEAD = re.compile(rf"(?:{_VERB})(?:了|起|好)?")
_NOUN_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,10})$")
_CUT_BEFORE = re.compile(rf".*(?:{_VERB}|的|了|和|与|在)")
#: Heads that make another thing of a curated name in front of them.
_OTHER_THING = re.compile(r"(?:队伍|小分队|平台|地图)$")


def find_candidates(flow: Flow, known: Sequence[ReformMention], vocabulary: Vocabulary) -> list[Named]:
    """Candidate reforms in text order, none overlapping a curated one.

    Meant for articles that tell of a zone or of the business environment; elsewhere the patterns name
    too much else.
    """
    taken = _Taken((mention.start, mention.end) for mention in known)
    found: list[Named] = []
    for search in (_quoted, _phrased, _listed, _unquoted, _bare):
        for one in search(flow.text, taken):
            if not taken.overlaps(one.start, one.end) or _holds(one, taken):
                found.append(one)
                taken.add(one.start, one.end)
    for start, end in find_brands(flow):
        if not taken.overlaps(start, end) and not _is_other(flow.text, start, end):
            found.append(Named(start, end, flow.text[start:end], True))
            taken.add(start, end)
    found.sort(key=lambda one: one.start)
    return [_with_broader(one, vocabulary) for one in found]


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether a quoted name is a slogan, a kind of product or firm, or an enterprise's own."""
    before = re.split(r"[，。；\n]", text[max(0, start - 41) : start - 1])[-1]
    return bool(
        _EVENT_AFTER.match(text, end + 1)
        or _SLOGAN.search(text[start:end])
        or _PATTERN_OF_INDUSTRY.match(text, end + 1)
        or _ENTERPRISE.search(before)
    )


class _Taken:
    """Ranges already named, kept in order so that an overlap is found at once."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._longest = max((end - start for start, end in self._ranges), default=0)

    def add(self, start: int, end: int) -> None:
        """Take a range too."""
        insort(self._ranges, (start, end))
        self._longest = max(self._longest, end - start)

    def inside(self, start: int, end: int) -> list[tuple[int, int]]:
        """Ranges that overlap a range."""
        low = bisect_left(self._ranges, (start - self._longest, 0))
        high = bisect_left(self._ranges, (end, 0))
        return [(first, last) for first, last in self._ranges[low:high] if start < last]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any range overlaps a range."""
        return bool(self.inside(start, end))


def _holds(one: Named, taken: _Taken) -> bool:
    """Whether the phrase makes another thing of the names inside it: 专业化招商 + 队伍."""
    return _OTHER_THING.search(one.reform) is not None and all(
        one.start <= start and end < one.end for start, end in taken.inside(one.start, one.end)
    )


def _quoted(text: str, taken: _Taken) -> list[Named]:
    found: list[Named] = []
    for quote in _QUOTED.finditer(text):
        name, start, end = quote.group(1), quote.start(1), quote.end(1)
        if taken.overlaps(start, end) and "、" not in name:
            continue
        if (
            _SLOGAN.search(name)
            or "-" in name
            or not (_HAN.search(name) or _NUMBERED.match(text, start))
            or _PATTERN_OF_INDUSTRY.match(text, end + 1)
        ):
            continue
        before = re.split(r"[，。；\n]", text[max(0, quote.start() - 40) : quote.start()])[-1]
        if _ENTERPRISE.search(before):
            continue
        items = _items(name, text[end + 1 : end + 6])
        if items:
            if _VERB_BEFORE.search(before):
                found += [Named(start + place, start + place + len(item), item, True) for place, item in items]
        elif _BARE_COUNT.match(name):
            noun = _noun_before(before)
            if noun:
                found.append(Named(start - 1 - len(noun), end, noun + name, True))
        elif len(name) <= 18 and _names_a_reform(text, name, before, quote.end()):
            found.append(Named(start, end, name, True))
    return found


def _items(name: str, after: str) -> list[tuple[int, str]]:
    """Places and texts of the items of a quoted list of names alike in length: 全程办、集成办、一次办."""
    items = name.split("、")
    if _ONE_RULE.match(after):
        return []
    if len(items) < 2 or not all(2 <= len(item) <= 6 for item in items) or len({len(item) for item in items}) > 2:
        return []
    alike = len({item[-1] for item in items}) == 1 or all("化" in item or "式" in item for item in items)
    if not (alike or all(_SHAPE.match(item) for item in items)):
        return []
    places, position = [], 0
    for item in items:
        places.append((position, item))
        position += len(item) + 1
    return places


def _names_a_reform(text: str, name: str, before: str, end: int) -> bool:
    tail = _QUOTED_TAIL.match(text, end)
    governed = _VERB_BEFORE.search(before) is not None
    if _STRONG_BEFORE.search(before) and len(name) <= 10:
        return True
    if _MEETING.match(name) and _HOLDS.search(before):
        return True
    if _SHAPE.match(name) and (governed or tail or text[end : end + 1] in "“、"):
        return True
    if len(name) <= 8 and _HEAD_AT_ONCE.match(text, end):
        return True
    return bool(tail and len(tail.group(1)) <= 4 and governed)


def _listed(text: str, taken: _Taken) -> list[Named]:
    """Items of 实行甲、乙、丙等工作机制."""
    found = []
    for match in _LIST_END.finditer(text):
        low = max(text.rfind(sign, 0, match.start()) for sign in "，。；：！？\n") + 1
        low = max(low, match.start() - _LONGEST_LIST)
        if "、" not in text[low : match.start()] and "”“" not in text[low : match.start()]:
            continue
        verb = _LIST_VERB.search(text, low, match.start())
        if verb is None:
            continue
        for item in _LIST_ITEM.finditer(text[verb.end() : match.start()]):
            name, start = item.group(), verb.end() + item.start()
            if not (_FUNCTION.search(name) or _SLOGAN.search(name) or _GENERIC_NAME.match(name)):
                found.append(Named(start, start + len(name), name, True))
    return found


def _phrased(text: str, taken: _Taken) -> list[Named]:
    """Names told by the build of the phrase: 月考核、月通报, “甲，乙”的模式, …专班."""
    found: list[Named] = []
    here = _Taken(())
    for pattern in (_PARTED, _BEATS, _COMMITTEE, _SYSTEM):
        for match in pattern.finditer(text):
            name = match.group(1)
            if _SLOGAN.search(name) or (pattern is _PARTED and not _OFFICE.search(name)):
                continue
            if pattern is _SYSTEM and (_FUNCTION.search(name) or _GENERIC_NAME.match(name)):
                continue
            if not here.overlaps(match.start(1), match.end(1)):
                here.add(match.start(1), match.end(1))
                found.append(Named(match.start(1), match.end(1), name, True))
            position = match.end(1)
            while pattern is _SYSTEM and (more := _MORE_SYSTEMS.match(text, position)) is not None:
                found.append(Named(more.start(1), more.end(1), more.group(1), True))
                position = more.end(1)
    return found


def _bare(text: str, taken: _Taken) -> list[Named]:
    found = []
    for match in _BARE.finditer(text):
        group = match.lastindex or 0
        name = match.group(group)
        if not (_NO_NAME.match(name) or _FUNCTION.search(name)):
            found.append(Named(match.start(group), match.end(group), name, True))
    return found


def _noun_before(before: str) -> str:
    noun = _NOUN_BEFORE.search(before)
    return _CUT_BEFORE.sub("", noun.group(1)) if noun else ""


def _unquoted(text: str, taken: _Taken) -> list[Named]:
    found: list[Named] = []
    for match in _UNQUOTED.finditer(text):
        _add_phrase(text, match.start(1), match.end(1), found)
        position = match.end(1)
        while (more := _LISTED.match(text, position)) is not None:
            _add_phrase(text, more.start(1), more.end(1), found)
            position = more.end(1)
    return found


def _add_phrase(text: str, start: int, end: int, found: list[Named]) -> None:
    counted = _COUNTED.match(text, start, end)
    start = counted.end() if counted else start
    verb = _VERB_HEAD.match(text, start, end)
    start = verb.end() if verb else start
    name = text[start:end]
    if len(name) < 4 or _GENERIC_NAME.match(name) or _NO_NAME.match(name):
        return
    if _FUNCTION.search(name) or _SLOGAN.search(name) or (found and found[-1].end > start):
        return
    found.append(Named(start, end, re.sub("[“”]", "", name), True))


def _with_broader(one: Named, vocabulary: Vocabulary) -> Named:
    return Named(one.start, one.end, one.reform, True, _broader(one.reform, vocabulary.version, vocabulary))


@lru_cache(maxsize=4096)
def _broader(name: str, version: str, vocabulary: Vocabulary) -> str | None:
    """The curated reform whose name shares the longest run of characters with a candidate, two at least."""
    best, size = None, 1
    grams = {name[at : at + 2] for at in range(len(name) - 1)}
    index = _by_gram(version, vocabulary)
    for rank in sorted({rank for gram in grams for rank in index.get(gram, ())}):
        reform, form = _forms(version, vocabulary)[rank]
        shared = _longest_shared(form, name)
        if shared > size:
            best, size = reform, shared
    return best


@lru_cache(maxsize=4)
def _forms(version: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Each reform with each of its forms, generic tails cut off."""
    return tuple(
        (reform.name, re.sub(r"(?:服务|机制|制度|模式|改革|工作|项目)$", "", form))
        for reform in vocabulary.reforms.values()
        for form in (reform.name, *reform.aliases)
    )


@lru_cache(maxsize=4)
def _by_gram(version: str, vocabulary: Vocabulary) -> dict[str, list[int]]:
    """Ranks of the forms that hold two characters side by side."""
    index: dict[str, list[int]] = {}
    for rank, (_, form) in enumerate(_forms(version, vocabulary)):
        for gram in {form[at : at + 2] for at in range(len(form) - 1)}:
            index.setdefault(gram, []).append(rank)
    return index


def _longest_shared(a: str, b: str) -> int:
    best = 0
    for start in range(len(a)):
        while start + best < len(a) and a[start : start + best + 1] in b:
            best += 1
    return best
