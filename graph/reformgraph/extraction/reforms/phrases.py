"""Names of mechanisms printed without quotation marks: noun phrases with a head noun that a verb of reform governs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.ranges import Ranges

_SERVICE = r"[\u4e00-\u9fff]{2,5}(?:式)?服务"
_ISSUE = "策|议|案|档|专班|方案|台账|专员|码|清单|册|图|责任"
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
    r"|(?:(?<=[、，“和与])|(?<=开展|实行|推行|实施|通过|运用|注重|创新|采用|采取))([\u4e00-\u9fff]{2,3}招商|(?<=、)[\u4e00-\u9fff]{4,5}招商)(?=[、，。”；和与等])"
    rf"|(?<![\u4e00-\u9fff]一)(一[企事项业地园户产链区品人策]一(?:{_ISSUE}))"
    r"|(?<![\u4e00-\u9fff])[由以]?(?:[支个名])?([\u4e00-\u9fff]{2,4}招商(?:小分队|平台|地图))|(?<=由|以|用)([\u4e00-\u9fff]{2,4}招商(?:小分队|平台))|(招商地图)"
    r"|(?:推进|实施|开展)[^，。；“”]{0,24}?([三四五六七八九十]大(?:专项)?行动)"
    rf"|(?:提供|开展|推行|实行|推出|享受)(?:了|全程|优质|高效|免费|各类)*({_SERVICE})(?=[，。、；”\n])"
)
#: Where the alternatives begin that do not stand close before 招商.
_BARE_BEGINS = re.compile("以|一|推进|推行|推出|实施|实行|开展|提供|享受")
_NO_NAME = re.compile(
    r"^(?:外出|突出|既要|又要|还要|精准|大力|积极|全力|主动|对外|持续|扎实|加大|强化|开展|推进|做好|创新|聚焦|全面|优质|高效|贴心|暖心|良好|便捷|周到|相关|全方位|"
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
_MORE_SYSTEMS = re.compile(r"、([\u4e00-\u9fff]{2,9}(?<![机体编控])制)(?=[，。；、”）\n])")
_VERB = (
    "推行|实行|实施|开展|推出|打造|建立健全|建立|健全|创新|探索出|探索|启动|深化|落实|坚持|执行|首创|创建|开设|设立|出台|开通|"
    "构建|试点|试行|完善|优化|推进|提供|做到|实现|成立|组建|组织|搭建|制定|制订|施行|采取|采用|推广|运用|形成|强化|启用|上线|"
    "取消|停用|废止|停止|不再|树立|引入|设置|发布|打响|擦亮|叫响|做实|用好|狠抓|提出|践行|聚焦|围绕|抓好|抓实|以|进行|用"
)
_VERB_HEAD = re.compile(rf"(?:{_VERB})(?:了|起|好)?")


def find_phrases(text: str, taken: Ranges) -> Iterator[Named]:
    """Candidates of each pattern in turn; they may overlap what is taken and one another."""
    for search in (_phrased, _listed, _unquoted, _bare):
        yield from search(text, taken)


def _listed(text: str, taken: Ranges) -> list[Named]:
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


def _phrased(text: str, taken: Ranges) -> list[Named]:
    """Names told by the build of the phrase: 月考核、月通报, “甲，乙”的模式, …专班."""
    found: list[Named] = []
    here = Ranges(())
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


def _bare_matches(text: str) -> Iterator[re.Match[str]]:
    """``_BARE.finditer(text)``, tried only where one of its alternatives can begin."""
    places = {found.start() for found in _BARE_BEGINS.finditer(text)}
    at = text.find("招商")
    while at >= 0:
        places.update(range(max(0, at - 5), at + 1))
        at = text.find("招商", at + 2)
    end = 0
    for place in sorted(places):
        if place >= end and (match := _BARE.match(text, place)):
            end = match.end()
            yield match


def _bare(text: str, taken: Ranges) -> list[Named]:
    found = []
    for match in _bare_matches(text):
        group = match.lastindex or 0
        name = match.group(group)
        if not (_NO_NAME.match(name) or _FUNCTION.search(name)):
            found.append(Named(match.start(group), match.end(group), name, True))
    return found


def _unquoted(text: str, taken: Ranges) -> list[Named]:
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
